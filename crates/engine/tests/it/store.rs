//! The claims about stores, held against the stores in memory: a fault these had would hide one in the engine.

use futures::executor::block_on;

use crate::claims;
use crate::disk::Disk;

macro_rules! on_disk {
    ($($claim:ident)*) => {
        $(
            #[test]
            fn $claim() {
                block_on(claims::$claim(&Disk::default(), "innkeeper-1"));
            }
        )*
    };
}

crate::all_store_claims!(on_disk);
