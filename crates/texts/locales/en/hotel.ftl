### The hotel’s own public site and its mails: read by guests, so in the hotel’s voice.

## Frame

hotel-skip = Skip to the content
hotel-home = Welcome
hotel-nav = This site
hotel-nav-rooms = Rooms
hotel-nav-contact = Contact
hotel-nav-privacy = Privacy
hotel-languages = Language
hotel-no-cookies = This site sets no cookies.
hotel-good-to-know = Good to know
hotel-closed-title = Bookings open soon
hotel-closed-text = Rooms cannot be booked on this site yet. Please call or write to us.

## Days and counts

hotel-date = { $weekday } { $day } { $month } { $year }
hotel-month-1 = January
hotel-month-2 = February
hotel-month-3 = March
hotel-month-4 = April
hotel-month-5 = May
hotel-month-6 = June
hotel-month-7 = July
hotel-month-8 = August
hotel-month-9 = September
hotel-month-10 = October
hotel-month-11 = November
hotel-month-12 = December
hotel-weekday-1 = Monday
hotel-weekday-2 = Tuesday
hotel-weekday-3 = Wednesday
hotel-weekday-4 = Thursday
hotel-weekday-5 = Friday
hotel-weekday-6 = Saturday
hotel-weekday-7 = Sunday
hotel-adults =
    { $count ->
        [one] { $count } adult
       *[other] { $count } adults
    }
hotel-children =
    { $count ->
        [one] { $count } child
       *[other] { $count } children
    }
hotel-nights =
    { $count ->
        [one] { $count } night
       *[other] { $count } nights
    }
hotel-list-comma = |, |
hotel-from-to = { $from } to { $to }

## Rooms and prices

hotel-find-room = Find a room
hotel-arrival = Arriving
hotel-departure = Leaving
hotel-field-adults = Adults
hotel-field-children = Children
hotel-see-rooms = See rooms
hotel-see-dates = See dates
hotel-for-room = for the { $room }
hotel-drawing-of = Drawing of the { $room }
hotel-size = { $metres } m²
hotel-from = from { $amount } a night
hotel-sleeps =
    { $count ->
        [one] For { $count } person
       *[other] For up to { $count } people
    }
hotel-rooms-title = Rooms for your stay
hotel-nothing-title = No room is free for these days
hotel-nothing-text = Please try other days, or call us: sometimes a room comes back.
hotel-other-dates = Free on other days
hotel-few-left =
    { $count ->
        [one] { $count } left for these days
       *[other] { $count } left for these days
    }
hotel-for-nights =
    { $count ->
        [one] for { $count } night
       *[other] for { $count } nights
    }
hotel-each-night = { $amount } a night
hotel-choose = Choose
hotel-choose-what = { $room }, { $plan }
hotel-too-small =
    { $count ->
        [one] This room is for { $count } person.
       *[other] This room is for up to { $count } people.
    }
hotel-sold-out = Taken on these days.
hotel-not-sold = Not to be had for these days. It may need a longer stay.
hotel-cancel-until = Free to cancel until the end of { $day }; after that, { $amount }.
hotel-cancel-never = Cannot be cancelled free of charge: the whole stay is due.

## What is wrong with what was asked

hotel-errors =
    { $count ->
        [one] One thing needs another look
       *[other] { $count } things need another look
    }
hotel-arrival-missing = Please choose the day you arrive.
hotel-departure-missing = Please choose the day you leave.
hotel-arrival-past = This day is over. Please choose a later day to arrive.
hotel-departure-before = Please choose a day to leave that comes after the day you arrive.
hotel-too-long =
    { $nights ->
        [one] You can book { $nights } night here. For longer, please call us.
       *[other] You can book up to { $nights } nights here. For longer, please call us.
    }
hotel-too-far =
    { $days ->
        [one] You can book { $days } day ahead.
       *[other] You can book up to { $days } days ahead.
    }
hotel-too-many = Here you can book for up to { $adults } adults and { $children } children. For more, please call us.
hotel-given-name-missing = Please enter your given name.
hotel-surname-missing = Please enter your family name.
hotel-email-missing = Please enter your e-mail address.
hotel-email-wrong = This is no full e-mail address. Please write it as in anna@example.com.
hotel-country-missing = Please choose the country you live in.
hotel-too-much-text =
    { $count ->
        [one] Please use no more than { $count } character.
       *[other] Please use no more than { $count } characters.
    }
hotel-form-stale = This page was open for more than a day. Please look through the price below and press the button again.
hotel-price-changed = The price of these days has changed. Please look through it and press the button again if you agree.

## Who comes

hotel-details-title = Your details
hotel-given-name = Given name
hotel-surname = Family name
hotel-email = E-mail
hotel-email-hint = For your confirmation.
hotel-phone = Phone
hotel-phone-hint = In case something comes up on the day.
hotel-country = Country you live in
hotel-country-choose = Please choose
hotel-wishes = Anything we should know?
hotel-wishes-hint = A late arrival, a cot, a table for dinner. We do what we can.
hotel-optional = if you like
hotel-data-note = We use these details for your stay and nothing else.
hotel-data-link = What we do with your data
hotel-book = Book for { $amount }
hotel-pay-later = You pay at the hotel. Nothing is charged now.
hotel-other-room = Choose another room
hotel-night-by-night = Price of each night

## Too late

hotel-gone-title = Somebody was a moment faster
hotel-gone-text = The last room of this kind ({ $room }) was taken while you were writing. We are sorry. Nothing was booked, and what you typed is kept.
hotel-other-rooms = Other rooms on the same days
hotel-other-dates-of = Other days: { $room }
hotel-take-this = Take this room
hotel-take-these = Take these days

## The booking

hotel-booked-title = Your booking
hotel-expected = You are expected, { $name }
hotel-mail-sent = The confirmation was sent to { $email }.
hotel-mail-waiting = The confirmation is on its way to { $email }.
hotel-mail-none = Your room is booked. No mail was sent: please print this page or keep its address.
hotel-mail-failed = Your room is booked, but no mail could be delivered to { $email }. Please print this page or keep its address.
hotel-mail-cancel-sent = A mail about it was sent to { $email }.
hotel-mail-cancel-waiting = A mail about it is on its way to { $email }.
hotel-keep-address = The address of this page is your key: with it you see your booking and can cancel it.
hotel-fact-number = Booking
hotel-fact-arrival = Arriving
hotel-fact-arrival-value = { $day }, from { $time }
hotel-fact-departure = Leaving
hotel-fact-departure-value = { $day }, by { $time }
hotel-fact-guests = Guests
hotel-fact-room = Room
hotel-fact-plan = Rate
hotel-fact-total = In all
hotel-calendar = Add to calendar
hotel-cancel = Cancel the booking
hotel-cancel-by-phone = To change or cancel now, please call us: { $phone }.
hotel-cancel-title = Cancel your booking?
hotel-cancel-free-now = It costs nothing now. Your room is given to others.
hotel-cancel-costs = Cancelling now costs { $amount }. Your room is given to others.
hotel-cancel-yes = Yes, cancel it
hotel-cancel-no = No, keep it
hotel-cancelled-title = Your booking is cancelled
hotel-cancelled-free = It costs nothing.
hotel-cancelled-fee = For the late cancellation { $amount } is due. We will write to you about it.

## Mails

hotel-mail-subject = Your booking { $number } at { $hotel }
hotel-mail-cancelled-subject = Cancelled: your booking { $number } at { $hotel }
hotel-mail-hello = Dear { $name },
hotel-mail-booked = Your room at { $hotel } is booked. We look forward to you.
hotel-mail-cancelled = Your booking { $number } at { $hotel } is cancelled. We would be glad to see you another time.
hotel-mail-link = See or cancel your booking

## Other pages

hotel-privacy-title = What we do with your data
hotel-contact-title = Contact
hotel-contact-text = Call or write: a person answers.
hotel-contact-address = Address
hotel-error-lost = There is no such page
hotel-error-lost-text = The address may be mistyped, or the page is gone.
hotel-error-large = That was too much at once
hotel-error-large-text = Please shorten what you wrote and try again. Nothing was booked.
hotel-error-often = A little often
hotel-error-often-text =
    { $seconds ->
        [one] Many requests came from your connection. Please wait { $seconds } second and try again.
       *[other] Many requests came from your connection. Please wait { $seconds } seconds and try again.
    }
hotel-error-request = We did not understand
hotel-error-request-text = Please go back and try once more. Nothing was booked.
hotel-error-server = Something is wrong on our side
hotel-error-server-text = Please try again in a moment. If you were booking, look into your mail first: it may have gone through.
hotel-error-call = Or call us: { $phone }.
hotel-error-home = To the first page
