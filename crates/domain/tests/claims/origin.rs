//! Origins of websites.

use innkeeper_domain::{origin, problem};
use proptest::prelude::*;

#[test]
fn an_origin_is_read_however_it_is_copied() {
    for (given, read) in [
        ("https://hotel.example", "https://hotel.example"),
        (" https://www.hotel.example/ ", "https://www.hotel.example"),
        ("HTTPS://Hotel.Example", "https://hotel.example"),
        ("https://hotel.example:443/", "https://hotel.example"),
        ("https://hotel.example:8443", "https://hotel.example:8443"),
        ("http://localhost:80", "http://localhost"),
        ("http://127.0.0.1:4000", "http://127.0.0.1:4000"),
        ("https://xn--caf-dma.example", "https://xn--caf-dma.example"),
    ] {
        assert_eq!(origin::read(given).as_deref(), Ok(read), "{given}");
    }
}

#[test]
fn what_is_no_origin_says_why_and_what_was_meant() {
    for (given, code, taken) in [
        ("  ", problem::ORIGIN_EMPTY, None),
        ("www.hotel.example", problem::ORIGIN_SCHEME, Some("https://www.hotel.example")),
        ("http://hotel.example", problem::ORIGIN_SCHEME, Some("https://hotel.example")),
        ("ftp://hotel.example", problem::ORIGIN_SCHEME, Some("https://hotel.example")),
        ("https://hotel.example/weddings?a=b", problem::ORIGIN_MORE, Some("https://hotel.example")),
        ("https://hotel.example#top", problem::ORIGIN_MORE, Some("https://hotel.example")),
        ("https://*.hotel.example", problem::ORIGIN_NAME, None),
        ("https://ana@hotel.example", problem::ORIGIN_NAME, None),
        ("https://hotel.example:", problem::ORIGIN_NAME, None),
        ("https://hotel.example:123456", problem::ORIGIN_NAME, None),
        ("https://hotel..example", problem::ORIGIN_NAME, None),
        ("https://", problem::ORIGIN_NAME, None),
        ("https://café.example", problem::ORIGIN_NAME, None),
    ] {
        let fault = origin::read(given).expect_err(given);
        assert_eq!((fault.code.as_ref(), fault.args.get("taken").map(String::as_str)), (code, taken), "{given}");
    }
}

proptest! {
    #[test]
    fn what_was_meant_is_an_origin_and_an_origin_stays_what_it_is(given in "(https?://)?[a-z*@.:/0-9]{0,24}") {
        match origin::read(&given) {
            Ok(read) => prop_assert_eq!(origin::read(&read), Ok(read)),
            Err(fault) => if let Some(taken) = fault.args.get("taken") {
                prop_assert_eq!(origin::read(taken), Ok(taken.clone()));
            }
        }
    }
}
