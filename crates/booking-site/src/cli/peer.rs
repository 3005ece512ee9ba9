//! `innkeeper peer`: systems that tell reservations.

use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, Subcommand};

use super::Common;
use crate::clock;
use crate::keys::Keys;
use crate::peer::secret;

/// Systems that tell reservations, as a booking engine does.
#[derive(Args)]
pub(super) struct Peer {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Connect a system and print the secret it signs with. For one that is connected already: another secret, and the one before is void.
    Add {
        #[command(flatten)]
        common: Common,
        /// What it is called in every number it tells: small letters, digits, hyphens.
        name: String,
    },
    /// End a connection. What it has told stays.
    End {
        #[command(flatten)]
        common: Common,
        /// Its name.
        name: String,
    },
}

impl Peer {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self.action {
            Action::Add { common, name } => {
                if !secret::is_name(&name) {
                    bail!("`{name}` is no name for a system: small letters, digits and hyphens, at most 40");
                }
                let store = common.open_store().await?;
                println!("{}", secret::connect(&store, &Keys::open(&common.data)?, &name, clock::now_ms()).await?);
            }
            Action::End { common, name } => {
                if !secret::end(&common.open_store().await?, &name).await? {
                    bail!("no system {name} is connected");
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
