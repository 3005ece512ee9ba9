### The outbox of mails.

mail-title = Correo
mail-lede = Lo que la web de reservas ha escrito a los huéspedes, lo más reciente primero.
mail-text = Lo enviado a los huéspedes y lo que espera
mail-no-server-title = No hay servidor de correo indicado, así que no sale ningún correo
mail-no-server-text = Los correos se escriben y esperan aquí; los huéspedes leen en la página de su reserva que no se envió ninguno. Ponga la dirección del servidor de correo en un archivo e inicie Innkeeper con
mail-no-site-title = Aquí no se sirve la web de reservas
mail-no-site-text = Solo ella escribe correos. Inicie Innkeeper con una dirección para ella y con el servidor de correo:
mail-list = Bandeja de salida
mail-none-title = Aún no hay correos
mail-none-text = Cuando alguien reserva o cancela en la web de reservas, aquí está el correo que se le escribe.
mail-waiting = Espera
mail-sent = Enviado
mail-failed = Abandonado
mail-held = Retenido
mail-tries =
    { $count ->
        [0] sin intentos aún
        [one] un intento
       *[other] { $count } intentos
    }
mail-next = próximo intento { $at }
mail-next-soon = próximo intento ahora
mail-held-text = Esta dirección ya tuvo sus tres correos del día.
mail-error = El último intento terminó con: { $error }
mail-retry = Volver a intentar
mail-retried = Se vuelve a intentar el correo a { $to }.
mail-refused-title = Su puesto no ve los correos
mail-refused-text = Si un huésped espera uno, pregunte a quien se ocupa de los ajustes del hotel.
