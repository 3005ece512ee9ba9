//! A table of guests against asking one guest after the other.

use innkeeper_segment::{Bits, Leaves, Plan, Table, Truth, check, parse};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::guests::{Someone, cases, today};
use crate::naive::{rules, someone};

fn table_of(guests: &[Someone]) -> Table {
    let mut table = Table::default();
    for (row, guest) in guests.iter().enumerate() {
        table.put(row, guest);
    }
    table
}

/// The table says of each guest and each part what the guest says.
fn agrees(plan: &Plan, table: &Table, guests: &[Someone]) -> Result<(), TestCaseError> {
    let mut leaves = Leaves::default();
    let bound = leaves.bind(plan, table);
    let (whole, parts) = (plan.scan(table), leaves.scan_parts(plan, &bound, table));
    let mut truths = Vec::new();
    for (row, guest) in guests.iter().enumerate() {
        prop_assert_eq!(whole.truth(row), plan.holds(guest), "guest {}", row);
        prop_assert_eq!(plan.holds(&table.guest(row)), plan.holds(guest), "by itself, guest {}", row);
        plan.truths(guest, &mut truths);
        let of_table: Vec<Truth> = parts.iter().map(|part| part.truth(row)).collect();
        prop_assert_eq!(&of_table, &truths, "parts, guest {}", row);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn a_table_says_of_each_guest_what_the_guest_says(rule in rules(), guests in vec(someone(), 1..100)) {
        let (plan, problems) = check(&parse(&rule.to_string()).expect("a group"), today(), &());
        prop_assert_eq!(problems, []);
        agrees(&plan, &table_of(&guests), &guests)?;
    }

    #[test]
    fn a_table_that_was_changed_says_what_one_made_anew_says(
        rule in rules(),
        mut guests in vec(someone(), 1..20),
        changes in vec((any::<prop::sample::Index>(), someone()), 0..200),
    ) {
        let (plan, _) = check(&parse(&rule.to_string()).expect("a group"), today(), &());
        let mut table = table_of(&guests);
        for (at, guest) in changes {
            let row = at.index(guests.len() + 1);
            table.put(row, &guest);
            if row == guests.len() { guests.push(guest) } else { guests[row] = guest }
        }
        agrees(&plan, &table, &guests)?;
        table.compact();
        agrees(&plan, &table, &guests)?;
    }

    #[test]
    fn kept_lines_say_after_any_changes_what_asking_anew_says(
        rules in vec(rules(), 1..6),
        mut guests in vec(someone(), 0..20),
        changes in vec((any::<prop::sample::Index>(), someone()), 0..40),
        released in any::<prop::sample::Index>(),
    ) {
        let plans: Vec<Plan> = rules.iter().map(|rule| check(&parse(&rule.to_string()).expect("a group"), today(), &()).0).collect();
        let mut table = table_of(&guests);
        let mut leaves = Leaves::default();
        let mut bound: Vec<_> = plans.iter().map(|plan| leaves.bind(plan, &table)).collect();
        for (at, guest) in changes {
            let row = at.index(guests.len() + 1);
            let changed = table.put(row, &guest);
            if row == guests.len() { guests.push(guest) } else { guests[row] = guest }
            let before: Vec<_> = bound.iter().map(|bound| leaves.holds(bound, row)).collect();
            let touched = leaves.touch(&table, row, &changed);
            for ((plan, bound), before) in plans.iter().zip(&bound).zip(before) {
                prop_assert!(leaves.is_touched(bound, &touched) || leaves.holds(bound, row) == before);
                prop_assert_eq!(leaves.holds(bound, row), plan.holds(&guests[row]));
            }
        }
        leaves.release(&bound.swap_remove(released.index(plans.len())));
        for plan in &plans {
            let bound = leaves.bind(plan, &table);
            prop_assert_eq!(leaves.scan(&bound, &table), plan.scan(&table));
        }
    }

    #[test]
    fn a_set_of_rows_is_the_set_of_rows(rows in 1..200usize, a in vec(any::<bool>(), 200), b in vec(any::<bool>(), 200)) {
        let bits = |of: &[bool]| {
            let mut bits = Bits::none(rows);
            (0..rows).for_each(|row| bits.set(row, of[row]));
            bits
        };
        let rows_where = |is_in: &dyn Fn(usize) -> bool| (0..rows as u32).filter(|row| is_in(*row as usize)).collect::<Vec<_>>();
        let (left, right) = (bits(&a), bits(&b));
        let mut both = left.clone();
        both.keep(&right);
        prop_assert_eq!(both.iter().collect::<Vec<_>>(), rows_where(&|row| a[row] && b[row]));
        prop_assert_eq!(both.count(), left.count_with(&right));
        let mut either = left.clone();
        either.add(&right);
        prop_assert_eq!(either.iter().collect::<Vec<_>>(), rows_where(&|row| a[row] || b[row]));
        let mut rest = left.clone();
        rest.drop(&right);
        prop_assert_eq!(rest.count() as usize, rows_where(&|row| a[row] && !b[row]).len());
        prop_assert_eq!(left.clone().turned().count() + left.count(), rows as u32);
        prop_assert_eq!(Bits::every(rows), Bits::none(rows).turned());
    }
}
