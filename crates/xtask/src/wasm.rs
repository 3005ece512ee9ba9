//! One wasm program: compiled, cut into pieces where it has any, its glue made, optimised.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, anyhow, ensure};

use crate::{build::wasm_target, command, tools::Tools};

/// What wasm-opt may use, as the compiler does. (`--all-features` would let it write what browsers do not read yet.)
pub const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-reference-types",
    "--enable-simd",
];

/// What the glue of a program in pieces imports its loaders from.
pub const LOADERS: &str = "__wasm_split.js";

/// A program of the package `innkeeper-app`.
pub struct Program {
    /// The name of the binary.
    pub name: &'static str,
    /// Of the package: the app's page, or none of it.
    page: bool,
    /// Functions under `#[wasm_split]` become pieces that come when they are called.
    in_pieces: bool,
    /// What it has otherwise than the profile [`IN_USE`] says, in a build for use. A profile of its own would compile every macro again.
    settings: &'static [&'static str],
    /// wasm-opt's level of a build for use.
    level: &'static str,
}

/// The app and the engine's worker, which compiles no Leptos.
pub const PROGRAMS: [Program; 2] = [
    Program { name: "innkeeper-app", page: true, in_pieces: true, settings: &[], level: "-Oz" },
    Program { name: "innkeeper-engine-worker", page: false, in_pieces: false, settings: &FAST, level: "-O3" },
];

/// The engine: as small as the app, but for what runs over every guest, over every row that comes, and over every byte that is read at the start.
pub const FAST: [&str; 3] = [
    "profile.wasm.package.innkeeper-segment.opt-level=3",
    r#"profile.wasm.package.innkeeper-sync.opt-level="s""#,
    "profile.wasm.package.lz4_flex.opt-level=3",
];

/// Cargo's profile of a build for use.
const IN_USE: &str = "wasm";
/// Cargo's profile of a build for looking at.
const DEVELOPING: &str = "wasm-look";

impl Program {
    /// Leaves `<name>.js` and `<name>_bg.wasm` in `out`, beside them `__wasm_split.js` and one `.wasm` for each piece.
    pub fn build(&self, root: &Path, tools: &Tools, out: &Path, release: bool) -> Result<()> {
        let compiled = self.compile(root, release)?;
        let main = if self.in_pieces { self.cut(&compiled, out)? } else { compiled };
        let mut bindgen = tools.command("wasm-bindgen");
        // The pieces find the table, the memory and the shared functions among what the linker exported.
        bindgen.args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-dir"]).arg(out);
        command::run(bindgen.args(["--out-name", self.name]).arg(&main))?;
        if self.in_pieces {
            fs::remove_file(&main)?;
        }
        if release {
            self.optimise(root, tools, out)?;
        }
        Ok(())
    }

    fn compile(&self, root: &Path, release: bool) -> Result<PathBuf> {
        let profile = if release { IN_USE } else { DEVELOPING };
        let target = wasm_target(root);
        let mut cargo = Command::new("cargo");
        cargo.current_dir(root).env_remove("RUSTFLAGS").args(["rustc", "--package", "innkeeper-app", "--bin", self.name]);
        cargo.args(["--profile", profile, "--target", "wasm32-unknown-unknown", "--target-dir"]).arg(&target);
        if release {
            cargo.args(self.settings.iter().flat_map(|setting| ["--config", setting]));
        }
        if !self.page {
            cargo.arg("--no-default-features");
        }
        if self.in_pieces {
            // The cut needs to know which function calls which.
            cargo.args(["--", "-Clink-args=--emit-relocs"]);
        }
        command::run(&mut cargo)?;
        Ok(target.join("wasm32-unknown-unknown").join(profile).join(format!("{}.wasm", self.name)))
    }

    /// Writes the pieces and their loaders into `out` and gives the program that is left.
    fn cut(&self, whole: &Path, out: &Path) -> Result<PathBuf> {
        let bytes = fs::read(whole).with_context(|| whole.display().to_string())?;
        let left = out.join(format!("{}.wasm", self.name));
        let (loaders, glue) = (format!("./{LOADERS}"), format!("./{}.js", self.name));
        let mut options = wasm_split_cli_support::Options::new(&bytes);
        options.output_dir = out;
        options.main_out_path = &left;
        options.link_name = &loaders;
        options.main_module = &glue;
        let cut = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("{error:#}"))?;
        ensure!(!cut.split_modules.is_empty(), "{} has no pieces: is #[wasm_split] gone?", self.name);
        Ok(left)
    }

    /// Makes every module of this program in `out` as small or as quick as it gets.
    fn optimise(&self, root: &Path, tools: &Tools, out: &Path) -> Result<()> {
        let mut modules = vec![out.join(format!("{}_bg.wasm", self.name))];
        if self.in_pieces {
            modules.extend(pieces(out)?);
        }
        let mut node = tools.command("node");
        node.arg(root.join("crates/xtask/wasm-opt.mjs")).arg(root.join("tests/e2e/node_modules/binaryen"));
        command::run(node.arg(self.level).args(modules))
    }
}

/// The pieces in a directory, by name.
pub fn pieces(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = fs::read_dir(directory)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    found.retain(|path| path.extension().is_some_and(|extension| extension == "wasm") && !path.to_string_lossy().ends_with("_bg.wasm"));
    found.sort();
    Ok(found)
}
