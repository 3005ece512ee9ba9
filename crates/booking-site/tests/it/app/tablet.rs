//! A tablet: a person with a cookie, a device with a certificate, and edits with numbers.

use std::collections::BTreeMap;

use innkeeper_domain::value::Value;
use innkeeper_sync::draft::Draft;
use innkeeper_sync::hlc::Hlc;
use innkeeper_sync::id::{EntId, EntryId, RootId, Seq, UserId};
use innkeeper_sync::op::{Fields, Kind, Op};
use innkeeper_sync::row::Chain;
use innkeeper_sync::wire::{Approver, Enrol, Enrolled, Pulled, Push, Pushed, Run};
use uuid::Uuid;

use super::{Answer, PASSWORD, Person};

/// A tablet.
#[derive(Clone)]
pub struct Tablet<'a> {
    pub person: Person<'a>,
    pub enrolled: Enrolled,
    pub name: String,
}

impl<'a> std::ops::Deref for Tablet<'a> {
    type Target = Person<'a>;

    fn deref(&self) -> &Person<'a> {
        &self.person
    }
}

impl<'a> Tablet<'a> {
    /// Enrolled with the approval of `boss`.
    pub async fn enrol(person: Person<'a>) -> Self {
        let approver = Some(Approver { email: "boss@hotel.example".to_owned(), password: PASSWORD.to_owned() });
        let name = "Fair tablet 3".to_owned();
        let enrolled: Enrolled = person.post("/sync/v1/enrol", &Enrol { name: name.clone(), approver, before: None }).await.json();
        Self { person: person.and("innkeeper-device", &enrolled.certificate), enrolled, name }
    }

    /// A push of these groups under the numbers from `first` on.
    pub fn push_of(&self, first: u64, groups: Vec<Vec<Draft>>) -> Push {
        let ops = numbered(first, groups, self.app().now());
        self.push_signed(self.enrolled.user, &ops)
    }

    /// A push of one run of this author.
    pub fn push_signed(&self, by: UserId, ops: &[Op]) -> Push {
        let key: Vec<u8> = innkeeper_booking_site::hex::decode(&self.enrolled.author_key).expect("a key in hex");
        let runs = vec![Run::signed(by, ops, &key)];
        Push { epoch: self.enrolled.epoch, dev: self.enrolled.dev, now: self.app().now(), runs }
    }

    pub async fn send_push(&self, push: &Push) -> Answer {
        self.post("/sync/v1/push", push).await
    }

    /// Pushes groups that count.
    pub async fn pushes(&self, first: u64, groups: Vec<Vec<Draft>>) -> Pushed {
        self.send_push(&self.push_of(first, groups)).await.json()
    }

    pub async fn ask_pull(&self, cursor: Seq, chain: Chain) -> Answer {
        let Self { enrolled, .. } = self;
        let projection = enrolled.projection.key().replace('+', "%2B");
        self.get(&format!("/sync/v1/pull?epoch={}&cursor={cursor}&chain={chain}&projection={projection}", enrolled.epoch)).await
    }

    /// Everything from the start.
    pub async fn pulls(&self) -> Pulled {
        self.ask_pull(0, Chain::default()).await.json()
    }
}

/// Groups as ops under the numbers from `first` on.
pub fn numbered(first: u64, groups: Vec<Vec<Draft>>, now: i64) -> Vec<Op> {
    let mut next = first;
    let mut ops = Vec::new();
    for group in groups {
        let (grp, len) = (next, group.len() as u64);
        for draft in group {
            ops.push(draft.numbered(next, grp, next + 1 == grp + len, Hlc::at(now)));
            next += 1;
        }
    }
    ops
}

/// Drafts of the hotel's records.
pub mod drafts {
    use super::*;

    pub fn fields<const N: usize>(fields: [(&str, Value); N]) -> Fields {
        fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    pub fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    pub fn root() -> RootId {
        RootId(Uuid::new_v4())
    }

    fn new(entity: &str, fields: Fields) -> Kind {
        Kind::New { entity: entity.to_owned(), fields, sets: BTreeMap::new() }
    }

    /// A new record that is a root of its own.
    pub fn record(root: RootId, entity: &str, fields: Fields) -> Draft {
        Draft::of(root, new(entity, fields))
    }

    pub fn guest(root: RootId, surname: &str) -> Draft {
        record(root, "guest", fields([("surname", text(surname))]))
    }

    /// Another record of a root.
    pub fn part(root: RootId, entity: &str, fields: Fields) -> Draft {
        Draft::of_record(root, EntId(Uuid::new_v4()), new(entity, fields))
    }

    pub fn entry(root: RootId, stream: &str, fields: Fields) -> Draft {
        Draft::of(root, Kind::Append { stream: stream.to_owned(), entry: EntryId(Uuid::new_v4()), fields })
    }

    pub fn note(root: RootId, body: &str) -> Draft {
        entry(root, "interactions", fields([("body", text(body))]))
    }
}
