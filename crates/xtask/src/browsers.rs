//! `cargo xtask test --browsers`: the claims about the store and the main job in browsers of three makers.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::{
    apt, build,
    command::{self, Heard},
    setup::timed,
    tools::{Tool, Tools, on_path},
};

/// A browser that the app is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    Chromium,
    Firefox,
    /// WebKitGTK: the engine of Safari as far as one has it outside Apple's systems.
    WebKit,
}

/// What drives a browser.
struct Driver {
    /// The program that speaks WebDriver.
    program: PathBuf,
    /// The browser it starts.
    browser: PathBuf,
    /// Where it draws; Chromium and Firefox need no screen.
    display: Option<Display>,
}

/// Switches of WebKitGTK that Debian's build has off and Safari has on.
const AS_SAFARI: [&str; 2] = ["StorageAPI", "StorageAPIEstimate"];

/// Claims about the rescue file, by a part of their names: WebKitGTK has no private files (docs/sync.md), and there is a claim about what the store says
/// then.
const OF_PRIVATE_FILES: &str = "rescue_file";

const WEBKIT: [&str; 4] = ["webkit2gtk-driver", "gir1.2-webkit2-4.1", "python3-gi", "xvfb"];

impl Browser {
    const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Reads "all" or names with commas between them.
    pub fn parse(names: &str) -> Result<Vec<Self>> {
        if names == "all" {
            return Ok(Self::ALL.to_vec());
        }
        let one = |name: &str| Self::ALL.into_iter().find(|browser| browser.name() == name);
        names
            .split(',')
            .map(|name| one(name).with_context(|| format!("no browser is called {name}: all chromium firefox webkit")))
            .collect()
    }

    /// What the flag and the specs call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Finds what drives it; installs what is missing, or says what to install.
    fn driver(self, root: &Path, tools: &Tools) -> Result<Driver> {
        let program = |name: &str| Some(on_path(name)?.join(name));
        match self {
            Self::Chromium => Ok(Driver {
                program: program("chromedriver").context("set-up installs it")?,
                browser: tools.chromium.clone().context("set-up finds it")?,
                display: None,
            }),
            Self::Firefox => {
                let firefox = || program("firefox-esr").or_else(|| program("firefox"));
                if firefox().is_none() {
                    timed("Firefox", || apt::install("Firefox", &["firefox-esr"]))?;
                }
                let tool = Tool::geckodriver();
                let directory = match tool.find()? {
                    Some(directory) => directory,
                    None => timed(&format!("{tool} (compiled once for all clones, some minutes)"), || tool.install())?,
                };
                Ok(Driver {
                    program: directory.join("geckodriver"),
                    browser: firefox().context("Firefox was installed and is not there")?,
                    display: None,
                })
            }
            Self::WebKit => {
                let window = root.join("tests/e2e/browsers/webkit-window.py");
                let usable = || command::read(Command::new(&window).arg("--help")).is_ok();
                if program("WebKitWebDriver").is_none() || program("Xvfb").is_none() || !usable() {
                    timed("WebKitGTK", || apt::install("WebKitGTK", &WEBKIT))?;
                }
                Ok(Driver {
                    program: program("WebKitWebDriver").context("WebKitGTK was installed and is not there")?,
                    browser: window,
                    display: Some(Display::open()?),
                })
            }
        }
    }

    /// The engine's own adapters in this browser: IndexedDB, locks, messages, keys.
    pub fn store(self, root: &Path, tools: &Tools) -> Result<Heard> {
        let driver = self.driver(root, tools)?;
        let runner = tools.program("wasm-bindgen-test-runner").context("it comes with wasm-bindgen")?;
        let mut cargo = tools.command("cargo");
        cargo.current_dir(root);
        cargo.args(["test", "--package", "innkeeper-engine", "--test", "browser", "--target", "wasm32-unknown-unknown"]);
        cargo.env_remove("RUSTFLAGS");
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
        // Some of them wait until the store's watchdog gives up.
        cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "180");
        if self == Self::Chromium {
            cargo.env("CHROMEDRIVER", &driver.program);
            return command::overhear(&mut cargo);
        }
        // The runner knows no WebKitWebDriver, and what it calls safaridriver is told no capabilities: to it this is a Firefox as well.
        cargo.env("GECKODRIVER", &driver.program);
        let capabilities = build::wasm_target(root).join(format!("webdriver-{}.json", self.name()));
        fs::create_dir_all(build::wasm_target(root))?;
        fs::write(&capabilities, self.capabilities(root, &driver)?.to_string())?;
        cargo.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities);
        if let Some(display) = &driver.display {
            cargo.env("DISPLAY", &display.name).args(["--", "--skip", OF_PRIVATE_FILES]);
        }
        command::overhear(&mut cargo)
    }

    /// What the runner asks of the driver.
    fn capabilities(self, root: &Path, driver: &Driver) -> Result<Value> {
        if self == Self::Firefox {
            return Ok(json!({ "moz:firefoxOptions": { "binary": driver.browser } }));
        }
        let profile = build::wasm_target(root).join("webkit-profile");
        if profile.exists() {
            fs::remove_dir_all(&profile)?;
        }
        let arguments: Vec<_> = [profile.to_str().context("the target directory's name is text")?].into_iter().chain(AS_SAFARI).collect();
        Ok(json!({ "webkitgtk:browserOptions": { "binary": driver.browser, "args": arguments } }))
    }

    /// The main job on the app in `dist/`. `report` is where Playwright says how it went.
    pub fn main_job(self, root: &Path, tools: &Tools, server: &Path, report: &Path) -> Result<bool> {
        ensure!(build::dist(root).join("index.html").is_file(), "dist/ has no app: `cargo xtask build` first");
        let driver = self.driver(root, tools)?;
        let mut playwright = tools.command("playwright");
        playwright.args(["test", "--config", "browsers.config.mjs", "--reporter=list,json"]).current_dir(root.join("tests/e2e"));
        playwright.env("PLAYWRIGHT_JSON_OUTPUT_NAME", report).envs(build::for_browser(root, tools, server));
        playwright.env("INNKEEPER_BROWSER", self.name()).env("INNKEEPER_BROWSER_PROGRAM", &driver.browser);
        playwright.env("INNKEEPER_BROWSER_DRIVER", &driver.program).env("INNKEEPER_BROWSER_FEATURES", AS_SAFARI.join(" "));
        if let Some(display) = &driver.display {
            playwright.env("DISPLAY", &display.name);
        }
        Ok(playwright.status().context("could not start playwright")?.success())
    }
}

/// A screen that nobody looks at, for as long as this value lives.
struct Display {
    name: String,
    server: Child,
}

impl Display {
    fn open() -> Result<Self> {
        let mut xvfb = Command::new("Xvfb");
        xvfb.args(["-displayfd", "1", "-screen", "0", "1440x960x24", "-nolisten", "tcp"]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = xvfb.spawn().context("could not start Xvfb")?;
        let mut number = String::new();
        // It says which number was free once it can be used, and nothing if it cannot.
        BufReader::new(server.stdout.take().expect("piped above")).read_line(&mut number)?;
        let mut display = Self { name: format!(":{}", number.trim()), server };
        if number.trim().is_empty() {
            bail!("Xvfb ended: {}", display.server.wait()?);
        }
        Ok(display)
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_named_alone_together_or_all() {
        assert!(Browser::parse("all").expect("all") == Browser::ALL);
        assert!(Browser::parse("webkit,firefox").expect("two") == [Browser::WebKit, Browser::Firefox]);
        assert!(Browser::parse("safari").is_err());
    }
}
