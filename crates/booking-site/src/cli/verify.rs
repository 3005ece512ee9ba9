//! `innkeeper verify`: does everything stored fit together?

use std::process::ExitCode;

use clap::Args;

use super::{Common, FINDINGS};
use crate::verify::verify;

const MORE: &str = "Nothing is changed. It may run beside a serving process; rows that come meanwhile are left alone. \
Exit codes: 0 clean; 1 the database cannot be read; 3 something does not fit, see docs/cli.md for the codes.";

/// Check that the log is gapless and its chain unbroken, and that the stored states are what the log adds up to.
#[derive(Args)]
#[command(after_help = MORE)]
pub(super) struct Verify {
    #[command(flatten)]
    common: Common,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let report = verify(&self.common.open_store().await?).await?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&report)?);
        } else {
            println!("{report}");
        }
        Ok(if report.clean { ExitCode::SUCCESS } else { ExitCode::from(FINDINGS) })
    }
}
