//! A world in memory: a clock that moves when told, tabs that hear each other.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::{Rc, Weak};
use std::task::{Poll, Waker};

use innkeeper_domain::Date;
use innkeeper_engine::engine::World;
use innkeeper_engine::ports::{Clock, TabNews, Tabs};

use crate::disk::Disk;
use crate::hotel::Wire;

/// The engine's world in these tests.
pub struct InMemory;

impl World for InMemory {
    type Storage = Disk;
    type Transport = Wire;
    type Clock = Time;
    type Tabs = Tab;
}

/// A clock that moves when told.
#[derive(Clone, Default)]
pub struct Time {
    now: Rc<Cell<i64>>,
    sleepers: Rc<RefCell<Vec<Waker>>>,
    drawn: Rc<Cell<u64>>,
}

impl Time {
    /// Noon of 21 November 2026, UTC.
    pub fn noon() -> Self {
        let time = Self::default();
        time.now.set(i64::from(today().days_since_epoch()) * 86_400_000 + 43_200_000);
        time
    }

    /// Moves on and wakes who slept.
    pub fn advance(&self, ms: i64) {
        self.now.set(self.now.get() + ms);
        self.sleepers.take().into_iter().for_each(Waker::wake);
    }
}

fn today() -> Date {
    Date::new(2026, 11, 21).expect("a day")
}

impl Clock for Time {
    fn wall(&self) -> i64 {
        self.now.get()
    }

    fn micros(&self) -> u64 {
        self.now.get().cast_unsigned() * 1000
    }

    fn today(&self) -> Date {
        today()
    }

    fn midnight(&self) -> i64 {
        i64::from(today().days_since_epoch()) * 86_400_000
    }

    fn random(&self) -> [u8; 16] {
        self.drawn.set(self.drawn.get() + 1);
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.drawn.get().wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
        bytes[8..].copy_from_slice(&self.drawn.get().to_be_bytes());
        bytes
    }

    async fn sleep(&self, ms: u32) {
        let until = self.now.get() + i64::from(ms);
        poll_fn(|context| {
            if self.now.get() >= until {
                return Poll::Ready(());
            }
            self.sleepers.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

#[derive(Default)]
struct Mailbox {
    news: RefCell<VecDeque<TabNews>>,
    waker: RefCell<Option<Waker>>,
}

/// The tabs of one browser.
#[derive(Clone, Default)]
pub struct Browser {
    mailboxes: Rc<RefCell<Vec<Weak<Mailbox>>>>,
    leader: Rc<RefCell<Weak<Mailbox>>>,
}

/// One of them.
pub struct Tab {
    browser: Browser,
    own: Rc<Mailbox>,
}

impl Browser {
    /// Opens a tab.
    pub fn tab(&self) -> Tab {
        let own = Rc::new(Mailbox::default());
        self.mailboxes.borrow_mut().push(Rc::downgrade(&own));
        Tab { browser: self.clone(), own }
    }
}

impl Tabs for Tab {
    fn tell(&self, news: TabNews) {
        for mailbox in self.browser.mailboxes.borrow().iter().filter_map(Weak::upgrade) {
            if !Rc::ptr_eq(&mailbox, &self.own) {
                mailbox.news.borrow_mut().push_back(news);
                if let Some(waker) = mailbox.waker.borrow_mut().take() {
                    waker.wake();
                }
            }
        }
    }

    async fn heard(&self) -> TabNews {
        poll_fn(|context| match self.own.news.borrow_mut().pop_front() {
            Some(news) => Poll::Ready(news),
            None => {
                *self.own.waker.borrow_mut() = Some(context.waker().clone());
                Poll::Pending
            }
        })
        .await
    }

    async fn lead(&self, _: &str) {
        poll_fn(|context| {
            let leader = self.browser.leader.borrow().upgrade();
            if leader.is_some_and(|leader| !Rc::ptr_eq(&leader, &self.own)) {
                // Asked again whenever this tab hears something; the tests tell it.
                *self.own.waker.borrow_mut() = Some(context.waker().clone());
                return Poll::Pending;
            }
            *self.browser.leader.borrow_mut() = Rc::downgrade(&self.own);
            Poll::Ready(())
        })
        .await;
    }
}
