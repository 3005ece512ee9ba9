//! The end of a run: the faults stop, everybody syncs, and what is everywhere is compared.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Wrong;
use super::faults::Faults;
use super::points::add_up;
use super::server::{Ask, LogRow, folded, key_of, project};
use super::world::World;
use crate::client::Standing;
use crate::id::Dot;
use crate::row::{Reason, Status};

/// Rounds after which everybody must be through.
const ROUNDS: usize = 40;
/// Requests of a device in a round.
const REQUESTS: usize = 400;

impl World {
    pub(super) fn drain(&mut self, events: u32) -> Result<(), Wrong> {
        self.restart_chance(events + 1);
        self.faults = Faults::default();
        self.say(|_| "the faults stop".to_owned());
        for d in 0..self.devices.len() {
            self.devices[d].tabs.clear();
            self.open(d)?;
            self.lead(d, 0)?;
        }
        for _ in 0..ROUNDS {
            for d in 0..self.devices.len() {
                self.sync(d)?;
            }
            if (0..self.devices.len()).all(|d| self.is_quiet(d)) {
                return self.compare();
            }
        }
        let waiting = (0..self.devices.len()).filter(|d| !self.is_quiet(*d)).collect::<Vec<_>>();
        Err(Wrong::new("with the faults stopped all outboxes drain", format!("devices {waiting:?} do not come through")))
    }

    fn is_quiet(&self, d: usize) -> bool {
        let replica = &self.devices[d].tabs[0].replica;
        replica.overlay().next().is_none() && replica.due().is_none() && replica.chain == self.server.live.head().chain
    }

    /// Pushes and pulls until there is nothing more.
    fn sync(&mut self, d: usize) -> Result<(), Wrong> {
        for _ in 0..REQUESTS {
            self.now += 50;
            if let Some(ask) = self.hand_back(d, 0) {
                self.request(d, ask)?;
                continue;
            }
            let replica = &self.devices[d].tabs[0].replica;
            let push = replica.next_push(self.now, &|by| Some(key_of(by)));
            let Some(push) = push else { break };
            let (acked, epoch) = (replica.acked, self.epoch(d, 0));
            self.request(d, Ask::Push(push))?;
            let replica = &self.devices[d].tabs[0].replica;
            if replica.acked == acked && self.epoch(d, 0) == epoch {
                break;
            }
        }
        for _ in 0..REQUESTS {
            self.now += 50;
            let before = self.devices[d].tabs[0].replica.cursor;
            let query = self.devices[d].tabs[0].replica.pull();
            self.request(d, Ask::Pull(query))?;
            if self.devices[d].tabs[0].replica.cursor == before {
                break;
            }
        }
        if self.devices[d].tabs[0].replica.has_hole() {
            self.lead(d, 0)?;
        }
        Ok(())
    }

    fn request(&mut self, d: usize, ask: Ask) -> Result<(), Wrong> {
        let (dev, projection) = (self.devices[d].dev, self.devices[d].projection.clone());
        let answer = self.server.receive(dev, &projection, ask, self.now, &mut self.rng, &mut self.truth)?;
        self.answered(d, 0, answer)?;
        match self.devices[d].tabs[0].waits {
            Some(ticket) => self.request(d, Ask::Snapshot(ticket)),
            None => Ok(()),
        }
    }

    /// Everybody holds the same, and it is what was written.
    fn compare(&mut self) -> Result<(), Wrong> {
        self.say(|_| "all is quiet".to_owned());
        let store = &self.server.live;
        self.truth.exactly_once(store)?;
        self.truth.came_back(store)?;
        self.truth.no_unseen_loss(store)?;
        add_up(store)?;
        let uncovered = |row: &&Rc<LogRow>| row.row.status == Status::Quarantined(Reason::NotCovered);
        self.stats.uncovered += store.log.iter().filter(uncovered).count() as u64;
        if folded(store.log.iter().map(|row| &row.row)) != store.states {
            return Err(Wrong::new("the server's state is what its log adds up to", String::new()));
        }
        for d in 0..self.devices.len() {
            let device = &self.devices[d];
            let tab = &device.tabs[0];
            if tab.base != project(self.server.live.states.clone(), &device.projection) {
                return Err(Wrong::new("at rest every base is the server's state as its reader may see it", format!("device {d}")));
            }
            if tab.base.iter().any(|(root, state)| *tab.view(*root) != *state) {
                return Err(Wrong::new("at rest the view is the base", format!("device {d}")));
            }
        }
        self.check_aside()?;
        self.check_clean()?;
        self.check_emptied()
    }

    /// Whoever wrote what was kept aside is told.
    fn check_aside(&self) -> Result<(), Wrong> {
        for device in &self.devices {
            let outbox = &device.tabs[0].replica.outbox;
            for row in self.server.live.log.iter().map(|row| &row.row).filter(|row| row.dev == device.dev && !row.status.is_settled()) {
                let told = match outbox.get(&row.op.n) {
                    Some(pending) => pending.status == row.status,
                    None => self.truth.counted_once(Dot(device.dev, row.op.n)),
                };
                if !told {
                    return Err(Wrong::new("people are told what was kept aside", format!("{:?} {:?}", row.dot(), row.status)));
                }
            }
        }
        Ok(())
    }

    /// Nothing is left of what was erased, although nothing is durable yet.
    fn check_clean(&mut self) -> Result<(), Wrong> {
        for d in 0..self.devices.len() {
            self.checkpoint(d, 0)?;
            // Answers that another tab had stored beside the log go back only now.
            self.sync(d)?;
            self.checkpoint(d, 0)?;
            for (store, text) in self.devices[d].disk.text() {
                self.truth.is_clean(&format!("device {d}, {store}"), &text)?;
            }
        }
        self.truth.is_clean("the server", &self.server.live.text())?;
        self.check_hidden(false)
    }

    /// No store holds a word of a file that is out of its reader's sight, but for what they wrote themselves and is not durable, or was kept aside.
    /// Of a file that a restored log lost whole, nobody can say where it is: what a device had of it is kept until something is durable again.
    fn check_hidden(&self, durable: bool) -> Result<(), Wrong> {
        let chain = self.server.live.head().chain;
        let lost = if durable { BTreeSet::new() } else { self.truth.lost_words(chain) };
        for (d, device) in self.devices.iter().enumerate() {
            let mut hidden = self.truth.hidden_words(chain, &device.projection);
            let outbox = &device.tabs[0].replica.outbox;
            // A group stays whole.
            let aside: BTreeSet<u64> = outbox.values().filter(|p| !p.status.is_settled()).map(|p| p.op.grp).collect();
            for pending in outbox.values().filter(|p| durable && aside.contains(&p.op.grp)) {
                pending.op.kind.clone().values_mut(None, &mut |_, value| {
                    value.as_text().map(|text| hidden.remove(text));
                });
            }
            for (store, text) in device.disk.text().into_iter().filter(|(store, _)| durable || *store != "outbox") {
                let found: BTreeSet<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).collect();
                let keeps = |word: &str| store == "kept" && lost.contains(word);
                if let Some(word) = hidden.iter().find(|word| found.contains(word.as_str()) && !keeps(word)) {
                    return Err(Wrong::new("nobody holds a file that is out of sight", format!("{word} at device {d}, {store}")));
                }
            }
        }
        Ok(())
    }

    /// After a backup nothing waits any more but what was kept aside, and all of it survives a reload.
    fn check_emptied(&mut self) -> Result<(), Wrong> {
        self.server.back_up();
        for d in 0..self.devices.len() {
            self.sync(d)?;
            let replica = &self.devices[d].tabs[0].replica;
            // A group of which a part is void stays whole until its author has seen that.
            let void: Vec<u64> = replica.outbox.values().filter(|p| !p.status.is_settled()).map(|p| p.op.grp).collect();
            let left = replica
                .outbox
                .iter()
                .filter(|(_, p)| !p.status.is_settled() || !void.contains(&p.op.grp))
                .find(|(n, pending)| pending.status.is_settled() || replica.standing(**n) != Standing::Durable);
            if let Some((n, pending)) = left {
                return Err(Wrong::new("what is durable leaves the outbox", format!("device {d} keeps {n}: {pending:?}")));
            }
            self.checkpoint(d, 0)?;
            self.lead(d, 0)?;
        }
        self.check_hidden(true)?;
        self.check_aside()
    }
}
