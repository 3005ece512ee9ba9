### One guest.

guest-missing-title = This guest is not on this tablet
guest-missing-text = The address may be old, or the guest came in after the last contact with the hotel’s server.
guest-edit = Edit
guest-edit-title = Edit { $name }
guest-add-note = Add note
guest-note-label = What should the next colleague know?
guest-note-empty = Please write something.
guest-note-correct = Correct
guest-note-retract = Take back
guest-note-reason = Why is it taken back?
guest-note-retracted = Taken back: { $reason }
guest-note-amended = Corrected since. The first text is kept.
guest-writes-in = Writes in { $language }
guest-number = No. { $number }
guest-stays = Stays
guest-a-night = A night
guest-in-all = In all
guest-nights =
    { $count ->
        [one] { $count } night
       *[other] { $count } nights
    }
guest-next-stay = Next stay, { $when }
guest-last-stay = Last stay, { $when }
guest-here-now = Here now
guest-no-stay = No stay yet
guest-party = Party
guest-rate = Rate
guest-adults =
    { $count ->
        [one] { $count } adult
       *[other] { $count } adults
    }
guest-children =
    { $count ->
        [one] { $count } child
       *[other] { $count } children
    }
guest-allergy = Allergy: { $what }
guest-birthday = Birthday { $day }
guest-hidden = Not shown to you
guest-same-title = Is this { $name }?
guest-same-text = { $name } has the same e-mail address. Nothing was put together: look, and decide.
guest-same-look = Look at { $name }
guest-same-not = Somebody else

guest-conflict-title = Two answers for: { $field }
guest-conflict-text = Nothing is lost. Which one is right?
guest-conflict-house = Nothing is lost. The house’s own systems write this field.
guest-conflict-mine = You, { $at }, this tablet
guest-conflict-theirs = { $name }, { $at }, { $device }
guest-conflict-other = { $name }, { $at }
guest-conflict-empty = left empty
guest-conflict-keep-mine = Keep mine
guest-conflict-keep-theirs = Keep { $name }’s
guest-timeline = Everything so far
guest-nothing-yet = Nothing here yet.
guest-all = All
guest-contacts = Messages
guest-notes = Notes
guest-consents = Consent
guest-told = { $at }, { $name }
guest-by-house = the house’s systems
guest-stay-title = { $status }: { $room }, { $nights }
guest-consent-title = { $decision }: { $purpose }, { $channel }
guest-consent-wording = The words shown, version { $version }
guest-may-we = May we write?
guest-consent-none = Nobody has asked yet.
guest-consent-ask = Record an answer
guest-consent-withdraw = Withdraw
guest-consent-text = Words shown
guest-consent-choice = { $purpose }: { $language }, version { $version }
guest-consent-choice-start = { $choice }, “{ $start }…”
guest-consent-note = Note
guest-consent-note-hint = May be left empty. It is kept together with the answer.
guest-consent-choose = Choose the answer
guest-consent-undecided = Please choose the answer the guest gave.
guest-details = Details
guest-two-above = two answers, see above
guest-made = Added { $at }, { $name }
guest-erase = Erase personal data…
guest-erase-title = Erase { $name }
guest-erase-goes = Name, contacts, wishes, notes and consents go for good: in every file of this person, on every tablet as soon as it reaches the server, and from older backups.
guest-erase-stays = Nights, room types and amounts of past stays remain in the statistics, without a name.
guest-erase-never = This cannot be undone.
guest-erase-password = Your own password
guest-erase-password-empty = Please type your password: it is asked for because this cannot be undone.
guest-erase-go = Erase for good
guest-erase-refused-title = Only the privacy officer can erase a guest
guest-erase-refused-text = Please ask the colleague who has this role.
guest-erased-now = Erased. Tablets forget it when they next reach the server.
guest-erased-title = This guest was erased
guest-erased-text = What was personal was erased on { $at }. Nights and amounts remain in the statistics, without a name.
guest-archive = Put away
guest-restore = Bring back
guest-archived-now = Put away
guest-restored-now = Brought back
guest-part-name = Name
guest-part-contact = Contact
guest-part-care = Care
guest-part-house = For the house
guest-one-per-line = One per line
guest-resumed = What you typed before is still here. It is not saved yet.
guest-unreadable = Please look at the fields in red first.
guest-owner = Looked after by { $name }
guest-more-chips = { $count } more
guest-fewer-chips = Fewer
guest-more = More
guest-print = Print
guest-copy-link = Copy link
guest-link-copied = Link copied
guest-link-not-copied = This browser does not let the link be copied. It is in the address bar.
guest-complete = { $percent }% complete
guest-missing-fields = Still missing
guest-from = from { $name }, { $day }
guest-worth = Worth doing
guest-arrives = Arrives { $when }.
guest-stays-now = Is here now.
guest-worth-choose = Two answers stand for: { $field }. Until one is chosen nobody can rely on it.
guest-worth-choose-go = See both
guest-worth-contact = { $stay } There is neither an e-mail nor a phone number to reach them by.
guest-worth-contact-go = Note an address
guest-worth-allergies = { $stay } Nobody has noted yet whether they have an allergy.
guest-worth-allergies-go = Note allergies
guest-worth-consent = { $stay } Nobody has asked yet whether we may write.
guest-worth-impression = Left { $when }. Nobody has written down yet how it was.
