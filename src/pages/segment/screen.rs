//! The editor's page: name, how many, the rule, who is in; saving, putting away, and the draft of what is not saved.

use std::time::Duration;

use innkeeper_engine::protocol::{AudienceQuery, Command, Outcome, Query, View};
use innkeeper_segment::{Group, parse};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::address;
use innkeeper_view::rule::Edited;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::editor::Editor;
use super::more::Dialogs;
use super::side::Sample;
use super::{Opened, Typed, draft_name, keep, more, share, side, tree, used};
use crate::frame::PageHead;
use crate::pages::rule::Lexicon;
use crate::platform::page;
use crate::services::Services;
use crate::ui::{Banner, Button, Glyph, Icon, IconButton, TextField, Tone, Weight};

/// Guests in the sample.
const SAMPLE: u32 = 8;
/// What was typed is kept after this pause.
const DRAFT_PAUSE: Duration = Duration::from_millis(600);

/// What is typed, and what becomes of it.
#[derive(Clone, Copy)]
pub struct Form {
    /// The services of the page.
    pub services: Services,
    /// The segment; none for a new one.
    pub root: Option<RootId>,
    /// The rule.
    pub editor: Editor,
    /// What people call it.
    pub name: RwSignal<String>,
    description: RwSignal<String>,
    /// As it is saved.
    pub saved: RwSignal<Typed>,
    nameless: RwSignal<bool>,
    busy: RwSignal<bool>,
    /// Goes to an address; `true` in the place of this one.
    pub go: Callback<(String, bool)>,
}

impl Form {
    fn typed(self) -> Typed {
        Typed { name: self.name.get(), description: self.description.get(), rule: self.editor.rule() }
    }

    fn is_changed(self) -> bool {
        // A rule that was written elsewhere reads the same without being the same text.
        let (typed, saved) = (self.typed(), self.saved.get());
        typed.name != saved.name || typed.description != saved.description || read(&typed.rule) != read(&saved.rule)
    }

    fn keep_draft(self) {
        let text = if self.is_changed() { self.typed().text() } else { String::new() };
        self.services.engine.tell(Command::KeepDraft { name: draft_name(self.root), text });
    }

    fn set(self, typed: &Typed) {
        self.name.set(typed.name.clone());
        self.description.set(typed.description.clone());
        self.editor.edited.set(Edited::new(read(&typed.rule)));
        self.editor.redraw(None);
    }

    fn save(self) {
        let typed = untrack(|| self.typed());
        let name = typed.name.trim().to_owned();
        self.nameless.set(name.is_empty());
        if name.is_empty() {
            page::focus_within("segment-name");
            return;
        }
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let Services { engine, texts, toasts, .. } = self.services;
        let Typed { description, rule, .. } = typed.clone();
        leptos::task::spawn_local(async move {
            let answer = engine.run(Command::SaveSegment { root: self.root, name: name.clone(), description, rule }).await;
            self.busy.try_set(false);
            match answer {
                Ok(outcome) => {
                    engine.tell(Command::KeepDraft { name: draft_name(self.root), text: String::new() });
                    self.saved.try_set(typed);
                    toasts.say(texts.with(Key::SegmentSaved, &[("name", name.into())]));
                    if let (None, Outcome::Root(root)) = (self.root, outcome) {
                        self.go.try_run((address::segment(root), true));
                    }
                }
                Err(problem) => toasts.warn(texts.trouble(&problem)),
            }
        });
    }
}

/// Reads a rule; one that cannot be read asks nothing here.
pub fn read(rule: &str) -> Group {
    parse(rule).unwrap_or_default()
}

/// The page for a segment as it was opened.
pub fn screen(services: Services, opened: Opened) -> AnyView {
    let texts = services.texts;
    let Opened { root, saved, draft, editable } = opened;
    let resumed = draft.is_some();
    let begun = draft.unwrap_or_else(|| saved.clone());
    let edited = RwSignal::new(Edited::new(read(&begun.rule)));
    let sample = Sample { explain: RwSignal::new(None), outside: RwSignal::new(false) };
    let question = move || {
        let rule = edited.with(|edited| innkeeper_segment::print(edited.now()));
        Query::Audience(AudienceQuery { rule, sample: SAMPLE, explain: sample.explain.get(), outside: sample.outside.get() })
    };
    let watched = services.engine.watch(untrack(question), |view| match view {
        View::Audience(view) => Some(*view),
        _ => None,
    });
    Effect::new(move |asked: Option<Query>| {
        let wanted = question();
        if asked.as_ref().is_some_and(|asked| *asked != wanted) {
            watched.ask(wanted.clone());
        }
        wanted
    });
    let audience = Memo::new(move |_| watched.view.get());
    let editor = Editor { lexicon: Lexicon::new(services), edited, drawn: RwSignal::new(0), audience, editable };
    let navigate = use_navigate();
    let go = move |(path, replace): (String, bool)| navigate(&path, NavigateOptions { replace, ..NavigateOptions::default() });
    let form = Form {
        services,
        root,
        editor,
        name: RwSignal::new(begun.name),
        description: RwSignal::new(begun.description),
        saved: RwSignal::new(if root.is_some() { saved } else { Typed::default() }),
        nameless: RwSignal::new(false),
        busy: RwSignal::new(false),
        go: Callback::new(go),
    };
    keep_drafts(form);
    // What is typed has a draft, so closing asks nothing; but nothing restarts under the person's hands.
    page::hold(Signal::derive(move || editable && form.is_changed()));
    let save = Callback::new(move |()| form.save());
    keys(form, save);

    let named = form.name;
    let title = Signal::derive(move || match named.get() {
        name if name.trim().is_empty() => texts.text(Key::SegmentNew),
        name => name,
    });
    let missing = Signal::derive(move || {
        (form.nameless.get() && named.with(|name| name.trim().is_empty())).then(|| texts.text(Key::SegmentNameMissing))
    });
    let dropped = RwSignal::new(!resumed);
    let drop_draft = move |()| {
        dropped.set(true);
        form.set(&form.saved.get_untracked());
    };
    let kept_before = move || {
        (!dropped.get()).then(|| {
            view! {
                <Banner tone=Tone::Calm title=texts.text(Key::SegmentDraft)>
                    <p class="acts"><Button on_press=drop_draft>{texts.text(Key::SegmentDraftDrop)}</Button></p>
                </Banner>
            }
        })
    };
    let fields = if editable {
        view! {
            <div class="named">
                <div id="segment-name"><TextField label=texts.text(Key::SegmentName) value=form.name error=missing /></div>
                <TextField label=texts.text(Key::SegmentDescription) value=form.description />
            </div>
        }
        .into_any()
    } else {
        let about = form.description.get_untracked();
        view! { <p class="note">{about}</p><p class="note">{texts.text(Key::SegmentReadOnly)}</p> }.into_any()
    };
    let users = used::users(services, root);
    let dialogs = Dialogs::new(users);
    let actions = move || {
        let menu = more::menu(form, dialogs);
        if editable { actions(form, save, menu).into_any() } else { menu }
    };
    view! {
        <main class="page segment" id="main" tabindex="-1">
            <a class="back" href=address::SEGMENTS><Glyph of=Icon::ChevronRight flip=true />{texts.text(Key::SegmentsTitle)}</a>
            <PageHead title=title actions=actions />
            {kept_before}
            {fields}
            {keep::note(form)}
            {share::share(services, audience)}
            <div class="scols">
                <section class="builder" aria-label=texts.text(Key::SegmentRules)>{tree::tree(editor)}</section>
                {side::side(editor, sample, users)}
            </div>
            {more::dialogs(form, dialogs)}
        </main>
    }
    .into_any()
}

/// What is done with the segment, with the menu of the rest; the filled button last.
fn actions(form: Form, save: Callback<()>, menu: AnyView) -> impl IntoView {
    let texts = form.services.texts;
    let editor = form.editor;
    view! {
        <span class="keys">
            <IconButton icon=Icon::Undo2 label=texts.text(Key::SegmentUndo) weight=Weight::Quiet on_press=move |()| editor.back(false) />
            <IconButton icon=Icon::RotateCw label=texts.text(Key::SegmentRedo) weight=Weight::Quiet on_press=move |()| editor.back(true) />
        </span>
        {menu}
        <Button weight=Weight::Filled busy=form.busy on_press=save>{texts.text(Key::AppSave)} <kbd aria-hidden="true">{SAVE_KEYS}</kbd></Button>
    }
}

/// The keys that save, as they are engraved.
const SAVE_KEYS: &str = "Ctrl S";

/// Keeps what is typed: a while after the last change, and when the page goes.
fn keep_drafts(form: Form) {
    if !form.editor.editable {
        return;
    }
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    Effect::new(move |before: Option<Typed>| {
        let typed = form.typed();
        if before.is_some_and(|before| before != typed) {
            stop();
            timer.set_value(set_timeout_with_handle(move || untrack(|| form.keep_draft()), DRAFT_PAUSE).ok());
        }
        typed
    });
    on_cleanup(move || {
        // Only what still waits for its pause: what was saved has no draft any more.
        if timer.with_value(Option::is_some) {
            stop();
            untrack(|| form.keep_draft());
        }
    });
}

/// Ctrl or Cmd with S saves; with Z, outside of text, it takes the last step back, with Shift as well or with Y again.
fn keys(form: Form, save: Callback<()>) {
    if !form.editor.editable {
        return;
    }
    let hear = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || event.is_composing() || event.key_code() == 229 {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let in_text = target.is_some_and(|target| target.closest("input[type=text], input[type=date], textarea").ok().flatten().is_some());
        match event.key().to_ascii_lowercase().as_str() {
            "s" => save.run(()),
            "z" if !in_text => form.editor.back(event.shift_key()),
            "y" if !in_text => form.editor.back(true),
            _ => return,
        }
        event.prevent_default();
    });
    // On the document, so that it is heard before the frame, whose own Ctrl with Z takes back what was saved.
    let listened = document();
    // Neither call fails for a listener that is a function.
    let _added = listened.add_event_listener_with_callback("keydown", hear.as_ref().unchecked_ref());
    let held = StoredValue::new_local(Some((listened, hear)));
    on_cleanup(move || {
        if let Some((listened, hear)) = held.try_update_value(Option::take).flatten() {
            let _removed = listened.remove_event_listener_with_callback("keydown", hear.as_ref().unchecked_ref());
        }
    });
}
