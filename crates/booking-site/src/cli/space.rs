//! `innkeeper space`: the houses of the hotel, and which files are where.

use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, Subcommand};
use innkeeper_sync::id::UserId;

use super::Common;
use super::erase::root_of;
use crate::writer::Writer;
use crate::{clock, roster, spaces};

/// Houses of the hotel, each with its own guests.
#[derive(Args)]
pub(super) struct Space {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Add a space beside the hotel's own. None is ever removed.
    Add {
        #[command(flatten)]
        common: Common,
        /// Its name: 1 to 32 small letters, digits and hyphens.
        name: String,
    },
    /// List the spaces.
    List {
        #[command(flatten)]
        common: Common,
    },
    /// Put a guest or a lead into a space, or take the file out of it: who has no other space of the file's loses sight of it.
    Place {
        #[command(flatten)]
        common: Common,
        /// The guest's number, or the id of a guest or a lead.
        #[arg(value_name = "GUEST")]
        guest: String,
        /// The space.
        space: String,
        /// Take it out.
        #[arg(long)]
        out: bool,
    },
}

impl Space {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self.action {
            Action::Add { common, name } => spaces::add(&common.open_store().await?, &name).await?,
            Action::List { common } => {
                for space in spaces::all(&common.open_store().await?).await? {
                    println!("{space}");
                }
            }
            Action::Place { common, guest, space, out } => {
                let store = common.open_store().await?;
                let Some(root) = root_of(&Writer::new(store.clone()), &guest).await? else { bail!("there is no guest {guest}") };
                spaces::place(&store, root, &space, !out, UserId::of_source(roster::HOUSE), clock::now_ms()).await?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
