//! The app into `dist/`, and the server beside it.

use std::{
    env,
    ffi::OsString,
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{command, tools::Tools};

/// Where cargo puts native programs.
fn target(root: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |set| root.join(set))
}

/// Where it puts wasm: apart, so that neither kind of build waits for the other's lock.
pub fn wasm_target(root: &Path) -> PathBuf {
    target(root).join("wasm")
}

/// Where the app is built to.
pub fn dist(root: &Path) -> PathBuf {
    root.join("dist")
}

/// `trunk` as Trunk.toml expects it to be called.
fn trunk(root: &Path, tools: &Tools) -> Result<Command> {
    let mut trunk = tools.command("trunk");
    trunk
        .current_dir(root)
        .env("CARGO_TARGET_DIR", wasm_target(root))
        .env("INNKEEPER_XTASK", env::current_exe().context("this program's path")?)
        .env_remove("RUSTFLAGS");
    Ok(trunk)
}

/// Builds the app: optimised, compressed and with a service worker where `release` says so.
pub fn build(root: &Path, tools: &Tools, release: bool) -> Result<()> {
    fs::create_dir_all(target(root))?;
    // Two builds in one checkout would write the same staging directory.
    let lock = File::create(target(root).join(".xtask-build"))?;
    lock.lock()?;
    command::run(Command::new("cargo").args(["fetch", "--quiet"]).current_dir(root))?;
    // Trunk would otherwise ask the network for tools it has.
    let mut trunk = trunk(root, tools)?;
    trunk.arg("build").env("TRUNK_OFFLINE", "true");
    if release {
        trunk.arg("--release");
    }
    command::run(&mut trunk)
}

/// Builds and rebuilds on every change, on a port of its own, until it is stopped.
pub fn serve(root: &Path, tools: &Tools) -> Result<()> {
    command::run(trunk(root, tools)?.arg("serve"))
}

/// Builds the server in a profile and gives the program.
pub fn server(root: &Path, profile: &str) -> Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--package", "innkeeper-booking-site", "--bin", "innkeeper", "--profile", profile]);
    command::run(cargo.current_dir(root))?;
    let directory = if profile == "dev" { "debug" } else { profile };
    Ok(target(root).join(directory).join("innkeeper"))
}

/// What a script that drives the app in a browser is told.
pub fn for_browser(root: &Path, tools: &Tools, server: &Path) -> Vec<(&'static str, OsString)> {
    let mut told = vec![("INNKEEPER_BIN", server.into()), ("INNKEEPER_APP", dist(root).into())];
    told.extend(tools.chromium.as_ref().map(|chromium| ("CHROMIUM", chromium.into())));
    told
}
