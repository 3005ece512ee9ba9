//! One segment: its rule, counted while it is edited, and who is in.

use innkeeper_engine::protocol::{Query, SegmentRow, View};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::draft;
use innkeeper_view::rule::begin;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::pages::NotFound;
use crate::platform::page;
use crate::services::{Services, services};
use crate::texts::Texts;
use crate::ui::Loading;

mod aggregate;
mod drag;
mod editor;
mod export;
mod keep;
mod more;
mod screen;
mod share;
mod side;
mod tree;
mod used;
mod versions;
mod why;

pub use share::{bar, percent};
pub use side::portrait;

/// What is in the editor's inputs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    name: String,
    description: String,
    rule: String,
}

impl Typed {
    fn text(&self) -> String {
        draft::write([("name", self.name.as_str()), ("description", &self.description), ("rule", &self.rule)])
    }

    /// What a draft holds; none when there is none.
    fn of_text(text: &str) -> Option<Self> {
        let mut typed = Self::default();
        let entries = draft::read(text);
        let some = !entries.is_empty();
        for (name, value) in entries {
            match name {
                "name" => typed.name = value,
                "description" => typed.description = value,
                "rule" => typed.rule = value,
                _ => (),
            }
        }
        some.then_some(typed)
    }
}

/// A segment as the editor is opened with it.
#[derive(Clone, Debug, PartialEq)]
struct Opened {
    root: Option<RootId>,
    /// As it is saved, or as a new one begins.
    saved: Typed,
    /// What was typed earlier and not saved.
    draft: Option<Typed>,
    editable: bool,
}

/// The page.
#[component]
pub fn Segment() -> impl IntoView {
    let parameters = use_params_map();
    let query = use_query_map();
    let address = Memo::new(move |_| {
        let beginning = query.with(|query| (query.get("begin"), query.get("rule")));
        (parameters.with(|parameters| parameters.get("root")), beginning)
    });
    // Another segment is another page: nothing of the one before may stay.
    move || {
        let (named, (beginning, rule)) = address.get();
        match named.map(|root| root.parse::<RootId>()) {
            Some(Err(_)) => NotFound().into_any(),
            Some(Ok(root)) => loaded(Some(root), Typed::default()),
            None => {
                let rule = rule.unwrap_or_default();
                let texts = services().texts;
                let begun = beginning.as_deref().and_then(begin::of).map(|beginning| Typed {
                    name: texts.label(beginning.label),
                    description: texts.label(&format!("{}-text", beginning.label)),
                    rule: beginning.rule.to_owned(),
                });
                loaded(None, begun.unwrap_or_else(|| Typed { rule, ..Typed::default() }))
            }
        }
    }
}

/// The name of the form under which the engine keeps what was not saved.
fn draft_name(root: Option<RootId>) -> String {
    root.map_or_else(|| "segment".to_owned(), |root| format!("segment {root}"))
}

fn loaded(root: Option<RootId>, begun: Typed) -> AnyView {
    let services = services();
    // Once, and not again when somebody else saves: what is being typed here must stay.
    let opened = RwSignal::new(None::<Option<Opened>>);
    leptos::task::spawn_local(async move {
        let found = open(services, root, begun).await;
        opened.try_set(Some(found));
    });
    let inside = move || match opened.get() {
        None => view! { <main class="page segment" id="main" tabindex="-1"><Loading label=services.texts.text(Key::AppLoading) /></main> }
            .into_any(),
        Some(None) => NotFound().into_any(),
        Some(Some(opened)) => screen::screen(services, opened),
    };
    inside.into_any()
}

async fn open(services: Services, root: Option<RootId>, begun: Typed) -> Option<Opened> {
    let Some(View::Segments(segments)) = services.engine.once(Query::Segments).await else { return None };
    let typed = match services.engine.once(Query::Draft(draft_name(root))).await {
        Some(View::Draft(text)) => Typed::of_text(&text),
        _ => None,
    };
    let saved = match root {
        Some(root) => {
            let SegmentRow { name, description, rule, .. } = segments.segments.into_iter().find(|row| row.root == root)?;
            Typed { name, description, rule }
        }
        None => begun,
    };
    // Whoever begins with a rule wants that rule, not what was left over from another.
    let begun_anew = root.is_none() && saved != Typed::default();
    let draft = typed.filter(|typed| *typed != saved && segments.editable && !begun_anew);
    Some(Opened { root, saved, draft, editable: segments.editable })
}

/// Focuses an element after the next drawing.
fn focus_later(id: String) {
    request_animation_frame(move || page::focus(&id));
}

/// Words for a part of everybody.
fn of_all(texts: Texts, count: u32, all: u32, shown: String) -> String {
    texts.with(Key::SegmentOfAll, &[("all", shown.into()), ("share", percent(texts, count, all).into())])
}
