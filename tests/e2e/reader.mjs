// A device without a browser: speaks /sync/v1 itself and keeps the rows of the log as they come.
export class Reader {
  // Signs in, enrols, and begins at the start of the log.
  static async enrolled(hotel, person, approver) {
    const reader = new Reader(hotel);
    const signedIn = await reader.#send("POST", "/login", new URLSearchParams({ email: person.email, password: person.password }));
    reader.cookie = signedIn.headers.get("set-cookie").split(";")[0];
    const enrolled = await reader.#send("POST", "/sync/v1/enrol", { name: "Reader", approver });
    if (!enrolled.ok) throw new Error(`enrol: ${enrolled.status} ${await enrolled.text()}`);
    reader.enrolled = await enrolled.json();
    return reader;
  }

  constructor(hotel) {
    this.hotel = hotel;
    this.cookie = null;
    this.enrolled = null;
    this.rows = [];
    this.cursor = 0;
    this.chain = "0".repeat(16);
  }

  #send(method, path, body) {
    const headers = { origin: this.hotel.url, "x-innkeeper": "1" };
    if (this.cookie) headers.cookie = this.cookie;
    if (this.enrolled) headers["innkeeper-device"] = this.enrolled.certificate;
    const form = body instanceof URLSearchParams;
    if (body && !form) headers["content-type"] = "application/json";
    return fetch(this.hotel.url + path, { method, headers, body: form || !body ? body : JSON.stringify(body), redirect: "manual" });
  }

  get(path) {
    return this.#send("GET", path);
  }

  // Begins at the end of the log as it is now: only what is new from here on will come.
  async fromNow() {
    const manifest = await (await this.get("/sync/v1/snapshot")).json();
    this.cursor = manifest.at;
    this.chain = manifest.chain;
    await this.pull();
    this.rows = [];
  }

  // Takes what is new. Gives the rows of this answer; none when the server does not answer.
  async pull() {
    const { epoch, projection } = this.enrolled;
    const classes = ["personal", "sensitive", "financial"].filter((name) => projection[name]).map((name) => name[0]);
    const key = `${projection.spaces.join("+")}.${classes.join("")}`;
    const query = new URLSearchParams({ epoch, cursor: this.cursor, chain: this.chain, projection: key });
    const answer = await this.get(`/sync/v1/pull?${query}`);
    if (!answer.ok) throw new Error(`pull: ${answer.status} ${await answer.text()}`);
    const { rows, next, chain } = await answer.json();
    this.rows.push(...rows);
    this.cursor = next;
    this.chain = chain;
    return rows;
  }
}
