//! From a rule to a plan: every name looked up, every value read, every problem told with its place.

use std::cell::Cell;

use innkeeper_domain::text::fold_for_search;
use innkeeper_domain::{Date, Uuid};

use crate::field::{About, Kind, Source, field};
use crate::gather::Gathering;
use crate::json::list;
use crate::operator::{Arity, Operator, Sought, sorted};
use crate::plan::{Part, Parts, Plan, Step};
use crate::relative::Relative;
use crate::rule::{Aggregate, Combinator, Each, Group, Line, Node};
use crate::{Json, Map};

/// What is wrong with a part of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which part: positions from the root down.
    pub path: Vec<u32>,
    /// Key of the text, which takes `about`.
    pub text: &'static str,
    /// The word it is about, as written in the rule.
    pub about: String,
}

impl Problem {
    pub(crate) fn new(path: &[u32], text: &'static str, about: &str) -> Self {
        Self { path: path.to_vec(), text, about: about.to_owned() }
    }
}

/// The saved segments that a rule may name.
pub trait Segments {
    /// The rule of a segment; none when there is no such segment, or it cannot be read.
    fn rule(&self, id: Uuid) -> Option<Group>;
}

/// No saved segments.
impl Segments for () {
    fn rule(&self, _: Uuid) -> Option<Group> {
        None
    }
}

/// Segments named in a rule and in the segments it names, at most: a bound for what a stranger may send.
const SEGMENTS_MAX: u32 = 100;
/// Segments that lead to one another, at most: each may bring as many brackets as a text may have, and all of them are on the stack at once.
const CHAIN_MAX: usize = 8;

/// Makes a plan of a rule. A part with a problem is left out of the plan, so that it counts nobody out; whoever may not go on without it looks at the
/// problems first.
#[must_use]
pub fn check(rule: &Group, today: Date, segments: &dyn Segments) -> (Plan, Vec<Problem>) {
    let left = Cell::new(SEGMENTS_MAX);
    check_within(rule, today, segments, &[], &left)
}

fn check_within(rule: &Group, today: Date, segments: &dyn Segments, within: &[Uuid], left: &Cell<u32>) -> (Plan, Vec<Problem>) {
    let mut checker = Checker { today, segments, within, left, paths: vec![Vec::new()], problems: Vec::new() };
    checker.beyond(&rule.rest, &[]);
    let root = checker.parts(rule, About::Guest, &mut Vec::new());
    (Plan { root, paths: checker.paths }, checker.problems)
}

struct Checker<'a> {
    today: Date,
    segments: &'a dyn Segments,
    /// Segments whose rules lead here.
    within: &'a [Uuid],
    left: &'a Cell<u32>,
    paths: Vec<Vec<u32>>,
    problems: Vec<Problem>,
}

/// What is wrong, and with which word.
type Wrong = (&'static str, String);

impl Checker<'_> {
    fn parts(&mut self, group: &Group, about: About, path: &mut Vec<u32>) -> Parts {
        let mut parts = Vec::with_capacity(group.rules.len());
        for (at, node) in (0..).zip(&group.rules) {
            path.push(at);
            // Parts are numbered before those inside them.
            let number = self.paths.len();
            self.paths.push(path.clone());
            match self.step(node, about, path) {
                Some(step) => parts.push(Part { number, step }),
                None => self.paths.truncate(number),
            }
            path.pop();
        }
        Parts { any: group.combinator == Combinator::Or, not: group.not, parts }
    }

    fn step(&mut self, node: &Node, about: About, path: &mut Vec<u32>) -> Option<Step> {
        match node {
            Node::Group(group) => {
                let beyond = self.beyond(&group.rest, path);
                let parts = self.parts(group, about, path);
                (!beyond && !parts.parts.is_empty()).then_some(Step::Group(parts))
            }
            Node::Each(each) => self.each(each, about, path),
            Node::Aggregate(aggregate) => self.aggregate(aggregate, about, path),
            Node::Line(line) => {
                if self.beyond(&line.rest, path) {
                    return None;
                }
                let step = self.line(line, about);
                self.told(step, path)
            }
            Node::Unread(_) => {
                self.problems.push(Problem::new(path, "rule-problem-part", ""));
                None
            }
        }
    }

    fn each(&mut self, each: &Each, about: About, path: &mut Vec<u32>) -> Option<Step> {
        let Each { field: name, matching, group, rest } = each;
        let wrong = match field(about, name).map(|question| question.kind) {
            None => Some("rule-problem-field"),
            // A number that the word does not need says nothing wrong.
            Some(Kind::Each(_)) if !matching.mode.counts() || matching.threshold.is_some() => None,
            Some(Kind::Each(_)) => Some("rule-problem-threshold"),
            Some(_) => Some("rule-problem-match"),
        };
        if let Some(text) = wrong {
            self.problems.push(Problem::new(path, text, name));
        }
        let beyond = self.beyond(rest, path) | self.beyond(&matching.rest, path) | self.beyond(&group.rest, path);
        let Some(Kind::Each(things)) = field(about, name).map(|question| question.kind) else { return None };
        let parts = self.wanted(group, things, path)?;
        if wrong.is_some() || beyond {
            return None;
        }
        let every = counts_every(things, group);
        Some(Step::Each { things, every, mode: matching.mode, threshold: matching.threshold.unwrap_or(0) as usize, parts })
    }

    /// What is asked of one thing at a time. Lines that are all unfinished would ask for any, which nobody meant.
    fn wanted(&mut self, group: &Group, things: About, path: &mut Vec<u32>) -> Option<Parts> {
        let before = self.problems.len();
        let parts = self.parts(group, things, path);
        (!parts.parts.is_empty() || self.problems.len() == before).then_some(parts)
    }

    fn aggregate(&mut self, aggregate: &Aggregate, about: About, path: &mut Vec<u32>) -> Option<Step> {
        let Aggregate { field: name, function, of, group, operator, value, rest } = aggregate;
        let beyond = self.beyond(rest, path) | self.beyond(&group.rest, path);
        let things = match field(about, name).map(|question| question.kind) {
            Some(Kind::Each(things)) => Ok(things),
            Some(_) => Err(("rule-problem-match", name.clone())),
            None => Err(("rule-problem-field", name.clone())),
        };
        let things = self.told(things, path)?;
        let parts = self.wanted(group, things, path);
        let asked = field(things, of).ok_or_else(|| ("rule-problem-field", of.clone()));
        let of = self.told(asked, path)?;
        let kind = function.comes_to(of.kind).ok_or_else(|| ("rule-problem-function", of.name.to_owned()));
        let kind = self.told(kind, path)?;
        let compared = self.compared(kind, name, operator, value);
        let (operator, sought) = self.told(compared, path)?;
        let gathering = Gathering { things, every: counts_every(things, group), function: *function, of, parts: parts? };
        let sought = sought.into_iter().map(|sought| gathering.scaled(sought)).collect();
        (!beyond).then_some(Step::Aggregate { gathering, operator, sought })
    }

    fn told<T>(&mut self, outcome: Result<T, Wrong>, path: &[u32]) -> Option<T> {
        outcome.map_err(|(text, word)| self.problems.push(Problem::new(path, text, &word))).ok()
    }

    fn line(&self, line: &Line, about: About) -> Result<Step, Wrong> {
        let question = field(about, &line.field).ok_or_else(|| ("rule-problem-field", line.field.clone()))?;
        if matches!(question.kind, Kind::Each(_)) {
            return Err(("rule-problem-match", line.field.clone()));
        }
        if question.kind == Kind::Segment {
            let (operator, values) = values(question.kind, &line.field, &line.operator, &line.value)?;
            let plans = values.iter().map(|value| self.segment(value)).collect::<Result<_, _>>()?;
            return Ok(Step::Segments { plans, not: operator == Operator::NotIn });
        }
        let (operator, sought) = self.compared(question.kind, &line.field, &line.operator, &line.value)?;
        Ok(Step::Test { question, operator, sought })
    }

    /// What something of a type is compared with. `field` is what it is called.
    fn compared(&self, kind: Kind, field: &str, operator: &str, value: &Json) -> Result<(Operator, Vec<Sought>), Wrong> {
        let (operator, values) = values(kind, field, operator, value)?;
        let sought = values.iter().map(|value| self.sought(kind, operator, value)).collect::<Result<_, _>>()?;
        Ok((operator, sorted(operator, sought)))
    }

    fn segment(&self, value: &Json) -> Result<Plan, Wrong> {
        let unknown = || ("rule-problem-segment", written(value));
        let id: Uuid = value.as_str().and_then(|text| text.parse().ok()).ok_or_else(unknown)?;
        if self.within.contains(&id) {
            return Err(("rule-problem-circle", written(value)));
        }
        if self.within.len() == CHAIN_MAX {
            return Err(unknown());
        }
        self.left.set(self.left.get().checked_sub(1).ok_or_else(unknown)?);
        let rule = self.segments.rule(id).ok_or_else(unknown)?;
        let within: Vec<Uuid> = self.within.iter().copied().chain([id]).collect();
        let (plan, problems) = check_within(&rule, self.today, self.segments, &within, self.left);
        match problems.first() {
            None => Ok(plan),
            Some(problem) if problem.text == "rule-problem-circle" => Err((problem.text, written(value))),
            Some(_) => Err(unknown()),
        }
    }

    fn sought(&self, kind: Kind, operator: Operator, value: &Json) -> Result<Sought, Wrong> {
        let refused = || ("rule-problem-value", written(value));
        match kind {
            Kind::Text | Kind::Words | Kind::Country | Kind::Person => text(value).map(Sought::Text).ok_or_else(refused),
            Kind::Language => text(value).map(Sought::Language).ok_or_else(refused),
            Kind::Code(codes) => {
                let code = value.as_str().ok_or_else(refused)?;
                let known = codes.contains(&code).then(|| Sought::Text(fold_for_search(code)));
                known.ok_or_else(|| ("rule-problem-code", written(value)))
            }
            Kind::Whole | Kind::Money => {
                let number = value.as_i64().or_else(|| value.as_str()?.trim().parse().ok());
                number.map(Sought::Number).ok_or_else(refused)
            }
            Kind::Flag => match value {
                Json::Bool(flag) => Ok(Sought::Flag(*flag)),
                Json::String(text) => text.parse().map(Sought::Flag).map_err(|_| refused()),
                _ => Err(refused()),
            },
            Kind::Day => self.days(operator, value).ok_or_else(refused),
            Kind::Each(_) | Kind::Segment => Err(refused()),
        }
    }

    fn days(&self, operator: Operator, value: &Json) -> Option<Sought> {
        let (first, last) = match Relative::read(value) {
            Some(relative) if matches!(operator, Operator::Equal | Operator::NotEqual) => relative.period(self.today)?,
            Some(relative) => (relative.day(self.today)?, relative.day(self.today)?),
            None => {
                let day: Date = value.as_str()?.trim().parse().ok()?;
                (day, day)
            }
        };
        Some(Sought::Days(first.days_since_epoch(), last.days_since_epoch()))
    }

    /// Tells of properties that change the meaning in a way this version does not know. Gives whether there is one.
    fn beyond(&mut self, rest: &Map<String, Json>, path: &[u32]) -> bool {
        let before = self.problems.len();
        for (name, value) in rest {
            self.problems.extend(unknown_property(name, value).map(|text| Problem::new(path, text, name)));
        }
        self.problems.len() > before
    }
}

/// What is wrong with a property that means something this version does not know; none of what means nothing.
pub(crate) fn unknown_property(name: &str, value: &Json) -> Option<&'static str> {
    Some(match (name, value) {
        // The editor keeps them for itself.
        ("id" | "path" | "disabled" | "operator", _) => return None,
        // Said as it would be without saying.
        ("not" | "muted", Json::Bool(false)) | ("value", Json::Null) => return None,
        ("valueSource", Json::String(source)) if source == "value" => return None,
        ("valueSource", _) => "rule-problem-value-source",
        ("muted", _) => "rule-problem-muted",
        _ => "rule-problem-property",
    })
}

/// The operator and the values that are written, as many as it needs.
fn values(kind: Kind, field: &str, operator: &str, value: &Json) -> Result<(Operator, Vec<Json>), Wrong> {
    let known = Operator::of(operator).filter(|operator| operator.takes(kind));
    let operator = known.ok_or_else(|| ("rule-problem-operator", operator.to_owned()))?;
    let values = match operator.arity() {
        Arity::None => Vec::new(),
        Arity::One => vec![value.clone()],
        Arity::Two | Arity::Many => list(value),
    };
    let missing = match operator.arity() {
        Arity::Two => values.len() < 2,
        Arity::Many => values.is_empty(),
        _ => false,
    };
    if missing || values.iter().any(is_empty) {
        return Err(("rule-problem-value-missing", field.to_owned()));
    }
    if operator.arity() == Arity::Two && values.len() > 2 {
        return Err(("rule-problem-value", written(value)));
    }
    Ok((operator, values))
}

/// Whether all things count: all answers about consent, and reservations that are no stays where the group decides by itself which count.
fn counts_every(things: About, group: &Group) -> bool {
    things != About::Stay || names_status(group)
}

/// Whether a group asks for the status of a reservation: it then decides by itself which count.
fn names_status(group: &Group) -> bool {
    group.rules.iter().any(|node| match node {
        Node::Line(line) => {
            let asked = field(About::Stay, &line.field).map(|question| question.source);
            matches!(asked, Some(Source::Declared(field)) if *field == *innkeeper_domain::stay::STATUS.field())
        }
        node => node.inner().is_some_and(names_status),
    })
}

fn is_empty(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

fn text(value: &Json) -> Option<String> {
    let text = match value {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(fold_for_search(&text)).filter(|folded| !folded.is_empty())
}

fn written(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
