//! `innkeeper import` of an OpenTravel message.

use anyhow::{Context, bail};
use serde::Serialize;

use crate::clock;
use crate::import::{Limits, encoding, packing};
use crate::peer::{self, Done, Flaw, opentravel, secret};
use crate::store::Store;

/// What became of the reservations of a message.
#[derive(Serialize)]
pub(super) struct Report {
    dry_run: bool,
    reservations: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    number: String,
    /// What was done; none where it was refused.
    done: Option<Done>,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<String>,
    flaws: Vec<Flaw>,
}

impl Report {
    /// How many were refused.
    pub(super) fn refused(&self) -> usize {
        self.reservations.iter().filter(|line| line.refused.is_some()).count()
    }
}

/// The text of a file, if it is a message and no table.
pub(super) fn text(bytes: Vec<u8>, told: Option<&str>, limits: &Limits) -> anyhow::Result<Option<String>> {
    let text = encoding::decode(&packing::unpack(bytes, limits)?, told)?.text;
    Ok(Some(text).filter(|text| opentravel::is_message(text)))
}

/// Takes what a message tells, each reservation by itself.
pub(super) async fn import(store: &Store, message: &str, system: &str, dry_run: bool) -> anyhow::Result<Report> {
    if !secret::is_name(system) {
        bail!("`{system}` is no name for a system: small letters, digits and hyphens, at most 40");
    }
    let mut reservations = Vec::new();
    for told in opentravel::read(message).context("nothing was imported")? {
        let answer = match dry_run {
            true => peer::check(store, system, &told).await?,
            false => peer::take(store, system, &told, clock::now_ms()).await?,
        };
        let number = told.number;
        reservations.push(match answer {
            Ok(taken) => Line { number, done: Some(taken.done), refused: None, flaws: taken.flaws },
            Err(refusal) => Line { number, done: None, refused: Some(refusal.to_string()), flaws: Vec::new() },
        });
    }
    Ok(Report { dry_run, reservations })
}

/// Prints a line for each reservation, or all of it as JSON.
pub(super) fn print(report: &Report, json: bool) -> anyhow::Result<()> {
    if json {
        println!("{}", serde_json::to_string_pretty(report)?);
        return Ok(());
    }
    for Line { number, done, refused, flaws } in &report.reservations {
        let done = match done {
            Some(Done::Made) => "new",
            Some(Done::Changed) => "changed",
            Some(Done::Unchanged) => "as it was",
            None => "refused",
        };
        let flaws = flaws.iter().map(|flaw| format!("{} ({})", flaw.field, flaw.code));
        let said: Vec<_> = refused.iter().cloned().chain(flaws).collect();
        println!("{number}  {done}{}{}", if said.is_empty() { "" } else { ": " }, said.join(", "));
    }
    let word = if report.dry_run { "would be" } else { "are" };
    println!("{} reservations {word} read, {} of them refused", report.reservations.len(), report.refused());
    Ok(())
}
