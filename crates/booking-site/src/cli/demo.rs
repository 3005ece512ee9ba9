//! `innkeeper demo`: a hotel to look at.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use innkeeper_domain::Date;

use super::Common;
use super::import::{name, read, read_map};
use crate::clock;
use crate::demo::fill::{self, Guests, STAFF, made_for};
use crate::demo::{GUESTS, HOTEL};
use crate::import::map::Map;
use crate::import::run::Request;
use crate::import::{Error, Limits};

/// The map of the reservation list that the demo can load.
const RESERVATIONS_MAP: &str = include_str!("../../maps/reservations.json");

const MORE: &str = "The guests are made up, and the same each time; only an empty database is filled, and one that was filled before is left as it is. With --reservations they come from an export \
instead, read by the map for reservation lists unless --map names another. The accounts and their password are printed once.";

/// Fill an empty database with a made-up hotel.
#[derive(Args)]
#[command(after_help = MORE)]
pub(super) struct Demo {
    #[command(flatten)]
    common: Common,
    /// The day the hotel is made for; without it the day it is there.
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<Date>,
    /// How many guests are made up.
    #[arg(long, value_name = "COUNT", default_value_t = GUESTS, value_parser = clap::value_parser!(u32).range(100..=i64::from(GUESTS)), conflicts_with = "reservations")]
    guests: u32,
    /// Take the guests from this reservation list (CSV, also .xz or .gz).
    #[arg(long, value_name = "FILE")]
    reservations: Option<PathBuf>,
    /// The map of that list.
    #[arg(long, value_name = "MAP.json", requires = "reservations")]
    map: Option<PathBuf>,
    /// Move the list's dates by whole weeks, so that today has arrivals.
    #[arg(long, requires = "reservations")]
    shift_to_today: bool,
    /// Password of the accounts; a new one is made if it is not given.
    #[arg(long, value_name = "PASSWORD")]
    password: Option<String>,
}

impl Demo {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let today = self.today.unwrap_or_else(|| fill::today(clock::now_ms()));
        let guests = self.guests(today)?;
        let store = self.common.open_store().await?;
        if let Some(day) = made_for(&store).await? {
            println!("{HOTEL} is there already, made for {day}. Sign in with the password printed then, or set a new one");
            println!("with `innkeeper user reset {}`.", STAFF[0].email);
            return Ok(ExitCode::SUCCESS);
        }
        let filled = fill::fill(&store, today, guests, self.password).await?;
        if let Some(report) = &filled.report {
            println!("{report}");
        }
        println!("{HOTEL} is ready ({} changes in the log). Sign in as", filled.ops);
        for account in STAFF {
            let roles: Vec<&str> = account.roles.iter().map(|role| role.code()).collect();
            println!("  {:<28} {} ({})", account.email, account.name, roles.join(", "));
        }
        println!("with the password {}", filled.password);
        Ok(ExitCode::SUCCESS)
    }

    fn guests(&self, today: Date) -> anyhow::Result<Guests> {
        let Some(path) = &self.reservations else { return Ok(Guests::MadeUp(self.guests)) };
        let map = match &self.map {
            Some(map) => read_map(map)?,
            None => Map::read(RESERVATIONS_MAP.as_bytes()).map_err(Error::Map)?,
        };
        Ok(Guests::Export(Box::new(Request {
            bytes: read(path)?,
            file: name(path),
            map,
            encoding: None,
            limits: Limits::default(),
            dry_run: false,
            shift_to: self.shift_to_today.then_some(today),
            problems: None,
            show_progress: true,
        })))
    }
}
