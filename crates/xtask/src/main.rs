//! Tasks of the project, as `cargo xtask TASK`.

mod seal;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Result;

/// The checkout this program was built in.
fn checkout() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("crates/xtask is two below the root").to_owned()
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let root = checkout();
    match arguments {
        [task] if task == "seal" => seal::from_trunk(&root),
        _ => anyhow::bail!("no such task"),
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
