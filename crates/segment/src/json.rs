//! Rules as react-querybuilder writes them (`RuleGroupType`), read and written without loss.

use crate::check::Problem;
use crate::rule::{Aggregate, Combinator, Each, Function, Group, Line, Match, Mode, Node};
use crate::{Json, Map};

/// Reads a rule. An empty text is the rule that asks nothing.
///
/// # Errors
/// When the text is no JSON or no group; parts of it that cannot be read are kept, and [`crate::check`] tells them.
pub fn parse(text: &str) -> Result<Group, Problem> {
    if text.trim().is_empty() {
        return Ok(Group::default());
    }
    let unreadable = || Problem::new(&[], "rule-problem-unreadable", "");
    match serde_json::from_slice(text.as_bytes()) {
        Ok(Json::Object(map)) => read_group(map).map_err(|_| unreadable()),
        _ => Err(unreadable()),
    }
}

/// Writes a rule.
///
/// # Panics
/// Never: a rule is plain JSON.
#[must_use]
pub fn print(group: &Group) -> String {
    serde_json::to_string(&write_group(group.clone())).expect("plain JSON")
}

/// The single values of a list: an array, or a text with commas as react-querybuilder's own inputs write it.
#[must_use]
pub fn list(value: &Json) -> Vec<Json> {
    match value {
        Json::Array(values) => values.clone(),
        Json::String(text) => text.split(',').map(str::trim).filter(|t| !t.is_empty()).map(Json::from).collect(),
        Json::Null => Vec::new(),
        one => vec![one.clone()],
    }
}

fn read_group(mut map: Map<String, Json>) -> Result<Group, Json> {
    let combinator = match map.get("combinator").and_then(Json::as_str) {
        Some("and") => Combinator::And,
        Some("or") => Combinator::Or,
        _ => return Err(Json::Object(map)),
    };
    let not = match map.get("not") {
        None => None,
        Some(Json::Bool(not)) => Some(*not),
        Some(_) => return Err(Json::Object(map)),
    };
    let rules = match map.get_mut("rules") {
        Some(Json::Array(rules)) => std::mem::take(rules),
        _ => return Err(Json::Object(map)),
    };
    map.remove("rules");
    map.remove("combinator");
    // A group that says `not: false` says it again when it is written.
    if not == Some(true) {
        map.remove("not");
    }
    Ok(Group { combinator, not: not == Some(true), rules: rules.into_iter().map(read_node).collect(), rest: map })
}

fn read_node(json: Json) -> Node {
    let Json::Object(map) = json else { return Node::Unread(json) };
    if map.contains_key("rules") {
        return read_group(map).map_or_else(Node::Unread, Node::Group);
    }
    let is_text = |key: &str| map.get(key).is_some_and(Json::is_string);
    if map.contains_key("match") {
        read_each(map).map_or_else(Node::Unread, Node::Each)
    } else if map.contains_key("aggregate") {
        read_aggregate(map).map_or_else(Node::Unread, Node::Aggregate)
    } else if is_text("field") && is_text("operator") {
        Node::Line(read_line(map))
    } else {
        Node::Unread(Json::Object(map))
    }
}

fn read_line(mut map: Map<String, Json>) -> Line {
    let field = take_text(&mut map, "field").unwrap_or_default();
    let operator = take_text(&mut map, "operator").unwrap_or_default();
    let value = take_value(&mut map);
    Line { field, operator, value, rest: map }
}

fn read_aggregate(mut map: Map<String, Json>) -> Result<Aggregate, Json> {
    let function = map.get("aggregate").and_then(Json::as_str).and_then(Function::of);
    let group = match map.get("where") {
        None => Some(Group::default()),
        Some(Json::Object(group)) => read_group(group.clone()).ok(),
        Some(_) => None,
    };
    let texts = ["field", "of", "operator"].iter().all(|key| map.get(*key).is_some_and(Json::is_string));
    let (Some(function), Some(group), true) = (function, group, texts) else { return Err(Json::Object(map)) };
    map.remove("aggregate");
    map.remove("where");
    let [field, of, operator] = ["field", "of", "operator"].map(|key| take_text(&mut map, key).unwrap_or_default());
    let value = take_value(&mut map);
    Ok(Aggregate { field, function, of, group, operator, value, rest: map })
}

fn read_each(mut map: Map<String, Json>) -> Result<Each, Json> {
    let matching = match map.get("match") {
        Some(Json::Object(said)) => read_match(said.clone()),
        _ => None,
    };
    let group = match map.get("value") {
        Some(Json::Object(value)) => read_group(value.clone()).ok(),
        _ => None,
    };
    let (Some(matching), Some(group), true) = (matching, group, map.get("field").is_some_and(Json::is_string)) else {
        return Err(Json::Object(map));
    };
    let field = take_text(&mut map, "field").unwrap_or_default();
    map.remove("match");
    map.remove("value");
    Ok(Each { field, matching, group, rest: map })
}

fn read_match(mut map: Map<String, Json>) -> Option<Match> {
    let mode = Mode::of(map.get("mode")?.as_str()?)?;
    let threshold = match map.get("threshold") {
        None => None,
        Some(number) => Some(u32::try_from(number.as_u64()?).ok()?),
    };
    map.remove("mode");
    map.remove("threshold");
    Some(Match { mode, threshold, rest: map })
}

fn take_text(map: &mut Map<String, Json>, key: &str) -> Option<String> {
    match map.remove(key) {
        Some(Json::String(text)) => Some(text),
        _ => None,
    }
}

/// A value that is said to be nothing stays said among the rest; one that was never said stays unsaid.
fn take_value(map: &mut Map<String, Json>) -> Json {
    let value = map.get_mut("value").map(Json::take).unwrap_or_default();
    if !value.is_null() {
        map.remove("value");
    }
    value
}

fn write_group(group: Group) -> Map<String, Json> {
    let Group { combinator, not, rules, rest: mut map } = group;
    let combinator = if combinator == Combinator::Or { "or" } else { "and" };
    map.insert("combinator".to_owned(), combinator.into());
    if not {
        map.insert("not".to_owned(), true.into());
    }
    map.insert("rules".to_owned(), Json::Array(rules.into_iter().map(write_node).collect()));
    map
}

fn write_node(node: Node) -> Json {
    match node {
        Node::Group(group) => Json::Object(write_group(group)),
        Node::Line(Line { field, operator, value, rest: mut map }) => {
            map.insert("field".to_owned(), field.into());
            map.insert("operator".to_owned(), operator.into());
            if !value.is_null() {
                map.insert("value".to_owned(), value);
            }
            Json::Object(map)
        }
        Node::Each(Each { field, matching, group, rest: mut map }) => {
            let Match { mode, threshold, rest: mut said } = matching;
            said.insert("mode".to_owned(), mode.name().into());
            if let Some(threshold) = threshold {
                said.insert("threshold".to_owned(), threshold.into());
            }
            map.insert("field".to_owned(), field.into());
            map.insert("match".to_owned(), Json::Object(said));
            map.insert("value".to_owned(), Json::Object(write_group(group)));
            Json::Object(map)
        }
        Node::Aggregate(Aggregate { field, function, of, group, operator, value, rest: mut map }) => {
            let texts = [("field", field.as_str()), ("aggregate", function.name()), ("of", &of), ("operator", &operator)];
            map.extend(texts.map(|(key, text)| (key.to_owned(), text.into())));
            if group != Group::default() {
                map.insert("where".to_owned(), Json::Object(write_group(group)));
            }
            if !value.is_null() {
                map.insert("value".to_owned(), value);
            }
            Json::Object(map)
        }
        Node::Unread(json) => json,
    }
}
