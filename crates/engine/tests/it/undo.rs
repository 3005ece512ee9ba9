//! Taking back what was done, alone and in bulk.

use std::collections::BTreeMap;

use innkeeper_domain::consent::{Channel, Decision, Purpose};
use innkeeper_domain::value::Value;
use innkeeper_engine::protocol::{
    BulkChange, Command, ConsentGiven, Deed, Happening, HistoryItem, Outcome, Query, Selection, SetChange, Told, View, WorkEnd, WorkView,
};
use innkeeper_sync::id::{ActionId, RootId};
use uuid::Uuid;

use crate::desk::{DONE, Desk, Page, hotel, later, li, wording};
use crate::world::Time;

const HISTORY: u32 = 30;
const WORK: u32 = 31;
const DAY: i64 = 86_400_000;

impl Page {
    fn history(&mut self) -> Vec<HistoryItem> {
        match self.view(HISTORY, Query::History) {
            View::History(view) => view.items,
            other => panic!("{other:?}"),
        }
    }

    fn work(&mut self) -> WorkView {
        match self.view(WORK, Query::Work) {
            View::Work(Some(view)) => view,
            other => panic!("{other:?}"),
        }
    }

    /// Lets the long work end.
    fn work_off(&mut self, time: &Time) -> WorkView {
        while self.work().ended.is_none() {
            time.advance(1);
            self.settle();
        }
        self.work()
    }

    fn undo(&mut self, action: ActionId) -> ActionId {
        self.act(Command::Undo(action))
    }

    fn refused(&mut self, command: Command) -> String {
        match self.perform(command) {
            Told::Failed(problem) => problem.text,
            other => panic!("{other:?}"),
        }
    }

    fn set(&mut self, field: &str, value: &str) -> ActionId {
        let fields = vec![(field.to_owned(), Value::Text(value.to_owned()), self.seen(field))];
        self.act(Command::EditGuest { root: li(), fields, sets: Vec::new() })
    }

    fn seen(&mut self, field: &str) -> Vec<innkeeper_sync::id::Dot> {
        self.guest(li()).fields.iter().find(|f| f.name == field).expect("an editable field").seen.clone()
    }

    fn mark(&mut self, root: RootId, tag: &str, add: bool) -> ActionId {
        let change = SetChange { set: "tags".to_owned(), elem: Value::Text(tag.to_owned()), add };
        self.act(Command::EditGuest { root, fields: Vec::new(), sets: vec![change] })
    }

    fn tags(&mut self, root: RootId) -> Vec<Value> {
        self.guest(root).sets.get("tags").cloned().unwrap_or_default()
    }

    fn note(&mut self, body: &str) -> ActionId {
        self.act(Command::Record { root: li(), note: Some(body.to_owned()), consent: None })
    }

    fn tag_all(&mut self) -> ActionId {
        let selection = Selection::Matching { search: String::new(), rule: String::new(), but: vec![li()] };
        self.act(Command::Bulk { selection, change: add_vip() })
    }
}

fn add_vip() -> BulkChange {
    BulkChange::Add { set: "tags".to_owned(), elem: vip() }
}

fn vip() -> Value {
    Value::Text("fitur".to_owned())
}

fn other(n: u128) -> RootId {
    RootId(Uuid::from_u128(0x1000 + n))
}

fn desk() -> (Time, Desk) {
    let time = Time::noon();
    let desk = Desk::at(&hotel(&time), &time);
    (time, desk)
}

/// A hotel of more guests than one batch takes.
fn large() -> (Time, Desk) {
    use innkeeper_sync::draft::Draft;
    use innkeeper_sync::op::{Fields, Kind};
    let (time, desk) = desk();
    let guest = |n: u128| {
        let fields = Fields::from([("surname".to_owned(), Value::Text(format!("More {n:03}")))]);
        let new = Kind::New { entity: "guest".to_owned(), fields, sets: BTreeMap::new() };
        vec![Draft::of(RootId(Uuid::from_u128(0x2000 + n)), new)]
    };
    desk.hotel.borrow_mut().append((0..600).map(guest).collect());
    (time, desk)
}

#[test]
fn an_edit_taken_back_shows_the_value_before() {
    let (_, desk) = desk();
    let mut page = desk.enrolled();
    let action = page.edit_phone("+34600");
    page.undo(action);
    assert_eq!(page.values(li(), "phone"), ["+862165982200"]);
}

#[test]
fn a_field_that_had_no_value_has_none_again() {
    let (_, desk) = desk();
    let mut page = desk.enrolled();
    let action = page.set("city", "Shanghai");
    page.undo(action);
    assert_eq!(page.values(li(), "city"), [""; 0]);
}

#[test]
fn undo_leaves_alone_what_somebody_else_changed_since() {
    let (time, desk) = desk();
    let other = Desk::at(&desk.hotel, &time);
    let (mut a, mut b) = (desk.enrolled(), other.enrolled());
    let fields = ["phone", "city"].map(|field| (field.to_owned(), Value::Text("A".to_owned()), a.seen(field)));
    let action = a.act(Command::EditGuest { root: li(), fields: fields.into(), sets: Vec::new() });
    later(&time, &mut [&mut a]);
    b.go_online();
    later(&time, &mut [&mut b]);
    b.edit_phone("B");
    later(&time, &mut [&mut b]);
    a.go_online();
    later(&time, &mut [&mut a]);
    a.undo(action);
    assert_eq!((a.values(li(), "phone"), a.values(li(), "city")), (vec!["B".to_owned()], vec![]));
    assert_eq!(a.work().left, 1);
}

#[test]
fn an_action_of_which_nothing_stands_is_not_taken_back() {
    let (_, desk) = desk();
    let mut page = desk.enrolled();
    let action = page.edit_phone("first");
    page.edit_phone("second");
    assert_eq!(page.refused(Command::Undo(action)), "problem-undo-changed-since");
    assert_eq!(page.values(li(), "phone"), ["second"]);
}

#[test]
fn what_was_taken_back_can_be_done_again_by_taking_that_back() {
    let (_, desk) = desk();
    let mut page = desk.enrolled();
    let action = page.edit_phone("+34600");
    let undo = page.undo(action);
    let again = page.undo(undo);
    assert_eq!(page.values(li(), "phone"), ["+34600"]);
    page.undo(again);
    assert_eq!(page.values(li(), "phone"), ["+862165982200"]);
}

#[test]
fn an_action_is_taken_back_once() {
    let (_, desk) = desk();
    let mut page = desk.enrolled();
    let action = page.edit_phone("+34600");
    page.undo(action);
    assert_eq!(page.refused(Command::Undo(action)), "problem-undo-not-possible");
}

#[test]
fn a_new_guest_taken_back_is_put_away() {
    let (_, desk) = desk();
    let mut page = desk.enrolled();
    let fields = BTreeMap::from([("surname".to_owned(), Value::Text("Mistake".to_owned()))]);
    page.perform(Command::NewGuest { fields });
    let action = page.history()[0].action;
    page.undo(action);
    assert_eq!(page.guests("mistake").total, 0);
}

#[test]
fn putting_away_and_bringing_back_take_each_other_back() {
    let (_, desk) = desk();
    let mut page = desk.enrolled();
    let away = page.act(Command::Archive { root: li(), archived: true });
    page.undo(away);
    assert_eq!(page.guests("xiaoming").total, 1);
    page.act(Command::Archive { root: li(), archived: true });
    let back = page.act(Command::Archive { root: li(), archived: false });
    page.undo(back);
    assert_eq!(page.guests("xiaoming").total, 0);
}

#[test]
fn a_tag_that_was_there_before_is_not_taken_away_by_undoing_its_second_adding() {
    let (_, desk) = desk();
    let mut page = desk.enrolled();
    let first = page.mark(li(), "fitur", true);
    let change = SetChange { set: "tags".to_owned(), elem: vip(), add: true };
    assert_eq!(page.perform(Command::EditGuest { root: li(), fields: Vec::new(), sets: vec![change] }), DONE);
    assert_eq!(page.tags(li()), [vip()]);
    assert!(page.history().iter().any(|item| item.action == first && item.undoable));
}

#[test]
fn a_tag_taken_away_comes_back() {
    let (_, desk) = desk();
    let mut page = desk.enrolled();
    page.mark(li(), "fitur", true);
    let removed = page.mark(li(), "fitur", false);
    page.undo(removed);
    assert_eq!(page.tags(li()), [vip()]);
}

#[test]
fn a_note_taken_back_stays_in_its_history() {
    let (_, desk) = desk();
    let mut page = desk.enrolled();
    let action = page.note("Late arrival.");
    page.undo(action);
    let note = page.guest(li()).timeline.remove(0).what;
    assert!(matches!(note, Happening::Interaction { body, retracted: Some(_), .. } if body == "Late arrival."));
}

#[test]
fn a_corrected_note_reads_as_before() {
    let (_, desk) = desk();
    let mut page = desk.enrolled();
    page.note("Late arrival.");
    let Happening::Interaction { entry, .. } = page.guest(li()).timeline[0].what.clone() else { panic!("a note") };
    let amended = page.act(Command::AmendNote { root: li(), entry, body: "Early arrival.".to_owned() });
    page.undo(amended);
    assert!(matches!(&page.guest(li()).timeline[0].what, Happening::Interaction { body, .. } if body == "Late arrival."));
}

#[test]
fn a_consent_decision_cannot_be_taken_back() {
    let (_, desk) = desk();
    let mut page = desk.enrolled();
    let consent = ConsentGiven {
        purpose: Purpose::Marketing,
        channel: Channel::Email,
        decision: Decision::Granted,
        text: wording(),
        method: "verbal".to_owned(),
    };
    assert_eq!(page.perform(Command::Record { root: li(), note: None, consent: Some(consent) }), DONE);
    let item = page.history().remove(0);
    assert_eq!((item.undoable, &item.deeds[..]), (false, &[Deed::RecordedConsent(Decision::Granted)][..]));
    assert_eq!(page.refused(Command::Undo(item.action)), "problem-undo-not-possible");
}

#[test]
fn history_outlives_the_tab_and_names_the_guest() {
    let (_, desk) = desk();
    let mut page = desk.enrolled();
    let action = page.edit_phone("+34600");
    drop(page);
    let mut again = desk.open_offline();
    let item = again.history().remove(0);
    assert_eq!((item.action, item.title.as_str(), item.count, item.undoable), (action, "Xiaoming Li", 1, true));
    again.undo(action);
    assert_eq!(again.values(li(), "phone"), ["+862165982200"]);
}

#[test]
fn after_thirty_days_an_action_is_not_in_the_history() {
    let (time, desk) = desk();
    let mut page = desk.enrolled();
    let action = page.edit_phone("+34600");
    time.advance(30 * DAY + 1);
    later(&time, &mut [&mut page]);
    assert_eq!(page.history(), []);
    assert_eq!(page.refused(Command::Undo(action)), "problem-undo-not-possible");
    drop(page);
    assert_eq!(desk.open().history(), []);
}

#[test]
fn another_tab_can_take_back_what_this_one_did() {
    let (_, desk) = desk();
    let mut first = desk.enrolled();
    let mut second = desk.open_offline();
    let action = first.edit_phone("+34600");
    second.settle();
    second.undo(action);
    assert_eq!(second.values(li(), "phone"), ["+862165982200"]);
}

#[test]
fn a_bulk_edit_changes_all_selected_and_is_one_entry() {
    let (time, desk) = large();
    let mut page = desk.enrolled();
    let action = page.tag_all();
    let ended = page.work_off(&time);
    assert_eq!(ended, WorkView { action, undoes: false, done: 800, of: 800, left: 0, ended: Some(WorkEnd::Whole) });
    assert_eq!((page.tags(other(7)), page.tags(li())), (vec![vip()], vec![]));
    assert!(matches!(&page.history()[..], [HistoryItem { count: 800, root: None, undoable: true, .. }]));
}

#[test]
fn a_bulk_edit_leaves_alone_whom_it_would_not_change() {
    let (time, desk) = desk();
    let mut page = desk.enrolled();
    page.mark(other(1), "fitur", true);
    page.act(Command::Bulk { selection: Selection::These(vec![other(1), other(2)]), change: add_vip() });
    let ended = page.work_off(&time);
    assert_eq!((ended.done, ended.left), (2, 1));
}

#[test]
fn a_bulk_edit_can_be_stopped_and_taken_back_in_one_step() {
    let (time, desk) = large();
    let mut page = desk.enrolled();
    let action = page.tag_all();
    assert_eq!(page.perform(Command::StopWork), DONE);
    let ended = page.work_off(&time);
    assert_eq!((ended.done, ended.ended), (256, Some(WorkEnd::Cancelled)));
    page.undo(action);
    assert_eq!(page.work_off(&time).done, 256);
    assert_eq!((0..200).filter(|n| !page.tags(other(*n)).is_empty()).count(), 0);
}

#[test]
fn an_undone_bulk_edit_leaves_no_guest_changed() {
    let (time, desk) = large();
    let mut page = desk.enrolled();
    let roots = desk.hotel.borrow().roots();
    let selection = Selection::These(roots.clone());
    let change = BulkChange::Set { field: "city".to_owned(), value: Value::Text("Palma".to_owned()) };
    let action = page.act(Command::Bulk { selection, change });
    page.work_off(&time);
    page.undo(action);
    page.work_off(&time);
    later(&time, &mut [&mut page]);
    let hotel = desk.hotel.borrow();
    let city = |root: &RootId| hotel.state(*root).own(*root).and_then(|record| record.value("city").cloned());
    assert!(roots.iter().all(|root| city(root).is_none_or(|value| value == Value::Empty)));
    assert!(hotel.rows().iter().filter(|row| row.op.kind.name() == "set").count() >= 2 * 800, "both have arrived");
}

#[test]
fn undoing_a_bulk_edit_leaves_alone_whom_somebody_changed_since() {
    let (time, desk) = desk();
    let mut page = desk.enrolled();
    let change = BulkChange::Set { field: "city".to_owned(), value: Value::Text("Palma".to_owned()) };
    let action = page.act(Command::Bulk { selection: Selection::These(vec![li(), other(1), other(2)]), change });
    page.work_off(&time);
    page.set("city", "Shanghai");
    page.undo(action);
    assert_eq!(page.work_off(&time).left, 1);
    assert_eq!((page.values(li(), "city"), page.values(other(1), "city")), (vec!["Shanghai".to_owned()], vec![]));
}

#[test]
fn what_an_ended_tab_had_done_of_a_bulk_edit_can_be_taken_back() {
    let (time, desk) = large();
    let mut page = desk.enrolled();
    let action = page.tag_all();
    drop(page);
    let mut again = desk.open_offline();
    assert_eq!(again.history()[0].count, 256);
    again.undo(action);
    again.work_off(&time);
    assert_eq!((0..200).filter(|n| !again.tags(other(*n)).is_empty()).count(), 0);
}

#[test]
fn a_bulk_edit_taken_back_can_be_done_again() {
    let (time, desk) = large();
    let mut page = desk.enrolled();
    let action = page.tag_all();
    page.work_off(&time);
    let undo = page.undo(action);
    page.work_off(&time);
    assert!(page.history().iter().any(|item| item.action == action && item.undone));
    page.undo(undo);
    page.work_off(&time);
    assert_eq!(page.tags(other(3)), [vip()]);
}

#[test]
fn long_work_is_one_at_a_time() {
    let (_, desk) = large();
    let mut page = desk.enrolled();
    page.tag_all();
    let second = Command::Bulk { selection: Selection::These(vec![li()]), change: BulkChange::Archive };
    assert_eq!(page.refused(second), "problem-work-going-on");
}

#[test]
fn a_field_of_the_house_is_not_changed_in_bulk() {
    let (_, desk) = desk();
    let mut page = desk.enrolled();
    let change = BulkChange::Set { field: "external_ref".to_owned(), value: Value::Text("x".to_owned()) };
    let refused = page.refused(Command::Bulk { selection: Selection::These(vec![li()]), change });
    assert_eq!(refused, "problem-value-not-taken");
}

#[test]
fn a_bulk_edit_is_one_change_in_the_outbox() {
    let (time, desk) = large();
    let mut page = desk.enrolled();
    page.wire.online.set(false);
    page.tag_all();
    page.work_off(&time);
    let outbox = page.outbox();
    assert_eq!((outbox.waiting, outbox.items[0].records), (1, 800));
}

#[test]
fn what_is_saved_while_long_work_goes_on_stays() {
    let (time, desk) = large();
    let mut page = desk.enrolled();
    page.tag_all();
    page.edit_phone("+34600");
    page.work_off(&time);
    assert_eq!(page.values(li(), "phone"), ["+34600"]);
    assert!(matches!(page.perform(Command::SyncNow), Told::Done(Outcome::Ok)));
    later(&time, &mut [&mut page]);
    assert_eq!(page.outbox().waiting, 0);
}

#[test]
fn the_hotels_own_record_is_not_put_away_by_taking_back_its_first_saving() {
    let (_, desk) = desk();
    desk.hotel.borrow_mut().more_roles = vec!["director"];
    let mut page = desk.enrolled();
    let save = Command::SaveProperty { name: "Casa Alondra".to_owned(), zone: "Europe/Madrid".to_owned(), currency: "EUR".to_owned() };
    assert!(matches!(page.perform(save), Told::Done(_)));
    let action = page.history()[0].action;
    assert_eq!(page.refused(Command::Undo(action)), "problem-undo-not-possible");
}
