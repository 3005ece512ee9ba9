//! `cargo xtask soak`: the simulator over many seeds, to be stopped and gone on with at will.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::arguments::Arguments;
use crate::command;

/// What the simulator is made of.
const SOURCES: [&str; 2] = ["crates/sync/src", "crates/domain/src"];

/// Runs the seeds that were not run yet with these sources. The result file is beside the build.
pub fn soak(root: &Path, mut arguments: Arguments) -> Result<()> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let result = target.join("soak.json");
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--release", "--package", "innkeeper-sync", "--features", "sim", "--example", "soak", "--"]);
    for name in ["--seeds", "--from", "--budget"] {
        if let Some(value) = arguments.value(name)? {
            value.parse::<u64>().with_context(|| format!("{name} is a whole number"))?;
            cargo.args([name, &value]);
        }
    }
    arguments.end()?;
    cargo.arg("--result").arg(&result).args(["--of", &build(root)?]).current_dir(root);
    println!("the result is in {}", result.display());
    command::run(&mut cargo)
}

/// A name for the sources: another name, and the seeds begin anew.
fn build(root: &Path) -> Result<String> {
    let mut files = Vec::new();
    for dir in SOURCES {
        list(&root.join(dir), &mut files)?;
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(fs::read(&file).with_context(|| file.display().to_string())?);
    }
    Ok(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

fn list(dir: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(dir).with_context(|| dir.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() { list(&path, files)? } else { files.push(path) }
    }
    Ok(())
}
