//! What vectors say of all guests is what is said of each guest alone, one cell at a time. Only a browser has them.

use innkeeper_domain::Date;
use innkeeper_segment::{About, Bits, Guest, Held, Plan, Question, Table, check, parse};
use wasm_bindgen_test::wasm_bindgen_test;

/// Not a multiple of 64.
const GUESTS: usize = 1_500;
const COUNTRIES: [&str; 8] = ["AT", "CH", "CN", "DE", "ES", "FR", "PT", "US"];

/// Numbers that look thrown.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most) as i64
    }

    /// Narrow, wider, widest: cells of one byte, two and four.
    fn number(&mut self, field: &str) -> i64 {
        match field {
            "nights" => self.below(255),
            "stay_count" => self.below(60_000),
            _ => self.below(4_000_000_000),
        }
    }
}

struct Someone {
    numbers: [Option<i64>; 3],
    country: Option<&'static str>,
}

const NUMBERS: [&str; 3] = ["nights", "stay_count", "spend"];

impl Guest for Someone {
    fn held(&self, question: &Question) -> Held<'_> {
        if question.name == "country" {
            return self.country.map_or(Held::Missing, Held::text);
        }
        let number = NUMBERS.iter().position(|name| *name == question.name).and_then(|at| self.numbers[at]);
        number.map_or(Held::Missing, Held::Number)
    }

    fn count(&self, _: About) -> usize {
        0
    }

    fn held_by(&self, _: About, _: usize, _: &Question) -> Held<'_> {
        Held::Missing
    }

    fn is_stay(&self, _: usize) -> bool {
        false
    }
}

#[wasm_bindgen_test]
fn vectors_find_the_guests_that_single_cells_find() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut table = Table::default();
    for row in 0..GUESTS {
        let numbers = NUMBERS.map(|field| (dice.below(10) > 0).then(|| dice.number(field)));
        let country = (dice.below(10) > 0).then(|| COUNTRIES[dice.below(8) as usize]);
        table.put(row, &Someone { numbers, country });
    }
    for round in 0..400 {
        let line = if round % 4 == 3 {
            let chosen: Vec<&str> = COUNTRIES.into_iter().filter(|_| dice.below(2) == 0).chain(["NO"]).collect();
            format!(r#"{{"field":"country","operator":"in","value":["{}"]}}"#, chosen.join("\",\""))
        } else {
            let field = NUMBERS[round % 4];
            let (a, b) = (dice.number(field), dice.number(field));
            format!(r#"{{"field":"{field}","operator":"between","value":[{},{}]}}"#, a.min(b), a.max(b))
        };
        agree(&line, &table);
    }
}

fn agree(line: &str, table: &Table) {
    let rule = parse(&format!(r#"{{"combinator":"and","rules":[{line}]}}"#)).expect("a rule");
    let (plan, problems): (Plan, _) = check(&rule, Date::new(2026, 12, 1).expect("a day"), &());
    assert!(problems.is_empty(), "{line}");
    let found = plan.scan(table);
    let mut alone = Bits::none(GUESTS);
    (0..GUESTS).for_each(|row| alone.set(row, plan.holds(&table.guest(row)) == Some(true)));
    assert_eq!(found.yes, alone, "{line}");
    assert_eq!(found.yes.count() as usize, found.yes.iter().count(), "{line}");
}
