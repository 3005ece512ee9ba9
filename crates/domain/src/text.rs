//! Text made comparable: what a person types into a search box and what a record holds meet in one folded form.

/// Base letters of U+00C0 to U+024F, `?` where a character has none or more than one.
const LATIN: &[u8] = b"aaaaaa?ceeeeiiiidnooooo?ouuuuy??aaaaaa?ceeeeiiiidnooooo?ouuuuy?yaaaaaaccccccccdddd\
eeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkkllllllllllnnnnnnnnnoooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzsbb?????ccd???????\
ffg???ikkl??nnooo??pp??????tttuu?vyyzz??????????????????????aaiioouuuuuuuuuu?aaaa????ggkkoooo??j???gg??nnaa??ooaaaaeeeeiiiioooo\
rrrruuuusstt??hhn???zzaaeeooooooooyy??????acclt????bu?eejj??rryy";

/// Base letters of U+1E00 to U+1EFF, in the same way.
const LATIN_ADDITIONAL: &[u8] = b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnn\
oooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy?s????aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeee\
iiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy??????";

/// Folds for search: lower case; Latin, Greek and Cyrillic letters without their marks; `ß` as `ss`, `æ` as `ae`, `œ` as
/// `oe`, `þ` as `th`; full-width letters and the digits of other scripts as ASCII; Arabic and Hebrew without vowel signs;
/// invisible characters dropped; blanks as one space, none at the ends. Other scripts stay as they are. Folding a folded
/// text changes nothing.
pub fn fold_for_search(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            folded.push(letter.to_ascii_lowercase());
        } else if letter.is_whitespace() {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else if !is_dropped(letter) {
            fold_letter(letter, &mut folded);
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// Marks that combine with the letter before, and characters without a width.
fn is_dropped(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
        || is_invisible(letter)
}

/// Characters without a width that copying brings along: joiners, direction marks, soft hyphens, byte order marks.
pub(crate) fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// The value of a decimal digit of ASCII, full width, Arabic, Persian or Devanagari.
pub(crate) fn decimal_digit(letter: char) -> Option<u8> {
    let zero = match letter {
        '0'..='9' => '0',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        _ => return None,
    };
    u8::try_from(u32::from(letter) - u32::from(zero)).ok()
}

/// Full-width letters and signs as ASCII, everything else as it is.
pub(crate) fn narrow(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '\u{3000}' => ' ',
        _ => letter,
    }
}

fn fold_letter(letter: char, folded: &mut String) {
    let letter = match decimal_digit(letter) {
        Some(digit) => char::from(b'0' + digit),
        None => narrow(letter),
    };
    let lower = letter.to_lowercase().find(|lower| !is_dropped(*lower)).unwrap_or(letter);
    let code = u32::from(lower) as usize;
    let base = match code {
        0xc0..0x250 => LATIN.get(code - 0xc0),
        0x1e00..0x1f00 => LATIN_ADDITIONAL.get(code - 0x1e00),
        _ => None,
    };
    match base {
        Some(base) if *base != b'?' => folded.push(char::from(*base)),
        _ => match lower {
            'ß' | 'ẞ' => folded.push_str("ss"),
            'æ' | 'ǽ' | 'ǣ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ĳ' => folded.push_str("ij"),
            '‘' | '’' | 'ʼ' | '`' | '´' => folded.push('\''),
            _ => folded.push(greek_or_cyrillic(lower)),
        },
    }
}

fn greek_or_cyrillic(lower: char) -> char {
    match lower {
        'ά' | '\u{1f00}'..='\u{1f07}' | '\u{1f70}' | '\u{1f71}' | '\u{1f80}'..='\u{1f87}' | '\u{1fb0}'..='\u{1fb7}' => 'α',
        'έ' | '\u{1f10}'..='\u{1f15}' | '\u{1f72}' | '\u{1f73}' => 'ε',
        'ή' | '\u{1f20}'..='\u{1f27}' | '\u{1f74}' | '\u{1f75}' | '\u{1f90}'..='\u{1f97}' | '\u{1fc2}'..='\u{1fc7}' => 'η',
        'ί' | 'ϊ' | 'ΐ' | '\u{1f30}'..='\u{1f37}' | '\u{1f76}' | '\u{1f77}' | '\u{1fd0}'..='\u{1fd7}' => 'ι',
        'ό' | '\u{1f40}'..='\u{1f45}' | '\u{1f78}' | '\u{1f79}' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' | '\u{1f50}'..='\u{1f57}' | '\u{1f7a}' | '\u{1f7b}' | '\u{1fe0}'..='\u{1fe3}' | '\u{1fe6}' | '\u{1fe7}' => 'υ',
        'ώ' | '\u{1f60}'..='\u{1f67}' | '\u{1f7c}' | '\u{1f7d}' | '\u{1fa0}'..='\u{1fa7}' | '\u{1ff2}'..='\u{1ff7}' => 'ω',
        '\u{1fe4}' | '\u{1fe5}' => 'ρ',
        'ς' => 'σ',
        'ё' | 'ѐ' => 'е',
        'й' | 'ѝ' => 'и',
        'ї' => 'і',
        'ў' => 'у',
        'ѓ' => 'г',
        'ќ' => 'к',
        other => other,
    }
}
