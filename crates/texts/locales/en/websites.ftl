### Websites that may show the enquiry form.

websites-title = Websites
websites-lede = A website with a key may show your enquiry form. What its visitors send becomes a lead.
websites-add = Add a website
websites-none-title = No website yet
websites-none-text = Add your hotel’s website: you get a few lines for a page of it, and what visitors ask there becomes a lead here.
websites-list = Websites with a key
websites-since = Since { $date }
websites-revoked = Revoked on { $date }
websites-name = Name
websites-name-hint = What you call it among yourselves.
websites-origin = Address of the website
websites-origin-hint = As in the address bar, up to the name: https://www.hotel.example
websites-origin-next = Address { $number }
websites-origin-more = One more address
websites-origin-drop = Leave out address { $number }
websites-origin-note = With www and without are two addresses; give both if both are in use.
websites-save = Make the key
websites-made = { $name } may send enquiries now.
websites-code = Code for its pages
websites-revoke = Revoke
websites-revoke-title = Revoke a key
websites-revoke-ask = Revoke the key of { $name }?
websites-revoke-text = The form on that website then says that it is not here any more, and nothing can be sent by it. This cannot be taken back. Leads that came by it stay.
websites-keep = Keep it
websites-refused-title = Your role does not look after websites
websites-refused-text = If you need the form on a page, please ask whoever looks after accounts and tablets in your house.

## On the page of settings

settings-web = Booking site and websites
settings-web-site = Booking site
settings-web-site-text = Rooms, prices, rules, the hotel’s words
settings-web-websites-text = The enquiry form on other pages

## What is wrong with an address

problem-origin-empty = Please give the address of the website, as https://www.hotel.example
problem-origin-scheme = The address begins with https:// – did you mean { $taken }?
problem-origin-more = Please leave out what stands after the name: { $taken }
problem-origin-name = “{ $given }” cannot be the address of a website. It looks like https://www.hotel.example

## What a website puts on a page

snippet-language = Language
snippet-mode = Where it stands
snippet-mode-any = In the page, else in a frame
snippet-mode-inline = In the page only
snippet-mode-frame = In a frame
snippet-mode-plain = As a plain form, no script
snippet-theme = Colours
snippet-theme-page = Those of the page
snippet-theme-light = Light
snippet-theme-dark = Dark
snippet-loader = Version
snippet-loader-exact = This one, { $version }
snippet-loader-newest = Always the newest
snippet-loader-exact-text = Browsers run exactly this version and refuse any other. After an update of Innkeeper the form stays as it is until you put the new lines in.
snippet-loader-newest-text = The form is updated together with Innkeeper. Browsers then run what your server gives them, without checking it.
snippet-plain-text = No script runs. What is sent this way has passed fewer checks, so its leads are marked for a look.
snippet-code = For the page
snippet-code-text = Put this where the form is to stand. The form in it is what visitors without scripts use, and keeps the place until the rest is there.
snippet-policy = If the website sends a Content-Security-Policy
snippet-policy-text = Whoever looks after the website adds these sources to the directives that stand there. Websites without such a policy need nothing.
snippet-copy = Copy
snippet-copy-policy = Copy these lines
snippet-copied = Copied
snippet-selected = The browser does not let this be copied by itself. It is selected: press { $keys }, or touch it and choose Copy.
snippet-try = Try it
snippet-try-text = Opens the plain form on your own server. What you send there arrives as a lead.
snippet-try-go = Open the form
snippet-about = The key
snippet-key = Key
snippet-origins = May be used on
snippet-made = Made on
snippet-version = Form
snippet-revoked-title = This key was revoked on { $date }
snippet-revoked-text = Nothing can be sent by it. Take the form off the pages where it still stands, or make a new key.
