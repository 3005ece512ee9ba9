//! The innermost loops: 64 cells against a range, a bit each; bytes against a list of bytes; bits counted. By 128-bit vectors where the program is
//! compiled for them, as the engine is, else one cell after the other.

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub(crate) use plain::{listed, ones};
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(crate) use vectors::{listed, ones};

/// Cells that are compared 64 at a time.
pub(crate) trait Cell: Copy {
    /// Which of them lie within `span` above the first, that one included; what is below it wraps round and does not.
    fn within(cells: &[Self; 64], first: Self, span: Self) -> u64;
}

/// Which of up to 64 cells are wanted.
pub(crate) fn each<T: Copy>(cells: &[T], mut wanted: impl FnMut(T) -> bool) -> u64 {
    cells.iter().enumerate().fold(0, |word, (at, cell)| word | u64::from(wanted(*cell)) << at)
}

/// Whether a byte is in a set of bytes.
fn is_listed(byte: u8, list: &[u64; 4]) -> bool {
    list[usize::from(byte / 64)] >> (byte % 64) & 1 == 1
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod plain {
    use super::{Cell, each, is_listed};

    macro_rules! cells {
        ($($cell:ty),*) => {$(
            impl Cell for $cell {
                fn within(cells: &[Self; 64], first: Self, span: Self) -> u64 {
                    each(cells, |cell| cell.wrapping_sub(first) <= span)
                }
            }
        )*};
    }
    cells!(u8, u16, u32);

    /// Adds which bytes are in a set of bytes.
    pub(crate) fn listed(cells: &[u8], list: &[u64; 4], words: &mut [u64]) {
        for (cells, word) in cells.chunks(64).zip(words) {
            *word |= each(cells, |cell| is_listed(cell, list));
        }
    }

    /// How many bits are set.
    pub(crate) fn ones(words: &[u64]) -> u32 {
        words.iter().map(|word| word.count_ones()).sum()
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod vectors {
    use core::arch::wasm32::{
        i8x16_bitmask, i8x16_narrow_i16x8, i8x16_shr, i16x8_narrow_i32x4, u8x16, u8x16_bitmask, u8x16_eq, u8x16_le, u8x16_popcnt,
        u8x16_shr, u8x16_splat, u8x16_sub, u8x16_swizzle, u16x8, u16x8_extadd_pairwise_u8x16, u16x8_le, u16x8_splat, u16x8_sub, u32x4,
        u32x4_add, u32x4_extadd_pairwise_u16x8, u32x4_extract_lane, u32x4_le, u32x4_splat, u32x4_sub, u64x2, v128, v128_and,
        v128_bitselect,
    };

    use super::{Cell, each, is_listed};

    /// Of four times sixteen.
    fn word(sixteen: impl Fn(usize) -> u16) -> u64 {
        (0..4).fold(0, |word, at| word | u64::from(sixteen(at)) << (16 * at))
    }

    /// The sixteen bytes from a multiple of sixteen on.
    fn bytes(cells: &[u8], at: usize) -> v128 {
        let (halves, _) = cells.as_chunks::<8>();
        u64x2(u64::from_le_bytes(halves[2 * at]), u64::from_le_bytes(halves[2 * at + 1]))
    }

    impl Cell for u8 {
        #[inline]
        fn within(cells: &[Self; 64], first: Self, span: Self) -> u64 {
            let (first, span) = (u8x16_splat(first), u8x16_splat(span));
            word(|at| u8x16_bitmask(u8x16_le(u8x16_sub(bytes(cells, at), first), span)))
        }
    }

    // Of wider cells the compiler makes one load by itself.
    impl Cell for u16 {
        #[inline]
        fn within(cells: &[Self; 64], first: Self, span: Self) -> u64 {
            let (first, span) = (u16x8_splat(first), u16x8_splat(span));
            let eight = |at: usize| {
                let c = &cells[8 * at..8 * at + 8];
                u16x8_le(u16x8_sub(u16x8(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]), first), span)
            };
            word(|at| i8x16_bitmask(i8x16_narrow_i16x8(eight(2 * at), eight(2 * at + 1))))
        }
    }

    impl Cell for u32 {
        #[inline]
        fn within(cells: &[Self; 64], first: Self, span: Self) -> u64 {
            let (first, span) = (u32x4_splat(first), u32x4_splat(span));
            let four = |at: usize| {
                let c = &cells[4 * at..4 * at + 4];
                u32x4_le(u32x4_sub(u32x4(c[0], c[1], c[2], c[3]), first), span)
            };
            let eight = |at: usize| i16x8_narrow_i32x4(four(2 * at), four(2 * at + 1));
            word(|at| i8x16_bitmask(i8x16_narrow_i16x8(eight(2 * at), eight(2 * at + 1))))
        }
    }

    /// Adds which bytes are in a set of bytes. The low half of a byte finds a bit for each of eight high halves, the high half one of these.
    pub(crate) fn listed(cells: &[u8], list: &[u64; 4], words: &mut [u64]) {
        let halves = |from: u8| -> [u8; 16] {
            core::array::from_fn(|low| {
                (0..8).fold(0, |bits, high| bits | u8::from(is_listed((from + high) << 4 | low as u8, list)) << high)
            })
        };
        let (low_rows, high_rows) = (bytes(&halves(0), 0), bytes(&halves(8), 0));
        let bit_of = u8x16(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128);
        let sixteen = |bytes: v128| {
            let low = v128_and(bytes, u8x16_splat(15));
            let rows = v128_bitselect(u8x16_swizzle(high_rows, low), u8x16_swizzle(low_rows, low), i8x16_shr(bytes, 7));
            let bit = u8x16_swizzle(bit_of, u8x16_shr(bytes, 4));
            u8x16_bitmask(u8x16_eq(v128_and(rows, bit), bit))
        };
        let (whole, rest) = cells.as_chunks::<64>();
        for (cells, added) in whole.iter().zip(words.iter_mut()) {
            *added |= word(|at| sixteen(bytes(cells, at)));
        }
        if let Some(last) = words.get_mut(whole.len()) {
            *last |= each(rest, |cell| is_listed(cell, list));
        }
    }

    /// How many bits are set.
    pub(crate) fn ones(words: &[u64]) -> u32 {
        let (pairs, rest) = words.as_chunks::<2>();
        let sums = pairs.iter().fold(u32x4_splat(0), |sums, pair| {
            let of_bytes = u8x16_popcnt(u64x2(pair[0], pair[1]));
            u32x4_add(sums, u32x4_extadd_pairwise_u16x8(u16x8_extadd_pairwise_u8x16(of_bytes)))
        });
        let lanes =
            u32x4_extract_lane::<0>(sums) + u32x4_extract_lane::<1>(sums) + u32x4_extract_lane::<2>(sums) + u32x4_extract_lane::<3>(sums);
        lanes + rest.iter().map(|word| word.count_ones()).sum::<u32>()
    }
}
