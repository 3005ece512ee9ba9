//! `innkeeper user`: accounts of the staff.

use std::io::{BufRead, IsTerminal, Write};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use innkeeper_domain::access::Role;

use super::Common;
use crate::staff::{self, NewStaff, StaffError};
use crate::store::Store;
use crate::store::accounts::StaffRow;
use crate::{clock, spaces};

/// Accounts of the staff.
#[derive(Args)]
pub(super) struct User {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Make an account. The password is asked for, or read from standard input.
    Add {
        #[command(flatten)]
        common: Common,
        /// What they may do; give it several times for several roles.
        #[arg(long = "role", value_name = "ROLE", required = true, value_parser = role)]
        roles: Vec<Role>,
        /// Their name.
        #[arg(long)]
        name: String,
        /// The address they sign in with.
        #[arg(long)]
        email: String,
        /// Read the password from the first line of standard input.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Give an account a new password; all its sessions end.
    Reset {
        #[command(flatten)]
        common: Common,
        /// The address they sign in with.
        email: String,
        /// Read the password from the first line of standard input.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Give an account other roles instead of those it has.
    Roles {
        #[command(flatten)]
        common: Common,
        /// The address they sign in with.
        email: String,
        /// What they may do.
        #[arg(value_name = "ROLE", required = true, value_parser = role)]
        roles: Vec<Role>,
    },
    /// Give an account other spaces instead of those it has. Who looks after the hotel, or erases people, sees all of them.
    Spaces {
        #[command(flatten)]
        common: Common,
        /// The address they sign in with.
        email: String,
        /// The houses they work in.
        #[arg(value_name = "SPACE", required = true)]
        spaces: Vec<String>,
    },
    /// Close the account of somebody who left; what they still send is kept aside.
    Close {
        #[command(flatten)]
        common: Common,
        /// The address they signed in with.
        email: String,
    },
    /// List the accounts.
    List {
        #[command(flatten)]
        common: Common,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

fn role(code: &str) -> Result<Role, String> {
    let known: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
    Role::from_code(code).ok_or_else(|| format!("roles are {}", known.join(", ")))
}

impl User {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self.action {
            Action::Add { common, roles, name, email, password_stdin } => {
                let store = common.open_store().await?;
                let password = read_password(password_stdin)?;
                let new = NewStaff { name, email, roles: roles.into_iter().collect(), password };
                let id = staff::add(&store, new, clock::now_ms()).await?;
                println!("{id}");
            }
            Action::Reset { common, email, password_stdin } => {
                let store = common.open_store().await?;
                let row = find(&store, &email).await?;
                let password = read_password(password_stdin)?;
                staff::set_password(&store, &row, password, None, clock::now_ms()).await?;
            }
            Action::Roles { common, email, roles } => {
                let store = common.open_store().await?;
                let row = find(&store, &email).await?;
                staff::set_roles(&store, row.id, roles.into_iter().collect(), clock::now_ms()).await?;
            }
            Action::Spaces { common, email, spaces } => {
                let store = common.open_store().await?;
                let row = find(&store, &email).await?;
                spaces::assign(&store, row.id, &spaces).await?;
            }
            Action::Close { common, email } => {
                let store = common.open_store().await?;
                let row = find(&store, &email).await?;
                if !staff::close(&store, row.id, clock::now_ms()).await? {
                    bail!("the account of {email} is closed already");
                }
            }
            Action::List { common, json } => list(&common.open_store().await?.staff().await?, json)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn find(store: &Store, email: &str) -> Result<StaffRow, StaffError> {
    store.staff_by_email(&staff::address(email)).await?.ok_or_else(|| StaffError::Unknown(email.to_owned()))
}

fn list(staff: &[StaffRow], json: bool) -> anyhow::Result<()> {
    if json {
        let item = |row: &StaffRow| serde_json::json!({ "id": row.id, "name": row.name, "email": row.email, "roles": row.roles, "spaces": row.spaces, "created_at": row.created_at, "closed_at": row.disabled_at });
        println!("{}", serde_json::to_string_pretty(&staff.iter().map(item).collect::<Vec<_>>())?);
        return Ok(());
    }
    for row in staff {
        let roles: Vec<&str> = row.roles.iter().map(Role::code).collect();
        let closed = if row.disabled_at.is_some() { "  (closed)" } else { "" };
        println!("{}  {}  {}{closed}", row.email, row.name, roles.join(", "));
    }
    Ok(())
}

/// A password from standard input, or asked for twice without showing it.
fn read_password(from_stdin: bool) -> anyhow::Result<String> {
    if from_stdin {
        return read_line();
    }
    if !std::io::stdin().is_terminal() {
        bail!("no terminal to ask for the password; use --password-stdin");
    }
    let first = ask("Password: ")?;
    if ask("Again: ")? != first {
        bail!("the two are not the same");
    }
    Ok(first)
}

fn ask(what: &str) -> anyhow::Result<String> {
    eprint!("{what}");
    std::io::stderr().flush()?;
    let hidden = echo(false);
    let line = read_line();
    if hidden {
        echo(true);
    }
    eprintln!();
    line
}

/// Switches the terminal's echo by the system's own tool; whether that worked.
fn echo(on: bool) -> bool {
    let mode = if on { "echo" } else { "-echo" };
    Command::new("stty").arg(mode).stdin(Stdio::inherit()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn read_line() -> anyhow::Result<String> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("the password cannot be read")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
