//! The server as its users meet it: people with a cookie, tablets with a certificate, strangers.

mod api;
mod app;
mod assets;
mod command_line;
mod demo;
mod demo_removal;
mod docs;
mod document;
mod enrol;
mod first_run;
mod fuzz;
mod gates;
mod hotel;
mod import;
mod limits;
mod live;
mod peer;
mod pull;
mod push;
mod roles;
mod serve;
mod sign_in;
mod snapshot;
mod staff;
mod widget;
