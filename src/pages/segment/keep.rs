//! Keeping who is in now under a name of its own, and what is said of a segment that is such a list.

use innkeeper_engine::protocol::{Command, NumbersView, Outcome, Query, View};
use innkeeper_texts::Key;
use innkeeper_view::address;
use innkeeper_view::rule::frozen::{self, Frozen};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::screen::Form;
use crate::platform::clock;
use crate::platform::intl::DayForm;
use crate::services::Services;
use crate::ui::{Button, Dialog, Glyph, Icon, Loading, TextField, Weight};

/// The dialog that asks for the name.
pub fn dialog(form: Form, open: RwSignal<bool>) -> impl IntoView {
    let texts = form.services.texts;
    view! { <Dialog open=open on_close=move |()| open.set(false) title=texts.text(Key::SegmentKeep)>{inside(form, open)}</Dialog> }
}

fn inside(form: Form, open: RwSignal<bool>) -> impl IntoView {
    let Services { engine, texts, .. } = form.services;
    let numbers = RwSignal::new(None::<NumbersView>);
    let rule = form.editor.rule();
    leptos::task::spawn_local(async move {
        if let Some(View::Numbers(view)) = engine.once(Query::Numbers(rule)).await {
            numbers.try_set(Some(view));
        }
    });
    let close = move || {
        view! { <p class="acts"><Button on_press=move |()| open.set(false)>{texts.text(Key::AppClose)}</Button></p> }
    };
    let refused = move |words: String| view! { <p class="err" role="alert"><Glyph of=Icon::CircleAlert />{words}</p>{close()} }.into_any();
    let broken = form.editor.audience.with_untracked(|audience| audience.as_ref().is_some_and(|audience| !audience.problems.is_empty()));
    move || match numbers.get() {
        _ if broken => refused(texts.text(Key::SegmentKeepBroken)),
        None => view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any(),
        Some(NumbersView { total: 0, .. }) => refused(texts.text(Key::SegmentKeepNobody)),
        Some(view) => {
            let listed = view.total - view.without;
            let fits = frozen::rule(form.root, clock::today(), &view.numbers).filter(|_| view.numbers.len() == listed as usize);
            match fits {
                Some(rule) if listed > 0 => ask(form, open, &view, rule).into_any(),
                Some(_) => refused(texts.with(Key::SegmentKeepWithout, &[("count", view.without.into())])),
                None => {
                    let most = frozen::room(&view.numbers);
                    refused(texts.with(Key::SegmentKeepMany, &[("count", view.total.into()), ("most", most.into())]))
                }
            }
        }
    }
}

fn ask(form: Form, open: RwSignal<bool>, view: &NumbersView, rule: String) -> impl IntoView {
    let Services { engine, texts, toasts, formats, .. } = form.services;
    let listed = view.total - view.without;
    let day = formats.day(clock::today(), DayForm::Long);
    let of = form.name.with_untracked(|name| if name.trim().is_empty() { texts.text(Key::SegmentNew) } else { name.trim().to_owned() });
    let named = |key| texts.with(key, &[("name", of.as_str().into()), ("day", day.as_str().into())]);
    let (name, description) = (RwSignal::new(named(Key::SegmentKeepName)), named(Key::SegmentKeepDescription));
    let without = (view.without > 0).then(|| texts.with(Key::SegmentKeepWithout, &[("count", view.without.into())]));
    let missing = RwSignal::new(false);
    let error = Signal::derive(move || missing.get().then(|| texts.text(Key::SegmentNameMissing)));
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked().trim().to_owned();
        missing.set(name.is_empty());
        if name.is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        let command = Command::SaveSegment { root: None, name: name.clone(), description: description.clone(), rule: rule.clone() };
        leptos::task::spawn_local(async move {
            let answer = engine.run(command).await;
            busy.try_set(false);
            match answer {
                Ok(outcome) => {
                    open.try_set(false);
                    toasts.say(texts.with(Key::SegmentSaved, &[("name", name.into())]));
                    if let Outcome::Root(root) = outcome {
                        form.go.try_run((address::segment(root), false));
                    }
                }
                Err(problem) => toasts.warn(texts.trouble(&problem)),
            }
        });
    };
    view! {
        <form class="keep" on:submit=submit>
            <p>{texts.with(Key::SegmentKeepText, &[("count", listed.into())])}</p>
            {without.map(|without| view! { <p class="note">{without}</p> })}
            <TextField label=texts.text(Key::SegmentName) value=name error=error autofocus=true />
            <p class="acts">
                <Button on_press=move |()| open.set(false)>{texts.text(Key::AppCancel)}</Button>
                <Button weight=Weight::Filled submit=true busy=busy>{texts.with(Key::SegmentKeepSave, &[("count", listed.into())])}</Button>
            </p>
        </form>
    }
}

/// What is said over a rule that lists guests.
pub fn note(form: Form) -> impl IntoView {
    let Services { texts, formats, .. } = form.services;
    let found = Memo::new(move |_| form.editor.edited.with(|edited| frozen::of(edited.now())));
    move || {
        let Frozen { of, day, count } = found.get()?;
        let words = match day {
            Some(day) => {
                let day = formats.day(day, DayForm::Long);
                texts.with(Key::SegmentFixedOf, &[("count", count.into()), ("day", day.into())])
            }
            None => texts.with(Key::SegmentFixedText, &[("count", count.into())]),
        };
        let compare = of.zip(form.root).and_then(|(of, root)| {
            let name = form.editor.lexicon.segment(of)?;
            let words = texts.with(Key::SegmentFixedCompare, &[("name", name.into())]);
            Some(view! { <a href=address::compare(Some(root), Some(of))>{words}</a> })
        });
        Some(view! { <p class="fixed"><Glyph of=Icon::Lock /><span>{words} " " {compare}</span></p> })
    }
}
