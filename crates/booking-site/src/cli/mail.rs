//! `innkeeper mail`: the outbox, for whoever looks after the server.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::Timestamp;

use super::Common;

/// Mails of the hotel's site.
#[derive(Args)]
pub(super) struct Mail {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// List them, the newest first.
    List(List),
}

#[derive(Args)]
struct List {
    #[command(flatten)]
    common: Common,
    /// How many at most.
    #[arg(long, value_name = "COUNT", default_value = "50")]
    limit: u32,
}

impl Mail {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let What::List(List { common, limit }) = self.what;
        let mails = common.open_store().await?.mails(limit).await?;
        if mails.is_empty() {
            println!("There are no mails.");
        }
        for mail in mails {
            let at = Timestamp::from_millisecond(mail.created_at).unwrap_or(Timestamp::UNIX_EPOCH).strftime("%Y-%m-%d %H:%M");
            let (state, tries) = (mail.state.word(), mail.tries);
            println!("{at}  {state:<8} {tries:>2}  {}  {:<12}  {}  {}", mail.booking, mail.about, mail.recipient, mail.subject);
            if !mail.error.is_empty() {
                println!("                  {}", mail.error);
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
