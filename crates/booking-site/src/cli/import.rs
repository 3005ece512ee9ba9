//! `innkeeper import`: a file of another system.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;

use super::{Common, FINDINGS, NOT_UNDERSTOOD};
use crate::import::map::Map;
use crate::import::run::{Request, import};
use crate::import::{Error, Limits};
use crate::writer::Writer;

mod message;

const MORE: &str = "A file that begins as XML does is read as an OpenTravel message and needs no map. For a table, the map file says which column becomes which field; its schema, the JSON report and every code are in docs/cli.md. Importing \
the same file again writes nothing. Exit codes: 0 every row was taken or repaired; 1 nothing was imported, or the database failed on the way; \
3 done, and some rows were refused.";

/// Import guests and stays from a CSV file or an OpenTravel message, also packed as .xz or .gz.
#[derive(Args)]
#[command(after_help = MORE)]
pub(super) struct Import {
    #[command(flatten)]
    common: Common,
    /// The file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The map of a table: which column becomes which field.
    #[arg(long, value_name = "MAP.json")]
    map: Option<PathBuf>,
    /// What the system that wrote a message is called: small letters, digits, hyphens. The same name as its connection's, if it has one.
    #[arg(long, value_name = "NAME", default_value = "opentravel")]
    system: String,
    /// Check every row and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
    /// Write every finding to this CSV file.
    #[arg(long, value_name = "FILE.csv")]
    problems: Option<PathBuf>,
    /// Encoding of the file (utf-8, windows-1252, gb18030 …); goes before the map's.
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Most rows.
    #[arg(long, value_name = "ROWS", default_value_t = Limits::default().rows)]
    max_rows: u64,
    /// Most bytes of the file as it lies on the disk.
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().packed_bytes)]
    max_bytes: u64,
}

impl Import {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let bytes = read(&self.file)?;
        let limits = Limits { rows: self.max_rows, packed_bytes: self.max_bytes, ..Limits::default() };
        let Some(map) = self.map else {
            let message = message::text(bytes, self.encoding.as_deref(), &limits).with_context(|| self.file.display().to_string())?;
            let Some(message) = message else {
                eprintln!("innkeeper: {} is a table, and a table needs --map MAP.json", self.file.display());
                return Ok(ExitCode::from(NOT_UNDERSTOOD));
            };
            let report = message::import(&self.common.open_store().await?, &message, &self.system, self.dry_run).await?;
            message::print(&report, self.json)?;
            return Ok(if report.refused() == 0 { ExitCode::SUCCESS } else { ExitCode::from(FINDINGS) });
        };
        let request = Request {
            bytes,
            file: name(&self.file),
            map: read_map(&map)?,
            encoding: self.encoding,
            limits,
            dry_run: self.dry_run,
            shift_to: None,
            problems: self.problems,
            show_progress: true,
        };
        let writer = Writer::new(self.common.open_store().await?);
        let report = import(&writer, request).await?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&report)?);
        } else {
            println!("{report}");
        }
        Ok(if report.refused == 0 { ExitCode::SUCCESS } else { ExitCode::from(FINDINGS) })
    }
}

/// The bytes of a file, with its name in the error.
pub(super) fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| path.display().to_string())
}

/// A map file, with its name in the error.
pub(super) fn read_map(path: &Path) -> anyhow::Result<Map> {
    Map::read(&read(path)?).map_err(Error::Map).with_context(|| path.display().to_string())
}

/// The last part of a path.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
