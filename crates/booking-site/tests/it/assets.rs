//! The app's files.

use std::path::{Path, PathBuf};

use axum::http::{Method, StatusCode};
use innkeeper_domain::access::Role;
use uuid::Uuid;

use crate::app::{Build, TestApp};

const SCRIPT: &str = "/assets/app-0123456789abcdef.js";

struct Files(PathBuf);

impl Files {
    fn new() -> Self {
        let dir = std::env::temp_dir().join(format!("innkeeper-app-{}", Uuid::new_v4()));
        std::fs::create_dir_all(dir.join("app/assets")).expect("a new directory");
        for (name, content) in [
            ("secret.txt", "outside"),
            ("app/index.html", "<!doctype html>"),
            ("app/sign-in.html", "{{lang}} {{sign-in-go}} {{next}}"),
            ("app/sw.js", "plain"),
            ("app/assets/app-0123456789abcdef.js", "plain"),
            ("app/assets/app-0123456789abcdef.js.br", "brotli"),
            ("app/assets/app-0123456789abcdef.js.gz", "gzip"),
            ("app/assets/app-0123456789abcdef.wasm", "\0asm"),
        ] {
            std::fs::write(dir.join(name), content).expect("a new file");
        }
        Self(dir)
    }

    async fn served(&self) -> TestApp {
        Build { app_dir: Some(self.dir()), ..Build::default() }.done().await
    }

    fn dir(&self) -> PathBuf {
        Path::join(&self.0, "app")
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn every_path_of_the_app_is_its_page() {
    let files = Files::new();
    let app = files.served().await;
    for path in ["/", "/guests", "/guests/0198c5a0/edit", "/sync", "/sign-in?problem=wrong"] {
        let answer = app.stranger().get(path).await;
        assert_eq!((answer.status, answer.text().as_str()), (StatusCode::OK, "<!doctype html>"), "{path}");
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(answer.header("cache-control"), Some("no-cache"));
    }
}

#[tokio::test]
async fn a_stranger_gets_the_form_in_their_language_at_every_path_of_the_app() {
    let files = Files::new();
    let app = files.served().await;
    app.hire("anna", Role::Service).await;
    for (path, next) in [("/", "/"), ("/guests?q=li", "/guests?q=li"), ("/sign-in?problem=wrong&next=/sync", "/sync")] {
        let answer = app.stranger().with("accept-language", "es-ES,es;q=0.9").get(path).await;
        assert_eq!((answer.status, answer.text()), (StatusCode::OK, format!("es Iniciar sesión {next}")), "{path}");
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(answer.header("cache-control"), Some("no-cache"));
        assert!(answer.header("vary").is_some_and(|vary| vary.contains("accept-language") && vary.contains("cookie")));
        assert!(answer.header("content-security-policy").is_some());
    }
}

#[tokio::test]
async fn whoever_has_a_session_gets_the_app_without_the_form() {
    let files = Files::new();
    let app = files.served().await;
    let anna = app.person("anna", Role::Service).await;
    assert_eq!(anna.get("/guests").await.text(), "<!doctype html>");
}

#[tokio::test]
async fn the_page_that_is_stored_for_later_is_the_same_for_everybody() {
    let files = Files::new();
    let app = files.served().await;
    let anna = app.person("anna", Role::Service).await;
    let pages = [anna.get("/index.html").await.body, app.stranger().with("accept-language", "es").get("/index.html").await.body];
    assert_eq!(pages[0], pages[1]);
    assert_eq!(pages[0], b"<!doctype html>");
}

#[tokio::test]
async fn what_is_no_page_of_the_app_is_not_found() {
    let files = Files::new();
    let app = files.served().await;
    for path in ["/assets/gone.js", "/api/nothing", "/sync/v1/nothing", "/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt"]
    {
        assert_eq!(app.stranger().get(path).await.problem(), (404, "problem-not-found".to_owned()), "{path}");
    }
    assert_eq!(app.stranger().post("/guests", &()).await.problem().0, 405);
}

#[tokio::test]
async fn hashed_files_come_packed_and_stay() {
    let files = Files::new();
    let app = files.served().await;
    for (accepts, encoding, text) in
        [("gzip, deflate, br", Some("br"), "brotli"), ("gzip", Some("gzip"), "gzip"), ("br;q=0", None, "plain"), ("", None, "plain")]
    {
        let answer = app.stranger().with("accept-encoding", accepts).get(SCRIPT).await;
        assert_eq!((answer.header("content-encoding"), answer.text().as_str()), (encoding, text), "{accepts}");
        assert_eq!(answer.header("content-type"), Some("text/javascript; charset=utf-8"));
        assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
        assert_eq!(answer.header("vary"), Some("accept-encoding"));
    }
    let wasm = app.stranger().get("/assets/app-0123456789abcdef.wasm").await;
    assert_eq!(wasm.header("content-type"), Some("application/wasm"));
}

#[tokio::test]
async fn the_service_worker_is_asked_for_anew_but_sent_only_when_it_changed() {
    let files = Files::new();
    let app = files.served().await;
    let first = app.stranger().get("/sw.js").await;
    assert_eq!((first.status, first.header("cache-control")), (StatusCode::OK, Some("no-cache")));
    let tag = first.header("etag").expect("a tag").to_owned();
    let again = app.stranger().with("if-none-match", &tag).get("/sw.js").await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    std::fs::write(files.dir().join("sw.js"), "changed").expect("written");
    let changed = app.stranger().with("if-none-match", &tag).get("/sw.js").await;
    assert_eq!((changed.status, changed.text().as_str()), (StatusCode::OK, "changed"));
}

#[tokio::test]
async fn head_is_answered_without_a_body() {
    let files = Files::new();
    let app = files.served().await;
    let answer = app.stranger().send(Method::HEAD, "/", None, Vec::new()).await;
    assert_eq!((answer.status, answer.body.len()), (StatusCode::OK, 0));
}

#[tokio::test]
async fn without_files_there_is_only_the_api() {
    let app = TestApp::new().await;
    assert_eq!(app.stranger().get("/").await.problem().0, 404);
    assert_eq!(app.stranger().get("/healthz").await.status, StatusCode::OK);
}
