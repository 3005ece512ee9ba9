//! Reading a JSON object key by key, collecting everything that is wrong with it.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

/// One fault of a map file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapProblem {
    /// Keys from the top, joined by dots; empty for the whole file.
    pub place: String,
    /// What is wrong, continuing the place in a sentence.
    pub message: String,
}

impl fmt::Display for MapProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.place, self.message) }
    }
}

/// Where in the document something stands.
#[derive(Clone, Debug)]
pub(super) struct Place(String);

impl Place {
    pub(super) fn root() -> Self {
        Self(String::new())
    }

    fn at(&self, key: impl fmt::Display) -> Self {
        Self(if self.0.is_empty() { key.to_string() } else { format!("{}.{key}", self.0) })
    }

    fn say(&self, message: impl Into<String>) -> MapProblem {
        MapProblem { place: self.0.clone(), message: message.into() }
    }
}

/// An object whose keys are all known.
#[derive(Debug)]
pub(super) struct Object<'a> {
    members: &'a serde_json::Map<String, Json>,
    place: Place,
}

impl<'a> Object<'a> {
    pub(super) fn open(json: &'a Json, place: &Place, known: &[&str], problems: &mut Vec<MapProblem>) -> Option<Self> {
        let Json::Object(members) = json else {
            problems.push(place.say("is not an object"));
            return None;
        };
        for key in members.keys().filter(|key| !known.contains(&key.as_str())) {
            let hint =
                nearest(key, known).map_or_else(|| format!("; known are {}", known.join(", ")), |near| format!("; did you mean `{near}`?"));
            problems.push(place.at(key).say(format!("unknown key{hint}")));
        }
        Some(Self { members, place: place.clone() })
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.members.keys().map(String::as_str)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.members.contains_key(key)
    }

    pub(super) fn say(&self, key: &str, message: String, problems: &mut Vec<MapProblem>) {
        let place = if key.is_empty() { self.place.clone() } else { self.place.at(key) };
        problems.push(place.say(message));
    }

    pub(super) fn demand(&self, key: &str, problems: &mut Vec<MapProblem>) {
        if !self.has(key) {
            self.say(key, "is missing".to_owned(), problems);
        }
    }

    /// The text under a key, without a word if it is something else.
    pub(super) fn plain_text(&self, key: &str) -> Option<&'a str> {
        self.members.get(key).and_then(Json::as_str)
    }

    fn kind<T>(&self, key: &str, what: &str, problems: &mut Vec<MapProblem>, read: impl FnOnce(&'a Json) -> Option<T>) -> Option<T> {
        let json = self.members.get(key)?;
        let read = read(json);
        if read.is_none() {
            self.say(key, format!("is not {what}"), problems);
        }
        read
    }

    pub(super) fn text(&self, key: &str, problems: &mut Vec<MapProblem>) -> Option<&'a str> {
        self.kind(key, "a text", problems, Json::as_str)
    }

    pub(super) fn flag(&self, key: &str, problems: &mut Vec<MapProblem>) -> Option<bool> {
        self.kind(key, "`true` or `false`", problems, Json::as_bool)
    }

    pub(super) fn count(&self, key: &str, problems: &mut Vec<MapProblem>) -> Option<usize> {
        self.kind(key, "a number from 0 to 1000", problems, |json| {
            json.as_u64().filter(|count| *count <= 1000).and_then(|count| usize::try_from(count).ok())
        })
    }

    pub(super) fn parsed<T>(
        &self,
        key: &str,
        what: &str,
        problems: &mut Vec<MapProblem>,
        parse: impl FnOnce(&'a str) -> Option<T>,
    ) -> Option<T> {
        self.kind(key, what, problems, |json| json.as_str().and_then(parse))
    }

    pub(super) fn texts(&self, key: &str, problems: &mut Vec<MapProblem>) -> Option<Vec<String>> {
        self.kind(key, "a list of texts", problems, |json| json.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect())
    }

    pub(super) fn pairs(&self, key: &str, problems: &mut Vec<MapProblem>) -> Vec<(String, String)> {
        let read = self.kind(key, "an object of texts", problems, |json| {
            let pair = |(key, value): (&String, &Json)| Some((key.clone(), value.as_str()?.to_owned()));
            json.as_object()?.iter().map(pair).collect()
        });
        read.unwrap_or_default()
    }

    pub(super) fn object(&self, key: &str, known: &[&str], problems: &mut Vec<MapProblem>) -> Option<Object<'a>> {
        Object::open(self.members.get(key)?, &self.place.at(key), known, problems)
    }

    pub(super) fn objects(&self, key: &str, known: &[&str], problems: &mut Vec<MapProblem>) -> Vec<Object<'a>> {
        let items = self.kind(key, "a list of objects", problems, |json| json.as_array().map(Vec::as_slice));
        let place = self.place.at(key);
        let open = |(at, item)| Object::open(item, &place.at(at), known, problems);
        items.unwrap_or_default().iter().enumerate().filter_map(open).collect()
    }
}

/// The known word with the fewest changes, if they are few.
pub fn nearest<'k>(given: &str, known: &[&'k str]) -> Option<&'k str> {
    let given: Vec<char> = given.to_lowercase().chars().take(64).collect();
    let distances = known.iter().map(|word| (distance(&given, word), *word));
    let (least, word) = distances.min_by_key(|(distance, _)| *distance)?;
    (least <= 1 + given.len() / 3).then_some(word)
}

/// Levenshtein distance.
fn distance(given: &[char], known: &str) -> usize {
    let mut row: Vec<usize> = (0..=given.len()).collect();
    for (line, letter) in known.chars().enumerate() {
        let mut corner = row[0];
        row[0] = line + 1;
        for (at, other) in given.iter().enumerate() {
            let changed = corner + usize::from(letter != *other);
            corner = row[at + 1];
            row[at + 1] = changed.min(row[at] + 1).min(corner + 1);
        }
    }
    row[given.len()]
}

/// JSON in which a key that stands twice in one object is a fault.
pub(super) struct Strict(pub Json);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Self)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Json, E> {
        Ok(Json::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(number.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut all = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            all.push(item);
        }
        Ok(Json::Array(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut all = serde_json::Map::new();
        while let Some(key) = members.next_key::<String>()? {
            if all.contains_key(&key) {
                return Err(A::Error::custom(format_args!("the key `{key}` stands twice in one object")));
            }
            let Strict(value) = members.next_value()?;
            all.insert(key, value);
        }
        Ok(Json::Object(all))
    }
}
