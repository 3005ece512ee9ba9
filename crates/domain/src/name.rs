//! Names of people: in which order they are said, their monogram, their place in a list, and reading `Surname, Given`.

use crate::Fields;
use crate::guest;
use crate::problem::{self, Problem};
use crate::text::{fold_for_search, is_invisible};

/// A person's name in parts. Parts that are not known are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonName {
    /// Title before the name.
    pub prefix: String,
    /// Given name.
    pub given: String,
    /// Middle names.
    pub middle: String,
    /// Family name.
    pub surname: String,
    /// Second family name.
    pub surname2: String,
    /// Jr, III, PhD.
    pub suffix: String,
}

/// In which order a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// Given name, then surname.
    GivenFirst,
    /// Surname, then given name.
    SurnameFirst,
    /// Surname, then given name, without a space.
    SurnameFirstClosed,
    /// Given name, then surname, with a middle dot: a foreign name in Katakana or Han.
    GivenFirstDotted,
}

impl PersonName {
    /// The name of a guest.
    pub fn of_guest(guest: &impl Fields) -> Self {
        let part = |key| guest.get(key).unwrap_or_default();
        Self {
            prefix: part(guest::NAME_PREFIX),
            given: part(guest::GIVEN_NAME),
            middle: part(guest::MIDDLE_NAME),
            surname: part(guest::SURNAME),
            surname2: part(guest::SURNAME2),
            suffix: part(guest::NAME_SUFFIX),
        }
    }

    /// Whether there is no part of it.
    pub fn is_empty(&self) -> bool {
        self.given.is_empty() && self.middle.is_empty() && self.surname.is_empty() && self.surname2.is_empty()
    }

    /// The name as it is said, without title. `language` is that of the name's bearer (BCP 47), where known: Chinese,
    /// Japanese, Korean, Hungarian, Vietnamese, Khmer and Mongolian put the family first. Names in Han or Hangul do so whatever the
    /// language and have no space, foreign names in Katakana have a middle dot. Order after Unicode CLDR, person names.
    pub fn display(&self, language: Option<&str>) -> String {
        let given = [self.given.as_str(), &self.middle];
        let family = [self.surname.as_str(), &self.surname2];
        let suffix = [self.suffix.as_str()];
        match self.order(language) {
            Order::GivenFirst => joined(given.into_iter().chain(family).chain(suffix), " "),
            // Nguyễn Văn Anh: a Vietnamese middle name stands before the given name.
            Order::SurnameFirst if speaks(language, &["vi"]) => {
                joined(family.into_iter().chain(given.into_iter().rev()).chain(suffix), " ")
            }
            Order::SurnameFirst => joined(family.into_iter().chain(given).chain(suffix), " "),
            Order::SurnameFirstClosed => joined(family.into_iter().chain(given).chain(suffix), ""),
            Order::GivenFirstDotted => joined(given.into_iter().chain(family).chain(suffix), "・"),
        }
    }

    /// The name with its title, for the head of a letter.
    pub fn display_with_prefix(&self, language: Option<&str>) -> String {
        joined([self.prefix.as_str(), &self.display(language)].into_iter(), " ")
    }

    /// One or two letters for the disc beside a name: the first letters of given name and surname in the order of the
    /// name; for Han, Kana and Hangul the first character of the surname. Empty where there is no letter.
    pub fn monogram(&self, language: Option<&str>) -> String {
        let order = self.order(language);
        let initial = |part: &str| part.chars().find(|letter| letter.is_alphabetic());
        let surname = initial(&self.surname).or_else(|| initial(&self.surname2));
        let given = initial(&self.given).or_else(|| initial(&self.middle));
        let letters = match order {
            Order::SurnameFirstClosed | Order::GivenFirstDotted => [surname.or(given), None],
            Order::SurnameFirst => [surname, given],
            Order::GivenFirst => [given, surname],
        };
        letters.into_iter().flatten().flat_map(char::to_uppercase).collect()
    }

    /// What a list is sorted by: family name, then given name, folded for search. A name with only a given name sorts by it.
    pub fn sort_key(&self) -> String {
        let family = fold_for_search(&joined([self.surname.as_str(), &self.surname2].into_iter(), " "));
        let given = fold_for_search(&joined([self.given.as_str(), &self.middle].into_iter(), " "));
        // The separator sorts before every letter and space, so that Li Wei comes before Lian An.
        if family.is_empty() { given } else { format!("{family}\u{1}{given}") }
    }

    /// Reads a name written in one field. `Surname, Given Middle` by its comma, `Surname, Given, Jr` by two; without a
    /// comma the last word is the surname, or the first where the script or language puts the family first; a name of
    /// two to four Han or Hangul characters without space is split after the first. What had to be guessed is said.
    pub fn parse(given: &str, language: Option<&str>) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let clean: String = given.chars().filter(|letter| !is_invisible(*letter)).collect();
        let clean = joined(clean.split_whitespace(), " ");
        if !clean.chars().any(char::is_alphabetic) {
            problems.push(Problem::new(problem::NAME_NO_LETTERS).with("given", given));
            return (Self { surname: clean, ..Self::default() }, problems);
        }
        let parts: Vec<&str> = clean.split([',', '，', '、']).map(str::trim).filter(|part| !part.is_empty()).collect();
        let name = match parts.as_slice() {
            [surname, first] => Self { surname: (*surname).to_owned(), given: (*first).to_owned(), ..Self::default() },
            [surname, first, rest @ ..] if !rest.is_empty() => {
                problems.push(Problem::new(problem::NAME_PARTS_GUESSED).with("given", given));
                Self { surname: (*surname).to_owned(), given: (*first).to_owned(), suffix: rest.join(", "), ..Self::default() }
            }
            _ => {
                let (name, guessed) = in_one_run(parts.first().unwrap_or(&""), language);
                if guessed {
                    problems.push(Problem::new(problem::NAME_PARTS_GUESSED).with("given", given));
                }
                name
            }
        };
        (name, problems)
    }

    fn order(&self, language: Option<&str>) -> Order {
        let all = || self.given.chars().chain(self.middle.chars()).chain(self.surname.chars()).chain(self.surname2.chars());
        match script(all()) {
            Script::Katakana if !speaks(language, &["ja"]) => Order::GivenFirstDotted,
            Script::EastAsian | Script::Katakana => Order::SurnameFirstClosed,
            Script::Other if family_first(language) => Order::SurnameFirst,
            Script::Other => Order::GivenFirst,
        }
    }
}

fn in_one_run(run: &str, language: Option<&str>) -> (PersonName, bool) {
    let name = |surname: &str, given: &str, middle: &str| PersonName {
        surname: surname.to_owned(),
        given: given.to_owned(),
        middle: middle.to_owned(),
        ..PersonName::default()
    };
    let words: Vec<&str> = run.split(' ').collect();
    let east_asian = script(run.chars()) == Script::EastAsian;
    match words.as_slice() {
        [word] if east_asian && (2..=4).contains(&word.chars().count()) => {
            let after_first = word.chars().next().map_or(0, char::len_utf8);
            (name(&word[..after_first], &word[after_first..], ""), true)
        }
        [word] => (name(word, "", ""), false),
        [first, last] if east_asian || family_first(language) => (name(first, last, ""), false),
        [first, last] => (name(last, first, ""), false),
        [first, middle @ .., last] if speaks(language, &["vi"]) => (name(first, last, &middle.join(" ")), true),
        [first, second, rest @ ..] if east_asian || family_first(language) => (name(first, second, &rest.join(" ")), true),
        [first, middle @ .., last] => (name(last, first, &middle.join(" ")), true),
        [] => (PersonName::default(), false),
    }
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>, separator: &str) -> String {
    let mut whole = String::new();
    for part in parts.filter(|part| !part.is_empty()) {
        if !whole.is_empty() {
            whole.push_str(separator);
        }
        whole.push_str(part);
    }
    whole
}

fn speaks(language: Option<&str>, languages: &[&str]) -> bool {
    language.is_some_and(|tag| {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        languages.iter().any(|language| language.eq_ignore_ascii_case(primary))
    })
}

fn family_first(language: Option<&str>) -> bool {
    speaks(language, &["hu", "ja", "km", "ko", "mn", "vi", "yue", "zh"])
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    EastAsian,
    Katakana,
    Other,
}

/// The script a name is written in; one letter of another script makes it [`Script::Other`].
fn script(letters: impl Iterator<Item = char>) -> Script {
    let mut found = None;
    for letter in letters.filter(|letter| letter.is_alphabetic()) {
        let this = match letter {
            '\u{30a0}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => Script::Katakana,
            '\u{3005}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => Script::EastAsian,
            '\u{3040}'..='\u{309f}' | '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => Script::EastAsian,
            _ => return Script::Other,
        };
        // Kanji with Katakana is a Japanese name, a Katakana name has nothing else.
        found = match found {
            Some(before) if before != this => Some(Script::EastAsian),
            _ => Some(this),
        };
    }
    found.unwrap_or(Script::Other)
}
