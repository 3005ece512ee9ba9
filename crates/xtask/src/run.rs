//! `cargo xtask run`: from a fresh clone to a hotel in the browser.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, SystemTime},
};

use anyhow::{Context, Result, bail};

use crate::{
    arguments::Arguments,
    build, command,
    setup::{Need, setup},
    steps::Steps,
    tools::Tools,
};

/// Which columns of a reservations export mean what.
const RESERVATIONS_MAP: &str = "crates/booking-site/maps/reservations.json";

/// What the program said when it made the hotel, in the hotel's own directory: the only place where the demo's password is kept readable.
const SIGN_IN: &str = "sign-in.txt";

/// What the app is made of. (The page's programs use neither the server's package nor these tasks.)
const APP: [&str; 10] = [
    "Cargo.toml",
    "index.html",
    "src",
    "style",
    "crates/domain",
    "crates/engine",
    "crates/segment",
    "crates/sync",
    "crates/texts",
    "crates/view",
];

/// Which hotel is started, and where.
pub struct Hotel {
    reservations: Option<PathBuf>,
    data: PathBuf,
    port: u16,
    site_port: u16,
}

impl Hotel {
    /// Reads the flags of `run`. Each hotel has a directory of its own, so that one never ends up in the other's records.
    pub fn parse(root: &Path, mut arguments: Arguments) -> Result<Self> {
        let reservations = arguments.value("--reservations")?.map(PathBuf::from);
        let data = arguments.value("--data")?.map(PathBuf::from);
        let port = arguments.value("--port")?.map_or(Ok(8080), |port| port.parse()).context("--port is a number")?;
        let site_port = arguments.value("--site-port")?.map_or(Ok(8081), |port| port.parse()).context("--site-port is a number")?;
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
        Ok(Self { reservations, data, port, site_port })
    }
}

/// Sets up, builds, makes the hotel where it is not there yet, and serves it until stopped.
pub fn run(root: &Path, hotel: &Hotel) -> Result<()> {
    let (_, mut serve) = open(root, hotel, true)?;
    command::become_it(&mut serve)
}

/// The same hotel with what is quickly built, and built again whenever something that the app is made of changes.
pub fn develop(root: &Path, hotel: &Hotel) -> Result<()> {
    let (tools, mut serve) = open(root, hotel, false)?;
    let mut server = serve.spawn().context("could not start the server")?;
    let mut built = newest(root)?;
    while server.try_wait()?.is_none() {
        std::thread::sleep(Duration::from_millis(500));
        let changed = newest(root)?;
        if changed > built {
            built = changed;
            match build::build(root, &tools, false) {
                Ok(()) => println!("built: reload the page"),
                Err(error) => eprintln!("not built: {error:#}"),
            }
        }
    }
    bail!("the server stopped")
}

/// When something that the app is made of was last written.
fn newest(root: &Path) -> Result<SystemTime> {
    let mut newest = SystemTime::UNIX_EPOCH;
    let mut paths: Vec<PathBuf> = APP.iter().map(|part| root.join(part)).collect();
    while let Some(path) = paths.pop() {
        let metadata = fs::metadata(&path).with_context(|| path.display().to_string())?;
        newest = newest.max(metadata.modified()?);
        if metadata.is_dir() {
            for entry in fs::read_dir(&path)? {
                paths.push(entry?.path());
            }
        }
    }
    Ok(newest)
}

/// Sets up, builds and makes the hotel where it is not there yet. Gives the tools and the command that serves it.
fn open(root: &Path, hotel: &Hotel, release: bool) -> Result<(Tools, Command)> {
    let mut steps = Steps::default();
    let tools = steps.need("setup", || setup(root, Need::Build))?;
    steps.need("app", || build::build(root, &tools, release))?;
    let innkeeper = steps.need("server", || build::server(root, if release { "release" } else { "dev" }))?;
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
    serve.args(["--listen", &format!("127.0.0.1:{}", hotel.port)]);
    serve.args(["--site-listen", &format!("127.0.0.1:{}", hotel.site_port)]);
    Ok((tools, serve))
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
