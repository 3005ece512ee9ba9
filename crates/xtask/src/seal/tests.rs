//! What a sealed build looks like, on a small made-up one.

use std::{collections::BTreeSet, env, path::PathBuf};

use super::*;
use crate::wasm::LOADERS;

/// A made-up output of the compilers, sealed; removed when dropped.
struct Build(PathBuf);

impl Build {
    fn sealed(name: &str, release: bool) -> Self {
        let out = env::temp_dir().join(format!("innkeeper-seal-{name}-{}", std::process::id()));
        fs::create_dir_all(&out).expect("a temporary directory");
        for program in ["innkeeper-app", "innkeeper-engine-worker"] {
            let glue = format!(
                "import * as one from \"./{LOADERS}\"; const imports = {{ \"./{LOADERS}\": one }}; new URL('{program}_bg.wasm', import.meta.url); export default () => {{}};"
            );
            fs::write(out.join(format!("{program}.js")), glue).expect("written");
            fs::write(out.join(format!("{program}_bg.wasm")), program.repeat(100)).expect("written");
        }
        let load = |piece: &str| format!("fetch(new URL(\"./{piece}.wasm\", import.meta.url));\n");
        let loaders = format!("import {{ initSync }} from \"./innkeeper-app.js\";\n{}{}", load("split_capture"), load("chunk_3"));
        fs::write(out.join(LOADERS), loaders).expect("written");
        for piece in ["split_capture", "chunk_3"] {
            fs::write(out.join(format!("{piece}.wasm")), piece.repeat(100)).expect("written");
        }
        fs::write(out.join("index.html"), format!("<head>{HEAD_MARK}</head>")).expect("written");
        let root = crate::checkout();
        Seal { root, out: out.clone(), release }.run().expect("sealed");
        Self(out)
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.0.join(file)).expect("a file of the build")
    }

    fn files(&self) -> BTreeSet<String> {
        ["", "assets"]
            .iter()
            .flat_map(|directory| fs::read_dir(self.0.join(directory)).expect("a directory"))
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect()
    }
}

impl Drop for Build {
    fn drop(&mut self) {
        // A directory left behind in the system's temporary place is not worth a panic while dropping.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The value of `name="…"` after `mark`.
fn attribute<'a>(html: &'a str, mark: &str, name: &str) -> &'a str {
    let (_, rest) = html.split_once(mark).expect("the mark stands in the page");
    let (_, rest) = rest.split_once(&format!(r#"{name}=""#)).expect("the attribute follows");
    rest.split_once('"').expect("it is closed").0
}

#[test]
fn every_file_the_page_names_is_there() {
    let build = Build::sealed("named", true);
    let html = build.read("index.html");
    for (mark, name) in [
        (r#"rel="stylesheet""#, "href"),
        (r#"rel="modulepreload""#, "href"),
        (r#"rel="preload""#, "href"),
        (r#"name="innkeeper-worker""#, "content"),
        (r#"name="innkeeper-texts-en""#, "content"),
        (r#"name="innkeeper-texts-zh-CN""#, "content"),
        (r#"name="innkeeper-texts-es""#, "content"),
        (r#"<script type="module""#, "src"),
    ] {
        let url = attribute(&html, mark, name);
        assert!(build.0.join(&url[1..]).is_file(), "{url}");
    }
}

#[test]
fn the_sign_in_page_waits_for_nothing_of_the_app() {
    let build = Build::sealed("sign-in", true);
    let html = build.read("sign-in.html");
    assert!(!html.contains("preload") && !html.contains(".wasm"));
    let style = build.read(&attribute(&html, r#"rel="stylesheet""#, "href")[1..]);
    assert!(style.contains(".gate") && !style.contains(".timeline"));
    assert_eq!(attribute(&html, "<script", "src"), attribute(&build.read("index.html"), "<script", "src"));
}

#[test]
fn the_manifests_differ_in_words_only_and_name_files_that_are_there() {
    let build = Build::sealed("manifests", true);
    let read = |language: &str| -> serde_json::Value {
        serde_json::from_str(&build.read(&format!("manifest.{language}.webmanifest"))).expect("well formed")
    };
    let without_words = |mut manifest: serde_json::Value| {
        for name in ["lang", "description"] {
            assert_ne!(manifest[name].take(), serde_json::Value::Null);
        }
        for (list, word) in [("shortcuts", "name"), ("screenshots", "label")] {
            manifest[list].as_array_mut().into_iter().flatten().for_each(|one| one[word] = serde_json::Value::Null);
        }
        manifest
    };
    let english = without_words(read("en"));
    assert_eq!(read("zh-CN")["lang"], "zh-CN");
    assert_eq!([&without_words(read("es")), &without_words(read("zh-CN"))], [&english; 2]);
    for list in ["icons", "screenshots"] {
        for picture in english[list].as_array().expect("a list") {
            assert!(build.0.join(&picture["src"].as_str().expect("a path")[1..]).is_file(), "{picture}");
        }
    }
}

#[test]
fn the_policy_knows_the_worker_that_the_page_names() {
    let build = Build::sealed("policy", true);
    let html = build.read("index.html");
    let boot = build.read(&attribute(&html, "<script", "src")[1..]);
    let worker = attribute(&html, r#"name="innkeeper-worker""#, "content");
    assert!(boot.contains(&format!("ENGINE_WORKER = \"{worker}\"")));
    assert!(boot.contains("SERVICE_WORKER = \"/sw.js\""));
}

#[test]
fn the_shell_list_has_every_file_but_the_service_worker_and_compressed_copies() {
    let build = Build::sealed("list", true);
    let service_worker = build.read("sw.js");
    let absent: Vec<String> = build
        .files()
        .into_iter()
        .filter(|name| !name.ends_with(".br") && !name.ends_with(".gz"))
        .filter(|name| !service_worker.contains(&format!("/{name}\"")))
        .collect();
    assert_eq!(absent, ["assets", "screenshot-guests.png", "screenshot-tablet.png", "sign-in.html", "sw.js"]);
    assert!(service_worker.contains(&integrity(build.read("index.html").as_bytes())));
}

#[test]
fn glue_names_the_wasm_it_was_made_with() {
    let build = Build::sealed("glue", true);
    let glue = build.read(&attribute(&build.read("index.html"), r#"rel="modulepreload""#, "href")[1..]);
    let wasm = attribute(&build.read("index.html"), r#"rel="preload""#, "href").replace("/assets/", "");
    assert!(glue.contains(&format!("new URL('{wasm}', import.meta.url)")));
}

#[test]
fn glue_and_loaders_name_each_other_and_every_piece_with_its_hash() {
    let build = Build::sealed("pieces", true);
    let html = build.read("index.html");
    let loaders_url = attribute(&html, "-pieces-", "integrity");
    let files = build.files();
    let named = |prefix: &str, extension: &str| {
        files.iter().find(|name| name.starts_with(prefix) && name.ends_with(extension)).expect("a file of that name").clone()
    };
    let loaders_name = named("innkeeper-app-pieces-", ".js");
    let loaders = build.read(&format!("assets/{loaders_name}"));
    assert_eq!(loaders_url, integrity(loaders.as_bytes()));
    let (_, hash) = loaders_name.rsplit_once('-').expect("a hash");
    let glue_name = format!("innkeeper-app-{hash}");
    assert!(loaders.contains(&format!("from \"./{glue_name}\"")));
    for piece in ["piece-capture-", "piece-chunk-3-"] {
        let name = named(piece, ".wasm");
        let hash = integrity(build.read(&format!("assets/{name}")).as_bytes());
        assert!(loaders.contains(&format!("fetch(new URL(\"./{name}\", import.meta.url), {{ integrity: \"{hash}\" }})")), "{loaders}");
    }
    let glue = build.read(&format!("assets/{glue_name}"));
    assert!(glue.contains(&format!("from \"./{loaders_name}\"")) && glue.contains(&format!("\"./{LOADERS}\": one")));
}

#[test]
fn a_development_build_has_no_service_worker_and_no_compressed_copies() {
    let build = Build::sealed("dev", false);
    let boot = build.read(&attribute(&build.read("index.html"), "<script", "src")[1..]);
    assert!(boot.contains("SERVICE_WORKER = \"\""));
    assert!(build.read("sw.js").contains("unregister"));
    assert!(!build.files().iter().any(|name| name.ends_with(".br")));
}

#[test]
fn a_mark_that_is_missing_or_doubled_refuses_the_build() {
    assert!(fill("a", &[("@b@", "c")]).is_err());
    assert!(fill("@b@ @b@", &[("@b@", "c")]).is_err());
    assert_eq!(fill("a @b@", &[("@b@", "c")]).expect("once"), "a c");
}
