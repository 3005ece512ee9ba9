//! Repeatable chance: the demo hotel is the same wherever it is made.

/// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The sequence that begins with this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `end`, `end` left out.
    pub fn below(&mut self, end: u32) -> u32 {
        let wide = u64::from(end) * (self.bits() >> 32);
        u32::try_from(wide >> 32).unwrap_or(0)
    }

    /// A number from `first` to `last`, both included.
    pub fn between(&mut self, first: i32, last: i32) -> i32 {
        let span = last.abs_diff(first) + 1;
        first.saturating_add_unsigned(self.below(span))
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, share: u32) -> bool {
        self.below(100) < share
    }

    /// One of several.
    ///
    /// # Panics
    /// Of nothing there is none to pick; every table of the demo has members.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(u32::try_from(all.len()).expect("tables are short")) as usize]
    }

    /// One of several by weight.
    ///
    /// # Panics
    /// As [`Chance::pick`].
    pub fn weighted<'a, T>(&mut self, all: &'a [(u32, T)]) -> &'a T {
        let mut at = self.below(all.iter().map(|(weight, _)| weight).sum());
        let found = all.iter().find(|(weight, _)| match at.checked_sub(*weight) {
            Some(rest) => {
                at = rest;
                false
            }
            None => true,
        });
        &found.expect("the number is below the sum of the weights").1
    }

    /// A version 7 UUID of this sequence.
    pub fn uuid(&mut self, ms: u64) -> uuid::Uuid {
        let mut bytes = [0; 10];
        bytes[..8].copy_from_slice(&self.bits().to_be_bytes());
        bytes[8..].copy_from_slice(&self.bits().to_be_bytes()[..2]);
        uuid::Builder::from_unix_timestamp_millis(ms, &bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_sequence() {
        let sequence = |seed| (0..5).map(|_| 0).scan(Chance::new(seed), |chance, _| Some(chance.bits())).collect::<Vec<_>>();
        assert_eq!(sequence(7), sequence(7));
        assert_ne!(sequence(7), sequence(8));
    }

    #[test]
    fn weights_decide_the_shares() {
        let mut chance = Chance::new(1);
        let all = [(1, 'a'), (0, 'b'), (3, 'c')];
        let drawn: Vec<char> = (0..4_000).map(|_| *chance.weighted(&all)).collect();
        let share = |letter| drawn.iter().filter(|drawn| **drawn == letter).count();
        assert_eq!(share('b'), 0);
        assert!((900..1_100).contains(&share('a')), "{}", share('a'));
    }

    #[test]
    fn bounds_are_kept() {
        let mut chance = Chance::new(2);
        assert!((0..1_000).all(|_| (-3..=3).contains(&chance.between(-3, 3))));
    }
}
