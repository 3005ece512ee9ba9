//! One made-up guest: name, ways to reach them, wishes.

use innkeeper_domain::guest::{self, Gender};
use innkeeper_domain::{Date, Uuid};

use super::chance::Chance;
use super::names::{ORIGINS, Origin};
use super::sheet::Sheet;
use super::words;
use crate::numbers;

/// Mail domains that nobody owns (RFC 2606).
const MAIL: &[&str] = &["example.com", "example.org", "example.net"];

/// A guest as the rest of the demo needs them.
pub struct Person {
    /// The file.
    pub root: Uuid,
    /// Their fields.
    pub sheet: Sheet,
    /// Where they come from.
    pub origin: &'static Origin,
    /// Whether there is an address to write to.
    pub has_email: bool,
    /// Whether they travel for work.
    pub on_business: bool,
}

/// A name and what an address is made of.
pub struct Name {
    /// Title.
    pub prefix: &'static str,
    /// Given name as its bearer writes it.
    pub given: &'static str,
    /// Family name as its bearer writes it.
    pub surname: &'static str,
    /// Second family name, where there is one.
    pub surname2: Option<&'static str>,
    /// The name in Latin letters, where its bearer writes others.
    pub latin: Option<String>,
    /// A woman's.
    pub female: bool,
    mailbox: String,
}

impl Name {
    /// A name of this origin.
    pub fn of(origin: &Origin, chance: &mut Chance) -> Self {
        let (given, given_latin, female) = *chance.pick(origin.given);
        let (surname, surname_latin) = *chance.pick(origin.family);
        let surname2 = origin.two_surnames.then(|| chance.pick(origin.family).0);
        let latin = (given != given_latin).then(|| format!("{surname_latin} {given_latin}"));
        let mailbox = format!("{}.{}", ascii(given_latin), ascii(surname_latin));
        Self { prefix: origin.titles[usize::from(female)], given, surname, surname2, latin, female, mailbox }
    }

    /// An address that belongs to nobody.
    pub fn email(&self, chance: &mut Chance) -> String {
        let number = if chance.percent(45) { chance.between(2, 99).to_string() } else { String::new() };
        format!("{}{number}@{}", self.mailbox, chance.pick(MAIL))
    }
}

/// Letters of an address: accents off, everything else that is no letter out.
fn ascii(text: &str) -> String {
    innkeeper_domain::text::fold_for_search(text).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Digits that nobody is called by.
pub fn phone(origin: &Origin, chance: &mut Chance) -> String {
    let (prefix, length) = origin.phone;
    let mut number = prefix.to_owned();
    while number.len() < length {
        number.push_str(&chance.below(10).to_string());
    }
    number
}

impl Person {
    /// Guest number `count`, from 1.
    pub fn new(count: u32, root: Uuid, today: Date, chance: &mut Chance) -> Self {
        let origin = chance.weighted(ORIGINS);
        let name = Name::of(origin, chance);
        let mut sheet = Sheet::default();
        sheet.text(guest::NUMBER, numbers::written(count.into()));
        sheet.text(guest::NAME_PREFIX, name.prefix);
        sheet.text(guest::GIVEN_NAME, name.given);
        sheet.text(guest::SURNAME, name.surname);
        if let Some(second) = name.surname2 {
            sheet.text(guest::SURNAME2, second);
        }
        if let Some(latin) = &name.latin {
            sheet.text(guest::NATIVE_NAME, latin.as_str());
        }
        if chance.percent(80) {
            sheet.put(guest::GENDER, if name.female { Gender::Female } else { Gender::Male });
        }
        sheet.text(guest::COUNTRY, origin.country);
        sheet.text(guest::LANGUAGE, origin.language);
        sheet.text(guest::SOURCE, *chance.weighted(&[(50, "booking"), (30, "website"), (20, "desk")]));
        let has_email = chance.percent(84);
        if has_email {
            sheet.text(guest::EMAIL, name.email(chance));
        }
        if chance.percent(68) {
            sheet.text(guest::PHONE, phone(origin, chance));
        }
        if chance.percent(57) {
            let age_in_days = chance.between(19 * 365, 83 * 365);
            sheet.put(guest::BIRTH_DATE, today.plus_days(-age_in_days).unwrap_or(today));
        }
        if chance.percent(62) {
            let (city, code) = *chance.pick(origin.cities);
            sheet.text(guest::CITY, city);
            sheet.text(guest::POSTAL_CODE, code);
        }
        let on_business = chance.percent(24);
        if on_business {
            sheet.text(guest::COMPANY_NAME, *chance.pick(words::COMPANIES));
        }
        if chance.percent(12) {
            sheet.text(guest::PROFESSION, *chance.pick(words::PROFESSIONS));
        }
        Self::wishes(&mut sheet, chance);
        Self { root, sheet, origin, has_email, on_business }
    }

    fn wishes(sheet: &mut Sheet, chance: &mut Chance) {
        if chance.percent(31) {
            for _ in 0..chance.between(1, 4) {
                sheet.text(guest::PREFERENCES, *chance.pick(words::PREFERENCES));
            }
        }
        if chance.percent(14) {
            sheet.text(guest::TAGS, *chance.pick(words::TAGS));
        }
        if chance.percent(5) {
            sheet.text(guest::ALLERGIES, *chance.pick(words::ALLERGIES));
        }
        if chance.percent(6) {
            sheet.text(guest::DIETARY, *chance.pick(words::DIETS));
        }
        if chance.percent(2) {
            sheet.text(guest::ACCESSIBILITY, *chance.pick(words::ACCESS));
        }
        if chance.percent(3) {
            sheet.text(guest::VIP, *chance.weighted(words::VIP));
        }
    }
}
