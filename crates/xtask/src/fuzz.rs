//! `cargo xtask fuzz`: damaged input for everything that reads foreign bytes, on the stable compiler.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, ensure};

use crate::{build, command};

/// How long each target is fed, where nothing else is said.
pub const SECONDS: u32 = 60;

/// Drivers and their targets.
const DRIVERS: [(&str, &[&str]); 2] =
    [("fuzz", &["op", "push", "pulled", "page", "handed", "file"]), ("fuzz_import", &["map", "table", "message"])];

/// Runs all targets at the same time. A target that breaks a rule, or takes more than a second for an input, writes the input to its corpus and
/// fails.
pub fn fuzz(root: &Path, seconds: u32) -> Result<()> {
    let mut cargo = build::native(Command::new("cargo"), root, &["build", "--quiet"])?;
    command::run(cargo.args(DRIVERS.iter().flat_map(|(driver, _)| ["--example", driver])))?;
    let mut running = Vec::new();
    for (driver, targets) in DRIVERS {
        for target in targets {
            let program = build::target(root).join("debug/examples").join(driver);
            let child = Command::new(program).args([target, "--seconds", &seconds.to_string()]).current_dir(root).spawn();
            running.push((*target, child.with_context(|| format!("could not start the target {target}"))?));
        }
    }
    let mut broken = Vec::new();
    for (target, mut child) in running {
        if !child.wait()?.success() {
            broken.push(target);
        }
    }
    ensure!(broken.is_empty(), "broken: {}", broken.join(", "));
    Ok(())
}
