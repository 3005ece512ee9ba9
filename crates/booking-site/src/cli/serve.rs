//! `innkeeper serve`: listens, and stops in order.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, bail};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use clap::Args;
use innkeeper_sync::wire::MIN_APP;
use jiff::SignedDuration;

use super::Common;
use super::backup::KEPT;
use super::site::PublicSite;
use crate::backup::plan::{self, Plan};
use crate::backup::target::Target;
use crate::clock::Clock;
use crate::erasure;
use crate::generation;
use crate::http::{self, App, Setup, Site};
use crate::store::settings;

/// Serve the app, its API and sync.
#[derive(Args)]
pub(super) struct Serve {
    #[command(flatten)]
    common: Common,
    /// Address and port; port 0 takes a free one, which is printed.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Directory of the app's files; without it, the directory `app` beside this program.
    #[arg(long, value_name = "DIR")]
    app: Option<PathBuf>,
    /// Certificate chain (PEM) for HTTPS.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Its private key (PEM).
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// A proxy in front speaks HTTPS and sets X-Forwarded-For.
    #[arg(long, conflicts_with = "tls_cert")]
    behind_proxy: bool,
    /// The hotel's name as the app shows it; kept for later starts.
    #[arg(long, value_name = "NAME")]
    hotel: Option<String>,
    /// Back the database up into this directory, on another disk or machine, while serving.
    #[arg(long, value_name = "DIR")]
    backup: Option<PathBuf>,
    /// How often: 30m, 1h, 1d.
    #[arg(long, value_name = "TIME", default_value = "1h", requires = "backup", value_parser = interval)]
    every: Duration,
    /// So many of the newest backups stay.
    #[arg(long, value_name = "COUNT", default_value_t = KEPT, requires = "backup")]
    keep: usize,
    /// Apps older than this number go on sending what was saved, and fetch nothing until they are updated.
    #[arg(long, value_name = "NUMBER", default_value_t = MIN_APP)]
    min_app: u32,
    #[command(flatten)]
    public: PublicSite,
}

/// The shortest time between two backups.
const SHORTEST: Duration = Duration::from_secs(1);

fn interval(text: &str) -> Result<Duration, String> {
    let read = text.parse::<SignedDuration>().ok().and_then(|time| Duration::try_from(time).ok());
    read.filter(|time| *time >= SHORTEST).ok_or_else(|| "a time is written 30m, 1h or 1d".to_owned())
}

const PLAIN: &str = "Plain http is served on this machine only: over the network browsers give a page without HTTPS no service worker, no \
cryptography and no camera, and anybody on the way reads the guests. Give --tls-cert and --tls-key, or --behind-proxy when a proxy in front \
speaks HTTPS, or listen on 127.0.0.1.";

/// Requests under way have this long to end.
const GRACE: Duration = Duration::from_secs(10);

impl Serve {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let tls = self.tls().await?;
        if !self.listen.ip().is_loopback() && tls.is_none() && !self.behind_proxy {
            bail!(PLAIN);
        }
        let listener = TcpListener::bind(self.listen).with_context(|| format!("cannot listen on {}", self.listen))?;
        listener.set_nonblocking(true)?;
        let app = self.site(tls.is_some()).await?;
        let scheme = if tls.is_some() { "https" } else { "http" };
        let address = format!("{scheme}://{}/", listener.local_addr()?);
        println!("Innkeeper is at {address}");
        self.say_what_is_missing(&app, &address).await?;
        let public = self.public.open(&app, tls.clone(), self.behind_proxy)?;
        if let Some(dir) = self.backup {
            let plan = Plan { target: Target { dir, keep: self.keep }, every: self.every };
            tokio::spawn(plan::run(App::clone(&app), app.backup.get_or_init(|| plan).clone()));
        }
        let handle = Handle::new();
        tokio::spawn(stop_on_signal(App::clone(&app), handle.clone()));
        let crm = listen(app, listener, tls, handle.clone());
        match public {
            Some(public) => drop(tokio::try_join!(crm, public.serve(handle))?),
            None => crm.await?,
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn tls(&self) -> anyhow::Result<Option<RustlsConfig>> {
        let (Some(certificate), Some(key)) = (&self.tls_cert, &self.tls_key) else { return Ok(None) };
        let config = RustlsConfig::from_pem_file(certificate, key).await;
        Ok(Some(config.with_context(|| format!("cannot use {} with {}", certificate.display(), key.display()))?))
    }

    async fn site(&self, tls: bool) -> anyhow::Result<App> {
        let store = self.common.open_store().await?;
        if let Some(epoch) = generation::notice(&store, &self.common.data).await? {
            tracing::warn!(
                epoch,
                "the database is older than this server remembers: a new generation of the log begins, and devices send again what it lost"
            );
        }
        erasure::go_on(&store).await?;
        if let Some(hotel) = &self.hotel {
            store.set_setting(settings::HOTEL, hotel).await?;
        }
        let setup = Setup {
            store,
            dir: self.common.data.clone(),
            clock: Clock::system(),
            app_dir: self.app.clone().or_else(beside_the_program),
            over_tls: tls || self.behind_proxy,
            behind_proxy: self.behind_proxy,
            min_app: self.min_app,
        };
        Ok(Site::new(setup)?)
    }

    async fn say_what_is_missing(&self, app: &App, address: &str) -> anyhow::Result<()> {
        if app.app_dir.is_none() {
            println!("The app's files are not here (no --app, no directory `app` beside the program): serving the API alone.");
        }
        if !app.store.has_staff().await? {
            let data = self.common.data.display();
            if app.app_dir.is_some() {
                let address = if self.behind_proxy { "the hotel's address, with the path /" } else { address };
                println!("Nobody can sign in yet. Name the hotel and make the first account at");
                println!("  {address}?setup={}", app.setup_code);
                println!("The code is good until then; on this machine it works without. Or make the account here:");
            } else {
                println!("Nobody can sign in yet. Make the first account:");
            }
            println!("  innkeeper user add --data {data} --role it-admin --role service --name \"Your Name\" --email you@hotel.example");
        }
        Ok(())
    }
}

fn beside_the_program() -> Option<PathBuf> {
    let dir = std::env::current_exe().ok()?.parent()?.join("app");
    dir.join("index.html").exists().then_some(dir)
}

async fn listen(app: App, listener: TcpListener, tls: Option<RustlsConfig>, handle: Handle<SocketAddr>) -> anyhow::Result<()> {
    tokio::spawn(http::watch(App::clone(&app)));
    let service = http::router(app).into_make_service_with_connect_info::<SocketAddr>();
    match tls {
        Some(config) => axum_server::from_tcp_rustls(listener, config)?.handle(handle).serve(service).await?,
        None => axum_server::from_tcp(listener)?.handle(handle).serve(service).await?,
    }
    Ok(())
}

/// On SIGTERM or Ctrl-C: streams end, requests under way are answered, nothing new is taken.
async fn stop_on_signal(app: App, handle: Handle<SocketAddr>) {
    stop_signal().await;
    app.pulse.send_modify(|pulse| pulse.stopping = true);
    handle.graceful_shutdown(Some(GRACE));
}

#[cfg(unix)]
async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupt = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => drop(interrupt.await),
    }
}

#[cfg(not(unix))]
async fn stop_signal() {
    drop(tokio::signal::ctrl_c().await);
}
