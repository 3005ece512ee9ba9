//! The high form of a row: what its values mean together, and what becomes of it.

use innkeeper_domain::{Date, Value, stay};
use serde::Serialize;

use super::finding::{Code, Effect, Finding};
use super::low::{LowConsent, LowRow, Typed};

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Stored as given.
    Taken,
    /// Stored, with something left out, guessed or replaced.
    Repaired,
    /// Nothing of it was stored.
    Refused,
}

impl Outcome {
    /// The outcome of a row with these findings.
    pub fn of(findings: &[Finding]) -> Self {
        match findings.iter().map(|finding| finding.effect).max() {
            Some(Effect::Refusal) => Self::Refused,
            Some(Effect::Repair) => Self::Repaired,
            Some(Effect::Note) | None => Self::Taken,
        }
    }
}

/// A row that is taken.
#[derive(Clone, Debug, PartialEq)]
pub struct HiRow {
    /// Row number, from 1.
    pub number: u64,
    /// The guest.
    pub guest: GuestDraft,
    /// The stay, if the row has one.
    pub stay: Option<StayDraft>,
    /// Consents that count.
    pub consents: Vec<LowConsent>,
}

/// A guest as one row tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct GuestDraft {
    /// What identifies the guest in its system.
    pub reference: String,
    /// Values.
    pub values: Vec<Typed>,
}

/// A stay as one row tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct StayDraft {
    /// What identifies the stay in its system.
    pub reference: String,
    /// Values.
    pub values: Vec<Typed>,
}

impl StayDraft {
    fn value(&self, key: &str) -> Option<&Value> {
        self.values.iter().find(|(field, _)| field.name == key).map(|(_, value)| value)
    }

    /// A day of the stay.
    pub fn day(&self, key: innkeeper_domain::Key<Date>) -> Option<Date> {
        match self.value(key.name()) {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        }
    }

    fn count(&self, key: innkeeper_domain::Key<i64>) -> Option<i64> {
        self.value(key.name()).and_then(Value::as_int)
    }
}

/// Raises a row to its meaning. The findings are those of the low form and what its meaning adds; with a refusal among
/// them there is no row.
pub fn raise(low: LowRow) -> (Option<HiRow>, Vec<Finding>) {
    let LowRow { number, line, blank, skipped, guest_ref, guest, stay_ref, stay, stay_given, consents, mut findings } = low;
    let say = |findings: &mut Vec<Finding>, code: Code, column: &str, given: String| {
        findings.push(Finding {
            row: number,
            line,
            column: column.to_owned(),
            code: code.name().into(),
            effect: code.effect(),
            given,
            kept: String::new(),
        });
    };
    if blank {
        // The shape of an empty line is of no interest.
        findings.clear();
        say(&mut findings, Code::BlankRow, "", String::new());
        return (None, findings);
    }
    if let Some(word) = skipped {
        say(&mut findings, Code::SkippedByMap, "", word);
        return (None, findings);
    }
    if guest_ref.is_empty() {
        say(&mut findings, Code::NoReference, "", "guest".to_owned());
        return (None, findings);
    }
    if stay_ref.is_empty() && stay_given > 0 {
        say(&mut findings, Code::NoReference, "", "stay".to_owned());
        return (None, findings);
    }
    let stay = (!stay_ref.is_empty()).then_some(StayDraft { reference: stay_ref, values: stay });
    if let Some(stay) = &stay {
        for (code, given) in odd(stay) {
            say(&mut findings, code, "", given);
        }
    }
    (Some(HiRow { number, guest: GuestDraft { reference: guest_ref, values: guest }, stay, consents }), findings)
}

/// What is odd about a stay. All of it happens in real hotels, so it is said and kept.
fn odd(stay: &StayDraft) -> Vec<(Code, String)> {
    let mut odd = Vec::new();
    if stay.value(stay::STATUS.name()).is_none() {
        odd.push((Code::NoStatus, String::new()));
    }
    match (stay.day(stay::ARRIVAL), stay.day(stay::DEPARTURE)) {
        (Some(arrival), Some(departure)) if departure < arrival => {
            odd.push((Code::EndsBeforeItBegins, format!("{arrival} to {departure}")));
        }
        (Some(arrival), Some(departure)) if departure == arrival => odd.push((Code::NoNights, arrival.to_string())),
        (Some(_), Some(_)) => {}
        _ => odd.push((Code::NoDates, String::new())),
    }
    if let (Some(0), Some(0) | None) = (stay.count(stay::ADULTS), stay.count(stay::CHILDREN)) {
        odd.push((Code::NoGuests, "0".to_owned()));
    }
    odd
}

#[cfg(test)]
mod tests {
    use innkeeper_domain::{Entity, field};

    use super::*;

    fn low(stay: &[(&str, Value)]) -> LowRow {
        let typed = |(name, value): &(&str, Value)| (field(Entity::Stay, name).expect("is declared"), value.clone());
        LowRow {
            number: 7,
            guest_ref: "P1".to_owned(),
            stay_ref: "R1".to_owned(),
            stay: [("status", "confirmed".into())].iter().chain(stay).map(typed).collect(),
            ..LowRow::default()
        }
    }

    fn day(text: &str) -> Value {
        Value::Date(text.parse().expect("written strictly"))
    }

    fn codes(low: LowRow) -> (bool, Vec<String>) {
        let (row, findings) = raise(low);
        (row.is_some(), findings.into_iter().map(|finding| finding.code.into_owned()).collect())
    }

    #[test]
    fn odd_stays_are_kept_and_said() {
        for (stay, code) in [
            (vec![("arrival", day("2026-11-21")), ("departure", day("2026-11-21"))], "stay-without-nights"),
            (vec![("arrival", day("2026-11-21")), ("departure", day("2026-11-20"))], "stay-ends-before-it-begins"),
            (vec![("arrival", day("2026-11-21"))], "stay-without-dates"),
        ] {
            assert_eq!(codes(low(&stay)), (true, vec![code.to_owned()]));
        }
    }

    #[test]
    fn a_stay_without_a_status_is_kept_and_said() {
        let mut row = low(&[("arrival", day("2026-11-21")), ("departure", day("2026-11-22"))]);
        row.stay.remove(0);
        assert_eq!(codes(row), (true, vec!["stay-without-status".to_owned()]));
    }

    #[test]
    fn a_stay_of_nobody_is_kept_and_said() {
        let stay =
            [("arrival", day("2026-11-21")), ("departure", day("2026-11-22")), ("adults", Value::Int(0)), ("children", Value::Int(0))];
        assert_eq!(codes(low(&stay)), (true, vec!["stay-without-guests".to_owned()]));
    }

    #[test]
    fn a_row_that_names_no_guest_is_refused() {
        let row = LowRow { guest_ref: String::new(), ..low(&[]) };
        assert_eq!(codes(row), (false, vec!["reference-missing".to_owned()]));
    }

    #[test]
    fn a_stay_without_a_number_refuses_the_row_but_constants_alone_are_no_stay() {
        let row = LowRow { stay_ref: String::new(), stay_given: 1, ..low(&[("adults", Value::Int(2))]) };
        assert_eq!(codes(row), (false, vec!["reference-missing".to_owned()]));
        let row = LowRow { stay_ref: String::new(), stay_given: 0, ..low(&[("property", "City".into())]) };
        assert_eq!(codes(row), (true, vec![]));
    }
}
