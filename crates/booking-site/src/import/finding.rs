//! What an import says about a row: a code, where, what was given, and what was kept.

use std::borrow::Cow;

use serde::Serialize;

/// What a finding did to its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// Stored as given; worth a look.
    Note,
    /// Stored, with something left out, read by a guess, or replaced.
    Repair,
    /// Nothing of the row was stored.
    Refusal,
}

impl Effect {
    /// The word in reports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Repair => "repair",
            Self::Refusal => "refusal",
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])+ $name:ident, $code:literal, $effect:ident, $sentence:literal;)+) => {
        /// The findings of the import itself. Those about the writing of a value (an e-mail, an amount) come from the
        /// domain under their own codes, `problem-…`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])+ $name),+ }

        impl Code {
            /// Every code, in the order of docs/cli.md.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name in reports.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// What it does to the row.
            pub const fn effect(self) -> Effect {
                match self { $(Self::$name => Effect::$effect),+ }
            }

            /// What it means, for the text report and docs/cli.md.
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$name => $sentence),+ }
            }

            /// The code of this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.name() == name)
            }
        }
    };
}

codes! {
    /// Only spaces, or only delimiters.
    BlankRow, "row-blank", Refusal, "nothing stands in the row";
    /// Somebody of this address, number or profile was erased.
    Erased, "guest-erased", Refusal, "what is personal of this guest was erased, and is not taken again";
    /// A rule of the map says so.
    SkippedByMap, "row-skipped-by-map", Refusal, "a skip rule of the map file names it";
    /// The column that names the record is empty.
    NoReference, "reference-missing", Refusal, "the cell that identifies the record is empty";
    /// Fewer cells than columns.
    ShortRow, "row-short", Repair, "fewer cells than the header; the missing ones are read as empty";
    /// More cells than columns.
    LongRow, "row-long", Repair, "more cells than the header; those without a column are left out";
    /// A quote where none belongs.
    StrayQuote, "quote-stray", Repair, "a quotation mark inside a bare cell or text behind a closing one";
    /// A quote that is never closed.
    UnclosedQuote, "quote-unclosed", Repair, "a quotation mark that is never closed; the line is read without quoting";
    /// NUL characters, which no database keeps.
    NulRemoved, "nul-removed", Repair, "NUL characters are removed from a cell";
    /// Bytes that mean nothing in the file's encoding.
    Undecodable, "bytes-undecodable", Repair, "bytes that mean nothing in the encoding stand as \u{fffd}";
    /// Not a day under any date order allowed.
    DateUnreadable, "date-unreadable", Repair, "not a date; the field is left empty";
    /// A date with two readings, read by the map's order.
    DateAmbiguous, "date-order-contradicted", Repair, "the date fits only the other order of day and month, and is read so";
    /// A year of two digits.
    CenturyGuessed, "date-century-guessed", Repair, "a year of two digits; 00 to 68 are read as 2000 to 2068";
    /// Not a whole number.
    NumberUnreadable, "number-unreadable", Repair, "not a number; the field is left empty";
    /// A word that the map's code table and the field's own list lack.
    CodeUnknown, "code-unknown", Repair, "a word that neither the map nor the field knows; the field is left empty";
    /// Longer than the field takes.
    TooLong, "text-too-long", Repair, "longer than the field takes; cut at the limit";
    /// The profile number came before with other values.
    ProfileDiffers, "profile-differs", Repair, "another row of the same guest has another value; the one of the latest booking is kept";
    /// The same reservation number came before.
    ReservationRepeated, "reservation-repeated", Repair, "a later row has the same reservation number; its stay is the one kept";
    /// The reservation was imported before, for another guest.
    OtherGuest, "reservation-of-another-guest", Repair, "imported before for another guest; the stay is brought up to date there";
    /// A yes nobody can prove.
    ConsentWithoutEvidence, "consent-without-evidence", Repair, "a yes without evidence counts as not asked; it is not stored";
    /// A word that stands for nothing.
    PlaceholderRead, "placeholder-empty", Note, "a word that stands for nothing is read as empty";
    /// Everything but the reservation number stands in an earlier row.
    RowRepeats, "row-repeats-earlier", Note, "repeats an earlier row under another reservation number";
    /// The map takes a country and the row has none.
    NoCountry, "guest-without-country", Note, "the country of the guest is empty";
    /// No country that ISO 3166-1 knows.
    CountryUnknown, "country-unknown", Note, "no ISO 3166-1 code and no code of the map; kept as given";
    /// No language tag.
    LanguageUnknown, "language-unknown", Note, "no BCP 47 tag; kept as given";
    /// No day of arrival or departure.
    NoDates, "stay-without-dates", Note, "arrival or departure is missing; the stay counts as none";
    /// No status that could be read.
    NoStatus, "stay-without-status", Note, "the status is missing; the stay counts as none";
    /// Departure before arrival.
    EndsBeforeItBegins, "stay-ends-before-it-begins", Note, "departure lies before arrival; kept as given, the stay counts as none";
    /// A stay of nobody.
    NoGuests, "stay-without-guests", Note, "neither adults nor children";
    /// Departure on the day of arrival.
    NoNights, "stay-without-nights", Note, "departure on the day of arrival";
    /// Below zero.
    NegativeAmount, "amount-negative", Note, "an amount below zero";
}

/// Something about one row or one of its cells, before it is known which row that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// What it is.
    pub code: Code,
    /// The column, from 0; none if it is about the whole row.
    pub column: Option<usize>,
    /// The cell or line as given.
    pub given: String,
}

impl Flaw {
    /// About the whole row.
    pub fn of_row(code: Code, given: impl Into<String>) -> Self {
        Self { code, column: None, given: given.into() }
    }
}

/// One line of the problems file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Row number, from 1.
    pub row: u64,
    /// Line of the file, from 1.
    pub line: u64,
    /// Name of the column; empty if it is about the whole row.
    pub column: String,
    /// The code: one of [`Code`], or of the domain's problems.
    pub code: Cow<'static, str>,
    /// What it did to the row.
    pub effect: Effect,
    /// What stood in the file.
    pub given: String,
    /// What was stored in its place; empty if nothing was.
    pub kept: String,
}
