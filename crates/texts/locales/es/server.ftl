### What the hotel’s server says when something did not go as asked.

problem-approval-needed = Debe aceptarlo alguien que se ocupe de las tabletas. Pídale que firme con su correo y contraseña.
problem-wrong-password = El correo o la contraseña no son correctos.
problem-not-allowed = Su función no permite esto. No se ha cambiado nada.
problem-not-found = No hay nada en esta dirección, o nada para su función.
problem-no-guests-for-role = Su función no ve huéspedes, por eso no se copia nada en esta tableta.
problem-sign-in = Inicie sesión. Lo guardado en esta tableta sigue aquí.
problem-unknown-device = El servidor del hotel no conoce esta tableta. Prepárela de nuevo.
problem-device-revoked = Esta tableta se ha retirado. Pregunte a quien se ocupe de las tabletas.
problem-too-often = Han sido muchos intentos seguidos. Espere un momento y vuelva a intentarlo.
problem-too-large = Es más de lo que el servidor acepta de una vez.
problem-busy = El servidor del hotel está ocupado. Se intentará de nuevo por sí solo.
problem-server = El servidor del hotel tiene un fallo. Lo guardado en esta tableta sigue aquí; se intentará de nuevo por sí solo.
problem-method = Esta dirección no se usa así.
problem-foreign-origin = La petición venía de otro sitio web y no se atendió.
problem-unreadable-request = El servidor no pudo leer la petición. No se ha cambiado nada.
problem-password-short = Elija una contraseña de al menos 12 caracteres.
problem-password-long = Elija una contraseña más corta.
problem-password-common = Mucha gente usa esta contraseña. Elija otra.
problem-password-own = Elija una contraseña sin su nombre ni su correo.
problem-sync-gap = Algunos cambios deben enviarse de nuevo. Ocurre por sí solo.
problem-sync-epoch = Se han restaurado los registros del hotel. Esta tableta compara y envía lo que falte, por sí sola.
problem-sync-reproject = Su función ha cambiado. Los huéspedes se copian de nuevo; lo no enviado se conserva.
problem-sync-snapshot = Esta tableta estuvo fuera mucho tiempo. Los huéspedes se copian de nuevo mientras sigue trabajando.
