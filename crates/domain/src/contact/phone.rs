//! Telephone numbers: E.164 where the number can be read, from the many ways in which people and systems write them.

use crate::country::Country;
use crate::problem::{self, Problem};
use crate::text::{decimal_digit, is_invisible, narrow};

/// A number as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// E.164 (`+351912345678`), with `;ext=12` behind it for an extension as in RFC 3966. What could not be read stays
    /// as it was given, without outer blanks.
    pub value: String,
    /// The country it belongs to, alpha-2; none for a number that could not be read or belongs to no country. Countries
    /// that share a calling code are not told apart, except that the default country is believed.
    pub country: Option<&'static str>,
    /// Whether `value` is E.164.
    pub international: bool,
}

impl Phone {
    /// The number in E.164, without extension.
    pub fn e164(&self) -> Option<&str> {
        self.international.then(|| self.value.split(';').next().unwrap_or(&self.value))
    }
}

/// Calling codes of services that belong to no country: free phone, shared cost, satellites, networks, premium.
const WITHOUT_COUNTRY: [u16; 9] = [800, 808, 870, 878, 881, 882, 883, 888, 979];
/// E.164: no number has more digits.
const LONGEST: usize = 15;

/// Brings a number into its stored form. `country` (alpha-2 or alpha-3) is the one to read a national number by: the
/// guest's, else the hotel's. Never fails: what was given is kept, and the problems say why nobody can call it.
pub fn normalise(given: &str, country: Option<&str>) -> (Phone, Vec<Problem>) {
    let mut problems = Vec::new();
    let clean: String = given.chars().filter(|letter| !is_invisible(*letter)).map(narrow).collect();
    let mut text = clean.trim();
    if let Some(first) = first_of_several(text) {
        problems.push(Problem::new(problem::PHONE_SEVERAL).with("given", given).with("taken", first));
        text = first;
    }
    let (text, extension) = without_extension(text);
    let dialled = Dialled::read(text);
    if dialled.strange {
        problems.push(Problem::new(problem::PHONE_CHARACTER).with("given", given));
    }
    match dialled.resolve(country.and_then(Country::from_code)) {
        Ok((e164, country)) => {
            let value = match extension {
                Some(extension) => format!("{e164};ext={extension}"),
                None => e164,
            };
            (Phone { value, country: country.map(Country::alpha2), international: true }, problems)
        }
        Err(code) => {
            problems.push(Problem::new(code).with("given", given));
            (Phone { value: given.trim().to_owned(), country: None, international: false }, problems)
        }
    }
}

fn digits_in(text: &str) -> usize {
    text.chars().filter(|letter| decimal_digit(*letter).is_some()).count()
}

/// The first of several numbers in one field. A slash or a comma also stands inside numbers, so both sides must be long
/// enough to be numbers of their own.
fn first_of_several(text: &str) -> Option<&str> {
    let (first, rest) = [" or ", "|", "\n", ";", " / ", ",", "/"]
        .iter()
        .find_map(|separator| text.split_once(separator).filter(|(first, rest)| digits_in(first) >= 7 && digits_in(rest) >= 7))?;
    let first = first.trim();
    (!rest.is_empty()).then_some(first)
}

/// Takes off an extension: `x12`, `ext. 12`, `;ext=12`, `#12`, `доб. 12`, `Durchwahl 12`, `int. 12`, `anexo 12`, `内线12`.
fn without_extension(text: &str) -> (&str, Option<String>) {
    const MARKS: [&str; 14] =
        [";ext=", "extension", "extn", "ext", "x", "#", "доб", "durchwahl", "nebenstelle", "interno", "int", "anexo", "内线", "內線"];
    let Some(last_digit) = text.char_indices().rev().find(|(_, letter)| decimal_digit(*letter).is_some()) else {
        return (text, None);
    };
    let digits_from = text[..last_digit.0]
        .char_indices()
        .rev()
        .take_while(|(_, letter)| decimal_digit(*letter).is_some())
        .last()
        .map_or(last_digit.0, |(at, _)| at);
    let before = text[..digits_from].trim_end_matches([' ', '.', ':', '=']);
    let lower = before.to_ascii_lowercase();
    // The cut is found from the end of the text as it is.
    let mark = MARKS.iter().find(|mark| lower.ends_with(mark.trim_end_matches('=')));
    let Some(mark) = mark else {
        return (text, None);
    };
    let cut = before.char_indices().rev().nth(mark.trim_end_matches('=').chars().count() - 1).map_or(0, |(at, _)| at);
    let number = before[..cut].trim_end_matches([' ', ',', ';', '.', '(']);
    if digits_in(number) < 6 {
        return (text, None);
    }
    let extension = text[digits_from..].chars().filter_map(decimal_digit).map(|digit| char::from(b'0' + digit)).collect();
    (number, Some(extension))
}

/// The digits of a number, and what its writing says about them.
struct Dialled {
    plus: bool,
    digits: String,
    /// How many digits stood in brackets at the very beginning: `(351) 912…`.
    bracketed: usize,
    /// Whether there was something in it that is neither digit nor a usual sign.
    strange: bool,
}

impl Dialled {
    fn read(text: &str) -> Self {
        let scheme = text.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("tel:"));
        let text = if scheme { &text[4..] } else { text };
        let mut read = Self { plus: false, digits: String::new(), bracketed: 0, strange: false };
        let letters = text.chars().filter(char::is_ascii_alphabetic).count();
        // 1 800 FLOWERS: letters of the keypad, in capitals; other words are not part of the number.
        let vanity = letters >= 3 && digits_in(text) >= 3 && !text.chars().any(char::is_lowercase);
        let mut bracket = false;
        for letter in text.chars() {
            if let Some(digit) = decimal_digit(letter) {
                read.digits.push(char::from(b'0' + digit));
                read.bracketed += usize::from(bracket && read.digits.len() == read.bracketed + 1);
                continue;
            }
            match letter {
                '+' if read.digits.is_empty() => read.plus = true,
                '(' | '[' => bracket = read.digits.is_empty(),
                ')' | ']' => bracket = false,
                ' '
                | '-'
                | '.'
                | '/'
                | ','
                | '\u{a0}'
                | '\u{2009}'
                | '\u{202f}'
                | '\u{2010}'..='\u{2015}'
                | '\u{2212}'
                | '\u{30fc}'
                | '・'
                | '~' => {}
                'A'..='Z' if vanity && !read.digits.is_empty() => read.digits.push(keypad(letter)),
                _ => read.strange = true,
            }
        }
        read
    }

    /// E.164 and the country, or the code of the problem.
    fn resolve(&self, home: Option<&'static Country>) -> Result<(String, Option<&'static Country>), &'static str> {
        if self.digits.is_empty() {
            return Err(problem::PHONE_NO_DIGITS);
        }
        if self.plus {
            // +0044… is written by those who put a plus before whatever is there.
            let digits = self.digits.strip_prefix("00").unwrap_or(&self.digits);
            return international(digits, home);
        }
        let prefixes = home.map_or(&["00"][..], Country::international_prefixes);
        for prefix in prefixes.iter().chain(&["00"]) {
            if let Some(rest) = self.digits.strip_prefix(prefix)
                && let Ok(found) = international(rest, home)
            {
                return Ok(found);
            }
        }
        let at_home = match home {
            Some(home) => national(&self.digits, home).map(|number| (e164(home, &number), Some(home))),
            None => Err(problem::PHONE_NO_COUNTRY),
        };
        // (351) 912 345 678, 351912345678: the calling code without a plus, if the number makes no sense at home.
        if at_home.is_err()
            && let Ok((number, Some(country))) = international(&self.digits, home)
            && (home == Some(country) || self.bracketed == digits_of(country.calling_code()))
        {
            return Ok((number, Some(country)));
        }
        at_home
    }
}

fn keypad(letter: char) -> char {
    const KEYS: &[u8; 26] = b"22233344455566677778889999";
    char::from(KEYS[usize::from(letter as u8 - b'A')])
}

fn digits_of(code: u16) -> usize {
    match code {
        0..10 => 1,
        10..100 => 2,
        _ => 3,
    }
}

fn e164(country: &Country, number: &str) -> String {
    format!("+{}{number}", country.calling_code())
}

/// Reads digits that begin with a calling code.
fn international(digits: &str, home: Option<&'static Country>) -> Result<(String, Option<&'static Country>), &'static str> {
    for length in 1..=3 {
        let Some((code, number)) = digits.split_at_checked(length) else {
            return Err(problem::PHONE_TOO_SHORT);
        };
        let Ok(code) = code.parse::<u16>() else {
            continue;
        };
        if WITHOUT_COUNTRY.contains(&code) {
            return match digits.len() {
                0..9 => Err(problem::PHONE_TOO_SHORT),
                9..=LONGEST => Ok((format!("+{digits}"), None)),
                _ => Err(problem::PHONE_TOO_LONG),
            };
        }
        let at_home = home.filter(|home| home.calling_code() == code);
        if code != 0
            && let Some(country) = at_home.or_else(|| Country::from_calling_code(code))
        {
            let number = national(number, country)?;
            return Ok((e164(country, &number), Some(country)));
        }
    }
    Err(problem::PHONE_UNKNOWN_COUNTRY)
}

/// A national number without what is only dialled at home, or the code of the problem with its length.
fn national(digits: &str, country: &Country) -> Result<String, &'static str> {
    let lengths = country.number_lengths();
    let mut number = digits;
    let trunk = country.trunk_prefix();
    while !trunk.is_empty()
        && let Some(rest) = number.strip_prefix(trunk)
        && rest.len() >= *lengths.start()
    {
        number = rest;
    }
    // +351 (0) 912…: a zero written where none is dialled.
    if number.len() > *lengths.end()
        && let Some(rest) = number.strip_prefix('0')
    {
        number = rest;
    }
    match country.alpha2() {
        // Belarus dials 8 0 before a town's or mobile number of nine digits, and 8 before a longer service number.
        "BY" => {
            let town = digits.strip_prefix("80").filter(|rest| rest.len() == 9);
            let service = digits.strip_prefix('8').filter(|rest| rest.len() >= 10 && rest.starts_with('8'));
            number = town.or(service).unwrap_or(number);
        }
        // Before 2019 a 1 stood before mobile numbers called from abroad.
        "MX" if number.len() == 11 && number.starts_with('1') => number = &number[1..],
        "AR" => {
            if let Some(mobile) = argentine_mobile(number) {
                return Ok(mobile);
            }
        }
        _ => {}
    }
    if number.len() < *lengths.start() {
        Err(problem::PHONE_TOO_SHORT)
    } else if number.len() > *lengths.end() || digits_of(country.calling_code()) + number.len() > LONGEST {
        Err(problem::PHONE_TOO_LONG)
    } else {
        Ok(number.to_owned())
    }
}

/// Argentina writes a mobile number at home as area code, 15, number, and from abroad as 9, area code, number. Twelve
/// digits hold a 15 after an area code of two (Buenos Aires), three or four digits.
fn argentine_mobile(number: &str) -> Option<String> {
    if number.len() != 12 {
        return None;
    }
    let areas = if number.starts_with("11") { 2..=2 } else { 3..=4 };
    areas
        .into_iter()
        .find(|area| number.get(*area..area + 2) == Some("15"))
        .map(|area| format!("9{}{}", &number[..area], &number[area + 2..]))
}
