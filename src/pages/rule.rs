//! Lines of rules on the screen, for filters and for segments: their words, and the inputs they are changed with.

mod line;
mod offers;
mod words;

pub use line::{Place, comparison, select, tokens};
pub use offers::{fields_by_name, guests};
pub use words::Lexicon;
