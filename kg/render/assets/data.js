// The whole graph, read from the compressed text in the page into columns of numbers.

/** @type {any} */
let G = null;

/** Read the graph. Throws what went wrong, in words. */
async function readData() {
  const source = $("kg-data");
  const raw = atob(source.textContent);
  source.remove();
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  if (typeof DecompressionStream === "undefined") throw new Error("this browser is too old to unpack it");
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const data = await new Response(stream).json();
  G = index(data);
}

/** Make the tables that the views ask. @param {any} d */
function index(d) {
  const n = d.entities.id.length, m = d.claims.s.length;
  const first = new Int32Array(m + 1);
  for (let c = 0; c < m; c++) first[c + 1] = first[c] + d.evidence.n[c];
  // Claims of each entity, in one array: those of i are list[start[i] .. start[i + 1]).
  const start = new Int32Array(n + 1);
  for (let c = 0; c < m; c++) {
    start[d.claims.s[c] + 1]++;
    if (d.claims.o[c] >= 0 && d.claims.o[c] !== d.claims.s[c]) start[d.claims.o[c] + 1]++;
  }
  for (let i = 0; i < n; i++) start[i + 1] += start[i];
  const at = start.slice(), list = new Int32Array(start[n]);
  for (let c = 0; c < m; c++) {
    list[at[d.claims.s[c]]++] = c;
    if (d.claims.o[c] >= 0 && d.claims.o[c] !== d.claims.s[c]) list[at[d.claims.o[c]]++] = c;
  }
  const family = Uint8Array.from(d.entities.class, (k) => d.classes[k][2]);
  const origin = d.documents.map((doc, i) => (doc.copy === undefined ? i : doc.copy));
  const times = new Array(m);
  let dated = 0;
  for (let c = 0; c < m; c++) {
    let best = "";
    for (let e = first[c]; e < first[c + 1]; e++) {
      const t = d.strings[d.evidence.time[e]];
      if (t && stretch(t) && (!best || t.length > best.length)) best = t; // the most precise
    }
    times[c] = best;
    if (best) dated++;
  }
  return {
    ...d, n, m, first, start, list, family, origin, times, dated,
    unnamed: new Set(d.entities.unnamed),
    idAt: new Map(d.entities.id.map((id, i) => [whole(id), i])),
    claimAt: null,
  };
}

const label = (i) => G.entities.label[i];
const classLabel = (i) => G.classes[G.entities.class[i]][1];
const aliases = (i) => G.entities.alias[i] || [];
const claimsOf = (i) => G.list.subarray(G.start[i], G.start[i + 1]);
const subject = (c) => G.claims.s[c];
const object = (c) => G.claims.o[c];
const statusOf = (c) => G.claims.st[c];
const relation = (c) => G.relations[G.claims.r[c]];
const symmetric = (c) => (relation(c)[3] & 1) === 1;
const isValue = (c) => G.claims.o[c] < 0;
const value = (c) => G.claims.literals[-1 - G.claims.o[c]];
const other = (c, i) => (G.claims.s[c] === i ? G.claims.o[c] : G.claims.s[c]);
const claimId = (c) => G.claims.id.slice(c * 16, c * 16 + 16);
const text = (k) => G.strings[k];
const docTitle = (k) => (k < 0 ? "unknown document" : G.documents[k].title);

/** The object of a claim in words. @param {number} c */
const objectWords = (c) => (isValue(c) ? valueWords(value(c)) : label(object(c)));
const valueWords = ([v, type]) => (/date|gYear/.test(type) ? dateWords(v) : v);

/** A claim's number by its id, or undefined. @param {string} id */
function claimBy(id) {
  if (!G.claimAt) {
    G.claimAt = new Map();
    for (let c = 0; c < G.m; c++) G.claimAt.set(claimId(c), c);
  }
  return G.claimAt.get(id);
}

/** A claim as a reader would say it; a denial never reads as a fact. @param {number} c */
const claimWords = (c) => `${label(subject(c))} ${relationWords(c)} ${objectWords(c)}`;
/** The relation with its status in it. @param {number} c */
const relationWords = (c) => LINES[statusOf(c)].before + relation(c)[1] + LINES[statusOf(c)].after;

/** The pieces of evidence of a claim that the document filter lets through. @param {number} c */
function evidenceOf(c) {
  const out = [];
  for (let e = G.first[c]; e < G.first[c + 1]; e++) if (!F.doc || F.doc.has(G.evidence.doc[e])) out.push(e);
  return out;
}
/** Documents that say so. @param {number} c */
function articles(c) {
  const seen = new Set();
  for (let e = G.first[c]; e < G.first[c + 1]; e++) if (!F.doc || F.doc.has(G.evidence.doc[e])) seen.add(G.evidence.doc[e]);
  return seen.size;
}
/** Independent sources: copies of one article count once. @param {number} c */
function sources(c) {
  const a = G.first[c], b = G.first[c + 1];
  if (b - a === 1) return !F.doc || F.doc.has(G.evidence.doc[a]) ? 1 : 0;
  const seen = new Set();
  for (let e = a; e < b; e++) {
    const k = G.evidence.doc[e];
    if (!F.doc || F.doc.has(k)) seen.add(k < 0 ? -1 : G.origin[k]);
  }
  return seen.size;
}
function confidence(c) {
  let best = 0;
  for (let e = G.first[c]; e < G.first[c + 1]; e++) best = Math.max(best, G.evidence.conf[e]);
  return best / 100;
}
/** The sentence of a piece of evidence, word for word. @param {number} e */
function quote(e) {
  const own = G.evidence.quotes[e];
  if (own !== undefined) return own;
  const at = G.evidence.start[e];
  return G.documents[G.evidence.doc[e]].text.slice(at, at + G.evidence.len[e]);
}
/** Who says so, for attributed claims. @param {number} c */
function speakers(c) {
  const out = new Set();
  for (let e = G.first[c]; e < G.first[c + 1]; e++) if (G.evidence.speaker[e]) out.add(text(G.evidence.speaker[e]));
  return [...out];
}
/** Claims by worth: asserted first, then by sources, time, words. */
const worth = by((c) => (statusOf(c) === 0 ? 0 : 1), (c) => -sources(c), (c) => -confidence(c), (c) => G.times[c] || "9999", (c) => c);

/** Claims of an entity that pass the filters. @param {number} i */
const passing = (i) => Array.from(claimsOf(i)).filter((c) => pass[c]);

const SPAN_NAMES = ["subject", "relation", "object"];
/**
 * The sentence with its three marks; overlapping spans give one mark per piece.
 * @param {number} c @param {number} e
 */
function marked(c, e) {
  const words = quote(e), E = G.evidence;
  const spans = [
    { from: E.ss[e], to: E.ss[e] + E.sl[e], as: 0 }, { from: E.rs[e], to: E.rs[e] + E.rl[e], as: 1 }, { from: E.os[e], to: E.os[e] + E.ol[e], as: 2 },
  ].filter((x) => x.to > x.from && x.from < words.length && x.to > 0);
  const cuts = [...new Set([0, words.length, ...spans.flatMap((x) => [clamp(x.from, 0, words.length), clamp(x.to, 0, words.length)])])].sort((a, b) => a - b);
  const out = [];
  for (let k = 0; k + 1 < cuts.length; k++) {
    const piece = words.slice(cuts[k], cuts[k + 1]);
    const over = spans.filter((x) => x.from <= cuts[k] && x.to >= cuts[k + 1]);
    if (!over.length) { out.push(piece); continue; }
    // The narrowest span wins: a subject inside a long relation phrase stays a subject.
    const top = over.sort((a, b) => a.to - a.from - (b.to - b.from))[0];
    const end = top.as === 0 ? subject(c) : object(c);
    const cls = top.as === 1 ? "rel" : end >= 0 ? `s${G.family[end]}` : "s5";
    // The style sheet speaks the part's name before it; the text stays the document's own, to copy as it is.
    out.push(h("mark", { class: cls, "data-part": SPAN_NAMES[top.as], "data-begins": top.from === cuts[k] ? "" : null }, piece));
  }
  return out;
}
