//! E-mail addresses: one form to compare and to write to. Syntax after RFC 5321 and 5322 as mail programs use it today;
//! international addresses (RFC 6531) stay in their own letters.

use crate::problem::{self, Problem};
use crate::text::{is_invisible, narrow};

/// An address as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email {
    /// The address: outer blanks and invisible characters gone, the domain in lower case. What could not be read as an
    /// address stays as it was given.
    pub value: String,
    /// Whether a mail can be sent to it, as far as its form tells.
    pub usable: bool,
    /// The travel site whose forwarding address it is: mail reaches the guest only until shortly after the stay.
    pub travel_site: Option<&'static str>,
}

/// Domains under which travel sites make forwarding addresses for guests, and the site's name. A pattern that ends with
/// a dot matches the beginning of a domain, another one the domain and what is below it.
const TRAVEL_SITES: [(&str, &str); 17] = [
    ("guest.booking.", "Booking.com"),
    ("mchat.booking.com", "Booking.com"),
    ("property.booking.com", "Booking.com"),
    ("m.expediapartnercentral.com", "Expedia"),
    ("expediapartnercentral.com", "Expedia"),
    ("guest.expedia.", "Expedia"),
    ("guest.airbnb.", "Airbnb"),
    ("reply.airbnb.com", "Airbnb"),
    ("agoda-messaging.com", "Agoda"),
    ("guest.agoda.", "Agoda"),
    ("guest.trip.", "Trip.com"),
    ("hotel.trip.com", "Trip.com"),
    ("ctripcorp.com", "Trip.com"),
    ("messages.homeaway.com", "Vrbo"),
    ("guest.hotels.", "Hotels.com"),
    ("guest.hostelworld.", "Hostelworld"),
    ("guest.hotelbeds.", "Hotelbeds"),
];

/// What people write into a mandatory field when there is no address.
const PLACEHOLDERS: [&str; 12] = ["n/a", "na", "n.a.", "none", "no", "nil", "null", "-", "--", "unknown", "x", "no email"];

const LONGEST_ADDRESS: usize = 254;
const LONGEST_LOCAL_PART: usize = 64;
const LONGEST_LABEL: usize = 63;

/// Brings an address into its stored form. Never fails: what was given is kept, and the problems say why nobody can
/// write to it.
pub fn normalise(given: &str) -> (Email, Vec<Problem>) {
    let mut problems = Vec::new();
    let clean: String = given.chars().filter(|letter| !is_invisible(*letter)).map(narrow).collect();
    let mut address = clean.trim();
    if address.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:")) {
        address = &address[7..];
    }
    // Anna Berg <anna@example.com>
    if let Some((_, rest)) = address.rsplit_once('<')
        && let Some(inner) = rest.strip_suffix('>')
    {
        address = inner.trim();
    }
    if let Some(first) = first_of_several(address) {
        problems.push(Problem::new(problem::EMAIL_SEVERAL).with("given", given).with("taken", first));
        address = first;
    }
    let (value, blocking) = match check(address) {
        Ok(value) => (value, None),
        Err(problem) => (canonical(address), Some(problem)),
    };
    let value = if value.is_empty() { given.trim().to_owned() } else { value };
    let usable = blocking.is_none();
    problems.extend(blocking.map(|problem| match problem.code.as_ref() {
        problem::EMAIL_EMPTY => problem,
        _ => problem.with("given", given),
    }));
    let travel_site = value.rsplit_once('@').and_then(|(_, domain)| travel_site(domain));
    if let Some(site) = travel_site {
        problems.push(Problem::new(problem::EMAIL_TRAVEL_SITE).with("site", site));
    }
    (Email { value, usable, travel_site }, problems)
}

/// The travel site that forwards mail under this domain.
pub fn travel_site(domain: &str) -> Option<&'static str> {
    let domain = domain.to_ascii_lowercase();
    let matches = |pattern: &str| {
        if pattern.ends_with('.') {
            domain.starts_with(pattern)
        } else {
            domain == pattern || domain.strip_suffix(pattern).is_some_and(|below| below.ends_with('.'))
        }
    };
    TRAVEL_SITES.iter().find(|(pattern, _)| matches(pattern)).map(|(_, site)| *site)
}

/// The first of several addresses in one field, parted by comma, semicolon, slash, bar or blank.
fn first_of_several(text: &str) -> Option<&str> {
    if text.contains(['"', '(']) || text.matches('@').count() < 2 {
        return None;
    }
    let mut parts = text.split([',', ';', '/', '|', ' ', '\t', '\n']).filter(|part| part.contains('@'));
    let first = parts.next()?;
    (parts.next().is_some() && first.matches('@').count() == 1).then_some(first)
}

/// The domain in lower case (ASCII: what is not, is left to whoever compares addresses folded), the part before the `@` as it is: only its own server knows whether case matters there.
fn canonical(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((local, domain)) => format!("{local}@{}", domain.to_ascii_lowercase()),
        None => address.to_owned(),
    }
}

fn check(address: &str) -> Result<String, Problem> {
    if address.is_empty() {
        return Err(Problem::new(problem::EMAIL_EMPTY));
    }
    if PLACEHOLDERS.contains(&address.to_ascii_lowercase().as_str()) {
        return Err(Problem::new(problem::EMAIL_PLACEHOLDER));
    }
    let (local, domain) = address.rsplit_once('@').ok_or_else(|| Problem::new(problem::EMAIL_NO_AT))?;
    if local.is_empty() {
        return Err(Problem::new(problem::EMAIL_NO_LOCAL_PART));
    }
    if domain.is_empty() {
        return Err(Problem::new(problem::EMAIL_NO_DOMAIN));
    }
    check_local_part(local)?;
    let domain = domain.to_ascii_lowercase();
    check_domain(&domain)?;
    let value = format!("{local}@{domain}");
    if value.len() > LONGEST_ADDRESS || local.len() > LONGEST_LOCAL_PART {
        return Err(Problem::new(problem::EMAIL_TOO_LONG));
    }
    Ok(value)
}

fn character(letter: char) -> Problem {
    // A control character is named by its number: shown as it is, it would be invisible or worse.
    let shown = if letter.is_control() || letter.is_whitespace() { format!("U+{:04X}", u32::from(letter)) } else { letter.to_string() };
    Problem::new(problem::EMAIL_CHARACTER).with("character", shown)
}

fn check_local_part(local: &str) -> Result<(), Problem> {
    if local.len() > 1 && local.starts_with('"') && local.ends_with('"') || local.contains(['(', ')']) {
        return Err(Problem::new(problem::EMAIL_UNUSUAL));
    }
    let allowed = |letter: char| {
        letter.is_ascii_alphanumeric()
            || "!#$%&'*+/=?^_`{|}~-.".contains(letter)
            || (!letter.is_ascii() && !letter.is_whitespace() && !letter.is_control())
    };
    if let Some(letter) = local.chars().find(|letter| !allowed(*letter)) {
        return Err(character(letter));
    }
    if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
        return Err(Problem::new(problem::EMAIL_DOTS));
    }
    Ok(())
}

fn check_domain(domain: &str) -> Result<(), Problem> {
    if domain.starts_with('[') || domain.contains(['(', ')']) {
        return Err(Problem::new(problem::EMAIL_UNUSUAL));
    }
    // Marks of Indic and Arabic scripts are part of international names, so other scripts are not held to letters only.
    let allowed = |letter: char| {
        letter.is_ascii_alphanumeric()
            || letter == '-'
            || letter == '.'
            || (!letter.is_ascii() && !letter.is_whitespace() && !letter.is_control())
    };
    if let Some(letter) = domain.chars().find(|letter| !allowed(*letter)) {
        return Err(character(letter));
    }
    if domain.starts_with('.') || domain.ends_with('.') || domain.contains("..") {
        return Err(Problem::new(problem::EMAIL_DOTS));
    }
    let wrong = |code| Problem::new(code).with("domain", domain);
    let too_long = |label: &str| label.len() > LONGEST_LABEL;
    if domain.split('.').any(|label| label.starts_with('-') || label.ends_with('-') || too_long(label)) {
        return Err(wrong(problem::EMAIL_DOMAIN));
    }
    let Some((_, top)) = domain.rsplit_once('.') else {
        return Err(wrong(problem::EMAIL_DOMAIN_WITHOUT_DOT));
    };
    if top.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Problem::new(problem::EMAIL_UNUSUAL));
    }
    Ok(())
}
