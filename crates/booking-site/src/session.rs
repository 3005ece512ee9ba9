//! Who is signed in: an opaque token in a cookie, its hash in the database.

use innkeeper_sync::id::UserId;
use sha2::{Digest, Sha256};

use crate::store::accounts::{SessionRow, StaffRow};
use crate::store::{Store, StoreError};
use crate::{hex, random};

/// A session not used for this long is over (milliseconds).
pub const IDLE_MS: i64 = 8 * 60 * 60 * 1000;
/// A session is over after this, however much it is used.
pub const ABSOLUTE_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// Use is noted at most this often.
const NOTED_EVERY_MS: i64 = 60 * 1000;

/// A session's secret: 256 random bits.
pub struct Token([u8; 32]);

impl Token {
    fn new() -> Self {
        Self(random::bytes())
    }

    /// Reads the cookie's text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        hex::decode(text)?.try_into().ok().map(Self)
    }

    /// The cookie's text.
    #[must_use]
    pub fn text(&self) -> String {
        hex::encode(&self.0)
    }

    /// What the database knows of it.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

/// The person signed in, and by which session.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who.
    pub staff: StaffRow,
    /// The session.
    pub session: SessionRow,
}

/// The name of a session in lists: the first half of its token's hash.
#[must_use]
pub fn name(session: &SessionRow) -> String {
    hex::encode(&session.hash[..session.hash.len() / 2])
}

/// Starts a session with a new token; the one the same browser had is ended.
///
/// # Errors
/// When the database fails.
pub async fn begin(store: &Store, user: UserId, agent: &str, replaced: Option<&Token>, now: i64) -> Result<Token, StoreError> {
    let token = Token::new();
    let agent: String = agent.chars().filter(|c| !c.is_control()).take(200).collect();
    let row = SessionRow { hash: token.hash(), user, created_at: now, last_seen: now, agent };
    store.add_session(&row, replaced.map(Token::hash).as_deref()).await?;
    store.sweep_sessions(now - IDLE_MS, now - ABSOLUTE_MS).await?;
    Ok(token)
}

/// Who has this token, if the session is not over and the account is open.
///
/// # Errors
/// When the database fails.
pub async fn find(store: &Store, token: &Token, now: i64) -> Result<Option<SignedIn>, StoreError> {
    let Some(session) = store.session(&token.hash()).await? else { return Ok(None) };
    if now - session.last_seen > IDLE_MS || now - session.created_at > ABSOLUTE_MS {
        store.end_session(&session.hash).await?;
        return Ok(None);
    }
    let staff = store.staff_by_id(session.user).await?;
    let Some(staff) = staff.filter(|row| row.disabled_at.is_none()) else { return Ok(None) };
    if now - session.last_seen > NOTED_EVERY_MS {
        store.touch_session(&session.hash, now).await?;
    }
    Ok(Some(SignedIn { staff, session }))
}
