//! A plan asked of a whole table: each part gives the guests it holds for and those it does not, a bit each.

use std::borrow::Cow;

use crate::bits::Bits;
use crate::field::About;
use crate::gather::Gathering;
use crate::leaves::line_of_things;
use crate::plan::{Part, Parts, Plan, Step};
use crate::rule::Mode;
use crate::sure::Sure;
use crate::table::{Column, Table, Things};

impl Plan {
    /// The guests it holds for, and those of whom nobody knows.
    #[must_use]
    pub fn scan(&self, table: &Table) -> Sure {
        Scan { table, things: None, notes: &mut [], among: None, inner: None }.group(&self.root)
    }
}

/// How long a part takes, compared with others.
fn weigh(step: &Step) -> usize {
    match step {
        Step::Test { .. } | Step::Segments { .. } => 0,
        Step::Group(group) => group.parts.iter().map(|part| weigh(&part.step)).max().unwrap_or(0),
        Step::Each { .. } => 1,
        Step::Aggregate { .. } => HEAVIEST,
    }
}

const HEAVIEST: usize = 2;

struct Scan<'a> {
    table: &'a Table,
    /// What a row is, where it is no guest, and whether each of them counts.
    things: Option<(&'a Things, bool)>,
    /// What each part came to; empty where nobody asks.
    notes: &'a mut [Sure],
    /// The guests that it matters for; none where for all.
    among: Option<Bits>,
    /// The things that were looked for last: a number of them and what they come to are often wanted of the same.
    inner: Option<(String, Sure)>,
}

impl<'a> Scan<'a> {
    fn rows(&self) -> usize {
        self.things.map_or(self.table.rows(), |(things, _)| things.rows())
    }

    fn group(&mut self, group: &Parts) -> Sure {
        let rows = self.rows();
        // An empty group asks nothing.
        if group.parts.is_empty() {
            return Sure::known(true, rows);
        }
        if !self.notes.is_empty() {
            // Every part is asked, whatever the others say.
            let parts: Vec<_> = group.parts.iter().map(|part| Cow::Owned(self.part(part))).collect();
            return Sure::together(parts.into_iter(), group.any, rows).turned(group.not);
        }
        let (mut all, outer): (Option<Sure>, _) = (None, self.among.take());
        // What takes longest comes last, and is asked only of whom the others leave open.
        for part in (0..=HEAVIEST).flat_map(|weight| group.parts.iter().filter(move |part| weigh(&part.step) == weight)) {
            if all.as_ref().is_some_and(|all| all.is_settled(group.any)) {
                break;
            }
            if self.things.is_none() && weigh(&part.step) > 0 {
                let open = all.as_ref().map(|all| all.open(group.any));
                self.among = match (open, &outer) {
                    (Some(open), Some(outer)) => Some(open.with(outer, |a, b| a & b)),
                    (open, outer) => open.or_else(|| outer.clone()),
                };
            }
            let sure = self.step(&part.step);
            self.among = None;
            match &mut all {
                None => all = Some(sure),
                Some(all) => all.take(&sure, group.any),
            }
        }
        all.unwrap_or_else(|| Sure::known(true, rows)).turned(group.not)
    }

    fn part(&mut self, part: &Part) -> Sure {
        let sure = self.step(&part.step);
        if !self.notes.is_empty() {
            self.notes[part.number] = match self.things {
                None => sure.clone(),
                Some((things, every)) => at_least(1, things, counting(sure.clone(), things, every), self.table.rows(), None),
            };
        }
        sure
    }

    fn step(&mut self, step: &Step) -> Sure {
        match step {
            Step::Group(parts) => self.group(parts),
            Step::Test { question, operator, sought } => match self.things {
                None => self.table.scan(question, *operator, sought),
                Some((things, _)) => things.scan(question, *operator, sought),
            },
            Step::Each { things, every, mode, threshold, parts } => self.each(*things, *every, *mode, *threshold, parts),
            Step::Aggregate { gathering, operator, sought } => {
                let column = self.gathered(gathering);
                match &self.among {
                    None => column.scan(*operator, sought, self.rows()),
                    Some(among) => column.scan(*operator, sought, among.count() as usize).spread(among),
                }
            }
            Step::Segments { plans, not } => {
                let parts = plans.iter().map(|plan| Cow::Owned(plan.scan(self.table).members()));
                Sure::together(parts, true, self.rows()).turned(*not)
            }
        }
    }

    /// What the things of each guest come to.
    fn gathered(&mut self, gathering: &Gathering) -> Column {
        let things: &'a Things = self.table.things(gathering.things);
        let inner = self.inner(gathering.things, gathering.every, &gathering.parts);
        things.gathered(gathering, &counting(inner, things, gathering.every).yes, self.table.rows(), self.among.as_ref())
    }

    /// Which things of all guests a group holds for.
    fn inner(&mut self, about: About, every: bool, parts: &Parts) -> Sure {
        let line = line_of_things(about, every, parts);
        if self.notes.is_empty()
            && let Some((_, sure)) = self.inner.as_ref().filter(|(known, _)| *known == line)
        {
            return sure.clone();
        }
        let things = self.table.things(about);
        let sure =
            Scan { table: self.table, things: Some((things, every)), notes: &mut *self.notes, among: None, inner: None }.group(parts);
        if self.things.is_none() && self.notes.is_empty() {
            self.inner = Some((line, sure.clone()));
        }
        sure
    }

    fn each(&mut self, about: About, every: bool, mode: Mode, threshold: usize, parts: &Parts) -> Sure {
        let things: &'a Things = self.table.things(about);
        let inner = self.inner(about, every, parts);
        let (rows, among) = (self.table.rows(), self.among.as_ref());
        let at_least = |threshold, sure| at_least(threshold, things, counting(sure, things, every), rows, among);
        by_number(mode, threshold, rows, &|threshold| at_least(threshold, inner.clone())).unwrap_or_else(|| {
            // Not one of none: nobody without a stay had every stay in a suite.
            let any = at_least(1, Sure::known(true, things.rows()));
            let no_other = at_least(1, inner.clone().turned(true)).turned(true);
            Sure::together([any, no_other].into_iter().map(Cow::Owned), false, rows)
        })
    }
}

/// Whether a group holds for as many things as is wanted, from whether it holds for at least so many; none where it must hold for all of them.
pub(crate) fn by_number(mode: Mode, threshold: usize, rows: usize, at_least: &dyn Fn(usize) -> Sure) -> Option<Sure> {
    Some(match mode {
        Mode::Some => at_least(1),
        Mode::None => at_least(1).turned(true),
        Mode::AtLeast => at_least(threshold),
        Mode::AtMost => at_least(threshold.saturating_add(1)).turned(true),
        Mode::Exactly => {
            let not_more = at_least(threshold.saturating_add(1)).turned(true);
            Sure::together([at_least(threshold), not_more].into_iter().map(Cow::Owned), false, rows)
        }
        Mode::All => return None,
    })
}

/// What the things of each guest come to.
pub(crate) fn scan_gathered(gathering: &Gathering, table: &Table) -> Column {
    Scan { table, things: None, notes: &mut [], among: None, inner: None }.gathered(gathering)
}

/// Notes what the parts inside of a part about things come to, each by itself.
pub(crate) fn note_inside(step: &Step, table: &Table, notes: &mut [Sure]) {
    let (things, every, parts) = match step {
        Step::Each { things, every, parts, .. } => (*things, *every, parts),
        Step::Aggregate { gathering, .. } => (gathering.things, gathering.every, &gathering.parts),
        Step::Test { .. } | Step::Group(_) | Step::Segments { .. } => return,
    };
    Scan { table, things: None, notes, among: None, inner: None }.inner(things, every, parts);
}

/// A part by itself.
pub(crate) fn scan_step(step: &Step, table: &Table) -> Sure {
    Scan { table, things: None, notes: &mut [], among: None, inner: None }.step(step)
}

/// Which things a group holds for, and of which nobody knows, among those that count.
pub(crate) fn scan_things(about: About, every: bool, parts: &Parts, table: &Table) -> Sure {
    let things = table.things(about);
    counting(Scan { table, things: None, notes: &mut [], among: None, inner: None }.inner(about, every, parts), things, every)
}

/// The same without those that do not count.
fn counting(sure: Sure, things: &Things, every: bool) -> Sure {
    let unknown = sure.unknown().cloned().map(|mut unknown| {
        things.keep_counting(&mut unknown, every);
        unknown
    });
    let mut yes = sure.yes;
    things.keep_counting(&mut yes, every);
    Sure::of(yes, unknown)
}

/// Of each guest, of so many, whether at least so many of the guest's things are in a set; only of those among others, where they are given.
fn at_least(threshold: usize, things: &Things, set: Sure, guests: usize, among: Option<&Bits>) -> Sure {
    let threshold = u32::try_from(threshold).unwrap_or(u32::MAX);
    let maybe = set.unknown().map(|unknown| things.at_least(threshold, &unknown.clone().with(&set.yes, |a, yes| a | yes), guests, among));
    let yes = things.at_least(threshold, &set.yes, guests, among);
    let unknown = maybe.map(|maybe| maybe.with(&yes, |maybe, yes| maybe & !yes));
    Sure::of(yes, unknown)
}
