### Settings: what the booking site sells and says.

site-title = Booking site
site-state = The site
site-sells = Ready to sell: there are prices until { $until }.
site-missing = Not open yet. Missing: { $missing }.
site-missing-rooms = a type of room
site-missing-plans = a rate plan
site-missing-prices = a season with prices
site-missing-privacy = the words about personal data
site-not-served = This server serves no booking site. Your IT person starts it with
site-mails = Confirmations are sent by e-mail, from { $sender } where you name no other sender.
site-no-mails = No mail server is set up: confirmations stay in the outbox.
site-language = Texts in
site-unsaid = Not yet said in { $languages }: English, or what there is, stands there.
site-days = { $first } to { $last }
site-undone = Taken back

## Things that can be done to a line

site-raise = Move up
site-change = Change
site-remove = Remove
site-moved = Moved up

## What is wrong with a field

site-fault-missing = Please fill this in.
site-fault-too-long = This is too long.
site-fault-range = Please look at this again: it cannot be.
site-fault-code = Please use letters from A to Z, digits, - and _ only, at most 24.
site-fault-twice = This code is taken.
site-fault-unknown = This is not there any more.
site-fault-overlap = Another season has some of these days.
site-fault-address = This is no e-mail address.

## Rooms

site-rooms = Types of room
site-rooms-none = No type of room yet. Add what you sell: how many there are, for how many people, and what guests should know.
site-room = Type of room
site-room-add = Add a type of room
site-room-change = Change the type of room
site-room-saved = The type of room is saved.
site-room-removed = The type of room is removed with its prices. What is booked stays booked.
site-room-line =
    { $rooms ->
        [one] { $code } · one room · for { $sleeps } · { $metres } m²
       *[other] { $code } · { $rooms } rooms · for { $sleeps } · { $metres } m²
    }
site-name = Name
site-about = In a sentence or two
site-comforts = What is in it, a line each
site-code = Code
site-code-hint = As in your booking system: letters, digits, - and _. It stays as it is.
site-code-fixed = Code: { $code }
site-room-count = How many there are
site-sleeps = Most people
site-metres = Square metres
site-picture = Drawing
site-picture-sea = Window over the sea
site-picture-garden = Window to the garden
site-picture-attic = Bed under the roof

## Rate plans

site-plans = Rate plans
site-plans-none = No rate plan yet. Begin with one: what is in the price, and until when guests may cancel.
site-plan-add = Add a rate plan
site-plan-change = Change the rate plan
site-plan-saved = The rate plan is saved.
site-plan-removed = The rate plan is removed with its prices. What is booked stays booked.
site-board = Meals
site-board-ro = Room only
site-board-bb = Breakfast
site-board-hb = Half board
site-board-fb = Full board
site-free-days = Free to cancel until so many days before arrival
site-free-days-hint = Leave it empty if it is never free.
site-free-never = never free to cancel
site-free-until =
    { $days ->
        [0] free to cancel until the day of arrival
        [one] free to cancel until the day before arrival
       *[other] free to cancel until { $days } days before arrival
    }

## Seasons and prices

site-seasons = Seasons and prices
site-seasons-none = No season yet. A season is a number of days with the same prices; a night in no season is not sold.
site-season-add = Add a season
site-season-change = Change the season
site-season-again = The same a year later
site-season-saved = The season is saved.
site-season-removed = The season is removed. What is booked stays booked.
site-season-code = Short name
site-season-code-hint = Only you see it: letters, digits, - and _.
site-season-min = Fewest nights
site-season-from = from { $amount }
site-season-unpriced = without prices
site-season-nights =
    { $nights ->
        [one] from one night
       *[other] from { $nights } nights
    }
site-first = First night
site-last = Last night
site-prices-hint = A night in the room, in { $currency }. Leave a price empty for what is not sold.
site-gap = In no season, so not sold: { $days }

## Rooms held back

site-held = Rooms held back
site-held-text = Rooms that are sold elsewhere or out of order are not offered on the site.
site-held-none = None are held back.
site-held-add = Hold rooms back
site-held-count = How many rooms
site-last-hint = Leave it empty for one night.
site-held-line =
    { $count ->
        [one] one room · { $days }
       *[other] { $count } rooms · { $days }
    }
site-held-free = Offer them again
site-held-saved = Held back
site-held-freed = Offered again

## The house

site-house = The house
site-house-saved = The words and rules are saved.
site-first-page = The first page
site-reached = Where the house is, and how it is reached
site-hours = Hours and rules
site-headline = Great line of the first page
site-tagline = The line under it
site-rooms-heading = Heading over the rooms
site-street = Street
site-postal-code = Postal code
site-city = City
site-country = Country
site-phone = Telephone
site-email = E-mail
site-email-hint = Guests write here, and answers to mails arrive here.
site-sender = Sender of mails
site-sender-hint = As in: Casa Alondra <stay@hotel.example>. Your mail server has to allow it.
site-check-in = Rooms are ready from
site-check-out = Rooms are left by
site-time-hint = As in 15:00
site-late-fee = A late cancellation costs
site-fee-first = the first night
site-fee-whole = the whole stay
site-max-nights = Most nights of a stay
site-days-ahead = Days ahead that are sold
site-taxes = Taxes: what is, and is not, in the price
site-rules = House rules, a paragraph a line
site-privacy = About personal data, a paragraph a line
site-privacy-text = Guests must read who keeps what about them, what for, how long, and how to have it corrected or erased. Without these words nothing is sold.

## The logo

site-logo = Logo
site-logo-text = It stands at the top of every page in place of the name: PNG, JPEG or WebP, at most 256 KB.
site-logo-none = No logo: the hotel’s name stands there.
site-logo-choose = Choose a picture
site-logo-remove = Remove the logo
site-logo-saved = The logo is on the site.
site-logo-removed = The logo is removed.
