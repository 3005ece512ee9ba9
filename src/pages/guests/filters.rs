//! The filters of the list: a chip for each, and the panel in which one is made or changed.

use innkeeper_segment::{About, Line, Node, field};
use innkeeper_texts::Key;
use innkeeper_view::rule::edit::about_inside;
use innkeeper_view::rule::{filter, line};
use leptos::prelude::*;

use super::Screen;
use crate::pages::rule::{Place, tokens};
use crate::platform::page;
use crate::ui::{Glyph, Icon, Popover};

/// What a filter is about before anybody chose.
const FIRST_FIELD: &str = "country";

/// The chips and the panel.
pub fn filters(screen: Screen) -> impl IntoView {
    let texts = screen.services.texts;
    let open = RwSignal::new(false);
    // The place of the filter that is changed; none for a new one.
    let place = RwSignal::new(None::<usize>);
    let draft = RwSignal::new(Line::default());
    let drawn = RwSignal::new(0_u32);
    let begin = move |at: Option<usize>, line: Option<Line>| {
        place.set(at);
        let fresh = || field(About::Guest, FIRST_FIELD).map_or_else(Line::default, |question| line::fresh(&question));
        draft.set(line.unwrap_or_else(fresh));
        drawn.update(|drawn| *drawn += 1);
    };
    // Opened by its own button, the panel makes a new filter.
    Effect::new(move |_| {
        if !open.get() {
            begin(None, None);
        }
    });
    let rule = Memo::new(move |_| screen.list.with(|list| list.rule.clone()));
    let chips = move || {
        let chip = |(at, node): (usize, Node)| {
            let (name, way, told) = words(screen, &node);
            let whole = format!("{name} {way} {told}");
            let remove_label = format!("{}: {whole}", texts.text(Key::GuestsFilterRemove));
            let change = move |_| {
                if let Node::Line(line) = &node {
                    begin(Some(at), Some(line.clone()));
                    open.set(true);
                }
            };
            let remove = move |_| screen.refine(|list| list.rule = filter::without(&list.rule, at));
            view! {
                <span class="chip filter">
                    <button type="button" title=whole on:click=change>{name} " " {way} " " <b>{told}</b></button>
                    <button type="button" class="x" aria-label=remove_label on:click=remove><Glyph of=Icon::X /></button>
                </span>
            }
        };
        rule.with(|rule| filter::parts(rule)).into_iter().enumerate().map(chip).collect::<Vec<_>>()
    };
    // Drawn only while they are seen: a filter that is taken must not wait for 250 countries.
    let inputs = move || {
        if !open.get() {
            return None;
        }
        drawn.track();
        let write = move |(line, other): (Line, bool)| {
            draft.set(line);
            if other {
                let held = document().active_element().map(|element| element.id()).unwrap_or_default();
                drawn.update(|drawn| *drawn += 1);
                request_animation_frame(move || page::focus(&held));
            }
        };
        let place = Place { read: Callback::new(move |()| draft.get_untracked()), write: Callback::new(write) };
        Some(tokens(screen.lexicon, About::Guest, "filter", place))
    };
    let take = move |_| {
        screen.refine(|list| list.rule = filter::with(&list.rule, place.get_untracked(), Node::Line(draft.get_untracked())));
        open.set(false);
    };
    let take_words = move || texts.text(if place.get().is_some() { Key::GuestsFilterChange } else { Key::GuestsFilterAdd });
    view! {
        <div class="chips">
            {chips}
            <Popover icon=Icon::Plus label=texts.text(Key::GuestsFilter) words=true open=open>
                <div class="rule-form">
                    <div class="tokens">{inputs}</div>
                    <p class="acts"><button type="button" class="btn primary" on:click=take>{take_words}</button></p>
                </div>
            </Popover>
        </div>
    }
}

/// A filter in words: its field, how it compares, with what.
fn words(screen: Screen, node: &Node) -> (String, String, String) {
    let texts = screen.services.texts;
    match node {
        Node::Line(line) => screen.lexicon.line(About::Guest, line),
        Node::Each(each) => (screen.lexicon.field(About::Guest, &each.field), String::new(), parts(screen, each.group.rules.len())),
        Node::Aggregate(aggregate) => (
            screen.lexicon.aggregate(aggregate, about_inside(node, About::Guest)),
            String::new(),
            parts(screen, aggregate.group.rules.len()),
        ),
        Node::Group(group) => (String::new(), String::new(), parts(screen, group.rules.len())),
        Node::Unread(_) => (texts.text(Key::RuleUnread), String::new(), String::new()),
    }
}

fn parts(screen: Screen, count: usize) -> String {
    screen.services.texts.with(Key::GuestsFilterParts, &[("count", count.into())])
}
