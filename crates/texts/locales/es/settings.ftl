### Settings.

settings-title = Ajustes
settings-tablet = Esta tableta
settings-language = Idioma
settings-singles = Atajos de una sola letra
settings-singles-text = C, G, / y ? funcionan fuera de los campos. Desactívelos si dicta a su equipo o pulsa teclas sin querer.
settings-outbox = En esta tableta: lo que espera y lo enviado
settings-history = Historial: lo hecho aquí

## Storage

settings-storage = Almacenamiento
settings-storage-guests = Huéspedes aquí
settings-storage-leads = Contactos aquí
settings-storage-used = Usado
settings-storage-of = { $used } MB de { $quota } MB
settings-kept = El navegador conserva lo guardado aquí hasta que usted lo borre.
settings-not-kept = El navegador no ha prometido conservar lo guardado aquí. Puede borrarlo si falta espacio.
settings-ask-keep = Pedir al navegador que lo conserve
settings-keep-yes = El navegador ha aceptado conservarlo.
settings-keep-no = El navegador no ha aceptado. Decide según la frecuencia de uso y si la aplicación está instalada: instálela y vuelva a pedirlo. Lo enviado está a salvo en cualquier caso.
settings-keep-unknown = A este navegador no se le puede pedir.
settings-safari = En una pestaña de Safari lo guardado desaparece tras siete días sin visitas. Añada Innkeeper a la pantalla de inicio: allí permanece.

## Installing and versions

settings-app = La aplicación
settings-installed = Innkeeper está instalado en este equipo.
settings-install = Instalar Innkeeper
settings-install-ios = Para instalar: pulse Compartir, después «Añadir a pantalla de inicio» y «Añadir».
settings-install-mac = Para instalar: en el menú Archivo elija «Añadir al Dock».
settings-install-android = Para instalar: abra el menú del navegador y elija «Añadir a pantalla de inicio» o «Instalar aplicación».
settings-install-desktop = Para instalar: en Chrome o Edge pulse la marca de instalación al final de la barra de direcciones. Otros navegadores usan la página tal cual.
settings-version = Versión
settings-build = Compilación
settings-reload = Volver a cargar

## The hotel

settings-hotel = Hotel
settings-hotel-name = Nombre
settings-zone = Zona horaria
settings-currency = Moneda
settings-choose = Elija
settings-hotel-missing = Escriba el nombre del hotel.
settings-hotel-fixed = Su puesto puede leerlo, pero no cambiarlo.
# The name of a button that many lines have: what it does, and to whom.
settings-act-on = { $act }: { $name }
settings-saved = Guardado en esta tableta

## Sessions

settings-backup = Copias de seguridad
settings-backup-made = La última, { $at }: { $file }
settings-backup-same-disk = Está en el disco de la base de datos: lo que se lleve uno puede llevarse los dos.
settings-backup-failed = { $at }: no se pudo hacer ninguna copia. { $error }
settings-backup-none-title = No hay ninguna copia de seguridad
settings-backup-none-text = Los datos del hotel están solo en el disco del servidor. Las tabletas guardan sus cambios siete días y después los sueltan. Inicie el servidor con una carpeta de copias en otro disco.
settings-backup-missing-title = { $count ->
    [one] Se perdió { $count } reserva o consulta
   *[other] Se perdieron { $count } reservas o consultas
}
settings-backup-missing-text = Se confirmaron después de la copia que se restauró. Las que tenía una tableta vuelven cuando esa tableta se conecta; para las demás, busque el correo de confirmación o pregunte al huésped.
settings-backup-booking = Reserva
settings-backup-enquiry = Consulta
settings-sessions = Dónde tiene la sesión abierta
settings-session-this = Este navegador
settings-session-seen = Último uso: { $time }
settings-session-end = Cerrar allí
settings-sign-out-text = Cerrar la sesión nunca borra un cambio sin enviar. Sin conexión bloquea esta tableta; la sesión termina cuando se llegue al servidor del hotel.
settings-needs-network = Esto viene del servidor del hotel y ahora no se puede llegar a él.
settings-other-agent = Otro navegador

## Staff

settings-staff = Personal
settings-staff-add = Nueva persona
settings-staff-name = Nombre
settings-staff-roles = Puesto
settings-staff-password = Primera contraseña
settings-staff-password-hint = Al menos 12 caracteres. La persona puede cambiarla.
settings-staff-missing = Rellene nombre, correo y contraseña, y elija al menos un puesto.
settings-staff-save = Añadir al personal
settings-staff-added = { $name } ya puede iniciar sesión.
settings-staff-change = Cambiar puesto
settings-staff-roles-of = Puesto de { $name }
settings-staff-close = Cerrar la cuenta
settings-staff-close-ask = ¿Cerrar la cuenta de { $name }?
settings-staff-close-text = Se cierra su sesión en todas partes y ya no puede entrar. Lo que escribió permanece.
settings-staff-closed = cerrada
settings-staff-keep = Mantenerla abierta

## Devices

settings-devices = Tabletas y ordenadores
