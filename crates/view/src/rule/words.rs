//! A rule in words, as a list within lists: what is printed, copied, and told of a guest.

use innkeeper_segment::{About, Aggregate, Combinator, Each, Group, Line, Node};

use super::edit::{Path, about_inside, child};

/// The words of one language and one hotel.
pub trait Words {
    /// A text of the catalogue, by its key, with what it takes.
    fn text(&self, key: &str, args: &[(&str, &str)]) -> String;

    /// A line about these things.
    fn line(&self, about: About, line: &Line) -> String;

    /// What things come to, without which of them.
    fn aggregate(&self, aggregate: &Aggregate, things: About) -> String;
}

/// A part in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Which part.
    pub path: Path,
    /// What it asks, without the parts inside.
    pub words: String,
    /// The parts inside.
    pub inside: Vec<Said>,
}

/// The words for how the parts of a group belong together.
pub fn together(group: &Group) -> &'static str {
    match (group.combinator, group.not) {
        (Combinator::And, false) => "rule-all",
        (Combinator::Or, false) => "rule-any",
        (Combinator::And, true) => "rule-not-all",
        (Combinator::Or, true) => "rule-none",
    }
}

/// A rule in words.
pub fn rule(rule: &Group, words: &impl Words) -> Said {
    Said { path: Path::new(), words: words.text(together(rule), &[]), inside: inside(rule, &[], About::Guest, words) }
}

fn inside(group: &Group, path: &[u32], about: About, words: &impl Words) -> Vec<Said> {
    let parts = group.rules.iter().enumerate().filter_map(|(at, node)| Some((child(path, at)?, node)));
    parts
        .map(|(path, node)| {
            let inside = node.inner().map_or_else(Vec::new, |group| inside(group, &path, about_inside(node, about), words));
            Said { words: part(node, about, words), inside, path }
        })
        .collect()
}

/// What a part asks, without the parts inside.
pub fn part(node: &Node, about: About, words: &impl Words) -> String {
    match node {
        Node::Line(line) => words.line(about, line),
        Node::Group(group) => words.text(together(group), &[]),
        Node::Each(each) => with_group(how_many(each, words), &each.group, words),
        Node::Aggregate(aggregate) => {
            let value = words.aggregate(aggregate, about_inside(node, about));
            if aggregate.group.rules.is_empty() {
                return value;
            }
            with_group(words.text("rule-said-of-stays", &[("value", &value)]), &aggregate.group, words)
        }
        Node::Unread(_) => words.text("rule-unread", &[]),
    }
}

fn how_many(each: &Each, words: &impl Words) -> String {
    let mode = words.text(each.matching.mode.label(), &[]);
    let number = each.matching.threshold.filter(|_| each.matching.mode.counts()).map_or_else(String::new, |number| format!(" {number}"));
    [words.text("rule-has", &[]), format!("{mode}{number}"), words.text(things(&each.field), &[])].join(" ")
}

/// Key of what the things of a field are called where each of them is asked.
pub fn things(field: &str) -> &'static str {
    match field {
        "stays" => "rule-each-stays",
        "interactions" => "rule-each-interactions",
        _ => "rule-each-consents",
    }
}

/// How the parts of its group belong together matters as soon as there are two, or the opposite is meant.
fn with_group(part: String, group: &Group, words: &impl Words) -> String {
    if group.rules.len() < 2 && !group.not {
        return part;
    }
    words.text("rule-said-with", &[("part", &part), ("together", &words.text(together(group), &[]))])
}

/// A rule as text, a line a part, those inside further in.
pub fn text(said: &Said) -> String {
    let mut text = format!("{}\n", said.words);
    write(&said.inside, 0, &mut text);
    text
}

fn write(parts: &[Said], depth: usize, text: &mut String) {
    for said in parts {
        text.push_str(&"  ".repeat(depth));
        text.push_str("– ");
        text.push_str(&said.words);
        text.push('\n');
        write(&said.inside, depth + 1, text);
    }
}

#[cfg(test)]
mod tests {
    use innkeeper_segment::{Question, field, parse};
    use innkeeper_texts::{Arg, Catalogue, Locale};

    use super::*;
    use crate::rule::aggregate;
    use crate::rule::line::Way;

    /// Names and comparisons of the catalogue, values as they are written.
    struct Plain(Catalogue);

    impl Plain {
        fn compared(&self, question: &Question, line: &Line) -> String {
            let way = Way::of(line).expect("an operator");
            format!("{} {}", self.text(way.label(question.kind), &[]), line.value)
        }
    }

    impl Words for Plain {
        fn text(&self, key: &str, args: &[(&str, &str)]) -> String {
            let args: Vec<(&str, Arg<'_>)> = args.iter().map(|(name, value)| (*name, Arg::from(*value))).collect();
            self.0.by_id(key, &args).expect("a text")
        }

        fn line(&self, about: About, line: &Line) -> String {
            let question = field(about, &line.field).expect("a field");
            format!("{} {}", self.text(question.label, &[]), self.compared(&question, line))
        }

        fn aggregate(&self, now: &Aggregate, things: About) -> String {
            let of = field(things, &now.of).expect("a field");
            let compared = aggregate::question(now, things).expect("a value");
            let made = self.text(now.function.label(of.kind), &[]);
            format!("{made} {} {}", self.text(of.label, &[]), self.compared(&compared, &aggregate::comparison(now)))
        }
    }

    const RULE: &str = r#"{"combinator":"and","rules":[
        {"field":"city","operator":"contains","value":"Palma"},
        {"combinator":"or","not":true,"rules":[{"field":"stay_count","operator":">=","value":2}]},
        {"field":"stays","operator":"=","match":{"mode":"atLeast","threshold":2},"value":{"combinator":"or","rules":[
            {"field":"nights","operator":">","value":3},{"field":"adults","operator":"=","value":1}]}},
        {"field":"stays","aggregate":"avg","of":"nights","operator":">","value":2},
        {"field":"stays","aggregate":"sum","of":"adults","operator":">","value":2,"where":{"combinator":"and","rules":[
            {"field":"nights","operator":">","value":3}]}}]}"#;

    fn printed(locale: Locale) -> String {
        text(&rule(&parse(RULE).expect("a rule"), &Plain(Catalogue::new(locale))))
    }

    #[test]
    fn a_rule_is_told_in_english() {
        let expected = "All of these\n\
            – Town contains \"Palma\"\n\
            – None of these\n  – Number of stays is at least 2\n\
            – Has at least 2 stays, each with: Any of these\n  – Nights is more than 3\n  – Adults is 1\n\
            – average of Nights is more than 2\n\
            – total of Adults is more than 2, of stays with\n  – Nights is more than 3\n";
        assert_eq!(printed(Locale::En), expected);
    }

    #[test]
    fn a_rule_is_told_in_spanish_and_chinese() {
        let spanish = printed(Locale::Es);
        assert!(spanish.contains("estancias") && !spanish.contains("stays"), "{spanish}");
        let chinese = printed(Locale::ZhCn);
        assert!(chinese.contains("入住") && !chinese.contains(": "), "{chinese}");
    }

    #[test]
    fn each_part_knows_its_place() {
        let said = rule(&parse(RULE).expect("a rule"), &Plain(Catalogue::new(Locale::En)));
        assert_eq!(said.inside[2].inside[1].path, [2, 1]);
    }
}
