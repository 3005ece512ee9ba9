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
enrol-copy-title = Copiando los huéspedes
enrol-copy-start = Preguntando al servidor del hotel
enrol-copy-progress = { $done } de { $total } huéspedes
enrol-copy-text = Puede cerrar la página. Al volver empieza de nuevo.
