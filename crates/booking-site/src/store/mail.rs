//! The outbox of mails: each waits until it has gone out, with growing pauses between the tries. Who gets it and what it says is sealed under the key
//! of the guest's file; of the address there is a keyed hash, to count by.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use innkeeper_sync::id::RootId;

use super::vault::{Part, Vault, key_of};
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

/// What of a mail is sealed.
#[derive(Default, Serialize, Deserialize)]
struct Letter {
    recipient: String,
    subject: String,
    content: Content,
}

impl Letter {
    fn of(mail: &Mail, content: Content) -> Self {
        Self { recipient: mail.recipient.clone(), subject: mail.subject.clone(), content }
    }

    fn written(&self) -> Result<Vec<u8>, StoreError> {
        serde_json::to_vec(self).map_err(|error| StoreError::Damaged(error.to_string()))
    }
}

/// What an address is hashed for.
const PURPOSE: &str = "recipient of a mail";

const SELECT: &str = "SELECT id, booking, about, state, tries, next_at, created_at, done_at, error, sealed, recipient, subject, body FROM mail WHERE tenant = $1";

async fn read(vault: &Vault, rows: &[Row]) -> Result<Vec<Mail>, StoreError> {
    let envelopes = rows.iter().map(|row| row.opt_blob(9)).collect::<Result<Vec<_>, _>>()?;
    let keys = envelopes.iter().flatten().filter_map(|envelope| key_of(envelope).transpose()).collect::<Result<Vec<_>, _>>()?;
    vault.fetch(keys).await?;
    rows.iter().zip(&envelopes).map(|(row, envelope)| mail(vault, row, envelope.as_deref())).collect()
}

fn mail(vault: &Vault, row: &Row, envelope: Option<&[u8]>) -> Result<Mail, StoreError> {
    let id = row.id(0)?;
    let damaged = |error: serde_json::Error| StoreError::Damaged(error.to_string());
    let letter = match envelope {
        Some(envelope) => {
            let opened = vault.open_sealed(Part::Mail, id, envelope)?;
            opened.map_or_else(|| Ok(Letter::default()), |letter| serde_json::from_slice(&letter)).map_err(damaged)?
        }
        // Laid out by a build that sealed nothing.
        None => {
            let body = row.text(12)?;
            let content = if body.is_empty() { Content::default() } else { serde_json::from_str(&body).map_err(damaged)? };
            Letter { recipient: row.text(10)?, subject: row.text(11)?, content }
        }
    };
    let Letter { recipient, subject, content } = letter;
    Ok(Mail {
        id,
        booking: row.text(1)?,
        about: row.text(2)?,
        recipient,
        subject,
        state: State::read(&row.text(3)?)?,
        tries: row.short(4)?,
        next_at: row.int(5)?,
        created_at: row.int(6)?,
        done_at: row.opt_int(7)?,
        error: row.text(8)?,
        content,
    })
}

/// Puts a mail to a guest into the outbox with this transaction.
pub(crate) async fn put(tx: &mut Tx, guest: RootId, mail: &Mail) -> Result<(), StoreError> {
    let no = tx.key_of(guest).await?;
    let sealed = tx.vault.seal(no, Part::Mail, mail.id, &Letter::of(mail, mail.content.clone()).written()?)?;
    let insert = Sql::new(
        "INSERT INTO mail (tenant, id, booking, about, recipient, subject, state, tries, next_at, created_at, done_at, error, body, sealed) \
         VALUES ($1, $2, $3, $4, $5, '', $6, $7, $8, $9, $10, $11, '', $12)",
    );
    let recipient = tx.vault.hash(PURPOSE, &mail.recipient);
    let insert = insert.bind(TENANT).bind(mail.id).bind(mail.booking.as_str()).bind(mail.about.as_str()).bind(recipient);
    let insert = insert.bind(mail.state.word()).bind(mail.tries).bind(mail.next_at);
    tx.execute(insert.bind(mail.created_at).bind(mail.done_at).bind(mail.error.as_str()).bind(sealed)).await?;
    Ok(())
}

/// Removes every mail about a guest's bookings.
pub(crate) async fn forget(tx: &mut Tx, guest: RootId) -> Result<(), StoreError> {
    let sql = "DELETE FROM mail WHERE tenant = $1 AND booking IN (SELECT number FROM booking WHERE tenant = $1 AND guest = $2)";
    tx.execute(Sql::new(sql).bind(TENANT).bind(guest.0)).await?;
    Ok(())
}

/// How many mails an address was written since a time.
pub(crate) async fn count_to(tx: &mut Tx, recipient: &str, since: i64) -> Result<u64, StoreError> {
    let count = Sql::new("SELECT COUNT(*) FROM mail WHERE tenant = $1 AND recipient = $2 AND created_at > $3 AND state <> 'held'");
    let recipient = tx.vault.hash(PURPOSE, recipient);
    tx.rows(count.bind(TENANT).bind(recipient).bind(since)).await?.first().map_or(Ok(0), |row| row.bits(0))
}

/// The newest mail about a booking.
pub(crate) async fn newest_of(tx: &mut Tx, booking: &str) -> Result<Option<Mail>, StoreError> {
    let select = Sql::text(format!("{SELECT} AND booking = $2 ORDER BY created_at DESC, id DESC LIMIT 1"));
    let rows = tx.rows(select.bind(TENANT).bind(booking)).await?;
    Ok(read(&tx.vault, &rows).await?.pop())
}

impl Store {
    /// Mails that are to be sent by `now`, oldest first, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mails_due(&self, now: i64, limit: u32) -> Result<Vec<Mail>, StoreError> {
        let select = Sql::text(format!("{SELECT} AND state = 'waiting' AND next_at <= $2 ORDER BY created_at, id LIMIT $3"));
        read(self.vault(), &self.rows(select.bind(TENANT).bind(now).bind(limit)).await?).await
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
    pub async fn mail_sent(&self, mail: &Mail, now: i64) -> Result<(), StoreError> {
        let letter = Letter::of(mail, Content::default()).written()?;
        self.retrying(|| async {
            let mut tx = self.write().await?;
            let rows = tx.rows(Sql::new("SELECT sealed FROM mail WHERE tenant = $1 AND id = $2").bind(TENANT).bind(mail.id)).await?;
            // The guest may have been erased meanwhile.
            let Some(row) = rows.first() else { return Ok(()) };
            let key = row.opt_blob(0)?.map(|envelope| key_of(&envelope)).transpose()?.flatten();
            let sealed = match key {
                Some(key) => Some(tx.vault.seal(key, Part::Mail, mail.id, &letter)?),
                None => None,
            };
            let sent =
                Sql::new("UPDATE mail SET state = 'sent', done_at = $1, error = '', body = '', sealed = $2 WHERE tenant = $3 AND id = $4");
            tx.execute(sent.bind(now).bind(sealed).bind(TENANT).bind(mail.id)).await?;
            tx.commit().await
        })
        .await
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
        read(self.vault(), &self.rows(select.bind(TENANT).bind(limit)).await?).await
    }

    /// How the newest mail about a booking fares.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_of(&self, booking: &str) -> Result<Option<Mail>, StoreError> {
        newest_of(&mut self.read().await?, booking).await
    }
}
