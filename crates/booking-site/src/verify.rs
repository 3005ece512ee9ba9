//! Verify: reads the whole log and every folded state and says what does not fit. It changes nothing.
//!
//! The log is gapless and its chain unbroken; each device's numbers are dense and no group is cut; folding the log gives
//! exactly the stored states; the head row and the devices say where the log ends.

use std::collections::{BTreeMap, HashMap};

use innkeeper_sync::fold::fold;
use innkeeper_sync::id::{DeviceId, RootId, Seq};
use innkeeper_sync::page::{Page, encode_root};
use innkeeper_sync::row::Chain;
use innkeeper_sync::state::RootState;
use serde::Serialize;

use crate::store::log::{HeadRow, LogRow, head_in, rows_after, states_after};
use crate::store::{Sql, Store, StoreError, TENANT, Tx};

/// The only format of the JSON report so far.
pub const FORMAT: &str = "innkeeper-verify/1";

/// Rows or states per reading.
const BATCH: u32 = 5_000;

/// Findings told one by one; more of one code are only counted.
const TOLD: u64 = 20;

/// What does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// A place in the log without a row.
    LogGap,
    /// A row whose chain does not follow from the row before.
    ChainBroken,
    /// A number of a device that does not follow the one before.
    NumberGap,
    /// A group whose last op is missing, or that another stands in.
    GroupCut,
    /// The head row names another end of the log.
    HeadDiffers,
    /// A device's row names another last number than the log has.
    DeviceDiffers,
    /// A counted op that does not fold.
    OpUnfolded,
    /// A stored state is not what the log adds up to.
    StateDiffers,
    /// The log has a root without a stored state.
    StateMissing,
    /// A stored state without a row in the log.
    StateSurplus,
    /// Something stored cannot be read back.
    Damaged,
}

impl Fault {
    /// Every fault with what it means, in the order of docs/cli.md.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::LogGap, "a place in the log has no row"),
        (Self::ChainBroken, "the chain of a row does not follow from the row before: rows were changed, lost or copied back"),
        (Self::NumberGap, "a device's number does not follow its one before"),
        (Self::GroupCut, "a group of ops is in the log only in part"),
        (Self::HeadDiffers, "the head row names another end of the log"),
        (Self::DeviceDiffers, "a device's last number is not the log's"),
        (Self::OpUnfolded, "an op that counts cannot be folded"),
        (Self::StateDiffers, "a stored state is not what the log adds up to"),
        (Self::StateMissing, "a root of the log has no stored state"),
        (Self::StateSurplus, "a stored state has no row in the log"),
        (Self::Damaged, "something stored cannot be read back; what lies behind it was not checked"),
    ];

    /// The name in reports.
    pub fn name(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(name)) => name,
            _ => format!("{self:?}"),
        }
    }
}

/// One thing that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is.
    pub code: Fault,
    /// The row, device or root, and what was expected. No personal data.
    pub detail: String,
}

/// What was checked, and what does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// [`FORMAT`].
    pub format: &'static str,
    /// Whether everything fits.
    pub clean: bool,
    /// Rows of the log.
    pub rows: u64,
    /// Of these, rows kept aside.
    pub quarantined: u64,
    /// Roots.
    pub roots: u64,
    /// Records in them, by the wire name of their entity.
    pub records: BTreeMap<String, u64>,
    /// Devices that wrote.
    pub devices: u64,
    /// Chain after the last row.
    pub chain: String,
    /// How often each fault was found.
    pub counts: BTreeMap<Fault, u64>,
    /// The first findings of each code.
    pub findings: Vec<Finding>,
}

/// Checks a store.
///
/// # Errors
/// When the database cannot be read at all; what can be read but does not fit is in the report.
pub async fn verify(store: &Store) -> Result<Report, StoreError> {
    verify_in(&mut store.read().await?).await
}

/// Checks what a transaction sees.
pub(crate) async fn verify_in(tx: &mut Tx) -> Result<Report, StoreError> {
    // On PostgreSQL a writing transaction may see rows come: the end is read first, and what is above it left alone.
    let (head, devices) = ends(tx).await?;
    let mut audit = Audit::new(head);
    while audit.seq < head.head.seq {
        match rows_after(tx, audit.seq, BATCH as usize).await {
            Ok(rows) if rows.is_empty() => break,
            Ok(rows) => {
                let taken = tokio::task::spawn_blocking(move || {
                    audit.take(&rows);
                    audit
                });
                audit = taken.await.map_err(|error| StoreError::Damaged(error.to_string()))?;
            }
            Err(StoreError::Damaged(what)) => {
                audit.say(Fault::Damaged, format!("after row {}: {what}", audit.seq));
                return Ok(audit.report());
            }
            Err(error) => return Err(error),
        }
    }
    audit.end(&devices);
    let mut after = None;
    loop {
        let states = match states_after(tx, after, BATCH / 5).await {
            Ok(states) => states,
            Err(StoreError::Damaged(what)) => {
                audit.say(Fault::Damaged, format!("a state: {what}"));
                return Ok(audit.report());
            }
            Err(error) => return Err(error),
        };
        let Some(last) = states.last() else { break };
        after = Some(last.root);
        for stored in &states {
            audit.compare(stored.root, stored.as_of, &stored.state);
        }
    }
    audit.end_of_states();
    Ok(audit.report())
}

/// The head row and each device's last number.
async fn ends(tx: &mut Tx) -> Result<(HeadRow, Vec<(DeviceId, u64)>), StoreError> {
    let head = head_in(tx).await?;
    let rows = tx.rows(Sql::new("SELECT dev, last_n FROM device WHERE tenant = $1").bind(TENANT)).await?;
    let devices = rows.iter().map(|row| Ok((DeviceId(row.short(0)?), row.bits(1)?))).collect::<Result<_, StoreError>>()?;
    Ok((head, devices))
}

/// What the log adds up to for one root. The state is kept encoded: decoded, a hundred thousand would fill the memory.
struct Folded {
    state: Vec<u8>,
    last: Seq,
    compared: bool,
}

/// The checks, fed with the log in order and then with the states.
struct Audit {
    head: HeadRow,
    seq: Seq,
    chain: Chain,
    numbers: HashMap<DeviceId, u64>,
    open_group: Option<(DeviceId, u64)>,
    roots: HashMap<RootId, Folded>,
    counts: BTreeMap<Fault, u64>,
    findings: Vec<Finding>,
    rows: u64,
    quarantined: u64,
    records: BTreeMap<String, u64>,
}

impl Audit {
    fn new(head: HeadRow) -> Self {
        Self {
            head,
            seq: 0,
            chain: Chain::default(),
            numbers: HashMap::new(),
            open_group: None,
            roots: HashMap::new(),
            counts: BTreeMap::new(),
            findings: Vec::new(),
            rows: 0,
            quarantined: 0,
            records: BTreeMap::new(),
        }
    }

    fn say(&mut self, code: Fault, detail: String) {
        let count = self.counts.entry(code).or_default();
        *count += 1;
        if *count <= TOLD {
            self.findings.push(Finding { code, detail });
        }
    }

    fn take(&mut self, rows: &[LogRow]) {
        let mut states: HashMap<RootId, RootState> = HashMap::new();
        let end = self.head.head.seq;
        for found in rows.iter().take_while(|found| found.row.seq <= end) {
            self.order(found);
            self.group(found);
            self.fold(found, &mut states);
        }
        for (root, state) in states {
            let folded = self.roots.get_mut(&root).expect("was entered when its row came");
            folded.state = encode_root(root, 0, &state);
        }
    }

    fn order(&mut self, found: &LogRow) {
        let row = &found.row;
        self.rows += 1;
        if row.seq != self.seq + 1 {
            self.say(Fault::LogGap, format!("row {} follows row {}", row.seq, self.seq));
        }
        self.seq = row.seq;
        let chain = self.chain.next(row.dot(), row.eff);
        if chain != found.chain {
            self.say(Fault::ChainBroken, format!("row {} has {}, not {chain}", row.seq, found.chain));
        }
        // Going on from the stored one tells each break once.
        self.chain = found.chain;
        let last = self.numbers.insert(row.dev, row.op.n).unwrap_or(0);
        if row.op.n != last + 1 {
            self.say(Fault::NumberGap, format!("row {}: device {} wrote {} after {last}", row.seq, row.dev, row.op.n));
        }
    }

    fn group(&mut self, found: &LogRow) {
        let row = &found.row;
        let expected = self.open_group.unwrap_or((row.dev, row.op.n));
        if (row.dev, row.op.grp) != expected {
            self.say(Fault::GroupCut, format!("row {}: group {} of device {} is not whole", row.seq, expected.1, expected.0));
        }
        self.open_group = (!row.op.end).then_some((row.dev, row.op.grp));
    }

    fn fold(&mut self, found: &LogRow, states: &mut HashMap<RootId, RootState>) {
        let row = &found.row;
        if !row.status.is_ok() {
            self.quarantined += 1;
            return;
        }
        let root = row.op.root;
        let folded = self.roots.entry(root).or_insert_with(|| Folded { state: Vec::new(), last: 0, compared: false });
        folded.last = row.seq;
        let state = states.entry(root).or_insert_with(|| decoded(root, &folded.state));
        if let Err(error) = fold(state, row.applied()) {
            self.say(Fault::OpUnfolded, format!("row {}: {error}", row.seq));
        }
    }

    fn end(&mut self, devices: &[(DeviceId, u64)]) {
        if let Some((dev, group)) = self.open_group {
            self.say(Fault::GroupCut, format!("the log ends inside group {group} of device {dev}"));
        }
        let head = self.head;
        if (head.head.seq, head.head.chain) != (self.seq, self.chain) {
            let detail = format!("it says row {} and {}, the log ends at {} with {}", head.head.seq, head.head.chain, self.seq, self.chain);
            self.say(Fault::HeadDiffers, detail);
        }
        let house = (head.server_dev, head.server_last_n);
        for (dev, said) in devices.iter().copied().chain([house]) {
            let written = self.numbers.get(&dev).copied().unwrap_or(0);
            if written != said {
                self.say(Fault::DeviceDiffers, format!("device {dev}: its row says {said}, the log {written}"));
            }
        }
    }

    fn compare(&mut self, root: RootId, as_of: Seq, stored: &RootState) {
        let Some(folded) = self.roots.get_mut(&root) else {
            // A root that came while this runs has all its rows above the end that was read first.
            if as_of <= self.head.head.seq {
                self.say(Fault::StateSurplus, root.to_string());
            }
            return;
        };
        folded.compared = true;
        if as_of > self.head.head.seq {
            return;
        }
        let (expected, last) = (decoded(root, &folded.state), folded.last);
        for record in stored.records.values() {
            *self.records.entry(record.entity.clone()).or_default() += 1;
        }
        if as_of < last {
            self.say(Fault::StateDiffers, format!("{root}: as of row {as_of}, the log has row {last}"));
        } else if *stored != expected {
            self.say(Fault::StateDiffers, root.to_string());
        }
    }

    fn end_of_states(&mut self) {
        let missing: Vec<RootId> = self
            .roots
            .iter()
            .filter(|(root, folded)| !folded.compared && !decoded(**root, &folded.state).records.is_empty())
            .map(|(root, _)| *root)
            .collect();
        for root in missing {
            self.say(Fault::StateMissing, root.to_string());
        }
    }

    fn report(self) -> Report {
        Report {
            format: FORMAT,
            clean: self.counts.is_empty(),
            rows: self.rows,
            quarantined: self.quarantined,
            roots: self.roots.len() as u64,
            records: self.records,
            devices: self.numbers.len() as u64,
            chain: self.chain.to_string(),
            counts: self.counts,
            findings: self.findings,
        }
    }
}

/// The state that [`Audit`] encoded itself.
fn decoded(root: RootId, bytes: &[u8]) -> RootState {
    let page = (!bytes.is_empty()).then(|| Page::decode(bytes).expect("was encoded here"));
    page.into_iter().flat_map(|page| page.roots).find(|(id, _)| *id == root).map(|(_, state)| state).unwrap_or_default()
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let records: Vec<String> = self.records.iter().map(|(entity, count)| format!("{count} {entity}")).collect();
        writeln!(f, "{} rows ({} kept aside), {} roots, {} devices", self.rows, self.quarantined, self.roots, self.devices)?;
        writeln!(f, "records: {}", records.join(", "))?;
        for (code, count) in &self.counts {
            writeln!(f, "{}: {count}", code.name())?;
            for finding in self.findings.iter().filter(|finding| finding.code == *code) {
                writeln!(f, "  {}", finding.detail)?;
            }
        }
        f.write_str(if self.clean { "clean: gapless, unbroken, and the states are what the log adds up to" } else { "not clean" })
    }
}

#[cfg(test)]
mod tests {
    use innkeeper_sync::draft::Draft;
    use innkeeper_sync::id::UserId;
    use innkeeper_sync::op::Kind;
    use innkeeper_sync::server::{Head, append};

    use super::*;

    const HOUSE: DeviceId = DeviceId(1 << 31 | 7);

    /// Three guests, made by one device in groups of one, one and two ops.
    fn log() -> (Vec<LogRow>, BTreeMap<RootId, RootState>, HeadRow) {
        let root = |at: u128| RootId(uuid::Uuid::from_u128(at));
        let made = |at| {
            let fields = [("surname".to_owned(), format!("Guest {at}").as_str().into())].into();
            Draft::of(root(at), Kind::New { entity: "guest".to_owned(), fields, sets: BTreeMap::new() })
        };
        let groups = vec![vec![made(1)], vec![made(2)], vec![made(3), Draft::of(root(3), Kind::Archive { seen: Vec::new() })]];
        let mut states = BTreeMap::new();
        let done = append(groups, UserId::of_source("import:pms"), Head { epoch: 1, ..Head::default() }, HOUSE, 0, &mut states, 1_000);
        let mut chain = Chain::default();
        let rows = done.rows.into_iter().map(|row| {
            chain = chain.next(row.dot(), row.eff);
            LogRow { row, entity: None, chain }
        });
        let rows = rows.collect();
        (rows, states, HeadRow { head: done.head, durable: 0, server_dev: HOUSE, server_last_n: done.last_n })
    }

    fn check(spoil: impl FnOnce(&mut Vec<LogRow>, &mut BTreeMap<RootId, RootState>, &mut HeadRow)) -> Vec<Fault> {
        let (mut rows, mut states, mut head) = log();
        spoil(&mut rows, &mut states, &mut head);
        let mut audit = Audit::new(head);
        audit.take(&rows);
        audit.end(&[]);
        for (root, state) in &states {
            audit.compare(*root, head.head.seq, state);
        }
        audit.end_of_states();
        audit.report().counts.into_keys().collect()
    }

    #[test]
    fn a_sound_log_is_clean() {
        assert_eq!(check(|_, _, _| {}), []);
    }

    #[test]
    fn a_lost_row_is_a_gap_in_log_chain_and_numbers() {
        let faults = check(|rows, _, _| {
            rows.remove(1);
        });
        assert_eq!(faults, [Fault::LogGap, Fault::ChainBroken, Fault::NumberGap, Fault::StateSurplus]);
    }

    #[test]
    fn a_changed_time_breaks_the_chain() {
        assert!(check(|rows, _, _| rows[1].row.eff.0 += 1).contains(&Fault::ChainBroken));
    }

    #[test]
    fn a_group_without_its_end_is_cut() {
        let faults = check(|rows, _, head| {
            rows.pop();
            head.head.seq = 3;
        });
        assert!(faults.contains(&Fault::GroupCut), "{faults:?}");
    }

    #[test]
    fn a_state_that_is_not_the_fold_is_found() {
        let faults = check(|_, states, _| {
            let state = states.values_mut().next().expect("three were made");
            state.records.values_mut().next().expect("a guest").registers.clear();
        });
        assert_eq!(faults, [Fault::StateDiffers]);
    }

    #[test]
    fn a_missing_and_a_surplus_state_are_found() {
        let faults = check(|_, states, _| {
            let (_, state) = states.pop_first().expect("three were made");
            states.insert(RootId(uuid::Uuid::from_u128(9)), state);
        });
        assert_eq!(faults, [Fault::StateMissing, Fault::StateSurplus]);
    }

    #[test]
    fn a_head_that_names_another_end_is_found() {
        assert_eq!(check(|_, _, head| head.head.chain = Chain(1)), [Fault::HeadDiffers]);
        assert_eq!(check(|_, _, head| head.server_last_n = 9), [Fault::DeviceDiffers]);
    }

    #[test]
    fn every_fault_is_documented() {
        let mut names: Vec<String> = Fault::ALL.iter().map(|(fault, _)| fault.name()).collect();
        names.dedup();
        assert_eq!(names.len(), 11);
    }
}
