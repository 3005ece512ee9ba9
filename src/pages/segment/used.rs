//! Which other segments and views of the list ask for this one.

use innkeeper_engine::protocol::{Query, View};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::address::{self, List};
use innkeeper_view::rule::used::asks_for;
use leptos::prelude::*;

use crate::services::Services;
use crate::ui::Card;

/// What asks for a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    name: String,
    href: String,
    /// A view of the list of guests.
    view: bool,
}

/// What asks for this segment, as long as the page is open; nothing asks for one that is not saved.
pub fn users(services: Services, root: Option<RootId>) -> Memo<Vec<User>> {
    let Some(root) = root else { return Memo::new(|_| Vec::new()) };
    let segments = services.engine.watch(Query::Segments, |view| match view {
        View::Segments(view) => Some(view.segments),
        _ => None,
    });
    let views = services.engine.watch(Query::ListViews, |view| match view {
        View::ListViews(views) => Some(views),
        _ => None,
    });
    Memo::new(move |_| {
        let mut users = Vec::new();
        segments.view.with(|all| {
            let asking = all.iter().flatten().filter(|row| asks_for(&row.rule, root));
            users.extend(asking.map(|row| User { name: row.name.clone(), href: address::segment(row.root), view: false }));
        });
        views.view.with(|all| {
            let asking = all.iter().flatten().filter(|row| asks_for(&row.view.rule, root));
            users.extend(asking.map(|row| User {
                name: row.view.name.clone(),
                href: List::of_view(row.root, &row.view).path(),
                view: true,
            }));
        });
        users
    })
}

/// The list of them.
pub fn list(services: Services, users: Memo<Vec<User>>) -> impl IntoView {
    let texts = services.texts;
    let line = move |user: User| {
        let kind = texts.text(if user.view { Key::SegmentUsedView } else { Key::SegmentTitle });
        view! { <li><a href=user.href>{user.name}</a>" "<small>{kind}</small></li> }
    };
    view! { <ul class="users">{move || users.get().into_iter().map(line).collect_view()}</ul> }
}

/// The card beside the rule; none while nothing asks for it.
pub fn card(services: Services, users: Memo<Vec<User>>) -> impl IntoView {
    let some = Memo::new(move |_| users.with(|users| !users.is_empty()));
    move || some.get().then(|| view! { <Card title=services.texts.text(Key::SegmentUsed)>{list(services, users)}</Card> })
}
