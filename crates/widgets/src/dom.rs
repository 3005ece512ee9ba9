//! The browser as the form needs it: elements, and the functions of `page.js`.
//!
//! Not web-sys: its functions catch what a browser may throw and hand it on, and that alone was ten kilobytes of the first form. What is called
//! here does not throw for what it is called with; if it does, the loader's own guard hears it, and the host's page does not.

use alloc::string::String;

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// An element, a shadow root or an object of ours.
    #[derive(Clone)]
    pub type El;
    #[wasm_bindgen(js_name = Object)]
    pub fn object() -> El;
    #[wasm_bindgen(method, js_name = setAttribute)]
    pub fn set_attribute(this: &El, name: &str, value: &str);
    #[wasm_bindgen(method, js_name = removeAttribute)]
    pub fn remove_attribute(this: &El, name: &str);
    #[wasm_bindgen(method, js_name = getAttribute)]
    pub fn attribute(this: &El, name: &str) -> Option<String>;
    #[wasm_bindgen(method, js_name = append)]
    pub fn append(this: &El, child: &El);
    #[wasm_bindgen(method, js_name = append)]
    pub fn append_text(this: &El, text: &str);
    #[wasm_bindgen(method, js_name = replaceChildren)]
    pub fn replace_children(this: &El, child: &El);
    #[wasm_bindgen(method, js_name = querySelector)]
    pub fn find(this: &El, selector: &str) -> Option<El>;
    #[wasm_bindgen(method)]
    pub fn closest(this: &El, selector: &str) -> Option<El>;
    #[wasm_bindgen(method)]
    pub fn focus(this: &El);
    #[wasm_bindgen(method, js_name = preventDefault)]
    pub fn prevent_default(this: &El);
    #[wasm_bindgen(method, setter, js_name = textContent)]
    pub fn set_text(this: &El, text: &str);
    #[wasm_bindgen(method, setter, js_name = className)]
    pub fn set_class(this: &El, name: &str);
    #[wasm_bindgen(method, setter, js_name = value)]
    pub fn set_value(this: &El, text: &str);
    #[wasm_bindgen(method, getter)]
    pub fn checked(this: &El) -> bool;
    #[wasm_bindgen(method, setter)]
    pub fn set_checked(this: &El, checked: bool);
    #[wasm_bindgen(method, getter)]
    pub fn target(this: &El) -> El;
    #[wasm_bindgen(method, getter, js_name = parentElement)]
    pub fn parent(this: &El) -> Option<El>;
    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    pub fn set(of: &El, name: &str, value: &str);
    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    pub fn set_object(of: &El, name: &str, value: &El);

    /// The functions of `page.js`.
    pub type Page;
    #[wasm_bindgen(method)]
    pub fn dress(this: &Page, root: &El, css: &str);
    #[wasm_bindgen(method)]
    pub fn make(this: &Page, spec: &str, text: &str) -> El;
    #[wasm_bindgen(method)]
    pub fn focused(this: &Page, host: &El) -> String;
    #[wasm_bindgen(method)]
    pub fn height(this: &Page, element: &El) -> i32;
    #[wasm_bindgen(method)]
    pub fn reserve(this: &Page, element: &El, height: i32);
    #[wasm_bindgen(method)]
    pub fn seen(this: &Page, host: &El) -> bool;
    #[wasm_bindgen(method)]
    pub fn language(this: &Page, host: &El) -> String;
    #[wasm_bindgen(method)]
    pub fn here(this: &Page, host: &El, enquiry: &El);
    #[wasm_bindgen(method)]
    pub fn colour(this: &Page, element: &El, name: &str) -> u32;
    #[wasm_bindgen(method)]
    pub fn get(this: &Page, of: &El, name: &str) -> String;
    #[wasm_bindgen(method, js_name = child)]
    pub fn number(this: &Page, of: &El, name: &str) -> u32;
    #[wasm_bindgen(method)]
    pub fn child(this: &Page, of: &El, name: &str) -> Option<El>;
    #[wasm_bindgen(method)]
    pub fn tell(this: &Page, host: &El, name: &str, detail: &El, cancelable: bool) -> bool;
    #[wasm_bindgen(method)]
    pub fn ask(this: &Page, form: &El, step: u32, address: &str, body: Option<&El>);
    #[wasm_bindgen(method)]
    pub fn later(this: &Page, form: &El, step: u32, ms: i32);
}
