//! `cargo xtask bench`: how long a guest record takes on its way, how long a person waits on the screens, what the enquiry form costs the page it is
//! on, and what Lighthouse says of the pages, measured in a browser against the real server; how many pushes a second the server takes; and how long
//! questions over all guests take, beside other engines in the same page, and how many instructions.

mod instructions;
mod segments;

use std::path::Path;

use anyhow::Result;

use crate::{
    build, command,
    setup::{Need, setup},
};

/// Builds app and server for use and runs `tests/e2e/bench-path.mjs`, which prints the table. Further arguments are the script's.
pub fn path(root: &Path, arguments: &[String]) -> Result<()> {
    script(root, "bench-path.mjs", arguments)
}

/// The same with `tests/e2e/bench-screens.mjs`, which marks what is over its limit.
pub fn screens(root: &Path, arguments: &[String]) -> Result<()> {
    script(root, "bench-screens.mjs", arguments)
}

/// The same with `tests/e2e/bench-widget.mjs`, which fails where a figure is over its limit.
pub fn widget(root: &Path, arguments: &[String]) -> Result<()> {
    script(root, "bench-widget.mjs", arguments)
}

/// The same with `tests/e2e/bench-lighthouse.mjs`, which fails where a score is below its limit.
pub fn lighthouse(root: &Path, arguments: &[String]) -> Result<()> {
    script(root, "bench-lighthouse.mjs", arguments)
}

/// The same with `tests/e2e/bench-sync.mjs`, which marks what is over its limit.
pub fn sync(root: &Path, arguments: &[String]) -> Result<()> {
    script(root, "bench-sync.mjs", arguments)
}

/// Compiles the engine's table of guests as the engine is compiled and runs `tests/segbench/bench.mjs`, which fails where ours differ from the hand-written loops'.
pub fn segments(root: &Path, arguments: &[String]) -> Result<()> {
    segments::run(root, arguments)
}

/// How many instructions the same questions take natively, beside what is noted; fails where one takes many more.
pub fn instructions(root: &Path, arguments: &[String]) -> Result<()> {
    instructions::run(root, arguments)
}

/// How many pushes a second one hotel's log takes, on each engine, every answer after its fsync. It fails nowhere: the figure belongs to the disk.
pub fn pushes(root: &Path) -> Result<()> {
    let tools = setup(root, Need::Test)?;
    let mut cargo = tools.command("cargo");
    cargo.args(["run", "--release", "--package", "innkeeper-booking-site", "--example", "bench_pushes"]);
    command::run(cargo.current_dir(root))
}

fn script(root: &Path, name: &str, arguments: &[String]) -> Result<()> {
    let tools = setup(root, Need::Test)?;
    build::build(root, &tools, true)?;
    let server = build::server(root, "release")?;
    let mut node = tools.command("node");
    node.arg(name).args(arguments).current_dir(root.join("tests/e2e"));
    command::run(node.envs(build::for_browser(root, &tools, &server)))
}
