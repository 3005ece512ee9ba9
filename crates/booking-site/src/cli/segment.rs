//! `innkeeper segment`: who a rule holds for.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::Args;
use innkeeper_domain::Date;
use innkeeper_segment::Problem;
use innkeeper_texts::{Catalogue, Locale};
use serde_json::{Value as Json, json};

use super::{Common, FINDINGS};
use crate::audience::Base;
use crate::clock;
use crate::writer::Writer;

const MORE: &str = "The rule is react-querybuilder's JSON, as the app saves and shares it; docs/segments.md has the language. The answer is JSON on \
standard output; docs/cli.md has its shape. Nothing is changed. Exit codes: 0 answered; 1 the database or the file cannot be read, or nobody has the \
number; 3 something is wrong with the rule, and all of it is said.";

/// Ask who a rule holds for.
#[derive(Args)]
#[command(after_help = MORE)]
pub(super) struct Segment {
    #[command(flatten)]
    common: Common,
    /// File with the rule, or - for standard input.
    #[arg(value_name = "RULE.json")]
    rule: PathBuf,
    /// Day that relative dates count from; without it the day it is where the hotel is.
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    #[command(flatten)]
    wanted: Wanted,
}

#[derive(Args)]
#[group(multiple = false)]
struct Wanted {
    /// How many guests (this is what is answered when nothing else is asked).
    #[arg(long)]
    count: bool,
    /// The hotel's numbers for these guests, sorted.
    #[arg(long)]
    ids: bool,
    /// Why the guest with this number is in, or is not: each part of the rule with whether it holds.
    #[arg(long, value_name = "GUEST")]
    explain: Option<String>,
}

impl Segment {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let rule = read(&self.rule).with_context(|| self.rule.display().to_string())?;
        let base = Base::read(&Writer::new(self.common.open_store().await?), None, self.today, clock::now_ms()).await?;
        let (answer, exit) = match base.plan(&rule) {
            Err(problems) => (json!({ "problems": problems.iter().map(said).collect::<Vec<_>>() }), ExitCode::from(FINDINGS)),
            Ok(plan) => {
                let answer = match &self.wanted.explain {
                    Some(number) => {
                        let Some(parts) = base.explain(&plan, number) else { bail!("no guest has the number {number}") };
                        let whole = parts[0].holds;
                        let parts: Vec<Json> = parts.iter().map(|part| json!({ "path": part.path, "holds": part.holds })).collect();
                        json!({ "guest": number, "today": base.today().to_string(), "holds": whole, "parts": parts })
                    }
                    None => {
                        let audience = base.audience(&plan);
                        let mut answer = json!({
                            "count": audience.numbers.len(),
                            "unknown": audience.unknown,
                            "of": base.guests(),
                            "today": base.today().to_string(),
                        });
                        if self.wanted.ids {
                            answer["ids"] = audience.numbers.into();
                        }
                        answer
                    }
                };
                (answer, ExitCode::SUCCESS)
            }
        };
        println!("{answer:#}");
        Ok(exit)
    }
}

fn read(path: &Path) -> std::io::Result<String> {
    if path.as_os_str() != "-" {
        return std::fs::read_to_string(path);
    }
    let mut rule = String::new();
    std::io::stdin().read_to_string(&mut rule)?;
    Ok(rule)
}

fn said(problem: &Problem) -> Json {
    let words = Catalogue::new(Locale::En).by_id(problem.text, &[("about", problem.about.as_str().into())]);
    json!({ "path": problem.path, "problem": problem.text, "about": problem.about, "text": words })
}
