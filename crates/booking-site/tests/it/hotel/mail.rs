//! Mails go out over a real SMTP conversation, are tried again, and are told of honestly.

use std::net::SocketAddr;

use axum::http::StatusCode;
use innkeeper_booking_site::hotel::post::{GIVE_UP, Postman, turn};
use innkeeper_booking_site::store::mail::State;
use innkeeper_domain::access::Role;
use mail_parser::{MessageParser, MimeHeaders};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use super::{Hotel, Typed, URL};

const MINUTE: i64 = 60 * 1000;

/// What a mail server says to a recipient.
#[derive(Clone, Copy)]
enum Mood {
    Takes,
    Busy,
    Refuses,
}

/// A small mail server (RFC 5321) on a port of its own.
struct MailServer {
    address: SocketAddr,
    arrived: mpsc::UnboundedReceiver<Vec<u8>>,
}

impl MailServer {
    async fn open(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (sender, arrived) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let _ = talk(stream, mood, &sender).await;
            }
        });
        Self { address, arrived }
    }

    fn postman(&self) -> Postman {
        Postman::new(&format!("smtp://{}", self.address), "Casa <stay@casa.example>").expect("is an address")
    }
}

async fn talk(stream: tokio::net::TcpStream, mood: Mood, arrived: &mpsc::UnboundedSender<Vec<u8>>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read);
    write.write_all(b"220 mail.example ESMTP\r\n").await?;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let verb = line.split(' ').next().unwrap_or_default().trim().to_ascii_uppercase();
        let answer: &[u8] = match (verb.as_str(), mood) {
            ("EHLO", _) => b"250-mail.example\r\n250 8BITMIME\r\n",
            ("RCPT", Mood::Busy) => b"451 4.3.0 come back later\r\n",
            ("RCPT", Mood::Refuses) => b"550 5.1.1 nobody of this name\r\n",
            ("DATA", _) => {
                write.write_all(b"354 go on\r\n").await?;
                arrived.send(data(&mut lines).await?).expect("the test listens");
                b"250 2.0.0 taken\r\n"
            }
            ("QUIT", _) => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => b"250 2.1.0 fine\r\n",
        };
        write.write_all(answer).await?;
    }
}

/// The mail, up to a line with a full stop; stops at the beginning of lines were doubled.
async fn data(lines: &mut BufReader<tokio::net::tcp::OwnedReadHalf>) -> std::io::Result<Vec<u8>> {
    let mut mail = Vec::new();
    loop {
        let mut line = Vec::new();
        lines.read_until(b'\n', &mut line).await?;
        if line == b".\r\n" {
            return Ok(mail);
        }
        mail.extend(line.strip_prefix(b".").unwrap_or(&line));
    }
}

async fn state(hotel: &Hotel) -> (State, u32) {
    let mails = hotel.app.site.store.mails(1).await.expect("read");
    (mails[0].state, mails[0].tries)
}

/// Books in this language; gives the path of the booking.
async fn books(hotel: &Hotel, lang: &str) -> String {
    let visitor = hotel.visitor();
    let typed = visitor.fills_in("SEA").await.and("given_name", "安娜").and("surname", "欧阳");
    let answer = visitor.post(&format!("/{lang}/book"), &typed).await;
    answer.header("location").unwrap_or_else(|| panic!("{}", answer.text())).to_owned()
}

#[tokio::test]
async fn a_confirmation_arrives_over_smtp_in_the_guests_language() {
    let hotel = Hotel::open().await;
    let mut server = MailServer::open(Mood::Takes).await;
    let path = books(&hotel, "zh-CN").await;
    let sent = turn(&hotel.app.site.store, &server.postman(), hotel.app.now()).await.expect("the database answers");
    assert_eq!(sent, 1);
    let bytes = server.arrived.recv().await.expect("a mail");
    let mail = MessageParser::default().parse(&bytes).expect("is a mail");
    let number = hotel.app.site.store.mails(1).await.expect("read")[0].booking.clone();
    assert_eq!(mail.subject(), Some(format!("您在 Casa 的预订 {number}").as_str()));
    assert_eq!(mail.to().and_then(|to| to.first()).and_then(|to| to.address()), Some("anna@example.com"));
    assert_eq!(mail.from().and_then(|from| from.first()).and_then(|from| from.address()), Some("stay@casa.example"));
    assert_eq!(mail.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
    assert!(mail.message_id().is_some() && mail.date().is_some());
    let (text, html) = (mail.body_text(0).expect("plain words"), mail.body_html(0).expect("HTML"));
    for words in [format!("{URL}{path}"), number, "欧阳安娜".to_owned(), "2026年12月10日星期四 15:00 起".to_owned(), "€735.00".to_owned()]
    {
        assert!(text.contains(&words), "{words}: {text}");
        assert!(html.contains(&words), "{words}: {html}");
    }
    let file = mail.attachment(0).expect("a calendar file");
    assert_eq!(file.attachment_name(), Some("stay.ics"));
    assert!(file.text_contents().expect("is text").contains("DTSTART;VALUE=DATE:20261210"));
    assert_eq!(state(&hotel).await, (State::Sent, 1));
}

#[tokio::test]
async fn a_busy_mail_server_is_asked_again_with_growing_pauses_until_it_takes_the_mail() {
    let hotel = Hotel::open().await;
    let (busy, mut taking) = (MailServer::open(Mood::Busy).await, MailServer::open(Mood::Takes).await);
    books(&hotel, "en").await;
    let store = &hotel.app.site.store;
    let mut due = Vec::new();
    for minute in 0..16 {
        let before = state(&hotel).await.1;
        turn(store, &busy.postman(), hotel.app.now() + minute * MINUTE).await.expect("the database answers");
        if state(&hotel).await.1 > before {
            due.push(minute);
        }
    }
    assert_eq!(due, [0, 1, 3, 7, 15]);
    turn(store, &taking.postman(), hotel.app.now() + 31 * MINUTE).await.expect("the database answers");
    assert!(taking.arrived.recv().await.is_some());
    assert_eq!(state(&hotel).await, (State::Sent, 6));
}

#[tokio::test]
async fn a_mail_that_nobody_takes_is_given_up_and_the_page_says_so() {
    let hotel = Hotel::open().await;
    let path = books(&hotel, "en").await;
    let refusing = MailServer::open(Mood::Refuses).await;
    turn(&hotel.app.site.store, &refusing.postman(), hotel.app.now()).await.expect("the database answers");
    assert_eq!(state(&hotel).await, (State::Failed, 1), "a name that is not there will not be there tomorrow");
    let html = hotel.visitor().get(&path).await.text();
    assert!(html.contains("no mail could be delivered to anna@example.com"), "{html}");
}

#[tokio::test]
async fn a_server_that_stays_away_for_two_days_ends_the_tries() {
    let hotel = Hotel::open().await;
    books(&hotel, "en").await;
    let busy = MailServer::open(Mood::Busy).await;
    turn(&hotel.app.site.store, &busy.postman(), hotel.app.now() + GIVE_UP).await.expect("the database answers");
    assert_eq!(state(&hotel).await.0, State::Failed);
}

#[tokio::test]
async fn without_a_mail_server_the_page_says_that_no_mail_was_sent() {
    let hotel = Hotel::open().await;
    let path = books(&hotel, "en").await;
    let html = hotel.visitor().get(&path).await.text();
    assert!(html.contains("No mail was sent: please print this page or keep its address."), "{html}");
    assert_eq!(state(&hotel).await, (State::Waiting, 0));
}

#[tokio::test]
async fn a_cancellation_is_told_by_mail_with_what_it_costs() {
    let hotel = Hotel::open().await;
    let mut server = MailServer::open(Mood::Takes).await;
    let path = books(&hotel, "es").await;
    hotel.app.advance(1);
    hotel.visitor().post(&format!("{path}/cancel"), &Typed(Vec::new())).await;
    turn(&hotel.app.site.store, &server.postman(), hotel.app.now()).await.expect("the database answers");
    server.arrived.recv().await.expect("the confirmation");
    let bytes = server.arrived.recv().await.expect("the cancellation");
    let mail = MessageParser::default().parse(&bytes).expect("is a mail");
    assert!(mail.subject().expect("a subject").starts_with("Cancelada: su reserva"));
    assert!(mail.body_text(0).expect("plain words").contains("No cuesta nada."));
    assert!(mail.attachment(0).expect("a calendar file").text_contents().expect("is text").contains("METHOD:CANCEL"));
}

#[tokio::test]
async fn mails_are_from_the_sender_the_hotel_set_and_answers_go_to_its_address() {
    let hotel = Hotel::open().await;
    let mut server = MailServer::open(Mood::Takes).await;
    let mut offer = hotel.app.site.store.offer().await.expect("read");
    offer.policies.sender = "Casa Alondra <rooms@alondra.example>".to_owned();
    hotel.app.site.store.replace_offer(&offer).await.expect("stored");
    books(&hotel, "en").await;
    turn(&hotel.app.site.store, &server.postman(), hotel.app.now()).await.expect("the database answers");
    let bytes = server.arrived.recv().await.expect("a mail");
    let mail = MessageParser::default().parse(&bytes).expect("is a mail");
    let from = mail.from().and_then(|from| from.first()).expect("a sender");
    assert_eq!((from.name(), from.address()), (Some("Casa Alondra"), Some("rooms@alondra.example")));
    let answers = mail.reply_to().and_then(|to| to.first()).and_then(|to| to.address());
    assert_eq!(answers, Some("hola@casa-alondra.example"));
}

#[tokio::test]
async fn whoever_may_change_the_hotel_sees_the_outbox_and_has_a_failed_mail_tried_again() {
    let hotel = Hotel::open().await;
    books(&hotel, "en").await;
    let (refusing, mut taking) = (MailServer::open(Mood::Refuses).await, MailServer::open(Mood::Takes).await);
    let store = &hotel.app.site.store;
    turn(store, &refusing.postman(), hotel.app.now()).await.expect("the database answers");
    let marta = hotel.app.person("marta", Role::Director).await;
    let outbox: Value = marta.get("/api/mail").await.json();
    assert_eq!((&outbox["site"], &outbox["posts"]), (&true.into(), &false.into()), "a site without a mail server");
    let mail = &outbox["mails"][0];
    assert_eq!((mail["to"].as_str(), mail["state"].as_str()), (Some("anna@example.com"), Some("failed")));
    assert!(mail["error"].as_str().expect("why").contains("550"), "{mail}");
    assert_eq!((&mail["next_at"], mail["content"].is_null()), (&Value::Null, true));
    let retry = format!("/api/mail/{}/retry", mail["id"].as_str().expect("an id"));
    assert_eq!(marta.post(&retry, &()).await.status, StatusCode::NO_CONTENT);
    assert_eq!(marta.post(&retry, &()).await.problem(), (409, "problem-mail-not-failed".to_owned()));
    turn(store, &taking.postman(), hotel.app.now()).await.expect("the database answers");
    assert!(taking.arrived.recv().await.is_some());
    assert_eq!(state(&hotel).await, (State::Sent, 2));
    let sam = hotel.app.person("sam", Role::Sales).await;
    assert_eq!(sam.get("/api/mail").await.problem(), (403, "problem-not-allowed".to_owned()));
    assert_eq!(sam.post(&retry, &()).await.status, StatusCode::FORBIDDEN);
}
