//! What the segment asked before: who changed it when and how, and the way back to an earlier rule.

use innkeeper_domain::Instant;
use innkeeper_engine::protocol::{Query, RuleVersion, View};
use innkeeper_segment::Group;
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::rule::changes::{self, Said};
use innkeeper_view::rule::words;
use leptos::prelude::*;

use super::editor::Editor;
use super::screen::read;
use crate::platform::intl::MomentForm;
use crate::services::Services;
use crate::ui::{Button, Dialog, Loading};

/// The sheet over the page.
pub fn sheet(editor: Editor, root: RootId, open: RwSignal<bool>) -> impl IntoView {
    let texts = editor.lexicon.services.texts;
    let close = move |()| open.set(false);
    view! {
        <Dialog sheet=true open=open on_close=close title=texts.text(Key::SegmentVersions)>
            {list(editor, root, open)}
            <p class="acts"><Button on_press=close>{texts.text(Key::AppClose)}</Button></p>
        </Dialog>
    }
}

fn list(editor: Editor, root: RootId, open: RwSignal<bool>) -> impl IntoView {
    let texts = editor.lexicon.services.texts;
    let watched = editor.lexicon.services.engine.watch(Query::Versions(root), |view| match view {
        View::Versions(versions) => Some(versions),
        _ => None,
    });
    move || {
        watched.view.with(|versions| match versions.as_deref() {
            None => view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any(),
            Some([] | [_]) => view! { <p class="note">{texts.text(Key::SegmentVersionsNone)}</p> }.into_any(),
            Some(versions) => {
                let befores = versions.iter().skip(1).map(Some).chain([None]);
                let lines: Vec<_> = versions
                    .iter()
                    .zip(befores)
                    .enumerate()
                    .map(|(at, (version, before))| line(editor, open, at == 0, version, before))
                    .collect();
                view! { <ul class="list versions">{lines}</ul> }.into_any()
            }
        })
    }
}

fn line(editor: Editor, open: RwSignal<bool>, now: bool, version: &RuleVersion, before: Option<&RuleVersion>) -> AnyView {
    let Services { texts, formats, toasts, .. } = editor.lexicon.services;
    let at = formats.moment(Instant(version.at), MomentForm::Full);
    let by = texts.with(Key::SegmentVersionBy, &[("name", texts.author(&version.by).into()), ("at", at.into())]);
    let rule = read(&version.rule);
    let title = match (now, before) {
        (true, _) => Some(Key::SegmentVersionNow),
        (false, None) => Some(Key::SegmentVersionFirst),
        (false, Some(_)) => None,
    };
    let told = told(editor, before.map(|before| read(&before.rule)), &rule);
    let back = (!now && editor.editable).then(|| {
        let take = move |()| {
            editor.step(|now| {
                now.clone_from(&rule);
                None
            });
            open.set(false);
            toasts.say(texts.text(Key::SegmentVersionTaken));
        };
        view! { <Button on_press=take>{texts.text(Key::SegmentVersionBack)}</Button> }
    });
    view! {
        <li>
            <div class="who">
                <b>{by}</b>
                {title.map(|title| view! { <small>{texts.text(title)}</small> })}
                <ul>{told.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
            </div>
            {back}
        </li>
    }
    .into_any()
}

/// What is another than before; of the first all that it asks.
fn told(editor: Editor, before: Option<Group>, rule: &Group) -> Vec<String> {
    let texts = editor.lexicon.services.texts;
    let words = |(about, node): &Said| words::part(node, *about, &editor.lexicon);
    let is_first = before.is_none();
    let changes = changes::between(&before.unwrap_or_default(), rule);
    if is_first {
        let all: Vec<String> = changes.added.iter().map(words).collect();
        return if all.is_empty() { vec![texts.text(Key::SegmentVersionEverybody)] } else { all };
    }
    if changes.is_empty() {
        return vec![texts.text(Key::SegmentVersionOrder)];
    }
    let say = |key: Key, lines: &[Said]| lines.iter().map(|said| texts.with(key, &[("line", words(said).into())])).collect::<Vec<_>>();
    [say(Key::SegmentVersionAdded, &changes.added), say(Key::SegmentVersionRemoved, &changes.removed)].concat()
}
