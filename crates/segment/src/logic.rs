//! Rules as JsonLogic and back, in the dialect of react-querybuilder's `formatQuery`.
//!
//! | part | written |
//! |---|---|
//! | group | `{"and": […]}`, `{"or": […]}`; the opposite of one `{"!": {"and": […]}}`; one that asks nothing `true`, or left out of its group |
//! | `=` `!=` `<` `<=` `>` `>=` | `{"==": [{"var": "city"}, "Palma"]}` and so on |
//! | `null`, `notNull` | `{"==": [{"var": "city"}, null]}`, `{"!=": [{"var": "city"}, null]}` |
//! | `between` | `{"<=": [1, {"var": "nights"}, 3]}` |
//! | `in`, `contains` | `{"in": [{"var": "country"}, ["ES", "PT"]]}`, `{"in": ["al", {"var": "city"}]}` |
//! | `beginsWith`, `endsWith` | `{"startsWith": [{"var": "city"}, "Pal"]}`, `{"endsWith": […]}` |
//! | `notIn`, `notBetween`, `doesNot…` | `{"!": …}` around the above |
//! | `some`, `all`, `none` | `{"some": [{"var": "stays"}, …]}` |
//! | `atLeast`, `atMost`, `exactly` | `{">=": [{"reduce": [{"filter": [{"var": "stays"}, …]}, {"+": [1, {"var": "accumulator"}]}, 0]}, 2]}`, `<=`, `==` |
//! | what stays come to | `{">": [{"reduce": [{"filter": [{"filter": [{"var": "stays"}, …]}, {"!=": [{"var": "total"}, null]}]}, {"+": […]}, 0]}, 1000]}` |
//! | a day told from today | `{"relative": ["-P12M", true]}`: the duration, and `includeToday` where it was said |
//! | `=`, `!=` with such a day | `{"within": [{"var": "last_stay"}, {"relative": ["-P7D"]}]}`, which is a period; `{"!": {"within": …}}` |
//! | `segment` `in`, `notIn` | `{"segment": ["<id>", …]}`, `{"!": {"segment": […]}}` |
//!
//! `relative`, `within` and `segment` are operations of ours, as `startsWith` and `endsWith` are react-querybuilder's. An engine that was not given
//! them says so, where a plain object would compare as nothing at all.
//!
//! The words are the rule's: an engine that runs them compares by bytes unless its data is folded, knows no "unknown", and is given the stays that count.
//!
//! What is written is read back as the same rule but for what is the editor's own (`id`, `path`, `disabled`), groups that ask nothing, numbers beside
//! a `match` that needs none, and lists written as text, which come back as arrays.

mod aggregate;

use serde_json::json;

use crate::check::{Problem, unknown_property};
use crate::json::list;
use crate::operator::Operator;
use crate::relative::Relative;
use crate::rule::{Aggregate, Combinator, Each, Group, Line, Mode, Node};
use crate::{Json, Map};

/// Arrays and objects within one another, at most: what is deeper could not be read again as text.
const LEVELS: usize = 127;

/// Writes a rule as JsonLogic.
///
/// # Errors
/// Every part that JsonLogic has no words for, with its place in the rule.
pub fn print(rule: &Group) -> Result<Json, Vec<Problem>> {
    let mut writer = Writer::default();
    writer.beyond(&rule.rest);
    let logic = writer.group(rule).unwrap_or(Json::Bool(true));
    let mut problems = writer.problems;
    if problems.is_empty() && (is_too_deep(&logic) || !can_be_saved(rule)) {
        problems.push(Problem::new(&[], "rule-problem-unreadable", ""));
    }
    if problems.is_empty() { Ok(logic) } else { Err(problems) }
}

/// Reads a rule from JsonLogic.
///
/// # Errors
/// Every part that a rule has no words for, with the place it would have in the rule.
pub fn parse(logic: &Json) -> Result<Group, Vec<Problem>> {
    let unreadable = || vec![Problem::new(&[], "rule-problem-unreadable", "")];
    if is_too_deep(logic) {
        return Err(unreadable());
    }
    let mut reader = Reader::default();
    match reader.inner(logic) {
        Some(rule) if reader.problems.is_empty() => {
            if can_be_saved(&rule) {
                Ok(rule)
            } else {
                Err(unreadable())
            }
        }
        _ => Err(reader.problems),
    }
}

/// Counts without descending: a stranger may nest deeper than the stack reaches.
fn is_too_deep(json: &Json) -> bool {
    let mut left = vec![(json, 1)];
    while let Some((json, level)) = left.pop() {
        let nests = json.is_array() || json.is_object();
        if nests && level > LEVELS {
            return true;
        }
        match json {
            Json::Array(values) => left.extend(values.iter().map(|value| (value, level + 1))),
            Json::Object(map) => left.extend(map.values().map(|value| (value, level + 1))),
            _ => {}
        }
    }
    false
}

/// Whether it can be read again once it is saved.
fn can_be_saved(rule: &Group) -> bool {
    crate::json::parse(&crate::json::print(rule)).is_ok()
}

/// The operator that holds where this one does not, and is written as its opposite.
fn opposite(operator: Operator) -> Option<Operator> {
    Some(match operator {
        Operator::NotIn => Operator::In,
        Operator::NotBetween => Operator::Between,
        Operator::DoesNotContain => Operator::Contains,
        Operator::DoesNotBeginWith => Operator::BeginsWith,
        Operator::DoesNotEndWith => Operator::EndsWith,
        _ => return None,
    })
}

fn is_empty(value: &Json) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

fn written(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What is wrong, and with which word.
type Wrong = (&'static str, String);

fn missing(line: &Line) -> Wrong {
    ("rule-problem-value-missing", line.field.clone())
}

fn refused(value: &Json) -> Wrong {
    ("rule-problem-value", written(value))
}

/// `name` is an operator of JsonLogic, or one of ours.
fn operation(name: &str, arguments: impl Into<Json>) -> Json {
    Json::Object(Map::from_iter([(name.to_owned(), arguments.into())]))
}

fn var(field: &str) -> Json {
    operation("var", field)
}

/// Adds up how many are left by a filter.
fn count() -> Json {
    json!({ "+": [1, { "var": "accumulator" }] })
}

#[derive(Default)]
struct Writer {
    path: Vec<u32>,
    problems: Vec<Problem>,
}

impl Writer {
    fn problem(&mut self, text: &'static str, about: &str) {
        self.problems.push(Problem::new(&self.path, text, about));
    }

    fn parts(&mut self, group: &Group) -> Vec<Json> {
        let mut parts = Vec::with_capacity(group.rules.len());
        for (at, node) in (0..).zip(&group.rules) {
            self.path.push(at);
            parts.extend(self.node(node));
            self.path.pop();
        }
        parts
    }

    /// None when it asks nothing.
    fn group(&mut self, group: &Group) -> Option<Json> {
        joined(group, self.parts(group))
    }

    fn node(&mut self, node: &Node) -> Option<Json> {
        if self.path.len() > LEVELS {
            self.problem("rule-problem-unreadable", "");
            return None;
        }
        match node {
            Node::Group(group) => {
                self.beyond(&group.rest);
                self.group(group)
            }
            Node::Each(each) => self.each(each),
            Node::Aggregate(aggregate) => self.aggregate(aggregate),
            Node::Line(line) => {
                self.beyond(&line.rest);
                self.written(write_line(&var(&line.field), line))
            }
            Node::Unread(_) => {
                self.problem("rule-problem-part", "");
                None
            }
        }
    }

    fn each(&mut self, each: &Each) -> Option<Json> {
        let Each { field, matching, group, rest } = each;
        for rest in [rest, &matching.rest, &group.rest] {
            self.beyond(rest);
        }
        let inner = self.inner(group);
        let word = match matching.mode {
            Mode::Some | Mode::All | Mode::None => return Some(operation(matching.mode.name(), vec![var(field), inner])),
            Mode::AtLeast => ">=",
            Mode::AtMost => "<=",
            Mode::Exactly => "==",
        };
        let Some(threshold) = matching.threshold else {
            self.problem("rule-problem-threshold", field);
            return None;
        };
        let counted = json!({ "reduce": [{ "filter": [var(field), inner] }, count(), 0] });
        Some(operation(word, vec![counted, threshold.into()]))
    }

    /// What is asked of one thing at a time.
    fn inner(&mut self, group: &Group) -> Json {
        let mut parts = self.parts(group);
        let alone = parts.len() == 1 && !is_group(&parts[0]) && !group.not && group.combinator == Combinator::And;
        if alone { parts.remove(0) } else { joined(group, parts).unwrap_or(Json::Bool(true)) }
    }

    fn aggregate(&mut self, aggregate: &Aggregate) -> Option<Json> {
        let Aggregate { field, function, of, group, operator, value, rest } = aggregate;
        self.beyond(rest);
        self.beyond(&group.rest);
        let come_to = aggregate::write(*function, field, of, &self.inner(group));
        let line = Line::new(field, operator, value.clone());
        self.written(write_line(&come_to, &line))
    }

    fn written(&mut self, logic: Result<Json, Wrong>) -> Option<Json> {
        logic.map_err(|(text, about)| self.problem(text, &about)).ok()
    }

    /// Tells of properties that mean something. What the editor keeps for itself is not written.
    fn beyond(&mut self, rest: &Map<String, Json>) {
        for (name, value) in rest {
            if let Some(text) = unknown_property(name, value) {
                self.problem(text, name);
            }
        }
    }
}

/// None when it asks nothing.
fn joined(group: &Group, parts: Vec<Json>) -> Option<Json> {
    let word = if group.combinator == Combinator::Or { "or" } else { "and" };
    let logic = (!parts.is_empty()).then(|| operation(word, parts))?;
    Some(if group.not { operation("!", logic) } else { logic })
}

fn is_group(logic: &Json) -> bool {
    match asked(logic) {
        Some(("and" | "or", _)) => true,
        Some(("!", of)) => is_group(of),
        _ => false,
    }
}

/// `left` is what is compared.
fn write_line(left: &Json, line: &Line) -> Result<Json, Wrong> {
    let Line { field, operator: name, value, .. } = line;
    let operator = Operator::of(name).ok_or_else(|| ("rule-problem-operator", name.clone()))?;
    if is_too_deep(value) {
        return Err(("rule-problem-value", field.clone()));
    }
    let one = || if is_empty(value) { Err(missing(line)) } else { write_value(value) };
    let many = || {
        let values = list(value);
        if values.is_empty() || values.iter().any(is_empty) {
            return Err(missing(line));
        }
        values.iter().map(write_value).collect::<Result<Vec<_>, _>>()
    };
    let compared = |word: &str| Ok(operation(word, vec![left.clone(), one()?]));
    let positive = opposite(operator).unwrap_or(operator);
    let logic = match positive {
        Operator::Equal | Operator::NotEqual if value.is_object() => {
            let logic = compared("within")?;
            if operator == Operator::NotEqual { operation("!", logic) } else { logic }
        }
        Operator::Equal => compared("==")?,
        Operator::NotEqual => compared("!=")?,
        Operator::BeginsWith => compared("startsWith")?,
        Operator::EndsWith => compared("endsWith")?,
        Operator::In if field == "segment" => operation("segment", many()?),
        Operator::In => operation("in", vec![left.clone(), many()?.into()]),
        Operator::Contains => operation("in", vec![one()?, left.clone()]),
        Operator::Between => match &many()?[..] {
            [from, to] => operation("<=", vec![from.clone(), left.clone(), to.clone()]),
            [_] => return Err(missing(line)),
            _ => return Err(refused(value)),
        },
        Operator::Null => operation("==", vec![left.clone(), Json::Null]),
        Operator::NotNull => operation("!=", vec![left.clone(), Json::Null]),
        other => compared(other.name())?,
    };
    Ok(if positive == operator { logic } else { operation("!", logic) })
}

fn write_value(value: &Json) -> Result<Json, Wrong> {
    match value {
        Json::String(_) | Json::Number(_) | Json::Bool(_) => Ok(value.clone()),
        Json::Object(map) => {
            let known = map.keys().all(|name| matches!(name.as_str(), "relative" | "includeToday"));
            Relative::read(value).filter(|_| known).ok_or_else(|| refused(value))?;
            let told = ["relative", "includeToday"].into_iter().filter_map(|name| map.get(name)).cloned();
            Ok(operation("relative", told.collect::<Vec<_>>()))
        }
        _ => Err(refused(value)),
    }
}

#[derive(Default)]
struct Reader {
    path: Vec<u32>,
    problems: Vec<Problem>,
}

impl Reader {
    fn problem<T>(&mut self, (text, about): Wrong) -> Option<T> {
        self.problems.push(Problem::new(&self.path, text, &about));
        None
    }

    /// What is asked of everybody, or of each stay.
    fn inner(&mut self, logic: &Json) -> Option<Group> {
        if *logic == Json::Bool(true) {
            return Some(Group::default());
        }
        Some(match self.node(logic)? {
            Node::Group(group) => group,
            node => Group::all(vec![node]),
        })
    }

    fn node(&mut self, logic: &Json) -> Option<Node> {
        let Some((name, arguments)) = asked(logic) else { return self.problem(("rule-problem-part", String::new())) };
        match (name, places(arguments)) {
            ("and", parts @ [_, ..]) => self.parts(parts).map(|rules| Node::Group(Group::all(rules))),
            ("or", parts @ [_, ..]) => self.parts(parts).map(|rules| Node::Group(Group::any(rules))),
            ("!", [part]) => self.node(part).map(negated),
            ("!!", [part]) => self.node(part),
            ("some" | "all" | "none", [things, part]) => self.each(things, Mode::of(name)?, None, part),
            (_, arguments) if arguments.iter().any(|argument| aggregate::read(argument).is_some()) => self.aggregate(name, arguments),
            (_, [counted, threshold]) if asked(counted).is_some_and(|(name, _)| name == "reduce") => self.counted(name, counted, threshold),
            (_, arguments) => match read_line(name, arguments) {
                Ok(line) => Some(Node::Line(line)),
                Err(wrong) => self.problem(wrong),
            },
        }
    }

    /// Reads on after what cannot be read, so that all of it is told.
    fn parts(&mut self, parts: &[Json]) -> Option<Vec<Node>> {
        let mut rules = Vec::with_capacity(parts.len());
        for (at, part) in (0..).zip(parts) {
            self.path.push(at);
            rules.extend(self.node(part));
            self.path.pop();
        }
        (rules.len() == parts.len()).then_some(rules)
    }

    fn each(&mut self, things: &Json, mode: Mode, threshold: Option<u32>, part: &Json) -> Option<Node> {
        let Some(field) = named(things) else { return self.problem(("rule-problem-part", String::new())) };
        let group = self.inner(part)?;
        Some(Node::Each(Each::new(field, mode, threshold, group)))
    }

    fn aggregate(&mut self, name: &str, arguments: &[Json]) -> Option<Node> {
        let (function, things, of, wanted) = arguments.iter().find_map(aggregate::read)?;
        let group = self.inner(wanted)?;
        // It is read as a line about one field would be.
        let arguments: Vec<Json> =
            arguments.iter().map(|argument| if aggregate::read(argument).is_some() { var(things) } else { argument.clone() }).collect();
        match read_line(name, &arguments) {
            Ok(Line { operator, value, .. }) => {
                Some(Node::Aggregate(Aggregate { group, ..Aggregate::new(things, function, of, &operator, value) }))
            }
            Err(wrong) => self.problem(wrong),
        }
    }

    fn counted(&mut self, name: &str, counted: &Json, threshold: &Json) -> Option<Node> {
        let mode = match name {
            ">=" => Mode::AtLeast,
            "<=" => Mode::AtMost,
            "==" | "===" => Mode::Exactly,
            _ => return self.problem(unknown(name)),
        };
        let steps = asked(counted).map(|(_, arguments)| places(arguments));
        let Some([filter, add, zero]) = steps else { return self.problem(unknown("reduce")) };
        let Some(("filter", [things, part])) = asked(filter).map(|(name, arguments)| (name, places(arguments))) else {
            return self.problem(unknown("reduce"));
        };
        if *add != count() || *zero != json!(0) {
            return self.problem(unknown("reduce"));
        }
        match threshold.as_u64().and_then(|number| u32::try_from(number).ok()) {
            Some(threshold) => self.each(things, mode, Some(threshold), part),
            None => self.problem(("rule-problem-threshold", written(threshold))),
        }
    }
}

fn unknown(name: &str) -> Wrong {
    ("rule-problem-property", name.to_owned())
}

/// The name of an operation, and what it is asked with.
fn asked(logic: &Json) -> Option<(&str, &Json)> {
    let map = logic.as_object().filter(|map| map.len() == 1)?;
    map.iter().next().map(|(name, arguments)| (name.as_str(), arguments))
}

/// The arguments of an operation; JsonLogic lets a single one stand without brackets.
fn places(arguments: &Json) -> &[Json] {
    arguments.as_array().map_or(std::slice::from_ref(arguments), Vec::as_slice)
}

/// The name of a field.
fn named(logic: &Json) -> Option<&str> {
    match asked(logic).map(|(name, arguments)| (name, places(arguments))) {
        Some(("var", [Json::String(field)])) => Some(field),
        _ => None,
    }
}

/// Holds where the part does not.
fn negated(node: Node) -> Node {
    match node {
        Node::Group(group) => Node::Group(Group { not: !group.not, ..group }),
        Node::Line(line) => match Operator::ALL.iter().find(|operator| is_written_as_opposite(**operator, &line)) {
            Some(operator) => Node::Line(Line { operator: operator.name().to_owned(), ..line }),
            None => Node::Group(Group { not: true, ..Group::all(vec![Node::Line(line)]) }),
        },
        Node::Aggregate(aggregate) => {
            let line = Line::new(&aggregate.field, &aggregate.operator, aggregate.value.clone());
            match negated(Node::Line(line)) {
                Node::Line(Line { operator, .. }) => Node::Aggregate(Aggregate { operator, ..aggregate }),
                _ => Node::Group(Group { not: true, ..Group::all(vec![Node::Aggregate(aggregate)]) }),
            }
        }
        node => Node::Group(Group { not: true, ..Group::all(vec![node]) }),
    }
}

fn is_written_as_opposite(operator: Operator, line: &Line) -> bool {
    let of = if operator == Operator::NotEqual && line.value.is_object() { Some(Operator::Equal) } else { opposite(operator) };
    of.is_some_and(|of| of.name() == line.operator)
}

fn read_line(name: &str, arguments: &[Json]) -> Result<Line, Wrong> {
    let line = |field: &str, operator: Operator, value: Json| Ok(Line::new(field, operator.name(), value));
    let operator = match (name, arguments) {
        ("segment", ids) => return line("segment", Operator::In, read_values(ids)?),
        ("<=", [from, field, to]) => {
            let field = named(field).ok_or_else(|| unknown(name))?;
            return line(field, Operator::Between, Json::Array(vec![read_value(from)?, read_value(to)?]));
        }
        ("in", [field, Json::Array(values)]) => {
            let field = named(field).ok_or_else(|| unknown(name))?;
            return line(field, Operator::In, read_values(values)?);
        }
        ("in", _) => Operator::Contains,
        ("==" | "===" | "within", _) => Operator::Equal,
        ("!=" | "!==", _) => Operator::NotEqual,
        ("startsWith", _) => Operator::BeginsWith,
        ("endsWith", _) => Operator::EndsWith,
        ("<" | "<=" | ">" | ">=", _) => Operator::of(name).ok_or_else(|| unknown(name))?,
        _ => return Err(unknown(name)),
    };
    let [left, right] = arguments else { return Err(unknown(name)) };
    let (field, operator, value) = match (named(left), named(right)) {
        (Some(_), Some(_)) => return Err(("rule-problem-value-source", written(right))),
        (Some(field), None) if operator != Operator::Contains => (field, operator, right),
        (None, Some(field)) => (field, turned(operator).ok_or_else(|| unknown(name))?, left),
        _ => return Err(unknown(name)),
    };
    match (operator, value) {
        (Operator::Equal, Json::Null) if name != "within" => line(field, Operator::Null, Json::Null),
        (Operator::NotEqual, Json::Null) => line(field, Operator::NotNull, Json::Null),
        // The day itself is not the period that a rule means by `=`.
        (Operator::Equal | Operator::NotEqual, day) if day.is_object() != (name == "within") => Err(refused(day)),
        _ => line(field, operator, read_value(value)?),
    }
}

/// The operator for the field on the right of its value.
fn turned(operator: Operator) -> Option<Operator> {
    Some(match operator {
        Operator::Less => Operator::More,
        Operator::AtMost => Operator::AtLeast,
        Operator::More => Operator::Less,
        Operator::AtLeast => Operator::AtMost,
        Operator::BeginsWith | Operator::EndsWith => return None,
        same => same,
    })
}

fn read_values(values: &[Json]) -> Result<Json, Wrong> {
    if values.is_empty() {
        return Err(("rule-problem-value-missing", String::new()));
    }
    values.iter().map(read_value).collect()
}

fn read_value(value: &Json) -> Result<Json, Wrong> {
    if is_empty(value) {
        return Err(("rule-problem-value-missing", String::new()));
    }
    match (value, asked(value).map(|(name, arguments)| (name, places(arguments)))) {
        (Json::String(_) | Json::Number(_) | Json::Bool(_), _) => Ok(value.clone()),
        (_, Some(("relative", told @ ([_] | [_, _])))) => {
            let names = ["relative", "includeToday"].into_iter().map(str::to_owned);
            let day = Json::Object(names.zip(told.iter().cloned()).collect());
            Relative::read(&day).map(|_| day).ok_or_else(|| refused(value))
        }
        _ => Err(refused(value)),
    }
}
