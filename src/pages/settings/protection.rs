//! How what is stored here is protected, and when the tablet locks itself.

use innkeeper_domain::Instant;
use innkeeper_engine::protocol::{Command, EngineProblem, ProtectionView, Query, Rest, Secret, View, WayIn, WayKind};
use innkeeper_texts::Key;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::frame::lock;
use crate::pages::unlock::{passkeys, words_for};
use crate::platform::intl::MomentForm;
use crate::platform::{page, passkey};
use crate::services::{Services, services};
use crate::ui::{Banner, Button, Card, Dialog, Glyph, Icon, Kind, Loading, Segmented, TextField, Tone, Weight};

/// What is asked for in the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    /// A passphrase where there was none.
    Passphrase,
    /// Another passphrase in the place of this one.
    Change(u32),
    /// A passkey more.
    Passkey,
    /// This way in is taken away.
    Remove(u32),
}

/// The card.
#[component]
pub fn Protection() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let told = services.engine.watch(Query::Protection, |view| match view {
        View::Protection(view) => Some(view),
        _ => None,
    });
    let task = RwSignal::new(None::<Task>);
    let inside = move || match told.view.get() {
        None => view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any(),
        Some(view) => known(services, &view, task),
    };
    let open = Signal::derive(move || task.with(Option::is_some));
    let close = Callback::new(move |()| task.set(None));
    let form = move || {
        let view = told.view.get_untracked().unwrap_or_default();
        task.get_untracked().map(|task| form(services, view, task, close))
    };
    view! {
        <div id="protection">
            <Card title=texts.text(Key::LockProtection) icon=Icon::Lock>{inside}</Card>
            <Dialog open=open on_close=close title=texts.text(Key::LockProtection)>{form}</Dialog>
        </div>
    }
}

fn known(services: Services, view: &ProtectionView, task: RwSignal<Option<Task>>) -> AnyView {
    let texts = services.texts;
    let has_passphrase = view.ways.iter().any(|way| way.kind == WayKind::Passphrase);
    let add = |words, of| {
        view! { <Button on_press=move |()| task.set(Some(of))>{texts.text(words)}</Button> }
    };
    let adds = view! {
        <p class="acts">
            {(!has_passphrase).then(|| add(Key::LockAddPassphrase, Task::Passphrase))}
            {passkey::known().then(|| add(Key::LockAddPasskey, Task::Passkey))}
        </p>
    };
    if view.ways.is_empty() {
        return view! {
            <Banner tone=Tone::Calm title=texts.text(Key::LockOpenTitle)><p>{texts.text(Key::LockOpenText)}</p></Banner>
            {adds}
        }
        .into_any();
    }
    let ways = view.ways.iter().map(|way| line(services, way, task)).collect_view();
    view! {
        <p>{texts.text(Key::LockClosedText)}</p>
        <ul class="list">{ways}</ul>
        {adds}
        {rest(services, view.rest)}
        {view.sealing.then(|| view! { <p class="note" role="status">{texts.text(Key::LockSealing)}</p> })}
        <p class="acts"><Button icon=Icon::Lock on_press=move |()| { lock(services); }>{texts.text(Key::LockNow)}</Button></p>
        <p class="note">{texts.text(Key::LockLease)}</p>
    }
    .into_any()
}

fn line(services: Services, way: &WayIn, task: RwSignal<Option<Task>>) -> AnyView {
    let Services { texts, formats, .. } = services;
    let id = way.id;
    let (name, change) = match way.kind {
        WayKind::Passphrase => (Key::LockPassphrase, true),
        WayKind::Passkey(_) => (Key::LockPasskeyName, false),
    };
    let since = texts.with(Key::LockSince, &[("day", formats.moment(Instant(way.since), MomentForm::DayTime).into())]);
    view! {
        <li>
            <Glyph of=Icon::ShieldCheck />
            <span class="who"><b>{texts.text(name)}</b><small>{since}</small></span>
            {change.then(|| view! { <Button weight=Weight::Quiet on_press=move |()| task.set(Some(Task::Change(id)))>{texts.text(Key::LockChange)}</Button> })}
            <Button weight=Weight::Quiet on_press=move |()| task.set(Some(Task::Remove(id)))>{texts.text(Key::LockRemove)}</Button>
        </li>
    }
    .into_any()
}

/// When the tablet locks itself.
fn rest(services: Services, rest: Rest) -> AnyView {
    let texts = services.texts;
    let choice = move |minutes: u16| {
        let words =
            if minutes == 0 { texts.text(Key::LockNever) } else { texts.with(Key::LockMinutes, &[("count", i64::from(minutes).into())]) };
        (minutes.to_string(), words)
    };
    let set = move |rest: Rest| services.engine.tell(Command::RestAfter(rest));
    let minutes = |text: String| text.parse::<u16>().unwrap_or(0);
    view! {
        <div class="settings">
            <Segmented
                label=texts.text(Key::LockIdle)
                options=[2, 5, 15, 0].map(choice).to_vec()
                value=rest.idle.to_string()
                on_change=move |chosen| set(Rest { idle: minutes(chosen), ..rest })
            />
            <Segmented
                label=texts.text(Key::LockHidden)
                options=[5, 15, 60, 0].map(choice).to_vec()
                value=rest.hidden.to_string()
                on_change=move |chosen| set(Rest { hidden: minutes(chosen), ..rest })
            />
        </div>
    }
    .into_any()
}

/// Asks for what a task needs: what opens the tablet now, and the new secret.
fn form(services: Services, view: ProtectionView, task: Task, close: Callback<()>) -> AnyView {
    let texts = services.texts;
    let by_passphrase = view.ways.iter().any(|way| way.kind == WayKind::Passphrase);
    let by_passkey = !view.ways.is_empty() && !by_passphrase;
    let types_new = matches!(task, Task::Passphrase | Task::Change(_));
    let (current, new, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problem = RwSignal::new(None::<String>);
    let view = StoredValue::new(view);
    let act = Action::new_local(move |(): &()| async move {
        match perform(services, view.get_value(), task, &current.get_untracked(), &new.get_untracked(), by_passkey).await {
            Ok(()) => {
                services.toasts.say(texts.text(Key::LockDone));
                close.run(());
            }
            Err(words) => problem.set(Some(words)),
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let differs = types_new && new.with_untracked(|new| again.with_untracked(|again| new != again));
        if differs {
            problem.set(Some(texts.text(Key::LockDiffers)));
        } else if !act.pending().get_untracked() {
            act.dispatch_local(());
        }
    };
    let words = match task {
        Task::Passphrase | Task::Change(_) => Key::LockPassphraseText,
        Task::Passkey => Key::LockPasskeyText,
        Task::Remove(_) => Key::LockRemoveText,
    };
    let go = match task {
        Task::Remove(_) => Key::LockRemove,
        Task::Passkey => Key::LockAddPasskey,
        Task::Passphrase | Task::Change(_) => Key::AppSave,
    };
    let field = move |words: Key, value, autocomplete| {
        view! { <TextField label=texts.text(words) value=value kind=Kind::Password autocomplete=autocomplete required=true /> }
    };
    view! {
        <form on:submit=submit>
            <p>{texts.text(words)}</p>
            {move || problem.get().map(|problem| view! { <Banner tone=Tone::Warns title=problem /> })}
            {by_passphrase.then(|| field(Key::LockCurrent, current, "current-password"))}
            {by_passkey.then(|| view! { <p class="note">{texts.text(Key::LockProvePasskey)}</p> })}
            {types_new.then(|| view! {
                <TextField
                    label=texts.text(Key::LockNew)
                    value=new
                    kind=Kind::Password
                    autocomplete="new-password"
                    required=true
                    hint=texts.text(Key::LockNewHint)
                />
                {field(Key::LockAgain, again, "new-password")}
            })}
            <p class="acts">
                <Button on_press=close>{texts.text(Key::AppCancel)}</Button>
                <Button weight=Weight::Filled submit=true busy=act.pending()>{texts.text(go)}</Button>
            </p>
        </form>
    }
    .into_any()
}

async fn perform(services: Services, view: ProtectionView, task: Task, current: &str, new: &str, by_passkey: bool) -> Result<(), String> {
    let texts = services.texts;
    let without = |without| texts.text(words_for(without));
    let proof = match (view.ways.is_empty(), by_passkey) {
        (true, _) => None,
        (false, true) => Some(passkey::ask(&view.salt, &passkeys(&view)).await.map_err(without)?),
        (false, false) => Some(Secret::Passphrase(page::composed(current))),
    };
    let protect = |secret, instead| Command::Protect { proof: proof.clone(), secret, instead };
    let command = match task {
        Task::Passphrase => protect(Secret::Passphrase(page::composed(new)), None),
        Task::Change(way) => protect(Secret::Passphrase(page::composed(new)), Some(way)),
        Task::Passkey => protect(passkey::make(&view.salt, &texts.text(Key::LockPasskeyLabel)).await.map_err(without)?, None),
        Task::Remove(way) => match proof {
            Some(proof) => Command::Unprotect { proof, way },
            None => return Ok(()),
        },
    };
    services.engine.run(command).await.map(drop).map_err(|problem: EngineProblem| texts.trouble(&problem))
}
