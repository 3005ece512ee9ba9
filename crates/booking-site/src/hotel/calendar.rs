//! A stay as a calendar file (RFC 5545): one event of whole days.

use innkeeper_domain::Date;
use jiff::Timestamp;

/// What stands in it.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// Unique and lasting: the number of the booking and the site.
    pub uid: &'a str,
    /// First day.
    pub first: Date,
    /// The day after the last night.
    pub end: Date,
    /// What it is.
    pub summary: &'a str,
    /// Where.
    pub place: &'a str,
    /// The booking's page.
    pub url: &'a str,
    /// Whether it was called off.
    pub is_cancelled: bool,
    /// When it was written, milliseconds since 1970.
    pub now: i64,
}

/// The file, with lines of at most 75 bytes that end with CR LF.
#[must_use]
pub fn file(event: &Event<'_>) -> String {
    let stamp = Timestamp::from_millisecond(event.now).unwrap_or(Timestamp::UNIX_EPOCH).strftime("%Y%m%dT%H%M%SZ").to_string();
    let day = |date: Date| format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
    let (method, status, sequence) = if event.is_cancelled { ("CANCEL", "CANCELLED", 1) } else { ("PUBLISH", "CONFIRMED", 0) };
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Innkeeper//Booking site//EN".to_owned(),
        format!("METHOD:{method}"),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", escaped(event.uid)),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART;VALUE=DATE:{}", day(event.first)),
        format!("DTEND;VALUE=DATE:{}", day(event.end)),
        format!("SUMMARY:{}", escaped(event.summary)),
        format!("LOCATION:{}", escaped(event.place)),
        format!("URL:{}", event.url),
        format!("STATUS:{status}"),
        format!("SEQUENCE:{sequence}"),
        "TRANSP:TRANSPARENT".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    lines.iter().map(|line| folded(line)).collect()
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n").replace('\r', "")
}

/// Longest line in bytes, without its end.
const LINE: usize = 75;

fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(letter);
        length += letter.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_file_has_short_lines_and_escaped_texts() {
        let event = Event {
            uid: "W2@hotel.example",
            first: "2027-03-12".parse().expect("a day"),
            end: "2027-03-15".parse().expect("a day"),
            summary: "Casa; Alondra, 海景房海景房海景房海景房海景房海景房海景房海景房海景房海景房海景房海景房",
            place: "Carrer de la Riba 7\nCadaqués",
            url: "https://hotel.example/x",
            is_cancelled: false,
            now: 0,
        };
        let file = file(&event);
        assert!(file.split("\r\n").all(|line| line.len() <= LINE), "{file}");
        assert!(file.contains("DTSTART;VALUE=DATE:20270312\r\nDTEND;VALUE=DATE:20270315\r\n"), "{file}");
        assert!(file.contains("DTSTAMP:19700101T000000Z"), "{file}");
        let unfolded = file.replace("\r\n ", "");
        assert!(unfolded.contains("SUMMARY:Casa\\; Alondra\\, 海景房"), "{unfolded}");
        assert!(unfolded.contains("LOCATION:Carrer de la Riba 7\\nCadaqués\r\n"), "{unfolded}");
    }
}
