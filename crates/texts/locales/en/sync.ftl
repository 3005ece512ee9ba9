### On this tablet: what waits and what was sent.

sync-title = On this tablet
sync-pill-sent = All sent
sync-pill-here = { $count } on this tablet
sync-pill-sending = Sending { $done } of { $of }
sync-pill-needs =
    { $count ->
        [one] { $count } needs you
       *[other] { $count } need you
    }
sync-nothing-waits = Everything you saved has reached the hotel.
sync-waiting =
    { $count ->
        [one] One change is saved here and not sent yet. You can close the app or switch the tablet off: nothing is lost.
       *[other] { $count } changes are saved here and not sent yet. You can close the app or switch the tablet off: nothing is lost.
    }
sync-try-now = Try now
sync-outbox = Your changes
sync-empty = Changes appear here as soon as you save one.
sync-sending = Sending
sync-sent = Sent
sync-needs = Needs you
sync-needs-kept = The change is kept with the hotel and not lost.
sync-open-guest = Open guest
sync-sent-today =
    { $count ->
        [one] { $count } sent today.
       *[other] { $count } sent today.
    }
sync-size = { $kilobytes } KB waiting.
sync-made-guest = New guest
sync-captured-lead = Captured a lead
sync-made-segment = Made a segment
sync-made-list-view = Saved a view
sync-changed = Changed: { $fields }
sync-added-note = Note added
sync-amended-note = Note corrected
sync-retracted-note = Note taken back
sync-recorded-consent = Consent: { $decision }
sync-archived = Put away
sync-restored = Brought back
sync-other = Other change: { $kind }
sync-connection = Connection
sync-last-contact = Hotel’s server last answered
sync-next-try = Next try
sync-never = Not since this page was opened
sync-safe = Without a connection everything works, and is sent by itself later.
sync-settings = This tablet
sync-sign-out-text = Signing out never deletes a change that is not sent.
sync-nothing-needs = Nothing here needs you.
sync-only = Show
sync-only-all = All
sync-only-waiting = Not sent { $count }
sync-only-needs = Need you { $count }
sync-more = Show more
sync-item-size = { $kilobytes } KB
sync-save-anew = Save anew
sync-let-go = Let it go
sync-let-go-done = Let go
sync-take-up = Take up again
sync-taken-up = Taken up again
sync-next-in =
    { $seconds ->
        [one] in { $seconds } second
       *[other] in { $seconds } seconds
    }
sync-storage = What is stored here
sync-storage-kept = protected
sync-storage-not-kept = not protected
sync-carry = Through another tablet
sync-carry-text = If this tablet cannot reach the hotel, save what it has not sent as a file and bring it in on another tablet. Only the hotel can read the file.
sync-carry-save = Save as a file
sync-carry-nothing = There is nothing to save as a file: nothing waits here.
sync-carry-saved =
    { $count ->
        [one] One change is in the file { $name }. Bring it in on another tablet, on this page. The change stays here too until the hotel has it; nothing counts twice.
       *[other] { $count } changes are in the file { $name }. Bring it in on another tablet, on this page. The changes stay here too until the hotel has them; nothing counts twice.
    }
sync-carry-bring = Bring in a file
sync-carry-drop = A file can also be dropped here.
sync-carry-going = On its way to the hotel: { $name }
sync-carry-done =
    { $count ->
        [0] Everything in the file of { $tablet } was with the hotel already.
        [one] One change of { $tablet } is with the hotel.
       *[other] { $count } changes of { $tablet } are with the hotel.
    }
