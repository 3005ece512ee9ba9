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
