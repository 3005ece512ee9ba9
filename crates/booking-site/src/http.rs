//! The HTTP server: routes, what handlers share, and the work in the background.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::{Extension, Router};
use innkeeper_sync::id::{DeviceId, Epoch};
use innkeeper_sync::projection::Projection;
use innkeeper_sync::wire::SNAPSHOT_BEHIND;
use tokio::sync::{Notify, watch};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::backup::plan::{self, DURABLE_AFTER_MS, Plan, Rule};
use crate::clock::Clock;
use crate::enquiry::token::Pressure;
use crate::keys::Keys;
use crate::limits::Limits;
use crate::snapshot::Shelf;
use crate::store::{Store, StoreError};
use crate::{hex, random};

mod account;
mod address;
mod assets;
mod audience;
mod backup;
mod body;
pub(crate) mod client;
mod described;
mod devices;
mod erasure;
mod first_run;
mod headers;
mod hotel;
mod mail;
pub mod origin;
pub mod person;
mod problem;
mod reports;
pub mod reservations;
mod sign_in;
mod spaces;
mod staff;
pub(crate) mod stranger;
pub mod sync;
pub mod widget;

pub use problem::Problem;
pub use reports::Violations;

/// What every handler has.
pub type App = Arc<Site>;

/// The server's parts.
pub struct Site {
    /// The database.
    pub store: Store,
    /// The server's secret.
    pub keys: Keys,
    /// The time.
    pub clock: Clock,
    /// Who did how much lately.
    pub limits: Limits,
    /// Snapshots.
    pub snapshots: Shelf,
    /// The app's files.
    pub app_dir: Option<PathBuf>,
    /// The data directory: also the widgets' versions that were ever served.
    pub data_dir: PathBuf,
    /// How many enquiries each website got lately.
    pub pressure: Pressure,
    /// Pages come over TLS: our own or the proxy's.
    pub over_tls: bool,
    /// A proxy stands in front and says where requests come from.
    pub behind_proxy: bool,
    /// Older apps send, and read nothing: see [`innkeeper_sync::wire::MIN_APP`].
    pub min_app: u32,
    /// Policy violations reported.
    pub violations: Violations,
    /// Who has this may make the first account from another machine.
    pub setup_code: String,
    /// What streams must hear.
    pub pulse: watch::Sender<Pulse>,
    /// The hotel's own site, once it is open.
    pub public: OnceLock<Public>,
    /// A mail is to go out.
    pub mail_due: Notify,
    /// Where it backs up to by itself, if it does.
    pub backup: OnceLock<Plan>,
}

/// The hotel's own site, as its staff is told of it.
#[derive(Clone, Debug)]
pub struct Public {
    /// Where it is, without a slash at the end.
    pub url: String,
    /// Who its mails are from where the hotel says nothing else; none where no mail goes out.
    pub sender: Option<String>,
}

/// What open streams must hear besides the log's growth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pulse {
    /// Devices that were revoked.
    pub revoked: BTreeSet<DeviceId>,
    /// The server stops.
    pub stopping: bool,
}

/// What to serve, and where from.
pub struct Setup {
    /// The database.
    pub store: Store,
    /// The data directory.
    pub dir: PathBuf,
    /// The time.
    pub clock: Clock,
    /// The app's files.
    pub app_dir: Option<PathBuf>,
    /// Pages come over TLS.
    pub over_tls: bool,
    /// A proxy stands in front.
    pub behind_proxy: bool,
    /// Older apps send, and read nothing: see [`innkeeper_sync::wire::MIN_APP`].
    pub min_app: u32,
}

impl Site {
    /// Puts the parts together.
    ///
    /// # Errors
    /// When the data directory cannot be used.
    pub fn new(setup: Setup) -> Result<App, StoreError> {
        let Setup { store, dir, clock, app_dir, over_tls, behind_proxy, min_app } = setup;
        let keys = Keys::open(&dir)?;
        let snapshots = Shelf::open(dir.join("snapshot"))?;
        if let Some(app_dir) = &app_dir {
            let failed = |error| StoreError::Directory { path: dir.display().to_string(), error };
            widget::keep_for_ever(app_dir, &dir).map_err(failed)?;
        }
        let (data_dir, pressure) = (dir, Pressure::default());
        let (limits, violations, pulse) = (Limits::default(), Violations::default(), watch::Sender::default());
        let setup_code = hex::encode(&random::bytes::<12>());
        Ok(Arc::new(Self {
            setup_code,
            store,
            keys,
            clock,
            limits,
            snapshots,
            app_dir,
            data_dir,
            pressure,
            over_tls,
            behind_proxy,
            min_app,
            violations,
            pulse,
            public: OnceLock::new(),
            mail_due: Notify::new(),
            backup: OnceLock::new(),
        }))
    }
}

/// Level of zstd and gzip: of the levels that pack a first sync faster than it is sent, the one that packs it smallest (13.3 MB of 47 for 102,600
/// guests with zstd, 14.9 MB with gzip).
const PACKING: i32 = 6;

/// Every route. Those of `routes!` are in the document of the API, each with what its handler says of itself; the others are pages and files.
fn routes() -> OpenApiRouter<App> {
    let forms = OpenApiRouter::new()
        .routes(routes!(sign_in::login))
        .routes(routes!(sign_in::logout))
        .layer(DefaultBodyLimit::max(sign_in::FORM_BYTES));
    let api = OpenApiRouter::new()
        .routes(routes!(account::session))
        .routes(routes!(account::sessions))
        .routes(routes!(account::end_session))
        .routes(routes!(account::password))
        .routes(routes!(devices::list))
        .routes(routes!(devices::revoke))
        .routes(routes!(devices::rename))
        .routes(routes!(devices::kept_aside))
        .routes(routes!(devices::let_in))
        .routes(routes!(devices::put_away))
        .routes(routes!(staff::list, staff::add))
        .routes(routes!(staff::close))
        .routes(routes!(staff::roles))
        .routes(routes!(spaces::list))
        .routes(routes!(spaces::assign))
        .routes(routes!(spaces::place))
        .routes(routes!(hotel::offer, hotel::replace))
        .routes(routes!(hotel::site))
        .routes(routes!(hotel::logo, hotel::set_logo, hotel::remove_logo))
        .routes(routes!(hotel::held, hotel::hold))
        .routes(routes!(first_run::first_run))
        .routes(routes!(account::remove_demo))
        .routes(routes!(widget::keys::list, widget::keys::add))
        .routes(routes!(widget::keys::revoke))
        .routes(routes!(widget::snippet::snippet))
        .routes(routes!(widget::held::list))
        .routes(routes!(widget::held::count))
        .routes(routes!(widget::held::release))
        .routes(routes!(widget::held::discard))
        .routes(routes!(mail::list))
        .routes(routes!(mail::retry))
        .routes(routes!(reservations::tell))
        .routes(routes!(backup::read))
        .routes(routes!(erasure::erase))
        .routes(routes!(audience::export))
        .routes(routes!(audience::exports))
        .routes(routes!(described::document))
        .routes(routes!(reports::csp))
        .routes(routes!(reports::healthz));
    let sync = OpenApiRouter::new()
        .routes(routes!(sync::enrol::enrol))
        .routes(routes!(sync::push::push))
        .routes(routes!(sync::hand_back::hand_back))
        .routes(routes!(sync::carry::carry))
        .routes(routes!(sync::pull::pull))
        .routes(routes!(sync::pull::root))
        .routes(routes!(sync::snapshot::manifest))
        .routes(routes!(sync::snapshot::pages))
        .routes(routes!(sync::live::live))
        .routes(routes!(sync::allowance::allow))
        .routes(routes!(sync::status));
    OpenApiRouter::with_openapi(described::Preamble::openapi()).merge(forms).merge(api).merge(sync).merge(widget::routes())
}

/// The server's answers to requests.
pub fn router(app: App) -> Router {
    let (routes, operations) = routes().split_for_parts();
    routes
        .fallback(assets::serve)
        .method_not_allowed_fallback(problem::method)
        .layer(Extension(described::Document::of(&operations)))
        .layer(from_fn(origin::check))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(PACKING)))
        .layer(from_fn_with_state(Arc::clone(&app), headers::add))
        .with_state(app)
}

/// How often the head row is looked at for what other processes wrote.
const BEAT: Duration = Duration::from_secs(1);
/// Every so many beats the durable mark is moved: once an hour.
const BEATS_A_MARK: u64 = 60 * 60;
/// Every so many beats it is noted outside the database where the log stands.
const BEATS_A_NOTE: u64 = 30;

/// Makes the snapshot that most roles take before anybody asks, where the log is so long that a new device needs one: the first sync does not wait
/// for it then.
///
/// # Errors
/// When the database or the disk fails.
pub async fn prepare(app: &App) -> Result<(), StoreError> {
    if app.store.head().await?.head.seq > SNAPSHOT_BEHIND {
        app.snapshots.fresh(&app.store, &Projection::whole()).await?;
    }
    Ok(())
}

/// The background: hears of other processes' writes and revocations, moves the durable mark, and notes where the log stands. Runs until the
/// server stops.
pub async fn watch(app: App) {
    let mut pulse = app.pulse.subscribe();
    tokio::spawn(prepare_quietly(Arc::clone(&app)));
    let mut epoch = None;
    for beat in 0u64.. {
        if let Err(error) = look(&app, beat.is_multiple_of(BEATS_A_MARK), &mut epoch).await {
            tracing::warn!(error = %error, "could not look at the database");
        }
        if beat.is_multiple_of(BEATS_A_NOTE) {
            remember(&app).await;
        }
        let stopped = tokio::select! {
            () = tokio::time::sleep(BEAT) => false,
            _ = pulse.wait_for(|pulse| pulse.stopping) => true,
        };
        if stopped {
            return remember(&app).await;
        }
    }
}

async fn remember(app: &App) {
    if let Err(error) = plan::remember(app).await {
        tracing::warn!(error = %error, "could not note where the log stands");
    }
}

async fn prepare_quietly(app: App) {
    if let Err(error) = prepare(&app).await {
        tracing::warn!(error = %error, "could not make a snapshot");
    }
}

async fn look(app: &App, mark: bool, epoch: &mut Option<Epoch>) -> Result<(), StoreError> {
    if mark && plan::rule(app).await? == Rule::Age {
        app.store.mark_durable(app.clock.now(), DURABLE_AFTER_MS).await?;
    }
    let head = app.store.head().await?.head;
    // In another generation the log may end before where this process has heard it ended.
    match epoch.replace(head.epoch).is_some_and(|before| before != head.epoch) {
        true => app.store.announce_restart(head.seq),
        false => app.store.announce(head.seq),
    }
    let revoked: BTreeSet<DeviceId> = app.store.revoked_devices().await?.into_iter().collect();
    app.pulse.send_if_modified(|pulse| {
        let changed = pulse.revoked != revoked;
        pulse.revoked = revoked;
        changed
    });
    Ok(())
}
