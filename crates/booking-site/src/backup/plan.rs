//! Backups by the clock while the server serves; of several processes on one database one makes each.

use std::time::Duration;

use super::target::{self, Known, Target, make};
use super::{BackupError, blocking};
use crate::generation::Memory;
use crate::http::App;
use crate::store::{Store, StoreError, log, settings};

/// Where to, and how often.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The directory.
    pub target: Target,
    /// From the beginning of one to the beginning of the next.
    pub every: Duration,
}

/// After a failure it is tried again this soon, or when the next is due if that is sooner.
const AGAIN: Duration = Duration::from_secs(5 * 60);

/// How often it is looked whether another process made one.
const LOOK: Duration = Duration::from_secs(60);

/// A process that takes the turn has it for this long (milliseconds), unless it ends it before.
const TURN_MS: i64 = 60 * 60 * 1000;

const TURN: &str = "backup-turn";

impl Plan {
    /// When the next backup is to be made, by what is known of the last.
    #[must_use]
    pub fn due(&self, known: &Known) -> i64 {
        let after = |at: i64, pause: Duration| at.saturating_add(i64::try_from(pause.as_millis()).unwrap_or(i64::MAX));
        let made = known.made.as_ref().map_or(i64::MIN, |made| after(made.at, self.every));
        let failed = known.failed.as_ref().map_or(i64::MIN, |failed| after(failed.at, AGAIN.min(self.every)));
        made.max(failed)
    }

    /// Makes one if it is due and no other process is making it. Gives the time of the next.
    ///
    /// # Errors
    /// [`BackupError`]; it is noted.
    pub async fn follow(&self, app: &App) -> Result<i64, BackupError> {
        let now = app.clock.now();
        if self.due(&target::known(&app.store).await?) <= now && take_turn(&app.store, now).await? {
            let made = make(&app.store, &app.keys, &app.data_dir, &self.target, now).await;
            app.store.take_setting(TURN).await?;
            made?;
        }
        Ok(self.due(&target::known(&app.store).await?))
    }
}

/// Follows the plan until the server stops.
pub async fn run(app: App, plan: Plan) {
    let mut pulse = app.pulse.subscribe();
    loop {
        let next = match plan.follow(&app).await {
            Ok(next) => Duration::from_millis(u64::try_from(next - app.clock.now()).unwrap_or_default()),
            Err(error) => {
                tracing::error!(%error, dir = %plan.target.dir.display(), "no backup was made");
                AGAIN.min(plan.every)
            }
        };
        tokio::select! {
            () = tokio::time::sleep(next.min(LOOK)) => {}
            stopped = pulse.wait_for(|pulse| pulse.stopping) => { drop(stopped); return; }
        }
    }
}

async fn take_turn(store: &Store, now: i64) -> Result<bool, StoreError> {
    let attempt = || async {
        let mut tx = store.write().await?;
        log::lock_head(&mut tx).await?;
        let until = settings::setting_in(&mut tx, TURN).await?.and_then(|text| text.parse::<i64>().ok());
        if until.is_some_and(|until| until > now) {
            return Ok(false);
        }
        settings::set_in(&mut tx, TURN, &now.saturating_add(TURN_MS).to_string()).await?;
        tx.commit().await?;
        Ok::<_, StoreError>(true)
    };
    store.retrying(attempt).await
}

/// With no backup for this long (milliseconds) and no plan for one, rows this old count as durable: 7 days.
pub const DURABLE_AFTER_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// What makes rows durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Rule {
    /// Being in a backup.
    Backup,
    /// Their age alone: nothing but this database has them.
    Age,
}

/// The rule that holds now.
///
/// # Errors
/// When the database fails.
pub async fn rule(app: &App) -> Result<Rule, StoreError> {
    let made = target::known(&app.store).await?.made;
    let lately = made.is_some_and(|made| app.clock.now() - made.at <= DURABLE_AFTER_MS);
    Ok(if app.backup.get().is_some() || lately { Rule::Backup } else { Rule::Age })
}

/// Remembers where the log stands, outside the database.
///
/// # Errors
/// When the database or the directory fails.
pub(crate) async fn remember(app: &App) -> Result<(), BackupError> {
    let (memory, dir) = (Memory::from(app.store.head().await?.head), app.data_dir.clone());
    blocking(move || if Memory::read(&dir).as_ref() == Some(&memory) { Ok(()) } else { memory.keep(&dir) }).await??;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::target::{Failed, Made};
    use super::*;

    const HOUR: Duration = Duration::from_secs(60 * 60);

    fn due(every: Duration, made: Option<i64>, failed: Option<i64>) -> i64 {
        let made = made.map(|at| Made { at, file: "f".into(), bytes: 1, epoch: 1, seq: 1, same_disk: false });
        let failed = failed.map(|at| Failed { at, dir: "d".into(), error: "full".to_owned() });
        Plan { target: Target { dir: "d".into(), keep: 1 }, every }.due(&Known { made, failed })
    }

    #[test]
    fn the_first_is_due_at_once_and_the_next_an_hour_later() {
        assert_eq!(due(HOUR, None, None), i64::MIN);
        assert_eq!(due(HOUR, Some(1_000), None), 3_601_000);
    }

    #[test]
    fn a_failed_one_is_tried_again_in_five_minutes_or_when_the_next_is_due() {
        assert_eq!(due(HOUR, Some(0), Some(3_600_000)), 3_900_000);
        assert_eq!(due(Duration::from_secs(60), None, Some(0)), 60_000);
    }
}
