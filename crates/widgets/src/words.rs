//! The lines of the catalogue that stand in the widgets, in the languages of the house.

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The lines of a language.
#[derive(Clone, Copy)]
pub struct Words(usize);

/// Tags of the languages, in the order of the lines.
const TAGS: [&str; 3] = ["en", "es", "zh-CN"];

/// Names of the needs as the server writes them.
const NEEDS: [(&str, usize); 7] = [
    ("name", NEED_NAME),
    ("contact", NEED_CONTACT),
    ("email", NEED_EMAIL),
    ("phone", NEED_PHONE),
    ("dates", NEED_DATES),
    ("message", NEED_MESSAGE),
    ("shorter", NEED_SHORTER),
];

impl Words {
    /// The lines for a BCP 47 tag, by its language; English for one that is not spoken here.
    pub fn of(tag: &str) -> Self {
        let same = |own: &&str| tag.as_bytes().get(..2).is_some_and(|language| language.eq_ignore_ascii_case(&own.as_bytes()[..2]));
        Self(TAGS.iter().position(same).unwrap_or(0))
    }

    /// The tag.
    pub fn tag(self) -> &'static str {
        TAGS.get(self.0).copied().unwrap_or("en")
    }

    /// A line.
    pub fn line(self, at: usize) -> &'static str {
        LINES.get(self.0).and_then(|lines| lines.get(at)).copied().unwrap_or("")
    }

    /// The line for a need of the server: `widget-need-email`.
    pub fn need(self, id: &str) -> &'static str {
        let id = id.strip_prefix("widget-need-").unwrap_or(id);
        self.line(NEEDS.iter().find(|(name, _)| *name == id).map_or(SUMMARY, |(_, at)| *at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_language_is_spoken() {
        for (tag, own) in [("es-MX", "es"), ("ZH-TW", "zh-CN"), ("de", "en"), ("", "en"), ("en-GB", "en")] {
            assert_eq!(Words::of(tag).tag(), own, "{tag}");
        }
    }

    #[test]
    fn every_need_has_a_sentence_of_its_own() {
        let words = Words::of("es");
        let said: std::collections::BTreeSet<_> = NEEDS.iter().map(|(id, _)| words.need(id)).collect();
        assert_eq!(said.len(), NEEDS.len());
        assert_eq!(words.need("widget-need-name"), "Díganos su nombre, por favor.");
    }
}
