//! Lines of rules on the screen, for filters and for segments: their words, and the inputs they are changed with.

mod line;
mod words;

pub use line::{Place, select, tokens};
pub use words::Lexicon;
