//! The bench's questions without a browser, each in a function of its own: for a profile, or for counting instructions.
//!
//!     questions [GUESTS [ROUNDS [QUESTION]]]

use innkeeper_segment_bench::House;

/// 30 June 2026, in days since 1970.
const TODAY: i32 = 20_634;
const COUNTRIES: u32 = 60;
const LANGUAGES: u32 = 20;
const SURNAMES: u32 = 12_000;

/// A number from a seed, and the next seed.
struct Dice(u32);

impl Dice {
    fn below(&mut self, end: u32) -> i32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9);
        let mut number = (self.0 ^ self.0 >> 16).wrapping_mul(0x21f0_aaad);
        number = (number ^ number >> 15).wrapping_mul(0x735a_2d97);
        ((number ^ number >> 15) % end) as i32
    }

    /// The lower, the more often.
    fn low(&mut self, end: u32) -> i32 {
        let below = self.below(end) as u32 + 1;
        self.below(below)
    }
}

fn words(word: &str, count: u32) -> String {
    (0..count).flat_map(|at| [format!("{word}{at}"), "\n".to_owned()]).collect()
}

/// A guest and their stays, as [`House::put`] takes them.
fn guest(dice: &mut Dice) -> (Vec<i32>, Vec<i32>) {
    let count = 1 + dice.low(9);
    let (mut stays, mut last, mut nights, mut spend) = (Vec::new(), -1, 0, 0);
    for _ in 0..count {
        let status = [1, 1, 1, 1, 1, 1, 1, 2, 3, 0][dice.below(10) as usize];
        let arrival = if status == 0 { TODAY + 1 + dice.below(200) } else { TODAY - dice.low(2900) };
        let (long, total) = (1 + dice.low(12), 5000 + dice.low(150_000));
        stays.extend([arrival, long, total, status, dice.below(40), dice.below(10), dice.below(12)]);
        if status == 1 {
            (last, nights, spend) = (last.max(arrival), nights + long, spend + total);
        }
    }
    let tags = [dice.below(1 << 8) & dice.below(1 << 8), dice.below(1 << 4) & dice.below(1 << 4)];
    let own =
        [dice.low(SURNAMES), dice.below(90), dice.low(COUNTRIES), dice.low(LANGUAGES), TODAY - 8000 - dice.below(20_000), dice.below(3)];
    let mut own = own.to_vec();
    own.extend([dice.low(5), i32::from(dice.below(20) == 0), dice.below(2), nights, count, spend, last]);
    own.extend([dice.below(12), tags[0], tags[1], dice.below(10), dice.low(2000), count]);
    (own, stays)
}

fn line(field: &str, operator: &str, value: &str) -> String {
    format!(r#"{{"field":"{field}","operator":"{operator}","value":{value}}}"#)
}

fn group(word: &str, parts: &[String]) -> String {
    format!(r#"{{"combinator":"{word}","rules":[{}]}}"#, parts.join(","))
}

/// At least so many stays in so many days, with a total over an amount.
fn staying(days: u32, count: u32, total: u32) -> [String; 2] {
    let place = group("and", &[line("arrival", "=", &format!(r#"{{"relative":"-P{days}D","includeToday":true}}"#))]);
    let many = format!(r#"{{"field":"stays","operator":"=","match":{{"mode":"atLeast","threshold":{count}}},"value":{place}}}"#);
    let sum = format!(r#"{{"field":"stays","aggregate":"sum","of":"total","where":{place},"operator":">","value":{total}}}"#);
    [many, sum]
}

/// Fifty rules of two to five lines, every fifth with a number of stays and a total.
fn saved(dice: &mut Dice) -> Vec<String> {
    let mut leaf = |at: usize| match (at + dice.below(9) as usize) % 9 {
        0 => line("country", "=", &format!(r#""c{}""#, dice.below(25))),
        1 => line("country", "in", &format!(r#"["c{}","c{}","c{}"]"#, dice.below(10), 10 + dice.below(10), 20 + dice.below(10))),
        2 => line("language", "=", &format!(r#""l{}""#, dice.below(8))),
        3 => line("light", "=", r#""yes""#),
        4 => line("spend", ">", &(50_000 * (1 + dice.below(12))).to_string()),
        5 => line("nights", ">=", &(2 + dice.below(20)).to_string()),
        6 => line("last_stay", ">=", &format!(r#"{{"relative":"-P{}D"}}"#, 30 * (1 + dice.below(36)))),
        7 => line("tags", "in", &format!(r#"["t{}","t{}"]"#, dice.below(8), dice.below(12))),
        _ => line("stay_count", ">=", &(2 + dice.below(6)).to_string()),
    };
    let mut rules = Vec::new();
    for at in 0..50 {
        let mut parts: Vec<String> = (0..2 + at % 3).map(&mut leaf).collect();
        if at % 5 == 4 {
            parts = vec![group("or", &parts)];
            parts.extend(staying([180, 365, 730, 1095, 365][at / 5 % 5], 1 + at as u32 % 3, 40_000 * (1 + at as u32 % 5)));
        }
        rules.push(group(if at % 4 == 3 { "or" } else { "and" }, &parts));
    }
    rules
}

/// A house, and what is asked of it.
struct Asked {
    house: House,
    rules: Vec<usize>,
    saved: Vec<usize>,
    changes: Vec<(Vec<i32>, Vec<i32>)>,
    guests: usize,
}

macro_rules! questions {
    ($($name:ident($asked:ident) $answer:expr;)*) => {
        $(#[inline(never)]
        fn $name($asked: &mut Asked) -> u32 {
            $answer
        })*

        const QUESTIONS: &[(&str, fn(&mut Asked) -> u32)] = &[$((stringify!($name), $name)),*];
    };
}

questions! {
    s1(asked) asked.house.count(asked.rules[0]);
    s2(asked) asked.house.count(asked.rules[1]);
    s3(asked) asked.house.count(asked.rules[2]);
    s4(asked) asked.house.count(asked.rules[3]);
    s5(asked) asked.house.fifths(0)[124];
    s6(asked) asked.house.by_country(asked.rules[4])[0];
    s7(asked) asked.house.beginning("n12", 20)[0];
    s9(asked) asked.house.counts(&asked.saved).iter().sum();
    s8(asked) {
        asked.changes.rotate_left(1);
        let (own, stays) = &asked.changes[0];
        asked.house.change(asked.guests / 2, own, stays)[0]
    };
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = |usual: usize| arguments.next().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (guests, rounds) = (number(20_000), number(1));
    let only = std::env::args().nth(3);
    let lists = [("n", SURNAMES), ("g", 90), ("c", COUNTRIES), ("l", LANGUAGES), ("t", 48), ("w", 10), ("r", 12), ("p", 2000), ("h", 40)];
    let lists = lists.map(|(word, count)| words(word, count)).to_vec();
    let mut house = House::new(TODAY, lists, guests, 5 * guests);
    let mut dice = Dice(1);
    for row in 0..guests {
        let (own, stays) = guest(&mut dice);
        house.put(row, &own, &stays);
    }
    let [many, sum] = staying(365, 2, 100_000);
    let light = line("light", "=", r#""yes""#);
    let texts = [
        group("and", &[line("country", "=", r#""c0""#), line("last_stay", ">=", r#"{"relative":"-P1Y"}"#)]),
        group(
            "and",
            &[
                group("or", &[line("country", "in", r#"["c0","c6","c5"]"#), line("language", "=", r#""l0""#)]),
                light.clone(),
                group("or", &[line("spend", ">", "300000"), group("and", &[line("nights", ">=", "8"), line("vip", "null", "null")])]),
            ],
        ),
        group(
            "and",
            &[line("tags", "in", r#"["t0","t5"]"#), line("tags", "notIn", r#"["t3","t9"]"#), line("country", "in", r#"["c0","c1","c7"]"#)],
        ),
        group("and", &[many, sum, light]),
        group("and", &[line("last_stay", ">=", r#"{"relative":"-P2Y"}"#)]),
    ];
    let rules = texts.iter().map(|rule| house.rule(rule).expect("a rule")).collect();
    let saved: Vec<usize> = saved(&mut dice).iter().map(|rule| house.rule(rule).expect("a rule")).collect();
    house.keep(&saved);
    // There and back: a flag, a day, an amount and a stage.
    let (own, stays) = guest(&mut dice);
    let mut other = own.clone();
    (other[7], other[12], other[11], other[6]) = (1 - own[7], TODAY - 60, own[11] + 40_000, (own[6] + 1) % 5);
    let changes = vec![(own, stays.clone()), (other, stays)];
    let mut asked = Asked { house, rules, saved, changes, guests };
    for (name, question) in QUESTIONS.iter().filter(|(name, _)| only.as_deref().is_none_or(|only| only == *name)) {
        let start = std::time::Instant::now();
        let answer = (0..rounds).fold(0, |_, _| question(&mut asked));
        println!("{name} {answer} {:?}", start.elapsed() / rounds.max(1) as u32);
    }
}
