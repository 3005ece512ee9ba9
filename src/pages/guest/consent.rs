//! What the guest allows: where each purpose stands, and asking again with the exact words in front of both.

use innkeeper_domain::Instant;
use innkeeper_domain::consent::{Channel, Decision, Purpose, Standing};
use innkeeper_domain::consent_event::{self, Method};
use innkeeper_engine::protocol::{Command, ConsentGiven, ConsentTextView, ConsentView};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::{Shared, failure, saving};
use crate::frame::SaveButton;
use crate::platform::intl::MomentForm;
use crate::services::{Services, services};
use crate::ui::{Button, Card, Choice, Dialog, Light, LightMark, TextArea, Weight};

/// Characters of a wording that tell it from another.
const START: usize = 40;

/// What a dialog opens with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The purpose it is about; none leaves it to the words that are shown.
    purpose: Option<Purpose>,
    channel: Channel,
    /// The answer, where the question already says it; none is never taken for a yes.
    decision: Option<Decision>,
}

impl Default for Asked {
    /// The question most often put at the desk.
    fn default() -> Self {
        Self { purpose: None, channel: Channel::Email, decision: None }
    }
}

/// Where each purpose and channel stands.
#[component]
pub fn Consents(
    /// The guest.
    guest: Memo<Shared>,
    /// Set to ask.
    asking: RwSignal<Option<Asked>>,
) -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let list = move || {
        guest.with(|guest| {
            let rows = guest.consents.iter().map(|consent| standing(services, consent, guest.can_consent, asking)).collect_view();
            if guest.consents.is_empty() {
                view! { <p class="note">{texts.text(Key::GuestConsentNone)}</p> }.into_any()
            } else {
                view! { <ul class="grants">{rows}</ul> }.into_any()
            }
        })
    };
    let may = Memo::new(move |_| guest.with(|guest| guest.can_consent && !guest.texts.is_empty()));
    let ask = move || {
        may.get().then(|| {
            view! {
                <p class="acts">
                    <Button on_press=move |()| asking.set(Some(Asked::default()))>{texts.text(Key::GuestConsentAsk)}</Button>
                </p>
            }
        })
    };
    view! {
        <Card title=texts.text(Key::GuestMayWe)>
            {list}
            {ask}
        </Card>
    }
}

fn standing(services: Services, consent: &ConsentView, may: bool, asking: RwSignal<Option<Asked>>) -> impl IntoView + use<> {
    let Services { texts, formats, .. } = services;
    let light = match consent.standing {
        Standing::Granted => Light::Yes,
        Standing::Pending => Light::Part,
        Standing::Refused | Standing::Withdrawn | Standing::Expired => Light::No,
        Standing::NotAsked => Light::Unknown,
    };
    let purpose = texts.label(&consent_event::PURPOSE.field().code_label(consent.purpose.code()));
    let channel = texts.label(&consent_event::CHANNEL.field().code_label(consent.channel.code()));
    let at = formats.moment(Instant(consent.at), MomentForm::Full);
    let told = texts.with(Key::GuestTold, &[("at", at.into()), ("name", texts.author(&consent.by).into())]);
    let (is_yes, asked) = (
        consent.standing == Standing::Granted,
        Asked { purpose: Some(consent.purpose), channel: consent.channel, decision: Some(Decision::Withdrawn) },
    );
    let withdraw = (may && is_yes).then(|| {
        view! { <button type="button" class="link" on:click=move |_| asking.set(Some(asked))>{texts.text(Key::GuestConsentWithdraw)}</button> }
    });
    view! {
        <li>
            <div>
                {purpose}
                <small>{channel}", "{told}</small>
            </div>
            <LightMark light=light label=texts.label(&consent.standing.label()) strong=true />
            {withdraw}
        </li>
    }
}

/// The dialog in which an answer is recorded, with the words that were shown.
#[component]
pub fn Ask(
    /// About whom.
    root: RootId,
    /// The guest.
    guest: Memo<Shared>,
    /// What is asked; the dialog is shown while there is something.
    asking: RwSignal<Option<Asked>>,
) -> impl IntoView {
    let texts = services().texts;
    let on_close = Callback::new(move |()| asking.set(None));
    let inside = move || {
        asking.get_untracked().map(|asked| {
            let all = guest.with_untracked(|guest| guest.texts.clone());
            let about = |text: &&ConsentTextView| asked.purpose.is_none_or(|purpose| purpose == text.purpose);
            // A purpose without words of its own, from an import say, can still be withdrawn: any words were shown then.
            let own: Vec<_> = all.iter().filter(about).cloned().collect();
            let wordings = if own.is_empty() { all } else { own };
            view! { <Answer root=root asked=asked wordings=wordings on_close=on_close /> }
        })
    };
    view! {
        <Dialog open=Signal::derive(move || asking.with(Option::is_some)) on_close=on_close title=texts.text(Key::GuestConsentAsk)>
            {inside()}
        </Dialog>
    }
}

#[component]
fn Answer(root: RootId, asked: Asked, wordings: Vec<ConsentTextView>, on_close: Callback<()>) -> impl IntoView {
    let services = services();
    let Services { texts, formats, .. } = services;
    let channel = RwSignal::new(asked.channel.code().to_owned());
    let decision = RwSignal::new(asked.decision.map(|decision| decision.code().to_owned()).unwrap_or_default());
    let undecided = RwSignal::new(false);
    let method = RwSignal::new(Method::Verbal.code().to_owned());
    let wording = RwSignal::new(wordings.first().map(|text| text.id.to_string()).unwrap_or_default());
    let note = RwSignal::new(String::new());
    let wordings = StoredValue::new(wordings);
    let chosen = move || {
        let id = wording.get();
        wordings.with_value(|wordings| wordings.iter().find(|text| text.id.to_string() == id).cloned())
    };
    let codes = move |field: &'static innkeeper_domain::Field, codes: &[&'static str]| {
        codes.iter().map(|code| ((*code).to_owned(), texts.label(&field.code_label(code)))).collect::<Vec<_>>()
    };
    let languages = wordings.with_value(|wordings| {
        let alike = |one: &ConsentTextView, other: &ConsentTextView| {
            (one.purpose, &one.locale, one.version) == (other.purpose, &other.locale, other.version)
        };
        wordings
            .iter()
            .map(|text| {
                let purpose = texts.label(&consent_event::PURPOSE.field().code_label(text.purpose.code()));
                let language = formats.language(&text.locale);
                let mut words = texts.with(
                    Key::GuestConsentChoice,
                    &[("purpose", purpose.into()), ("language", language.into()), ("version", text.version.into())],
                );
                if wordings.iter().filter(|other| alike(text, other)).count() > 1 {
                    // Two questions for one purpose differ by how they begin.
                    let start: String = text.text.chars().take(START).collect();
                    words = texts.with(Key::GuestConsentChoiceStart, &[("choice", words.into()), ("start", start.into())]);
                }
                (text.id.to_string(), words)
            })
            .collect::<Vec<_>>()
    });
    let saving = saving(services, on_close);
    let given = move || {
        let text = untrack(chosen)?;
        Some(ConsentGiven {
            purpose: asked.purpose.unwrap_or(text.purpose),
            channel: Channel::from_code(&channel.get_untracked())?,
            decision: Decision::from_code(&decision.get_untracked())?,
            text: text.id,
            method: method.get_untracked(),
        })
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let consent = given();
        undecided.set(decision.with_untracked(String::is_empty));
        if consent.is_some() {
            let note = note.with_untracked(|note| note.trim().to_owned());
            saving.save(Command::Record { root, note: (!note.is_empty()).then_some(note), consent });
        }
    };
    let decisions = [Decision::Granted, Decision::Refused, Decision::Withdrawn].map(Decision::code);
    let mut answers = codes(consent_event::DECISION.field(), &decisions);
    if asked.decision.is_none() {
        answers.insert(0, (String::new(), texts.text(Key::GuestConsentChoose)));
    }
    let undecided = Signal::derive(move || {
        let open = undecided.get() && decision.with(String::is_empty);
        open.then(|| texts.text(Key::GuestConsentUndecided))
    });
    let methods = [Method::Verbal, Method::Tick, Method::Signature, Method::Unsubscribe].map(Method::code);
    view! {
        <form class="stack" on:submit=submit>
            <Choice label=texts.text(Key::GuestConsentText) value=wording options=languages />
            {move || chosen().map(|text| view! {
                <blockquote class="wording" lang=text.locale>{text.text}</blockquote>
            })}
            <div class="fields">
                <Choice label=texts.text(Key::FieldConsentDecision) value=decision options=answers error=undecided />
                <Choice label=texts.text(Key::FieldConsentChannel) value=channel options=codes(consent_event::CHANNEL.field(), Channel::CODES) />
                <Choice label=texts.text(Key::FieldConsentMethod) value=method options=codes(consent_event::METHOD.field(), &methods) />
            </div>
            <TextArea label=texts.text(Key::GuestConsentNote) value=note hint=texts.text(Key::GuestConsentNoteHint) />
            {move || failure(services, saving.failed.get())}
            <p class="acts">
                <Button weight=Weight::Quiet on_press=on_close>{texts.text(Key::AppCancel)}</Button>
                <SaveButton busy=saving.pending() />
            </p>
        </form>
    }
}
