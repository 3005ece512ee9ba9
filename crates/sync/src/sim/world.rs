//! A run: devices, network and server, moved on by one event at a time, first with faults, then without until all is quiet.

use super::bug::Bug;
use super::disk::{Batch, Disk, Keys, Outcome, Trouble};
use super::faults::Faults;
use super::network::{Letter, Mail};
use super::people::{self, Plan};
use super::points::{self, has_points};
use super::rng::Rng;
use super::server::Server;
use super::tab::{Tab, encode};
use super::truth::{Attempt, Claim, Truth};
use super::{Stats, Wrong};
use crate::client::{Meta, OutboxValue, Turn};
use crate::draft::Draft;
use crate::hlc::Hlc;
use crate::id::{DeviceId, Dot, Epoch, RootId, UserId};
use crate::op::Kind;
use crate::projection::{HOTEL, Projection};
use crate::wire::Enrolled;

const DAY: i64 = 86_400_000;

/// The part of a run's chance that gives its spaces.
const SPACES: u32 = u32::MAX;

/// Events about points in a thousand.
const POINTS: u64 = 100;

/// A space beside the hotel's own.
const SPA: &str = "spa";

/// A browser with its store and its tabs.
pub(super) struct Device {
    pub dev: DeviceId,
    pub user: UserId,
    pub projection: Projection,
    pub disk: Disk,
    pub tabs: Vec<Tab>,
    pub claims: Vec<Claim>,
    /// What was ever acknowledged; see [`World::keep_acks`].
    pub acked: u64,
    /// Wall clock minus true time.
    skew: i64,
}

pub(super) struct World {
    seed: u64,
    pub rng: Rng,
    pub faults: Faults,
    pub bug: Option<Bug>,
    pub now: i64,
    pub server: Server,
    pub devices: Vec<Device>,
    pub truth: Truth,
    pub stats: Stats,
    pub script: Option<Vec<String>>,
    pub mail: Vec<Letter>,
    pub words: u64,
    pub ids: u64,
}

/// Every other run is of a hotel with several spaces; the others play as they did before there were any.
fn has_spaces(seed: u64) -> bool {
    seed % 2 == 1
}

impl World {
    pub(super) fn new(seed: u64, bug: Option<Bug>, trace: bool) -> Result<Self, Wrong> {
        let mut rng = Rng::of(seed, 0);
        let mut faults = Faults::draw(&mut rng);
        if has_spaces(seed) {
            faults.place = 5 + Rng::of(seed, SPACES).below(40);
        }
        let mut world = Self {
            seed,
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
        if has_spaces(self.seed) {
            let spaces: &[&str] = match Rng::of(self.seed, SPACES - u32::try_from(self.ids).expect("few devices")).below(4) {
                0 => &[SPA],
                1 => &[HOTEL, SPA],
                _ => &[HOTEL],
            };
            projection.spaces = spaces.iter().map(|space| (*space).to_owned()).collect();
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

    pub(super) fn wall(&self, d: usize) -> i64 {
        self.now + self.devices[d].skew
    }

    /// From here on chance is that of this part of the run.
    pub(super) fn restart_chance(&mut self, part: u32) {
        self.rng = Rng::of(self.seed, part);
    }

    pub(super) fn step(&mut self, event: u32) -> Result<(), Wrong> {
        self.restart_chance(event + 1);
        self.now += 1 + i64::try_from(self.rng.below(3_000)).unwrap_or(0);
        let d = self.rng.index(self.devices.len());
        if self.devices[d].tabs.is_empty() {
            return self.open(d);
        }
        let t = self.rng.index(self.devices[d].tabs.len());
        if has_points(self.seed) && Rng::of(self.seed, points::part(event)).chance(POINTS) {
            return self.points(d, t);
        }
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
        } else if happens(self.faults.erase) {
            return self.erase();
        } else if happens(self.faults.restore) {
            return self.put_back(true);
        } else if happens(self.faults.copy_back) {
            return self.put_back(false);
        } else if happens(self.faults.place) {
            return self.place();
        }
        Ok(())
    }

    /// The house puts a file into a space, or takes it out.
    fn place(&mut self) -> Result<(), Wrong> {
        let roots: Vec<RootId> = self.server.live.states.keys().copied().collect();
        let Some(root) = self.rng.pick(&roots).copied() else { return Ok(()) };
        let space = if self.rng.chance(500) { HOTEL } else { SPA };
        let inside = self.server.live.states[&root].is_in(space) == self.rng.chance(100);
        self.say(|_| format!("{root} is {} {space}", if inside { "put into" } else { "taken out of" }));
        self.stats.placings += 1;
        self.truth.moved.insert(root);
        let draft = Draft::of(root, Kind::Place { space: space.to_owned(), inside });
        self.server.write(vec![vec![draft]], self.now, &mut self.truth)
    }

    /// The privacy officer erases a file.
    fn erase(&mut self) -> Result<(), Wrong> {
        let roots: Vec<RootId> = self.server.live.states.keys().copied().collect();
        let Some(root) = self.rng.pick(&roots).copied() else { return Ok(()) };
        self.say(|_| format!("{root} is erased"));
        self.stats.erasures += 1;
        self.truth.erase(root);
        self.server.erase(root, self.now, &mut self.truth)
    }

    fn put_back(&mut self, new_epoch: bool) -> Result<(), Wrong> {
        points::add_up(&self.server.live)?;
        let older = self.rng.chance(self.faults.older);
        let before = self.server.live.log.len();
        if self.server.put_back(&mut self.rng, older, new_epoch, &mut self.truth) {
            let after = self.server.live.log.len();
            self.say(|w| {
                format!("server {} {before} -> {after}, epoch {}", if new_epoch { "restored" } else { "copied back" }, w.server.live.epoch)
            });
            *(if new_epoch { &mut self.stats.restores } else { &mut self.stats.copies }) += 1;
            self.mail.retain(|letter| matches!(letter.what, Mail::Answer(_)));
            self.server.replay_erasures(self.now, &mut self.truth)?;
        }
        Ok(())
    }

    fn evict(&mut self, d: usize) {
        let old = self.devices[d].dev;
        self.truth.evicted.insert(old);
        self.devices[d] = self.enrol();
        self.stats.evictions += 1;
        self.say(|w| format!("device {d} {old} is evicted, now {}", w.devices[d].dev));
    }

    fn house(&mut self) -> Result<(), Wrong> {
        if self.faults.place > 0 && self.rng.chance(300) {
            return self.place();
        }
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

    pub(super) fn reload(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
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
    pub(super) fn commit(&mut self, d: usize, t: usize, batch: Batch) -> Outcome {
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
    pub(super) fn commit_leading(&mut self, d: usize, t: usize, mut batch: Batch) -> Result<bool, Wrong> {
        if self.bug == Some(Bug::UnfencedCheckpoint) {
            batch.fence = None;
        }
        match self.commit(d, t, batch) {
            Outcome::Done(_) => return Ok(true),
            Outcome::Crashed => {}
            Outcome::Fenced => self.fenced_off(d, t)?,
            Outcome::Stalled => self.reload(d, t)?,
        }
        Ok(false)
    }

    /// Another tab has begun to lead.
    pub(super) fn fenced_off(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        self.devices[d].tabs[t].leads = None;
        self.say(|_| format!("device {d}: the leader is fenced off"));
        self.reload(d, t)
    }

    fn edit(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        let device = &self.devices[d];
        let plan = people::act(&mut self.rng, &mut self.words, &device.tabs[t], &device.projection);
        if plan.drafts.is_empty() { Ok(()) } else { self.act(d, t, plan) }
    }

    /// Saves what a person does.
    pub(super) fn act(&mut self, d: usize, t: usize, plan: Plan) -> Result<(), Wrong> {
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
            device.claims.push(Claim {
                dot: dot(*at),
                root: draft.root,
                ent: draft.other_ent.unwrap_or(draft.root.ent()),
                what: what.clone(),
            });
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
        if tab.leads.is_none() || (tab.replica.journal.is_empty() && !tab.replica.checkpoint_due()) {
            return Ok(());
        }
        let mut turn = tab.replica.checkpoint();
        if self.bug == Some(Bug::ErasedKept) {
            turn.gone.clear();
        }
        let mut batches = tab.checkpoint(&turn, &self.devices[d].disk);
        let Turn { meta, blank, .. } = turn;
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
        device.tabs[t].replica.blanked(&blank);
        device.tabs[t].check_base(&self.truth)?;
        self.check(d, t)
    }

    pub(super) fn check(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        let truth = &self.truth;
        let device = &mut self.devices[d];
        device.claims.retain(|claim| !truth.is_settled(claim));
        // A file out of sight is shown to nobody; one that its author has just made is.
        let replica = &device.tabs[t].replica;
        let made = |root: RootId| replica.overlay().any(|p| p.op.root == root && matches!(p.op.kind, Kind::New { .. }));
        let sees = |root: RootId| truth.sees(replica.chain, root, &device.projection) || made(root);
        let claims = device.claims.iter().filter(|claim| sees(claim.root));
        let groups = truth.groups.iter().filter(|group| truth.is_whole(group) && group.iter().all(|mark| sees(mark.root)));
        device.tabs[t].check(claims, groups)
    }

    /// The generation a device's replica follows.
    pub(super) fn epoch(&self, d: usize, t: usize) -> Epoch {
        self.devices[d].tabs[t].replica.meta.epoch
    }
}
