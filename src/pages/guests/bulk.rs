//! The bar for the ticked guests: how many, what can be done with them, and what exactly will be done before it is.

use innkeeper_domain::{Entity, Value, guest};
use innkeeper_engine::protocol::{BulkChange, Command, Outcome};
use innkeeper_segment::{About, Question, field};
use innkeeper_texts::Key;
use innkeeper_view::form;
use innkeeper_view::selection::Chosen;
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;

use super::Screen;
use super::work::Work;
use crate::pages::rule::select;
use crate::platform::page;
use crate::ui::{Glyph, Icon, IconButton, Popover, Weight};

/// What can be done with many guests.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    Tag,
    Untag,
    Give,
    Edit,
    Away,
}

impl Verb {
    const fn words(self) -> (Icon, Key) {
        match self {
            Self::Tag => (Icon::Plus, Key::GuestsBulkTag),
            Self::Untag => (Icon::X, Key::GuestsBulkUntag),
            Self::Give => (Icon::User, Key::GuestsBulkGive),
            Self::Edit => (Icon::Pencil, Key::GuestsBulkEdit),
            Self::Away => (Icon::Inbox, Key::GuestsBulkAway),
        }
    }
}

/// Fields that make sense for many guests at once: not what names a person.
const EDITABLE: [&str; 10] =
    ["stage", "language", "country", "nationality", "city", "company_name", "vip", "source", "profession", "restricted"];
/// The first input of the panel.
const FIRST: &str = "bulk-first";

/// What is being prepared.
#[derive(Clone, Copy)]
struct Plan {
    screen: Screen,
    verb: RwSignal<Option<Verb>>,
    field: RwSignal<&'static str>,
    typed: RwSignal<String>,
}

impl Plan {
    fn begin(self, verb: Verb) {
        self.typed.set(String::new());
        self.verb.set(Some(verb));
        request_animation_frame(|| page::focus(FIRST));
    }

    fn question(self) -> Option<Question> {
        field(About::Guest, self.field.get())
    }

    fn count(self) -> u32 {
        self.screen.chosen.with(|chosen| chosen.count(self.screen.total.get()))
    }

    /// The change and what it comes to in words; none while something is missing.
    fn change(self) -> Option<(BulkChange, String)> {
        let texts = self.screen.services.texts;
        let typed = self.typed.with(|typed| typed.trim().to_owned());
        let count = self.count();
        let say = |key, what: String| texts.with(key, &[("count", count.into()), ("what", what.into())]);
        let tags = || guest::TAGS.name().to_owned();
        let text = || (!typed.is_empty()).then(|| Value::Text(typed.clone()));
        Some(match self.verb.get()? {
            Verb::Tag => (BulkChange::Add { set: tags(), elem: text()? }, say(Key::GuestsBulkWillTag, typed)),
            Verb::Untag => (BulkChange::Remove { set: tags(), elem: text()? }, say(Key::GuestsBulkWillUntag, typed)),
            Verb::Away => (BulkChange::Archive, say(Key::GuestsBulkWillAway, String::new())),
            Verb::Give => {
                let who = self.screen.lexicon.colleagues.with(|all| all.iter().find(|(id, _)| *id == typed).map(|(_, name)| name.clone()));
                let value = if typed.is_empty() { Value::Empty } else { Value::Ref(typed.parse().ok()?) };
                let who = who.unwrap_or_else(|| texts.text(Key::GuestsBulkNobody));
                (BulkChange::Set { field: guest::OWNER.name().to_owned(), value }, say(Key::GuestsBulkWillGive, who))
            }
            Verb::Edit => {
                let question = self.question()?;
                let declared = innkeeper_domain::field(Entity::Guest, question.name)?;
                let value = match (declared.kind, typed.as_str()) {
                    (innkeeper_domain::FieldKind::Bool, "false") => Value::Bool(false),
                    _ => form::read(declared, &typed, None).0?,
                };
                let called = texts.label(question.label);
                let key = if value.is_empty() { Key::GuestsBulkWillClear } else { Key::GuestsBulkWillSet };
                let what = self.screen.lexicon.value(&question, &typed);
                let words = texts.with(key, &[("count", count.into()), ("field", called.into()), ("what", what.into())]);
                (BulkChange::Set { field: question.name.to_owned(), value }, words)
            }
        })
    }
}

/// The bar. It is there while guests are ticked or long work goes on.
pub fn bar(screen: Screen, work: Work, may: Memo<bool>) -> impl IntoView {
    let plan = Plan { screen, verb: RwSignal::new(None), field: RwSignal::new(EDITABLE[0]), typed: RwSignal::new(String::new()) };
    let count = Memo::new(move |_| plan.count());
    let texts = screen.services.texts;
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" && plan.verb.get_untracked().is_some() {
            event.stop_propagation();
            plan.verb.set(None);
        }
    };
    move || {
        if let Some(progress) = work.progress() {
            return Some(view! { <section class="bulk" aria-label=texts.text(Key::GuestsBulk)>{progress}</section> }.into_any());
        }
        (count.get() > 0 && may.get()).then(|| {
            view! {
                <section class="bulk" aria-label=texts.text(Key::GuestsBulk) on:keydown=escape>
                    {panel(plan, work)}
                    {verbs(plan, count)}
                </section>
            }
            .into_any()
        })
    }
}

fn verbs(plan: Plan, count: Memo<u32>) -> impl IntoView {
    let screen = plan.screen;
    let texts = screen.services.texts;
    let more = RwSignal::new(false);
    let button = move |verb: Verb, class: &'static str| {
        let (icon, words) = verb.words();
        let press = move |_| {
            more.set(false);
            plan.begin(verb);
        };
        view! { <button type="button" class=class on:click=press><Glyph of=icon />{texts.text(words)}</button> }
    };
    let all = move || {
        let total = screen.total.get();
        (count.get() < total).then(|| {
            let words = texts.with(Key::GuestsPickAll, &[("count", total.into())]);
            view! { <button type="button" class="link" on:click=move |_| screen.chosen.set(Chosen::all())>{words}</button> }
        })
    };
    let clear = move |()| {
        plan.verb.set(None);
        screen.chosen.set(Chosen::default());
    };
    // On phones these are among the others.
    let wide = [Verb::Give, Verb::Edit].map(|verb| button(verb, "btn wide-only")).into_iter().collect_view();
    view! {
        <p class="cnt" role="status">{move || texts.with(Key::GuestsPicked, &[("count", count.get().into())])}</p>
        {all}
        {button(Verb::Tag, "btn")}
        {wide}
        <Popover icon=Icon::Ellipsis label=texts.text(Key::GuestsBulkMore) open=more>
            <div class="menu">
                {[Verb::Give, Verb::Edit].map(|verb| button(verb, "btn quiet narrow-only")).into_iter().collect_view()}
                {[Verb::Untag, Verb::Away].map(|verb| button(verb, "btn quiet")).into_iter().collect_view()}
            </div>
        </Popover>
        <IconButton icon=Icon::X label=texts.text(Key::GuestsPickClear) weight=Weight::Quiet on_press=clear />
    }
}

/// What the chosen verb needs, and what it will do.
fn panel(plan: Plan, work: Work) -> impl IntoView {
    let screen = plan.screen;
    let texts = screen.services.texts;
    let set = Callback::new(move |value| plan.typed.set(value));
    let text = move |label| {
        view! {
            <label class="field">
                <span>{texts.text(label)}</span>
                <input
                    id=FIRST
                    type="text"
                    autocomplete="off"
                    prop:value=move || plan.typed.get()
                    on:input:target=move |event| set.run(event.target().value())
                />
            </label>
        }
        .into_any()
    };
    let labelled = move |label: Key, id: &str, options: Vec<(String, String)>, chosen: &str, on: Callback<String>| {
        let words = texts.text(label);
        let menu = select(id.to_owned(), "", words.clone(), options, chosen, on);
        view! { <label class="field"><span>{words}</span>{menu}</label> }.into_any()
    };
    let inputs = move |verb: Verb| match verb {
        Verb::Tag | Verb::Untag => text(Key::GuestsBulkTagField),
        Verb::Away => ().into_any(),
        Verb::Give => {
            let mut people = screen.lexicon.colleagues.get();
            people.insert(0, (String::new(), texts.text(Key::GuestsBulkNobody)));
            labelled(Key::GuestsBulkWho, FIRST, people, "", set)
        }
        Verb::Edit => {
            let fields = EDITABLE.iter().map(|name| ((*name).to_owned(), screen.lexicon.field(About::Guest, name))).collect();
            let choose = Callback::new(move |name: String| {
                plan.typed.set(String::new());
                plan.field.set(EDITABLE.iter().copied().find(|known| *known == name).unwrap_or(EDITABLE[0]));
            });
            let which = labelled(Key::GuestsBulkField, "bulk-field", fields, plan.field.get_untracked(), choose);
            let value = move || match plan.question().and_then(|question| screen.lexicon.options(&question)) {
                Some(mut options) => {
                    options.insert(0, (String::new(), texts.text(Key::SegmentNoValue)));
                    labelled(Key::GuestsBulkValue, FIRST, options, "", set)
                }
                None => text(Key::GuestsBulkValue),
            };
            view! { {which} {value} }.into_any()
        }
    };
    let preview = move || plan.change().map(|(_, words)| words);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some((change, _)) = plan.change() else { return };
        let list = screen.list.get_untracked();
        let selection = screen.chosen.with_untracked(|chosen| chosen.selection(&list.search, &list.rule));
        plan.verb.set(None);
        screen.act(Command::Bulk { selection, change }, move |outcome| {
            if let Outcome::Action(action) = outcome {
                work.await_end(action);
            }
            screen.chosen.try_set(Chosen::default());
        });
    };
    let go = move || texts.with(Key::GuestsBulkGo, &[("count", plan.count().into())]);
    move || {
        plan.verb.get().map(|verb| {
            let (_, title) = verb.words();
            view! {
                <form class="panel" aria-label=texts.text(title) on:submit=submit>
                    <div class="inputs">{inputs(verb)}</div>
                    <p class="preview" role="status">{preview}</p>
                    <p class="note">{texts.text(Key::GuestsBulkNote)}</p>
                    <p class="acts">
                        <button type="submit" class="btn primary" aria-disabled=move || plan.change().is_none().then_some("true")>{go}</button>
                        <button type="button" class="btn quiet" on:click=move |_| plan.verb.set(None)>{texts.text(Key::AppCancel)}</button>
                    </p>
                </form>
            }
        })
    }
}
