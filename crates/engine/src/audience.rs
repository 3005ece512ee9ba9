//! Who a rule holds for: counted once, then kept up to date guest by guest until the columns are others.

use innkeeper_domain::Date;
use innkeeper_domain::consent::ConsentLight;
use innkeeper_domain::value::Value;
use innkeeper_segment::{Bits, Bound, Changed, Group, Held, Leaves, Line, Node, Plan, Segments, check, parse};

use crate::columns::Columns;
use crate::engine::{Engine, Memory, World};
use crate::ports::Clock;
use crate::protocol::{AudienceQuery, AudienceView, GuestsQuery, NodeCount, NodeTruth, RuleProblem, ValuesQuery, ValuesView};
use crate::values::Values;

/// Rules whose guests are kept: a bit a guest each.
const KEPT: usize = 256;
/// Most rows of a sample.
const SAMPLE_MAX: usize = 50;

/// The guests a rule holds for.
#[derive(Debug)]
pub struct Members {
    rule: String,
    plan: Plan,
    bound: Bound,
    problems: Vec<RuleProblem>,
    rows: Bits,
    total: u32,
}

impl Members {
    /// Their rows.
    #[must_use]
    pub fn rows(&self) -> &Bits {
        &self.rows
    }

    /// Whether a row is among them.
    #[must_use]
    pub fn has(&self, row: u32) -> bool {
        self.rows.has(row as usize)
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

    fn set(&mut self, row: u32, is_in: bool) {
        if self.has(row) != is_in {
            self.rows.grow(row as usize + 1);
            self.rows.set(row as usize, is_in);
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
    /// Rows that one part alone keeps out.
    outside: Bits,
}

/// Rules that were asked, with who they hold for.
#[derive(Debug, Default)]
pub struct Audiences {
    /// The last asked is the last.
    kept: Vec<Members>,
    leaves: Leaves,
    counted: Option<Counted>,
    values: Values,
}

impl Audiences {
    /// The columns, the saved segments or the day are others.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// A guest has changed, or was put away or taken back.
    pub fn touch(&mut self, columns: &Columns, row: u32, changed: &Changed, is_moved: bool) {
        self.counted = None;
        self.values = Values::default();
        let is_active = !columns.is_archived(row as usize);
        let Self { leaves, kept, .. } = self;
        let touched = leaves.touch(columns.table(), row as usize, changed);
        for members in kept.iter_mut().filter(|members| is_moved || leaves.is_touched(&members.bound, &touched)) {
            members.set(row, is_active && leaves.holds(&members.bound, row as usize) == Some(true));
        }
    }

    /// Who a rule holds for.
    pub fn of(&mut self, columns: &mut Columns, segments: &dyn Segments, rule: &str, asked: Asked) -> &Members {
        let known = self.kept.iter().position(|members| members.rule == rule);
        let members = match known {
            Some(at) => {
                if self.kept[at].plan.asks_ranks() {
                    self.rank(columns, asked.today);
                }
                self.kept.remove(at)
            }
            None => {
                let (plan, problems) = plan_of(segments, rule, asked);
                self.members(columns, rule, plan, problems, asked.today)
            }
        };
        self.keep(members)
    }

    /// Compares the guests with each other, if they are not, and brings the rules that ask for it up to date.
    fn rank(&mut self, columns: &mut Columns, today: Date) {
        if columns.rank(today) {
            self.leaves.ranked(columns.table());
            for members in self.kept.iter_mut().filter(|members| members.plan.asks_ranks()) {
                members.rows = self.leaves.scan(&members.bound, columns.table()).yes;
                members.rows.keep(columns.active_rows());
                members.total = members.rows.count();
            }
        }
    }

    /// How many each part of a rule holds for, and how many of those the whole holds for may be written to.
    fn counted(&mut self, columns: &mut Columns, segments: &dyn Segments, rule: &str, asked: Asked) -> &Counted {
        let known = self.counted.take().filter(|counted| counted.rule == rule);
        let counted = known.unwrap_or_else(|| {
            let (plan, problems) = plan_of(segments, rule, asked);
            let members = self.members(columns, rule, plan, problems, asked.today);
            let (nodes, outside) = self.count_parts(columns, &members);
            let may_write = self.count_lights(columns, &members, asked.today);
            let first = first_by_name(columns, members.rows.iter());
            if let Some(at) = self.kept.iter().position(|members| members.rule == rule) {
                let old = self.kept.remove(at);
                self.leaves.release(&old.bound);
            }
            self.keep(members);
            Counted { rule: rule.to_owned(), nodes, may_write, first, outside }
        });
        self.counted.insert(counted)
    }

    fn keep(&mut self, members: Members) -> &Members {
        if self.kept.len() == KEPT {
            let old = self.kept.remove(0);
            self.leaves.release(&old.bound);
        }
        self.kept.push(members);
        &self.kept[self.kept.len() - 1]
    }

    fn members(&mut self, columns: &mut Columns, rule: &str, plan: Plan, problems: Vec<RuleProblem>, today: Date) -> Members {
        if plan.asks_ranks() {
            self.rank(columns, today);
        }
        let bound = self.leaves.bind(&plan, columns.table());
        let mut rows = self.leaves.scan(&bound, columns.table()).yes;
        rows.keep(columns.active_rows());
        Members { rule: rule.to_owned(), plan, bound, problems, total: rows.count(), rows }
    }

    /// How many each part holds for by itself, and the rows that one part of the whole alone keeps out.
    fn count_parts(&self, columns: &Columns, members: &Members) -> (Vec<NodeCount>, Bits) {
        let (active, plan) = (columns.active_rows(), &members.plan);
        let parts = self.leaves.scan_parts(plan, &members.bound, columns.table());
        let counted = plan.paths().iter().zip(&parts).map(|(path, sure)| {
            let unknown = sure.unknown().map_or(0, |unknown| active.count_with(unknown));
            NodeCount { path: path.clone(), count: active.count_with(&sure.yes), unknown }
        });
        let nodes = counted.collect();
        let whole: Vec<&Bits> = plan.paths().iter().zip(&parts).filter(|(path, _)| path.len() == 1).map(|(_, sure)| &sure.yes).collect();
        (nodes, if plan.wants_all() && whole.len() > 1 { failing_once(active, &whole) } else { Bits::none(active.rows()) })
    }

    /// How many may be written to about offers, about their stay only, and not.
    fn count_lights(&mut self, columns: &Columns, members: &Members, today: Date) -> (u32, u32, u32) {
        let mut lit = |light: ConsentLight| {
            let rule = Group::all(vec![Node::Line(Line::new("light", "=", light.code()))]);
            let bound = self.leaves.bind(&check(&rule, today, &()).0, columns.table());
            let count = members.rows.count_with(&self.leaves.scan(&bound, columns.table()).yes);
            self.leaves.release(&bound);
            count
        };
        let (yes, stays) = (lit(ConsentLight::Yes), lit(ConsentLight::StaysOnly));
        (yes, stays, members.total - yes - stays)
    }
}

/// The rows that are in all of the sets but one.
fn failing_once(active: &Bits, sets: &[&Bits]) -> Bits {
    let (mut once, mut twice) = (Bits::none(active.rows()), Bits::none(active.rows()));
    for set in sets {
        let mut failing = active.clone();
        failing.drop(set);
        let mut again = failing.clone();
        again.keep(&once);
        twice.add(&again);
        once.add(&failing);
    }
    once.drop(&twice);
    once
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

/// The first rows by name, as many as a sample may have, those without a name last. Each row is looked at once.
pub(crate) fn first_by_name(columns: &Columns, rows: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut first = Vec::with_capacity(SAMPLE_MAX);
    for row in rows {
        let key = columns.sort_key(row as usize);
        let place = (key.is_empty(), key, row);
        if first.len() == SAMPLE_MAX {
            if first.last().is_some_and(|last| place > *last) {
                continue;
            }
            first.pop();
        }
        first.insert(first.partition_point(|known| *known < place), place);
    }
    first.into_iter().map(|(.., row)| row).collect()
}

impl<S> Memory<S> {
    /// The values of a field, with how many guests have each.
    pub(crate) fn values(&mut self, query: &ValuesQuery) -> ValuesView {
        ValuesView { query: query.clone(), values: self.audiences.values.find(&self.columns, query) }
    }

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
        let Counted { nodes, may_write, first, outside, .. } = audiences.counted(columns, &directory.library, &query.rule, asked);
        let (nodes, may_write) = (nodes.clone(), *may_write);
        let view = |columns: &Columns, row: usize| columns.view(row, unsent.contains(&columns.root(row)));
        let sampled = if query.outside { &first_by_name(columns, outside.iter()) } else { first };
        let rows = sampled.iter().take(query.sample as usize).map(|row| view(columns, *row as usize)).collect();
        let outside = outside.count();
        let members = audiences.of(columns, &directory.library, &query.rule, asked);
        let explained = query.explain.and_then(|root| columns.row_of(root));
        let why = explained.map(|row| why(&members.plan, columns, row));
        AudienceView {
            query: query.clone(),
            total: members.total,
            all: columns.active(),
            may_write,
            nodes,
            problems: members.problems.clone(),
            outside,
            rows,
            explained: explained.map(|row| view(columns, row)),
            why: why.unwrap_or_default(),
            took_us: u32::try_from(self.clock.micros().saturating_sub(start)).unwrap_or(u32::MAX),
        }
    }
}

fn why(plan: &Plan, columns: &Columns, row: usize) -> Vec<NodeTruth> {
    let guest = columns.table().guest(row);
    let mut truths = Vec::new();
    plan.truths(&guest, &mut truths);
    let parts = plan.paths().iter().zip(truths).enumerate();
    parts.map(|(number, (path, truth))| NodeTruth { path: path.clone(), truth, value: shown(plan.held(number, &guest)) }).collect()
}

/// What is held, for people; none when there is nothing.
fn shown(held: Held<'_>) -> Option<Value> {
    match held {
        Held::Missing => None,
        Held::Text(text) => Some(Value::Text(text.into_owned())),
        Held::Words(words) => (!words.is_empty()).then(|| Value::Text(words.trim_end().replace('\n', ", "))),
        Held::Number(number) => Some(Value::Int(number)),
        Held::Day(day) => Date::from_days_since_epoch(day).map(Value::Date),
        Held::Flag(flag) => Some(Value::Bool(flag)),
    }
}
