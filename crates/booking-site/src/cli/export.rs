//! `innkeeper export`: everything about the guests, in the hotel's hands.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, ValueEnum};
use innkeeper_domain::Instant;
use innkeeper_texts::Locale;

use super::Common;
use crate::clock;
use crate::export::{Format, export};
use crate::writer::Writer;

const MORE: &str = "One line of JSON per guest (with stays, consents, interactions and points), lead and consent wording; docs/cli.md has the shape. \
The file holds personal data in clear: keep it where the guests would want it kept.";

/// Export all guests, as JSON lines or as a CSV file.
#[derive(Args)]
#[command(after_help = MORE)]
pub(super) struct Export {
    #[command(flatten)]
    common: Common,
    /// JSON lines of everything, or a table of guests; in the table, cells that a spreadsheet program could run are quoted.
    #[arg(long, value_enum, default_value_t = Form::Json)]
    format: Form,
    /// The table's headings in the words of a language; without it they are the names that `innkeeper import` reads back.
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    headings: Option<Locale>,
    /// Write to this file, readable by its owner only, instead of standard output.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Json,
    Csv,
}

impl Export {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let writer = Writer::new(self.common.open_store().await?);
        let format = match self.format {
            Form::Json => Format::JsonLines,
            Form::Csv => Format::Csv(self.headings),
        };
        let out: Box<dyn Write> = match &self.output {
            Some(path) => Box::new(BufWriter::new(private(path).with_context(|| path.display().to_string())?)),
            None => Box::new(std::io::stdout().lock()),
        };
        let written = export(&writer, format, Instant(clock::now_ms()), out).await?;
        if self.output.is_some() {
            eprintln!("{written} written");
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn language(tag: &str) -> Result<Locale, String> {
    Locale::from_tag(tag).ok_or_else(|| format!("the languages are {}", Locale::ALL.map(Locale::tag).join(", ")))
}

/// A new file that others on this machine cannot read.
fn private(path: &std::path::Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
