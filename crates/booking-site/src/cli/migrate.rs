//! `innkeeper migrate`: from SQLite to PostgreSQL, or back.

use std::process::ExitCode;

use clap::Args;

use super::Common;
use crate::backup::migrate::Move;
use crate::clock;

const MORE: &str = "Stop the server first. Everything moves, also who is signed in, and the log keeps its generation: devices go on without a snapshot. \
What arrived is verified and compared with what left before it counts. server.key stays in the data directory; a database of SQLite that was left \
stays beside it as innkeeper.db.moved-…";

/// Move the database from SQLite to PostgreSQL, or back.
#[derive(Args)]
#[command(after_help = MORE)]
pub(super) struct Migrate {
    #[command(flatten)]
    common: Common,
    /// Address of an empty PostgreSQL database, or `sqlite` for SQLite in the data directory.
    #[arg(long, value_name = "URL")]
    to: String,
}

impl Migrate {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let to = (self.to != "sqlite").then_some(self.to);
        // To PostgreSQL it goes from SQLite, whatever the environment says.
        let from = if to.is_some() { self.common.database.clone() } else { self.common.database() };
        let moved = Move { data: self.common.data.clone(), from, to: to.clone(), keys: self.common.keys() }.run(clock::now_ms()).await?;
        println!("{}", moved.report);
        match to {
            Some(_) => println!("moved: serve it with --database, or INNKEEPER_DATABASE"),
            None => println!("moved: serve it without --database"),
        }
        if let Some(kept) = moved.kept {
            println!("The file that was left is now {}.", kept.display());
        }
        Ok(ExitCode::SUCCESS)
    }
}
