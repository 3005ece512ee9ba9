//! A checked rule, ready to be asked of one guest after the other, in three-valued logic: what is missing is neither true nor false.

use crate::ask::{Guest, Held};
use crate::field::{About, Question};
use crate::gather::{Gathering, Tally};
use crate::operator::{Operator, Sought};
use crate::rule::Mode;

/// Holds, does not, or nobody knows.
pub type Truth = Option<bool>;

/// A checked rule.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) root: Parts,
    pub(crate) paths: Vec<Vec<u32>>,
}

/// The parts of a group that could be read.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    pub(crate) any: bool,
    pub(crate) not: bool,
    pub(crate) parts: Vec<Part>,
}

#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) number: usize,
    pub(crate) step: Step,
}

#[derive(Clone, Debug)]
pub(crate) enum Step {
    Group(Parts),
    Test { question: Question, operator: Operator, sought: Vec<Sought> },
    Each { things: About, every: bool, mode: Mode, threshold: usize, parts: Parts },
    Aggregate { gathering: Gathering, operator: Operator, sought: Vec<Sought> },
    Segments { plans: Vec<Plan>, not: bool },
}

/// The guest, or one of the guest's things.
#[derive(Clone, Copy)]
struct On<'a> {
    guest: &'a dyn Guest,
    thing: Option<(About, usize)>,
}

impl<'a> On<'a> {
    fn held(self, question: &Question) -> Held<'a> {
        match self.thing {
            None => self.guest.compared(question),
            Some((things, at)) => self.guest.compared_by(things, at, question),
        }
    }
}

impl Plan {
    /// Whether it asks nothing and so holds for everybody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.root.parts.is_empty()
    }

    /// Whether all of its parts are to hold, and not one of them or the opposite.
    #[must_use]
    pub fn wants_all(&self) -> bool {
        !self.root.any && !self.root.not
    }

    /// Whether it asks how guests compare with each other: the table must [rank](crate::Table::rank) them first.
    #[must_use]
    pub fn asks_ranks(&self) -> bool {
        fn asks(parts: &Parts) -> bool {
            parts.parts.iter().any(|part| match &part.step {
                Step::Test { question, .. } => question.is_rank(),
                Step::Group(parts) => asks(parts),
                Step::Segments { plans, .. } => plans.iter().any(Plan::asks_ranks),
                Step::Each { .. } | Step::Aggregate { .. } => false,
            })
        }
        asks(&self.root)
    }

    /// The parts by number, each with its path: the root first, a group before what is in it.
    #[must_use]
    pub fn paths(&self) -> &[Vec<u32>] {
        &self.paths
    }

    /// Whether it holds for a guest.
    #[must_use]
    pub fn holds(&self, guest: &dyn Guest) -> Truth {
        group(&self.root, On { guest, thing: None }, &mut [])
    }

    /// Whether each part by itself holds for a guest, by number; a part about each stay's own lines holds when it does for one of them.
    pub fn truths(&self, guest: &dyn Guest, notes: &mut Vec<Truth>) {
        notes.clear();
        notes.resize(self.paths.len(), Some(false));
        notes[0] = group(&self.root, On { guest, thing: None }, notes);
    }

    /// What a guest has where the part with this number asks: what [`Plan::truths`] says of it is about that. Missing for parts that ask for no single
    /// value; an average is rounded down.
    #[must_use]
    pub fn held<'a>(&self, number: usize, guest: &'a dyn Guest) -> Held<'a> {
        fn find(parts: &Parts, number: usize) -> Option<&Step> {
            parts.parts.iter().find_map(|part| match &part.step {
                _ if part.number == number => Some(&part.step),
                Step::Group(parts) => find(parts, number),
                Step::Test { .. } | Step::Each { .. } | Step::Aggregate { .. } | Step::Segments { .. } => None,
            })
        }
        match find(&self.root, number) {
            Some(Step::Test { question, .. }) => guest.held(question),
            Some(Step::Aggregate { gathering, .. }) => gathering.told(come_to(gathering, guest)),
            _ => Held::Missing,
        }
    }
}

fn or(a: Truth, b: Truth) -> Truth {
    match (a, b) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

/// Without room for notes it stops as soon as it knows.
fn group(group: &Parts, on: On<'_>, notes: &mut [Truth]) -> Truth {
    if group.parts.is_empty() {
        return Some(true);
    }
    // One part of this truth decides the whole.
    let deciding = group.any;
    let mut all = Some(!deciding);
    for part in &group.parts {
        let truth = step(part, on, notes);
        if truth == Some(deciding) {
            all = truth;
            if notes.is_empty() {
                break;
            }
        } else if truth.is_none() && all != Some(deciding) {
            all = None;
        }
    }
    all.map(|truth| truth != group.not)
}

fn step(part: &Part, on: On<'_>, notes: &mut [Truth]) -> Truth {
    let truth = answer(&part.step, on, notes);
    if let Some(note) = notes.get_mut(part.number) {
        *note = or(*note, truth);
    }
    truth
}

/// Whether a part holds for a guest.
pub(crate) fn truth_of(step: &Step, guest: &dyn Guest) -> Truth {
    answer(step, On { guest, thing: None }, &mut [])
}

fn answer(step: &Step, on: On<'_>, notes: &mut [Truth]) -> Truth {
    match step {
        Step::Group(parts) => group(parts, on, notes),
        Step::Test { question, operator, sought } => operator.holds(&on.held(question), sought),
        Step::Each { things, every, mode, threshold, parts } => {
            let (yes, no, unknown) = counted(*things, *every, parts, on, notes);
            quantified(*mode, *threshold, yes, no, unknown)
        }
        Step::Aggregate { gathering, operator, sought } => operator.holds(&gathered(gathering, on, notes), sought),
        Step::Segments { plans, not } => {
            // A guest is in a segment or is not: of whom nobody knows is not.
            let is_member = plans.iter().any(|plan| plan.holds(on.guest) == Some(true));
            Some(is_member != *not)
        }
    }
}

/// What the things of a guest come to.
pub(crate) fn come_to(gathering: &Gathering, guest: &dyn Guest) -> Held<'static> {
    gathered(gathering, On { guest, thing: None }, &mut [])
}

/// Of how many things of a guest a group holds, of how many it does not, of how many nobody knows.
fn counted(things: About, every: bool, parts: &Parts, on: On<'_>, notes: &mut [Truth]) -> (usize, usize, usize) {
    let (mut yes, mut no, mut unknown) = (0, 0, 0);
    for truth in counting(things, every, on.guest).map(|at| group(parts, On { thing: Some((things, at)), ..on }, notes)) {
        match truth {
            Some(true) => yes += 1,
            Some(false) => no += 1,
            None => unknown += 1,
        }
    }
    (yes, no, unknown)
}

/// Of how many things of a guest a group holds, and of how many it may.
pub(crate) fn count_of(things: About, every: bool, parts: &Parts, guest: &dyn Guest) -> (usize, usize) {
    let (yes, _, unknown) = counted(things, every, parts, On { guest, thing: None }, &mut []);
    (yes, yes + unknown)
}

/// The things of a guest that count.
fn counting(things: About, every: bool, guest: &dyn Guest) -> impl Iterator<Item = usize> {
    (0..guest.count(things)).filter(move |at| every || guest.is_stay(*at))
}

fn gathered(gathering: &Gathering, on: On<'_>, notes: &mut [Truth]) -> Held<'static> {
    let Gathering { things, every, function, of, parts } = gathering;
    let currency = gathering.currency();
    let mut tally = Tally::default();
    for at in counting(*things, *every, on.guest) {
        let thing = On { thing: Some((*things, at)), ..on };
        if group(parts, thing, notes) == Some(true) {
            tally.add(*function, thing.held(of), currency.map_or(Held::Missing, |currency| thing.held(&currency)));
        }
    }
    gathering.held(tally.come_to(*function))
}

/// Whether a group holds of as many things as is wanted, when it holds of so many.
pub(crate) fn quantified(mode: Mode, threshold: usize, yes: usize, no: usize, unknown: usize) -> Truth {
    // Not one of none: nobody without a stay had every stay in a suite.
    let total = yes + no + unknown;
    let holds = |yes: usize| match mode {
        Mode::Some => yes > 0,
        Mode::None => yes == 0,
        Mode::All => yes > 0 && yes == total,
        Mode::AtLeast => yes >= threshold,
        Mode::AtMost => yes <= threshold,
        Mode::Exactly => yes == threshold,
    };
    // Each of the unknown may turn out either way: it is known where that makes no difference.
    let now = holds(yes);
    (yes..=yes + unknown).all(|yes| holds(yes) == now).then_some(now)
}
