//! The whole of what a small program needs of the sync core, and nothing else: `cargo xtask size` compiles it to wasm and weighs it.
//!
//! It takes an answer to a pull, folds it, writes and reads a page, and signs and reads a push. `black_box` keeps the compiler from
//! seeing that the input is empty and dropping all of it.

use std::hint::black_box;

use innkeeper_sync::{
    client::fold_rows,
    op::Op,
    page::{Page, encode_root},
    state::RootState,
    wire::{Pulled, Push, Run},
};

fn main() {
    let input: Vec<u8> = black_box(Vec::new());
    // Bytes throughout: reading the same types from text as well would compile them a second time.
    if let Ok(pulled) = serde_json::from_slice::<Pulled>(&input) {
        let mut state = RootState::default();
        fold_rows(pulled.rows.iter(), &mut state);
        for row in &pulled.rows {
            black_box(encode_root(row.op.root, row.seq, &state));
        }
    }
    black_box(Page::decode(&input).map(|page| page.encode()).is_ok());
    if let Ok(push) = serde_json::from_slice::<Push>(&input) {
        let ops: Vec<Vec<Op>> = push.runs.iter().filter_map(|run| run.parse().ok()).collect();
        let signed: Vec<Run> = push.runs.iter().zip(&ops).map(|(run, ops)| Run::signed(run.by, ops, &input)).collect();
        black_box(serde_json::to_string(&Push { runs: signed, ..push }).is_ok());
    }
}
