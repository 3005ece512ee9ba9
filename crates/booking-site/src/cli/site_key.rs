//! `innkeeper site-key`: websites that may send enquiries.

use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, Subcommand};

use super::Common;
use crate::clock;
use crate::http::widget::keys;
use crate::store::widget::SiteKey as Site;

/// Websites that may send enquiries.
#[derive(Args)]
pub(super) struct SiteKey {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Make a key for a website and print it.
    Add {
        #[command(flatten)]
        common: Common,
        /// An origin that may use it, as https://www.hotel.example; once for each.
        #[arg(long = "origin", value_name = "ORIGIN", required = true)]
        origins: Vec<String>,
        /// What people call the website.
        #[arg(long, value_name = "NAME", default_value = "")]
        name: String,
    },
    /// List the keys.
    List {
        #[command(flatten)]
        common: Common,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Revoke a key: the website's form says that it is not here any more.
    Revoke {
        #[command(flatten)]
        common: Common,
        /// The key, as the list shows it.
        key: String,
    },
}

impl SiteKey {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self.action {
            Action::Add { common, origins, name } => {
                let site = keys::new(&name, &origins, clock::now_ms())?;
                common.open_store().await?.add_site_key(&site).await?;
                println!("{}", site.key);
            }
            Action::List { common, json } => list(&common.open_store().await?.site_keys().await?, json)?,
            Action::Revoke { common, key } => {
                if !common.open_store().await?.revoke_site_key(&key, clock::now_ms()).await? {
                    bail!("there is no key {key}, or it is revoked already");
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn list(sites: &[Site], json: bool) -> anyhow::Result<()> {
    if json {
        let item = |site: &Site| {
            serde_json::json!({
                "key": site.key, "name": site.name, "origins": site.origins, "created_at": site.created_at, "revoked_at": site.revoked_at,
            })
        };
        println!("{}", serde_json::to_string_pretty(&sites.iter().map(item).collect::<Vec<_>>())?);
        return Ok(());
    }
    for site in sites {
        let revoked = if site.revoked_at.is_some() { "  (revoked)" } else { "" };
        println!("{}  {}  {}{revoked}", site.key, site.origins.join(" "), site.name);
    }
    Ok(())
}
