//! The envelope every stored value travels in: `version ‖ key id ‖ nonce ‖ payload`.
//!
//! Key id 0 means not sealed: the nonce is absent and the payload is plain. What a browser stores is sealed under keys of the engine's; this module
//! knows the envelope and no key.

use thiserror::Error;

const VERSION: u8 = 1;

/// Key id of a value that is not sealed.
pub const NOT_SEALED: u32 = 0;

/// An envelope that cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SealedError {
    /// Too short to be one.
    #[error("the stored value is damaged")]
    Damaged,
    /// Written by a newer build.
    #[error("envelope version {0} is not known to this build")]
    Version(u8),
    /// Sealed under a key this build has no way to use.
    #[error("the value is sealed under key {0}")]
    Key(u32),
}

/// Puts a payload into an envelope under key id 0.
#[must_use]
pub fn wrap(payload: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(payload.len() + HEAD);
    out.extend_from_slice(&head(NOT_SEALED));
    out.extend_from_slice(payload);
    out
}

/// Bytes before the nonce, or before the payload of a value that is not sealed.
pub const HEAD: usize = 5;

/// The head of an envelope under this key.
#[must_use]
pub fn head(key: u32) -> [u8; HEAD] {
    let [a, b, c, d] = key.to_be_bytes();
    [VERSION, a, b, c, d]
}

/// The key an envelope is sealed under.
///
/// # Errors
/// When it is none, or of a newer build.
pub fn key_id(envelope: &[u8]) -> Result<u32, SealedError> {
    let (head, _) = envelope.split_first_chunk::<HEAD>().ok_or(SealedError::Damaged)?;
    let [version, key @ ..] = *head;
    if version == VERSION { Ok(u32::from_be_bytes(key)) } else { Err(SealedError::Version(version)) }
}

/// The payload of an envelope under key id 0.
///
/// # Errors
/// [`SealedError`] names what stands in the way.
pub fn open(envelope: &[u8]) -> Result<&[u8], SealedError> {
    let key = key_id(envelope)?;
    if key == NOT_SEALED { Ok(&envelope[HEAD..]) } else { Err(SealedError::Key(key)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrapped_comes_out() {
        assert_eq!(open(&wrap(b"Li Xiaoming")), Ok(&b"Li Xiaoming"[..]));
    }

    #[test]
    fn another_key_is_named_not_called_damage() {
        assert_eq!(open(&[1, 0, 0, 0, 7, 1, 2]), Err(SealedError::Key(7)));
        assert_eq!(open(&[9, 0, 0, 0, 0]), Err(SealedError::Version(9)));
        assert_eq!(open(&[1, 0]), Err(SealedError::Damaged));
    }
}
