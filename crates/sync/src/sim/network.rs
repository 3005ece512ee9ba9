//! Letters between tabs and server, and what a tab does with an answer.

use super::Wrong;
use super::bug::Bug;
use super::disk::{Batch, Outcome};
use super::server::{Answer, Ask, key_of};
use super::tab::{encode, scrubbed, scrubbed_kept, seal};
use super::world::{Device, World};
use crate::client::{Take, Turn};
use crate::id::DeviceId;
use crate::op::Kind;
use crate::page::Page;
use crate::sealed;
use crate::wire::{Manifest, Pulled, Refused};

/// Something on its way.
#[derive(Clone)]
pub(super) struct Letter {
    pub device: usize,
    pub dev: DeviceId,
    pub tab: u64,
    pub what: Mail,
}

#[derive(Clone)]
pub(super) enum Mail {
    Ask(Ask),
    Answer(Answer),
}

impl World {
    pub(super) fn ask(&mut self, d: usize, t: usize, ask: Ask) -> Result<(), Wrong> {
        let device = &mut self.devices[d];
        let tab = &mut device.tabs[t];
        if tab.leads.is_some() {
            self.mail.push(Letter { device: d, dev: device.dev, tab: tab.id, what: Mail::Ask(ask) });
        }
        Ok(())
    }

    /// Each request has its own ticket: an answer to an older one is of an older log.
    pub(super) fn ask_snapshot(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        self.ids += 1;
        let tab = &mut self.devices[d].tabs[t];
        if tab.leads.is_some() {
            tab.waits = Some(self.ids);
        }
        self.ask(d, t, Ask::Snapshot(self.ids))
    }

    pub(super) fn push(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        if let Some(ask) = self.hand_back(d, t) {
            return self.ask(d, t, ask);
        }
        self.mend(d, t)?;
        let wall = self.wall(d);
        let push = self.devices[d].tabs[t].replica.next_push(wall, &|by| Some(key_of(by)));
        push.map_or(Ok(()), |push| self.ask(d, t, Ask::Push(push)))
    }

    /// What is to be handed back before anything is pushed.
    pub(super) fn hand_back(&self, d: usize, t: usize) -> Option<Ask> {
        let Device { disk, tabs, .. } = &self.devices[d];
        let key = tabs[t].replica.due().filter(|_| tabs[t].waits.is_none())?;
        let value = sealed::open(disk.kept.get(&key)?).expect("the store gives back what was put");
        Some(Ask::HandBack(key, tabs[t].replica.hand_back(value).expect("what was encoded decodes")))
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

    pub(super) fn pull(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        if self.devices[d].tabs[t].waits.is_some() {
            return self.ask_snapshot(d, t);
        }
        let query = self.devices[d].tabs[t].replica.pull();
        self.ask(d, t, Ask::Pull(query))
    }

    pub(super) fn deliver(&mut self) -> Result<(), Wrong> {
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
                self.stats.allowances += u64::from(matches!(&answer, Answer::Allowed(Some(allowed)) if allowed.granted > 0));
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
        let (wall, id) = (self.wall(d), self.devices[d].tabs[t].id);
        self.say(|w| format!("device {d} tab {id} at {} hears {}", w.devices[d].tabs[t].replica.cursor, reply(&answer)));
        let tab = &mut self.devices[d].tabs[t];
        match answer {
            Answer::Pushed(pushed) => {
                tab.replica.pushed(&pushed, wall);
                if self.bug == Some(Bug::AckDeletes) {
                    let acked: Vec<u64> = tab.replica.outbox.range(..=pushed.last_n).map(|(n, _)| *n).collect();
                    self.forget(d, t, acked)?;
                }
            }
            // Who waits for a snapshot takes nothing else, and lets nothing go; who does not lead reads what the leader stores.
            Answer::Pulled(_) if tab.waits.is_some() || tab.leads.is_none() => {}
            Answer::Pulled(pulled) => self.pulled(d, t, pulled)?,
            Answer::Snapshot(ticket, manifest, pages) if tab.waits == Some(ticket) && tab.leads.is_some() => {
                self.restart(d, t, &manifest, &pages)?;
            }
            Answer::Snapshot(..) => {}
            // What was granted comes by the next pull.
            Answer::HandedBack(_, None) | Answer::Allowed(_) => {}
            Answer::HandedBack(key, Some(answer)) => {
                if let Some(meta) = tab.replica.handed(key, &answer).filter(|_| tab.leads.is_some() && tab.waits.is_none()) {
                    let erased = if self.bug == Some(Bug::ErasedKept) { Vec::new() } else { answer.erased };
                    let keep = scrubbed_kept(&erased.into_iter().collect(), &self.devices[d].disk);
                    let batch = Batch { meta: Some(encode(&meta)), keep, fence: self.devices[d].tabs[t].leads, ..Batch::default() };
                    if self.commit_leading(d, t, batch)? {
                        self.devices[d].tabs[t].replica.meta = meta;
                    }
                }
            }
            Answer::Refused(Refused::Malformed) if self.bug != Some(Bug::RejectsSkew) => {
                return Err(Wrong::new("the server reads what a device sends", format!("device {d}")));
            }
            Answer::Refused(refused) => {
                if tab.replica.refused(refused) {
                    self.ask_snapshot(d, t)?;
                }
            }
        }
        // The tab may have died at a commit.
        match self.devices[d].tabs.iter().position(|tab| tab.id == id) {
            Some(t) => self.let_go(d, t),
            None => Ok(()),
        }
    }

    fn pulled(&mut self, d: usize, t: usize, mut pulled: Pulled) -> Result<(), Wrong> {
        if self.bug == Some(Bug::EvictForgotten) {
            pulled.rows.iter_mut().filter(|row| matches!(row.op.kind, Kind::Evict { .. })).for_each(|row| row.op.kind = Kind::Noop {});
        }
        let wall = self.wall(d);
        let replica = &mut self.devices[d].tabs[t].replica;
        let take = replica.take(&pulled);
        if take == Take::Snapshot {
            return self.ask_snapshot(d, t);
        }
        replica.heard(&pulled, wall);
        if take == Take::Journal {
            let bytes = encode(&pulled);
            let size = bytes.len();
            let fence = self.devices[d].tabs[t].leads;
            match self.commit(d, t, Batch { journal: Some(bytes), fence, ..Batch::default() }) {
                Outcome::Done(keys) => {
                    let device = &self.devices[d];
                    // What a tab adds to another log than the stored one is passed over at the next load.
                    if device.tabs[t].follows(&device.disk) {
                        self.truth.holds(device.dev, &pulled);
                    }
                    self.devices[d].tabs[t].take_up(keys.journal, pulled, size);
                }
                // It may come through later: what is in memory is only good again after it was read.
                Outcome::Stalled => return self.reload(d, t),
                Outcome::Fenced => return self.fenced_off(d, t),
                Outcome::Crashed => {}
            }
        }
        Ok(())
    }

    /// A snapshot in the place of everything but the outbox.
    fn restart(&mut self, d: usize, t: usize, manifest: &Manifest, pages: &[Vec<u8>]) -> Result<(), Wrong> {
        let wall = self.wall(d);
        let tab = &self.devices[d].tabs[t];
        let decoded = pages.iter().flat_map(|page| Page::decode(page).expect("the server's page").roots);
        let erased = decoded.filter(|(_, state)| state.erased.is_some()).map(|(root, _)| root).collect();
        let mut turn = tab.replica.from_snapshot(manifest, erased, wall);
        if self.bug == Some(Bug::ErasedKept) {
            turn.gone.clear();
        }
        let (put, kept) = scrubbed(&turn, &self.devices[d].disk);
        let Turn { mut meta, keep, forget, blank, .. } = turn;
        if self.bug == Some(Bug::NoHandBack) {
            meta.kept.clear();
        }
        let keep = keep.map(seal).into_iter().chain(kept).collect();
        let pages = (0..).zip(pages.iter().map(|page| sealed::wrap(page))).collect();
        // A value that another tab has added meanwhile stays, and is looked at when the journal is next read.
        let trim = tab.known_keys();
        let batch =
            Batch { restart: true, trim, pages, meta: Some(encode(&meta)), put, keep, forget, fence: tab.leads, ..Batch::default() };
        if self.commit_leading(d, t, batch)? {
            let device = &mut self.devices[d];
            device.tabs[t].restarted(meta, &device.disk);
            device.tabs[t].replica.blanked(&blank);
            device.acked = 0;
            device.tabs[t].check_base(&self.truth)?;
            self.stats.snapshots += 1;
        }
        Ok(())
    }

    /// Own ops that may leave the outbox leave it.
    fn let_go(&mut self, d: usize, t: usize) -> Result<(), Wrong> {
        self.keep_acks(d, t);
        let tab = &self.devices[d].tabs[t];
        if tab.leads.is_none() || tab.waits.is_some() {
            return self.check(d, t);
        }
        let spent = if self.bug == Some(Bug::DropsBeforeDurable) {
            tab.replica.outbox.iter().filter(|(_, p)| p.logged.is_some() && p.status.is_ok()).map(|(n, _)| *n).collect()
        } else {
            tab.replica.spent()
        };
        if spent.is_empty() { self.check(d, t) } else { self.forget(d, t, spent) }
    }

    /// What was acknowledged once stays acknowledged, whatever log the server has now: only a bug believes that.
    pub(super) fn keep_acks(&mut self, d: usize, t: usize) {
        if self.bug == Some(Bug::NoEpochCheck) {
            let device = &mut self.devices[d];
            let replica = &mut device.tabs[t].replica;
            device.acked = device.acked.max(replica.acked);
            replica.acked = device.acked;
        }
    }

    fn forget(&mut self, d: usize, t: usize, numbers: Vec<u64>) -> Result<(), Wrong> {
        self.say(|_| format!("device {d} lets go of {numbers:?}"));
        let fence = self.devices[d].tabs[t].leads;
        if self.commit_leading(d, t, Batch { drop: numbers.clone(), fence, ..Batch::default() })? {
            self.devices[d].tabs[t].replica.dropped(&numbers);
            self.check(d, t)?;
        }
        Ok(())
    }
}

fn brief(ask: &Ask) -> String {
    match ask {
        Ask::Push(push) => {
            let numbers = push.runs.iter().filter_map(|run| run.parse().ok()).flatten().map(|op| op.n).collect::<Vec<_>>();
            format!("push {numbers:?} epoch {}", push.epoch)
        }
        Ask::Pull(query) => format!("pull from {} epoch {}", query.cursor, query.epoch),
        Ask::HandBack(key, _) => format!("hand back {key}"),
        Ask::Snapshot(_) => "snapshot".to_owned(),
        Ask::Allowance(root, points) => format!("allowance of {points} points of {root}"),
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
        Answer::HandedBack(key, answer) => format!("handed back {key}: {answer:?}"),
        Answer::Refused(refused) => format!("{refused:?}"),
        Answer::Allowed(allowed) => format!("{allowed:?}"),
    }
}
