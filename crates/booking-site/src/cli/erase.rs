//! `innkeeper erase`: what is personal in a guest's file goes for good.

use std::process::ExitCode;

use anyhow::bail;
use clap::Args;
use innkeeper_domain::{Entity, Value, guest};
use innkeeper_sync::id::{RootId, UserId};

use super::Common;
use crate::store::Depth;
use crate::writer::Writer;
use crate::{clock, erasure, roster};

const MORE: &str = "Names, contacts, notes and all else that is personal goes, in every file of the same person; the days, rooms and amounts of stays stay \
for statistics. Every device forgets it at its next contact, and older backups say nothing of it any more, as the key of the file is lost. It cannot be undone. \
With --now the tables it touched are written anew as well, so that not even sealed remains are left in them: on PostgreSQL others wait meanwhile.";

/// Erase what is personal in a guest's file.
#[derive(Args)]
#[command(after_help = MORE)]
pub(super) struct Erase {
    #[command(flatten)]
    common: Common,
    /// The guest's number, or the id of a guest or a lead.
    #[arg(value_name = "GUEST", required_unless_present = "now")]
    guest: Option<String>,
    /// Leave no sealed remains either; without a guest, of what was erased before.
    #[arg(long)]
    now: bool,
}

impl Erase {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let store = self.common.open_store().await?;
        erasure::go_on(&store).await?;
        if let Some(named) = &self.guest {
            let Some(root) = root_of(&Writer::new(store.clone()), named).await? else { bail!("there is no guest {named}") };
            match erasure::erase(&store, root, UserId::of_source(roster::HOUSE), clock::now_ms()).await? {
                Some(erased) => println!("erased {} file(s): {}", erased.roots.len(), ids(&erased.roots)),
                None => bail!("{named} is no guest and no lead, or was erased before"),
            }
        }
        if self.now {
            store.scrub(Depth::Whole).await?;
        }
        store.close().await;
        Ok(ExitCode::SUCCESS)
    }
}

fn ids(roots: &[RootId]) -> String {
    roots.iter().map(RootId::to_string).collect::<Vec<_>>().join(", ")
}

/// States read at a time.
const AT_ONCE: u32 = 1_000;

/// The file of an id, or of the guest with this number.
pub(super) async fn root_of(writer: &Writer, named: &str) -> anyhow::Result<Option<RootId>> {
    if let Ok(root) = named.parse() {
        return Ok(Some(root));
    }
    let wanted = Value::from(named);
    let mut after = None;
    loop {
        let states = writer.read_roots(after, AT_ONCE).await?;
        let Some(last) = states.last() else { return Ok(None) };
        after = Some(last.root);
        for at in states {
            let is_guest = at.state.own(at.root).filter(|own| own.entity == Entity::Guest.code());
            if is_guest.is_some_and(|own| own.value(guest::NUMBER.name()) == Some(&wanted)) {
                return Ok(Some(at.root));
            }
        }
    }
}
