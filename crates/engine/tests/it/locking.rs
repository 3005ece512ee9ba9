//! Locking: who has no secret sees nothing, and nothing is lost by it.

use innkeeper_engine::protocol::{Command, EngineProblem, Phase, ProtectionView, Query, Rest, Secret, Told, View, WayKind};
use innkeeper_sync::sealed;

use crate::desk::{DONE, Desk, Page, hotel, later, li};
use crate::world::Time;

fn passphrase() -> Secret {
    Secret::Passphrase("seven lamps at dawn".to_owned())
}

fn passkey() -> Secret {
    Secret::Passkey { credential: vec![1, 2, 3], output: vec![9; 32] }
}

fn protect(page: &mut Page, proof: Option<Secret>, secret: Secret) {
    assert_eq!(page.perform(Command::Protect { proof, secret, instead: None }), DONE);
}

fn failed(told: Told) -> String {
    match told {
        Told::Failed(EngineProblem { text, .. }) => text,
        other => panic!("{other:?}"),
    }
}

fn protection(page: &mut Page) -> ProtectionView {
    match page.view(60, Query::Protection) {
        View::Protection(view) => view,
        other => panic!("{other:?}"),
    }
}

fn is_locked(page: &mut Page) -> bool {
    matches!(page.status().phase, Phase::Locked(_))
}

fn draft(page: &mut Page) -> String {
    match page.view(61, Query::Draft("capture".to_owned())) {
        View::Draft(text) => text,
        other => panic!("{other:?}"),
    }
}

/// A desk and a tab of it with a passphrase.
fn protected(time: &Time) -> (Desk, Page) {
    let desk = Desk::at(&hotel(time), time);
    let mut page = desk.enrolled();
    protect(&mut page, None, passphrase());
    (desk, page)
}

#[test]
fn a_locked_tablet_opens_with_its_passphrase_and_without_a_network() {
    let time = Time::noon();
    let (desk, page) = protected(&time);
    drop(page);
    let mut page = desk.open_offline();
    assert!(is_locked(&mut page));
    assert_eq!(page.perform(Command::Unlock(passphrase())), DONE);
    assert_eq!(page.status().phase, Phase::Ready);
    assert_eq!(page.guests("").total, 201);
}

#[test]
fn a_wrong_passphrase_opens_nothing() {
    let time = Time::noon();
    let (desk, page) = protected(&time);
    drop(page);
    let mut page = desk.open_offline();
    let wrong = Secret::Passphrase("seven lamps at dusk".to_owned());
    assert_eq!(failed(page.perform(Command::Unlock(wrong))), "problem-unlock-wrong");
    assert!(is_locked(&mut page));
}

#[test]
fn a_session_with_the_server_does_not_open_a_locked_tablet() {
    let time = Time::noon();
    let (desk, page) = protected(&time);
    drop(page);
    let mut page = desk.open();
    later(&time, &mut [&mut page]);
    assert!(is_locked(&mut page));
    assert_eq!(page.status().person, None);
}

#[test]
fn many_wrong_tries_make_the_next_one_wait_over_a_reload_too() {
    let time = Time::noon();
    let (desk, page) = protected(&time);
    drop(page);
    let mut page = desk.open_offline();
    for _ in 0..5 {
        let wrong = Secret::Passkey { credential: vec![1], output: vec![0; 32] };
        assert_eq!(failed(page.perform(Command::Unlock(wrong))), "problem-unlock-wrong");
    }
    drop(page);
    let mut page = desk.open_offline();
    assert_eq!(failed(page.perform(Command::Unlock(passphrase()))), "problem-unlock-wait");
    time.advance(30_000);
    assert_eq!(page.perform(Command::Unlock(passphrase())), DONE);
    assert_eq!(page.status().phase, Phase::Ready);
}

#[test]
fn locking_drops_what_was_read_and_keeps_what_was_typed() {
    let time = Time::noon();
    let (desk, mut page) = protected(&time);
    page.wire.online.set(false);
    page.edit_phone("+34600111222");
    page.perform(Command::KeepDraft { name: "capture".to_owned(), text: "Half a visitor".to_owned() });
    assert_eq!(page.perform(Command::Lock), DONE);
    assert!(is_locked(&mut page));
    assert_eq!(page.outbox().items.len(), 0);
    assert!(!desk.disk.holds("Half a visitor") && !desk.disk.holds("+34600111222"));
    assert_eq!(page.perform(Command::Unlock(passphrase())), DONE);
    assert_eq!(draft(&mut page), "Half a visitor");
    assert_eq!(page.values(li(), "phone"), ["+34600111222"]);
    assert_eq!(page.outbox().items.len(), 1);
}

#[test]
fn an_unlocked_tablet_goes_on_sending() {
    let time = Time::noon();
    let (_, mut page) = protected(&time);
    page.wire.online.set(false);
    page.edit_phone("+34600111222");
    assert_eq!(page.perform(Command::Lock), DONE);
    page.wire.online.set(true);
    assert_eq!(page.perform(Command::Unlock(passphrase())), DONE);
    time.advance(600_000);
    later(&time, &mut [&mut page]);
    assert_eq!(page.status().unsent, 0);
}

#[test]
fn locking_one_tab_locks_the_other() {
    let time = Time::noon();
    let (desk, mut one) = protected(&time);
    let mut other = desk.open();
    assert_eq!(other.perform(Command::Unlock(passphrase())), DONE);
    assert_eq!(one.perform(Command::Lock), DONE);
    other.settle();
    assert!(is_locked(&mut other));
}

#[test]
fn without_a_secret_there_is_no_lock() {
    let time = Time::noon();
    let desk = Desk::at(&hotel(&time), &time);
    let mut page = desk.enrolled();
    assert_eq!(failed(page.perform(Command::Lock)), "problem-lock-open");
    assert_eq!(page.status().rest, None);
    assert_eq!(protection(&mut page).ways, []);
}

#[test]
fn a_passphrase_of_fewer_than_ten_characters_is_not_taken() {
    let time = Time::noon();
    let desk = Desk::at(&hotel(&time), &time);
    let mut page = desk.enrolled();
    let short = Command::Protect { proof: None, secret: Secret::Passphrase("123456789".to_owned()), instead: None };
    assert_eq!(failed(page.perform(short)), "problem-passphrase-short");
    assert_eq!(protection(&mut page).ways, []);
}

#[test]
fn the_first_secret_brings_new_keys_and_everything_is_sealed_under_them() {
    let time = Time::noon();
    let (desk, mut page) = protected(&time);
    for _ in 0..8 {
        later(&time, &mut [&mut page]);
    }
    assert!(!protection(&mut page).sealing);
    let ids: Vec<u32> = desk.disk.values().iter().filter_map(|(.., value)| sealed::key_id(value).ok()).filter(|id| *id == 1).collect();
    assert_eq!(ids, [0; 0]);
}

#[test]
fn a_second_way_in_needs_the_first_and_both_open() {
    let time = Time::noon();
    let (desk, mut page) = protected(&time);
    let without = Command::Protect { proof: None, secret: passkey(), instead: None };
    assert_eq!(failed(page.perform(without)), "problem-unlock-wrong");
    protect(&mut page, Some(passphrase()), passkey());
    let kinds: Vec<WayKind> = protection(&mut page).ways.into_iter().map(|way| way.kind).collect();
    assert_eq!(kinds, [WayKind::Passphrase, WayKind::Passkey(vec![1, 2, 3])]);
    drop(page);
    for secret in [passphrase(), passkey()] {
        let mut page = desk.open_offline();
        assert_eq!(page.perform(Command::Unlock(secret)), DONE);
        assert_eq!(page.guests("").total, 201);
    }
}

#[test]
fn a_changed_passphrase_takes_the_place_of_the_old_one() {
    let time = Time::noon();
    let (desk, mut page) = protected(&time);
    let way = protection(&mut page).ways[0].id;
    let new = || Secret::Passphrase("eight lamps at dawn".to_owned());
    assert_eq!(page.perform(Command::Protect { proof: Some(passphrase()), secret: new(), instead: Some(way) }), DONE);
    drop(page);
    let mut page = desk.open_offline();
    assert_eq!(failed(page.perform(Command::Unlock(passphrase()))), "problem-unlock-wrong");
    assert_eq!(page.perform(Command::Unlock(new())), DONE);
}

#[test]
fn with_the_last_way_taken_away_nothing_is_asked_for() {
    let time = Time::noon();
    let (desk, mut page) = protected(&time);
    let way = protection(&mut page).ways[0].id;
    assert_eq!(failed(page.perform(Command::Unprotect { proof: passkey(), way })), "problem-unlock-wrong");
    assert_eq!(page.perform(Command::Unprotect { proof: passphrase(), way }), DONE);
    drop(page);
    let mut page = desk.open_offline();
    assert_eq!(page.status().phase, Phase::Ready);
    assert_eq!(page.guests("").total, 201);
}

#[test]
fn when_the_tablet_locks_itself_is_kept_with_the_keys() {
    let time = Time::noon();
    let (desk, mut page) = protected(&time);
    assert_eq!(page.status().rest, Some(Rest { idle: 5, hidden: 15 }));
    assert_eq!(page.perform(Command::RestAfter(Rest { idle: 2, hidden: 0 })), DONE);
    drop(page);
    let mut page = desk.open_offline();
    assert_eq!(page.perform(Command::Unlock(passphrase())), DONE);
    assert_eq!(page.status().rest, Some(Rest { idle: 2, hidden: 0 }));
}

#[test]
fn a_secret_is_not_shown() {
    assert_eq!(format!("{:?}", Command::Unlock(passphrase())), "Unlock(Secret)");
}
