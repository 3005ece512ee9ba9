//! The time of day on this device: the only clock of the app.

use innkeeper_domain::{Date, Instant};
use wasm_bindgen::JsValue;

/// Now.
pub fn now() -> Instant {
    // Milliseconds since 1970 fit a double exactly for the next 285,000 years.
    Instant(js_sys::Date::now() as i64)
}

/// Today where the device is.
pub fn today() -> Date {
    day_of(now())
}

/// The hour of the day where the device is, from 0 to 23.
pub fn hour() -> u32 {
    js_sys::Date::new_0().get_hours()
}

/// The end of today where the device is.
pub fn midnight() -> Instant {
    let day = js_sys::Date::new_0();
    // Tomorrow at this minute and second, exact below 2^53, less these.
    let tomorrow = day.set_hours(24) as i64;
    Instant(tomorrow - i64::from(day.get_minutes()) * 60_000 - i64::from(day.get_seconds()) * 1_000)
}

/// The day of a moment, where the device is.
pub fn day_of(at: Instant) -> Date {
    // Exact: the number is far below 2^53.
    let now = js_sys::Date::new(&JsValue::from_f64(at.0 as f64));
    let day = || {
        let year = i16::try_from(now.get_full_year()).ok()?;
        let month = i8::try_from(now.get_month() + 1).ok()?;
        Date::new(year, month, i8::try_from(now.get_date()).ok()?)
    };
    // Only a moment beyond the year 9999 has no such day.
    day().unwrap_or_else(|| Date::from_days_since_epoch(0).expect("the epoch is a day"))
}
