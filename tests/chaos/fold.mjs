// What a log adds up to, written a second time from docs/sync.md and not from the code it checks: fields with the values nobody replaced with open
// eyes, entries of streams, records that were made.

export const dot = (dev, n) => `${Number(dev)}/${Number(n)}`;

// An op in the form it has inside a `release`, as if it were a row.
const released = (row) => {
  const { op, was } = row.body;
  return was ? { ...row, dev: op[0], n: op[1], kind: was.op.k, body: was.op.b ?? {}, root: was.op.r, ent: was.op.e ?? was.op.r } : null;
};

// Record to what it holds: `fields` (name to dot to value), `entries` (id to { dot, fields, retracted }), `made` (the dot).
export function fold(rows) {
  const records = new Map();
  const erased = new Set();
  for (const row of rows) {
    if (row.status !== "ok") continue;
    const op = row.kind === "release" ? released(row) : row;
    if (op !== null && !erased.has(op.root)) apply(records, op, erased);
  }
  return records;
}

function apply(records, { kind, body, ent, root, dev, n }, erased) {
  const at = dot(dev, n);
  const record = records.get(ent);
  if (kind === "erase") {
    erased.add(root);
    for (const [id, known] of records) if (known.root === root) records.delete(id);
  } else if (kind === "new") {
    const made = record ?? { root, type: body.t, made: at, fields: new Map(), entries: new Map() };
    if (made.type !== body.t) return;
    for (const [name, value] of Object.entries(body.f ?? {})) if (!made.fields.has(name)) made.fields.set(name, new Map([[at, value]]));
    records.set(ent, made);
  } else if (kind === "set" && record) {
    for (const [name, [value, seen]] of Object.entries(body)) {
      const values = record.fields.get(name) ?? new Map();
      for (const [dev, n] of seen) values.delete(dot(dev, n));
      values.set(at, value);
      record.fields.set(name, values);
    }
  } else if (kind === "append" && record) {
    if (!record.entries.has(body.id)) record.entries.set(body.id, { at, fields: { ...body.f }, retracted: false });
  } else if (kind === "amend" && record?.entries.has(body.id)) {
    Object.assign(record.entries.get(body.id).fields, body.f);
  } else if (kind === "retract" && record?.entries.has(body.id)) {
    record.entries.get(body.id).retracted = true;
  }
}

// Every text that counts now: its root, and where it stands.
export function* current(records) {
  for (const { root, fields, entries } of records.values()) {
    for (const values of fields.values()) for (const value of values.values()) if (typeof value === "string") yield { root, text: value };
    for (const { fields: own, retracted } of entries.values()) {
      if (!retracted) for (const value of Object.values(own)) if (typeof value === "string") yield { root, text: value };
    }
  }
}
