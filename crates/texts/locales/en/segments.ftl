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
segment-begin-second-stay = Second stay, third to come
segment-begin-second-stay-text = Two stays, the last within a year, and nothing booked.
segment-begin-lapsed = Away for a year
segment-begin-lapsed-text = Last stay more than 12 months ago and nothing booked.
segment-begin-quiet = High value, gone quiet
segment-begin-quiet-text = Spent 5,000 or more, away for a year, and we may write.
segment-begin-arriving = Arriving this week
segment-begin-arriving-text = Next stay begins within seven days.
segment-begin-birthday = Birthday during a stay
segment-begin-birthday-text = Arriving within 30 days, with their birthday before they leave.
segment-begin-regulars = Regulars
segment-begin-regulars-text = Three stays or more within the last two years.
segment-begin-fair = Met at a fair, not followed up
segment-begin-fair-text = Came from a trade fair, has not stayed, and nobody has called or written since.
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
rule-function = What is worked out
rule-has = Has
rule-each-stays = stays, each with
rule-each-consents = answers about consent, each with
rule-each-interactions = contacts, each with
rule-of-stays = of stays with
rule-count = How many
rule-add-line = Line
rule-add-group = Group
rule-add-stay = Stay
rule-add-total = Total
rule-add-consent = Consent
rule-add-interaction = Contact
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
rule-empty-things = No lines yet: every one counts.
rule-list-and = { $first }, { $rest }
segments-compare = Compare
segments-fixed = Fixed list
segment-print = Print
segment-export = Export guests…
segment-export-text = { $count ->
    [one] One guest leaves the house in a file: number, names, e-mail, phone, language, country, and whether offers by e-mail are welcome.
   *[other] { $count } guests leave the house in a file: number, names, e-mail, phone, language, country, and whether offers by e-mail are welcome.
}
segment-export-kept = The hotel’s server makes it of what it has. It writes down who exported, when, how many, and why.
segment-export-reason = What is it for?
segment-export-reason-missing = Please say what it is for: it is written down.
segment-export-password-missing = Please type your password: guests leave the house.
segment-export-go = Export
segment-export-many = { $count } guests are too many for one file: at most { $most } leave at once. Narrow the rule.
segment-exported = Exported: { $file }
segment-export-earlier = Exported before
segment-export-line = { $at }, { $name }: { $count ->
    [one] 1 guest
   *[other] { $count } guests
}
segment-more = More
segment-in = In
segment-outside = Just outside
segment-outside-text = One part of the rule alone keeps them out.
segment-outside-nobody = Nobody is just outside.
segment-why = Why in, why not
segment-why-find = Any guest
segment-why-example = Name, e-mail or number
segment-why-hint = Look up any guest to see which lines hold for them.
segment-keeps-one = One part keeps them out
segment-keeps = { $count } parts keep them out; all would have to hold
segment-keeps-any = Any one of these would be enough
segment-keeps-mark = Keeps them out
segment-used = Used in
segment-used-view = View
segment-used-away = Put “{ $name }” away?
segment-used-away-text = These ask for it, and would need another look afterwards:
segment-versions = Earlier rules
segment-versions-none = The rule has not been changed since it was made.
segment-version-now = The rule as it is saved
segment-version-by = { $name }, { $at }
segment-version-first = The first rule that is kept
segment-version-order = The same lines, put together in another way
segment-version-added = Added: { $line }
segment-version-removed = Removed: { $line }
segment-version-everybody = Everybody
segment-version-back = Take this rule back
segment-version-taken = The earlier rule is in the editor. Save to keep it.
segment-keep = Keep who is in now
segment-keep-text = Makes a segment of its own with these { $count } guests. It stays as it is today, whatever happens to them.
segment-keep-name = { $name }, { $day }
segment-keep-description = Who was in “{ $name }” on { $day }.
segment-keep-many = { $count } guests are too many for a list: about { $most } fit. Narrow the rule first.
segment-keep-nobody = Nobody is in, so there is nobody to keep.
segment-keep-broken = Something is wrong with the rule. Put it right first.
segment-keep-save = Keep { $count } guests
segment-fixed-of = { $count } guests as they were on { $day }. This list does not change by itself.
segment-fixed-text = A list of { $count } guests. It does not change by itself.
segment-fixed-compare = Compare with “{ $name }” today
rule-find-field = Find a field
rule-values-more = and { $count } more
compare-title = Compare segments
compare-left = First segment
compare-right = Second segment
compare-choose = Choose a segment
compare-swap = Swap the two
compare-both = In both
compare-only = Only in “{ $name }”
compare-nobody = Nobody
compare-same = Choose two different segments.
compare-empty = Choose two segments to see who is in both and who is in one alone.
compare-few = Two saved segments are needed to compare.
compare-share = { $share } of “{ $name }”
compare-picture = How the two overlap
segment-keep-without =
    { $count ->
        [one] { $count } of them has no number yet and is left out. Guests get one when they reach the hotel’s server.
       *[other] { $count } of them have no number yet and are left out. Guests get one when they reach the hotel’s server.
    }
segment-copy-words = Copy the rule in words
segment-copied = The rule is copied.
segment-copy-failed = This browser does not let the rule be copied.
rule-said-of-stays = { $value }, of stays with
rule-said-with = { $part }: { $together }
