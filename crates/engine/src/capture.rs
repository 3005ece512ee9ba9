//! Capturing a lead: the lead, what the visitor decided, and the end of the draft, in one transaction.

use innkeeper_domain::lead::{self, LeadSource, LeadStatus};
use innkeeper_domain::value::Value;
use innkeeper_domain::{Entity, Fields, Instant, order};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::RootId;
use innkeeper_sync::op::Kind;

use crate::deeds::{Subject, problem};
use crate::engine::{Engine, World};
use crate::ports::Clock;
use crate::protocol::{EngineProblem, LeadCapture, Outcome};

impl<W: World> Engine<W> {
    pub(crate) async fn capture(&self, capture: LeadCapture) -> Result<Outcome, EngineProblem> {
        let LeadCapture { mut fields, interests, consents, draft } = capture;
        if !self.memory.borrow().may_write(Entity::Lead) {
            return Err(problem("problem-not-allowed", false));
        }
        let root = RootId(self.new_id());
        let user = self.with_opened(|o| o.session.person.user);
        let source = fields.entry(lead::SOURCE.name().to_owned()).or_insert_with(|| LeadSource::TradeShow.into()).clone();
        fields.insert(lead::CAPTURED_AT.name().to_owned(), Instant(self.clock.wall()).into());
        fields.insert(lead::STATUS.name().to_owned(), LeadStatus::New.into());
        fields.extend(user.map(|user| (lead::CAPTURED_BY.name().to_owned(), Value::Ref(user.0))));
        let at_fair = source == LeadSource::TradeShow.into();
        let fair = at_fair.then(|| Fields::get(&fields, lead::SOURCE_DETAIL).unwrap_or_default());
        let subject = Subject { entity: Entity::Lead, root, fair };
        let interests = interests.into_iter().map(Value::Text).collect();
        let sets = order::map([(lead::INTERESTS.name().to_owned(), interests)]);
        let mut drafts = vec![Draft::of(root, Kind::New { entity: Entity::Lead.code().to_owned(), fields, sets })];
        for given in consents {
            drafts.push(Draft::of(root, self.consent(&subject, given)?));
        }
        let (dropped, text) = self.take_draft(&draft);
        match self.act(drafts, vec![dropped], None).await {
            Ok(_) => Ok(Outcome::Root(root)),
            Err(problem) => {
                // Kept as it was; when that fails too, the page says why nothing is saved.
                let _ = self.keep_draft(draft, text).await;
                Err(problem)
            }
        }
    }
}
