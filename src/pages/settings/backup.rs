//! What would survive the loss of the server, for those who look after it: the last backup, and what a restore has lost.

use innkeeper_domain::Instant;
use innkeeper_texts::Key;
use leptos::prelude::*;

use crate::pages::asked::Asked;
use crate::platform::intl::MomentForm;
use crate::platform::server::Record;
use crate::services::{Services, services};
use crate::ui::{Banner, Card, Tone};

/// The card.
#[component]
pub fn Backup() -> impl IntoView {
    let services = services();
    let asked = Asked::new("/api/backup");
    view! { <Card title=services.texts.text(Key::SettingsBackup)>{move || asked.draw(services, |answer| state(services, answer))}</Card> }
}

fn state(services: Services, answer: &Record) -> AnyView {
    let Services { texts, formats, .. } = services;
    let moment = |record: &Record| record.number("at").map(|at| formats.moment(Instant(at), MomentForm::Full));
    let (made, failed) = (answer.inside("made"), answer.inside("failed"));
    let last = moment(&made).map(|at| texts.with(Key::SettingsBackupMade, &[("at", at.into()), ("file", made.text("file").into())]));
    let same_disk = made.flag("same_disk").then(|| texts.text(Key::SettingsBackupSameDisk));
    let failure =
        moment(&failed).map(|at| texts.with(Key::SettingsBackupFailed, &[("at", at.into()), ("error", failed.text("error").into())]));
    let unsafe_rows = answer.text("rule") == "age";
    let missing = answer.inside("missing").items();
    view! {
        {unsafe_rows.then(|| view! {
            <Banner tone=Tone::Warns title=texts.text(Key::SettingsBackupNoneTitle)><p>{texts.text(Key::SettingsBackupNoneText)}</p></Banner>
        })}
        {failure.map(|words| view! { <p class="err">{words}</p> })}
        {last.map(|words| view! { <p class="note">{words}</p> })}
        {same_disk.map(|words| view! { <p class="err">{words}</p> })}
        {(!missing.is_empty()).then(|| view! {
            <Banner tone=Tone::Warns title=texts.with(Key::SettingsBackupMissingTitle, &[("count", (missing.len() as i64).into())])>
                <p>{texts.text(Key::SettingsBackupMissingText)}</p>
                <ul class="list">{missing.iter().map(|lost| missed(services, lost)).collect::<Vec<_>>()}</ul>
            </Banner>
        })}
    }
    .into_any()
}

fn missed(services: Services, lost: &Record) -> AnyView {
    let Services { texts, formats, .. } = services;
    let kind = if lost.text("kind") == "booking" { Key::SettingsBackupBooking } else { Key::SettingsBackupEnquiry };
    let at = lost.number("at").map(|at| formats.moment(Instant(at), MomentForm::Full));
    view! { <li><span class="who"><b>{lost.text("number")}</b><small>{texts.text(kind)}" · "{at}</small></span></li> }.into_any()
}
