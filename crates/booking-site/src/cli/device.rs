//! `innkeeper device`: browsers enrolled for work.

use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, Subcommand};
use innkeeper_sync::id::DeviceId;

use super::Common;
use crate::clock;
use crate::store::devices::DeviceRow;

/// Browsers enrolled for work.
#[derive(Args)]
pub(super) struct Device {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// List the devices with what they last said of themselves.
    List {
        #[command(flatten)]
        common: Common,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Revoke a device: it gets nothing more and wipes itself at its next contact; what it still holds is kept aside.
    Revoke {
        #[command(flatten)]
        common: Common,
        /// Its number, as the list shows it.
        #[arg(value_parser = number)]
        device: DeviceId,
    },
}

fn number(text: &str) -> Result<DeviceId, String> {
    u32::from_str_radix(text, 16).map(DeviceId).map_err(|_| "a device's number is eight hex digits".to_owned())
}

impl Device {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self.action {
            Action::List { common, json } => list(&common.open_store().await?.devices().await?, json)?,
            Action::Revoke { common, device } => {
                if !common.open_store().await?.revoke_device(device, clock::now_ms()).await? {
                    bail!("there is no device {device}, or it is revoked already");
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn list(devices: &[DeviceRow], json: bool) -> anyhow::Result<()> {
    if json {
        let item = |row: &DeviceRow| {
            serde_json::json!({
                "dev": row.dev.to_string(), "name": row.name, "user": row.user, "enrolled_at": row.enrolled_at, "revoked_at": row.revoked_at,
                "last_n": row.last_n, "last_seen": row.last_seen, "status": row.status,
            })
        };
        println!("{}", serde_json::to_string_pretty(&devices.iter().map(item).collect::<Vec<_>>())?);
        return Ok(());
    }
    for row in devices {
        let revoked = if row.revoked_at.is_some() { "  (revoked)" } else { "" };
        let seen = jiff::Timestamp::from_millisecond(row.last_seen)?;
        println!(
            "{}  {}  {} changes in the log, {} waiting, last seen {seen:.0}{revoked}",
            row.dev, row.name, row.last_n, row.status.pending
        );
    }
    Ok(())
}
