//! The server's clock: milliseconds since 1970, UTC.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// The time now.
#[must_use]
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Where handlers read the time, so that tests can move it.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> i64 + Send + Sync>);

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self(Arc::new(now_ms))
    }

    /// A clock that says what the function says.
    #[must_use]
    pub fn of(now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> i64 {
        (self.0)()
    }
}
