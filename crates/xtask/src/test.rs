//! `cargo xtask test`: everything that has to hold, in one command.

mod count;

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, ensure};

use crate::{
    browsers::Browser,
    build, chaos, command, fuzz,
    postgres::{CARELESS, Server},
    setup::{Need, setup},
    size,
    steps::Steps,
    tidy,
    tools::Tools,
};
use count::Count;

/// The steps, in the order they run: what is quick to fail comes first.
const STEPS: [&str; 12] = ["fmt", "clippy", "tidy", "nextest", "postgres", "doc", "browser", "fuzz", "build", "size", "e2e", "chaos"];

/// The app and the engine's browser half are checked for the target they are written for.
const IN_THE_BROWSER: [&str; 4] = ["--package", "innkeeper-app", "--package", "innkeeper-engine"];
/// By themselves: with the others' features they would have the standard library.
const ON_WEBSITES: [&str; 2] = ["--package", "innkeeper-widgets"];
const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];
const DENY_WARNINGS: [&str; 3] = ["--", "-D", "warnings"];
const NEXTEST: [&str; 3] = ["nextest", "run", "--no-fail-fast"];

/// The tests that run on PostgreSQL too; each has a database of its own.
const ON_POSTGRES: &str = "package(innkeeper-booking-site) & binary(it) \
    & test(/^(audience|backup|carry|demo_removal|devices|enrol|hotel::booking|hotel::mail|live|points|pull|push|sign_in|snapshot|spaces|staff)::/)";
/// Where they find the server.
const POSTGRES: &str = "INNKEEPER_TEST_POSTGRES";

/// Runs the steps (all, or those in `only`), prints their times and, as the last line, how many tests passed and failed.
pub fn test(root: &Path, only: &[String]) -> Result<bool> {
    if let Some(unknown) = only.iter().find(|name| !STEPS.contains(&name.as_str())) {
        anyhow::bail!("no step is called {unknown}: {}", STEPS.join(" "));
    }
    let mut steps = Steps::default();
    let mut tools = None;
    steps.check("setup", || {
        tools = Some(setup(root, Need::Test)?);
        Ok(true)
    });
    let tools = tools.context("nothing can be tested without set-up")?;
    // Its time is what is left of it when its turn comes.
    let ahead = only.is_empty().then(|| build::Ahead::start(root)).transpose()?;
    let mut checks = Checks { root, tools: &tools, count: Count::default(), ahead };
    let mut built = true;
    for step in STEPS.into_iter().filter(|step| only.is_empty() || only.iter().any(|name| name == step)) {
        if !built && ["size", "e2e", "chaos"].contains(&step) {
            steps.skip(step);
            continue;
        }
        let passed = steps.check(step, || checks.step(step));
        built &= passed || step != "build";
    }
    Ok(end(&steps, checks.count))
}

/// Runs what has to hold in every browser in these. (Not in CI: they are large, and change by themselves.)
pub fn browsers(root: &Path, browsers: &[Browser]) -> Result<bool> {
    let mut steps = Steps::default();
    let tools = steps.need("setup", || setup(root, Need::Test))?;
    let mut checks = Checks { root, tools: &tools, count: Count::default(), ahead: None };
    for browser in browsers {
        steps.check(&format!("{}: store", browser.name()), || checks.browser(*browser));
        steps.check(&format!("{}: main job", browser.name()), || checks.main_job(*browser));
    }
    Ok(end(&steps, checks.count))
}

/// Prints times and counts; whether all is well.
fn end(steps: &Steps, count: Count) -> bool {
    steps.print();
    let Count { passed, failed } = count;
    // A step that fails without a failed test of its own (a lint, a budget) must not read as success either.
    let failed = failed.max(steps.failed());
    println!("\n{passed} passed, {failed} failed");
    failed == 0
}

struct Checks<'a> {
    root: &'a Path,
    tools: &'a Tools,
    count: Count,
    ahead: Option<build::Ahead>,
}

impl Checks<'_> {
    fn step(&mut self, name: &str) -> Result<bool> {
        match name {
            "fmt" => command::run(self.cargo().args(["fmt", "--all", "--check"])).map(|()| true),
            "clippy" => self.clippy().map(|()| true),
            "tidy" => tidy::tidy(self.root),
            "nextest" => self.nextest(),
            "postgres" => self.postgres(),
            "doc" => self.doc(),
            "browser" => self.browser(Browser::Chromium),
            "fuzz" => fuzz::fuzz(self.root, fuzz::SECONDS).map(|()| true),
            "build" => match self.ahead.take() {
                Some(ahead) => ahead.end(),
                None => build::build(self.root, self.tools, true).map(|()| true),
            },
            "size" => size::size(self.root, self.tools),
            "chaos" => chaos::one(self.root, self.tools, &build::tested_server(self.root)?),
            _ => self.e2e(),
        }
    }

    fn cargo(&self) -> Command {
        let mut cargo = self.tools.command("cargo");
        cargo.current_dir(self.root);
        cargo
    }

    fn native(&self, command: &[&str]) -> Result<Command> {
        build::native(self.cargo(), self.root, command)
    }

    /// Compiles what the next steps run, and reads it; what is for the browser is only read.
    fn clippy(&self) -> Result<()> {
        command::run(self.native(&["build"])?.arg("--all-targets"))?;
        [IN_THE_BROWSER.as_slice(), &ON_WEBSITES].into_iter().try_for_each(|packages| {
            let mut cargo = self.cargo();
            cargo.arg("clippy").args(packages).args(WASM);
            command::run(cargo.args(DENY_WARNINGS).env_remove("RUSTFLAGS"))
        })
    }

    fn nextest(&mut self) -> Result<bool> {
        let heard = command::overhear(&mut self.native(&NEXTEST)?)?;
        self.count.add(Count::of_nextest(&heard.text).context("nextest printed no summary")?);
        Ok(heard.success)
    }

    /// The tests over HTTP whose claim depends on the store, once more on PostgreSQL.
    fn postgres(&mut self) -> Result<bool> {
        let server = Server::start(&CARELESS);
        let mut nextest = self.native(&NEXTEST)?;
        let heard = command::overhear(nextest.args(["--filterset", ON_POSTGRES]).env(POSTGRES, server.socket()))?;
        self.count.add(Count::of_nextest(&heard.text).context("nextest printed no summary")?);
        Ok(heard.success)
    }

    /// The examples in the documentation, which nextest does not run.
    fn doc(&mut self) -> Result<bool> {
        let heard = command::overhear(&mut self.native(&["test", "--doc", "--quiet", "--no-fail-fast"])?)?;
        self.count.add(Count::of_libtest(&heard.text));
        Ok(heard.success)
    }

    /// The engine's own adapters in a real browser: IndexedDB, locks, messages.
    fn browser(&mut self, browser: Browser) -> Result<bool> {
        let heard = browser.store(self.root, self.tools)?;
        self.count.add(Count::of_libtest(&heard.text));
        Ok(heard.success)
    }

    fn main_job(&mut self, browser: Browser) -> Result<bool> {
        let server = build::tested_server(self.root)?;
        self.report(|report| browser.main_job(self.root, self.tools, &server, report))
    }

    fn e2e(&mut self) -> Result<bool> {
        let server = build::tested_server(self.root)?;
        let mut playwright = self.tools.command("playwright");
        playwright.args(["test", "--reporter=list,json"]).current_dir(self.root.join("tests/e2e"));
        playwright.envs(build::for_browser(self.root, self.tools, &server));
        playwright.envs(self.tools.shell.as_ref().map(|shell| ("CHROMIUM", shell)));
        self.report(|report| {
            let playwright = playwright.env("PLAYWRIGHT_JSON_OUTPUT_NAME", report);
            Ok(playwright.status().context("could not start playwright")?.success())
        })
    }

    /// Counts what Playwright reports to the file that `run` is given.
    fn report(&mut self, run: impl FnOnce(&Path) -> Result<bool>) -> Result<bool> {
        let report = build::wasm_target(self.root).join("playwright.json");
        // Yesterday's report must not be read as today's.
        if report.exists() {
            fs::remove_file(&report)?;
        }
        let success = run(&report)?;
        let count = Count::of_playwright(&fs::read_to_string(&report).context("playwright wrote no report")?)?;
        ensure!(count.passed + count.failed > 0, "playwright found no test");
        self.count.add(count);
        Ok(success)
    }
}
