//! The forms that are kept and sent for ever. A snapshot that changes here is a change of every log and every outbox there is: add, never alter.

use innkeeper_domain::loyalty_line::PointsReason;
use innkeeper_domain::{Date, Entity, Value};
use innkeeper_sync::body;
use innkeeper_sync::carry::{self, Carried, CarriedPush, Head, NoFile, Parts, Unsent};
use innkeeper_sync::client::{Kept, Meta, OutboxValue};
use innkeeper_sync::hlc::{Clock, Hlc};
use innkeeper_sync::id::{ActionId, DeviceId, UserId};
use innkeeper_sync::ledger::Line;
use innkeeper_sync::op::{Fields, Kind, Op, SetField};
use innkeeper_sync::page::{Page, root_text};
use innkeeper_sync::projection::{HOTEL, Projection};
use innkeeper_sync::row::{Chain, Reason, Row, Status};
use innkeeper_sync::sealed;
use innkeeper_sync::state::RootState;
use innkeeper_sync::wire::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::make::*;

fn values() -> Vec<(&'static str, Value)> {
    vec![
        ("cleared", Value::Empty),
        ("text", text("Åström \"Li\"")),
        ("number", Value::Int(-1_250)),
        ("flag", Value::Bool(true)),
        ("day", Value::Date(Date::new(2026, 11, 21).expect("a day"))),
        ("decimal", Value::Decimal("12.50".parse().expect("a decimal"))),
        ("record", Value::Ref(id(7))),
        ("hidden", Value::Hidden),
    ]
}

fn kinds() -> Vec<Kind> {
    let stream = || "interactions".to_owned();
    let raw = serde_json::value::RawValue::from_string("{\"into\": [1, 2]}".to_owned()).expect("JSON");
    let all: Fields = values().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let sets = [("tags".to_owned(), vec![text("vegan"), text("quiet")])].into();
    let both = [
        ("email".to_owned(), SetField(Value::Empty, vec![])),
        ("surname".to_owned(), SetField(text("Lee"), vec![dot(1, 7), dot(0x8000_0002, 9)])),
    ];
    vec![
        Kind::New { entity: "guest".to_owned(), fields: all, sets },
        Kind::New { entity: "lead".to_owned(), fields: Fields::new(), sets: Default::default() },
        Kind::Set { fields: both.into() },
        Kind::Add { set: "tags".to_owned(), elem: text("vegan"), seen: vec![] },
        Kind::Add { set: "tags".to_owned(), elem: text("vegan"), seen: vec![dot(1, 7)] },
        Kind::Rem { set: "tags".to_owned(), elem: text("vegan"), seen: vec![dot(1, 7)] },
        note(5, "late arrival"),
        Kind::Amend { stream: stream(), entry: entry(5), fields: fields(&[("body", text("early arrival"))]) },
        Kind::Retract { stream: stream(), entry: entry(5), reason: text("the other guest") },
        Kind::Archive { seen: vec![dot(1, 7)] },
        Kind::Restore { seen: vec![] },
        Kind::Noop {},
        Kind::Place { space: "spa".to_owned(), inside: true },
        Kind::Alias { to: root(2) },
        Kind::Unalias { to: root(2) },
        Kind::Erase {},
        Kind::Release { dot: dot(1, 7), was: None },
        Kind::parse("merge".to_owned(), Some(raw)).expect("an unknown kind is kept"),
        Kind::Full { page: root_text(root(1), 7, &RootState { erased: Some(stamp(NOW, 1, 7)), ..RootState::default() }) },
        Kind::Evict { erased: false },
        Kind::Evict { erased: true },
    ]
}

/// One line of JSON, which must read back as what it was written from.
fn line<T: Serialize + DeserializeOwned + PartialEq + core::fmt::Debug>(value: &T) -> String {
    let json = serde_json::to_string(value).expect("it is JSON");
    assert_eq!(serde_json::from_str::<T>(&json).expect("it reads back"), *value);
    json
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// 64 digits a line.
fn hex_lines(bytes: &[u8]) -> String {
    bytes.chunks(32).map(hex).collect::<Vec<_>>().join("\n")
}

fn row(seq: u64, status: Status, op: Op) -> Row {
    Row { seq, epoch: 1, dev: TABLET, by: anna(), eff: Hlc::at(NOW), status, op }
}

#[test]
fn values_in_json_and_in_pages() {
    let lines = values().into_iter().map(|(name, value)| {
        let binary = postcard::to_allocvec(&value).expect("a vector takes every byte");
        assert_eq!(postcard::from_bytes(&binary), Ok(value.clone()));
        format!("{name}: {} · {}", line(&value), hex(&binary))
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_kind_of_op() {
    let plain = (1..).zip(kinds()).map(|(n, kind)| line(&op(n, root(1), kind)));
    let mut lines: Vec<String> = plain.collect();
    let whole = Op { grp: 6, end: false, other_ent: Some(root(3).ent()), action: Some(ActionId(id(4))), ..op(7, root(1), Kind::Noop {}) };
    lines.push(line(&whole));
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn lines_of_the_loyalty_ledger() {
    let lines = [
        (Line { points: 250, reason: PointsReason::Earned, device: None }, Some(text("two nights"))),
        (Line { points: 100, reason: PointsReason::Allowance, device: Some(TABLET) }, None),
        (Line { points: -80, reason: PointsReason::Redeemed, device: Some(TABLET) }, Some(text("dinner"))),
        (Line { points: -50, reason: PointsReason::Redeemed, device: None }, None),
        (Line { points: -20, reason: PointsReason::Expired, device: None }, None),
        (Line { points: 5, reason: PointsReason::Adjusted, device: None }, None),
    ];
    let lines = (1..).zip(lines).map(|(n, (ledger_line, reference))| {
        let kind = ledger_line.appended(entry(n.into()), reference);
        let Kind::Append { fields, .. } = &kind else { panic!("a line is appended") };
        assert_eq!(Line::read(fields), Some(ledger_line));
        line(&op(n, root(1), kind))
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn rows_and_what_became_of_them() {
    let all = [
        Reason::NotAllowed,
        Reason::HouseField,
        Reason::DeviceRevoked,
        Reason::AuthorRevoked,
        Reason::UnknownRecord,
        Reason::UnknownEntry,
        Reason::FinalEntry,
        Reason::Unsupported,
        Reason::BadValue,
        Reason::NotCovered,
    ];
    let statuses = [Status::Ok, Status::Void].into_iter().chain(all.into_iter().map(Status::Quarantined));
    let lines = (1..).zip(statuses).map(|(seq, status)| line(&row(seq, status, op(1, root(1), Kind::Noop {}))));
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_message() {
    let run = Run::signed(anna(), &[op(7, root(1), note(5, "late arrival"))], b"anna's key");
    let push = Push { epoch: 1, dev: TABLET, now: NOW, runs: vec![run] };
    let sent = serde_json::to_string(&push).expect("it is JSON");
    let again: Push = serde_json::from_str(&sent).expect("it reads back");
    assert_eq!(serde_json::to_string(&again).expect("it is JSON"), sent);
    assert!(again.runs[0].is_signed_by(b"anna's key"), "the MAC is over the bytes as sent");

    let not_ok = vec![NotOk { n: 7, status: Status::Quarantined(Reason::HouseField) }];
    let rows = vec![row(41, Status::Ok, op(7, root(1), note(5, "late arrival")))];
    let pulled = Pulled {
        from: 40,
        rows,
        next: 41,
        chain: Chain(0xabc),
        head: 50,
        last_n: 7,
        durable: 30,
        more: true,
        snapshot: false,
        now: NOW,
        seals: vec![],
    };
    let page = PageRef { hash: "00ff".repeat(16), roots: 64 };
    let status =
        StatusReport { pending: 3, oldest: Some(NOW), persisted: true, usage: 1, quota: 2, app: "0.1.0".to_owned(), clock_off: None };
    let approver = Approver { email: "manager@example.com".to_owned(), password: "secret".to_owned() };
    let refusals = [
        Refused::Gap { expected: 5 },
        Refused::Epoch { epoch: 2 },
        Refused::Reproject,
        Refused::Snapshot,
        Refused::Upgrade,
        Refused::Wipe,
        Refused::SignIn,
        Refused::Malformed,
    ];
    let enrolled = Enrolled {
        dev: TABLET,
        certificate: "certificate".to_owned(),
        epoch: 1,
        projection: Projection::whole(),
        user: anna(),
        author_key: "00ff".to_owned(),
        lease_until: NOW,
        now: NOW,
    };
    let manifest = |not_ok| Manifest {
        epoch: 1,
        at: 40,
        chain: Chain(0xabc),
        last_n: 7,
        not_ok,
        pages: vec![page.clone()],
        roots: 64,
        bytes: 9_000,
        durable: 30,
        erased: vec![],
        now: NOW,
    };
    let mut lines = vec![
        ("enrol", line(&Enrol { name: "Fair tablet 3".to_owned(), approver: None, before: None })),
        ("enrol, approved", line(&Enrol { name: "Fair tablet 3".to_owned(), approver: Some(approver), before: None })),
        (
            "enrol, after a loss",
            line(&Enrol { name: "Fair tablet 3".to_owned(), approver: None, before: Some(Before { dev: DeviceId(7), pending: 3 }) }),
        ),
        ("enrolled", line(&enrolled)),
        ("push", sent),
        ("pushed", line(&Pushed { last_n: 7, not_ok: vec![], head: 50, durable: 30, now: NOW })),
        ("pushed, not all", line(&Pushed { last_n: 7, not_ok: not_ok.clone(), head: 50, durable: 30, now: NOW })),
        ("allow", line(&Allow { root: root(1), points: 100 })),
        ("allowed", line(&Allowed { granted: 40, left: 60 })),
        ("pull", line(&PullQuery { epoch: 1, cursor: 40, chain: Chain(0xabc), projection: "hotel.psf".to_owned() })),
        ("pulled", line(&pulled)),
        ("pulled, snapshot", line(&Pulled { rows: vec![], next: 40, more: false, snapshot: true, ..pulled })),
        ("manifest", line(&manifest(vec![]))),
        ("manifest, not all", line(&manifest(not_ok))),
        ("pages", line(&PagesQuery { hashes: vec!["00ff".repeat(16)] })),
        ("status", line(&status)),
        ("poke", line(&Poke::Head(50))),
        ("poke", line(&Poke::Wipe)),
        ("poke", line(&Poke::Upgrade)),
    ];
    lines.extend(refusals.iter().map(|refused| ("refused", line(refused))));
    insta::assert_snapshot!(lines.into_iter().map(|(name, json)| format!("{name}: {json}")).collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_file_of_unsent_changes_and_what_came_of_it() {
    let hotel = carry::key_name(b"a point of the curve");
    let head = Head { form: carry::FORM.to_owned(), hotel, dev: TABLET, changes: 1, first: 7, last: 7 };
    let run = Run::signed(anna(), &[op(7, root(1), note(5, "late arrival"))], b"anna's key");
    let unsent = Unsent { certificate: "certificate".to_owned(), pushes: vec![Push { epoch: 1, dev: TABLET, now: NOW, runs: vec![run] }] };
    let (share, sealed) = ([4; carry::POINT], serde_json::to_vec(&unsent).expect("it is JSON"));
    let file = [head.line(), share.to_vec(), sealed.clone()].concat();
    let parts = Parts { head: head.clone(), line: &head.line(), share: &share, sealed: &sealed };
    assert_eq!(carry::parts(&file), Ok(parts));
    let push = CarriedPush { last_n: 7, taken: 1, not_ok: 0 };
    let carried = Carried { dev: TABLET, name: "Fair tablet 3".to_owned(), changes: 1, pushes: vec![push] };
    let lines = [line(&head), String::from_utf8(sealed).expect("JSON is text"), line(&carried)];
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn what_is_no_file_of_unsent_changes_is_told_from_a_newer_one() {
    let newer = [br#"{"form":"innkeeper-unsent/2","to":"whom"}"#.as_slice(), b"\n", &[0; 200]].concat();
    assert_eq!(carry::parts(&newer), Err(NoFile::Newer));
    let long = [b"{\"form\":\"".as_slice(), &[b'x'; 2_000], b"\"}\n", &[0; 200]].concat();
    for other in [b"".as_slice(), b"\n", b"{}\n", b"[1]\n", br#"{"form":"innkeeper-unsent/1"}"#, &long] {
        assert_eq!(carry::parts(other), Err(NoFile::Other));
    }
}

#[test]
fn what_a_browser_keeps() {
    let value = OutboxValue {
        local: id(8),
        by: anna(),
        i: 0,
        of: 1,
        op: Op { n: 0, grp: 0, end: false, ..op(1, root(1), note(5, "late arrival")) },
    };
    let meta = Meta {
        dev: TABLET,
        epoch: 1,
        projection: Projection::whole(),
        clock: Clock { last: Hlc::at(NOW), offset_ms: -40 },
        checkpoint: 40,
        checkpoint_chain: Chain(0xabc),
        checkpoint_n: 7,
        durable: 30,
        once: 7,
        aside: vec![NotOk { n: 7, status: Status::Quarantined(Reason::HouseField) }],
        kept: vec![Kept { key: 3, epoch: 1, to: 38, bytes: 1_000, due: false, chain: Some(Chain(0xabc)) }],
    };
    // The first replicas had none of the last three.
    let old = r#"{"dev":1,"epoch":1,"projection":{"spaces":["hotel"],"personal":true,"sensitive":true,"financial":true},"clock":{"last":0,"offset_ms":0},"checkpoint":0,"checkpoint_chain":"0000000000000000","checkpoint_n":0,"durable":0}"#;
    assert!(serde_json::from_str::<Meta>(old).is_ok_and(|meta| meta.once == 0 && meta.aside.is_empty() && meta.kept.is_empty()));
    insta::assert_snapshot!([line(&value), line(&meta)].join("\n"));
}

#[test]
fn what_a_server_keeps_of_a_body() {
    let lines = kinds().into_iter().map(|kind| {
        let stored = body::split(&kind, Some(Entity::Guest));
        let sealed = stored.personal.as_deref().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        format!("{} · {} · {}", kind.name(), stored.open, sealed.unwrap_or_default())
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn an_envelope_of_key_0() {
    assert_eq!(hex(&sealed::wrap(b"Li")), "01000000004c69");
}

#[test]
fn a_page_of_two_roots() {
    let mut guest = RootState::default();
    let rows = [
        row(1, Status::Ok, op(1, root(1), new_guest(&[("surname", text("Li")), ("vip", text("1"))]))),
        row(2, Status::Ok, op(2, root(1), set("surname", text("Lee"), &[]))),
        row(3, Status::Ok, op(3, root(1), Kind::Add { set: "tags".to_owned(), elem: text("vegan"), seen: vec![] })),
        row(4, Status::Ok, op(4, root(1), note(5, "late"))),
        row(5, Status::Ok, op(5, root(1), Kind::Retract { stream: "interactions".to_owned(), entry: entry(5), reason: text("no") })),
        row(
            6,
            Status::Ok,
            Op {
                other_ent: Some(root(3).ent()),
                ..op(6, root(1), Kind::New { entity: "stay".to_owned(), fields: Fields::new(), sets: Default::default() })
            },
        ),
        row(7, Status::Ok, op(7, root(1), Kind::Archive { seen: vec![] })),
    ];
    innkeeper_sync::client::fold_rows(rows.iter(), &mut guest);
    let page = Page { as_of: 7, roots: vec![(root(1), guest), (root(2), RootState::default())] };
    insta::assert_snapshot!(hex_lines(&page.encode()));
}

#[test]
fn names_of_projections() {
    let no = Projection { spaces: vec![HOTEL.to_owned()], personal: false, sensitive: false, financial: false };
    assert_eq!(no.key(), "hotel.");
    assert_eq!(Projection { personal: true, ..no.clone() }.key(), "hotel.p");
    assert_eq!(Projection { financial: true, spaces: vec!["hotel".to_owned(), "spa".to_owned()], ..no }.key(), "hotel+spa.f");
    assert_eq!(Projection::whole().key(), "hotel.psf");
}

#[test]
fn the_chain_over_three_rows() {
    let first = Chain::default().next(dot(1, 1), Hlc::at(NOW));
    let second = first.next(dot(0x8000_0001, 1), Hlc::at(NOW + 1));
    let third = second.next(dot(1, 2), Hlc(u64::MAX));
    insta::assert_snapshot!(format!("{first}\n{second}\n{third}"));
    assert_eq!(first.to_string().parse(), Ok(first));
}

#[test]
fn the_author_of_a_source_and_the_numbers_of_devices() {
    insta::assert_snapshot!(UserId::of_source("import:opera"));
    assert_eq!((DeviceId::server(5).0, DeviceId::client(u32::MAX).0), (0x8000_0005, 0x7fff_ffff));
    assert!(DeviceId::server(0).is_server() && !DeviceId::client(u32::MAX).is_server());
}
