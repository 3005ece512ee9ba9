//! Values one after the other in a file, each behind its length: the form of the rescue file.
//!
//! A length is four bytes, little endian, and never 0. A write that was cut short leaves a torn tail; it is not read, and the next write goes over it.

/// A value with its length in front.
#[must_use]
pub fn frame(value: &[u8]) -> Vec<u8> {
    let length = u32::try_from(value.len()).expect("a value is far below 4 GiB");
    let mut framed = Vec::with_capacity(value.len() + 4);
    framed.extend(length.to_le_bytes());
    framed.extend(value);
    framed
}

/// The whole values of a file in order, and how many bytes of it they take.
#[must_use]
pub fn whole(file: &[u8]) -> (Vec<Vec<u8>>, usize) {
    let mut values = Vec::new();
    let mut at = 0;
    while let Some((length, rest)) = file[at..].split_first_chunk::<4>() {
        let length = u32::from_le_bytes(*length) as usize;
        // Blocks of a file that were never written read as zeros.
        let Some(value) = rest.get(..length).filter(|value| !value.is_empty()) else { break };
        values.push(value.to_vec());
        at += 4 + length;
    }
    (values, at)
}

#[cfg(test)]
mod tests {
    use super::{frame, whole};

    fn two() -> Vec<u8> {
        [frame(b"one"), frame(b"second")].concat()
    }

    #[test]
    fn whole_values_are_read_in_order() {
        assert_eq!(whole(&two()), (vec![b"one".to_vec(), b"second".to_vec()], 17));
    }

    #[test]
    fn a_torn_tail_is_not_read() {
        for cut in 8..17 {
            assert_eq!(whole(&two()[..cut]), (vec![b"one".to_vec()], 7), "cut at {cut}");
        }
    }

    #[test]
    fn zeros_end_the_file() {
        let file = [two(), vec![0; 64]].concat();
        assert_eq!(whole(&file).1, 17);
    }
}
