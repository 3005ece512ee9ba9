//! What stays come to, as it is edited: which field, what is made of it, what it is compared with.

use innkeeper_segment::{About, Aggregate, Function, Line, Question, field, fields};

use super::line;

/// A new one: what was spent on the stays.
pub fn fresh() -> Aggregate {
    Aggregate::new("stays", Function::Sum, "total", ">=", innkeeper_segment::Json::Null)
}

/// The fields of things that something can be made of.
pub fn of_things(things: About) -> impl Iterator<Item = Question> {
    fields(things).filter(|question| functions(question).next().is_some())
}

/// What can be made of a field.
pub fn functions(of: &Question) -> impl Iterator<Item = Function> {
    let kind = of.kind;
    Function::ALL.iter().copied().filter(move |function| function.comes_to(kind).is_some())
}

/// What is compared, as if it were a field: named as what it is made of, and of the type that it comes to.
pub fn question(aggregate: &Aggregate, things: About) -> Option<Question> {
    let mut question = field(things, &aggregate.of)?;
    question.kind = aggregate.function.comes_to(question.kind)?;
    Some(question)
}

/// The comparison by itself.
pub fn comparison(aggregate: &Aggregate) -> Line {
    Line::new(&aggregate.of, &aggregate.operator, aggregate.value.clone())
}

/// Compared in another way, or with another value.
pub fn compared(aggregate: Aggregate, line: Line) -> Aggregate {
    Aggregate { operator: line.operator, value: line.value, ..aggregate }
}

/// The same made of another field; of what cannot be made of it the first that can.
pub fn of(aggregate: Aggregate, of: &Question, things: About) -> Aggregate {
    let function = if aggregate.function.comes_to(of.kind).is_some() { Some(aggregate.function) } else { functions(of).next() };
    changed(
        aggregate,
        |now| {
            now.of = of.name.to_owned();
            now.function = function.unwrap_or_default();
        },
        things,
    )
}

/// Something else made of the same field.
pub fn made(aggregate: Aggregate, function: Function, things: About) -> Aggregate {
    changed(aggregate, |now| now.function = function, things)
}

/// What it is compared with goes when it means something else now.
fn changed(mut aggregate: Aggregate, change: impl FnOnce(&mut Aggregate), things: About) -> Aggregate {
    let before = question(&aggregate, things).map(|question| question.kind);
    change(&mut aggregate);
    match question(&aggregate, things) {
        Some(now) if Some(now.kind) != before => compared(aggregate, line::fresh(&now)),
        _ => aggregate,
    }
}

#[cfg(test)]
mod tests {
    use innkeeper_segment::{Group, Json, Node, check};

    use super::*;

    fn total(value: impl Into<Json>) -> Aggregate {
        Aggregate { value: value.into(), ..fresh() }
    }

    #[test]
    fn a_new_one_wants_nothing_but_a_value() {
        let today = "2026-11-21".parse().expect("a day");
        let problems = |aggregate| check(&Group::all(vec![Node::Aggregate(aggregate)]), today, &()).1;
        assert_eq!(problems(fresh()).iter().map(|problem| problem.text).collect::<Vec<_>>(), ["rule-problem-value-missing"]);
        assert_eq!(problems(total(1_000)), []);
    }

    #[test]
    fn something_else_of_the_same_type_keeps_the_value() {
        let average = made(total(1_000), Function::Average, About::Stay);
        assert_eq!((average.function, average.value), (Function::Average, 1_000.into()));
    }

    #[test]
    fn another_type_begins_anew() {
        let arrival = field(About::Stay, "arrival").expect("a field");
        let first = of(total(1_000), &arrival, About::Stay);
        assert_eq!((first.of.as_str(), first.function), ("arrival", Function::Least));
        assert_ne!(first.value, Json::from(1_000));
        let different = made(total(1_000), Function::Distinct, About::Stay);
        assert_eq!(different.value, Json::Null);
    }

    #[test]
    fn whatever_is_chosen_can_be_asked() {
        let today = "2026-11-21".parse().expect("a day");
        for question in of_things(About::Stay) {
            for function in functions(&question) {
                let chosen = made(of(fresh(), &question, About::Stay), function, About::Stay);
                let problems = check(&Group::all(vec![Node::Aggregate(chosen)]), today, &()).1;
                assert!(problems.iter().all(|problem| problem.text == "rule-problem-value-missing"), "{} {function:?}", question.name);
            }
        }
    }
}
