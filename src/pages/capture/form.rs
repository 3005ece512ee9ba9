//! The form itself: what is typed is kept at once; saving clears it for the next visitor.

use innkeeper_domain::Value;
use innkeeper_domain::lead as keys;
use innkeeper_engine::protocol::{Command, EngineProblem, LeadView, LeadsView, Outcome};
use innkeeper_texts::Key;
use innkeeper_view::address;
use innkeeper_view::lead::{Correction, Entry, LeadForm, Question};
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::head::{Place, head};
use super::{Opened, allows, draft_of, fields, last};
use crate::pages::leads::row;
use crate::platform::{clock, page};
use crate::services::Services;
use crate::ui::{Banner, Button, Glyph, Icon, Tone};

/// The form and what its parts need of it.
#[derive(Clone, Copy)]
pub struct Sheet {
    /// Words, engine.
    pub services: Services,
    /// What is in it.
    pub form: RwSignal<LeadForm>,
    /// What it opened with.
    pub opened: StoredValue<Opened>,
    /// Set once a person pressed Save and nothing tells who the visitor is.
    no_handle: RwSignal<bool>,
}

impl Sheet {
    /// Writes into an entry, and keeps it.
    pub fn set(self, entry: Entry, typed: String) {
        self.form.update(|form| form.set(entry, typed));
        self.keep();
    }

    /// Puts a code among those of an entry, or takes it away, and keeps it.
    pub fn toggle(self, entry: Entry, code: &str) {
        self.form.update(|form| form.toggle(entry, code));
        self.keep();
    }

    /// What is in an entry.
    pub fn get(self, entry: Entry) -> String {
        self.form.with(|form| form.get(entry).to_owned())
    }

    /// What is in an entry, for those that only look once.
    pub fn peek(self, entry: Entry) -> String {
        self.form.with_untracked(|form| form.get(entry).to_owned())
    }

    fn keep(self) {
        if self.form.with_untracked(LeadForm::has_handle) {
            self.no_handle.set(false);
        }
        let (name, text) = self.opened.with_value(|opened| {
            let text = self.form.with_untracked(|form| if opened.lead.is_some() { form.draft_over(&opened.was) } else { form.draft() });
            (draft_of(opened.lead.as_ref().map(|lead| lead.row.root)), text)
        });
        self.services.engine.tell(Command::KeepDraft { name, text });
    }

    /// The form as it is without anything typed.
    fn clear(self) {
        let bare = self.opened.with_value(|opened| opened.lead.as_ref().map_or_else(LeadForm::default, |lead| LeadForm::of_lead(lead)));
        self.opened.update_value(|opened| opened.was = bare.clone());
        self.form.set(bare);
        self.keep();
        page::focus(&fields::id(Entry::Name));
    }
}

/// The form, for a new lead or for one that is corrected.
pub fn form(services: Services, opened: Opened, leads: ReadSignal<Option<LeadsView>>) -> AnyView {
    let texts = services.texts;
    let lead = opened.lead.clone();
    let sheet =
        Sheet { services, form: RwSignal::new(opened.form.clone()), opened: StoredValue::new(opened), no_handle: RwSignal::new(false) };
    let place = Place::recalled();
    let questions = allows::questions(sheet);
    let failed = RwSignal::new(None::<EngineProblem>);
    let saving = RwSignal::new(false);
    let navigate = StoredValue::new(use_navigate());
    let read_only = lead.as_ref().is_some_and(|lead| !lead.editable);
    let save = move || {
        if saving.get_untracked() || read_only {
            return;
        }
        if !sheet.form.with_untracked(LeadForm::has_handle) {
            sheet.no_handle.set(true);
            page::focus(&fields::id(Entry::Name));
            return;
        }
        saving.set(true);
        let commands = commands(sheet, &place.fair.get_untracked(), &questions.get_untracked());
        leptos::task::spawn_local(async move {
            let mut done = Ok(Outcome::Ok);
            for command in commands {
                done = services.engine.run(command).await;
                if done.is_err() {
                    break;
                }
            }
            saving.try_set(false);
            failed.try_set(done.err());
            if failed.try_with_untracked(Option::is_none) != Some(true) {
                return;
            }
            if sheet.opened.with_value(|opened| opened.lead.is_some()) {
                let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
                navigate.try_with_value(|navigate| navigate(address::CAPTURE, options));
            } else {
                fields::remember(sheet);
                sheet.clear();
            }
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        save();
    };
    let key = move |event: KeyboardEvent| {
        // 229 is a key an input method has taken, also where the browser does not say that it composes.
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing() && event.key_code() != 229 {
            event.prevent_default();
            save();
        }
    };
    let has_typed = Memo::new(move |_| sheet.form.with(|form| sheet.opened.with_value(|opened| *form != opened.was) && !form.is_empty()));
    let words = if lead.is_some() { Key::AppSave } else { Key::CaptureSaveNext };
    if lead.is_none() {
        Effect::new(|| request_animation_frame(|| page::focus(&fields::id(Entry::Name))));
    } else {
        page::arrive();
    }
    view! {
        {head(services, lead.as_deref(), place, leads)}
        <form class="fair-f" on:submit=submit on:keydown=key autocomplete="off">
            {read_only.then(|| view! { <Banner tone=Tone::Calm title=texts.text(Key::CaptureReadOnly) /> })}
            <fieldset class="whos" disabled=read_only>
                <legend class="vh">{texts.text(Key::EntityLead)}</legend>
                {lead.as_deref().map(|lead| reply(services, lead))}
                {fields::fields(sheet, leads)}
            </fieldset>
            <fieldset class="asks" disabled=read_only>
                {fields::grades(sheet)}
                {fields::interests(sheet)}
                {allows::allows(sheet, questions)}
            </fieldset>
            <div class="fair-foot">
                {move || sheet.no_handle.get().then(|| view! { <p class="err" role="alert"><Glyph of=Icon::CircleAlert />{texts.text(Key::CaptureNoHandle)}</p> })}
                {move || failed.get().map(|problem| view! { <p class="err" role="alert"><Glyph of=Icon::CircleAlert />{texts.trouble(&problem)}</p> })}
                {last::last(services, leads)}
                {move || has_typed.get().then(|| view! {
                    <button type="button" class="btn big clear" on:click=move |_| sheet.clear()>{texts.text(Key::CaptureClear)}</button>
                })}
                {(!read_only).then(|| view! {
                    <button type="submit" class="btn primary save" aria-busy=move || saving.get().then_some("true")>
                        {texts.text(words)}
                        <Glyph of=Icon::ArrowRight />
                    </button>
                })}
            </div>
        </form>
    }
    .into_any()
}

/// Until when a lead is to be answered, and that it has been.
fn reply(services: Services, lead: &LeadView) -> Option<AnyView> {
    lead.row.reply_due.filter(|_| lead.editable)?;
    let root = lead.row.root;
    let seen = lead.fields.iter().find(|field| field.name == keys::FIRST_FOLLOWUP_AT.name()).map(|field| field.seen.clone());
    let due = StoredValue::new(lead.row.clone());
    let open = RwSignal::new(true);
    let answered = Callback::new(move |()| {
        let now = Value::Int(clock::now().0);
        let fields = vec![(keys::FIRST_FOLLOWUP_AT.name().to_owned(), now, seen.clone().unwrap_or_default())];
        leptos::task::spawn_local(async move {
            match services.engine.run(Command::EditGuest { root, fields, sets: Vec::new() }).await {
                Ok(_) => {
                    services.toasts.say(services.texts.text(Key::AppSavedHere));
                    open.try_set(false);
                }
                Err(problem) => services.toasts.warn(services.texts.trouble(&problem)),
            }
        });
    });
    let line = move || {
        open.get().then(|| {
            view! {
                <p class="reply">
                    <span>{services.texts.text(Key::LeadsReply)}" "{due.with_value(|lead| row::reply(services, lead))}</span>
                    <Button on_press=answered>{services.texts.text(Key::CaptureAnswered)}</Button>
                </p>
            }
        })
    };
    Some(line.into_any())
}

/// What saving asks of the engine, in order. A new lead drops its draft by itself.
fn commands(sheet: Sheet, fair: &str, questions: &[Question]) -> Vec<Command> {
    let nights = sheet.services.texts.label(keys::ROOM_NIGHTS.field().label);
    sheet.opened.with_value(|opened| {
        sheet.form.with_untracked(|form| {
            let Some(lead) = &opened.lead else {
                return vec![Command::CaptureLead(form.captured(fair, &nights, questions))];
            };
            let root = lead.row.root;
            let Correction { fields, sets, consents } = form.corrected(&opened.was, lead, &nights, questions);
            let edit = (!fields.is_empty() || !sets.is_empty()).then_some(Command::EditGuest { root, fields, sets });
            let given = consents.into_iter().map(|consent| Command::Record { root, note: None, consent: Some(consent) });
            let drop = Command::KeepDraft { name: draft_of(Some(root)), text: String::new() };
            edit.into_iter().chain(given).chain([drop]).collect()
        })
    })
}
