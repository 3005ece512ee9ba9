//! Passkeys that answer with a secret of their own (WebAuthn `prf`): nothing is sent anywhere, so they work without a network.

use innkeeper_engine::protocol::Secret;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Why there is no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Without {
    /// The person closed the dialog, or it was not answered in time.
    Given,
    /// This browser or this passkey has no such secret.
    Able,
}

/// What is known of a failed call: only whether the person let it go.
impl From<JsValue> for Without {
    fn from(exception: JsValue) -> Self {
        let name = Reflect::get(&exception, &"name".into()).ok().and_then(|name| name.as_string());
        if name.as_deref() == Some("NotAllowedError") { Self::Given } else { Self::Able }
    }
}

/// Whether the browser knows passkeys at all.
pub fn known() -> bool {
    Reflect::has(&window(), &"PublicKeyCredential".into()).unwrap_or(false)
}

/// Makes a passkey on this device, called `name` there, and asks it for its secret.
pub async fn make(salt: &[u8], name: &str) -> Result<Secret, Without> {
    let user = object(&[("id", challenge()?), ("name", name.into()), ("displayName", name.into())])?;
    let algorithms = [-7, -257].map(|alg| object(&[("type", "public-key".into()), ("alg", alg.into())]));
    let algorithms = algorithms.into_iter().collect::<Result<Array, _>>()?;
    let chosen = object(&[("residentKey", "preferred".into()), ("userVerification", "required".into())])?;
    let public_key = object(&[
        ("challenge", challenge()?),
        ("rp", object(&[("name", "Innkeeper".into())])?),
        ("user", user),
        ("pubKeyCredParams", algorithms.into()),
        ("authenticatorSelection", chosen),
        ("extensions", asking(salt)?),
    ])?;
    let made = call("create", public_key).await?;
    match secret_of(&made)? {
        Some(secret) => Ok(secret),
        // Some tell the secret only when they are asked for it.
        None => ask(salt, &[id_of(&made)?]).await,
    }
}

/// Asks one of these passkeys for its secret.
pub async fn ask(salt: &[u8], passkeys: &[Vec<u8>]) -> Result<Secret, Without> {
    let allowed = passkeys.iter().map(|id| object(&[("type", "public-key".into()), ("id", bytes(id))]));
    let allowed = allowed.collect::<Result<Array, _>>()?;
    let public_key = object(&[
        ("challenge", challenge()?),
        ("allowCredentials", allowed.into()),
        ("userVerification", "required".into()),
        ("extensions", asking(salt)?),
    ])?;
    secret_of(&call("get", public_key).await?)?.ok_or(Without::Able)
}

async fn call(method: &str, public_key: JsValue) -> Result<JsValue, Without> {
    let credentials = Reflect::get(&window().navigator(), &"credentials".into())?;
    let method: Function = Reflect::get(&credentials, &method.into())?.dyn_into()?;
    let promise: Promise = method.call1(&credentials, &object(&[("publicKey", public_key)])?)?.dyn_into()?;
    Ok(JsFuture::from(promise).await?)
}

/// The passkey's answer is checked by nobody: it only has to be another question each time.
fn challenge() -> Result<JsValue, Without> {
    let mut drawn = [0; 32];
    window().crypto()?.get_random_values_with_u8_array(&mut drawn)?;
    Ok(bytes(&drawn))
}

fn asking(salt: &[u8]) -> Result<JsValue, Without> {
    object(&[("prf", object(&[("eval", object(&[("first", bytes(salt))])?)])?)])
}

fn secret_of(credential: &JsValue) -> Result<Option<Secret>, Without> {
    let results: Function = Reflect::get(credential, &"getClientExtensionResults".into())?.dyn_into()?;
    let prf = Reflect::get(&results.call0(credential)?, &"prf".into())?;
    let found =
        ["results", "first"].into_iter().try_fold(prf, |at, name| if at.is_object() { Reflect::get(&at, &name.into()).ok() } else { None });
    let Some(first) = found.filter(JsValue::is_object) else { return Ok(None) };
    Ok(Some(Secret::Passkey { credential: id_of(credential)?, output: Uint8Array::new(&first).to_vec() }))
}

fn id_of(credential: &JsValue) -> Result<Vec<u8>, Without> {
    Ok(Uint8Array::new(&Reflect::get(credential, &"rawId".into())?).to_vec())
}

fn object(members: &[(&str, JsValue)]) -> Result<JsValue, Without> {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &JsValue::from_str(name), value)?;
    }
    Ok(object.into())
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}
