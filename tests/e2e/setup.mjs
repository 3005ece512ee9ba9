// Before the first test: the records each hotel starts from, made once by the real commands and copied for every test.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { innkeeper } from "./hotel.mjs";

// One person for each role the specs need. The accounts are of these tests' hotels alone.
const person = (role, name) => ({ role, name, email: `${role}@hotel.example`, password: "a lantern over the quiet harbour" });
export const PEOPLE = {
  service: person("service", "Núria Ferrer"),
  sales: person("sales", "Jordi Puig"),
  analyst: person("analyst", "Ana Ruiz"),
  campaign: person("campaign", "Chen Wei"),
  admin: person("it-admin", "Ines Roth"),
};

export async function addPeople(data) {
  for (const { role, name, email, password } of Object.values(PEOPLE)) {
    innkeeper(data, ["user", "add", "--role", role, "--name", name, "--email", email, "--password-stdin"], { input: `${password}\n` });
  }
}

// How many guests there are in each: enough for every screen, and what the demo has by itself where it is about their number.
const GUESTS = { demo: 800, many: 5_000, empty: 0 };

export default async function setup() {
  const masters = await mkdtemp(join(tmpdir(), "innkeeper-e2e-masters-"));
  process.env.INNKEEPER_MASTERS = masters;
  for (const [records, guests] of Object.entries(GUESTS)) {
    const data = join(masters, records);
    await mkdir(data);
    if (guests > 0) innkeeper(data, ["demo", "--guests", String(guests)]);
    await addPeople(data);
    await writeFile(join(masters, `${records}.jsonl`), innkeeper(data, ["export"]));
  }
  return () => rm(masters, { recursive: true, force: true });
}
