### Enquiries from websites that wait for a person’s look.

waiting-title = Enquiries that wait
waiting-lede = These came from websites and looked like a robot’s. Nobody was told so: read them, and let through what a person wrote. What waits is deleted after 30 days.
waiting-link =
    { $count ->
        [one] { $count } enquiry waits
       *[other] { $count } enquiries wait
    }
waiting-none-title = No enquiry waits
waiting-none-text = What websites send and what looks like a person’s is among the leads at once.
waiting-nameless = No name
waiting-days = { $from } – { $to }
waiting-from = from { $website }
waiting-trap = Something was filled in that no person sees.
waiting-token = The form was not one that this server gave out.
waiting-too-fast = It was sent faster than a person writes.
waiting-too-old = The form had been open for more than a day.
waiting-work = The sum that browsers do before sending was not right.
waiting-release = Make it a lead
waiting-released = { $name } is a lead now
waiting-open = Open the lead
waiting-done = Let through just now
waiting-discard = Discard
waiting-discard-title = Discard an enquiry
waiting-discard-ask = Discard the enquiry of { $name }?
waiting-discard-text = It is deleted, and nobody answers it. This cannot be taken back.
waiting-keep = Keep it
waiting-refused-title = Your role does not look after leads
waiting-refused-text = If you need them for your work, please ask whoever decides on roles in your house.
