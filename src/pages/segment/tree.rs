//! The rule as nested groups of lines. One function draws a group and calls itself for those inside.

use innkeeper_segment::{About, Combinator, Each, Group, Line, Mode, Node, field};
use innkeeper_texts::Key;
use innkeeper_view::rule::edit::{self, Path, Step};
use innkeeper_view::rule::{aggregate, line, words};
use leptos::prelude::*;

use super::aggregate as come_to;
use super::drag;
use super::editor::{Editor, id_of};
use super::share::bar;
use crate::pages::rule::{Place, fields_by_name, select, tokens};
use crate::ui::{Glyph, Icon, Popover, Suggest, Takes};

/// The rule, drawn anew when its structure changes.
pub fn tree(editor: Editor) -> impl IntoView {
    move || {
        editor.drawn.track();
        editor.edited.with_untracked(|edited| group(editor, Vec::new(), edited.now(), About::Guest, None))
    }
}

/// The words for how the parts of a group belong together, with whether it is any of them, and the opposite.
const TOGETHER: [(&str, Key, Combinator, bool); 4] = [
    ("all", Key::RuleAll, Combinator::And, false),
    ("any", Key::RuleAny, Combinator::Or, false),
    ("not-all", Key::RuleNotAll, Combinator::And, true),
    ("none", Key::RuleNone, Combinator::Or, true),
];

/// A group, and all that is in it. `head` says what is asked of stays or consents that it holds for.
fn group(editor: Editor, path: Path, group: &Group, about: About, head: Option<AnyView>) -> AnyView {
    let texts = editor.lexicon.services.texts;
    let class = match (path.is_empty(), &head) {
        (true, _) => "group root",
        (false, None) => "group inner",
        (false, Some(_)) => "group inner stay",
    };
    let empty_words = if about == About::Guest { Key::RuleEmpty } else { Key::RuleEmptyThings };
    let parts: Vec<AnyView> = (0..)
        .zip(&group.rules)
        .map(|(at, node)| {
            let path: Path = path.iter().copied().chain([at]).collect();
            part(editor, path, node, about)
        })
        .collect();
    let empty = group.rules.is_empty().then(|| view! { <p class="g-empty">{texts.text(empty_words)}</p> });
    let grip = (editor.editable && !path.is_empty()).then(|| grip(editor, path.clone()));
    let together = together_menu(editor, path.clone(), group);
    let legend = texts.label(words::together(group));
    let count = live(editor, path.clone());
    let note = head.is_some().then(|| problem(editor, path.clone()));
    let adding = editor.editable.then(|| adding(editor, path, about));
    view! {
        <fieldset class=class>
            <legend class="vh">{legend}</legend>
            <div class="g-h">{grip} {head} {together} {count}</div>
            {note}
            {empty}
            <ul>{parts}</ul>
            {adding}
        </fieldset>
    }
    .into_any()
}

fn part(editor: Editor, path: Path, node: &Node, about: About) -> AnyView {
    let id = id_of(&path);
    match node {
        Node::Group(inner) => view! { <li id=id>{group(editor, path, inner, about, None)}</li> }.into_any(),
        Node::Each(each) => {
            let head = how_many(editor, path.clone(), each);
            view! { <li id=id>{group(editor, path, &each.group, edit::about_inside(node, about), Some(head))}</li> }.into_any()
        }
        Node::Aggregate(now) => {
            let things = edit::about_inside(node, about);
            let head = come_to::head(editor, &path, now, things);
            view! { <li id=id>{group(editor, path, &now.group, things, Some(head))}</li> }.into_any()
        }
        Node::Line(now) => line_view(editor, path, now, about),
        Node::Unread(_) => {
            let words = editor.lexicon.services.texts.text(Key::RuleUnread);
            let grip = editor.editable.then(|| grip(editor, path.clone()));
            view! { <li id=id class="rule"><div class="r-b">{grip} <span class="word">{words}</span></div>{problem(editor, path)}</li> }
                .into_any()
        }
    }
}

fn line_view(editor: Editor, path: Path, now: &Line, about: About) -> AnyView {
    let id = id_of(&path);
    if !editor.editable {
        let (name, way, told) = editor.lexicon.line(about, now);
        return view! {
            <li id=id class="rule">
                <div class="r-b"><span></span><span class="tokens"><span>{name}</span><span class="word">{way}</span><b>{told}</b></span>{live(editor, path.clone())}</div>
                {problem(editor, path)}
            </li>
        }
        .into_any();
    }
    let (reads, writes) = (path.clone(), path.clone());
    let read = move |()| match editor.edited.with_untracked(|edited| edited.now().at(&reads).cloned()) {
        Some(Node::Line(line)) => line,
        _ => Line::default(),
    };
    let write = move |(line, other): (Line, bool)| {
        if other {
            editor.step(|rule| {
                if let Some(node) = rule.at_mut(&writes) {
                    *node = Node::Line(line);
                }
                None
            });
        } else {
            editor.typed(&writes, |node| *node = Node::Line(line));
        }
    };
    let place = Place { read: Callback::new(read), write: Callback::new(write) };
    // Names that come later, such as of colleagues, draw the inputs again by themselves.
    let id_inside = id.clone();
    let inputs = move || tokens(editor.lexicon, about, &id_inside, place);
    let count = live(editor, path.clone());
    let name = editor.lexicon.field(about, &now.field);
    view! {
        <li id=id class="rule">
            <div class="r-b">{grip(editor, path.clone())} <span class="tokens">{inputs}</span> {count}</div>
            {left_out(editor, path.clone(), name)}
            {problem(editor, path)}
        </li>
    }
    .into_any()
}

/// All of these, any of these, or their opposites.
fn together_menu(editor: Editor, path: Path, group: &Group) -> AnyView {
    let texts = editor.lexicon.services.texts;
    if !editor.editable {
        return view! { <span class="word">{texts.label(words::together(group))}</span> }.into_any();
    }
    let chosen = TOGETHER.iter().find(|(_, _, combinator, not)| (*combinator, *not) == (group.combinator, group.not));
    let options = TOGETHER.iter().map(|(name, words, ..)| ((*name).to_owned(), texts.text(*words))).collect();
    let id = format!("{}-together", id_of(&path));
    let choose = Callback::new(move |name: String| {
        editor.step(|rule| {
            if let (Some(group), Some((_, _, combinator, not))) =
                (rule.group_at_mut(&path), TOGETHER.iter().find(|(known, ..)| *known == name))
            {
                (group.combinator, group.not) = (*combinator, *not);
            }
            None
        });
    });
    select(id, "pick-one", texts.text(Key::RuleCombinator), options, chosen.map_or("", |(name, ..)| name), choose)
}

/// "Has at least 2 stays, each with".
fn how_many(editor: Editor, path: Path, each: &Each) -> AnyView {
    let texts = editor.lexicon.services.texts;
    let things = texts.label(words::things(&each.field));
    let mode = each.matching.mode;
    let threshold = each.matching.threshold.unwrap_or(1);
    let number = mode.counts();
    let inputs = if editor.editable {
        let id = id_of(&path);
        let options = Mode::ALL.iter().map(|mode| (mode.name().to_owned(), texts.label(mode.label()))).collect();
        let place = path.clone();
        let choose = Callback::new(move |name: String| {
            editor.step(|rule| {
                if let (Some(Node::Each(each)), Some(mode)) = (rule.at_mut(&place), Mode::of(&name)) {
                    each.matching.mode = mode;
                    each.matching.threshold = mode.counts().then(|| each.matching.threshold.unwrap_or(1));
                }
                None
            });
        });
        let menu = select(format!("{id}-mode"), "pick-one way", texts.text(Key::RuleCombinator), options, mode.name(), choose);
        let type_number = move |typed: String| {
            if let Ok(number) = typed.trim().parse() {
                editor.edited.update(|edited| {
                    edited.step(|rule| {
                        if let Some(Node::Each(each)) = rule.at_mut(&path) {
                            each.matching.threshold = Some(number);
                        }
                    });
                });
            }
        };
        let count = number.then(|| {
            view! {
                <input
                    id=format!("{id}-count")
                    class="num-in xs"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    aria-label=texts.text(Key::RuleCount)
                    value=threshold.to_string()
                    on:input:target=move |event| type_number(event.target().value())
                />
            }
        });
        view! { {menu} {count} }.into_any()
    } else {
        let count = number.then(|| threshold.to_string());
        view! { <span>{texts.label(mode.label())} " " {count}</span> }.into_any()
    };
    let of = match each.field.as_str() {
        "stays" => Icon::BedDouble,
        "interactions" => Icon::MessageSquare,
        _ => Icon::ShieldCheck,
    };
    view! { <Glyph of=of /><span class="word">{texts.text(Key::RuleHas)}</span>{inputs}<span class="word">{things}</span> }.into_any()
}

/// The handle of a part, by which it is dragged; behind it a menu with all that dragging does, and more.
fn grip(editor: Editor, path: Path) -> AnyView {
    let texts = editor.lexicon.services.texts;
    let path = StoredValue::new(path);
    let item = move |words: Key, change: fn(&mut Group, &[u32]) -> Option<Path>| {
        let press = move |_| {
            editor.step(|rule| {
                let to = path.with_value(|path| change(rule, path))?;
                Some(format!("{}-menu", id_of(&to)))
            });
        };
        view! { <button type="button" class="btn quiet" data-closes="" on:click=press>{texts.text(words)}</button> }.into_any()
    };
    let removed = |rule: &mut Group, path: &[u32]| {
        rule.remove(path)?;
        // The part that moved up, or else the one before it.
        let (last, above) = path.split_last()?;
        let left = u32::try_from(rule.group_at(above)?.rules.len()).ok()?;
        let at = (*last).min(left.checked_sub(1)?);
        Some(above.iter().copied().chain([at]).collect())
    };
    let items = move || {
        [
            item(Key::RuleUp, |rule, path| edit::moved(rule, path, Step::Up)),
            item(Key::RuleDown, |rule, path| edit::moved(rule, path, Step::Down)),
            item(Key::RuleIn, |rule, path| edit::moved(rule, path, Step::In)),
            item(Key::RuleOut, |rule, path| edit::moved(rule, path, Step::Out)),
            item(Key::RuleDouble, edit::doubled),
            item(Key::RuleRemove, removed),
        ]
        .into_iter()
        .collect_view()
    };
    let id = path.with_value(|path| format!("{}-menu", id_of(path)));
    let press = move |event| drag::press(editor, path.get_value(), &event);
    view! {
        <span class="grip" on:pointerdown=press>
            <Popover icon=Icon::Ellipsis label=texts.text(Key::RuleMenu) id=id><div class="menu">{items}</div></Popover>
        </span>
    }
    .into_any()
}

/// How many a part holds for by itself.
fn live(editor: Editor, path: Path) -> AnyView {
    let is_part = !path.is_empty();
    let count = Memo::new(move |_| editor.count(&path).map(|(count, _)| count));
    let figure = move || {
        let count = Signal::derive(move || count.get().unwrap_or(0));
        let bar = is_part.then(|| bar(count, Signal::derive(move || editor.all())));
        view! { <span>{move || editor.lexicon.services.formats.number(i64::from(count.get()))}</span>{bar} }
    };
    let counted = Memo::new(move |_| count.with(Option::is_some));
    view! { <span class="live">{move || counted.get().then(figure)}</span> }.into_any()
}

/// How many a line says nothing about, with the step that includes them.
fn left_out(editor: Editor, path: Path, field: String) -> AnyView {
    let texts = editor.lexicon.services.texts;
    let unknown = {
        let path = path.clone();
        Memo::new(move |_| editor.count(&path).map_or(0, |(_, unknown)| unknown))
    };
    let path = StoredValue::new(path);
    // Once they are asked for, nobody is left out.
    let asked = move || editor.edited.with(|edited| path.with_value(|path| asks_for_missing(edited.now(), path)));
    let told = Memo::new(move |_| unknown.get() > 0 && !asked());
    let note = move || {
        let field = field.clone();
        told.get().then(|| {
            let words = move || texts.with(Key::RuleLeftOut, &[("count", unknown.get().into()), ("field", field.as_str().into())]);
            let include = move |_| {
                editor.step(|rule| {
                    path.with_value(|path| edit::included(rule, path));
                    None
                });
            };
            view! {
                <p class="r-note">
                    <Glyph of=Icon::CircleAlert />
                    <span>{words}</span>
                    <button type="button" class="link" on:click=include>{texts.text(Key::RuleInclude)}</button>
                </p>
            }
        })
    };
    note.into_any()
}

fn asks_for_missing(rule: &Group, path: &[u32]) -> bool {
    let Some(Node::Line(line)) = rule.at(path) else { return false };
    let Some(group) = path.split_last().and_then(|(_, above)| rule.group_at(above)) else { return false };
    let missing = |node: &Node| matches!(node, Node::Line(other) if other.field == line.field && other.operator == "null");
    group.combinator == Combinator::Or && group.rules.iter().any(missing)
}

/// What is wrong with a part.
fn problem(editor: Editor, path: Path) -> AnyView {
    let texts = editor.lexicon.services.texts;
    let found = Memo::new(move |_| editor.problem(&path));
    let note = move || {
        found.get().map(|problem| {
            let words = texts.with_label(&problem.text, &[("about", problem.about.as_str().into())]);
            // A line that is not finished is no fault.
            let unfinished = problem.text == "rule-problem-value-missing";
            view! { <p class="r-note" class:bad=!unfinished><Glyph of=Icon::CircleAlert /><span>{words}</span></p> }
        })
    };
    note.into_any()
}

/// What can be added to a group.
fn adding(editor: Editor, path: Path, about: About) -> AnyView {
    let texts = editor.lexicon.services.texts;
    let path = StoredValue::new(path);
    let add = move |words: Key, icon: Icon, node: fn(About) -> Option<Node>| {
        let press = move |_| {
            editor.step(|rule| {
                let place = path.with_value(|path| edit::added(rule, path, node(about)?))?;
                let first = if matches!(rule.at(&place), Some(Node::Line(_))) { "field" } else { "together" };
                Some(format!("{}-{first}", id_of(&place)))
            });
        };
        view! { <button type="button" class="btn quiet" on:click=press><Glyph of=icon />{texts.text(words)}</button> }.into_any()
    };
    let of_guests = about == About::Guest;
    let stay = of_guests.then(|| {
        add(Key::RuleAddStay, Icon::BedDouble, |_| Some(Node::Each(Each::new("stays", Mode::AtLeast, Some(1), Group::default()))))
    });
    let consent = of_guests.then(|| {
        add(Key::RuleAddConsent, Icon::ShieldCheck, |_| Some(Node::Each(Each::new("consents", Mode::Some, None, Group::default()))))
    });
    let interaction = of_guests.then(|| {
        add(Key::RuleAddInteraction, Icon::MessageSquare, |_| {
            Some(Node::Each(Each::new("interactions", Mode::Some, None, Group::default())))
        })
    });
    let total = of_guests.then(|| add(Key::RuleAddTotal, Icon::Plus, |_| Some(Node::Aggregate(aggregate::fresh()))));
    let choose = Callback::new(move |name: String| {
        editor.step(|rule| {
            let node = Node::Line(line::fresh(&field(about, &name)?));
            let place = path.with_value(|path| edit::added(rule, path, node))?;
            Some(format!("{}-value", id_of(&place)))
        });
    });
    let words = texts.text(Key::RuleFindField);
    let find = view! {
        <Suggest
            id=path.with_value(|path| format!("{}-find", id_of(path)))
            label=words.clone()
            example=words
            class="text-in find-field"
            takes=Takes::Offers
            find=fields_by_name(editor.lexicon, about)
            on_value=choose
        />
    };
    let line = add(Key::RuleAddLine, Icon::Plus, |about| first_field(about).map(|question| Node::Line(line::fresh(&question))));
    let group = add(Key::RuleAddGroup, Icon::Plus, |_| Some(Node::Group(Group::any(Vec::new()))));
    let place = path.with_value(|path| id_of(path));
    view! { <div class="g-add" id=format!("{place}-end") data-end=place>{line} {group} {stay} {total} {consent} {interaction} {find}</div> }
        .into_any()
}

/// What a new line is about before anybody chose.
fn first_field(about: About) -> Option<innkeeper_segment::Question> {
    let name = match about {
        About::Guest => "last_stay",
        About::Stay => "arrival",
        About::Consent => "purpose",
        About::Interaction => "type",
    };
    field(about, name)
}
