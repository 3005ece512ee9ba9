//! Answers of single lines over a whole table, kept: rules that say the same line share its answer, and a guest who changes flips bits in it.

use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};
use std::fmt::Write as _;

use crate::ask::{Guest, Held};
use crate::bits::Bits;
use crate::field::About;
use crate::gather::Gathering;
use crate::operator::{Operator, Sought};
use crate::plan::{Part, Parts, Plan, Step, Truth, come_to, count_of, truth_of};
use crate::rule::Mode;
use crate::scan::{by_number, note_inside, scan_gathered, scan_step, scan_things};
use crate::sure::Sure;
use crate::table::{Changed, Column, Table};

/// Lines that no rule is bound to any more and that are kept all the same: whoever types goes back and forth.
const SPARE: usize = 64;
/// Columns of what stays come to, and of how many there are, that are kept, with whatever they are compared: so a value that is typed costs no more than any other number.
const GATHERED: usize = 8;

/// Answers of lines, by slot.
#[derive(Debug, Default)]
pub struct Leaves {
    slots: Vec<Option<Leaf>>,
    /// What each slot's line is about.
    subjects: Vec<Subject>,
    by_line: HashMap<String, usize>,
    /// Slots that no rule is bound to, the latest last.
    spare: VecDeque<usize>,
    /// The last asked is the last.
    gathered: VecDeque<Gathered>,
    counts: VecDeque<Counts>,
}

/// What of a guest an answer depends on.
#[derive(Clone, Copy, Debug)]
enum Subject {
    /// A field of the guest's own, by its place.
    Field(usize),
    Things(About),
}

/// Lines whose answer for a guest is another than before.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    slots: Vec<bool>,
    /// The guest was not there before.
    is_new: bool,
}

/// What the things of each guest come to.
#[derive(Debug)]
struct Gathered {
    line: String,
    gathering: Gathering,
    column: Column,
}

/// How many things of each guest a group holds for: whatever number of them a line wants, and what they come to, follows from it.
#[derive(Debug)]
struct Counts {
    line: String,
    things: About,
    every: bool,
    parts: Parts,
    yes: Column,
    /// With those of which nobody knows, where there are some.
    maybe: Option<Column>,
    /// The things it holds for; none after some have changed.
    set: Option<Bits>,
}

impl Counts {
    fn of(line: String, things: About, every: bool, parts: &Parts, table: &Table) -> Self {
        let of = table.things(things);
        let sure = scan_things(things, every, parts, table);
        let maybe = sure.unknown().map(|unknown| of.counts(&unknown.clone().with(&sure.yes, |a, yes| a | yes), table.rows()));
        Self { line, things, every, parts: parts.clone(), yes: of.counts(&sure.yes, table.rows()), maybe, set: Some(sure.yes) }
    }

    /// Whether there are at least so many.
    fn at_least(&self, threshold: usize, rows: usize) -> Sure {
        let sought = [Sought::Number(i64::try_from(threshold).unwrap_or(i64::MAX))];
        let of = |column: &Column| column.scan(Operator::AtLeast, &sought, rows).yes;
        let yes = of(&self.yes);
        let unknown = self.maybe.as_ref().map(|maybe| of(maybe).with(&yes, |maybe, yes| maybe & !yes));
        Sure::of(yes, unknown)
    }

    /// Counts a guest's anew.
    fn touch(&mut self, row: usize, guest: &dyn Guest) {
        let (yes, maybe) = count_of(self.things, self.every, &self.parts, guest);
        if self.maybe.is_none() && maybe > yes {
            self.maybe = Some(self.yes.clone());
        }
        for (column, count) in std::iter::once((&mut self.yes, yes)).chain(self.maybe.as_mut().map(|column| (column, maybe))) {
            column.put(row, &Held::Number(count as i64));
        }
        self.set = None;
    }
}

#[derive(Debug)]
struct Leaf {
    line: String,
    step: Step,
    sure: Sure,
    rules: usize,
}

/// A rule whose lines are kept. To be [released](Leaves::release) when nobody asks it any more.
#[derive(Debug)]
pub struct Bound {
    root: Branch,
    /// Slots of its lines, each as often as it is asked.
    slots: Vec<usize>,
}

#[derive(Debug)]
enum Branch {
    /// Asks nothing.
    Everybody,
    Leaf(usize),
    /// Is in a saved segment.
    Member(Box<Branch>),
    /// All of them, or any; and whether the opposite is meant.
    Group {
        any: bool,
        not: bool,
        parts: Vec<Branch>,
    },
}

impl Leaves {
    /// Finds the answers of a rule's lines; those that nobody has asked for yet are worked out.
    pub fn bind(&mut self, plan: &Plan, table: &Table) -> Bound {
        let root = self.bind_parts(&plan.root, table);
        let mut slots = Vec::new();
        root.each_slot(&mut |slot| slots.push(slot));
        Bound { root, slots }
    }

    fn bind_parts(&mut self, parts: &Parts, table: &Table) -> Branch {
        if parts.parts.is_empty() {
            return Branch::Everybody;
        }
        let of = parts.parts.iter().map(|part| self.bind_part(part, table)).collect();
        Branch::Group { any: parts.any, not: parts.not, parts: of }
    }

    fn bind_part(&mut self, part: &Part, table: &Table) -> Branch {
        match &part.step {
            Step::Group(parts) => self.bind_parts(parts, table),
            Step::Segments { plans, not } => {
                let parts = plans.iter().map(|plan| Branch::Member(Box::new(self.bind_parts(&plan.root, table)))).collect();
                Branch::Group { any: true, not: *not, parts }
            }
            Step::Test { .. } | Step::Each { .. } | Step::Aggregate { .. } => Branch::Leaf(self.leaf(&part.step, table)),
        }
    }

    fn leaf(&mut self, step: &Step, table: &Table) -> usize {
        let line = line_of(step);
        let slot = match self.by_line.get(&line) {
            Some(slot) => *slot,
            None => self.add_leaf(line, step, table),
        };
        let leaf = self.slots[slot].as_mut().expect("it is there");
        leaf.rules += 1;
        if leaf.rules == 1 {
            self.spare.retain(|spare| *spare != slot);
        }
        slot
    }

    fn add_leaf(&mut self, line: String, step: &Step, table: &Table) -> usize {
        let sure = match step {
            Step::Aggregate { gathering, operator, sought } => self.column(gathering, table).scan(*operator, sought, table.rows()),
            Step::Each { things, every, mode, threshold, parts } if *mode != Mode::All => {
                let counts = self.counts(*things, *every, parts, table);
                let by_number = by_number(*mode, *threshold, table.rows(), &|threshold| counts.at_least(threshold, table.rows()));
                by_number.unwrap_or_else(|| scan_step(step, table))
            }
            step => scan_step(step, table),
        };
        let free = self.slots.iter().position(Option::is_none);
        let slot = free.unwrap_or(self.slots.len());
        self.slots.resize_with(self.slots.len().max(slot + 1), || None);
        self.subjects.resize(self.slots.len(), subject(step));
        self.subjects[slot] = subject(step);
        self.slots[slot] = Some(Leaf { line: line.clone(), step: step.clone(), sure, rules: 0 });
        self.by_line.insert(line, slot);
        slot
    }

    fn column(&mut self, gathering: &Gathering, table: &Table) -> &Column {
        let mut line = String::new();
        write_gathering(gathering, &mut line);
        let known = self.gathered.iter().position(|gathered| gathered.line == line);
        let gathered = known.and_then(|at| self.gathered.remove(at)).unwrap_or_else(|| {
            let of = line_of_things(gathering.things, gathering.every, &gathering.parts);
            let set = self.counts.iter().find(|counts| counts.line == of).and_then(|counts| counts.set.as_ref());
            let column = match set {
                Some(set) => table.things(gathering.things).gathered(gathering, set, table.rows(), None),
                None => scan_gathered(gathering, table),
            };
            Gathered { line, gathering: gathering.clone(), column }
        });
        if self.gathered.len() == GATHERED {
            self.gathered.pop_front();
        }
        self.gathered.push_back(gathered);
        &self.gathered[self.gathered.len() - 1].column
    }

    fn counts(&mut self, things: About, every: bool, parts: &Parts, table: &Table) -> &Counts {
        let line = line_of_things(things, every, parts);
        let known = self.counts.iter().position(|counts| counts.line == line);
        let counts = known.and_then(|at| self.counts.remove(at)).unwrap_or_else(|| Counts::of(line, things, every, parts, table));
        if self.counts.len() == GATHERED {
            self.counts.pop_front();
        }
        self.counts.push_back(counts);
        &self.counts[self.counts.len() - 1]
    }

    /// A rule is asked no more. Its lines are kept for a while.
    pub fn release(&mut self, bound: &Bound) {
        for slot in &bound.slots {
            let leaf = self.slots[*slot].as_mut().expect("bound");
            leaf.rules -= 1;
            if leaf.rules == 0 {
                self.spare.push_back(*slot);
            }
        }
        while self.spare.len() > SPARE {
            let slot = self.spare.pop_front().expect("more than none");
            if let Some(leaf) = self.slots[slot].take() {
                self.by_line.remove(&leaf.line);
            }
        }
    }

    fn sure(&self, slot: usize) -> &Sure {
        &self.slots[slot].as_ref().expect("bound").sure
    }

    /// Each part of a rule by itself, by number: what [`Plan::truths`] says of one guest. The parts about one stay at a time are about the guest who has
    /// such a stay; they alone are asked of the table.
    #[must_use]
    pub fn scan_parts(&self, plan: &Plan, bound: &Bound, table: &Table) -> Vec<Sure> {
        let mut notes = vec![Sure::known(false, table.rows()); plan.paths().len()];
        notes[0] = self.scan(bound, table);
        self.note(&plan.root, &bound.root, table, &mut notes);
        notes
    }

    fn note(&self, parts: &Parts, branch: &Branch, table: &Table, notes: &mut [Sure]) {
        let Branch::Group { parts: branches, .. } = branch else { return };
        for (part, branch) in parts.parts.iter().zip(branches) {
            notes[part.number] = self.scan_branch(branch, table.rows()).into_owned();
            match &part.step {
                Step::Group(parts) => self.note(parts, branch, table, notes),
                step => note_inside(step, table, notes),
            }
        }
    }

    /// The guests a rule holds for, and those of whom nobody knows.
    #[must_use]
    pub fn scan(&self, bound: &Bound, table: &Table) -> Sure {
        self.scan_branch(&bound.root, table.rows()).into_owned()
    }

    fn scan_branch(&self, branch: &Branch, rows: usize) -> Cow<'_, Sure> {
        match branch {
            Branch::Everybody => Cow::Owned(Sure::known(true, rows)),
            Branch::Leaf(slot) => Cow::Borrowed(self.sure(*slot)),
            Branch::Member(rule) => Cow::Owned(self.scan_branch(rule, rows).into_owned().members()),
            Branch::Group { any, not, parts } => {
                let sures = parts.iter().map(|part| self.scan_branch(part, rows));
                Cow::Owned(Sure::together(sures, *any, rows).turned(*not))
            }
        }
    }

    /// Whether a rule holds for a guest.
    #[must_use]
    pub fn holds(&self, bound: &Bound, row: usize) -> Truth {
        self.truth(&bound.root, row)
    }

    fn truth(&self, branch: &Branch, row: usize) -> Truth {
        match branch {
            Branch::Everybody => Some(true),
            Branch::Leaf(slot) => self.sure(*slot).truth(row),
            Branch::Member(rule) => Some(self.truth(rule, row) == Some(true)),
            Branch::Group { any, not, parts } => {
                let mut all = Some(!any);
                for part in parts {
                    match self.truth(part, row) {
                        Some(truth) if truth == *any => {
                            all = Some(truth);
                            break;
                        }
                        None => all = None,
                        Some(_) => {}
                    }
                }
                all.map(|truth| truth != *not)
            }
        }
    }

    /// Whether a rule may hold now where it did not, or the other way round.
    #[must_use]
    pub fn is_touched(&self, bound: &Bound, touched: &Touched) -> bool {
        touched.is_new || bound.slots.iter().any(|slot| touched.slots[*slot])
    }

    /// Brings the lines up to date with what has changed of a guest, and says which have another answer.
    pub fn touch(&mut self, table: &Table, row: usize, changed: &Changed) -> Touched {
        let guest = table.guest(row);
        let mut touched = Touched { slots: vec![false; self.slots.len()], is_new: changed.is_new() };
        for (slot, subject) in self.subjects.iter().enumerate() {
            if subject.depends(changed)
                && let Some(leaf) = &mut self.slots[slot]
            {
                let truth = truth_of(&leaf.step, &guest);
                touched.slots[slot] = leaf.sure.truth(row) != truth;
                leaf.sure.set(row, truth);
            }
        }
        for Gathered { gathering, column, .. } in self.gathered.iter_mut().filter(|gathered| changed.has_things(gathered.gathering.things))
        {
            column.put(row, &come_to(gathering, &guest));
        }
        self.counts.iter_mut().filter(|counts| changed.has_things(counts.things)).for_each(|counts| counts.touch(row, &guest));
        touched
    }

    /// Asks anew what depends on how guests compare with each other: they were [ranked](Table::rank).
    pub fn ranked(&mut self, table: &Table) {
        for leaf in self.slots.iter_mut().flatten() {
            if matches!(&leaf.step, Step::Test { question, .. } if question.is_rank()) {
                leaf.sure = scan_step(&leaf.step, table);
            }
        }
    }
}

impl Branch {
    fn each_slot(&self, found: &mut dyn FnMut(usize)) {
        match self {
            Self::Everybody => {}
            Self::Leaf(slot) => found(*slot),
            Self::Member(rule) => rule.each_slot(found),
            Self::Group { parts, .. } => parts.iter().for_each(|part| part.each_slot(found)),
        }
    }
}

impl Subject {
    fn depends(self, changed: &Changed) -> bool {
        match self {
            Self::Field(place) => changed.has(place),
            Self::Things(things) => changed.has_things(things),
        }
    }
}

fn subject(step: &Step) -> Subject {
    match step {
        Step::Test { question, .. } => Subject::Field(question.place),
        Step::Each { things, .. } => Subject::Things(*things),
        Step::Aggregate { gathering, .. } => Subject::Things(gathering.things),
        Step::Group(_) | Step::Segments { .. } => unreachable!("no single line"),
    }
}

/// What a line asks, whichever rule it stands in.
fn line_of(step: &Step) -> String {
    let mut line = String::new();
    write_step(step, About::Guest, &mut line);
    line
}

fn write_step(step: &Step, about: About, line: &mut String) {
    match step {
        Step::Test { question, operator, sought } => {
            write!(line, "{about:?} {} {operator:?} {sought:?};", question.name).expect("a text grows");
        }
        Step::Each { things, every, mode, threshold, parts } => {
            write!(line, "{things:?} {every} {mode:?} {threshold} ").expect("a text grows");
            write_parts(parts, *things, line);
        }
        Step::Aggregate { gathering, operator, sought } => {
            write_gathering(gathering, line);
            write!(line, " {operator:?} {sought:?};").expect("a text grows");
        }
        Step::Group(parts) => write_parts(parts, about, line),
        Step::Segments { plans, not } => {
            write!(line, "{not}").expect("a text grows");
            plans.iter().for_each(|plan| write_parts(&plan.root, about, line));
        }
    }
}

/// Which things a group is asked of.
pub(crate) fn line_of_things(things: About, every: bool, parts: &Parts) -> String {
    let mut line = format!("{things:?} {every} ");
    write_parts(parts, things, &mut line);
    line
}

fn write_gathering(gathering: &Gathering, line: &mut String) {
    let Gathering { things, every, function, of, parts } = gathering;
    write!(line, "{things:?} {every} {function:?} {} ", of.name).expect("a text grows");
    write_parts(parts, *things, line);
}

fn write_parts(parts: &Parts, about: About, line: &mut String) {
    write!(line, "{}{}(", if parts.not { "!" } else { "" }, if parts.any { "|" } else { "&" }).expect("a text grows");
    parts.parts.iter().for_each(|part| write_step(&part.step, about, line));
    line.push(')');
}
