// What the runs add up to, as a table for the terminal and for docs/sync.md.

const LINES = [
  ["runs", ({ runs }) => runs],
  ["changes said to be saved", ({ changes }) => changes],
  ["lost", ({ lost }) => lost],
  ["doubled", ({ doubled }) => doubled],
  ["overwritten unseen", ({ unseen }) => unseen],
  ["anything else wrong", ({ other }) => other],
  ["seconds a run", ({ runs, seconds }) => (runs === 0 ? "" : (seconds / runs).toFixed(1))],
];

export function table(results) {
  const kinds = Object.keys(results);
  const faults = [...new Set(kinds.flatMap((kind) => Object.keys(results[kind].faults)))].sort();
  const rows = [
    ["", ...kinds],
    ...LINES.map(([name, of]) => [name, ...kinds.map((kind) => of(results[kind]))]),
    ...faults.map((fault) => [fault, ...kinds.map((kind) => results[kind].faults[fault] ?? 0)]),
  ].map((row) => row.map(String));
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => row[at].length)));
  const line = (row) => `| ${row.map((cell, at) => cell.padEnd(widths[at])).join(" | ")} |`;
  return [line(rows[0]), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...rows.slice(1).map(line)].join("\n");
}
