//! The problems file: one line per finding, for the person who corrects the export.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::finding::Finding;
use crate::export::safe_cell;

/// Its columns.
pub const COLUMNS: [&str; 7] = ["row", "line", "column", "effect", "code", "given", "kept"];

/// Writes findings as CSV, safe to open in a spreadsheet program.
pub struct ProblemsFile<W: Write>(csv::Writer<W>);

impl ProblemsFile<BufWriter<File>> {
    /// Makes the file and writes its header.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn create(path: &Path) -> io::Result<Self> {
        Self::new(BufWriter::new(File::create(path)?))
    }
}

impl<W: Write> ProblemsFile<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn new(into: W) -> io::Result<Self> {
        let mut writer = csv::Writer::from_writer(into);
        writer.write_record(COLUMNS)?;
        Ok(Self(writer))
    }

    /// Writes a line.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&mut self, finding: &Finding) -> io::Result<()> {
        let number = |number: u64| if number == 0 { String::new() } else { number.to_string() };
        let (row, line) = (number(finding.row), number(finding.line));
        let column = safe_cell(&finding.column);
        let (given, kept) = (safe_cell(&finding.given), safe_cell(&finding.kept));
        self.0.write_record([row.as_str(), &line, &column, finding.effect.word(), &finding.code, &given, &kept])?;
        Ok(())
    }

    /// Writes what is buffered.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::super::finding::Effect;
    use super::*;

    #[test]
    fn nothing_in_it_can_run_as_a_formula() {
        let mut bytes = Vec::new();
        let mut file = ProblemsFile::new(&mut bytes).expect("a vector takes everything");
        let finding = Finding {
            row: 3,
            line: 4,
            column: "=HYPERLINK(1)".to_owned(),
            code: "code-unknown".into(),
            effect: Effect::Repair,
            given: "@SUM(1,2)".to_owned(),
            kept: "-6.38".to_owned(),
        };
        file.write(&finding).expect("a vector takes everything");
        file.finish().expect("a vector takes everything");
        let text = String::from_utf8(bytes).expect("is text");
        assert_eq!(text, "row,line,column,effect,code,given,kept\n3,4,'=HYPERLINK(1),repair,code-unknown,\"'@SUM(1,2)\",-6.38\n");
    }
}
