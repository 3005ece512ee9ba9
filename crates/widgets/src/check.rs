//! What a form still needs. The server looks again and knows more; this is for answers without a journey.

use crate::words;
use alloc::string::String;
use alloc::vec::Vec;

/// The fields, in the order of the form.
pub const FIELDS: [&str; 6] = ["name", "email", "phone", "arrive", "leave", "message"];

/// What is missing: the field's place in [`FIELDS`], and the line that says it. `values` are those of the fields, trimmed.
pub fn needs(values: &[String; 6]) -> Vec<(usize, usize)> {
    let [name, email, phone, arrive, leave, message] = values;
    let mut needs = Vec::new();
    if name.is_empty() {
        needs.push((0, words::NEED_NAME));
    }
    if email.is_empty() && phone.is_empty() {
        needs.push((1, words::NEED_CONTACT));
    } else if !email.is_empty() && !is_address(email) {
        needs.push((1, words::NEED_EMAIL));
    }
    if !phone.is_empty() && phone.bytes().filter(u8::is_ascii_digit).count() < 6 {
        needs.push((2, words::NEED_PHONE));
    }
    // Days as `2027-06-12` are in the order of their letters.
    if !arrive.is_empty() && !leave.is_empty() && leave <= arrive {
        needs.push((4, words::NEED_DATES));
    }
    if message.is_empty() {
        needs.push((5, words::NEED_MESSAGE));
    }
    needs
}

/// Something before the one `@`, and a point inside what is after it.
fn is_address(text: &str) -> bool {
    let (mut at, mut point, mut before) = (false, false, b'@');
    for letter in text.bytes() {
        match letter {
            b' ' => return false,
            b'@' if at || before == b'@' => return false,
            b'@' => at = true,
            b'.' if at && matches!(before, b'@' | b'.') => return false,
            b'.' => point = at,
            _ => {}
        }
        before = letter;
    }
    at && point && before != b'.'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: [&str; 6]) -> Vec<usize> {
        needs(&values.map(str::to_owned)).into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn a_name_a_way_to_answer_and_a_question_are_enough() {
        assert!(of(["Nuria", "nuria@example.com", "", "", "", "Hello"]).is_empty());
        assert!(of(["Nuria", "", "+34 972 258", "2027-06-12", "2027-06-13", "Hello"]).is_empty());
    }

    #[test]
    fn what_is_missing_is_said_in_the_order_of_the_form() {
        assert_eq!(of(["", "", "", "", "", ""]), [0, 1, 5]);
        assert_eq!(of(["N", "", "12345", "2027-06-12", "2027-06-12", "Hello"]), [2, 4]);
    }

    #[test]
    fn an_address_has_something_on_both_sides() {
        for bad in ["nuria", "nuria@", "@example.com", "nuria@example", "nuria@.com", "nuria@example.", "a b@example.com", "a@b@c.example"]
        {
            assert_eq!(of(["N", bad, "", "", "", "Hello"]), [1], "{bad}");
        }
    }
}
