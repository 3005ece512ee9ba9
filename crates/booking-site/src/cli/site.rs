//! The flags of `innkeeper serve` for the hotel's own public site, and its listener.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

use anyhow::{Context, bail};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use clap::Args;

use crate::hotel::http::{Front, router};
use crate::hotel::post::Postman;
use crate::http::App;

/// Where the site is, and how its mails go out.
#[derive(Args)]
pub(super) struct PublicSite {
    /// Also serve the hotel's public site with its bookings here, e.g. 127.0.0.1:8081; an origin of its own. Without it there is no site.
    #[arg(long, value_name = "ADDRESS")]
    site_listen: Option<SocketAddr>,
    /// The site's address as guests know it, for the links in mails; without it, the address it listens on.
    #[arg(long, value_name = "URL", requires = "site_listen")]
    site_url: Option<String>,
    /// File with the address of the mail server: smtps://user:password@host, or smtp://host:25?tls=required. Also read from INNKEEPER_SMTP_URL, and
    /// never from the command line, which everybody on the machine can read. Without it mails stay in the outbox.
    #[arg(long, value_name = "FILE", requires = "site_listen")]
    smtp_url_file: Option<PathBuf>,
    /// Who the mails are from: "Casa Alondra <stay@hotel.example>".
    #[arg(long, value_name = "SENDER", requires = "site_listen")]
    mail_from: Option<String>,
}

/// The site, about to be served.
pub(super) struct Opened {
    router: axum::Router,
    listener: TcpListener,
    tls: Option<RustlsConfig>,
}

const PLAIN: &str = "The public site is served without HTTPS on this machine only. Give --tls-cert and --tls-key, or --behind-proxy.";

impl PublicSite {
    /// Listens, and says where.
    pub(super) fn open(&self, app: &App, tls: Option<RustlsConfig>, behind_proxy: bool) -> anyhow::Result<Option<Opened>> {
        let Some(address) = self.site_listen else { return Ok(None) };
        if !address.ip().is_loopback() && tls.is_none() && !behind_proxy {
            bail!(PLAIN);
        }
        let listener = TcpListener::bind(address).with_context(|| format!("cannot listen on {address}"))?;
        listener.set_nonblocking(true)?;
        let scheme = if tls.is_some() { "https" } else { "http" };
        let here = format!("{scheme}://{}", listener.local_addr()?);
        let url = self.site_url.clone().unwrap_or_else(|| here.clone());
        if !url.starts_with("https://") && !url.starts_with("http://") {
            bail!("--site-url begins with https://");
        }
        let postman = self.postman()?;
        println!("The hotel's site is at {here}/");
        if postman.is_none() {
            println!("No mail server is named, so its mails stay in the outbox: innkeeper mail list");
        }
        Ok(Some(Opened { router: router(Front::open(app, &url, postman)), listener, tls }))
    }

    fn postman(&self) -> anyhow::Result<Option<Postman>> {
        let url = match &self.smtp_url_file {
            Some(file) => Some(std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?),
            None => std::env::var("INNKEEPER_SMTP_URL").ok(),
        };
        let Some(url) = url.filter(|url| !url.trim().is_empty()) else { return Ok(None) };
        let from = self.mail_from.as_deref().context("mails need a sender: --mail-from \"Name <address>\"")?;
        Ok(Some(Postman::new(&url, from)?))
    }
}

impl Opened {
    /// Serves until the handle stops it.
    pub(super) async fn serve(self, handle: Handle<SocketAddr>) -> anyhow::Result<()> {
        let service = self.router.into_make_service_with_connect_info::<SocketAddr>();
        match self.tls {
            Some(config) => axum_server::from_tcp_rustls(self.listener, config)?.handle(handle).serve(service).await?,
            None => axum_server::from_tcp(self.listener)?.handle(handle).serve(service).await?,
        }
        Ok(())
    }
}
