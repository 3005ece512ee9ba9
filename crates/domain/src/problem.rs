//! What was found wrong with something a person typed or a file brought, said next to the value that was kept.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One finding. It never takes the place of the value: what was given is kept, and the problem says what a person
/// should look at.
///
/// JSON: `{"code":"problem-email-no-at","field":"email","args":{"given":"anna.example.com"}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Key of its sentence in the text catalogue; one of [`CODES`] when it comes from this crate.
    pub code: Cow<'static, str>,
    /// Wire name of the field it is about, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Arguments of the sentence. They may hold personal data: show them, do not log them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<Cow<'static, str>, String>,
}

impl Problem {
    /// A finding without field or arguments.
    pub fn new(code: impl Into<Cow<'static, str>>) -> Self {
        Self { code: code.into(), field: None, args: BTreeMap::new() }
    }

    /// The same finding with an argument of its sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.insert(Cow::Borrowed(name), value.into());
        self
    }

    /// The same finding about a field.
    #[must_use]
    pub fn on(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }
}

macro_rules! problem_codes {
    ($($(#[$doc:meta])+ $name:ident = $code:literal;)+) => {
        $($(#[$doc])+ pub const $name: &str = $code;)+

        /// Every problem of this crate, in the order of declaration.
        pub const CODES: &[&str] = &[$($name),+];
    };
}

problem_codes! {
    /// An amount without a digit, or with letters in it; `given`.
    MONEY_NOT_AN_AMOUNT = "problem-money-not-an-amount";
    /// One separator that could be for thousands or for decimals; `given`, `taken`.
    MONEY_AMBIGUOUS = "problem-money-ambiguous";
    /// More places than the currency has; `given`, `taken`, `currency`.
    MONEY_ROUNDED = "problem-money-rounded";
    /// Beyond what can be stored; `given`.
    MONEY_TOO_LARGE = "problem-money-too-large";
    /// The amount names another currency than the record; `given`, `currency`.
    MONEY_OTHER_CURRENCY = "problem-money-other-currency";
    /// Nothing to write to; no arguments.
    EMAIL_EMPTY = "problem-email-empty";
    /// No `@`; `given`.
    EMAIL_NO_AT = "problem-email-no-at";
    /// Nothing before the `@`; `given`.
    EMAIL_NO_LOCAL_PART = "problem-email-no-local-part";
    /// Nothing after the `@`; `given`.
    EMAIL_NO_DOMAIN = "problem-email-no-domain";
    /// A domain without a dot; `domain`.
    EMAIL_DOMAIN_WITHOUT_DOT = "problem-email-domain-without-dot";
    /// A character that has no place there; `character`, `given`.
    EMAIL_CHARACTER = "problem-email-character";
    /// A dot at an end, or two in a row; `given`.
    EMAIL_DOTS = "problem-email-dots";
    /// Longer than mail servers take; `given`.
    EMAIL_TOO_LONG = "problem-email-too-long";
    /// A domain label that is empty, too long, or has a hyphen at an end; `domain`.
    EMAIL_DOMAIN = "problem-email-domain";
    /// A quoted or commented form, or a numeric host, that mail programs no longer write; `given`.
    EMAIL_UNUSUAL = "problem-email-unusual";
    /// A word that says there is no address; `given`.
    EMAIL_PLACEHOLDER = "problem-email-placeholder";
    /// Several addresses in one field; the first was taken; `given`, `taken`.
    EMAIL_SEVERAL = "problem-email-several";
    /// The address of a travel site that forwards, not of the guest; `site`.
    EMAIL_TRAVEL_SITE = "problem-email-travel-site";
    /// No digits; `given`.
    PHONE_NO_DIGITS = "problem-phone-no-digits";
    /// Too few digits for the country; `given`.
    PHONE_TOO_SHORT = "problem-phone-too-short";
    /// Too many digits for the country; `given`.
    PHONE_TOO_LONG = "problem-phone-too-long";
    /// A calling code that no country has; `given`.
    PHONE_UNKNOWN_COUNTRY = "problem-phone-unknown-country";
    /// A national number, and no country to read it by; `given`.
    PHONE_NO_COUNTRY = "problem-phone-no-country";
    /// Letters or signs among the digits; `given`.
    PHONE_CHARACTER = "problem-phone-character";
    /// Several numbers in one field; the first was taken; `given`, `taken`.
    PHONE_SEVERAL = "problem-phone-several";
    /// A name without letters; `given`.
    NAME_NO_LETTERS = "problem-name-no-letters";
    /// More than one comma: the parts were guessed; `given`.
    NAME_PARTS_GUESSED = "problem-name-parts-guessed";
    /// No address of a website; no arguments.
    ORIGIN_EMPTY = "problem-origin-empty";
    /// An address of a website that does not begin with https://; `taken`.
    ORIGIN_SCHEME = "problem-origin-scheme";
    /// Something after the name of a website; `taken`.
    ORIGIN_MORE = "problem-origin-more";
    /// What cannot be the name of a website; `given`.
    ORIGIN_NAME = "problem-origin-name";
    /// Departure before arrival; `arrival`, `departure`.
    STAY_ENDS_BEFORE_IT_BEGINS = "problem-stay-ends-before-it-begins";
}
