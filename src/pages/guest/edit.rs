//! The form of a guest, made from the field table, for a guest that exists and for a new one.

use std::collections::BTreeMap;

use innkeeper_domain::country::Country;
use innkeeper_domain::{Entity, Field, FieldKind, Shape, Value, Writer, fields, guest as keys};
use innkeeper_engine::drafts::of_guest as of_guest_form;
use innkeeper_engine::protocol::{Command, EngineProblem, FieldView, GuestView, Outcome, SetChange};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::{address, draft, form};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::{Shared, failure, name_of, once_there, root_in_address, watch};
use crate::drafts;
use crate::frame::{PageHead, SaveButton};
use crate::pages::NotFound;
use crate::platform::page;
use crate::services::{Services, services};
use crate::ui::{Banner, Choice, Kind, NOTHING, TextArea, TextField, Tick, Tone};

/// The parts of the form, each with its fields; a field named nowhere comes in the last part, so that none is forgotten.
const PARTS: [(Key, &[&str]); 4] = [
    (
        Key::GuestPartName,
        &[
            "name_prefix",
            "given_name",
            "middle_name",
            "surname",
            "surname2",
            "name_suffix",
            "native_name",
            "language",
            "gender",
            "birth_date",
            "nationality",
        ],
    ),
    (
        Key::GuestPartContact,
        &[
            "email",
            "phone",
            "more_emails",
            "more_phones",
            "address_line1",
            "address_line2",
            "postal_code",
            "city",
            "country",
            "company_name",
            "profession",
        ],
    ),
    (Key::GuestPartCare, &["allergies", "dietary", "accessibility", "preferences", "car_registration"]),
    (Key::GuestPartHouse, &[]),
];

/// A field in the form: as it was opened, and what is typed now.
#[derive(Clone)]
struct Draft {
    field: &'static Field,
    opened: FieldView,
    members: Vec<Value>,
    /// What is typed over.
    was: String,
    typed: RwSignal<String>,
}

impl Draft {
    fn new(field: &'static Field, opened: FieldView, members: Vec<Value>) -> Self {
        let was = if field.shape == Shape::Set { form::written_set(&members) } else { form::written(form::shown(&opened)) };
        Self { field, opened, members, typed: RwSignal::new(was.clone()), was }
    }

    /// Goes on with what was typed before over `was`. Where somebody else has written since, both values are kept: the
    /// change says that it has not seen theirs, and members of a set come and go as they did then.
    fn resume(&mut self, was: String, typed: String) {
        if self.was != was {
            if self.field.shape == Shape::Set {
                self.members = form::set_changes(self.field, &[], &was, None).0.into_iter().map(|change| change.elem).collect();
            } else {
                self.opened.seen.clear();
            }
            self.was = was;
        }
        self.typed.set(typed);
    }

    /// Whether saving would change anything.
    fn is_changed(&self, typed: &str) -> bool {
        self.was != typed
    }
}

/// The name under which what is typed is kept.
fn draft_name(root: Option<RootId>) -> String {
    root.map_or_else(|| "guest".to_owned(), of_guest_form)
}

/// Whether people edit it in a form: not what the house's systems write, nor links to other records.
fn in_form(field: &Field) -> bool {
    field.writer == Writer::Anyone && !matches!(field.kind, FieldKind::Ref(_))
}

/// What a form changes in all.
struct Changes {
    fields: Vec<form::Change>,
    sets: Vec<SetChange>,
    /// Whether something typed cannot be stored at all.
    unreadable: bool,
}

fn changes(drafts: &[Draft]) -> Changes {
    let country = typed_country(drafts);
    let mut all = Changes { fields: Vec::new(), sets: Vec::new(), unreadable: false };
    for draft in drafts {
        let typed = draft.typed.get_untracked();
        if !draft.is_changed(&typed) {
            continue;
        }
        if draft.field.shape == Shape::Set {
            all.sets.extend(form::set_changes(draft.field, &draft.members, &typed, country.as_deref()).0);
        } else {
            match form::read(draft.field, &typed, country.as_deref()).0 {
                Some(value) => all.fields.extend(form::change(&draft.opened, value)),
                None => all.unreadable = true,
            }
        }
    }
    all
}

fn typed_country(drafts: &[Draft]) -> Option<String> {
    let country = drafts.iter().find(|draft| draft.field == keys::COUNTRY.field())?;
    Some(country.typed.get_untracked()).filter(|country| !country.is_empty())
}

/// The page for a guest that exists.
#[component]
pub fn EditGuest() -> impl IntoView {
    let services = services();
    let root = root_in_address();
    move || match root.get() {
        Some(root) => {
            let watched = watch(services, root);
            view! {
                <main class="page" id="main" tabindex="-1">{once_there(services, watched, move |guest| existing(services, root, guest))}</main>
            }
            .into_any()
        }
        None => NotFound().into_any(),
    }
}

/// The form keeps what the guest was when it opened: that is what saving names as seen.
fn existing(services: Services, root: RootId, guest: Memo<Shared>) -> AnyView {
    let guest = guest.get_untracked();
    let title = services.texts.with(Key::GuestEditTitle, &[("name", name_of(services, &guest).into())]);
    let wanted = wanted_field();
    view! {
        <PageHead title=title keep_focus=wanted.is_some() />
        {drafts::once_read(services, draft_name(Some(root)), move |text| {
            view! { <Form drafts=of_guest(&guest) root=Some(root) text=text.to_owned() /> }.into_any()
        })}
    }
    .into_any()
}

/// The field the person came for, when they came for one.
fn wanted_field() -> Option<String> {
    use_query_map().with_untracked(|parameters| parameters.get("field"))
}

fn of_guest(guest: &GuestView) -> Vec<Draft> {
    let opened: BTreeMap<&str, &FieldView> = guest.fields.iter().map(|field| (field.name.as_str(), field)).collect();
    fields(Entity::Guest)
        .iter()
        .filter(|field| in_form(field))
        .filter_map(|field| match (field.shape, opened.get(field.name)) {
            (Shape::Register, Some(opened)) if opened.editable => Some(Draft::new(field, (*opened).clone(), Vec::new())),
            (Shape::Set, _) if guest.editable => {
                Some(Draft::new(field, unwritten(field), guest.sets.get(field.name).cloned().unwrap_or_default()))
            }
            _ => None,
        })
        .collect()
}

/// The page for a new guest.
#[component]
pub fn NewGuest() -> impl IntoView {
    let services = services();
    let form = move |text: &str| {
        let bare = |field| Draft::new(field, unwritten(field), Vec::new());
        let drafts = fields(Entity::Guest).iter().filter(|field| in_form(field)).map(bare).collect();
        view! { <Form drafts=drafts root=None text=text.to_owned() /> }.into_any()
    };
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=services.texts.text(Key::GuestsNew) />
            {drafts::once_read(services, draft_name(None), form)}
        </main>
    }
}

fn unwritten(field: &Field) -> FieldView {
    FieldView { name: field.name.to_owned(), choices: Vec::new(), seen: Vec::new(), editable: true }
}

#[component]
fn Form(drafts: Vec<Draft>, root: Option<RootId>, text: String) -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let navigate = use_navigate();
    let mut drafts = drafts;
    for (name, was, typed) in draft::read_over(&text) {
        if let Some(draft) = drafts.iter_mut().find(|draft| draft.field.name == name) {
            draft.resume(was, typed);
        }
    }
    let resumed = !text.is_empty();
    let drafts = StoredValue::new(drafts);
    let failed = RwSignal::new(None::<EngineProblem>);
    let unreadable = RwSignal::new(false);
    let saved = StoredValue::new(false);
    let dirty = Signal::derive(move || {
        !saved.get_value() && drafts.with_value(|drafts| drafts.iter().any(|draft| draft.typed.with(|typed| draft.is_changed(typed))))
    });
    page::guard(dirty);
    let keep = move |text: String| services.engine.tell(Command::KeepDraft { name: draft_name(root), text });
    Effect::new(move |before: Option<String>| {
        let text = drafts.with_value(|drafts| {
            let now: Vec<_> = drafts.iter().map(|draft| draft.typed.get()).collect();
            draft::write_over(drafts.iter().zip(&now).map(|(draft, typed)| (draft.field.name, draft.was.as_str(), typed.as_str())))
        });
        if before.is_some_and(|before| before != text) {
            keep(text.clone());
        }
        text
    });
    if let Some(field) = wanted_field() {
        Effect::new(move || {
            let id = format!("field-{field}");
            request_animation_frame(move || page::focus_within(&id));
        });
    }
    let leave = StoredValue::new(move |to: &str| navigate(to, NavigateOptions { replace: true, ..NavigateOptions::default() }));
    let way_out = root.map_or_else(|| address::GUESTS.to_owned(), address::guest);
    let save = Action::new_local(move |(command, members): &(Command, Vec<SetChange>)| {
        let (command, members) = (command.clone(), members.clone());
        async move {
            let mut done = services.engine.run(command).await;
            // The members of a new guest's sets need the guest first.
            if let (Ok(Outcome::Root(root)), false) = (&done, members.is_empty()) {
                let root = *root;
                let added = Command::EditGuest { root, fields: Vec::new(), sets: members };
                done = services.engine.run(added).await.map(|_| Outcome::Root(root));
            }
            match done {
                Ok(outcome) => {
                    saved.try_set_value(true);
                    keep(String::new());
                    services.toasts.say(services.texts.text(Key::AppSavedHere));
                    let to = match (outcome, root) {
                        (Outcome::Root(root), _) | (_, Some(root)) => address::guest(root),
                        (_, None) => address::GUESTS.to_owned(),
                    };
                    leave.try_with_value(|leave| leave(&to));
                }
                Err(problem) => {
                    failed.try_set(Some(problem));
                }
            }
        }
    });
    let pending = save.pending();
    let back = way_out.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let changes = drafts.with_value(|drafts| changes(drafts));
        unreadable.set(changes.unreadable);
        if changes.unreadable || pending.get_untracked() {
            return;
        }
        if changes.fields.is_empty() && changes.sets.is_empty() {
            saved.set_value(true);
            keep(String::new());
            leave.with_value(|leave| leave(&back));
            return;
        }
        save.dispatch_local(match root {
            Some(root) => (Command::EditGuest { root, fields: changes.fields, sets: changes.sets }, Vec::new()),
            None => {
                let fields = changes.fields.into_iter().map(|(name, value, _)| (name, value)).collect();
                (Command::NewGuest { fields }, changes.sets)
            }
        });
    };
    let cancel = move |_| {
        saved.set_value(true);
        keep(String::new());
    };
    let parts = drafts.with_value(|drafts| {
        PARTS
            .iter()
            .map(|(title, names)| {
                let here = |draft: &&Draft| {
                    if names.is_empty() {
                        !PARTS.iter().any(|(_, names)| names.contains(&draft.field.name))
                    } else {
                        names.contains(&draft.field.name)
                    }
                };
                let mut inside: Vec<&Draft> = drafts.iter().filter(here).collect();
                inside.sort_by_key(|draft| names.iter().position(|name| *name == draft.field.name).unwrap_or(draft.field.position));
                (!inside.is_empty()).then(|| {
                    let input = |draft: &Draft| {
                        let input = input(services, draft, drafts_country(drafts));
                        view! { <div class="at" id=format!("field-{}", draft.field.name)>{input}</div> }
                    };
                    let inputs = inside.into_iter().map(input).collect_view();
                    view! {
                        <fieldset class="fields">
                            <legend>{texts.text(*title)}</legend>
                            {inputs}
                        </fieldset>
                    }
                })
            })
            .collect_view()
    });
    view! {
        <form class="edit" on:submit=submit>
            {resumed.then(|| view! { <Banner tone=Tone::Calm title=texts.text(Key::GuestResumed) /> })}
            {parts}
            <div class="editbar">
                {move || unreadable.get().then(|| view! { <p class="err" role="alert">{texts.text(Key::GuestUnreadable)}</p> })}
                {move || failure(services, failed.get())}
                <a class="btn quiet" href=way_out on:click=cancel>{texts.text(Key::AppCancel)}</a>
                <SaveButton busy=pending />
            </div>
        </form>
    }
}

fn drafts_country(drafts: &[Draft]) -> Option<RwSignal<String>> {
    drafts.iter().find(|draft| draft.field == keys::COUNTRY.field()).map(|draft| draft.typed)
}

fn input(services: Services, draft: &Draft, country: Option<RwSignal<String>>) -> AnyView {
    let Services { texts, formats, .. } = services;
    let (field, typed) = (draft.field, draft.typed);
    let label = texts.label(field.label);
    let own = draft.clone();
    let error = Signal::derive(move || {
        let typed = typed.get();
        if !own.is_changed(&typed) {
            return None;
        }
        let country = country.map(|country| country.get()).filter(|country| !country.is_empty());
        let problems = if field.shape == Shape::Set {
            form::set_changes(field, &own.members, &typed, country.as_deref()).1
        } else {
            form::read(field, &typed, country.as_deref()).1
        };
        problems.first().map(|problem| texts.problem(problem))
    });
    if field.shape == Shape::Set {
        return view! { <TextArea label=label value=typed hint=texts.text(Key::GuestOnePerLine) error=error /> }.into_any();
    }
    let none = || (String::new(), NOTHING.to_owned());
    let choice = |mut options: Vec<(String, String)>| {
        let now = typed.get_untracked();
        if !now.is_empty() && !options.iter().any(|(code, _)| *code == now) {
            options.push((now.clone(), now));
        }
        options.insert(0, none());
        view! { <Choice label=label.clone() value=typed options=options error=error /> }.into_any()
    };
    match field.kind {
        FieldKind::LongText => view! { <TextArea label=label value=typed error=error full=true /> }.into_any(),
        FieldKind::Code(codes) => choice(codes.iter().map(|code| ((*code).to_owned(), texts.label(&field.code_label(code)))).collect()),
        FieldKind::Country => choice(
            formats.sorted(Country::all().iter().map(|country| (country.alpha2().to_owned(), formats.country(country.alpha2()))).collect()),
        ),
        FieldKind::Language => {
            choice(formats.sorted(form::LANGUAGES.iter().map(|tag| ((*tag).to_owned(), formats.language(tag))).collect()))
        }
        FieldKind::Bool => {
            let checked = Signal::derive(move || typed.with(|typed| typed == "true"));
            view! { <Tick label=label checked=checked on_change=move |on: bool| typed.set(if on { "true" } else { "" }.to_owned()) /> }
                .into_any()
        }
        kind => {
            let kind = match kind {
                FieldKind::Email => Kind::Email,
                FieldKind::Phone => Kind::Phone,
                FieldKind::Date => Kind::Date,
                FieldKind::Int | FieldKind::Money | FieldKind::Decimal | FieldKind::Instant => Kind::Number,
                _ => Kind::Text,
            };
            view! { <TextField label=label value=typed kind=kind error=error /> }.into_any()
        }
    }
}
