//! What every part of the page may use, as one value in the context.

use innkeeper_engine::protocol::StatusView;
use leptos::prelude::*;

use crate::engine::Engine;
use crate::platform::announce::Announcer;
use crate::platform::intl::Formats;
use crate::texts::Texts;
use crate::ui::Toasts;

/// The services.
#[derive(Clone, Copy)]
pub struct Services {
    /// Sentences.
    pub texts: Texts,
    /// Numbers, money, dates.
    pub formats: Formats,
    /// The guests.
    pub engine: Engine,
    /// Short messages.
    pub toasts: Toasts,
    /// Messages for those who hear the page.
    pub announcer: Announcer,
    /// Where we are; none until the engine has answered.
    pub status: ReadSignal<Option<StatusView>>,
}

/// The services of this page.
pub fn services() -> Services {
    expect_context()
}
