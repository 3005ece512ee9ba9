//! What a file of unsent changes is called.

use innkeeper_domain::Date;

/// Most characters of the tablet's name in it.
const NAME_MAX: usize = 40;

/// The ending of such files.
pub const ENDING: &str = ".innkeeper";

/// The name of a tablet's file of a day: the first, or the `part`th where one is not enough. What a file system may not take is a hyphen.
#[must_use]
pub fn file_name(tablet: &str, day: Date, part: usize) -> String {
    let plain: String = tablet.chars().take(NAME_MAX).map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let words = plain.split('-').filter(|word| !word.is_empty());
    let name = ["innkeeper", "unsent"].into_iter().chain(words).collect::<Vec<_>>().join("-");
    let part = if part > 1 { format!("-{part}") } else { String::new() };
    format!("{name}-{day}{part}{ENDING}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_after_its_tablet_and_the_day() {
        let day = Date::new(2026, 11, 22).expect("a day");
        for (tablet, part, name) in [
            ("Fair tablet 3", 1, "innkeeper-unsent-Fair-tablet-3-2026-11-22.innkeeper"),
            ("Fair tablet 3", 2, "innkeeper-unsent-Fair-tablet-3-2026-11-22-2.innkeeper"),
            ("../前台 / \"A\"", 1, "innkeeper-unsent-前台-A-2026-11-22.innkeeper"),
            ("", 1, "innkeeper-unsent-2026-11-22.innkeeper"),
        ] {
            assert_eq!(file_name(tablet, day, part), name);
        }
    }
}
