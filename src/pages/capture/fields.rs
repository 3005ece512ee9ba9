//! Who the visitor is, how warm, and what they are interested in.

use std::cell::RefCell;

use innkeeper_domain::country::Country;
use innkeeper_domain::lead::{self as keys, Grade, Interest};
use innkeeper_engine::protocol::{KnownGuest, LeadsView, Query, View};
use innkeeper_texts::Key;
use innkeeper_view::form;
use innkeeper_view::lead::{Entry, LeadForm};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::form::Sheet;
use crate::platform::clock;
use crate::platform::intl::DayForm;
use crate::platform::page;
use crate::ui::{Glyph, Icon, NOTHING};

thread_local! {
    /// Country of the visitor before, to be chosen again.
    static LAST_COUNTRY: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps what the next visitor may share with this one.
pub fn remember(sheet: Sheet) {
    let country = sheet.peek(Entry::Country);
    if !country.is_empty() {
        LAST_COUNTRY.set(country);
    }
}

/// The id of an entry's input.
pub fn id(entry: Entry) -> String {
    format!("lead-{}", entry.name())
}

/// Where Enter leads: on through the lines, and then to the grades.
const fn after(entry: Entry) -> Entry {
    match entry {
        Entry::Name => Entry::Company,
        Entry::Company => Entry::Email,
        Entry::Email => Entry::Phone,
        Entry::JobTitle => Entry::Country,
        Entry::TravelPeriod => Entry::RoomNights,
        Entry::RoomNights => Entry::NextStep,
        Entry::NextStep => Entry::Notes,
        _ => Entry::Grade,
    }
}

/// `type`, `inputmode`, `autocapitalize` of an entry's input.
const fn attributes(entry: Entry) -> (&'static str, &'static str, &'static str) {
    match entry {
        Entry::Name | Entry::Company => ("text", "text", "words"),
        // Not `email`: the browser would refuse what must be kept as given.
        Entry::Email => ("text", "email", "off"),
        Entry::Phone => ("tel", "tel", "off"),
        Entry::RoomNights => ("text", "numeric", "off"),
        _ => ("text", "text", "sentences"),
    }
}

/// The lines of the form.
pub fn fields(sheet: Sheet, leads: ReadSignal<Option<LeadsView>>) -> AnyView {
    let texts = sheet.services.texts;
    let filled = sheet.form.with_untracked(|form| Entry::LATER.into_iter().any(|entry| !form.get(entry).is_empty()));
    let more = RwSignal::new(filled);
    let lines = [Entry::Name, Entry::Company, Entry::Email, Entry::Phone].map(|entry| line(sheet, entry));
    let later = move || {
        more.get().then(|| {
            let lines = Entry::LATER
                .into_iter()
                .map(|entry| match entry {
                    Entry::Country => countries(sheet),
                    Entry::Notes => notes(sheet),
                    entry => line(sheet, entry),
                })
                .collect_view();
            view! { <div class="lines" id="lead-more">{lines}</div> }
        })
    };
    view! {
        <div class="lines">{lines}</div>
        {known(sheet)}
        <div class="more">
                <button
                    type="button"
                    class="btn big"
                    aria-expanded=move || if more.get() { "true" } else { "false" }
                    aria-controls="lead-more"
                    on:click=move |_| more.update(|more| *more = !*more)
                >
                    <Glyph of=Icon::ChevronDown />
                    {texts.text(Key::CaptureMore)}
                </button>
                {again(sheet, leads)}
            </div>
        {later}
    }
    .into_any()
}

fn label(sheet: Sheet, entry: Entry) -> String {
    let texts = sheet.services.texts;
    entry.field().map_or_else(|| texts.text(Key::CaptureName), |field| texts.label(field.label))
}

/// One line. What looks wrong in an address or number is a hint once the person has gone on; it never holds anybody up.
fn line(sheet: Sheet, entry: Entry) -> AnyView {
    let texts = sheet.services.texts;
    let (input_type, input_mode, capitals) = attributes(entry);
    let left = RwSignal::new(false);
    let hint = Memo::new(move |_| {
        let field = entry.field().filter(|_| left.get() && matches!(entry, Entry::Email | Entry::Phone))?;
        let country = Some(sheet.get(Entry::Country)).filter(|country| !country.is_empty());
        form::read(field, &sheet.get(entry), country.as_deref()).1.first().map(|problem| texts.problem(problem))
    });
    let key = move |event: KeyboardEvent| {
        let plain = !event.is_composing() && event.key_code() != 229 && !event.ctrl_key() && !event.meta_key();
        if event.key() == "Enter" && plain {
            event.prevent_default();
            page::focus(&id(after(entry)));
        }
    };
    let below = format!("{}-below", id(entry));
    view! {
        <div class="field">
            <label for=id(entry)>{label(sheet, entry)}</label>
            <input
                id=id(entry)
                type=input_type
                inputmode=input_mode
                autocapitalize=capitals
                autocomplete="off"
                spellcheck="false"
                enterkeyhint="next"
                placeholder=(entry == Entry::Email).then(|| texts.text(Key::CaptureEmailExample))
                prop:value=move || sheet.get(entry)
                on:input:target=move |event| {
                    left.set(false);
                    sheet.set(entry, event.target().value());
                }
                on:change=move |_| left.set(true)
                on:keydown=key
                aria-describedby=below.clone()
            />
            {move || hint.get().map(|hint| view! { <p class="hint" id=below.clone() role="status">{hint}</p> })}
        </div>
    }
    .into_any()
}

fn notes(sheet: Sheet) -> AnyView {
    view! {
        <div class="field full">
            <label for=id(Entry::Notes)>{label(sheet, Entry::Notes)}</label>
            <textarea
                id=id(Entry::Notes)
                rows="2"
                prop:value=move || sheet.get(Entry::Notes)
                on:input:target=move |event| sheet.set(Entry::Notes, event.target().value())
            ></textarea>
        </div>
    }
    .into_any()
}

fn countries(sheet: Sheet) -> AnyView {
    let formats = sheet.services.formats;
    let all = Country::all().iter().map(|country| (country.alpha2().to_owned(), formats.country(country.alpha2()))).collect();
    select(sheet, Entry::Country, label(sheet, Entry::Country), NOTHING.to_owned(), formats.sorted(all))
}

/// One of a list; `none` are the words for no choice.
pub fn select(sheet: Sheet, entry: Entry, label: String, none: String, options: Vec<(String, String)>) -> AnyView {
    let choices = std::iter::once((String::new(), none))
        .chain(options)
        .map(|(code, words)| {
            let own = code.clone();
            view! { <option value=code prop:selected=move || sheet.form.with(|form| form.get(entry) == own)>{words}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=id(entry)>{label}</label>
            <select id=id(entry) on:change:target=move |event| sheet.set(entry, event.target().value())>{choices}</select>
        </div>
    }
    .into_any()
}

/// Company and country of the visitor before, one press instead of typing them again.
fn again(sheet: Sheet, leads: ReadSignal<Option<LeadsView>>) -> impl IntoView {
    let services = sheet.services;
    let company = Memo::new(move |_| {
        leads.with(|leads| leads.as_ref().and_then(|leads| leads.rows.first()).map(|row| row.company.clone())).unwrap_or_default()
    });
    let chip = move |entry: Entry, value: String, words: String| {
        let offered = !value.is_empty() && sheet.get(entry).is_empty();
        offered.then(|| view! { <button type="button" class="chip" on:click=move |_| sheet.set(entry, value.clone())>{words}</button> })
    };
    move || {
        let company = company.get();
        let country = LAST_COUNTRY.with_borrow(Clone::clone);
        let same_company = services.texts.with(Key::CaptureSameCompany, &[("company", (&company).into())]);
        let same_country = services.texts.with(Key::CaptureSameCountry, &[("country", services.formats.country(&country).into())]);
        view! {
            {chip(Entry::Company, company, same_company)}
            {chip(Entry::Country, country, same_country)}
        }
    }
}

/// That the visitor has been a guest: said quietly, never asked.
fn known(sheet: Sheet) -> impl IntoView {
    let services = sheet.services;
    let contact = Memo::new(move |_| sheet.form.with(LeadForm::recognisable));
    let (email, phone) = contact.get_untracked();
    let watched = services.engine.watch(Query::Known(email, phone), |view| match view {
        View::Known(guests) => Some(guests),
        _ => None,
    });
    Effect::new(move |before: Option<(String, String)>| {
        let now = contact.get();
        if before.as_ref().is_some_and(|before| *before != now) {
            watched.ask(Query::Known(now.0.clone(), now.1.clone()));
        }
        now
    });
    let words = move |guest: &KnownGuest| {
        let when = guest.last_stay.unwrap_or_else(clock::today);
        services
            .texts
            .with(Key::CaptureKnown, &[("count", guest.stays.into()), ("when", services.formats.day(when, DayForm::Month).into())])
    };
    let line = move || watched.view.with(|guests| guests.as_ref().and_then(|guests| guests.first()).map(words));
    view! {
        <p class="known" role="status">
            {move || line().map(|words| view! { <Glyph of=Icon::Users />{words} })}
        </p>
    }
}

/// How warm: four tiles of which one holds.
pub fn grades(sheet: Sheet) -> AnyView {
    let texts = sheet.services.texts;
    let captions = [Key::CaptureGradeA, Key::CaptureGradeB, Key::CaptureGradeC, Key::CaptureGradeD];
    let tiles = Grade::ALL
        .iter()
        .zip(captions)
        .map(|(grade, caption)| {
            let code = grade.code();
            // Enter leads from the last line to the first of them.
            let first = (code == "a").then(|| id(Entry::Grade));
            view! {
                <label class="grade" data-g=code>
                    <input
                        id=first
                        type="radio"
                        name="grade"
                        value=code
                        prop:checked=move || sheet.form.with(|form| form.get(Entry::Grade) == code)
                        on:change=move |_| sheet.set(Entry::Grade, code.to_owned())
                    />
                    <span>
                        <b>{code.to_ascii_uppercase()}</b>
                        <small>{texts.text(caption)}</small>
                    </span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="grades-f" role="radiogroup">
            <legend>{texts.text(Key::CaptureWarm)}</legend>
            <div>{tiles}</div>
        </fieldset>
    }
    .into_any()
}

/// What they ask for: tiles that are on or off.
pub fn interests(sheet: Sheet) -> AnyView {
    let texts = sheet.services.texts;
    let tiles = Interest::CODES
        .iter()
        .map(|code| {
            let code = *code;
            let on = move || if sheet.form.with(|form| form.has(Entry::Interests, code)) { "true" } else { "false" };
            view! {
                <button type="button" class="pick" aria-pressed=on on:click=move |_| sheet.toggle(Entry::Interests, code)>
                    <Glyph of=Icon::Check />
                    {texts.label(&keys::INTERESTS.field().code_label(code))}
                </button>
            }
        })
        .collect_view();
    view! {
        <fieldset class="ints">
            <legend>{texts.text(Key::CaptureInterests)}</legend>
            <div>{tiles}</div>
        </fieldset>
    }
    .into_any()
}
