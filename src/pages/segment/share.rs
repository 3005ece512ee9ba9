//! How many a rule holds for, and what part of everybody that is.

use innkeeper_engine::protocol::AudienceView;
use innkeeper_texts::Key;
use leptos::prelude::*;

use super::of_all;
use crate::services::Services;
use crate::texts::Texts;
use crate::ui::{Light, LightMark};

/// A part of everybody in percent, to a tenth.
pub fn percent(texts: Texts, count: u32, all: u32) -> String {
    let thousandths = thousandths(count, all);
    texts.with(Key::SegmentPercent, &[("whole", (thousandths / 10).into()), ("tenth", (thousandths % 10).into())])
}

fn thousandths(count: u32, all: u32) -> u32 {
    u32::try_from(u64::from(count) * 1000 / u64::from(all.max(1))).unwrap_or(1000).min(1000)
}

/// A thin bar for a part of everybody. Geometry in attributes: the policy allows no style attribute.
pub fn bar(count: Signal<u32>, all: Signal<u32>) -> AnyView {
    // What is not nothing can be seen.
    let width = move || thousandths(count.get(), all.get()).max(u32::from(count.get() > 0) * 10).to_string();
    view! {
        <svg class="sbar" viewBox="0 0 1000 4" preserveAspectRatio="none" aria-hidden="true">
            <rect class={"b"} width="1000" height="4"></rect>
            <rect class="v" width=width height="4"></rect>
        </svg>
    }
    .into_any()
}

/// The card over the rule: how many, and to whom of them we may write. Each figure is drawn by itself, so that a key changes
/// those that are others and nothing else.
pub fn share(services: Services, audience: Memo<Option<AudienceView>>) -> impl IntoView {
    let texts = services.texts;
    let number = move |count: u32| services.formats.number(i64::from(count));
    let figure = move |pick: fn(&AudienceView) -> u32| Memo::new(move |_| audience.with(|audience| audience.as_ref().map_or(0, pick)));
    let (total, all) = (figure(|audience| audience.total), figure(|audience| audience.all));
    let (yes, stays) = (figure(|audience| audience.may_write.0), figure(|audience| audience.may_write.1));
    let no = figure(|audience| audience.may_write.2);
    let milliseconds = figure(|audience| audience.took_us.div_ceil(1000).max(1));
    let at = move |count: Memo<u32>| thousandths(count.get(), total.get());
    let piece = move |class: &'static str, from: Signal<u32>, count: Memo<u32>| {
        view! { <rect class=class x=move || from.get().to_string() width=move || at(count).to_string() height="12"></rect> }
    };
    let part = move |light: Light, key: Key, count: Memo<u32>| {
        view! { <li><LightMark light=light label=move || texts.with(key, &[("count", count.get().into())]) /></li> }
    };
    let figures = move || {
        let begin = Signal::stored(0);
        let pieces = (
            piece("s1", begin, yes),
            piece("s2", Signal::derive(move || at(yes)), stays),
            piece("s3", Signal::derive(move || at(yes) + at(stays)), no),
        );
        view! {
            <div class="share-n">
                <p class="big" role="status">{move || number(total.get())}</p>
                <p>{move || of_all(texts, total.get(), all.get(), number(all.get()))}</p>
            </div>
            <div>
                <svg class="stackbar" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">{pieces}</svg>
                <ul class="key">
                    {part(Light::Yes, Key::SegmentMayWrite, yes)}
                    {part(Light::Part, Key::SegmentStaysOnly, stays)}
                    {part(Light::No, Key::SegmentNotAtAll, no)}
                </ul>
            </div>
            <p class="ms">{move || texts.with(Key::SegmentTook, &[("milliseconds", milliseconds.get().into())])}</p>
        }
    };
    let counted = Memo::new(move |_| audience.with(Option::is_some));
    view! { <section class="share card" aria-label=texts.text(Key::SegmentHowMany)>{move || counted.get().then(figures)}</section> }
}
