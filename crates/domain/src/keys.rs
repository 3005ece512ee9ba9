//! Every key of the text catalogue that this crate asks for, so that a test can prove that each has a text.

use crate::access::Role;
use crate::consent::{ConsentLight, Standing};
use crate::field::{Entity, FieldKind, fields};
use crate::problem;

/// Keys of labels: entities, fields, codes of fields, roles, consent standings and lights.
pub fn all_label_keys() -> Vec<String> {
    let mut keys = Vec::new();
    for entity in Entity::ALL {
        keys.push(entity.label());
        for field in fields(*entity) {
            keys.push(field.label.to_owned());
            if let FieldKind::Code(codes) = field.kind {
                keys.extend(codes.iter().map(|code| field.code_label(code)));
            }
        }
    }
    keys.extend(Role::ALL.iter().map(|role| role.label()));
    keys.extend(Standing::ALL.iter().map(|standing| standing.label()));
    keys.extend(ConsentLight::ALL.iter().map(|light| light.label()));
    keys
}

/// Keys of the sentences of [`crate::Problem`].
pub fn all_problem_keys() -> &'static [&'static str] {
    problem::CODES
}
