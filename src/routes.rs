//! Every path of the app. The addresses themselves are made and read in `innkeeper_view::address`.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route};
use leptos_router::path;

use crate::pages;

/// Shows the page of the address.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=pages::NotFound>
            <Route path=path!("/") view=pages::Today />
            <Route path=path!("/arrivals") view=pages::arrivals />
            <Route path=path!("/history") view=pages::history />
            <Route path=path!("/guests") view=pages::Guests />
            <Route path=path!("/guests/new") view=pages::new_guest />
            <Route path=path!("/guests/:root") view=pages::guest />
            <Route path=path!("/guests/:root/edit") view=pages::edit_guest />
            <Route path=path!("/guests/:root/erase") view=pages::erase_guest />
            <Route path=path!("/leads") view=pages::leads />
            <Route path=path!("/leads/waiting") view=pages::waiting />
            <Route path=path!("/capture") view=pages::capture />
            <Route path=path!("/segments") view=pages::segments />
            <Route path=path!("/segments/new") view=pages::segment />
            <Route path=path!("/segments/compare") view=pages::compare />
            <Route path=path!("/segments/:root") view=pages::segment />
            <Route path=path!("/settings") view=pages::settings />
            <Route path=path!("/settings/site") view=pages::site />
            <Route path=path!("/settings/websites") view=pages::websites />
            <Route path=path!("/settings/websites/:key") view=pages::website />
            <Route path=path!("/settings/tablets") view=pages::tablets />
            <Route path=path!("/settings/mail") view=pages::mail />
            <Route path=path!("/conflicts") view=pages::conflicts />
            <Route path=path!("/sync") view=pages::sync />
            <Route path=path!("/sign-in") view=pages::SignIn />
        </FlatRoutes>
    }
}
