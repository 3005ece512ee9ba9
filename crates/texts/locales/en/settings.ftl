### Settings.

settings-title = Settings
settings-tablet = This tablet
settings-language = Language
settings-singles = Shortcuts of a single letter
settings-singles-text = C, G, / and ? work outside fields. Switch them off if you speak to your device or press keys by chance.
settings-outbox = On this tablet: what waits and what was sent
settings-history = History: what was done here

## Storage

settings-storage = Storage
settings-storage-guests = Guests here
settings-storage-leads = Leads here
settings-storage-used = Used
settings-storage-of = { $used } MB of { $quota } MB
settings-kept = The browser keeps what is stored here until you delete it.
settings-not-kept = The browser has not promised to keep what is stored here. It may clear it when space runs short.
settings-ask-keep = Ask the browser to keep it
settings-keep-yes = The browser has agreed to keep it.
settings-keep-no = The browser did not agree. It decides by how often you come here and whether the app is installed: install it, then ask again. What is sent is safe in any case.
settings-keep-unknown = This browser cannot be asked.
settings-safari = In a Safari tab, what is stored goes after seven days without a visit. Add Innkeeper to the home screen: there it stays.

## Installing and versions

settings-app = The app
settings-installed = Innkeeper is installed on this device.
settings-install = Install Innkeeper
settings-install-ios = Install: press Share, then “Add to Home Screen”, then “Add”.
settings-install-mac = Install: in the menu File choose “Add to Dock”.
settings-install-android = Install: open the browser’s menu, then “Add to Home screen” or “Install app”.
settings-install-desktop = Install: in Chrome or Edge press the install mark at the end of the address bar. Other browsers use the page as it is.
settings-version = Version
settings-build = Build
settings-reload = Load anew

## The hotel

settings-hotel = Hotel
settings-hotel-name = Name
settings-zone = Time zone
settings-currency = Currency
settings-choose = Please choose
settings-hotel-missing = Please give the hotel its name.
settings-hotel-fixed = Your role reads this and does not change it.
# The name of a button that many lines have: what it does, and to whom.
settings-act-on = { $act }: { $name }
settings-saved = Saved on this tablet

## Sessions

settings-backup = Backups
settings-backup-made = Last one { $at }: { $file }
settings-backup-same-disk = It is on the disk of the database: what takes one may take both.
settings-backup-failed = { $at }: no backup could be made. { $error }
settings-backup-none-title = There is no backup
settings-backup-none-text = Nothing but the server’s one disk has the hotel’s records. Tablets keep their changes for seven days and then let go of them. Start the server with a backup directory on another disk.
settings-backup-missing-title = { $count ->
    [one] { $count } booking or enquiry was lost
   *[other] { $count } bookings or enquiries were lost
}
settings-backup-missing-text = They were acknowledged after the backup that was restored. One that a tablet had comes back when that tablet connects; for the others, look for the confirmation mail or ask the guest.
settings-backup-booking = Booking
settings-backup-enquiry = Enquiry
settings-sessions = Where you are signed in
settings-session-this = This browser
settings-session-seen = Last used { $time }
settings-session-end = Sign out there
settings-sign-out-text = Signing out never deletes a change that is not sent. Without a connection it locks this tablet; the session ends when the hotel’s server is reached.
settings-needs-network = This comes from the hotel’s server, and it cannot be reached now.
settings-other-agent = Another browser

## Staff

settings-staff = Staff
settings-staff-add = New member of staff
settings-staff-name = Name
settings-staff-roles = What they are here for
settings-staff-password = First password
settings-staff-password-hint = At least 12 characters. They can change it themselves.
settings-staff-missing = Please fill in name, e-mail and password, and choose at least one role.
settings-staff-save = Add to the staff
settings-staff-added = { $name } can sign in now.
settings-staff-change = Change roles
settings-staff-roles-of = What { $name } is here for
settings-staff-close = Close account
settings-staff-close-ask = Close the account of { $name }?
settings-staff-close-text = They are signed out everywhere and cannot sign in any more. What they wrote stays.
settings-staff-closed = closed
settings-staff-keep = Keep it open

## Devices

settings-devices = Tablets and computers
