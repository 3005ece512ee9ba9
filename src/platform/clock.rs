//! The time of day on this device: the only clock of the app.

use innkeeper_domain::{Date, Instant};

/// Now.
pub fn now() -> Instant {
    // Milliseconds since 1970 fit a double exactly for the next 285,000 years.
    Instant(js_sys::Date::now() as i64)
}

/// Today where the device is.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let day = || {
        let year = i16::try_from(now.get_full_year()).ok()?;
        let month = i8::try_from(now.get_month() + 1).ok()?;
        Date::new(year, month, i8::try_from(now.get_date()).ok()?)
    };
    // Only a clock beyond the year 9999 has no such day.
    day().unwrap_or_else(|| Date::from_days_since_epoch(0).expect("the epoch is a day"))
}
