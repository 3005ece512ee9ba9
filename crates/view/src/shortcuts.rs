//! Shortcuts of the keyboard: one table of all, and what a press means in its place.
//!
//! Single letters can be switched off (WCAG 2.1.4). None is heard in a field, while an input method composes, or while a
//! dialog is open.

/// What a shortcut does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Opens the search over everything.
    Find,
    /// Takes the last action of this device back.
    Undo,
    /// Lists the shortcuts.
    List,
    /// Begins a new lead.
    NewLead,
    /// Puts the cursor into the search of the page.
    Search,
    /// Locks the tablet.
    Lock,
    /// Goes to a page.
    Go(&'static str),
}

/// One shortcut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// What it does; none for one that a part of a page hears by itself and that is only listed here.
    pub act: Option<Act>,
    /// What is pressed, in lower case: with Ctrl or ⌘, alone, or after G.
    pub press: Press,
    /// Key of its words in the text catalogue.
    pub label: &'static str,
    /// The paths of the pages it is for; none for every page.
    pub on: &'static [&'static str],
}

/// What is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// A key with Ctrl, or with ⌘ on a Mac.
    Command(&'static str),
    /// A key alone.
    Single(&'static str),
    /// G, then a key.
    AfterG(&'static str),
    /// A key that is no letter, heard by the list itself.
    Named(&'static str),
}

const fn everywhere(act: Act, press: Press, label: &'static str) -> Shortcut {
    Shortcut { act: Some(act), press, label, on: &[] }
}

/// Pages with a list that hears arrows.
const LISTS: &[&str] = &[crate::address::GUESTS, crate::address::LEADS];

const fn in_lists(press: Press, label: &'static str) -> Shortcut {
    Shortcut { act: None, press, label, on: LISTS }
}

/// All shortcuts, in the order they are listed.
pub const ALL: [Shortcut; 13] = [
    everywhere(Act::Find, Press::Command("k"), "shortcut-find"),
    everywhere(Act::Undo, Press::Command("z"), "shortcut-undo"),
    everywhere(Act::NewLead, Press::Single("c"), "shortcut-new-lead"),
    everywhere(Act::Search, Press::Single("/"), "shortcut-search"),
    everywhere(Act::List, Press::Single("?"), "shortcut-list"),
    everywhere(Act::Go(crate::address::TODAY), Press::AfterG("t"), "shortcut-today"),
    everywhere(Act::Go(crate::address::GUESTS), Press::AfterG("g"), "shortcut-guests"),
    everywhere(Act::Go(crate::address::LEADS), Press::AfterG("l"), "shortcut-leads"),
    everywhere(Act::Go(crate::address::SEGMENTS), Press::AfterG("s"), "shortcut-segments"),
    everywhere(Act::Lock, Press::AfterG("x"), "shortcut-lock"),
    in_lists(Press::Named("↑ ↓"), "shortcut-rows"),
    in_lists(Press::Named("Home End"), "shortcut-ends"),
    in_lists(Press::Named("Enter"), "shortcut-open"),
];

/// The shortcuts that can be used on the page of this path.
pub fn of_page(path: &str) -> impl Iterator<Item = &'static Shortcut> {
    ALL.iter().filter(move |shortcut| shortcut.on.is_empty() || shortcut.on.contains(&path))
}

/// The shortcut of an act.
pub fn of(act: Act) -> Option<&'static Shortcut> {
    ALL.iter().find(|shortcut| shortcut.act == Some(act))
}

impl Press {
    /// The keys as they are engraved, one after the other; `command` is the name of the command key here.
    pub fn keys(self, command: &str) -> Vec<String> {
        match self {
            Self::Command(key) => vec![command.to_owned(), key.to_ascii_uppercase()],
            Self::Single(key) => vec![key.to_ascii_uppercase()],
            Self::AfterG(key) => vec!["G".to_owned(), key.to_ascii_uppercase()],
            Self::Named(keys) => keys.split(' ').map(str::to_owned).collect(),
        }
    }

    /// For `aria-keyshortcuts`; two presses one after the other cannot be said there.
    pub fn aria(self) -> Option<String> {
        match self {
            Self::Command(key) => Some(format!("Control+{0} Meta+{0}", key.to_ascii_uppercase())),
            Self::Single(key) => Some(key.to_ascii_uppercase()),
            Self::AfterG(_) | Self::Named(_) => None,
        }
    }
}

/// A key that went down, and where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Key<'a> {
    /// What it types, or its name.
    pub key: &'a str,
    /// Ctrl or ⌘ is held.
    pub command: bool,
    /// Shift is held.
    pub shift: bool,
    /// Alt is held.
    pub alt: bool,
    /// An input method is composing.
    pub composing: bool,
    /// Something that takes letters has the focus.
    pub in_field: bool,
    /// A dialog is open.
    pub in_dialog: bool,
}

/// How long after G the second key counts, milliseconds.
const PATIENCE: i64 = 1500;

/// Listens to keys; remembers a G.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ears {
    after_g: Option<i64>,
}

impl Ears {
    /// What a key asks for, if anything. `singles` is whether single letters are on, `now` the time in milliseconds.
    pub fn hear(&mut self, key: Key<'_>, singles: bool, now: i64) -> Option<Act> {
        let led = self.after_g.take().is_some_and(|at| now - at < PATIENCE);
        if key.composing || key.in_dialog || key.alt {
            return None;
        }
        let typed = key.key.to_ascii_lowercase();
        if key.command {
            let act = act_of(Press::Command(""), &typed).filter(|_| !key.shift)?;
            // A field takes its own typing back.
            return (act != Act::Undo || !key.in_field).then_some(act);
        }
        if key.in_field || !singles {
            return None;
        }
        if led && let Some(act) = act_of(Press::AfterG(""), &typed) {
            return Some(act);
        }
        if typed == "g" {
            self.after_g = Some(now);
            return None;
        }
        act_of(Press::Single(""), &typed)
    }
}

/// The act of a key pressed in the way of `like`.
fn act_of(like: Press, typed: &str) -> Option<Act> {
    ALL.iter()
        .find(|shortcut| match (like, shortcut.press) {
            (Press::Command(_), Press::Command(key)) | (Press::Single(_), Press::Single(key)) | (Press::AfterG(_), Press::AfterG(key)) => {
                key == typed
            }
            _ => false,
        })
        .and_then(|shortcut| shortcut.act)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(key: &str) -> Key<'_> {
        Key { key, ..Key::default() }
    }

    fn heard(keys: &[Key<'_>], singles: bool) -> Option<Act> {
        let mut ears = Ears::default();
        keys.iter().fold(None, |_, key| ears.hear(*key, singles, 0))
    }

    #[test]
    fn every_shortcut_has_words() {
        for shortcut in ALL {
            assert!(innkeeper_texts::Key::from_id(shortcut.label).is_some(), "{}", shortcut.label);
        }
    }

    #[test]
    fn no_two_shortcuts_are_pressed_alike() {
        for (at, one) in ALL.iter().enumerate() {
            assert!(ALL[at + 1..].iter().all(|other| other.press != one.press), "{:?}", one.press);
        }
    }

    #[test]
    fn g_and_a_letter_go_to_a_page() {
        assert_eq!(heard(&[plain("g"), plain("L")], true), Some(Act::Go("/leads")));
    }

    #[test]
    fn a_letter_long_after_g_stands_alone() {
        let mut ears = Ears::default();
        ears.hear(plain("g"), true, 0);
        assert_eq!(ears.hear(plain("t"), true, PATIENCE), None);
    }

    #[test]
    fn single_letters_can_be_switched_off() {
        assert_eq!(heard(&[plain("c")], true), Some(Act::NewLead));
        assert_eq!(heard(&[plain("c")], false), None);
        assert_eq!(heard(&[plain("g"), plain("t")], false), None);
    }

    #[test]
    fn search_over_everything_stays_when_single_letters_are_off() {
        assert_eq!(heard(&[Key { command: true, ..plain("k") }], false), Some(Act::Find));
    }

    #[test]
    fn no_letter_is_taken_from_a_field() {
        assert_eq!(heard(&[Key { in_field: true, ..plain("c") }], true), None);
        assert_eq!(heard(&[Key { in_field: true, command: true, ..plain("z") }], true), None);
    }

    #[test]
    fn a_half_typed_word_is_no_shortcut() {
        assert_eq!(heard(&[Key { composing: true, ..plain("c") }], true), None);
        assert_eq!(heard(&[Key { composing: true, command: true, ..plain("k") }], true), None);
    }

    #[test]
    fn nothing_happens_behind_a_dialog() {
        assert_eq!(heard(&[Key { in_dialog: true, ..plain("c") }], true), None);
    }

    #[test]
    fn redo_is_not_undo() {
        assert_eq!(heard(&[Key { command: true, shift: true, ..plain("z") }], true), None);
    }

    #[test]
    fn shortcuts_of_a_list_are_told_only_there() {
        assert!(of_page("/guests").any(|shortcut| shortcut.label == "shortcut-rows"));
        assert!(of_page("/guests/new").all(|shortcut| shortcut.label != "shortcut-rows"));
    }
}
