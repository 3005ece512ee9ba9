//! How many pushes a second one hotel's log takes: one op each, from eight tablets at once over HTTP, every answer after its fsync. With the time
//! an fsync takes here beside it, and the bytes a guest takes. `cargo xtask bench pushes` runs it on both engines.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use innkeeper_booking_site::backup::target::{Target, make};
use innkeeper_booking_site::clock::{Clock, now_ms};
use innkeeper_booking_site::http::{self, App, Setup, Site};
use innkeeper_booking_site::staff::{self, NewStaff};
use innkeeper_booking_site::store::Store;
use innkeeper_domain::access::{Role, Roles};
use innkeeper_domain::value::Value;
use innkeeper_sync::draft::Draft;
use innkeeper_sync::hlc::Hlc;
use innkeeper_sync::id::RootId;
use innkeeper_sync::op::Kind;
use innkeeper_sync::wire::{Enrol, Enrolled, MIN_APP, Push, Pushed, Run};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

#[expect(dead_code, reason = "the tests use the rest")]
#[path = "../tests/it/postgres.rs"]
mod postgres;

const TABLETS: usize = 8;
const LASTS: Duration = Duration::from_secs(10);
const PASSWORD: &str = "a walk by the lake";
/// Each reading of the server's clock is this much later: the limits of a device are not what is measured.
const TICK_MS: i64 = 1_000;

/// A directory of the bench's own.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let scratch = Scratch(std::env::temp_dir().join(format!("innkeeper-bench-{}", Uuid::new_v4())));
    std::fs::create_dir(&scratch.0)?;
    println!("fsync of 4 KB, median of 200: {:.2} ms", fsync_ms(&scratch.0)?);
    println!("engine      pushes/s   median ms   p95 ms   bytes/guest   bytes/guest in the backup");
    measure("SQLite", &scratch.0.join("sqlite"), None).await?;
    // With its own settings, which wait for the disk at each commit.
    let server = postgres::Server::start(&[]);
    measure("PostgreSQL", &scratch.0.join("postgres"), Some(&server.database("bench"))).await
}

#[expect(clippy::float_arithmetic, reason = "a figure for people")]
fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn fsync_ms(dir: &Path) -> Result<f64> {
    let mut file = std::fs::File::create(dir.join("fsync"))?;
    let mut times = Vec::new();
    for _ in 0..200 {
        let start = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    Ok(ms(times[times.len() / 2]))
}

async fn measure(engine: &str, dir: &Path, database: Option<&str>) -> Result<()> {
    let store = Store::open(dir, database).await?;
    let time = AtomicI64::new(now_ms());
    let clock = Clock::of(move || time.fetch_add(TICK_MS, Ordering::Relaxed));
    let site =
        Site::new(Setup { store, dir: dir.to_owned(), clock, app_dir: None, over_tls: false, behind_proxy: false, min_app: MIN_APP })?;
    let roles = Roles::of(&[Role::ItAdmin, Role::Service]);
    let anna = NewStaff { name: "Anna".to_owned(), email: "anna@hotel.example".to_owned(), roles, password: PASSWORD.to_owned() };
    staff::add(&site.store, anna, now_ms()).await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let service = http::router(App::clone(&site)).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    let mut first = Line::open(address).await?;
    let cookie = first.sign_in().await?;
    let mut tablets = Vec::new();
    for _ in 0..TABLETS {
        tablets.push(Tablet::enrol(address, &cookie).await?);
    }
    let empty = bytes(dir, database).await?;
    let until = Instant::now() + LASTS;
    let started = Instant::now();
    let working = tablets.into_iter().map(|tablet| tokio::spawn(tablet.pushes(until)));
    let mut times = Vec::new();
    for done in futures::future::join_all(working).await {
        times.extend(done??);
    }
    let took = started.elapsed();
    times.sort_unstable();
    let guests = times.len() as u64;
    let backup = make(&site.store, &site.keys, dir, &Target { dir: dir.with_extension("backup"), keep: 1 }, now_ms()).await?;
    // What SQLite has in its write-ahead log goes into the file with the last connection.
    site.store.clone().close().await;
    let stored = bytes(dir, database).await?.saturating_sub(empty);
    println!(
        "{engine:<11} {:>8}   {:>9.1}   {:>6.1}   {:>11}   {:>11}",
        u128::from(guests) * 1000 / took.as_millis().max(1),
        ms(times[times.len() / 2]),
        ms(times[times.len() * 95 / 100]),
        stored / guests,
        backup.bytes / guests
    );
    Ok(())
}

/// What the database takes on the disk.
async fn bytes(dir: &Path, database: Option<&str>) -> Result<u64> {
    let Some(url) = database else { return Ok(std::fs::metadata(dir.join("innkeeper.db"))?.len()) };
    let mut connection = <sqlx::PgConnection as sqlx::Connection>::connect(url).await?;
    let size: i64 = sqlx::query_scalar("SELECT pg_database_size(current_database())").fetch_one(&mut connection).await?;
    Ok(u64::try_from(size)?)
}

/// A connection that stays open.
struct Line {
    stream: BufReader<TcpStream>,
    address: SocketAddr,
}

impl Line {
    async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), address })
    }

    /// Sends a request; gives the answer's head and body.
    async fn ask(&mut self, path: &str, kind: &str, headers: &str, body: &[u8]) -> Result<(String, Vec<u8>)> {
        let (host, length) = (self.address, body.len());
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\nx-innkeeper: 1\r\ncontent-type: {kind}\r\n\
             content-length: {length}\r\n{headers}\r\n"
        );
        self.stream.write_all(&[head.as_bytes(), body].concat()).await?;
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            ensure!(self.stream.read_line(&mut line).await? > 0, "the server hung up after {head}");
            if line == "\r\n" {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
            head.push_str(&line);
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await?;
        Ok((head, body))
    }

    async fn json<T: DeserializeOwned>(&mut self, path: &str, headers: &str, body: &impl Serialize) -> Result<T> {
        let (head, answer) = self.ask(path, "application/json", headers, &serde_json::to_vec(body)?).await?;
        ensure!(head.starts_with("HTTP/1.1 200"), "{path}: {head}{}", String::from_utf8_lossy(&answer));
        Ok(serde_json::from_slice(&answer)?)
    }

    async fn sign_in(&mut self) -> Result<String> {
        let form = format!("email=anna%40hotel.example&password={}&next=/", PASSWORD.replace(' ', "+"));
        let (head, _) = self.ask("/login", "application/x-www-form-urlencoded", "", form.as_bytes()).await?;
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).context("no cookie")?;
        Ok(format!("cookie: {}\r\n", cookie.split(';').next().unwrap_or_default()))
    }
}

struct Tablet {
    line: Line,
    enrolled: Enrolled,
    headers: String,
}

impl Tablet {
    async fn enrol(address: SocketAddr, cookie: &str) -> Result<Self> {
        let mut line = Line::open(address).await?;
        let enrolled: Enrolled =
            line.json("/sync/v1/enrol", cookie, &Enrol { name: "Tablet".to_owned(), approver: None, before: None }).await?;
        let headers = format!("{cookie}innkeeper-device: {}\r\n", enrolled.certificate);
        Ok(Self { line, enrolled, headers })
    }

    /// Guests, one a push; gives how long each took.
    async fn pushes(mut self, until: Instant) -> Result<Vec<Duration>> {
        let key = innkeeper_booking_site::hex::decode(&self.enrolled.author_key).context("a key in hex")?;
        let mut times = Vec::new();
        for n in 1.. {
            if Instant::now() >= until {
                break;
            }
            let fields = [("surname", format!("Guest {n}")), ("given_name", "Anna".to_owned()), ("city", "Barcelona".to_owned())];
            let fields = fields.map(|(name, text)| (name.to_owned(), Value::Text(text))).into();
            let draft = Draft::of(RootId(Uuid::new_v4()), Kind::New { entity: "guest".to_owned(), fields, sets: BTreeMap::new() });
            let run = Run::signed(self.enrolled.user, &[draft.numbered(n, n, true, Hlc::at(now_ms()))], &key);
            let push = Push { epoch: self.enrolled.epoch, dev: self.enrolled.dev, now: now_ms(), runs: vec![run] };
            let start = Instant::now();
            let pushed: Pushed = self.line.json("/sync/v1/push", &self.headers, &push).await?;
            times.push(start.elapsed());
            ensure!(pushed.last_n == n && pushed.not_ok.is_empty(), "{pushed:?}");
        }
        Ok(times)
    }
}
