//! The binary `innkeeper`: the hotel's server and its command line.

fn main() -> std::process::ExitCode {
    innkeeper_booking_site::cli::main()
}
