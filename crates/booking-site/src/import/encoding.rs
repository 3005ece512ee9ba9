//! From bytes to text: byte order marks, UTF-16 and UTF-32 known by their zeros, and a fallback that is said.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Error;

/// How the text was decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// Name of the encoding, as in the WHATWG list, or `UTF-32LE`, `UTF-32BE`.
    pub encoding: &'static str,
    /// Whether the encoding was guessed from the bytes, without a mark and without being told.
    pub guessed: bool,
    /// Whether some bytes mean nothing in this encoding; they stand as U+FFFD.
    pub damaged: bool,
}

/// Decodes by the mark, else by `told` (a WHATWG label such as `gb18030` or `windows-1252`), else by a guess.
///
/// # Errors
/// `told` is no known label.
pub fn decode(bytes: &[u8], told: Option<&str>) -> Result<Decoded, Error> {
    let told = told.map(label).transpose()?;
    if let Some((big, at)) = utf_32_mark(bytes) {
        return Ok(utf_32(&bytes[at..], big, false));
    }
    if let Some((encoding, at)) = Encoding::for_bom(bytes) {
        return Ok(by(encoding, &bytes[at..], false));
    }
    if let Some(encoding) = told {
        return Ok(by(encoding, bytes, false));
    }
    match zeros(bytes) {
        Zeros::Utf32 { big } => return Ok(utf_32(bytes, big, true)),
        Zeros::Utf16 { big } => return Ok(by(if big { UTF_16BE } else { UTF_16LE }, bytes, true)),
        Zeros::None => {}
    }
    let (sound, broken) = utf_8_sequences(bytes);
    // A few broken bytes in a file full of sound sequences are damage; elsewhere the sequences are not UTF-8 at all.
    Ok(if broken == 0 || broken * 20 < sound { by(UTF_8, bytes, false) } else { by(WINDOWS_1252, bytes, true) })
}

fn label(told: &str) -> Result<&'static Encoding, Error> {
    // GBK files in the wild hold GB18030 characters.
    match Encoding::for_label_no_replacement(told.as_bytes()) {
        Some(encoding) if encoding == encoding_rs::GBK => Ok(GB18030),
        Some(encoding) => Ok(encoding),
        None => Err(Error::UnknownEncoding(told.to_owned())),
    }
}

fn by(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), encoding: encoding.name(), guessed, damaged }
}

fn utf_32_mark(bytes: &[u8]) -> Option<(bool, usize)> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => Some((false, 4)),
        [0, 0, 0xfe, 0xff, ..] => Some((true, 4)),
        _ => None,
    }
}

fn utf_32(bytes: &[u8], big: bool, guessed: bool) -> Decoded {
    let mut damaged = !bytes.len().is_multiple_of(4);
    let text = bytes
        .chunks_exact(4)
        .map(|four| {
            let four = [four[0], four[1], four[2], four[3]];
            let code = if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) };
            char::from_u32(code).unwrap_or_else(|| {
                damaged = true;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    Decoded { text, encoding: if big { "UTF-32BE" } else { "UTF-32LE" }, guessed, damaged }
}

enum Zeros {
    None,
    Utf16 { big: bool },
    Utf32 { big: bool },
}

/// Where the zero bytes of the first 4 KiB stand. Latin letters, digits and separators have a zero half in UTF-16, so
/// any table has many on one side and hardly any on the other; a stray NUL in an 8-bit file does not.
fn zeros(bytes: &[u8]) -> Zeros {
    let head = &bytes[..bytes.len().min(4096) & !3];
    if head.len() < 4 {
        return Zeros::None;
    }
    let mut at = [0_usize; 4];
    for four in head.chunks_exact(4) {
        for (place, byte) in four.iter().enumerate() {
            at[place] += usize::from(*byte == 0);
        }
    }
    let quads = head.len() / 4;
    let most = |count: usize| count * 10 >= quads * 7;
    if most(at[1]) && most(at[2]) && most(at[3]) && !most(at[0]) {
        return Zeros::Utf32 { big: false };
    }
    if most(at[0]) && most(at[1]) && most(at[2]) && !most(at[3]) {
        return Zeros::Utf32 { big: true };
    }
    let (even, odd) = (at[0] + at[2], at[1] + at[3]);
    if odd * 10 >= quads * 2 * 2 && even * 10 < odd {
        Zeros::Utf16 { big: false }
    } else if even * 10 >= quads * 2 * 2 && odd * 10 < even {
        Zeros::Utf16 { big: true }
    } else {
        Zeros::None
    }
}

/// Multi-byte sequences that are UTF-8, and places that are not.
fn utf_8_sequences(bytes: &[u8]) -> (usize, usize) {
    let (mut sound, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (sound, broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Decoded {
        decode(bytes, None).expect("no label was given")
    }

    #[test]
    fn marks_decide_and_are_not_part_of_the_text() {
        for (bytes, encoding) in [
            (&b"\xef\xbb\xbfa,\xc3\xa9"[..], "UTF-8"),
            (b"\xff\xfea\0,\0\xe9\0", "UTF-16LE"),
            (b"\xfe\xff\0a\0,\0\xe9", "UTF-16BE"),
            (b"\xff\xfe\0\0a\0\0\0,\0\0\0\xe9\0\0\0", "UTF-32LE"),
            (b"\0\0\xfe\xff\0\0\0a\0\0\0,\0\0\0\xe9", "UTF-32BE"),
        ] {
            let decoded = read(bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.guessed), ("a,é", encoding, false));
        }
    }

    #[test]
    fn utf_16_and_32_without_a_mark_are_known_by_their_zeros() {
        let table = "Name,City\nZoë,Łódź\n";
        let little: Vec<u8> = table.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = table.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let wide: Vec<u8> = table.chars().flat_map(|char| u32::from(char).to_le_bytes()).collect();
        for (bytes, encoding) in [(little, "UTF-16LE"), (big, "UTF-16BE"), (wide, "UTF-32LE")] {
            let decoded = read(&bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.guessed), (table, encoding, true));
        }
    }

    #[test]
    fn a_stray_nul_does_not_make_a_file_utf_16() {
        assert_eq!(read(b"a,b\n1\0,2\nlonger,row\n").encoding, "UTF-8");
    }

    #[test]
    fn latin_bytes_fall_back_to_windows_1252_and_say_so() {
        let decoded = read(b"name\nJos\xe9 \x80\n");
        assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.guessed), ("name\nJosé €\n", "windows-1252", true));
    }

    #[test]
    fn one_broken_byte_in_a_utf_8_file_is_damage_and_not_another_encoding() {
        let mut bytes = "José ".repeat(100).into_bytes();
        bytes.push(0xe9);
        let decoded = read(&bytes);
        assert!(decoded.damaged && decoded.encoding == "UTF-8" && decoded.text.starts_with("José "));
    }

    #[test]
    fn a_told_encoding_is_used() {
        let decoded = decode(b"\xce\xa2\xcd\xf5", Some("gbk")).expect("a known label");
        assert_eq!((decoded.text.as_str(), decoded.encoding), ("微王", "gb18030"));
    }

    #[test]
    fn an_unknown_label_is_refused() {
        assert!(matches!(decode(b"a", Some("ebcdic")), Err(Error::UnknownEncoding(_))));
    }

    #[test]
    fn nothing_is_an_empty_text() {
        assert_eq!(read(b"").text, "");
    }
}
