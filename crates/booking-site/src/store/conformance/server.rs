//! A PostgreSQL server of the test's own, where the machine has `initdb`: in a temporary directory, on a unix socket only.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use uuid::Uuid;

pub(super) struct Server {
    dir: PathBuf,
    tools: PathBuf,
    account: Option<(u32, u32)>,
}

impl Server {
    /// Starts it. Says why when the machine cannot.
    pub(super) fn start() -> Option<Self> {
        let Some(tools) = tools() else {
            println!("SKIPPED: no initdb on PATH or in /usr/lib/postgresql/*/bin, so PostgreSQL was not tested");
            return None;
        };
        // PostgreSQL does not run as root.
        let account = if is_root() { account("postgres") } else { None };
        if is_root() && account.is_none() {
            println!("SKIPPED: running as root and there is no user postgres, so PostgreSQL was not tested");
            return None;
        }
        let dir = std::env::temp_dir().join(format!("ik-pg-{}", &Uuid::new_v4().simple().to_string()[..8]));
        std::fs::create_dir(&dir).expect("a new directory");
        if let Some((user, group)) = account {
            std::os::unix::fs::chown(&dir, Some(user), Some(group)).expect("root may give a directory away");
        }
        let server = Self { dir, tools, account };
        let data = server.dir.join("data").display().to_string();
        server.run("initdb", &["-D", &data, "-U", "innkeeper", "--auth=trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
        let options = format!("-k {} -c listen_addresses=", server.dir.display());
        let log = server.dir.join("log").display().to_string();
        server.run("pg_ctl", &["-D", &data, "-o", &options, "-l", &log, "-w", "start"]);
        Some(server)
    }

    /// Makes a database; gives its URL.
    pub(super) fn database(&self, name: &str) -> String {
        let socket = self.dir.display().to_string();
        // PostgreSQL cuts longer names, and two cases could meet.
        assert!(name.len() < 64, "{name}");
        self.run("createdb", &["-h", &socket, "-U", "innkeeper", name]);
        format!("postgres://innkeeper@localhost/{name}?host={socket}")
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

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0)
}

/// Directory of `initdb`, its links followed, with the other tools beside it.
fn tools() -> Option<PathBuf> {
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
