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
pub fn bar(count: u32, all: u32) -> AnyView {
    // What is not nothing can be seen.
    let width = thousandths(count, all).max(u32::from(count > 0) * 10);
    view! {
        <svg class="sbar" viewBox="0 0 1000 4" preserveAspectRatio="none" aria-hidden="true">
            <rect class={"b"} width="1000" height="4"></rect>
            <rect class="v" width=width.to_string() height="4"></rect>
        </svg>
    }
    .into_any()
}

/// The card over the rule: how many, and to whom of them we may write.
pub fn share(services: Services, audience: Memo<Option<AudienceView>>) -> impl IntoView {
    let texts = services.texts;
    let number = move |count: u32| services.formats.number(i64::from(count));
    let figures = move || {
        let AudienceView { total, all, may_write, took_us, .. } = audience.get()?;
        let (yes, stays, no) = may_write;
        let part = |light: Light, key: Key, count: u32| {
            let words = texts.with(key, &[("count", count.into())]);
            view! { <li><LightMark light=light label=words /></li> }
        };
        let at = |count: u32| thousandths(count, total);
        let piece = |class: &'static str, from: u32, count: u32| {
            view! { <rect class=class x=from.to_string() width=at(count).to_string() height="12"></rect> }
        };
        let pieces = (piece("s1", 0, yes), piece("s2", at(yes), stays), piece("s3", at(yes) + at(stays), no));
        let milliseconds = took_us.div_ceil(1000).max(1);
        Some(view! {
            <div class="share-n">
                <p class="big" role="status">{number(total)}</p>
                <p>{of_all(texts, total, all, number(all))}</p>
            </div>
            <div>
                <svg class="stackbar" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">{pieces}</svg>
                <ul class="key">
                    {part(Light::Yes, Key::SegmentMayWrite, yes)}
                    {part(Light::Part, Key::SegmentStaysOnly, stays)}
                    {part(Light::No, Key::SegmentNotAtAll, no)}
                </ul>
            </div>
            <p class="ms">{texts.with(Key::SegmentTook, &[("milliseconds", milliseconds.into())])}</p>
        })
    };
    view! { <section class="share card" aria-label=texts.text(Key::SegmentHowMany)>{figures}</section> }
}
