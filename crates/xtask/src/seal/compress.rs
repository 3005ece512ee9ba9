//! Compressed copies beside the files, made once here so that the server never compresses the shell.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::Result;

/// What compresses; images and fonts already are.
const TEXTUAL: [&str; 8] = ["wasm", "js", "css", "html", "svg", "webmanifest", "json", "ftl"];

/// Below this a compressed copy saves less than the header that announces it.
const SMALLEST: usize = 512;

/// Writes `<file>.br` and `<file>.gz` for every file below `directory` that gets smaller by it.
pub fn tree(directory: &Path) -> Result<()> {
    let mut files = Vec::new();
    collect(directory, &mut files)?;
    std::thread::scope(|scope| {
        let running: Vec<_> = files.iter().map(|file| scope.spawn(|| copies(file))).collect();
        running.into_iter().try_for_each(|thread| thread.join().expect("compression does not panic"))
    })
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| TEXTUAL.iter().any(|textual| extension == *textual)) {
            files.push(path);
        }
    }
    Ok(())
}

fn copies(file: &Path) -> Result<()> {
    let bytes = fs::read(file)?;
    if bytes.len() < SMALLEST {
        return Ok(());
    }
    for (extension, packed) in [("br", brotli(&bytes)?), ("gz", gzip(&bytes)?)] {
        if packed.len() < bytes.len() {
            let mut name = file.as_os_str().to_owned();
            name.push(".");
            name.push(extension);
            fs::write(name, packed)?;
        }
    }
    Ok(())
}

/// Brotli at its strongest, with the largest window the format's ordinary mode allows.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 1 << 16, 11, 24);
    writer.write_all(bytes)?;
    drop(writer);
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}
