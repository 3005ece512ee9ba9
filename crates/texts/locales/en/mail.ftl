### The outbox of mails.

mail-title = Mail
mail-lede = What the booking site has written to guests, the newest first.
mail-text = What was sent to guests, and what waits
mail-no-server-title = No mail server is named, so no mail goes out
mail-no-server-text = Mails are written and wait here; guests read on the page of their booking that none was sent. Put the address of the mail server into a file and start Innkeeper with
mail-no-site-title = The booking site is not served here
mail-no-site-text = Only it writes mails. Start Innkeeper with an address for it, and with the mail server:
mail-list = Outbox
mail-none-title = No mail yet
mail-none-text = When somebody books or cancels on the booking site, the mail to them is here.
mail-waiting = Waits
mail-sent = Sent
mail-failed = Given up
mail-held = Held back
mail-tries =
    { $count ->
        [0] not tried yet
        [one] tried once
       *[other] tried { $count } times
    }
mail-next = next try { $at }
mail-next-soon = next try now
mail-held-text = This address had its three mails for the day already.
mail-error = The last try ended with: { $error }
mail-retry = Try again
mail-retried = The mail to { $to } is tried again.
mail-refused-title = Your role does not see the mails
mail-refused-text = If a guest waits for one, please ask whoever looks after the hotel’s settings.
