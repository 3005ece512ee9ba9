//! The map file: which column of an export becomes which field, and how its cells are read.
//!
//! JSON, `"format": "innkeeper-map/1"`; the schema is in docs/cli.md. A key that is not known is refused with the
//! nearest known one: a misspelt key that is silently ignored loses a column of every guest.

use std::collections::HashMap;

use innkeeper_domain::consent::{Channel, Purpose};
use innkeeper_domain::country::Country;
use innkeeper_domain::{Currency, Entity, Field, FieldKind, field, fields};

mod object;

pub use object::{MapProblem, nearest};
use object::{Object, Place, Strict};

use super::table::Shape;

/// The only format so far.
pub const FORMAT: &str = "innkeeper-map/1";

/// The largest map file that is read, in bytes.
pub const MAP_BYTES: usize = 1 << 20;

/// A map file, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// What it is for, in words.
    pub name: String,
    /// The system the file comes from: first part of every external reference, and the author of what is written.
    pub system: String,
    /// Encoding, if it is to be told rather than guessed.
    pub encoding: Option<String>,
    /// Delimiter, lines above the header, header or not.
    pub shape: Shape,
    /// Whether an apostrophe before a formula sign is taken off, as this program's own CSV export puts it there.
    pub unquote_formulas: bool,
    /// Rules for cells that say nothing of their own.
    pub reading: Reading,
    /// Currency of amounts in rows without one.
    pub currency: Currency,
    /// Country of telephone numbers in rows whose guest has none.
    pub phone_country: Option<String>,
    /// Time zone of the property: a cell with a time and an offset becomes the day it was there.
    pub zone: Option<String>,
    /// Rows that are left out.
    pub skip: Vec<Condition>,
    /// The guest of a row.
    pub guest: RecordMap,
    /// The stay of a row, if rows have one.
    pub stay: Option<RecordMap>,
    /// Consents of the guest, in the order of the file; empty where it says `"none"`.
    pub consents: Vec<ConsentMap>,
    /// Columns known and left out on purpose.
    pub unused: Vec<String>,
}

/// How dates, amounts and empty words are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Order of day, month and year.
    pub dates: DateOrder,
    /// Decimal separator.
    pub decimal: Separator,
    /// Words that stand for nothing, in lower case.
    pub blank: Vec<String>,
}

/// Order of the parts of a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// 2026-11-21
    #[default]
    YearFirst,
    /// 21/11/2026
    DayFirst,
    /// 11/21/2026
    MonthFirst,
}

/// What separates whole from part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Separator {
    /// Told from each amount; said where two readings are possible.
    #[default]
    Auto,
    /// `1,234.50`
    Point,
    /// `1.234,50`
    Comma,
}

/// One record of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordMap {
    /// What identifies it in its system.
    pub reference: Reference,
    /// Its fields, in the order of the field table.
    pub fields: Vec<FieldMap>,
}

/// What identifies a record of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// These cells, joined by `/`.
    Columns(Vec<String>),
    /// The content of the row: for files without any number. The same row again is the same record.
    Content,
}

/// One field and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldMap {
    /// The field.
    pub field: &'static Field,
    /// Its source.
    pub source: Source,
}

/// Where a value comes from and how it is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Columns whose cells are joined; none for a constant.
    pub columns: Vec<String>,
    /// Between joined cells.
    pub join: String,
    /// The value of every row, if it is no column.
    pub constant: Option<String>,
    /// Words of the file and what they become.
    pub codes: HashMap<String, String>,
    /// For sets: what separates members in one cell.
    pub split: Option<String>,
    /// Only in rows where this holds.
    pub when: Option<Condition>,
    /// Rules of this source, the map's where it says nothing.
    pub reading: Reading,
}

/// A column that has one of some words, compared without case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The column.
    pub column: String,
    /// The words, in lower case.
    pub is: Vec<String>,
}

/// A column that says whether the guest agreed to something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentMap {
    /// The column.
    pub column: String,
    /// What for.
    pub purpose: Purpose,
    /// By which way.
    pub channel: Channel,
    /// Words for yes, in lower case.
    pub granted: Vec<String>,
    /// Words for no, in lower case.
    pub refused: Vec<String>,
    /// Column that says where the proof lies. A yes without it is not taken.
    pub evidence: Option<String>,
    /// Column of the day it was given.
    pub on: Option<String>,
}

const TOP: &[&str] = &[
    "format",
    "name",
    "system",
    "file",
    "dates",
    "decimal",
    "blank",
    "currency",
    "phone_country",
    "zone",
    "skip",
    "guest",
    "stay",
    "consents",
    "unused",
];
const FILE: &[&str] = &["encoding", "delimiter", "skip_lines", "header", "unquote_formulas"];
const RECORD: &[&str] = &["ref", "fields"];
const REFERENCE: &[&str] = &["column", "columns", "content"];
const SOURCE: &[&str] = &["column", "columns", "join", "value", "codes", "split", "when", "dates", "decimal", "blank"];
const CONDITION: &[&str] = &["column", "is"];
const CONSENT: &[&str] = &["column", "purpose", "channel", "granted", "refused", "evidence", "on"];

/// Every key of the format with the object it stands in, for docs/cli.md.
pub const KEYS: &[(&str, &[&str])] = &[
    ("the file", TOP),
    ("`file`", FILE),
    ("`guest`, `stay`", RECORD),
    ("`ref`", REFERENCE),
    ("a field", SOURCE),
    ("`when`, members of `skip`", CONDITION),
    ("members of `consents`", CONSENT),
];

impl Map {
    /// Reads a map file.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its place: a map is taken whole or not at all.
    pub fn read(bytes: &[u8]) -> Result<Self, Vec<MapProblem>> {
        let refused = |message: String| vec![MapProblem { place: String::new(), message }];
        if bytes.len() > MAP_BYTES {
            return Err(refused(format!("the map file has {} bytes; at most {MAP_BYTES} are read", bytes.len())));
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let Strict(json) = serde_json::from_slice(bytes).map_err(|error| refused(format!("not a JSON document: {error}")))?;
        let mut problems = Vec::new();
        let place = Place::root();
        let map = Object::open(&json, &place, TOP, &mut problems).map(|object| top(&object, &mut problems));
        match map {
            Some(map) if problems.is_empty() => Ok(map),
            _ => Err(problems),
        }
    }

    /// Every column the map names, each once, in the order of its records.
    pub fn columns(&self) -> Vec<&str> {
        let records = [Some(&self.guest), self.stay.as_ref()];
        let mut names: Vec<&str> = Vec::new();
        let mut add = |name| {
            if !names.contains(&name) {
                names.push(name);
            }
        };
        for record in records.into_iter().flatten() {
            if let Reference::Columns(columns) = &record.reference {
                columns.iter().for_each(|column| add(column));
            }
            for FieldMap { source, .. } in &record.fields {
                source.columns.iter().for_each(|column| add(column));
                source.when.iter().for_each(|condition| add(&condition.column));
            }
        }
        self.skip.iter().for_each(|condition| add(&condition.column));
        for consent in &self.consents {
            [Some(&consent.column), consent.evidence.as_ref(), consent.on.as_ref()].into_iter().flatten().for_each(|column| add(column));
        }
        names
    }
}

fn top(object: &Object<'_>, problems: &mut Vec<MapProblem>) -> Map {
    if let Some(format) = object.text("format", problems)
        && format != FORMAT
    {
        object.say("format", format!("is `{format}`; this program reads `{FORMAT}`"), problems);
    }
    object.demand("format", problems);
    let system = object.text("system", problems).unwrap_or_default();
    object.demand("system", problems);
    let sound = !system.is_empty()
        && system.len() <= 32
        && system.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._".contains(&byte));
    if object.has("system") && !sound {
        object.say("system", "is 1 to 32 small letters, digits, `-`, `.` or `_`".to_owned(), problems);
    }
    let reading = reading(object, &Reading::default(), problems);
    let currency = object.parsed("currency", "an ISO 4217 code such as `EUR`", problems, |code| code.parse().ok());
    let zone = object.text("zone", problems);
    if let Some(zone) = &zone
        && jiff::tz::TimeZone::get(zone).is_err()
    {
        object.say("zone", format!("`{zone}` is no time zone such as `Europe/Lisbon`"), problems);
    }
    let phone_country = object.parsed("phone_country", "an ISO 3166-1 code such as `PT`", problems, |code| {
        Country::from_code(code).map(|country| country.alpha2().to_owned())
    });
    object.demand("guest", problems);
    object.demand("consents", problems);
    let guest = object
        .object("guest", RECORD, problems)
        .map(|guest| record(&guest, Entity::Guest, &reading, problems))
        .unwrap_or(RecordMap { reference: Reference::Content, fields: Vec::new() });
    let stay = object.object("stay", RECORD, problems).map(|stay| record(&stay, Entity::Stay, &reading, problems));
    let (encoding, shape, unquote_formulas) = file(object, problems);
    Map {
        name: object.text("name", problems).unwrap_or_default().to_owned(),
        system: system.to_owned(),
        encoding,
        shape,
        unquote_formulas,
        currency: currency.unwrap_or(Currency::EUR),
        phone_country,
        zone: zone.map(str::to_owned),
        skip: object.objects("skip", CONDITION, problems).iter().map(|rule| condition(rule, problems)).collect(),
        guest,
        stay,
        consents: consents(object, problems),
        unused: object.texts("unused", problems).unwrap_or_default(),
        reading,
    }
}

fn file(top: &Object<'_>, problems: &mut Vec<MapProblem>) -> (Option<String>, Shape, bool) {
    let Some(file) = top.object("file", FILE, problems) else {
        return (None, Shape::default(), false);
    };
    let encoding = file.parsed("encoding", "a name such as `utf-8`, `windows-1252` or `gb18030`", problems, |label| {
        encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).map(|_| label.to_owned())
    });
    let delimiter = file.parsed("delimiter", "one ASCII character such as `;`", problems, |text| match text.as_bytes() {
        [byte] if byte.is_ascii() && !b"\"\r\n\0".contains(byte) => Some(*byte),
        _ => None,
    });
    let skip_lines = file.count("skip_lines", problems).unwrap_or(0);
    let no_header = file.flag("header", problems) == Some(false);
    let unquote = file.flag("unquote_formulas", problems).unwrap_or(false);
    (encoding, Shape { delimiter, skip_lines, no_header }, unquote)
}

fn reading(object: &Object<'_>, outer: &Reading, problems: &mut Vec<MapProblem>) -> Reading {
    let dates = object.parsed("dates", "`year-first`, `day-first` or `month-first`", problems, |word| match word {
        "year-first" => Some(DateOrder::YearFirst),
        "day-first" => Some(DateOrder::DayFirst),
        "month-first" => Some(DateOrder::MonthFirst),
        _ => None,
    });
    let decimal = object.parsed("decimal", "`auto`, `point` or `comma`", problems, |word| match word {
        "auto" => Some(Separator::Auto),
        "point" => Some(Separator::Point),
        "comma" => Some(Separator::Comma),
        _ => None,
    });
    let mut blank = outer.blank.clone();
    blank.extend(object.texts("blank", problems).unwrap_or_default().iter().map(|word| word.trim().to_lowercase()));
    Reading { dates: dates.unwrap_or(outer.dates), decimal: decimal.unwrap_or(outer.decimal), blank }
}

fn record(object: &Object<'_>, entity: Entity, outer: &Reading, problems: &mut Vec<MapProblem>) -> RecordMap {
    object.demand("ref", problems);
    object.demand("fields", problems);
    let reference = object.object("ref", REFERENCE, problems).map(|chosen| {
        let columns: Vec<String> = match (chosen.text("column", problems), chosen.texts("columns", problems)) {
            (Some(one), None) => vec![one.to_owned()],
            (None, Some(several)) => several,
            _ => Vec::new(),
        };
        match (chosen.flag("content", problems) == Some(true), columns.is_empty()) {
            (true, true) => Reference::Content,
            (false, false) => Reference::Columns(columns),
            _ => {
                chosen.say("", "needs exactly one of `column`, `columns` and `\"content\": true`".to_owned(), problems);
                Reference::Content
            }
        }
    });
    let names: Vec<&str> = fields(entity).iter().filter(|field| is_mapped(field)).map(|field| field.name).collect();
    let mut mapped = Vec::new();
    if let Some(listed) = object.object("fields", &names, problems) {
        for name in listed.keys() {
            let Some(field) = field(entity, name).filter(|field| is_mapped(field)) else { continue };
            if let Some(source) = source(&listed, field, outer, problems) {
                mapped.push(FieldMap { field, source });
            }
        }
    }
    mapped.sort_by_key(|entry| entry.field.position);
    RecordMap { reference: reference.unwrap_or(Reference::Content), fields: mapped }
}

/// References to other records and the external reference are the import's own to write.
pub fn is_mapped(field: &Field) -> bool {
    !matches!(field.kind, FieldKind::Ref(_) | FieldKind::Instant) && field.name != "external_ref"
}

fn source(fields: &Object<'_>, field: &'static Field, outer: &Reading, problems: &mut Vec<MapProblem>) -> Option<Source> {
    if let Some(column) = fields.plain_text(field.name) {
        return Some(Source { columns: vec![column.to_owned()], reading: outer.clone(), ..Source::default() });
    }
    let object = fields.object(field.name, SOURCE, problems)?;
    let column = object.text("column", problems).map(|column| vec![column.to_owned()]);
    let columns = object.texts("columns", problems);
    let constant = object.text("value", problems).map(str::to_owned);
    if usize::from(column.is_some()) + usize::from(columns.is_some()) + usize::from(constant.is_some()) != 1 {
        object.say("", "needs exactly one of `column`, `columns` and `value`".to_owned(), problems);
    }
    let codes = object.pairs("codes", problems);
    if let FieldKind::Code(known) = field.kind {
        for stored in codes.iter().map(|(_, stored)| stored).chain(constant.iter()).filter(|stored| !known.contains(&stored.as_str())) {
            let nearest = nearest(stored, known).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            object.say("", format!("`{stored}` is no code of `{}`{nearest}", field.name), problems);
        }
    }
    Some(Source {
        columns: column.or(columns).unwrap_or_default(),
        join: object.text("join", problems).unwrap_or(" ").to_owned(),
        constant,
        codes: codes.into_iter().map(|(given, stored)| (given.trim().to_lowercase(), stored)).collect(),
        split: object.text("split", problems).filter(|split| !split.is_empty()).map(str::to_owned),
        when: object.object("when", CONDITION, problems).map(|rule| condition(&rule, problems)),
        reading: reading(&object, outer, problems),
    })
}

fn condition(object: &Object<'_>, problems: &mut Vec<MapProblem>) -> Condition {
    object.demand("column", problems);
    object.demand("is", problems);
    Condition { column: object.text("column", problems).unwrap_or_default().to_owned(), is: words(object, "is", problems) }
}

fn words(object: &Object<'_>, key: &str, problems: &mut Vec<MapProblem>) -> Vec<String> {
    let given = object.texts(key, problems).unwrap_or_default();
    given.iter().map(|word| word.trim().to_lowercase()).collect()
}

fn consents(top: &Object<'_>, problems: &mut Vec<MapProblem>) -> Vec<ConsentMap> {
    if top.plain_text("consents") == Some("none") {
        return Vec::new();
    }
    let mut all = Vec::new();
    for object in top.objects("consents", CONSENT, problems) {
        for key in ["column", "purpose", "channel", "granted", "refused"] {
            object.demand(key, problems);
        }
        let purpose = object.parsed("purpose", "a purpose such as `marketing`", problems, Purpose::from_code);
        let channel = object.parsed("channel", "a channel such as `email`", problems, Channel::from_code);
        let consent = |purpose, channel, problems: &mut Vec<MapProblem>| ConsentMap {
            column: object.text("column", problems).unwrap_or_default().to_owned(),
            purpose,
            channel,
            granted: words(&object, "granted", problems),
            refused: words(&object, "refused", problems),
            evidence: object.text("evidence", problems).map(str::to_owned),
            on: object.text("on", problems).map(str::to_owned),
        };
        if let (Some(purpose), Some(channel)) = (purpose, channel) {
            all.push(consent(purpose, channel, problems));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"{"format":"innkeeper-map/1","system":"pms","consents":"none",
        "guest":{"ref":{"column":"No"},"fields":{"surname":"Name"}}}"#;

    fn problems(json: &str) -> Vec<String> {
        Map::read(json.as_bytes()).expect_err("has a fault").iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_smallest_map_is_taken() {
        let map = Map::read(SMALL.as_bytes()).expect("is sound");
        assert_eq!(map.columns(), ["No", "Name"]);
    }

    #[test]
    fn an_unknown_key_is_refused_with_the_nearest_known_one() {
        let json = SMALL.replace("\"consents\"", "\"curency\":\"EUR\",\"consents\"");
        assert_eq!(problems(&json), ["curency: unknown key; did you mean `currency`?"]);
    }

    #[test]
    fn an_unknown_field_is_refused_with_the_nearest_known_one() {
        let json = SMALL.replace("\"surname\"", "\"sur_name\"");
        assert_eq!(problems(&json), ["guest.fields.sur_name: unknown key; did you mean `surname`?"]);
    }

    #[test]
    fn all_faults_are_said_at_once() {
        let json = r#"{"format":"innkeeper-map/2","system":"My PMS","dates":"dmy","guest":{"fields":{"email":{}}}}"#;
        insta::assert_snapshot!(problems(json).join("\n"));
    }

    #[test]
    fn consents_are_mapped_or_said_to_be_none_but_never_left_out() {
        let json = SMALL.replace("\"consents\":\"none\",", "");
        assert_eq!(problems(&json), ["consents: is missing"]);
    }

    #[test]
    fn a_code_that_the_field_lacks_is_refused() {
        let json = SMALL.replace("\"surname\":\"Name\"", r#""gender":{"column":"Sex","codes":{"F":"femal"}}"#);
        assert_eq!(problems(&json), ["guest.fields.gender: `femal` is no code of `gender`; did you mean `female`?"]);
    }

    #[test]
    fn a_key_given_twice_is_refused() {
        let json = SMALL.replace("\"surname\":\"Name\"", r#""surname":"Name","surname":"Given""#);
        assert_eq!(problems(&json), ["not a JSON document: the key `surname` stands twice in one object at line 2 column 75"]);
    }

    #[test]
    fn what_is_no_map_is_refused_and_never_panics() {
        for bytes in [&b""[..], b"[]", b"\xff", b"{}", b"{\"guest\":3}", b"nul", b"{\"consents\":{}}"] {
            assert!(Map::read(bytes).is_err());
        }
    }
}
