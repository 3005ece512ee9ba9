### All fields with two values, decided in one place.

conflicts-title = Two answers
conflicts-lede = Two people wrote different things into one field. Nothing is lost: choose what is right.
conflicts-none = Nothing to decide
conflicts-none-text = When two people write different things into one field, both are kept and asked about here.
conflicts-decide = Decide
conflicts-guests =
    { $count ->
        [one] { $count } guest with two answers
       *[other] { $count } guests with two answers
    }
conflicts-by-field = By field
conflicts-all-of = One choice for all: { $field }
conflicts-all-title = One choice for all
conflicts-all-text =
    { $count ->
        [one] { $field }: { $count } guest has two answers. Where the choice does not fit, both stay.
       *[other] { $field }: { $count } guests have two answers. Where the choice does not fit, both stay.
    }
conflicts-all-latest = Keep the latest
conflicts-all-mine = Keep this tablet’s
conflicts-all-theirs = Keep the others’
conflicts-all-both = Keep both
conflicts-begun = Being decided. History shows how far it is, and takes it back.
conflicts-keys = The arrow keys go from one guest to the next.
conflicts-of = { $field }: { $name }
conflicts-both = Keep both
conflicts-both-text = One after the other
