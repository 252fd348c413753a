// Which claims pass, and for each row of the rail how many claims it would give under all other filters.

/** The filters; null means all. */
const F = {
  /** @type {Set<number> | null} */ st: null,
  /** @type {Set<number> | null} */ k: null,
  /** @type {Set<number> | null} */ doc: null,
  /** @type {Set<number> | null} */ rel: null,
  /** @type {[number, number] | null} */ t: null,
  t0: true, src: 1, c: 0, differ: false,
};
/** @type {Uint8Array} */
let pass = new Uint8Array(0);
/** @type {any} */
let counts = null;
let passed = 0;
/** @type {Set<string> | null} */
let differing = null;

const BITS = { st: 1, k: 2, doc: 4, rel: 8, t: 16, src: 32, c: 64, differ: 128 };

/** Go over all claims once: which pass, and the counts of every row. */
function applyFilters() {
  if (pass.length !== G.m) pass = new Uint8Array(G.m);
  const C = { st: new Array(G.statuses.length).fill(0), k: new Array(G.families.length).fill(0), doc: new Array(G.documents.length).fill(0), rel: new Array(G.relations.length).fill(0), dated: 0, undated: 0, days: new Map(), src: [0, 0, 0, 0] };
  const inKind = G.families.map(() => new Set());
  if (F.differ && !differing) differing = disagreements();
  passed = 0;
  for (let c = 0; c < G.m; c++) {
    const o = object(c), fs = G.family[subject(c)], fo = o < 0 ? fs : G.family[o];
    let out = 0;
    if (F.st && !F.st.has(statusOf(c))) out |= BITS.st;
    if (F.k && !(F.k.has(fs) && F.k.has(fo))) out |= BITS.k;
    if (F.rel && !F.rel.has(G.claims.r[c])) out |= BITS.rel;
    const n = sources(c);
    if (n === 0) out |= BITS.doc;
    else if (n < F.src) out |= BITS.src;
    if (F.c > 0 && confidence(c) < F.c) out |= BITS.c;
    const time = G.times[c];
    if (F.t || !F.t0) {
      if (!time) { if (!F.t0) out |= BITS.t; }
      else if (F.t) { const w = stretch(time); if (w && (w.to < F.t[0] || w.from > F.t[1])) out |= BITS.t; }
    }
    if (F.differ && differing && !differing.has(`${subject(c)} ${G.claims.r[c]} ${o < 0 ? value(c).join(" ") : o}`)) out |= BITS.differ;
    pass[c] = out === 0 ? 1 : 0;
    if (out === 0) passed++;
    if ((out & ~BITS.st) === 0) C.st[statusOf(c)]++;
    if ((out & ~BITS.rel) === 0) C.rel[G.claims.r[c]]++;
    if ((out & ~BITS.k) === 0) { inKind[fs].add(subject(c)); if (o >= 0) inKind[fo].add(o); }
    if ((out & ~BITS.t) === 0) { if (time) { C.dated++; C.days.set(time, (C.days.get(time) || 0) + 1); } else C.undated++; }
    if ((out & ~(BITS.doc | BITS.src)) === 0) {
      const from = G.first[c], to = G.first[c + 1];
      if (to - from === 1) { if (G.evidence.doc[from] >= 0) C.doc[G.evidence.doc[from]]++; }
      else for (const k of docsOf(c)) if (k >= 0) C.doc[k]++;
    }
  }
  inKind.forEach((set, k) => { C.k[k] = set.size; });
  counts = C;
}

/** What one text asserts and another denies. */
function disagreements() {
  const said = new Set(), denied = new Set();
  for (let c = 0; c < G.m; c++) {
    const key = `${subject(c)} ${G.claims.r[c]} ${isValue(c) ? value(c).join(" ") : object(c)}`;
    if (statusOf(c) === 0) said.add(key);
    if (statusOf(c) === NEGATED) denied.add(key);
  }
  return new Set([...said].filter((key) => denied.has(key)));
}

const filtering = () => !!(F.st || F.k || F.doc || F.rel || F.t || !F.t0 || F.src > 1 || F.c > 0 || F.differ);
function clearFilters() {
  Object.assign(F, { st: null, k: null, doc: null, rel: null, t: null, t0: true, src: 1, c: 0, differ: false });
}

/** The rows of a facet. @param {string} key */
const facetSize = (key) => ({ st: G.statuses.length, k: G.families.length, doc: G.documents.length, rel: G.relations.length })[key];

/** Turn one row on or off. @param {string} key @param {number} row */
function toggleRow(key, row) {
  const now = F[key] ? new Set(F[key]) : new Set(Array.from({ length: facetSize(key) }, (_, i) => i));
  if (now.has(row)) now.delete(row);
  else now.add(row);
  F[key] = now.size === facetSize(key) ? null : now;
}
/** Show only this row; again: all. @param {string} key @param {number} row */
function onlyRow(key, row) {
  F[key] = F[key] && F[key].size === 1 && F[key].has(row) ? null : new Set([row]);
}

const facetNames = {
  st: (i) => G.statuses[i], k: (i) => G.families[i], doc: (i) => docTitle(i), rel: (i) => G.relations[i][1],
};

/** The filters at work, each with the words of its chip and how to lift it. */
function activeFilters() {
  const out = [];
  for (const key of ["st", "k", "doc", "rel"]) {
    const on = F[key];
    if (!on) continue;
    const size = facetSize(key), off = Array.from({ length: size }, (_, i) => i).filter((i) => !on.has(i));
    let words;
    if (on.size === 1) words = `only ${facetNames[key]([...on][0])}`;
    else if (off.length <= 2) words = `not ${off.map(facetNames[key]).join(", not ")}`;
    else words = `${on.size} of ${size} ${{ st: "statuses", k: "kinds", doc: "articles", rel: "relations" }[key]}`;
    out.push({ words, lift: () => { F[key] = null; } });
  }
  if (F.t) out.push({ words: `${dateWords(isoDay(F.t[0]))} – ${dateWords(isoDay(F.t[1]))}`, lift: () => { F.t = null; } });
  if (!F.t0) out.push({ words: "dated only", lift: () => { F.t0 = true; } });
  if (F.src > 1) out.push({ words: `${F.src} sources or more`, lift: () => { F.src = 1; } });
  if (F.c > 0) out.push({ words: `confidence ${F.c.toFixed(2)} or more`, lift: () => { F.c = 0; } });
  if (F.differ) out.push({ words: "stated and denied", lift: () => { F.differ = false; } });
  return out;
}
