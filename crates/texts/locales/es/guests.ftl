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
guests-took = Encontrado en { $milliseconds } ms en esta tableta
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
