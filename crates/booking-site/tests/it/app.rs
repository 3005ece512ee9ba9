//! A server for tests, with a clock that is moved by hand, and the users of it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};
use innkeeper_booking_site::backup::migrate::Move;
use innkeeper_booking_site::backup::restore::{Restore, Secret};
use innkeeper_booking_site::backup::target::{Made, Target};
use innkeeper_booking_site::backup::{self, BackupError};
use innkeeper_booking_site::clock::Clock;
use innkeeper_booking_site::erasure;
use innkeeper_booking_site::http::{self, App, Setup, Site};
use innkeeper_booking_site::staff::{self, NewStaff};
use innkeeper_booking_site::store::Store;
use innkeeper_booking_site::writer::Writer;
use innkeeper_domain::access::{Role, Roles};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::UserId;
use innkeeper_sync::wire::Refused;
use serde::de::DeserializeOwned;
use sqlx::ConnectOptions;
use tokio::sync::OnceCell;
use tower::ServiceExt;
use uuid::Uuid;

mod document;
mod replica;
mod tablet;
use crate::postgres;
use document::Document;
pub use replica::{Held, sealed};
pub use tablet::{Tablet, drafts, numbered as drafts_numbered};

/// Where the tests' clock starts: a Saturday in 2026.
pub const START: i64 = 1_795_262_400_000;
pub const HOST: &str = "127.0.0.1:8080";
pub const PASSWORD: &str = "a walk by the lake";

/// What is being built.
#[derive(Default)]
pub struct Build {
    pub app_dir: Option<PathBuf>,
    pub over_tls: bool,
    pub behind_proxy: bool,
    pub min_app: u32,
}

impl Build {
    pub async fn done(self) -> TestApp {
        self.done_on(new_dir(), Self::database().await, None, Arc::new(AtomicI64::new(START))).await
    }

    /// An empty database of PostgreSQL, where the tests run on it.
    async fn database() -> Option<String> {
        let socket = std::env::var_os(POSTGRES)?;
        Some(new_database(socket.as_ref()).await)
    }

    async fn done_on(self, dir: PathBuf, database: Option<String>, keys: Option<String>, time: Arc<AtomicI64>) -> TestApp {
        let store = Store::open_with(&dir, database.as_deref(), keys.as_deref()).await.expect("a database");
        erasure::go_on(&store).await.expect("as a server does when it starts");
        let clock = Clock::of({
            let time = Arc::clone(&time);
            move || time.load(Ordering::SeqCst)
        });
        let Self { app_dir, over_tls, behind_proxy, min_app } = self;
        let setup = Setup { store, dir: dir.clone(), clock, app_dir, over_tls, behind_proxy, min_app };
        let site = Site::new(setup).expect("a new directory");
        TestApp { router: http::router(Arc::clone(&site)), site, time, dir, database, keys, document: OnceCell::new() }
    }
}

/// Directory of the socket of a PostgreSQL server that all tests share, each with a database of its own: `cargo xtask test` runs those whose
/// claim depends on the store a second time with it.
const POSTGRES: &str = "INNKEEPER_TEST_POSTGRES";

fn new_dir() -> PathBuf {
    let dir = std::env::temp_dir().join(format!("innkeeper-it-{}", Uuid::new_v4()));
    std::fs::create_dir(&dir).expect("a new directory");
    dir
}

/// Makes a database on that server; gives its URL.
async fn new_database(socket: &Path) -> String {
    made_database(socket, "template1").await
}

async fn made_database(socket: &Path, like: &str) -> String {
    let name = format!("it_{}", Uuid::new_v4().simple());
    let options: sqlx::postgres::PgConnectOptions = postgres::url(socket, "postgres").parse().expect("an address");
    let mut server = options.connect().await.expect("the server is there");
    // A database is copied only while nobody else is in it.
    let script = format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{like}' AND pid <> pg_backend_pid(); \
         CREATE DATABASE {name} TEMPLATE {like}"
    );
    for sql in script.split("; ") {
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut server).await.expect("made");
    }
    postgres::url(socket, &name)
}

/// Makes a copy of a database; gives its URL.
async fn copied_database(url: &str) -> String {
    let (rest, socket) = url.split_once("?host=").expect("an address of ours");
    made_database(socket.as_ref(), rest.rsplit('/').next().expect("a name")).await
}

/// The server.
pub struct TestApp {
    pub site: App,
    pub dir: PathBuf,
    /// Its PostgreSQL database, if it is not on SQLite.
    pub database: Option<String>,
    /// The database of its keys, if it is not the one beside that.
    keys: Option<String>,
    router: Router,
    time: Arc<AtomicI64>,
    document: OnceCell<Document>,
}

impl Drop for TestApp {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

impl TestApp {
    pub async fn new() -> Self {
        Build::default().done().await
    }

    /// A server on this database of PostgreSQL, or on SQLite, whatever the other tests run on.
    pub async fn on(database: Option<String>) -> Self {
        Build::default().done_on(new_dir(), database, None, Arc::new(AtomicI64::new(START))).await
    }

    /// A server on this database with the secret of another directory.
    pub async fn with_key(database: Option<String>, key: &Path) -> Self {
        let dir = new_dir();
        std::fs::copy(key.join("server.key"), dir.join("server.key")).expect("the same key");
        Build::default().done_on(dir, database, None, Arc::new(AtomicI64::new(START))).await
    }

    /// The server stops, its database moves to the other engine, and it starts there.
    pub async fn moves(mut self, to: Option<String>) -> Self {
        self.site.store.clone().close().await;
        let dir = std::mem::replace(&mut self.dir, new_dir());
        let (from, time) = (self.database.take(), Arc::clone(&self.time));
        Move { data: dir.clone(), from, to: to.clone(), keys: None }.run(self.now()).await.expect("moved");
        Build::default().done_on(dir, to, None, time).await
    }

    /// A server on a copy of the database as its files are now, as somebody copies them back later; its keys are where they were.
    pub async fn copied_by_hand(&self) -> Self {
        let dir = self.other_dir();
        let database = match &self.database {
            Some(url) => Some(copied_database(url).await),
            None => {
                let copy = format!("VACUUM INTO '{}'", dir.join("innkeeper.db").display());
                let options = sqlx::sqlite::SqliteConnectOptions::new().filename(self.dir.join("innkeeper.db"));
                let mut db = options.connect().await.expect("the database");
                sqlx::raw_sql(sqlx::AssertSqlSafe(copy)).execute(&mut db).await.expect("copied");
                None
            }
        };
        Build::default().done_on(dir, database, self.database_of_keys(), Arc::clone(&self.time)).await
    }

    /// A data directory with the same secret and the same keys.
    fn other_dir(&self) -> PathBuf {
        let dir = new_dir();
        std::fs::copy(self.dir.join("server.key"), dir.join("server.key")).expect("the same key");
        if self.database.is_none() {
            std::os::unix::fs::symlink(self.dir.join("keys.db"), dir.join("keys.db")).expect("the same keys");
        }
        dir
    }

    fn database_of_keys(&self) -> Option<String> {
        let (rest, socket) = self.database.as_ref()?.split_once('?').expect("an address of ours");
        Some(self.keys.clone().unwrap_or_else(|| format!("{rest}_keys?{socket}")))
    }

    /// Another process of the same server: the same database, secret and time.
    pub async fn beside(&self) -> Self {
        let dir = self.other_dir();
        if self.database.is_none() {
            std::os::unix::fs::symlink(self.dir.join("innkeeper.db"), dir.join("innkeeper.db")).expect("the same database");
        }
        Build::default().done_on(dir, self.database.clone(), self.keys.clone(), Arc::clone(&self.time)).await
    }

    /// The database opened once more.
    pub async fn opened_again(&self) -> Store {
        Store::open_with(&self.dir, self.database.as_deref(), self.keys.as_deref()).await.expect("the same database")
    }

    /// Makes a backup in this directory.
    pub async fn back_up(&self, into: &Path) -> Result<Made, BackupError> {
        let target = Target { dir: into.to_owned(), keep: 3 };
        backup::target::make(&self.site.store, &self.site.keys, &self.dir, &target, self.now()).await
    }

    /// Another machine, after this one was lost: the newest of these backups and the copy of the secret are all there is.
    pub async fn restored_from(&self, backups: &Path) -> Self {
        let (dir, database) = (new_dir(), Build::database().await);
        let secret = Secret::From(self.dir.join("server.key"));
        let work = Restore { from: backups.to_owned(), data: dir.clone(), database: database.clone(), keys: None, replace: false, secret };
        work.run(self.now()).await.expect("restored");
        Build::default().done_on(dir, database, None, Arc::clone(&self.time)).await
    }

    async fn document(&self) -> &Document {
        let read = || async {
            let answer = self.stranger().open(Method::GET, "/api/openapi.json", None, Vec::new()).await;
            Document::new(Stranger::read(answer).await.json())
        };
        self.document.get_or_init(read).await
    }

    pub fn now(&self) -> i64 {
        self.time.load(Ordering::SeqCst)
    }

    pub fn advance(&self, ms: i64) {
        self.time.fetch_add(ms, Ordering::SeqCst);
    }

    /// Somebody nobody knows.
    pub fn stranger(&self) -> Stranger<'_> {
        Stranger { app: self, from: IpAddr::V4(Ipv4Addr::LOCALHOST), headers: own_headers() }
    }

    /// Makes an account; its address is `<name>@hotel.example`, its password [`PASSWORD`].
    pub async fn hire(&self, name: &str, roles: impl Into<Roles>) -> UserId {
        let email = format!("{name}@hotel.example");
        let new = NewStaff { name: name.to_owned(), email, roles: roles.into(), password: PASSWORD.to_owned() };
        staff::add(&self.site.store, new, self.now()).await.expect("a new account")
    }

    /// A person signed in who was hired.
    pub async fn sign_in(&self, name: &str) -> Person<'_> {
        let answer = self.stranger().log_in(name, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{name} signs in");
        Person { stranger: self.stranger().with("cookie", &answer.cookie()) }
    }

    /// Hires and signs in.
    pub async fn person(&self, name: &str, roles: impl Into<Roles>) -> Person<'_> {
        self.hire(name, roles).await;
        self.sign_in(name).await
    }

    /// A person of these roles at an enrolled tablet.
    pub async fn tablet(&self, name: &str, roles: impl Into<Roles>) -> Tablet<'_> {
        if self.site.store.staff_by_email("boss@hotel.example").await.expect("read").is_none() {
            self.hire("boss", Role::ItAdmin).await;
        }
        Tablet::enrol(self.person(name, roles).await).await
    }

    /// The house writes groups.
    pub async fn house_writes(&self, groups: Vec<Vec<Draft>>) {
        let appended = Writer::new(self.site.store.clone()).append_groups(groups, "test").await.expect("appended");
        assert_eq!(appended.not_ok, []);
    }
}

/// What the app's own pages send along.
fn own_headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::HOST, HeaderValue::from_static(HOST));
    headers.insert(header::ORIGIN, HeaderValue::from_static("http://127.0.0.1:8080"));
    headers.insert("x-innkeeper", HeaderValue::from_static("1"));
    headers
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        assert!(self.status.is_success(), "{self:?} {}", self.text());
        serde_json::from_slice(&self.body).expect("the JSON that was asked for")
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Status and problem code of a refusal.
    #[track_caller]
    pub fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{self:?}");
        let body: serde_json::Value = serde_json::from_slice(&self.body).expect("a problem document");
        assert_eq!(body["status"], self.status.as_u16());
        (self.status.as_u16(), body["code"].as_str().expect("a code").to_owned())
    }

    /// What the device must do next.
    #[track_caller]
    pub fn refused(&self) -> Refused {
        let mut body: serde_json::Value = serde_json::from_slice(&self.body).expect("a problem document");
        serde_json::from_value(body["sync"].take()).expect("an order for the device")
    }

    /// The cookie that was set, as it is sent back.
    #[track_caller]
    pub fn cookie(&self) -> String {
        self.header("set-cookie").and_then(|cookie| cookie.split(';').next()).expect("a cookie").to_owned()
    }
}

/// Somebody who sends requests.
#[derive(Clone)]
pub struct Stranger<'a> {
    app: &'a TestApp,
    from: IpAddr,
    headers: HeaderMap,
}

impl<'a> Stranger<'a> {
    pub fn app(&self) -> &'a TestApp {
        self.app
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        let name: HeaderName = name.parse().expect("a header's name");
        self.headers.insert(name, value.parse().expect("a header's value"));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    pub fn from(mut self, address: &str) -> Self {
        self.from = address.parse().expect("an address");
        self
    }

    /// The answer's parts, its body still open.
    pub async fn open(&self, method: Method, path: &str, kind: Option<&str>, body: Vec<u8>) -> axum::http::Response<Body> {
        let mut request = Request::builder().method(method).uri(path).body(Body::from(body)).expect("a request");
        *request.headers_mut() = self.headers.clone();
        if let Some(kind) = kind {
            request.headers_mut().insert(header::CONTENT_TYPE, kind.parse().expect("a type"));
        }
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(self.from, 40_000)));
        self.app.router.clone().oneshot(request).await.expect("a router always answers")
    }

    /// The answer, which is one that the document of the API allows.
    pub async fn send(&self, method: Method, path: &str, kind: Option<&str>, body: Vec<u8>) -> Answer {
        let answer = Self::read(self.open(method.clone(), path, kind, body).await).await;
        self.app.document().await.check(&method, path, &answer);
        answer
    }

    async fn read(answer: axum::http::Response<Body>) -> Answer {
        let (parts, body) = answer.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.expect("a whole body").to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, Vec::new()).await
    }

    pub async fn post(&self, path: &str, body: &impl serde::Serialize) -> Answer {
        let body = serde_json::to_vec(body).expect("plain data");
        self.send(Method::POST, path, Some("application/json"), body).await
    }

    pub async fn form(&self, path: &str, body: &str) -> Answer {
        self.send(Method::POST, path, Some("application/x-www-form-urlencoded"), body.as_bytes().to_vec()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None, Vec::new()).await
    }

    pub async fn log_in(&self, name: &str, password: &str) -> Answer {
        let form = format!("email={name}%40hotel.example&password={}&next=/guests", password.replace(' ', "+"));
        self.form("/login", &form).await
    }
}

/// Somebody signed in.
#[derive(Clone)]
pub struct Person<'a> {
    stranger: Stranger<'a>,
}

impl<'a> std::ops::Deref for Person<'a> {
    type Target = Stranger<'a>;

    fn deref(&self) -> &Stranger<'a> {
        &self.stranger
    }
}

impl<'a> Person<'a> {
    /// The same person with one header more.
    pub fn and(&self, name: &str, value: &str) -> Self {
        Self { stranger: self.stranger.clone().with(name, value) }
    }

    /// The same person with one header fewer.
    pub fn less(&self, name: &str) -> Self {
        Self { stranger: self.stranger.clone().without(name) }
    }
}
