//! Pages: languages, headers, forms with mistakes, limits, errors.

use axum::http::{Method, StatusCode};
use innkeeper_booking_site::hotel::http::{FORM_BYTES, STYLE_PATH};
use innkeeper_booking_site::limits::Limit;
use innkeeper_texts::Locale;

use super::{Hotel, linked};

const ROOMS: &str = "/rooms?arrival=2026-12-10&departure=2026-12-13&adults=2&children=0";
const BOOK: &str = "/book?room=SEA&plan=FLEX&arrival=2026-12-10&departure=2026-12-13&adults=2&children=0";

#[tokio::test]
async fn the_address_without_a_language_leads_to_the_visitors_own() {
    let hotel = Hotel::open().await;
    for (accepts, path, to) in [
        ("de", "/", "/en"),
        ("es-MX,en;q=0.5", "/", "/es"),
        ("en;q=0.2,zh-TW", "/", "/zh-CN"),
        ("en", "/?lang=zh", "/zh-CN"),
        ("es", "/?lang=xx", "/es"),
    ] {
        let answer = hotel.visitor().with("accept-language", accepts).get(path).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::FOUND, Some(to)), "{accepts} {path}");
        assert_eq!(answer.header("vary"), Some("accept-language"));
    }
}

#[tokio::test]
async fn every_page_is_whole_in_every_language_and_names_the_others() {
    let hotel = Hotel::open().await;
    for locale in Locale::ALL {
        let tag = locale.tag();
        for path in ["", ROOMS, BOOK, "/contact", "/privacy"] {
            let answer = hotel.visitor().get(&format!("/{tag}{path}")).await;
            let html = answer.text();
            assert_eq!(answer.status, StatusCode::OK, "{tag}{path}");
            assert!(html.contains(&format!("<html lang=\"{tag}\">")), "{tag}{path}");
            assert_eq!(html.matches("<h1").count(), 1, "{tag}{path}");
            for other in Locale::ALL {
                assert!(html.contains(&format!("hreflang=\"{}\"", other.tag())), "{tag}{path} to {}", other.tag());
            }
            assert!(!html.contains(['{', '}']) || html.contains("ld+json"), "a text with a hole: {tag}{path}");
            assert!(!html.replace("<script type=\"application/ld+json\">", "").contains("<script"), "{tag}{path}");
            assert!(!html.contains(" style="), "{tag}{path}");
        }
    }
}

#[tokio::test]
async fn every_answer_carries_the_headers_and_none_sets_a_cookie() {
    let hotel = Hotel::open().await;
    let style = STYLE_PATH.clone();
    for path in ["/", "/en", "/en/contact", "/en/nothing", "/zh-CN/privacy", "/robots.txt", "/icon.svg", style.as_str()] {
        let answer = hotel.visitor().get(path).await;
        let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("{path} has no policy"));
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("unsafe") && !policy.contains("script-src"), "no script at all: {path}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
        assert!(answer.header("permissions-policy").is_some() && answer.header("set-cookie").is_none(), "{path}");
    }
}

#[tokio::test]
async fn what_may_be_kept_is_said_and_what_is_a_guests_is_kept_by_nobody() {
    let hotel = Hotel::open().await;
    let kept = |answer: crate::app::Answer| answer.header("cache-control").unwrap_or_default().to_owned();
    assert_eq!(kept(hotel.visitor().get("/en").await), "public, max-age=60");
    assert_eq!(kept(hotel.visitor().get(&STYLE_PATH).await), "public, max-age=31536000, immutable");
    for path in [ROOMS, BOOK, "/nothing"] {
        assert_eq!(kept(hotel.visitor().get(&format!("/en{path}")).await), "no-store", "{path}");
    }
    let typed = hotel.visitor().fills_in("SEA").await;
    let path = hotel.visitor().books(&typed).await;
    let answer = hotel.visitor().get(&path).await;
    assert!(answer.text().contains("<meta name=\"robots\" content=\"noindex\">"));
    assert_eq!(kept(answer), "no-store");
}

#[tokio::test]
async fn the_first_page_tells_search_engines_of_the_house() {
    let hotel = Hotel::open().await;
    let html = hotel.visitor().get("/es").await.text();
    let data = linked(&html);
    assert_eq!((data["@type"].as_str(), data["name"].as_str()), (Some("Hotel"), Some("Casa")));
    assert!(html.contains("<link rel=\"canonical\" href=\"https://casa.example/es\">"), "{html}");
}

#[tokio::test]
async fn dates_that_cannot_be_are_said_at_the_field_and_above() {
    let hotel = Hotel::open().await;
    for (query, words) in [
        ("arrival=&departure=", "Please choose the day you arrive."),
        ("arrival=yesterday&departure=2026-12-10", "Please choose the day you arrive."),
        ("arrival=2026-11-20&departure=2026-11-22", "This day is over."),
        ("arrival=2026-12-10&departure=2026-12-10", "Please choose a day to leave"),
        ("arrival=2026-12-01&departure=2027-03-01", "You can book up to 28 nights here."),
        ("arrival=2030-12-01&departure=2030-12-03", "You can book up to 480 days ahead."),
        ("arrival=2026-12-10&departure=2026-12-12&adults=99", "Here you can book for up to 8 adults"),
        ("arrival=2026-12-10&departure=2026-12-12&children=-1", "Here you can book for up to 8 adults"),
    ] {
        let answer = hotel.visitor().get(&format!("/en/rooms?{query}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(answer.text().contains(words), "{query}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_form_with_mistakes_comes_back_with_what_was_typed() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    let typed = visitor.fills_in("SEA").await;
    let typed = typed.and("given_name", " ").and("surname", "O'Br\"ien <b>").and("email", "anna@").and("country", "XX").and("agree", "yes");
    let answer = visitor.post("/en/book", &typed.clone().and("wishes", &"x".repeat(2_001))).await;
    let html = answer.text();
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in
        ["Please enter your given name.", "This is no full e-mail address.", "Please choose the country", "no more than 2,000 characters"]
    {
        assert_eq!(html.matches(words).count(), 2, "above the form and at the field: {words} {html}");
    }
    assert!(html.contains("value=\"O'Br&quot;ien &lt;b&gt;\""), "{html}");
    assert!(html.contains("value=\"yes\" checked"), "{html}");
    assert!(html.contains("role=\"alert\" tabindex=\"-1\" autofocus"), "{html}");
    for field in ["given_name", "email", "country", "wishes"] {
        assert!(html.contains(&format!("href=\"#{field}\"")) && html.contains(&format!("id=\"{field}-wrong\"")), "{field}");
    }
}

#[tokio::test]
async fn names_of_all_lengths_are_capped_with_a_clear_word() {
    let hotel = Hotel::open().await;
    for (field, most) in [("given_name", 200), ("surname", 200), ("email", 254), ("phone", 40)] {
        let visitor = hotel.visitor().from([198, 51, 100, u8::try_from(field.len()).expect("short")]);
        let typed = visitor.fills_in("SEA").await.and(field, &"9".repeat(most + 1));
        let answer = visitor.post("/en/book", &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(answer.text().contains(&format!("Please use no more than {most} characters.")), "{field}");
    }
}

#[tokio::test]
async fn a_price_that_changed_since_is_shown_before_it_is_booked() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    let typed = visitor.fills_in("SEA").await;
    let mut offer = hotel.app.site.store.offer().await.expect("read");
    offer.seasons.iter_mut().flat_map(|season| &mut season.rates).for_each(|rate| rate.minor += 1);
    hotel.app.site.store.replace_offer(&offer).await.expect("replaced");
    let answer = visitor.post("/en/book", &typed).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("The price of these days has changed.") && answer.text().contains("€735.03"), "{}", answer.text());
}

#[tokio::test]
async fn a_form_that_lay_open_for_more_than_a_day_is_shown_again() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    let typed = visitor.fills_in("SEA").await;
    hotel.app.advance(25 * 60 * 60 * 1000);
    let answer = visitor.post("/en/book", &typed).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("open for more than a day") && answer.text().contains("value=\"Anna\""));
    assert_eq!(visitor.post("/en/book", &typed.and("form", "00")).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn too_many_forms_from_one_network_wait() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    let typed = visitor.fills_in("SEA").await.and("email", "");
    for _ in 0..Limit::TRY.count {
        assert_eq!(visitor.post("/zh-CN/book", &typed).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = visitor.post("/zh-CN/book", &typed).await;
    assert_eq!((answer.status, answer.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, Some("60")));
    assert!(answer.text().contains("<html lang=\"zh-CN\">") && answer.text().contains("请等待60秒后再试"), "{}", answer.text());
    assert_eq!(visitor.clone().from([198, 51, 100, 9]).post("/en/book", &typed).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    hotel.app.advance(60_000);
    assert_eq!(visitor.post("/en/book", &typed).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn whoever_mistypes_five_times_may_still_book() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    let typed = visitor.fills_in("SEA").await;
    for _ in 0..Limit::BOOK.count {
        assert_eq!(visitor.post("/en/book", &typed.clone().and("email", "")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    visitor.books(&typed).await;
}

#[tokio::test]
async fn a_network_books_five_times_a_minute_and_thirty_times_an_hour() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    let typed = visitor.fills_in("SEA").await;
    // The same form again is the same booking, and counts all the same.
    for _ in 0..5 {
        for _ in 0..5 {
            visitor.books(&typed).await;
        }
        let sixth = visitor.post("/en/book", &typed).await;
        assert_eq!((sixth.status, sixth.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, Some("60")));
        hotel.app.advance(60_000);
    }
    let path = visitor.books(&typed).await;
    for _ in 0..4 {
        visitor.books(&typed).await;
    }
    hotel.app.advance(60_000);
    let cancel = visitor.post(&format!("{path}/cancel"), &typed).await;
    assert_eq!((cancel.status, cancel.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, Some("3240")), "cancelling counts as well");
}

#[tokio::test]
async fn pages_are_not_read_out_by_machines() {
    let hotel = Hotel::open().await;
    for _ in 0..Limit::SITE.count {
        hotel.visitor().get("/robots.txt").await;
    }
    assert_eq!(hotel.visitor().get("/robots.txt").await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_form_that_another_website_made_is_not_followed() {
    let hotel = Hotel::open().await;
    let typed = hotel.visitor().fills_in("SEA").await;
    for (name, value, status) in [
        ("sec-fetch-site", "cross-site", StatusCode::FORBIDDEN),
        ("sec-fetch-site", "same-site", StatusCode::FORBIDDEN),
        ("origin", "https://evil.example", StatusCode::FORBIDDEN),
        ("origin", "https://casa.example", StatusCode::SEE_OTHER),
        ("origin", "null", StatusCode::SEE_OTHER),
    ] {
        assert_eq!(hotel.visitor().with(name, value).post("/en/book", &typed).await.status, status, "{name}: {value}");
    }
}

#[tokio::test]
async fn what_is_not_there_too_long_or_not_meant_so_has_a_page_of_its_own() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    for (answer, status, words) in [
        (visitor.get("/es/nada").await, 404, "Esa página no existe"),
        (visitor.with("accept-language", "es").get("/nada").await, 404, "Esa página no existe"),
        (hotel.visitor().get("/fr").await, 404, "There is no such page"),
        (hotel.visitor().send(Method::DELETE, "/en/book", String::new()).await, 405, "We did not understand"),
        (hotel.visitor().send(Method::POST, "/en/book", "x".repeat(FORM_BYTES + 1)).await, 413, "That was too much at once"),
        (hotel.visitor().send(Method::POST, "/en/book", "%ff=%ff".to_owned()).await, 400, "We did not understand"),
    ] {
        assert_eq!(answer.status.as_u16(), status, "{words}");
        assert!(answer.text().contains(words), "{status}: {}", answer.text());
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    }
}

#[tokio::test]
async fn a_hotel_that_sells_nothing_yet_says_so() {
    let hotel = Hotel::closed().await;
    let html = hotel.visitor().get("/en").await.text();
    assert!(html.contains("Bookings open soon") && !html.contains("<form"), "{html}");
    assert_eq!(hotel.visitor().get(&format!("/en{ROOMS}")).await.status, StatusCode::NOT_FOUND);
}
