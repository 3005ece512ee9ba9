### El formulario de consulta en la web del hotel, y las páginas que responden donde no hay scripts.

## The form

widget-title = Pregúntenos lo que quiera
widget-lead = Lo lee una persona y le responde.
widget-name = Su nombre
widget-email = Correo electrónico
widget-phone = Teléfono
widget-one-is-enough = Basta con uno de los dos.
widget-arrive = Llegada
widget-leave = Salida
widget-if-known = si la sabe
widget-message = ¿En qué podemos ayudarle?
widget-privacy = Qué hacemos con sus datos
widget-send = Enviar mi consulta
widget-open = Escríbanos
widget-leave-empty = Deje esto vacío

## What is missing

widget-summary = Revise, por favor, lo que está marcado.
widget-need-name = Díganos su nombre, por favor.
widget-need-contact = Indique un correo electrónico o un teléfono para que podamos responderle.
widget-need-email = Revise el correo electrónico: tiene la forma nombre@ejemplo.com.
widget-need-phone = Revise el teléfono; empiece por + y el país si puede.
widget-need-dates = Elija un día de salida posterior al de llegada.
widget-need-message = Escriba qué podemos hacer por usted.
widget-need-shorter = Acorte este texto, por favor.

## After it

widget-sending = Enviando su consulta.
widget-thanks = Gracias
widget-thanks-more = Hemos recibido su consulta y le responderemos.
widget-another = Preguntar otra cosa
widget-waiting = Ahora mismo no se puede contactar con el hotel. Su consulta queda en esta página y saldrá sola; deje la página abierta, por favor.
widget-or-else = También puede contactarnos aquí:
widget-refused = Este formulario no se puede usar en esta página.
widget-later = Han llegado demasiadas consultas desde aquí a la vez. Espere un minuto y envíela de nuevo.
widget-back = Volver a la web
widget-gone = Este formulario ya no está aquí.

## For those who set it up

problem-site-origin = Cada origen empieza por https:// y termina con el nombre de la web, como https://www.hotel.example; una clave tiene entre 1 y 20.
