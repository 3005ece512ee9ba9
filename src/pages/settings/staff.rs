//! Who works here: adding a member of staff, changing what they are here for, closing an account.

use innkeeper_domain::access::Role;
use innkeeper_texts::Key;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::pages::asked::{Asked, act_on};
use crate::platform::server::{self, Record};
use crate::services::{Services, services};
use crate::ui::{Banner, Button, Card, Chip, Dialog, Icon, Kind, TextField, Tone, Weight};

const PATH: &str = "/api/staff";

/// An account that something is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Account {
    id: String,
    name: String,
    roles: Vec<Role>,
}

/// The card.
#[component]
pub fn Staff() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let listed = Asked::new(PATH);
    let adding = RwSignal::new(false);
    let (closing, changing) = (RwSignal::new(None::<Account>), RwSignal::new(None::<Account>));
    let close = move |()| {
        if let Some(account) = closing.get_untracked() {
            let path = format!("{PATH}/{}/close", account.id);
            listed.change(services, async move { server::post(&path, &[]).await });
        }
        closing.set(None);
    };
    let ask = move || {
        closing.get().map(|Account { name, .. }| {
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
            {move || own.with(|own| listed.list(services, None, |person| line(services, person, own.as_deref(), closing, changing)))}
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
            <Dialog
                open=Signal::derive(move || changing.with(Option::is_some))
                on_close=move |()| changing.set(None)
                title=texts.text(Key::SettingsStaffChange)
            >
                {move || changing.get().map(|account| change_roles(services, listed, account, changing))}
            </Dialog>
        </Card>
    }
}

fn line(
    services: Services,
    person: &Record,
    own: Option<&str>,
    closing: RwSignal<Option<Account>>,
    changing: RwSignal<Option<Account>>,
) -> AnyView {
    let texts = services.texts;
    let (id, name) = (person.text("id"), person.text("name"));
    let roles: Vec<_> = person.inside("roles").texts().iter().filter_map(|code| Role::from_code(code)).collect();
    let words: Vec<_> = roles.iter().map(|role| texts.label(&role.label())).collect();
    let end = if !person.flag("active") {
        view! { <span class="note">{texts.text(Key::SettingsStaffClosed)}</span> }.into_any()
    } else if own == Some(id.as_str()) {
        // Nobody shuts themselves out.
        ().into_any()
    } else {
        let account = Account { id, name: name.clone(), roles };
        let same = account.clone();
        view! {
            <Button
                weight=Weight::Quiet
                attr:aria-label=act_on(services, Key::SettingsStaffChange, &name)
                on_press=move |()| changing.set(Some(same.clone()))
            >
                {texts.text(Key::SettingsStaffChange)}
            </Button>
            <Button
                attr:aria-label=act_on(services, Key::SettingsStaffClose, &name)
                on_press=move |()| closing.set(Some(account.clone()))
            >
                {texts.text(Key::SettingsStaffClose)}
            </Button>
        }
        .into_any()
    };
    view! {
        <li>
            <span class="who">
                <b>{name}</b>
                <small>{person.text("email")}</small>
                <small>{words.join(" · ")}</small>
            </span>
            {end}
        </li>
    }
    .into_any()
}

fn codes(roles: RwSignal<Vec<Role>>) -> JsValue {
    roles.with_untracked(|roles| server::texts(roles.iter().map(|role| role.code().to_owned())))
}

/// Roles to choose from, one tap each.
fn role_chips(services: Services, legend: String, roles: RwSignal<Vec<Role>>) -> AnyView {
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
        let pressed = Signal::derive(move || roles.with(|roles| roles.contains(&role)));
        view! { <Chip label=services.texts.label(&role.label()) pressed=pressed on_press=toggle /> }
    });
    view! {
        <fieldset>
            <legend class="note">{legend}</legend>
            <div class="chips">{chips.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

fn change_roles(services: Services, listed: Asked, account: Account, changing: RwSignal<Option<Account>>) -> AnyView {
    let texts = services.texts;
    let legend = texts.with(Key::SettingsStaffRolesOf, &[("name", account.name.into())]);
    let roles = RwSignal::new(account.roles);
    let save = move |()| {
        let path = format!("{PATH}/{}/roles", account.id);
        listed.change(services, async move { server::post(&path, &[("roles", codes(roles))]).await });
        changing.set(None);
    };
    view! {
        {role_chips(services, legend, roles)}
        <p class="acts">
            <Button weight=Weight::Quiet on_press=move |()| changing.set(None)>{texts.text(Key::AppCancel)}</Button>
            <Button weight=Weight::Filled on_press=save>{texts.text(Key::AppSave)}</Button>
        </p>
    }
    .into_any()
}

fn new_member(services: Services, listed: Asked, adding: RwSignal<bool>) -> AnyView {
    let texts = services.texts;
    let [name, email, password] = [(); 3].map(|()| RwSignal::new(String::new()));
    let roles = RwSignal::new(Vec::<Role>::new());
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
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
            let codes = codes(roles);
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
            {role_chips(services, texts.text(Key::SettingsStaffRoles), roles)}
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
