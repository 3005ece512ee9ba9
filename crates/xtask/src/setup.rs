//! `cargo xtask setup`: makes sure that what a build or the tests need is there.
//!
//! Everything is looked for first, so that the task costs little where nothing is missing. Tools go to a cache of their own in
//! which each version has its directory; nothing that is installed elsewhere is changed.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    apt, command, postgres,
    steps::seconds,
    tools::{Tool, Tools, on_path},
};

/// What the tools are wanted for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Compiling the app and the server.
    Build,
    /// The same, the native tests and the browser's.
    Test,
}

/// The oldest compiler the project is written for.
const OLDEST_RUSTC: (u32, u32) = (1, 95);
/// The oldest Node.js that Playwright runs on.
const OLDEST_NODE: u32 = 20;

/// Finds or installs everything `need` asks for.
pub fn setup(root: &Path, need: Need) -> Result<Tools> {
    let start = Instant::now();
    let mut setup = Setup { root, tools: Tools { directories: Vec::new(), chromium: None, shell: None } };
    setup.compiler()?;
    setup.cargo_tool(&Tool::wasm_bindgen(root)?)?;
    setup.npm()?;
    if need == Need::Test {
        setup.cargo_tool(&Tool::nextest())?;
        setup.postgres()?;
        setup.browser()?;
        setup.shell();
        setup.fonts();
    }
    println!("set-up: everything is there ({})", seconds(start.elapsed()));
    Ok(setup.tools)
}

struct Setup<'a> {
    root: &'a Path,
    tools: Tools,
}

/// Says what is being done and, afterwards, how long it took.
pub fn timed<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("set-up: {what} …");
    let start = Instant::now();
    let done = work().with_context(|| what.to_owned())?;
    println!("set-up: {what}: {}", seconds(start.elapsed()));
    Ok(done)
}

impl Setup<'_> {
    fn compiler(&self) -> Result<()> {
        let said = command::read(Command::new("rustc").arg("--version"))?;
        let version = rustc_version(&said).with_context(|| format!("not understood: {said}"))?;
        let asked = fs::read_to_string(self.root.join("rust-toolchain.toml"))?;
        let channel = asked.split('"').nth(1).context("rust-toolchain.toml names a channel")?;
        if version < OLDEST_RUSTC {
            timed(&format!("toolchain {channel}"), || {
                command::run(Command::new("rustup").args(["toolchain", "install", channel, "--profile", "minimal"]))
            })?;
            bail!("this is rustc {}.{}; start again with `cargo +{channel} xtask`", version.0, version.1);
        }
        if !said.contains(channel) {
            println!("set-up: notice: rust-toolchain.toml asks for {channel}, this is {}", said.trim());
        }
        if on_path("cc").is_none() {
            apt::install("a C compiler (SQLite is C)", &["build-essential"])?;
        }
        let sysroot = PathBuf::from(command::read(Command::new("rustc").args(["--print", "sysroot"]))?.trim());
        if !sysroot.join("lib/rustlib/wasm32-unknown-unknown/lib").is_dir() {
            timed("target wasm32-unknown-unknown", || {
                command::run(Command::new("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
            })?;
        }
        for component in ["clippy", "rustfmt"] {
            if !sysroot.join("bin").join(format!("cargo-{}", component.trim_start_matches("rust"))).is_file() {
                timed(component, || command::run(Command::new("rustup").args(["component", "add", component])))?;
            }
        }
        Ok(())
    }

    fn cargo_tool(&mut self, tool: &Tool) -> Result<()> {
        let directory = match tool.find()? {
            Some(directory) => directory,
            None => timed(&format!("{tool} (compiled once for all clones, some minutes)"), || tool.install())?,
        };
        self.tools.directories.push(directory);
        Ok(())
    }

    /// wasm-opt and the tools of the browser tests.
    fn npm(&mut self) -> Result<()> {
        let node = command::version(&mut Command::new("node")).unwrap_or_default();
        let major = node.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
        ensure!(
            major.is_some_and(|major| major >= OLDEST_NODE),
            "Node.js {OLDEST_NODE} or newer with npm is missing: please install it (Debian's own may be older)"
        );
        let directory = self.root.join("tests/e2e");
        packages(&directory)?;
        self.tools.directories.push(directory.join("node_modules/.bin"));
        Ok(())
    }

    /// The server's tests start a PostgreSQL of their own; none is left out where it is missing.
    fn postgres(&self) -> Result<()> {
        if postgres::tools().is_none() {
            timed("PostgreSQL", || apt::install("PostgreSQL", &["postgresql"]))?;
        }
        Ok(())
    }

    fn browser(&mut self) -> Result<()> {
        if find_browser(&CHROMIUM).is_none() {
            timed("Chromium", || apt::install("Chromium", &["chromium"]))?;
        }
        self.tools.chromium = Some(find_browser(&CHROMIUM).context("Chromium was installed and is not there")?);
        // The account of `chaos` reads a database as it lies there.
        if on_path("sqlite3").is_none() {
            timed("the shell of SQLite", || apt::install("the shell of SQLite", &["sqlite3"]))?;
        }
        if on_path("chromedriver").is_none() {
            timed("ChromeDriver", || apt::install("ChromeDriver", &["chromium-driver"]))?;
        }
        Ok(())
    }

    /// Chromium without its windows. It starts and draws with a third less work, which is what hundreds of tests that each start a browser need; where
    /// there is no such package, Chromium itself runs them.
    fn shell(&mut self) {
        if find_browser(&SHELL).is_none()
            && let Err(error) = timed("Chromium's shell", || apt::install("Chromium's shell", &["chromium-headless-shell"]))
        {
            println!("set-up: notice: {error:#}; Chromium runs the tests, more slowly");
        }
        self.tools.shell = find_browser(&SHELL);
    }

    /// Chinese names are boxes without a font that has them. The tests pass all the same, so this only tells.
    fn fonts(&self) {
        let listed = command::read(Command::new("fc-list").arg(":lang=zh-cn"));
        if listed.is_ok_and(|fonts| !fonts.trim().is_empty()) {
            return;
        }
        if let Err(error) = apt::install("a font for Chinese", &["fontconfig", "fonts-noto-cjk"]) {
            println!("set-up: notice: {error:#}");
        }
    }
}

/// What the lock file of a directory names, installed there.
pub fn packages(directory: &Path) -> Result<()> {
    let lock = fs::read(directory.join("package-lock.json"))?;
    // npm keeps no trace of the lock file it installed from; this copy is ours.
    let installed = directory.join("node_modules/.installed-lock.json");
    if fs::read(&installed).ok().as_ref() != Some(&lock) {
        timed("npm packages", || {
            let mut npm = Command::new("npm");
            npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(directory);
            command::run(npm.env("PUPPETEER_SKIP_DOWNLOAD", "1").env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
            Ok(fs::write(&installed, &lock)?)
        })?;
    }
    Ok(())
}

/// The names of a whole Chromium.
const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
/// The name of one without windows.
const SHELL: [&str; 1] = ["chromium-headless-shell"];

/// The browser that CHROMIUM names, or the first on PATH.
fn find_browser(names: &[&str]) -> Option<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Some(named.into());
    }
    names.iter().find_map(|name| Some(on_path(name)?.join(name)))
}

/// Major and minor of "rustc 1.95.0 (…)".
fn rustc_version(said: &str) -> Option<(u32, u32)> {
    let mut numbers = said.split_whitespace().nth(1)?.split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compiler_says_its_version() {
        assert_eq!(rustc_version("rustc 1.95.0 (59807616e 2026-04-14)"), Some((1, 95)));
        assert_eq!(rustc_version("rustc 1.100.0-nightly"), Some((1, 100)));
        assert_eq!(rustc_version("something else"), None);
    }
}
