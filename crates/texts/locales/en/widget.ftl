### The enquiry form on the hotel's own website, and the pages that answer where scripts do not run.

## The form

widget-title = Ask us anything
widget-lead = A person reads this and answers you.
widget-name = Your name
widget-email = E-mail
widget-phone = Phone
widget-one-is-enough = One of the two is enough.
widget-arrive = Arriving
widget-leave = Leaving
widget-if-known = if you know
widget-message = How can we help?
widget-privacy = What we do with your data
widget-send = Send my question
widget-open = Write to us
widget-leave-empty = Leave this empty

## What is missing

widget-summary = Please look at what is marked.
widget-need-name = Please tell us your name.
widget-need-contact = Please give an e-mail address or a phone number, so that we can answer.
widget-need-email = Please check the e-mail address: it looks like name@example.com.
widget-need-phone = Please check the phone number; begin with + and the country if you can.
widget-need-dates = Please choose a day of leaving after the day of arriving.
widget-need-message = Please write what we can do for you.
widget-need-shorter = Please make this shorter.

## After it

widget-sending = Sending your question.
widget-thanks = Thank you
widget-thanks-more = We have your question and will answer you.
widget-another = Ask something else
widget-waiting = The hotel cannot be reached just now. Your question is kept on this page and goes out by itself; please leave the page open.
widget-or-else = You may also reach us here:
widget-refused = This form cannot be used on this page.
widget-later = Too many questions came from here at once. Please wait a minute and send it again.
widget-back = Back to the website
widget-gone = This form is not here any more.

## For those who set it up

problem-site-origin = Each origin begins with https:// and ends with the name of the website, as https://www.hotel.example; a key has between 1 and 20.
