//! Addresses of the screens: what a person may bookmark is in them.

use innkeeper_engine::protocol::{GuestsSort, ListViewDraft};
use innkeeper_sync::id::RootId;

/// Columns a list can be sorted by, with their names in addresses.
const SORTS: [(&str, GuestsSort); 9] = [
    ("changed", GuestsSort::Changed),
    ("name", GuestsSort::Name),
    ("email", GuestsSort::Email),
    ("country", GuestsSort::Country),
    ("last-stay", GuestsSort::LastStay),
    ("next-stay", GuestsSort::NextStay),
    ("stays", GuestsSort::Stays),
    ("nights", GuestsSort::Nights),
    ("value", GuestsSort::Value),
];

/// What the list of guests shows: its address without the place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The words searched for.
    pub search: String,
    /// The filters: a rule as a segment has it; empty for none.
    pub rule: String,
    /// The saved view it began with.
    pub view: Option<RootId>,
    /// The column it is sorted by.
    pub sort: GuestsSort,
    /// Greatest first.
    pub descending: bool,
}

impl Default for List {
    /// All guests, last changed first.
    fn default() -> Self {
        Self { search: String::new(), rule: String::new(), view: None, sort: GuestsSort::Changed, descending: true }
    }
}

impl List {
    /// Reads the parameters of an address, decoded; what is not understood is left out.
    pub fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let (sort, descending) = parameter("sort").and_then(|sort| read_sort(&sort)).unwrap_or((GuestsSort::Changed, true));
        let search = parameter("q").unwrap_or_default();
        let rule = parameter("rule").unwrap_or_default();
        let view = parameter("view").and_then(|view| view.parse().ok());
        Self { search, rule, view, sort, descending }
    }

    /// The list of a saved view.
    pub fn of_view(root: RootId, view: &ListViewDraft) -> Self {
        let (sort, descending) = read_sort(&view.sort).unwrap_or((GuestsSort::Changed, true));
        Self { search: String::new(), rule: view.rule.clone(), view: Some(root), sort, descending }
    }

    /// How a saved view is sorted, in the words of [`Self::sort_text`].
    pub fn of_view_sort(sort: &str) -> String {
        let (sort, descending) = read_sort(sort).unwrap_or((GuestsSort::Changed, true));
        Self { sort, descending, ..Self::default() }.sort_text()
    }

    /// How it is sorted, as addresses and saved views say it.
    pub fn sort_text(&self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, sort_name(self.sort))
    }

    /// The address of this list.
    pub fn path(&self) -> String {
        let mut parameters = Vec::new();
        if let Some(view) = self.view {
            parameters.push(format!("view={view}"));
        }
        if !self.search.is_empty() {
            parameters.push(format!("q={}", encoded(&self.search)));
        }
        if !self.rule.is_empty() {
            parameters.push(format!("rule={}", encoded(&self.rule)));
        }
        if (self.sort, self.descending) != (GuestsSort::Changed, true) {
            parameters.push(format!("sort={}", self.sort_text()));
        }
        if parameters.is_empty() { "/guests".to_owned() } else { format!("/guests?{}", parameters.join("&")) }
    }

    /// The list after a head was pressed: sorted by it, or the other way round if it was already. Figures and days begin
    /// with the greatest, words with A.
    #[must_use]
    pub fn sorted_by(&self, sort: GuestsSort) -> Self {
        let greatest_first = !matches!(sort, GuestsSort::Name | GuestsSort::Email | GuestsSort::Country);
        let descending = if self.sort == sort { !self.descending } else { greatest_first };
        Self { sort, descending, ..self.clone() }
    }
}

fn read_sort(text: &str) -> Option<(GuestsSort, bool)> {
    let (name, descending) = text.strip_prefix('-').map_or((text, false), |name| (name, true));
    Some((sort_of(name)?, descending))
}

/// The name of a column in addresses.
pub fn sort_name(sort: GuestsSort) -> &'static str {
    SORTS.iter().find(|(_, known)| *known == sort).map_or("changed", |(name, _)| name)
}

/// The column of that name.
pub fn sort_of(name: &str) -> Option<GuestsSort> {
    SORTS.iter().find(|(known, _)| *known == name).map(|(_, sort)| *sort)
}

/// The address of the list of the guests a rule holds for.
pub fn guests_of(rule: &str) -> String {
    List { rule: rule.to_owned(), ..List::default() }.path()
}

/// The address of a guest.
pub fn guest(root: RootId) -> String {
    format!("/guests/{root}")
}

/// The address of the form in which a guest is edited.
pub fn edit_guest(root: RootId) -> String {
    format!("/guests/{root}/edit")
}

/// The address of the page on which a guest is erased.
pub fn erase_guest(root: RootId) -> String {
    format!("/guests/{root}/erase")
}

/// The address of the form in which a guest is edited, at a field.
pub fn edit_field(root: RootId, field: &str) -> String {
    format!("{}?field={field}", edit_guest(root))
}

/// The address of a segment.
pub fn segment(root: RootId) -> String {
    format!("{SEGMENTS}/{root}")
}

/// The address where two segments are laid side by side; the one that is not chosen yet is left out.
pub fn compare(left: Option<RootId>, right: Option<RootId>) -> String {
    let chosen = [("left", left), ("right", right)].into_iter().filter_map(|(side, root)| Some(format!("{side}={}", root?)));
    let chosen: Vec<String> = chosen.collect();
    if chosen.is_empty() { COMPARE.to_owned() } else { format!("{COMPARE}?{}", chosen.join("&")) }
}

/// The address where a captured lead is corrected.
pub fn lead(root: RootId) -> String {
    format!("{CAPTURE}?lead={root}")
}

/// The address of what a website needs to show the enquiry form.
pub fn website(key: &str) -> String {
    format!("{WEBSITES}/{key}")
}

/// The address of the form for a new guest.
pub const NEW_GUEST: &str = "/guests/new";
/// The address of the list of all guests.
pub const GUESTS: &str = "/guests";
/// The address of what waits on this device.
pub const SYNC: &str = "/sync";
/// The address of today's page.
pub const TODAY: &str = "/";
/// The address of all leads.
pub const LEADS: &str = "/leads";
/// The address where a lead is captured.
pub const CAPTURE: &str = "/capture";
/// The address of all segments.
pub const SEGMENTS: &str = "/segments";
/// The address of a new segment.
pub const NEW_SEGMENT: &str = "/segments/new";
/// The address where two segments are compared.
pub const COMPARE: &str = "/segments/compare";
/// The address of the sheet of today's arrivals.
pub const ARRIVALS: &str = "/arrivals";
/// The address of what was done on this device.
pub const HISTORY: &str = "/history";
/// The address of the settings.
pub const SETTINGS: &str = "/settings";
/// The address where the hotel's own booking site is set up.
pub const SITE: &str = "/settings/site";
/// The address of the websites that may show the enquiry form.
pub const WEBSITES: &str = "/settings/websites";
/// The address of all fields with two values.
pub const CONFLICTS: &str = "/conflicts";
/// The address of the hotel's tablets and computers.
pub const TABLETS: &str = "/settings/tablets";
/// The address of the outbox of mails.
pub const MAIL: &str = "/settings/mail";
/// The address of the enquiries that wait for somebody's look.
pub const WAITING: &str = "/leads/waiting";
/// The address of the sign-in form.
pub const SIGN_IN: &str = "/sign-in";

/// Percent-encoding of everything but the unreserved characters of RFC 3986.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str) -> List {
        let query = path.split_once('?').map_or("", |(_, query)| query).to_owned();
        List::read(|wanted| {
            query.split('&').filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == wanted).map(|(_, value)| decoded(value))
        })
    }

    fn decoded(text: &str) -> String {
        let bytes = text.as_bytes();
        let (mut out, mut at) = (Vec::new(), 0);
        while at < bytes.len() {
            if bytes[at] == b'%' {
                out.push(u8::from_str_radix(&text[at + 1..at + 3], 16).expect("two hex digits follow"));
                at += 3;
            } else {
                out.push(bytes[at]);
                at += 1;
            }
        }
        String::from_utf8(out).expect("only whole characters were encoded")
    }

    proptest::proptest! {
        #[test]
        fn an_address_leads_back_to_its_list(search in ".{0,40}", rule in ".{0,40}", seen: bool, sort in 0..SORTS.len(), descending: bool) {
            let view = seen.then(|| "0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b".parse().expect("an id"));
            let list = List { search, rule, view, sort: SORTS[sort].1, descending };
            proptest::prop_assert_eq!(read(&list.path()), list);
        }
    }

    #[test]
    fn all_guests_have_the_short_address() {
        assert_eq!(List::default().path(), GUESTS);
    }

    #[test]
    fn an_address_with_an_unknown_column_still_opens() {
        assert_eq!(read("/guests?q=li&sort=shoe-size"), List { search: "li".to_owned(), ..List::default() });
    }

    #[test]
    fn a_saved_view_opens_as_it_was_saved() {
        let list = List { rule: "{}".to_owned(), sort: GuestsSort::Nights, descending: true, ..List::default() };
        let draft = ListViewDraft { rule: list.rule.clone(), sort: list.sort_text(), ..ListViewDraft::default() };
        let root = "0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b".parse().expect("an id");
        assert_eq!(List::of_view(root, &draft), List { view: Some(root), ..list });
    }

    #[test]
    fn pressing_a_head_twice_turns_the_order_round() {
        let once = List::default().sorted_by(GuestsSort::Name);
        assert!(!once.descending);
        assert!(once.sorted_by(GuestsSort::Name).descending);
    }

    #[test]
    fn figures_begin_with_the_greatest() {
        assert!(List::default().sorted_by(GuestsSort::Value).descending);
    }
}
