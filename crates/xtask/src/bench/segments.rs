//! `cargo xtask bench segments`: the engine's table of guests in wasm, and a page that asks it and other engines the same.

use std::{fs, path::Path, process::Command};

use anyhow::Result;

use crate::{
    build, command,
    setup::{Need, packages, setup},
    tools::Tools,
    wasm,
};

const PACKAGE: &str = "innkeeper-segment-bench";

/// Builds and measures. Further arguments are the script's.
pub fn run(root: &Path, arguments: &[String]) -> Result<()> {
    let tools = setup(root, Need::Test)?;
    let (here, out) = (root.join("tests/segbench"), build::target(root).join("segbench"));
    packages(&here)?;
    compile(root, &tools, &out.join("ours"))?;
    let mut node = tools.command("node");
    node.arg("bench.mjs").args(arguments).current_dir(here).env("SEGBENCH_OUT", &out);
    command::run(node.envs(tools.chromium.as_ref().map(|chromium| ("CHROMIUM", chromium))))
}

/// As the engine is compiled, for use.
fn compile(root: &Path, tools: &Tools, out: &Path) -> Result<()> {
    let target = build::wasm_target(root);
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root).env_remove("RUSTFLAGS").args(["rustc", "--package", PACKAGE, "--crate-type", "cdylib", "--profile", "wasm"]);
    cargo.args(["--target", "wasm32-unknown-unknown", "--target-dir"]).arg(&target);
    command::run(cargo.args(wasm::FAST.iter().flat_map(|setting| ["--config", setting])))?;
    fs::create_dir_all(out)?;
    let name = PACKAGE.replace('-', "_");
    let mut bindgen = tools.command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(out);
    command::run(bindgen.arg(target.join("wasm32-unknown-unknown/wasm").join(&name).with_extension("wasm")))?;
    let module = out.join(format!("{name}_bg.wasm"));
    let mut wasm_opt = tools.command("wasm-opt");
    wasm_opt.args(wasm::FEATURES).arg("-O3").arg(&module).arg("-o").arg(&module);
    command::run(&mut wasm_opt)
}
