//! The languages of the house, and how each writes a count.

use fluent_bundle::FluentValue;

/// A language the texts exist in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// English; dates and numbers as in Great Britain.
    #[default]
    En,
    /// Chinese in simplified characters.
    ZhCn,
    /// Spanish.
    Es,
}

/// Writes a number, or leaves it to Fluent.
pub(crate) type NumberFormatter<M> = fn(&FluentValue<'_>, &M) -> Option<String>;

impl Locale {
    /// Every locale, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::En, Self::ZhCn, Self::Es];

    /// The BCP 47 tag of the texts: for `lang` attributes and preferences.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
            Self::Es => "es",
        }
    }

    /// The BCP 47 tag by which dates, numbers and money are written.
    pub const fn format_tag(self) -> &'static str {
        match self {
            Self::En => "en-GB",
            Self::ZhCn => "zh-CN",
            Self::Es => "es-ES",
        }
    }

    /// The language's own name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::ZhCn => "中文",
            Self::Es => "Español",
        }
    }

    /// The locale for a BCP 47 tag, by its language: `es-MX` is served in Spanish.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|locale| {
            let own = locale.tag().split('-').next().unwrap_or_default();
            own.eq_ignore_ascii_case(language)
        })
    }

    /// The first of a person's languages that the texts exist in, else English.
    pub fn choose<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        tags.into_iter().find_map(Self::from_tag).unwrap_or_default()
    }

    #[cfg(feature = "embedded")]
    pub(crate) const fn source(self) -> &'static str {
        match self {
            Self::En => include_str!(concat!(env!("OUT_DIR"), "/en.ftl")),
            Self::ZhCn => include_str!(concat!(env!("OUT_DIR"), "/zh-CN.ftl")),
            Self::Es => include_str!(concat!(env!("OUT_DIR"), "/es.ftl")),
        }
    }

    pub(crate) const fn number_formatter<M>(self) -> NumberFormatter<M> {
        match self {
            Self::En | Self::ZhCn => |value, _| grouped(value, ','),
            Self::Es => |value, _| grouped(value, '.'),
        }
    }
}

fn grouped(value: &FluentValue<'_>, separator: char) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    // Arguments are made from i64, so the number is whole.
    let whole = number.value as i64;
    let digits = whole.unsigned_abs().to_string();
    let mut written = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if whole < 0 {
        written.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(separator);
        }
        written.push(digit);
    }
    Some(written)
}
