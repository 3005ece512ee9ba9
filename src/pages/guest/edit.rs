//! The form of a guest, made from the field table, for a guest that exists and for a new one.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use innkeeper_domain::country::Country;
use innkeeper_domain::{Entity, Field, FieldKind, Shape, Value, Writer, fields, guest as keys};
use innkeeper_engine::protocol::{Command, EngineProblem, FieldView, Outcome, SetChange};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::{address, form};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::{Shared, failure, name_of, once_there, root_in_address, watch};
use crate::frame::{PageHead, SaveButton};
use crate::pages::NotFound;
use crate::platform::page;
use crate::services::{Services, services};
use crate::ui::{Banner, Choice, Kind, TextArea, TextField, Tick, Tone};

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

/// Languages offered; a guest's own is added if it is another.
const LANGUAGES: [&str; 24] = [
    "ar", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hu", "it", "ja", "ko", "nl", "no", "pl", "pt", "ru", "sv", "tr", "uk",
    "zh-CN", "zh-TW",
];

/// A field in the form: as it was opened, and what is typed now.
#[derive(Clone)]
struct Draft {
    field: &'static Field,
    opened: FieldView,
    members: Vec<Value>,
    typed: RwSignal<String>,
}

/// What was typed and not saved when the person went to another page of the app, with what it was typed over.
struct Kept {
    opened: FieldView,
    members: Vec<Value>,
    typed: String,
}

thread_local! {
    static KEPT: RefCell<HashMap<(Option<RootId>, &'static str), Kept>> = RefCell::default();
}

impl Draft {
    fn new(field: &'static Field, opened: FieldView, members: Vec<Value>) -> Self {
        let draft = Self { field, opened, members, typed: RwSignal::new(String::new()) };
        draft.typed.set(draft.first());
        draft
    }

    /// The draft as it was left, if it was left unsaved.
    fn resumed(self, root: Option<RootId>) -> (Self, bool) {
        match KEPT.with_borrow_mut(|kept| kept.remove(&(root, self.field.name))) {
            Some(kept) => {
                self.typed.set(kept.typed);
                (Self { opened: kept.opened, members: kept.members, ..self }, true)
            }
            None => (self, false),
        }
    }

    /// Keeps what was typed for the next time the form is opened.
    fn keep(self, root: Option<RootId>) {
        let typed = self.typed.try_get_untracked().filter(|typed| self.is_changed(typed));
        if let Some(typed) = typed {
            let kept = Kept { opened: self.opened, members: self.members, typed };
            KEPT.with_borrow_mut(|all| all.insert((root, self.field.name), kept));
        }
    }

    /// What stood in the input when the form was opened.
    fn first(&self) -> String {
        if self.field.shape == Shape::Set { form::written_set(&self.members) } else { form::written(form::shown(&self.opened)) }
    }

    /// Whether saving would change anything.
    fn is_changed(&self, typed: &str) -> bool {
        self.first() != typed
    }
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
    let opened: BTreeMap<&str, &FieldView> = guest.fields.iter().map(|field| (field.name.as_str(), field)).collect();
    let drafts: Vec<Draft> = fields(Entity::Guest)
        .iter()
        .filter(|field| in_form(field))
        .filter_map(|field| match (field.shape, opened.get(field.name)) {
            (Shape::Register, Some(opened)) if opened.editable => Some(Draft::new(field, (*opened).clone(), Vec::new())),
            (Shape::Set, _) if guest.editable => {
                Some(Draft::new(field, unwritten(field), guest.sets.get(field.name).cloned().unwrap_or_default()))
            }
            _ => None,
        })
        .collect();
    let title = services.texts.with(Key::GuestEditTitle, &[("name", name_of(services, &guest).into())]);
    view! {
        <PageHead title=title />
        <Form drafts=drafts root=Some(root) />
    }
    .into_any()
}

/// The page for a new guest.
#[component]
pub fn NewGuest() -> impl IntoView {
    let texts = services().texts;
    let drafts =
        fields(Entity::Guest).iter().filter(|field| in_form(field)).map(|field| Draft::new(field, unwritten(field), Vec::new())).collect();
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=texts.text(Key::GuestsNew) />
            <Form drafts=drafts root=None />
        </main>
    }
}

fn unwritten(field: &Field) -> FieldView {
    FieldView { name: field.name.to_owned(), choices: Vec::new(), seen: Vec::new(), editable: true }
}

#[component]
fn Form(drafts: Vec<Draft>, root: Option<RootId>) -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let navigate = use_navigate();
    let (drafts, resumed): (Vec<_>, Vec<_>) = drafts.into_iter().map(|draft| draft.resumed(root)).unzip();
    let resumed = resumed.contains(&true);
    let drafts = StoredValue::new(drafts);
    let failed = RwSignal::new(None::<EngineProblem>);
    let unreadable = RwSignal::new(false);
    let saved = StoredValue::new(false);
    let dirty = Signal::derive(move || {
        !saved.get_value() && drafts.with_value(|drafts| drafts.iter().any(|draft| draft.typed.with(|typed| draft.is_changed(typed))))
    });
    page::guard(dirty);
    on_cleanup(move || {
        if saved.try_get_value() == Some(false) {
            drafts.try_update_value(|drafts| drafts.drain(..).for_each(|draft| draft.keep(root)));
        }
    });
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
                    services.toasts.say(services.texts.text(Key::AppSavedHere));
                    let to = match (outcome, root) {
                        (Outcome::Root(root), _) | (Outcome::Ok, Some(root)) => address::guest(root),
                        (Outcome::Ok, None) => address::GUESTS.to_owned(),
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
                    let inputs = inside.into_iter().map(|draft| input(services, draft, drafts_country(drafts))).collect_view();
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
                <a class="btn quiet" href=way_out on:click=move |_| saved.set_value(true)>{texts.text(Key::AppCancel)}</a>
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
    let none = || (String::new(), crate::pages::guests::row::NONE.to_owned());
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
        FieldKind::Language => choice(formats.sorted(LANGUAGES.iter().map(|tag| ((*tag).to_owned(), formats.language(tag))).collect())),
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
