//! One cell to one value: the field's type, the map's rules, and what was wrong with the writing.

use std::borrow::Cow;

use innkeeper_domain::contact::{email, phone};
use innkeeper_domain::country::Country;
use innkeeper_domain::{Currency, Decimal, Field, FieldKind, Money, Problem, Value, problem};
use innkeeper_sync::rules::{NOTE_MAX, TEXT_MAX};
use jiff::tz::TimeZone;

use super::day;
use super::finding::{Code, Effect};
use super::map::{Reading, Separator, Source};

/// What a row says that its other cells are read by.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// Currency of the row's amounts.
    pub currency: Currency,
    /// Country of a national telephone number, alpha-2.
    pub country: Option<&'a str>,
    /// Time zone of the property.
    pub zone: Option<&'a TimeZone>,
}

/// Something wrong with the writing of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// A [`Code`] of the import or a problem code of the domain.
    pub code: Cow<'static, str>,
    /// What it does to the row.
    pub effect: Effect,
}

impl Fault {
    pub(super) fn of(code: Code) -> Self {
        Self { code: Cow::Borrowed(code.name()), effect: code.effect() }
    }

    fn of_domain(problem: Problem, effect: Effect) -> Self {
        Self { code: problem.code, effect }
    }
}

/// A value, if there is one, and what was wrong with its writing.
pub type Read = (Option<Value>, Vec<Fault>);

/// Reads the text of a cell, which is not blank, as a value of the field.
pub fn read(field: &Field, text: &str, source: &Source, around: Around<'_>) -> Read {
    let coded = if source.codes.is_empty() { None } else { source.codes.get(&text.to_lowercase()) };
    if let Some(coded) = coded
        && coded.is_empty()
    {
        return (None, Vec::new());
    }
    let text = coded.map_or(text, String::as_str);
    match field.kind {
        FieldKind::Text if field.name == "currency" => currency(text, around.currency),
        FieldKind::Text => short(text, TEXT_MAX),
        FieldKind::LongText => short(text, NOTE_MAX),
        FieldKind::Int => whole_number(text),
        FieldKind::Bool => flag(text),
        FieldKind::Date => date(text, source, around.zone),
        FieldKind::Decimal => decimal(text, &source.reading),
        FieldKind::Money => money(text, &source.reading, around.currency),
        FieldKind::Code(known) => code(text, known),
        FieldKind::Email => e_mail(text),
        FieldKind::Phone => telephone(text, around.country),
        FieldKind::Country => country(text),
        FieldKind::Language => language(text),
        // The map refuses these: they are the import's own to write.
        FieldKind::Instant | FieldKind::Ref(_) => (None, Vec::new()),
    }
}

/// Whether the map says that this word stands for nothing.
pub fn is_placeholder(text: &str, reading: &Reading) -> bool {
    reading.blank.iter().any(|word| word.len() == text.len() && *word == text.to_lowercase())
}

fn faulty(value: Option<Value>, code: Code) -> Read {
    (value, vec![Fault::of(code)])
}

/// Text as given, cut where the log would refuse it.
fn short(text: &str, most: usize) -> Read {
    // Bytes bound characters from above, so most cells are not counted.
    if text.len() > most
        && let Some((end, _)) = text.char_indices().nth(most)
    {
        return faulty(Some(text[..end].into()), Code::TooLong);
    }
    (Some(text.into()), Vec::new())
}

fn currency(text: &str, otherwise: Currency) -> Read {
    match text.to_uppercase().parse::<Currency>() {
        Ok(currency) => (Some(currency.into()), Vec::new()),
        Err(_) => faulty(Some(otherwise.into()), Code::CodeUnknown),
    }
}

/// `2`, `+2`, `2.0`, `2,00`: spreadsheets write counts with empty decimals.
fn whole_number(text: &str) -> Read {
    let whole = match text.split_once(['.', ',']) {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|digit| digit == b'0') => whole,
        Some(_) => return faulty(None, Code::NumberUnreadable),
        None => text,
    };
    match whole.parse::<i64>() {
        Ok(number) => (Some(number.into()), Vec::new()),
        Err(_) => faulty(None, Code::NumberUnreadable),
    }
}

fn flag(text: &str) -> Read {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" | "x" => (Some(true.into()), Vec::new()),
        "false" | "no" | "n" | "0" => (Some(false.into()), Vec::new()),
        _ => faulty(None, Code::CodeUnknown),
    }
}

fn date(text: &str, source: &Source, zone: Option<&TimeZone>) -> Read {
    match day::read(text, source.reading.dates, zone) {
        (Some(day), said) => (Some(day.into()), said.into_iter().map(Fault::of).collect()),
        (None, _) => faulty(None, Code::DateUnreadable),
    }
}

fn decimal(text: &str, reading: &Reading) -> Read {
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\'').collect();
    let plain = match reading.decimal {
        Separator::Point => bare.replace(',', ""),
        Separator::Comma => bare.replace('.', "").replace(',', "."),
        Separator::Auto if bare.contains('.') => bare.replace(',', ""),
        Separator::Auto => bare.replace(',', "."),
    };
    match plain.parse::<Decimal>() {
        Ok(decimal) => (Some(decimal.into()), Vec::new()),
        Err(_) => faulty(None, Code::NumberUnreadable),
    }
}

fn money(text: &str, reading: &Reading, currency: Currency) -> Read {
    let written = with_told_separator(text, reading.decimal);
    let (amount, problems) = Money::parse(&written, currency);
    let faults = problems.into_iter().map(|problem| Fault::of_domain(problem, Effect::Repair)).collect();
    // The record names one currency for all its amounts, so an amount of another one has no place in it.
    let Some(amount) = amount.filter(|amount| amount.currency == currency) else {
        return (None, faults);
    };
    let mut faults: Vec<Fault> = faults;
    if amount.minor < 0 {
        faults.push(Fault::of(Code::NegativeAmount));
    }
    (Some(amount.minor.into()), faults)
}

/// Writes an amount so that it has one reading: without the separator of thousands, and with a group before the decimal
/// separator, which only a decimal separator can follow.
fn with_told_separator(text: &str, decimal: Separator) -> Cow<'_, str> {
    let thousands = match decimal {
        Separator::Auto => return Cow::Borrowed(text),
        Separator::Point => ',',
        Separator::Comma => '.',
    };
    let bare = text.replace(thousands, "");
    match bare.find(|letter: char| letter.is_ascii_digit()) {
        Some(at) => Cow::Owned(format!("{}0 {}", &bare[..at], &bare[at..])),
        None => Cow::Borrowed(text),
    }
}

fn code(text: &str, known: &[&str]) -> Read {
    match known.iter().find(|code| code.eq_ignore_ascii_case(text)) {
        Some(code) => (Some((*code).into()), Vec::new()),
        None => faulty(None, Code::CodeUnknown),
    }
}

fn e_mail(text: &str) -> Read {
    let (address, problems) = email::normalise(text);
    if problems.iter().any(|found| [problem::EMAIL_EMPTY, problem::EMAIL_PLACEHOLDER].contains(&found.code.as_ref())) {
        return faulty(None, Code::PlaceholderRead);
    }
    let effect = |code: &str| if code == problem::EMAIL_SEVERAL { Effect::Repair } else { Effect::Note };
    cut(address.value, problems, effect)
}

fn telephone(text: &str, country: Option<&str>) -> Read {
    let (number, problems) = phone::normalise(text, country);
    // A number read in spite of strange characters is stored without them; one that was not read is stored as given.
    let read = number.international;
    let effect = |code: &str| match code {
        problem::PHONE_SEVERAL => Effect::Repair,
        problem::PHONE_CHARACTER if read => Effect::Repair,
        _ => Effect::Note,
    };
    cut(number.value, problems, effect)
}

fn cut(value: String, problems: Vec<Problem>, effect: impl Fn(&str) -> Effect) -> Read {
    let (value, mut faults) = short(&value, TEXT_MAX);
    faults.extend(problems.into_iter().map(|problem| {
        let effect = effect(&problem.code);
        Fault::of_domain(problem, effect)
    }));
    (value, faults)
}

fn country(text: &str) -> Read {
    match Country::from_code(text) {
        Some(country) => (Some(country.alpha2().into()), Vec::new()),
        None => {
            let (value, mut faults) = short(text, TEXT_MAX);
            faults.push(Fault::of(Code::CountryUnknown));
            (value, faults)
        }
    }
}

/// BCP 47 in its usual writing: `pt_BR` and `PT-br` become `pt-BR`.
fn language(text: &str) -> Read {
    let parts: Vec<&str> = text.split(['-', '_']).collect();
    let primary = parts[0].len();
    let sound = (2..=3).contains(&primary)
        && parts[0].bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts[1..].iter().all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if !sound {
        let (value, mut faults) = short(text, TEXT_MAX);
        faults.push(Fault::of(Code::LanguageUnknown));
        return (value, faults);
    }
    let mut tag = parts[0].to_ascii_lowercase();
    for part in &parts[1..] {
        tag.push('-');
        match part.len() {
            2 => tag.push_str(&part.to_ascii_uppercase()),
            4 => {
                tag.push_str(&part[..1].to_ascii_uppercase());
                tag.push_str(&part[1..].to_ascii_lowercase());
            }
            _ => tag.push_str(&part.to_ascii_lowercase()),
        }
    }
    short(&tag, TEXT_MAX)
}

#[cfg(test)]
mod tests {
    use innkeeper_domain::{Entity, field};

    use super::super::map::DateOrder;
    use super::*;

    const AROUND: Around<'static> = Around { currency: Currency::EUR, country: Some("PT"), zone: None };

    fn check(entity: Entity, name: &str, text: &str, source: &Source, value: Option<Value>, codes: &[&str]) {
        let field = field(entity, name).expect("is declared");
        let (read, faults) = read(field, text, source, AROUND);
        let said: Vec<&str> = faults.iter().map(|fault| fault.code.as_ref()).collect();
        assert_eq!((read, said.as_slice()), (value, codes), "{name} {text:?}");
    }

    fn stay(name: &str, text: &str, value: Option<Value>, codes: &[&str]) {
        check(Entity::Stay, name, text, &Source::default(), value, codes);
    }

    fn guest(name: &str, text: &str, value: Option<Value>, codes: &[&str]) {
        check(Entity::Guest, name, text, &Source::default(), value, codes);
    }

    #[test]
    fn counts_are_whole_numbers_also_as_spreadsheets_write_them() {
        stay("adults", "2", Some(2.into()), &[]);
        stay("adults", "2.0", Some(2.into()), &[]);
        stay("adults", "two", None, &["number-unreadable"]);
        stay("adults", "2.5", None, &["number-unreadable"]);
    }

    #[test]
    fn amounts_below_zero_are_kept_and_said() {
        stay("total", "-6.38", Some((-638).into()), &["amount-negative"]);
    }

    #[test]
    fn the_told_decimal_separator_leaves_no_doubt() {
        for (separator, text, minor) in [
            (Separator::Point, "1.234", 123),
            (Separator::Comma, "1.234", 123_400),
            (Separator::Comma, "1,234", 123),
            (Separator::Comma, "-1.234,50 EUR", -123_450),
            (Separator::Point, "1,234.50", 123_450),
        ] {
            let source = Source { reading: Reading { decimal: separator, ..Reading::default() }, ..Source::default() };
            let field = field(Entity::Stay, "total").expect("is declared");
            let (value, faults) = read(field, text, &source, AROUND);
            assert_eq!(value, Some(minor.into()), "{text}");
            assert!(faults.iter().all(|fault| fault.code != problem::MONEY_AMBIGUOUS), "{text}");
        }
    }

    #[test]
    fn an_amount_of_another_currency_is_left_out() {
        stay("total", "USD 12", None, &[problem::MONEY_OTHER_CURRENCY]);
    }

    #[test]
    fn codes_of_the_map_come_before_those_of_the_field() {
        let codes = [("checked out".to_owned(), "checked-out".to_owned())].into();
        let source = Source { codes, ..Source::default() };
        check(Entity::Stay, "status", "Checked out", &source, Some("checked-out".into()), &[]);
        check(Entity::Stay, "status", "Cancelled", &source, Some("cancelled".into()), &[]);
        check(Entity::Stay, "status", "gone", &source, None, &["code-unknown"]);
    }

    #[test]
    fn a_code_for_nothing_leaves_the_field_empty() {
        let source = Source { codes: [("ZZZ".to_lowercase(), String::new())].into(), ..Source::default() };
        check(Entity::Guest, "country", "ZZZ", &source, None, &[]);
    }

    #[test]
    fn countries_are_read_by_either_code_and_kept_where_unknown() {
        guest("country", "PRT", Some("PT".into()), &[]);
        guest("country", "cn", Some("CN".into()), &[]);
        guest("country", "Portugal", Some("Portugal".into()), &["country-unknown"]);
    }

    #[test]
    fn languages_get_their_usual_writing() {
        guest("language", "PT_br", Some("pt-BR".into()), &[]);
        guest("language", "zh-hant-TW", Some("zh-Hant-TW".into()), &[]);
        guest("language", "Portuguese!", Some("Portuguese!".into()), &["language-unknown"]);
    }

    #[test]
    fn an_address_that_says_nothing_is_no_address() {
        guest("email", "n/a", None, &["placeholder-empty"]);
        guest("email", "anna@", Some("anna@".into()), &[problem::EMAIL_NO_DOMAIN]);
    }

    #[test]
    fn national_numbers_are_read_by_the_country_around() {
        guest("phone", "912 345 678", Some("+351912345678".into()), &[]);
    }

    #[test]
    fn long_texts_are_cut_at_the_limit_of_the_log() {
        guest("city", &"é".repeat(201), Some("é".repeat(200).into()), &["text-too-long"]);
    }

    #[test]
    fn days_follow_the_order_of_the_map() {
        let reading = Reading { dates: DateOrder::DayFirst, ..Reading::default() };
        let source = Source { reading, ..Source::default() };
        let day = innkeeper_domain::Date::new(2026, 4, 3).expect("is a day");
        check(Entity::Stay, "arrival", "03/04/2026", &source, Some(day.into()), &[]);
        check(Entity::Stay, "arrival", "soon", &source, None, &["date-unreadable"]);
    }
}
