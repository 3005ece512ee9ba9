//! A PostgreSQL server of the test's own, in a temporary directory and on a unix socket only. The store's own tests and xtask use this file too.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

pub struct Server {
    dir: PathBuf,
    tools: PathBuf,
    account: Option<(u32, u32)>,
}

/// Where nothing has to survive: a test's database is thrown away.
pub const CARELESS: [&str; 3] = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

const MISSING: &str = "PostgreSQL is missing, and its tests are not passed over: `cargo xtask setup` installs it (in Debian: postgresql)";

impl Server {
    /// Starts it with these settings.
    ///
    /// # Panics
    /// When the machine has no PostgreSQL, or it does not start.
    pub fn start(settings: &[&str]) -> Self {
        let tools = tools().expect(MISSING);
        // PostgreSQL does not run as root.
        let account = is_root().then(|| account("postgres").expect("Debian's package makes the user postgres, under whom it runs"));
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let started = STARTED.fetch_add(1, Ordering::Relaxed);
        let dir = std::env::temp_dir().join(format!("ik-pg-{}-{started}", std::process::id()));
        // A process of the same number may have been killed here.
        let _ = std::fs::remove_dir_all(&dir);
        std::fs::create_dir(&dir).expect("a new directory");
        if let Some((user, group)) = account {
            std::os::unix::fs::chown(&dir, Some(user), Some(group)).expect("root may give a directory away");
        }
        let server = Self { dir, tools, account };
        let data = server.dir.join("data").display().to_string();
        server.run("initdb", &["-D", &data, "-U", "innkeeper", "--auth=trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
        let settings: String = settings.iter().map(|setting| format!(" -c {setting}")).collect();
        let options = format!("-k {} -c listen_addresses={settings}", server.dir.display());
        let log = server.dir.join("log").display().to_string();
        server.run("pg_ctl", &["-D", &data, "-o", &options, "-l", &log, "-w", "start"]);
        server
    }

    /// Directory of its socket.
    pub fn socket(&self) -> &Path {
        &self.dir
    }

    /// Makes a database; gives its URL.
    ///
    /// # Panics
    /// When there is one of that name.
    pub fn database(&self, name: &str) -> String {
        let socket = self.dir.display().to_string();
        // PostgreSQL cuts longer names, and two cases could meet.
        assert!(name.len() < 64, "{name}");
        self.run("createdb", &["-h", &socket, "-U", "innkeeper", name]);
        url(self.socket(), name)
    }

    fn run(&self, tool: &str, args: &[&str]) {
        let mut command = Command::new(self.tools.join(tool));
        command.args(args).current_dir(&self.dir).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if let Some((user, group)) = self.account {
            command.uid(user).gid(group);
        }
        let status = command.status().expect("the tool was found");
        assert!(status.success(), "{tool} {args:?}: {status}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let data = self.dir.join("data").display().to_string();
        self.run("pg_ctl", &["-D", &data, "-m", "immediate", "-w", "stop"]);
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

/// Address of a database of the server with this socket.
pub fn url(socket: &Path, name: &str) -> String {
    format!("postgres://innkeeper@localhost/{name}?host={}", socket.display())
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0)
}

/// Directory of `initdb`, its links followed, with the other tools beside it.
pub fn tools() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>()).unwrap_or_default();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let found = on_path.into_iter().chain(versions).map(|dir| dir.join("initdb")).filter_map(|file| file.canonicalize().ok());
    found.filter_map(|file| file.parent().map(Path::to_owned)).find(|dir| dir.join("pg_ctl").exists() && dir.join("createdb").exists())
}

/// User and group numbers of an account.
fn account(name: &str) -> Option<(u32, u32)> {
    let accounts = std::fs::read_to_string("/etc/passwd").ok()?;
    let line = accounts.lines().find(|line| line.split(':').next() == Some(name))?;
    let fields: Vec<&str> = line.split(':').collect();
    Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?))
}
