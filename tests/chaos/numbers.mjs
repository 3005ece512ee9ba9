// JSON with whole numbers beyond 2^53: clock readings have 64 bits. They become BigInt and are written as they came.

const LONG = /([[:,]\s*)(\d{16,})(?=\s*[,}\]])/g;
const MARK = "¤";

export function parse(text) {
  return JSON.parse(text.replace(LONG, `$1"${MARK}$2"`), (_, value) => (typeof value === "string" && value[0] === MARK ? BigInt(value.slice(1)) : value));
}

export function write(value) {
  return JSON.stringify(value, (_, value) => (typeof value === "bigint" ? `${MARK}${value}` : value)).replaceAll(/"¤(\d+)"/g, "$1");
}
