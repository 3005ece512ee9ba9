//! What stays come to, in the head of its group: what is made of which field, and what it is compared with.

use innkeeper_segment::{About, Aggregate, Function, Line, Node, field};
use innkeeper_texts::Key;
use innkeeper_view::rule::aggregate;
use innkeeper_view::rule::edit::Path;
use leptos::prelude::*;

use super::editor::{Editor, id_of};
use crate::pages::rule::{Place, comparison, select};
use crate::ui::{Glyph, Icon};

/// "Total of what was paid, at least 1,000, of the stays with".
pub fn head(editor: Editor, path: &Path, now: &Aggregate, things: About) -> AnyView {
    let lexicon = editor.lexicon;
    let texts = lexicon.services.texts;
    let inputs = match aggregate::question(now, things) {
        Some(question) if editor.editable => {
            let id = id_of(path);
            let place = Place {
                read: Callback::new({
                    let path = path.clone();
                    move |()| read(editor, &path).map_or_else(Line::default, |now| aggregate::comparison(&now))
                }),
                write: Callback::new({
                    let path = path.clone();
                    move |(line, other): (Line, bool)| {
                        let change = |now| aggregate::compared(now, line);
                        if other { step(editor, &path, change) } else { editor.typed(&path, |node| on(node, change)) }
                    }
                }),
            };
            let menus = (function_menu(editor, path.clone(), now, things), of_menu(editor, path.clone(), now, things));
            // Names that come later draw the inputs again by themselves.
            let compared = move || comparison(lexicon, things, question, &id, place);
            view! { {menus} <span class="tokens">{compared}</span> }.into_any()
        }
        _ => view! { <span>{lexicon.aggregate(now, things)}</span> }.into_any(),
    };
    view! { <Glyph of=Icon::BedDouble />{inputs}<span class="word">{texts.text(Key::RuleOfStays)}</span> }.into_any()
}

fn function_menu(editor: Editor, path: Path, now: &Aggregate, things: About) -> AnyView {
    let texts = editor.lexicon.services.texts;
    let Some(of) = field(things, &now.of) else { return ().into_any() };
    let options = aggregate::functions(&of).map(|function| (function.name().to_owned(), texts.label(function.label(of.kind)))).collect();
    let id = format!("{}-function", id_of(&path));
    let choose = Callback::new(move |name: String| {
        if let Some(function) = Function::of(&name) {
            step(editor, &path, |now| aggregate::made(now, function, things));
        }
    });
    select(id, "pick-one way", texts.text(Key::RuleFunction), options, now.function.name(), choose)
}

fn of_menu(editor: Editor, path: Path, now: &Aggregate, things: About) -> AnyView {
    let texts = editor.lexicon.services.texts;
    let options = aggregate::of_things(things).map(|question| (question.name.to_owned(), texts.label(question.label))).collect();
    let id = format!("{}-field", id_of(&path));
    let choose = Callback::new(move |name: String| {
        if let Some(question) = field(things, &name) {
            step(editor, &path, |now| aggregate::of(now, &question, things));
        }
    });
    select(id, "pick-one", texts.text(Key::RuleField), options, &now.of, choose)
}

fn read(editor: Editor, path: &[u32]) -> Option<Aggregate> {
    editor.edited.with_untracked(|edited| match edited.now().at(path) {
        Some(Node::Aggregate(now)) => Some(now.clone()),
        _ => None,
    })
}

fn step(editor: Editor, path: &[u32], change: impl FnOnce(Aggregate) -> Aggregate) {
    editor.step(|rule| {
        if let Some(node) = rule.at_mut(path) {
            on(node, change);
        }
        None
    });
}

fn on(node: &mut Node, change: impl FnOnce(Aggregate) -> Aggregate) {
    if let Node::Aggregate(now) = node {
        *now = change(now.clone());
    }
}
