//! What the parts of the list's page share: what is listed, how, and which rows are ticked.

use innkeeper_engine::protocol::{Command, ListViewDraft, ListViewRow, Outcome};
use innkeeper_view::address::List;
use innkeeper_view::selection::Chosen;
use leptos::prelude::*;

use super::columns;
use crate::pages::rule::Lexicon;
use crate::services::Services;

/// The state of the page.
#[derive(Clone, Copy)]
pub struct Screen {
    /// The services of the page.
    pub services: Services,
    /// The words of rules.
    pub lexicon: Lexicon,
    /// What is listed.
    pub list: RwSignal<List>,
    /// Lists something else.
    pub change: Callback<List>,
    /// The chosen columns in their order.
    pub columns: RwSignal<Vec<String>>,
    /// The saved views.
    pub views: Signal<Vec<ListViewRow>>,
    /// Guests that match.
    pub total: Memo<u32>,
    /// Guests in all.
    pub all: Memo<u32>,
    /// Ticked rows.
    pub chosen: RwSignal<Chosen>,
}

impl Screen {
    /// Changes what is listed.
    pub fn refine(self, change: impl FnOnce(&mut List)) {
        // Saving may end after the person has left the page.
        if let Some(mut list) = self.list.try_get_untracked() {
            change(&mut list);
            self.change.run(list);
        }
    }

    /// The saved view that is open.
    pub fn view(self) -> Option<ListViewRow> {
        let open = self.list.with(|list| list.view)?;
        self.views.with(|views| views.iter().find(|row| row.root == open).cloned())
    }

    /// What would be saved as a view.
    pub fn draft(self, name: String, shared: bool) -> ListViewDraft {
        let (rule, sort) = self.list.with(|list| (list.rule.clone(), list.sort_text()));
        ListViewDraft { name, rule, sort, columns: self.columns.get(), shared }
    }

    /// Whether the list differs from the view it began with; that of all guests has no filters.
    pub fn differs(self) -> bool {
        let now = self.draft(String::new(), false);
        match self.view() {
            Some(ListViewRow { view, .. }) => {
                let columns = if view.columns.is_empty() { columns::first() } else { view.columns };
                now.rule != view.rule || now.sort != List::of_view_sort(&view.sort) || now.columns != columns
            }
            None => !now.rule.is_empty(),
        }
    }

    fn view_name(self) -> String {
        self.list.with_untracked(|list| list.view.map_or_else(String::new, |view| view.to_string()))
    }

    /// Shows these columns, and does so the next time.
    pub fn show_columns(self, chosen: Vec<String>) {
        columns::remember(&self.view_name(), Some(chosen.clone()));
        self.columns.set(chosen);
    }

    /// Shows the columns as at first.
    pub fn reset_columns(self) {
        columns::remember(&self.view_name(), None);
        self.columns.set(self.own_columns());
    }

    /// The columns to show: as they were left here, as the view has them, or as at first.
    pub fn own_columns(self) -> Vec<String> {
        let name = self.list.with(|list| list.view.map_or_else(String::new, |view| view.to_string()));
        let of_view = || self.view().map(|row| row.view.columns).filter(|columns| !columns.is_empty());
        columns::remembered(&name).or_else(of_view).unwrap_or_else(columns::first)
    }

    /// Does something; what went wrong is said until it is closed.
    pub fn act(self, command: Command, done: impl FnOnce(Outcome) + 'static) {
        let Services { engine, toasts, texts, .. } = self.services;
        leptos::task::spawn_local(async move {
            match engine.run(command).await {
                Ok(outcome) => done(outcome),
                Err(problem) => toasts.warn(texts.trouble(&problem)),
            }
        });
    }
}
