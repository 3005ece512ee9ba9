//! The command-line tools of a build: where they are, in which version, and how they come there.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::command;

/// cargo-nextest's version, where none is installed.
const NEXTEST: &str = "0.9.143";
/// geckodriver's version, where none is installed.
const GECKODRIVER: &str = "0.37.1";

/// A tool that cargo can install.
pub struct Tool {
    /// The crate it comes in.
    package: &'static str,
    /// The program's name.
    program: &'static str,
    version: String,
    /// Any installed version will do; `version` is what gets installed otherwise.
    any_version: bool,
}

impl Tool {
    /// Must be of the very version of the library: they share an unversioned format.
    pub fn wasm_bindgen(root: &Path) -> Result<Self> {
        let lock = fs::read_to_string(root.join("Cargo.lock")).context("Cargo.lock")?;
        let version = locked_version(&lock, "wasm-bindgen").context("Cargo.lock has no wasm-bindgen")?;
        Ok(Self { package: "wasm-bindgen-cli", program: "wasm-bindgen", version: version.to_owned(), any_version: false })
    }

    /// Runs the native tests.
    pub fn nextest() -> Self {
        Self { package: "cargo-nextest", program: "cargo-nextest", version: NEXTEST.to_owned(), any_version: true }
    }

    /// Drives Firefox. (Debian has none, and npm's package of that name downloads a program.)
    pub fn geckodriver() -> Self {
        Self { package: "geckodriver", program: "geckodriver", version: GECKODRIVER.to_owned(), any_version: true }
    }

    /// The directory of the program, if it is there: on PATH in the right version, or where we install it.
    pub fn find(&self) -> Result<Option<PathBuf>> {
        let own = self.directory()?;
        if own.join("bin").join(self.program).is_file() {
            return Ok(Some(own.join("bin")));
        }
        let Some(directory) = on_path(self.program) else { return Ok(None) };
        let said = command::version(&mut Command::new(directory.join(self.program)));
        let fits = said.is_some_and(|said| self.any_version || said.split_whitespace().any(|word| word == self.version));
        Ok(fits.then_some(directory))
    }

    /// Installs the tool beside other versions of it. Several clones may do so at the same time: each installs under a name of its
    /// own, and the first to be ready gives the place its name.
    pub fn install(&self) -> Result<PathBuf> {
        let own = self.directory()?;
        let partial = own.with_extension(format!("partial-{}", std::process::id()));
        command::run(
            Command::new("cargo")
                .args(["install", "--locked", "--quiet", "--no-track", self.package, "--version", &self.version, "--root"])
                .arg(&partial)
                // They mostly start other programs: two minutes less of compiling are worth more than their own speed.
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env_remove("CARGO_TARGET_DIR"),
        )?;
        if fs::rename(&partial, &own).is_err() {
            fs::remove_dir_all(&partial)?;
        }
        self.find()?.with_context(|| format!("{self} was installed and is not there"))
    }

    /// `<cache>/innkeeper/tools/<program>-<version>`.
    fn directory(&self) -> Result<PathBuf> {
        let cache = match env::var_os("XDG_CACHE_HOME").filter(|set| !set.is_empty()) {
            Some(set) => PathBuf::from(set),
            None => PathBuf::from(env::var_os("HOME").context("HOME is not set")?).join(".cache"),
        };
        Ok(cache.join("innkeeper/tools").join(format!("{}-{}", self.program, self.version)))
    }
}

impl std::fmt::Display for Tool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.program, self.version)
    }
}

/// The directory of PATH that has `program`.
pub fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).find(|directory| directory.join(program).is_file())
}

/// The version of `package` in a Cargo.lock.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let (_, rest) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    Some(rest.split_once('"')?.0)
}

/// What set-up found or installed.
pub struct Tools {
    /// Directories to search before PATH.
    pub directories: Vec<PathBuf>,
    /// The browser for the tests, where it was asked for.
    pub chromium: Option<PathBuf>,
    /// The same without its windows, where there is one.
    pub shell: Option<PathBuf>,
}

impl Tools {
    /// Where a program is: in the tools' directories, or on PATH.
    pub fn program(&self, name: &str) -> Option<PathBuf> {
        let own = self.directories.iter().map(|directory| directory.join(name)).find(|file| file.is_file());
        own.or_else(|| Some(on_path(name)?.join(name)))
    }

    /// A command that finds the tools first.
    pub fn command(&self, program: &str) -> Command {
        let path = env::var_os("PATH").unwrap_or_default();
        let path: OsString = env::join_paths(self.directories.iter().cloned().chain(env::split_paths(&path)))
            .expect("the directories came from PATH or have no separator in their names");
        let mut command = Command::new(self.program(program).unwrap_or_else(|| program.into()));
        command.env("PATH", path);
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_of_that_package_alone() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.126\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.126"));
        assert_eq!(locked_version(lock, "bindgen"), None);
    }
}
