//! The visitor decides: two boxes with the exact words, empty at first, and the same alone and large on a turned screen.

use innkeeper_domain::consent::Channel;
use innkeeper_engine::protocol::{Query, View};
use innkeeper_texts::Key;
use innkeeper_view::form::LANGUAGES;
use innkeeper_view::lead::{self, Entry, Question};
use leptos::prelude::*;

use super::fields;
use super::form::Sheet;
use crate::ui::{Button, Dialog, Glyph, Icon, Weight};

/// What can be asked in the visitor's language, or in that of the page while nobody chose one.
pub fn questions(sheet: Sheet) -> Memo<Vec<Question>> {
    let services = sheet.services;
    let language = Memo::new(move |_| {
        let chosen = sheet.get(Entry::Language);
        if chosen.is_empty() { services.texts.locale().tag().to_owned() } else { chosen }
    });
    let watched = services.engine.watch(Query::Wordings(language.get_untracked()), |view| match view {
        View::Wordings(wordings) => Some(wordings),
        _ => None,
    });
    Effect::new(move |before: Option<String>| {
        let now = language.get();
        if before.as_ref().is_some_and(|before| *before != now) {
            watched.ask(Query::Wordings(now.clone()));
        }
        now
    });
    Memo::new(move |_| {
        watched.view.with(|wordings| wordings.as_ref().map(|wordings| lead::questions(wordings, &language.get())).unwrap_or_default())
    })
}

/// The boxes in the form.
pub fn allows(sheet: Sheet, questions: Memo<Vec<Question>>) -> AnyView {
    let services = sheet.services;
    let texts = services.texts;
    let turned = RwSignal::new(false);
    // That of the page comes first, as what nobody has to choose.
    let page = texts.locale().tag();
    let kept = sheet.peek(Entry::Language);
    let others = LANGUAGES.iter().filter(|tag| **tag != page || **tag == kept);
    let languages = others.map(|tag| ((*tag).to_owned(), services.formats.language(tag))).collect();
    let own = services.formats.language(page);
    let none = move || questions.with(Vec::is_empty).then(|| view! { <p class="note">{texts.text(Key::CaptureNoWords)}</p> });
    let hotel =
        services.status.with_untracked(|status| status.as_ref().and_then(|status| status.person.clone())).map(|person| person.hotel);
    view! {
        <fieldset class="says">
            <legend>{texts.text(Key::CaptureDecides)}</legend>
            <div class="says-h">
                {fields::select(sheet, Entry::Language, texts.text(Key::CaptureLanguage), own, services.formats.sorted(languages))}
                <button type="button" class="btn turn" on:click=move |_| turned.set(true)>
                    <Glyph of=Icon::RotateCw />
                    {texts.text(Key::CaptureTurn)}
                </button>
            </div>
            <div class="boxes">
                {boxes(sheet, questions, true)}
                {none}
            </div>
        </fieldset>
        <Dialog open=turned on_close=move |()| turned.set(false) title=hotel.unwrap_or_default()>
            <div class="turned">
                <div class="boxes">{boxes(sheet, questions, false)}</div>
                <Button weight=Weight::Filled on_press=move |()| turned.set(false)>{texts.text(Key::CaptureHandBack)}</Button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// A box per question. The visitor reads the words alone; at the stand a line above says in short what they are about.
fn boxes(sheet: Sheet, questions: Memo<Vec<Question>>, in_short: bool) -> impl IntoView {
    let texts = sheet.services.texts;
    move || {
        questions
            .get()
            .into_iter()
            .map(|question| {
                let code = question.channel.code();
                let short = if question.channel == Channel::Phone { Key::CaptureAllowPhone } else { Key::CaptureAllowEmail };
                view! {
                    <label class="say">
                        <input
                            type="checkbox"
                            prop:checked=move || sheet.form.with(|form| form.has(Entry::Allows, code))
                            on:change=move |_| sheet.toggle(Entry::Allows, code)
                        />
                        <span class="box"><Glyph of=Icon::Check /></span>
                        <span class="tx">
                            {in_short.then(|| view! { <b>{texts.text(short)}</b> })}
                            <small lang=question.text.locale>{question.text.text}</small>
                        </span>
                    </label>
                }
            })
            .collect_view()
    }
}
