//! Time and chance from the browser.

use std::rc::Rc;
use std::time::Duration;

use innkeeper_domain::Date;
use wasm_bindgen::{JsCast, closure::Closure};

use super::scope;
use crate::ports::Clock;
use crate::signal::Bell;

/// The device's clock and the browser's random numbers.
#[derive(Clone, Copy, Debug)]
pub struct WorkerClock;

impl Clock for WorkerClock {
    fn wall(&self) -> i64 {
        // Milliseconds since 1970 fit a double exactly for the next 285,000 years.
        js_sys::Date::now() as i64
    }

    fn micros(&self) -> u64 {
        // Without such a clock durations show as 0.
        let ms = scope().performance().map_or(0.0, |clock| clock.now());
        // Read as seconds, a millisecond's thousandths are microseconds.
        Duration::try_from_secs_f64(ms).map_or(0, |read| u64::try_from(read.as_millis()).unwrap_or(u64::MAX))
    }

    fn today(&self) -> Date {
        let now = js_sys::Date::new_0();
        let day = || {
            let year = i16::try_from(now.get_full_year()).ok()?;
            let month = i8::try_from(now.get_month() + 1).ok()?;
            Date::new(year, month, i8::try_from(now.get_date()).ok()?)
        };
        // Only a clock beyond the year 9999 has no such day.
        day().unwrap_or_else(|| Date::from_days_since_epoch(0).expect("the epoch is a day"))
    }

    fn midnight(&self) -> i64 {
        let day = js_sys::Date::new_0();
        day.set_hours(0);
        day.set_minutes(0);
        day.set_seconds(0);
        day.set_milliseconds(0);
        day.get_time() as i64
    }

    fn random(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).expect("every browser with wasm has crypto.getRandomValues");
        bytes
    }

    async fn sleep(&self, ms: u32) {
        sleep(ms).await;
    }
}

/// Waits; a wait that is given up takes its timer along.
pub(super) async fn sleep(ms: u32) {
    let over = Rc::new(Bell::default());
    let ring = over.clone();
    let wake = Closure::<dyn FnMut()>::new(move || ring.ring());
    let ms = i32::try_from(ms).unwrap_or(i32::MAX);
    let set = scope().set_timeout_with_callback_and_timeout_and_arguments_0(wake.as_ref().unchecked_ref(), ms);
    let _timer = Timer { id: set.ok(), _wake: wake };
    over.wait().await;
}

struct Timer {
    id: Option<i32>,
    _wake: Closure<dyn FnMut()>,
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            scope().clear_timeout_with_handle(id);
        }
    }
}
