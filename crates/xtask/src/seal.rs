//! The last step of a build: names by content, the service worker's list, compressed copies.
//!
//! The two wasm programs, their glue and the app's pieces stand in a staging directory. Every file of the shell gets the SHA-256 of its
//! bytes into its name and moves under `/assets`, which may then be cached for ever; only `index.html`, `sw.js`, the manifest
//! and the icons keep a plain name. docs/decisions/0001-names-by-content.md has the reasons.

pub mod compress;
pub mod digest;
mod pieces;
mod style;

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, bail, ensure};

use digest::{integrity, short_hash};

/// The comment of index.html and sign-in.html that the head's links and scripts take the place of.
const HEAD_MARK: &str = "<!-- seal: stylesheet, preloads, boot.js, and where the engine's worker is -->";

/// Files of `src/boot` that keep their plain names.
const PLAIN: [&str; 8] = [
    "manifest.en.webmanifest",
    "manifest.es.webmanifest",
    "manifest.zh-CN.webmanifest",
    "icon.svg",
    "icon-192.png",
    "icon-512.png",
    "icon-maskable-512.png",
    "icon-monochrome.svg",
];

/// Pictures the manifests show before somebody installs the app: the file among the documents' images, and its name here. They are no part of
/// the shell.
const SCREENSHOTS: [(&str, &str); 2] = [("guests.png", "screenshot-guests.png"), ("on-this-tablet.png", "screenshot-tablet.png")];

/// What the server makes the page of a stranger of. It is not stored on the device: there the app shows its own form.
const SIGN_IN: &str = "sign-in.html";

/// The languages of the texts: one file each.
const LOCALES: [&str; 3] = ["en", "zh-CN", "es"];

/// What the service worker does not store.
pub const ON_SERVER_ONLY: [&str; 3] = [SIGN_IN, SCREENSHOTS[0].1, SCREENSHOTS[1].1];

/// Where a build is sealed, and whether it is one for use.
pub struct Seal {
    /// The checkout: `src/boot` and `style` are read from it.
    pub root: PathBuf,
    /// What was built, changed in place.
    pub out: PathBuf,
    /// A build for use: with a service worker and compressed copies.
    pub release: bool,
}

/// One wasm program: its glue, what loads its pieces if it has any, and its wasm, as URLs.
struct Program {
    glue: String,
    loaders: Option<String>,
    wasm: String,
    wasm_integrity: String,
}

impl Seal {
    /// Seals the build.
    pub fn run(&self) -> Result<()> {
        ensure!(
            !self.out.join("snippets").exists(),
            "a dependency brings a JavaScript snippet: it would need a place in the shell's list and in the policy"
        );
        fs::create_dir_all(self.out.join("assets"))?;

        let app = pieces::app(self)?;
        let engine = self.program("innkeeper-engine-worker")?;
        let worker = fill(
            &self.boot("worker.js")?,
            &[
                ("@engine@", &engine.glue.replace("/assets/", "./")),
                ("@engine-wasm@", &engine.wasm),
                ("@engine-wasm-integrity@", &engine.wasm_integrity),
            ],
        )?;
        let worker = self.asset("engine", "js", worker.as_bytes())?;
        let service_worker = if self.release { "/sw.js" } else { "" };
        let styles = style::bundle(&self.root.join("style/main.css"))?;
        let style = self.asset("style", "css", styles.as_bytes())?;
        let boot_source = fill(
            &self.boot("boot.js")?,
            &[
                ("@app@", &app.glue),
                ("@app-wasm@", &app.wasm),
                ("@app-wasm-integrity@", &app.wasm_integrity),
                ("@app-style@", &style),
                ("@app-style-integrity@", &integrity(styles.as_bytes())),
                ("@engine-worker@", &worker),
                ("@service-worker@", service_worker),
            ],
        )?;
        let boot = self.asset("boot", "js", boot_source.as_bytes())?;
        let critical = style::bundle(&self.root.join("style/critical.css"))?;
        let critical_style = self.asset("critical", "css", critical.as_bytes())?;
        for name in PLAIN {
            fs::copy(self.root.join("src/boot").join(name), self.out.join(name)).with_context(|| name.to_owned())?;
        }

        let mut texts = String::new();
        for locale in LOCALES {
            let url = self.asset(&format!("texts-{locale}"), "ftl", self.texts(locale)?.as_bytes())?;
            texts += &format!("<meta name=\"innkeeper-texts-{locale}\" content=\"{url}\">\n    ");
        }
        for (from, to) in SCREENSHOTS {
            fs::copy(self.root.join("docs/images").join(from), self.out.join(to)).with_context(|| from.to_owned())?;
        }

        let stylesheet =
            |url: &str, text: &str| format!(r#"<link rel="stylesheet" href="{url}" integrity="{}">"#, integrity(text.as_bytes()));
        let mut preloads = vec![format!(r#"<link rel="preload" as="fetch" type="application/wasm" crossorigin href="{}">"#, app.wasm)];
        for module in [Some(&app.glue), app.loaders.as_ref()].into_iter().flatten() {
            preloads.push(format!(r#"<link rel="modulepreload" href="{module}" integrity="{}">"#, self.integrity_of(module)?));
        }
        let both = [
            // The app fetches the one of its language.
            texts.trim_end().to_owned(),
            // The app starts its engine with this URL: `new Worker(content, { type: "module" })`. The policy of boot.js has the
            // same URL built in and lets no other through.
            format!(r#"<meta name="innkeeper-worker" content="{worker}">"#),
            format!(r#"<script type="module" src="{boot}" integrity="{}"></script>"#, integrity(boot_source.as_bytes())),
        ];
        let head = |first: &[String]| [first, &both].concat().join("\n    ");
        let index = fs::read_to_string(self.out.join("index.html")).context("index.html")?;
        let links = [&[stylesheet(&style, &styles)], preloads.as_slice()].concat();
        fs::write(self.out.join("index.html"), fill(&index, &[(HEAD_MARK, &head(&links))])?)?;
        // Nothing of the app stands in the way of the form: no preloads, and a stylesheet of its own.
        let sign_in = fill(&self.boot(SIGN_IN)?, &[(HEAD_MARK, &head(&[stylesheet(&critical_style, &critical)]))])?;
        fs::write(self.out.join(SIGN_IN), sign_in)?;

        fs::write(self.out.join("sw.js"), self.service_worker()?)?;
        if self.release {
            compress::tree(&self.out)?;
        }
        Ok(())
    }

    fn boot(&self, name: &str) -> Result<String> {
        fs::read_to_string(self.root.join("src/boot").join(name)).with_context(|| format!("src/boot/{name}"))
    }

    /// The texts of a locale in one file, without the comments for translators.
    fn texts(&self, locale: &str) -> Result<String> {
        let folder = self.root.join("crates/texts/locales").join(locale);
        let mut files: Vec<PathBuf> = fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        files.sort();
        let mut joined = String::new();
        for file in files {
            let source = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
            for line in source.lines().filter(|line| !line.starts_with('#')) {
                joined += line;
                joined.push('\n');
            }
        }
        Ok(joined)
    }

    /// Writes `bytes` as `/assets/<name>-<hash>.<extension>` and gives that URL.
    fn asset(&self, name: &str, extension: &str, bytes: &[u8]) -> Result<String> {
        self.write_asset(&format!("{name}-{}.{extension}", short_hash(bytes)), bytes)
    }

    /// Writes `bytes` under a name that has the hash in it already.
    fn write_asset(&self, name: &str, bytes: impl AsRef<[u8]>) -> Result<String> {
        let url = format!("/assets/{name}");
        fs::write(self.out.join(&url[1..]), bytes).with_context(|| url.clone())?;
        Ok(url)
    }

    /// Moves a program's glue and wasm under `/assets`.
    fn program(&self, name: &str) -> Result<Program> {
        let (glue, wasm, wasm_integrity) = self.glue_and_wasm(name)?;
        Ok(Program { glue: self.asset(name, "js", glue.as_bytes())?, loaders: None, wasm, wasm_integrity })
    }

    /// Moves a program's wasm under `/assets`. Gives the text of its glue, the URL of the wasm and its SHA-256.
    fn glue_and_wasm(&self, name: &str) -> Result<(String, String, String)> {
        let wasm_file = format!("{name}_bg.wasm");
        let wasm = self.take(&wasm_file)?;
        let url = self.asset(name, "wasm", &wasm)?;
        // The glue's own idea of where its wasm is; our two loaders say it themselves, but it must not be wrong.
        let glue = self.take_text(&format!("{name}.js"))?.replace(&wasm_file, url.trim_start_matches("/assets/"));
        Ok((glue, url, integrity(&wasm)))
    }

    fn take_text(&self, name: &str) -> Result<String> {
        String::from_utf8(self.take(name)?).with_context(|| format!("{name} is text"))
    }

    /// Reads a file of the build and removes it.
    fn take(&self, name: &str) -> Result<Vec<u8>> {
        let path = self.out.join(name);
        let bytes = fs::read(&path).with_context(|| format!("the build left no {name}"))?;
        fs::remove_file(&path)?;
        Ok(bytes)
    }

    fn integrity_of(&self, url: &str) -> Result<String> {
        Ok(integrity(&fs::read(self.out.join(&url[1..])).with_context(|| url.to_owned())?))
    }

    /// `sw.js` with the shell's list; while developing, the one that removes itself.
    fn service_worker(&self) -> Result<String> {
        if !self.release {
            return self.boot("sw-off.js");
        }
        let mut urls = vec!["/index.html".to_owned()];
        urls.extend(PLAIN.iter().map(|name| format!("/{name}")));
        let mut assets: Vec<String> = fs::read_dir(self.out.join("assets"))?
            .map(|entry| Ok(format!("/assets/{}", entry?.file_name().to_string_lossy())))
            .collect::<Result<_>>()?;
        assets.sort();
        urls.extend(assets);
        let list = urls.into_iter().map(|url| Ok(serde_json::json!([url, self.integrity_of(&url)?]))).collect::<Result<Vec<_>>>()?;
        let list = serde_json::to_string_pretty(&list)?;
        fill(&self.boot("sw.js")?, &[("@build@", &short_hash(list.as_bytes())), ("\"@shell@\"", &list)])
    }
}

/// Puts each value in the place of its mark. Every mark stands exactly once, or the build is refused.
fn fill(source: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut filled = source.to_owned();
    for (mark, value) in values {
        match filled.matches(mark).count() {
            1 => filled = filled.replacen(mark, value, 1),
            found => bail!("{mark} stands {found} times, not once"),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests;
