### Names of records and fields, and of the codes they hold. The ids come from the field table.

## Records

entity-guest = Huésped
entity-stay = Estancia
entity-interaction = Contacto
entity-consent = Consentimiento
entity-consent-text = Texto de consentimiento
entity-loyalty = Puntos de fidelidad
entity-lead = Contacto nuevo
entity-staff = Miembro del personal
entity-device = Tableta u ordenador
entity-segment = Segmento
entity-list-view = Vista guardada
entity-property = Hotel

## Guest

field-guest-number = Número de huésped
field-guest-name-prefix = Tratamiento
field-guest-given-name = Nombre
field-guest-middle-name = Segundo nombre
field-guest-surname = Primer apellido
field-guest-surname2 = Segundo apellido
field-guest-name-suffix = Sufijo
field-guest-native-name = Nombre en otra escritura
field-guest-gender = Género
field-guest-birth-date = Fecha de nacimiento
field-guest-nationality = Nacionalidad
field-guest-language = Escribe en
field-guest-profession = Profesión
field-guest-email = Correo
field-guest-phone = Teléfono
field-guest-more-emails = Otros correos
field-guest-more-phones = Otros teléfonos
field-guest-address-line1 = Calle
field-guest-address-line2 = Dirección, segunda línea
field-guest-city = Ciudad
field-guest-postal-code = Código postal
field-guest-country = País
field-guest-vip = Código VIP
field-guest-company-name = Empresa
field-guest-dietary = Dieta
field-guest-allergies = Alergias
field-guest-accessibility = Accesibilidad
field-guest-preferences = Preferencias
field-guest-tags = Etiquetas
field-guest-car-registration = Matrícula
field-guest-owner = A cargo de
field-guest-restricted = No reservar
field-guest-restriction-reason = Motivo
field-guest-stage = Etapa
field-guest-source = Llegó por
field-guest-external-ref = Número en otro sistema
field-guest-may-be = Puede ser la misma persona
field-guest-not-duplicate-of = No es la misma persona que
code-guest-gender-female = Femenino
code-guest-gender-male = Masculino
code-guest-gender-other = Otro
code-guest-stage-potential = Potencial
code-guest-stage-first-time = Primera vez
code-guest-stage-opportunity = Oportunidad
code-guest-stage-long-term = De años
code-guest-stage-loyal = Fiel
code-guest-stage-dormant = Inactivo
code-guest-stage-lost = Perdido

## Stay

field-stay-confirmation-number = Número de confirmación
field-stay-channel-number = Número en el canal
field-stay-guest = Huésped
field-stay-property = Casa
field-stay-status = Estado
field-stay-booked-on = Reservada
field-stay-cancelled-on = Cancelada
field-stay-arrival = Llegada
field-stay-departure = Salida
field-stay-room-type-booked = Habitación reservada
field-stay-room-type-charged = Habitación cobrada
field-stay-room-number = Habitación
field-stay-adults = Adultos
field-stay-children = Niños
field-stay-board = Régimen
field-stay-market-segment = Segmento de mercado
field-stay-channel = Canal
field-stay-travel-agent = Agencia de viajes
field-stay-company = Empresa
field-stay-customer-type = Tipo de cliente
field-stay-rate-plan = Plan de tarifa
field-stay-rate-per-night = Por noche
field-stay-total = Total
field-stay-currency = Moneda
field-stay-deposit = Depósito
field-stay-special-requests-count = Peticiones especiales
field-stay-parking = Plazas de aparcamiento
field-stay-external-ref = Número en otro sistema
field-stay-notes = Notas de la estancia
code-stay-status-inquiry = Consultada
code-stay-status-optional = Retenida
code-stay-status-confirmed = Reservada
code-stay-status-in-house = Alojado
code-stay-status-checked-out = Cumplida
code-stay-status-cancelled = Cancelada
code-stay-status-no-show = No se presentó

## Contact

field-interaction-type = Tipo
field-interaction-direction = Dirección
field-interaction-channel = Canal
field-interaction-subject = Asunto
field-interaction-body = Texto
field-interaction-at = Cuándo
field-interaction-user = Quién
field-interaction-department = Departamento
field-interaction-outcome = Resultado
field-interaction-followup-at = Retomar el
field-interaction-private = Solo para mí
code-interaction-type-call = Llamada
code-interaction-type-email = Correo
code-interaction-type-sms = SMS
code-interaction-type-whatsapp = WhatsApp
code-interaction-type-meeting = Reunión
code-interaction-type-visit = Visita
code-interaction-type-note = Nota
code-interaction-type-social = Redes sociales
code-interaction-type-web = Sitio web
code-interaction-type-survey = Encuesta
code-interaction-type-campaign = Campaña
code-interaction-type-stay = Estancia
code-interaction-direction-inbound = Del huésped
code-interaction-direction-outbound = Al huésped
code-interaction-direction-internal = Interno

## Consent

field-consent-guest = Huésped
field-consent-lead = Contacto nuevo
field-consent-purpose = Para qué
field-consent-channel = Cómo
field-consent-decision = Respuesta
field-consent-lawful-basis = Base legal
field-consent-text = Texto
field-consent-text-id = Nombre del texto
field-consent-text-version = Versión del texto
field-consent-text-locale = Idioma del texto
field-consent-text-sha256 = Huella del texto
field-consent-controller = En nombre de
field-consent-source = Preguntado por
field-consent-source-detail = Dónde exactamente
field-consent-collector = Preguntado por la persona
field-consent-device = En
field-consent-method = Dado mediante
field-consent-witness = Testigo
field-consent-occurred-at = Cuándo
field-consent-recorded-at = Llegó al servidor
field-consent-evidence = Prueba
field-consent-jurisdiction = Ley aplicable
field-consent-expires-at = Vence
field-consent-previous = Respuesta anterior
code-consent-purpose-marketing = Novedades y ofertas
code-consent-purpose-loyalty = Club de huéspedes
code-consent-purpose-survey = Preguntas tras la estancia
code-consent-purpose-tracking = Visitas al sitio web
code-consent-purpose-profiling = Ofertas según costumbres
code-consent-purpose-partner = Ofertas de socios
code-consent-purpose-transactional = Mensajes sobre la estancia
code-consent-channel-email = Por correo
code-consent-channel-sms = Por SMS
code-consent-channel-phone = Por teléfono
code-consent-channel-post = Por carta
code-consent-channel-whatsapp = Por WhatsApp
code-consent-channel-push = Por notificación
code-consent-channel-web = En el sitio web
code-consent-decision-granted = Sí
code-consent-decision-refused = No
code-consent-decision-withdrawn = Retirado
code-consent-decision-pending = Por confirmar
code-consent-decision-expired = Vencido
code-consent-lawful-basis-consent = Consentimiento
code-consent-lawful-basis-contract = Contrato
code-consent-lawful-basis-legal-obligation = Obligación legal
code-consent-lawful-basis-legitimate-interest = Interés legítimo
code-consent-source-widget = Formulario de un sitio web
code-consent-source-fair = Feria
code-consent-source-staff = Personal
code-consent-source-import = Importación
code-consent-method-tick = Casilla marcada
code-consent-method-signature = Firma
code-consent-method-double-opt-in = Confirmado por correo
code-consent-method-verbal = De palabra
code-consent-method-unsubscribe = Baja
code-consent-method-import = Importación
consent-standing-granted = Sí
consent-standing-refused = No
consent-standing-withdrawn = Retirado
consent-standing-pending = Por confirmar
consent-standing-expired = Vencido
consent-standing-not-asked = Sin preguntar
consent-light-yes = Correo sí
consent-light-stays-only = Solo estancias
consent-light-no = No
consent-light-not-asked = Sin preguntar
field-wording-text-id = Nombre del texto
field-wording-version = Versión
field-wording-locale = Idioma
field-wording-sha256 = Huella
field-wording-purpose = Para qué
field-wording-text = Texto
code-wording-purpose-marketing = Novedades y ofertas
code-wording-purpose-loyalty = Club de huéspedes
code-wording-purpose-survey = Preguntas tras la estancia
code-wording-purpose-tracking = Visitas al sitio web
code-wording-purpose-profiling = Ofertas según costumbres
code-wording-purpose-partner = Ofertas de socios
code-wording-purpose-transactional = Mensajes sobre la estancia

## Points

field-loyalty-points = Puntos
field-loyalty-reason = Motivo
field-loyalty-reference = Sobre
field-loyalty-device = Dispositivo
code-loyalty-reason-earned = Ganados
code-loyalty-reason-redeemed = Canjeados
code-loyalty-reason-adjusted = Corregidos
code-loyalty-reason-expired = Caducados
code-loyalty-reason-allowance = Reservados para un dispositivo

## Lead

field-lead-name-prefix = Tratamiento
field-lead-given-name = Nombre
field-lead-surname = Apellidos
field-lead-native-name = Nombre en su escritura
field-lead-company-name = Empresa
field-lead-job-title = Cargo
field-lead-email = Correo
field-lead-phone = Teléfono
field-lead-city = Ciudad
field-lead-country = País
field-lead-language = Escribe en
field-lead-source = Llegó por
field-lead-source-detail = Dónde exactamente
field-lead-captured-at = Conocido el
field-lead-captured-by = Conocido por
field-lead-interests = Intereses
field-lead-travel-period = Cuándo viaja
field-lead-room-nights = Noches de habitación
field-lead-budget = Presupuesto
field-lead-currency = Moneda
field-lead-grade = Interés
field-lead-status = Estado
field-lead-next-step = Siguiente paso
field-lead-first-followup-at = Primera respuesta
field-lead-owner = A cargo de
field-lead-duplicate-of = Misma persona que
field-lead-converted-to = Pasó a ser huésped
field-lead-tags = Etiquetas
field-lead-notes = Notas
code-lead-source-trade-show = Feria
code-lead-source-website = Sitio web
code-lead-source-referral = Recomendación
code-lead-source-agent = Agencia
code-lead-source-walk-in = Vino en persona
code-lead-source-phone = Teléfono
code-lead-source-import = Importación
code-lead-source-campaign = Campaña
code-lead-interests-group = Grupos
code-lead-interests-mice = Reuniones
code-lead-interests-fit = Series de viajes
code-lead-interests-corporate = Empresas
code-lead-interests-wedding = Bodas
code-lead-interests-leisure = Vacaciones
code-lead-grade-a = A, en 24 horas
code-lead-grade-b = B, en 48 horas
code-lead-grade-c = C, este mes
code-lead-grade-d = D, solo guardar
code-lead-status-new = Nuevo
code-lead-status-working = En curso
code-lead-status-qualified = Interesa
code-lead-status-unqualified = No interesa
code-lead-status-converted = Ya es huésped

## Staff and devices

field-staff-name = Nombre
field-staff-email = Correo
field-staff-roles = Funciones
field-staff-department = Departamento
field-staff-language = Idioma
field-staff-active = Trabaja aquí
role-sales = Ventas
role-service = Atención al huésped
role-director = Dirección de marketing CRM
role-analyst = Análisis de marketing
role-campaign = Gestión de campañas
role-segment = Gestión de segmentos
role-channel = Gestión de canales
role-privacy = Protección de datos
role-it-admin = Administración de TI
code-staff-roles-sales = Ventas
code-staff-roles-service = Atención al huésped
code-staff-roles-director = Dirección de marketing CRM
code-staff-roles-analyst = Análisis de marketing
code-staff-roles-campaign = Gestión de campañas
code-staff-roles-segment = Gestión de segmentos
code-staff-roles-channel = Gestión de canales
code-staff-roles-privacy = Protección de datos
code-staff-roles-it-admin = Administración de TI
field-device-name = Nombre
field-device-number = Número
field-device-kind = Tipo
field-device-enrolled-at = Preparada el
field-device-enrolled-by = Preparada por
field-device-revoked = Retirada
code-device-kind-desktop = Ordenador
code-device-kind-tablet = Tableta
code-device-kind-phone = Teléfono

## Segmento

field-segment-name = Nombre
field-segment-description = Para qué sirve
field-segment-rule = Pregunta
field-segment-versions = Preguntas anteriores

## Vista guardada

field-list-view-name = Nombre
field-list-view-rule = Filtros
field-list-view-sort = Ordenado por
field-list-view-columns = Columnas
field-list-view-shared = Para todos
field-list-view-owner = Creada por

## Hotel

field-property-name = Nombre del hotel
field-property-zone = Zona horaria
field-property-currency = Moneda
