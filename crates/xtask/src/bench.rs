//! `cargo xtask bench path`: how long a guest record takes on its way, measured in a browser against the real server.

use std::path::Path;

use anyhow::Result;

use crate::{
    build, command,
    setup::{Need, setup},
};

/// Builds app and server for use and runs `tests/e2e/bench-path.mjs`, which prints the table. Further arguments are the script's.
pub fn path(root: &Path, arguments: &[String]) -> Result<()> {
    let tools = setup(root, Need::Test)?;
    build::build(root, &tools, true)?;
    let server = build::server(root, "release")?;
    let mut node = tools.command("node");
    node.arg("bench-path.mjs").args(arguments).current_dir(root.join("tests/e2e"));
    command::run(node.envs(build::for_browser(root, &tools, &server)))
}
