//! Money: whole minor units of a currency, read from text as people and exports write it. No floating point.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Error;
use crate::problem::{self, Problem};
use crate::text::decimal_digit;

/// ISO 4217 codes with the digits of the minor unit, in order of code. Metals, bonds and drawing rights, which no
/// guest pays with, are left out; codes withdrawn in the last years stay (ANG, BGN, HRK, SLL, ZWL), old stays have them.
const CURRENCIES: &str = "AED2AFN2ALL2AMD2ANG2AOA2ARS2AUD2AWG2AZN2BAM2BBD2BDT2BGN2BHD3BIF0BMD2BND2BOB2BOV2BRL2BSD2BTN2BWP2BYN2BZD2\
CAD2CDF2CHE2CHF2CHW2CLF4CLP0CNY2COP2COU2CRC2CUP2CVE2CZK2DJF0DKK2DOP2DZD2EGP2ERN2ETB2EUR2FJD2FKP2GBP2GEL2GHS2GIP2GMD2GNF0GTQ2GYD2\
HKD2HNL2HRK2HTG2HUF2IDR2ILS2INR2IQD3IRR2ISK0JMD2JOD3JPY0KES2KGS2KHR2KMF0KPW2KRW0KWD3KYD2KZT2LAK2LBP2LKR2LRD2LSL2LYD3MAD2MDL2MGA2\
MKD2MMK2MNT2MOP2MRU2MUR2MVR2MWK2MXN2MXV2MYR2MZN2NAD2NGN2NIO2NOK2NPR2NZD2OMR3PAB2PEN2PGK2PHP2PKR2PLN2PYG0QAR2RON2RSD2RUB2RWF0SAR2\
SBD2SCR2SDG2SEK2SGD2SHP2SLE2SLL2SOS2SRD2SSP2STN2SVC2SYP2SZL2THB2TJS2TMT2TND3TOP2TRY2TTD2TWD2TZS2UAH2UGX0USD2USN2UYI0UYU2UYW4UZS2\
VED2VES2VND0VUV0WST2XAF0XCD2XCG2XOF0XPF0YER2ZAR2ZMW2ZWG2ZWL2";

/// A currency: its ISO 4217 code and how many digits its minor unit has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(u8);

impl Currency {
    /// The euro, currency of the demo hotel.
    pub const EUR: Self = match Self::find(b"EUR") {
        Some(euro) => euro,
        None => panic!("the table has the euro"),
    };

    const fn find(code: &[u8]) -> Option<Self> {
        let table = CURRENCIES.as_bytes();
        if code.len() != 3 {
            return None;
        }
        let mut at = 0;
        while at < table.len() {
            if table[at] == code[0] && table[at + 1] == code[1] && table[at + 2] == code[2] {
                return Some(Self((at / 4) as u8));
            }
            at += 4;
        }
        None
    }

    /// Every currency, in order of code.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..CURRENCIES.len() / 4).map(|at| Self(at as u8))
    }

    /// The ISO 4217 code.
    pub fn code(self) -> &'static str {
        let at = usize::from(self.0) * 4;
        &CURRENCIES[at..at + 3]
    }

    /// Digits of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD.
    pub fn minor_digits(self) -> u32 {
        u32::from(CURRENCIES.as_bytes()[usize::from(self.0) * 4 + 3] - b'0')
    }
}

impl FromStr for Currency {
    type Err = Error;

    /// A code in upper case, exactly.
    fn from_str(code: &str) -> Result<Self, Error> {
        Self::find(code.as_bytes()).ok_or_else(|| Error::Currency(code.chars().take(16).collect()))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        code.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount. A record stores `minor` in its money field and names the currency once, in its field `currency`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units: cents of a euro, yen, fils of a Kuwaiti dinar.
    pub minor: i64,
    /// The currency they are of.
    pub currency: Currency,
}

impl Money {
    /// So many minor units of a currency.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// The sum. Two currencies do not add, and a sum beyond 64 bits is refused.
    pub fn checked_add(self, other: Self) -> Result<Self, Error> {
        if self.currency != other.currency {
            return Err(Error::MixedCurrencies(self.currency, other.currency));
        }
        let minor = self.minor.checked_add(other.minor).ok_or(Error::TooLarge)?;
        Ok(Self { minor, ..self })
    }

    /// Reads an amount as people and exports write it: `1,234.50`, `1.234,50 €`, `1 234,50`, `1’234.50`, `(12.50)`,
    /// `12-`, `EUR 12`, full-width and Arabic digits. The last of two kinds of separator is the decimal one. A lone
    /// separator before exactly three digits is for thousands, except where the currency has three decimals or the
    /// number begins with zero; that reading is said as a problem. More places than the currency has are rounded
    /// half away from zero, and said. No amount at all gives none, with the reason.
    pub fn parse(given: &str, currency: Currency) -> (Option<Self>, Vec<Problem>) {
        read(given, currency)
    }
}

impl fmt::Display for Money {
    /// `-12.50 EUR`: for logs and exports, not for people (that is the browser's `Intl`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minor < 0 { "-" } else { "" };
        let unit = 10_u64.pow(self.currency.minor_digits());
        let minor = self.minor.unsigned_abs();
        write!(f, "{sign}{}", minor / unit)?;
        if unit > 1 {
            write!(f, ".{:0width$}", minor % unit, width = self.currency.minor_digits() as usize)?;
        }
        write!(f, " {}", self.currency)
    }
}

/// Signs and short words for currencies that may stand beside an amount; what they name is left to the record.
const SIGNS: [&str; 24] = [
    "US$",
    "HK$",
    "NT$",
    "A$",
    "C$",
    "R$",
    "S$",
    "SFR.",
    "FR.",
    "KR.",
    "KR",
    "ZŁ",
    "KČ",
    "FT",
    "LEI",
    "RM",
    "RP",
    "DH",
    "元",
    "円",
    "圓",
    "원",
    "บาท",
    "TL",
];

/// What is left of the text once sign and currency are taken off.
struct Amount {
    negative: bool,
    named: Option<Currency>,
    /// Digits as numbers 0 to 9; `.` and `,` are the two kinds of separator, a blank is any other grouping.
    body: Vec<u8>,
}

const BLANK: u8 = b' ';

fn strip(given: &str) -> Option<Amount> {
    let mut text = given.trim();
    let mut negative = false;
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        negative = true;
        text = inner.trim();
    }
    let mut named = None;
    let is_minus = |letter: char| matches!(letter, '-' | '\u{2212}' | '\u{2013}' | '\u{ff0d}');
    // Sign and currency may come in either order at either end; four rounds take off one of each at both.
    for _ in 0..4 {
        if let Some(rest) = text.strip_prefix(is_minus).or_else(|| text.strip_suffix(is_minus)) {
            if negative {
                return None;
            }
            negative = true;
            text = rest.trim();
        } else if let Some(rest) = text.strip_prefix('+') {
            text = rest.trim();
        }
        let (rest, currency) = without_currency(text);
        text = rest.trim();
        named = named.or(currency);
    }
    let mut body = Vec::with_capacity(text.len());
    for letter in text.chars() {
        body.push(match letter {
            '.' | '\u{066b}' | '\u{ff0e}' => b'.',
            ',' | '\u{066c}' | '\u{ff0c}' => b',',
            ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '\u{2019}' | '_' => BLANK,
            _ => decimal_digit(letter)?,
        });
    }
    body.iter().any(|byte| *byte < 10).then_some(Amount { negative, named, body })
}

fn without_currency(text: &str) -> (&str, Option<Currency>) {
    let symbol = |letter: char| matches!(letter, '$' | '€' | '£' | '¥' | '￥' | '₩' | '₹' | '₽' | '₺' | '₫' | '฿' | '₪' | '₴' | '₱');
    if let Some(rest) = text.strip_prefix(symbol).or_else(|| text.strip_suffix(symbol)) {
        return (rest, None);
    }
    let head = text.find(|letter: char| decimal_digit(letter).is_some() || letter.is_whitespace() || letter == '-').unwrap_or(text.len());
    let tail = text
        .rfind(|letter: char| decimal_digit(letter).is_some() || letter.is_whitespace() || letter == '-')
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    for (word, rest) in [(&text[..head], &text[head..]), (&text[tail..], &text[..tail])] {
        let upper = word.to_ascii_uppercase();
        if let Ok(currency) = upper.parse() {
            return (rest, Some(currency));
        }
        if SIGNS.contains(&upper.as_str()) {
            return (rest, None);
        }
    }
    (text, None)
}

fn read(given: &str, currency: Currency) -> (Option<Money>, Vec<Problem>) {
    let mut problems = Vec::new();
    let Some(amount) = strip(given) else {
        problems.push(Problem::new(problem::MONEY_NOT_AN_AMOUNT).with("given", given));
        return (None, problems);
    };
    if let Some(named) = amount.named.filter(|named| *named != currency) {
        problems.push(Problem::new(problem::MONEY_OTHER_CURRENCY).with("given", given).with("currency", named.code()));
    }
    let currency = amount.named.unwrap_or(currency);
    let (point, ambiguous) = decimal_point(&amount.body, currency.minor_digits());
    let Some((minor, rounded)) = minor_units(&amount.body, point, currency.minor_digits()) else {
        problems.push(Problem::new(problem::MONEY_TOO_LARGE).with("given", given));
        return (None, problems);
    };
    let money = Money::new(if amount.negative { -minor } else { minor }, currency);
    let said = |code| Problem::new(code).with("given", given).with("taken", money.to_string());
    if ambiguous {
        problems.push(said(problem::MONEY_AMBIGUOUS));
    }
    if rounded {
        problems.push(said(problem::MONEY_ROUNDED).with("currency", currency.code()));
    }
    (Some(money), problems)
}

/// Where the decimal separator is, and whether another reading was possible.
fn decimal_point(body: &[u8], minor_digits: u32) -> (Option<usize>, bool) {
    let is_separator = |byte: &u8| matches!(byte, b'.' | b',');
    let Some(last) = body.iter().rposition(is_separator) else {
        return (None, false);
    };
    let count = |kind: u8| body.iter().filter(|byte| **byte == kind).count();
    let after = body[last + 1..].iter().filter(|byte| **byte < 10).count();
    let other = if body[last] == b'.' { b',' } else { b'.' };
    if count(body[last]) > 1 {
        // 1.234.567 groups; 1,234.567.8 is nobody's habit.
        return (None, count(other) > 0 || after != 3);
    }
    if count(other) > 0 || body[..last].contains(&BLANK) {
        return (Some(last), false);
    }
    let before: Vec<u8> = body[..last].iter().copied().filter(|byte| *byte < 10).collect();
    let could_group = after == 3 && (1..=3).contains(&before.len()) && before[0] != 0;
    match (could_group, minor_digits) {
        (true, 3) => (Some(last), true),
        (true, _) => (None, true),
        (false, _) => (Some(last), false),
    }
}

/// The amount without sign, and whether places were rounded away; none beyond 64 bits.
fn minor_units(body: &[u8], point: Option<usize>, minor_digits: u32) -> Option<(i64, bool)> {
    let split = point.unwrap_or(body.len());
    let mut minor: i64 = 0;
    for digit in body[..split].iter().filter(|byte| **byte < 10) {
        minor = minor.checked_mul(10)?.checked_add(i64::from(*digit))?;
    }
    let mut places = body[split..].iter().copied().filter(|byte| *byte < 10);
    for _ in 0..minor_digits {
        minor = minor.checked_mul(10)?.checked_add(i64::from(places.next().unwrap_or(0)))?;
    }
    let rest: Vec<u8> = places.collect();
    if rest.first().is_some_and(|first| *first >= 5) {
        minor = minor.checked_add(1)?;
    }
    Some((minor, rest.iter().any(|digit| *digit != 0)))
}
