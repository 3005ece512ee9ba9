// The way between a browser and the server: a proxy of our own that cuts, holds, delays, repeats and swallows what passes.
import { once } from "node:events";
import { Agent, createServer, request } from "node:http";

// What a connection is like. Nothing is wrong with it when it is made.
const FAIR = { cut: false, halfOpen: false, delay: null, repeat: 0, swallow: 0 };
// The protocol takes these again at any time: a network that repeats them does no harm.
const REPEATED = ["/sync/v1/push", "/sync/v1/hand-back", "/sync/v1/status"];
const SNAPSHOT = "/sync/v1/snapshot";
const LIVE = "/sync/v1/live";

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function whole(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

export class Proxy {
  // `house.doors()` gives the ports of the processes that serve now; `chance` decides which of them, and what goes wrong.
  static async open(house, chance) {
    const proxy = new Proxy(house, chance);
    proxy.server = createServer((incoming, answer) => void proxy.#pass(incoming, answer).catch(() => answer.destroy()));
    proxy.server.on("connection", (socket) => {
      if (proxy.weather.cut) return socket.destroy();
      proxy.sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => proxy.sockets.delete(socket));
    });
    proxy.server.keepAliveTimeout = 60_000;
    proxy.server.listen(0, "127.0.0.1");
    await once(proxy.server, "listening");
    proxy.port = proxy.server.address().port;
    proxy.url = `http://127.0.0.1:${proxy.port}`;
    return proxy;
  }

  sockets = new Set();
  weather = { ...FAIR };
  // How often each thing really happened.
  happened = { cut: 0, held: 0, delayed: 0, repeated: 0, swallowed: 0, late: 0 };
  // Called once with the next push that passes: "before" it reaches the server, or "behind" it.
  ambush = null;
  // The last pushes that passed, for one that comes late.
  #old = [];
  #agent = new Agent({ keepAlive: true, maxSockets: 64 });

  // Told of every answer that refuses, and of what was not answered.
  says = () => {};

  constructor(house, chance) {
    this.house = house;
    this.chance = chance;
  }

  // The network goes: what is open breaks, and nothing opens.
  cut() {
    this.weather.cut = true;
    this.happened.cut += 1;
    this.#break();
  }

  // Everything is as it should be again; what hangs is broken.
  heal() {
    const { cut, halfOpen } = this.weather;
    this.weather = { ...FAIR };
    this.ambush = null;
    if (cut || halfOpen) this.#break();
  }

  #break() {
    for (const socket of this.sockets) socket.destroy();
  }

  // An old push comes once more, long after it was sent.
  async late() {
    const old = this.#old.length > 0 ? this.chance.one(this.#old) : null;
    if (old === null) return;
    this.happened.late += 1;
    await this.#ask(old).then(whole, () => {});
  }

  #door(path) {
    const doors = this.house.doors();
    // One process keeps the pages of the snapshot it gave out.
    return path.startsWith(SNAPSHOT) ? doors[0] : this.chance.one(doors);
  }

  #ask({ method, path, headers, body }) {
    const port = this.#door(path);
    if (port === undefined) return Promise.reject(new Error("no process serves"));
    return new Promise((done, fail) => {
      const asked = request({ host: "127.0.0.1", port, method, path, headers, agent: path.startsWith(LIVE) ? undefined : this.#agent }, done);
      asked.on("error", fail);
      asked.end(body);
    });
  }

  async #pass(incoming, answer) {
    const { method, url: path, headers } = incoming;
    const body = await whole(incoming);
    const letter = { method, path, headers, body };
    const { weather } = this;
    if (weather.halfOpen) {
      // Taken, and never answered.
      this.happened.held += 1;
      return;
    }
    if (path.startsWith(LIVE)) return this.#stream(letter, answer);
    if (weather.delay !== null) {
      this.happened.delayed += 1;
      await pause(this.chance.between(...weather.delay));
    }
    const pushes = path === "/sync/v1/push";
    if (pushes) this.#old = [letter, ...this.#old].slice(0, 8);
    const { ambush } = this;
    if (pushes && ambush !== null) {
      this.ambush = null;
      if (ambush.when === "before") await ambush.strike();
      else setTimeout(() => void ambush.strike(), this.chance.between(0, 25));
    }
    const repeats = REPEATED.includes(path) && weather.repeat > 0;
    if (repeats) {
      weather.repeat -= 1;
      this.happened.repeated += 1;
      // Either at the same time, or after the first was answered.
      if (this.chance.odds(0.5)) void this.#ask(letter).then(whole, () => {});
    }
    let given, content;
    try {
      given = await this.#ask(letter);
      content = await whole(given);
    } catch (error) {
      this.says(`${method} ${path}: ${error.message}`);
      if (this.chance.odds(0.5)) return void answer.destroy();
      return void answer.writeHead(502).end();
    }
    if (given.statusCode >= 400) this.says(`${method} ${path}: ${given.statusCode}`);
    if (repeats && this.chance.odds(0.5)) await this.#ask(letter).then(whole, () => {});
    if (weather.swallow > 0 && path.startsWith("/sync/v1/") && method === "POST") {
      weather.swallow -= 1;
      this.happened.swallowed += 1;
      return void answer.destroy();
    }
    if (weather.delay !== null) await pause(this.chance.between(...weather.delay));
    answer.writeHead(given.statusCode, given.headers).end(content);
  }

  async #stream(letter, answer) {
    const given = await this.#ask(letter);
    answer.on("close", () => given.destroy());
    given.on("error", () => answer.destroy());
    answer.writeHead(given.statusCode, given.headers);
    answer.flushHeaders();
    given.pipe(answer);
  }

  async close() {
    this.#break();
    this.#agent.destroy();
    const closed = once(this.server, "close");
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}
