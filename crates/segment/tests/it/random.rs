//! Random rules over every field and operator there is, and guests for them to be asked of.

use innkeeper_domain::text::fold_for_search;
use innkeeper_domain::{Date, Uuid};
use innkeeper_segment::{About, Arity, Function, Held, Json, Kind, Operator, Question, Relative, Unit, fields};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;
use serde_json::json;

use crate::guests::{Saved, Someone, Values, line, naming, rule, stays, today};

/// Signs that mean something in SQL, letters of more than one byte, words within words.
const WORDS: &[&str] =
    &["Palma", "palma de Mallorca", "al", "a", "Málaga", "100% O'Neil", "100 a_b\\", "東京", "東", "\"x\"", "?1 $1 --", "ГОРОД"];
const COUNTRIES: &[&str] = &["ES", "pt", "FR"];
const LANGUAGES: &[&str] = &["es", "es-MX", "est", "zh-Hans", "zh", "en"];

fn words() -> impl Strategy<Value = &'static str> {
    select(WORDS)
}

fn staff() -> impl Strategy<Value = String> {
    (1..4u128).prop_map(|number| Uuid::from_u128(number).to_string())
}

/// Few, so that rules meet guests; and the ends of what a number can be.
fn number() -> impl Strategy<Value = i64> {
    prop_oneof![20 => 0..5i64, 1 => Just(i64::MAX), 1 => Just(i64::MIN)]
}

fn day() -> impl Strategy<Value = Date> {
    (-40..40i32).prop_map(|step| today().plus_days(step).expect("a day"))
}

pub fn relative() -> impl Strategy<Value = Relative> {
    (-4..5i32, select(Unit::ALL), any::<bool>()).prop_map(|(count, unit, include_today)| Relative::new(count, unit, include_today))
}

/// What rules look for in a field.
pub type Pool<'a> = &'a dyn Fn(About, &Question) -> BoxedStrategy<Json>;

/// What guests of [`someone`] may hold.
pub fn made_up(_: About, question: &Question) -> BoxedStrategy<Json> {
    match question.kind {
        Kind::Text | Kind::Words => words().prop_map(Json::from).boxed(),
        Kind::Whole | Kind::Money => prop_oneof![number().prop_map(Json::from), number().prop_map(|n| n.to_string().into())].boxed(),
        Kind::Day => prop_oneof![day().prop_map(|day| day.to_string().into()), relative().prop_map(Relative::json)].boxed(),
        Kind::Flag => any::<bool>().prop_map(Json::from).boxed(),
        Kind::Code(codes) => select(codes).prop_map(Json::from).boxed(),
        Kind::Country => select(COUNTRIES).prop_map(Json::from).boxed(),
        Kind::Language => select(LANGUAGES).prop_map(Json::from).boxed(),
        Kind::Person => staff().prop_map(Json::from).boxed(),
        Kind::Segment => (1..5u128).prop_map(|number| Uuid::from_u128(number).to_string().into()).boxed(),
        Kind::Each(_) => unreachable!("things are asked with a group"),
    }
}

/// What goes with an operator.
fn value_for(operator: Operator, one: BoxedStrategy<Json>) -> BoxedStrategy<Json> {
    match operator.arity() {
        Arity::None => Just(Json::Null).boxed(),
        Arity::One => one,
        Arity::Two => vec(one, 2).prop_map(Json::from).boxed(),
        Arity::Many => vec(one, 1..4).prop_map(Json::from).boxed(),
    }
}

fn line_of(question: Question, operator: Operator, one: BoxedStrategy<Json>) -> BoxedStrategy<Json> {
    let line = move |value: Json| json!({ "field": question.name, "operator": operator.name(), "value": value });
    value_for(operator, one).prop_map(line).boxed()
}

fn lines(about: About, pool: Pool<'_>) -> BoxedStrategy<Json> {
    let asked = fields(about).filter(|question| !matches!(question.kind, Kind::Each(_)));
    // Each field and each operator that goes with it is as likely as any other.
    let of_field = asked.map(|question| {
        let one = pool(about, &question);
        Union::new(question.operators().map(|operator| line_of(question, operator, one.clone()))).boxed()
    });
    Union::new(of_field).boxed()
}

/// Seldom one that asks nothing.
fn group_of(part: BoxedStrategy<Json>) -> BoxedStrategy<Json> {
    let parts = prop_oneof![9 => vec(part, 1..4), 1 => Just(Vec::new())];
    let group = (select(vec!["and", "or"]), any::<bool>(), parts)
        .prop_map(|(word, not, rules)| json!({ "combinator": word, "not": not, "rules": rules }));
    group.boxed()
}

fn groups(leaf: BoxedStrategy<Json>) -> BoxedStrategy<Json> {
    group_of(leaf.prop_recursive(3, 12, 3, group_of).boxed())
}

fn each(field: &'static str, things: About, pool: Pool<'_>) -> BoxedStrategy<Json> {
    let mode = select(vec!["some", "all", "none", "atLeast", "atMost", "exactly"]);
    let part = (mode, 0..4u32, groups(lines(things, pool))).prop_map(move |(mode, threshold, value)| {
        json!({ "field": field, "operator": "=", "match": { "mode": mode, "threshold": threshold }, "value": value })
    });
    part.boxed()
}

/// A field of stays by what is made of it, compared with what single stays hold.
fn compared(function: Function, of: &Question, pool: Pool<'_>) -> Option<BoxedStrategy<Json>> {
    let kind = function.comes_to(of.kind)?;
    let one = if function == Function::Distinct { (0..4).prop_map(Json::from).boxed() } else { pool(About::Stay, of) };
    let (function, of) = (function.name(), of.name);
    let operators = Operator::ALL.iter().copied().filter(|operator| operator.takes(kind));
    let with = |operator: Operator| {
        let part =
            move |value: Json| json!({ "field": "stays", "aggregate": function, "of": of, "operator": operator.name(), "value": value });
        value_for(operator, one.clone()).prop_map(part).boxed()
    };
    Some(Union::new(operators.map(with)).boxed())
}

/// Sums and the like over stays.
fn aggregate(pool: Pool<'_>) -> BoxedStrategy<Json> {
    let of_field = |function: &Function| Union::new(fields(About::Stay).filter_map(|of| compared(*function, &of, pool))).boxed();
    let gathered = Union::new(Function::ALL.iter().map(of_field));
    let part = (gathered, prop::option::of(groups(lines(About::Stay, pool)))).prop_map(|(mut part, wanted)| {
        part.as_object_mut().expect("an object").extend(wanted.map(|wanted| ("where".to_owned(), wanted)));
        part
    });
    part.boxed()
}

/// Rules in which nothing is wrong, once [`saved`] is there.
pub fn rules(pool: Pool<'_>) -> BoxedStrategy<Json> {
    let part = prop_oneof![
        4 => lines(About::Guest, pool),
        2 => each("stays", About::Stay, pool),
        1 => each("consents", About::Consent, pool),
        1 => each("interactions", About::Interaction, pool),
        2 => aggregate(pool),
    ];
    groups(part.boxed())
}

/// The segments that rules name.
pub fn saved() -> Saved {
    let mut named = naming("notIn", 1);
    named.rules.extend(line("nights", ">", json!(1)).rules);
    named.not = true;
    Saved(
        [(1, line("country", "=", json!("ES"))), (2, named), (3, stays("all", 0, json!([])))]
            .into_iter()
            .chain([(4, rule(json!([])))])
            .collect(),
    )
}

fn folded(text: &str) -> Held<'static> {
    Held::Text(fold_for_search(text).into())
}

/// What a guest may hold.
fn held(about: About, question: &Question) -> BoxedStrategy<Held<'static>> {
    match question.kind {
        Kind::Text if question.name == "currency" => prop_oneof![6 => Just(folded("EUR")), 1 => Just(folded("CHF"))].boxed(),
        Kind::Text => words().prop_map(folded).boxed(),
        Kind::Words => {
            vec(words(), 0..3).prop_map(|words| Held::Words(words.iter().map(|word| fold_for_search(word) + "\n").collect())).boxed()
        }
        Kind::Whole | Kind::Money if about == About::Guest => number().prop_map(Held::Number).boxed(),
        // What a database adds up has an end.
        Kind::Whole | Kind::Money => (-1..5i64).prop_map(Held::Number).boxed(),
        Kind::Day => day().prop_map(|day| Held::Day(day.days_since_epoch())).boxed(),
        Kind::Flag => any::<bool>().prop_map(Held::Flag).boxed(),
        Kind::Code(codes) => select(codes).prop_map(folded).boxed(),
        Kind::Country => select(COUNTRIES).prop_map(folded).boxed(),
        Kind::Language => select(LANGUAGES).prop_map(folded).boxed(),
        Kind::Person => staff().prop_map(|id| folded(&id)).boxed(),
        Kind::Each(_) | Kind::Segment => Just(Held::Missing).boxed(),
    }
}

/// Of a set it is always known what is in it.
fn values(about: About) -> impl Strategy<Value = Values> {
    let each: Vec<_> = fields(about)
        .map(|question| {
            let held = held(about, &question);
            let known = if question.kind == Kind::Words { held } else { prop_oneof![1 => Just(Held::Missing), 3 => held].boxed() };
            known.prop_map(move |held| (question.name, held))
        })
        .collect();
    each.prop_map(|values| values.into_iter().collect())
}

/// Guests who hold something in every field, mostly.
pub fn someone() -> impl Strategy<Value = Someone> {
    let stays = vec((values(About::Stay), prop::bool::weighted(0.2)), 0..5);
    let others = (vec(values(About::Consent), 0..4), vec(values(About::Interaction), 0..4));
    (values(About::Guest), stays, others).prop_map(|(own, stays, (consents, interactions))| {
        let cancelled = stays.iter().enumerate().filter(|(_, (_, cancelled))| *cancelled).map(|(at, _)| at).collect();
        Someone { own, stays: stays.into_iter().map(|(values, _)| values).collect(), consents, interactions, cancelled }
    })
}
