//! The app's pieces: names by content for them, for what loads them, and for the glue, which name each other.

use anyhow::{Context, Result};

use super::{
    Program, Seal,
    digest::{integrity, short_hash},
    fill,
};
use crate::wasm::{self, LOADERS};

const APP: &str = "innkeeper-app";

/// Moves the app's glue, wasm, pieces and loaders under `/assets`.
pub(super) fn app(seal: &Seal) -> Result<Program> {
    let mut loaders = seal.take_text(LOADERS)?;
    for piece in wasm::pieces(&seal.out)? {
        let stem = piece.file_stem().context("a piece has a name")?.to_string_lossy().into_owned();
        let bytes = seal.take(&format!("{stem}.wasm"))?;
        let url = seal.asset(&format!("piece-{}", title(&stem)), "wasm", &bytes)?;
        let fetch = format!(r#"fetch(new URL("./{}", import.meta.url), {{ integrity: "{}" }})"#, name(&url), integrity(&bytes));
        loaders = fill(&loaders, &[(&format!(r#"fetch(new URL("./{stem}.wasm", import.meta.url))"#), &fetch)])?;
    }
    let (glue, wasm, wasm_integrity) = seal.glue_and_wasm(APP)?;
    // Glue and loaders import each other, so neither can have the other's hash in the bytes that make its own: they share one.
    let both = short_hash(format!("{glue}{loaders}").as_bytes());
    let (glue_name, loaders_name) = (format!("{APP}-{both}.js"), format!("{APP}-pieces-{both}.js"));
    // Only where it is imported from: the program knows its imports by the plain name.
    let glue = glue.replace(&format!("from \"./{LOADERS}\""), &format!("from \"./{loaders_name}\""));
    let loaders = fill(&loaders, &[(&format!("./{APP}.js"), &format!("./{glue_name}"))])?;
    Ok(Program {
        glue: seal.write_asset(&glue_name, &glue)?,
        loaders: Some(seal.write_asset(&loaders_name, &loaders)?),
        wasm,
        wasm_integrity,
    })
}

fn name(url: &str) -> &str {
    url.trim_start_matches("/assets/")
}

/// `split_guest_list` is the piece `guest-list`, `chunk_3` what several pieces share.
fn title(stem: &str) -> String {
    stem.trim_start_matches("split_").replace('_', "-")
}
