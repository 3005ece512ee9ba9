//! The outbox of mails: what was sent to guests, what waits, and what nobody took.

use innkeeper_domain::Instant;
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use super::asked::{Asked, act_on, may, refused};
use crate::frame::{PageHead, back_to};
use crate::platform::clock;
use crate::platform::intl::MomentForm;
use crate::platform::server::{self, Record};
use crate::services::{Services, services};
use crate::ui::{Banner, Button, Card, Empty, Icon, State, StateMark};

const PATH: &str = "/api/mail";

/// The flags of `innkeeper serve` that name a mail server, and the one that opens the booking site.
const MAIL_FLAGS: &str = "--smtp-url-file FILE --mail-from \"Hotel <stay@hotel.example>\"";
const SITE_FLAG: &str = "--site-listen 127.0.0.1:8081";

/// The states, as the server says them.
const STATES: [(&str, State, Key); 4] = [
    ("waiting", State::Sending, Key::MailWaiting),
    ("sent", State::Sent, Key::MailSent),
    ("failed", State::Needs, Key::MailFailed),
    ("held", State::Needs, Key::MailHeld),
];

/// The page.
#[component]
pub fn Mail() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let edits = may(|person| person.edits_hotel);
    let inside = move || match edits.get() {
        None => ().into_any(),
        Some(false) => refused(services, Key::MailRefusedTitle, Key::MailRefusedText),
        Some(true) => {
            let asked = Asked::new(PATH.to_owned());
            (move || asked.draw(services, |answer| outbox(services, answer, asked))).into_any()
        }
    };
    view! {
        <main class="page settings-page narrow" id="main" tabindex="-1">
            {back_to(address::SETTINGS, Key::SettingsTitle)}
            <PageHead title=texts.text(Key::MailTitle) sub=texts.text(Key::MailLede) />
            {inside}
        </main>
    }
}

fn outbox(services: Services, answer: &Record, asked: Asked) -> AnyView {
    let texts = services.texts;
    let posts = answer.flag("posts");
    let missing = match (answer.flag("site"), posts) {
        (_, true) => None,
        (true, false) => Some((Key::MailNoServerTitle, Key::MailNoServerText, MAIL_FLAGS.to_owned())),
        (false, false) => Some((Key::MailNoSiteTitle, Key::MailNoSiteText, format!("{SITE_FLAG} {MAIL_FLAGS}"))),
    };
    let missing = missing.map(|(title, text, flags)| {
        view! {
            <Banner title=texts.text(title)>
                <p>{texts.text(text)}</p>
                <pre class="code" translate="no">{flags}</pre>
            </Banner>
        }
    });
    let mails = answer.inside("mails").items();
    let list = if mails.is_empty() {
        view! { <Empty icon=Icon::Mail title=texts.text(Key::MailNoneTitle)><p>{texts.text(Key::MailNoneText)}</p></Empty> }.into_any()
    } else {
        let count = services.formats.number(i64::try_from(mails.len()).unwrap_or(i64::MAX));
        let lines = mails.iter().map(|mail| line(services, mail, asked, posts)).collect_view();
        view! { <Card title=texts.text(Key::MailList) count=Some(count)><ul class="outbox">{lines}</ul></Card> }.into_any()
    };
    view! { <div class="stack">{missing}{list}</div> }.into_any()
}

fn line(services: Services, mail: &Record, asked: Asked, posts: bool) -> AnyView {
    let Services { texts, formats, .. } = services;
    let (to, name) = (mail.text("to"), mail.text("state"));
    let moment = |at: i64| formats.moment(Instant(at), MomentForm::DayTime);
    let (state, words) =
        STATES.iter().find(|(known, ..)| *known == name).map_or((State::Needs, Key::MailHeld), |(_, state, key)| (*state, *key));
    let tries = texts.with(Key::MailTries, &[("count", mail.number("tries").unwrap_or_default().into())]);
    let next = mail.number("next_at").filter(|_| posts).map(|at| {
        if at <= clock::now().0 { texts.text(Key::MailNextSoon) } else { texts.with(Key::MailNext, &[("at", moment(at).into())]) }
    });
    let tried: Vec<_> = [tries].into_iter().chain(next).collect();
    let error = Some(mail.text("error")).filter(|error| !error.is_empty());
    let why = match (name.as_str(), error) {
        ("held", _) => Some(texts.text(Key::MailHeldText)),
        (_, Some(error)) => Some(texts.with(Key::MailError, &[("error", error.into())])),
        (_, None) => None,
    };
    let why = why.map(|why| view! { <p class="why">{why}</p> });
    let again = (name == "failed" && posts).then(|| {
        let (path, label) = (format!("{PATH}/{}/retry", mail.text("id")), act_on(services, Key::MailRetry, &to));
        let said = texts.with(Key::MailRetried, &[("to", to.as_str().into())]);
        let press = move |()| {
            let (path, said) = (path.clone(), said.clone());
            leptos::task::spawn_local(async move {
                match server::post(&path, &[]).await {
                    Ok(_) => services.toasts.say(said),
                    Err(problem) => services.toasts.warn(texts.trouble(&problem)),
                }
                asked.ask();
            });
        };
        view! { <p class="acts"><Button icon=Icon::RotateCw attr:aria-label=label on_press=press>{texts.text(Key::MailRetry)}</Button></p> }
    });
    view! {
        <li>
            <span class="who">
                <b class="address" translate="no">{to}</b>
                <small translate="no">{mail.text("subject")}</small>
            </span>
            <span class="age">
                {moment(mail.number("created_at").unwrap_or_default())}
                <small>{tried.join(" · ")}</small>
            </span>
            <StateMark state=state label=texts.text(words) />
            {why}
            {again}
        </li>
    }
    .into_any()
}
