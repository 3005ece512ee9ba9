//! The guests of a hotel, as its export of reservations tells of them: the table finds those that SQLite finds.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use innkeeper_domain::country::Country;
use innkeeper_domain::stay::{self, StayStatus};
use innkeeper_domain::text::fold_for_search;
use innkeeper_domain::{Currency, Date, Entity, Field, FieldKind, Fields, Money, Value, field};
use innkeeper_segment::{
    About, Asked, Facts, Guest, Held, Json, Kind, OnDay, Question, Relative, StayAsked, Table, Unit, check, fields, parse, sql,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use crate::database::{Database, ranks_of};
use crate::random::{made_up, relative, rules, saved};

/// Which column becomes which field: the map that imports go by.
const MAP: &str = include_str!("../../../booking-site/maps/reservations.json");

/// Rules that are asked of each export.
const RULES: u32 = 1_000;
/// Of how many guests of the large export one is taken; with `INNKEEPER_EXPORT=all` every one is, and twice as many rules are asked.
const ONE_OF: usize = 32;
/// Days on which some stays are past, some go on, some are booked: of the small export, of the large one.
const AMID: [&str; 2] = ["2016-08-02", "2017-06-15"];
/// Days on which all are past, and some too long ago to be ranked.
const AFTER: [&str; 2] = ["2019-06-01", "2018-12-31"];

type Record = BTreeMap<String, Value>;

/// A field and the column it comes from.
struct Cell {
    field: &'static Field,
    column: usize,
    /// Words of the column and what they become, in lower case.
    codes: HashMap<String, String>,
    /// Only in rows where another column has one of these words, in lower case.
    when: Option<(usize, Vec<String>)>,
}

/// The map, for the columns of a file.
struct Columns {
    blank: Vec<String>,
    guest: Vec<Cell>,
    stay: Vec<Cell>,
    profile: usize,
}

fn words(json: &Json) -> Vec<String> {
    json.as_array().into_iter().flatten().filter_map(Json::as_str).map(str::to_lowercase).collect()
}

impl Columns {
    fn of(header: &csv::StringRecord) -> Self {
        let map: Json = serde_json::from_str(MAP).expect("JSON");
        let column = |name: &Json| header.iter().position(|known| Some(known) == name.as_str()).expect("a column of the file");
        let cells = |entity: Entity, fields: &Json| {
            let cell = |(name, source): (&String, &Json)| {
                let codes = source["codes"].as_object().into_iter().flatten();
                Cell {
                    field: field(entity, name).expect("a field"),
                    column: column(source.get("column").unwrap_or(source)),
                    codes: codes.map(|(word, code)| (word.to_lowercase(), code.as_str().expect("a code").to_owned())).collect(),
                    when: source.get("when").map(|when| (column(&when["column"]), words(&when["is"]))),
                }
            };
            fields.as_object().expect("fields").iter().map(cell).collect()
        };
        Self {
            blank: words(&map["blank"]),
            guest: cells(Entity::Guest, &map["guest"]["fields"]),
            stay: cells(Entity::Stay, &map["stay"]["fields"]),
            profile: column(&map["guest"]["ref"]["column"]),
        }
    }

    fn record(&self, cells: &[Cell], row: &csv::StringRecord) -> Record {
        let known = cells.iter().filter_map(|cell| {
            let text = row.get(cell.column)?.trim();
            let is_there = !text.is_empty() && !self.blank.contains(&text.to_lowercase());
            let wanted = cell.when.as_ref().is_none_or(|(column, words)| words.contains(&row[*column].to_lowercase()));
            let text = cell.codes.get(&text.to_lowercase()).map_or(text, String::as_str);
            let value = value(cell.field, text).filter(|_| is_there && wanted)?;
            Some((cell.field.name.to_owned(), value))
        });
        known.collect()
    }
}

fn value(field: &Field, text: &str) -> Option<Value> {
    match field.kind {
        FieldKind::Int => text.parse::<i64>().ok().map(Value::from),
        FieldKind::Money => Money::parse(text, Currency::EUR).0.map(|money| money.minor.into()),
        FieldKind::Date => text.parse::<Date>().ok().map(Value::from),
        FieldKind::Code(codes) => codes.contains(&text).then(|| text.into()),
        FieldKind::Country => Some(Country::from_code(text).map_or(text, Country::alpha2).into()),
        _ => Some(text.into()),
    }
}

/// A reservation as the hotel sees it on a day: what an export of later says took place then is still to come.
fn seen_on(today: Date, mut stay: Record) -> Record {
    let is_later = |key| Fields::get(&stay, key).is_some_and(|day: Date| day >= today);
    let (comes, leaves, cancelled) = (is_later(stay::ARRIVAL), is_later(stay::DEPARTURE), is_later(stay::CANCELLED_ON));
    let status = match Fields::get(&stay, stay::STATUS) {
        Some(StayStatus::CheckedOut | StayStatus::NoShow) if comes => StayStatus::Confirmed,
        Some(StayStatus::CheckedOut) if leaves => StayStatus::InHouse,
        Some(StayStatus::Cancelled) if cancelled => StayStatus::Confirmed,
        _ => return stay,
    };
    stay.insert(stay::STATUS.name().to_owned(), status.into());
    stay.remove(stay::CANCELLED_ON.name());
    stay
}

/// Guests of an export, as they are known on a day.
struct Export {
    guests: Vec<Facts>,
    today: Date,
}

impl Export {
    fn of(csv: &[u8], one_of: usize, today: Date) -> Self {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv);
        let columns = Columns::of(reader.headers().expect("a header"));
        let (mut places, mut guests) = (HashMap::new(), Vec::<Facts>::new());
        for row in reader.records() {
            let row = row.expect("a row");
            let Some(profile) = row.get(columns.profile) else { continue };
            let many = places.len();
            let place = *places.entry(profile.to_owned()).or_insert(many);
            if place % one_of > 0 {
                continue;
            }
            if place == many {
                let own = Asked::of(Entity::Guest, &columns.record(&columns.guest, &row));
                guests.push(Facts { own, ..Facts::default() });
            }
            guests[place / one_of].stays.extend(StayAsked::of(&seen_on(today, columns.record(&columns.stay, &row))));
        }
        Self { guests, today }
    }

    fn on_day(&self) -> Vec<OnDay<'_>> {
        let now = i64::from(self.today.days_since_epoch()) * 86_400_000;
        self.guests.iter().map(|facts| OnDay::of(facts, self.today, now)).collect()
    }

    /// The same guests in a table and in SQLite, compared with each other in both.
    fn both(&self) -> (Table, Database) {
        let guests = self.on_day();
        let mut table = Table::default();
        guests.iter().enumerate().for_each(|(row, guest)| {
            table.put(row, guest);
        });
        table.rank(self.today, &(0..guests.len() as u32).collect::<Vec<u32>>());
        let mut database = Database::of(guests.iter().map(|guest| guest as &dyn Guest));
        database.rank(self.today);
        (table, database)
    }
}

/// The repository's own export, and the large one of the collection beside the repository if it is there.
fn exports(days: [&str; 2]) -> Vec<Export> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let [small_day, large_day] = days.map(|day| day.parse().expect("a day"));
    let small = std::fs::read(root.join("../../tests/fixtures/reservations-small.csv")).expect("the repository's export");
    let large = std::fs::read(root.join("../../../shared/data/hotel/reservations.csv.xz")).ok().map(|packed| {
        let mut large = Vec::new();
        std::io::copy(&mut liblzma::read::XzDecoder::new(packed.as_slice()), &mut large).expect("a packed file");
        Export::of(&large, if takes_all() { 1 } else { ONE_OF }, large_day)
    });
    [Export::of(&small, 1, small_day)].into_iter().chain(large).collect()
}

fn takes_all() -> bool {
    std::env::var("INNKEEPER_EXPORT").is_ok_and(|wanted| wanted == "all")
}

/// A text that is held, a piece of it, or the same in capitals.
fn text(held: Vec<String>) -> BoxedStrategy<Json> {
    let cut = (select(held), 0..6, any::<Index>(), any::<Index>()).prop_map(|(text, way, one, other)| {
        let letters: Vec<char> = text.chars().collect();
        let [one, other] = [one, other].map(|at| at.index(letters.len()));
        let piece: String = match way {
            0 => letters[..=one].iter().collect(),
            1 => letters[one..].iter().collect(),
            2 => letters[one.min(other)..=one.max(other)].iter().collect(),
            3 => text.to_uppercase(),
            _ => text.clone(),
        };
        if fold_for_search(&piece).is_empty() { text } else { piece }
    });
    cut.prop_map(Json::from).boxed()
}

fn number(held: Vec<i64>) -> BoxedStrategy<Json> {
    (select(held), -1..=1i64).prop_map(|(number, more)| (number + more).into()).boxed()
}

fn day_near(held: Vec<Date>, today: Date) -> BoxedStrategy<Json> {
    let near = || (select(held.clone()), -2..=2).prop_map(|(day, step)| day.plus_days(step).expect("a day"));
    let told = (near(), any::<bool>()).prop_map(move |(day, include_today)| Relative::new(today.days_until(day), Unit::Day, include_today));
    prop_oneof![3 => near().prop_map(|day| day.to_string().into()), 1 => told.prop_map(Relative::json), 1 => relative().prop_map(Relative::json)]
        .boxed()
}

/// What guests of a table hold, by field: some of all values, the frequent ones more often.
struct Known(HashMap<(bool, &'static str), Vec<Held<'static>>>);

impl Known {
    const VALUES: usize = 400;

    fn of(table: &Table) -> Self {
        let mut known = HashMap::<_, Vec<Held<'static>>>::new();
        for row in (0..table.rows()).step_by(table.rows().div_ceil(Self::VALUES)) {
            let guest = table.guest(row);
            let mut add = |question: &Question, held: Held<'_>, of_stay: bool| {
                let held = match held {
                    Held::Missing | Held::Words(_) => return,
                    Held::Text(text) if fold_for_search(&text).is_empty() => return,
                    Held::Text(text) => Held::Text(text.into_owned().into()),
                    Held::Number(number) => Held::Number(number),
                    Held::Day(day) => Held::Day(day),
                    Held::Flag(flag) => Held::Flag(flag),
                };
                known.entry((of_stay, question.name)).or_default().push(held);
            };
            fields(About::Guest).for_each(|question| add(&question, guest.held(&question), false));
            for at in 0..guest.count(About::Stay) {
                fields(About::Stay).for_each(|question| add(&question, guest.held_by(About::Stay, at, &question), true));
            }
        }
        Self(known)
    }

    /// What a rule looks for in a field. Where nobody holds anything, and where all there can be is known, it is made up.
    fn sought(&self, about: About, question: &Question, today: Date) -> BoxedStrategy<Json> {
        let Some(held) = self.0.get(&(about == About::Stay, question.name)) else { return made_up(about, question) };
        let numbers = held.iter().filter_map(|held| if let Held::Number(number) = held { Some(*number) } else { None });
        let days = held.iter().filter_map(|held| if let Held::Day(day) = held { Date::from_days_since_epoch(*day) } else { None });
        let texts = held.iter().filter_map(|held| if let Held::Text(text) = held { Some(text.to_string()) } else { None });
        match question.kind {
            Kind::Text | Kind::Country | Kind::Language => text(texts.collect()),
            Kind::Whole | Kind::Money => number(numbers.collect()),
            Kind::Day => day_near(days.collect(), today),
            _ => made_up(about, question),
        }
    }
}

/// Asks random rules of both, and gives how many are not answered the same for all guests.
fn agree(export: &Export) -> usize {
    let cases = if takes_all() { 2 * RULES } else { RULES };
    let config = ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let (table, database) = export.both();
    let known = Known::of(&table);
    let rules = rules(&|about, question| known.sought(about, question, export.today));
    let (database, saved, telling) = (RefCell::new(database), saved(), RefCell::new(0));
    let outcome = runner.run(&rules, |rule| {
        let (plan, problems) = check(&parse(&rule.to_string()).expect("a group"), export.today, &saved);
        prop_assert_eq!(problems, [], "{}", rule);
        let answer = plan.scan(&table);
        let guests = |truth| (0..table.rows() as u32).filter(|row| answer.truth(*row as usize) == Some(truth)).collect::<Vec<u32>>();
        let ours = [guests(true), guests(false)];
        *telling.borrow_mut() += usize::from(ours.iter().all(|guests| guests.len() < table.rows()) && !ours.concat().is_empty());
        let sql = sql::print(&plan);
        let found = database.borrow_mut().ask(&sql);
        let first = |at: usize| ours[at].iter().zip(&found[at]).find(|(ours, found)| ours != found);
        prop_assert!(ours == found, "{}\n{}\n{:?}\n{:?} {:?}", rule, sql.text, sql.parameters, first(0), first(1));
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    telling.into_inner()
}

#[test]
fn sqlite_finds_those_of_an_export_that_the_table_finds() {
    for export in exports(AMID) {
        let telling = agree(&export);
        assert!(telling > 250, "rules that tell guests apart: {telling}");
    }
}

#[test]
fn sqlite_ranks_guests_of_an_export_as_the_table_does() {
    for export in [AMID, AFTER].into_iter().flat_map(exports) {
        let (table, mut database) = export.both();
        let ranks = ranks_of(&table);
        assert!(ranks.iter().any(|[.., rfm]| rfm.is_some()), "somebody is ranked");
        assert!(ranks == database.ranks(), "SQLite ranks them otherwise");
    }
}
