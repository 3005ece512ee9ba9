### The page of today.

today-title = Today
today-morning = Good morning, { $name }
today-afternoon = Good afternoon, { $name }
today-evening = Good evening, { $name }

## The opening sentence: parts, joined as the language joins lists

today-opening = { $list }.
today-quiet = Nothing waits for you today.
today-say-arrivals =
    { $count ->
        [one] one arrival
       *[other] { $count } arrivals
    }
today-say-late =
    { $count ->
        [one] one reply overdue
       *[other] { $count } replies overdue
    }
today-say-due =
    { $count ->
        [one] one reply due by { $time }
       *[other] { $count } replies due by { $time }
    }
today-say-two-values =
    { $count ->
        [one] one guest with two answers for one field
       *[other] { $count } guests with two answers for one field
    }

## Arrivals

today-arriving = Arriving today
today-arrivals-sheet = Arrivals sheet
today-more-arrivals =
    { $count ->
        [one] one more arrival
       *[other] { $count } more arrivals
    }
today-no-arrivals = Nobody arrives today.
today-house = In the house tonight: { $house }. Leaving today: { $departures }.
today-first-stay = First stay
today-stay = Stay { $number }
today-birthday = Birthday on { $day }
today-until = until { $day }
today-print = Print

## Replies

today-replies = Replies due
today-all-leads = All leads
today-no-replies = Nobody waits for a reply.
today-more-replies =
    { $count ->
        [one] one more
       *[other] { $count } more
    }
today-minutes-left = { $amount } min left
today-hours-left = { $amount } h left
today-days-left = { $amount } d left
today-minutes-late = { $amount } min late
today-hours-late = { $amount } h late
today-days-late = { $amount } d late

## The other cards

today-captured = Last captured
today-no-leads = Leads appear here as soon as somebody meets one.
today-to-finish = To finish
today-waiting = Waiting on this tablet
today-open-outbox = See the changes
today-two-values = Two answers for one field
