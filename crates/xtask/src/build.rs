//! The app into `dist/`, and the server beside it.

use std::{
    env,
    ffi::OsString,
    fs::{self, File},
    io::ErrorKind,
    path::{Path, PathBuf},
    process::{Child, Command},
};

use anyhow::{Context, Result};

use crate::{
    command,
    seal::{Seal, compress},
    tools::Tools,
    wasm, widget,
};

/// The native packages: all but the app, which only a browser can run.
const NATIVE: [&str; 3] = ["--workspace", "--exclude", "innkeeper-app"];
/// What Clippy is told when it stands in for the compiler: any warning fails.
const DENY_WARNINGS: &str = "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__";

/// A command of cargo's on the native packages. Clippy stands in for the compiler of our own crates, so that they are read and compiled in one go, and
/// as every step selects the same packages in the same way, once.
pub fn native(mut cargo: Command, root: &Path, command: &[&str]) -> Result<Command> {
    let sysroot = command::read(Command::new("rustc").current_dir(root).args(["--print", "sysroot"]))?;
    cargo.current_dir(root).args(command).args(NATIVE);
    cargo.env("RUSTC_WORKSPACE_WRAPPER", Path::new(sysroot.trim()).join("bin/clippy-driver")).env("CLIPPY_ARGS", DENY_WARNINGS);
    Ok(cargo)
}

/// Where a build is put together.
const STAGING: &str = "dist.new";

/// Where cargo puts native programs.
pub fn target(root: &Path) -> PathBuf {
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

/// Builds the app: optimised, compressed and with a service worker where `release` says so. `dist/` changes only when all of it is ready.
pub fn build(root: &Path, tools: &Tools, release: bool) -> Result<()> {
    fs::create_dir_all(target(root))?;
    // Two builds in one checkout would write the same staging directory.
    let lock = File::create(target(root).join(".xtask-build"))?;
    lock.lock()?;
    let staging = root.join(STAGING);
    remove(&staging)?;
    fs::create_dir(&staging)?;
    for program in wasm::PROGRAMS {
        program.build(root, tools, &staging, release)?;
    }
    widget::build(root, tools, &staging)?;
    fs::copy(root.join("index.html"), staging.join("index.html"))?;
    Seal { root: root.to_owned(), out: staging.clone(), release }.run()?;
    remove(&dist(root))?;
    Ok(fs::rename(&staging, dist(root))?)
}

/// A release build that goes on while other steps run: it is long, and much of it is one processor's work.
pub struct Ahead {
    child: Child,
    said: PathBuf,
}

impl Ahead {
    /// Starts it, as `cargo xtask build` would.
    pub fn start(root: &Path) -> Result<Self> {
        fs::create_dir_all(target(root))?;
        let said = target(root).join("build-ahead.txt");
        let out = File::create(&said)?;
        let mut program = Command::new(env::current_exe().context("this program has no path")?);
        let child = program.arg("build").current_dir(root).stdout(out.try_clone()?).stderr(out).spawn()?;
        Ok(Self { child, said })
    }

    /// Waits for its end and says what it said.
    pub fn end(mut self) -> Result<bool> {
        let status = self.child.wait()?;
        print!("{}", fs::read_to_string(&self.said)?);
        Ok(status.success())
    }
}

/// Builds the widgets alone, in the place of those in `dist/`.
pub fn widgets(root: &Path, tools: &Tools) -> Result<()> {
    let folder = dist(root).join(widget::FOLDER);
    remove(&folder)?;
    widget::build(root, tools, &dist(root))?;
    compress::tree(&folder)
}

fn remove(directory: &Path) -> Result<()> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error).with_context(|| directory.display().to_string()),
        _ => Ok(()),
    }
}

/// Builds the server in a profile and gives the program.
pub fn server(root: &Path, profile: &str) -> Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--package", "innkeeper-booking-site", "--bin", "innkeeper", "--profile", profile]);
    command::run(cargo.current_dir(root))?;
    let directory = if profile == "dev" { "debug" } else { profile };
    Ok(target(root).join(directory).join("innkeeper"))
}

/// Builds the server as the other tests have built it, and what it is made of, and gives the program.
pub fn tested_server(root: &Path) -> Result<PathBuf> {
    // The example has cargo unite the features that tests ask for.
    command::run(native(Command::new("cargo"), root, &["build"])?.args(["--bin", "innkeeper", "--example", "fuzz_import"]))?;
    Ok(target(root).join("debug/innkeeper"))
}

/// What a script that drives the app in a browser is told.
pub fn for_browser(root: &Path, tools: &Tools, server: &Path) -> Vec<(&'static str, OsString)> {
    let mut told = vec![("INNKEEPER_BIN", server.into()), ("INNKEEPER_APP", dist(root).into())];
    told.extend(tools.chromium.as_ref().map(|chromium| ("CHROMIUM", chromium.into())));
    told
}
