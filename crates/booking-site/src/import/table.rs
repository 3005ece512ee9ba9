//! From text to rows: delimiter, quotes, header names, and what is wrong with the shape of a row.
//!
//! Reading never fails once the header is known. A quote that is never closed would swallow the rest of the file, so
//! its row is read again without quotes and reading goes on behind it.

use std::collections::HashMap;

use csv::StringRecord;

use super::finding::{Code, Flaw};
use super::{Error, Limits};

/// Delimiters that are tried, in the order that decides a tie.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Records looked at to guess the delimiter.
const GUESS_FROM: usize = 25;

/// Quotes that are never closed, per file, before quoting is given up: each costs a scan of the rest of the file.
const UNCLOSED_AT_MOST: usize = 12;

/// What the map file or the command line says about the form of the file; what is not said is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Character between cells.
    pub delimiter: Option<u8>,
    /// Lines above the header that are not part of the table.
    pub skip_lines: usize,
    /// Whether the first line is a row and not the names of the columns; they are then called `1`, `2`, ….
    pub no_header: bool,
}

/// Something odd about the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A column without a name, by number from 1.
    ColumnUnnamed(usize),
    /// A name that an earlier column has, and the name this one got.
    ColumnRenamed(String, String),
}

/// A table whose header is read.
#[derive(Clone, Debug)]
pub struct Table {
    text: String,
    delimiter: u8,
    columns: Vec<String>,
    rows_from: usize,
    rows_from_line: u64,
    notices: Vec<Notice>,
}

impl Table {
    /// Finds the delimiter and the names of the columns.
    ///
    /// # Errors
    /// The text has no line with anything on it, or more columns than the limit.
    pub fn open(text: String, shape: &Shape, limits: &Limits) -> Result<Self, Error> {
        let mut rows_from = lines_end(&text, shape.skip_lines);
        let mut rows_from_line = shape.skip_lines as u64 + 1;
        let mut delimiter = shape.delimiter;
        if let Some((told, length)) = separator_line(&text[rows_from..]) {
            delimiter = delimiter.or(Some(told));
            rows_from += length;
            rows_from_line += 1;
        }
        let delimiter = delimiter.unwrap_or_else(|| guess_delimiter(&text[rows_from..]));
        let mut table = Self { text, delimiter, columns: Vec::new(), rows_from, rows_from_line, notices: Vec::new() };
        let mut first = Row::default();
        let mut rows = table.rows();
        if !rows.next(&mut first, &mut Vec::new()) {
            return Err(Error::NoRows);
        }
        if first.cells.len() > limits.columns {
            return Err(Error::TooManyColumns { columns: first.cells.len(), limit: limits.columns });
        }
        let (behind_first, behind_first_line) = (rows.at, rows.line);
        if shape.no_header {
            table.columns = (1..=first.cells.len()).map(|number| number.to_string()).collect();
        } else {
            (table.columns, table.notices) = name_columns(&first.cells);
            (table.rows_from, table.rows_from_line) = (behind_first, behind_first_line);
        }
        Ok(table)
    }

    /// Names of the columns, each once.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The character between cells.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// What is odd about the header.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Size of the text in bytes: what progress is measured against.
    pub fn bytes(&self) -> u64 {
        self.text.len() as u64
    }

    /// Reads the rows from the first one on.
    pub fn rows(&self) -> Rows<'_> {
        Rows {
            reader: reader(&self.text.as_bytes()[self.rows_from..], self.delimiter, true),
            table: self,
            base: self.rows_from,
            base_line: self.rows_from_line,
            at: self.rows_from,
            line: self.rows_from_line,
            number: 0,
            unclosed: 0,
        }
    }
}

/// One row of the table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Number of the row, from 1; the header is not counted, nor are empty lines.
    pub number: u64,
    /// Line of the file where it begins, from 1.
    pub line: u64,
    cells: StringRecord,
}

impl Row {
    /// The cell in this column, from 0; empty where the row is too short.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default()
    }

    /// The cells as they stand in the file.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    /// Whether nothing but spaces stands in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Reads the rows of a [`Table`] one by one into a row that is used again.
pub struct Rows<'a> {
    table: &'a Table,
    reader: csv::Reader<&'a [u8]>,
    base: usize,
    base_line: u64,
    at: usize,
    line: u64,
    number: u64,
    unclosed: usize,
}

impl<'a> Rows<'a> {
    /// Bytes of the text that are read.
    pub fn position(&self) -> u64 {
        self.at as u64
    }

    /// Reads the next row and says what is wrong with its shape; false at the end.
    pub fn next(&mut self, row: &mut Row, flaws: &mut Vec<Flaw>) -> bool {
        // The bytes are UTF-8 already and the reader takes rows of any length, so there is nothing it could refuse.
        if !self.reader.read_record(&mut row.cells).unwrap_or(false) {
            self.at = self.table.text.len();
            return false;
        }
        let mut end = self.base + self.reader.position().byte() as usize;
        // The reader stops between the two characters of a line end; the second belongs to this row.
        if self.table.text[..end].ends_with('\r') && self.table.text[end..].starts_with('\n') {
            end += 1;
        }
        let raw = &self.table.text[self.at..end];
        let blank = raw.len() - raw.trim_start_matches(['\r', '\n']).len();
        row.line = self.line + newlines(&raw[..blank]);
        self.number += 1;
        row.number = self.number;
        match quotes(raw.as_bytes(), self.table.delimiter) {
            Quotes::None | Quotes::Sound => {}
            Quotes::Stray => flaws.push(Flaw::of_row(Code::StrayQuote, raw.trim_end())),
            Quotes::Unclosed if self.unclosed < UNCLOSED_AT_MOST => {
                self.read_line_without_quotes(self.at + blank, row, flaws);
                return true;
            }
            Quotes::Unclosed => flaws.push(Flaw::of_row(Code::UnclosedQuote, raw.trim_end())),
        }
        self.line = row.line + newlines(&raw[blank..]);
        self.at = end;
        self.check_width(row, flaws);
        true
    }

    /// Reads one line as it stands, then goes on behind it.
    fn read_line_without_quotes(&mut self, start: usize, row: &mut Row, flaws: &mut Vec<Flaw>) {
        let text: &'a str = &self.table.text;
        let rest = &text[start..];
        let length = lines_end(rest, 1);
        let line = &rest[..length];
        reader(line.as_bytes(), self.table.delimiter, false).read_record(&mut row.cells).unwrap_or(false);
        flaws.push(Flaw::of_row(Code::UnclosedQuote, line.trim_end()));
        self.unclosed += 1;
        self.base = start + length;
        self.at = self.base;
        self.base_line = row.line + newlines(line);
        self.line = self.base_line;
        let quoting = self.unclosed < UNCLOSED_AT_MOST;
        self.reader = reader(&text.as_bytes()[self.base..], self.table.delimiter, quoting);
        self.check_width(row, flaws);
    }

    fn check_width(&self, row: &Row, flaws: &mut Vec<Flaw>) {
        let width = self.table.columns.len();
        if width == 0 || row.cells.len() == width {
            return;
        }
        if row.cells.len() < width {
            flaws.push(Flaw::of_row(Code::ShortRow, format!("{} of {width} cells", row.cells.len())));
        } else if row.cells.iter().skip(width).any(|cell| !cell.trim().is_empty()) {
            let surplus: Vec<&str> = row.cells.iter().skip(width).collect();
            flaws.push(Flaw::of_row(Code::LongRow, surplus.join(" | ")));
        }
    }
}

fn reader(bytes: &[u8], delimiter: u8, quoting: bool) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).quoting(quoting).from_reader(bytes)
}

/// Line ends in a piece of text: `\n`, `\r\n` or a lone `\r`.
fn newlines(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let lone = bytes.iter().enumerate().filter(|(at, byte)| **byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64 + lone.count() as u64
}

/// Where line number `lines` (from 0) begins.
fn lines_end(text: &str, lines: usize) -> usize {
    let mut at = 0;
    for _ in 0..lines {
        let Some(end) = text[at..].find(['\r', '\n']) else { return text.len() };
        let end = at + end;
        at = if text[end..].starts_with("\r\n") { end + 2 } else { end + 1 };
    }
    at
}

/// A first line `sep=;`, which spreadsheet programs write and read, and its length.
fn separator_line(text: &str) -> Option<(u8, usize)> {
    let length = lines_end(text, 1);
    let told = text[..length].trim_end_matches(['\r', '\n']).strip_prefix("sep=")?;
    match told.as_bytes() {
        [delimiter] if DELIMITERS.contains(delimiter) => Some((*delimiter, length)),
        _ => None,
    }
}

/// The delimiter under which most of the first rows have the same number of cells, and more than one.
fn guess_delimiter(text: &str) -> u8 {
    let mut best = (0, 0, b',');
    for delimiter in DELIMITERS {
        let mut widths: HashMap<usize, usize> = HashMap::new();
        for record in reader(text.as_bytes(), delimiter, true).into_records().take(GUESS_FROM).flatten() {
            *widths.entry(record.len()).or_default() += 1;
        }
        let same = widths.iter().filter(|(width, _)| **width > 1).map(|(width, rows)| (*rows, *width)).max();
        if let Some((rows, width)) = same
            && (rows, width) > (best.0, best.1)
        {
            best = (rows, width, delimiter);
        }
    }
    best.2
}

fn name_columns(header: &StringRecord) -> (Vec<String>, Vec<Notice>) {
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    let mut notices = Vec::new();
    for (at, cell) in header.iter().enumerate() {
        let clean = cell.replace('\0', "");
        let clean = clean.trim();
        let wanted = if clean.is_empty() {
            notices.push(Notice::ColumnUnnamed(at + 1));
            format!("Column {}", at + 1)
        } else {
            clean.to_owned()
        };
        let mut name = wanted.clone();
        let mut count = 1;
        while names.contains(&name) {
            count += 1;
            name = format!("{wanted} ({count})");
        }
        if name != wanted {
            notices.push(Notice::ColumnRenamed(wanted, name.clone()));
        }
        names.push(name);
    }
    (names, notices)
}

#[derive(Debug, PartialEq, Eq)]
enum Quotes {
    /// There are none.
    None,
    /// Each opens a cell, closes it or is doubled.
    Sound,
    /// A quote inside a bare cell, or text behind a closing one.
    Stray,
    /// The last cell is still open at the end.
    Unclosed,
}

/// Follows the quotes of one record the way the reader does.
fn quotes(raw: &[u8], delimiter: u8) -> Quotes {
    if !raw.contains(&b'"') {
        return Quotes::None;
    }
    let mut found = Quotes::Sound;
    let (mut cell_starts, mut open) = (true, false);
    let mut bytes = raw.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if open {
            if byte != b'"' {
                continue;
            }
            if bytes.next_if_eq(&b'"').is_some() {
                continue;
            }
            open = false;
            if bytes.peek().is_some_and(|next| *next != delimiter && *next != b'\r' && *next != b'\n') {
                found = Quotes::Stray;
            }
            cell_starts = false;
        } else if byte == b'"' && cell_starts {
            open = true;
        } else {
            if byte == b'"' {
                found = Quotes::Stray;
            }
            cell_starts = byte == delimiter || byte == b'\r' || byte == b'\n';
        }
    }
    if open { Quotes::Unclosed } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str) -> Table {
        Table::open(text.to_owned(), &Shape::default(), &Limits::default()).expect("has a header")
    }

    fn read(table: &Table) -> Vec<(u64, Vec<String>, Vec<Code>)> {
        let mut rows = table.rows();
        let (mut row, mut all) = (Row::default(), Vec::new());
        loop {
            let mut flaws = Vec::new();
            if !rows.next(&mut row, &mut flaws) {
                return all;
            }
            let cells = row.cells().map(str::to_owned).collect();
            all.push((row.line, cells, flaws.into_iter().map(|flaw| flaw.code).collect()));
        }
    }

    #[test]
    fn each_delimiter_is_recognised() {
        for (text, delimiter) in [
            ("a,b\n1;x,2\n", b','),
            ("a;b\n1,5;2,5\n1,6;2,7\n", b';'),
            ("a\tb\n1\t2\n", b'\t'),
            ("a|b\n1|2\n", b'|'),
            ("only\none\n", b','),
            ("sep=;\na;b,c\n", b';'),
        ] {
            assert_eq!(open(text).delimiter(), delimiter, "{text:?}");
        }
    }

    #[test]
    fn a_blank_or_repeated_header_gets_a_name_of_its_own() {
        let table = open("Name,,Name, Name \nx,y,z,w\n");
        assert_eq!(table.columns(), ["Name", "Column 2", "Name (2)", "Name (3)"]);
        assert_eq!(table.notices().len(), 3);
    }

    #[test]
    fn lines_are_counted_through_quoted_line_breaks_and_empty_lines() {
        let table = open("a,b\n1,\"x\ny\"\n\n\n2,z\n");
        let lines: Vec<u64> = read(&table).into_iter().map(|(line, ..)| line).collect();
        assert_eq!(lines, [2, 6]);
    }

    #[test]
    fn lines_are_counted_the_same_whatever_ends_them() {
        for end in ["\n", "\r\n", "\r"] {
            let table = open(&["a,b", "1,2", "", "3,\"x", "y\"", "4,5"].join(end));
            let lines: Vec<u64> = read(&table).into_iter().map(|(line, ..)| line).collect();
            assert_eq!(lines, [2, 4, 6], "{end:?}");
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_one_row_and_not_the_file() {
        let table = open("a,b\n1,x\n2,\"y\n3,z\n");
        let rows = read(&table);
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[1].1, ["2", "\"y"]);
        assert_eq!(rows[1].2, [Code::UnclosedQuote]);
        assert_eq!((rows[2].0, rows[2].1.clone()), (4, vec!["3".to_owned(), "z".to_owned()]));
    }

    #[test]
    fn thousands_of_open_quotes_are_read_in_the_time_of_a_few() {
        let mut text = "a,b\n".to_owned();
        text.push_str(&"x\"y,\"\n".repeat(20_001));
        assert_eq!(read(&open(&text)).len(), 20_001);
    }

    #[test]
    fn text_behind_a_closing_quote_is_said() {
        let rows = read(&open("a,b\n\"x\"y,2\nx\"y,2\n\"x\"\"y\",2\n"));
        assert_eq!(rows[0].2, [Code::StrayQuote]);
        assert_eq!(rows[1].2, [Code::StrayQuote]);
        assert_eq!((rows[2].1[0].as_str(), rows[2].2.is_empty()), ("x\"y", true));
    }

    #[test]
    fn short_and_long_rows_are_said_and_trailing_delimiters_are_not() {
        let rows = read(&open("a,b,c\n1,2\n1,2,3,4\n1,2,3,\n"));
        let codes: Vec<_> = rows.into_iter().map(|(.., codes)| codes).collect();
        assert_eq!(codes, [vec![Code::ShortRow], vec![Code::LongRow], vec![]]);
    }

    #[test]
    fn lone_carriage_returns_end_lines() {
        let rows = read(&open("a,b\r1,2\r3,4\r"));
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].0, 3);
    }

    #[test]
    fn lines_above_the_header_can_be_skipped() {
        let shape = Shape { skip_lines: 2, ..Shape::default() };
        let table = Table::open("Report\n\na,b\n1,2\n".to_owned(), &shape, &Limits::default()).expect("has a header");
        assert_eq!((table.columns().len(), read(&table)[0].0), (2, 4));
    }

    #[test]
    fn a_file_without_header_numbers_its_columns() {
        let shape = Shape { no_header: true, ..Shape::default() };
        let table = Table::open("x,y\nz,w\n".to_owned(), &shape, &Limits::default()).expect("has a row");
        assert_eq!((table.columns().to_vec(), read(&table).len()), (vec!["1".to_owned(), "2".to_owned()], 2));
    }

    #[test]
    fn an_empty_file_has_no_rows() {
        for text in ["", "\n\r\n"] {
            let table = Table::open(text.to_owned(), &Shape::default(), &Limits::default());
            assert!(matches!(table, Err(Error::NoRows)));
        }
    }
}
