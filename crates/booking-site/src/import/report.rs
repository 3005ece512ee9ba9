//! What an import says at its end, for people and for programs. docs/cli.md has the shapes.

use std::fmt::{self, Write as _};

use serde::Serialize;

use super::draft::Totals;
use super::finding::{Code, Effect};
use super::high::Outcome;
use super::survey::Survey;
use super::table::{Notice, Table};

/// The only format of the JSON report so far.
pub const FORMAT: &str = "innkeeper-import/1";

/// The report of one import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// [`FORMAT`].
    pub format: &'static str,
    /// Name of the file, without its directory.
    pub file: String,
    /// The system the map names.
    pub system: String,
    /// Whether nothing was written on purpose.
    pub dry_run: bool,
    /// Encoding the file was read in.
    pub encoding: &'static str,
    /// Whether that was a guess.
    pub encoding_guessed: bool,
    /// The character between cells.
    pub delimiter: String,
    /// Whole weeks that all dates were moved by; 0 unless asked for.
    pub shifted_weeks: i32,
    /// Rows of the file: `taken + repaired + refused`.
    pub rows: u64,
    /// Rows stored as given.
    pub taken: u64,
    /// Rows stored with something left out, guessed or replaced.
    pub repaired: u64,
    /// Rows of which nothing was stored.
    pub refused: u64,
    /// What was done with guests, stays and consents.
    #[serde(flatten)]
    pub totals: Totals,
    /// Ops added to the log.
    pub ops: u64,
    /// What was said about rows: refusals, repairs, notes, each by code.
    pub findings: Vec<FindingLine>,
    /// What was said about the file as a whole.
    pub notices: Vec<String>,
    /// Columns that neither the map takes nor its `unused` names.
    pub columns_left_out: Vec<String>,
    /// Milliseconds of reading and checking.
    pub reading_ms: u64,
    /// Milliseconds of writing.
    pub writing_ms: u64,
}

/// How often something was said about rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingLine {
    /// Its code.
    pub code: String,
    /// What it does to a row.
    pub effect: Effect,
    /// How often.
    pub count: u64,
    /// The first rows, by number from 1.
    pub rows: Vec<u64>,
}

/// What is known of a file before its rows are read.
#[derive(Clone, Debug)]
pub struct About {
    /// Name of the file.
    pub file: String,
    /// The system the map names.
    pub system: String,
    /// Encoding the file was read in.
    pub encoding: &'static str,
    /// Whether that was a guess.
    pub encoding_guessed: bool,
    /// Whether bytes had no meaning in it.
    pub damaged: bool,
}

impl Report {
    /// The report of a file that was read, and not written yet.
    pub fn new(about: About, table: &Table, left_out: Vec<String>, survey: &Survey) -> Self {
        let mut notices = Vec::new();
        if about.encoding_guessed {
            notices.push(format!("the encoding was guessed to be {}; --encoding tells it", about.encoding));
        }
        if about.damaged {
            notices.push(format!("some bytes mean nothing in {}", about.encoding));
        }
        notices.extend(table.notices().iter().map(|notice| match notice {
            Notice::ColumnUnnamed(number) => format!("column {number} has no name; it is called `Column {number}`"),
            Notice::ColumnRenamed(name, new) => format!("the name `{name}` stands twice; the later column is called `{new}`"),
        }));
        let mut report = Self {
            format: FORMAT,
            file: about.file,
            system: about.system,
            dry_run: true,
            encoding: about.encoding,
            encoding_guessed: about.encoding_guessed,
            delimiter: char::from(table.delimiter()).to_string(),
            shifted_weeks: 0,
            rows: 0,
            taken: 0,
            repaired: 0,
            refused: 0,
            totals: Totals::default(),
            ops: 0,
            findings: Vec::new(),
            notices,
            columns_left_out: left_out,
            reading_ms: 0,
            writing_ms: 0,
        };
        report.account(survey);
        report
    }

    /// Takes over what became of the rows.
    pub fn account(&mut self, survey: &Survey) {
        self.rows = survey.outcomes.len() as u64;
        self.taken = survey.total(Outcome::Taken);
        self.repaired = survey.total(Outcome::Repaired);
        self.refused = survey.total(Outcome::Refused);
        self.findings = survey
            .tallies
            .iter()
            .rev()
            .map(|((effect, code), tally)| FindingLine {
                code: code.clone(),
                effect: *effect,
                count: tally.count,
                rows: tally.rows.clone(),
            })
            .collect();
        self.findings.sort_by(|a, b| b.effect.cmp(&a.effect).then(b.count.cmp(&a.count)).then_with(|| a.code.cmp(&b.code)));
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = if self.dry_run { "checked" } else { "imported" };
        writeln!(f, "{verb} {}: {} rows", self.file, self.rows)?;
        writeln!(f, "  taken    {:>9}", self.taken)?;
        writeln!(f, "  repaired {:>9}", self.repaired)?;
        writeln!(f, "  refused  {:>9}", self.refused)?;
        for (name, done) in [("guests", self.totals.guests), ("stays", self.totals.stays), ("consents", self.totals.consents)] {
            writeln!(f, "  {name:<8} {:>9} made, {} changed, {} unchanged", done.made, done.changed, done.unchanged)?;
        }
        if self.shifted_weeks != 0 {
            writeln!(f, "  dates moved by {} weeks", self.shifted_weeks)?;
        }
        for notice in &self.notices {
            writeln!(f, "  {notice}")?;
        }
        if !self.columns_left_out.is_empty() {
            writeln!(f, "  columns left out: {}", self.columns_left_out.join(", "))?;
        }
        for line in &self.findings {
            let mut rows = String::new();
            for row in &line.rows {
                write!(rows, "{}{row}", if rows.is_empty() { "" } else { ", " })?;
            }
            let more = if line.count > line.rows.len() as u64 { ", …" } else { "" };
            writeln!(f, "  {:<7} {:>7}  {}  (rows {rows}{more})", line.effect.word(), line.count, meaning(&line.code))?;
        }
        let seconds = |ms: u64| format!("{}.{:01} s", ms / 1000, ms % 1000 / 100);
        write!(f, "  {} ops; {} reading, {} writing", self.ops, seconds(self.reading_ms), seconds(self.writing_ms))
    }
}

/// The sentence of a code; a code of the domain stands for itself.
fn meaning(code: &str) -> String {
    Code::from_name(code).map_or_else(|| code.to_owned(), |known| format!("{code}: {}", known.sentence()))
}
