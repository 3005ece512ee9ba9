// Opens what the server has sealed, as docs/sync.md describes it and with no code of the server's: each file under a key of its own, the keys under the
// server's secret.
import { createDecipheriv, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";

const HEAD = 5;
const NO = 8;
const NONCE = 12;
const TAG = 16;

const length = (bytes) => {
  const long = Buffer.alloc(8);
  long.writeBigUInt64BE(BigInt(bytes.length));
  return long;
};

function opened(key, beside, sealed) {
  const cipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE));
  cipher.setAAD(beside);
  cipher.setAuthTag(sealed.subarray(-TAG));
  return Buffer.concat([cipher.update(sealed.subarray(NONCE, -TAG)), cipher.final()]);
}

// The keys, by number. `id` names the vault, `rows` are its numbers and wrapped keys.
export function keysOf(secretFile, id, rows) {
  const mac = createHmac("sha256", Buffer.from(readFileSync(secretFile, "utf8").trim(), "hex"));
  for (const part of ["keys of files", id].map((text) => Buffer.from(text))) mac.update(length(part)).update(part);
  const wrapping = mac.digest();
  return new Map(
    rows.map(({ no, wrapped }) => {
      const number = Buffer.alloc(8);
      number.writeBigInt64BE(BigInt(no));
      return [number.toString("hex"), () => opened(wrapping, number, Buffer.from(wrapped, "hex"))];
    }),
  );
}

// What is in an envelope of a file; null where its key is lost.
export function open(keys, part, root, envelope) {
  const id = envelope.readUInt32BE(1);
  if (envelope[0] !== 1 || id > 1) throw new Error(`an envelope that is not known: ${envelope.subarray(0, HEAD).toString("hex")}`);
  if (id === 0) return envelope.subarray(HEAD);
  const key = keys.get(envelope.subarray(HEAD, HEAD + NO).toString("hex"));
  return key ? opened(key(), Buffer.concat([Buffer.from(part), Buffer.from(root.replaceAll("-", ""), "hex")]), envelope.subarray(HEAD + NO)) : null;
}

// An envelope that is not sealed.
export const plain = (bytes) => Buffer.concat([Buffer.from([1, 0, 0, 0, 0]), bytes]);
