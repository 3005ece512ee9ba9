### Search everywhere, shortcuts, and what was done on this device.

history-title = History
history-text = What was done on this tablet in the last 30 days. Whatever can be taken back has a button for it.
history-empty = Nothing was done here yet.
history-empty-text = Each change appears here as soon as it is saved.
history-many =
    { $count ->
        [one] one guest
       *[other] { $count } guests
    }
history-undone = Taken back
history-final = Cannot be taken back
history-undo-of = Undo: { $what }
history-at-work = Taking back { $done } of { $of }
history-work = { $done } of { $of } done
history-stop = Stop
history-all = Whole page

## Search over everything

find-title = Search everything
find-example = Name, e-mail, phone, number, or what to do
find-guests = Guests
find-leads = Leads
find-segments = Segments
find-recent = Opened last
find-pages = Pages
find-actions = Actions
find-none = Nothing found
find-none-text = Try fewer letters, or digits of the phone number.
find-count =
    { $count ->
        [one] one result
       *[other] { $count } results
    }
find-new-segment = New segment
find-theme = Colours: { $name }
find-language = Language: { $name }
find-hint = Arrows choose, Enter opens, Esc closes

## Shortcuts

shortcuts-title = Keyboard shortcuts
shortcuts-off = Single letters are switched off in the settings.
shortcuts-then = then
shortcut-find = Search everything
shortcut-undo = Take the last action back
shortcut-new-lead = New lead
shortcut-search = Search on this page
shortcut-list = Show the shortcuts
shortcut-today = Go to Today
shortcut-guests = Go to Guests
shortcut-leads = Go to Leads
shortcut-segments = Go to Segments
shortcut-lock = Lock the tablet
shortcut-rows = Row up or down
shortcut-ends = First or last row
shortcut-open = Open the row
