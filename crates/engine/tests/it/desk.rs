//! A desk with its browser, the page that is told what the engine knows, and the hotel they belong to.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use futures::executor::{LocalPool, LocalSpawner};
use futures::task::LocalSpawnExt;
use innkeeper_domain::consent::Purpose;
use innkeeper_domain::value::Value;
use innkeeper_domain::{Entity, consent_text, guest};
use innkeeper_engine::engine::Engine;
use innkeeper_engine::ports::Clock;
use innkeeper_engine::protocol::{
    Ask, Command, FromEngine, GuestView, GuestsQuery, GuestsSort, GuestsView, OutboxOnly, OutboxQuery, OutboxView, Outcome, Phase, Query,
    StatusView, ToEngine, Told, View,
};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{ActionId, RootId};
use innkeeper_sync::op::{Fields, Kind};
use uuid::Uuid;

use crate::disk::Disk;
use crate::hotel::{Hotel, Wire};
use crate::world::{Browser, InMemory, Time};

/// A tab with what its page has been told.
pub struct Page {
    pub engine: Rc<Engine<InMemory>>,
    pub told: Rc<RefCell<BTreeMap<u32, Told>>>,
    pub next: u32,
    pub wire: Wire,
    _pool: LocalPool,
    pub spawner: LocalSpawner,
}

/// A browser on a desk: its disk outlives its tabs.
pub struct Desk {
    pub disk: Disk,
    pub browser: Browser,
    pub time: Time,
    pub hotel: Rc<RefCell<Hotel>>,
}

/// Subscriptions of a page in these tests.
pub const STATUS: u32 = 1;
pub const LIST: u32 = 2;
pub const GUEST: u32 = 3;
pub const OUTBOX: u32 = 4;

/// A guest everybody knows.
pub fn li() -> RootId {
    RootId(Uuid::from_u128(0x100))
}

/// The wording of a consent.
pub fn wording() -> Uuid {
    Uuid::from_u128(0x200)
}

/// A hotel of 201 guests and one wording.
pub fn hotel(time: &Time) -> Rc<RefCell<Hotel>> {
    let mut hotel = Hotel::default();
    hotel.now = Clock::wall(time);
    let text = |s: &str| Value::Text(s.to_owned());
    let fields = Fields::from([
        (guest::GIVEN_NAME.name().to_owned(), text("Xiaoming")),
        (guest::SURNAME.name().to_owned(), text("Li")),
        (guest::PHONE.name().to_owned(), text("+862165982200")),
    ]);
    let new = |entity: Entity, fields| Kind::New { entity: entity.code().to_owned(), fields, sets: BTreeMap::new() };
    let words = "May we write to you?";
    let wording_fields = Fields::from([
        (consent_text::TEXT_ID.name().to_owned(), text("marketing-email")),
        (consent_text::PURPOSE.name().to_owned(), Purpose::Marketing.into()),
        (consent_text::VERSION.name().to_owned(), Value::Int(1)),
        (consent_text::LOCALE.name().to_owned(), text("en")),
        (consent_text::TEXT.name().to_owned(), text(words)),
        (consent_text::SHA256.name().to_owned(), text(&consent_text::sha256_of(words))),
    ]);
    let mut groups = vec![
        vec![Draft::of(li(), new(Entity::Guest, fields))],
        vec![Draft::of(RootId(wording()), new(Entity::ConsentText, wording_fields))],
    ];
    for n in 0..200u128 {
        let fields = Fields::from([(guest::SURNAME.name().to_owned(), text(&format!("Guest {n:03}")))]);
        groups.push(vec![Draft::of(RootId(Uuid::from_u128(0x1000 + n)), new(Entity::Guest, fields))]);
    }
    hotel.append(groups);
    Rc::new(RefCell::new(hotel))
}

impl Desk {
    pub fn at(hotel: &Rc<RefCell<Hotel>>, time: &Time) -> Self {
        Self { disk: Disk::default(), browser: Browser::default(), time: time.clone(), hotel: hotel.clone() }
    }

    pub fn open(&self) -> Page {
        self.open_on(Wire::to(&self.hotel))
    }

    pub fn open_offline(&self) -> Page {
        let wire = Wire::to(&self.hotel);
        wire.online.set(false);
        self.open_on(wire)
    }

    pub fn open_on(&self, wire: Wire) -> Page {
        let told = Rc::new(RefCell::new(BTreeMap::new()));
        let outlet = {
            let told = told.clone();
            Box::new(move |message: FromEngine| {
                told.borrow_mut().insert(message.id, message.told);
            })
        };
        let tab = self.browser.tab();
        let engine = Rc::new(Engine::<InMemory>::new(self.disk.clone(), wire.clone(), self.time.clone(), tab, outlet));
        let pool = LocalPool::new();
        let spawner = pool.spawner();
        let run = engine.clone();
        spawner.spawn_local(async move { run.run().await }).expect("the pool lives");
        let mut page = Page { engine, told, next: 100, wire, _pool: pool, spawner };
        page.settle();
        page.ask(STATUS, Ask::Watch(Query::Status));
        page
    }

    /// A tab of an enrolled device.
    pub fn enrolled(&self) -> Page {
        let mut page = self.open();
        assert_eq!(page.status().phase, Phase::Enrol { may_approve: true, name: "Marta Soler".to_owned() });
        assert_eq!(page.perform(Command::Enrol { name: "Desk".to_owned(), approver: None, before: None }), DONE);
        page.settle();
        assert_eq!(page.status().phase, Phase::Ready);
        page
    }
}

/// A command is done and has nothing to say.
pub const DONE: Told = Told::Done(Outcome::Ok);

impl Page {
    pub fn settle(&mut self) {
        self._pool.run_until_stalled();
    }

    pub fn ask(&mut self, id: u32, ask: Ask) {
        let engine = self.engine.clone();
        self.spawner.spawn_local(async move { engine.handle(ToEngine { id, ask }).await }).expect("the pool lives");
        self.settle();
    }

    pub fn perform(&mut self, command: Command) -> Told {
        self.next += 1;
        self.ask(self.next, Ask::Do(command));
        self.told.borrow_mut().remove(&self.next).expect("a command is answered")
    }

    /// Does what can be taken back.
    pub fn act(&mut self, command: Command) -> ActionId {
        match self.perform(command) {
            Told::Done(Outcome::Action(action)) => action,
            other => panic!("{other:?}"),
        }
    }

    pub fn view(&mut self, id: u32, query: Query) -> View {
        self.ask(id, Ask::Watch(query));
        match self.told.borrow().get(&id) {
            Some(Told::View(view)) => view.clone(),
            other => panic!("no view: {other:?}"),
        }
    }

    pub fn status(&mut self) -> StatusView {
        self.settle();
        match self.view(STATUS, Query::Status) {
            View::Status(view) => view,
            other => panic!("{other:?}"),
        }
    }

    pub fn guests(&mut self, search: &str) -> GuestsView {
        let query =
            GuestsQuery { search: search.to_owned(), rule: String::new(), sort: GuestsSort::Name, descending: false, offset: 0, limit: 20 };
        match self.view(LIST, Query::Guests(query)) {
            View::Guests(view) => view,
            other => panic!("{other:?}"),
        }
    }

    pub fn guest(&mut self, root: RootId) -> GuestView {
        match self.view(GUEST, Query::Guest(root)) {
            View::Guest(Some(view)) => *view,
            other => panic!("{other:?}"),
        }
    }

    pub fn outbox(&mut self) -> OutboxView {
        match self.view(OUTBOX, Query::Outbox(OutboxQuery { only: OutboxOnly::All, limit: 200 })) {
            View::Outbox(view) => view,
            other => panic!("{other:?}"),
        }
    }

    /// What the page was told last about its open guest, without asking again.
    pub fn guest_told(&self) -> GuestView {
        match self.told.borrow().get(&GUEST) {
            Some(Told::View(View::Guest(Some(view)))) => (**view).clone(),
            other => panic!("{other:?}"),
        }
    }

    pub fn values(&mut self, root: RootId, field: &str) -> Vec<String> {
        let view = self.guest(root);
        let field = view.fields.into_iter().find(|f| f.name == field).expect("an editable field is shown");
        field.choices.iter().filter_map(|c| c.value.as_text()).map(str::to_owned).collect()
    }

    pub fn edit_phone(&mut self, phone: &str) -> ActionId {
        let view = self.guest(li());
        let seen = view.fields.iter().find(|f| f.name == "phone").expect("phone").seen.clone();
        let fields = vec![("phone".to_owned(), Value::Text(phone.to_owned()), seen)];
        self.act(Command::EditGuest { root: li(), fields, sets: Vec::new() })
    }

    pub fn go_online(&mut self) {
        self.wire.online.set(true);
        self.perform(Command::SyncNow);
        self.settle();
    }
}

/// Time for the pause that gathers saves, for every page.
pub fn later(time: &Time, pages: &mut [&mut Page]) {
    for _ in 0..4 {
        time.advance(400);
        for page in pages.iter_mut() {
            page.settle();
        }
    }
}
