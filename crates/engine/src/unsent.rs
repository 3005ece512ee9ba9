//! What is not sent, as a file for another tablet; and a file of another tablet on its way to the hotel.

use innkeeper_sync::carry::{Carried, FILE_CUT, FORM, Head, Unsent, key_name};
use serde::Deserialize;

use crate::deeds::problem;
use crate::engine::{Engine, World, storage_problem};
use crate::ports::{Clock, HttpRequest, Key, KeyPlace, Storage, Transport};
use crate::protocol::{EngineProblem, Outcome, UnsentFile};

type KeyOf<W> = <<<W as World>::Storage as Storage>::Store as KeyPlace>::Key;

/// Why the server does not take a file.
#[derive(Deserialize)]
struct Refusal {
    code: String,
}

impl<W: World> Engine<W> {
    /// Seals what is not sent to the hotel's key. What is sent and could still be lost with the server goes along where nothing is missing before it.
    ///
    /// # Errors
    /// In words: nothing waits, or the hotel's key is not known yet.
    pub(crate) async fn save_unsent(&self, after: u64) -> Result<Outcome, EngineProblem> {
        // Another tab may have written.
        self.catch_up_outbox().await.map_err(|e| storage_problem(&e))?;
        let (mut file, plain, head, public) = self.gather_unsent(after)?;
        let (line, plain) = (head.line(), serde_json::to_vec(&plain).expect("plain data"));
        let lost = |error: crate::ports::NoKeys| storage_problem(&error.into());
        let sealed = KeyOf::<W>::seal_to(&public, &line, &plain).await.map_err(lost)?;
        file.bytes = [line, sealed].concat();
        Ok(Outcome::Unsent(file))
    }

    fn gather_unsent(&self, after: u64) -> Result<(UnsentFile, Unsent, Head, Vec<u8>), EngineProblem> {
        let memory = self.memory.borrow();
        let opened = memory.opened.as_ref().filter(|opened| !opened.session.signed_out);
        let (opened, replica) = opened.and_then(|o| Some((o, o.replica.as_ref()?))).ok_or_else(|| problem("problem-not-enrolled", true))?;
        let public = opened.session.hotel_key().ok_or_else(|| problem("problem-unsent-no-key", true))?;
        let start = if after == 0 { replica.held_from() } else { after };
        let (wall, key) = (self.clock.wall(), |by| opened.session.key(by));
        let (mut last, mut bytes, mut pushes) = (start, 0, Vec::new());
        while bytes < FILE_CUT
            && let Some((push, to)) = replica.push_after(last, wall, &key)
        {
            bytes += push.runs.iter().map(|run| run.ops.get().len()).sum::<usize>();
            pushes.push(push);
            last = to;
        }
        let (changes, more) = (memory.unsent_between(start, last), memory.unsent_between(last, u64::MAX) > 0);
        if pushes.is_empty() || changes == 0 && !more {
            return Err(problem("problem-unsent-nothing", false));
        }
        let dev = opened.session.dev;
        let head = Head { form: FORM.to_owned(), hotel: key_name(&public), dev, changes, first: start + 1, last };
        let tablet = memory.directory.device(dev).unwrap_or_default();
        let file = UnsentFile { tablet, bytes: Vec::new(), changes, last, more: more && bytes >= FILE_CUT };
        Ok((file, Unsent { certificate: opened.session.certificate.clone(), pushes }, head, public))
    }

    /// Brings a file to the hotel, which alone can read it.
    ///
    /// # Errors
    /// In words: what is wrong with the file, and what to do.
    pub(crate) async fn carry(&self, file: Vec<u8>) -> Result<Outcome, EngineProblem> {
        let device = self.with_opened(|o| o.session.certificate.clone());
        let request =
            HttpRequest { method: "POST", path: "/sync/v1/carry".to_owned(), device, kind: "application/octet-stream", body: file };
        let answer = self.transport.send(request).await.map_err(|_| problem("problem-server-not-reached", true))?;
        if let Ok(Carried { changes, name, .. }) = serde_json::from_slice(&answer.body) {
            // Its changes are news here.
            self.work.ring();
            return Ok(Outcome::Carried(changes, name));
        }
        let refusal = serde_json::from_slice::<Refusal>(&answer.body);
        Err(refusal.map_or_else(|_| problem("problem-server", true), |refusal| problem(&refusal.code, false)))
    }
}
