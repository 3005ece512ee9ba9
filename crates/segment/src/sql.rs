//! A checked rule as an SQL condition with bound parameters, for SQLite and PostgreSQL alike.
//!
//! The condition stands behind `SELECT "id" FROM "guest" WHERE`. It is true, false or null as the rule holds, does not, or is unknown, so that
//! exactly those come out for whom [`Plan::holds`] says yes. The tables it asks:
//!
//! - `guest(id, …)`, `stay(id, guest, is_stay, …)` for every reservation, `consent(id, guest, …)` for every answer about consent,
//!   `interaction(id, guest, …)` for every call, mail, meeting and note: a column for each question that [`crate::fields`] lists, by its name, and
//!   `null` for what is missing. `is_stay` is 1 where [`crate::Guest::is_stay`] says so.
//! - Texts, codes, countries, languages and ids of staff are text, folded ([`innkeeper_domain::text::fold_for_search`]) and compared by bytes; an empty
//!   one is missing. Days are whole numbers since 1970, amounts minor units, flags 0 or 1.
//! - A set has no column but a table, `guest_tags(guest, word)`: the id of the record and one folded member a row. Nothing is unknown about it.
//! - What depends on today (`days_since_stay`, `light`, …) is stored as of the day the rule was checked for.
//! - Segments have no table: their rules are in the condition.
//!
//! - What stays come to is asked of the stays themselves; amounts of two currencies, by the column `currency`, come to null.
//!
//! Parameters are numbered `$1`, `$2`, … in the order of the text, each used once. SQLite has bounds and says so when it is asked: 32,766 parameters,
//! expressions 1,000 deep, to which each part of a group adds one, and in older versions fewer than a hundred brackets within one another.

use crate::field::{About, Kind, Question};
use crate::gather::Gathering;
use crate::operator::{Operator, Sought};
use crate::plan::{Part, Parts, Plan, Step};
use crate::rule::{Function, Mode};

/// A condition and what it is asked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sql {
    /// What stands behind `WHERE`.
    pub text: String,
    /// The value of `$1` first.
    pub parameters: Vec<Parameter>,
}

/// A bound value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// Folded.
    Text(String),
    /// A number, an amount, a day, a flag.
    Number(i64),
}

/// Writes the condition under which a rule holds for a guest.
#[must_use]
pub fn print(plan: &Plan) -> Sql {
    let mut writer = Writer::default();
    writer.group(&plan.root, About::Guest);
    Sql { text: writer.text, parameters: writer.parameters }
}

#[derive(Default)]
struct Writer {
    text: String,
    parameters: Vec<Parameter>,
    /// Written behind each place, where what is looked for is to be multiplied.
    times: String,
}

impl Writer {
    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn bind(&mut self, parameter: Parameter) {
        self.parameters.push(parameter);
        let place = format!("${}{}", self.parameters.len(), self.times);
        self.put(&place);
    }

    /// Writes each of many, with a word between them.
    fn joined<T>(&mut self, many: &[T], between: &str, mut write: impl FnMut(&mut Self, &T)) {
        for (at, one) in many.iter().enumerate() {
            if at > 0 {
                self.put(between);
            }
            write(self, one);
        }
    }

    fn group(&mut self, group: &Parts, about: About) {
        if group.parts.is_empty() {
            return self.put("TRUE");
        }
        self.put(if group.not { "NOT (" } else { "(" });
        self.joined(&group.parts, if group.any { " OR " } else { " AND " }, |sql, part| sql.step(part, about));
        self.put(")");
    }

    fn step(&mut self, part: &Part, about: About) {
        match &part.step {
            Step::Group(parts) => self.group(parts, about),
            Step::Test { question, operator, sought } if question.kind == Kind::Words => self.members(question, *operator, sought, about),
            Step::Test { question, operator, sought } => {
                let column = format!("\"{}\".\"{}\"", table(about), question.name);
                self.test(&column, *operator, sought);
            }
            Step::Each { things, every, mode, threshold, parts } => self.each(*things, *every, (*mode, *threshold), parts),
            Step::Aggregate { gathering, operator, sought } => self.aggregate(gathering, *operator, sought),
            Step::Segments { plans, not } => {
                self.put(if *not { "NOT (" } else { "(" });
                self.joined(plans, " OR ", |sql, plan| {
                    sql.put("(");
                    sql.group(&plan.root, About::Guest);
                    sql.put(") IS TRUE");
                });
                self.put(")");
            }
        }
    }

    /// A set holds what one of its members holds; no member, and it is known that it does not.
    fn members(&mut self, question: &Question, operator: Operator, sought: &[Sought], about: About) {
        let of = table(about);
        let members = format!("{of}_{}", question.name);
        let (positive, negated) = positive(operator);
        self.put(if negated { "NOT EXISTS " } else { "EXISTS " });
        self.put(&format!("(SELECT 1 FROM \"{members}\" WHERE \"{members}\".\"{of}\" = \"{of}\".\"id\""));
        if positive != Operator::NotNull {
            self.put(" AND ");
            self.test(&format!("\"{members}\".\"word\""), positive, sought);
        }
        self.put(")");
    }

    /// Null stays null, however it is compared.
    fn test(&mut self, column: &str, operator: Operator, sought: &[Sought]) {
        let (positive, negated) = positive(operator);
        self.put(if negated { "NOT (" } else { "(" });
        match positive {
            Operator::NotNull => self.put(&format!("{column} IS NOT NULL")),
            Operator::Equal => self.equals(column, &sought[0]),
            Operator::In => self.one_of(column, sought),
            Operator::Between => self.between(column, bound(&sought[0]), bound(&sought[1])),
            Operator::Contains => {
                self.put(&format!("replace({column}, "));
                self.bind(bound(&sought[0]));
                self.put(&format!(", '') <> {column}"));
            }
            Operator::BeginsWith => {
                self.put(&format!("substr({column}, 1, {}) = ", length(&sought[0])));
                self.bind(bound(&sought[0]));
            }
            Operator::EndsWith => {
                // Counted from the front: only SQLite counts from the end.
                self.put(&format!("substr({column}, length({column}) + 1 - {}) = ", length(&sought[0])));
                self.bind(bound(&sought[0]));
            }
            ordered => {
                self.put(&format!("{column} {} ", ordered.name()));
                self.bind(bound(&sought[0]));
            }
        }
        self.put(")");
    }

    fn equals(&mut self, column: &str, sought: &Sought) {
        if let Sought::Days(first, last) = sought {
            return self.between(column, day(*first), day(*last));
        }
        self.put(&format!("{column} = "));
        self.bind(bound(sought));
        if let Sought::Language(language) = sought {
            let length = length(sought) + 1;
            self.put(&format!(" OR substr({column}, 1, {length}) = "));
            self.bind(Parameter::Text(format!("{language}-")));
        }
    }

    fn one_of(&mut self, column: &str, sought: &[Sought]) {
        if sought.iter().any(|sought| matches!(sought, Sought::Language(_))) {
            return self.joined(sought, " OR ", |sql, sought| sql.equals(column, sought));
        }
        self.put(&format!("{column} IN ("));
        self.joined(sought, ", ", |sql, sought| sql.bind(bound(sought)));
        self.put(")");
    }

    fn between(&mut self, column: &str, from: Parameter, to: Parameter) {
        self.put(&format!("{column} BETWEEN "));
        self.bind(from);
        self.put(" AND ");
        self.bind(to);
    }

    /// What the things come to is compared where they are gathered: a query without groups gives one row even of none.
    fn aggregate(&mut self, gathering: &Gathering, operator: Operator, sought: &[Sought]) {
        let table = table(gathering.things);
        let of = format!("\"{table}\".\"{}\"", gathering.of.name);
        let known = format!("COUNT({of})");
        let (of_none, value) = match gathering.function {
            Function::Sum => ("0", format!("SUM({of})")),
            Function::Distinct => ("0", format!("COUNT(DISTINCT {of})")),
            Function::Least => ("NULL", format!("MIN({of})")),
            Function::Most => ("NULL", format!("MAX({of})")),
            // What is sought is doubled already.
            Function::Average => ("NULL", format!("SUM({of}) * 2")),
        };
        let mixed = gathering.currency().map_or_else(String::new, |currency| {
            format!("WHEN COUNT(DISTINCT CASE WHEN {of} IS NOT NULL THEN \"{table}\".\"{}\" END) > 1 THEN NULL ", currency.name)
        });
        let column = format!("(CASE WHEN COUNT(*) = 0 THEN {of_none} WHEN {known} = 0 THEN NULL {mixed}ELSE {value} END)");
        self.put("(SELECT ");
        if gathering.function == Function::Average {
            self.times = format!(" * CAST({known} AS NUMERIC)");
        }
        self.test(&column, operator, sought);
        self.times.clear();
        self.put(&format!(" FROM \"{table}\" WHERE \"{table}\".\"guest\" = \"guest\".\"id\""));
        if !gathering.every {
            self.put(&format!(" AND \"{table}\".\"is_stay\" = 1"));
        }
        self.put(" AND ");
        self.group(&gathering.parts, gathering.things);
        self.put(")");
    }

    /// Counts those it holds for and those it may hold for: it is known where the unknown make no difference.
    fn each(&mut self, things: About, every: bool, (mode, threshold): (Mode, usize), parts: &Parts) {
        let (yes, no) = match mode {
            Mode::Some => ("\"least\" > 0".to_owned(), "\"most\" = 0".to_owned()),
            Mode::None => ("\"most\" = 0".to_owned(), "\"least\" > 0".to_owned()),
            Mode::All => ("\"least\" > 0 AND \"least\" = \"total\"".to_owned(), "\"total\" = 0 OR \"most\" < \"total\"".to_owned()),
            Mode::AtLeast => (format!("\"least\" >= {threshold}"), format!("\"most\" < {threshold}")),
            Mode::AtMost => (format!("\"most\" <= {threshold}"), format!("\"least\" > {threshold}")),
            Mode::Exactly => (
                format!("\"least\" = {threshold} AND \"most\" = {threshold}"),
                format!("\"least\" > {threshold} OR \"most\" < {threshold}"),
            ),
        };
        let table = table(things);
        self.put(&format!("(SELECT CASE WHEN {yes} THEN TRUE WHEN {no} THEN FALSE END FROM (SELECT "));
        self.put("COUNT(*) FILTER (WHERE \"asked\".\"holds\") AS \"least\", ");
        self.put("COUNT(*) FILTER (WHERE \"asked\".\"holds\" IS NOT FALSE) AS \"most\", COUNT(*) AS \"total\" FROM (SELECT ");
        self.group(parts, things);
        self.put(&format!(" AS \"holds\" FROM \"{table}\" WHERE \"{table}\".\"guest\" = \"guest\".\"id\""));
        if !every {
            self.put(&format!(" AND \"{table}\".\"is_stay\" = 1"));
        }
        self.put(") AS \"asked\") AS \"counted\")");
    }
}

const fn table(about: About) -> &'static str {
    match about {
        About::Guest => "guest",
        About::Stay => "stay",
        About::Consent => "consent",
        About::Interaction => "interaction",
    }
}

/// The operator that is written, and whether its opposite is meant.
const fn positive(operator: Operator) -> (Operator, bool) {
    match operator {
        Operator::NotEqual => (Operator::Equal, true),
        Operator::NotIn => (Operator::In, true),
        Operator::NotBetween => (Operator::Between, true),
        Operator::DoesNotContain => (Operator::Contains, true),
        Operator::DoesNotBeginWith => (Operator::BeginsWith, true),
        Operator::DoesNotEndWith => (Operator::EndsWith, true),
        Operator::Null => (Operator::NotNull, true),
        other => (other, false),
    }
}

fn bound(sought: &Sought) -> Parameter {
    match sought {
        Sought::Text(text) | Sought::Language(text) => Parameter::Text(text.clone()),
        Sought::Number(number) => Parameter::Number(*number),
        Sought::Days(first, _) => day(*first),
        Sought::Flag(flag) => Parameter::Number(i64::from(*flag)),
    }
}

fn day(day: i32) -> Parameter {
    Parameter::Number(i64::from(day))
}

/// In characters, as databases count.
fn length(sought: &Sought) -> usize {
    match sought {
        Sought::Text(text) | Sought::Language(text) => text.chars().count(),
        _ => 0,
    }
}
