//! Long work over many guests: how far it is, the way to stop it, and the way back once it has ended.

use innkeeper_engine::protocol::{Command, Outcome, Query, View, WorkEnd, WorkView};
use innkeeper_sync::id::ActionId;
use innkeeper_texts::Key;
use leptos::prelude::*;

use super::Screen;
use crate::ui::Progress;

/// The work as the page follows it.
#[derive(Clone, Copy)]
pub struct Work {
    screen: Screen,
    view: ReadSignal<Option<Option<WorkView>>>,
    /// The work whose end is told.
    awaited: RwSignal<Option<ActionId>>,
    going: Memo<bool>,
}

impl Work {
    /// Follows the work, and tells its end once.
    pub fn follow(screen: Screen) -> Self {
        let watched = screen.services.engine.watch(Query::Work, |view| match view {
            View::Work(work) => Some(work),
            _ => None,
        });
        let view = watched.view;
        let going = Memo::new(move |_| view.with(|view| view.as_ref().and_then(Option::as_ref).is_some_and(|view| view.ended.is_none())));
        let work = Self { screen, view, awaited: RwSignal::new(None), going };
        Effect::new(move || {
            let Some(view) = work.view.get().flatten() else { return };
            match view.ended.clone() {
                None => work.awaited.set(Some(view.action)),
                Some(end) if work.awaited.get() == Some(view.action) => {
                    work.awaited.set(None);
                    // The way back outlives this effect and the page: it must not belong to either.
                    leptos::task::spawn_local(async move { work.tell(&view, end) });
                }
                Some(_) => (),
            }
        });
        work
    }

    /// Tells the end of this work too, even if it has ended already.
    pub fn await_end(self, action: ActionId) {
        self.awaited.try_set(Some(action));
    }

    fn tell(self, view: &WorkView, end: WorkEnd) {
        let texts = self.screen.services.texts;
        let toasts = self.screen.services.toasts;
        let done = view.done.saturating_sub(view.left);
        let say = |key| texts.with(key, &[("count", done.into())]);
        let mut words = match end {
            WorkEnd::Failed(problem) => return toasts.warn(texts.trouble(&problem)),
            _ if view.undoes => return toasts.say(say(Key::GuestsWorkUndone)),
            WorkEnd::Whole => say(Key::GuestsWorkWhole),
            WorkEnd::Cancelled => say(Key::GuestsWorkStopped),
        };
        if view.left > 0 {
            words = format!("{words} · {}", texts.with(Key::GuestsWorkLeft, &[("count", view.left.into())]));
        }
        let action = view.action;
        let back = Callback::new(move |()| {
            self.screen.act(Command::Undo(action), move |outcome| match outcome {
                Outcome::Action(undo) => self.await_end(undo),
                _ => toasts.say(texts.text(Key::AppSavedHere)),
            });
        });
        toasts.offer(words, texts.text(Key::AppUndo), back);
    }

    /// How far the work is, while it goes on.
    pub fn progress(self) -> Option<AnyView> {
        let texts = self.screen.services.texts;
        self.going.get().then(|| {
            let part = move |ask: fn(&WorkView) -> u32| self.view.with(|view| view.as_ref().and_then(Option::as_ref).map_or(0, ask));
            let words = move || {
                let key = if part(|view| u32::from(view.undoes)) == 1 { Key::GuestsWorkUndo } else { Key::GuestsWork };
                texts.with(key, &[("done", part(|view| view.done).into()), ("of", part(|view| view.of).into())])
            };
            let thousandths = move || part(|view| u32::try_from(u64::from(view.done) * 1000 / u64::from(view.of.max(1))).unwrap_or(0));
            let stop = move |_| self.screen.services.engine.tell(Command::StopWork);
            view! {
                <p class="cnt">{words}</p>
                <Progress label=Signal::derive(words) thousandths=Signal::derive(thousandths) />
                <button type="button" class="btn" on:click=stop>{texts.text(Key::GuestsWorkStop)}</button>
            }
            .into_any()
        })
    }
}
