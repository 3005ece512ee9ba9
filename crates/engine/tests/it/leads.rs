//! Leads from the stand to the log, and what was typed and not saved.

use std::collections::BTreeMap;

use innkeeper_domain::consent::{Channel, Decision, Purpose};
use innkeeper_domain::lead::{self, Grade, LeadStatus};
use innkeeper_domain::value::Value;
use innkeeper_domain::{Entity, consent_event};
use innkeeper_engine::ports::StoreError;
use innkeeper_engine::protocol::{
    Command, ConsentGiven, KnownGuest, LeadCapture, LeadRow, LeadView, LeadsQuery, LeadsView, OutboxState, Outcome, Query, Told, View,
};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::RootId;
use innkeeper_sync::op::{Fields, Kind};
use uuid::Uuid;

use crate::desk::{DONE, Desk, Page, hotel, later, li, wording};
use crate::world::Time;

const LEADS: u32 = 20;
const LEAD: u32 = 21;
const DRAFT: u32 = 22;
const KNOWN: u32 = 23;
const DAY: i64 = 86_400_000;

impl Page {
    fn leads(&mut self, search: &str) -> LeadsView {
        match self.view(LEADS, Query::Leads(LeadsQuery { search: search.to_owned(), offset: 0, limit: 50 })) {
            View::Leads(view) => view,
            other => panic!("{other:?}"),
        }
    }

    fn lead(&mut self, root: RootId) -> LeadView {
        match self.view(LEAD, Query::Lead(root)) {
            View::Lead(Some(view)) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn draft(&mut self, name: &str) -> String {
        match self.view(DRAFT, Query::Draft(name.to_owned())) {
            View::Draft(text) => text,
            other => panic!("{other:?}"),
        }
    }

    fn known(&mut self, email: &str, phone: &str) -> Vec<KnownGuest> {
        match self.view(KNOWN, Query::Known(email.to_owned(), phone.to_owned())) {
            View::Known(guests) => guests,
            other => panic!("{other:?}"),
        }
    }

    fn type_into(&mut self, form: &str, text: &str) {
        assert_eq!(self.perform(Command::KeepDraft { name: form.to_owned(), text: text.to_owned() }), DONE);
    }

    fn capture(&mut self, capture: LeadCapture) -> RootId {
        match self.perform(Command::CaptureLead(capture)) {
            Told::Done(Outcome::Root(root)) => root,
            other => panic!("{other:?}"),
        }
    }
}

fn fields<const N: usize>(texts: [(&str, &str); N]) -> BTreeMap<String, Value> {
    texts.into_iter().map(|(name, text)| (name.to_owned(), Value::Text(text.to_owned()))).collect()
}

fn met<const N: usize>(texts: [(&str, &str); N]) -> LeadCapture {
    LeadCapture { fields: fields(texts), interests: Vec::new(), consents: Vec::new(), draft: "capture".to_owned() }
}

fn consented<const N: usize>(texts: [(&str, &str); N]) -> LeadCapture {
    let consent = ConsentGiven {
        purpose: Purpose::Marketing,
        channel: Channel::Email,
        decision: Decision::Granted,
        text: wording(),
        method: "tick".to_owned(),
    };
    LeadCapture { consents: vec![consent], ..met(texts) }
}

#[test]
fn a_lead_and_its_consent_are_one_group() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let mut page = Desk::at(&hotel, &time).enrolled();
    page.capture(consented([("surname", "Ferrer"), ("source_detail", "FITUR 2026")]));
    later(&time, &mut [&mut page]);
    let hotel = hotel.borrow();
    let last: Vec<(&str, u64)> = hotel.rows().iter().rev().take(2).map(|row| (row.op.kind.name(), row.op.grp)).collect();
    assert_eq!(last, [("append", last[1].1), ("new", last[1].1)]);
}

#[test]
fn a_consent_at_a_fair_says_whose_it_is_and_where_it_was_given() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let mut page = Desk::at(&hotel, &time).enrolled();
    let root = page.capture(consented([("surname", "Ferrer"), ("source_detail", "FITUR 2026")]));
    later(&time, &mut [&mut page]);
    let state = hotel.borrow().state(root);
    let entry = &state.own(root).expect("the lead").entries("consents")[0].fields;
    assert_eq!(entry.get(consent_event::LEAD.name()), Some(&Value::Ref(root.0)));
    assert_eq!(entry.get(consent_event::SOURCE.name()), Some(&Value::Text("fair".to_owned())));
    assert_eq!(entry.get(consent_event::SOURCE_DETAIL.name()), Some(&Value::Text("FITUR 2026".to_owned())));
}

#[test]
fn a_lead_with_one_handle_is_kept_and_is_to_be_finished() {
    let time = Time::noon();
    let mut page = Desk::at(&hotel(&time), &time).enrolled();
    page.wire.online.set(false);
    page.capture(met([("email", "li@example.com")]));
    let rows = page.leads("").rows;
    assert!(matches!(&rows[..], [LeadRow { to_finish: true, status: Some(LeadStatus::New), sent: Some(OutboxState::Saved), .. }]));
    assert_eq!((rows[0].by.as_str(), rows[0].at), ("", time_of(&time)));
}

fn time_of(time: &Time) -> i64 {
    innkeeper_engine::ports::Clock::wall(time)
}

#[test]
fn an_a_is_due_in_a_day_a_b_in_two_and_a_c_never() {
    let time = Time::noon();
    let mut page = Desk::at(&hotel(&time), &time).enrolled();
    let due = [("a", Some(DAY)), ("b", Some(2 * DAY)), ("c", None)].map(|(grade, due)| {
        let root = page.capture(met([("surname", "Ferrer"), ("grade", grade)]));
        (page.lead(root).row.reply_due, due.map(|due| time_of(&time) + due))
    });
    assert!(due.iter().all(|(told, right)| told == right), "{due:?}");
}

#[test]
fn a_lead_that_was_answered_is_not_due() {
    let time = Time::noon();
    let mut page = Desk::at(&hotel(&time), &time).enrolled();
    let root = page.capture(met([("surname", "Ferrer"), ("grade", "a")]));
    let answered = vec![(lead::FIRST_FOLLOWUP_AT.name().to_owned(), Value::Int(time_of(&time)), Vec::new())];
    page.perform(Command::EditGuest { root, fields: answered, sets: Vec::new() });
    assert_eq!(page.lead(root).row.reply_due, None);
}

#[test]
fn a_value_of_the_wrong_kind_is_not_taken_into_a_lead() {
    let time = Time::noon();
    let mut page = Desk::at(&hotel(&time), &time).enrolled();
    let root = page.capture(met([("surname", "Ferrer")]));
    let wrong = vec![(lead::ROOM_NIGHTS.name().to_owned(), Value::Text("three".to_owned()), Vec::new())];
    let told = page.perform(Command::EditGuest { root, fields: wrong, sets: Vec::new() });
    assert!(matches!(told, Told::Failed(problem) if problem.text == "problem-value-not-taken"));
}

#[test]
fn leads_are_found_by_company_and_by_the_digits_of_their_phone() {
    let time = Time::noon();
    let mut page = Desk::at(&hotel(&time), &time).enrolled();
    let root = page.capture(met([("company_name", "Viajes Ávila"), ("phone", "+34 600 12 34 56")]));
    page.capture(met([("company_name", "Becker Reisen")]));
    for search in ["avila", "600-123", "viajes 456"] {
        let found: Vec<RootId> = page.leads(search).rows.iter().map(|row| row.root).collect();
        assert_eq!(found, [root], "{search}");
    }
}

#[test]
fn leads_are_there_after_a_checkpoint_and_a_new_start() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let desk = Desk::at(&hotel, &time);
    let lead = RootId(Uuid::from_u128(0x300));
    let made = Fields::from(fields([("surname", "Ferrer"), ("grade", "b")]));
    let new = Kind::New { entity: Entity::Lead.code().to_owned(), fields: made, sets: BTreeMap::new() };
    hotel.borrow_mut().append(vec![vec![Draft::of(lead, new)]]);
    drop(desk.enrolled());
    let mut again = desk.open_offline();
    assert!(matches!(&again.leads("ferrer").rows[..], [LeadRow { grade: Some(Grade::B), sent: None, .. }]));
}

#[test]
fn todays_leads_are_counted_at_the_place_of_the_newest() {
    let time = Time::noon();
    let mut page = Desk::at(&hotel(&time), &time).enrolled();
    for place in ["ITB", "FITUR", "FITUR"] {
        time.advance(1_000);
        page.capture(met([("surname", "Ferrer"), ("source_detail", place)]));
    }
    assert_eq!(page.leads("").today, 2);
}

#[test]
fn a_visitor_is_known_by_the_whole_phone_number_with_or_without_the_country() {
    let time = Time::noon();
    let mut page = Desk::at(&hotel(&time), &time).enrolled();
    for phone in ["+86 21 6598 2200", "021 6598 2200"] {
        let roots: Vec<RootId> = page.known("", phone).iter().map(|guest| guest.root).collect();
        assert_eq!(roots, [li()], "{phone}");
    }
    assert_eq!(page.known("", "65 98"), []);
}

#[test]
fn a_draft_survives_the_end_of_the_engine() {
    let time = Time::noon();
    let desk = Desk::at(&hotel(&time), &time);
    let mut page = desk.enrolled();
    page.type_into("capture", "Ferr");
    page.type_into("capture", "Ferrer");
    drop(page);
    assert_eq!(desk.open_offline().draft("capture"), "Ferrer");
}

#[test]
fn a_draft_is_dropped_with_the_save_of_its_lead() {
    let time = Time::noon();
    let desk = Desk::at(&hotel(&time), &time);
    let mut page = desk.enrolled();
    page.type_into("capture", "Ferrer");
    page.capture(met([("surname", "Ferrer")]));
    drop(page);
    assert_eq!(desk.open_offline().draft("capture"), "");
}

#[test]
fn a_draft_stays_when_its_lead_could_not_be_saved() {
    let time = Time::noon();
    let desk = Desk::at(&hotel(&time), &time);
    let mut page = desk.enrolled();
    page.type_into("capture", "Ferrer");
    desk.disk.break_with(StoreError::Quota);
    assert!(matches!(page.perform(Command::CaptureLead(met([("surname", "Ferrer")]))), Told::Failed(_)));
    assert_eq!(page.draft("capture"), "Ferrer");
}

#[test]
fn drafts_of_two_forms_do_not_meet() {
    let time = Time::noon();
    let mut page = Desk::at(&hotel(&time), &time).enrolled();
    page.type_into("capture", "Ferrer");
    page.type_into("note", "late arrival");
    assert_eq!((page.draft("capture"), page.draft("note")), ("Ferrer".to_owned(), "late arrival".to_owned()));
}

#[test]
fn a_lead_is_called_by_its_name_in_the_outbox() {
    let time = Time::noon();
    let mut page = Desk::at(&hotel(&time), &time).enrolled();
    page.wire.online.set(false);
    page.capture(met([("given_name", "Núria"), ("surname", "Ferrer")]));
    assert_eq!(page.outbox().items[0].title, "Núria Ferrer");
}
