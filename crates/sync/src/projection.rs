//! Projections: which spaces and which classes of fields a reader holds, and redaction to them.
//!
//! Redaction removes values, never ops, stamps or `seen`: a redacted replica folds exactly like a full one, with hidden values. Of a set that may not
//! be read it knows only that it was written: which hidden member an add holds is not told. A field or an entity this build does not know is hidden
//! from everybody who may not read all classes.

use std::collections::BTreeSet;

use innkeeper_domain::field::{self, Class, Entity};
use innkeeper_domain::order;
use innkeeper_domain::value::Value;
use serde::{Deserialize, Serialize};

use crate::id::RootId;
use crate::op::{Fields, Kind, stream_entity};
use crate::row::Row;
pub use crate::state::HOTEL;
use crate::state::{AmendmentChange, Record, Register, RootState};

/// What a replica may hold. Masked counts as not readable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Projection {
    /// Spaces, ascending.
    pub spaces: Vec<String>,
    /// Personal values (names, contacts).
    pub personal: bool,
    /// Sensitive values (health, restrictions).
    pub sensitive: bool,
    /// Financial values (prices, totals).
    pub financial: bool,
}

impl Projection {
    /// Every class of the one space.
    #[must_use]
    pub fn whole() -> Self {
        Self { spaces: vec![HOTEL.to_owned()], personal: true, sensitive: true, financial: true }
    }

    /// A name for keys and caches: spaces joined by `+`, then a letter per readable class, e.g. `hotel.psf`.
    #[must_use]
    pub fn key(&self) -> String {
        let mut key = self.spaces.join("+");
        key.push('.');
        for (readable, letter) in [(self.personal, 'p'), (self.sensitive, 's'), (self.financial, 'f')] {
            if readable {
                key.push(letter);
            }
        }
        key
    }

    /// Whether records of this type are in sight, in a file that is in these spaces (`None`: never placed). Those of the house, its people and
    /// browsers are everybody's; wordings, segments and saved views are of everybody who has a space at all.
    #[must_use]
    pub fn sees(&self, entity: Option<Entity>, spaces: Option<&BTreeSet<String>>) -> bool {
        match entity {
            Some(Entity::Staff | Entity::Device | Entity::Property) => true,
            Some(Entity::ConsentText | Entity::Segment | Entity::ListView) => !self.spaces.is_empty(),
            _ => self.spaces.iter().any(|space| spaces.map_or(space == HOTEL, |spaces| spaces.contains(space))),
        }
    }

    /// The same for a folded root.
    #[must_use]
    pub fn sees_root(&self, root: RootId, state: &RootState) -> bool {
        self.sees(state.own(root).and_then(|record| Entity::from_code(&record.entity)), state.spaces.as_ref())
    }

    /// Whether a field of this class (`None`: unknown) may be read.
    #[must_use]
    pub fn reads(&self, class: Option<Class>) -> bool {
        match class {
            Some(Class::Open) => true,
            Some(Class::Personal) => self.personal,
            Some(Class::Sensitive) => self.sensitive,
            Some(Class::Financial) => self.financial,
            None => self.reads_all(),
        }
    }

    fn reads_all(&self) -> bool {
        self.personal && self.sensitive && self.financial
    }

    /// Hides what this projection may not read in a row, and says whether the row is still whole. `entity` is the type of the record the row writes.
    pub fn redact_row(&self, row: &mut Row, entity: Option<Entity>) -> bool {
        if self.reads_all() {
            return true;
        }
        let mut whole = true;
        if let Kind::Unknown { .. } = row.op.kind {
            row.op.kind = Kind::Noop {};
            whole = false;
        }
        row.op.kind.values_mut(entity, &mut |class, value| {
            if !self.reads(class) {
                *value = Value::Hidden;
                whole = false;
            }
        });
        whole
    }

    /// The same for a folded root.
    pub fn redact_root(&self, state: &mut RootState) {
        if self.reads_all() {
            return;
        }
        for record in state.records.values_mut() {
            self.redact_record(record);
        }
    }

    fn redact_record(&self, record: &mut Record) {
        let entity = Entity::from_code(&record.entity);
        for (name, register) in &mut record.registers {
            if !self.reads(class_of(entity, name)) {
                hide_register(register);
            }
        }
        for (name, members) in &mut record.sets {
            if !self.reads(class_of(entity, name)) {
                *members = order::map([(Value::Hidden, Vec::new())]);
            }
        }
        for (stream, entries) in &mut record.streams {
            let entity = stream_entity(stream);
            for entry in entries {
                self.hide(&mut entry.fields, entity);
                for amendment in &mut entry.amendments {
                    match &mut amendment.change {
                        AmendmentChange::Fields(fields) => self.hide(fields, entity),
                        AmendmentChange::Retracted(reason) if !self.personal => *reason = Value::Hidden,
                        AmendmentChange::Retracted(_) => {}
                    }
                }
            }
        }
    }

    fn hide(&self, fields: &mut Fields, entity: Option<Entity>) {
        for (name, value) in fields {
            if !self.reads(class_of(entity, name)) {
                *value = Value::Hidden;
            }
        }
    }
}

fn hide_register(register: &mut Register) {
    for sibling in &mut register.siblings {
        sibling.value = Value::Hidden;
    }
}

fn class_of(entity: Option<Entity>, name: &str) -> Option<Class> {
    Some(field::field(entity?, name)?.class)
}
