//! `cargo xtask fuzz`: damaged input for everything that reads foreign bytes, on the stable compiler.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, ensure};

use crate::command;

/// How long each target is fed, where nothing else is said.
pub const SECONDS: u32 = 60;

/// Package, its driver, features, and the targets.
const DRIVERS: [(&str, &str, &[&str], &[&str]); 2] = [
    ("innkeeper-sync", "fuzz", &["--features", "sim"], &["op", "push", "pulled", "page", "handed"]),
    ("innkeeper-booking-site", "fuzz_import", &[], &["map", "table", "message"]),
];

/// Runs all targets at the same time. A target that breaks a rule, or takes more than a second for an input, writes the input to its corpus and
/// fails.
pub fn fuzz(root: &Path, seconds: u32) -> Result<()> {
    let driver = |task: &str, package: &str, example: &str, features: &[&str]| {
        let mut cargo = Command::new("cargo");
        cargo.args([task, "--quiet", "--package", package, "--example", example]).args(features).current_dir(root);
        cargo
    };
    for (package, example, features, _) in DRIVERS {
        command::run(&mut driver("build", package, example, features))?;
    }
    let mut running = Vec::new();
    for (package, example, features, targets) in DRIVERS {
        for target in targets {
            let mut cargo = driver("run", package, example, features);
            let child = cargo.args(["--", target, "--seconds", &seconds.to_string()]).spawn();
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
