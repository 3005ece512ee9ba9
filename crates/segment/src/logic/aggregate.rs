//! What stays come to, as JsonLogic's `reduce` over those that are looked at and have a value.

use serde_json::json;

use super::{asked, count, named, places};
use crate::Json;
use crate::rule::Function;

/// Writes what the field `of` of the things comes to; `wanted` must hold for a thing.
pub(super) fn write(function: Function, things: &str, of: &str, wanted: &Json) -> Json {
    let known = json!({ "filter": [{ "filter": [{ "var": things }, wanted] }, { "!=": [{ "var": of }, null] }] });
    let (value, so_far) = (json!({ "var": format!("current.{of}") }), json!({ "var": "accumulator" }));
    let sum = || json!({ "reduce": [known, { "+": [value, so_far] }, 0] });
    let counted = |of: Json| json!({ "reduce": [of, count(), 0] });
    let end = |word: &str| json!({ "reduce": [known, { "if": [{ "==": [so_far, null] }, value, { word: [so_far, value] }] }, null] });
    match function {
        Function::Sum => sum(),
        Function::Average => json!({ "/": [sum(), counted(known.clone())] }),
        Function::Least => end("min"),
        Function::Most => end("max"),
        Function::Distinct => {
            counted(json!({ "reduce": [known, { "if": [{ "in": [value, so_far] }, so_far, { "merge": [so_far, value] }] }, []] }))
        }
    }
}

/// Reads it: the function, the things, their field, and what must hold for them.
pub(super) fn read(logic: &Json) -> Option<(Function, &str, &str, &Json)> {
    Function::ALL.iter().find_map(|function| {
        let gathered = match function {
            Function::Sum | Function::Least | Function::Most => first(logic, "reduce")?,
            Function::Average => first(first(logic, "/")?, "reduce")?,
            Function::Distinct => first(first(logic, "reduce")?, "reduce")?,
        };
        let ("filter", [wanted, known]) = parts(gathered)? else { return None };
        let ("filter", [things, wanted]) = parts(wanted)? else { return None };
        let (things, of) = (named(things)?, named(first(known, "!=")?)?);
        (write(*function, things, of, wanted) == *logic).then_some((*function, things, of, wanted))
    })
}

fn parts(logic: &Json) -> Option<(&str, &[Json])> {
    asked(logic).map(|(name, arguments)| (name, places(arguments)))
}

/// The first argument of an operation of this name.
fn first<'a>(logic: &'a Json, operation: &str) -> Option<&'a Json> {
    let (name, arguments) = parts(logic)?;
    (name == operation).then(|| arguments.first())?
}
