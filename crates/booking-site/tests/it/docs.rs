//! docs/cli.md says what the program does: its written parts are compared with the program, and made anew when
//! `INNKEEPER_UPDATE_DOCS` is set.

use std::fmt::Write;

use innkeeper_booking_site::import::finding::Code;
use innkeeper_booking_site::import::map::{KEYS, is_mapped};
use innkeeper_booking_site::{cli, verify};
use innkeeper_domain::{Entity, FieldKind, Instant, Shape, fields};

use crate::import::{House, checkout};

const START: &str = "<!-- written: ";
const END: &str = "<!-- end -->";

fn check(name: &str, written: &str) {
    let path = checkout().join("docs/cli.md");
    let page = std::fs::read_to_string(&path).expect("is in this checkout");
    let start = format!("{START}{name} -->\n");
    let from = page.find(&start).unwrap_or_else(|| panic!("docs/cli.md has no part `{name}`")) + start.len();
    let to = from + page[from..].find(END).expect("each part ends");
    if std::env::var_os("INNKEEPER_UPDATE_DOCS").is_some() {
        std::fs::write(&path, format!("{}{written}{}", &page[..from], &page[to..])).expect("can be written");
    } else {
        assert_eq!(&page[from..to], written, "the part `{name}` of docs/cli.md; INNKEEPER_UPDATE_DOCS=1 writes it anew");
    }
}

fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut out = String::new();
    let mut line = |cells: Vec<String>| writeln!(out, "| {} |", cells.join(" | ")).expect("a text takes everything");
    line(head.iter().map(|cell| (*cell).to_owned()).collect());
    line(vec!["---".to_owned(); head.len()]);
    rows.into_iter().for_each(line);
    out
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

fn json(value: &impl serde::Serialize) -> String {
    format!("```json\n{}\n```\n", serde_json::to_string_pretty(value).expect("is JSON"))
}

// One test, because its parts are written to one file.
#[tokio::test]
async fn docs_of_the_command_line_are_what_it_does() {
    check("commands", &commands());
    check(
        "keys",
        &table(
            &["in", "keys"],
            KEYS.iter().map(|(place, keys)| vec![(*place).to_owned(), keys.iter().map(|key| code(key)).collect::<Vec<_>>().join(", ")]),
        ),
    );
    check("guest-fields", &field_table(Entity::Guest));
    check("stay-fields", &field_table(Entity::Stay));
    check(
        "findings",
        &table(
            &["code", "effect", "meaning"],
            Code::ALL.iter().map(|found| vec![code(found.name()), found.effect().word().to_owned(), found.sentence().to_owned()]),
        ),
    );
    check(
        "faults",
        &table(&["code", "meaning"], verify::Fault::ALL.iter().map(|(fault, meaning)| vec![code(&fault.name()), (*meaning).to_owned()])),
    );
    let house = House::new().await;
    let mut report = house.import(MAP, CSV).await;
    (report.reading_ms, report.writing_ms) = (4, 12);
    check("import-report", &json(&report));
    let mut report = verify::verify(&house.store).await.expect("readable");
    report.chain = "5f0c1b7d3a92e684".to_owned();
    check("verify-report", &json(&report));
    check("export-line", &exported(&house).await);
}

const MAP: &str = r#"{"format":"innkeeper-map/1","system":"pms","currency":"EUR",
    "consents":[{"column":"News","purpose":"marketing","channel":"email","granted":["yes"],"refused":["no"],"evidence":"Form","on":"Signed"}],
    "guest":{"ref":{"column":"Guest"},"fields":{"surname":"Name","country":"Country"}},
    "stay":{"ref":{"column":"No"},"fields":{"arrival":"From","departure":"To","total":"Total","status":{"value":"confirmed"}}}}"#;

const CSV: &str = "No,Guest,Name,Country,From,To,Total,News,Form,Signed,Memo\n\
R1,P1,Prata,PRT,2026-11-21,2026-11-24,318.00,yes,card 12,2026-11-02,\n\
R2,P2,Soler,ESP,2026-11-21,soon,96.00,,,,late\n\
R3,,Valls,ESP,2026-11-22,2026-11-23,96.00,,,,\n";

fn commands() -> String {
    let mut root = cli::command().term_width(100);
    root.build();
    let mut out = String::new();
    help(&mut root, "innkeeper", &mut out);
    out
}

fn help(command: &mut clap::Command, name: &str, out: &mut String) {
    let text = command.render_long_help().to_string();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    writeln!(out, "### {name}\n\n```text\n{}\n```\n", lines.join("\n").trim_end()).expect("a text takes everything");
    let subcommands: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).filter(|sub| sub != "help").collect();
    for sub in subcommands {
        let name = format!("{name} {sub}");
        help(command.find_subcommand_mut(&sub).expect("was listed"), &name, out);
    }
}

fn field_table(entity: Entity) -> String {
    let rows = fields(entity).iter().filter(|field| is_mapped(field)).map(|field| {
        let kind = match field.kind {
            FieldKind::Text if field.name == "currency" => "currency, ISO 4217".to_owned(),
            FieldKind::Text => "text, at most 200 characters".to_owned(),
            FieldKind::LongText => "text, at most 10,000 characters".to_owned(),
            FieldKind::Int => "whole number".to_owned(),
            FieldKind::Bool => "yes or no".to_owned(),
            FieldKind::Date => "date".to_owned(),
            FieldKind::Decimal => "decimal number".to_owned(),
            FieldKind::Money => "amount".to_owned(),
            FieldKind::Code(codes) => codes.iter().map(|known| code(known)).collect::<Vec<_>>().join(", "),
            FieldKind::Email => "e-mail address".to_owned(),
            FieldKind::Phone => "telephone number".to_owned(),
            FieldKind::Country => "country, ISO 3166-1 alpha-2 or alpha-3".to_owned(),
            FieldKind::Language => "language, BCP 47".to_owned(),
            FieldKind::Instant | FieldKind::Ref(_) => unreachable!("is not mapped"),
        };
        let set = if field.shape == Shape::Set { "set of: " } else { "" };
        vec![code(field.name), format!("{set}{kind}")]
    });
    table(&["field", "what it takes"], rows)
}

async fn exported(house: &House) -> String {
    let mut lines = Vec::new();
    let format = innkeeper_booking_site::export::Format::JsonLines;
    innkeeper_booking_site::export::export(&house.writer, format, Instant(0), &mut lines).await.expect("written");
    let text = String::from_utf8(lines).expect("is text");
    let mut line: serde_json::Value =
        serde_json::from_str(text.lines().find(|line| line.contains("Prata")).expect("was imported")).expect("is JSON");
    // Made anew each time.
    let guest = "0197f9a0-5c3e-7b1d-8e24-1f6c0d9b7a55";
    for (place, value) in [
        ("/id", guest),
        ("/consents/0/fields/guest", guest),
        ("/consents/0/fields/recorded_at", "2026-11-21T08:30:00Z"),
        ("/stays/0/id", "0197f9a0-5c3e-7d02-9a41-6b2e8c1f3d70"),
        ("/stays/0/fields/guest", guest),
    ] {
        *line.pointer_mut(place).unwrap_or_else(|| panic!("{place}")) = value.into();
    }
    json(&line)
}
