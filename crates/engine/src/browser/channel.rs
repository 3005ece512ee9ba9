//! Other tabs: a broadcast channel for news, a Web Lock for leadership.
//!
//! The lock only saves work. Where it is missing, or given back late as Safari does, two tabs lead for a while, and that is harmless.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, Event, MessageEvent};

use super::listener::Listener;
use super::scope;
use crate::ports::{TabNews, Tabs};
use crate::signal::Bell;

/// Name of the channel.
const CHANNEL: &str = "innkeeper";

#[derive(Default)]
struct Mailbox {
    news: RefCell<VecDeque<TabNews>>,
    arrived: Bell,
}

/// A wish to lead, and what became of it.
#[derive(Default)]
struct Lead {
    granted: Cell<bool>,
    changed: Bell,
    /// No longer wanted: another replica is open now.
    given_up: Cell<bool>,
    /// Gives the lock back.
    release: RefCell<Option<Function>>,
}

impl Lead {
    fn grant(&self) {
        self.granted.set(true);
        self.changed.ring();
    }

    fn give_up(&self) {
        self.given_up.set(true);
        if let Some(release) = self.release.take() {
            // A promise's own function does not throw.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// The other tabs of this browser, and this one's place among them.
pub struct BrowserTabs {
    channel: Option<BroadcastChannel>,
    mailbox: Rc<Mailbox>,
    lead: RefCell<Option<(String, Rc<Lead>)>>,
    _ear: Option<Listener>,
}

impl Default for BrowserTabs {
    fn default() -> Self {
        Self::new()
    }
}

impl BrowserTabs {
    /// Listens to the other tabs from now on. News that this build does not know are passed over.
    #[must_use]
    pub fn new() -> Self {
        let mailbox = Rc::new(Mailbox::default());
        let channel = BroadcastChannel::new(CHANNEL).ok();
        let hearing = mailbox.clone();
        let ear = channel.as_ref().map(|channel| {
            Listener::new(channel, "message", move |event: Event| {
                let text = event.unchecked_ref::<MessageEvent>().data().as_string().unwrap_or_default();
                if let Ok(news) = serde_json::from_slice(text.as_bytes()) {
                    hearing.news.borrow_mut().push_back(news);
                    hearing.arrived.ring();
                }
            })
        });
        Self { channel, mailbox, lead: RefCell::default(), _ear: ear }
    }

    fn wish(&self, name: &str) -> Rc<Lead> {
        let mut lead = self.lead.borrow_mut();
        if let Some((_, wish)) = lead.as_ref().filter(|(of, _)| of == name) {
            return wish.clone();
        }
        let wish = Rc::new(Lead::default());
        if let Some((_, before)) = lead.replace((name.to_owned(), wish.clone())) {
            before.give_up();
        }
        if request_lock(name, &wish).is_err() {
            wish.grant();
        }
        wish
    }
}

impl Tabs for BrowserTabs {
    fn tell(&self, news: TabNews) {
        if let (Some(channel), Ok(message)) = (&self.channel, serde_json::to_string(&news)) {
            // The other tabs look for themselves when they come to the front: news that are lost cost time only.
            let _ = channel.post_message(&message.into());
        }
    }

    async fn heard(&self) -> TabNews {
        loop {
            let news = self.mailbox.news.borrow_mut().pop_front();
            if let Some(news) = news {
                return news;
            }
            self.mailbox.arrived.wait().await;
        }
    }

    async fn lead(&self, name: &str) {
        let wish = self.wish(name);
        while !wish.granted.get() {
            wish.changed.wait().await;
        }
    }
}

/// Asks for the lock, by name because `web-sys` holds it for unstable. It is held until given back or until the worker ends.
fn request_lock(name: &str, wish: &Rc<Lead>) -> Result<(), JsValue> {
    let locks = Reflect::get(&scope().navigator(), &"locks".into())?;
    let request: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    let granting = wish.clone();
    let hold = Closure::once_into_js(move |_lock: JsValue| -> JsValue {
        if granting.given_up.get() {
            return JsValue::UNDEFINED;
        }
        let held = Promise::new(&mut |release, _| {
            granting.release.replace(Some(release));
        });
        granting.grant();
        held.into()
    });
    let ended: Promise = request.call2(&locks, &format!("{CHANNEL}-lead-{name}").into(), &hold)?.dyn_into()?;
    let refused = wish.clone();
    wasm_bindgen_futures::spawn_local(async move {
        // Refused where storage is blocked; also when another page steals the lock. Then this tab leads beside the other.
        if wasm_bindgen_futures::JsFuture::from(ended).await.is_err() {
            refused.grant();
        }
    });
    Ok(())
}
