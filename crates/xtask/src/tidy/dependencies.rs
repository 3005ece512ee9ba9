//! Who may depend on whom, read from `cargo metadata`.

use std::{path::Path, process::Command};

use anyhow::{Context, Result};
use serde_json::Value;

use super::Problem;
use crate::command;

/// Packages of this workspace that a package may use outside its tests; a package that is not here has no place yet.
const MAY_USE: [(&str, &[&str]); 13] = [
    ("innkeeper-domain", &[]),
    ("innkeeper-texts", &["innkeeper-domain"]),
    ("innkeeper-sync", &["innkeeper-domain"]),
    ("innkeeper-segment", &["innkeeper-domain"]),
    ("innkeeper-engine", &["innkeeper-domain", "innkeeper-sync", "innkeeper-segment"]),
    ("innkeeper-cipher", &[]),
    ("innkeeper-booking-site", &["innkeeper-domain", "innkeeper-texts", "innkeeper-sync", "innkeeper-segment", "innkeeper-cipher"]),
    ("innkeeper-view", &["innkeeper-domain", "innkeeper-texts", "innkeeper-sync", "innkeeper-segment", "innkeeper-engine"]),
    (
        "innkeeper-app",
        &["innkeeper-domain", "innkeeper-texts", "innkeeper-sync", "innkeeper-segment", "innkeeper-engine", "innkeeper-view"],
    ),
    ("innkeeper-size-probe", &["innkeeper-sync"]),
    ("innkeeper-segment-bench", &["innkeeper-domain", "innkeeper-segment"]),
    // The lines of the catalogue are read by its build script, as files.
    ("innkeeper-widgets", &[]),
    ("innkeeper-xtask", &[]),
];

/// Crates that only work in a browser.
const BROWSER: [&str; 5] = ["web-sys", "js-sys", "wasm-bindgen", "wasm-bindgen-futures", "gloo-storage"];

/// Crates that read a clock, draw lots, touch the world or wait for it.
const IMPURE: [&str; 9] = ["tokio", "futures", "getrandom", "rand", "reqwest", "sqlx", "tracing", "gloo-timers", "web-time"];

const PURE: [&str; 3] = ["innkeeper-domain", "innkeeper-sync", "innkeeper-segment"];

/// Checks every package of the workspace.
pub fn check(root: &Path) -> Result<Vec<Problem>> {
    let mut cargo = Command::new("cargo");
    cargo.args(["metadata", "--format-version=1", "--no-deps", "--offline"]).current_dir(root);
    let metadata: Value = serde_json::from_str(&command::read(&mut cargo)?)?;
    of_metadata(&metadata)
}

/// One dependency of one package.
struct Use<'a> {
    package: &'a str,
    on: &'a str,
    only_in_tests: bool,
    only_for_wasm: bool,
}

impl Use<'_> {
    /// The rule this breaks, with words for it.
    fn breach(&self) -> Option<(&'static str, String)> {
        let Self { package, on, only_in_tests, only_for_wasm } = *self;
        if only_in_tests {
            return None;
        }
        if on.starts_with("innkeeper-") {
            let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == package) else {
                return Some(("dependency-direction", format!("{package} has no place in the order of crates yet")));
            };
            return (!allowed.contains(&on)).then(|| ("dependency-direction", format!("{package} may not use {on}")));
        }
        if PURE.contains(&package) && IMPURE.contains(&on) {
            return Some(("pure-crates", format!("{package} is pure and may not use {on}")));
        }
        let in_the_browser = match package {
            "innkeeper-app" | "innkeeper-widgets" | "innkeeper-segment-bench" => true,
            "innkeeper-engine" => only_for_wasm,
            _ => false,
        };
        if BROWSER.contains(&on) && !in_the_browser {
            return Some(("browser-only-where-it-runs", format!("{package} may not use {on} here")));
        }
        let leptos = on.starts_with("leptos") || on == "reactive_stores";
        (leptos && package != "innkeeper-app").then(|| ("browser-only-where-it-runs", format!("only the app knows Leptos, not {package}")))
    }
}

fn of_metadata(metadata: &Value) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    let root = metadata["workspace_root"].as_str().map(|root| format!("{root}/")).unwrap_or_default();
    let root = root.as_str();
    for package in metadata["packages"].as_array().context("cargo metadata lists packages")? {
        let name = package["name"].as_str().context("a package has a name")?;
        for dependency in package["dependencies"].as_array().context("a package lists dependencies")? {
            let used = Use {
                package: name,
                on: dependency["name"].as_str().context("a dependency has a name")?,
                only_in_tests: dependency["kind"] == "dev",
                only_for_wasm: dependency["target"].as_str().is_some_and(|target| target.contains("wasm32")),
            };
            if let Some((rule, what)) = used.breach() {
                let path = package["manifest_path"].as_str().and_then(|path| path.strip_prefix(root)).unwrap_or(name).to_owned();
                problems.push(Problem { rule, path, line: 0, what });
            }
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn broken(package: &str, dependency: Value) -> Vec<&'static str> {
        let metadata = json!({ "packages": [{ "name": package, "dependencies": [dependency] }] });
        of_metadata(&metadata).expect("understood").into_iter().map(|problem| problem.rule).collect()
    }

    #[test]
    fn the_domain_uses_nothing_above_it() {
        assert_eq!(broken("innkeeper-domain", json!({ "name": "innkeeper-sync" })), ["dependency-direction"]);
        assert!(broken("innkeeper-sync", json!({ "name": "innkeeper-domain" })).is_empty());
    }

    #[test]
    fn tests_may_look_both_ways() {
        assert!(broken("innkeeper-domain", json!({ "name": "innkeeper-sync", "kind": "dev" })).is_empty());
    }

    #[test]
    fn a_package_without_a_place_is_asked_for_one() {
        assert_eq!(broken("innkeeper-new", json!({ "name": "innkeeper-domain" })), ["dependency-direction"]);
    }

    #[test]
    fn the_engine_names_the_browser_only_for_wasm() {
        let wasm = "cfg(target_arch = \"wasm32\")";
        assert!(broken("innkeeper-engine", json!({ "name": "web-sys", "target": wasm })).is_empty());
        assert_eq!(broken("innkeeper-engine", json!({ "name": "web-sys" })), ["browser-only-where-it-runs"]);
        assert_eq!(broken("innkeeper-booking-site", json!({ "name": "js-sys" })), ["browser-only-where-it-runs"]);
    }

    #[test]
    fn only_the_app_knows_leptos() {
        assert!(broken("innkeeper-app", json!({ "name": "leptos" })).is_empty());
        assert_eq!(broken("innkeeper-engine", json!({ "name": "leptos_router" })), ["browser-only-where-it-runs"]);
    }

    #[test]
    fn the_sync_core_draws_no_lots() {
        assert_eq!(broken("innkeeper-sync", json!({ "name": "getrandom" })), ["pure-crates"]);
    }
}
