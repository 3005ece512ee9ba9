//! The way to the server: fetch with the person's cookie, and server-sent events that say when there is news.

use std::cell::Cell;
use std::pin::pin;
use std::rc::Rc;

use futures::StreamExt;
use futures::channel::mpsc;
use futures::future::select;
use innkeeper_sync::id::Seq;
use innkeeper_sync::wire::{APP, Poke};
use js_sys::{Array, ArrayBuffer, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortSignal, Blob, Event, EventSource, Headers, MessageEvent, ReadableWritablePair, RequestCache, RequestCredentials, RequestInit,
    RequestMode, Response,
};

use super::clock::sleep;
use super::fault::Fault;
use super::listener::Listener;
use super::scope;
use crate::ports::{HttpAnswer, HttpRequest, Transport, Unreached};
use crate::signal::Bell;

/// A request that takes longer has failed, milliseconds.
const TIME_OUT_MS: u32 = 30_000;
/// Bodies above this size are packed, bytes: below it packing saves no packet.
const PACK_ABOVE: usize = 1024;
/// Where the server says that there is news.
const LIVE: &str = "/sync/v1/live";
/// First pause before listening again after a failure, milliseconds; doubles up to [`PAUSE_MAX`].
const PAUSE_MIN: u32 = 2_000;
/// Longest such pause, milliseconds.
const PAUSE_MAX: u32 = 60_000;

/// The server this app came from.
pub struct Fetch {
    bells: Rc<Bells>,
    listening: Cell<bool>,
    _online: Listener,
}

#[derive(Default)]
struct Bells {
    /// Somebody waits for pokes.
    wanted: Bell,
    /// There may be news, of this kind.
    poked: Bell,
    told: Cell<Told>,
    /// The network is said to be back.
    online: Bell,
}

/// What there is to be told at the next wait for a poke.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Told {
    #[default]
    Nothing,
    /// The log ends here.
    Head(Seq),
    /// Anything may have happened.
    Look,
}

impl Bells {
    /// Tells whoever waits; that the log ends somewhere does not take back that anything may have happened.
    fn poke(&self, told: Told) {
        if self.told.get() != Told::Look {
            self.told.set(told);
        }
        self.poked.ring();
    }
}

impl Default for Fetch {
    fn default() -> Self {
        Self::new()
    }
}

impl Fetch {
    /// Nothing is opened before the first request or the first wait for a poke.
    #[must_use]
    pub fn new() -> Self {
        let bells = Rc::new(Bells::default());
        let ringing = bells.clone();
        let online = Listener::new(&scope(), "online", move |_| {
            ringing.online.ring();
            ringing.poke(Told::Look);
        });
        Self { bells, listening: Cell::new(false), _online: online }
    }
}

impl Transport for Fetch {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, Unreached> {
        fetch(request).await.map_err(|_| Unreached)
    }

    async fn poked(&self) -> Option<Seq> {
        if !self.listening.replace(true) {
            spawn_local(listen(self.bells.clone()));
        }
        self.bells.wanted.ring();
        self.bells.poked.wait().await;
        match self.bells.told.take() {
            Told::Head(head) => Some(head),
            Told::Nothing | Told::Look => None,
        }
    }
}

async fn fetch(request: HttpRequest) -> Result<HttpAnswer, Fault> {
    let headers = Headers::new()?;
    headers.set("Accept", "application/json")?;
    // No form and no other site can send this header, so the server knows the request for the app's own.
    headers.set("X-Innkeeper", "1")?;
    headers.set("Innkeeper-App", &APP.to_string())?;
    if let Some(certificate) = &request.device {
        headers.set("Innkeeper-Device", certificate)?;
    }
    let init = RequestInit::new();
    init.set_method(request.method);
    init.set_mode(RequestMode::SameOrigin);
    init.set_credentials(RequestCredentials::SameOrigin);
    init.set_cache(RequestCache::NoStore);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(TIME_OUT_MS)));
    if request.method == "POST" {
        headers.set("Content-Type", request.kind)?;
        let body = Uint8Array::from(request.body.as_slice());
        let packed = if request.body.len() > PACK_ABOVE { packed(&body).await } else { None };
        if packed.is_some() {
            headers.set("Content-Encoding", "gzip")?;
        }
        init.set_body(&packed.unwrap_or(body));
    }
    init.set_headers(&headers);
    let response: Response = JsFuture::from(scope().fetch_with_str_and_init(&request.path, &init)).await?.unchecked_into();
    let body: ArrayBuffer = JsFuture::from(response.array_buffer()?).await?.unchecked_into();
    let retry_after = response.headers().get("Retry-After")?.and_then(|seconds| seconds.trim().parse().ok());
    Ok(HttpAnswer { status: response.status(), retry_after, body: Uint8Array::new(&body).to_vec() })
}

/// The body in gzip; `None` where the browser cannot: then it goes as it is. Reached by name because `web-sys` holds the stream for unstable.
async fn packed(body: &Uint8Array) -> Option<Uint8Array> {
    let pack = || {
        let constructor: Function = Reflect::get(&scope(), &"CompressionStream".into())?.dyn_into()?;
        let pair: ReadableWritablePair = Reflect::construct(&constructor, &Array::of1(&"gzip".into()))?.unchecked_into();
        let blob = Blob::new_with_u8_array_sequence(&Array::of1(body))?;
        Response::new_with_opt_readable_stream(Some(&blob.stream().pipe_through(&pair)))?.array_buffer()
    };
    let bytes: JsValue = JsFuture::from(pack().ok()?).await.ok()?;
    Some(Uint8Array::new(&bytes))
}

/// What a message of the live line says.
fn said(event: &Event) -> Told {
    let data = event.dyn_ref::<MessageEvent>().and_then(|message| message.data().as_string());
    match data.and_then(|data| serde_json::from_slice(data.as_bytes()).ok()) {
        Some(Poke::Head(head)) => Told::Head(head),
        Some(Poke::Wipe | Poke::Upgrade) | None => Told::Look,
    }
}

/// Keeps the live line open while somebody waits for pokes. Each opening counts as a poke: what was told before is not told again.
async fn listen(bells: Rc<Bells>) {
    let mut pause = PAUSE_MIN;
    loop {
        bells.wanted.wait().await;
        if let Ok(line) = EventSource::new(LIVE) {
            let opened = Rc::new(Cell::new(false));
            let (tell, mut told) = mpsc::unbounded();
            let (opening, speaking, was_open) = (bells.clone(), bells.clone(), opened.clone());
            let ears = [
                Listener::new(&line, "open", move |_| {
                    was_open.set(true);
                    opening.poke(Told::Look);
                }),
                Listener::new(&line, "message", move |event| speaking.poke(said(&event))),
                Listener::new(&line, "error", move |_| {
                    let _ = tell.unbounded_send(());
                }),
            ];
            told.next().await;
            drop(ears);
            // The browser would try again every few seconds for as long as the worker lives.
            line.close();
            if opened.get() {
                pause = PAUSE_MIN;
            }
        }
        select(pin!(bells.online.wait()), pin!(sleep(pause))).await;
        pause = (pause * 2).min(PAUSE_MAX);
    }
}
