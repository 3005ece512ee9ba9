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
guests-took = Found in { $milliseconds } ms on this device
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
guests-stays = Stays
guests-changed = Last changed
guests-views = Saved views
guests-all = All guests
guests-view-new = New view
guests-view-more = This view
guests-view-save = Save as view
guests-view-keep = Save changes
guests-view-name = Name of the view
guests-view-name-missing = Please give the view a name.
guests-view-shared = Everybody has it
guests-view-put-away = Put this view away
guests-view-saved = “{ $name }” is saved
guests-view-away = “{ $name }” is put away
guests-filter = Filter
guests-filter-add = Add filter
guests-filter-change = Change filter
guests-filter-remove = Remove filter
guests-filter-parts = { $count } conditions together
guests-filters-clear = Remove all filters
guests-sort = Sort by
guests-sort-changed = Recently changed
guests-sort-turn = Turn the order round
guests-column-front = Move { $column } to the front
guests-column-back = Move { $column } to the back
guests-columns-reset = As at first
guests-pick-list = Select all guests of this list
guests-pick = Select { $name }
guests-picked = { $count } selected
guests-pick-all = Select all { $count }
guests-pick-clear = Clear selection
guests-pick-far = At most { $count } rows can be selected in one go. “Select all” takes them all.
guests-bulk = For the selected guests
guests-bulk-tag = Add a tag
guests-bulk-untag = Take a tag away
guests-bulk-give = Give to…
guests-bulk-edit = Edit a field
guests-bulk-away = Put away
guests-bulk-more = More
guests-bulk-tag-field = Tag
guests-bulk-who = Who looks after them
guests-bulk-nobody = Nobody
guests-bulk-field = Field
guests-bulk-value = New value
guests-bulk-will-tag =
    { $count ->
        [one] { $count } guest gets the tag “{ $what }”.
       *[other] { $count } guests get the tag “{ $what }”.
    }
guests-bulk-will-untag =
    { $count ->
        [one] { $count } guest loses the tag “{ $what }”.
       *[other] { $count } guests lose the tag “{ $what }”.
    }
guests-bulk-will-give =
    { $count ->
        [one] { $what } looks after { $count } guest from now on.
       *[other] { $what } looks after { $count } guests from now on.
    }
guests-bulk-will-set =
    { $count ->
        [one] “{ $field }” of { $count } guest becomes “{ $what }”.
       *[other] “{ $field }” of { $count } guests becomes “{ $what }”.
    }
guests-bulk-will-clear =
    { $count ->
        [one] “{ $field }” of { $count } guest is cleared.
       *[other] “{ $field }” of { $count } guests is cleared.
    }
guests-bulk-will-away =
    { $count ->
        [one] { $count } guest leaves the lists. Nothing is erased.
       *[other] { $count } guests leave the lists. Nothing is erased.
    }
guests-bulk-note = Those for whom it is so already are left alone. You can undo it.
guests-bulk-go = Do it for { $count }
guests-work = { $done } of { $of } done
guests-work-undo = Undoing: { $done } of { $of }
guests-work-stop = Stop
guests-work-whole =
    { $count ->
        [one] { $count } guest changed
       *[other] { $count } guests changed
    }
guests-work-stopped =
    { $count ->
        [one] Stopped after { $count } guest
       *[other] Stopped after { $count } guests
    }
guests-work-undone =
    { $count ->
        [one] { $count } guest is as before
       *[other] { $count } guests are as before
    }
guests-work-left = { $count } left alone
guests-no-fit = No guest fits here
guests-no-fit-text = Take a filter away, or look at all guests.
guests-print = Print the list
guests-print-first = The first { $count } of { $total } guests
