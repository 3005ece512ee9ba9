### The list of guests.

guests-title = Guests
guests-new = New guest
guests-search = Search guests
guests-search-example = Name, e-mail, phone, number
guests-columns = Columns
guests-match =
    { $count ->
        [one] { $count } guest
       *[other] { $count } guests
    }
guests-took = Found in { $milliseconds } ms on this tablet
guests-name = Guest
guests-may-we-write = May we write?
guests-last-stay = Last stay
guests-next-stay = Next stay
guests-nights = Nights
guests-value = Value
guests-nameless = No name yet
guests-two-values = Two answers for one field
guests-archived = put away
guests-empty-title = No guests yet
guests-empty-text = They come in with an import or a booking, or you add the first one.
guests-no-match = Nobody matches “{ $search }”
guests-no-match-text = Every word must occur in the name, e-mail, phone or number.
guests-clear-search = Show all guests
guests-refused-title = Your role does not see guests
guests-refused-text = You look after accounts and tablets. If you need the guests too, please ask whoever decides on roles in your house.
