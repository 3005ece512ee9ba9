//! The envelope every stored value travels in: `version ‖ key id ‖ nonce ‖ payload`.
//!
//! Key id 0 means not sealed: the nonce is absent and the payload is plain. It is the only key id until encryption at rest is built; readers
//! of today refuse the others by name, so that a later build's data is never taken for damage.

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
    out.push(VERSION);
    out.extend_from_slice(&NOT_SEALED.to_be_bytes());
    out.extend_from_slice(payload);
    out
}

const HEAD: usize = 5;

/// The payload of an envelope under key id 0.
///
/// # Errors
/// [`SealedError`] names what stands in the way.
pub fn open(envelope: &[u8]) -> Result<&[u8], SealedError> {
    let (head, payload) = envelope.split_at_checked(HEAD).ok_or(SealedError::Damaged)?;
    if head[0] != VERSION {
        return Err(SealedError::Version(head[0]));
    }
    let key = u32::from_be_bytes([head[1], head[2], head[3], head[4]]);
    if key == NOT_SEALED { Ok(payload) } else { Err(SealedError::Key(key)) }
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
