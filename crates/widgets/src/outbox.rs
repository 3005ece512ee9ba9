//! Sending an enquiry: with a token and the work it asks for, again and again until the hotel has it.
//!
//! It waits in memory only, because nothing is ever stored in the visitor's browser; the id it was given when it was written makes a repetition
//! harmless. There are no futures: each step asks `page.js` for something, which calls [`Enquiry::step`] with what came of it.

use alloc::string::String;

use wasm_bindgen::prelude::*;

use crate::dom::{El, set};
use crate::enquiry::Enquiry;
use crate::words;
use crate::work::Work;

/// Nobody fills a form in faster: the server holds back what comes sooner (milliseconds, with some to spare).
const YOUNGEST: i32 = 2_700;
/// A token is good for a day; it is asked for anew after half of it (milliseconds).
const OLDEST: i32 = 12 * 3_600_000;
/// Hashes between two breaths of the page: some milliseconds on a slow phone.
const HANDFUL: u32 = 500;
/// Longest pause between two tries (milliseconds).
const LONGEST: i32 = 32_000;

/// Leave to send was answered.
const LEAVE: u32 = 0;
/// The enquiry was answered.
const ANSWER: u32 = 1;
/// Go on working.
const WORK: u32 = 2;
/// The time has come to try again; also when the browser is back on the network.
pub const TRY: u32 = 4;
/// A token has grown old enough.
const RIPE: u32 = 5;
/// A token has grown too old.
const STALE: u32 = 6;
/// The form has been painted: its colours can be looked at.
pub const GUARD: u32 = 7;

/// What is on its way.
#[derive(Default)]
pub struct Outbox {
    token: String,
    bits: u32,
    asking: bool,
    ripe: bool,
    enquiry: Option<El>,
    work: Option<Work>,
    done: Option<String>,
    pause: i32,
    waiting: bool,
}

impl Outbox {
    /// Whether nothing is on its way.
    pub fn is_idle(&self) -> bool {
        self.enquiry.is_none()
    }

    /// Lets go of what is on its way; what the server has is there.
    pub fn forget(&mut self) {
        self.enquiry = None;
        self.work = None;
        self.done = None;
        self.waiting = false;
        self.pause = 1_000;
    }
}

#[wasm_bindgen]
impl Enquiry {
    /// Something has come of what was asked: `status` of the server's answer, 0 for none, its `value`, and the seconds it wants us to wait.
    pub fn step(&self, step: u32, status: u32, value: Option<El>, seconds: i32) {
        let mut outbox = self.outbox.borrow_mut();
        match step {
            LEAVE => {
                outbox.asking = false;
                if let Some(value) = value.filter(|_| status == 200) {
                    outbox.token = self.page.get(&value, "token");
                    outbox.bits = self.page.number(&value, "bits");
                    outbox.ripe = false;
                    self.page.later(&self.form, RIPE, YOUNGEST);
                    self.page.later(&self.form, STALE, OLDEST);
                    drop(outbox);
                    self.opened(self.page.child(&value, "wording").as_ref());
                    self.go_on();
                } else {
                    drop(outbox);
                    self.opened(None);
                    self.fail(status, seconds);
                }
            }
            RIPE | WORK => {
                outbox.ripe |= step == RIPE;
                drop(outbox);
                self.go_on();
            }
            GUARD => self.guard(),
            STALE => {
                outbox.token.clear();
                outbox.work = None;
                outbox.done = None;
            }
            TRY => {
                let waits = core::mem::take(&mut outbox.waiting);
                drop(outbox);
                if waits {
                    self.go_on();
                }
            }
            _ => {
                if outbox.is_idle() {
                    return;
                }
                match status {
                    200 | 422 => {
                        outbox.forget();
                        drop(outbox);
                        self.work(false);
                        self.put("#st", "");
                        match value {
                            Some(value) if status == 422 => {
                                let fields = self.page.child(&value, "fields");
                                self.show_needs(|name| {
                                    let id = fields.as_ref().map(|fields| self.page.get(fields, name)).unwrap_or_default();
                                    if id.is_empty() { "" } else { self.words().need(&id) }
                                });
                            }
                            _ => self.thank(),
                        }
                    }
                    _ => {
                        drop(outbox);
                        self.fail(status, seconds);
                    }
                }
            }
        }
    }
}

impl Enquiry {
    /// Asks for leave to send, while the visitor still writes.
    pub(crate) fn ask_leave(&self) {
        let mut outbox = self.outbox.borrow_mut();
        if outbox.token.is_empty() && !outbox.asking {
            outbox.asking = true;
            let address = [&self.door, "/token?lang=", self.words().tag()].concat();
            self.page.ask(&self.form, LEAVE, &address, None);
        }
    }

    /// Puts an enquiry on its way.
    pub(crate) fn send(&self, enquiry: El) {
        let mut outbox = self.outbox.borrow_mut();
        outbox.forget();
        outbox.enquiry = Some(enquiry);
        drop(outbox);
        self.go_on();
    }

    /// The next thing to do for what is on its way.
    fn go_on(&self) {
        let mut guard = self.outbox.borrow_mut();
        let outbox = &mut *guard;
        let Some(enquiry) = &outbox.enquiry else { return };
        if outbox.waiting {
            return;
        }
        if outbox.token.is_empty() {
            drop(guard);
            return self.ask_leave();
        }
        if outbox.done.is_none() {
            let id = self.page.get(enquiry, "id");
            let work = outbox.work.get_or_insert_with(|| Work::new(&outbox.token, &id, outbox.bits));
            outbox.done = work.go_on(HANDFUL);
            if outbox.done.is_none() {
                return self.page.later(&self.form, WORK, 0);
            }
        }
        if let Some(done) = outbox.done.as_ref().filter(|_| outbox.ripe) {
            set(enquiry, "token", &outbox.token);
            set(enquiry, "work", done);
            self.page.ask(&self.form, ANSWER, &[&self.door, "/enquiry"].concat(), Some(enquiry));
        }
    }

    /// It did not get through: again later, unless the hotel will never take it.
    fn fail(&self, status: u32, seconds: i32) {
        let mut outbox = self.outbox.borrow_mut();
        if outbox.is_idle() {
            return;
        }
        if matches!(status, 400..=428) {
            outbox.forget();
            drop(outbox);
            self.work(false);
            return self.trouble(words::REFUSED, "refused");
        }
        outbox.waiting = true;
        outbox.pause = (outbox.pause * 2).min(LONGEST);
        let asked = matches!(status, 429 | 503);
        let pause = if asked { seconds * 1_000 } else { outbox.pause };
        drop(outbox);
        self.page.later(&self.form, TRY, pause);
        if asked { self.trouble(words::LATER, "later") } else { self.trouble(words::WAITING, "offline") }
    }
}
