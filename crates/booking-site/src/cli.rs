//! The command line: what was typed, and which module does it.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::store::{Store, StoreError};

mod backup;
mod demo;
mod device;
mod erase;
mod export;
mod import;
mod mail;
mod migrate;
mod peer;
mod restore;
mod segment;
mod serve;
mod site;
mod site_key;
mod space;
mod user;
mod verify;

/// Exit code: it did not work; the reason was printed.
pub const FAILED: u8 = 1;
/// Exit code: the command line cannot be understood.
pub const NOT_UNDERSTOOD: u8 = 2;
/// Exit code of a command that ran and found something to look at.
pub const FINDINGS: u8 = 3;

const EXIT_CODES: &str = "Exit codes: 0 done; 1 failed, the reason is on standard error; 2 the command line was not understood; \
3 done, with findings to look at.";

/// Innkeeper: the hotel's guest records, on every device and at home.
#[derive(Parser)]
#[command(name = "innkeeper", version, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the app, its API and sync.
    Serve(serve::Serve),
    /// Accounts of the staff.
    User(user::User),
    /// Houses of the hotel, each with its own guests.
    Space(space::Space),
    /// Browsers enrolled for work.
    Device(device::Device),
    /// Websites that may send enquiries.
    SiteKey(site_key::SiteKey),
    /// Systems that tell reservations, as a booking engine does.
    Peer(peer::Peer),
    /// Import guests and stays from a CSV file or an OpenTravel message, also packed as .xz or .gz.
    Import(import::Import),
    /// Erase what is personal in a guest's file.
    Erase(erase::Erase),
    /// Export all guests, as JSON lines or as a CSV file.
    Export(export::Export),
    /// Ask who a rule holds for.
    Segment(segment::Segment),
    /// Mails of the hotel's site: what waits, what went out, what did not.
    Mail(mail::Mail),
    /// Check that the log is gapless and its chain unbroken, and that the stored states are what the log adds up to.
    Verify(verify::Verify),
    /// Back the database up into a directory, also while a server serves it.
    Backup(backup::Backup),
    /// Make a backup the database.
    Restore(restore::Restore),
    /// Move the database from SQLite to PostgreSQL, or back.
    Migrate(migrate::Migrate),
    /// Fill an empty database with a made-up hotel.
    Demo(demo::Demo),
}

/// Where the data is: the same for every command.
#[derive(Args, Clone)]
pub struct Common {
    /// Directory of the database, the server's key and its snapshots; made if it is not there.
    #[arg(long, value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    /// PostgreSQL database to use instead of SQLite in the data directory; also read from INNKEEPER_DATABASE.
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// PostgreSQL database of the keys that guests' files are sealed under, instead of keys.db in the data directory, or of the database whose
    /// name ends in _keys beside the other; also read from INNKEEPER_KEYS.
    #[arg(long, value_name = "URL")]
    pub keys: Option<String>,
}

impl Common {
    /// Opens the database.
    ///
    /// # Errors
    /// When it cannot be used.
    pub async fn open_store(&self) -> Result<Store, StoreError> {
        Store::open_with(&self.data, self.database().as_deref(), self.keys().as_deref()).await
    }

    fn keys(&self) -> Option<String> {
        self.keys.clone().or_else(|| std::env::var("INNKEEPER_KEYS").ok())
    }

    /// The PostgreSQL database, if it is not SQLite.
    fn database(&self) -> Option<String> {
        self.database.clone().or_else(|| std::env::var("INNKEEPER_DATABASE").ok())
    }
}

/// The command line as clap has it, for the documentation.
#[must_use]
pub fn command() -> clap::Command {
    Cli::command()
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = EnvFilter::try_from_env("INNKEEPER_LOG").unwrap_or_else(|_| EnvFilter::new("warn,innkeeper_booking_site=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = runtime.map_err(anyhow::Error::from).and_then(|runtime| runtime.block_on(run(cli.command)));
    done.unwrap_or_else(|error| {
        eprintln!("innkeeper: {error:#}");
        ExitCode::from(FAILED)
    })
}

async fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve(serve) => serve.run().await,
        Command::User(user) => user.run().await,
        Command::Space(space) => space.run().await,
        Command::Device(device) => device.run().await,
        Command::SiteKey(site_key) => site_key.run().await,
        Command::Peer(peer) => peer.run().await,
        Command::Import(import) => import.run().await,
        Command::Erase(erase) => erase.run().await,
        Command::Export(export) => export.run().await,
        Command::Segment(segment) => segment.run().await,
        Command::Mail(mail) => mail.run().await,
        Command::Verify(verify) => verify.run().await,
        Command::Backup(backup) => backup.run().await,
        Command::Restore(restore) => restore.run().await,
        Command::Migrate(migrate) => migrate.run().await,
        Command::Demo(demo) => demo.run().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        command().debug_assert();
    }
}
