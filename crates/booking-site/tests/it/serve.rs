//! The program itself: it listens, refuses what is unsafe, and stops in order.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::sync::Arc;

use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use uuid::Uuid;

struct Dir(PathBuf);

impl Dir {
    fn new() -> Self {
        let dir = std::env::temp_dir().join(format!("innkeeper-serve-{}", Uuid::new_v4()));
        std::fs::create_dir(&dir).expect("a new directory");
        Self(dir)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn innkeeper(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_innkeeper"));
    command.args(args).env_remove("INNKEEPER_DATABASE").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(args: &[&str], input: &str) -> Output {
    let mut child = innkeeper(args).spawn().expect("the program");
    // A program that refuses its arguments does not read.
    let _ = child.stdin.take().expect("piped").write_all(input.as_bytes());
    child.wait_with_output().expect("it ends")
}

/// A server under way.
struct Served {
    child: Child,
    out: BufReader<ChildStdout>,
    address: String,
    said: String,
}

impl Served {
    fn start(dir: &Dir, more: &[&str]) -> Self {
        Self::start_on("127.0.0.1:0", dir, more)
    }

    fn start_on(address: &str, dir: &Dir, more: &[&str]) -> Self {
        let data = dir.file("data");
        let mut child = innkeeper(&[&["serve", "--data", &data, "--listen", address], more].concat()).spawn().expect("the program");
        let mut out = BufReader::new(child.stdout.take().expect("piped"));
        let mut said = String::new();
        out.read_line(&mut said).expect("its address");
        let address = said.split("://").nth(1).expect("its address").trim().trim_end_matches('/').to_owned();
        Self { child, out, address, said }
    }

    /// SIGTERM; what it still said, and how it ended.
    fn stop(mut self) -> (String, Option<i32>) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill").success());
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).expect("text");
        (rest, self.child.wait().expect("it ends").code())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ask(mut stream: impl Read + Write, host: &str, path: &str) -> String {
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn it_says_where_it_is_answers_and_stops_in_order() {
    let dir = Dir::new();
    let mut served = Served::start(&dir, &[]);
    assert!(served.said.starts_with("Innkeeper is at http://127.0.0.1:"), "{}", served.said);
    let answer = ask(TcpStream::connect(&served.address).expect("listening"), &served.address, "/healthz");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    let address = served.address.clone();
    let mut hint = String::new();
    while !hint.contains("innkeeper user add") {
        assert_ne!(served.out.read_line(&mut hint).expect("text"), 0, "{hint}");
    }
    assert_eq!(served.stop().1, Some(0));
    assert!(TcpStream::connect(&address).is_err());
}

#[test]
fn while_nobody_can_sign_in_it_says_where_to_begin_and_the_code() {
    let dir = Dir::new();
    let files = dir.file("app");
    let mut served = Served::start(&dir, &["--app", &files]);
    let (mut hint, begin) = (String::new(), format!("  http://{}/?setup=", served.address));
    while !hint.contains("innkeeper user add") {
        assert_ne!(served.out.read_line(&mut hint).expect("text"), 0, "{hint}");
    }
    let code = hint.lines().find_map(|line| line.strip_prefix(&begin)).unwrap_or_else(|| panic!("{hint}"));
    assert!(code.len() == 24 && code.bytes().all(|byte| byte.is_ascii_hexdigit()), "{code}");
}

#[test]
fn with_an_account_it_says_no_code() {
    let dir = Dir::new();
    add_anna(&dir);
    let files = dir.file("app");
    let served = Served::start(&dir, &["--app", &files]);
    assert!(!served.stop().0.contains("setup="));
}

#[test]
fn an_open_stream_does_not_hold_up_the_stop() {
    let dir = Dir::new();
    add_anna(&dir);
    let served = Served::start(&dir, &[]);
    let host = &served.address;
    let mut login = TcpStream::connect(host).expect("listening");
    let form = "email=anna%40hotel.example&password=a+walk+by+the+lake";
    write!(
        login,
        "POST /login HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n{form}",
        form.len()
    )
    .expect("sent");
    let mut answer = String::new();
    login.read_to_string(&mut answer).expect("an answer");
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie").split(';').next().expect("a pair");
    let mut live = BufReader::new(TcpStream::connect(host).expect("listening"));
    write!(live.get_mut(), "GET /sync/v1/live HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\n\r\n").expect("sent");
    let mut heard = String::new();
    while !heard.contains("data:") {
        assert_ne!(live.read_line(&mut heard).expect("text"), 0, "{heard}");
    }
    assert_eq!(served.stop().1, Some(0));
}

#[test]
fn plain_http_over_the_network_is_refused_with_the_reason() {
    let dir = Dir::new();
    let refused = run(&["serve", "--data", &dir.file("data"), "--listen", "0.0.0.0:0"], "");
    assert_eq!(refused.status.code(), Some(1));
    let reason = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(reason.contains("--tls-cert") && reason.contains("no service worker"), "{reason}");
    assert!(!dir.0.join("data").exists(), "nothing was made");
}

#[test]
fn behind_a_proxy_it_listens_on_the_network() {
    let dir = Dir::new();
    let served = Served::start_on("0.0.0.0:0", &dir, &["--behind-proxy"]);
    let port = served.address.rsplit(':').next().expect("a port");
    let answer = ask(TcpStream::connect(format!("127.0.0.1:{port}")).expect("listening"), "hotel.example", "/healthz");
    assert!(answer.contains("strict-transport-security: max-age=63072000"), "{answer}");
}

#[test]
fn it_speaks_tls_with_the_certificate_given() {
    let dir = Dir::new();
    let made = rcgen::generate_simple_self_signed(vec!["hotel.example".to_owned()]).expect("a certificate");
    std::fs::write(dir.0.join("cert.pem"), made.cert.pem()).expect("written");
    std::fs::write(dir.0.join("key.pem"), made.signing_key.serialize_pem()).expect("written");
    let served = Served::start(&dir, &["--tls-cert", &dir.file("cert.pem"), "--tls-key", &dir.file("key.pem")]);
    assert!(served.said.starts_with("Innkeeper is at https://"), "{}", served.said);
    let mut roots = RootCertStore::empty();
    roots.add(made.cert.der().clone()).expect("a certificate");
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let name = ServerName::try_from("hotel.example").expect("a name");
    let client = ClientConnection::new(Arc::new(config), name).expect("a client");
    let answer = ask(StreamOwned::new(client, TcpStream::connect(&served.address).expect("listening")), "hotel.example", "/healthz");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("strict-transport-security"), "{answer}");
}

fn add_anna(dir: &Dir) {
    let data = dir.file("data");
    let add = ["user", "add", "--data", &data, "--role", "sales", "--role", "it-admin", "--name", "Anna", "--email", "Anna@Hotel.example"];
    let added = run(&[&add[..], &["--password-stdin"]].concat(), "a walk by the lake\n");
    assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
}

#[test]
fn accounts_are_made_listed_reset_and_closed() {
    let dir = Dir::new();
    let data = dir.file("data");
    add_anna(&dir);
    let list = || String::from_utf8(run(&["user", "list", "--data", &data], "").stdout).expect("text");
    assert_eq!(list(), "anna@hotel.example  Anna  sales, it-admin\n");
    let user = |action: &str, input: &str| {
        let mut args = vec!["user", action, "--data", &data, "anna@hotel.example"];
        args.extend((action == "reset").then_some("--password-stdin"));
        run(&args, input).status.code()
    };
    assert_eq!(user("reset", "too short\n"), Some(1));
    assert_eq!(user("reset", "three herons over water\n"), Some(0));
    assert_eq!(user("close", ""), Some(0));
    assert_eq!(user("close", ""), Some(1), "closed already");
    assert_eq!(list(), "anna@hotel.example  Anna  sales, it-admin  (closed)\n");
    let json = run(&["user", "list", "--data", &data, "--json"], "").stdout;
    let people: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!((&people[0]["roles"], people[0].get("password")), (&serde_json::json!(["sales", "it-admin"]), None));
}

#[test]
fn what_cannot_be_done_is_said_with_its_exit_code() {
    let dir = Dir::new();
    let data = dir.file("data");
    for (args, code, reason) in [
        (&["user", "reset", "--data", &data, "nobody@hotel.example", "--password-stdin"][..], 1, "no account for nobody@hotel.example"),
        (&["user", "add", "--data", &data, "--role", "king", "--name", "A", "--email", "a@b.example"], 2, "roles are sales"),
        (&["device", "revoke", "--data", &data, "00000001"], 1, "no device 00000001"),
        (&["device", "revoke", "--data", &data, "one"], 2, "eight hex digits"),
        (&["serve", "--tls-cert", "x"], 2, "--tls-key"),
        (&["serve", "--data", &data, "--tls-cert", "gone", "--tls-key", "gone"], 1, "cannot use gone"),
        (&["nonsense"], 2, "nonsense"),
    ] {
        let output = run(args, "a walk by the lake\n");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
        assert!(said.contains(reason), "{args:?}: {said}");
    }
}

#[test]
fn devices_are_listed() {
    let dir = Dir::new();
    let output = run(&["device", "list", "--data", &dir.file("data"), "--json"], "");
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(0), &b"[]\n"[..]));
}

#[test]
fn it_backs_up_while_it_serves_and_a_restored_server_serves_again() {
    let dir = Dir::new();
    add_anna(&dir);
    let backups = dir.file("backups");
    let mut served = Served::start(&dir, &["--backup", &backups, "--every", "1h"]);
    let mut log = BufReader::new(served.child.stderr.take().expect("piped"));
    let mut said = String::new();
    while !said.contains("backed up") {
        assert_ne!(log.read_line(&mut said).expect("text"), 0, "{said}");
    }
    let restore = |data: &str, more: &[&str]| run(&[&["restore", &backups, "--data", data], more].concat(), "");
    let in_use = restore(&dir.file("data"), &["--replace"]);
    assert!(String::from_utf8_lossy(&in_use.stderr).contains("stop the server first"), "{in_use:?}");
    served.stop();
    let elsewhere = restore(&dir.file("data"), &[]);
    assert!(String::from_utf8_lossy(&elsewhere.stderr).contains("--replace"), "{elsewhere:?}");
    let key = dir.file("data/server.key");
    for (data, more) in [("other/data", &["--key", key.as_str()][..]), ("data", &["--replace"])] {
        let restored = restore(&dir.file(data), more);
        assert!(restored.status.success(), "{restored:?}");
        assert_eq!(run(&["verify", "--data", &dir.file(data)], "").status.code(), Some(0));
    }
    let served = Served::start(&dir, &[]);
    let answer = ask(TcpStream::connect(&served.address).expect("listening"), &served.address, "/healthz");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
}
