### El sitio público del hotel y sus correos: los leen los huéspedes.

## Frame

hotel-skip = Ir al contenido
hotel-home = Bienvenidos
hotel-nav = Este sitio
hotel-nav-rooms = Habitaciones
hotel-nav-contact = Contacto
hotel-nav-privacy = Privacidad
hotel-languages = Idioma
hotel-no-cookies = Este sitio no usa cookies.
hotel-good-to-know = Conviene saber
hotel-closed-title = Pronto se podrá reservar
hotel-closed-text = Todavía no se puede reservar en este sitio. Llámenos o escríbanos, por favor.

## Days and counts

hotel-date = { $weekday }, { $day } de { $month } de { $year }
hotel-month-1 = enero
hotel-month-2 = febrero
hotel-month-3 = marzo
hotel-month-4 = abril
hotel-month-5 = mayo
hotel-month-6 = junio
hotel-month-7 = julio
hotel-month-8 = agosto
hotel-month-9 = septiembre
hotel-month-10 = octubre
hotel-month-11 = noviembre
hotel-month-12 = diciembre
hotel-weekday-1 = lunes
hotel-weekday-2 = martes
hotel-weekday-3 = miércoles
hotel-weekday-4 = jueves
hotel-weekday-5 = viernes
hotel-weekday-6 = sábado
hotel-weekday-7 = domingo
hotel-adults =
    { $count ->
        [one] { $count } adulto
       *[other] { $count } adultos
    }
hotel-children =
    { $count ->
        [one] { $count } niño
       *[other] { $count } niños
    }
hotel-nights =
    { $count ->
        [one] { $count } noche
       *[other] { $count } noches
    }
hotel-list-comma = |, |
hotel-from-to = { $from } – { $to }

## Rooms and prices

hotel-find-room = Buscar habitación
hotel-arrival = Llegada
hotel-departure = Salida
hotel-field-adults = Adultos
hotel-field-children = Niños
hotel-see-rooms = Ver habitaciones
hotel-see-dates = Ver fechas
hotel-for-room = para { $room }
hotel-drawing-of = Dibujo: { $room }
hotel-size = { $metres } m²
hotel-from = desde { $amount } por noche
hotel-sleeps =
    { $count ->
        [one] Para { $count } persona
       *[other] Hasta { $count } personas
    }
hotel-rooms-title = Habitaciones para su estancia
hotel-nothing-title = No queda ninguna habitación en esas fechas
hotel-nothing-text = Pruebe otras fechas o llámenos: a veces vuelve a quedar una libre.
hotel-other-dates = Libre en otras fechas
hotel-few-left =
    { $count ->
        [one] Queda { $count } en estas fechas
       *[other] Quedan { $count } en estas fechas
    }
hotel-for-nights =
    { $count ->
        [one] por { $count } noche
       *[other] por { $count } noches
    }
hotel-each-night = { $amount } por noche
hotel-choose = Elegir
hotel-choose-what = { $room }, { $plan }
hotel-too-small =
    { $count ->
        [one] Esta habitación es para { $count } persona.
       *[other] Esta habitación es para { $count } personas como máximo.
    }
hotel-sold-out = Ocupada en estas fechas.
hotel-not-sold = No disponible en estas fechas. Puede que haga falta una estancia más larga.
hotel-cancel-until = Cancelación gratuita hasta el final del { $day }; después, { $amount }.
hotel-cancel-never = Sin cancelación gratuita: se cobra la estancia completa.

## What is wrong with what was asked

hotel-errors =
    { $count ->
        [one] Hay algo que revisar
       *[other] Hay { $count } cosas que revisar
    }
hotel-arrival-missing = Elija el día de llegada.
hotel-departure-missing = Elija el día de salida.
hotel-arrival-past = Ese día ya ha pasado. Elija una llegada posterior.
hotel-departure-before = Elija un día de salida posterior al de llegada.
hotel-too-long =
    { $nights ->
        [one] Aquí puede reservar { $nights } noche. Para más, llámenos.
       *[other] Aquí puede reservar hasta { $nights } noches. Para más, llámenos.
    }
hotel-too-far =
    { $days ->
        [one] Puede reservar con { $days } día de antelación.
       *[other] Puede reservar con hasta { $days } días de antelación.
    }
hotel-too-many = Aquí puede reservar para { $adults } adultos y { $children } niños como máximo. Para más, llámenos.
hotel-given-name-missing = Escriba su nombre.
hotel-surname-missing = Escriba sus apellidos.
hotel-email-missing = Escriba su correo electrónico.
hotel-email-wrong = No es una dirección completa. Escríbala como ana@example.com.
hotel-country-missing = Elija el país en el que vive.
hotel-too-much-text =
    { $count ->
        [one] Use { $count } carácter como máximo.
       *[other] Use { $count } caracteres como máximo.
    }
hotel-form-stale = Esta página llevaba más de un día abierta. Revise el precio y pulse de nuevo el botón.
hotel-price-changed = El precio de estas fechas ha cambiado. Revíselo y, si está de acuerdo, pulse de nuevo el botón.

## Who comes

hotel-details-title = Sus datos
hotel-given-name = Nombre
hotel-surname = Apellidos
hotel-email = Correo electrónico
hotel-email-hint = Para la confirmación.
hotel-phone = Teléfono
hotel-phone-hint = Por si surge algo ese día.
hotel-country = País en el que vive
hotel-country-choose = Elija, por favor
hotel-wishes = ¿Algo que debamos saber?
hotel-wishes-hint = Una llegada tardía, una cuna, mesa para cenar. Haremos lo posible.
hotel-optional = si quiere
hotel-data-note = Usamos estos datos para su estancia y nada más.
hotel-data-link = Qué hacemos con sus datos
hotel-book = Reservar por { $amount }
hotel-pay-later = Se paga en el hotel. Ahora no se cobra nada.
hotel-other-room = Elegir otra habitación
hotel-night-by-night = Precio de cada noche

## Too late

hotel-gone-title = Alguien se adelantó por un momento
hotel-gone-text = La última ({ $room }) se ocupó mientras usted escribía. Lo sentimos. No se ha reservado nada y lo que escribió se conserva.
hotel-other-rooms = Otras habitaciones en las mismas fechas
hotel-other-dates-of = Otras fechas: { $room }
hotel-take-this = Quedarme con esta
hotel-take-these = Quedarme con estas fechas

## The booking

hotel-booked-title = Su reserva
hotel-expected = Le esperamos, { $name }
hotel-mail-sent = La confirmación se ha enviado a { $email }.
hotel-mail-waiting = La confirmación va de camino a { $email }.
hotel-mail-none = Su habitación está reservada. No se ha enviado ningún correo: imprima esta página o guarde su dirección.
hotel-mail-failed = Su habitación está reservada, pero no se pudo entregar ningún correo a { $email }. Imprima esta página o guarde su dirección.
hotel-mail-cancel-sent = Se ha enviado un correo al respecto a { $email }.
hotel-mail-cancel-waiting = Un correo al respecto va de camino a { $email }.
hotel-keep-address = La dirección de esta página es su llave: con ella ve su reserva y puede cancelarla.
hotel-fact-number = Reserva
hotel-fact-arrival = Llegada
hotel-fact-arrival-value = { $day }, desde las { $time }
hotel-fact-departure = Salida
hotel-fact-departure-value = { $day }, hasta las { $time }
hotel-fact-guests = Huéspedes
hotel-fact-room = Habitación
hotel-fact-plan = Tarifa
hotel-fact-total = Total
hotel-calendar = Añadir al calendario
hotel-cancel = Cancelar la reserva
hotel-cancel-by-phone = Para cambiar o cancelar ahora, llámenos: { $phone }.
hotel-cancel-title = ¿Cancelar su reserva?
hotel-cancel-free-now = Ahora no cuesta nada. La habitación quedará libre para otros.
hotel-cancel-costs = Cancelar ahora cuesta { $amount }. La habitación quedará libre para otros.
hotel-cancel-yes = Sí, cancelar
hotel-cancel-no = No, conservarla
hotel-cancelled-title = Su reserva está cancelada
hotel-cancelled-free = No cuesta nada.
hotel-cancelled-fee = Por la cancelación tardía se cobran { $amount }. Le escribiremos al respecto.

## Mails

hotel-mail-subject = Su reserva { $number } en { $hotel }
hotel-mail-cancelled-subject = Cancelada: su reserva { $number } en { $hotel }
hotel-mail-hello = Hola, { $name }:
hotel-mail-booked = Su habitación en { $hotel } está reservada. Le esperamos con ilusión.
hotel-mail-cancelled = Su reserva { $number } en { $hotel } está cancelada. Nos alegrará verle en otra ocasión.
hotel-mail-link = Ver o cancelar su reserva

## Other pages

hotel-privacy-title = Qué hacemos con sus datos
hotel-contact-title = Contacto
hotel-contact-text = Llame o escriba: responde una persona.
hotel-contact-address = Dirección
hotel-error-lost = Esa página no existe
hotel-error-lost-text = Puede que la dirección esté mal escrita o que la página ya no esté.
hotel-error-large = Era demasiado de una vez
hotel-error-large-text = Acorte lo que escribió e inténtelo de nuevo. No se ha reservado nada.
hotel-error-often = Demasiado seguido
hotel-error-often-text =
    { $seconds ->
        [one] Han llegado muchas peticiones desde su conexión. Espere { $seconds } segundo e inténtelo de nuevo.
       *[other] Han llegado muchas peticiones desde su conexión. Espere { $seconds } segundos e inténtelo de nuevo.
    }
hotel-error-request = No lo hemos entendido
hotel-error-request-text = Vuelva atrás e inténtelo otra vez. No se ha reservado nada.
hotel-error-server = Algo falla por nuestra parte
hotel-error-server-text = Inténtelo de nuevo en un momento. Si estaba reservando, mire antes su correo: puede que se haya completado.
hotel-error-call = O llámenos: { $phone }.
hotel-error-home = Ir a la portada
