//! Who works on this device, as it is stored: enough to go on without a network.

use innkeeper_domain::{Entity, Role, Roles, access};
use innkeeper_sync::carry::POINT;
use innkeeper_sync::client;
use innkeeper_sync::hlc::Clock;
use innkeeper_sync::id::{DeviceId, Epoch, UserId};
use innkeeper_sync::projection::Projection;
use innkeeper_sync::row::Chain;
use innkeeper_sync::wire::Enrolled;
use serde::{Deserialize, Serialize};

use crate::map::Map;
use crate::protocol::PersonView;

/// Answer of `GET /api/session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// Name of the cookie's session: another one after each sign-in.
    #[serde(default)]
    pub session: String,
    /// The account.
    pub user: UserId,
    /// The person's name.
    pub name: String,
    /// Wire names of their roles.
    pub roles: Vec<String>,
    /// The hotel's name.
    pub hotel: String,
    /// A demo hotel.
    #[serde(default)]
    pub demo: bool,
    /// Approves devices.
    pub may_manage_devices: bool,
    /// What files of unsent changes are sealed to: the hotel's public key in hex.
    #[serde(default)]
    pub hotel_key: String,
}

/// Kept in `meta` from enrolment on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The person.
    pub person: SignedIn,
    /// The device's number.
    pub dev: DeviceId,
    /// Its certificate.
    pub certificate: String,
    /// The log at enrolment.
    pub epoch: Epoch,
    /// What the replica holds.
    pub projection: Projection,
    /// Signing keys of everybody who wrote here, hex.
    pub keys: Map<UserId, String>,
    /// End of the lease, milliseconds since 1970.
    pub lease_until: i64,
    /// The person signed out; what is stored stays, and nothing is shown until somebody signs in.
    pub signed_out: bool,
}

impl Session {
    /// A session after enrolling.
    #[must_use]
    pub fn enrolled(person: SignedIn, answer: Enrolled) -> Self {
        let mut keys = Map::default();
        keys.insert(answer.user, answer.author_key);
        Self {
            person,
            dev: answer.dev,
            certificate: answer.certificate,
            epoch: answer.epoch,
            projection: answer.projection,
            keys,
            lease_until: answer.lease_until,
            signed_out: false,
        }
    }

    /// The signing key of an author.
    #[must_use]
    pub fn key(&self, by: UserId) -> Option<Vec<u8>> {
        bytes(self.keys.get(&by)?)
    }

    /// The hotel's public key; none where the server has not told it yet.
    #[must_use]
    pub fn hotel_key(&self) -> Option<Vec<u8>> {
        bytes(&self.person.hotel_key).filter(|key| key.len() == POINT)
    }

    /// The person's roles.
    #[must_use]
    pub fn roles(&self) -> Roles {
        self.person.roles.iter().filter_map(|code| Role::from_code(code)).collect()
    }

    /// The person as pages show them, at a hotel of this name.
    #[must_use]
    pub fn view(&self, hotel: String) -> PersonView {
        let roles = self.roles();
        PersonView {
            user: self.person.user,
            name: self.person.name.clone(),
            hotel,
            sees_guests: access::may_read(roles, Entity::Guest),
            edits_guests: access::may_write(roles, Entity::Guest),
            adds_consents: access::may_add_consent(roles),
            edits_leads: access::may_write(roles, Entity::Lead),
            edits_segments: access::may_write(roles, Entity::Segment),
            manages_devices: access::may_manage_devices(roles),
            edits_hotel: access::may_write(roles, Entity::Property),
            erases: access::may_erase(roles),
            exports: access::may_export_persons(roles),
            demo: self.person.demo,
        }
    }

    /// A replica of this device that holds nothing yet.
    #[must_use]
    pub fn blank(&self) -> client::Meta {
        client::Meta {
            dev: self.dev,
            epoch: self.epoch,
            projection: self.projection.clone(),
            clock: Clock::default(),
            checkpoint: 0,
            checkpoint_chain: Chain::default(),
            checkpoint_n: 0,
            durable: 0,
            once: 0,
            aside: Vec::new(),
            kept: Vec::new(),
        }
    }

    /// Name of the replica's database: one a device number, so that a number is never used by two outboxes.
    #[must_use]
    pub fn database(&self) -> String {
        format!("innkeeper-{}", self.dev)
    }
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    hex.as_bytes().chunks(2).map(|pair| u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
