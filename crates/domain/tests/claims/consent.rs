//! Consent.

use innkeeper_domain::Instant;
use innkeeper_domain::consent::{Channel, ConsentFact, ConsentLight, Decision, Purpose, Standing, light, standing};
use proptest::prelude::*;

const NOW: Instant = Instant(1_000);

fn fact(purpose: Purpose, decision: Decision, at: i64) -> ConsentFact {
    ConsentFact { purpose, channel: Channel::Email, decision, at: Instant(at), expires_at: None }
}

fn marketing(decision: Decision, at: i64) -> ConsentFact {
    fact(Purpose::Marketing, decision, at)
}

fn stands(facts: &[ConsentFact]) -> Standing {
    standing(facts, Purpose::Marketing, Channel::Email, NOW)
}

#[test]
fn nobody_asked_is_not_a_no() {
    assert_eq!(stands(&[]), Standing::NotAsked);
    assert_eq!(stands(&[fact(Purpose::Survey, Decision::Granted, 1)]), Standing::NotAsked);
}

#[test]
fn the_latest_decision_stands_in_whatever_order_they_arrive() {
    let yes_then_no = [marketing(Decision::Granted, 1), marketing(Decision::Withdrawn, 2)];
    let arrived_late = [yes_then_no[1], yes_then_no[0]];
    assert_eq!(stands(&yes_then_no), Standing::Withdrawn);
    assert_eq!(stands(&arrived_late), Standing::Withdrawn);
    assert_eq!(stands(&[yes_then_no[0], yes_then_no[1], marketing(Decision::Granted, 3)]), Standing::Granted);
}

#[test]
fn of_one_moment_the_strictest_stands() {
    let all = [Decision::Withdrawn, Decision::Granted, Decision::Refused, Decision::Pending, Decision::Expired];
    let of_one_moment = all.map(|decision| marketing(decision, 1));
    assert_eq!(stands(&of_one_moment), Standing::Withdrawn);
    assert_eq!(stands(&of_one_moment[1..]), Standing::Refused);
    assert_eq!(stands(&[of_one_moment[1], of_one_moment[3]]), Standing::Pending);
}

#[test]
fn a_yes_ends_at_its_end() {
    let until = |end| ConsentFact { expires_at: Some(Instant(end)), ..marketing(Decision::Granted, 1) };
    assert_eq!(stands(&[until(1_001)]), Standing::Granted);
    assert_eq!(stands(&[until(1_000)]), Standing::Expired);
    assert_eq!(stands(&[until(2_000), until(999)]), Standing::Expired, "of one moment the shorter yes is the stricter");
}

#[test]
fn a_channel_speaks_for_itself_only() {
    let by_post = ConsentFact { channel: Channel::Post, ..marketing(Decision::Granted, 1) };
    assert_eq!(stands(&[by_post]), Standing::NotAsked);
}

#[test]
fn the_light_tells_yes_stays_only_no_and_not_asked() {
    let stays = fact(Purpose::Transactional, Decision::Granted, 1);
    let shown = |facts: &[ConsentFact]| light(facts, NOW);
    assert_eq!(shown(&[marketing(Decision::Granted, 1)]), ConsentLight::Yes);
    assert_eq!(shown(&[marketing(Decision::Refused, 1), stays]), ConsentLight::StaysOnly);
    assert_eq!(shown(&[stays]), ConsentLight::StaysOnly);
    assert_eq!(shown(&[marketing(Decision::Withdrawn, 1)]), ConsentLight::No);
    assert_eq!(shown(&[marketing(Decision::Pending, 1)]), ConsentLight::NotAsked);
    assert_eq!(shown(&[]), ConsentLight::NotAsked);
}

fn any_fact() -> impl Strategy<Value = ConsentFact> {
    let purpose = prop::sample::select(Purpose::ALL);
    let channel = prop::sample::select(Channel::ALL);
    let decision = prop::sample::select(Decision::ALL);
    (purpose, channel, decision, 0_i64..4, prop::option::of(900_i64..1_100)).prop_map(|(purpose, channel, decision, at, end)| ConsentFact {
        purpose,
        channel,
        decision,
        at: Instant(at),
        expires_at: end.map(Instant),
    })
}

proptest! {
    #[test]
    fn the_order_of_arrival_never_matters(facts in prop::collection::vec(any_fact(), 0..12).prop_shuffle(), seed in any::<u64>()) {
        let mut shuffled = facts.clone();
        shuffled.sort_by_key(|fact| (fact.at.0 as u64 ^ seed).wrapping_mul(0x9e37_79b9) ^ fact.decision as u64);
        for purpose in Purpose::ALL {
            for channel in Channel::ALL {
                prop_assert_eq!(standing(&facts, *purpose, *channel, NOW), standing(&shuffled, *purpose, *channel, NOW));
            }
        }
    }

    #[test]
    fn nothing_but_a_granted_entry_lights_the_light(facts in prop::collection::vec(any_fact(), 0..12)) {
        if light(&facts, NOW) == ConsentLight::Yes {
            prop_assert!(facts.iter().any(|fact| fact.decision == Decision::Granted && fact.purpose == Purpose::Marketing));
        }
    }
}
