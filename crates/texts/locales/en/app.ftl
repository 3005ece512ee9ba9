### The frame, and words used on several pages.

app-title = { $page } · Innkeeper
app-skip = Skip to content
app-nav = Main
app-nav-guests = Guests
app-nav-sync = On this tablet
app-loading = Loading
app-close = Close
app-cancel = Cancel
app-save = Save
app-undo = Undo
app-saved-here = Saved on this tablet
app-try-again = Try again
app-language = Language
app-theme = Colours
app-theme-system = As the system
app-theme-light = Light
app-theme-dark = Dark
app-theme-sunlight = Sunlight
app-sign-out-ask = Sign out of this tablet?
app-sign-out-unsent =
    { $count ->
        [one] One change is saved here and not sent yet. It stays on this tablet.
       *[other] { $count } changes are saved here and not sent yet. They stay on this tablet.
    }
app-sign-out-then = What waits is sent in its author’s name as soon as somebody signs in here and the hotel’s server is reached.
app-sign-out-away = The hotel’s server is not reached: this tablet is locked, and your session ends when it is.
app-sign-out-stay = Stay signed in
app-sign-out = Sign out
app-not-found-title = There is nothing at this address
app-not-found-text = The guests are all still here.
app-not-found-go = Go to the guests
app-update-title = A new version is ready
app-update-text = Restart when you have a minute. Nothing you typed is lost.
app-update-go = Restart now
app-outdated-title = This version of the app is too old
app-outdated-text = What you save is kept and still sent. News from the hotel come again once the app has been updated.
app-trouble-title = This did not work
app-trouble-kept = What was saved on this tablet is still here.
app-name = Innkeeper
app-yes = Yes
app-no = No
app-stopped-title = Innkeeper has stopped
app-stopped-text = What was saved on this tablet is still here. Please load the page again.
app-sign-in-title = Please sign in to send
app-sign-in-text = You can go on working. What you save stays on this tablet until then.
app-storage-title = This tablet cannot store changes
app-clock-title = The clock of this tablet is off
app-clock-text =
    { $minutes ->
        [one] It differs by one minute from the hotel’s. Nothing is lost; please set the clock.
       *[other] It differs by { $minutes } minutes from the hotel’s. Nothing is lost; please set the clock.
    }
app-notices = Notices
app-demo = This is a demo hotel. Its guests are made up.
app-search = Search
app-demo-remove = Remove the demo
app-demo-ask = Remove the demo hotel?
app-demo-ask-text = All guests, stays and leads go from every tablet, those that were added while trying as well. What a tablet has not sent yet stays on it. The hotel is empty then.
app-demo-keep = Keep it
app-undone = Taken back: { $what }
app-undo-begun = Being taken back. History shows how far it is.
app-nothing-to-undo = There is nothing to take back.
