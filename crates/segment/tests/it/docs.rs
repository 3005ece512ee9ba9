//! The examples of docs/segments.md are rules, and those that are said to be wrong are wrong in that way.

use std::collections::BTreeMap;

use innkeeper_segment::{check, parse, print};

use crate::guests::{Saved, today};

const PAGE: &str = include_str!("../../../../docs/segments.md");

#[test]
fn the_examples_of_the_documentation_are_rules() {
    let saved = Saved(BTreeMap::from([(0x0190_d1f0_0000_7000_8000_0000_0000_0001, Default::default())]));
    let mut examples = 0;
    let mut before = "";
    for part in PAGE.split("```") {
        let Some(rule) = part.strip_prefix("json\n") else {
            before = part;
            continue;
        };
        let wrong =
            before.trim_end().strip_suffix("-->").and_then(|text| text.rsplit_once("<!-- wrong: ")).map(|(_, problem)| problem.trim());
        let group = parse(rule).unwrap_or_else(|problem| panic!("{problem:?}: {rule}"));
        let (_, problems) = check(&group, today(), &saved);
        let problems: Vec<&str> = problems.iter().map(|problem| problem.text).collect();
        assert_eq!(problems, Vec::from_iter(wrong), "{rule}");
        assert_eq!(parse(&print(&group)), Ok(group), "{rule}");
        examples += 1;
    }
    assert!(examples >= 8, "{examples} examples");
}
