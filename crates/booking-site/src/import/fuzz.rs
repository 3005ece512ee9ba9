//! Fuzz targets: a map file, a table or a message from outside must never make the import panic, and no row may get lost.
//!
//! `examples/fuzz_import.rs` mutates the files of `fuzz/corpus/TARGET`; the tests replay them.

use std::collections::HashMap;

use super::bind::Bound;
use super::draft::Drafter;
use super::high::{Outcome, raise};
use super::low::Typist;
use super::map::Map;
use super::memory::Memory;
use super::survey::{Erased, Survey};
use super::table::{Row, Table};
use super::{Limits, encoding, packing};
use crate::peer::opentravel;
use crate::store::vault::ledger::Suppression;

/// What is given bytes from outside.
pub type Target = fn(&[u8]);

/// Name and function of each target.
pub const TARGETS: [(&str, Target); 3] = [("map", fuzz_map), ("table", fuzz_table), ("message", fuzz_message)];

/// A table that has every column of the maps in this checkout, with cells that are read, misread and not read.
const CELLS: [&str; 12] = [
    "",
    "2016-05-10",
    "10/05/2016",
    "-6.38",
    "1.234,50 EUR",
    "PRT",
    "a@example.com",
    "+351 900 000 001",
    "yes",
    "2",
    "=1+1",
    "é\u{200f}\0",
];

/// The map that tables are read by.
const RESERVATIONS: &str = include_str!("../../maps/reservations.json");

const SMALL: Limits = Limits { packed_bytes: 1 << 20, unpacked_bytes: 4 << 20, ratio: 250, rows: 2_000, columns: 200 };

/// Bytes as a map file: what is taken reads a table to its end, what is refused says why and where.
pub fn fuzz_map(bytes: &[u8]) {
    let map = match Map::read(bytes) {
        Ok(map) => map,
        Err(problems) => {
            assert!(!problems.is_empty(), "a refusal has a reason");
            assert!(problems.iter().all(|problem| !problem.message.is_empty()), "a reason has words");
            return;
        }
    };
    let mut columns: Vec<String> = map.columns().into_iter().map(str::to_owned).collect();
    columns.push("Another".to_owned());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: Vec<&str>| writer.write_record(cells).expect("rows are as wide as the header");
    write(columns.iter().map(String::as_str).collect());
    for row in 0..CELLS.len() {
        write((0..columns.len()).map(|column| CELLS[(row + column) % CELLS.len()]).collect());
    }
    let text = writer.into_inner().expect("a vector takes everything");
    // The map may tell another delimiter or more lines above the header; then the table is another one, and that is fine.
    read(&map, &text);
}

/// Bytes as a file to be imported by the map of reservation lists, or by their own first columns.
pub fn fuzz_table(bytes: &[u8]) {
    let map = Map::read(RESERVATIONS.as_bytes()).expect("is in this checkout");
    read(&map, bytes);
}

/// Reads a file to its end as an import does, without a database.
fn read(map: &Map, bytes: &[u8]) {
    let Ok(bytes) = packing::unpack(bytes.to_vec(), &SMALL) else { return };
    let Ok(decoded) = encoding::decode(&bytes, map.encoding.as_deref()) else { return };
    let has_nul = decoded.text.contains('\0');
    let Ok(table) = Table::open(decoded.text, &map.shape, &SMALL) else { return };
    let (mut rows, mut row, mut read, mut line) = (table.rows(), Row::default(), 0, 0);
    while rows.next(&mut row, &mut Vec::new()) {
        read += 1;
        assert!(row.number == read && row.line > line, "rows and lines go up");
        line = row.line;
    }
    let Ok(bound) = Bound::new(map, table.columns()) else { return };
    let typist = Typist::new(&bound, has_nul, decoded.damaged);
    let (mut survey, nobody) = (Survey::default(), Erased::from_system(Suppression::default(), &map.system));
    let mut rows = table.rows();
    let mut flaws = Vec::new();
    while rows.next(&mut row, &mut flaws) {
        let low = typist.type_row(&row, std::mem::take(&mut flaws));
        survey.add(&bound, &row, low, &nobody);
    }
    let outcomes = [Outcome::Taken, Outcome::Repaired, Outcome::Refused].map(|outcome| survey.total(outcome));
    assert_eq!(outcomes.iter().sum::<u64>(), read, "every row has an outcome");
    draft(map, &table, &survey, &typist);
}

fn draft(map: &Map, table: &Table, survey: &Survey, typist: &Typist<'_>) {
    let memory = Memory::default();
    let mut next = 0_u128;
    let next_id = move || {
        next += 1;
        uuid::Uuid::from_u128(next)
    };
    let mut drafter = Drafter::new(map, &memory, &survey.guests, "fuzz.csv", 0, next_id);
    let (mut rows, mut row) = (table.rows(), Row::default());
    let mut groups: HashMap<usize, u64> = HashMap::new();
    for outcome in &survey.outcomes {
        rows.next(&mut row, &mut Vec::new());
        let (high, _) = raise(typist.type_row(&row, Vec::new()));
        assert_eq!(high.is_none(), *outcome == Outcome::Refused, "both readings decide alike");
        for group in high.map(|high| drafter.row(high, true)).unwrap_or_default() {
            *groups.entry(group.len()).or_default() += 1;
        }
    }
    assert!(groups.keys().all(|ops| (1..=innkeeper_sync::op::GROUP_MAX).contains(ops)), "groups are of the log's size");
    assert_eq!(drafter.totals.guests.made, survey.guests.len() as u64, "every guest is made");
}

/// An OpenTravel message is read or refused, and what is read is words.
pub fn fuzz_message(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(all) = opentravel::read(text)
    {
        for told in all {
            assert!(told.guest.iter().chain(&told.stay).all(|(_, word)| !word.is_empty()));
        }
    }
}
