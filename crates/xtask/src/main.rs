//! Tasks of the project, as `cargo xtask TASK`.

mod apt;
mod arguments;
mod bench;
mod browsers;
mod build;
mod chaos;
mod command;
mod fuzz;
#[expect(dead_code, reason = "it is the server's tests that make databases on it")]
#[path = "../../booking-site/tests/it/postgres.rs"]
mod postgres;
mod run;
mod schemathesis;
mod seal;
mod setup;
mod size;
mod soak;
mod steps;
mod test;
mod tidy;
mod tools;
mod wasm;
mod widget;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result, bail};

use arguments::Arguments;
use browsers::Browser;
use setup::Need;

const USAGE: &str = "\
cargo xtask TASK

  setup                    installs whatever is missing; says what to do where it may not
  run [--reservations FILE] [--data DIR] [--port PORT] [--site-port PORT]
                           builds and starts the demo hotel, by default on 127.0.0.1:8080;
                           with FILE, the hotel of that export of reservations
  build [--dev]            builds the app into dist/ (--dev: quickly, unoptimised, no service worker)
  build --widgets          builds the widgets alone, anew, into the dist/ that is there
  serve [the flags of run] the same hotel with `build --dev`, built again on every change of the app
  test [STEP…]             everything CI checks, or only the steps named: fmt clippy tidy nextest postgres doc browser fuzz build size e2e
                           chaos
  test --browsers all|NAME,…
                           the store and the main job in chromium, firefox and webkit, on the app in dist/; not in CI
  size                     compressed sizes of the last build against their budgets
  tidy                     the project's own rules (docs/style.md)
  fuzz [SECONDS]           feeds each parser of foreign bytes with damaged input, by default for 60 s each
  soak [--seeds N] [--from N] [--budget MINUTES]
                           plays the simulator's seeds, going on where it stopped; by default 2,000
  chaos [--runs N] [--from N] [--budget MINUTES] [--on sqlite|postgres|two]
                           plays seeds of deeds and faults on real browsers and servers and accounts for every
                           change that was said to be saved; goes on where it stopped; by default 150 runs of each kind
  schemathesis [--examples N] [--seed N]
                           asks a server of its own all that the document of the API allows, and more; needs Python
  bench path               the path of a guest record, measured in a browser
  bench screens            what a person waits for on the screens: start, scrolling, sorting, changing many
  bench widget             what the enquiry form costs a hotel's website that has it
  bench sync               what sync promises in numbers: a save, another device, bytes, an answer, unlocking
  bench segments [--n N,…] [--engines NAME,…] [--queries NAME,…] [--runs N] [--budget MS]
                           questions over all guests, beside other engines in one page, by default over 100,000 and 1,000,000 guests
  bench instructions       how many instructions the questions of the bench take natively, beside those noted; --note notes them anew
  bench pushes             how many pushes a second one hotel's log takes, on SQLite and PostgreSQL
  bench lighthouse         what Lighthouse says of the sign-in page and the pages behind it
";

/// The checkout this program was built in.
fn checkout() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("crates/xtask is two below the root").to_owned()
}

/// Does the task; `false` means it was done and found something wrong, and has said so.
fn dispatch(root: &Path) -> Result<bool> {
    let mut arguments = Arguments::of_process();
    let task = arguments.word();
    match task.as_deref() {
        Some("setup") => {
            arguments.end()?;
            setup::setup(root, Need::Test)?;
        }
        Some("run") => run::run(root, &run::Hotel::parse(root, arguments)?)?,
        Some("build") => {
            let (dev, widgets) = (arguments.flag("--dev"), arguments.flag("--widgets"));
            arguments.end()?;
            let tools = setup::setup(root, Need::Build)?;
            if widgets { build::widgets(root, &tools)? } else { build::build(root, &tools, !dev)? }
        }
        Some("serve") => run::develop(root, &run::Hotel::parse(root, arguments)?)?,
        Some("test") => {
            return match arguments.value("--browsers")? {
                Some(names) => {
                    arguments.end()?;
                    test::browsers(root, &Browser::parse(&names)?)
                }
                None => test::test(root, &arguments.words()),
            };
        }
        Some("size") => {
            arguments.end()?;
            return size::size(root, &setup::setup(root, Need::Build)?);
        }
        Some("tidy") => {
            arguments.end()?;
            return tidy::tidy(root);
        }
        Some("fuzz") => {
            let seconds = match arguments.word() {
                Some(word) => word.parse().context("SECONDS is a whole number")?,
                None => fuzz::SECONDS,
            };
            arguments.end()?;
            fuzz::fuzz(root, seconds)?;
        }
        Some("soak") => soak::soak(root, arguments)?,
        Some("chaos") => return chaos::chaos(root, arguments),
        Some("schemathesis") => {
            let examples =
                arguments.value("--examples")?.map_or(Ok(schemathesis::EXAMPLES), |n| n.parse()).context("--examples is a number")?;
            let seed = arguments.value("--seed")?.map_or(Ok(1), |n| n.parse()).context("--seed is a number")?;
            arguments.end()?;
            return schemathesis::schemathesis(root, examples, seed);
        }
        Some("bench") => match arguments.word().as_deref() {
            Some("path") => bench::path(root, &arguments.words())?,
            Some("screens") => bench::screens(root, &arguments.words())?,
            Some("widget") => bench::widget(root, &arguments.words())?,
            Some("sync") => bench::sync(root, &arguments.words())?,
            Some("segments") => bench::segments(root, &arguments.words())?,
            Some("instructions") => bench::instructions(root, &arguments.words())?,
            Some("pushes") => bench::pushes(root)?,
            Some("lighthouse") => bench::lighthouse(root, &arguments.words())?,
            _ => {
                bail!(
                    "the benches are `cargo xtask bench` with `path`, `screens`, `widget`, `sync`, `segments`, `instructions`, `pushes` or `lighthouse`"
                )
            }
        },
        Some("help" | "--help" | "-h") => print!("{USAGE}"),
        None => bail!("no task given\n\n{USAGE}"),
        Some(other) => bail!("no task is called {other}\n\n{USAGE}"),
    }
    Ok(true)
}

fn main() -> ExitCode {
    match dispatch(&checkout()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
