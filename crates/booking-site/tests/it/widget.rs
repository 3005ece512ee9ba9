//! Enquiries from other websites: who may send, what is taken, what waits, and what becomes of it in the records.

use axum::http::{Method, StatusCode};
use innkeeper_booking_site::enquiry::token::{BITS, Way, give, is_work};
use innkeeper_booking_site::enquiry::{REVIEW, wording};
use innkeeper_booking_site::first_run::{NewHotel, begin};
use innkeeper_booking_site::http::widget::keys;
use innkeeper_booking_site::staff::NewStaff;
use innkeeper_domain::access::{Role, Roles};
use innkeeper_domain::consent_event::{self as event, Method as Given};
use innkeeper_domain::lead::LeadSource;
use innkeeper_domain::{Entity, Fields, consent_text, interaction, lead};
use innkeeper_sync::state::Record;
use serde_json::{Value, json};

use crate::app::{Answer, PASSWORD, Stranger, TestApp};

mod limits;
mod page;
mod snippet;

const SITE: &str = "https://hotel.example";
const ID: &str = "0197f3a2-0000-7000-8000-000000000001";

/// A hotel with a website.
struct Open {
    app: TestApp,
    key: String,
}

impl Open {
    async fn new() -> Self {
        Self::on(TestApp::new().await).await
    }

    async fn on(app: TestApp) -> Self {
        let person = NewStaff {
            name: "Ana".to_owned(),
            email: "ana@hotel.example".to_owned(),
            roles: Roles::default(),
            password: PASSWORD.to_owned(),
        };
        let text = str::to_owned;
        let hotel = NewHotel { name: text("Casa Alondra"), zone: text("Europe/Madrid"), currency: text("EUR"), locale: text("en"), person };
        begin(&app.site.store, hotel, false, app.now()).await.expect("begun");
        let site = keys::new("website", &[SITE.to_owned()], app.now()).expect("an origin");
        app.site.store.add_site_key(&site).await.expect("added");
        Self { app, key: site.key }
    }

    fn path(&self, name: &str) -> String {
        format!("/f/{}/{name}", self.key)
    }

    /// A visitor's browser on the website.
    fn visitor(&self) -> Stranger<'_> {
        self.app.stranger().without("x-innkeeper").with("origin", SITE)
    }

    /// What a browser sends once its person has typed and it has worked: the form was shown five seconds ago.
    async fn worked(&self, id: &str) -> Value {
        let form: Value = self.visitor().get(&self.path("token?lang=en")).await.json();
        let (token, bits) = (form["token"].as_str().expect("a token"), form["bits"].as_u64().expect("bits"));
        let work = work(token, id, u32::try_from(bits).expect("a few"));
        self.app.advance(5_000);
        let wording = &form["wording"];
        json!({
            "id": id, "token": token, "work": work, "name": "Nuria Vidal", "email": "Nuria@Example.com", "phone": "", "arrive": "2027-06-12",
            "leave": "2027-06-15", "message": "Eighty guests,\ntwo nights?", "consent": "yes", "consent_text": wording["id"],
            "consent_version": wording["version"].to_string(), "consent_locale": wording["locale"], "consent_sha256": wording["sha256"],
            "lang": "en", "page": "https://hotel.example/weddings?name=x&utm_source=news", "referrer": "https://search.example",
        })
    }

    async fn send(&self, body: &Value) -> Answer {
        self.visitor().post(&self.path("enquiry"), body).await
    }

    /// The leads in the records.
    async fn leads(&self) -> Vec<Record> {
        let roots = innkeeper_booking_site::writer::Writer::new(self.app.site.store.clone());
        let roots = roots.read_roots(None, 1_000).await.expect("read");
        roots.iter().filter_map(|at| at.state.own(at.root)).filter(|record| record.entity == Entity::Lead.code()).cloned().collect()
    }

    async fn held(&self) -> Vec<String> {
        self.app.site.store.held_enquiries().await.expect("read").into_iter().map(|held| held.held).collect()
    }
}

fn work(token: &str, id: &str, bits: u32) -> String {
    (0u32..).map(|n| n.to_string()).find(|work| is_work(token, id, work, bits)).expect("there is one")
}

fn entries(record: &Record, stream: &str) -> Vec<Value> {
    record.entries(stream).iter().map(|entry| serde_json::to_value(&entry.fields).expect("plain data")).collect()
}

#[tokio::test]
async fn an_enquiry_becomes_a_lead_with_the_proof_of_its_consent() {
    let open = Open::new().await;
    let body = open.worked(ID).await;
    let answer = open.send(&body).await;
    assert_eq!((answer.status, answer.text()), (StatusCode::OK, r#"{"ok":true}"#.to_owned()));
    let leads = open.leads().await;
    let [one] = leads.as_slice() else { panic!("{} leads", leads.len()) };
    let text = |key| one.get(key).unwrap_or_default();
    assert_eq!([text(lead::GIVEN_NAME), text(lead::SURNAME), text(lead::EMAIL)], ["Nuria", "Vidal", "Nuria@example.com"]);
    assert_eq!([text(lead::NOTES), text(lead::TRAVEL_PERIOD)], ["Eighty guests,\ntwo nights?", "2027-06-12 – 2027-06-15"]);
    assert_eq!(text(lead::SOURCE_DETAIL), "hotel.example/weddings?utm_source=news");
    assert_eq!(one.get(lead::SOURCE), Some(LeadSource::Website));
    assert!(!one.sets.contains_key(lead::TAGS.name()), "nothing to look at again");
    insta::assert_json_snapshot!(
        [entries(one, "interactions"), entries(one, "consents")],
        { "[0][0].channel" => "[the key]", "[1][0].lead" => "[the lead]", "[1][0].text" => "[the wording]" }
    );
}

#[tokio::test]
async fn the_wording_of_the_proof_is_a_record_with_the_words_shown() {
    let open = Open::new().await;
    let form: Value = open.visitor().get(&open.path("token?lang=es")).await.json();
    let shown = &form["wording"];
    assert_eq!(shown["locale"], "es");
    let text = shown["text"].as_str().expect("words");
    assert_eq!(shown["sha256"], consent_text::sha256_of(text));
    assert!(text.contains("Casa Alondra"), "{text}");
    let all = wording::all(&open.app.site.store).await.expect("read");
    assert!(all.iter().any(|wording| wording.text == text));
}

#[tokio::test]
async fn a_lead_from_the_website_is_in_the_next_pull_of_a_tablet() {
    let open = Open::new().await;
    let tablet = open.app.tablet("sam", Role::Sales).await;
    let before = tablet.pulls().await.rows.len();
    let body = open.worked(ID).await;
    open.send(&body).await;
    assert!(tablet.pulls().await.rows.len() >= before + 3, "the lead, where it is from, and its consent");
}

#[tokio::test]
async fn an_enquiry_sent_twice_is_one_lead() {
    let open = Open::new().await;
    let body = open.worked(ID).await;
    let answers = [open.send(&body).await, open.send(&body).await];
    assert!(answers.iter().all(|answer| answer.status == StatusCode::OK));
    assert_eq!(open.leads().await.len(), 1);
}

#[tokio::test]
async fn two_at_the_same_moment_are_one_lead() {
    let open = Open::new().await;
    let body = open.worked(ID).await;
    let (one, other) = tokio::join!(open.send(&body), open.send(&body));
    assert_eq!((one.status, other.status, open.leads().await.len()), (StatusCode::OK, StatusCode::OK, 1));
}

#[tokio::test]
async fn a_box_that_was_not_ticked_is_no_consent() {
    let open = Open::new().await;
    let mut body = open.worked(ID).await;
    body["consent"] = "".into();
    open.send(&body).await;
    assert_eq!(entries(&open.leads().await[0], "consents"), Vec::<Value>::new());
}

#[tokio::test]
async fn a_consent_to_words_nobody_knows_is_not_recorded_and_the_lead_is_marked() {
    let open = Open::new().await;
    let mut body = open.worked(ID).await;
    body["consent_sha256"] = consent_text::sha256_of("Anything goes").into();
    open.send(&body).await;
    let one = &open.leads().await[0];
    assert_eq!(entries(one, "consents"), Vec::<Value>::new());
    assert!(one.sets[lead::TAGS.name()].keys().any(|tag| tag == &REVIEW.to_owned().into()));
}

#[tokio::test]
async fn a_tick_of_the_pages_own_script_says_so_in_its_proof() {
    let open = Open::new().await;
    let mut body = open.worked(ID).await;
    body["consent_by"] = "page".into();
    open.send(&body).await;
    let one = &open.leads().await[0];
    let consent = one.entries("consents").first().expect("a consent");
    assert_eq!(Fields::get(&consent.fields, event::EVIDENCE), Some(format!("enquiry {ID}, ticked by the page's own script")));
    assert_eq!(Fields::get(&consent.fields, event::METHOD), Some(Given::Tick));
}

#[tokio::test]
async fn only_a_listed_website_may_send_and_read_the_answer() {
    let open = Open::new().await;
    let body = open.worked(ID).await;
    for origin in
        ["https://evil.example", "http://hotel.example", "https://hotel.example.evil.example", "https://www.hotel.example", "null"]
    {
        let other = open.visitor().with("origin", origin);
        let answer = other.post(&open.path("enquiry"), &body).await;
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (StatusCode::FORBIDDEN, None), "{origin}");
        assert_eq!(other.get(&open.path("token")).await.status, StatusCode::FORBIDDEN, "{origin}");
        let asked = other.send(Method::OPTIONS, &open.path("enquiry"), None, Vec::new()).await;
        assert_eq!(asked.header("access-control-allow-origin"), None, "{origin}");
        assert!(asked.headers.get_all("vary").iter().any(|vary| vary == "origin"), "{origin}");
    }
    assert!(open.leads().await.is_empty());
    let answer = open.send(&body).await;
    assert_eq!(answer.header("access-control-allow-origin"), Some(SITE));
    assert_eq!(answer.header("access-control-allow-credentials"), None);
    assert!(answer.headers.get_all("vary").iter().any(|vary| vary == "origin"));
    let asked = open.visitor().send(Method::OPTIONS, &open.path("enquiry"), None, Vec::new()).await;
    assert_eq!((asked.status, asked.header("access-control-allow-headers")), (StatusCode::NO_CONTENT, Some("content-type")));
}

#[tokio::test]
async fn a_key_that_is_unknown_or_revoked_takes_nothing() {
    let open = Open::new().await;
    let body = open.worked(ID).await;
    assert_eq!(open.visitor().post("/f/pk_nobody/enquiry", &body).await.status, StatusCode::NOT_FOUND);
    open.app.site.store.revoke_site_key(&open.key, open.app.now()).await.expect("revoked");
    assert_eq!(open.send(&body).await.status, StatusCode::NOT_FOUND);
    assert!(open.leads().await.is_empty());
}

#[tokio::test]
async fn what_is_neither_json_nor_a_form_is_not_taken() {
    let open = Open::new().await;
    let body = serde_json::to_vec(&open.worked(ID).await).expect("plain data");
    for kind in [Some("text/plain"), Some("multipart/form-data; boundary=x"), None] {
        let answer = open.visitor().send(Method::POST, &open.path("enquiry"), kind, body.clone()).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind:?}");
    }
    let broken = open.visitor().send(Method::POST, &open.path("enquiry"), Some("application/json"), b"{".to_vec()).await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_is_missing_is_told_by_field_and_nothing_is_stored() {
    let open = Open::new().await;
    let mut body = open.worked(ID).await;
    (body["name"], body["email"]) = ("".into(), "nuria@".into());
    let answer = open.send(&body).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said: Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert_eq!(said, json!({ "ok": false, "fields": { "name": "widget-need-name", "email": "widget-need-email" } }));
    assert!(open.leads().await.is_empty());
}

#[tokio::test]
async fn what_looks_like_a_robots_waits_and_the_robot_is_not_told() {
    let open = Open::new().await;
    let good = open.worked(ID).await;
    let with = |n: u32, name: &str, value: &str| {
        let mut body = good.clone();
        body[name] = value.into();
        if name != "id" && name != "token" {
            body["id"] = format!("0197f3a2-0000-7000-8000-0000000000{n:02}").into();
            body["work"] = work(body["token"].as_str().expect("text"), body["id"].as_str().expect("text"), BITS).into();
            body[name] = value.into();
        }
        body
    };
    let other_server = give(&TestApp::new().await.site.keys, &open.key, Way::Script, 0, 0);
    for body in [with(10, "topic", "seo"), with(11, "work", "0"), with(0, "token", &other_server)] {
        assert_eq!(open.send(&body).await.text(), r#"{"ok":true}"#);
    }
    let mut held = open.held().await;
    held.sort();
    assert_eq!(held, ["token", "trap", "work"]);
    assert!(open.leads().await.is_empty());
}

#[tokio::test]
async fn a_form_sent_in_less_than_two_and_a_half_seconds_or_after_a_day_waits() {
    for (after, reason) in [(2_499, Some("too-fast")), (2_500, None), (86_400_000, None), (86_400_001, Some("too-old"))] {
        let open = Open::new().await;
        let body = open.worked(ID).await;
        open.app.advance(after - 5_000);
        open.send(&body).await;
        assert_eq!(open.held().await.first().map(String::as_str), reason, "{after} ms");
        assert_eq!(open.leads().await.len(), usize::from(reason.is_none()), "{after} ms");
    }
}

#[tokio::test]
async fn staff_let_a_held_enquiry_through_or_drop_it() {
    let open = Open::new().await;
    for (n, topic) in [(1, "seo"), (2, "loans")] {
        let mut body = open.worked(&format!("0197f3a2-0000-7000-8000-00000000000{n}")).await;
        body["topic"] = topic.into();
        open.send(&body).await;
    }
    let sam = open.app.person("sam", Role::Sales).await;
    let held: Value = sam.get("/api/enquiries").await.json();
    assert_eq!((held[0]["reason"].as_str(), held[0]["name"].as_str()), (Some("trap"), Some("Nuria Vidal")));
    assert_eq!((held[0]["website"].as_str(), held[0]["arrive"].as_str()), (Some("website"), Some("2027-06-12")));
    assert_eq!(held[0]["page"], "https://hotel.example/weddings?utm_source=news");
    assert_eq!(sam.get("/api/enquiries/count").await.json::<Value>(), json!({ "count": 2 }));
    let deed = |at: usize, deed: &str| format!("/api/enquiries/{}/{}/{deed}", open.key, held[at]["id"].as_str().expect("an id"));
    let released: Value = sam.post(&deed(0, "release"), &()).await.json();
    assert_eq!(sam.post(&deed(0, "release"), &()).await.status, StatusCode::NOT_FOUND, "it waits no longer");
    assert_eq!(sam.post(&deed(1, "discard"), &()).await.status, StatusCode::NO_CONTENT);
    let roots = innkeeper_booking_site::writer::Writer::new(open.app.site.store.clone()).read_roots(None, 1_000).await.expect("read");
    let lead = roots.iter().find(|at| released["lead"] == at.root.to_string()).expect("the lead it became");
    assert_eq!(lead.state.own(lead.root).and_then(|record| record.get(lead::SURNAME)), Some("Vidal".to_owned()));
    assert_eq!(open.leads().await.len(), 1);
    assert!(open.held().await.is_empty());
    assert_eq!(sam.get("/api/enquiries/count").await.json::<Value>(), json!({ "count": 0 }));
}

#[tokio::test]
async fn who_may_not_write_leads_sees_none_that_wait() {
    let open = Open::new().await;
    assert_eq!(open.app.stranger().get("/api/enquiries").await.status, StatusCode::UNAUTHORIZED);
    let ana = open.app.person("analyst", Role::Analyst).await;
    assert_eq!(ana.get("/api/enquiries").await.status, StatusCode::FORBIDDEN);
    assert_eq!(ana.get("/api/enquiries/count").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn who_manages_staff_makes_lists_and_revokes_keys() {
    let open = Open::new().await;
    let ines = open.app.person("ines", Role::ItAdmin).await;
    open.app.advance(1);
    let made = ines.post("/api/site-keys", &json!({ "name": "Weddings", "origins": ["https://weddings.example"] })).await;
    assert_eq!(made.status, StatusCode::CREATED);
    let made: Value = made.json();
    let key = made["key"].as_str().expect("a key");
    let list: Value = ines.get("/api/site-keys").await.json();
    assert_eq!((list.as_array().map(Vec::len), list[1]["origins"][0].as_str()), (Some(2), Some("https://weddings.example")));
    assert_eq!(ines.post(&format!("/api/site-keys/{key}/revoke"), &()).await.status, StatusCode::NO_CONTENT);
    assert_eq!(ines.post(&format!("/api/site-keys/{key}/revoke"), &()).await.status, StatusCode::NOT_FOUND);
    let bad = ines.post("/api/site-keys", &json!({ "origins": ["https://*.example"] })).await;
    assert_eq!(bad.problem(), (422, "problem-site-origin".to_owned()));
    let sam = open.app.person("sam", Role::Sales).await;
    assert_eq!(sam.get("/api/site-keys").await.status, StatusCode::FORBIDDEN);
    assert_eq!(sam.post("/api/site-keys", &json!({ "origins": [SITE] })).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn no_answer_of_the_door_sets_a_cookie_and_none_reads_one() {
    let open = Open::new().await;
    let body = open.worked(ID).await;
    let sam = open.app.person("sam", Role::Sales).await;
    let visitor = sam.less("x-innkeeper").and("origin", SITE);
    for answer in [
        visitor.get(&open.path("token")).await,
        visitor.get(&open.path("form")).await,
        visitor.get(&open.path("frame")).await,
        visitor.get(&open.path("thanks")).await,
        visitor.post(&open.path("enquiry"), &body).await,
    ] {
        assert_eq!((answer.status, answer.header("set-cookie")), (StatusCode::OK, None));
    }
    let one = &open.leads().await[0];
    let entry = one.entries("interactions").first().expect("where it came from");
    assert_eq!(Fields::get(&entry.fields, interaction::USER), None, "nobody of the staff wrote it");
}
