//! A run: devices, network and server, moved on by one event at a time, first with faults, then without until all is quiet.

use super::bug::Bug;
use super::disk::{Batch, Disk, Keys, Outcome, Trouble};
use super::faults::Faults;
use super::people::{self, Plan};
use super::rng::Rng;
use super::server::{Answer, Ask, Server, key_of};
use super::tab::{Tab, encode};
use super::truth::{Attempt, Claim, Truth};
use super::{Stats, Wrong};
use crate::client::{Meta, OutboxValue};
use crate::hlc::Hlc;
use crate::id::{DeviceId, Dot, Epoch, UserId};
use crate::projection::Projection;
use crate::wire::Enrolled;

const DAY: i64 = 86_400_000;

/// A browser with its store and its tabs.
pub(super) struct Device {
    pub dev: DeviceId,
    pub user: UserId,
    pub projection: Projection,
    pub disk: Disk,
    pub tabs: Vec<Tab>,
    pub claims: Vec<Claim>,
    /// What was ever acknowledged; see [`World::keep_acks`].
    acked: u64,
    /// Wall clock minus true time.
    skew: i64,
}

/// Something on its way.
#[derive(Clone)]
struct Letter {
    device: usize,
    dev: DeviceId,
    tab: u64,
    what: Mail,
}

#[derive(Clone)]
enum Mail {
    Ask(Ask),
    Answer(Answer),
}

pub(super) struct World {
    pub rng: Rng,
    pub faults: Faults,
    pub bug: Option<Bug>,
    pub now: i64,
    pub server: Server,
    pub devices: Vec<Device>,
    pub truth: Truth,
    pub stats: Stats,
    pub script: Option<Vec<String>>,
    mail: Vec<Letter>,
    words: u64,
    ids: u64,
}

impl World {
    pub(super) fn new(seed: u64, bug: Option<Bug>, trace: bool) -> Result<Self, Wrong> {
        let mut rng = Rng::new(seed);
        let faults = Faults::draw(&mut rng);
        let mut world = Self {
            rng,
            faults,
            bug,
            now: 1_790_000_000_000,
            server: Server::new(bug),
            devices: Vec::new(),
            truth: Truth::default(),
            stats: Stats::default(),
            script: trace.then(Vec::new),
            mail: Vec::new(),
            words: 0,
            ids: 0,
        };
        world.say(|w| format!("faults {:?}", w.faults));
        for _ in 0..1 + world.rng.below(3) {
            world.house()?;
        }
        for _ in 0..2 + world.rng.below(3) {
            let device = world.enrol();
            world.devices.push(device);
        }
        Ok(world)
    }

    pub(super) fn say(&mut self, line: impl FnOnce(&Self) -> String) {
        if self.script.is_some() {
            let line = format!("{:>8} {}", self.now - 1_790_000_000_000, line(self));
            self.script.get_or_insert_default().push(line);
        }
    }

    fn enrol(&mut self) -> Device {
        self.ids += 1;
        let mut projection = Projection::whole();
        if self.rng.chance(400) {
            projection.personal = self.rng.chance(500);
            projection.sensitive = self.rng.chance(500);
            projection.financial = self.rng.chance(500);
        }
        let user = UserId(self.rng.uuid());
        let answer = Enrolled {
            dev: DeviceId::client(u32::try_from(self.ids).expect("few devices")),
            certificate: String::new(),
            epoch: self.server.live.epoch,
            projection: projection.clone(),
            user,
            author_key: String::new(),
            lease_until: 0,
            now: self.now,
        };
        let skew = if self.rng.chance(300) { DAY - i64::try_from(self.rng.below(2 * DAY.cast_unsigned())).unwrap_or(0) } else { 0 };
        let disk = Disk::made(encode(&Meta::enrolled(&answer, self.now + skew)));
        Device { dev: answer.dev, user, projection, disk, tabs: Vec::new(), claims: Vec::new(), acked: 0, skew }
    }

    fn wall(&self, d: usize) -> i64 {
        self.now + self.devices[d].skew
    }

    // ---- one event --------------------------------------------------------------------------------------------------------------------------

    pub(super) fn step(&mut self) -> Result<(), Wrong> {
        self.now += 1 + i64::try_from(self.rng.below(3_000)).unwrap_or(0);
        let d = self.rng.index(self.devices.len());
        if self.devices[d].tabs.is_empty() {
            return self.open(d);
        }
        let t = self.rng.index(self.devices[d].tabs.len());
        match self.rng.below(100) {
            0..=19 => self.edit(d, t),
            20..=33 => self.push(d, t),
            34..=47 => self.pull(d, t),
            48..=77 => self.deliver(),
            78..=80 => self.listen(d, t),
            81..=83 => self.checkpoint(d, t),
            84..=85 => self.open(d),
            86..=87 => self.lead(d, t),
            88..=92 => self.house(),
            93 => self.ask_snapshot(d, t),
            94..=95 => {
                self.say(|_| "back up".to_owned());
                self.server.back_up();
                Ok(())
            }
            _ => self.mishap(d, t),
        }
    }

    fn mishap(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        // Rates are per event; this is one event in 25.
        let mut happens = |rate: u64| self.rng.chance(rate * 25);
        if happens(self.faults.crash_tab) {
            self.close(d, t, "dies");
        } else if happens(self.faults.evict) {
            self.evict(d);
        } else if happens(self.faults.jump) {
            let ahead = self.rng.chance(500);
            self.devices[d].skew += if ahead { DAY } else { -DAY };
            self.stats.jumps += 1;
            self.say(|_| format!("clock of device {d} jumps a day {}", if ahead { "ahead" } else { "back" }));
        } else if happens(self.faults.restore) {
            self.put_back(true);
        } else if happens(self.faults.copy_back) {
            self.put_back(false);
        }
        Ok(())
    }

    fn put_back(&mut self, new_epoch: bool) {
        let older = self.rng.chance(self.faults.older);
        let before = self.server.live.log.len();
        if self.server.put_back(&mut self.rng, older, new_epoch, &mut self.truth) {
            let after = self.server.live.log.len();
            self.say(|w| format!("server {} {before} -> {after}, epoch {}", if new_epoch { "restored" } else { "copied back" }, w.server.live.epoch));
            *(if new_epoch { &mut self.stats.restores } else { &mut self.stats.copies }) += 1;
            self.mail.retain(|letter| matches!(letter.what, Mail::Answer(_)));
        }
    }

    fn evict(&mut self, d: usize) {
        let old = self.devices[d].dev;
        self.truth.evicted.insert(old);
        self.devices[d] = self.enrol();
        self.stats.evictions += 1;
        self.say(|w| format!("device {d} {old} is evicted, now {}", w.devices[d].dev));
    }

    fn house(&mut self) -> Result<(), Wrong> {
        let plan = people::house(&mut self.rng, &mut self.words, &self.server.live.states);
        if plan.drafts.is_empty() {
            return Ok(());
        }
        self.say(|_| format!("house {:?}", plan.drafts));
        let hlc = Hlc::at(self.now);
        for (draft, saw) in plan.drafts.iter().zip(plan.saw) {
            let ent = draft.other_ent.unwrap_or(draft.root.ent());
            self.truth.attempted(self.server.house(), hlc, Attempt { kind: draft.kind.clone(), root: draft.root, ent, saw });
        }
        if plan.marks.len() > 1 {
            self.truth.groups.push(plan.marks);
        }
        self.stats.rows += plan.drafts.len() as u64;
        self.server.write(vec![plan.drafts], self.now, &mut self.truth)
    }

    // ---- tabs and store ---------------------------------------------------------------------------------------------------------------------

    pub(super) fn open(&mut self, d: usize) -> Result<(), Wrong> {
        if self.devices[d].tabs.len() > 1 {
            self.devices[d].tabs.remove(0);
        }
        self.ids += 1;
        let device = &mut self.devices[d];
        let mut tab = Tab::open(self.ids, &mut device.disk);
        // What was reported saved is in the store.
        tab.knows.extend(device.claims.iter().map(|claim| claim.dot.n()));
        tab.check_base(&self.truth)?;
        device.tabs.push(tab);
        let t = device.tabs.len() - 1;
        self.keep_acks(d, t);
        self.stats.loads += 1;
        self.say(|w| format!("device {d} opens tab {} at {}", w.ids, w.devices[d].tabs[t].replica.cursor));
        self.check(d, t)?;
        if self.rng.chance(700) { self.lead(d, t) } else { Ok(()) }
    }

    fn close(&mut self, d: usize, t: usize, how: &str) {
        let tab = self.devices[d].tabs.remove(t);
        self.stats.crashes += 1;
        self.say(|_| format!("device {d} tab {} {how}", tab.id));
    }

    pub(super) fn lead(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        let device = &mut self.devices[d];
        device.disk.settle();
        device.disk.generation += 1;
        device.tabs[t].leads = Some(device.disk.generation);
        self.say(|w| format!("device {d} tab {} leads", w.devices[d].tabs[t].id));
        self.reload(d, t)
    }

    fn reload(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        let device = &mut self.devices[d];
        device.tabs[t].reload(&mut device.disk);
        device.tabs[t].check_base(&self.truth)?;
        self.keep_acks(d, t);
        self.check(d, t)
    }

    /// News from another tab, or the tab is looked at again.
    fn listen(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        let device = &mut self.devices[d];
        device.tabs[t].refresh(&mut device.disk);
        self.check(d, t)
    }

    /// A transaction; the tab may be gone after it.
    fn commit(&mut self, d: usize, t: usize, batch: Batch) -> Outcome {
        self.stats.commits += 1;
        let trouble = if self.rng.chance(self.faults.crash_store) {
            if self.rng.chance(500) { Trouble::CrashBefore } else { Trouble::CrashAfter }
        } else if self.rng.chance(self.faults.stall) {
            Trouble::Stall { lands: self.rng.chance(600) }
        } else {
            Trouble::None
        };
        let outcome = self.devices[d].disk.commit(batch, trouble);
        match outcome {
            Outcome::Crashed => self.close(d, t, &format!("dies at a commit ({trouble:?})")),
            Outcome::Stalled => self.say(|_| format!("device {d}: a commit stalls ({trouble:?})")),
            Outcome::Done(_) | Outcome::Fenced => {}
        }
        outcome
    }

    /// A transaction of the leader: if it did not come through, the tab starts anew from the store.
    fn commit_leading(&mut self, d: usize, t: usize, mut batch: Batch) -> Result<bool, Wrong> {
        if self.bug == Some(Bug::UnfencedCheckpoint) {
            batch.fence = None;
        }
        match self.commit(d, t, batch) {
            Outcome::Done(_) => return Ok(true),
            Outcome::Crashed => {}
            Outcome::Fenced => {
                self.devices[d].tabs[t].leads = None;
                self.say(|_| format!("device {d}: the leader is fenced off"));
                self.reload(d, t)?;
            }
            Outcome::Stalled => self.reload(d, t)?,
        }
        Ok(false)
    }

    fn edit(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        let device = &self.devices[d];
        let plan = people::act(&mut self.rng, &mut self.words, &device.tabs[t], &device.projection);
        if plan.drafts.is_empty() {
            return Ok(());
        }
        let (wall, local) = (self.wall(d), self.rng.uuid());
        let device = &mut self.devices[d];
        let values = device.tabs[t].replica.compose(plan.drafts.clone(), device.user, local, wall);
        for (value, saw) in values.iter().zip(&plan.saw) {
            let attempt = Attempt { kind: value.op.kind.clone(), root: value.op.root, ent: value.op.ent(), saw: saw.clone() };
            self.truth.attempted(device.dev, value.op.hlc, attempt);
        }
        if plan.marks.len() > 1 {
            self.truth.groups.push(plan.marks.clone());
        }
        self.say(|w| format!("device {d} tab {} edits {:?}", w.devices[d].tabs[t].id, plan.drafts));
        // A commit that stalls is tried once more.
        for _ in 0..2 {
            match self.commit(d, t, self.outbox_batch(d, t, &values)) {
                Outcome::Done(keys) => return self.saved(d, t, &keys, values, &plan),
                Outcome::Stalled => {}
                Outcome::Crashed | Outcome::Fenced => return Ok(()),
            }
        }
        Ok(())
    }

    fn outbox_batch(&self, d: usize, t: usize, values: &[OutboxValue]) -> Batch {
        let bytes = values.iter().map(encode);
        if self.bug == Some(Bug::NumberBeforeCommit) {
            let replica = &self.devices[d].tabs[t].replica;
            let last = replica.outbox.keys().next_back().copied().unwrap_or(0).max(replica.acked);
            return Batch { put: (last + 1..).zip(bytes).collect(), ..Batch::default() };
        }
        Batch { append: bytes.collect(), ..Batch::default() }
    }

    /// The person is told that the change is saved here.
    fn saved(&mut self, d: usize, t: usize, keys: &Keys, values: Vec<OutboxValue>, plan: &Plan) -> Result<(), Wrong> {
        let device = &mut self.devices[d];
        let dot = |at: usize| Dot(device.dev, keys.numbers[at]);
        self.truth.saved.extend((0..values.len()).map(dot));
        self.stats.ops += values.len() as u64;
        for (at, what) in &plan.claims {
            let draft = &plan.drafts[*at];
            device.claims.push(Claim { dot: dot(*at), root: draft.root, ent: draft.other_ent.unwrap_or(draft.root.ent()), what: what.clone() });
        }
        let tab = &mut device.tabs[t];
        tab.knows.extend(&keys.numbers);
        tab.replica.saved(keys.numbers.iter().copied().zip(values));
        self.say(|_| format!("device {d} saved {:?}", keys.numbers));
        self.check(d, t)?;
        for other in (0..self.devices[d].tabs.len()).filter(|other| *other != t) {
            if !self.rng.chance(self.faults.deaf) {
                self.listen(d, other)?;
            }
        }
        Ok(())
    }

    pub(super) fn checkpoint(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        let tab = &self.devices[d].tabs[t];
        if tab.leads.is_none() || tab.replica.journal.is_empty() {
            return Ok(());
        }
        let meta = tab.replica.checkpoint();
        let mut batches = tab.checkpoint(&meta);
        if self.bug == Some(Bug::CursorBeforeData) {
            batches.reverse();
        }
        self.say(|_| format!("device {d} checkpoints at {}", meta.checkpoint));
        for batch in batches {
            if !self.commit_leading(d, t, batch)? {
                return Ok(());
            }
        }
        let device = &mut self.devices[d];
        device.tabs[t].checkpointed(meta, &device.disk);
        device.tabs[t].check_base(&self.truth)?;
        self.check(d, t)
    }

    // ---- network ----------------------------------------------------------------------------------------------------------------------------

    fn ask(&mut self, d: usize, t: usize, ask: Ask) -> Result<(), Wrong> {
        let device = &mut self.devices[d];
        let tab = &mut device.tabs[t];
        if tab.leads.is_some() {
            self.mail.push(Letter { device: d, dev: device.dev, tab: tab.id, what: Mail::Ask(ask) });
        }
        Ok(())
    }

    /// Each request has its own ticket: an answer to an older one is of an older log.
    fn ask_snapshot(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        self.ids += 1;
        let tab = &mut self.devices[d].tabs[t];
        if tab.leads.is_some() {
            tab.waits = Some(self.ids);
        }
        self.ask(d, t, Ask::Snapshot(self.ids))
    }

    fn push(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        self.mend(d, t)?;
        let wall = self.wall(d);
        let push = self.devices[d].tabs[t].replica.next_push(wall, &|by| Some(key_of(by)));
        push.map_or(Ok(()), |push| self.ask(d, t, Ask::Push(push)))
    }

    /// An op waits behind a number this tab does not know: another tab wrote it, or it is lost.
    fn mend(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        let device = &mut self.devices[d];
        if device.tabs[t].replica.has_hole() {
            device.disk.settle();
            device.tabs[t].read_outbox(&device.disk);
            if device.tabs[t].replica.has_hole() {
                return self.reload(d, t);
            }
        }
        Ok(())
    }

    fn pull(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        if self.devices[d].tabs[t].waits.is_some() {
            return self.ask_snapshot(d, t);
        }
        let query = self.devices[d].tabs[t].replica.pull();
        self.ask(d, t, Ask::Pull(query))
    }

    fn deliver(&mut self) -> Result<(), Wrong> {
        if self.mail.is_empty() {
            return Ok(());
        }
        let at = if self.rng.chance(self.faults.shuffle) { self.rng.index(self.mail.len()) } else { 0 };
        let letter = if self.rng.chance(self.faults.twice) { self.mail[at].clone() } else { self.mail.remove(at) };
        if self.rng.chance(self.faults.drop) {
            return Ok(());
        }
        self.arrive(letter)
    }

    fn arrive(&mut self, letter: Letter) -> Result<(), Wrong> {
        let Letter { device: d, dev, tab, what } = letter;
        match what {
            Mail::Ask(ask) => {
                let projection = self.devices[d].projection.clone();
                let answer = self.server.receive(dev, &projection, ask.clone(), self.now, &mut self.rng, &mut self.truth)?;
                self.say(|w| format!("server: {} of device {d} -> {}, head {}", brief(&ask), reply(&answer), w.server.live.log.len()));
                if self.rng.chance(self.faults.crash_server) {
                    self.say(|_| "server dies before it answers".to_owned());
                    self.stats.server_crashes += 1;
                    self.server.start();
                    self.mail.retain(|letter| matches!(letter.what, Mail::Answer(_)));
                    return Ok(());
                }
                self.mail.push(Letter { device: d, dev, tab, what: Mail::Answer(answer) });
                Ok(())
            }
            Mail::Answer(answer) => {
                let t = self.devices[d].tabs.iter().position(|open| open.id == tab && self.devices[d].dev == dev);
                t.map_or(Ok(()), |t| self.answered(d, t, answer))
            }
        }
    }

    pub(super) fn answered(&mut self, d: usize, t: usize, answer: Answer) -> Result<(), Wrong> {
        let (wall, id, waits) = (self.wall(d), self.devices[d].tabs[t].id, self.devices[d].tabs[t].waits.is_some());
        self.say(|w| format!("device {d} tab {id} at {} hears {}", w.devices[d].tabs[t].replica.cursor, reply(&answer)));
        let replica = &mut self.devices[d].tabs[t].replica;
        match answer {
            Answer::Pushed(pushed) => {
                replica.pushed(&pushed, wall);
                if self.bug == Some(Bug::AckDeletes) {
                    let acked: Vec<u64> = replica.outbox.range(..=pushed.last_n).map(|(n, _)| *n).collect();
                    self.forget(d, t, acked)?;
                }
            }
            // Who waits for a snapshot takes nothing else, and lets nothing go.
            Answer::Pulled(_) if waits => {}
            Answer::Pulled(pulled) => match replica.take(&pulled) {
                crate::client::Take::Snapshot => self.ask_snapshot(d, t)?,
                take => {
                    replica.heard(&pulled, wall);
                    if take == crate::client::Take::Journal {
                        let bytes = encode(&pulled);
                        let size = bytes.len();
                        let outcome = self.commit(d, t, Batch { journal: Some(bytes), ..Batch::default() });
                        if let Outcome::Done(keys) = outcome {
                            self.devices[d].tabs[t].take_up(keys.journal, pulled, size);
                        }
                    }
                }
            },
            Answer::Snapshot(ticket, manifest, pages) => {
                let tab = &self.devices[d].tabs[t];
                if tab.waits == Some(ticket) && tab.leads.is_some() {
                    let meta = tab.replica.from_snapshot(&manifest, wall);
                    let pages = (0..).zip(pages.iter().map(|page| crate::sealed::wrap(page))).collect();
                    let batch = Batch { restart: true, pages, meta: Some(encode(&meta)), fence: tab.leads, ..Batch::default() };
                    if self.commit_leading(d, t, batch)? {
                        let device = &mut self.devices[d];
                        device.tabs[t].restarted(meta, &device.disk);
                        device.acked = 0;
                        device.tabs[t].check_base(&self.truth)?;
                        self.stats.snapshots += 1;
                    }
                }
            }
            Answer::Refused(refused) => {
                if refused == crate::wire::Refused::Malformed && self.bug != Some(Bug::RejectsSkew) {
                    return Err(Wrong::new("the server reads what a device sends", format!("device {d}")));
                }
                if replica.refused(refused) {
                    self.ask_snapshot(d, t)?;
                }
            }
        }
        // The tab may have died at a commit.
        let Some(t) = self.devices[d].tabs.iter().position(|tab| tab.id == id) else { return Ok(()) };
        self.keep_acks(d, t);
        let tab = &self.devices[d].tabs[t];
        if tab.leads.is_none() || tab.waits.is_some() {
            return self.check(d, t);
        }
        let replica = &tab.replica;
        let spent = if self.bug == Some(Bug::DropsBeforeDurable) {
            replica.outbox.iter().filter(|(_, p)| p.logged.is_some() && p.status.is_ok()).map(|(n, _)| *n).collect()
        } else {
            replica.spent()
        };
        if spent.is_empty() { self.check(d, t) } else { self.forget(d, t, spent) }
    }

    /// What was acknowledged once stays acknowledged, whatever log the server has now: only a bug believes that.
    fn keep_acks(&mut self, d: usize, t: usize) {
        if self.bug == Some(Bug::NoEpochCheck) {
            let device = &mut self.devices[d];
            let replica = &mut device.tabs[t].replica;
            device.acked = device.acked.max(replica.acked);
            replica.acked = device.acked;
        }
    }

    /// Own ops leave the outbox.
    fn forget(&mut self, d: usize, t: usize, numbers: Vec<u64>) -> Result<(), Wrong> {
        self.say(|_| format!("device {d} lets go of {numbers:?}"));
        let fence = self.devices[d].tabs[t].leads;
        if self.commit_leading(d, t, Batch { drop: numbers.clone(), fence, ..Batch::default() })? {
            self.devices[d].tabs[t].replica.dropped(&numbers);
            self.check(d, t)?;
        }
        Ok(())
    }

    pub(super) fn check(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        let truth = &self.truth;
        let device = &mut self.devices[d];
        device.claims.retain(|claim| !truth.is_settled(claim));
        device.tabs[t].check(&device.claims, &truth.groups)
    }

    /// The generation a device's replica follows.
    pub(super) fn epoch(&self, d: usize, t: usize) -> Epoch {
        self.devices[d].tabs[t].replica.meta.epoch
    }
}

fn brief(ask: &Ask) -> String {
    match ask {
        Ask::Push(push) => {
            let numbers = push.runs.iter().filter_map(|run| run.parse().ok()).flatten().map(|op| op.n).collect::<Vec<_>>();
            format!("push {numbers:?} epoch {}", push.epoch)
        }
        Ask::Pull(query) => format!("pull from {} epoch {}", query.cursor, query.epoch),
        Ask::Snapshot(_) => "snapshot".to_owned(),
    }
}

fn reply(answer: &Answer) -> String {
    match answer {
        Answer::Pushed(pushed) => format!("pushed to {} durable {} not ok {:?}", pushed.last_n, pushed.durable, pushed.not_ok),
        Answer::Pulled(pulled) => {
            let rows = pulled.rows.iter().map(|row| (row.seq, row.dev.0, row.op.n)).collect::<Vec<_>>();
            format!("pulled {} -> {} last_n {} durable {} {rows:?}", pulled.from, pulled.next, pulled.last_n, pulled.durable)
        }
        Answer::Snapshot(_, manifest, _) => format!("snapshot at {} epoch {} last_n {}", manifest.at, manifest.epoch, manifest.last_n),
        Answer::Refused(refused) => format!("{refused:?}"),
    }
}
