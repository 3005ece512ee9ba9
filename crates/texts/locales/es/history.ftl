### Search everywhere, shortcuts, and what was done on this device.

history-title = Historial
history-text = Lo hecho en esta tableta en los últimos 30 días. Lo que se puede deshacer lleva su botón.
history-empty = Aquí no se ha hecho nada todavía.
history-empty-text = Cada cambio aparece aquí en cuanto se guarda.
history-many =
    { $count ->
        [one] un huésped
       *[other] { $count } huéspedes
    }
history-undone = Deshecho
history-final = No se puede deshacer
history-undo-of = Deshacer: { $what }
history-at-work = Deshaciendo { $done } de { $of }
history-work = { $done } de { $of } hechos
history-stop = Detener
history-all = Página completa

## Search over everything

find-title = Buscar en todo
find-example = Nombre, correo, teléfono, número o qué hacer
find-guests = Huéspedes
find-leads = Contactos nuevos
find-segments = Segmentos
find-recent = Abierto últimamente
find-pages = Páginas
find-actions = Acciones
find-none = Nada encontrado
find-none-text = Pruebe con menos letras o con cifras del teléfono.
find-count =
    { $count ->
        [one] un resultado
       *[other] { $count } resultados
    }
find-new-segment = Nuevo segmento
find-theme = Colores: { $name }
find-language = Idioma: { $name }
find-hint = Flechas para elegir, Intro para abrir, Esc para cerrar

## Shortcuts

shortcuts-title = Atajos de teclado
shortcuts-off = Las letras sueltas están desactivadas en los ajustes.
shortcuts-then = después
shortcut-find = Buscar en todo
shortcut-undo = Deshacer la última acción
shortcut-new-lead = Nuevo contacto
shortcut-search = Buscar en esta página
shortcut-list = Mostrar los atajos
shortcut-today = Ir a Hoy
shortcut-guests = Ir a Huéspedes
shortcut-leads = Ir a Contactos nuevos
shortcut-segments = Ir a Segmentos
shortcut-lock = Bloquear la tableta
shortcut-rows = Fila arriba o abajo
shortcut-ends = Primera o última fila
shortcut-open = Abrir la fila
