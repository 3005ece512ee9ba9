### Sign in, and the first copy of the guests.

sign-in-title = Sign in
sign-in-text = The guests of this house, on this tablet.
sign-in-email = E-mail
sign-in-password = Password
sign-in-go = Sign in
sign-in-wrong = The e-mail or the password is not right.
sign-in-wait = There were many tries. Please wait five minutes.
sign-in-trouble = The hotel’s server could not sign you in. Please try again.
enrol-title = Set up this tablet
enrol-text = { $name }, the guests are copied to this tablet, so that every answer comes at once, also without a connection.
enrol-name = Name of this tablet
enrol-name-hint = For example: Front desk 1
enrol-name-missing = Please give it a name, so that colleagues know where a change was made.
enrol-approver = Somebody who looks after the tablets must agree. Please let them sign here.
enrol-go = Copy the guests here
enrol-before =
    { $count ->
        [0] This browser was a tablet of the hotel before and has thrown its storage away. Nothing on it was waiting to be sent.
        [one] This browser was a tablet of the hotel before and has thrown its storage away, with { $count } change that was not sent. The hotel is told.
       *[other] This browser was a tablet of the hotel before and has thrown its storage away, with { $count } changes that were not sent. The hotel is told.
    }
enrol-copy-title = Copying the guests
enrol-copy-start = Asking the hotel’s server
enrol-copy-progress = { $done } of { $total } guests
enrol-copy-text = You may close the page. It begins again when you come back.

## First start, while there is no staff

first-run-title = Welcome to Innkeeper
first-run-text = The hotel’s server is new and empty. Say whose it is; you can change all of this later.
first-run-hotel = Name of the hotel
first-run-hotel-missing = Please give the hotel its name.
first-run-name = Your name
first-run-name-missing = Please add your name, so that colleagues see who made a change.
first-run-email = Your e-mail
first-run-email-missing = Please add the address you sign in with.
first-run-password = Password
first-run-password-hint = At least 12 characters; a few unrelated words are good.
first-run-demo = Start with
first-run-empty = Empty
first-run-demo-hotel = The demo hotel
first-run-demo-text = The demo has 5,000 made-up guests and can be removed at any time.
first-run-go = Open the hotel
