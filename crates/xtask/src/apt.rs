//! Debian packages: installed as root, otherwise named.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{command, tools::on_path};

/// Installs `packages`, or says which program has to be installed and how it is called in Debian.
pub fn install(what: &str, packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    if on_path("apt-get").is_none() {
        bail!("{what} is missing: please install it (in Debian: {names})");
    }
    let root = command::read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !root {
        bail!("{what} is missing: please run `sudo apt-get install {names}`");
    }
    println!("{what} is missing: apt-get install {names}");
    // Another clone may be installing at this moment.
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.args(["-qq", "-o", "DPkg::Lock::Timeout=600", "-o", "Dpkg::Use-Pty=0"]);
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    command::run(apt().arg("update"))?;
    command::run(apt().args(["install", "--yes", "--no-install-recommends"]).args(packages))
}
