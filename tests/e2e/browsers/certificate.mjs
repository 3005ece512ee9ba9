// A certificate for this machine alone, made anew for each run; the browsers are told to take it.
import { execFileSync } from "node:child_process";
import { X509Certificate, createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Files of a certificate and its key; `taken` is the flag by which Chromium takes it.
export function certificate() {
  const folder = mkdtempSync(join(tmpdir(), "innkeeper-certificate-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const named = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"];
  execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-keyout", key, "-out", cert, ...named], { stdio: "pipe" });
  const { publicKey } = new X509Certificate(readFileSync(cert));
  const hash = createHash("sha256").update(publicKey.export({ type: "spki", format: "der" })).digest("base64");
  return { cert, key, taken: `--ignore-certificate-errors-spki-list=${hash}` };
}
