//! The form for a new website: its name, and each address it is reached at, with what is wrong with it beside it.

use innkeeper_domain::origin;
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::PATH;
use crate::platform::{page, server};
use crate::services::Services;
use crate::ui::{Banner, Button, Icon, IconButton, Kind, TextField, Tone, Weight};

/// One address as it is typed, and what is wrong with it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Line {
    typed: RwSignal<String>,
    fault: RwSignal<Option<String>>,
}

impl Line {
    fn new() -> Self {
        Self { typed: RwSignal::new(String::new()), fault: RwSignal::new(None) }
    }

    /// The origin, or says what is wrong.
    fn read(self, services: Services) -> Option<String> {
        let read = self.typed.with_untracked(|typed| origin::read(&page::with_plain_host(typed)));
        self.fault.set(read.as_ref().err().map(|fault| services.texts.problem(fault)));
        read.ok()
    }
}

/// The inside of the dialog.
pub fn new_site(services: Services, adding: RwSignal<bool>) -> AnyView {
    let texts = services.texts;
    let name = RwSignal::new(String::new());
    let lines = RwSignal::new(vec![Line::new()]);
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let go = StoredValue::new(use_navigate());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let read = lines.with_untracked(|lines| lines.iter().map(|line| line.read(services)).collect::<Vec<_>>());
        let Some(origins) = read.into_iter().collect::<Option<Vec<_>>>() else {
            page::focus_soon("#origins [aria-invalid]");
            return;
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let called = name.with_untracked(|name| name.trim().to_owned());
        leptos::task::spawn_local(async move {
            let shown = if called.is_empty() { origins[0].clone() } else { called.clone() };
            let answer = server::post(PATH, &[("name", called.into()), ("origins", server::texts(origins.into_iter()))]).await;
            busy.set(false);
            match answer {
                Ok(made) => {
                    adding.set(false);
                    go.with_value(|go| go(&address::website(&made.text("key")), NavigateOptions::default()));
                    services.toasts.say(texts.with(Key::WebsitesMade, &[("name", shown.into())]));
                }
                Err(refused) => problem.set(Some(texts.trouble(&refused))),
            }
        });
    };
    let fields = move || {
        let all = lines.get();
        let several = all.len() > 1;
        let field = |(at, line): (usize, Line)| field(services, lines, line, several.then_some(at));
        all.into_iter().enumerate().map(field).collect_view()
    };
    let more = move |_| {
        lines.update(|lines| lines.push(Line::new()));
        page::focus_soon("#origins > :last-child input");
    };
    view! {
        <form class="stack" on:submit=submit>
            {move || problem.get().map(|problem| view! { <Banner tone=Tone::Warns title=problem /> })}
            <TextField label=texts.text(Key::WebsitesName) value=name hint=texts.text(Key::WebsitesNameHint) autofocus=true />
            <div class="stack" id="origins">{fields}</div>
            <p class="note">
                {texts.text(Key::WebsitesOriginNote)}" "
                <button type="button" class="link" on:click=more>{texts.text(Key::WebsitesOriginMore)}</button>
            </p>
            <p class="acts">
                <Button weight=Weight::Quiet on_press=move |()| adding.set(false)>{texts.text(Key::AppCancel)}</Button>
                <Button weight=Weight::Filled submit=true busy=busy>{texts.text(Key::WebsitesSave)}</Button>
            </p>
        </form>
    }
    .into_any()
}

/// The field of an address; `at` is its place where there are several.
fn field(services: Services, lines: RwSignal<Vec<Line>>, line: Line, at: Option<usize>) -> AnyView {
    let texts = services.texts;
    let number = at.map(|at| i64::try_from(at + 1).unwrap_or(i64::MAX));
    let label =
        number.map_or_else(|| texts.text(Key::WebsitesOrigin), |number| texts.with(Key::WebsitesOriginNext, &[("number", number.into())]));
    let drop = number.map(|number| {
        let label = texts.with(Key::WebsitesOriginDrop, &[("number", number.into())]);
        let drop = move |()| {
            lines.update(|lines| lines.retain(|known| *known != line));
            page::focus_soon("#origins input");
        };
        view! { <IconButton icon=Icon::X label=label weight=Weight::Quiet on_press=drop /> }
    });
    view! {
        <div class="with-act">
            <TextField
                label=label
                value=line.typed
                kind=Kind::Address
                hint=at.is_none_or(|at| at == 0).then(|| texts.text(Key::WebsitesOriginHint))
                error=line.fault
            />
            {drop}
        </div>
    }
    .into_any()
}
