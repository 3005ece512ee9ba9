### On this tablet: what waits and what was sent.

sync-title = En esta tableta
sync-pill-sent = Todo enviado
sync-pill-here = { $count } en esta tableta
sync-pill-sending = Enviando { $done } de { $of }
sync-pill-needs =
    { $count ->
        [one] { $count } necesita su decisión
       *[other] { $count } necesitan su decisión
    }
sync-nothing-waits = Todo lo que guardó ha llegado al hotel.
sync-waiting =
    { $count ->
        [one] Un cambio está guardado aquí y aún no se ha enviado. Puede cerrar la aplicación o apagar la tableta: no se pierde nada.
       *[other] { $count } cambios están guardados aquí y aún no se han enviado. Puede cerrar la aplicación o apagar la tableta: no se pierde nada.
    }
sync-try-now = Intentar ahora
sync-outbox = Sus cambios
sync-empty = Los cambios aparecen aquí en cuanto guarde uno.
sync-sending = Enviando
sync-sent = Enviado
sync-needs = Necesita su decisión
sync-needs-kept = El cambio queda guardado en el hotel y no se pierde.
sync-open-guest = Abrir huésped
sync-sent-today =
    { $count ->
        [one] { $count } enviado hoy.
       *[other] { $count } enviados hoy.
    }
sync-size = { $kilobytes } KB por enviar.
sync-made-guest = Nuevo huésped
sync-captured-lead = Contacto nuevo anotado
sync-made-segment = Segmento creado
sync-made-list-view = Vista guardada
sync-changed = Cambiado: { $fields }
sync-added-note = Nota añadida
sync-amended-note = Nota corregida
sync-retracted-note = Nota retirada
sync-recorded-consent = Consentimiento: { $decision }
sync-archived = Archivado
sync-restored = Recuperado
sync-other = Otro cambio: { $kind }
sync-connection = Conexión
sync-last-contact = Última respuesta del servidor
sync-next-try = Próximo intento
sync-never = No desde que se abrió esta página
sync-safe = Sin conexión todo funciona, y se envía solo más tarde.
sync-settings = Esta tableta
sync-sign-out-text = Cerrar la sesión nunca borra un cambio sin enviar.
sync-nothing-needs = Nada necesita su decisión.
sync-only = Mostrar
sync-only-all = Todo
sync-only-waiting = Sin enviar { $count }
sync-only-needs = Por decidir { $count }
sync-more = Mostrar más
sync-item-size = { $kilobytes } KB
sync-save-anew = Guardar de nuevo
sync-let-go = Descartar
sync-let-go-done = Descartado
sync-take-up = Retomar
sync-taken-up = Retomado
sync-next-in =
    { $seconds ->
        [one] en { $seconds } segundo
       *[other] en { $seconds } segundos
    }
sync-storage = Lo guardado aquí
sync-storage-kept = protegido
sync-storage-not-kept = sin proteger
sync-carry = Por otra tableta
sync-carry-text = Si esta tableta no puede conectar con el hotel, guarde lo no enviado en un archivo e introdúzcalo en otra tableta. Solo el hotel puede leer el archivo.
sync-carry-save = Guardar en un archivo
sync-carry-nothing = No hay nada que guardar en un archivo: aquí no espera nada.
sync-carry-saved =
    { $count ->
        [one] Un cambio está en el archivo { $name }. Introdúzcalo en otra tableta, en esta página. El cambio sigue también aquí hasta que el hotel lo tenga; nada cuenta dos veces.
       *[other] { $count } cambios están en el archivo { $name }. Introdúzcalo en otra tableta, en esta página. Los cambios siguen también aquí hasta que el hotel los tenga; nada cuenta dos veces.
    }
sync-carry-bring = Introducir un archivo
sync-carry-drop = También puede soltar aquí un archivo.
sync-carry-going = De camino al hotel: { $name }
sync-carry-done =
    { $count ->
        [0] Todo lo que hay en el archivo de { $tablet } ya estaba en el hotel.
        [one] Un cambio de { $tablet } está en el hotel.
       *[other] { $count } cambios de { $tablet } están en el hotel.
    }
