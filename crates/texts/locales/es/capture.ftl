### Leads: the list, and capturing one at a fair.

capture-title = Nuevo contacto
capture-correct = Corregir: { $name }
capture-leave = Salir del stand
capture-today =
    { $count ->
        [0] ningún contacto hoy
        [one] { $count } contacto hoy
       *[other] { $count } contactos hoy
    }
capture-stand-today = Stand { $stand } · { $leads }
capture-place = Dónde está esta tableta
capture-fair = Feria
capture-fair-hint = Se recuerda en esta tableta. Déjelo vacío si no está en una feria.
capture-stand = Stand
capture-set-fair = Indicar la feria
capture-sunlight = Vista a pleno sol
capture-name = Nombre
capture-email-example = nombre@empresa.com
capture-more = Más
capture-same-company = Misma empresa: { $company }
capture-same-country = Mismo país: { $country }
capture-warm = ¿Qué interés tiene?
capture-grade-a = En 24 h
capture-grade-b = En 48 h
capture-grade-c = Este mes
capture-grade-d = Guardar
capture-interests = Le interesa
capture-decides = Decide el visitante
capture-turn = Girar al visitante
capture-hand-back = Devolver
capture-language = Idioma del visitante
capture-allow-email = Envíenme ofertas por correo
capture-allow-phone = Llámenme por mi petición
capture-no-words = En esta tableta no hay ningún texto de consentimiento; aún no se puede preguntar.
capture-known =
    { $count ->
        [0] Ya está en nuestra lista de huéspedes
        [one] Estuvo con nosotros una vez, { $when }
       *[other] Estuvo con nosotros { $count } veces, la última en { $when }
    }
capture-last = Últimos cinco
capture-none-yet = Aquí aparecen los contactos que guarde.
capture-saved = Guardado
capture-sent = Enviado
capture-to-finish = Por completar
capture-needs = Le necesita
capture-nameless = Sin nombre, { $at }
capture-no-handle = Añada algo para encontrar a esta persona: un nombre, un correo, un teléfono o una nota.
capture-save-next = Guardar y siguiente
capture-answered = Anotar como respondido
capture-clear = Vaciar
capture-refused-title = Su función no recoge contactos
capture-refused-text = Si está en un stand, pregunte a quien decide las funciones en su casa.
capture-missing-title = Este contacto no está en esta tableta
capture-missing-text = La dirección puede ser antigua, o el contacto se recogió después del último contacto con el servidor.
capture-read-only = Su función permite ver contactos, no cambiarlos.
leads-title = Contactos nuevos
leads-search = Buscar contactos
leads-search-example = Nombre, empresa, correo, teléfono, feria
leads-match =
    { $count ->
        [one] { $count } contacto
       *[other] { $count } contactos
    }
leads-grade = Interés
leads-ungraded = Sin clasificar todavía
leads-contact = Contacto
leads-when = Conocido
leads-reply = Respuesta
leads-state = Estado
leads-due = antes del { $at }
leads-overdue = atrasada desde el { $at }
leads-print = Imprimir
leads-empty-title = Aún no hay contactos
leads-empty-text = Aquí aparece cada persona que conozca en una feria y anote.
leads-no-match = Ningún contacto coincide con «{ $search }»
leads-no-match-text = Cada palabra debe aparecer en el nombre, la empresa, el correo, el teléfono o la feria.
leads-clear-search = Ver todos los contactos
leads-refused-title = Su función no ve los contactos
leads-refused-text = Si los necesita para su trabajo, pregunte a quien decide las funciones en su casa.
