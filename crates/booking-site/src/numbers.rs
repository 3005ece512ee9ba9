//! The hotel's numbers for guests that came without one: `G-` and a sequence of the server's own.
//!
//! A tablet cannot give them: two tablets without a network would give the same. So the server appends them to the log in the transaction that
//! takes the guest in, and every replica gets them with its next pull.
//!
//! A restored database does not know which numbers were given after its backup, and people have read and written them down. How many there were
//! nobody can say, so no gap is wide enough: from a restore on, numbers name the generation, `G3-00124` after `G-00123`.

use std::collections::BTreeMap;

use innkeeper_domain::field::Entity;
use innkeeper_domain::guest;
use innkeeper_domain::value::Value;
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{Epoch, RootId, Seq, UserId};
use innkeeper_sync::op::{Kind, SetField};
use innkeeper_sync::server::Accepted;
use innkeeper_sync::state::RootState;

use crate::store::{Store, StoreError, Tx, settings};
use crate::{roster, writer};

/// The setting that holds the last number given.
const LAST: &str = "last-guest-number";

/// The setting that holds the generation whose restore began the series; none for the first.
const SERIES: &str = "guest-number-series";

/// How a number of the first series is written.
#[must_use]
pub fn written(number: u64) -> String {
    in_series("", number)
}

fn in_series(series: &str, number: u64) -> String {
    format!("G{series}-{number:05}")
}

/// Lets the sequence go on after `number`.
///
/// # Errors
/// When the database fails.
pub async fn given_up_to(store: &Store, number: u64) -> Result<(), StoreError> {
    store.set_setting(LAST, &number.to_string()).await
}

/// Lets the sequence begin again.
pub(crate) async fn begin_anew(tx: &mut Tx) -> Result<(), StoreError> {
    settings::remove_in(tx, LAST).await?;
    settings::remove_in(tx, SERIES).await
}

/// From here on numbers name this generation of the log, so that none is one that was given after a backup.
pub(crate) async fn begin_series(tx: &mut Tx, epoch: Epoch) -> Result<(), StoreError> {
    settings::set_in(tx, SERIES, &epoch.to_string()).await
}

/// Gives numbers to the guests that `accepted` has made without one; gives the new end of the log if there were any. The head row is locked.
pub(crate) async fn give(
    tx: &mut Tx,
    accepted: &Accepted,
    states: &BTreeMap<RootId, RootState>,
    now: i64,
) -> Result<Option<Seq>, StoreError> {
    let roots = without_number(accepted, states);
    if roots.is_empty() {
        return Ok(None);
    }
    let last = match settings::setting_in(tx, LAST).await? {
        Some(text) => text.parse().map_err(|_| StoreError::Damaged(format!("the last guest number is {text:?}")))?,
        None => 0,
    };
    settings::set_in(tx, LAST, &(last + roots.len() as u64).to_string()).await?;
    let series = settings::setting_in(tx, SERIES).await?.unwrap_or_default();
    let groups = (last + 1..).zip(roots).map(|(number, root)| vec![set(root, in_series(&series, number))]).collect();
    let (accepted, _) = writer::append_unnumbered(tx, groups, UserId::of_source(roster::HOUSE), now).await?;
    Ok(Some(accepted.head.seq))
}

/// Guests in the order in which they came.
fn without_number(accepted: &Accepted, states: &BTreeMap<RootId, RootState>) -> Vec<RootId> {
    let makes = |kind: &Kind| match kind {
        Kind::Release { was: Some(was), .. } => matches!(was.op.kind, Kind::New { .. }),
        kind => matches!(kind, Kind::New { .. }),
    };
    let made = accepted.rows.iter().zip(&accepted.entities).filter(|(row, entity)| {
        row.status.is_ok() && **entity == Some(Entity::Guest) && makes(&row.op.kind) && row.op.ent() == row.op.root.ent()
    });
    let has_none =
        |root: &RootId| states.get(root).and_then(|state| state.own(*root)).is_some_and(|own| own.value(guest::NUMBER.name()).is_none());
    made.map(|(row, _)| row.op.root).filter(has_none).collect()
}

fn set(root: RootId, number: String) -> Draft {
    let change = SetField(Value::Text(number), Vec::new());
    Draft::of(root, Kind::Set { fields: BTreeMap::from([(guest::NUMBER.name().to_owned(), change)]) })
}
