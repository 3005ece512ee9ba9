### Problems with values.

## What was found in something typed or imported; the value is kept as given

problem-money-not-an-amount = “{ $given }” is not an amount. Please write digits, for example 1140.00
problem-money-ambiguous = “{ $given }” can be read in two ways. It was taken as { $taken }.
problem-money-rounded = { $currency } has fewer decimal places than “{ $given }”. It was taken as { $taken }.
problem-money-too-large = “{ $given }” is too large to be kept.
problem-money-other-currency = “{ $given }” names another currency than { $currency }.
problem-email-empty = Please add an e-mail address.
problem-email-no-at = Please add the @ and the part after it.
problem-email-no-local-part = Please add the part before the @.
problem-email-no-domain = Please add the part after the @.
problem-email-domain-without-dot = Please add the part after the dot, for example { $domain }.com
problem-email-character = “{ $character }” cannot be part of an e-mail address.
problem-email-dots = There is a dot too many in “{ $given }”.
problem-email-too-long = “{ $given }” is longer than mail servers accept.
problem-email-domain = “{ $domain }” cannot be the name of a mail server.
problem-email-unusual = “{ $given }” is written in a way most mail programs refuse.
problem-email-several = There are several addresses in “{ $given }”. { $taken } was taken.
problem-email-travel-site = This address belongs to { $site } and may stop working after the stay.
problem-phone-no-digits = “{ $given }” has no digits.
problem-phone-too-short = “{ $given }” is too short for that country.
problem-phone-too-long = “{ $given }” is too long for that country.
problem-phone-unknown-country = No country has the code “{ $given }” begins with.
problem-phone-no-country = Please begin with + and the country’s code, or choose the country.
problem-phone-character = “{ $given }” has letters or signs among the digits.
problem-phone-several = There are several numbers in “{ $given }”. { $taken } was taken.
problem-name-no-letters = “{ $given }” has no letters.
problem-name-parts-guessed = The parts of “{ $given }” were guessed. Please check them.
problem-stay-ends-before-it-begins = The departure on { $departure } is before the arrival on { $arrival }.

## Forms

problem-not-a-number = “{ $given }” is not a number.
problem-not-a-day = “{ $given }” is not a day of the calendar.

## Storage and connection: what happened, what was kept, what to do

problem-engine-silent = The change could not be handed over. What was saved before is still here; please try again.

## Contacts

problem-email-placeholder = “{ $given }” says that there is no address. Please leave the field empty or add one.
