//! Capturing a lead at a fair, and correcting one: a page of its own, one handle is enough, every keystroke is kept.

use std::sync::Arc;

use innkeeper_engine::protocol::{LeadView, LeadsQuery, LeadsView, Query, View};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::address;
use innkeeper_view::lead::{self, LeadForm};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::drafts;
use crate::frame::use_title;
use crate::services::{Services, services};
use crate::ui::{Empty, Icon, Loading};

mod allows;
mod fields;
mod form;
mod head;
mod last;

/// Leads that stay one press away.
const LAST: u32 = 5;

/// What a form opens with.
#[derive(Clone)]
struct Opened {
    /// What is in it.
    form: LeadForm,
    /// What it was typed over.
    was: LeadForm,
    /// The lead that is corrected; none for a new one.
    lead: Option<Arc<LeadView>>,
}

/// The page.
#[component]
pub fn Capture() -> impl IntoView {
    let services = services();
    let parameters = use_query_map();
    let root = Memo::new(move |_| parameters.with(|parameters| parameters.get("lead")).and_then(|root| root.parse::<RootId>().ok()));
    let may = Memo::new(move |_| {
        services.status.with(|status| status.as_ref().and_then(|status| status.person.as_ref()).is_some_and(|person| person.edits_leads))
    });
    let leads = services.engine.watch(Query::Leads(LeadsQuery { search: String::new(), offset: 0, limit: LAST }), |view| match view {
        View::Leads(leads) => Some(leads),
        _ => None,
    });
    // Another lead is another form: nothing of the one before may stay.
    let inside = move || match (may.get(), root.get()) {
        (false, None) => refused(services, Key::CaptureRefusedTitle, Key::CaptureRefusedText),
        // Who may not change a lead still reads it.
        (_, root) => sheet(services, root, leads.view),
    };
    view! {
        <main class="fair" id="main" tabindex="-1">{inside}</main>
    }
}

fn refused(services: Services, title: Key, text: Key) -> AnyView {
    let texts = services.texts;
    use_title(texts.text(Key::CaptureTitle).into());
    view! {
        <Empty icon=Icon::Lock title=texts.text(title)>
            <p>{texts.text(text)}</p>
            <p class="acts"><a class="btn" href=address::LEADS>{texts.text(Key::LeadsTitle)}</a></p>
        </Empty>
    }
    .into_any()
}

/// The form with what was left in it.
fn sheet(services: Services, root: Option<RootId>, leads: ReadSignal<Option<LeadsView>>) -> AnyView {
    drafts::once_read(services, draft_of(root), move |text| match root {
        None => form::form(services, Opened { form: LeadForm::of_draft(text), was: LeadForm::default(), lead: None }, leads),
        Some(root) => correction(services, root, text.to_owned(), leads),
    })
}

/// The form of a lead as it was when it was opened.
fn correction(services: Services, root: RootId, text: String, leads: ReadSignal<Option<LeadsView>>) -> AnyView {
    let watched = services.engine.watch(Query::Lead(root), |view| match view {
        View::Lead(lead) => Some(lead.map(Arc::from)),
        _ => None,
    });
    let found = Memo::new(move |_| watched.view.with(|lead| lead.as_ref().map(Option::is_some)));
    let inside = move || match found.get() {
        None => view! { <Loading label=services.texts.text(Key::AppLoading) /> }.into_any(),
        Some(false) => refused(services, Key::CaptureMissingTitle, Key::CaptureMissingText),
        Some(true) => {
            let lead: Arc<LeadView> = watched.view.get_untracked().flatten().expect("the form is shown only once there is a lead");
            let (form, was) = LeadForm::of_lead(&lead).resumed(&text);
            form::form(services, Opened { form, was, lead: Some(lead) }, leads)
        }
    };
    inside.into_any()
}

/// The name of the draft of a new lead, or of a correction.
fn draft_of(root: Option<RootId>) -> String {
    root.map_or_else(|| lead::DRAFT.to_owned(), |root| format!("{}/{root}", lead::DRAFT))
}
