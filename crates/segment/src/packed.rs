//! Long lists of numbers as stored: one piece of bytes, so that a hundred thousand are read with one copy and not number by number.
//! For `#[serde(with = "packed")]`.

use std::fmt;
use std::marker::PhantomData;

use innkeeper_domain::Uuid;
use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

/// What has a fixed number of bytes, the lowest first.
pub trait Packed: Sized {
    /// How many.
    const BYTES: usize;

    /// Adds its bytes.
    fn pack(&self, into: &mut Vec<u8>);

    /// Of so many bytes.
    fn unpack(bytes: &[u8]) -> Self;
}

macro_rules! packed {
    ($($number:ty),*) => {$(
        impl Packed for $number {
            const BYTES: usize = size_of::<Self>();

            fn pack(&self, into: &mut Vec<u8>) {
                into.extend_from_slice(&self.to_le_bytes());
            }

            fn unpack(bytes: &[u8]) -> Self {
                let mut own = [0; Self::BITS as usize / 8];
                own.copy_from_slice(bytes);
                Self::from_le_bytes(own)
            }
        }
    )*};
}
packed!(u8, u16, u32, u64, i64);

impl Packed for (u32, u32) {
    const BYTES: usize = 8;

    fn pack(&self, into: &mut Vec<u8>) {
        self.0.pack(into);
        self.1.pack(into);
    }

    fn unpack(bytes: &[u8]) -> Self {
        let (one, other) = bytes.split_at(4);
        (u32::unpack(one), u32::unpack(other))
    }
}

impl Packed for Uuid {
    const BYTES: usize = 16;

    fn pack(&self, into: &mut Vec<u8>) {
        into.extend_from_slice(self.as_bytes());
    }

    fn unpack(bytes: &[u8]) -> Self {
        Self::from_slice(bytes).unwrap_or_default()
    }
}

/// Writes a list as bytes.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<T: Packed, S: Serializer>(list: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::with_capacity(list.len() * T::BYTES);
    list.iter().for_each(|item| item.pack(&mut bytes));
    serializer.serialize_bytes(&bytes)
}

/// Reads one back.
///
/// # Errors
/// When it is not bytes, or not a whole number of items.
pub fn deserialize<'de, T: Packed, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_bytes(Items(PhantomData))
}

struct Items<T>(PhantomData<T>);

impl<T: Packed> Visitor<'_> for Items<T> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "items of {} bytes each", T::BYTES)
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<T>, E> {
        let items = bytes.chunks_exact(T::BYTES);
        if items.remainder().is_empty() { Ok(items.map(T::unpack).collect()) } else { Err(E::invalid_length(bytes.len(), &self)) }
    }
}

#[cfg(test)]
mod tests {
    use innkeeper_domain::Uuid;
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Lists {
        #[serde(with = "super")]
        bytes: Vec<u8>,
        #[serde(with = "super")]
        pairs: Vec<(u32, u32)>,
        #[serde(with = "super")]
        wide: Vec<i64>,
        #[serde(with = "super")]
        ids: Vec<Uuid>,
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_back(bytes: Vec<u8>, pairs: Vec<(u32, u32)>, wide: Vec<i64>, ids: Vec<u128>) {
            let lists = Lists { bytes, pairs, wide, ids: ids.into_iter().map(Uuid::from_u128).collect() };
            let stored = postcard::to_allocvec(&lists).expect("a vector takes every byte");
            prop_assert_eq!(postcard::from_bytes::<Lists>(&stored).ok(), Some(lists));
        }
    }

    #[test]
    fn half_a_number_is_refused() {
        #[derive(Debug, Deserialize)]
        struct Numbers {
            #[serde(with = "super")]
            _numbers: Vec<u32>,
        }
        let stored = postcard::to_allocvec(&(5_u8, [1_u8; 5])).expect("a vector takes every byte");
        assert!(postcard::from_bytes::<Numbers>(&stored).is_err());
    }
}
