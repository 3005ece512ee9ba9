//! Guests in SQLite, in the tables that `sql` documents.

use innkeeper_domain::text::fold_for_search;
use innkeeper_domain::{Date, stay::StayStatus};
use innkeeper_segment::sql::{Parameter, Sql};
use innkeeper_segment::{About, Guest, Held, Kind, Question, Relative, Table, Unit, field, fields};
use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Row, Sqlite};
use tokio::runtime::Runtime;

/// A database in memory.
pub struct Database {
    runtime: Runtime,
    connection: SqliteConnection,
}

type Query = sqlx::query::Query<'static, Sqlite, SqliteArguments>;

/// Recency, frequency, monetary value and all three.
pub type Ranks = [Option<i64>; 4];

/// How a table ranks each guest.
pub fn ranks_of(table: &Table) -> Vec<Ranks> {
    let questions = ["recency", "frequency", "monetary", "rfm"].map(|name| field(About::Guest, name).expect("a field"));
    let rank = |row: usize, question: &Question| match table.guest(row).held(question) {
        Held::Number(rank) => Some(rank),
        _ => None,
    };
    (0..table.rows()).map(|row| questions.map(|question| rank(row, &question))).collect()
}

/// Guests that are handed over together.
const CHUNK: usize = 200;
/// Values that one statement takes; SQLite would take four times as many.
const PLACES: usize = 8_000;

fn query(text: String) -> Query {
    sqlx::query(AssertSqlSafe(text))
}

fn bind_held(query: Query, held: Held<'_>) -> Query {
    match held {
        Held::Missing => query.bind(None::<i64>),
        Held::Text(text) | Held::Words(text) => query.bind(text.into_owned()),
        Held::Number(number) => query.bind(number),
        Held::Day(day) => query.bind(day),
        Held::Flag(flag) => query.bind(i64::from(flag)),
    }
}

/// The tables, with what they hold besides the columns of questions.
const TABLES: [(&str, &str, About); 4] = [
    ("guest", "", About::Guest),
    ("stay", ", guest INTEGER, is_stay INTEGER", About::Stay),
    ("consent", ", guest INTEGER", About::Consent),
    ("interaction", ", guest INTEGER", About::Interaction),
];

fn columns(about: About) -> impl Iterator<Item = Question> {
    fields(about).filter(|question| !matches!(question.kind, Kind::Each(_) | Kind::Segment | Kind::Words))
}

fn sets(about: About) -> impl Iterator<Item = Question> {
    fields(about).filter(|question| question.kind == Kind::Words)
}

/// Rows for a table and for those of its sets, in the order of [`columns`] and [`sets`].
struct Rows<'a> {
    about: About,
    columns: Vec<Question>,
    rows: Vec<Vec<Held<'a>>>,
    members: Vec<Vec<Vec<Held<'a>>>>,
}

impl<'a> Rows<'a> {
    fn of(about: About) -> Self {
        Self { about, columns: columns(about).collect(), rows: Vec::new(), members: vec![Vec::new(); sets(about).count()] }
    }

    /// Takes a record in: its number, what the table holds besides questions, and what is compared with each question.
    fn add(&mut self, own: &[i64], compared: impl Fn(&Question) -> Held<'a>) {
        let own_cells = own.iter().copied().map(Held::Number);
        self.rows.push(own_cells.chain(self.columns.iter().map(&compared)).collect());
        for (members, question) in self.members.iter_mut().zip(sets(self.about)) {
            let Held::Words(words) = compared(&question) else { continue };
            members.extend(words.lines().map(|word| vec![Held::Number(own[0]), Held::Text(word.to_owned().into())]));
        }
    }
}

impl Database {
    /// The guests, numbered from 0.
    pub fn of<'a>(guests: impl IntoIterator<Item = &'a dyn Guest>) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let connection = runtime.block_on(SqliteConnectOptions::new().in_memory(true).connect()).expect("a database in memory");
        let mut database = Self { runtime, connection };
        database.run(query("BEGIN".to_owned()));
        TABLES.into_iter().for_each(|table| database.create(table));
        let guests: Vec<(u32, &dyn Guest)> = (0..).zip(guests).collect();
        let mut things = 0..;
        for chunk in guests.chunks(CHUNK) {
            let [mut own, mut stays, mut consents, mut interactions] = TABLES.map(|(.., about)| Rows::of(about));
            for (id, guest) in chunk {
                let id = i64::from(*id);
                own.add(&[id], |question| guest.compared(question));
                for (at, thing) in (0..guest.count(About::Stay)).zip(&mut things) {
                    stays.add(&[thing, id, guest.is_stay(at).into()], |question| guest.compared_by(About::Stay, at, question));
                }
                for (at, thing) in (0..guest.count(About::Consent)).zip(&mut things) {
                    consents.add(&[thing, id], |question| guest.compared_by(About::Consent, at, question));
                }
                for (at, thing) in (0..guest.count(About::Interaction)).zip(&mut things) {
                    interactions.add(&[thing, id], |question| guest.compared_by(About::Interaction, at, question));
                }
            }
            for ((table, ..), rows) in TABLES.into_iter().zip([own, stays, consents, interactions]) {
                database.insert(table, rows.rows);
                for (question, members) in sets(rows.about).zip(rows.members) {
                    database.insert(&format!("{table}_{}", question.name), members);
                }
            }
        }
        database.run(query("CREATE INDEX stays ON stay (guest)".to_owned()));
        database.run(query("CREATE INDEX consents ON consent (guest)".to_owned()));
        database.run(query("CREATE INDEX interactions ON interaction (guest)".to_owned()));
        database.run(query("COMMIT".to_owned()));
        database
    }

    fn create(&mut self, (table, own, about): (&str, &str, About)) {
        let columns: String = columns(about)
            .map(|question| {
                let number = matches!(question.kind, Kind::Whole | Kind::Money | Kind::Day | Kind::Flag);
                format!(", \"{}\" {}", question.name, if number { "INTEGER" } else { "TEXT" })
            })
            .collect();
        self.run(query(format!("CREATE TABLE {table} (id INTEGER PRIMARY KEY{own}{columns})")));
        for question in sets(about) {
            let members = format!("{table}_{}", question.name);
            self.run(query(format!("CREATE TABLE {members} ({table} INTEGER, word TEXT)")));
            self.run(query(format!("CREATE INDEX {members}_of ON {members} ({table})")));
        }
    }

    fn insert(&mut self, table: &str, rows: Vec<Vec<Held<'_>>>) {
        let width = rows.first().map_or(1, Vec::len);
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let chunk: Vec<Vec<Held<'_>>> = rows.by_ref().take(PLACES / width).collect();
            let places = vec![format!("({})", vec!["?"; width].join(", ")); chunk.len()].join(", ");
            let inserting = query(format!("INSERT INTO {table} VALUES {places}"));
            self.run(chunk.into_iter().flatten().fold(inserting, bind_held));
        }
    }

    fn run(&mut self, query: Query) {
        self.runtime.block_on(query.execute(&mut self.connection)).expect("SQL that SQLite takes");
    }

    /// Those whom a condition holds for, and those it does not hold for.
    pub fn ask(&mut self, sql: &Sql) -> [Vec<u32>; 2] {
        ["", "NOT "].map(|not| {
            // As one text: row by row a hundred thousand take longer to hand over than to find.
            let text = format!("SELECT group_concat(\"id\") FROM (SELECT \"id\" FROM \"guest\" WHERE {not}({}))", sql.text);
            let asking = sql.parameters.iter().fold(sqlx::query_scalar(AssertSqlSafe(text)), |asking, parameter| match parameter {
                Parameter::Text(text) => asking.bind(text.clone()),
                Parameter::Number(number) => asking.bind(*number),
            });
            let ids: Option<String> = self.runtime.block_on(asking.fetch_one(&mut self.connection)).expect("SQL that SQLite takes");
            let ids = ids.iter().flat_map(|ids| ids.split(',')).map(|id| id.parse().expect("a number"));
            let mut ids: Vec<u32> = ids.collect();
            ids.sort_unstable();
            ids
        })
    }

    /// Compares the guests by their stays that were over on a day and ended within three years before, with windows of SQL. Who left, left, even before
    /// the day of departure.
    pub fn rank(&mut self, today: Date) {
        let ranking = r#"
            CREATE TABLE "rank" AS
            WITH
              "past" AS (
                SELECT "guest", "departure", ifnull("total", 0) AS "total", "currency" FROM "stay"
                WHERE "is_stay" = 1 AND "departure" >= $1 AND ("departure" < $2 OR "status" = $3)),
              "spent" AS (SELECT "guest", SUM("total") AS "sum" FROM "past" GROUP BY "guest", "currency"),
              "most" AS (SELECT "guest", MAX("sum") AS "most" FROM "spent" GROUP BY "guest"),
              "stayed" AS (SELECT "guest", MAX("departure") AS "last", COUNT(*) AS "count" FROM "past" GROUP BY "guest")
            SELECT
              "guest",
              NTILE(5) OVER (ORDER BY "last", "guest") AS "recency",
              NTILE(5) OVER (ORDER BY "count", "guest") AS "frequency",
              NTILE(5) OVER (ORDER BY "most", "guest") AS "monetary"
            FROM "stayed" JOIN "most" USING ("guest")"#;
        let from = Relative::new(-36, Unit::Month, false).day(today).expect("a day");
        let left = fold_for_search(StayStatus::CheckedOut.code());
        self.run(query(ranking.to_owned()).bind(from.days_since_epoch()).bind(today.days_since_epoch()).bind(left));
        self.run(query("CREATE UNIQUE INDEX \"ranks\" ON \"rank\" (\"guest\")".to_owned()));
        let keeping = r#"
            UPDATE "guest" SET ("recency", "frequency", "monetary", "rfm") = (
              SELECT "recency", "frequency", "monetary", "recency" * 100 + "frequency" * 10 + "monetary"
              FROM "rank" WHERE "rank"."guest" = "guest"."id")"#;
        self.run(query(keeping.to_owned()));
    }

    /// How each guest was ranked.
    pub fn ranks(&mut self) -> Vec<Ranks> {
        let asking = query(r#"SELECT "recency", "frequency", "monetary", "rfm" FROM "guest" ORDER BY "id""#.to_owned());
        let rows = self.runtime.block_on(asking.fetch_all(&mut self.connection)).expect("SQL that SQLite takes");
        rows.iter().map(|row| std::array::from_fn(|at| row.get(at))).collect()
    }
}
