### Reglas sobre los huéspedes: campos calculados, operadores, cuántas estancias y qué puede fallar en una regla.

## Campos calculados a partir de la ficha

segment-field-stays = Estancias
segment-field-stay-count = Número de estancias
segment-field-nights = Noches
segment-field-spend = Gasto total
segment-field-last-stay = Última estancia
segment-field-days-since-stay = Días desde la última estancia
segment-field-next-stay = Próxima estancia
segment-field-recency = Recencia (1–5)
segment-field-frequency = Frecuencia (1–5)
segment-field-monetary = Gasto (1–5)
segment-field-rfm = Celda RFM
segment-field-light = Podemos escribirle
segment-field-consents = Respuestas sobre el consentimiento
segment-field-interactions = Contactos
segment-field-birthday = Cumpleaños durante la estancia
segment-field-standing = Respuesta actual
segment-field-segment = Segmento

## Operadores, entre un campo y su valor

operator-equal = es
operator-not-equal = no es
operator-in = es uno de
operator-not-in = no es ninguno de
operator-less = es menos de
operator-at-most = es como máximo
operator-more = es más de
operator-at-least = es como mínimo
operator-between = está entre
operator-not-between = no está entre
operator-contains = contiene
operator-does-not-contain = no contiene
operator-begins-with = empieza por
operator-does-not-begin-with = no empieza por
operator-ends-with = termina en
operator-does-not-end-with = no termina en
operator-not-null = se conoce
operator-null = falta
operator-on = es el
operator-not-on = no es el
operator-within = está dentro de
operator-not-within = no está dentro de
operator-before = es antes de
operator-until = es como tarde el
operator-after = es después de
operator-since = es a partir de
operator-has-any = tiene alguno de
operator-has-none = no tiene ninguno de

## En cuántas estancias debe cumplirse un grupo

rule-match-some = al menos una
rule-match-none = ninguna
rule-match-at-least = como mínimo
rule-match-at-most = como máximo
rule-match-exactly = exactamente
rule-match-all = todas

rule-function-sum = total de
rule-function-avg = promedio de
rule-function-min = valor mínimo de
rule-function-max = valor máximo de
rule-function-first = primera fecha de
rule-function-last = última fecha de
rule-function-distinct = número de valores distintos de

## Unidades de un plazo contado desde hoy

rule-unit-day =
    { $count ->
        [one] día
       *[other] días
    }
rule-unit-week =
    { $count ->
        [one] semana
       *[other] semanas
    }
rule-unit-month =
    { $count ->
        [one] mes
       *[other] meses
    }
rule-unit-year =
    { $count ->
        [one] año
       *[other] años
    }

## Qué falla en una regla

rule-problem-unreadable = Esta regla no se puede leer.
rule-problem-part = Esta línea se creó con una versión más reciente y aquí no se puede leer.
rule-problem-field = No existe ningún campo llamado { $about }.
rule-problem-operator = «{ $about }» no se puede usar con este campo.
rule-problem-value-missing = Indique qué buscar.
rule-problem-value = «{ $about }» no es válido para este campo.
rule-problem-code = «{ $about }» no está en la lista de este campo.
rule-problem-match = { $about } necesita su propio grupo: cuántas y qué se cumple en cada una.
rule-problem-threshold = Indique cuántas.
rule-problem-function = «{ $about }» no permite este cálculo.
rule-problem-value-source = Todavía no se pueden comparar dos campos.
rule-problem-muted = Esta parte está desactivada.
rule-problem-property = Esta versión no conoce «{ $about }».
rule-problem-segment = No hay ningún segmento { $about } que se pueda usar aquí.
rule-problem-circle = Estos segmentos se remiten unos a otros en círculo.
