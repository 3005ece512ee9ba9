//! Tests of the sync core: the forms that never change, the fold, the server's and the client's rules, the simulator and the fuzz targets.

mod accept;
mod bugs;
mod client;
mod fold;
mod fuzz;
mod history;
mod ledger;
mod make;
mod pull;
mod simulator;
mod wire;
