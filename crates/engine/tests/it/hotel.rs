//! A hotel's server in memory: the real rules of `innkeeper-sync` behind the paths the engine calls.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::future::poll_fn;
use std::rc::Rc;

use futures::StreamExt;
use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use innkeeper_domain::Entity;
use innkeeper_engine::ports::{HttpAnswer, HttpRequest, Transport, Unreached};
use innkeeper_sync::carry::{self, Carried, CarriedPush, POINT, Unsent};
use innkeeper_sync::client::fold_rows;
use innkeeper_sync::draft::Draft;
use innkeeper_sync::hlc::Hlc;
use innkeeper_sync::id::{DeviceId, Dot, RootId, Seq, UserId};
use innkeeper_sync::op::Op;
use innkeeper_sync::page::{PAGE_ROOTS, Page};
use innkeeper_sync::projection::{HOTEL, Projection};
use innkeeper_sync::pull::{self, Candidate, Limits, Place, Placed, Shown};
use innkeeper_sync::row::{Chain, Reason, Row};
use innkeeper_sync::server::{self, DeviceAt, Head, Judge};
use innkeeper_sync::state::RootState;
use innkeeper_sync::wire::{Enrolled, HandBack, HandedBack, Manifest, PageRef, PagesQuery, PullQuery, Push, Pushed, Refused};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::key::open_file;

const KEY: [u8; 32] = [7; 32];

/// The person everybody signs in as.
pub fn marta() -> UserId {
    UserId(Uuid::from_u128(0x0a))
}

/// What the server holds.
#[derive(Default)]
pub struct Hotel {
    head: Head,
    rows: Vec<Row>,
    states: BTreeMap<RootId, RootState>,
    last_n: BTreeMap<DeviceId, u64>,
    next_device: u32,
    pages: BTreeMap<String, Vec<u8>>,
    /// How often somebody signed in or out; even: somebody is signed in.
    cookie: u32,
    /// What each device holds.
    holds: BTreeMap<DeviceId, Projection>,
    /// The person reads this space and not the hotel's own.
    pub space: Option<&'static str>,
    /// Roles of the person besides sales and service.
    pub more_roles: Vec<&'static str>,
    /// It tells its devices what files of unsent changes are sealed to.
    pub tells_key: bool,
    /// It is no demo any more.
    pub opened: bool,
    /// Whatever its devices send is kept aside.
    pub revoked: bool,
    /// Its devices are locked out: besides, they read nothing.
    pub locked_out: bool,
    pub now: i64,
    /// How often it was restored: the house writes under another device each time.
    restored: u32,
    /// A copy of the log that somebody puts in its place, in the same generation, before anything is handed back.
    pub copied_back: Option<Backup>,
    /// How often something was handed back.
    handed: u32,
    /// Its apps are too old.
    pub wants_newer: bool,
    /// Pages it has sent.
    pub pages_sent: usize,
    /// The line is cut before it sends more.
    pub pages_at_most: Option<usize>,
}

/// A copy of the log.
pub struct Backup {
    head: Head,
    rows: Vec<Row>,
    states: BTreeMap<RootId, RootState>,
    last_n: BTreeMap<DeviceId, u64>,
}

struct Anybody;

impl Judge for Anybody {
    fn author_key(&self, _: UserId) -> Option<Vec<u8>> {
        Some(KEY.to_vec())
    }

    fn allows(&self, _: UserId, _: &Op, _: Option<Entity>, _: Hlc) -> Result<(), Reason> {
        Ok(())
    }
}

impl Hotel {
    fn projection(&self) -> Projection {
        Projection { spaces: vec![self.space.unwrap_or(HOTEL).to_owned()], ..Projection::whole() }
    }

    fn placed(&self) -> BTreeMap<RootId, Vec<Placed>> {
        let mut placed: BTreeMap<RootId, Vec<Placed>> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| row.status.is_ok()) {
            if let Some((space, inside)) = row.op.places() {
                placed.entry(row.op.root).or_default().push(Placed { seq: row.seq, space: space.to_owned(), inside });
            }
        }
        placed
    }

    /// Gives the browser the cookie of a new session.
    pub fn sign_in(&mut self) {
        self.cookie = (self.cookie / 2 + 1) * 2;
    }

    /// A copy of what is in the log now.
    pub fn back_up(&self) -> Backup {
        Backup { head: self.head, rows: self.rows.clone(), states: self.states.clone(), last_n: self.last_n.clone() }
    }

    /// Puts a copy in the place of the log, as its next generation.
    pub fn restore(&mut self, backup: Backup) {
        let epoch = self.head.epoch + 1;
        (self.rows, self.states, self.last_n) = (backup.rows, backup.states, backup.last_n);
        self.head = Head { epoch, ..backup.head };
        self.restored += 1;
    }

    /// Writes groups as the house.
    pub fn append(&mut self, groups: Vec<Vec<Draft>>) {
        let house = DeviceId::server(1 + self.restored);
        let n = self.last_n.get(&house).copied().unwrap_or(0);
        let by = UserId::of_source("import:test");
        let accepted = server::append(groups, by, self.head, house, n, &mut self.states, self.now);
        assert_eq!(accepted.not_ok, []);
        self.take(house, accepted);
    }

    fn hand_back(&mut self, body: &[u8]) -> Result<Vec<u8>, Refused> {
        let back: HandBack = serde_json::from_slice(body).map_err(|_| Refused::Malformed)?;
        self.handed += 1;
        assert!(self.handed < 100, "the same is handed back for ever");
        if let Some(copy) = self.copied_back.take() {
            let epoch = self.head.epoch;
            self.restore(copy);
            self.head.epoch = epoch;
        }
        if back.epoch != self.head.epoch {
            return Err(Refused::Epoch { epoch: self.head.epoch });
        }
        let in_log: BTreeSet<Dot> = self.rows.iter().map(Row::dot).collect();
        let taken = server::take_back(&back.groups, self.head, &in_log, &self.last_n, &mut self.states, &KEY, 0);
        assert_eq!(taken.left, 0, "every group is ours and in its place");
        self.last_n.extend(taken.last_n);
        self.head = taken.accepted.head;
        let count = taken.accepted.rows.len() as u64;
        self.rows.extend(taken.accepted.rows);
        let Head { epoch, seq, chain } = self.head;
        Ok(bytes(&HandedBack { epoch, head: seq, chain, taken: count, erased: Vec::new() }))
    }

    fn carry(&mut self, file: &[u8]) -> Result<Vec<u8>, Refused> {
        let Some((head, unsent)) = opened(file) else { return Err(Refused::Malformed) };
        let (mut ops, mut pushes): (Vec<Op>, Vec<CarriedPush>) = Default::default();
        for push in unsent.pushes {
            let before = self.rows.len();
            self.push(&bytes(&push))?;
            let rows = &self.rows[before..];
            pushes.push(CarriedPush { last_n: self.last_n[&push.dev], taken: rows.len() as u64, not_ok: 0 });
            ops.extend(rows.iter().map(|row| row.op.clone()));
        }
        let changes = carry::changes(&mut ops.iter());
        Ok(bytes(&Carried { dev: head.dev, name: "Desk".to_owned(), changes, pushes }))
    }

    fn take(&mut self, dev: DeviceId, accepted: server::Accepted) {
        self.head = accepted.head;
        self.last_n.insert(dev, accepted.last_n);
        self.rows.extend(accepted.rows);
    }

    /// The state of a root.
    pub fn state(&self, root: RootId) -> RootState {
        self.states.get(&root).cloned().unwrap_or_default()
    }

    /// Every guest.
    pub fn roots(&self) -> Vec<RootId> {
        let is_guest = |(root, state): &(&RootId, &RootState)| state.own(**root).is_some_and(|record| record.entity == "guest");
        self.states.iter().filter(is_guest).map(|(root, _)| *root).collect()
    }

    /// Rows in the log.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    fn answer(&mut self, request: &HttpRequest) -> Result<Vec<u8>, Refused> {
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let device = request.device.as_ref().and_then(|d| d.parse().ok()).map(DeviceId);
        match path {
            "/api/session" if self.cookie % 2 == 1 => Err(Refused::SignIn),
            "/api/session" => Ok(bytes(&json!({
                "session": self.cookie.to_string(),
                "user": marta(), "name": "Marta Soler", "roles": ([&["sales", "service"], self.more_roles.as_slice()].concat()), "hotel": "Casa Alondra", "demo": !self.opened,
                "may_manage_devices": true, "hotel_key": if self.tells_key { hex(&PUBLIC) } else { String::new() },
            }))),
            "/sync/v1/enrol" => Ok(self.enrol(device)),
            "/sync/v1/push" => self.push(&request.body),
            "/sync/v1/hand-back" => self.hand_back(&request.body),
            "/sync/v1/carry" => self.carry(&request.body),
            "/sync/v1/pull" => self.pull(query, device.expect("the engine sends its certificate")),
            "/sync/v1/snapshot" => Ok(self.snapshot(device.expect("the engine sends its certificate"))),
            "/sync/v1/snapshot/pages" => Ok(self.send_pages(&request.body)),
            "/logout" => {
                self.cookie |= 1;
                Ok(Vec::new())
            }
            "/sync/v1/status" => Ok(Vec::new()),
            other => panic!("the engine asks for {other}"),
        }
    }

    fn enrol(&mut self, device: Option<DeviceId>) -> Vec<u8> {
        let projection = self.projection();
        let dev = device.filter(|dev| self.holds.get(dev) == Some(&projection)).unwrap_or_else(|| {
            self.next_device += 1;
            DeviceId(self.next_device)
        });
        self.holds.insert(dev, projection);
        bytes(&Enrolled {
            dev,
            certificate: dev.0.to_string(),
            epoch: self.head.epoch,
            projection: self.projection(),
            user: marta(),
            author_key: hex(&KEY),
            lease_until: self.now + 72 * 3_600_000,
            now: self.now,
        })
    }

    fn push(&mut self, body: &[u8]) -> Result<Vec<u8>, Refused> {
        let push: Push = serde_json::from_slice(body).map_err(|_| Refused::Malformed)?;
        let last_n = self.last_n.get(&push.dev).copied().unwrap_or(0);
        let device = DeviceAt { dev: push.dev, last_n, revoked: self.revoked || self.locked_out };
        let accepted = server::accept(&push, self.head, device, &mut self.states, &Anybody, self.now)?;
        let answer =
            Pushed { last_n: accepted.last_n, not_ok: accepted.not_ok.clone(), head: accepted.head.seq, durable: 0, now: self.now };
        self.take(push.dev, accepted);
        Ok(bytes(&answer))
    }

    fn pull(&self, query: &str, dev: DeviceId) -> Result<Vec<u8>, Refused> {
        if self.wants_newer {
            return Err(Refused::Upgrade);
        }
        if self.locked_out {
            return Err(Refused::Wipe);
        }
        let part = |name: &str| {
            let found = query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name);
            found.expect("the engine says where it is").1
        };
        let query = PullQuery {
            epoch: part("epoch").parse().expect("a number"),
            cursor: part("cursor").parse().expect("a number"),
            chain: part("chain").parse().expect("hex"),
            projection: part("projection").to_owned(),
        };
        let upto = self.rows.get(..usize::try_from(query.cursor).expect("few rows"));
        let chain = upto.map(|rows| rows.iter().fold(Chain::default(), |chain, row| chain.next(row.dot(), row.eff)));
        let last_n = self.last_n.get(&dev).copied().unwrap_or(0);
        let place = Place { head: self.head, chain, durable: 0, last_n };
        pull::check(&query, &self.projection(), &place)?;
        let rows = self.rows.iter().filter(|row| row.seq > query.cursor);
        let rows = rows.map(|row| Candidate { row: row.clone(), entity: server::entity_of(&self.states, &row.op), bytes: 100 });
        let (projection, placed, limits) = (self.projection(), self.placed(), Limits::default());
        let shown = Shown::new(&projection, pull::cut(limits, rows), &placed);
        let file = |(root, seq)| {
            let mut state = RootState::default();
            fold_rows(self.rows.iter().filter(|row| row.op.root == root && row.seq <= seq), &mut state);
            ((root, seq), state)
        };
        let files = shown.coming().into_iter().map(file).collect();
        Ok(bytes(&pull::answer(&query, &place, limits, &shown, &files, &KEY, self.now)))
    }

    fn snapshot(&mut self, dev: DeviceId) -> Vec<u8> {
        let projection = self.projection();
        let seen = self.states.iter().filter(|(id, state)| projection.sees_root(**id, state));
        let roots: Vec<(RootId, RootState)> = seen.map(|(id, state)| (*id, state.clone())).collect();
        let mut refs = Vec::new();
        for chunk in roots.chunks(PAGE_ROOTS) {
            let page = Page { as_of: self.head.seq, roots: chunk.to_vec() }.encode();
            let hash: String = Sha256::digest(&page).iter().map(|b| format!("{b:02x}")).collect();
            refs.push(PageRef { hash: hash.clone(), roots: chunk.len() as u32 });
            self.pages.insert(hash, page);
        }
        bytes(&Manifest {
            epoch: self.head.epoch,
            at: self.head.seq,
            chain: self.head.chain,
            last_n: self.last_n.get(&dev).copied().unwrap_or(0),
            not_ok: Vec::new(),
            pages: refs,
            roots: roots.len() as u64,
            bytes: 0,
            durable: 0,
            erased: Vec::new(),
            now: self.now,
        })
    }

    fn send_pages(&mut self, body: &[u8]) -> Vec<u8> {
        let query: PagesQuery = serde_json::from_slice(body).expect("hashes");
        self.pages_sent += query.hashes.len();
        let mut out = Vec::new();
        for hash in query.hashes {
            let page = &self.pages[&hash];
            out.extend((page.len() as u32).to_be_bytes());
            out.extend(page);
        }
        out
    }
}

/// The hotel's public key for files.
const PUBLIC: [u8; POINT] = [4; POINT];

/// What is in a file.
pub fn opened(file: &[u8]) -> Option<(carry::Head, Unsent)> {
    let parts = carry::parts(file).ok()?;
    let plain = open_file(&PUBLIC, &parts)?;
    assert_eq!(parts.head.hotel, carry::key_name(&PUBLIC));
    Some((parts.head, serde_json::from_slice(&plain).ok()?))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("plain data")
}

/// The way of one tab to the hotel.
#[derive(Clone)]
pub struct Wire {
    pub hotel: Rc<RefCell<Hotel>>,
    pub online: Rc<Cell<bool>>,
    /// The next answer is lost after the server has done its work.
    pub lose_answer: Rc<Cell<bool>>,
    /// Pokes on their way.
    poking: UnboundedSender<Option<Seq>>,
    pokes: Rc<RefCell<UnboundedReceiver<Option<Seq>>>>,
    /// How often it asked for rows.
    pub pulls: Rc<Cell<u32>>,
    /// Reports of how the device is.
    pub reports: Rc<Cell<u32>>,
}

impl Wire {
    /// A working line.
    pub fn to(hotel: &Rc<RefCell<Hotel>>) -> Self {
        let (poking, pokes) = unbounded();
        Self {
            hotel: hotel.clone(),
            online: Rc::new(Cell::new(true)),
            lose_answer: Rc::default(),
            poking,
            pokes: Rc::new(RefCell::new(pokes)),
            pulls: Rc::default(),
            reports: Rc::default(),
        }
    }

    /// Says that there may be news: that the log ends where it does now, or anything.
    pub fn poke(&self, says_where: bool) {
        let head = says_where.then(|| self.hotel.borrow().head.seq);
        self.poking.unbounded_send(head).expect("the other end is here");
    }
}

impl Transport for Wire {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, Unreached> {
        if !self.online.get() {
            return Err(Unreached);
        }
        let is_cut = |hotel: &Hotel| request.path.ends_with("/pages") && hotel.pages_at_most.is_some_and(|most| hotel.pages_sent >= most);
        if is_cut(&self.hotel.borrow()) {
            return Err(Unreached);
        }
        self.pulls.set(self.pulls.get() + u32::from(request.path.starts_with("/sync/v1/pull?")));
        self.reports.set(self.reports.get() + u32::from(request.path == "/sync/v1/status"));
        let answered = self.hotel.borrow_mut().answer(&request);
        if self.lose_answer.take() {
            return Err(Unreached);
        }
        Ok(match answered {
            Ok(body) => HttpAnswer { status: 200, retry_after: None, body },
            Err(refused) => {
                let code = if matches!(refused, Refused::Gap { .. }) { "problem-carry-gap" } else { "problem-carry-damaged" };
                HttpAnswer { status: 409, retry_after: None, body: bytes(&json!({ "sync": refused, "code": code })) }
            }
        })
    }

    async fn poked(&self) -> Option<Seq> {
        poll_fn(|context| self.pokes.borrow_mut().poll_next_unpin(context)).await.expect("the other end is here")
    }
}
