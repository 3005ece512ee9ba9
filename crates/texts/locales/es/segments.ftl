### Segments: the list and the editor of rules.

segments-title = Segmentos
segment-title = Segmento
segments-new = Nuevo segmento
segments-list = Segmentos guardados
segments-changed = Cambiado por { $name }, { $at }
segments-broken = Conviene revisarlo
segments-empty-title = Aún no hay segmentos
segments-empty-text = Un segmento es una pregunta sobre todos los huéspedes que se mantiene al día sola.
segments-begin = Empezar con
segment-begin-first-stay = Primera estancia, recién salidos
segment-begin-first-stay-text = Una estancia, terminada en los últimos 30 días: unas palabras de agradecimiento.
segment-begin-second-stay = Segunda estancia, falta la tercera
segment-begin-second-stay-text = Dos estancias, la última en menos de un año, y nada reservado.
segment-begin-lapsed = Un año sin venir
segment-begin-lapsed-text = Última estancia hace más de 12 meses y nada reservado.
segment-begin-quiet = Gran valor, en silencio
segment-begin-quiet-text = Gastaron 5.000 o más, un año sin venir, y podemos escribirles.
segment-begin-arriving = Llegan esta semana
segment-begin-arriving-text = La próxima estancia empieza en siete días.
segment-begin-birthday = Cumpleaños en la estancia
segment-begin-birthday-text = Llegan en 30 días y cumplen años antes de irse.
segment-begin-regulars = Habituales
segment-begin-regulars-text = Tres estancias o más en los últimos dos años.
segment-begin-fair = De la feria, sin seguimiento
segment-begin-fair-text = Vienen de una feria, no se han alojado y nadie les ha llamado ni escrito.
segment-begin-not-asked = Aún sin preguntar
segment-begin-not-asked-text = Huéspedes con una estancia cercana a quienes nadie ha preguntado si podemos escribir.
segment-new = Nuevo segmento
segment-name = Nombre
segment-description = Para qué sirve
segment-name-missing = Ponga un nombre al segmento.
segment-saved = «{ $name }» está guardado
segment-put-away = Archivar
segment-away = «{ $name }» está archivado
segment-how-many = Cuántos
segment-of-all = de { $all } huéspedes, { $share }
segment-share = { $share } de los huéspedes
segment-percent = { $whole },{ $tenth } %
segment-may-write = { $count } admiten correo
segment-stays-only = { $count } solo por una estancia
segment-not-at-all = { $count } en ningún caso
segment-took = Contado en { $milliseconds } ms en este dispositivo
segment-rules = Reglas
segment-read-only = Su función permite ver los segmentos, no cambiarlos.
segment-draft = Lo que no había guardado está aquí de nuevo.
segment-draft-drop = Volver a lo guardado
segment-undo = Deshacer el último paso
segment-redo = Rehacer
segment-who = Quién está
segment-see-all = Ver los { $count } en la lista
segment-nobody = No hay nadie.
segment-stay-count =
    { $count ->
        [one] { $count } estancia
       *[other] { $count } estancias
    }
segment-last-stay = la última, el { $day }
segment-why-in = Por qué está { $name }
segment-why-out = Por qué no está { $name }
segment-holds = Se cumple
segment-fails = No se cumple
segment-unknown = No se sabe
segment-no-value = Sin valor
rule-all = Todo esto
rule-any = Cualquiera de estos
rule-not-all = No todo esto
rule-none = Ninguno de estos
rule-combinator = Condición
rule-function = Qué se calcula
rule-has = Tiene
rule-each-stays = estancias, cada una con
rule-each-consents = respuestas sobre consentimiento, cada una con
rule-each-interactions = contactos, cada uno con
rule-of-stays = de las estancias con
rule-count = Cuántos
rule-add-line = Línea
rule-add-group = Grupo
rule-add-stay = Estancia
rule-add-total = Total
rule-add-consent = Consentimiento
rule-add-interaction = Contacto
rule-field = Campo
rule-way = Comparación
rule-value = Valor
rule-from = Desde
rule-to = Hasta
rule-value-add = Añadir un valor
rule-value-remove = Quitar { $value }
rule-unit = Unidad
rule-today = incluido hoy
rule-way-within-last = en los últimos
rule-way-longer-ago = hace más de
rule-way-within-next = en los próximos
rule-way-further-ahead = dentro de más de
rule-menu = Mover o quitar esta parte
rule-up = Subir
rule-down = Bajar
rule-in = Meter en un grupo
rule-out = Sacar del grupo
rule-double = Duplicar
rule-remove = Quitar
rule-unread = Una parte hecha con una versión más nueva
rule-left-out =
    { $count ->
        [one] { $count } huésped no tiene «{ $field }» y queda fuera.
       *[other] { $count } huéspedes no tienen «{ $field }» y quedan fuera.
    }
rule-include = Incluirlos
rule-empty = Aún sin líneas: están todos los huéspedes.
rule-empty-things = Aún sin líneas: cuentan todas.
rule-list-and = { $first }, { $rest }
segments-compare = Comparar
segments-fixed = Lista fija
segment-print = Imprimir
segment-export = Exportar huéspedes…
segment-export-text = { $count ->
    [one] Un huésped sale de la casa en un archivo: número, nombres, correo, teléfono, idioma, país y si acepta ofertas por correo.
   *[other] { $count } huéspedes salen de la casa en un archivo: número, nombres, correo, teléfono, idioma, país y si aceptan ofertas por correo.
}
segment-export-kept = Lo hace el servidor del hotel con lo que tiene. Anota quién exportó, cuándo, cuántos y para qué.
segment-export-reason = ¿Para qué es?
segment-export-reason-missing = Diga para qué es: queda anotado.
segment-export-password-missing = Escriba su contraseña: salen huéspedes de la casa.
segment-export-go = Exportar
segment-export-many = { $count } huéspedes son demasiados para un archivo: salen como mucho { $most } a la vez. Acote la regla.
segment-exported = Exportado: { $file }
segment-export-earlier = Exportado antes
segment-export-line = { $at }, { $name }: { $count ->
    [one] 1 huésped
   *[other] { $count } huéspedes
}
segment-more = Más
segment-in = Dentro
segment-outside = Por poco fuera
segment-outside-text = Solo una parte de la regla los deja fuera.
segment-outside-nobody = Nadie queda fuera por poco.
segment-why = Por qué sí, por qué no
segment-why-find = Cualquier huésped
segment-why-example = Nombre, correo o número
segment-why-hint = Busque a un huésped para ver qué líneas se cumplen.
segment-keeps-one = Una parte deja fuera al huésped
segment-keeps = { $count } partes dejan fuera al huésped; todas tendrían que cumplirse
segment-keeps-any = Bastaría con cualquiera de estas
segment-keeps-mark = Deja fuera al huésped
segment-used = Se usa en
segment-used-view = Vista
segment-used-away = ¿Archivar «{ $name }»?
segment-used-away-text = Lo piden estos, y habría que revisarlos después:
segment-versions = Reglas anteriores
segment-versions-none = La regla no ha cambiado desde que se creó.
segment-version-now = La regla tal como está guardada
segment-version-by = { $name }, { $at }
segment-version-first = La primera regla que se conserva
segment-version-order = Las mismas líneas, combinadas de otro modo
segment-version-added = Añadido: { $line }
segment-version-removed = Quitado: { $line }
segment-version-everybody = Todos
segment-version-back = Recuperar esta regla
segment-version-taken = La regla anterior está en el editor. Guarde para conservarla.
segment-keep = Conservar quién está ahora
segment-keep-text = Crea un segmento propio con estos { $count } huéspedes. Se queda como está hoy, pase lo que pase.
segment-keep-name = { $name }, { $day }
segment-keep-description = Quién estaba en «{ $name }» el { $day }.
segment-keep-many = { $count } huéspedes son demasiados para una lista: caben unos { $most }. Acote antes la regla.
segment-keep-nobody = No hay nadie, así que no hay a quién conservar.
segment-keep-broken = Algo falla en la regla. Corríjala antes.
segment-keep-save = Conservar { $count } huéspedes
segment-fixed-of = { $count } huéspedes tal como eran el { $day }. Esta lista no cambia sola.
segment-fixed-text = Una lista de { $count } huéspedes. No cambia sola.
segment-fixed-compare = Comparar con «{ $name }» hoy
rule-find-field = Buscar un campo
rule-values-more = y { $count } más
compare-title = Comparar segmentos
compare-left = Primer segmento
compare-right = Segundo segmento
compare-choose = Elija un segmento
compare-swap = Intercambiar
compare-both = En ambos
compare-only = Solo en «{ $name }»
compare-nobody = Nadie
compare-same = Elija dos segmentos distintos.
compare-empty = Elija dos segmentos para ver quién está en ambos y quién solo en uno.
compare-few = Hacen falta dos segmentos guardados para comparar.
compare-share = { $share } de «{ $name }»
compare-picture = Cómo se solapan los dos
segment-keep-without =
    { $count ->
        [one] { $count } aún no tiene número y queda fuera. Lo recibe al llegar al servidor del hotel.
       *[other] { $count } aún no tienen número y quedan fuera. Lo reciben al llegar al servidor del hotel.
    }
segment-copy-words = Copiar la regla en palabras
segment-copied = La regla está copiada.
segment-copy-failed = Este navegador no permite copiar la regla.
rule-said-of-stays = { $value }, de las estancias con
rule-said-with = { $part }: { $together }
