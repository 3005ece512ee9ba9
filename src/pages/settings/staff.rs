//! Who works here: adding a member of staff, closing an account.

use innkeeper_domain::access::Role;
use innkeeper_texts::Key;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::Listed;
use crate::platform::server::{self, Record};
use crate::services::{Services, services};
use crate::ui::{Banner, Button, Card, Chip, Dialog, Icon, Kind, TextField, Tone, Weight};

const PATH: &str = "/api/staff";

/// The card.
#[component]
pub fn Staff() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let listed = Listed::new(PATH);
    let adding = RwSignal::new(false);
    let closing = RwSignal::new(None::<(String, String)>);
    let close = move |()| {
        if let Some((id, _)) = closing.get_untracked() {
            let path = format!("{PATH}/{id}/close");
            listed.change(services, async move { server::post(&path, &[]).await });
        }
        closing.set(None);
    };
    let ask = move || {
        closing.get().map(|(_, name)| {
            view! {
                <p><b>{texts.with(Key::SettingsStaffCloseAsk, &[("name", name.into())])}</b></p>
                <p>{texts.text(Key::SettingsStaffCloseText)}</p>
                <p class="acts">
                    <Button weight=Weight::Quiet on_press=move |()| closing.set(None)>{texts.text(Key::SettingsStaffKeep)}</Button>
                    <Button weight=Weight::Danger on_press=close>{texts.text(Key::SettingsStaffClose)}</Button>
                </p>
            }
        })
    };
    let own = Memo::new(move |_| {
        services.status.with(|status| status.as_ref().and_then(|status| status.person.as_ref()).map(|person| person.user.to_string()))
    });
    view! {
        <Card title=texts.text(Key::SettingsStaff)>
            {move || own.with(|own| listed.draw(services, None, |person| line(services, person, own.as_deref(), closing)))}
            <p class="acts">
                <Button icon=Icon::UserPlus on_press=move |()| adding.set(true)>{texts.text(Key::SettingsStaffAdd)}</Button>
            </p>
            <Dialog open=adding on_close=move |()| adding.set(false) title=texts.text(Key::SettingsStaffAdd)>
                {new_member(services, listed, adding)}
            </Dialog>
            <Dialog
                open=Signal::derive(move || closing.with(Option::is_some))
                on_close=move |()| closing.set(None)
                title=texts.text(Key::SettingsStaffClose)
            >
                {ask}
            </Dialog>
        </Card>
    }
}

fn line(services: Services, person: &Record, own: Option<&str>, closing: RwSignal<Option<(String, String)>>) -> AnyView {
    let texts = services.texts;
    let (id, name) = (person.text("id"), person.text("name"));
    let roles = person.inside("roles").texts();
    let roles: Vec<_> = roles.iter().map(|code| texts.label(&format!("role-{code}"))).collect();
    let end = if !person.flag("active") {
        view! { <span class="note">{texts.text(Key::SettingsStaffClosed)}</span> }.into_any()
    } else if own == Some(id.as_str()) {
        // Nobody shuts themselves out.
        ().into_any()
    } else {
        let asked = name.clone();
        let press = move |()| closing.set(Some((id.clone(), asked.clone())));
        view! { <Button on_press=press>{texts.text(Key::SettingsStaffClose)}</Button> }.into_any()
    };
    view! {
        <li>
            <span class="who">
                <b>{name}</b>
                <small>{person.text("email")}</small>
                <small>{roles.join(" · ")}</small>
            </span>
            {end}
        </li>
    }
    .into_any()
}

fn new_member(services: Services, listed: Listed, adding: RwSignal<bool>) -> AnyView {
    let texts = services.texts;
    let [name, email, password] = [(); 3].map(|()| RwSignal::new(String::new()));
    let roles = RwSignal::new(Vec::<Role>::new());
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let chips = Role::ALL.iter().map(|role| {
        let role = *role;
        let toggle = move |()| {
            roles.update(|roles| {
                if roles.contains(&role) {
                    roles.retain(|known| *known != role);
                } else {
                    roles.push(role);
                }
            });
        };
        view! { <Chip label=texts.label(&role.label()) pressed=Signal::derive(move || roles.with(|roles| roles.contains(&role))) on_press=toggle /> }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let given = [name, email, password].map(|field| field.get_untracked().trim().to_owned());
        if given.iter().any(String::is_empty) || roles.with_untracked(Vec::is_empty) {
            problem.set(Some(texts.text(Key::SettingsStaffMissing)));
            return;
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let [given_name, given_email, _] = given;
            let codes = roles.with_untracked(|roles| server::texts(roles.iter().map(|role| role.code().to_owned())));
            let members = [
                ("name", given_name.as_str().into()),
                ("email", given_email.into()),
                ("password", password.get_untracked().into()),
                ("roles", codes),
            ];
            let answer = server::post(PATH, &members).await;
            busy.set(false);
            match answer {
                Ok(_) => {
                    listed.ask();
                    adding.set(false);
                    services.toasts.say(texts.with(Key::SettingsStaffAdded, &[("name", given_name.into())]));
                }
                Err(refused) => problem.set(Some(texts.trouble(&refused))),
            }
        });
    };
    view! {
        <form class="stack" on:submit=submit>
            {move || problem.get().map(|problem| view! { <Banner tone=Tone::Warns title=problem /> })}
            <TextField label=texts.text(Key::SettingsStaffName) value=name autofocus=true />
            <TextField label=texts.text(Key::SignInEmail) value=email kind=Kind::Email />
            <fieldset>
                <legend class="note">{texts.text(Key::SettingsStaffRoles)}</legend>
                <div class="chips">{chips.collect_view()}</div>
            </fieldset>
            <TextField
                label=texts.text(Key::SettingsStaffPassword)
                value=password
                kind=Kind::Password
                autocomplete="new-password"
                hint=texts.text(Key::SettingsStaffPasswordHint)
            />
            <p class="acts">
                <Button weight=Weight::Quiet on_press=move |()| adding.set(false)>{texts.text(Key::AppCancel)}</Button>
                <Button weight=Weight::Filled submit=true busy=busy>{texts.text(Key::SettingsStaffSave)}</Button>
            </p>
        </form>
    }
    .into_any()
}
