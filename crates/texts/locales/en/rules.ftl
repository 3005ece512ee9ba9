### Rules over guests: fields worked out from the file, operators, how many stays, and what can be wrong with a rule.

## Fields that are worked out

segment-field-stays = Stays
segment-field-stay-count = Number of stays
segment-field-nights = Nights
segment-field-spend = Spent in all
segment-field-last-stay = Last stay
segment-field-days-since-stay = Days since the last stay
segment-field-next-stay = Next stay
segment-field-recency = Recency (1–5)
segment-field-frequency = Frequency (1–5)
segment-field-monetary = Spending (1–5)
segment-field-rfm = RFM cell
segment-field-light = May we write
segment-field-consents = Answers about consent
segment-field-interactions = Contacts
segment-field-birthday = Birthday during the stay
segment-field-standing = Answer now
segment-field-segment = Segment

## Operators, between a field and its value

operator-equal = is
operator-not-equal = is not
operator-in = is one of
operator-not-in = is none of
operator-less = is less than
operator-at-most = is at most
operator-more = is more than
operator-at-least = is at least
operator-between = is between
operator-not-between = is not between
operator-contains = contains
operator-does-not-contain = does not contain
operator-begins-with = begins with
operator-does-not-begin-with = does not begin with
operator-ends-with = ends with
operator-does-not-end-with = does not end with
operator-not-null = is known
operator-null = is missing
operator-on = is on
operator-not-on = is not on
operator-within = is within
operator-not-within = is not within
operator-before = is before
operator-until = is on or before
operator-after = is after
operator-since = is on or after
operator-has-any = has one of
operator-has-none = has none of

## Of how many stays a group must hold

rule-match-some = at least one
rule-match-none = none
rule-match-at-least = at least
rule-match-at-most = at most
rule-match-exactly = exactly
rule-match-all = every one

rule-function-sum = total of
rule-function-avg = average of
rule-function-min = lowest
rule-function-max = highest
rule-function-first = first
rule-function-last = last
rule-function-distinct = number of different

## Units of a time told from today

rule-unit-day =
    { $count ->
        [one] day
       *[other] days
    }
rule-unit-week =
    { $count ->
        [one] week
       *[other] weeks
    }
rule-unit-month =
    { $count ->
        [one] month
       *[other] months
    }
rule-unit-year =
    { $count ->
        [one] year
       *[other] years
    }

## What is wrong with a rule

rule-problem-unreadable = This rule cannot be read.
rule-problem-part = This line was made by a newer version and cannot be read here.
rule-problem-field = There is no field called { $about }.
rule-problem-operator = “{ $about }” does not go with this field.
rule-problem-value-missing = Say what to look for.
rule-problem-value = “{ $about }” does not fit this field.
rule-problem-code = “{ $about }” is not on the list of this field.
rule-problem-match = { $about } needs a group of its own: how many, and what holds for each.
rule-problem-threshold = Say how many.
rule-problem-function = “{ $about }” is nothing that this can be worked out of.
rule-problem-value-source = Two fields cannot be compared yet.
rule-problem-muted = This part is switched off.
rule-problem-property = This version does not know “{ $about }”.
rule-problem-segment = There is no segment { $about } that can be used here.
rule-problem-circle = These segments ask for one another in a circle.
