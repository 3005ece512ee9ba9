### Segments: the list and the editor of rules.

segments-title = Segments
segment-title = Segment
segments-new = New segment
segments-list = Saved segments
segments-changed = Changed by { $name }, { $at }
segments-broken = Needs a look
segments-empty-title = No segments yet
segments-empty-text = A segment is a question over all guests that stays up to date by itself.
segments-begin = Begin with
segment-begin-first-stay = First stay, just left
segment-begin-first-stay-text = One stay, over within the last 30 days: a word of thanks.
segment-begin-lapsed = Away for a year
segment-begin-lapsed-text = Last stay more than 12 months ago and nothing booked.
segment-begin-quiet = High value, gone quiet
segment-begin-quiet-text = Spent 5,000 or more, away for a year, and we may write.
segment-begin-arriving = Arriving this week
segment-begin-arriving-text = Next stay begins within seven days.
segment-begin-regulars = Regulars
segment-begin-regulars-text = Three stays or more within the last two years.
segment-begin-not-asked = Not asked yet
segment-begin-not-asked-text = Guests with a stay at hand whom nobody asked whether we may write.
segment-new = New segment
segment-name = Name
segment-description = What it is for
segment-name-missing = Please give the segment a name.
segment-saved = “{ $name }” is saved
segment-put-away = Put away
segment-away = “{ $name }” is put away
segment-how-many = How many
segment-of-all = of { $all } guests, { $share }
segment-share = { $share } of all guests
segment-percent = { $whole }.{ $tenth }%
segment-may-write = { $count } may be e-mailed
segment-stays-only = { $count } about a stay only
segment-not-at-all = { $count } not at all
segment-took = Counted in { $milliseconds } ms on this device
segment-rules = Rules
segment-read-only = Your role may look at segments, not change them.
segment-draft = What you had not saved is here again.
segment-draft-drop = Go back to what is saved
segment-undo = Undo the last step
segment-redo = Do it again
segment-who = Who is in
segment-see-all = See all { $count } in the list
segment-nobody = Nobody is in.
segment-stay-count =
    { $count ->
        [one] { $count } stay
       *[other] { $count } stays
    }
segment-last-stay = last on { $day }
segment-why-in = Why { $name } is in
segment-why-out = Why { $name } is not in
segment-holds = Holds
segment-fails = Does not hold
segment-unknown = Nobody knows
segment-no-value = No value
rule-all = All of these
rule-any = Any of these
rule-not-all = Not all of these
rule-none = None of these
rule-combinator = Match
rule-has = Has
rule-each-stays = stays, each with
rule-each-consents = answers about consent, each with
rule-count = How many
rule-add-line = Line
rule-add-group = Group
rule-add-stay = Stay
rule-add-consent = Consent
rule-field = Field
rule-way = Comparison
rule-value = Value
rule-from = From
rule-to = To
rule-value-add = Add a value
rule-value-remove = Remove { $value }
rule-unit = Unit
rule-today = with today
rule-way-within-last = within the last
rule-way-longer-ago = longer ago than
rule-way-within-next = within the next
rule-way-further-ahead = further ahead than
rule-menu = Move or remove this part
rule-up = Move up
rule-down = Move down
rule-in = Move into a group
rule-out = Move out of the group
rule-double = Duplicate
rule-remove = Remove
rule-unread = A part made by a newer version
rule-left-out =
    { $count ->
        [one] { $count } guest has no “{ $field }” and is left out.
       *[other] { $count } guests have no “{ $field }” and are left out.
    }
rule-include = Include them
rule-empty = No lines yet: every guest is in.
rule-list-and = { $first }, { $rest }
