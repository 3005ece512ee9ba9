//! The inputs of one line: field, comparison, values. Menus are native, so that they work with keyboard, finger and reader.

use innkeeper_segment::{About, Kind, Line, Question, Unit, field, fields};
use innkeeper_texts::Key;
use innkeeper_view::rule::line::{self, Entry, Way};
use leptos::prelude::*;

use super::words::Named;
use super::{Lexicon, offers};
use crate::ui::{Glyph, Icon, Suggest, Takes};

/// Values shown of a long list.
const CHIPS: usize = 40;
/// Between the ends of a span.
const DASH: &str = "–";

/// Where a line is kept while it is edited.
#[derive(Clone, Copy)]
pub struct Place {
    /// The line as it is now.
    pub read: Callback<(), Line>,
    /// The line as it shall be; `true` when other inputs belong to it now.
    pub write: Callback<(Line, bool)>,
}

/// A native menu.
pub fn select(id: String, class: &'static str, label: String, options: Vec<Named>, chosen: &str, on_choose: Callback<String>) -> AnyView {
    let options: Vec<AnyView> = options
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }.into_any()
        })
        .collect();
    view! {
        <select id=id class=class aria-label=label on:change:target=move |event| on_choose.run(event.target().value())>
            {options}
        </select>
    }
    .into_any()
}

/// The inputs of a line about these things. The ids of its inputs begin with `id`.
pub fn tokens(lexicon: Lexicon, about: About, id: &str, place: Place) -> AnyView {
    let texts = lexicon.services.texts;
    let now = place.read.run(());
    let question = field(about, &now.field);
    let mut named: Vec<Named> = fields(about)
        .filter(|question| !matches!(question.kind, Kind::Each(_)))
        .map(|question| (question.name.to_owned(), texts.label(question.label)))
        .collect();
    if question.is_none() {
        named.insert(0, (now.field.clone(), now.field.clone()));
    }
    let choose_field = Callback::new(move |name: String| {
        if let Some(question) = field(about, &name) {
            place.write.run((line::about(&place.read.run(()), &question), true));
        }
    });
    let fields = select(format!("{id}-field"), "pick-one", texts.text(Key::RuleField), named, &now.field, choose_field);
    let Some(question) = question else { return fields };
    view! { {fields} {comparison(lexicon, about, question, id, place)} }.into_any()
}

/// The inputs of what something is compared with: the way, and the values.
pub fn comparison(lexicon: Lexicon, about: About, question: Question, id: &str, place: Place) -> AnyView {
    let texts = lexicon.services.texts;
    let now = place.read.run(());
    let way = Way::of(&now);
    let ways = line::ways(&question, way).into_iter().map(|way| (way.name(), texts.label(way.label(question.kind)))).collect();
    let chosen = way.map_or_else(String::new, Way::name);
    let choose_way = Callback::new(move |name: String| {
        if let Some(way) = Way::named(&name) {
            place.write.run((line::compared(&place.read.run(()), &question, way, lexicon.digits()), true));
        }
    });
    let ways = select(format!("{id}-way"), "pick-one way", texts.text(Key::RuleWay), ways, &chosen, choose_way);
    let values = way.map(|way| Values { lexicon, about, question, way, place }.view(id, &now));
    view! { {ways} {values} }.into_any()
}

/// The inputs of a line's value.
#[derive(Clone, Copy)]
struct Values {
    lexicon: Lexicon,
    about: About,
    question: Question,
    way: Way,
    place: Place,
}

impl Values {
    fn view(self, id: &str, now: &Line) -> AnyView {
        let id = format!("{id}-value");
        match line::entry(&self.question, now, self.lexicon.digits()) {
            Entry::None => ().into_any(),
            Entry::One(one) => self.one(id, Key::RuleValue, &one, Entry::One),
            Entry::Two(first, last) => {
                let other = |entry: Entry| match entry {
                    Entry::Two(first, last) => (first, last),
                    _ => (String::new(), String::new()),
                };
                let set_first = move |first| Entry::Two(first, other(self.entry()).1);
                let set_last = move |last| Entry::Two(other(self.entry()).0, last);
                let ends =
                    (self.one(id.clone(), Key::RuleFrom, &first, set_first), self.one(format!("{id}-to"), Key::RuleTo, &last, set_last));
                view! { {ends.0} <span class="word">{DASH}</span> {ends.1} }.into_any()
            }
            Entry::Many(values) => self.many(id, values),
            Entry::Time { count, unit, include_today } => self.time(&id, count, unit, include_today),
        }
    }

    fn entry(self) -> Entry {
        line::entry(&self.question, &self.place.read.run(()), self.lexicon.digits())
    }

    fn set(self, entry: &Entry) {
        let value = line::value(&self.question, self.way, entry, self.lexicon.digits());
        self.place.write.run((Line { value, ..self.place.read.run(()) }, false));
    }

    /// One value, chosen or typed.
    fn one(self, id: String, label: Key, now: &str, entry: impl Fn(String) -> Entry + Send + Sync + 'static) -> AnyView {
        let texts = self.lexicon.services.texts;
        let set = Callback::new(move |value: String| self.set(&entry(value)));
        if let Some(mut options) = self.lexicon.options(&self.question) {
            if !options.iter().any(|(value, _)| value == now) {
                let words = if now.is_empty() { texts.text(Key::RuleValueAdd) } else { self.lexicon.value(&self.question, now) };
                options.insert(0, (now.to_owned(), words));
            }
            return select(id, "pick-one", texts.text(label), options, now, set);
        }
        let (kind, mode, class) = match self.question.kind {
            Kind::Day => ("date", "numeric", "num-in day"),
            Kind::Money => ("text", "decimal", "num-in"),
            Kind::Whole => ("text", "numeric", "num-in"),
            _ => return self.offered(id, texts.text(label), now.to_owned(), Takes::One, set),
        };
        view! {
            <input
                id=id
                class=class
                type=kind
                inputmode=mode
                autocomplete="off"
                aria-label=texts.text(label)
                value=now.to_owned()
                on:input:target=move |event| set.run(event.target().value())
            />
        }
        .into_any()
    }

    /// Several values: each can be taken away, and more be added. They are drawn by themselves, so that adding one by leaving
    /// the input does not draw anew what is just being pressed.
    fn many(self, id: String, values: Vec<String>) -> AnyView {
        let texts = self.lexicon.services.texts;
        let values = RwSignal::new(values);
        let keep = move || self.set(&Entry::Many(values.get_untracked()));
        let add = Callback::new(move |value: String| {
            let value = value.trim().to_owned();
            if !value.is_empty() && values.with_untracked(|values| !values.contains(&value)) {
                values.update(|values| values.push(value));
                keep();
            }
        });
        let chips = move || {
            let all = values.get();
            let chip = |value: String| {
                let words = self.lexicon.value(&self.question, &value);
                let label = texts.with(Key::RuleValueRemove, &[("value", words.as_str().into())]);
                let remove = move |_| {
                    values.update(|values| values.retain(|known| *known != value));
                    keep();
                };
                view! { <button type="button" class="val" aria-label=label on:click=remove>{words} <Glyph of=Icon::X /></button> }
                    .into_any()
            };
            let more = all.len().saturating_sub(CHIPS);
            let more = (more > 0).then(|| view! { <span class="word">{texts.with(Key::RuleValuesMore, &[("count", more.into())])}</span> });
            let chips: Vec<AnyView> = all.into_iter().take(CHIPS).map(chip).collect();
            view! { {chips} {more} }
        };
        let adding = if untrack(|| self.lexicon.options(&self.question)).is_some() {
            let counts = offers::counts(self.lexicon.services, self.about, &self.question);
            let options = move || {
                let chosen = values.get();
                let mut options = self.lexicon.options(&self.question).unwrap_or_default();
                options.retain(|(value, _)| !chosen.contains(value));
                options = counts.with(|counts| offers::counted(self.lexicon.services, &self.question, options, counts));
                options.insert(0, (String::new(), texts.text(Key::RuleValueAdd)));
                options.into_iter().map(|(value, words)| view! { <option value=value>{words}</option> }).collect::<Vec<_>>()
            };
            let choose = move |menu: web_sys::HtmlSelectElement| {
                add.run(menu.value());
                menu.set_value("");
            };
            view! {
                <select
                    id=id
                    class="pick-one add"
                    aria-label=texts.text(Key::RuleValueAdd)
                    on:change:target=move |event| choose(event.target())
                >
                    {options}
                </select>
            }
            .into_any()
        } else {
            self.offered(id, texts.text(Key::RuleValueAdd), String::new(), Takes::Many, add)
        };
        view! { <span class="vals">{chips} {adding}</span> }.into_any()
    }

    /// An input that offers what guests have in the field.
    fn offered(self, id: String, label: String, text: String, takes: Takes, set: Callback<String>) -> AnyView {
        let find = offers::values(self.lexicon.services, self.about, self.question);
        let example = if takes == Takes::Many { label.clone() } else { String::new() };
        view! { <Suggest id=id label=label example=example class="text-in" text=text takes=takes find=find on_value=set /> }.into_any()
    }

    /// A time from today.
    fn time(self, id: &str, count: u32, unit: Unit, include_today: bool) -> AnyView {
        let texts = self.lexicon.services.texts;
        let change = move |set: &dyn Fn(&mut u32, &mut Unit, &mut bool)| {
            if let Entry::Time { mut count, mut unit, mut include_today } = self.entry() {
                set(&mut count, &mut unit, &mut include_today);
                self.set(&Entry::Time { count, unit, include_today });
            }
        };
        let units =
            Unit::ALL.iter().map(|unit| (unit.label().to_owned(), texts.with_label(unit.label(), &[("count", count.into())]))).collect();
        let choose_unit = Callback::new(move |label: String| {
            change(&|_, unit, _| *unit = Unit::ALL.iter().copied().find(|known| known.label() == label).unwrap_or(*unit));
        });
        let unit = select(format!("{id}-unit"), "pick-one", texts.text(Key::RuleUnit), units, unit.label(), choose_unit);
        // Whether today counts means something for a period only, not for a day before or after which something is.
        let period = self.way.operator == innkeeper_segment::Operator::Equal;
        let today = period.then(|| {
            view! {
                <label class="check today">
                    <input
                        type="checkbox"
                        checked=include_today
                        on:change:target=move |event| change(&|_, _, today| *today = event.target().checked())
                    />
                    {texts.text(Key::RuleToday)}
                </label>
            }
        });
        view! {
            <input
                id=id.to_owned()
                class="num-in xs"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                aria-label=texts.text(Key::RuleCount)
                value=count.to_string()
                on:input:target=move |event| change(&|count, _, _| *count = event.target().value().trim().parse().unwrap_or(*count))
            />
            {unit}
            {today}
        }
        .into_any()
    }
}
