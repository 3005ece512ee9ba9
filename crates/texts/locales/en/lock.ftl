### Locking a tablet, and what protects what it holds.

lock-title = Locked
lock-text = What this tablet holds is sealed. Unlock it to go on; no network is needed.
lock-kept = Everything that was saved or typed is still here.
lock-passphrase = Passphrase
lock-unlock = Unlock
lock-passkey = Unlock with a passkey
lock-passkey-name = Passkey
lock-passkey-label = Innkeeper, this tablet
lock-passkey-left = The passkey was not given. Please try again.
lock-passkey-unable = This browser or this passkey cannot unlock a tablet. Please use a passphrase.
lock-wait =
    { $minutes ->
        [one] There were many wrong tries. The next one is heard in { $minutes } minute.
       *[other] There were many wrong tries. The next one is heard in { $minutes } minutes.
    }
lock-guest = Guest
lock-now = Lock now
lock-protection = Protection on this tablet
lock-open-title = Only the tablet’s own encryption protects what is stored here
lock-open-text = Everything is sealed, but the browser keeps the key beside it. Whoever gets this tablet without a screen lock can read the guests. Set up a passphrase or a passkey, and it can be locked.
lock-closed-text = What is stored here opens only with one of these. The hotel’s server knows none of them: if all are lost, the guests are copied again, and what was not sent is lost.
lock-add-passphrase = Set up a passphrase
lock-add-passkey = Add a passkey
lock-change = Change
lock-remove = Remove
lock-since = Since { $day }
lock-sealing = What was stored before is being sealed again. You can go on working.
lock-lease = The passphrase is asked for after every start of the app too.
lock-idle = Locks itself without input after
lock-hidden = Locks itself out of sight after
lock-never = Never
lock-minutes = { $count } min
lock-done = The protection is changed.
lock-differs = The two passphrases differ.
lock-passphrase-text = Choose a few words that nobody guesses. They never leave this tablet.
lock-passkey-text = The tablet, or a security key, keeps the secret; a fingerprint, a face or its PIN opens it.
lock-remove-text = This way no longer opens the tablet. Without any, nothing is asked for.
lock-current = Passphrase as it is now
lock-new = New passphrase
lock-new-hint = At least 10 characters; a few unrelated words are good.
lock-again = The same once more
lock-prove-passkey = Your passkey is asked for first.
problem-lock-open = Without a passphrase or a passkey a lock would keep nobody out. Set one up first.
problem-unlock-wrong = That does not open this tablet. Please try again.
problem-unlock-wait = There were many wrong tries. Please wait before the next one.
problem-passphrase-short = Please use at least 10 characters.

## The lease, and its end

lease-title = This tablet must meet its server
lease-text = It met the hotel’s server last on { $day }. After three days without contact it shows nothing until it has met it again.
wiped-title = This tablet was locked out
wiped-text = Somebody who looks after the hotel’s tablets has locked it out. The guests that were stored here are gone.
wiped-kept = What had not been sent was handed to the hotel first, which keeps it aside.
wiped-go = Start anew
lease-kept =
    { $count ->
        [0] Nothing here waits to be sent.
        [one] { $count } change waits here and will be sent.
       *[other] { $count } changes wait here and will be sent.
    }
