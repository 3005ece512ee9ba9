//! `cargo xtask size`: what a browser has to load, compressed, against the budgets.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};

use crate::{
    build, command,
    seal::{self, compress::brotli},
    tools::Tools,
    widget,
};

/// A kilobyte of the budgets is 1,000 bytes.
const KB: usize = 1000;

/// One part of the shell and how large it may be.
struct Budget {
    part: &'static str,
    /// How the names of its files under `dist/assets` begin.
    files: &'static [&'static str],
    most: usize,
}

const BUDGETS: [Budget; 2] = [
    // The loaders of the pieces are among them, the pieces are not.
    Budget { part: "app: wasm + glue", files: &["innkeeper-app-", "boot-"], most: 450 * KB },
    Budget { part: "engine: wasm + glue", files: &["innkeeper-engine-worker-", "engine-"], most: 466 * KB },
];

/// A piece of the app, which comes when its page is first opened.
const PIECE_MOST: usize = 170 * KB;

/// `crates/sync` alone, without the standard library and serde_json, which every program that it goes into has anyway.
const SYNC_MOST: usize = 65 * KB;

/// What a website of a hotel loads before anything of ours is seen.
const LOADER_MOST: usize = 2 * KB;

/// The enquiry form: loader, glue and wasm.
const WIDGET_MOST: usize = 20 * KB;

/// Everything the service worker stores, as it comes over the network.
const SHELL_MOST: usize = 1540 * KB;

/// The same on the device's disk.
const UNPACKED_MOST: usize = 4720 * KB;

/// Prints the table; `false` when something is over its budget.
pub fn size(root: &Path, tools: &Tools) -> Result<bool> {
    let assets = build::dist(root).join("assets");
    let mut rows = Vec::new();
    for budget in &BUDGETS {
        rows.push((budget.part, compressed(&assets, budget.files)?, budget.most));
    }
    let pieces = copies(&assets, "piece-")?;
    rows.push(("app: largest piece", pieces.iter().copied().max().unwrap_or_default(), PIECE_MOST));
    let (with_json, alone) = sync_core(root, tools)?;
    rows.push(("crates/sync alone", alone, SYNC_MOST));
    let widget = widget_files(&build::dist(root))?;
    rows.push(("widget: loader", widget[0], LOADER_MOST));
    rows.push(("widget: all in", widget.iter().sum(), WIDGET_MOST));
    let shell = shell(&build::dist(root))?;
    rows.push(("whole shell", shell.packed, SHELL_MOST));
    rows.push(("whole shell, unpacked", shell.unpacked, UNPACKED_MOST));

    println!("{:<24} {:>12} {:>12}", "brotli, bytes", "is", "may be");
    let mut within = true;
    for (part, is, most) in rows {
        println!("{part:<24} {is:>12} {most:>12}{}", if is > most { "  OVER" } else { "" });
        within &= is <= most;
    }
    println!("all pieces of the app together: {}", pieces.iter().sum::<usize>());
    println!("a program of crates/sync with the standard library and serde_json: {with_json}");
    Ok(within)
}

/// The compressed sizes of a version's files, the loader first.
fn widget_files(dist: &Path) -> Result<Vec<usize>> {
    let mut versions = fs::read_dir(dist.join(widget::FOLDER)).context("no widgets in dist/: run `cargo xtask build` first")?;
    let version = versions.next().context("dist/w has a version")??.path();
    let size = |name: &&str| Ok(brotli(&fs::read(version.join(name)).with_context(|| (*name).to_owned())?)?.len());
    widget::FILES.iter().map(size).collect()
}

/// The sum of the compressed copies of the files that begin with one of `prefixes`.
fn compressed(assets: &Path, prefixes: &[&str]) -> Result<usize> {
    prefixes.iter().try_fold(0, |sum, prefix| Ok(sum + copies(assets, prefix)?.iter().sum::<usize>()))
}

/// The sizes of the compressed copies of the files that begin with `prefix`; there is at least one.
fn copies(assets: &Path, prefix: &str) -> Result<Vec<usize>> {
    let mut sizes = Vec::new();
    for entry in fs::read_dir(assets).context("no build in dist/: run `cargo xtask build` first")? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(prefix) && name.ends_with(".br") {
            sizes.push(usize::try_from(entry.metadata()?.len())?);
        }
    }
    anyhow::ensure!(!sizes.is_empty(), "dist/assets has no {prefix}*.br: run `cargo xtask build` without --dev first");
    Ok(sizes)
}

/// The bytes of what the service worker stores.
#[derive(Default)]
struct Shell {
    packed: usize,
    unpacked: usize,
}

/// Adds up all files but compressed copies, which count for what they are copies of, and those that stay on the server.
fn shell(directory: &Path) -> Result<Shell> {
    let mut sum = Shell::default();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.ends_with(widget::FOLDER) {
            // For other websites.
        } else if path.is_dir() {
            let within = shell(&path)?;
            sum.packed += within.packed;
            sum.unpacked += within.unpacked;
        } else if seal::ON_SERVER_ONLY.iter().any(|name| path.ends_with(name)) {
            // Never on a device's disk.
        } else if !path.extension().is_some_and(|extension| extension == "br" || extension == "gz") {
            let size = usize::try_from(path.metadata()?.len())?;
            let copy = path.with_added_extension("br");
            sum.packed += if copy.is_file() { usize::try_from(copy.metadata()?.len())? } else { size };
            sum.unpacked += size;
        }
    }
    Ok(sum)
}

/// Compiles a program that does nothing but call the sync core (`crates/size-probe`) as small as the app is compiled, and one that
/// reads and writes JSON without it. Gives the weight of the first and what it has over the second.
fn sync_core(root: &Path, tools: &Tools) -> Result<(usize, usize)> {
    let target = build::wasm_target(root);
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet", "--package", "innkeeper-size-probe"]);
    cargo.args(["--profile", "wasm", "--target", "wasm32-unknown-unknown"]).arg("--target-dir").arg(&target);
    command::run(cargo.current_dir(root).env_remove("RUSTFLAGS"))?;
    let weigh = |program: &str| {
        let smallest = target.join(format!("{program}.smallest.wasm"));
        let mut wasm_opt = tools.command("wasm-opt");
        wasm_opt.args(["-Oz", "--all-features", "-o"]).arg(&smallest);
        command::run(wasm_opt.arg(target.join(format!("wasm32-unknown-unknown/wasm/{program}.wasm"))))?;
        Ok::<_, anyhow::Error>(brotli(&without_custom_sections(&fs::read(&smallest)?)?)?.len())
    };
    let whole = weigh("size-probe")?;
    Ok((whole, whole.saturating_sub(weigh("size-bare")?)))
}

/// A module without its names and the notes of tools, none of which a browser needs (WebAssembly 2.0, section 5.5.3).
fn without_custom_sections(module: &[u8]) -> Result<Vec<u8>> {
    const HEADER: usize = 8;
    const CUSTOM: u8 = 0;
    let (header, mut rest) = module.split_at_checked(HEADER).context("shorter than a module's header")?;
    let mut kept = header.to_vec();
    while let Some(id) = rest.first() {
        // The size is an unsigned LEB128 number behind the id.
        let (mut size, mut length) = (0_usize, 1);
        loop {
            let byte = *rest.get(length).context("a section ends in its size")?;
            size |= usize::from(byte & 0x7f) << (7 * (length - 1));
            length += 1;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let (section, after) = rest.split_at_checked(length + size).context("a section is longer than the module")?;
        if *id != CUSTOM {
            kept.extend_from_slice(section);
        }
        rest = after;
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_custom_sections_go() {
        let long = [vec![0, 0x80, 0x01], vec![7; 128]].concat();
        let module = [b"\0asm\x01\0\0\0".as_slice(), &long, &[1, 2, 9, 9], &[0, 1, 5]].concat();
        let kept = without_custom_sections(&module).expect("well formed");
        assert_eq!(kept, b"\0asm\x01\0\0\0\x01\x02\x09\x09");
        assert!(without_custom_sections(&module[..20]).is_err());
    }
}
