//! The file of a backup: written once from front to back, read the same way, and believed only as a whole.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use flate2::Compression;
use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;
use innkeeper_sync::hlc::Hlc;
use innkeeper_sync::id::{DeviceId, Dot, Seq};
use innkeeper_sync::row::Chain;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{BackupError, FORMAT, Header};
use crate::hex;
use crate::store::Arg;
use crate::store::tables::{Holds, Table};

/// The last line.
#[derive(Serialize, Deserialize)]
struct End {
    /// Rows of each table.
    rows: BTreeMap<String, u64>,
    /// SHA-256 of every byte before this line, unpacked.
    sha256: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    Table(Table),
    End(End),
}

/// A file being written.
pub(super) struct Pen {
    out: GzEncoder<BufWriter<File>>,
    digest: Sha256,
    rows: BTreeMap<String, u64>,
    table: String,
}

/// Level of gzip: the log is names and short texts, which a higher one packs little better and much slower.
const PACKING: u32 = 3;

impl Pen {
    /// Begins with the header.
    pub(super) fn begin(file: File, header: &Header) -> std::io::Result<Self> {
        let out = GzEncoder::new(BufWriter::with_capacity(1 << 20, file), Compression::new(PACKING));
        let mut pen = Self { out, digest: Sha256::new(), rows: BTreeMap::new(), table: String::new() };
        pen.line(&serde_json::to_vec(header)?)?;
        Ok(pen)
    }

    fn line(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        for part in [bytes, b"\n"] {
            self.digest.update(part);
            self.out.write_all(part)?;
        }
        Ok(())
    }

    /// Rows from here on are of this table.
    pub(super) fn table(&mut self, table: &Table) -> std::io::Result<()> {
        self.table.clone_from(&table.name);
        self.rows.insert(table.name.clone(), 0);
        self.line(&serde_json::to_vec(&Line::Table(table.clone()))?)
    }

    /// The next row.
    pub(super) fn row(&mut self, cells: Vec<Arg>) -> std::io::Result<()> {
        *self.rows.entry(self.table.clone()).or_default() += 1;
        let cells: Vec<Value> = cells.into_iter().map(written).collect();
        self.line(&serde_json::to_vec(&cells)?)
    }

    /// Ends the file; on return it is on the disk.
    pub(super) fn end(mut self) -> std::io::Result<()> {
        let end = End { rows: std::mem::take(&mut self.rows), sha256: hex::encode(&self.digest.clone().finalize()) };
        self.line(&serde_json::to_vec(&Line::End(end))?)?;
        self.out.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()
    }
}

fn written(cell: Arg) -> Value {
    match cell {
        Arg::Int(value) => value.into(),
        Arg::Text(value) => value.into(),
        Arg::Blob(value) => value.map(|bytes| BASE64.encode(bytes)).into(),
    }
}

fn cell(value: Value, holds: Holds) -> Option<Arg> {
    Some(match (value, holds) {
        (Value::Null, Holds::Int) => Arg::Int(None),
        (Value::Null, Holds::Text) => Arg::Text(None),
        (Value::Null, Holds::Blob) => Arg::Blob(None),
        (Value::Number(number), Holds::Int) => Arg::Int(Some(number.as_i64()?)),
        (Value::String(text), Holds::Text) => Arg::Text(Some(text)),
        (Value::String(text), Holds::Blob) => Arg::Blob(Some(BASE64.decode(text).ok()?)),
        _ => return None,
    })
}

/// The header of a file; the rest is not looked at.
///
/// # Errors
/// When the file cannot be read or does not begin as a backup.
pub fn header(path: &Path) -> Result<Header, BackupError> {
    Eye::open(path).map(|eye| eye.header)
}

/// Reads a whole file and checks it: its digest, its counts, and that its log is gapless and its chain leads to the end the header names.
///
/// # Errors
/// [`BackupError::Broken`] with what does not fit.
pub fn check(path: &Path) -> Result<Header, BackupError> {
    Eye::open(path)?.read_whole(|_, _| Ok(()))
}

/// A file being read.
pub(super) struct Eye<'a> {
    path: &'a Path,
    input: BufReader<MultiGzDecoder<BufReader<File>>>,
    digest: Sha256,
    pub(super) header: Header,
}

/// Rows handed over at a time.
const BATCH: usize = 1_000;

impl<'a> Eye<'a> {
    pub(super) fn open(path: &'a Path) -> Result<Self, BackupError> {
        let file = File::open(path).map_err(BackupError::file(path))?;
        let mut input = BufReader::new(MultiGzDecoder::new(BufReader::with_capacity(1 << 20, file)));
        let mut digest = Sha256::new();
        let line = next(path, &mut input)?.ok_or_else(|| BackupError::broken(path, "it is empty"))?;
        digest.update(&line);
        let header: Header =
            serde_json::from_slice(&line).map_err(|error| BackupError::broken(path, format!("its first line: {error}")))?;
        if header.format != FORMAT {
            return Err(BackupError::broken(path, format!("its format is {}, this build reads {FORMAT}", header.format)));
        }
        Ok(Self { path, input, digest, header })
    }

    /// Hands the rows over, some at a time, and checks the file on the way. What was handed over counts only if this ends well.
    pub(super) fn read_whole(
        mut self,
        mut take: impl FnMut(&Arc<Table>, Vec<Vec<Arg>>) -> Result<(), BackupError>,
    ) -> Result<Header, BackupError> {
        let path = self.path;
        let broken = |why: String| BackupError::broken(path, why);
        let mut table: Option<Arc<Table>> = None;
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        let mut batch = Vec::new();
        let mut log = Log::default();
        loop {
            let line = next(path, &mut self.input)?.ok_or_else(|| broken("it ends in the middle".to_owned()))?;
            if line.starts_with(b"[") {
                let of = table.as_ref().ok_or_else(|| broken("a row before the first table".to_owned()))?;
                let count = counts.get_mut(&of.name).expect("entered with the table");
                *count += 1;
                let cells = cells(&line, of).ok_or_else(|| broken(format!("row {count} of {}", of.name)))?;
                if of.name == LOG {
                    log.follow(of, &cells).map_err(broken)?;
                }
                batch.push(cells);
                if batch.len() == BATCH {
                    take(of, std::mem::take(&mut batch))?;
                }
                self.digest.update(&line);
                continue;
            }
            if let Some(of) = &table {
                take(of, std::mem::take(&mut batch))?;
            }
            match serde_json::from_slice(&line).map_err(|error| broken(error.to_string()))? {
                Line::Table(next) if next.is_sound() && !counts.contains_key(&next.name) => {
                    counts.insert(next.name.clone(), 0);
                    table = Some(Arc::new(next));
                    self.digest.update(&line);
                }
                Line::Table(next) => return Err(broken(format!("the table {:?}", next.name))),
                Line::End(end) => {
                    let found = hex::encode(&self.digest.finalize());
                    if end.sha256 != found || end.rows != counts {
                        return Err(broken("its digest or its counts differ".to_owned()));
                    }
                    if (log.seq, log.chain.to_string()) != (self.header.seq, self.header.chain.clone()) {
                        return Err(broken(format!("its log ends at row {}, not {}", log.seq, self.header.seq)));
                    }
                    // What packs it has a digest of its own at the very end.
                    return match next(path, &mut self.input)? {
                        None => Ok(self.header),
                        Some(_) => Err(broken("it goes on after its end".to_owned())),
                    };
                }
            }
        }
    }
}

/// The next line with its end; none after the last.
fn next(path: &Path, input: &mut impl BufRead) -> Result<Option<Vec<u8>>, BackupError> {
    let mut line = Vec::new();
    input.read_until(b'\n', &mut line).map_err(|error| match error.kind() {
        std::io::ErrorKind::InvalidInput | std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => {
            BackupError::broken(path, error.to_string())
        }
        _ => BackupError::file(path)(error),
    })?;
    Ok((!line.is_empty()).then_some(line))
}

fn cells(line: &[u8], table: &Table) -> Option<Vec<Arg>> {
    let values: Vec<Value> = serde_json::from_slice(line).ok()?;
    if values.len() != table.columns.len() {
        return None;
    }
    values.into_iter().zip(&table.columns).map(|(value, (_, holds))| cell(value, *holds)).collect()
}

/// Name of the table whose rows are the log.
const LOG: &str = "log";

/// How far the log was followed.
#[derive(Default)]
struct Log {
    seq: Seq,
    chain: Chain,
}

impl Log {
    fn follow(&mut self, table: &Table, cells: &[Arg]) -> Result<(), String> {
        let number = |column: &str| match table.place(column).map(|place| &cells[place]) {
            Some(Arg::Int(Some(value))) => Ok(value.cast_unsigned()),
            _ => Err(format!("a row of the log without {column}")),
        };
        let dev = u32::try_from(number("dev")?).map_err(|error| error.to_string())?;
        let (seq, dot) = (number("seq")?, Dot(DeviceId(dev), number("n")?));
        self.chain = self.chain.next(dot, Hlc(number("eff")?));
        self.seq += 1;
        if (seq, number("chain")?) != (self.seq, self.chain.0) {
            return Err(format!("its chain breaks at row {seq}"));
        }
        Ok(())
    }
}
