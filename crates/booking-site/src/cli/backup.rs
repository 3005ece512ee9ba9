//! `innkeeper backup`: a copy of the whole database, elsewhere.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::Common;
use crate::backup::target::{Target, make};
use crate::clock;
use crate::keys::Keys;

const MORE: &str = "A file of the same form for SQLite and PostgreSQL, read back and checked before it counts; rows in it then count as durable. \
It does not hold server.key, without which nobody can read it and a restored server knows none of its devices: keep a copy of that apart, on paper if \
you like. What is personal about guests is sealed under keys that lie beside the backups in innkeeper.keys, a file that each backup overwrites, so that an \
old backup says nothing of a guest who was erased since.";

/// Back the database up into a directory, also while a server serves it.
#[derive(Args)]
#[command(after_help = MORE)]
pub(super) struct Backup {
    #[command(flatten)]
    common: Common,
    /// Directory on another disk or machine; made if it is not there.
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// So many of the newest stay in it.
    #[arg(long, value_name = "COUNT", default_value_t = KEPT)]
    keep: usize,
}

/// How many backups stay where nothing else is said: two days of hourly ones.
pub(super) const KEPT: usize = 48;

impl Backup {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let store = self.common.open_store().await?;
        let keys = Keys::open(&self.common.data)?;
        let target = Target { dir: self.dir, keep: self.keep };
        let made = make(&store, &keys, &self.common.data, &target, clock::now_ms()).await?;
        println!("{} holds the log up to row {} of generation {}, {} bytes", made.file.display(), made.seq, made.epoch, made.bytes);
        if made.same_disk {
            eprintln!("The backup is on the disk of the database: what takes one may take both.");
        }
        Ok(ExitCode::SUCCESS)
    }
}
