//! Questions over all guests, as rules: read and written as react-querybuilder's JSON, checked against the fields that can be asked for,
//! answered for one guest at a time in three-valued logic. The same in the editor, in the engine's worker and on the server.
//!
//! [`Table`] holds guests column by column and is asked of all at once; [`Leaves`] keeps the answers of lines while guests change.
//!
//! No I/O, no clock: `today` is an argument.

#![forbid(unsafe_code)]

mod ask;
mod bits;
mod check;
mod day;
mod facts;
mod field;
mod gather;
mod json;
mod lanes;
mod leaves;
pub mod logic;
mod operator;
pub mod packed;
mod plan;
mod relative;
mod rule;
mod scan;
pub mod sql;
mod sure;
mod table;

pub use ask::{Guest, Held};
pub use bits::Bits;
pub use check::{Problem, Segments, check};
pub use day::{OnDay, Summary};
pub use facts::{Asked, Facts, StayAsked};
pub use field::{About, Derived, Kind, Question, Source, field, fields};
pub use json::{list, parse, print};
pub use leaves::{Bound, Leaves, Touched};
pub use operator::{Arity, Operator};
pub use plan::{Plan, Truth};
pub use relative::{Relative, Unit};
pub use rule::{Aggregate, Combinator, Each, Function, Group, Line, Match, Mode, Node};
/// What a value is in a rule, and what a newer version's own properties are kept as.
pub use serde_json::{Map, Value as Json};
pub use sure::Sure;
pub use table::{Changed, Counted, Lines, Row, Table};
