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
segment-begin-lapsed = Un año sin venir
segment-begin-lapsed-text = Última estancia hace más de 12 meses y nada reservado.
segment-begin-quiet = Gran valor, en silencio
segment-begin-quiet-text = Gastaron 5.000 o más, un año sin venir, y podemos escribirles.
segment-begin-arriving = Llegan esta semana
segment-begin-arriving-text = La próxima estancia empieza en siete días.
segment-begin-regulars = Habituales
segment-begin-regulars-text = Tres estancias o más en los últimos dos años.
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
rule-has = Tiene
rule-each-stays = estancias, cada una con
rule-each-consents = respuestas sobre consentimiento, cada una con
rule-count = Cuántos
rule-add-line = Línea
rule-add-group = Grupo
rule-add-stay = Estancia
rule-add-consent = Consentimiento
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
rule-list-and = { $first }, { $rest }
