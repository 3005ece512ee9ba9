//! Sign in: a plain form the browser sends itself, so that password managers know it and the cookie stays out of reach of
//! scripts.

use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use leptos_router::params::ParamsMap;

use crate::frame::Gate;
use crate::platform::page;
use crate::services::services;
use crate::ui::{Banner, Button, Kind, TextField, Tone, Weight};

/// The page.
#[component]
pub fn SignIn() -> impl IntoView {
    let texts = services().texts;
    view! {
        <Gate title=Key::SignInTitle>
            <p class="note">{texts.text(Key::SignInText)}</p>
            <SignInForm />
        </Gate>
    }
}

/// The form, with what went wrong.
#[component]
pub fn SignInForm() -> impl IntoView {
    let texts = services().texts;
    let query = use_query_map();
    let location = use_location();
    let problem = move || {
        let why = query.with(|query| query.get("problem"))?;
        Some(match why.as_str() {
            "wrong" => Key::SignInWrong,
            "wait" => Key::SignInWait,
            _ => Key::SignInTrouble,
        })
    };
    // Where the person wanted to go: named in the address, else the address itself.
    let next = move || {
        query.with(|query| query.get("next")).unwrap_or_else(|| {
            let path = location.pathname.get();
            if path == address::SIGN_IN { "/".to_owned() } else { path + &location.query.with(ParamsMap::to_query_string) }
        })
    };
    view! {
            {move || problem().map(|key| view! { <Banner tone=Tone::Warns title=texts.text(key) /> })}
            <form method="post" action="/login">
                <input type="hidden" name="next" value=next />
                <TextField
                    label=texts.text(Key::SignInEmail)
                    value=RwSignal::new(page::typed_address())
                    kind=Kind::Email
                    name="email"
                    autocomplete="username"
                    required=true
                />
                <TextField
                    label=texts.text(Key::SignInPassword)
                    value=RwSignal::new(String::new())
                    kind=Kind::Password
                    name="password"
                    autocomplete="current-password"
                    required=true
                />
                <Button weight=Weight::Filled submit=true>{texts.text(Key::SignInGo)}</Button>
            </form>
    }
}
