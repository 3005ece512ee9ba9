//! The widgets: one wasm with its glue, the script that loads them, and a version named by their content.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::{
    build::wasm_target,
    command,
    seal::digest::{integrity, short_hash},
    tools::Tools,
    wasm::FEATURES,
};

/// The folder below the app's files.
pub const FOLDER: &str = "w";
/// The files of a version.
pub const FILES: [&str; 3] = ["loader.js", "widget.js", "widget.wasm"];

const HERE: &str = "crates/widgets";

/// What every browser since 2021 runs: no vector instructions, which the app has; the small form of SHA-256.
const FLAGS: &str = "--cfg sha2_backend=\"soft\" --cfg sha2_backend_soft=\"compact\"";

/// Leaves `w/<version>/` in `out`.
pub fn build(root: &Path, tools: &Tools, out: &Path) -> Result<()> {
    let target = wasm_target(root);
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root).env("RUSTFLAGS", FLAGS).args(["rustc", "--package", "innkeeper-widgets", "--crate-type", "cdylib"]);
    cargo.args(["--profile", "wasm", "--target", "wasm32-unknown-unknown", "--target-dir"]).arg(&target);
    command::run(&mut cargo)?;

    let work = target.join("widgets");
    let mut bindgen = tools.command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", "widget", "--out-dir"]).arg(&work);
    command::run(bindgen.arg(target.join("wasm32-unknown-unknown/wasm/innkeeper_widgets.wasm")))?;

    let wasm = work.join("widget.wasm");
    let mut wasm_opt = tools.command("wasm-opt");
    wasm_opt.args(FEATURES.iter().filter(|feature| **feature != "--enable-simd")).args(["-Oz", "--strip-debug", "--strip-producers"]);
    wasm_opt
        .args(["--strip-target-features", "--minify-imports-and-exports-and-modules"])
        .arg(work.join("widget_bg.wasm"))
        .arg("-o")
        .arg(&wasm);
    let renamed = command::read(&mut wasm_opt)?;

    let read = |path: &Path| fs::read_to_string(path).with_context(|| path.display().to_string());
    let glue = short(&read(&work.join("widget.js"))?, &serde_json::from_str(&renamed).context("the names that wasm-opt gave")?)?;
    let glue = format!("{}\n{}", small(&glue), small(&read(&root.join(HERE).join("page.js"))?));
    let wasm = fs::read(&wasm)?;
    let loader = small(&read(&root.join(HERE).join("loader.js"))?);
    let loader = filled(&loader, "@glue-integrity@", &integrity(glue.as_bytes()))?;
    let loader = filled(&loader, "@wasm-integrity@", &integrity(&wasm))?;

    let own = read(&root.join(HERE).join("Cargo.toml"))?;
    let version =
        own.lines().find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"')).context("the widgets have a version")?;
    let version = format!("{version}-{}", &short_hash(loader.as_bytes())[..8]);
    let loader = filled(&loader, "@version@", &version)?;
    let folder = out.join(FOLDER).join(version);
    fs::create_dir_all(&folder)?;
    for (name, bytes) in FILES.into_iter().zip([loader.as_bytes(), glue.as_bytes(), &wasm]) {
        fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}

/// The glue with the names that wasm-opt gave to what it and the wasm call each other by. Their own have a hash each, which does not compress.
fn short(glue: &str, renamed: &Value) -> Result<String> {
    let mut short = glue.to_owned();
    let pairs = |list: &str| renamed[list].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (imports, exports) = (pairs("imports"), pairs("exports"));
    ensure!(!imports.is_empty() && !exports.is_empty(), "wasm-opt renamed nothing");
    for import in &imports {
        let (long, new) = (format!("{}: function", text(&import[1])), format!("{}: function", text(&import[2])));
        if short.contains(&long) {
            short = short.replacen(&long, &new, 1);
        } else {
            let long = format!("{}:", text(&import[1]));
            short = filled(&short, &long, &format!("{}:", text(&import[2])))?;
        }
    }
    // The longest first: one name may begin another.
    let mut exports: Vec<(String, String)> = exports.iter().map(|export| (text(&export[0]), text(&export[1]))).collect();
    exports.sort_by_key(|(long, _)| std::cmp::Reverse(long.len()));
    for (long, new) in exports {
        short = short.replace(&format!("wasm.{long}"), &format!("wasm.{new}"));
    }
    // The module of the imports has the name "a" now.
    filled(&short, "\"./widget_bg.js\":", "\"a\":")
}

fn filled(source: &str, mark: &str, value: &str) -> Result<String> {
    match source.matches(mark).count() {
        1 => Ok(source.replacen(mark, value, 1)),
        found => bail!("{mark} stands {found} times, not once"),
    }
}

/// A script without comments that are lines of their own, and without indentation.
fn small(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut inside = false;
    for line in script.lines().map(str::trim) {
        inside |= line.starts_with("/*");
        if !inside && !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
        inside &= !line.ends_with("*/");
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn comments_and_indentation_go_and_addresses_stay() {
        let script = "// one\n/**\n * two\n */\nconst a = \"https://hotel.example\"; // kept\n    b();\n";
        assert_eq!(small(script), "const a = \"https://hotel.example\"; // kept\nb();\n");
    }

    #[test]
    fn names_are_shortened_on_both_sides() {
        let glue = "import0 = { __wbg_set_1: function(a) {} }; x = { \"./widget_bg.js\": import0 }; wasm.enquiry_open(); wasm.enquiry();";
        let renamed = json!({ "imports": [["./widget_bg.js", "__wbg_set_1", "b"]], "exports": [["enquiry", "c"], ["enquiry_open", "d"]] });
        let short = short(glue, &renamed).expect("all are there");
        assert_eq!(short, "import0 = { b: function(a) {} }; x = { \"a\": import0 }; wasm.d(); wasm.c();");
    }

    #[test]
    fn a_name_that_is_not_in_the_glue_is_a_fault() {
        let renamed = json!({ "imports": [["./widget_bg.js", "gone", "b"]], "exports": [["e", "c"]] });
        assert!(short("\"./widget_bg.js\":", &renamed).is_err());
    }
}
