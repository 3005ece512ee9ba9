### What the hotel’s server says when something did not go as asked.

problem-approval-needed = Somebody who looks after the tablets must agree. Please let them sign, with e-mail and password.
problem-wrong-password = The e-mail or the password is not right.
problem-not-allowed = Your role does not allow this. Nothing was changed.
problem-not-found = There is nothing at this address, or nothing for your role.
problem-no-guests-for-role = Your role does not see guests, so nothing is copied to this tablet.
problem-sign-in = Please sign in. What was saved on this tablet stays here.
problem-unknown-device = The hotel’s server does not know this tablet. Please set it up again.
problem-device-name = Give the tablet a name. Nothing was changed.
problem-device-revoked = This tablet was taken out of use. Please ask whoever looks after the tablets.
problem-too-often = That was a little often. Please wait a moment and try again.
problem-too-large = This is more than the server takes at once.
problem-busy = The hotel’s server is busy. It is tried again by itself.
problem-server = The hotel’s server has a fault. What was saved on this tablet stays here; it is tried again by itself.
problem-method = This address is not used that way.
problem-foreign-origin = The request came from another website and was not followed.
problem-unreadable-request = The server could not read the request. Nothing was changed.
problem-password-short = Please choose a password of at least 12 characters.
problem-password-long = Please choose a shorter password.
problem-password-common = Many people use this password. Please choose another.
problem-password-own = Please choose a password without your own name or e-mail.
problem-sync-gap = Some changes have to be sent again. This happens by itself.
problem-sync-epoch = The hotel’s records have begun anew. This tablet compares and sends what is missing, by itself.
problem-sync-reproject = Your role has changed. The guests are copied to this tablet again; what is not sent is kept.
problem-sync-snapshot = This tablet was away for long. The guests are copied again while you go on working.
problem-sync-upgrade = This version of the app is too old to read what the hotel sends. What you save is still sent.
problem-aside-not-by-word = This change was not kept aside for its tablet or its author. It cannot be let in; whoever may make it can enter it anew.
problem-aside-does-not-fold = What this change belongs to is not there, or was erased. Nothing was changed.
problem-carry-no-file = This is no file of unsent changes. Choose one whose name ends in .innkeeper.
problem-export-reason = Please say in up to 500 characters what the file is for. Nothing was exported.
problem-export-rule = Something is wrong with the rule. Nothing was exported.
problem-export-nobody = The server has no guest for this rule. Nothing was exported.
problem-export-many = More than 5,000 guests would leave in one file. Nothing was exported; narrow the rule.
problem-carry-newer = A newer version of Innkeeper made this file. The hotel’s server has to be brought up to date first; keep the file.
problem-carry-other-hotel = This file belongs to another hotel. Nothing was taken.
problem-carry-damaged = The file is damaged, and nothing more was taken. Save it anew on its tablet.
problem-carry-gap = Earlier changes of that tablet are missing. Bring in the file that was saved before this one, or connect the tablet itself.

## Staff, the first start, the demo

problem-staff-no-name = Please give their name, in at most 200 characters.
problem-staff-address = Please give the e-mail address they sign in with.
problem-staff-no-role = Please choose at least one role.
problem-staff-taken = There is an account with this e-mail already.
problem-staff-oneself = You cannot close your own account. A colleague who looks after the staff can.
problem-staff-last-admin = Nobody would be left who looks after staff and tablets. Please give somebody else the role of IT administrator first.
problem-space-unknown = There is no such house.
problem-space-none = At least one house is needed.
problem-first-run-over = This hotel has begun already. Please sign in.
problem-first-run-code = From another machine the first account needs the address with the code that the server showed when it started.
problem-hotel-name = Please give the hotel a name of at most 200 characters.
problem-zone-unknown = Please choose a time zone from the list.
problem-currency-unknown = Please choose a currency from the list.
problem-peer-unknown = The request is not signed by a system that is connected here, or its clock is more than five minutes off.
problem-reservation-number = The reservation needs the number it has in your system, of at most 100 characters.
problem-reservation-days = A new reservation needs an arrival and a departure after it.
problem-reservation-nobody = A new reservation needs a guest with a name, an e-mail address or a phone number.
problem-reservation-unknown = There is no such reservation here to cancel.
problem-reservation-field = The request names a field that reservations do not have. Nothing was changed.
problem-no-demo = These guests are real. There is no demo to remove.
problem-hotel-offer = These rooms, prices or rules cannot be used as they are. Nothing was changed.
problem-mail-not-failed = Only a mail that was given up is tried again. This one has been sent, or is on its way.
problem-hotel-changed = Somebody else has changed what the hotel sells meanwhile. Nothing was changed; what you typed is still here.
problem-hotel-logo = This file cannot be the logo. Choose a PNG, JPEG or WebP picture of at most 256 KB and 4,000 pixels a side.

## The page of whoever is not signed in

page-description = The guest records of a hotel, on its own devices. Sign in to see them.

## Headings of the exported table that are no field of the guest

export-record = Record
export-archived = Put away
export-marketing-email = News and offers by e-mail
