// What a browser keeps, read as it lies there: the databases of the page's origin, their values opened with the tablet's own key.

// Runs in the page. Gives the replica's device, and for each store its values as text.
async function opened() {
  const asked = (request) => new Promise((done, fail) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => fail(request.error) }));
  const base = async (name) => {
    const names = (await indexedDB.databases()).map(({ name }) => name);
    return names.includes(name) ? asked(indexedDB.open(name)) : null;
  };
  const all = async (database, store) => {
    const values = database.transaction(store).objectStore(store);
    const [keys, found] = await Promise.all([asked(values.getAllKeys()), asked(values.getAll())]);
    return keys.map((key, at) => [key, found[at]]);
  };
  const settings = await base("innkeeper");
  if (settings === null) return null;
  const name = (await all(settings, "setting").catch(() => [])).find(([key]) => key === 1)?.[1];
  settings.close();
  if (!name) return null;
  const database = await base(new TextDecoder().decode(name));
  if (database === null) return null;
  try {
    const [[, record] = []] = await all(database, "keys");
    if (!record?.tablet) return null;

    // The ring: postcard behind a version byte.
    const ring = record.ring;
    let at = 1;
    const number = () => {
      let [value, factor] = [0, 1];
      for (;;) {
        const byte = ring[at++];
        value += (byte & 0x7f) * factor;
        if (byte < 0x80) return value;
        factor *= 128;
      }
    };
    const bytes = () => {
      const size = number();
      return ring.slice(at, (at += size));
    };
    number();
    const wrapped = new Map(Array.from({ length: number() }, () => [number(), bytes()]));
    const slots = Array.from({ length: number() }, () => {
      const slot = { id: number(), way: number() };
      if (slot.way === 2) bytes();
      number();
      return { ...slot, master: bytes() };
    });
    const utf8 = (text) => new TextEncoder().encode(text);
    const joined = (...parts) => new Uint8Array(parts.flatMap((part) => [...part]));
    const be = (value, size) => Uint8Array.from({ length: size }, (_, place) => Math.floor(value / 256 ** (size - 1 - place)) % 256);
    const how = (sealed, beside) => ({ name: "AES-GCM", iv: sealed.slice(0, 12), additionalData: beside });
    const unwrap = (key, sealed, beside) => crypto.subtle.unwrapKey("raw", sealed.slice(12), key, how(sealed, beside), { name: "AES-GCM", length: 256 }, false, ["decrypt", "unwrapKey"]);
    const slot = slots.find(({ way }) => way === 0);
    const master = await unwrap(record.tablet, slot.master, utf8("innkeeper master key 1"));
    const keys = new Map();
    for (const [id, sealed] of wrapped) keys.set(id, await unwrap(master, sealed, joined(utf8("innkeeper data key "), be(id, 4))));

    const open = async (store, key, value) => {
      const id = (value[1] << 24) | (value[2] << 16) | (value[3] << 8) | value[4];
      if (id === 0) return value.slice(5);
      const beside = ["outbox", "journal", "history"].includes(store) ? joined(value.slice(0, 5), utf8(store)) : joined(value.slice(0, 5), utf8(store), [0], be(key, 8));
      return new Uint8Array(await crypto.subtle.decrypt(how(value.slice(5), beside), keys.get(id), value.slice(17)));
    };
    const stores = {};
    for (const store of ["outbox", "journal", "pages", "meta", "kept"]) {
      stores[store] = [];
      for (const [key, value] of await all(database, store)) {
        // The generation and the lease lie open.
        if (store === "meta" && (key === 3 || key === 6)) continue;
        stores[store].push([key, new TextDecoder().decode(await open(store, key, value))]);
      }
    }
    return { name: database.name, stores };
  } finally {
    database.close();
  }
}

// What a tablet keeps; null where it is no device. Numbers over 2^53 in it are not exact, which nobody asks for.
export async function kept(tablet) {
  const found = await tablet.page.evaluate(opened);
  if (found === null) return null;
  const { stores } = found;
  const value = (key) => JSON.parse(stores.meta.find(([known]) => known === key)?.[1] ?? "null");
  const replica = value(1)?.replica ?? null;
  const journal = stores.journal.map(([, text]) => JSON.parse(text));
  const pages = stores.pages.map(([, text]) => text);
  return {
    dev: Number.parseInt(found.name.split("-").at(-1), 16),
    outbox: stores.outbox.map(([n, text]) => ({ n, text })),
    cursor: Math.max(replica?.checkpoint ?? 0, ...journal.map(({ next }) => next)),
    epoch: replica?.epoch ?? 0,
    // Values that are to be handed back before anything else.
    due: (replica?.kept ?? []).filter(({ due }) => due).length,
    // Whether a text is among what it took from the server, or could hand back to it.
    holds: (text) => [pages, stores.journal.map(([, text]) => text)].flat().some((part) => part.includes(text)),
    couldGive: (text) => [...stores.journal, ...stores.kept].some(([, part]) => part.includes(text)),
  };
}
