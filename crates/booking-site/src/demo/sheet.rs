//! A record being filled in: its fields and sets by typed key.

use std::collections::BTreeMap;

use innkeeper_domain::{Entity, Key, Shape, Value};
use innkeeper_sync::op::Kind;

/// Fields and sets of one record or entry.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    fields: BTreeMap<String, Value>,
    sets: BTreeMap<String, Vec<Value>>,
}

impl Sheet {
    /// Fills in a field; a set gets another member.
    pub fn put<T: Into<Value>>(&mut self, key: Key<T>, value: T) {
        let name = key.name().to_owned();
        match key.field().shape {
            Shape::Register => {
                self.fields.insert(name, value.into());
            }
            Shape::Set => {
                let (members, value) = (self.sets.entry(name).or_default(), value.into());
                if !members.contains(&value) {
                    members.push(value);
                }
            }
        }
    }

    /// Fills in a text.
    pub fn text(&mut self, key: Key<String>, text: impl Into<String>) {
        self.put(key, text.into());
    }

    /// The op that makes the record.
    pub fn made(self, entity: Entity) -> Kind {
        Kind::New { entity: entity.code().to_owned(), fields: self.fields, sets: self.sets }
    }

    /// The fields of an entry of a stream.
    pub fn entry(self) -> BTreeMap<String, Value> {
        self.fields
    }
}
