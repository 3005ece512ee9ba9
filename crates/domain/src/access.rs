//! Who may do what: the role matrix, one table that the server enforces and the app mirrors.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codes::codes;
use crate::field::{Class, ClassSet, Entity};
use crate::record::loyalty_line::PointsReason;

codes! {
    /// What a member of staff is here for.
    pub enum Role {
        /// Sales: at fairs and on the road.
        Sales = "sales",
        /// Guest service: front office, guest relations.
        Service = "service",
        /// CRM marketing director.
        Director = "director",
        /// Marketing analyst.
        Analyst = "analyst",
        /// Campaign manager.
        Campaign = "campaign",
        /// Segment manager.
        Segment = "segment",
        /// Channel manager.
        Channel = "channel",
        /// Privacy officer.
        Privacy = "privacy",
        /// IT administrator.
        ItAdmin = "it-admin",
    }
}

impl Role {
    /// Key of its name in the text catalogue.
    pub fn label(self) -> String {
        format!("role-{}", self.code())
    }
}

codes! {
    /// The rows of the matrix.
    pub enum Right {
        /// Guest profiles with their stays and timeline.
        GuestProfile = "guest-profile",
        /// Leads and enquiries.
        Leads = "leads",
        /// Segments.
        Segments = "segments",
        /// Sending campaigns.
        CampaignSend = "campaign-send",
        /// The consent ledger and its wordings.
        ConsentLedger = "consent-ledger",
        /// The loyalty ledger: adding is earning and redeeming, writing is also correcting the balance.
        LoyaltyLedger = "loyalty-ledger",
        /// Exporting persons.
        ExportPersons = "export-persons",
        /// Exporting sums.
        ExportAggregates = "export-aggregates",
        /// Erasing and merging.
        EraseMerge = "erase-merge",
        /// The audit log.
        AuditLog = "audit-log",
        /// Staff and devices.
        UsersDevices = "users-devices",
        /// Saved views of lists: everybody's own tool.
        Views = "views",
        /// The hotel's name, time zone and currency.
        Property = "property",
    }
}

codes! {
    /// The cells of the matrix.
    pub enum Grant {
        /// Nothing.
        None = "none",
        /// Sums and pseudonymous rows: a person's number, codes, dates and amounts, never who it is.
        Aggregated = "aggregated",
        /// Rows with everything about the person, and every amount, blacked out.
        Masked = "masked",
        /// Reading.
        Read = "read",
        /// Reading and adding entries, without changing or removing any.
        Add = "add",
        /// Reading and writing what is one's own or one's team's. A hotel is one team for now, so it is the same as
        /// [`Grant::Write`] wherever it is asked; the cell keeps the word for the day when a hotel has several.
        OwnWrite = "own-write",
        /// Reading and writing.
        Write = "write",
        /// Preparing, without letting go.
        Prepare = "prepare",
        /// Reading and saying yes to what others prepared.
        Approve = "approve",
        /// Writing and sending through one's own channel only.
        WriteChannel = "write-channel",
        /// Exporting at most 5,000 persons, with a second factor and a reason.
        ExportLimited = "export-limited",
        /// Exporting to a sending channel only, never to a file.
        ExportToChannel = "export-to-channel",
        /// Exporting one person's file on that person's request.
        SubjectAccess = "subject-access",
        /// Merging what is one's own or one's team's (see [`Grant::OwnWrite`]).
        OwnMerge = "own-merge",
        /// Merging.
        Merge = "merge",
        /// Reading the entries of one's own area.
        ReadOwnArea = "read-own-area",
        /// Reading that something happened, not what.
        ReadWithoutContent = "read-without-content",
    }
}

/// The matrix: a row per [`Right`], a cell per [`Role`], both in the order of declaration. Service writes the guest
/// profile as a whole: at the desk names and telephone numbers are corrected along with stays and preferences.
const MATRIX: [[Grant; Role::ALL.len()]; Right::ALL.len()] = {
    use Grant::*;
    [
        // sales, service, director, analyst, campaign, segment, channel, privacy, it-admin
        [OwnWrite, Write, Read, Aggregated, Masked, Aggregated, Aggregated, Read, None],
        [OwnWrite, Write, Read, Aggregated, Read, Aggregated, Read, Read, None],
        [Read, None, Write, Read, Read, Write, Read, None, None],
        [None, None, Approve, Read, Prepare, None, WriteChannel, None, None],
        [Add, Add, Read, Aggregated, Read, Read, Read, Write, None],
        [Read, Add, Write, Aggregated, Masked, Aggregated, Aggregated, Read, None],
        [None, None, ExportLimited, None, ExportToChannel, None, ExportToChannel, SubjectAccess, None],
        [Read, Read, Read, Read, Read, Read, Read, Read, None],
        [OwnMerge, Merge, Approve, None, None, None, None, Write, None],
        [None, None, ReadOwnArea, None, None, None, None, Read, ReadWithoutContent],
        [None, None, None, None, None, None, None, None, Write],
        [OwnWrite, OwnWrite, OwnWrite, OwnWrite, OwnWrite, OwnWrite, OwnWrite, OwnWrite, None],
        [Read, Read, Write, Read, Read, Read, Read, Read, Write],
    ]
};

/// The cell of the matrix.
pub const fn grant(role: Role, right: Right) -> Grant {
    MATRIX[right as usize][role as usize]
}

/// The roles of one person. Each right is the union of what the roles give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Roles(u16);

impl Roles {
    /// No role: nothing is allowed.
    pub const NONE: Self = Self(0);

    /// The set of these roles.
    pub const fn of(roles: &[Role]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < roles.len() {
            bits |= 1 << roles[at] as u16;
            at += 1;
        }
        Self(bits)
    }

    /// Whether the role is among them.
    pub const fn contains(self, role: Role) -> bool {
        self.0 & (1 << role as u16) != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The roles, in the order of the matrix.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.iter().copied().filter(move |role| self.contains(*role))
    }

    /// The cells of a row that these roles have.
    pub fn grants(self, right: Right) -> impl Iterator<Item = Grant> {
        self.iter().map(move |role| grant(role, right))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        Self(roles.into_iter().fold(0, |bits, role| bits | 1 << role as u16))
    }
}

impl From<Role> for Roles {
    fn from(role: Role) -> Self {
        Self::of(&[role])
    }
}

impl Serialize for Roles {
    /// A list of wire names.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Roles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<Role>::deserialize(deserializer).map(Self::from_iter)
    }
}

/// The row that governs an entity.
const fn right_over(entity: Entity) -> Right {
    match entity {
        Entity::Guest | Entity::Stay | Entity::Interaction => Right::GuestProfile,
        Entity::Lead => Right::Leads,
        Entity::ConsentEvent | Entity::ConsentText => Right::ConsentLedger,
        Entity::LoyaltyLine => Right::LoyaltyLedger,
        Entity::Staff | Entity::Device => Right::UsersDevices,
        Entity::Segment => Right::Segments,
        Entity::ListView => Right::Views,
        Entity::Property => Right::Property,
    }
}

/// The classes a cell opens. Pseudonymous rows are what analysis is made of, so they keep amounts; masked rows serve to
/// recognise an audience, so they keep neither person nor amount.
const fn classes(grant: Grant) -> ClassSet {
    match grant {
        Grant::Read | Grant::Add | Grant::OwnWrite | Grant::Write | Grant::Approve => ClassSet::ALL,
        Grant::Aggregated => ClassSet::of(&[Class::Open, Class::Financial]),
        Grant::Masked => ClassSet::of(&[Class::Open]),
        _ => ClassSet::NONE,
    }
}

/// The classes of a guest's file that these roles may read.
pub fn readable_classes(roles: Roles) -> ClassSet {
    readable_classes_of(roles, Entity::Guest)
}

/// The classes of an entity's fields that these roles may read; the empty set means not even that a record exists. The
/// names of staff and devices stand beside every change, so whoever has a role may read the open fields of those two.
pub fn readable_classes_of(roles: Roles, entity: Entity) -> ClassSet {
    let signed_in = match entity {
        Entity::Staff | Entity::Device if !roles.is_empty() => ClassSet::of(&[Class::Open]),
        _ => ClassSet::NONE,
    };
    roles.grants(right_over(entity)).fold(signed_in, |set, grant| set.union(classes(grant)))
}

/// Whether records of this entity reach these roles at all.
pub fn may_read(roles: Roles, entity: Entity) -> bool {
    !readable_classes_of(roles, entity).is_empty()
}

/// Whether these roles may make and change records of this entity. For the consent ledger it means its wordings; an
/// entry is added with [`may_add_consent`] and never changed by anyone, and so is a line of the loyalty ledger with
/// [`may_add_points`].
pub fn may_write(roles: Roles, entity: Entity) -> bool {
    match entity {
        Entity::ConsentEvent | Entity::LoyaltyLine => false,
        _ => roles.grants(right_over(entity)).any(|grant| matches!(grant, Grant::OwnWrite | Grant::Write)),
    }
}

/// Whether these roles may add an entry to the consent ledger.
pub fn may_add_consent(roles: Roles) -> bool {
    roles.grants(Right::ConsentLedger).any(|grant| matches!(grant, Grant::Add | Grant::Write))
}

/// Whether these roles may add a line to the loyalty ledger for this reason. Whoever serves the guest lets points be
/// earned and redeemed; to correct a balance, or to let points expire, is the director's; allowances are the server's.
pub fn may_add_points(roles: Roles, reason: PointsReason) -> bool {
    roles.grants(Right::LoyaltyLedger).any(|grant| match reason {
        PointsReason::Earned | PointsReason::Redeemed => matches!(grant, Grant::Add | Grant::Write),
        PointsReason::Adjusted | PointsReason::Expired => grant == Grant::Write,
        PointsReason::Allowance => false,
    })
}

/// How these roles may export persons: the cells they have, none left out. Empty means not at all.
pub fn person_exports(roles: Roles) -> Vec<Grant> {
    roles.grants(Right::ExportPersons).filter(|grant| *grant != Grant::None).collect()
}

/// Most persons of an exported file.
pub const MOST_EXPORTED: u32 = 5_000;

/// Whether these roles may export a list of persons to a file: at most [`MOST_EXPORTED`], with a second factor and a reason.
pub fn may_export_persons(roles: Roles) -> bool {
    roles.grants(Right::ExportPersons).any(|grant| grant == Grant::ExportLimited)
}

/// Whether these roles may export one person's file on that person's request.
pub fn may_export_subject(roles: Roles) -> bool {
    roles.grants(Right::ExportPersons).any(|grant| grant == Grant::SubjectAccess)
}

/// Whether these roles may export sums.
pub fn may_export_aggregates(roles: Roles) -> bool {
    roles.grants(Right::ExportAggregates).any(|grant| grant == Grant::Read)
}

/// Whether these roles may link and unlink duplicates.
pub fn may_merge(roles: Roles) -> bool {
    roles.grants(Right::EraseMerge).any(|grant| matches!(grant, Grant::OwnMerge | Grant::Merge | Grant::Write))
}

/// Whether these roles may erase a person.
pub fn may_erase(roles: Roles) -> bool {
    roles.grants(Right::EraseMerge).any(|grant| grant == Grant::Write)
}

/// Whether these roles may read the audit log with its content.
pub fn may_read_audit(roles: Roles) -> bool {
    roles.grants(Right::AuditLog).any(|grant| grant == Grant::Read)
}

/// Whether these roles may add, change and lock out staff and devices.
pub fn may_manage_devices(roles: Roles) -> bool {
    roles.grants(Right::UsersDevices).any(|grant| grant == Grant::Write)
}
