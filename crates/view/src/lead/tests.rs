//! Claims about the form of a lead.

use innkeeper_engine::protocol::{ChoiceView, ConsentView, FieldView, LeadRow};
use innkeeper_sync::id::{DeviceId, Dot, RootId};
use uuid::Uuid;

use super::*;

fn form(entries: &[(Entry, &str)]) -> LeadForm {
    let mut form = LeadForm::default();
    for (entry, typed) in entries {
        form.set(*entry, *typed);
    }
    form
}

fn wording(name: &str, purpose: Purpose, locale: &str, version: i64) -> ConsentTextView {
    let id = Uuid::from_u128(
        u128::try_from(version).expect("versions count from 1") + (locale.len() as u128) * 1_000 + (name.len() as u128) * 100_000,
    );
    ConsentTextView {
        id,
        name: name.to_owned(),
        purpose,
        version,
        locale: locale.to_owned(),
        text: format!("{name} {locale} {version}"),
        sha256: String::new(),
    }
}

fn asked() -> Vec<Question> {
    let wordings = [wording("offers-by-email", Purpose::Marketing, "en", 1), wording("request-by-phone", Purpose::Transactional, "en", 1)];
    questions(&wordings, "en")
}

fn field(name: &str, value: Value, dot: u64) -> FieldView {
    let choices = vec![ChoiceView { value, by: String::new(), at: 0, device: None, mine: true }];
    FieldView { name: name.to_owned(), choices, seen: vec![Dot(DeviceId(3), dot)], editable: true }
}

fn lead(name: &str, fields: Vec<FieldView>) -> LeadView {
    LeadView {
        row: LeadRow {
            root: RootId(Uuid::from_u128(1)),
            name: name.to_owned(),
            company: String::new(),
            email: String::new(),
            phone: String::new(),
            grade: None,
            status: None,
            place: String::new(),
            at: 0,
            by: String::new(),
            reply_due: None,
            to_finish: false,
            sent: None,
        },
        fields,
        sets: BTreeMap::new(),
        consents: Vec::new(),
        known: Vec::new(),
        editable: true,
    }
}

fn sofia() -> LeadView {
    lead(
        "Sofia Lindqvist",
        vec![
            field("given_name", Value::Text("Sofia".to_owned()), 1),
            field("surname", Value::Text("Lindqvist".to_owned()), 1),
            field("company_name", Value::Text("Nordic".to_owned()), 2),
        ],
    )
}

#[test]
fn one_handle_is_enough() {
    for entry in [Entry::Name, Entry::Email, Entry::Phone, Entry::Notes] {
        assert!(form(&[(entry, "x")]).has_handle(), "{entry:?}");
    }
}

#[test]
fn a_grade_and_a_company_are_no_handle() {
    assert!(!form(&[(Entry::Grade, "a"), (Entry::Company, "Nordic Incentives AB"), (Entry::Name, "  ")]).has_handle());
}

#[test]
fn a_name_in_one_field_becomes_given_name_and_surname() {
    let fields = form(&[(Entry::Name, "Sofia Lindqvist")]).captured("", "", &[]).fields;
    assert_eq!(fields.get("given_name"), Some(&Value::Text("Sofia".to_owned())));
    assert_eq!(fields.get("surname"), Some(&Value::Text("Lindqvist".to_owned())));
}

#[test]
fn a_name_of_the_chosen_language_has_its_family_first() {
    let fields = form(&[(Entry::Name, "Wang Siyuan"), (Entry::Language, "zh-CN")]).captured("", "", &[]).fields;
    assert_eq!(fields.get("surname"), Some(&Value::Text("Wang".to_owned())));
}

#[test]
fn no_part_of_a_long_name_is_lost() {
    let fields = form(&[(Entry::Name, "Nguyễn Văn Anh"), (Entry::Language, "vi")]).captured("", "", &[]).fields;
    assert_eq!(fields.get("given_name"), Some(&Value::Text("Văn Anh".to_owned())));
}

#[test]
fn an_incomplete_address_is_captured_as_it_was_given() {
    let fields = form(&[(Entry::Email, "karim@haddad")]).captured("", "", &[]).fields;
    assert_eq!(fields.get("email"), Some(&Value::Text("karim@haddad".to_owned())));
}

#[test]
fn room_nights_that_are_no_number_are_kept_with_the_notes() {
    let fields = form(&[(Entry::RoomNights, "20 or 30"), (Entry::Notes, "In May")]).captured("", "Room nights", &[]).fields;
    assert_eq!(fields.get("room_nights"), None);
    assert_eq!(fields.get("notes"), Some(&Value::Text("In May\nRoom nights: 20 or 30".to_owned())));
}

#[test]
fn what_nobody_typed_is_not_written() {
    let fields = form(&[(Entry::Phone, "+34 600 000 000")]).captured("", "", &[]).fields;
    assert_eq!(fields.keys().collect::<Vec<_>>(), ["phone"]);
}

#[test]
fn a_fair_is_where_the_lead_came_from() {
    let fields = form(&[(Entry::Name, "Li")]).captured("Mediterranean Travel Fair", "", &[]).fields;
    assert_eq!(fields.get("source"), Some(&Value::Text("trade-show".to_owned())));
    assert_eq!(fields.get("source_detail"), Some(&Value::Text("Mediterranean Travel Fair".to_owned())));
}

#[test]
fn only_a_ticked_box_is_a_consent() {
    let mut form = form(&[(Entry::Name, "Li")]);
    assert!(form.captured("", "", &asked()).consents.is_empty());
    form.toggle(Entry::Allows, "phone");
    let consents = form.captured("", "", &asked()).consents;
    assert_eq!(consents.iter().map(|given| (given.channel, given.decision)).collect::<Vec<_>>(), [(Channel::Phone, Decision::Granted)]);
    assert_eq!(consents[0].text, asked()[1].text.id);
}

#[test]
fn pressing_a_tile_twice_leaves_it_as_it_was() {
    let mut form = LeadForm::default();
    form.toggle(Entry::Interests, "mice");
    form.toggle(Entry::Interests, "wedding");
    form.toggle(Entry::Interests, "mice");
    assert_eq!(form.captured("", "", &[]).interests, ["wedding"]);
}

#[test]
fn the_words_are_those_of_the_visitors_language_in_their_newest_version() {
    let wordings = [
        wording("offers-by-email", Purpose::Marketing, "en", 1),
        wording("offers-by-email", Purpose::Marketing, "es", 1),
        wording("offers-by-email", Purpose::Marketing, "es", 2),
        wording("letters-by-post", Purpose::Marketing, "es", 3),
    ];
    let shown = |language: &str| questions(&wordings, language).into_iter().map(|question| question.text.text).collect::<Vec<_>>();
    assert_eq!(shown("es-MX"), ["offers-by-email es 2"]);
    assert_eq!(shown("ja"), ["offers-by-email en 1"]);
}

#[test]
fn a_question_without_words_is_not_asked() {
    assert!(questions(&[wording("letters-by-post", Purpose::Marketing, "en", 1)], "en").is_empty());
}

#[test]
fn a_draft_brings_every_entry_back() {
    let mut whole = LeadForm::default();
    for entry in Entry::ALL {
        whole.set(entry, format!("{}\nand more", entry.name()));
    }
    assert_eq!(LeadForm::of_draft(&whole.draft()), whole);
}

#[test]
fn a_lead_opened_and_saved_changes_nothing() {
    let form = LeadForm::of_lead(&sofia());
    assert_eq!(form.corrected(&form, &sofia(), "", &asked()), Correction::default());
    assert_eq!(form.draft_over(&form), "");
}

#[test]
fn a_corrected_name_writes_the_part_that_changed() {
    let was = LeadForm::of_lead(&sofia());
    let mut now = was.clone();
    now.set(Entry::Name, "Sofía Lindqvist");
    let correction = now.corrected(&was, &sofia(), "", &[]);
    assert_eq!(correction.fields, [("given_name".to_owned(), Value::Text("Sofía".to_owned()), vec![Dot(DeviceId(3), 1)])]);
}

#[test]
fn a_draft_left_over_an_older_lead_keeps_what_others_wrote_since() {
    let was = LeadForm::of_lead(&sofia());
    let mut left = was.clone();
    left.set(Entry::NextStep, "Call on Monday");
    let mut changed = sofia();
    changed.fields[2] = field("company_name", Value::Text("Nordic Incentives AB".to_owned()), 9);
    let (form, over) = LeadForm::of_lead(&changed).resumed(&left.draft_over(&was));
    assert_eq!((form.get(Entry::Company), form.get(Entry::NextStep)), ("Nordic Incentives AB", "Call on Monday"));
    let fields = form.corrected(&over, &changed, "", &[]).fields;
    assert_eq!(fields.iter().map(|(name, _, _)| name.as_str()).collect::<Vec<_>>(), ["next_step"]);
}

#[test]
fn a_field_changed_by_two_people_says_it_has_not_seen_the_other() {
    let was = LeadForm::of_lead(&sofia());
    let mut left = was.clone();
    left.set(Entry::Company, "Nordic Events");
    let mut changed = sofia();
    changed.fields[2] = field("company_name", Value::Text("Nordic Incentives AB".to_owned()), 9);
    let correction = left.corrected(&was, &changed, "", &[]);
    assert_eq!(correction.fields, [("company_name".to_owned(), Value::Text("Nordic Events".to_owned()), Vec::new())]);
}

#[test]
fn a_box_that_is_cleared_later_withdraws_the_consent() {
    let mut lead = sofia();
    lead.consents.push(ConsentView {
        purpose: Purpose::Marketing,
        channel: Channel::Email,
        standing: Standing::Granted,
        at: 0,
        by: String::new(),
    });
    let was = LeadForm::of_lead(&lead);
    let mut now = was.clone();
    now.toggle(Entry::Allows, "email");
    let consents = now.corrected(&was, &lead, "", &asked()).consents;
    assert_eq!(consents.iter().map(|given| (given.channel, given.decision)).collect::<Vec<_>>(), [(Channel::Email, Decision::Withdrawn)]);
}

#[test]
fn every_entry_has_its_own_name() {
    let names: std::collections::BTreeSet<_> = Entry::ALL.iter().map(|entry| entry.name()).collect();
    assert_eq!(names.len(), Entry::ALL.len());
    assert!(!names.contains(""));
}
