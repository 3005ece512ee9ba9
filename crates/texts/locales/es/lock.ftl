### Bloqueo de la tableta y protección de lo que guarda.

lock-title = Bloqueado
lock-text = Lo que guarda esta tableta está cifrado. Desbloquéela para continuar; no hace falta conexión.
lock-kept = Todo lo que se guardó o se escribió sigue aquí.
lock-passphrase = Frase de acceso
lock-unlock = Desbloquear
lock-passkey = Desbloquear con una llave de acceso
lock-passkey-name = Llave de acceso
lock-passkey-label = Innkeeper, esta tableta
lock-passkey-left = No se presentó la llave de acceso. Inténtelo de nuevo.
lock-passkey-unable = Este navegador o esta llave de acceso no puede desbloquear una tableta. Use una frase de acceso.
lock-wait =
    { $minutes ->
        [one] Hubo muchos intentos fallidos. El siguiente se admite en { $minutes } minuto.
       *[other] Hubo muchos intentos fallidos. El siguiente se admite en { $minutes } minutos.
    }
lock-guest = Huésped
lock-now = Bloquear ahora
lock-protection = Protección de esta tableta
lock-open-title = Solo el cifrado de la propia tableta protege lo que se guarda aquí
lock-open-text = Todo está cifrado, pero el navegador guarda la clave al lado. Quien tenga esta tableta sin bloqueo de pantalla puede leer los datos de los huéspedes. Con una frase o una llave de acceso se podrá bloquear.
lock-closed-text = Lo que se guarda aquí solo se abre con una de estas. El servidor del hotel no conoce ninguna: si se pierden todas, los huéspedes se copian de nuevo y lo que no se envió se pierde.
lock-add-passphrase = Crear una frase de acceso
lock-add-passkey = Añadir una llave de acceso
lock-change = Cambiar
lock-remove = Quitar
lock-since = Desde { $day }
lock-sealing = Se está cifrando de nuevo lo guardado antes. Puede seguir trabajando.
lock-lease = La frase de acceso se pide también cada vez que se abre la aplicación.
lock-idle = Se bloquea sin actividad tras
lock-hidden = Se bloquea fuera de la vista tras
lock-never = Nunca
lock-minutes = { $count } min
lock-done = La protección se ha cambiado.
lock-differs = Las dos frases no coinciden.
lock-passphrase-text = Elija unas palabras que nadie adivine. Nunca salen de esta tableta.
lock-passkey-text = La tableta, o una llave de seguridad, guarda el secreto; se abre con la huella, el rostro o su PIN.
lock-remove-text = Esta vía ya no abrirá la tableta. Sin ninguna, no se pedirá nada.
lock-current = Frase de acceso actual
lock-new = Nueva frase de acceso
lock-new-hint = Al menos 10 caracteres; unas palabras sin relación son buena elección.
lock-again = La misma otra vez
lock-prove-passkey = Primero se pedirá su llave de acceso.
problem-lock-open = Sin frase ni llave de acceso, el bloqueo no detendría a nadie. Cree una primero.
problem-unlock-wrong = Eso no abre esta tableta. Inténtelo de nuevo.
problem-unlock-wait = Hubo muchos intentos fallidos. Espere antes del siguiente.
problem-passphrase-short = Use al menos 10 caracteres.

## El plazo sin conexión y su final

lease-title = Esta tableta debe conectar con su servidor
lease-text = Conectó por última vez con el servidor del hotel el { $day }. Tras tres días sin contacto no muestra nada hasta volver a conectar.
wiped-title = Esta tableta ha sido dada de baja
wiped-text = Alguien que se ocupa de las tabletas del hotel la ha dado de baja. Los huéspedes guardados aquí se han borrado.
wiped-kept = Lo que no se había enviado se entregó antes al hotel, que lo guarda aparte.
wiped-go = Empezar de nuevo
lease-kept =
    { $count ->
        [0] Aquí no hay nada por enviar.
        [one] Aquí espera { $count } cambio, que se enviará.
       *[other] Aquí esperan { $count } cambios, que se enviarán.
    }
