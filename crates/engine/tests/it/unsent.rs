//! What is not sent, as a file that another tablet carries.

use innkeeper_engine::protocol::{Command, EngineProblem, OutboxState, Outcome, Pill, Secret, Told, UnsentFile};
use innkeeper_sync::carry::FILE_BYTES;

use crate::desk::{Desk, Page, hotel, later, li};
use crate::hotel::opened;
use crate::world::Time;

const CANARY: &str = "Quorvexilzamnabotru";

fn failed(told: Told) -> String {
    match told {
        Told::Failed(EngineProblem { text, .. }) => text,
        other => panic!("{other:?}"),
    }
}

fn saves(page: &mut Page, after: u64) -> UnsentFile {
    match page.perform(Command::SaveUnsent(after)) {
        Told::Done(Outcome::Unsent(file)) => file,
        other => panic!("{other:?}"),
    }
}

fn brings(page: &mut Page, file: &[u8]) -> Told {
    page.perform(Command::Carry(file.to_vec()))
}

fn carried(changes: u32) -> Told {
    Told::Done(Outcome::Carried(changes, "Desk".to_owned()))
}

fn note(body: &str) -> Command {
    Command::Record { root: li(), note: Some(body.to_owned()), consent: None }
}

/// Two desks of a hotel that tells its key; the first has no network.
fn two_desks(time: &Time) -> (Desk, Page, Desk, Page) {
    let hotel = hotel(time);
    hotel.borrow_mut().tells_key = true;
    let (first, second) = (Desk::at(&hotel, time), Desk::at(&hotel, time));
    let (here, there) = (first.enrolled(), second.enrolled());
    here.wire.online.set(false);
    (first, here, second, there)
}

#[test]
fn what_waits_comes_with_another_tablet_is_read_by_the_hotel_alone_and_leaves_by_itself() {
    let time = Time::noon();
    let (desk, mut here, _other, mut there) = two_desks(&time);
    here.act(note(CANARY));
    here.edit_phone("1");
    let UnsentFile { bytes, changes, last, more, .. } = saves(&mut here, 0);
    assert_eq!((changes, last, more), (2, 2, false));
    let contains = |bytes: &[u8]| bytes.windows(CANARY.len()).any(|part| part == CANARY.as_bytes());
    assert!(!contains(&bytes), "nobody reads it");
    let (head, unsent) = opened(&bytes).expect("the hotel opens it");
    assert!(contains(unsent.pushes[0].runs[0].ops.get().as_bytes()), "and reads all of it");
    assert_eq!((head.changes, head.first, head.last), (2, 1, 2));
    assert_eq!(brings(&mut there, &bytes), carried(2));
    later(&time, &mut [&mut there]);
    assert_eq!(there.values(li(), "phone"), ["1"], "its own list shows it");
    assert_eq!(here.outbox().items[0].state, OutboxState::Saved, "the first cannot know yet");
    assert_eq!(brings(&mut there, &bytes), carried(0), "it was there");
    here.go_online();
    later(&time, &mut [&mut here]);
    assert_eq!(here.status().pill, Pill::AllSent);
    assert_eq!(here.values(li(), "phone"), ["1"]);
    let dev = opened(&bytes).expect("as before").0.dev;
    let numbers: Vec<u64> = desk.hotel.borrow().rows().iter().filter(|row| row.dev == dev).map(|row| row.op.n).collect();
    assert_eq!(numbers, [1, 2], "once");
}

#[test]
fn the_next_file_holds_what_was_sent_and_could_be_lost_and_counts_only_what_was_not() {
    let time = Time::noon();
    let (_desk, mut here, _other, _) = two_desks(&time);
    here.edit_phone("1");
    here.go_online();
    later(&time, &mut [&mut here]);
    here.wire.online.set(false);
    here.edit_phone("2");
    let file = saves(&mut here, 0);
    let (head, _) = opened(&file.bytes).expect("the hotel opens it");
    assert_eq!((file.changes, head.first, head.last), (1, 1, 2));
}

#[test]
fn more_than_a_file_holds_takes_several() {
    let time = Time::noon();
    let (_desk, mut here, _other, mut there) = two_desks(&time);
    let body = "𝔘".repeat(10_000);
    let notes = 180;
    for _ in 0..notes {
        here.act(note(&body));
    }
    let first = saves(&mut here, 0);
    assert!(first.more && first.bytes.len() < FILE_BYTES, "{} bytes", first.bytes.len());
    let second = saves(&mut here, first.last);
    assert_eq!((second.more, first.changes + second.changes), (false, notes));
    assert_eq!(failed(brings(&mut there, &second.bytes)), "problem-carry-gap");
    assert_eq!(brings(&mut there, &first.bytes), carried(first.changes));
    assert_eq!(brings(&mut there, &second.bytes), carried(second.changes));
}

#[test]
fn where_nothing_waits_or_no_key_is_known_there_is_no_file_and_the_reason_is_said() {
    let time = Time::noon();
    let hotel = hotel(&time);
    let desk = Desk::at(&hotel, &time);
    let mut page = desk.enrolled();
    page.wire.online.set(false);
    page.edit_phone("1");
    assert_eq!(failed(page.perform(Command::SaveUnsent(0))), "problem-unsent-no-key");
    // A device from before there were such files hears of the key when it is opened the next time, and keeps it.
    hotel.borrow_mut().tells_key = true;
    drop(page);
    let mut page = desk.open();
    later(&time, &mut [&mut page]);
    assert_eq!(failed(page.perform(Command::SaveUnsent(0))), "problem-unsent-nothing");
    drop(page);
    let mut page = desk.open_offline();
    page.edit_phone("2");
    assert_eq!(saves(&mut page, 0).changes, 1);
}

#[test]
fn a_locked_tablet_gives_no_file() {
    let time = Time::noon();
    let (_desk, mut here, _other, _) = two_desks(&time);
    here.edit_phone("1");
    let secret = Secret::Passphrase("seven lamps at dawn".to_owned());
    here.perform(Command::Protect { proof: None, secret, instead: None });
    here.perform(Command::Lock);
    assert_eq!(failed(here.perform(Command::SaveUnsent(0))), "problem-not-enrolled");
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let time = Time::noon();
    let (_desk, mut here, _other, mut there) = two_desks(&time);
    here.edit_phone("1");
    let mut file = saves(&mut here, 0).bytes;
    assert_eq!(failed(brings(&mut here, &file)), "problem-server-not-reached");
    let last = file.len() - 1;
    file[last] ^= 1;
    assert_eq!(failed(brings(&mut there, &file)), "problem-carry-damaged");
}
