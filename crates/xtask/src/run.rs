//! `cargo xtask run`: from a fresh clone to a hotel in the browser.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{
    arguments::Arguments,
    build, command,
    setup::{Need, setup},
    steps::Steps,
};

/// Which columns of a reservations export mean what.
const RESERVATIONS_MAP: &str = "crates/booking-site/maps/reservations.json";

/// What the program said when it made the hotel, in the hotel's own directory: the only place where the demo's password is kept readable.
const SIGN_IN: &str = "sign-in.txt";

/// Which hotel is started, and where.
pub struct Hotel {
    reservations: Option<PathBuf>,
    data: PathBuf,
    port: u16,
}

impl Hotel {
    /// Reads the flags of `run`. Each hotel has a directory of its own, so that one never ends up in the other's records.
    pub fn parse(root: &Path, mut arguments: Arguments) -> Result<Self> {
        let reservations = arguments.value("--reservations")?.map(PathBuf::from);
        let data = arguments.value("--data")?.map(PathBuf::from);
        let port = arguments.value("--port")?.map_or(Ok(8080), |port| port.parse()).context("--port is a number")?;
        arguments.end()?;
        if let Some(file) = reservations.as_ref().filter(|file| !file.is_file()) {
            bail!("{} is not there", file.display());
        }
        let data = data.unwrap_or_else(|| match &reservations {
            None => root.join("data/demo"),
            Some(file) => {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                root.join("data").join(name.split('.').next().unwrap_or("hotel"))
            }
        });
        Ok(Self { reservations, data, port })
    }
}

/// Sets up, builds, makes the hotel where it is not there yet, and serves it until stopped.
pub fn run(root: &Path, hotel: &Hotel) -> Result<()> {
    let mut steps = Steps::default();
    let tools = steps.need("setup", || setup(root, Need::Build))?;
    steps.need("app", || build::build(root, &tools, true))?;
    let innkeeper = steps.need("server", || build::server(root, "release"))?;
    steps.need("hotel", || {
        let mut demo = Command::new(&innkeeper);
        demo.arg("demo").arg("--data").arg(&hotel.data);
        if let Some(file) = &hotel.reservations {
            demo.arg("--reservations").arg(file).arg("--map").arg(root.join(RESERVATIONS_MAP)).arg("--shift-to-today");
        }
        make(&mut demo, &hotel.data.join(SIGN_IN))
    })?;
    steps.print();
    println!("\n{}", fs::read_to_string(hotel.data.join(SIGN_IN)).context("the sign-in of the demo hotel")?.trim());

    let mut serve = Command::new(&innkeeper);
    serve.arg("serve").arg("--data").arg(&hotel.data).arg("--app").arg(build::dist(root));
    command::become_it(serve.args(["--listen", &format!("127.0.0.1:{}", hotel.port)]))
}

/// Makes the hotel and keeps what was said about signing in, for the next time it is started.
fn make(demo: &mut Command, sign_in: &Path) -> Result<()> {
    let output = demo.stderr(Stdio::inherit()).output().context("could not start the program")?;
    let said = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        bail!("{}: {}", output.status, said.trim());
    }
    if !sign_in.exists() {
        fs::write(sign_in, said.as_bytes())?;
        #[cfg(unix)]
        fs::set_permissions(sign_in, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    }
    Ok(())
}
