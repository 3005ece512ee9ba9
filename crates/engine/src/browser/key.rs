//! Keys over Web Crypto: AES-GCM of 256 bits. The bytes of a key are never in the engine's memory; those of a fixed one cannot be asked for.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::fault::Fault;
use super::scope;
use crate::keys::hpke;
use crate::ports::{Hold, Key, NoKeys};

/// The algorithm of all keys but those they are derived from.
const AES: &str = "AES-GCM";
/// Bytes of a nonce.
const NONCE: usize = 12;

/// A key of the browser's.
#[derive(Clone, Debug, PartialEq)]
pub struct WebKey(CryptoKey);

impl WebKey {
    /// For keeping: a structured clone.
    pub(super) fn object(&self) -> &JsValue {
        self.0.as_ref()
    }

    /// What was kept.
    pub(super) fn of(object: &JsValue) -> Option<Self> {
        object.dyn_ref::<CryptoKey>().cloned().map(Self)
    }
}

impl From<Fault> for NoKeys {
    fn from(fault: Fault) -> Self {
        Self(format!("{}: {}", fault.name, fault.message))
    }
}

fn subtle() -> Result<SubtleCrypto, Fault> {
    let subtle = scope().crypto()?.subtle();
    // Not there outside a secure context.
    if subtle.is_undefined() { Err(Fault::new("SecurityError", "no secure context")) } else { Ok(subtle) }
}

async fn settled(promise: Result<Promise, JsValue>) -> Result<JsValue, Fault> {
    Ok(JsFuture::from(promise?).await?)
}

fn uses() -> JsValue {
    ["encrypt", "decrypt", "wrapKey", "unwrapKey"].into_iter().map(JsValue::from_str).collect::<Array>().into()
}

fn record(members: &[(&str, JsValue)]) -> Result<Object, Fault> {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &JsValue::from_str(name), value)?;
    }
    Ok(object)
}

fn aes() -> Result<Object, Fault> {
    record(&[("name", AES.into()), ("length", 256.into())])
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn with_nonce(nonce: &[u8], beside: &[u8]) -> Result<Object, Fault> {
    record(&[("name", AES.into()), ("iv", bytes(nonce)), ("additionalData", bytes(beside))])
}

fn draw() -> [u8; NONCE] {
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).expect("every browser with wasm has crypto.getRandomValues");
    nonce
}

/// Nonce, then what was sealed under it.
fn joined(nonce: [u8; NONCE], sealed: &JsValue) -> Vec<u8> {
    let sealed = Uint8Array::new(sealed);
    let mut out = vec![0; NONCE + sealed.length() as usize];
    let (head, tail) = out.split_at_mut(NONCE);
    head.copy_from_slice(&nonce);
    sealed.copy_to(tail);
    out
}

impl Key for WebKey {
    async fn make(hold: Hold) -> Result<Self, NoKeys> {
        let made = subtle()?.generate_key_with_object(&aes()?, hold == Hold::Portable, &uses());
        Ok(Self(settled(made).await?.unchecked_into()))
    }

    async fn derive(secret: &[u8], salt: &[u8], purpose: &str) -> Result<Self, NoKeys> {
        let (subtle, derive) = (subtle()?, Array::of1(&"deriveKey".into()));
        let hkdf = record(&[("name", "HKDF".into())])?;
        let secret = subtle.import_key_with_object("raw", &Uint8Array::from(secret), &hkdf, false, &derive);
        let secret: CryptoKey = settled(secret).await?.unchecked_into();
        let how = [("name", "HKDF".into()), ("hash", "SHA-256".into()), ("salt", bytes(salt)), ("info", bytes(purpose.as_bytes()))];
        let made = subtle.derive_key_with_object_and_object(&record(&how)?, &secret, &aes()?, false, &uses());
        Ok(Self(settled(made).await?.unchecked_into()))
    }

    async fn seal(&self, beside: &[u8], plain: &[u8]) -> Result<Vec<u8>, NoKeys> {
        let nonce = draw();
        let sealed = subtle()?.encrypt_with_object_and_buffer_source(&with_nonce(&nonce, beside)?, &self.0, &Uint8Array::from(plain));
        Ok(joined(nonce, &settled(sealed).await?))
    }

    async fn open(&self, beside: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let how = with_nonce(nonce, beside).ok()?;
        let opened = subtle().ok()?.decrypt_with_object_and_buffer_source(&how, &self.0, &Uint8Array::from(sealed));
        Some(Uint8Array::new(&settled(opened).await.ok()?).to_vec())
    }

    async fn seal_to(public: &[u8], beside: &[u8], plain: &[u8]) -> Result<Vec<u8>, NoKeys> {
        let (subtle, ecdh) = (subtle()?, ("name", JsValue::from_str("ECDH")));
        let curve = record(&[ecdh.clone(), ("namedCurve", "P-256".into())])?;
        let theirs = settled(subtle.import_key_with_object("raw", &Uint8Array::from(public), &curve, false, &Array::new())).await?;
        let pair = settled(subtle.generate_key_with_object(&curve, false, &Array::of1(&"deriveBits".into()))).await?;
        let half = |name: &str| Reflect::get(&pair, &name.into()).map(JsCast::unchecked_into::<CryptoKey>).map_err(Fault::from);
        let share = Uint8Array::new(&settled(subtle.export_key("raw", &half("publicKey")?)).await?).to_vec();
        let agree = record(&[ecdh, ("public", theirs)])?;
        let agreed = settled(subtle.derive_bits_with_object(&agree, &half("privateKey")?, 256)).await?;
        let (key, nonce) = hpke::schedule(&Uint8Array::new(&agreed).to_vec(), &share, public);
        let key = subtle.import_key_with_object("raw", &Uint8Array::from(key.as_slice()), &aes()?, false, &uses());
        let key: CryptoKey = settled(key).await?.unchecked_into();
        let sealed = subtle.encrypt_with_object_and_buffer_source(&with_nonce(&nonce, beside)?, &key, &Uint8Array::from(plain));
        Ok([share, Uint8Array::new(&settled(sealed).await?).to_vec()].concat())
    }

    async fn wrap(&self, beside: &[u8], key: &Self) -> Result<Vec<u8>, NoKeys> {
        let nonce = draw();
        let wrapped = subtle()?.wrap_key_with_object("raw", &key.0, &self.0, &with_nonce(&nonce, beside)?);
        Ok(joined(nonce, &settled(wrapped).await?))
    }

    async fn unwrap(&self, beside: &[u8], wrapped: &[u8], hold: Hold) -> Option<Self> {
        let (nonce, wrapped) = wrapped.split_first_chunk::<NONCE>()?;
        let (how, kind) = (with_nonce(nonce, beside).ok()?, aes().ok()?);
        let portable = hold == Hold::Portable;
        let wrapped = Uint8Array::from(wrapped);
        let key =
            subtle().ok()?.unwrap_key_with_buffer_source_and_object_and_object("raw", &wrapped, &self.0, &how, &kind, portable, &uses());
        Some(Self(settled(key).await.ok()?.unchecked_into()))
    }
}
