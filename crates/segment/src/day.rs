//! A guest on a day: what the day makes of stays and consents, and with the facts all that rules ask for.

use std::borrow::Cow;

use innkeeper_domain::consent::{ConsentFact, ConsentLight, Standing, light, standing};
use innkeeper_domain::stay::{StayFact, When, summarise};
use innkeeper_domain::{Date, Instant, Money, consent_event};

use crate::ask::{Guest, Held};
use crate::facts::Facts;
use crate::field::{About, Derived, Question, Source};

/// What depends on today.
#[derive(Clone, Copy, Debug)]
pub struct Summary {
    /// Departure of the last stay.
    pub last_stay: Option<Date>,
    /// Arrival of the stay going on, or of the next.
    pub next_stay: Option<Date>,
    /// Stays behind us.
    pub stays: u32,
    /// Their nights.
    pub nights: u32,
    /// Spend in the currency most spent in.
    pub value: Option<Money>,
    /// May we write?
    pub light: ConsentLight,
}

impl Summary {
    fn of(stays: &[StayFact], consents: &[ConsentFact], today: Date, now: i64) -> Self {
        let sums = summarise(stays, today);
        let next = sums.current.or(sums.next);
        Self {
            last_stay: sums.last.and_then(|at| stays[at].departure),
            next_stay: next.and_then(|at| stays[at].arrival),
            stays: sums.stays,
            nights: sums.nights,
            value: sums.spend.iter().max_by_key(|m| m.minor).copied(),
            light: light(consents, Instant(now)),
        }
    }
}

/// A guest on a day.
pub struct OnDay<'a> {
    /// What it comes to.
    pub summary: Summary,
    /// Without them only what depends on the day is known.
    facts: Option<&'a Facts>,
    stays: Vec<StayFact>,
    standings: Vec<(ConsentFact, Standing)>,
    today: Date,
}

impl<'a> OnDay<'a> {
    /// With everything that rules ask for. `now` in milliseconds since 1970.
    #[must_use]
    pub fn of(facts: &'a Facts, today: Date, now: i64) -> Self {
        let stays = facts.stays.iter().map(|stay| stay.fact).collect();
        Self { facts: Some(facts), ..Self::again(stays, &facts.consents, today, now) }
    }

    /// What another day makes of the same stays and consents.
    #[must_use]
    pub fn again(stays: Vec<StayFact>, consents: &[ConsentFact], today: Date, now: i64) -> Self {
        // Where the guest stands on each purpose and channel they were asked about.
        let first = |at: usize| !consents[..at].iter().any(|f| (f.purpose, f.channel) == (consents[at].purpose, consents[at].channel));
        let asked = (0..consents.len()).filter(|at| first(*at)).map(|at| consents[at]);
        let standings = asked.map(|fact| (fact, standing(consents, fact.purpose, fact.channel, Instant(now)))).collect();
        Self { summary: Summary::of(&stays, consents, today, now), facts: None, stays, standings, today }
    }

    fn spend(&self) -> Option<i64> {
        // Who never stayed spent nothing; what others spent may be hidden or not written down.
        self.summary.value.map(|money| money.minor).or((self.summary.stays == 0).then_some(0))
    }

    fn of_consent(&self, at: usize, asked: Source) -> Held<'static> {
        let (fact, standing) = &self.standings[at];
        code(match asked {
            Source::Declared(field) if field == consent_event::PURPOSE.field() => fact.purpose.code(),
            Source::Declared(_) => fact.channel.code(),
            Source::Derived(_) => standing.code(),
        })
    }

    fn worked_out(&self, asked: Derived) -> Held<'static> {
        let Self { summary, today, .. } = self;
        match asked {
            Derived::StayCount => Held::Number(summary.stays.into()),
            Derived::Nights => Held::Number(summary.nights.into()),
            Derived::Spend => number(self.spend()),
            Derived::LastStay => day(summary.last_stay),
            Derived::NextStay => day(summary.next_stay),
            Derived::DaysSinceStay => number(summary.last_stay.map(|last| last.days_until(*today))),
            Derived::Light => code(summary.light.code()),
            // How the guest compares with others only a table knows.
            Derived::Recency | Derived::Frequency | Derived::Monetary | Derived::RfmCell => Held::Missing,
            Derived::Stays | Derived::Consents | Derived::Interactions => Held::Missing,
            // Asked of a thing, and not of the guest.
            Derived::Birthday | Derived::Standing | Derived::Segment => Held::Missing,
        }
    }
}

fn code(code: &'static str) -> Held<'static> {
    Held::Text(Cow::Borrowed(code))
}

pub(crate) fn day(day: Option<Date>) -> Held<'static> {
    day.map_or(Held::Missing, |day| Held::Day(day.days_since_epoch()))
}

fn number(number: Option<impl Into<i64>>) -> Held<'static> {
    number.map_or(Held::Missing, |number| Held::Number(number.into()))
}

impl Guest for OnDay<'_> {
    fn held(&self, question: &Question) -> Held<'_> {
        match question.source {
            Source::Declared(field) => self.facts.map_or(Held::Missing, |facts| facts.own.held(field)),
            Source::Derived(asked) => self.worked_out(asked),
        }
    }

    fn count(&self, things: About) -> usize {
        match things {
            About::Stay => self.stays.len(),
            About::Consent => self.standings.len(),
            About::Interaction => self.facts.map_or(0, |facts| facts.interactions.len()),
            About::Guest => 0,
        }
    }

    fn held_by(&self, things: About, at: usize, question: &Question) -> Held<'_> {
        match (things, question.source) {
            (About::Consent, source) => self.of_consent(at, source),
            (About::Interaction, Source::Declared(field)) => self.facts.map_or(Held::Missing, |facts| facts.interactions[at].held(field)),
            (_, Source::Declared(field)) => self.facts.map_or(Held::Missing, |facts| facts.stays[at].asked.held(field)),
            (_, Source::Derived(Derived::Birthday)) => {
                let StayFact { arrival, departure, .. } = self.stays[at];
                self.facts.and_then(|facts| facts.has_birthday(arrival, departure)).map_or(Held::Missing, Held::Flag)
            }
            (_, Source::Derived(_)) => number(self.stays[at].nights()),
        }
    }

    fn is_stay(&self, at: usize) -> bool {
        self.stays[at].when(self.today) != When::Never
    }
}
