//! Rules to begin with: what hotels ask most often.

/// A rule with its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// Name in addresses.
    pub name: &'static str,
    /// Key of its title; the same with `-text` says what it is for.
    pub label: &'static str,
    /// The rule.
    pub rule: &'static str,
}

/// In the order of the screen.
pub const BEGINNINGS: [Beginning; 9] = [
    Beginning {
        name: "first-stay",
        label: "segment-begin-first-stay",
        rule: r#"{"combinator":"and","rules":[{"field":"stay_count","operator":"=","value":1},{"field":"last_stay","operator":"=","value":{"relative":"-P30D","includeToday":true}}]}"#,
    },
    Beginning {
        name: "second-stay",
        label: "segment-begin-second-stay",
        rule: r#"{"combinator":"and","rules":[{"field":"stay_count","operator":"=","value":2},{"field":"last_stay","operator":"=","value":{"relative":"-P12M","includeToday":true}},{"field":"next_stay","operator":"null"}]}"#,
    },
    Beginning {
        name: "lapsed",
        label: "segment-begin-lapsed",
        rule: r#"{"combinator":"and","rules":[{"field":"last_stay","operator":"<","value":{"relative":"-P12M"}},{"field":"next_stay","operator":"null"}]}"#,
    },
    Beginning {
        name: "quiet",
        label: "segment-begin-quiet",
        rule: r#"{"combinator":"and","rules":[{"field":"spend","operator":">=","value":500000},{"field":"last_stay","operator":"<","value":{"relative":"-P12M"}},{"field":"next_stay","operator":"null"},{"field":"light","operator":"in","value":["yes"]}]}"#,
    },
    Beginning {
        name: "arriving",
        label: "segment-begin-arriving",
        rule: r#"{"combinator":"and","rules":[{"field":"next_stay","operator":"=","value":{"relative":"P7D","includeToday":true}}]}"#,
    },
    Beginning {
        name: "birthday",
        label: "segment-begin-birthday",
        rule: r#"{"combinator":"and","rules":[{"field":"stays","operator":"=","match":{"mode":"some"},"value":{"combinator":"and","rules":[{"field":"arrival","operator":"=","value":{"relative":"P30D","includeToday":true}},{"field":"birthday","operator":"=","value":true}]}}]}"#,
    },
    Beginning {
        name: "regulars",
        label: "segment-begin-regulars",
        rule: r#"{"combinator":"and","rules":[{"field":"stays","operator":"=","match":{"mode":"atLeast","threshold":3},"value":{"combinator":"and","rules":[{"field":"arrival","operator":"=","value":{"relative":"-P24M","includeToday":true}}]}}]}"#,
    },
    Beginning {
        name: "fair",
        label: "segment-begin-fair",
        rule: r#"{"combinator":"and","rules":[{"field":"source","operator":"=","value":"trade-show"},{"field":"interactions","operator":"=","match":{"mode":"none"},"value":{"combinator":"and","rules":[{"field":"type","operator":"in","value":["call","email","sms","whatsapp","meeting"]}]}},{"field":"stay_count","operator":"=","value":0}]}"#,
    },
    Beginning {
        name: "not-asked",
        label: "segment-begin-not-asked",
        rule: r#"{"combinator":"and","rules":[{"field":"light","operator":"in","value":["not-asked"]},{"combinator":"or","rules":[{"field":"next_stay","operator":"notNull"},{"field":"last_stay","operator":"=","value":{"relative":"-P12M","includeToday":true}}]}]}"#,
    },
];

/// The beginning of that name.
pub fn of(name: &str) -> Option<&'static Beginning> {
    BEGINNINGS.iter().find(|beginning| beginning.name == name)
}

#[cfg(test)]
mod tests {
    use innkeeper_segment::{check, parse};

    use super::*;

    #[test]
    fn every_rule_to_begin_with_is_right() {
        let today = "2026-11-21".parse().expect("a day");
        for beginning in BEGINNINGS {
            let group = parse(beginning.rule).expect("a rule");
            assert_eq!(check(&group, today, &()).1, [], "{}", beginning.name);
        }
    }

    #[test]
    fn every_rule_to_begin_with_has_words() {
        for Beginning { label, .. } in BEGINNINGS {
            for key in [label.to_owned(), format!("{label}-text")] {
                assert!(innkeeper_texts::Key::from_id(&key).is_some(), "{key}");
            }
        }
    }
}
