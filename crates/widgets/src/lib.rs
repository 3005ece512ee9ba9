//! Custom elements for booking websites. `loader.js` defines the elements; this is what they do once they are seen.
//!
//! A visitor of a hotel's website pays for every byte: no framework, no standard library, no serde (docs/widgets.md has the figures). Values cross
//! as plain JavaScript objects, read and written by name.

#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

mod check;
mod colour;
mod dom;
mod enquiry;
mod outbox;
mod place;
mod words;
mod work;

pub use enquiry::Enquiry;

/// Memory for texts and closures: small code first, as there are few of them.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// A fault of ours ends the call it happened in and nothing else: the plain form or the frame is still there.
#[cfg(target_arch = "wasm32")]
#[panic_handler]
fn fault(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
