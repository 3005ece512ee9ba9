//! Numbered migrations that are never changed once released: ids grow by exactly 1, and a script that differs from what was applied stops the
//! start. A database with migrations this build does not know was made by a newer one and is left alone.

use sha2::{Digest, Sha256};

use super::{Row, Sql, Store, StoreError, Tx};
use crate::clock;

const TABLE: &str =
    "CREATE TABLE IF NOT EXISTS migration (id BIGINT PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at BIGINT NOT NULL)";

/// Applies what is missing, in one transaction.
pub(super) async fn run(store: &Store) -> Result<(), StoreError> {
    let mut tx = store.write().await?;
    // Two processes that start at once both find nothing and both begin: the later one finds it done when it tries again.
    apply(&mut tx, store, usize::MAX).await.map_err(StoreError::or_made_meanwhile)?;
    tx.commit().await.map_err(StoreError::or_made_meanwhile)
}

/// Removes the hotel's tables and makes them as the first `upto` migrations do.
pub(crate) async fn make_anew(tx: &mut Tx, store: &Store, upto: usize) -> Result<(), StoreError> {
    for table in store.tables(tx).await? {
        tx.execute(Sql::text(format!("DROP TABLE {}", table.name))).await?;
    }
    tx.script("DROP TABLE IF EXISTS migration").await?;
    apply(tx, store, upto).await
}

/// Applies what is missing of the first `upto` migrations.
pub(crate) async fn apply(tx: &mut Tx, store: &Store, upto: usize) -> Result<(), StoreError> {
    let known = store.db.migrations();
    tx.script(TABLE).await?;
    let rows = tx.rows(Sql::new("SELECT id, name, hash FROM migration ORDER BY id")).await?;
    let applied = rows.iter().map(applied).collect::<Result<Vec<_>, _>>()?;
    check(known, &applied).map_err(StoreError::Migration)?;
    for (place, (name, script)) in known.iter().enumerate().take(upto).skip(applied.len()) {
        tx.script(script).await?;
        let row = Sql::new("INSERT INTO migration (id, name, hash, applied_at) VALUES ($1, $2, $3, $4)");
        tx.execute(row.bind(place as u64 + 1).bind(*name).bind(hash(script)).bind(clock::now_ms())).await?;
    }
    Ok(())
}

/// Names of the migrations that made this database's tables.
pub(crate) async fn names_in(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    tx.rows(Sql::new("SELECT name FROM migration ORDER BY id")).await?.iter().map(|row| row.text(0)).collect()
}

/// Names of this build's migrations.
pub(crate) fn names(store: &Store) -> Vec<String> {
    store.db.migrations().iter().map(|(name, _)| (*name).to_owned()).collect()
}

struct Applied {
    id: i64,
    name: String,
    hash: String,
}

fn applied(row: &Row) -> Result<Applied, StoreError> {
    Ok(Applied { id: row.int(0)?, name: row.text(1)?, hash: row.text(2)? })
}

fn hash(script: &str) -> String {
    crate::hex::encode(&Sha256::digest(script.as_bytes()))
}

/// Whether the names count up from 1 and what was applied is the beginning of what is known.
fn check(known: &[(&str, &str)], applied: &[Applied]) -> Result<(), String> {
    for (id, (name, _)) in (1u64..).zip(known) {
        if name.split('_').next() != Some(format!("{id:04}").as_str()) {
            return Err(format!("migration {name} should have number {id:04}"));
        }
    }
    if applied.len() > known.len() {
        return Err("it was made by a newer build".to_owned());
    }
    for ((id, applied), (name, script)) in (1i64..).zip(applied).zip(known) {
        if applied.id != id || applied.name != *name || applied.hash != hash(script) {
            return Err(format!("migration {name} differs from the one that was applied"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn was(id: i64, name: &str, script: &str) -> Applied {
        Applied { id, name: name.to_owned(), hash: hash(script) }
    }

    #[test]
    fn what_was_applied_may_be_a_beginning() {
        let known = [("0001_a", "x"), ("0002_b", "y")];
        assert_eq!(check(&known, &[was(1, "0001_a", "x")]), Ok(()));
    }

    #[test]
    fn a_gap_in_the_numbers_is_refused() {
        assert!(check(&[("0001_a", "x"), ("0003_b", "y")], &[]).is_err());
    }

    #[test]
    fn a_changed_script_is_refused() {
        assert!(check(&[("0001_a", "changed")], &[was(1, "0001_a", "x")]).is_err());
    }

    #[test]
    fn a_database_of_a_newer_build_is_left_alone() {
        assert!(check(&[("0001_a", "x")], &[was(1, "0001_a", "x"), was(2, "0002_b", "y")]).is_err());
    }
}
