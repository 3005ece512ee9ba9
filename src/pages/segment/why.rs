//! Why a guest is in or not: the rule in words, each part with its truth and the guest's own value.

use innkeeper_engine::protocol::NodeTruth;
use innkeeper_segment::{About, Group, Node, field};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::address;
use innkeeper_view::rule::aggregate;
use innkeeper_view::rule::edit::{Path, about_inside};
use innkeeper_view::rule::why::{self, Keeps};
use innkeeper_view::rule::words;
use leptos::prelude::*;

use super::editor::Editor;
use super::side::name_of;
use crate::pages::rule::guests;
use crate::ui::{Card, Glyph, Icon, Suggest, Takes};

/// The panel: any guest is found here, and the one that was chosen here or in the sample is explained.
pub fn panel(editor: Editor, explain: RwSignal<Option<RootId>>) -> impl IntoView {
    let services = editor.lexicon.services;
    let texts = services.texts;
    let choose = Callback::new(move |root: String| explain.set(root.parse().ok()));
    let told = move || {
        let Some(root) = explain.get() else { return view! { <p class="note">{texts.text(Key::SegmentWhyHint)}</p> }.into_any() };
        editor.audience.with(|audience| {
            let Some(audience) = audience.as_ref().filter(|audience| audience.query.explain == Some(root)) else { return ().into_any() };
            let Some(guest) = &audience.explained else { return ().into_any() };
            let is_in = audience.why.iter().any(|truth| truth.path.is_empty() && truth.truth == Some(true));
            let title =
                texts.with(if is_in { Key::SegmentWhyIn } else { Key::SegmentWhyOut }, &[("name", name_of(services, guest).into())]);
            editor.edited.with(|edited| {
                let keeps = why::keeping_out(edited.now(), &audience.why);
                let told = Told { editor, truths: &audience.why, keeps: &keeps };
                let summary = match (keeps.parts.len(), keeps.any) {
                    (0, _) => None,
                    (1, _) => Some(texts.text(Key::SegmentKeepsOne)),
                    (_, true) => Some(texts.text(Key::SegmentKeepsAny)),
                    (count, false) => Some(texts.with(Key::SegmentKeeps, &[("count", count.into())])),
                };
                view! {
                    <h3><a href=address::guest(root)>{title}</a></h3>
                    {summary.map(|summary| view! { <p class="note">{summary}</p> })}
                    <ul class="tree">{told.group(edited.now(), About::Guest, &Path::new())}</ul>
                }
                .into_any()
            })
        })
    };
    view! {
        <Card title=texts.text(Key::SegmentWhy)>
            <div class="why">
                <Suggest
                    id="why-guest"
                    label=texts.text(Key::SegmentWhyFind)
                    example=texts.text(Key::SegmentWhyExample)
                    class="text-in"
                    takes=Takes::Offers
                    find=guests(services)
                    on_value=choose
                />
                <div aria-live="polite">{told}</div>
            </div>
        </Card>
    }
}

/// What is told of a guest.
#[derive(Clone, Copy)]
struct Told<'a> {
    editor: Editor,
    truths: &'a [NodeTruth],
    keeps: &'a Keeps,
}

impl Told<'_> {
    fn group(self, group: &Group, about: About, path: &Path) -> Vec<AnyView> {
        (0..).zip(&group.rules).map(|(at, node)| self.part(node, about, &path.iter().copied().chain([at]).collect())).collect()
    }

    fn part(self, node: &Node, about: About, path: &Path) -> AnyView {
        let editor = self.editor;
        let texts = editor.lexicon.services.texts;
        let found = self.truths.iter().find(|truth| truth.path == *path);
        let truth = found.and_then(|truth| truth.truth);
        let value = found.and_then(|truth| truth.value.as_ref());
        let no_value = || texts.text(Key::SegmentNoValue);
        let own = match node {
            Node::Line(line) => {
                let own = value.zip(field(about, &line.field)).and_then(|(value, question)| editor.lexicon.own(&question, value));
                // What is asked of one stay at a time has no single value of the guest's.
                own.or_else(|| (about == About::Guest).then(no_value))
            }
            Node::Aggregate(now) => {
                let asked = aggregate::question(now, about_inside(node, about));
                let own = value.zip(asked).and_then(|(value, question)| editor.lexicon.own(&question, value));
                Some(own.unwrap_or_else(no_value))
            }
            Node::Group(_) | Node::Each(_) | Node::Unread(_) => None,
        };
        let words = words::part(node, about, &editor.lexicon);
        let inside = node.inner().map(|inner| self.group(inner, about_inside(node, about), path));
        let (icon, key, ok) = match truth {
            Some(true) => (Icon::Check, Key::SegmentHolds, "1"),
            Some(false) => (Icon::X, Key::SegmentFails, "0"),
            None => (Icon::CircleAlert, Key::SegmentUnknown, ""),
        };
        let keeps = self.keeps.parts.contains(path).then_some("");
        let mark = keeps.map(|_| texts.text(Key::SegmentKeepsMark));
        view! {
            <li data-ok=ok data-keeps=keeps>
                <Glyph of=icon />
                <div class="who">
                    <b>{words}</b>
                    <span class="vh">{texts.text(key)} " " {mark}</span>
                    {own.map(|own| view! { <small>{own}</small> })}
                </div>
                {inside.map(|inside| view! { <ul>{inside}</ul> })}
            </li>
        }
        .into_any()
    }
}
