//! The audience as a file: what leaves the house, why, and the person's own password. The server makes it, of what it has, and keeps a book of it.

use innkeeper_domain::Instant;
use innkeeper_domain::access::MOST_EXPORTED;
use innkeeper_engine::protocol::EngineProblem;
use innkeeper_texts::Key;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::screen::Form;
use crate::pages::asked::Asked;
use crate::pages::rule::Lexicon;
use crate::platform::intl::MomentForm;
use crate::platform::server::{self, Record};
use crate::platform::{clock, files};
use crate::services::Services;
use crate::ui::{Button, Dialog, Glyph, Icon, Kind, Loading, TextField, Weight};

/// The dialog.
pub fn dialog(form: Form, open: RwSignal<bool>) -> impl IntoView {
    let texts = form.services.texts;
    view! { <Dialog open=open on_close=move |()| open.set(false) title=texts.text(Key::SegmentExport)>{inside(form, open)}</Dialog> }
}

fn inside(form: Form, open: RwSignal<bool>) -> impl IntoView {
    let texts = form.services.texts;
    let audience = form.editor.audience;
    let counted = move || audience.with(|audience| audience.as_ref().map(|view| (view.problems.is_empty(), view.total)));
    // As it was when it was first known here: what somebody else changes does not empty the form.
    let found = Memo::new(move |before: Option<&Option<(bool, u32)>>| before.copied().flatten().or_else(counted));
    let refused = move |words: String| {
        view! {
            <p class="err" role="alert"><Glyph of=Icon::CircleAlert />{words}</p>
            <p class="acts"><Button on_press=move |()| open.set(false)>{texts.text(Key::AppClose)}</Button></p>
        }
        .into_any()
    };
    move || match found.get() {
        None => view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any(),
        Some((false, _)) => refused(texts.text(Key::SegmentKeepBroken)),
        Some((true, 0)) => refused(texts.text(Key::SegmentKeepNobody)),
        Some((true, total)) if total > MOST_EXPORTED => {
            refused(texts.with(Key::SegmentExportMany, &[("count", total.into()), ("most", MOST_EXPORTED.into())]))
        }
        Some((true, total)) => ask(form, open, total).into_any(),
    }
}

fn ask(form: Form, open: RwSignal<bool>, total: u32) -> impl IntoView {
    let Services { texts, toasts, .. } = form.services;
    let (reason, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let asked = RwSignal::new(false);
    let failed = RwSignal::new(None::<EngineProblem>);
    let missing = move |of: RwSignal<String>, words: Key| {
        Signal::derive(move || (asked.get() && of.with(|typed| typed.trim().is_empty())).then(|| texts.text(words)))
    };
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        asked.set(true);
        let (why, own) = (reason.get_untracked().trim().to_owned(), password.get_untracked());
        if why.is_empty() || own.is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let members: Vec<(&str, JsValue)> = vec![
            ("rule", form.editor.rule().into()),
            ("segment", form.root.map_or(JsValue::NULL, |root| root.to_string().into())),
            ("reason", why.into()),
            ("password", own.into()),
            ("language", texts.locale().tag().into()),
        ];
        leptos::task::spawn_local(async move {
            let answer = server::post_for_text("/api/audience/export", &members).await;
            busy.try_set(false);
            match answer {
                Ok(file) => {
                    let name = format!("guests-{}.csv", clock::today());
                    if files::save(&name, file.as_bytes()) {
                        open.try_set(false);
                        toasts.say(texts.with(Key::SegmentExported, &[("file", name.into())]));
                    }
                }
                Err(problem) => drop(failed.try_set(Some(problem))),
            }
        });
    };
    view! {
        <form class="keep" on:submit=submit>
            <p>{texts.with(Key::SegmentExportText, &[("count", total.into())])}</p>
            <p class="note">{texts.text(Key::SegmentExportKept)}</p>
            <TextField label=texts.text(Key::SegmentExportReason) value=reason error=missing(reason, Key::SegmentExportReasonMissing) autofocus=true />
            <TextField
                label=texts.text(Key::GuestErasePassword)
                value=password
                kind=Kind::Password
                autocomplete="current-password"
                error=missing(password, Key::SegmentExportPasswordMissing)
            />
            {move || failed.get().map(|problem| view! { <p class="err" role="alert"><Glyph of=Icon::CircleAlert />{texts.trouble(&problem)}</p> })}
            {earlier(form)}
            <p class="acts">
                <Button on_press=move |()| open.set(false)>{texts.text(Key::AppCancel)}</Button>
                <Button weight=Weight::Filled submit=true busy=busy>{texts.text(Key::SegmentExportGo)}</Button>
            </p>
        </form>
    }
}

/// What was exported before; nothing while the server is not reached.
fn earlier(form: Form) -> impl IntoView {
    let texts = form.services.texts;
    let book = Asked::new("/api/audience/exports".to_owned());
    let lexicon = form.editor.lexicon;
    move || {
        let lines = book.with(|answer| answer.items().iter().map(|made| line(lexicon, made)).collect::<Vec<_>>())?;
        (!lines.is_empty()).then(|| {
            view! { <details class="book"><summary>{texts.text(Key::SegmentExportEarlier)}</summary><ul class="list">{lines}</ul></details> }
        })
    }
}

fn line(lexicon: Lexicon, made: &Record) -> AnyView {
    let Services { texts, formats, .. } = lexicon.services;
    let at = formats.moment(Instant(made.number("at").unwrap_or_default()), MomentForm::Full);
    let by = made.text("by");
    let by = lexicon.colleagues.with(|all| all.iter().find(|(id, _)| *id == by).map_or(by.clone(), |(_, name)| name.clone()));
    let guests = made.number("guests").unwrap_or_default();
    let words = texts.with(Key::SegmentExportLine, &[("at", at.into()), ("name", by.into()), ("count", guests.into())]);
    view! { <li><span>{words}</span><small>{made.text("reason")}</small></li> }.into_any()
}
