//! Fields, declared once.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::field::FieldKind;
use innkeeper_domain::keys::{all_label_keys, all_problem_keys};
use innkeeper_domain::{Class, Date, Entity, Fields, Merge, Shape, Value, Writer, consent_text, field, fields, guest, staff, stay};

#[test]
fn every_field_is_found_by_its_name_at_its_place() {
    for entity in Entity::ALL {
        for (position, declared) in fields(*entity).iter().enumerate() {
            assert_eq!(declared.entity, *entity);
            assert_eq!(declared.position, position);
            assert_eq!(field(*entity, declared.name), Some(declared));
        }
    }
    assert_eq!(field(Entity::Guest, "arrival"), None);
    assert_eq!(field(Entity::Guest, ""), None);
}

#[test]
fn a_label_is_a_catalogue_key() {
    assert_eq!(guest::GIVEN_NAME.field().label, "field-guest-given-name");
    assert_eq!(stay::STATUS.field().code_label("in-house"), "code-stay-status-in-house");
    assert_eq!(consent_text::TEXT_ID.field().label, "field-wording-text-id");
}

#[test]
fn catalogue_keys_are_unique_and_well_formed() {
    let keys = all_label_keys();
    let all: Vec<&str> = keys.iter().map(String::as_str).chain(all_problem_keys().iter().copied()).collect();
    let unique: BTreeSet<&str> = all.iter().copied().collect();
    assert_eq!(unique.len(), all.len());
    for key in all {
        assert!(key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{key}");
    }
}

#[test]
fn a_record_is_read_by_typed_keys() {
    let mut record = BTreeMap::new();
    record.insert("birth_date".to_owned(), Value::Date("1980-02-29".parse().expect("a date")));
    record.insert("given_name".to_owned(), Value::Hidden);
    record.insert("stage".to_owned(), "loyal".into());
    assert_eq!(Fields::get(&record, guest::BIRTH_DATE), Date::new(1980, 2, 29));
    assert_eq!(Fields::get(&record, guest::STAGE), Some(guest::LifecycleStage::Loyal));
    assert_eq!(Fields::get(&record, guest::GIVEN_NAME), None);
    assert_eq!(Fields::get(&record, guest::SURNAME), None);
}

#[test]
fn a_kind_takes_its_values_and_no_others() {
    assert!(stay::STATUS.field().kind.accepts(&"in-house".into()));
    assert!(!stay::STATUS.field().kind.accepts(&"asleep".into()));
    assert!(stay::TOTAL.field().kind.accepts(&Value::Int(12_00)));
    assert!(!stay::TOTAL.field().kind.accepts(&"12.00".into()));
    assert!(stay::ARRIVAL.field().kind.accepts(&Value::Empty));
    assert!(guest::EMAIL.field().kind.accepts(&"not an address".into()));
}

#[test]
fn what_the_house_knows_only_the_house_writes() {
    let staff_may_write: Vec<&str> =
        fields(Entity::Stay).iter().filter(|field| field.writer == Writer::Anyone).map(|field| field.name).collect();
    assert_eq!(staff_may_write, ["notes"]);
    for entity in [Entity::Staff, Entity::Device] {
        assert!(fields(entity).iter().all(|field| field.writer == Writer::House), "{entity}");
    }
}

#[test]
fn a_concurrent_edit_is_only_dropped_for_trivia() {
    let trivia: Vec<&str> = fields(Entity::Guest).iter().filter(|field| field.merge == Merge::Lww).map(|field| field.name).collect();
    assert_eq!(trivia, ["language", "stage", "source"]);
}

#[test]
fn health_and_restrictions_are_sensitive() {
    let sensitive: Vec<&str> =
        fields(Entity::Guest).iter().filter(|field| field.class == Class::Sensitive).map(|field| field.name).collect();
    assert_eq!(sensitive, ["dietary", "allergies", "accessibility", "restriction_reason"]);
}

#[test]
fn money_stands_beside_a_currency_and_is_financial() {
    for entity in Entity::ALL {
        for money in fields(*entity).iter().filter(|field| field.kind == FieldKind::Money) {
            assert!(field(*entity, "currency").is_some(), "{entity}.{}", money.name);
            assert_eq!(money.class, Class::Financial, "{entity}.{}", money.name);
        }
    }
}

#[test]
fn contacts_are_never_open() {
    for entity in Entity::ALL {
        for contact in fields(*entity).iter().filter(|field| matches!(field.kind, FieldKind::Email | FieldKind::Phone)) {
            assert_ne!(contact.class, Class::Open, "{entity}.{}", contact.name);
        }
    }
}

#[test]
fn sets_are_declared_as_sets() {
    assert_eq!(guest::TAGS.field().shape, Shape::Set);
    assert_eq!(staff::ROLES.field().shape, Shape::Set);
    assert_eq!(guest::EMAIL.field().shape, Shape::Register);
}

#[test]
fn a_wording_is_proved_by_the_hash_of_exactly_its_words() {
    assert_eq!(consent_text::sha256_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_ne!(consent_text::sha256_of("abc "), consent_text::sha256_of("abc"));
}

/// One line per field: what others rely on. A change here is a change of the stored data's meaning.
#[test]
fn the_declared_fields_are_these() {
    let mut table = String::new();
    for entity in Entity::ALL {
        for field in fields(*entity) {
            let kind = match field.kind {
                FieldKind::Ref(to) => format!("ref {to}"),
                FieldKind::Code(codes) => format!("code {}", codes.join("|")),
                other => format!("{other:?}").to_lowercase(),
            };
            let segmentable = if field.segmentable { " segmentable" } else { "" };
            table.push_str(&format!(
                "{entity}.{} {} {} {} {}{segmentable}: {kind}\n",
                field.name, field.shape, field.class, field.merge, field.writer
            ));
        }
    }
    insta::assert_snapshot!(table);
}
