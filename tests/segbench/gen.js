// Deterministic synthetic hotel guest base: N guests, about 5 N stays, as columns.
// Nothing here depends on the clock or on Math.random: seed + N => the same bytes everywhere.

export const TODAY = Math.round(Date.UTC(2026, 5, 30) / 864e5); // days since 1970-01-01
export const N_COUNTRY = 60,
  N_TIER = 5,
  N_TAGS = 48,
  N_HOTEL = 40;

export const COUNTRIES = (
  "DE GB US FR IT CH AT ES NL BE PL CZ DK SE NO FI IE PT GR HU RO BG HR SI SK EE LV LT LU " +
  "CA AU NZ JP CN KR IN SG HK TH AE SA IL TR EG ZA BR AR MX CL CO RU UA IS MT CY MA QA KW MY ID"
).split(" ");
export const LANGS = "de en fr it es nl pl cs da sv no fi pt el hu ro ja zh ko ar".split(" ");
const LANG_OF = {
  DE: "de",
  AT: "de",
  CH: "de",
  GB: "en",
  US: "en",
  IE: "en",
  CA: "en",
  AU: "en",
  NZ: "en",
  FR: "fr",
  BE: "fr",
  LU: "fr",
  IT: "it",
  ES: "es",
  AR: "es",
  MX: "es",
  CL: "es",
  CO: "es",
  NL: "nl",
  PL: "pl",
  CZ: "cs",
  SK: "cs",
  DK: "da",
  SE: "sv",
  NO: "no",
  FI: "fi",
  PT: "pt",
  BR: "pt",
  GR: "el",
  CY: "el",
  HU: "hu",
  RO: "ro",
  JP: "ja",
  CN: "zh",
  HK: "zh",
  KR: "ko",
  AE: "ar",
  SA: "ar",
  EG: "ar",
  MA: "ar",
  QA: "ar",
  KW: "ar",
};
export const TIERS = ["none", "silver", "gold", "platinum", "diamond"];
export const TAGS = (
  "spa golf family business honeymoon pet vegan halal kosher allergy quiet seaview highfloor lowfloor latecheckout earlycheckin " +
  "airport parking ev gym pool kids babycot wheelchair complaint vipcare wedding conference groupleader wine dining breakfast " +
  "minibar suite upsell winback newsletter concert ski beach hiking sailing cycling museum shopping casino influencer staff"
).split(" ");
export const CHANNELS = ["direct", "booking", "expedia", "phone", "gds", "agent", "corporate", "walkin", "app", "group"];
export const STATUS = { BOOKED: 0, COMPLETED: 1, CANCELLED: 2, NOSHOW: 3 };
export const FIRST = (
  "anna maria julia laura sophie emma lena lea mia hannah clara paul lukas felix max jonas leon noah elias david thomas michael " +
  "stefan andreas peter martin james john robert william richard charles mary patricia linda susan jessica sarah karen nancy luca marco " +
  "matteo giulia francesca chiara pierre jean louis camille chloe manon carlos jose luis carmen lucia elena ivan olga piotr jan katarzyna " +
  "zofia petr eva lars erik ingrid astrid mikko aino yuki haruto sakura wei li fang min jun ahmed fatima omar layla yusuf aisha"
).split(" ");

export function rng(seed) {
  let a = seed | 0;
  return () => {
    a = (a + 0x9e3779b9) | 0;
    let t = a ^ (a >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) >>> 0;
  };
}

function lastNames() {
  const r = rng(77);
  const on = ["b", "br", "ch", "d", "f", "fr", "g", "gr", "h", "k", "kl", "kr", "l", "m", "n", "p", "r", "s", "sch", "st", "t", "tr", "v", "w", "z"];
  const nu = ["a", "e", "i", "o", "u", "ei", "au", "ie", "ar", "er", "or", "on", "an", "al"];
  const en = ["mann", "er", "sen", "son", "ini", "ez", "ski", "ova", "berg", "ton", "ley", "eau", "ard", "ic", "os", "ke", "ler", "stein", "y", "n"];
  const out = new Set();
  while (out.size < 12000) {
    let s = on[r() % on.length] + nu[r() % nu.length];
    if (r() & 1) s += on[r() % on.length] + nu[r() % nu.length];
    out.add(s + en[r() % en.length]);
  }
  return [...out].sort((x, y) => (x < y ? -1 : x > y ? 1 : 0));
}

export function generate(N, seed = 20260630) {
  const r = rng(seed);
  const u = () => r() / 4294967296;
  const cum = (w) => {
    let s = 0;
    for (const x of w) s += x;
    let c = 0;
    return w.map((x) => (c += x / s));
  };
  const pick = (c) => {
    const x = u();
    let lo = 0,
      hi = c.length - 1;
    while (lo < hi) {
      const m = (lo + hi) >> 1;
      if (x < c[m]) hi = m;
      else lo = m + 1;
    }
    return lo;
  };
  const gauss = () => Math.sqrt(-2 * Math.log(1 - u())) * Math.cos(6.283185307179586 * u());
  const zipf = (n, s) => cum(Array.from({ length: n }, (_, i) => 1 / Math.pow(i + 1, s)));
  const cCountry = zipf(N_COUNTRY, 0.9),
    cTags = zipf(N_TAGS, 0.7),
    cFirst = zipf(FIRST.length, 0.5);
  const cTier = cum([0.62, 0.2, 0.11, 0.05, 0.02]);
  const cChan = cum([22, 30, 14, 7, 4, 6, 8, 2, 5, 2]);
  const LAST = lastNames();
  const cLast = zipf(LAST.length, 0.6);
  const lastPerm = Uint16Array.from({ length: LAST.length }, (_, i) => i);
  for (let i = LAST.length - 1; i > 0; i--) {
    const j = r() % (i + 1);
    const t = lastPerm[i];
    lastPerm[i] = lastPerm[j];
    lastPerm[j] = t;
  }

  const g = {
    id: new Uint32Array(N),
    first_name: new Uint8Array(N),
    last_name: new Uint16Array(N),
    country: new Uint8Array(N),
    language: new Uint8Array(N),
    birth_day: new Int32Array(N),
    age: new Uint8Array(N),
    gender: new Uint8Array(N),
    tier: new Uint8Array(N),
    vip: new Uint8Array(N),
    optin_email: new Uint8Array(N),
    optin_sms: new Uint8Array(N),
    optin_post: new Uint8Array(N),
    total_nights: new Int32Array(N),
    total_stays: new Int32Array(N),
    total_spend: new Int32Array(N),
    first_stay: new Int32Array(N),
    last_stay: new Int32Array(N),
    room_pref: new Uint8Array(N),
    tags_lo: new Int32Array(N),
    tags_hi: new Int32Array(N),
    channel: new Uint8Array(N),
    email_domain: new Uint8Array(N),
    created: new Int32Array(N),
    nps: new Int8Array(N),
    corporate: new Uint8Array(N),
    city: new Uint16Array(N),
    home_hotel: new Uint8Array(N),
    points: new Int32Array(N),
    bounced: new Uint8Array(N),
    distance_km: new Uint16Array(N),
    open_rate: new Float32Array(N),
    cancels: new Uint8Array(N),
  };
  const off = new Uint32Array(N + 1);
  let cap = Math.ceil(N * 5.3) + 1000,
    M = 0;
  const mk = () => ({
    guest: new Uint32Array(cap),
    hotel: new Uint8Array(cap),
    arrival: new Int32Array(cap),
    nights: new Uint8Array(cap),
    spend: new Int32Array(cap),
    channel: new Uint8Array(cap),
    room: new Uint8Array(cap),
    status: new Uint8Array(cap),
  });
  let s = mk();
  const grow = () => {
    cap = Math.ceil(cap * 1.2);
    const n = mk();
    for (const c in s) n[c].set(s[c].subarray(0, M));
    s = n;
  };
  const day = new Int32Array(512);
  for (let i = 0; i < N; i++) {
    g.id[i] = i;
    g.first_name[i] = pick(cFirst);
    g.last_name[i] = lastPerm[pick(cLast)];
    const c = (g.country[i] = pick(cCountry));
    g.language[i] = u() < 0.82 ? Math.max(0, LANGS.indexOf(LANG_OF[COUNTRIES[c]] ?? "en")) : r() % LANGS.length;
    const age = Math.min(95, Math.max(18, Math.round(47 + 15 * gauss())));
    g.birth_day[i] = TODAY - Math.floor(age * 365.25) - (r() % 365);
    g.age[i] = Math.floor((TODAY - g.birth_day[i]) / 365.25);
    g.gender[i] = r() % 3;
    const t = (g.tier[i] = pick(cTier));
    g.vip[i] = u() < 0.01 + 0.05 * t ? 1 : 0;
    g.optin_email[i] = u() < 0.58 ? 1 : 0;
    g.optin_sms[i] = u() < 0.23 ? 1 : 0;
    g.optin_post[i] = u() < 0.35 ? 1 : 0;
    g.room_pref[i] = r() % 12;
    g.channel[i] = pick(cChan);
    g.email_domain[i] = Math.min(39, Math.floor(-6 * Math.log(1 - u())));
    g.nps[i] = u() < 0.7 ? -1 : Math.min(10, Math.max(0, Math.round(8 + 2 * gauss())));
    g.corporate[i] = u() < 0.18 ? 1 : 0;
    g.city[i] = r() % 2000;
    g.home_hotel[i] = r() % N_HOTEL;
    g.bounced[i] = u() < 0.03 ? 1 : 0;
    g.distance_km[i] = Math.min(65000, Math.round(-700 * Math.log(1 - u())));
    g.open_rate[i] = Math.fround(Math.round(u() * u() * 1000) / 1000);
    let nt = Math.floor(-2.6 * Math.log(1 - u()) + 0.35),
      lo = 0,
      hi = 0;
    if (nt > 12) nt = 12;
    while (nt-- > 0) {
      const k = pick(cTags);
      if (k < 32) lo |= 1 << k;
      else hi |= 1 << (k - 32);
    }
    g.tags_lo[i] = lo;
    g.tags_hi[i] = hi;
    // stays: 1 + gamma-mixed Poisson, mean about 5
    const x = u(),
      lam = 4 * (x < 0.5 ? -0.35 * Math.log(1 - u()) : -1.65 * Math.log(1 - u())) * (0.8 + 0.25 * t);
    let n = 1;
    {
      let p = Math.exp(-Math.min(lam, 60)),
        q = u(),
        L = p,
        kk = 0;
      while (q > L && kk < 200) {
        kk++;
        p *= lam / kk;
        L += p;
      }
      n += kk;
    }
    if (M + n > cap) grow();
    const span = 1 + Math.floor(u() * 2920);
    for (let k = 0; k < n; k++) day[k] = TODAY - Math.floor(Math.pow(u(), 0.8) * span);
    day.subarray(0, n).sort();
    off[i] = M;
    const rate = 9000 * Math.exp(0.35 * gauss() + 0.18 * t);
    let tn = 0,
      ts = 0,
      tp = 0,
      fs = 0,
      ls = 0,
      ca = 0;
    for (let k = 0; k < n; k++) {
      const z = u();
      let st = z < 0.88 ? 1 : z < 0.97 ? 2 : z < 0.985 ? 3 : 0,
        d = day[k];
      if (st === 0) d = TODAY + 1 + (r() % 200);
      const nights = 1 + Math.min(20, Math.floor(-1.9 * Math.log(1 - u())));
      const spend = st === 2 ? 0 : Math.round(nights * rate * (0.7 + 0.6 * u()));
      s.guest[M] = i;
      s.hotel[M] = u() < 0.5 ? g.home_hotel[i] : r() % N_HOTEL;
      s.arrival[M] = d;
      s.nights[M] = nights;
      s.spend[M] = spend;
      s.channel[M] = u() < 0.5 ? g.channel[i] : pick(cChan);
      s.room[M] = r() % 12;
      s.status[M] = st;
      M++;
      if (st === 1) {
        tn += nights;
        ts++;
        tp += spend;
        if (!fs) fs = d;
        ls = d;
      } else if (st === 2) ca++;
    }
    g.total_nights[i] = tn;
    g.total_stays[i] = ts;
    g.total_spend[i] = tp;
    g.first_stay[i] = fs;
    g.last_stay[i] = ls;
    g.cancels[i] = ca;
    g.created[i] = (fs || TODAY) - (r() % 60);
    g.points[i] = Math.floor(tp / 50);
  }
  off[N] = M;
  for (const c in s) s[c] = s[c].slice(0, M);
  return { N, M, g, s, off, LAST, FIRST };
}

// One guest as a ~1 KB object, for the object-store engines and the IndexedDB baseline.
const NOTE =
  "Prefers a quiet room away from the lift. Late arrival by train, asked for a second pillow and a bottle of still water. Mentioned the anniversary dinner on the terrace; the house sent a card. Invoice to the company address. Speaks with the concierge about concert tickets each spring. ";
export function guestObject(d, i) {
  const g = d.g,
    o = {};
  for (const c in g) o[c] = g[c][i];
  o.first_name = d.FIRST[g.first_name[i]];
  o.last_name = d.LAST[g.last_name[i]];
  o.email = `${o.first_name}.${o.last_name}${i}@mail${g.email_domain[i]}.example`;
  o.phone = "+49 30 " + String(1000000 + ((i * 7919) % 8999999));
  o.tags = tagList(g.tags_lo[i], g.tags_hi[i]);
  o.note = NOTE.slice(i % 40, (i % 40) + 220);
  return o;
}
export function tagList(lo, hi) {
  const t = [];
  for (let k = 0; k < 32; k++) if ((lo >>> k) & 1) t.push(k);
  for (let k = 0; k < 16; k++) if ((hi >>> k) & 1) t.push(32 + k);
  return t;
}
