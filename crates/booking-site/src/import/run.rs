//! One import from the first byte to the report.

use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use innkeeper_domain::Date;
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::UserId;
use tokio::sync::mpsc;

use super::bind::Bound;
use super::draft::{Drafter, Totals, author};
use super::finding::Finding;
use super::high::{Outcome, raise};
use super::low::Typist;
use super::map::Map;
use super::memory::Memory;
use super::problems::ProblemsFile;
use super::progress::{Progress, Step};
use super::report::{About, Report};
use super::shift::Shift;
use super::survey::{Erased, Survey};
use super::table::{Row, Table};
use super::{Error, Limits, encoding, packing};
use crate::writer::Writer;
use crate::{clock, random};

/// Ops that are handed over at once: a whole group more still fits one transaction.
const HAND_OVER: usize = crate::writer::OPS_PER_COMMIT - innkeeper_sync::op::GROUP_MAX;

/// Rows between two looks at the progress.
const LOOK: u64 = 256;

/// What is to be imported, and how.
#[derive(Clone, Debug)]
pub struct Request {
    /// The file as it lies on the disk.
    pub bytes: Vec<u8>,
    /// Its name, for the report and the ledger of consents.
    pub file: String,
    /// The map.
    pub map: Map,
    /// Encoding, if it is told rather than guessed; it goes before the map's.
    pub encoding: Option<String>,
    /// Limits.
    pub limits: Limits,
    /// Whether to check everything and write nothing.
    pub dry_run: bool,
    /// The day that dates are moved to, for demonstrations.
    pub shift_to: Option<Date>,
    /// Where findings are written.
    pub problems: Option<PathBuf>,
    /// Whether progress is drawn on standard error.
    pub show_progress: bool,
}

/// A file whose header is read.
struct Opened {
    table: Table,
    map: Map,
    about: About,
    has_nul: bool,
}

type Problems = Option<ProblemsFile<BufWriter<File>>>;

/// Imports a file.
///
/// # Errors
/// [`Error`]. Up to the first commit nothing is written; after a failure of the database the same import again goes on
/// where it stopped.
pub async fn import(writer: &Writer, request: Request) -> Result<Report, Error> {
    let progress = Progress::new(request.show_progress);
    let drawing = tokio::spawn(Arc::clone(&progress).draw());
    let done = import_with(writer, request, &progress).await;
    drawing.abort();
    progress.clear();
    done
}

async fn import_with(writer: &Writer, request: Request, progress: &Arc<Progress>) -> Result<Report, Error> {
    let started = Instant::now();
    let Request { bytes, file, map, encoding, limits, dry_run, shift_to, problems, .. } = request;
    let source = author(&map.system);
    let opened = Arc::new(blocking(move || open(bytes, file, map, encoding.as_deref(), &limits)).await?);
    let memory = match writer.head().await?.head.seq {
        0 => Memory::default(),
        rows => {
            progress.begin(Step::Opening, rows);
            Memory::read(writer, UserId::of_source(&source), progress).await?
        }
    };
    let erased = Erased::from_system(writer.suppression().await?, &opened.map.system);
    let reading = (Arc::clone(&opened), Arc::clone(progress));
    let (mut survey, left_out, mut problems) = blocking(move || {
        let problems = problems.map(|path| ProblemsFile::create(&path)).transpose().map_err(Error::Problems)?;
        survey(&reading.0, &limits, problems, &reading.1, &erased)
    })
    .await?;
    let mut report = Report::new(opened.about.clone(), &opened.table, left_out, &survey);
    report.reading_ms = elapsed_ms(started);
    let started = Instant::now();
    let shift = shift_to.map(|today| Shift::to(today, &survey.arrivals));
    report.shifted_weeks = shift.map_or(0, Shift::weeks);
    progress.begin(Step::Writing, report.rows);
    let (hand_over, mut handed_over) = mpsc::channel::<Batch>(3);
    let drafting = tokio::task::spawn_blocking(move || {
        let drafted = draft(&opened, &memory, &survey, shift, &hand_over);
        (drafted, survey)
    });
    while let Some(batch) = handed_over.recv().await {
        if !dry_run {
            let appended = writer.append_groups(batch.groups, &source).await?;
            if !appended.not_ok.is_empty() {
                return Err(Error::KeptAside(appended.not_ok.len() as u64));
            }
            report.ops += appended.rows;
        }
        progress.reach(batch.rows, batch.rows);
    }
    let (drafted, back) = drafting.await.map_err(|_| Error::Stopped)?;
    survey = back;
    let (totals, findings) = drafted?;
    for finding in &findings {
        survey.add_finding(finding);
        if let Some(problems) = &mut problems {
            problems.write(finding).map_err(Error::Problems)?;
        }
    }
    problems.map_or(Ok(()), ProblemsFile::finish).map_err(Error::Problems)?;
    report.account(&survey);
    report.totals = totals;
    report.dry_run = dry_run;
    report.writing_ms = elapsed_ms(started);
    Ok(report)
}

/// Groups ready to be appended, and how many rows that makes so far.
struct Batch {
    groups: Vec<Vec<Draft>>,
    rows: u64,
}

fn open(bytes: Vec<u8>, file: String, map: Map, told: Option<&str>, limits: &Limits) -> Result<Opened, Error> {
    let bytes = packing::unpack(bytes, limits)?;
    let decoded = encoding::decode(&bytes, told.or(map.encoding.as_deref()))?;
    drop(bytes);
    let has_nul = decoded.text.contains('\0');
    let about =
        About { file, system: map.system.clone(), encoding: decoded.encoding, encoding_guessed: decoded.guessed, damaged: decoded.damaged };
    let table = Table::open(decoded.text, &map.shape, limits)?;
    Ok(Opened { table, map, about, has_nul })
}

fn survey(
    opened: &Opened,
    limits: &Limits,
    mut problems: Problems,
    progress: &Progress,
    erased: &Erased,
) -> Result<(Survey, Vec<String>, Problems), Error> {
    let bound = Bound::new(&opened.map, opened.table.columns())?;
    let typist = Typist::new(&bound, opened.has_nul, opened.about.damaged);
    let mut survey = Survey::default();
    let mut rows = opened.table.rows();
    let mut row = Row::default();
    progress.begin(Step::Reading, opened.table.bytes());
    let mut flaws = Vec::new();
    while rows.next(&mut row, &mut flaws) {
        if row.number > limits.rows {
            return Err(Error::TooManyRows { limit: limits.rows });
        }
        let low = typist.type_row(&row, std::mem::take(&mut flaws));
        let findings = survey.add(&bound, &row, low, erased);
        if let Some(problems) = &mut problems {
            findings.iter().try_for_each(|finding| problems.write(finding)).map_err(Error::Problems)?;
        }
        if row.number.is_multiple_of(LOOK) {
            progress.reach(row.number, rows.position());
        }
    }
    if survey.outcomes.is_empty() {
        return Err(Error::NoRows);
    }
    let left_out = bound.left_out.clone();
    Ok((survey, left_out, problems))
}

/// The second reading: rows to ops. Ends early if nobody takes them any more.
fn draft(
    opened: &Opened,
    memory: &Memory,
    survey: &Survey,
    shift: Option<Shift>,
    hand_over: &mpsc::Sender<Batch>,
) -> Result<(Totals, Vec<Finding>), Error> {
    let bound = Bound::new(&opened.map, opened.table.columns())?;
    let typist = Typist::new(&bound, opened.has_nul, opened.about.damaged);
    let now = clock::now_ms();
    let mut drafter = Drafter::new(&opened.map, memory, &survey.guests, &opened.about.file, now, move || random::uuid_v7(now));
    let mut rows = opened.table.rows();
    let mut row = Row::default();
    let (mut groups, mut ops) = (Vec::new(), 0);
    let mut flaws = Vec::new();
    for outcome in &survey.outcomes {
        flaws.clear();
        rows.next(&mut row, &mut flaws);
        if *outcome == Outcome::Refused {
            continue;
        }
        let (Some(mut high), _) = raise(typist.type_row(&row, Vec::new())) else { continue };
        let keeps_stay = high.stay.as_ref().is_some_and(|stay| survey.kept_rows.get(&stay.reference) == Some(&high.number));
        if let (Some(shift), Some(stay)) = (shift, &mut high.stay) {
            shift.apply(stay);
        }
        let made = drafter.row(high, keeps_stay);
        ops += made.iter().map(Vec::len).sum::<usize>();
        groups.extend(made);
        if ops >= HAND_OVER || row.number.is_multiple_of(1 << 14) {
            ops = 0;
            let batch = Batch { groups: std::mem::take(&mut groups), rows: row.number };
            if hand_over.blocking_send(batch).is_err() {
                return Err(Error::Stopped);
            }
        }
    }
    if hand_over.blocking_send(Batch { groups, rows: row.number }).is_err() {
        return Err(Error::Stopped);
    }
    Ok((drafter.totals, drafter.findings))
}

/// Runs work that does not wait on a thread of its own.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Stopped)?
}

fn elapsed_ms(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}
