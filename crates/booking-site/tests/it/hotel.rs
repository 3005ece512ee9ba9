//! The hotel's site as its visitors meet it: with a browser that runs no script.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use innkeeper_booking_site::hotel::demo;
use innkeeper_booking_site::hotel::http::{Front, router};
use innkeeper_booking_site::property;
use innkeeper_booking_site::store::settings;
use innkeeper_domain::consent::Purpose;
use innkeeper_domain::{Currency, Date, Value, consent_text};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::RootId;
use innkeeper_sync::op::Kind;
use tower::ServiceExt;
use uuid::Uuid;

use crate::app::{Answer, TestApp};

mod booking;
mod mail;
mod pages;
mod set_up;

pub const URL: &str = "https://casa.example";
/// What is shown beside the box, word for word.
pub const WORDING: &str = "May Casa write to you about offers?";
pub const WORDING_ID: Uuid = Uuid::from_u128(0x5150);

/// The day of the tests' clock.
pub fn today() -> Date {
    "2026-11-21".parse().expect("a day")
}

/// A hotel with the demo's rooms and no guests, on 21 November 2026.
pub struct Hotel {
    pub app: TestApp,
    router: Router,
}

impl Hotel {
    pub async fn open() -> Self {
        let hotel = Self::closed().await;
        hotel.app.site.store.replace_offer(&demo::offer(today())).await.expect("sold");
        hotel
    }

    /// The same before anything is sold.
    pub async fn closed() -> Self {
        Self::closed_on(TestApp::new().await).await
    }

    /// Two processes of one hotel.
    pub async fn two_on(app: TestApp) -> [Self; 2] {
        let first = Self::closed_on(app).await;
        first.app.site.store.replace_offer(&demo::offer(today())).await.expect("sold");
        let app = first.app.beside().await;
        let router = router(Front::open(&app.site, URL, None));
        [first, Self { app, router }]
    }

    async fn closed_on(app: TestApp) -> Self {
        app.site.store.set_setting(settings::HOTEL, "Casa").await.expect("named");
        app.house_writes(vec![property::made("Casa", "Europe/Madrid", Currency::EUR), wording()]).await;
        let router = router(Front::open(&app.site, URL, None));
        Self { app, router }
    }

    pub fn visitor(&self) -> Visitor<'_> {
        Visitor { hotel: self, from: [203, 0, 113, 7], headers: HeaderMap::new() }
    }
}

fn wording() -> Vec<Draft> {
    let fields = [
        (consent_text::TEXT_ID.name(), Value::from("marketing-email")),
        (consent_text::VERSION.name(), Value::Int(3)),
        (consent_text::LOCALE.name(), Value::from("en")),
        (consent_text::PURPOSE.name(), Value::from(Purpose::Marketing)),
        (consent_text::TEXT.name(), Value::from(WORDING)),
        (consent_text::SHA256.name(), Value::from(consent_text::sha256_of(WORDING))),
    ];
    let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    vec![Draft::of(RootId(WORDING_ID), Kind::New { entity: "consent-text".to_owned(), fields, sets: Default::default() })]
}

/// Somebody in front of the site.
#[derive(Clone)]
pub struct Visitor<'a> {
    hotel: &'a Hotel,
    from: [u8; 4],
    headers: HeaderMap,
}

impl Visitor<'_> {
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.insert(name, value.parse().expect("a header's value"));
        self
    }

    pub fn from(mut self, from: [u8; 4]) -> Self {
        self.from = from;
        self
    }

    pub async fn send(&self, method: Method, path: &str, body: String) -> Answer {
        let mut request = Request::builder().method(&method).uri(path).body(Body::from(body)).expect("a request");
        *request.headers_mut() = self.headers.clone();
        request.headers_mut().insert(header::HOST, "casa.example".parse().expect("a host"));
        if method == Method::POST {
            request.headers_mut().insert(header::CONTENT_TYPE, "application/x-www-form-urlencoded".parse().expect("a type"));
        }
        request.extensions_mut().insert(ConnectInfo(std::net::SocketAddr::from((self.from, 40_000))));
        let (parts, body) = self.hotel.router.clone().oneshot(request).await.expect("a router always answers").into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.expect("a whole body").to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, String::new()).await
    }

    pub async fn post(&self, path: &str, fields: &Typed) -> Answer {
        self.send(Method::POST, path, fields.body()).await
    }

    /// The form for three nights in a room, filled in by Anna; the way there is that of every visitor.
    pub async fn fills_in(&self, room: &str) -> Typed {
        let rooms = self.get("/en/rooms?arrival=2026-12-10&departure=2026-12-13&adults=2&children=0").await;
        let html = rooms.text();
        let from = html.find(&format!("/en/book?room={room}&amp;plan=FLEX")).unwrap_or_else(|| panic!("{room} is not offered: {html}"));
        let path = html[from..].split('"').next().expect("the link ends").replace("&amp;", "&");
        let form = self.get(&path).await;
        assert_eq!(form.status, StatusCode::OK, "{}", form.text());
        let mut typed = Typed(hidden(&form.text()));
        for (name, value) in [("given_name", "Anna"), ("surname", "Berg"), ("email", "anna@example.com"), ("country", "SE")] {
            typed.set(name, value);
        }
        typed
    }

    /// Books, and gives the path of the booking.
    pub async fn books(&self, typed: &Typed) -> String {
        let answer = self.post("/en/book", typed).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        answer.header("location").expect("a path").to_owned()
    }
}

/// Fields of a form.
#[derive(Clone, Debug)]
pub struct Typed(pub Vec<(String, String)>);

impl Typed {
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value.to_owned()));
    }

    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    fn body(&self) -> String {
        let pairs: Vec<String> = self.0.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        pairs.join("&")
    }
}

fn encoded(value: &str) -> String {
    value.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// The hidden fields of the page's last form.
pub fn hidden(html: &str) -> Vec<(String, String)> {
    let attribute = |input: &str, name: &str| {
        let from = input.find(&format!("{name}=\""))? + name.len() + 2;
        Some(input[from..].split('"').next()?.to_owned())
    };
    let form = html.rsplit("<form method=\"post\"").next().expect("there is a form");
    let inputs = form.split("<input type=\"hidden\"").skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
    inputs.filter_map(|input| Some((attribute(input, "name")?, attribute(input, "value")?))).collect()
}

/// The data block of a page.
pub fn linked(html: &str) -> serde_json::Value {
    let from = html.find("<script type=\"application/ld+json\">").expect("there is one") + "<script type=\"application/ld+json\">".len();
    serde_json::from_str(html[from..].split("</script>").next().expect("it ends")).expect("is JSON")
}
