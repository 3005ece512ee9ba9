//! Unpacking: `.xz` and `.gz` known by their first bytes, never by the file's name, and bounded in size.

use std::io::Read;

use super::{Error, Limits};

/// The largest dictionary an `.xz` file may ask for, in bytes: `xz -9` needs 65 MiB.
const XZ_MEMORY: u64 = 96 << 20;

/// Below this size a high ratio says nothing: a file of equal rows packs well.
const RATIO_FROM: u64 = 32 << 20;

/// The bytes of the file as its program wrote them.
///
/// # Errors
/// The file is too large packed or unpacked, its ratio is one of a decompression bomb, or it is damaged. A damaged
/// archive gives nothing, because half a file would look like a hotel that lost its guests.
pub fn unpack(bytes: Vec<u8>, limits: &Limits) -> Result<Vec<u8>, Error> {
    let packed = bytes.len() as u64;
    if packed > limits.packed_bytes {
        return Err(Error::TooLarge { bytes: packed, limit: limits.packed_bytes });
    }
    match bytes.as_slice() {
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => {
            let stream = liblzma::stream::Stream::new_stream_decoder(XZ_MEMORY, liblzma::stream::CONCATENATED)
                .map_err(|error| Error::Packing(error.to_string()))?;
            bounded(liblzma::read::XzDecoder::new_stream(bytes.as_slice(), stream), packed, limits)
        }
        [0x1f, 0x8b, ..] => bounded(flate2::read::MultiGzDecoder::new(bytes.as_slice()), packed, limits),
        [b'P', b'K', 3, 4, ..] => Err(Error::NotText("a zip archive or a workbook (.xlsx): save it as CSV")),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(Error::NotText("an old workbook (.xls): save it as CSV")),
        [b'%', b'P', b'D', b'F', ..] => Err(Error::NotText("a PDF document: export the list as CSV")),
        _ => Ok(bytes),
    }
}

fn bounded(mut packed: impl Read, packed_bytes: u64, limits: &Limits) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    let mut block = vec![0; 256 << 10];
    loop {
        let read = packed.read(&mut block).map_err(|error| Error::Packing(error.to_string()))?;
        if read == 0 {
            return Ok(out);
        }
        out.extend_from_slice(&block[..read]);
        let unpacked = out.len() as u64;
        if unpacked > limits.unpacked_bytes {
            return Err(Error::TooLarge { bytes: unpacked, limit: limits.unpacked_bytes });
        }
        if unpacked > RATIO_FROM && unpacked / packed_bytes.max(1) > limits.ratio {
            return Err(Error::Bomb { ratio: unpacked / packed_bytes.max(1), limit: limits.ratio });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn gz(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(bytes).expect("a vector takes everything");
        packer.finish().expect("a vector takes everything")
    }

    fn xz(bytes: &[u8]) -> Vec<u8> {
        let mut packer = liblzma::write::XzEncoder::new(Vec::new(), 1);
        packer.write_all(bytes).expect("a vector takes everything");
        packer.finish().expect("a vector takes everything")
    }

    #[test]
    fn plain_gz_and_xz_give_the_same_bytes() {
        for packed in [b"a,b\n1,2\n".to_vec(), gz(b"a,b\n1,2\n"), xz(b"a,b\n1,2\n")] {
            assert_eq!(unpack(packed, &Limits::default()).expect("sound"), b"a,b\n1,2\n");
        }
    }

    #[test]
    fn several_streams_in_one_file_are_all_read() {
        let mut both = gz(b"a\n");
        both.extend(gz(b"b\n"));
        assert_eq!(unpack(both, &Limits::default()).expect("sound"), b"a\nb\n");
    }

    #[test]
    fn a_cut_archive_gives_nothing() {
        for mut packed in [gz(&[b'x'; 5000]), xz(&[b'x'; 5000])] {
            packed.truncate(packed.len() - 9);
            assert!(matches!(unpack(packed, &Limits::default()), Err(Error::Packing(_))));
        }
    }

    #[test]
    fn a_bomb_is_stopped_by_its_ratio() {
        let bomb = gz(&vec![0; 40 << 20]);
        assert!(matches!(unpack(bomb, &Limits::default()), Err(Error::Bomb { .. })));
    }

    #[test]
    fn a_small_file_of_equal_rows_is_no_bomb() {
        let rows = b"same,row\n".repeat(1 << 20);
        assert_eq!(unpack(xz(&rows), &Limits::default()).expect("sound").len(), rows.len());
    }

    #[test]
    fn the_limit_holds_for_the_unpacked_size() {
        let limits = Limits { unpacked_bytes: 1000, ..Limits::default() };
        assert!(matches!(unpack(gz(&[b'x'; 5000]), &limits), Err(Error::TooLarge { limit: 1000, .. })));
    }

    #[test]
    fn a_workbook_is_named_as_one() {
        assert!(matches!(unpack(b"PK\x03\x04rest".to_vec(), &Limits::default()), Err(Error::NotText(_))));
    }
}
