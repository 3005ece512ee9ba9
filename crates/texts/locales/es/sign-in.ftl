### Sign in, and the first copy of the guests.

sign-in-title = Iniciar sesión
sign-in-text = Los huéspedes de esta casa, en esta tableta.
sign-in-email = Correo
sign-in-password = Contraseña
sign-in-go = Iniciar sesión
sign-in-wrong = El correo o la contraseña no son correctos.
sign-in-wait = Ha habido muchos intentos. Espere cinco minutos.
sign-in-trouble = El servidor del hotel no pudo iniciar la sesión. Inténtelo de nuevo.
enrol-title = Preparar esta tableta
enrol-text = { $name }, los huéspedes se copian en esta tableta, para que toda respuesta llegue al momento, también sin conexión.
enrol-name = Nombre de esta tableta
enrol-name-hint = Por ejemplo: Recepción 1
enrol-name-missing = Póngale un nombre, para que los compañeros sepan dónde se hizo un cambio.
enrol-approver = Debe aceptarlo alguien que se ocupe de las tabletas. Pídale que firme aquí.
enrol-go = Copiar los huéspedes aquí
enrol-before =
    { $count ->
        [0] Este navegador ya era una tableta del hotel y ha borrado lo que guardaba. No había nada pendiente de enviar.
        [one] Este navegador ya era una tableta del hotel y ha borrado lo que guardaba, con { $count } cambio sin enviar. Se avisa al hotel.
       *[other] Este navegador ya era una tableta del hotel y ha borrado lo que guardaba, con { $count } cambios sin enviar. Se avisa al hotel.
    }
enrol-copy-title = Copiando los huéspedes
enrol-copy-start = Preguntando al servidor del hotel
enrol-copy-progress = { $done } de { $total } huéspedes
enrol-copy-text = Puede cerrar la página. Al volver empieza de nuevo.

## First start, while there is no staff

first-run-title = Le damos la bienvenida a Innkeeper
first-run-text = El servidor del hotel es nuevo y está vacío. Diga de quién es; todo se puede cambiar después.
first-run-hotel = Nombre del hotel
first-run-hotel-missing = Escriba el nombre del hotel.
first-run-name = Su nombre
first-run-name-missing = Escriba su nombre, para que los compañeros vean quién hizo un cambio.
first-run-email = Su correo
first-run-email-missing = Escriba el correo con el que iniciará sesión.
first-run-password = Contraseña
first-run-password-hint = Al menos 12 caracteres; unas palabras sin relación sirven bien.
first-run-demo = Empezar con
first-run-empty = Vacío
first-run-demo-hotel = El hotel de muestra
first-run-demo-text = La muestra trae 5000 huéspedes inventados y se puede quitar en cualquier momento.
first-run-go = Abrir el hotel
