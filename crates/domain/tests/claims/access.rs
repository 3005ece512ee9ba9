//! Who may do what.

use innkeeper_domain::access::{self, Grant, Right, Role, Roles, grant};
use innkeeper_domain::loyalty_line::PointsReason;
use innkeeper_domain::{Class, ClassSet, Entity};

fn roles_that(may: impl Fn(Roles) -> bool) -> Vec<&'static str> {
    Role::ALL.iter().filter(|role| may(Roles::from(**role))).map(|role| role.code()).collect()
}

/// Row by row, cell by cell.
#[test]
fn the_matrix_is_this() {
    let mut table = format!("{:18}", "");
    for role in Role::ALL {
        table.push_str(&format!("{role:20}"));
    }
    for right in Right::ALL {
        table.push_str(&format!("\n{right:18}"));
        for role in Role::ALL {
            table.push_str(&format!("{:20}", grant(*role, *right)));
        }
    }
    let table: Vec<&str> = table.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(table.join("\n"));
}

#[test]
fn each_role_reads_these_classes_of_these_records() {
    let mut table = String::new();
    for role in Role::ALL {
        for entity in Entity::ALL {
            let classes: Vec<&str> = access::readable_classes_of(Roles::from(*role), *entity).iter().map(Class::code).collect();
            table.push_str(&format!("{role:10}{entity:14}{}\n", classes.join(" ")));
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn only_roles_that_serve_persons_read_personal_data() {
    let person = |class| move |roles: Roles| access::readable_classes(roles).contains(class);
    for class in [Class::Personal, Class::Sensitive] {
        assert_eq!(roles_that(person(class)), ["sales", "service", "director", "privacy"]);
    }
}

#[test]
fn masked_rows_show_no_amount_and_pseudonymous_ones_do() {
    let financial = |role: Role| access::readable_classes(role.into()).contains(Class::Financial);
    assert!(financial(Role::Analyst));
    assert!(!financial(Role::Campaign));
}

#[test]
fn guest_files_are_written_by_sales_and_service() {
    for entity in [Entity::Guest, Entity::Stay, Entity::Interaction, Entity::Lead] {
        assert_eq!(roles_that(|roles| access::may_write(roles, entity)), ["sales", "service"], "{entity}");
    }
}

#[test]
fn consent_is_added_by_those_who_talk_to_persons_and_changed_by_nobody() {
    assert_eq!(roles_that(access::may_add_consent), ["sales", "service", "privacy"]);
    assert_eq!(roles_that(|roles| access::may_write(roles, Entity::ConsentEvent)), [""; 0]);
    assert_eq!(roles_that(|roles| access::may_write(roles, Entity::ConsentText)), ["privacy"]);
}

#[test]
fn points_move_at_the_desk_and_a_balance_is_corrected_by_the_director_alone() {
    let roles_for = |reason| roles_that(move |roles| access::may_add_points(roles, reason));
    for reason in [PointsReason::Earned, PointsReason::Redeemed] {
        assert_eq!(roles_for(reason), ["service", "director"], "{reason}");
    }
    for reason in [PointsReason::Adjusted, PointsReason::Expired] {
        assert_eq!(roles_for(reason), ["director"], "{reason}");
    }
    assert_eq!(roles_for(PointsReason::Allowance), [""; 0]);
    assert_eq!(roles_that(|roles| access::may_write(roles, Entity::LoyaltyLine)), [""; 0]);
}

#[test]
fn persons_leave_the_house_by_few_doors() {
    assert_eq!(roles_that(access::may_export_persons), ["director"]);
    assert_eq!(roles_that(access::may_export_subject), ["privacy"]);
    assert_eq!(access::person_exports(Role::Campaign.into()), [Grant::ExportToChannel]);
    assert_eq!(access::person_exports(Role::Sales.into()), []);
}

#[test]
fn the_administrator_of_devices_sees_no_guest() {
    let admin = Roles::from(Role::ItAdmin);
    assert_eq!(roles_that(access::may_manage_devices), ["it-admin"]);
    for entity in [Entity::Guest, Entity::Stay, Entity::Interaction, Entity::ConsentEvent, Entity::Lead] {
        assert!(!access::may_read(admin, entity), "{entity}");
    }
    assert!(!access::may_export_aggregates(admin));
    assert!(!access::may_read_audit(admin), "only that something happened, not what");
}

#[test]
fn merging_erasing_and_auditing_are_apart() {
    assert_eq!(roles_that(access::may_merge), ["sales", "service", "privacy"]);
    assert_eq!(roles_that(access::may_erase), ["privacy"]);
    assert_eq!(roles_that(access::may_read_audit), ["privacy"]);
}

#[test]
fn the_name_of_a_colleague_is_open_to_all_and_the_address_is_not() {
    let open = ClassSet::of(&[Class::Open]);
    assert_eq!(access::readable_classes_of(Role::Analyst.into(), Entity::Staff), open);
    assert_eq!(access::readable_classes_of(Role::ItAdmin.into(), Entity::Staff), ClassSet::ALL);
}

#[test]
fn without_a_role_nothing_is_allowed() {
    for entity in Entity::ALL {
        assert!(!access::may_read(Roles::NONE, *entity), "{entity}");
        assert!(!access::may_write(Roles::NONE, *entity), "{entity}");
    }
    assert!(!access::may_add_consent(Roles::NONE));
    assert!(PointsReason::ALL.iter().all(|reason| !access::may_add_points(Roles::NONE, *reason)));
}

#[test]
fn two_roles_together_may_what_either_may() {
    for one in Role::ALL {
        for other in Role::ALL {
            let both = Roles::of(&[*one, *other]);
            for entity in Entity::ALL {
                let classes = |roles| access::readable_classes_of(roles, *entity);
                let write = |roles| access::may_write(roles, *entity);
                let (one, other) = (Roles::from(*one), Roles::from(*other));
                assert_eq!(classes(both), classes(one).union(classes(other)));
                assert_eq!(write(both), write(one) || write(other));
            }
        }
    }
}

#[test]
fn roles_are_written_by_name_and_an_unknown_one_is_refused() {
    let roles = Roles::of(&[Role::ItAdmin, Role::Sales]);
    let json = serde_json::to_string(&roles).expect("roles become JSON");
    assert_eq!(json, r#"["sales","it-admin"]"#);
    assert_eq!(serde_json::from_str::<Roles>(&json).expect("and back"), roles);
    assert!(serde_json::from_str::<Roles>(r#"["owner"]"#).is_err());
}
