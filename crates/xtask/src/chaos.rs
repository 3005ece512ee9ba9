//! `cargo xtask chaos`: real browsers, real servers and real faults, and an account of every change that was said to be saved.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::{
    arguments::Arguments,
    build,
    postgres::{self, CARELESS, Server},
    setup::{Need, setup},
    tools::Tools,
};

/// The kinds of server, as `--on` names them.
const KINDS: [&str; 3] = ["sqlite", "postgres", "two"];

/// What `cargo xtask test` plays of it, on each kind: a browser and a server are killed, an old push comes again, and the checker is checked.
const IN_THE_TESTS: [&str; 4] = ["--from", "13", "--runs", "1"];

/// Builds app and server for use and plays the seeds that were not played yet; with `--from`, those alone. The result file is beside the build.
pub fn chaos(root: &Path, mut arguments: Arguments) -> Result<bool> {
    let mut words = Vec::new();
    for name in ["--runs", "--from", "--budget"] {
        if let Some(value) = arguments.value(name)? {
            value.parse::<u64>().with_context(|| format!("{name} is a whole number"))?;
            words.extend([name.to_owned(), value]);
        }
    }
    if let Some(kind) = arguments.value("--on")? {
        ensure!(KINDS.contains(&kind.as_str()), "--on is one of {}", KINDS.join(" "));
        words.extend(["--on".to_owned(), kind]);
    }
    arguments.end()?;
    let tools = setup(root, Need::Test)?;
    build::build(root, &tools, true)?;
    let server = build::server(root, "release")?;
    let result = build::target(root).join("chaos.json");
    println!("the result is in {}", result.display());
    words.extend(["--result".to_owned(), result.display().to_string()]);
    play(root, &tools, &server, &words)
}

/// One seed on every kind of server, with what is built already.
pub fn one(root: &Path, tools: &Tools, server: &Path) -> Result<bool> {
    play(root, tools, server, &IN_THE_TESTS.map(str::to_owned))
}

fn play(root: &Path, tools: &Tools, server: &Path, words: &[String]) -> Result<bool> {
    let database = Server::start(&CARELESS);
    let mut node = tools.command("node");
    node.arg("chaos.mjs").args(words).current_dir(root.join("tests/chaos"));
    node.envs(build::for_browser(root, tools, server)).env("INNKEEPER_CHAOS_POSTGRES", database.socket());
    node.env("INNKEEPER_CHAOS_TOOLS", postgres::tools().context("set-up installs PostgreSQL")?);
    Ok(node.status().context("could not start node")?.success())
}
