//! Questions over all guests, as rules: read and written as react-querybuilder's JSON, checked against the fields that can be asked for,
//! answered for one guest at a time in three-valued logic. The same in the editor, in the engine's worker and on the server.
//!
//! No I/O, no clock: `today` is an argument.

#![forbid(unsafe_code)]

mod ask;
mod check;
mod field;
mod json;
mod operator;
mod plan;
mod relative;
mod rule;

pub use ask::{Guest, Held};
pub use check::{Problem, Segments, check};
pub use field::{About, Derived, Kind, Question, Source, field, fields};
pub use json::{list, parse, print};
pub use operator::{Arity, Operator};
pub use plan::{Plan, Truth};
pub use relative::{Relative, Unit};
pub use rule::{Combinator, Each, Group, Line, Match, Mode, Node};
/// What a value is in a rule, and what a newer version's own properties are kept as.
pub use serde_json::{Map, Value as Json};
