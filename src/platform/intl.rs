//! Numbers, money, dates and names of countries and languages, as the browser's `Intl` writes them.
//!
//! A formatter costs a millisecond to make and microseconds to use, so each is made once. Amounts go to the browser as
//! decimal text, so that no sum passes through a floating point number.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::HashMap;

use innkeeper_domain::{Date, Instant, Money};
use innkeeper_texts::Locale;
use js_sys::{Array, Function, Intl, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// How much of an amount is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// Whole units: lists and figures.
    Whole,
    /// Everything down to the cent.
    Exact,
}

/// How much of a day is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayForm {
    /// 21 Nov 2026.
    Full,
    /// 21 Nov.
    Short,
    /// Sat 21 Nov.
    Weekday,
    /// 21 November 2026.
    Long,
    /// November 2026.
    Month,
    /// Saturday 21 November 2026.
    Whole,
}

/// How much of a moment is written, in the device's own time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MomentForm {
    /// 21 Nov, 14:31.
    DayTime,
    /// 21 Nov 2026, 14:31.
    Full,
    /// 14:31.
    Time,
}

/// Writes values in one language.
#[derive(Clone, Copy, Debug)]
pub struct Formats {
    locale: Locale,
}

thread_local! {
    static FORMATTERS: RefCell<HashMap<String, Function>> = RefCell::default();
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        set(&object, name, &JsValue::from_str(value));
    }
    object
}

fn set(object: &Object, name: &str, value: &JsValue) {
    Reflect::set(object, &JsValue::from_str(name), value).expect("a plain object takes properties");
}

/// The formatter kept under `name`, made if this is its first use.
fn formatter(name: String, make: impl FnOnce() -> Function) -> Function {
    let known = FORMATTERS.with_borrow(|kept| kept.get(&name).cloned());
    known.unwrap_or_else(|| {
        let made = make();
        FORMATTERS.with_borrow_mut(|kept| kept.insert(name, made.clone()));
        made
    })
}

/// What a formatter writes for a value; empty if it refuses the value.
fn write(formatter: &Function, value: &JsValue) -> String {
    formatter.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

impl Formats {
    /// The formats of a language.
    pub const fn new(locale: Locale) -> Self {
        Self { locale }
    }

    fn tags(self) -> Array {
        Array::of1(&JsValue::from_str(self.locale.format_tag()))
    }

    /// A count with thousands separators.
    pub fn number(self, number: i64) -> String {
        let format =
            formatter("number".to_owned(), || Intl::NumberFormat::new(&self.tags(), &options(&[("useGrouping", "always")])).format());
        write(&format, &JsString::from(number.to_string()))
    }

    /// An amount with the sign of its currency.
    pub fn money(self, money: Money, precision: Precision) -> String {
        let code = money.currency.code();
        let digits = money.currency.minor_digits();
        let shown = match precision {
            Precision::Whole => 0,
            Precision::Exact => digits,
        };
        let format = formatter(format!("money {code} {shown}"), || {
            let wanted = options(&[("style", "currency"), ("currency", code), ("useGrouping", "always")]);
            for name in ["minimumFractionDigits", "maximumFractionDigits"] {
                set(&wanted, name, &JsValue::from(shown));
            }
            Intl::NumberFormat::new(&self.tags(), &wanted).format()
        });
        write(&format, &JsString::from(decimal(money.minor, digits)))
    }

    /// A day without a time zone.
    pub fn day(self, date: Date, form: DayForm) -> String {
        let format = formatter(format!("day {form:?}"), || {
            let wanted: &[(&str, &str)] = match form {
                DayForm::Full => &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
                DayForm::Short => &[("day", "numeric"), ("month", "short")],
                DayForm::Weekday => &[("weekday", "short"), ("day", "numeric"), ("month", "short")],
                DayForm::Long => &[("day", "numeric"), ("month", "long"), ("year", "numeric")],
                DayForm::Month => &[("month", "long"), ("year", "numeric")],
                DayForm::Whole => &[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")],
            };
            let wanted = options(wanted);
            set(&wanted, "timeZone", &JsValue::from_str("UTC"));
            Intl::DateTimeFormat::new(&self.tags(), &wanted).format()
        });
        let midnight = i64::from(date.days_since_epoch()) * 86_400_000;
        write(&format, &js_date(midnight))
    }

    /// A moment, where the device is.
    pub fn moment(self, at: Instant, form: MomentForm) -> String {
        let format = formatter(format!("moment {form:?}"), || {
            let time = [("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")];
            let day: &[(&str, &str)] = match form {
                MomentForm::DayTime => &[("day", "numeric"), ("month", "short")],
                MomentForm::Full => &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
                MomentForm::Time => &[],
            };
            let wanted = options(&time);
            for (name, value) in day {
                set(&wanted, name, &JsValue::from_str(value));
            }
            Intl::DateTimeFormat::new(&self.tags(), &wanted).format()
        });
        write(&format, &js_date(at.0))
    }

    /// So many days from today, as people say it: tomorrow, in 6 days, 3 months ago.
    pub fn days_from_now(self, days: i32) -> String {
        let (amount, unit) = match days.unsigned_abs() {
            0..45 => (days, "day"),
            45..550 => (days / 30, "month"),
            _ => (days / 365, "year"),
        };
        thread_local! {
            static RELATIVE: RefCell<Option<Intl::RelativeTimeFormat>> = const { RefCell::new(None) };
        }
        RELATIVE.with_borrow_mut(|kept| {
            let format = kept.get_or_insert_with(|| Intl::RelativeTimeFormat::new(&self.tags(), &options(&[("numeric", "auto")])));
            format.format(f64::from(amount), unit).into()
        })
    }

    /// Several things as this language lists them: one, two and three.
    pub fn list(self, parts: Vec<String>) -> String {
        let parts: Array = parts.into_iter().map(JsValue::from).collect();
        Intl::ListFormat::new(&self.tags(), &options(&[("type", "conjunction")])).format(&parts).into()
    }

    /// The name of a currency for its ISO 4217 code; the code itself if it has none.
    pub fn currency(self, code: &str) -> String {
        self.display_name("currency", code)
    }

    /// The name of a country for its ISO 3166-1 code; the code itself if it has none.
    pub fn country(self, code: &str) -> String {
        self.display_name("region", code)
    }

    /// The name of a language for its BCP 47 tag; the tag itself if it has none.
    pub fn language(self, tag: &str) -> String {
        self.display_name("language", tag)
    }

    /// Values with their names, sorted as a person of this language looks for them.
    pub fn sorted(self, mut named: Vec<(String, String)>) -> Vec<(String, String)> {
        let compare = Intl::Collator::new(&self.tags(), &Object::new()).compare();
        named.sort_by(|(_, one), (_, two)| {
            let order = compare.call2(&JsValue::UNDEFINED, &JsValue::from_str(one), &JsValue::from_str(two));
            // Only its sign means something; a collator does not throw for strings.
            order.ok().and_then(|order| order.as_f64()).map_or(Ordering::Equal, |order| order.total_cmp(&0.0))
        });
        named
    }

    fn display_name(self, kind: &str, code: &str) -> String {
        thread_local! {
            static NAMES: RefCell<HashMap<String, Function>> = RefCell::default();
        }
        let of = NAMES.with_borrow_mut(|kept| {
            kept.entry(kind.to_owned())
                .or_insert_with(|| {
                    let tags = Array::of1(&JsValue::from_str(self.locale.tag()));
                    let names = Intl::DisplayNames::new(&tags, &options(&[("type", kind)]));
                    // Taken as a function because it throws for a code that is none, and codes come from files.
                    Reflect::get(&names, &JsValue::from_str("of"))
                        .ok()
                        .and_then(|of| of.dyn_into::<Function>().ok())
                        .map_or_else(|| Function::from(JsValue::UNDEFINED), |of| of.bind0(&names))
                })
                .clone()
        });
        let name = write(&of, &JsValue::from_str(code));
        if name.is_empty() { code.to_owned() } else { name }
    }
}

/// What the browser knows of a kind: `timeZone`, `currency`. Empty where it cannot say.
pub fn known(kind: &str) -> Vec<String> {
    let values = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl"))
        .and_then(|intl| Reflect::get(&intl, &JsValue::from_str("supportedValuesOf")))
        .ok()
        .and_then(|function| function.dyn_into::<Function>().ok())
        .and_then(|function| function.call1(&JsValue::UNDEFINED, &JsValue::from_str(kind)).ok())
        .and_then(|values| values.dyn_into::<Array>().ok());
    values.map(|values| values.iter().filter_map(|value| value.as_string()).collect()).unwrap_or_default()
}

/// The time zone of this device, by its IANA name.
pub fn own_zone() -> String {
    let chosen = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&chosen, &JsValue::from_str("timeZone")).ok().and_then(|zone| zone.as_string()).unwrap_or_default()
}

fn js_date(milliseconds: i64) -> JsValue {
    // Exact: the numbers are far below 2^53.
    js_sys::Date::new(&JsValue::from_f64(milliseconds as f64)).into()
}

/// Minor units as decimal text: 124050 with two digits is `1240.50`.
fn decimal(minor: i64, digits: u32) -> String {
    let digits = digits as usize;
    let sign = if minor < 0 { "-" } else { "" };
    let all = format!("{:0>width$}", minor.unsigned_abs(), width = digits + 1);
    let (whole, part) = all.split_at(all.len() - digits);
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}
