### Ajustes: lo que vende y dice el sitio de reservas.

site-title = Sitio de reservas
site-state = El sitio
site-sells = Listo para vender: hay precios hasta el { $until }.
site-missing = Todavía no está abierto. Falta: { $missing }.
site-missing-rooms = un tipo de habitación
site-missing-plans = una tarifa
site-missing-prices = una temporada con precios
site-missing-privacy = el texto sobre los datos personales
site-not-served = Este servidor no sirve ningún sitio de reservas. Su informático lo arranca con
site-mails = Las confirmaciones se envían por correo, de parte de { $sender } si usted no indica otro remitente.
site-no-mails = No hay servidor de correo: las confirmaciones se quedan en la bandeja de salida.
site-language = Textos en
site-unsaid = Todavía sin texto en { $languages }: ahí aparece el inglés, o el que haya.
site-days = del { $first } al { $last }
site-undone = Deshecho

## Lo que se puede hacer con una línea

site-raise = Subir
site-change = Cambiar
site-remove = Quitar
site-moved = Subido un puesto

## Qué falla en un campo

site-fault-missing = Rellene este campo.
site-fault-too-long = Es demasiado largo.
site-fault-range = Revíselo: así no puede ser.
site-fault-code = Use solo letras de la A a la Z, cifras, - y _; 24 como máximo.
site-fault-twice = Ese código ya existe.
site-fault-unknown = Esto ya no existe.
site-fault-overlap = Otra temporada ya tiene algunos de estos días.
site-fault-address = No es una dirección de correo.

## Habitaciones

site-rooms = Tipos de habitación
site-rooms-none = Todavía no hay tipos de habitación. Añada lo que vende: cuántas hay, para cuántas personas y qué deben saber los huéspedes.
site-room = Tipo de habitación
site-room-add = Añadir un tipo de habitación
site-room-change = Cambiar el tipo de habitación
site-room-saved = El tipo de habitación está guardado.
site-room-removed = El tipo de habitación se ha quitado con sus precios. Lo reservado sigue reservado.
site-room-line =
    { $rooms ->
        [one] { $code } · una habitación · para { $sleeps } · { $metres } m²
       *[other] { $code } · { $rooms } habitaciones · para { $sleeps } · { $metres } m²
    }
site-name = Nombre
site-about = En una o dos frases
site-comforts = Lo que hay en ella, una cosa por línea
site-code = Código
site-code-hint = Como en su sistema de reservas: letras, cifras, - y _. Después no cambia.
site-code-fixed = Código: { $code }
site-room-count = Cuántas hay
site-sleeps = Máximo de personas
site-metres = Metros cuadrados
site-picture = Dibujo
site-picture-sea = Ventana al mar
site-picture-garden = Ventana al jardín
site-picture-attic = Cama bajo el tejado

## Tarifas

site-plans = Tarifas
site-plans-none = Todavía no hay tarifas. Empiece por una: qué incluye el precio y hasta cuándo se puede cancelar.
site-plan-add = Añadir una tarifa
site-plan-change = Cambiar la tarifa
site-plan-saved = La tarifa está guardada.
site-plan-removed = La tarifa se ha quitado con sus precios. Lo reservado sigue reservado.
site-board = Comidas
site-board-ro = Solo alojamiento
site-board-bb = Desayuno
site-board-hb = Media pensión
site-board-fb = Pensión completa
site-free-days = Cancelación gratuita hasta tantos días antes de la llegada
site-free-days-hint = Déjelo vacío si nunca es gratuita.
site-free-never = sin cancelación gratuita
site-free-until =
    { $days ->
        [0] cancelación gratuita hasta el día de llegada
        [one] cancelación gratuita hasta el día anterior a la llegada
       *[other] cancelación gratuita hasta { $days } días antes de la llegada
    }

## Temporadas y precios

site-seasons = Temporadas y precios
site-seasons-none = Todavía no hay temporadas. Una temporada son días con los mismos precios; una noche sin temporada no se vende.
site-season-add = Añadir una temporada
site-season-change = Cambiar la temporada
site-season-again = La misma un año después
site-season-saved = La temporada está guardada.
site-season-removed = La temporada se ha quitado. Lo reservado sigue reservado.
site-season-code = Nombre corto
site-season-code-hint = Solo lo ve usted: letras, cifras, - y _.
site-season-min = Mínimo de noches
site-season-from = desde { $amount }
site-season-unpriced = sin precios
site-season-nights =
    { $nights ->
        [one] desde una noche
       *[other] desde { $nights } noches
    }
site-first = Primera noche
site-last = Última noche
site-prices-hint = Una noche en la habitación, en { $currency }. Deje vacío el precio de lo que no se vende.
site-gap = Sin temporada, no se vende: { $days }

## Habitaciones retenidas

site-held = Habitaciones retenidas
site-held-text = Las que se venden por otro lado o están fuera de servicio no se ofrecen en el sitio.
site-held-none = No hay ninguna retenida.
site-held-add = Retener habitaciones
site-held-count = Cuántas habitaciones
site-last-hint = Déjelo vacío para una sola noche.
site-held-line =
    { $count ->
        [one] una habitación · { $days }
       *[other] { $count } habitaciones · { $days }
    }
site-held-free = Volver a ofrecerlas
site-held-saved = Retenidas
site-held-freed = De nuevo a la venta

## La casa

site-house = La casa
site-house-saved = Los textos y las normas están guardados.
site-first-page = La portada
site-reached = Dónde está la casa y cómo se contacta
site-hours = Horarios y normas
site-headline = Gran frase de la portada
site-tagline = La línea de debajo
site-rooms-heading = Título sobre las habitaciones
site-street = Calle
site-postal-code = Código postal
site-city = Ciudad
site-country = País
site-phone = Teléfono
site-email = Correo electrónico
site-email-hint = Aquí escriben los huéspedes y llegan las respuestas a los correos.
site-sender = Remitente de los correos
site-sender-hint = Por ejemplo: Casa Alondra <stay@hotel.example>. Su servidor de correo tiene que permitirlo.
site-check-in = Habitaciones listas desde las
site-check-out = Se dejan antes de las
site-time-hint = Por ejemplo, 15:00
site-late-fee = Cancelar tarde cuesta
site-fee-first = la primera noche
site-fee-whole = toda la estancia
site-max-nights = Máximo de noches por estancia
site-days-ahead = Días de antelación que se venden
site-taxes = Impuestos: qué está incluido y qué no
site-rules = Normas de la casa, un párrafo por línea
site-privacy = Sobre los datos personales, un párrafo por línea
site-privacy-text = El huésped debe leer quién guarda qué sobre él, para qué, cuánto tiempo y cómo pedir que se corrija o se borre. Sin este texto no se vende nada.

## El logotipo

site-logo = Logotipo
site-logo-text = Está en lo alto de cada página en lugar del nombre: PNG, JPEG o WebP, 256 KB como máximo.
site-logo-none = Sin logotipo: ahí está el nombre del hotel.
site-logo-choose = Elegir una imagen
site-logo-remove = Quitar el logotipo
site-logo-saved = El logotipo está en el sitio.
site-logo-removed = El logotipo se ha quitado.
