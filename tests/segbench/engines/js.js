// Plain JS over typed arrays: the honest baseline. S1..S7 written by hand, saved segments compiled to one loop each.
import { TODAY, COUNTRIES, LANGS, N_TIER, N_COUNTRY } from "../gen.js";
import { S1, S2, S3, S4, S4c, S5, S6, S7, SEGMENTS, COUNTED, MANY, codes, js, inTables, changedGuest, change, tagBits } from "../queries.js";

export const name = "js";
export const shares = true; // works on the generator's own columns
let d, g, s, off, N, out, loops, asked;

// The loop over all guests that someone would write by hand for a rule, and the question about one guest.
function compiled(rules, loop) {
  return rules.map((q) => {
    const e = js(q);
    const t = inTables(e);
    const body = loop ? `return()=>{let n=0;out.fill(0);for(let i=0;i<N;i++)if(${e}){out[i>>5]|=1<<(i&31);n++}return n}` : `return(i)=>${e}?1:0`;
    return new Function("g", "N", "out", "agg", ...t.map((x) => x[0]), body)(g, N, out, aggRow, ...t.map((x) => x[1]));
  });
}

export async function load(data) {
  d = data;
  ({ g, s, off, N } = d);
  rec = undefined;
  out = new Uint32Array((N + 31) >> 5);
  loops = { S9: compiled(SEGMENTS, true), S9c: compiled(COUNTED, true) };
  asked = { S8: compiled(SEGMENTS, false), S8c: compiled(COUNTED, false), S8many: compiled(MANY, false) };
}

const countAll = (name) => () => Uint32Array.from(loops[name], (loop) => loop());
const askOne = (name) => (k) => {
  const i = changedGuest(N, k);
  const c = change(k);
  for (const f in c) g[f][i] = c[f];
  const bits = new Uint32Array((asked[name].length + 31) >> 5);
  asked[name].forEach((holds, j) => {
    bits[j >> 5] |= holds(i) << (j & 31);
  });
  return bits;
};
// At least so many stays in a window with a total of more than that.
const countStays = (rule) => (k) => {
  const { days, minCount, minSpend } = rule(k).rules[0].agg;
  const from = TODAY - days;
  const { optin_email } = g;
  const { arrival, status, spend } = s;
  let n = 0;
  out.fill(0);
  for (let i = 0, j = 0; i < N; i++) {
    const e = off[i + 1];
    if (optin_email[i] !== 1) {
      j = e;
      continue;
    }
    let c = 0;
    let m = 0;
    for (; j < e; j++)
      if (arrival[j] >= from && status[j] === 1 && arrival[j] <= TODAY) {
        c++;
        m += spend[j];
      }
    if (c >= minCount && m > minSpend) {
      out[i >> 5] |= 1 << (i & 31);
      n++;
    }
  }
  return n;
};

function aggRow(i, from, status, minC, minS) {
  const { arrival, status: st, spend } = s;
  let c = 0,
    m = 0;
  for (let j = off[i], e = off[i + 1]; j < e; j++)
    if (arrival[j] >= from && arrival[j] <= TODAY && st[j] === status) {
      c++;
      m += spend[j];
    }
  return c >= minC && m > minS;
}

export const queries = {
  S1(k) {
    const q = S1(k),
      C = q.rules[0].value,
      T = q.rules[1].value,
      { country, last_stay } = g;
    let n = 0;
    out.fill(0);
    for (let i = 0; i < N; i++)
      if (country[i] === C && last_stay[i] >= T) {
        out[i >> 5] |= 1 << (i & 31);
        n++;
      }
    return n;
  },
  S2(k) {
    const DE = COUNTRIES.indexOf("DE"),
      AT = COUNTRIES.indexOf("AT"),
      CH = COUNTRIES.indexOf("CH"),
      de = LANGS.indexOf("de");
    const sp = 300000 + 10000 * k,
      nn = 8 + k,
      { country, language, vip, optin_email, total_spend, total_nights, age } = g;
    let n = 0;
    out.fill(0);
    for (let i = 0; i < N; i++) {
      const c = country[i];
      if (
        (c === DE || c === AT || c === CH || language[i] === de) &&
        !(vip[i] === 1 || optin_email[i] === 0) &&
        (total_spend[i] > sp || (total_nights[i] >= nn && age[i] >= 30 && age[i] <= 55))
      ) {
        out[i >> 5] |= 1 << (i & 31);
        n++;
      }
    }
    return n;
  },
  S2ids(k) {
    // the same, with the matching ids handed over
    const n = queries.S2(k),
      ids = new Uint32Array(n);
    for (let w = 0, p = 0; w < out.length; w++) {
      let b = out[w];
      while (b) {
        const z = 31 - Math.clz32(b & -b);
        ids[p++] = (w << 5) + z;
        b &= b - 1;
      }
    }
    return ids;
  },
  S3(k) {
    const q = S3(k),
      [al, ah] = tagBits(q.rules[0].value),
      [nl, nh] = tagBits(q.rules[1].value),
      t = new Uint8Array(64);
    for (const c of q.rules[2].value) t[c] = 1;
    const { country, tags_lo, tags_hi } = g;
    let n = 0;
    out.fill(0);
    for (let i = 0; i < N; i++) {
      const lo = tags_lo[i],
        hi = tags_hi[i];
      if (((lo & al) | (hi & ah)) !== 0 && ((lo & nl) | (hi & nh)) === 0 && t[country[i]] === 1) {
        out[i >> 5] |= 1 << (i & 31);
        n++;
      }
    }
    return n;
  },
  S4: countStays(S4),
  S4c: countStays(S4c),
  S5(k) {
    return rfm(S5(k).from).cells;
  },
  S6(k) {
    const T = S6(k).value,
      { country, tier, last_stay } = g,
      h = new Uint32Array(N_COUNTRY * N_TIER);
    for (let i = 0; i < N; i++) if (last_stay[i] >= T) h[country[i] * N_TIER + tier[i]]++;
    return h;
  },
  S7(k) {
    // one scan for the range of codes, then the first 20
    const [a, b] = codes(d.LAST, S7(k)),
      c = g.last_name,
      hit = [];
    let n = 0;
    for (let i = 0; i < N; i++) {
      const x = c[i];
      if (x >= a && x < b) {
        n++;
        hit.push(x * 4194304 + i);
      }
    }
    hit.sort((x, y) => x - y);
    return [n, ...hit.slice(0, 20).map((x) => x % 4194304)];
  },
  S8: askOne("S8"),
  S8c: askOne("S8c"),
  S8many: askOne("S8many"),
  S9: countAll("S9"),
  S9c: countAll("S9c"),
};

let rec, fre, mon, sc;
export function rfm(from) {
  const { arrival, nights, status, spend } = s;
  if (!rec) {
    rec = new Int32Array(N);
    fre = new Int32Array(N);
    mon = new Int32Array(N);
    sc = new Uint8Array(N);
  }
  let n = 0;
  for (let i = 0, j = 0; i < N; i++) {
    const e = off[i + 1];
    let c = 0,
      m = 0,
      last = 0;
    for (; j < e; j++) {
      const left = arrival[j] + nights[j];
      if (left >= from && status[j] === 1) {
        c++;
        m += spend[j];
        if (left > last) last = left;
      }
    }
    rec[i] = last;
    fre[i] = c;
    mon[i] = m;
    if (c) n++;
  }
  const tile = (v, mul) => {
    // stable order (value, id): histogram where the range is small, else a sort of the packed (value, id)
    const b = Math.floor(n / 5),
      x = n % 5,
      lim = x * (b + 1),
      q = (rank) => (rank < lim ? Math.floor(rank / (b + 1)) : x + Math.floor((rank - lim) / b));
    let lo = Infinity,
      hi = -Infinity;
    for (let i = 0; i < N; i++)
      if (fre[i]) {
        if (v[i] < lo) lo = v[i];
        if (v[i] > hi) hi = v[i];
      }
    if (hi - lo < 65536) {
      const h = new Uint32Array(hi - lo + 2);
      for (let i = 0; i < N; i++) if (fre[i]) h[v[i] - lo + 1]++;
      for (let z = 1; z < h.length; z++) h[z] += h[z - 1];
      for (let i = 0; i < N; i++) if (fre[i]) sc[i] += mul * q(h[v[i] - lo]++);
    } else {
      const f = new Float64Array(n);
      let p = 0;
      for (let i = 0; i < N; i++) if (fre[i]) f[p++] = v[i] * 1048576 + i;
      f.sort();
      for (p = 0; p < n; p++) sc[f[p] % 1048576] += mul * q(p);
    }
  };
  sc.fill(0);
  tile(rec, 25);
  tile(fre, 5);
  tile(mon, 1);
  const cells = new Uint32Array(125);
  for (let i = 0; i < N; i++) if (fre[i]) cells[sc[i]]++;
  return { cells, sc };
}
