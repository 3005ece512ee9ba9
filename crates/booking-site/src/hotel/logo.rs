//! The hotel's logo: which files are taken.

use imagesize::ImageType;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::hex;
use crate::store::picture::Picture;

/// Most bytes of the file: it comes before everything else on every page.
pub const LOGO_BYTES: usize = 256 * 1024;
/// Most pixels on a side.
const SIDE_MAX: usize = 4_000;

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum NoLogo {
    /// Neither PNG nor JPEG nor WebP: what else a browser shows may have a program in it.
    #[error("the file is no PNG, JPEG or WebP picture")]
    Kind,
    /// None, or more pixels than anybody can see.
    #[error("the picture has no pixels, or more than {SIDE_MAX} on a side")]
    Side,
}

/// The picture of a file. Its kind is read from its bytes, not from what somebody says of them.
///
/// # Errors
/// [`NoLogo`].
pub fn read(bytes: Vec<u8>) -> Result<Picture, NoLogo> {
    let kind = match imagesize::image_type(&bytes) {
        Ok(ImageType::Png) => "image/png",
        Ok(ImageType::Jpeg) => "image/jpeg",
        Ok(ImageType::Webp) => "image/webp",
        _ => return Err(NoLogo::Kind),
    };
    let size = imagesize::blob_size(&bytes).map_err(|_| NoLogo::Kind)?;
    let side = |pixels: usize| u32::try_from(pixels).ok().filter(|_| (1..=SIDE_MAX).contains(&pixels)).ok_or(NoLogo::Side);
    let hash = hex::encode(&Sha256::digest(&bytes)[..8]);
    Ok(Picture { kind: kind.to_owned(), width: side(size.width)?, height: side(size.height)?, hash, bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The head of a PNG of this size.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
        bytes
    }

    #[test]
    fn a_picture_says_its_size_and_is_told_from_another() {
        let logo = read(png(240, 80)).expect("a picture");
        assert_eq!((logo.kind.as_str(), logo.width, logo.height), ("image/png", 240, 80));
        assert_ne!(logo.hash, read(png(241, 80)).expect("a picture").hash);
    }

    #[test]
    fn a_drawing_that_may_have_a_program_in_it_is_no_logo() {
        for file in [&b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"[..], b"GIF89a", b"", b"\x89PNG"] {
            assert_eq!(read(file.to_vec()), Err(NoLogo::Kind), "{file:?}");
        }
    }

    #[test]
    fn a_picture_without_pixels_or_with_far_too_many_is_no_logo() {
        assert_eq!(read(png(0, 80)), Err(NoLogo::Side));
        assert_eq!(read(png(80, 40_000)), Err(NoLogo::Side));
    }
}
