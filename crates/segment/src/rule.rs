//! A rule as a tree: groups of lines, groups about one stay at a time, sums over stays. Whatever another version wrote beside it is kept.

use crate::field::Kind;
use crate::{Json, Map};

/// How the parts of a group belong together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Combinator {
    /// All of them hold.
    #[default]
    And,
    /// One of them holds.
    Or,
}

/// Parts that belong together. An empty group asks nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// All of the parts, or any.
    pub combinator: Combinator,
    /// The opposite.
    pub not: bool,
    /// The parts.
    pub rules: Vec<Node>,
    /// What else was written about the group.
    pub rest: Map<String, Json>,
}

/// A part of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Parts in brackets.
    Group(Group),
    /// A field compared with a value.
    Line(Line),
    /// A group that is asked of one stay, or one consent, at a time.
    Each(Each),
    /// What several stays come to, compared with a value.
    Aggregate(Aggregate),
    /// What this version cannot read, kept as it came.
    Unread(Json),
}

/// A field, an operator, a value. Names are as written: they may be of a newer version.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Name of the field.
    pub field: String,
    /// Name of the operator.
    pub operator: String,
    /// What it is compared with.
    pub value: Json,
    /// What else was written about the line.
    pub rest: Map<String, Json>,
}

/// A group asked of one thing at a time, and of how many it must hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Each {
    /// Name of the field that holds the things: `stays`.
    pub field: String,
    /// Of how many it must hold.
    pub matching: Match,
    /// What must hold for one and the same thing.
    pub group: Group,
    /// What else was written about it.
    pub rest: Map<String, Json>,
}

/// Of how many things a group must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Match {
    /// The word for it.
    pub mode: Mode,
    /// The number, where the word needs one.
    pub threshold: Option<u32>,
    /// What else was written about it.
    pub rest: Map<String, Json>,
}

/// What a field of several things comes to, compared with a value: at least 1,000 spent on the stays in a suite.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// Name of the field that holds the things: `stays`.
    pub field: String,
    /// What is made of their values.
    pub function: Function,
    /// Name of the field of the things: `total`.
    pub of: String,
    /// Which of the things are looked at: those for which it holds.
    pub group: Group,
    /// Name of the operator.
    pub operator: String,
    /// What it is compared with.
    pub value: Json,
    /// What else was written about it.
    pub rest: Map<String, Json>,
}

/// What is made of many values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Function {
    /// All added up; nothing is 0.
    #[default]
    Sum,
    /// The sum by how many they are.
    Average,
    /// The smallest, of days the first.
    Least,
    /// The largest, of days the last.
    Most,
    /// How many different ones.
    Distinct,
}

impl Function {
    /// All of them, in the order of menus.
    pub const ALL: &[Self] = &[Self::Sum, Self::Average, Self::Least, Self::Most, Self::Distinct];

    /// The word in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Average => "avg",
            Self::Least => "min",
            Self::Most => "max",
            Self::Distinct => "distinct",
        }
    }

    /// The word of this name in JSON.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|function| function.name() == name)
    }

    /// The type of what it makes of values of a type; none where it makes nothing of them.
    #[must_use]
    pub const fn comes_to(self, of: Kind) -> Option<Kind> {
        match (self, of) {
            (_, Kind::Each(_) | Kind::Segment | Kind::Words) => None,
            (Self::Distinct, _) => Some(Kind::Whole),
            (_, Kind::Whole | Kind::Money) | (Self::Least | Self::Most, Kind::Day) => Some(of),
            _ => None,
        }
    }

    /// Key of its words in the text catalogue, for values of a type.
    #[must_use]
    pub const fn label(self, of: Kind) -> &'static str {
        match (self, of) {
            (Self::Sum, _) => "rule-function-sum",
            (Self::Average, _) => "rule-function-avg",
            (Self::Least, Kind::Day) => "rule-function-first",
            (Self::Least, _) => "rule-function-min",
            (Self::Most, Kind::Day) => "rule-function-last",
            (Self::Most, _) => "rule-function-max",
            (Self::Distinct, _) => "rule-function-distinct",
        }
    }
}

/// Words for how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// One or more.
    #[default]
    Some,
    /// Every one, and there is one.
    All,
    /// Not a single one.
    None,
    /// So many or more.
    AtLeast,
    /// So many or fewer.
    AtMost,
    /// So many.
    Exactly,
}

impl Mode {
    /// All words, in the order of menus.
    pub const ALL: &[Self] = &[Self::Some, Self::None, Self::AtLeast, Self::AtMost, Self::Exactly, Self::All];

    /// The word in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Some => "some",
            Self::All => "all",
            Self::None => "none",
            Self::AtLeast => "atLeast",
            Self::AtMost => "atMost",
            Self::Exactly => "exactly",
        }
    }

    /// The word of this name in JSON.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|mode| mode.name() == name)
    }

    /// Whether a number goes with it.
    #[must_use]
    pub const fn counts(self) -> bool {
        matches!(self, Self::AtLeast | Self::AtMost | Self::Exactly)
    }

    /// Key of its words in the text catalogue.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Some => "rule-match-some",
            Self::All => "rule-match-all",
            Self::None => "rule-match-none",
            Self::AtLeast => "rule-match-at-least",
            Self::AtMost => "rule-match-at-most",
            Self::Exactly => "rule-match-exactly",
        }
    }
}

impl Line {
    /// A line of these names.
    #[must_use]
    pub fn new(field: &str, operator: &str, value: impl Into<Json>) -> Self {
        Self { field: field.to_owned(), operator: operator.to_owned(), value: value.into(), rest: Map::new() }
    }
}

impl Each {
    /// A group over the things of a field.
    #[must_use]
    pub fn new(field: &str, mode: Mode, threshold: Option<u32>, group: Group) -> Self {
        // react-querybuilder demands an operator of every rule, though `match` says it all.
        let rest = Map::from_iter([("operator".to_owned(), "=".into())]);
        Self { field: field.to_owned(), matching: Match { mode, threshold, rest: Map::new() }, group, rest }
    }
}

impl Aggregate {
    /// What all things of a field come to.
    #[must_use]
    pub fn new(field: &str, function: Function, of: &str, operator: &str, value: impl Into<Json>) -> Self {
        let names = [field, of, operator].map(str::to_owned);
        let [field, of, operator] = names;
        Self { field, function, of, group: Group::default(), operator, value: value.into(), rest: Map::new() }
    }
}

impl Node {
    /// The parts inside, of a group or of one about stays.
    #[must_use]
    pub fn inner(&self) -> Option<&Group> {
        match self {
            Self::Group(group) => Some(group),
            Self::Each(each) => Some(&each.group),
            Self::Aggregate(aggregate) => Some(&aggregate.group),
            _ => None,
        }
    }

    /// The same, to change.
    pub fn inner_mut(&mut self) -> Option<&mut Group> {
        match self {
            Self::Group(group) => Some(group),
            Self::Each(each) => Some(&mut each.group),
            Self::Aggregate(aggregate) => Some(&mut aggregate.group),
            _ => None,
        }
    }
}

impl Group {
    /// A group that wants all of these.
    #[must_use]
    pub fn all(rules: Vec<Node>) -> Self {
        Self { rules, ..Self::default() }
    }

    /// A group that wants one of these.
    #[must_use]
    pub fn any(rules: Vec<Node>) -> Self {
        Self { combinator: Combinator::Or, rules, ..Self::default() }
    }

    /// The group at a path, the root at the empty one. The lines under a part about stays have that part's path before their own place.
    #[must_use]
    pub fn group_at(&self, path: &[u32]) -> Option<&Self> {
        path.iter().try_fold(self, |group, at| group.rules.get(*at as usize)?.inner())
    }

    /// The same, to change.
    pub fn group_at_mut(&mut self, path: &[u32]) -> Option<&mut Self> {
        path.iter().try_fold(self, |group, at| group.rules.get_mut(*at as usize)?.inner_mut())
    }

    /// The part at a path; none for the root, which is no part.
    #[must_use]
    pub fn at(&self, path: &[u32]) -> Option<&Node> {
        let (last, above) = path.split_last()?;
        self.group_at(above)?.rules.get(*last as usize)
    }

    /// The same, to change.
    pub fn at_mut(&mut self, path: &[u32]) -> Option<&mut Node> {
        let (last, above) = path.split_last()?;
        self.group_at_mut(above)?.rules.get_mut(*last as usize)
    }

    /// Takes the part at a path out.
    pub fn remove(&mut self, path: &[u32]) -> Option<Node> {
        let (last, above) = path.split_last()?;
        let group = self.group_at_mut(above)?;
        ((*last as usize) < group.rules.len()).then(|| group.rules.remove(*last as usize))
    }
}
