### What the hotel’s server says when something did not go as asked.

problem-approval-needed = Debe aceptarlo alguien que se ocupe de las tabletas. Pídale que firme con su correo y contraseña.
problem-wrong-password = El correo o la contraseña no son correctos.
problem-not-allowed = Su función no permite esto. No se ha cambiado nada.
problem-not-found = No hay nada en esta dirección, o nada para su función.
problem-no-guests-for-role = Su función no ve huéspedes, por eso no se copia nada en esta tableta.
problem-sign-in = Inicie sesión. Lo guardado en esta tableta sigue aquí.
problem-unknown-device = El servidor del hotel no conoce esta tableta. Prepárela de nuevo.
problem-device-name = Ponga un nombre a la tableta. No se ha cambiado nada.
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
problem-sync-epoch = Los registros del hotel han empezado de nuevo. Esta tableta compara y envía lo que falte, por sí sola.
problem-sync-reproject = Su función ha cambiado. Los huéspedes se copian de nuevo; lo no enviado se conserva.
problem-sync-snapshot = Esta tableta estuvo fuera mucho tiempo. Los huéspedes se copian de nuevo mientras sigue trabajando.
problem-sync-upgrade = Esta versión de la aplicación es demasiado antigua para leer lo que envía el hotel. Lo que guarde se sigue enviando.
problem-aside-not-by-word = Este cambio no se apartó por su tableta ni por su autor. No se puede admitir; quien tenga permiso puede introducirlo de nuevo.
problem-aside-does-not-fold = Aquello a lo que pertenece este cambio no está o se suprimió. No se ha modificado nada.
problem-carry-no-file = Esto no es un archivo de cambios sin enviar. Elija uno cuyo nombre termine en .innkeeper.
problem-export-reason = Diga en 500 caracteres como máximo para qué es el archivo. No se exportó nada.
problem-export-rule = Algo no va bien en la regla. No se exportó nada.
problem-export-nobody = El servidor no tiene ningún huésped para esta regla. No se exportó nada.
problem-export-many = Saldrían más de 5.000 huéspedes en un archivo. No se exportó nada; acote la regla.
problem-carry-newer = Este archivo es de una versión más nueva de Innkeeper. Primero hay que actualizar el servidor del hotel; conserve el archivo.
problem-carry-other-hotel = Este archivo es de otro hotel. No se ha tomado nada.
problem-carry-damaged = El archivo está dañado y no se ha tomado nada más. Guárdelo de nuevo en su tableta.
problem-carry-gap = Faltan cambios anteriores de esa tableta. Introduzca el archivo que se guardó antes que este, o conecte la propia tableta.

## Staff, the first start, the demo

problem-staff-no-name = Indique su nombre, con 200 caracteres como máximo.
problem-staff-address = Indique el correo con el que inicia sesión.
problem-staff-no-role = Elija al menos una función.
problem-staff-taken = Ya hay una cuenta con este correo.
problem-staff-oneself = No puede cerrar su propia cuenta. Puede hacerlo un compañero que se ocupe del personal.
problem-staff-last-admin = No quedaría nadie que se ocupe del personal y las tabletas. Dé antes a otra persona la función de administrador de TI.
problem-space-unknown = No existe esa casa.
problem-space-none = Se necesita al menos una casa.
problem-first-run-over = Este hotel ya ha empezado. Inicie sesión.
problem-first-run-code = Desde otro equipo, la primera cuenta necesita la dirección con el código que mostró el servidor al arrancar.
problem-hotel-name = Dé al hotel un nombre de 200 caracteres como máximo.
problem-zone-unknown = Elija una zona horaria de la lista.
problem-currency-unknown = Elija una moneda de la lista.
problem-peer-unknown = La petición no está firmada por un sistema conectado aquí, o su reloj se desvía más de cinco minutos.
problem-reservation-number = La reserva necesita el número que tiene en su sistema, de 100 caracteres como máximo.
problem-reservation-days = Una reserva nueva necesita una llegada y una salida posterior.
problem-reservation-nobody = Una reserva nueva necesita un huésped con nombre, correo electrónico o teléfono.
problem-reservation-unknown = Aquí no existe esa reserva, así que no se puede cancelar.
problem-reservation-field = La petición nombra un campo que las reservas no tienen. No se ha cambiado nada.
problem-no-demo = Estos huéspedes son reales. No hay ninguna muestra que quitar.
problem-hotel-offer = Estas habitaciones, precios o normas no se pueden usar así. No se ha cambiado nada.
problem-mail-not-failed = Solo se reintenta un correo que se dio por perdido. Este ya se envió o está en camino.
problem-hotel-changed = Mientras tanto otra persona ha cambiado lo que vende el hotel. No se ha cambiado nada; lo que usted escribió sigue aquí.
problem-hotel-logo = Este archivo no puede ser el logotipo. Elija una imagen PNG, JPEG o WebP de 256 KB y 4000 píxeles por lado como máximo.

## The page of whoever is not signed in

page-description = Los registros de los huéspedes de un hotel, en sus propios dispositivos. Inicie sesión para verlos.

## Headings of the exported table that are no field of the guest

export-record = Registro
export-archived = Archivado
export-marketing-email = Novedades y ofertas por correo electrónico
