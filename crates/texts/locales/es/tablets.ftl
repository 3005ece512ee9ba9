### Las tabletas y los ordenadores del hotel

tablets-title = Tabletas
tablets-lede = Todos los navegadores que trabajan con los huéspedes del hotel: qué no han enviado y si está a salvo.
tablets-text = Qué no ha enviado cada una y cómo retirarla
tablets-refused-title = Las tabletas no están a su cargo
tablets-refused-text = Las ve aquí quien se ocupa del personal y de los dispositivos.
tablets-none = Todavía no se ha configurado ninguna tableta
tablets-none-text = Un navegador pasa a serlo cuando alguien inicia sesión en él y le pone nombre.
tablets-in-use = En uso
tablets-replaced = Configuradas de nuevo
tablets-replaced-text = Su navegador borró lo que guardaba y se configuró otra vez.
tablets-revoked = Retiradas
tablets-revoked-at = Retirada el { $time }
tablets-lost =
    { $count ->
        [one] Nunca se recibió { $count } cambio de { $name }
       *[other] Nunca se recibieron { $count } cambios de { $name }
    }
tablets-lost-text = Su navegador borró lo guardado antes de enviarlo. Pregunte qué falta a quien trabajaba con ella.
tablets-seen = Vista el { $time }
tablets-never = Nunca vista
tablets-silent = Todavía no ha dicho nada de sí misma.
tablets-app = Aplicación { $version }
tablets-free = { $megabytes } MB libres
tablets-not-kept = Su navegador no ha prometido conservar lo guardado.
tablets-clock-ahead =
    { $minutes ->
        [one] Su reloj adelanta { $minutes } minuto.
       *[other] Su reloj adelanta { $minutes } minutos.
    }
tablets-clock-behind =
    { $minutes ->
        [one] Su reloj atrasa { $minutes } minuto.
       *[other] Su reloj atrasa { $minutes } minutos.
    }
tablets-lease = Funciona sin el hotel hasta el { $time }
tablets-lease-over = Bloqueada desde el { $time }, hasta que conecte con el hotel
tablets-unsent = { $count } sin enviar
tablets-oldest = desde el { $time }
tablets-rename = Cambiar nombre
tablets-rename-title = Cambiar el nombre de esta tableta
tablets-revoke = Retirar
tablets-revoke-ask = ¿Retirar { $name }?
tablets-revoke-text = Ya no envía ni recibe nada y borra sus huéspedes cuando vuelva a conectar con el hotel. Para usarla de nuevo hay que configurarla otra vez.
tablets-revoke-unsent =
    { $count ->
        [one] La última vez que se supo de ella le quedaba { $count } cambio sin enviar. Puede entregarlo una vez; queda apartado aquí y no cuenta hasta que alguien decida.
       *[other] La última vez que se supo de ella le quedaban { $count } cambios sin enviar. Puede entregarlos una vez; quedan apartados aquí y no cuentan hasta que alguien decida.
    }
tablets-revoke-nothing = La última vez que se supo de ella lo había enviado todo. Si quedara algo, se aparta aquí.
tablets-keep = Seguir usándola
tablets-aside = Apartado
tablets-aside-text = Estos cambios han llegado al hotel y no cuentan hasta que alguien decida. No se borra ninguno.
tablets-aside-new = Ficha nueva
tablets-aside-consent = Decisión sobre el consentimiento
tablets-aside-more = Mostrar más
tablets-aside-let-in = Admitir
tablets-aside-put-away = Retirar
tablets-aside-counts = El cambio ya cuenta.
tablets-aside-gone = Retirado. Permanece en los registros del hotel y no cuenta.
