//! One catalogue of texts for app, server and mails, in Fluent, the format translators' tools read.
//!
//! The files are in `locales/<locale>/<place>.ftl`. The build reads them, refuses a text that is given twice or is missing
//! in a locale, and generates [`Key`]: a text that does not exist does not compile. Only the chosen locale is parsed when a
//! [`Catalogue`] is made.

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

mod locale;

pub use locale::Locale;

include!(concat!(env!("OUT_DIR"), "/keys.rs"));

impl Key {
    /// Every text, in the order of their ids.
    pub const ALL: &'static [Self] = ALL;

    /// The id in the Fluent files.
    pub const fn id(self) -> &'static str {
        IDS[self as usize]
    }

    /// The text with this id: for the keys that other crates' tables carry as text (`field-guest-email`).
    pub fn from_id(id: &str) -> Option<Self> {
        IDS.binary_search(&id).ok().map(|at| ALL[at])
    }
}

/// What is put into a text. A number chooses the plural form and is written with the locale's thousands separator;
/// anything formatted already (money, dates) goes in as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Written as it is.
    Text(Cow<'a, str>),
    /// A count.
    Number(i64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

macro_rules! number_args {
    ($($type:ty),+) => {$(
        impl From<$type> for Arg<'_> {
            fn from(number: $type) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )+};
}
number_args!(i32, i64, u32, u64, usize);

/// The texts of one locale.
pub struct Catalogue {
    locale: Locale,
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// Parses the texts of a locale.
    pub fn new(locale: Locale) -> Self {
        let language = locale.tag().parse().expect("the tags of Locale are language tags");
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // The marks around arguments keep right-to-left text apart; none of the locales is written that way, and the marks
        // would end up in what people copy.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(locale.number_formatter()));
        // The build parsed the same text, so there is nothing left that could fail.
        let resource = FluentResource::try_new(locale.source().to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        Self { locale, bundle }
    }

    /// The locale of these texts.
    pub const fn locale(&self) -> Locale {
        self.locale
    }

    /// A text without arguments.
    pub fn text(&self, key: Key) -> String {
        self.write(key, None)
    }

    /// A text with its arguments. One that is missing is shown by its name in braces.
    pub fn format(&self, key: Key, args: &[(&str, Arg<'_>)]) -> String {
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            let value = match arg {
                Arg::Text(text) => FluentValue::from(text.as_ref()),
                Arg::Number(number) => FluentValue::from(*number),
            };
            values.set(*name, value);
        }
        self.write(key, Some(&values))
    }

    /// The text with this id, if there is one: labels of the field table, problems that the library found.
    pub fn by_id(&self, id: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        Key::from_id(id).map(|key| self.format(key, args))
    }

    fn write(&self, key: Key, args: Option<&FluentArgs<'_>>) -> String {
        let pattern = self
            .bundle
            .get_message(key.id())
            .and_then(|message| message.value())
            .expect("the build found every key, with a value, in every locale");
        let mut faults = Vec::new();
        self.bundle.format_pattern(pattern, args, &mut faults).into_owned()
    }
}

impl core::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Catalogue").field("locale", &self.locale).finish_non_exhaustive()
    }
}
