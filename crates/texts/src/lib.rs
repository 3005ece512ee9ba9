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
    /// The texts of a locale as this program holds them.
    #[cfg(feature = "embedded")]
    pub fn new(locale: Locale) -> Self {
        Self::parsed(locale, locale.source().to_owned())
    }

    /// The texts of a locale from its file, if every text is in it: files and program come from one build, but what a network answers
    /// may be something else.
    pub fn read(locale: Locale, file: String) -> Option<Self> {
        let catalogue = Self::parsed(locale, file);
        IDS.iter().all(|id| catalogue.bundle.get_message(id).is_some_and(|message| message.value().is_some())).then_some(catalogue)
    }

    fn parsed(locale: Locale, source: String) -> Self {
        let language = locale.tag().parse().expect("the tags of Locale are language tags");
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // The marks around arguments keep right-to-left text apart; none of the locales is written that way, and the marks
        // would end up in what people copy.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(locale.number_formatter()));
        // What cannot be parsed is left out; the build has parsed the same text, and `read` looks whether any is missing.
        let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, _)| resource);
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
