//! Who a rule holds for: counted once, then kept up to date guest by guest until the columns are others.

use innkeeper_domain::Date;
use innkeeper_domain::consent::ConsentLight;
use innkeeper_segment::{Group, Plan, Segments, Truth, check, parse};

use crate::columns::Columns;
use crate::engine::{Engine, Memory, World};
use crate::ports::Clock;
use crate::protocol::{AudienceQuery, AudienceView, GuestsQuery, NodeCount, NodeTruth, RuleProblem};

/// Rules whose guests are kept: a bit a guest each.
const KEPT: usize = 256;
/// Most rows of a sample.
const SAMPLE_MAX: usize = 50;

/// The guests a rule holds for.
#[derive(Clone, Debug)]
pub struct Members {
    rule: String,
    plan: Plan,
    problems: Vec<RuleProblem>,
    bits: Vec<u64>,
    total: u32,
}

impl Members {
    /// Whether a row is among them.
    #[must_use]
    pub fn has(&self, row: u32) -> bool {
        self.bits.get(row as usize / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// How many they are.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.total
    }

    /// What is wrong with the rule. A wrong part counts nobody out.
    #[must_use]
    pub fn problems(&self) -> &[RuleProblem] {
        &self.problems
    }

    fn rows(&self) -> impl Iterator<Item = u32> {
        (0..self.bits.len() as u32 * 64).filter(|row| self.has(*row))
    }

    fn set(&mut self, row: u32, is_in: bool) {
        let at = row as usize / 64;
        if at >= self.bits.len() {
            self.bits.resize(at + 1, 0);
        }
        let was_in = self.has(row);
        if was_in != is_in {
            self.bits[at] ^= 1 << (row % 64);
            self.total = if is_in { self.total + 1 } else { self.total - 1 };
        }
    }
}

/// The day and the moment a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The day, where the hotel is.
    pub today: Date,
    /// Milliseconds since 1970.
    pub now: i64,
}

/// A rule with each of its parts counted.
#[derive(Debug)]
struct Counted {
    rule: String,
    nodes: Vec<NodeCount>,
    may_write: (u32, u32, u32),
    /// The first rows by name, as many as a sample may have.
    first: Vec<u32>,
}

/// Rules that were asked, with who they hold for.
#[derive(Debug, Default)]
pub struct Audiences {
    /// The last asked is the last.
    kept: Vec<Members>,
    counted: Option<Counted>,
}

impl Audiences {
    /// The columns, the saved segments or the day are others.
    pub fn forget(&mut self) {
        self.kept.clear();
        self.counted = None;
    }

    /// A guest has changed.
    pub fn touch(&mut self, columns: &Columns, row: u32, asked: Asked) {
        self.counted = None;
        for members in &mut self.kept {
            members.set(row, holds(&members.plan, columns, row as usize, asked));
        }
    }

    /// Who a rule holds for.
    pub fn of(&mut self, columns: &Columns, segments: &dyn Segments, rule: &str, asked: Asked) -> &Members {
        let known = self.kept.iter().position(|members| members.rule == rule);
        let members = match known {
            Some(at) => self.kept.remove(at),
            None => members_of(columns, segments, rule, asked),
        };
        self.keep(members)
    }

    /// How many each part of a rule holds for, and how many of those the whole holds for may be written to.
    fn counted(&mut self, columns: &Columns, segments: &dyn Segments, rule: &str, asked: Asked) -> &Counted {
        let known = self.counted.take().filter(|counted| counted.rule == rule);
        let counted = known.unwrap_or_else(|| {
            let (plan, problems) = plan_of(segments, rule, asked);
            let (mut counted, members) = count(columns, rule, plan, problems, asked);
            counted.first = first_by_name(columns, members.rows().collect());
            // The parts say who the whole holds for as well.
            self.kept.retain(|members| members.rule != rule);
            self.keep(members);
            counted
        });
        self.counted.insert(counted)
    }

    fn keep(&mut self, members: Members) -> &Members {
        if self.kept.len() == KEPT {
            self.kept.remove(0);
        }
        self.kept.push(members);
        &self.kept[self.kept.len() - 1]
    }
}

fn holds(plan: &Plan, columns: &Columns, row: usize, asked: Asked) -> bool {
    !columns.is_archived(row) && plan.holds(&columns.asked(row, asked.today, asked.now)) == Some(true)
}

fn plan_of(segments: &dyn Segments, rule: &str, asked: Asked) -> (Plan, Vec<RuleProblem>) {
    let (group, unread) = match parse(rule) {
        Ok(group) => (group, None),
        Err(problem) => (Group::default(), Some(problem)),
    };
    let (plan, problems) = check(&group, asked.today, segments);
    let problems = unread.into_iter().chain(problems);
    (plan, problems.map(|p| RuleProblem { path: p.path, text: p.text.to_owned(), about: p.about }).collect())
}

fn members_of(columns: &Columns, segments: &dyn Segments, rule: &str, asked: Asked) -> Members {
    let (plan, problems) = plan_of(segments, rule, asked);
    let mut members = Members { rule: rule.to_owned(), plan, problems, bits: vec![0; columns.len().div_ceil(64)], total: 0 };
    for row in 0..columns.len() {
        if holds(&members.plan, columns, row, asked) {
            members.set(row as u32, true);
        }
    }
    members
}

fn count(columns: &Columns, rule: &str, plan: Plan, problems: Vec<RuleProblem>, asked: Asked) -> (Counted, Members) {
    let nodes = plan.paths().iter().map(|path| NodeCount { path: path.clone(), count: 0, unknown: 0 });
    let mut counted = Counted { rule: rule.to_owned(), nodes: nodes.collect(), may_write: (0, 0, 0), first: Vec::new() };
    let mut members = Members { rule: rule.to_owned(), plan, problems, bits: vec![0; columns.len().div_ceil(64)], total: 0 };
    let mut truths: Vec<Truth> = Vec::new();
    for row in (0..columns.len()).filter(|row| !columns.is_archived(*row)) {
        members.plan.truths(&columns.asked(row, asked.today, asked.now), &mut truths);
        for (node, truth) in counted.nodes.iter_mut().zip(&truths) {
            node.count += u32::from(*truth == Some(true));
            node.unknown += u32::from(truth.is_none());
        }
        if truths[0] == Some(true) {
            members.set(row as u32, true);
            match columns.derived(row).light {
                ConsentLight::Yes => counted.may_write.0 += 1,
                ConsentLight::StaysOnly => counted.may_write.1 += 1,
                ConsentLight::No | ConsentLight::NotAsked => counted.may_write.2 += 1,
            }
        }
    }
    (counted, members)
}

/// The first rows by name, without sorting the rest.
fn first_by_name(columns: &Columns, mut rows: Vec<u32>) -> Vec<u32> {
    let key = |row: u32| (columns.sort_key(row as usize).is_empty(), columns.sort_key(row as usize));
    let compare = |a: &u32, b: &u32| key(*a).cmp(&key(*b)).then(a.cmp(b));
    if rows.len() > SAMPLE_MAX {
        rows.select_nth_unstable_by(SAMPLE_MAX - 1, compare);
        rows.truncate(SAMPLE_MAX);
    }
    rows.sort_by(compare);
    rows
}

impl<S> Memory<S> {
    /// Who a rule holds for.
    pub(crate) fn members(&mut self, rule: &str, asked: Asked) -> &Members {
        let Self { columns, directory, audiences, .. } = self;
        audiences.of(columns, &directory.library, rule, asked)
    }

    /// Rows that match words and a rule, in order, and what is wrong with the rule: with a problem it is left out, so that it hides nobody.
    pub(crate) fn found(&mut self, query: &GuestsQuery, asked: Asked) -> (&[u32], Vec<RuleProblem>) {
        let Self { columns, directory, audiences, list, .. } = self;
        let members = (!query.rule.is_empty()).then(|| audiences.of(columns, &directory.library, &query.rule, asked));
        let problems = members.map(|m| m.problems().to_vec()).unwrap_or_default();
        let members = members.filter(|_| problems.is_empty());
        (list.find(columns, query, members), problems)
    }
}

impl<W: World> Engine<W> {
    /// Now, as rules ask for it.
    pub(crate) fn asked(&self) -> Asked {
        Asked { today: self.clock.today(), now: self.clock.wall() }
    }

    /// A rule, counted.
    pub(crate) fn audience(&self, query: &AudienceQuery) -> AudienceView {
        let start = self.clock.micros();
        let asked = self.asked();
        let mut memory = self.memory.borrow_mut();
        let unsent = memory.unsent();
        let Memory { columns, directory, audiences, .. } = &mut *memory;
        let Counted { nodes, may_write, first, .. } = audiences.counted(columns, &directory.library, &query.rule, asked);
        let (nodes, may_write) = (nodes.clone(), *may_write);
        let sample = first.iter().take(query.sample as usize);
        let rows = sample.map(|row| columns.view(*row as usize, unsent.contains(&columns.root(*row as usize)))).collect();
        let members = audiences.of(columns, &directory.library, &query.rule, asked);
        let why = query.explain.and_then(|root| columns.row_of(root)).map(|row| why(&members.plan, columns, row, asked));
        AudienceView {
            query: query.clone(),
            total: members.total,
            all: columns.active(),
            may_write,
            nodes,
            problems: members.problems.clone(),
            rows,
            why: why.unwrap_or_default(),
            took_us: u32::try_from(self.clock.micros().saturating_sub(start)).unwrap_or(u32::MAX),
        }
    }
}

fn why(plan: &Plan, columns: &Columns, row: usize, asked: Asked) -> Vec<NodeTruth> {
    let guest = columns.asked(row, asked.today, asked.now);
    let mut truths = Vec::new();
    plan.truths(&guest, &mut truths);
    let parts = plan.paths().iter().zip(truths).enumerate();
    parts
        .map(|(number, (path, truth))| NodeTruth {
            path: path.clone(),
            truth,
            value: plan.question(number).and_then(|question| guest.shown(&question)),
        })
        .collect()
}
