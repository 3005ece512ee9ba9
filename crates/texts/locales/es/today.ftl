### The page of today.

today-title = Hoy
today-morning = Buenos días, { $name }
today-afternoon = Buenas tardes, { $name }
today-evening = Buenas noches, { $name }

## The opening sentence: parts, joined as the language joins lists

today-opening = { $list }.
today-quiet = Hoy no hay nada pendiente.
today-say-arrivals =
    { $count ->
        [one] una llegada
       *[other] { $count } llegadas
    }
today-say-late =
    { $count ->
        [one] una respuesta atrasada
       *[other] { $count } respuestas atrasadas
    }
today-say-due =
    { $count ->
        [one] una respuesta pendiente antes de las { $time }
       *[other] { $count } respuestas pendientes antes de las { $time }
    }
today-say-two-values =
    { $count ->
        [one] un huésped con dos respuestas en un dato
       *[other] { $count } huéspedes con dos respuestas en un dato
    }

## Arrivals

today-arriving = Llegan hoy
today-arrivals-sheet = Hoja de llegadas
today-more-arrivals =
    { $count ->
        [one] una llegada más
       *[other] { $count } llegadas más
    }
today-no-arrivals = Hoy no llega nadie.
today-house = Esta noche en casa: { $house }. Salen hoy: { $departures }.
today-first-stay = Primera estancia
today-stay = Estancia { $number }
today-birthday = Cumpleaños el { $day }
today-until = hasta el { $day }
today-print = Imprimir

## Replies

today-replies = Respuestas pendientes
today-all-leads = Todos los contactos nuevos
today-no-replies = Nadie espera respuesta.
today-more-replies =
    { $count ->
        [one] una más
       *[other] { $count } más
    }
today-minutes-left = quedan { $amount } min
today-hours-left = quedan { $amount } h
today-days-left = quedan { $amount } d
today-minutes-late = { $amount } min de retraso
today-hours-late = { $amount } h de retraso
today-days-late = { $amount } d de retraso

## The other cards

today-captured = Últimos contactos
today-no-leads = Los contactos aparecen aquí en cuanto alguien recoge uno.
today-to-finish = Por completar
today-waiting = En espera en esta tableta
today-open-outbox = Ver los cambios
today-two-values = Dos respuestas en un dato
