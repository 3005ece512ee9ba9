//! The few files everybody needs at hand: colleagues, devices, wordings of consents. Kept in memory and cached with the columns.

use std::collections::BTreeMap;

use innkeeper_domain::{Entity, Fields, device, order, staff};
use innkeeper_sync::id::{DeviceId, RootId, UserId};
use innkeeper_sync::state::RootState;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::guest_view::consent_text;
use crate::library::Library;
use crate::map::Map;
use crate::protocol::{Colleague, ConsentTextView};

/// Colleagues, devices, wordings, and the pages of all files that are not guests.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Directory {
    staff: Map<UserId, String>,
    devices: Map<DeviceId, String>,
    texts: Map<Uuid, ConsentTextView>,
    pages: BTreeMap<RootId, u32>,
    /// Segments, views, the hotel.
    pub(crate) library: Library,
}

impl Directory {
    /// Takes up a file that is not a guest. Gives whether something people see has changed.
    pub fn put(&mut self, root: RootId, state: &RootState) -> bool {
        let Some(record) = state.own(root) else { return false };
        match Entity::from_code(&record.entity) {
            Some(Entity::Staff) => {
                let name = record.get(staff::NAME).unwrap_or_default();
                self.staff.insert(UserId(root.0), name.clone()) != Some(name)
            }
            Some(Entity::Device) => {
                let number = record.get(device::NUMBER).and_then(|n| u32::try_from(n).ok());
                let name = record.get(device::NAME).unwrap_or_default();
                number.is_some_and(|n| self.devices.insert(DeviceId(n), name.clone()) != Some(name))
            }
            Some(Entity::ConsentText) => consent_text(root.0, record).is_some_and(|text| self.texts.insert(root.0, text).is_none()),
            _ => self.library.put(root, record),
        }
    }

    /// The page of a file that is not a guest.
    #[must_use]
    pub fn page_of(&self, root: RootId) -> Option<u32> {
        self.pages.get(&root).copied()
    }

    /// Says on which page it is.
    pub fn set_page(&mut self, root: RootId, page: u32) {
        self.pages.insert(root, page);
    }

    /// A colleague's name; empty for a source such as an import.
    #[must_use]
    pub fn person(&self, user: UserId) -> String {
        self.staff.get(&user).cloned().unwrap_or_default()
    }

    /// Everybody with a name, by name.
    #[must_use]
    pub fn colleagues(&self) -> Vec<Colleague> {
        let named = self.staff.iter().filter(|(_, name)| !name.is_empty());
        let mut all: Vec<_> = named.map(|(user, name)| Colleague { user: *user, name: name.clone() }).collect();
        order::sort_by(&mut all, |a, b| a.name.cmp(&b.name));
        all
    }

    /// What people call a device.
    #[must_use]
    pub fn device(&self, dev: DeviceId) -> Option<String> {
        self.devices.get(&dev).cloned()
    }

    /// A wording.
    #[must_use]
    pub fn text(&self, id: Uuid) -> Option<ConsentTextView> {
        self.texts.get(&id).cloned()
    }

    /// All wordings, those in a language first, newest versions first.
    #[must_use]
    pub fn texts_for(&self, language: Option<&str>) -> Vec<ConsentTextView> {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let wanted = language.map(primary);
        let mut texts: Vec<ConsentTextView> = self.texts.values().cloned().collect();
        order::sort_by(&mut texts, |a, b| {
            let foreign = |t: &ConsentTextView| wanted.as_ref() != Some(&primary(&t.locale));
            foreign(a).cmp(&foreign(b)).then(a.locale.cmp(&b.locale)).then(b.version.cmp(&a.version))
        });
        texts
    }
}
