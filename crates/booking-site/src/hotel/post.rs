//! The post: mails are laid out in the transaction of what they tell, and a task in the background sends them until they are out.

use std::time::Duration;

use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MessageBuilder, MultiPart, SinglePart};
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{AsyncTransport, Message, Tokio1Executor};
use thiserror::Error;

use innkeeper_domain::offer::Policies;

use super::letter::Letter;
use crate::store::hotel::BookingRow;
use crate::store::mail::{self, Mail, State};
use crate::store::{Store, StoreError, Tx};
use crate::{clock, random};

const MINUTE: i64 = 60 * 1000;
const DAY: i64 = 24 * 60 * MINUTE;

/// Most mails to one address in a day: nobody fills a stranger's letter box through us.
pub const A_DAY: u64 = 3;
/// A try that has not ended by then is another process's to make.
const CLAIM: i64 = 5 * MINUTE;
/// After so long without success a mail is given up.
pub const GIVE_UP: i64 = 2 * DAY;
/// Longest pause between two tries.
const LONGEST_PAUSE: i64 = 60 * MINUTE;
/// Mails of one turn.
const AT_ONCE: u32 = 50;
/// How long one conversation may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Why mail cannot be set up.
#[derive(Debug, Error)]
pub enum SetUpError {
    /// The address of the mail server cannot be used. It is not repeated: there may be a password in it.
    #[error("the address of the mail server is not of the form smtps://user:password@host:port: {0}")]
    Url(String),
    /// A password over an open line.
    #[error("smtp:// sends the password readable to everybody on the way: use smtps://, or smtp://…?tls=required")]
    Open,
    /// The sender is no address.
    #[error("the sender {0:?} is no mail address")]
    From(String),
}

/// The way out.
#[derive(Clone, Debug)]
pub struct Postman {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Postman {
    /// A postman for a mail server (`smtps://user:password@host`, `smtp://host:25?tls=required`) and a sender (`Casa <stay@hotel.example>`).
    ///
    /// # Errors
    /// [`SetUpError`].
    pub fn new(url: &str, from: &str) -> Result<Self, SetUpError> {
        let url = url.trim();
        let has_password = url.split("://").nth(1).is_some_and(|rest| rest.split(['/', '?']).next().unwrap_or_default().contains('@'));
        if has_password && !url.starts_with("smtps://") && !url.contains("tls=required") {
            return Err(SetUpError::Open);
        }
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|error| SetUpError::Url(error.to_string()))?;
        let from = from.parse().map_err(|_| SetUpError::From(from.to_owned()))?;
        Ok(Self { transport: builder.timeout(Some(PATIENCE)).build(), from })
    }

    /// Who mails are from where the hotel says nothing else.
    #[must_use]
    pub fn sender(&self) -> String {
        self.from.to_string()
    }

    /// One try.
    async fn send(&self, mail: &Mail, policies: &Policies) -> Result<(), Failure> {
        let from = policies.sender.parse().unwrap_or_else(|_| self.from.clone());
        let message = message(&from, policies.email.parse().ok(), mail).map_err(|error| Failure { words: error, is_final: true })?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => Err(Failure { is_final: error.is_permanent(), words: error.to_string() }),
        }
    }
}

struct Failure {
    words: String,
    is_final: bool,
}

/// RFC 3834: nobody's holiday notice need answer.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

fn message(from: &Mailbox, answers_to: Option<Mailbox>, mail: &Mail) -> Result<Message, String> {
    let to: lettre::Address = mail.recipient.parse().map_err(|error| format!("{error}"))?;
    let words = MultiPart::alternative_plain_html(mail.content.text.clone(), mail.content.html.clone());
    let id = format!("<{}@{}>", mail.id, from.email.domain());
    let message = Message::builder().from(from.clone()).to(Mailbox::new(None, to)).subject(mail.subject.clone());
    let message = message.message_id(Some(id)).header(AutoSubmitted);
    let message = answers_to.into_iter().fold(message, MessageBuilder::reply_to);
    let message = match &mail.content.calendar {
        Some(file) => message.multipart(MultiPart::mixed().multipart(words).singlepart(attached(file))),
        None => message.multipart(words),
    };
    message.map_err(|error| error.to_string())
}

fn attached(calendar: &str) -> SinglePart {
    let kind = ContentType::parse("text/calendar; charset=utf-8").expect("a type of RFC 5545");
    Attachment::new("stay.ics".to_owned()).body(calendar.to_owned(), kind)
}

/// Puts a letter into the outbox with this transaction.
pub(crate) async fn lay_out(tx: &mut Tx, letter: Letter, booking: &BookingRow, now: i64) -> Result<(), StoreError> {
    let had = mail::count_to(tx, &letter.recipient, now - DAY).await?;
    let state = if had < A_DAY { State::Waiting } else { State::Held };
    let mail = Mail {
        id: random::uuid_v7(now),
        booking: booking.number.clone(),
        about: letter.about.to_owned(),
        recipient: letter.recipient,
        subject: letter.subject,
        state,
        tries: 0,
        next_at: now,
        created_at: now,
        done_at: None,
        error: String::new(),
        content: letter.content,
    };
    mail::put(tx, booking.guest, &mail).await
}

/// Sends what is due at `now`; gives how many went out.
///
/// # Errors
/// When the database fails.
pub async fn turn(store: &Store, postman: &Postman, now: i64) -> Result<usize, StoreError> {
    let mut sent = 0;
    let due = store.mails_due(now, AT_ONCE).await?;
    if due.is_empty() {
        return Ok(sent);
    }
    let policies = store.offer().await?.policies;
    for mail in due {
        if !store.claim_mail(&mail, now + CLAIM).await? {
            continue;
        }
        match postman.send(&mail, &policies).await {
            Ok(()) => {
                store.mail_sent(&mail, now).await?;
                sent += 1;
            }
            Err(failure) => {
                // Servers repeat the address: neither the log of this program nor the list of mails need know it.
                let words = failure.words.replace(&mail.recipient, "…");
                let next_at = (!failure.is_final && now - mail.created_at < GIVE_UP).then(|| now + pause(mail.tries));
                tracing::warn!(booking = %mail.booking, again = next_at.is_some(), error = %words, "a mail did not go out");
                store.mail_failed(mail.id, &words, next_at, now).await?;
            }
        }
    }
    Ok(sent)
}

/// The pause after so many tries before this one: 1, 2, 4, … minutes, an hour at most.
fn pause(tries: u32) -> i64 {
    (MINUTE << tries.min(6)).min(LONGEST_PAUSE)
}

/// How often the outbox is looked at for what other processes, or a slow clock, left there.
const BEAT: Duration = Duration::from_secs(20);

/// Sends until the server stops; `wake` tells of a new mail.
pub(crate) async fn run(store: Store, postman: Postman, wake: &tokio::sync::Notify) {
    loop {
        if let Err(error) = turn(&store, &postman, clock::now_ms()).await {
            tracing::warn!(error = %error, "could not look into the outbox");
        }
        tokio::select! {
            () = wake.notified() => {}
            () = tokio::time::sleep(BEAT) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_an_hour() {
        assert_eq!([0, 1, 2, 6, 60].map(|tries| pause(tries) / MINUTE), [1, 2, 4, 60, 60]);
    }

    #[test]
    fn a_password_does_not_go_over_an_open_line() {
        let from = "Casa <stay@hotel.example>";
        assert!(matches!(Postman::new("smtp://anna:secret@mail.example", from), Err(SetUpError::Open)));
        assert!(matches!(Postman::new("carrier-pigeon", from), Err(SetUpError::Url(_))));
        assert!(matches!(Postman::new("smtps://anna:secret@mail.example", "nobody"), Err(SetUpError::From(_))));
        for url in ["smtps://anna:secret@mail.example", "smtp://anna:secret@mail.example?tls=required", "smtp://127.0.0.1:2525"] {
            assert!(Postman::new(url, from).is_ok(), "{url}");
        }
    }
}
