//! Why a guest is in or not: the rule in words, each part with its truth and the guest's own value.

use innkeeper_engine::protocol::NodeTruth;
use innkeeper_segment::{About, Each, Group, Kind, Node, field};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::rule::edit::Path;
use leptos::prelude::*;

use super::editor::Editor;
use super::side::name_of;
use super::tree::together;
use crate::ui::{Glyph, Icon};

/// The panel for the guest who is explained.
pub fn panel(editor: Editor, explain: RwSignal<Option<RootId>>) -> impl IntoView {
    let texts = editor.lexicon.services.texts;
    // The name stays known while the guest leaves the sample because the rule is changed.
    let name = Memo::new(move |before: Option<&Option<(RootId, String)>>| {
        let root = explain.get()?;
        let found = editor
            .audience
            .with(|audience| audience.as_ref()?.rows.iter().find(|row| row.root == root).map(|row| name_of(editor.lexicon.services, row)));
        found.or_else(|| before.cloned().flatten().filter(|(known, _)| *known == root).map(|(_, name)| name)).map(|name| (root, name))
    });
    move || {
        let (_, name) = name.get()?;
        editor.audience.with(|audience| {
            let truths = &audience.as_ref().filter(|audience| audience.query.explain == explain.get())?.why;
            let is_in = truths.iter().find(|truth| truth.path.is_empty()).map_or_else(
                || audience.as_ref().is_some_and(|audience| audience.rows.iter().any(|row| Some(row.root) == explain.get_untracked())),
                |root| root.truth == Some(true),
            );
            let title = if is_in { Key::SegmentWhyIn } else { Key::SegmentWhyOut };
            let tree = editor.edited.with(|edited| group(editor, edited.now(), About::Guest, &Path::new(), truths));
            Some(view! {
                <section class="card why" aria-live="polite">
                    <header><h2>{texts.with(title, &[("name", name.into())])}</h2></header>
                    <ul class="tree">{tree}</ul>
                </section>
            })
        })
    }
}

fn group(editor: Editor, group: &Group, about: About, path: &Path, truths: &[NodeTruth]) -> Vec<AnyView> {
    (0..).zip(&group.rules).map(|(at, node)| part(editor, node, about, &path.iter().copied().chain([at]).collect(), truths)).collect()
}

fn part(editor: Editor, node: &Node, about: About, path: &Path, truths: &[NodeTruth]) -> AnyView {
    let texts = editor.lexicon.services.texts;
    let found = truths.iter().find(|truth| truth.path == *path);
    let truth = found.and_then(|truth| truth.truth);
    let (words, own, inside) = match node {
        Node::Line(line) => {
            let (name, way, told) = editor.lexicon.line(about, line);
            let value = found.and_then(|truth| truth.value.as_ref()).zip(field(about, &line.field));
            let own = value.and_then(|(value, question)| editor.lexicon.own(&question, value));
            // What is asked of one stay at a time has no single value of the guest's.
            let own = own.or_else(|| (about == About::Guest).then(|| texts.text(Key::SegmentNoValue)));
            (format!("{name} {way} {told}"), own, None)
        }
        Node::Group(inner) => (texts.text(together(inner)), None, Some(group(editor, inner, about, path, truths))),
        Node::Each(each) => (how_many(editor, each), None, Some(group(editor, &each.group, things(about, each), path, truths))),
        Node::Unread(_) => (texts.text(Key::RuleUnread), None, None),
    };
    let (icon, key, ok) = match truth {
        Some(true) => (Icon::Check, Key::SegmentHolds, "1"),
        Some(false) => (Icon::X, Key::SegmentFails, "0"),
        None => (Icon::CircleAlert, Key::SegmentUnknown, ""),
    };
    view! {
        <li data-ok=ok>
            <Glyph of=icon />
            <div class="who"><b>{words}</b><span class="vh">{texts.text(key)}</span>{own.map(|own| view! { <small>{own}</small> })}</div>
            {inside.map(|inside| view! { <ul>{inside}</ul> })}
        </li>
    }
    .into_any()
}

fn things(about: About, each: &Each) -> About {
    match field(about, &each.field).map(|question| question.kind) {
        Some(Kind::Each(things)) => things,
        _ => about,
    }
}

fn how_many(editor: Editor, each: &Each) -> String {
    let texts = editor.lexicon.services.texts;
    let mode = texts.label(each.matching.mode.label());
    let number = each.matching.threshold.filter(|_| each.matching.mode.counts()).map_or_else(String::new, |number| format!(" {number}"));
    let things = if each.field == "stays" { Key::RuleEachStays } else { Key::RuleEachConsents };
    format!("{} {mode}{number} {}", texts.text(Key::RuleHas), texts.text(things))
}
