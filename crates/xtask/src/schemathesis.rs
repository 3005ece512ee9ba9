//! `cargo xtask schemathesis`: the demo hotel is asked everything that its document allows, and what it does not.
//!
//! Apart from `test`, because it needs Python: the first run makes an environment of its own below the target directory.

use std::{
    fs,
    io::ErrorKind,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context, Result, ensure};

use crate::{build, command};

/// Requests of each kind for an operation, where nothing else is said.
pub const EXAMPLES: u32 = 50;

const EMAIL: &str = "marta@casa-alondra.example";
const PASSWORD: &str = "only while it is tested";
const PEER: &str = "engine";
const WEBSITE: &str = "https://hotel.example";

/// Starts a server on a directory of its own and lets schemathesis at it; `false` where an answer is not as the document says.
pub fn schemathesis(root: &Path, examples: u32, seed: u64) -> Result<bool> {
    let place = build::target(root).join("schemathesis");
    let program = environment(root, &place)?;
    let server = Server::start(&build::server(root, "dev")?, &place.join("data"))?;
    // It keeps notes where it runs: not in the checkout.
    for file in ["schemathesis.toml", "hooks.py"] {
        fs::copy(ours(root).join(file), place.join(file))?;
    }
    let status = Command::new(program)
        .args(["--config-file", "schemathesis.toml", "run"])
        .arg(format!("{}/api/openapi.json", server.url))
        .args(["--max-examples", &examples.to_string(), "--seed", &seed.to_string()])
        .current_dir(&place)
        .envs([("INNKEEPER_URL", server.url.as_str()), ("INNKEEPER_EMAIL", EMAIL), ("INNKEEPER_PASSWORD", PASSWORD)])
        .envs([("INNKEEPER_PEER", PEER), ("INNKEEPER_PEER_SECRET", &server.secret), ("INNKEEPER_SITE_KEY", &server.key)])
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .status()
        .context("could not start schemathesis")?;
    Ok(status.success())
}

/// Its configuration, the way in, and the versions.
fn ours(root: &Path) -> PathBuf {
    root.join("crates/xtask/schemathesis")
}

/// The program in an environment of the versions in `requirements.txt`; made anew when they have changed.
fn environment(root: &Path, place: &Path) -> Result<PathBuf> {
    let wanted = fs::read_to_string(ours(root).join("requirements.txt"))?;
    let (venv, made) = (place.join("venv"), place.join("requirements.txt"));
    if !fs::read_to_string(&made).is_ok_and(|there| there == wanted) {
        command::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&venv))
            .context("schemathesis needs Python 3.10 with venv")?;
        let mut pip = Command::new(venv.join("bin/pip"));
        command::run(pip.args(["install", "--quiet", "--no-deps", "--requirement"]).arg(ours(root).join("requirements.txt")))?;
        fs::write(&made, wanted)?;
    }
    Ok(venv.join("bin/schemathesis"))
}

/// A server that ends with this.
struct Server {
    child: Child,
    url: String,
    secret: String,
    key: String,
}

impl Server {
    fn start(innkeeper: &Path, data: &Path) -> Result<Self> {
        match fs::remove_dir_all(data) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error).context("could not empty the data directory"),
            _ => {}
        }
        let says = |words: &[&str]| command::read(Command::new(innkeeper).args(words).arg("--data").arg(data));
        says(&["demo", "--password", PASSWORD])?;
        let secret = says(&["peer", "add", PEER])?.trim().to_owned();
        let key = says(&["site-key", "add", "--origin", WEBSITE])?.trim().to_owned();
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        // Behind a proxy, so that requests can come from many networks and few are too many.
        let mut serve = Command::new(innkeeper);
        serve.args(["serve", "--behind-proxy", "--listen", &address.to_string(), "--data"]).arg(data);
        let child = serve.env("RUST_LOG", "error").stdout(Stdio::null()).spawn().context("could not start the server")?;
        let mut server = Self { child, url: format!("http://{address}"), secret, key };
        while TcpStream::connect(address).is_err() {
            ensure!(server.child.try_wait()?.is_none(), "the server ended before it answered");
            thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
