//! The outbox of mails: each waits until it has gone out, with growing pauses between the tries.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Row, Sql, Store, StoreError, TENANT, Tx};

/// How far a mail has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// To be sent.
    Waiting,
    /// The next mail server has it.
    Sent,
    /// Given up.
    Failed,
    /// Not to be sent: the address had its share today.
    Held,
}

impl State {
    const ALL: [(Self, &'static str); 4] =
        [(Self::Waiting, "waiting"), (Self::Sent, "sent"), (Self::Failed, "failed"), (Self::Held, "held")];

    /// The word in the database and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(state, _)| *state == self).map_or("", |(_, word)| word)
    }

    fn read(word: &str) -> Result<Self, StoreError> {
        let found = Self::ALL.iter().find(|(_, known)| *known == word).map(|(state, _)| *state);
        found.ok_or_else(|| StoreError::Damaged(format!("a mail is {word:?}")))
    }
}

/// What a mail says. It is forgotten once it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The plain words.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// A calendar file (RFC 5545), if there is something to keep free.
    pub calendar: Option<String>,
}

/// A mail in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its id, also in its Message-ID.
    pub id: Uuid,
    /// Number of the booking.
    pub booking: String,
    /// What it is about: `confirmation` or `cancellation`.
    pub about: String,
    /// Who gets it.
    pub recipient: String,
    /// Its subject.
    pub subject: String,
    /// How far it has come.
    pub state: State,
    /// Tries so far.
    pub tries: u32,
    /// Not before this time.
    pub next_at: i64,
    /// When it was written.
    pub created_at: i64,
    /// When it was sent or given up.
    pub done_at: Option<i64>,
    /// What the last try ended with.
    pub error: String,
    /// What it says.
    pub content: Content,
}

const SELECT: &str =
    "SELECT id, booking, about, recipient, subject, state, tries, next_at, created_at, done_at, error, body FROM mail WHERE tenant = $1";

fn mail(row: &Row) -> Result<Mail, StoreError> {
    let body = row.text(11)?;
    let content = if body.is_empty() { Ok(Content::default()) } else { serde_json::from_str(&body) };
    Ok(Mail {
        id: row.id(0)?,
        booking: row.text(1)?,
        about: row.text(2)?,
        recipient: row.text(3)?,
        subject: row.text(4)?,
        state: State::read(&row.text(5)?)?,
        tries: row.short(6)?,
        next_at: row.int(7)?,
        created_at: row.int(8)?,
        done_at: row.opt_int(9)?,
        error: row.text(10)?,
        content: content.map_err(|error| StoreError::Damaged(error.to_string()))?,
    })
}

/// Puts a mail into the outbox with this transaction.
pub(crate) async fn put(tx: &mut Tx, mail: &Mail) -> Result<(), StoreError> {
    let body = serde_json::to_string(&mail.content).map_err(|error| StoreError::Damaged(error.to_string()))?;
    let insert = Sql::new(
        "INSERT INTO mail (tenant, id, booking, about, recipient, subject, state, tries, next_at, created_at, done_at, error, body) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    );
    let insert = insert.bind(TENANT).bind(mail.id).bind(mail.booking.as_str()).bind(mail.about.as_str()).bind(mail.recipient.as_str());
    let insert = insert.bind(mail.subject.as_str()).bind(mail.state.word()).bind(mail.tries).bind(mail.next_at);
    tx.execute(insert.bind(mail.created_at).bind(mail.done_at).bind(mail.error.as_str()).bind(body)).await?;
    Ok(())
}

/// How many mails an address was written since a time.
pub(crate) async fn count_to(tx: &mut Tx, recipient: &str, since: i64) -> Result<u64, StoreError> {
    let count = Sql::new("SELECT COUNT(*) FROM mail WHERE tenant = $1 AND recipient = $2 AND created_at > $3 AND state <> 'held'");
    tx.rows(count.bind(TENANT).bind(recipient).bind(since)).await?.first().map_or(Ok(0), |row| row.bits(0))
}

/// The newest mail about a booking.
pub(crate) async fn newest_of(tx: &mut Tx, booking: &str) -> Result<Option<Mail>, StoreError> {
    let select = Sql::text(format!("{SELECT} AND booking = $2 ORDER BY created_at DESC, id DESC LIMIT 1"));
    tx.rows(select.bind(TENANT).bind(booking)).await?.first().map(mail).transpose()
}

impl Store {
    /// Mails that are to be sent by `now`, oldest first, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mails_due(&self, now: i64, limit: u32) -> Result<Vec<Mail>, StoreError> {
        let select = Sql::text(format!("{SELECT} AND state = 'waiting' AND next_at <= $2 ORDER BY created_at, id LIMIT $3"));
        self.rows(select.bind(TENANT).bind(now).bind(limit)).await?.iter().map(mail).collect()
    }

    /// Takes a due mail for one try, so that no other process sends it meanwhile; `false` if another was first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn claim_mail(&self, mail: &Mail, until: i64) -> Result<bool, StoreError> {
        let claim = Sql::new(
            "UPDATE mail SET next_at = $1, tries = tries + 1 WHERE tenant = $2 AND id = $3 AND state = 'waiting' AND next_at = $4",
        );
        Ok(self.execute(claim.bind(until).bind(TENANT).bind(mail.id).bind(mail.next_at)).await? == 1)
    }

    /// The mail is out; what it said is forgotten.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_sent(&self, id: Uuid, now: i64) -> Result<(), StoreError> {
        let sent = Sql::new("UPDATE mail SET state = 'sent', done_at = $1, error = '', body = '' WHERE tenant = $2 AND id = $3");
        self.execute(sent.bind(now).bind(TENANT).bind(id)).await?;
        Ok(())
    }

    /// The try failed: again at `next_at`, or never.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_failed(&self, id: Uuid, error: &str, next_at: Option<i64>, now: i64) -> Result<(), StoreError> {
        let state = if next_at.is_some() { State::Waiting } else { State::Failed };
        let sql = Sql::new("UPDATE mail SET state = $1, error = $2, next_at = $3, done_at = $4 WHERE tenant = $5 AND id = $6");
        let sql = sql.bind(state.word()).bind(error).bind(next_at.unwrap_or(now)).bind(next_at.is_none().then_some(now));
        self.execute(sql.bind(TENANT).bind(id)).await?;
        Ok(())
    }

    /// Makes a mail that was given up due at once; `false` when it was not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn retry_mail(&self, id: Uuid, now: i64) -> Result<bool, StoreError> {
        let sql =
            Sql::new("UPDATE mail SET state = 'waiting', next_at = $1, done_at = NULL WHERE tenant = $2 AND id = $3 AND state = 'failed'");
        Ok(self.execute(sql.bind(now).bind(TENANT).bind(id)).await? == 1)
    }

    /// The newest mails, newest first, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mails(&self, limit: u32) -> Result<Vec<Mail>, StoreError> {
        let select = Sql::text(format!("{SELECT} ORDER BY created_at DESC, id DESC LIMIT $2"));
        self.rows(select.bind(TENANT).bind(limit)).await?.iter().map(mail).collect()
    }

    /// How the newest mail about a booking fares.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_of(&self, booking: &str) -> Result<Option<Mail>, StoreError> {
        newest_of(&mut self.read().await?, booking).await
    }
}
