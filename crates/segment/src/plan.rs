//! A checked rule, ready to be asked of one guest after the other, in three-valued logic: what is missing is neither true nor false.

use crate::ask::{Guest, Held};
use crate::field::{About, Question};
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
    Segments { plans: Vec<Plan>, not: bool },
}

/// The guest, or one of the guest's things.
#[derive(Clone, Copy)]
struct On<'a> {
    guest: &'a dyn Guest,
    thing: Option<(About, usize)>,
}

impl On<'_> {
    fn held(&self, question: &Question) -> Held<'_> {
        match self.thing {
            None => self.guest.held(question),
            Some((things, at)) => self.guest.held_by(things, at, question),
        }
    }
}

impl Plan {
    /// Whether it asks nothing and so holds for everybody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.root.parts.is_empty()
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

    /// The field that a line asks for and its place, by the line's number: what [`Plan::truths`] says is about it.
    #[must_use]
    pub fn question(&self, number: usize) -> Option<Question> {
        fn find(parts: &Parts, number: usize) -> Option<Question> {
            parts.parts.iter().find_map(|part| match &part.step {
                Step::Test { question, .. } => (part.number == number).then_some(*question),
                Step::Group(parts) => find(parts, number),
                Step::Each { .. } | Step::Segments { .. } => None,
            })
        }
        find(&self.root, number)
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
    let truth = match &part.step {
        Step::Group(parts) => group(parts, on, notes),
        Step::Test { question, operator, sought } => operator.holds(&on.held(question), sought),
        Step::Each { things, every, mode, threshold, parts } => {
            let of = (0..on.guest.count(*things)).filter(|at| *every || on.guest.is_stay(*at));
            let truths = of.map(|at| group(parts, On { thing: Some((*things, at)), ..on }, notes));
            quantified(*mode, *threshold, truths)
        }
        Step::Segments { plans, not } => {
            let truths = plans.iter().map(|plan| plan.holds(on.guest));
            truths.fold(Some(false), or).map(|truth| truth != *not)
        }
    };
    if let Some(note) = notes.get_mut(part.number) {
        *note = or(*note, truth);
    }
    truth
}

fn quantified(mode: Mode, threshold: usize, truths: impl Iterator<Item = Truth>) -> Truth {
    let (mut yes, mut no, mut unknown) = (0, 0, 0);
    for truth in truths {
        match truth {
            Some(true) => yes += 1,
            Some(false) => no += 1,
            None => unknown += 1,
        }
    }
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
