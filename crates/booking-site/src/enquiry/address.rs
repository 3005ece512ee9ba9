//! Addresses a website says of itself: its origin, exactly; its page, without what may identify somebody.

use innkeeper_domain::origin;

/// Most characters of a page's address.
const PAGE_MAX: usize = 180;

/// `https://hotel.example` of an origin as browsers write it; plain http only for this machine. `None` for anything else.
#[must_use]
pub fn origin(text: &str) -> Option<&str> {
    origin::read(text).is_ok_and(|read| read == text).then_some(text)
}

/// The page's address with nothing of its query but `utm_…`, if it is on one of these origins.
#[must_use]
pub fn page(text: &str, origins: &[String]) -> Option<String> {
    let (address, _) = text.split_once('#').unwrap_or((text, ""));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let on = |origin: &String| path.strip_prefix(origin.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if !origins.iter().any(on) || path.chars().any(|letter| letter.is_control() || letter == ' ') {
        return None;
    }
    let campaign: Vec<&str> = query.split('&').filter(|pair| pair.starts_with("utm_") && !pair.chars().any(char::is_control)).collect();
    let whole = if campaign.is_empty() { path.to_owned() } else { format!("{path}?{}", campaign.join("&")) };
    Some(whole.chars().take(PAGE_MAX).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_and_a_host_and_nothing_more() {
        for good in ["https://hotel.example", "https://www.hotel.example:8443", "http://127.0.0.1:4000", "http://localhost"] {
            assert_eq!(origin(good), Some(good));
        }
        for bad in [
            "hotel.example",
            "http://hotel.example",
            "https://hotel.example/",
            "https://hotel.example/a",
            "https://Hotel.example",
            "https://*.hotel.example",
            "https://a@hotel.example",
            "https://hotel.example:443",
            "https://hotel.example:",
            "https://",
            "null",
            "ftp://hotel.example",
        ] {
            assert_eq!(origin(bad), None, "{bad}");
        }
    }

    #[test]
    fn of_a_page_only_the_campaign_is_kept() {
        let origins = ["https://hotel.example".to_owned()];
        let cases = [
            (
                "https://hotel.example/weddings?name=anna&utm_source=news&utm_medium=mail#form",
                Some("https://hotel.example/weddings?utm_source=news&utm_medium=mail"),
            ),
            ("https://hotel.example/?email=a@b.example", Some("https://hotel.example/")),
            ("https://hotel.example", Some("https://hotel.example")),
            ("https://hotel.example.evil.example/", None),
            ("https://other.example/", None),
            ("javascript:alert(1)", None),
        ];
        for (given, kept) in cases {
            assert_eq!(page(given, &origins).as_deref(), kept, "{given}");
        }
        assert_eq!(page(&format!("https://hotel.example/{}", "a".repeat(500)), &origins).map(|page| page.len()), Some(PAGE_MAX));
    }
}
