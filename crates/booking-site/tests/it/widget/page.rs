//! The pages of the form: they need no script, keep what was typed, and may be framed by the key's websites only.

use axum::http::StatusCode;
use innkeeper_booking_site::enquiry::REVIEW;
use innkeeper_domain::{Fields, lead};

use super::{Open, SITE, entries};

const FORM: &str = "name=Nuria+Vidal&email=&phone=%2B34+972+25+80+00&arrive=&leave=&message=Eighty+guests%3F&lang=es";

#[tokio::test]
async fn the_plain_form_becomes_a_marked_lead_and_is_thanked_for_on_a_page_of_its_own() {
    let open = Open::new().await;
    let sent = open.visitor().form(&open.path("enquiry"), FORM).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let there = sent.header("location").expect("a place").to_owned();
    let thanks = open.visitor().get(&there).await;
    assert_eq!(thanks.status, StatusCode::OK);
    for part in ["lang=\"es\"", "<h1>Gracias</h1>", "href=\"https://hotel.example/\""] {
        assert!(thanks.text().contains(part), "{part} in {}", thanks.text());
    }
    let leads = open.leads().await;
    assert_eq!(leads.len(), 1);
    assert_eq!((leads[0].get(lead::PHONE), leads[0].get(lead::EMAIL)), (Some("+34972258000".to_owned()), None));
    assert!(leads[0].sets[lead::TAGS.name()].keys().any(|tag| tag == &REVIEW.to_owned().into()));
}

#[tokio::test]
async fn the_plain_form_of_a_revoked_key_is_answered_with_a_page_that_says_so() {
    let open = Open::new().await;
    assert!(open.app.site.store.revoke_site_key(&open.key, open.app.now()).await.expect("revoked"));
    let gone = open.visitor().form(&open.path("enquiry"), FORM).await;
    assert_eq!((gone.status, gone.header("content-type")), (StatusCode::NOT_FOUND, Some("text/html; charset=utf-8")));
    assert!(gone.text().contains("<h1>This form is not here any more.</h1>"), "{}", gone.text());
    assert!(open.leads().await.is_empty());
}

#[tokio::test]
async fn the_plain_form_sent_twice_is_one_lead() {
    let open = Open::new().await;
    for _ in 0..2 {
        assert_eq!(open.visitor().form(&open.path("enquiry"), FORM).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(open.leads().await.len(), 1);
}

#[tokio::test]
async fn a_ticked_box_of_the_plain_form_is_proved_as_well() {
    let open = Open::new().await;
    let page = open.visitor().get(&open.path("form?lang=es")).await.text();
    let hidden = |name: &str| {
        let (_, rest) = page.split_once(&format!("name=\"consent_{name}\" value=\"")).expect("a hidden field");
        rest.split_once('"').expect("its end").0.to_owned()
    };
    let proof: String = ["text", "version", "locale", "sha256"].iter().map(|name| format!("&consent_{name}={}", hidden(name))).collect();
    open.visitor().form(&open.path("enquiry"), &format!("{FORM}&consent=yes{proof}")).await;
    let consents = entries(&open.leads().await[0], "consents");
    assert_eq!(consents[0]["text_sha256"], hidden("sha256"));
    assert_eq!(consents[0]["text_locale"], "es");
}

#[tokio::test]
async fn a_form_with_a_fault_comes_back_with_what_was_typed() {
    let open = Open::new().await;
    let typed = "name=%3Cb%3ENuria&email=nuria%40&message=Ochenta+%22invitados%22&lang=es&consent=yes";
    let answer = open.visitor().form(&open.path("enquiry"), typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    for part in [
        "value=\"&lt;b&gt;Nuria\"",
        "value=\"nuria@\" aria-invalid=\"true\" aria-describedby=\"need-email\"",
        "id=\"need-email\">Revise el correo",
        ">Ochenta &quot;invitados&quot;</textarea>",
        "value=\"yes\" checked",
        "role=\"alert\">Revise, por favor",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("<b>") && open.leads().await.is_empty());
}

#[tokio::test]
async fn every_page_speaks_the_readers_language() {
    let open = Open::new().await;
    for (accepts, words) in [("en-GB", "Ask us anything"), ("es-MX", "Pregúntenos lo que quiera"), ("zh-CN", "有问题请问我们")] {
        let page = open.visitor().with("accept-language", accepts).get(&open.path("form")).await.text();
        assert!(page.contains(words), "{accepts}: {page}");
    }
}

#[tokio::test]
async fn only_the_keys_websites_may_frame_the_form() {
    let open = Open::new().await;
    let policy = |answer: &crate::app::Answer| answer.header("content-security-policy").expect("a policy").to_owned();
    let frame = open.visitor().get(&open.path("frame")).await;
    assert!(policy(&frame).ends_with(&format!("frame-ancestors {SITE}")), "{}", policy(&frame));
    for path in ["form", "frame", "thanks"] {
        let policy = policy(&open.visitor().get(&open.path(path)).await);
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline") && policy.contains("require-trusted-types-for 'script'"), "{path}: {policy}");
    }
    assert!(policy(&open.visitor().get(&open.path("form")).await).ends_with("frame-ancestors 'none'"));
}

#[tokio::test]
async fn a_page_that_does_not_say_where_it_is_may_post_the_plain_form() {
    let open = Open::new().await;
    for visitor in [open.visitor().without("origin"), open.visitor().with("origin", "null")] {
        assert_eq!(visitor.form(&open.path("enquiry"), FORM).await.status, StatusCode::SEE_OTHER);
    }
    let foreign = open.visitor().with("origin", "https://evil.example").form(&open.path("enquiry"), FORM).await;
    assert_eq!((foreign.status, foreign.header("content-type")), (StatusCode::FORBIDDEN, Some("text/html; charset=utf-8")));
}

#[tokio::test]
async fn thanks_lead_back_to_the_keys_websites_only() {
    let open = Open::new().await;
    let page = |back: &str| open.path(&format!("thanks?back={back}"));
    assert!(open.visitor().get(&page(SITE)).await.text().contains("href="), "the listed one");
    for back in ["https://evil.example", "javascript:alert(1)", "//evil.example", ""] {
        assert!(!open.visitor().get(&page(back)).await.text().contains("<a "), "{back}");
    }
}

#[tokio::test]
async fn a_key_that_is_gone_is_answered_with_a_page() {
    let open = Open::new().await;
    let gone = open.visitor().get("/f/pk_nobody/form").await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert!(gone.text().contains("<h1>This form is not here any more.</h1>"));
}
