//! The origin of a website: scheme, name and port, in the one form in which browsers send it.

use crate::Problem;
use crate::problem;

/// `https://www.hotel.example` of what a person typed: without blanks around it, in small letters, without a slash at its end and without
/// the port that the scheme has anyway (RFC 6454, 6.2). Plain http only for this machine.
///
/// # Errors
/// What is wrong, with the origin that was probably meant in `taken` where there is one.
pub fn read(text: &str) -> Result<String, Problem> {
    let given = text.trim();
    if given.is_empty() {
        return Err(Problem::new(problem::ORIGIN_EMPTY));
    }
    let (scheme, rest) = given.split_once("://").unwrap_or(("", given));
    let (host, more) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = host.to_ascii_lowercase();
    let (name, port) = host.rsplit_once(':').map_or((host.as_str(), None), |(name, port)| (name, Some(port)));
    let sound = |port: &str| (1..=5).contains(&port.len()) && port.bytes().all(|b| b.is_ascii_digit());
    if !is_name(name) || !port.is_none_or(sound) {
        return Err(Problem::new(problem::ORIGIN_NAME).with("given", given));
    }
    let scheme = scheme.to_ascii_lowercase();
    let usual = match scheme.as_str() {
        "https" => "443",
        "http" if matches!(name, "localhost" | "127.0.0.1") => "80",
        _ => return Err(Problem::new(problem::ORIGIN_SCHEME).with("taken", format!("https://{name}"))),
    };
    let port = port.filter(|port| *port != usual).map(|port| format!(":{port}")).unwrap_or_default();
    let origin = format!("{scheme}://{name}{port}");
    if more.is_empty() || more == "/" { Ok(origin) } else { Err(Problem::new(problem::ORIGIN_MORE).with("taken", origin)) }
}

/// Labels of small letters, digits and hyphens between dots.
fn is_name(name: &str) -> bool {
    let label = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    name.split('.').all(label)
}
