//! The browser adapters in a worker of a real browser: the claims about stores on IndexedDB, and what only a browser can do to them.

#![cfg(target_arch = "wasm32")]

#[path = "store/claims.rs"]
mod claims;
#[path = "browser/foreign.rs"]
mod foreign;
#[path = "browser/tabs.rs"]
mod tabs;
#[path = "browser/vectors.rs"]
mod vectors;

use innkeeper_engine::browser::{BrowserStorage, Fetch, WorkerClock};
use innkeeper_engine::ports::{Clock, HttpRequest, JSON, Storage, Transport};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// A database that is there for one test.
fn fresh() -> String {
    WorkerClock.random().iter().fold("innkeeper-".to_owned(), |name, byte| name + &format!("{byte:02x}"))
}

macro_rules! on_indexed_db {
    ($($claim:ident)*) => {
        $(
            #[wasm_bindgen_test]
            async fn $claim() {
                claims::$claim(&BrowserStorage, &fresh()).await;
            }
        )*
    };
}

all_store_claims!(on_indexed_db);

#[wasm_bindgen_test]
async fn the_browser_says_how_much_it_lets_us_store() {
    let (_, used, allowed) = BrowserStorage.estimate().await;
    assert!(allowed > used, "{used} of {allowed}");
}

#[wasm_bindgen_test]
async fn a_wait_takes_its_time_on_the_clock_that_only_goes_forward() {
    let before = WorkerClock.micros();
    WorkerClock.sleep(20).await;
    let waited = WorkerClock.micros() - before;
    // Browsers round either clock to a tenth of a millisecond or more.
    assert!(waited >= 19_000, "{waited} µs");
}

#[wasm_bindgen_test]
fn today_is_within_a_day_of_the_wall_clock() {
    let clock = WorkerClock;
    let utc = clock.wall().div_euclid(86_400_000);
    let away = i64::from(clock.today().days_since_epoch()) - utc;
    assert!((-1..=1).contains(&away), "{away} days away");
}

#[wasm_bindgen_test]
async fn an_answer_that_is_no_success_is_an_answer() {
    let request = HttpRequest { method: "GET", path: "/nothing/here".to_owned(), device: None, kind: JSON, body: Vec::new() };
    let answer = Fetch::new().send(request).await.expect("the test's own server is reached");
    assert_eq!(answer.status, 404);
}

#[wasm_bindgen_test]
async fn a_path_that_is_none_is_not_reached() {
    let request = HttpRequest { method: "GET", path: "http://127.0.0.1:1/".to_owned(), device: None, kind: JSON, body: Vec::new() };
    assert!(Fetch::new().send(request).await.is_err());
}
