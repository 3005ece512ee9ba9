### The list of guests.

guests-title = Huéspedes
guests-new = Nuevo huésped
guests-search = Buscar huéspedes
guests-search-example = Nombre, correo, teléfono, número
guests-columns = Columnas
guests-match =
    { $count ->
        [one] { $count } huésped
       *[other] { $count } huéspedes
    }
guests-took = Encontrado en { $milliseconds } ms en este dispositivo
guests-name = Huésped
guests-may-we-write = ¿Podemos escribir?
guests-last-stay = Última estancia
guests-next-stay = Próx. estancia
guests-nights = Noches
guests-value = Valor
guests-nameless = Aún sin nombre
guests-two-values = Dos versiones de un dato
guests-archived = archivado
guests-empty-title = Aún no hay huéspedes
guests-empty-text = Llegan con una importación o una reserva, o añada usted el primero.
guests-no-match = Nadie coincide con «{ $search }»
guests-no-match-text = Cada palabra debe aparecer en el nombre, correo, teléfono o número.
guests-clear-search = Ver todos los huéspedes
guests-refused-title = Su función no incluye ver a los huéspedes
guests-refused-text = Usted se ocupa de las cuentas y las tabletas. Si también necesita ver a los huéspedes, pídalo a quien decide sobre las funciones en la casa.
guests-stays = Estancias
guests-changed = Último cambio
guests-views = Vistas guardadas
guests-all = Todos
guests-view-new = Nueva vista
guests-view-more = Esta vista
guests-view-save = Guardar como vista
guests-view-keep = Guardar cambios
guests-view-name = Nombre de la vista
guests-view-name-missing = Ponga un nombre a la vista.
guests-view-shared = Para todo el equipo
guests-view-put-away = Archivar esta vista
guests-view-saved = «{ $name }» está guardada
guests-view-away = «{ $name }» está archivada
guests-filter = Filtro
guests-filter-add = Añadir filtro
guests-filter-change = Cambiar filtro
guests-filter-remove = Quitar filtro
guests-filter-parts = { $count } condiciones juntas
guests-filters-clear = Quitar todos los filtros
guests-sort = Ordenar por
guests-sort-changed = Cambios recientes
guests-sort-turn = Invertir el orden
guests-column-front = Mover { $column } hacia delante
guests-column-back = Mover { $column } hacia atrás
guests-columns-reset = Como al principio
guests-pick-list = Seleccionar todos los huéspedes de esta lista
guests-pick = Seleccionar a { $name }
guests-picked =
    { $count ->
        [one] { $count } seleccionado
       *[other] { $count } seleccionados
    }
guests-pick-all = Seleccionar los { $count }
guests-pick-clear = Quitar la selección
guests-pick-far = Se pueden seleccionar como máximo { $count } filas de una vez. «Seleccionar los…» las toma todas.
guests-bulk = Para los huéspedes seleccionados
guests-bulk-tag = Añadir etiqueta
guests-bulk-untag = Quitar una etiqueta
guests-bulk-give = Asignar a…
guests-bulk-edit = Editar un campo
guests-bulk-away = Archivar
guests-bulk-more = Más
guests-bulk-tag-field = Etiqueta
guests-bulk-who = Quién se ocupa
guests-bulk-nobody = Nadie
guests-bulk-field = Campo
guests-bulk-value = Nuevo valor
guests-bulk-will-tag =
    { $count ->
        [one] { $count } huésped recibe la etiqueta «{ $what }».
       *[other] { $count } huéspedes reciben la etiqueta «{ $what }».
    }
guests-bulk-will-untag =
    { $count ->
        [one] Se quita la etiqueta «{ $what }» a { $count } huésped.
       *[other] Se quita la etiqueta «{ $what }» a { $count } huéspedes.
    }
guests-bulk-will-give =
    { $count ->
        [one] { $what } se ocupa desde ahora de { $count } huésped.
       *[other] { $what } se ocupa desde ahora de { $count } huéspedes.
    }
guests-bulk-will-set =
    { $count ->
        [one] «{ $field }» de { $count } huésped pasa a ser «{ $what }».
       *[other] «{ $field }» de { $count } huéspedes pasa a ser «{ $what }».
    }
guests-bulk-will-clear =
    { $count ->
        [one] Se vacía «{ $field }» de { $count } huésped.
       *[other] Se vacía «{ $field }» de { $count } huéspedes.
    }
guests-bulk-will-away =
    { $count ->
        [one] { $count } huésped sale de las listas. No se borra nada.
       *[other] { $count } huéspedes salen de las listas. No se borra nada.
    }
guests-bulk-note = A quienes ya lo tienen así no se les cambia nada. Se puede deshacer.
guests-bulk-go = Hacerlo para { $count }
guests-work = { $done } de { $of } hechos
guests-work-undo = Deshaciendo: { $done } de { $of }
guests-work-stop = Detener
guests-work-whole =
    { $count ->
        [one] { $count } huésped cambiado
       *[other] { $count } huéspedes cambiados
    }
guests-work-stopped =
    { $count ->
        [one] Detenido tras { $count } huésped
       *[other] Detenido tras { $count } huéspedes
    }
guests-work-undone =
    { $count ->
        [one] { $count } huésped está como antes
       *[other] { $count } huéspedes están como antes
    }
guests-work-left = { $count } sin tocar
guests-no-fit = Ningún huésped encaja aquí
guests-no-fit-text = Quite un filtro o vea a todos los huéspedes.
guests-print = Imprimir la lista
guests-print-first = Los primeros { $count } de { $total } huéspedes
