//! What a restored database has lost and no device had: bookings and enquiries that somebody was told are taken, and that the log does not have.

use innkeeper_sync::id::RootId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::vault::receipts::Receipt;
use crate::store::{Store, StoreError, log};

/// A booking or an enquiry that is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LostReceipt {
    /// The confirmation number its sender was given.
    pub number: String,
    /// `booking` or `enquiry`.
    pub kind: &'static str,
    /// When it was taken, milliseconds since 1970.
    pub at: i64,
}

/// Keeps the receipt of something that was committed, before its sender is told. When the database of keys fails, what was committed is committed all
/// the same: it would only not be named if it were lost.
pub(crate) async fn receipt(store: &Store, number: String, kind: &'static str, root: RootId, at: i64) {
    let receipt = Receipt { number, kind, root, at };
    if let Err(error) = store.retrying(|| store.vault().keep_receipt(&receipt)).await {
        tracing::error!(%error, number = receipt.number, "no receipt could be kept");
    }
}

/// Nothing that was acknowledged so far is missed.
///
/// # Errors
/// When the database of keys fails.
pub(crate) async fn begin_anew(store: &Store) -> Result<(), StoreError> {
    store.retrying(|| store.vault().forget_receipts()).await
}

/// What is missing, oldest first. A device that had pulled it brings it back, and it is here no longer.
///
/// # Errors
/// When a database fails.
pub async fn missing(store: &Store) -> Result<Vec<LostReceipt>, StoreError> {
    let receipts = store.vault().receipts().await?;
    let roots: Vec<RootId> = receipts.iter().map(|receipt| receipt.root).collect();
    let there = log::there(&mut store.read().await?, &roots).await?;
    let gone = receipts.into_iter().filter(|receipt| !there.contains(&receipt.root));
    Ok(gone.map(|Receipt { number, kind, at, .. }| LostReceipt { number, kind, at }).collect())
}
