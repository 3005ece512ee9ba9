//! Every word a rule is told in is in the catalogue.

use innkeeper_segment::{About, Function, Mode, Operator, Unit, fields};
use innkeeper_texts::Key;

fn assert_known(id: &str) {
    assert!(Key::from_id(id).is_some(), "{id} is not in the catalogue");
}

#[test]
fn every_field_and_code_has_a_label() {
    for about in [About::Guest, About::Stay, About::Consent, About::Interaction] {
        for question in fields(about) {
            assert_known(question.label);
            for code in question.codes() {
                assert_known(&question.code_label(code));
            }
        }
    }
}

#[test]
fn every_operator_has_words_for_every_field_it_goes_with() {
    for question in fields(About::Guest).chain(fields(About::Stay)).chain(fields(About::Consent)) {
        for operator in question.operators() {
            assert_known(operator.label(question.kind, false));
            assert_known(operator.label(question.kind, true));
        }
    }
}

#[test]
fn every_function_has_words_for_every_field_it_makes_something_of() {
    for question in fields(About::Stay) {
        for function in Function::ALL.iter().filter(|function| function.comes_to(question.kind).is_some()) {
            assert_known(function.label(question.kind));
        }
    }
}

#[test]
fn every_mode_and_unit_has_words() {
    for mode in Mode::ALL {
        assert_known(mode.label());
    }
    for unit in Unit::ALL {
        assert_known(unit.label());
    }
}

#[test]
fn operators_are_found_by_their_names() {
    for operator in Operator::ALL {
        assert_eq!(Operator::of(operator.name()), Some(*operator));
    }
}
