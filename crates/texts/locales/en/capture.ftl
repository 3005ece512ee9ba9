### Leads: the list, and capturing one at a fair.

capture-title = New lead
capture-correct = Correct { $name }
capture-leave = Leave the stand
capture-today =
    { $count ->
        [0] no lead today
        [one] { $count } lead today
       *[other] { $count } leads today
    }
capture-stand-today = Stand { $stand } · { $leads }
capture-place = Where this tablet stands
capture-fair = Fair
capture-fair-hint = Kept on this tablet. Leave it empty when you are at no fair.
capture-stand = Stand
capture-set-fair = Say which fair this is
capture-sunlight = Sunlight view
capture-name = Name
capture-email-example = name@company.com
capture-more = More
capture-same-company = Same company: { $company }
capture-same-country = Same country: { $country }
capture-warm = How warm?
capture-grade-a = Call in 24 h
capture-grade-b = Call in 48 h
capture-grade-c = This month
capture-grade-d = Just keep
capture-interests = Interested in
capture-decides = The visitor decides
capture-turn = Turn to visitor
capture-hand-back = Hand back
capture-language = Visitor’s language
capture-allow-email = E-mail me offers and news
capture-allow-phone = Call me about my request
capture-no-words = No wording is stored on this tablet, so nothing can be asked yet.
capture-known =
    { $count ->
        [0] Already on our list of guests
        [one] Stayed with us once, { $when }
       *[other] Stayed with us { $count } times, last in { $when }
    }
capture-last = Last five
capture-none-yet = The leads you save appear here.
capture-saved = Saved
capture-sent = Sent
capture-to-finish = To finish
capture-needs = Needs you
capture-nameless = No name, { $at }
capture-no-handle = Please add one thing to find this person by: a name, an e-mail, a phone number or a note.
capture-save-next = Save & next
capture-answered = Mark as answered
capture-clear = Clear
capture-refused-title = Your role does not capture leads
capture-refused-text = If you are at a stand, please ask whoever decides on roles in your house.
capture-missing-title = This lead is not on this tablet
capture-missing-text = The address may be old, or the lead was captured after the last contact with the hotel’s server.
capture-read-only = Your role may look at leads, not change them.
leads-title = Leads
leads-search = Search leads
leads-search-example = Name, company, e-mail, phone, fair
leads-match =
    { $count ->
        [one] { $count } lead
       *[other] { $count } leads
    }
leads-grade = Warmth
leads-ungraded = Not graded yet
leads-contact = Contact
leads-when = Met
leads-reply = Reply
leads-state = State
leads-due = by { $at }
leads-overdue = overdue since { $at }
leads-print = Print
leads-empty-title = No leads yet
leads-empty-text = Each person you meet at a fair and write down appears here.
leads-no-match = No lead matches “{ $search }”
leads-no-match-text = Every word must occur in the name, company, e-mail, phone or fair.
leads-clear-search = Show all leads
leads-refused-title = Your role does not see leads
leads-refused-text = If you need them for your work, please ask whoever decides on roles in your house.
