//! Two tabs of one browser.

use std::pin::pin;

use futures::future::{Either, select};
use innkeeper_engine::browser::BrowserTabs;
use innkeeper_engine::ports::{TabNews, Tabs};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fresh;

#[wasm_bindgen_test]
async fn news_reach_the_other_tab_in_order() {
    let (one, other) = (BrowserTabs::new(), BrowserTabs::new());
    let told = [TabNews::Outbox(1 << 52), TabNews::Journal, TabNews::Reload];
    told.iter().for_each(|news| one.tell(*news));
    for news in told {
        assert_eq!(other.heard().await, news);
    }
}

#[wasm_bindgen_test]
async fn a_tab_leads_when_the_leader_turns_to_another_replica() {
    let (shared, other) = (fresh(), fresh());
    let (one, two) = (BrowserTabs::new(), BrowserTabs::new());
    one.lead(&shared).await;
    // Asking again is answered at once: it leads already.
    one.lead(&shared).await;
    let waits = match select(pin!(two.lead(&shared)), pin!(one.lead(&other))).await {
        Either::Left(_) => false,
        Either::Right(_) => true,
    };
    assert!(waits, "two tabs lead one replica");
    two.lead(&shared).await;
}
