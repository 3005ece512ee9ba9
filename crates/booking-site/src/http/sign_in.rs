//! Signing in and out: plain forms that work before the app has loaded, and the same for the app.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::client::Client;
use super::person::{cookie, no_cookie, token};
use super::problem::Problem;
use super::{App, origin};
use crate::limits::{Key, Limit, Network};
use crate::session;
use crate::staff;
use crate::store::accounts::StaffRow;

/// Most bytes of the form.
pub(super) const FORM_BYTES: usize = 16 * 1024;

/// The sign-in form.
#[derive(Deserialize, ToSchema)]
pub(super) struct Credentials {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// `POST /login`: 303 to `next` with the cookie; wrong: 303 to the sign-in page with the problem. Marked requests get 204 or problem+json.
#[utoipa::path(
    post,
    path = "/login",
    operation_id = "signIn",
    tag = "people",
    request_body(content = Credentials, content_type = "application/x-www-form-urlencoded"),
    responses((status = 204, description = "Signed in, for requests with the header `X-Innkeeper`", headers(("set-cookie" = String, description = "The session"))), (status = 303, description = "For plain forms: on to `next`, or back to the sign-in page", headers(("location" = String, description = "Where to"))), (status = 400, description = "The form cannot be read"), (status = 403, description = "The address or the password is wrong, or the form comes from elsewhere"), (status = 429)),
)]
pub(super) async fn login(
    State(app): State<App>,
    Client(network): Client,
    headers: HeaderMap,
    form: Result<Form<Credentials>, FormRejection>,
) -> Response {
    let (next, done) = match form {
        Ok(Form(form)) => {
            let next = own_path(&form.next).to_owned();
            (next, begin(&app, network, &headers, form).await)
        }
        Err(_) => ("/".to_owned(), Err(Problem::unreadable())),
    };
    match (done, origin::is_marked(&headers)) {
        (Ok(cookie), true) => with_cookie(StatusCode::NO_CONTENT.into_response(), &cookie),
        (Ok(cookie), false) => with_cookie(Redirect::to(&next).into_response(), &cookie),
        (Err(problem), true) => problem.into_response(),
        (Err(problem), false) => Redirect::to(&sign_in_page(&problem, &next)).into_response(),
    }
}

async fn begin(app: &App, network: Network, headers: &HeaderMap, form: Credentials) -> Result<String, Problem> {
    let staff = check(app, network, &form.email, form.password).await?;
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let token = session::begin(&app.store, staff.id, agent, token(headers).as_ref(), app.clock.now()).await?;
    tracing::info!(user = %staff.id, "signed in");
    Ok(cookie(&token))
}

/// The member of staff with this address and password, within the limits: five tries in five minutes for an address and a network.
pub(super) async fn check(app: &App, network: Network, email: &str, password: String) -> Result<StaffRow, Problem> {
    let now = app.clock.now();
    let key = Key::SignIn(staff::address(email).chars().take(200).collect(), network);
    app.limits.take(Key::SignInFrom(network), Limit::SIGN_IN_FROM, now)?;
    app.limits.take(key.clone(), Limit::SIGN_IN, now)?;
    match staff::sign_in(&app.store, email, password).await? {
        Some(staff) => {
            app.limits.forget(&key);
            Ok(staff)
        }
        None => {
            tracing::warn!("a sign-in failed");
            Err(Problem::wrong_password())
        }
    }
}

/// `POST /logout`: ends the session; 303 to the sign-in page, 204 for the app.
#[utoipa::path(
    post,
    path = "/logout",
    operation_id = "signOut",
    tag = "people",
    responses((status = 204, description = "Signed out, for requests with the header `X-Innkeeper`"), (status = 303, description = "For plain forms: to the sign-in page")),
)]
pub(super) async fn logout(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(token) = token(&headers) {
        app.store.end_session(&token.hash()).await?;
    }
    let marked = origin::is_marked(&headers);
    let answer = if marked { StatusCode::NO_CONTENT.into_response() } else { Redirect::to("/sign-in").into_response() };
    Ok(with_cookie(answer, &no_cookie()))
}

pub(super) fn with_cookie(mut response: Response, cookie: &str) -> Response {
    let value = HeaderValue::from_str(cookie).expect("cookies are made of hex digits and constants");
    response.headers_mut().insert(header::SET_COOKIE, value);
    response
}

fn sign_in_page(problem: &Problem, next: &str) -> String {
    let problem = match problem.status {
        StatusCode::FORBIDDEN => "wrong",
        StatusCode::TOO_MANY_REQUESTS => "wait",
        _ => "server",
    };
    let next: String = next.bytes().map(escaped).collect();
    format!("/sign-in?problem={problem}&next={next}")
}

fn escaped(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}

/// A path of this app to go on to. Anything that could lead elsewhere (`//host`, `/\host`, `https:…`) is the front page.
pub(super) fn own_path(next: &str) -> &str {
    let bytes = next.as_bytes();
    let plain = bytes.iter().all(|b| b.is_ascii_graphic() && *b != b'\\');
    if bytes.first() == Some(&b'/') && bytes.get(1) != Some(&b'/') && plain && bytes.len() <= 2_000 { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_the_app_are_gone_on_to() {
        for (next, to) in [
            ("/guests/1?x=y", "/guests/1?x=y"),
            ("", "/"),
            ("guests", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
        ] {
            assert_eq!(own_path(next), to, "{next:?}");
        }
    }

    #[test]
    fn the_way_back_is_escaped() {
        let page = sign_in_page(&Problem::wrong_password(), "/guests?q=a&b=c#d");
        assert_eq!(page, "/sign-in?problem=wrong&next=/guests%3Fq%3Da%26b%3Dc%23d");
    }
}
