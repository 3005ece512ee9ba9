### One guest.

guest-missing-title = Este huésped no está en esta tableta
guest-missing-text = La dirección puede ser antigua, o el huésped llegó después del último contacto con el servidor.
guest-edit = Editar
guest-edit-title = Editar: { $name }
guest-add-note = Añadir nota
guest-note-label = ¿Qué debe saber el próximo compañero?
guest-note-empty = Escriba algo.
guest-note-correct = Corregir
guest-note-retract = Retirar
guest-note-reason = ¿Por qué se retira?
guest-note-retracted = Retirada: { $reason }
guest-note-amended = Corregida después. Se conserva el primer texto.
guest-writes-in = Escribe en { $language }
guest-number = N.º { $number }
guest-stays = Estancias
guest-a-night = Por noche
guest-in-all = En total
guest-nights =
    { $count ->
        [one] { $count } noche
       *[other] { $count } noches
    }
guest-next-stay = Próxima estancia, { $when }
guest-last-stay = Última estancia, { $when }
guest-here-now = Alojado ahora
guest-no-stay = Aún sin estancias
guest-party = Viajan
guest-rate = Tarifa
guest-adults =
    { $count ->
        [one] { $count } adulto
       *[other] { $count } adultos
    }
guest-children =
    { $count ->
        [one] { $count } niño
       *[other] { $count } niños
    }
guest-allergy = Alergia: { $what }
guest-birthday = Cumple el { $day }
guest-hidden = No visible para usted
guest-same-title = ¿Es { $name }?
guest-same-text = { $name } tiene el mismo correo electrónico. No se ha unido nada: mire y decida.
guest-same-look = Ver a { $name }
guest-same-not = Es otra persona

guest-conflict-title = Dos versiones: { $field }
guest-conflict-text = No se ha perdido nada. ¿Cuál es el correcto?
guest-conflict-house = No se ha perdido nada. Este dato lo escriben los sistemas de la casa.
guest-conflict-mine = Usted, { $at }, esta tableta
guest-conflict-theirs = { $name }, { $at }, { $device }
guest-conflict-other = { $name }, { $at }
guest-conflict-empty = vacío
guest-conflict-keep-mine = Quedarme con el mío
guest-conflict-keep-theirs = Quedarme con el de { $name }
guest-timeline = Todo hasta hoy
guest-nothing-yet = Aún no hay nada.
guest-all = Todo
guest-contacts = Mensajes
guest-notes = Notas
guest-consents = Consentimiento
guest-told = { $at }, { $name }
guest-by-house = los sistemas de la casa
guest-stay-title = { $status }: { $room }, { $nights }
guest-consent-title = { $decision }: { $purpose }, { $channel }
guest-consent-wording = El texto mostrado, versión { $version }
guest-may-we = ¿Podemos escribir?
guest-consent-none = Nadie ha preguntado todavía.
guest-consent-ask = Anotar una respuesta
guest-consent-withdraw = Retirar
guest-consent-text = Texto mostrado
guest-consent-choice = { $purpose }: { $language }, versión { $version }
guest-consent-choice-start = { $choice }, «{ $start }…»
guest-consent-note = Nota
guest-consent-note-hint = Puede quedar vacía. Se guarda junto con la respuesta.
guest-consent-choose = Elija la respuesta
guest-consent-undecided = Elija la respuesta que ha dado el huésped.
guest-details = Datos
guest-two-above = dos versiones, vea arriba
guest-made = Añadido { $at }, { $name }
guest-erase = Borrar los datos personales…
guest-erase-title = Borrar a { $name }
guest-erase-goes = El nombre, los contactos, los deseos, las notas y los consentimientos desaparecen para siempre: de todas las fichas de esta persona, de cada tableta en cuanto llegue al servidor y de las copias antiguas.
guest-erase-stays = Las noches, los tipos de habitación y los importes de las estancias pasadas quedan en las estadísticas, sin nombre.
guest-erase-never = Esto no se puede deshacer.
guest-erase-password = Su propia contraseña
guest-erase-password-empty = Escriba su contraseña: se pide porque esto no se puede deshacer.
guest-erase-go = Borrar para siempre
guest-erase-refused-title = Solo el responsable de privacidad puede borrar a un huésped
guest-erase-refused-text = Pídaselo a la persona que tiene esta función.
guest-erased-now = Borrado. Las tabletas lo olvidan la próxima vez que lleguen al servidor.
guest-erased-title = Este huésped fue borrado
guest-erased-text = Los datos personales se borraron el { $at }. Las noches y los importes quedan en las estadísticas, sin nombre.
guest-archive = Archivar
guest-restore = Recuperar
guest-archived-now = Archivado
guest-restored-now = Recuperado
guest-part-name = Nombre
guest-part-contact = Contacto
guest-part-care = Cuidados
guest-part-house = Para la casa
guest-one-per-line = Uno por línea
guest-resumed = Lo que escribió antes sigue aquí. Aún no está guardado.
guest-unreadable = Revise primero los campos en rojo.
guest-owner = Atendido por { $name }
guest-more-chips = { $count } más
guest-fewer-chips = Menos
guest-more = Más
guest-print = Imprimir
guest-copy-link = Copiar enlace
guest-link-copied = Enlace copiado
guest-link-not-copied = Este navegador no permite copiar el enlace. Está en la barra de direcciones.
guest-complete = { $percent } % completo
guest-missing-fields = Aún falta
guest-from = de { $name }, { $day }
guest-worth = Vale la pena
guest-arrives = Llega { $when }.
guest-stays-now = Está alojado ahora.
guest-worth-choose = Hay dos versiones: { $field }. Hasta que se elija una, nadie puede fiarse del dato.
guest-worth-choose-go = Ver ambas
guest-worth-contact = { $stay } No hay ni correo ni teléfono para avisarle.
guest-worth-contact-go = Anotar contacto
guest-worth-allergies = { $stay } Nadie ha anotado aún si tiene alguna alergia.
guest-worth-allergies-go = Anotar alergias
guest-worth-consent = { $stay } Nadie ha preguntado aún si podemos escribirle.
guest-worth-impression = Se fue { $when }. Nadie ha anotado aún cómo le fue.
