//! `innkeeper restore`: a backup becomes the database.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;

use super::Common;
use crate::backup::restore::{Restore as Work, Secret};
use crate::clock;
use crate::lost::LostReceipt;

const MORE: &str = "Stop the server first; start it afterwards. The backup is verified before it takes the place of anything, and a database of SQLite that \
was there stays beside it as innkeeper.db.before-… A new generation of the log begins: each device takes a snapshot and sends again what the backup \
does not hold, and guests get numbers of a new series.";

/// Make a backup the database.
#[derive(Args)]
#[command(after_help = MORE)]
pub(super) struct Restore {
    #[command(flatten)]
    common: Common,
    /// A file that `innkeeper backup` made, or a directory of them, of which the newest is taken.
    #[arg(value_name = "BACKUP")]
    from: PathBuf,
    /// Take the place of a database that is there.
    #[arg(long)]
    replace: bool,
    /// The copy of server.key, where the data directory has none.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
}

impl Restore {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let database = self.common.database();
        let secret = self.key.map_or(Secret::Here, Secret::From);
        let keys = self.common.keys();
        let work = Work { from: self.from, data: self.common.data, database, keys, replace: self.replace, secret };
        let restored = work.run(clock::now_ms()).await?;
        println!("{}", restored.report);
        println!("restored {} as generation {}", restored.file.display(), restored.epoch);
        if let Some(present) = restored.present.filter(|present| present.seq > restored.header.seq) {
            println!(
                "The database that was there ended at row {}, the backup at row {}: devices send again what they hold of the rows between.",
                present.seq, restored.header.seq
            );
        }
        if let Some(kept) = restored.kept {
            println!("It is now {}.", kept.display());
        }
        if !restored.missing.is_empty() {
            println!("Acknowledged and not in the backup; what a device had comes back, the rest is listed in Settings until then:");
            for LostReceipt { number, kind, at } in restored.missing {
                println!("  {kind} {number}, {}", Timestamp::from_millisecond(at).unwrap_or_default());
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
