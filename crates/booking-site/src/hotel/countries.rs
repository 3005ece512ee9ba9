//! Names of countries, for a list to choose from without a script: from Unicode CLDR (Unicode licence v3), a file per language, each in the order
//! in which the language sorts them.

use innkeeper_texts::Locale;

/// Codes (ISO 3166-1 alpha-2) and names, in the order of the list.
pub fn all(locale: Locale) -> impl Iterator<Item = (&'static str, &'static str)> {
    let file = match locale {
        Locale::En => include_str!("countries/en.tsv"),
        Locale::Es => include_str!("countries/es.tsv"),
        Locale::ZhCn => include_str!("countries/zh-CN.tsv"),
    };
    file.lines().filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use innkeeper_domain::country::Country;

    use super::*;

    #[test]
    fn every_country_of_the_standard_has_a_name_in_every_language() {
        let codes: BTreeSet<&str> = Country::all().iter().filter(|country| country.alpha3().is_some()).map(Country::alpha2).collect();
        for locale in Locale::ALL {
            assert_eq!(all(locale).map(|(code, _)| code).collect::<BTreeSet<_>>(), codes, "{locale:?}");
            assert!(all(locale).all(|(_, name)| !name.trim().is_empty()));
        }
    }
}
