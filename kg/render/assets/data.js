// The whole graph, read from the compressed text in the page into columns of numbers.

/** @type {any} */
let G = null;

/** Whether sentences, other names and texts are here too; until then the first drawing stands alone. */
let complete = false;
let finish = () => {};
/** Fulfilled when all is here. @type {Promise<void>} */
const completing = new Promise((done) => { finish = done; });

/** Unpack a part of the page; throws what went wrong, in words. @param {string} id */
async function unpack(id) {
  if (typeof DecompressionStream === "undefined") throw new Error("this browser is too old to unpack it");
  const source = $(id), words = source.textContent, made = /** @type {any} */ (Uint8Array);
  let bytes;
  if (made.fromBase64) bytes = made.fromBase64(words);
  else {
    const raw = atob(words);
    bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  }
  const gunzip = new DecompressionStream("gzip"), writer = gunzip.writable.getWriter();
  // A Blob would do, but takes a way through another process. What fails here fails at the reader too.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  return new Response(gunzip.readable).arrayBuffer();
}
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const KINDS = { u8: Uint8Array, u16: Uint16Array, i16: Int16Array, u32: Uint32Array, i32: Int32Array };

/** Read a part: its values, and a view on each of its columns (kg/render/pack.py wrote them). @param {string} id */
async function readPart(id) {
  const buffer = await unpack(id);
  $(id).remove();
  const length = new DataView(buffer).getUint32(0, true), { values, columns } = JSON.parse(utf8.decode(new Uint8Array(buffer, 4, length)));
  /** @type {Record<string, any>} */
  const parts = {};
  for (const [name, [kind, at, count, size]] of Object.entries(columns)) {
    if (kind === "text") continue;
    parts[name] = new KINDS[kind](buffer, 4 + length + at, count);
    if (parts[name].byteLength !== size) throw new Error("it is damaged");
  }
  for (const [name, [kind, at, , size]] of Object.entries(columns)) if (kind === "text") parts[name] = split(utf8.decode(new Uint8Array(buffer, 4 + length + at, size)), parts[`${name}.n`]);
  return { values, parts };
}
/** Cut one text into strings. @param {string} all @param {any} lengths @returns {string[]} */
function split(all, lengths) {
  const out = new Array(lengths.length);
  for (let i = 0, at = 0; i < lengths.length; at += lengths[i++]) out[i] = all.slice(at, at + lengths[i]);
  return out;
}
/** Where each run begins, of runs of these lengths. @param {any} lengths */
function starts(lengths) {
  const out = new Int32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i++) out[i + 1] = out[i] + lengths[i];
  return out;
}

/** Read what the first drawing needs. */
async function readData() {
  G = index(await readPart("kg-data"));
}
/** Read the rest: sentences, other names, the articles' texts. */
async function readRest() {
  if (document.readyState === "loading") await new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
  const { values, parts: p } = await readPart("kg-rest");
  for (const name of ["start", "len", "ss", "sl", "rs", "rl", "os", "ol", "rule", "model", "place", "placeId", "speakerId", "q"]) G.evidence[name] = p[name];
  G.quotes = { bytes: p.quote, start: starts(p["quote.n"]) };
  G.entities.joins = values.joins;
  G.entities.same = values.same;
  G.aliases = { all: p.alias, start: starts(p["alias.of"]) };
  G.mentions = { all: p.mention, start: starts(p["mention.of"]) };
  G.dropped = values.dropped;
  G.texts = { bytes: p.text, start: starts(p["text.n"]), read: new Array(G.documents.length) };
  complete = true;
  finish();
}

/** Make the tables that the first drawing asks. */
function index({ values: d, parts: p }) {
  const n = p.label.length, m = p.s.length, first = starts(p.n);
  // Claims of each entity, in one array: those of i are list[start[i] .. start[i + 1]).
  const start = new Int32Array(n + 1);
  for (let c = 0; c < m; c++) {
    start[p.s[c] + 1]++;
    if (p.o[c] >= 0 && p.o[c] !== p.s[c]) start[p.o[c] + 1]++;
  }
  for (let i = 0; i < n; i++) start[i + 1] += start[i];
  // Sizes go by what the texts state.
  const size = new Int32Array(n);
  for (let c = 0; c < d.stated; c++) {
    size[p.s[c]]++;
    if (p.o[c] >= 0 && p.o[c] !== p.s[c]) size[p.o[c]]++;
  }
  const at = start.slice(), list = new Int32Array(start[n]);
  for (let c = 0; c < m; c++) {
    list[at[p.s[c]]++] = c;
    if (p.o[c] >= 0 && p.o[c] !== p.s[c]) list[at[p.o[c]]++] = c;
  }
  const family = Uint8Array.from(p.class, (k) => d.classes[k][2]);
  const origin = d.documents.map((doc, i) => (doc.copy === undefined ? i : doc.copy));
  // What is no date is no time; of several the most precise.
  const dates = d.strings.map((t) => (stretch(t) ? t : "")), times = new Array(m);
  let dated = 0;
  for (let c = 0; c < m; c++) {
    let best = "";
    for (let e = first[c]; e < first[c + 1]; e++) {
      const t = dates[p.time[e]];
      if (t && (!best || t.length > best.length)) best = t;
    }
    times[c] = best;
    if (best) dated++;
  }
  return {
    ...d, n, m, first, start, size, list, family, origin, times, dated,
    entities: { id: p.id, label: p.label, class: p.class, joins: {}, same: {} },
    claims: { id: p.claim, s: p.s, r: p.r, o: p.o, st: p.st, literals: d.literals },
    evidence: { doc: p.doc, conf: p.conf, time: p.time, speaker: p.speaker },
    unnamed: new Set(d.unnamed),
    idAt: null, claimAt: null,
  };
}

const label = (i) => G.entities.label[i];
const classLabel = (i) => G.classes[G.entities.class[i]][1];
const aliases = (i) => G.aliases.all.slice(G.aliases.start[i], G.aliases.start[i + 1]);
const claimsOf = (i) => G.list.subarray(G.start[i], G.start[i + 1]);
const subject = (c) => G.claims.s[c];
const object = (c) => G.claims.o[c];
const statusOf = (c) => G.claims.st[c];
const relation = (c) => G.relations[G.claims.r[c]];
const symmetric = (c) => (relation(c)[3] & 1) === 1;
const isValue = (c) => G.claims.o[c] < 0;
const value = (c) => G.claims.literals[-1 - G.claims.o[c]];
const other = (c, i) => (G.claims.s[c] === i ? G.claims.o[c] : G.claims.s[c]);
const HEX = Array.from({ length: 256 }, (_, k) => k.toString(16).padStart(2, "0"));
/** The id of a claim: 16 hex digits. @param {number} c */
const claimId = (c) => { let out = ""; for (let k = 8 * c; k < 8 * c + 8; k++) out += HEX[G.claims.id[k]]; return out; };
const text = (k) => G.strings[k];
/** The text of an article, "" if it is not in the page. @param {number} k @returns {string} */
function textOf(k) {
  const T = G.texts;
  if (T.read[k] === undefined) T.read[k] = utf8.decode(T.bytes.subarray(T.start[k], T.start[k + 1]));
  return T.read[k];
}
const docTitle = (k) => (k < 0 ? "unknown document" : G.documents[k].title);

/** The object of a claim in words. @param {number} c */
const objectWords = (c) => (isValue(c) ? valueWords(value(c)) : label(object(c)));
const valueWords = ([v, type]) => (/date|gYear/.test(type) ? dateWords(v) : v);

/** A thing's number by its id, or undefined. @param {string} id @returns {number | undefined} */
function entityBy(id) {
  if (!G.idAt) G.idAt = new Map(G.entities.id.map((x, i) => [x, i]));
  return G.idAt.get(id);
}
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

/** What an inferred claim follows from. @param {number} c @returns {number[]} */
const premises = (c) => (c < G.stated ? [] : G.premises[c - G.stated]);
/** The rule that an inferred claim follows by, in a reader's words. @param {number} c */
function ruleWords(c) {
  const rule = G.rules[c - G.stated], [name, of] = rule.split(" of "), known = G.relations.find((r) => r[0] === of), words = known ? known[1] : (of || "").replace(/_/g, " ");
  if (name === "inverse") return `“${relation(c)[1]}” is “${words}” read from its object`;
  if (name === "super-relation") return `whoever “${words}” also “${relation(c)[1]}”`;
  if (name === "transitive") return `“${relation(c)[1]}” passes on from one to the next`;
  return rule;
}
/** The sentence of a claim, or in words what it follows from. @param {number} c */
function sentenceOf(c) {
  if (c >= G.stated) return `Follows, for ${ruleWords(c)}: ${premises(c).map(claimWords).join("; ")}`;
  return quote(evidenceOf(c)[0] ?? G.first[c]);
}

/** The pieces of evidence of a claim that the document filter lets through. @param {number} c */
function evidenceOf(c) {
  const out = [];
  for (let e = G.first[c]; e < G.first[c + 1]; e++) if (!F.doc || F.doc.has(G.evidence.doc[e])) out.push(e);
  return out;
}
/** The numbers of the documents that say so, whatever the filters. @param {number} c @returns {Set<number>} */
function docsOf(c) {
  if (c < G.stated) return new Set(G.evidence.doc.subarray(G.first[c], G.first[c + 1]));
  const [one, ...others] = premises(c).map(docsOf);
  return new Set([...(one || [])].filter((k) => others.every((d) => d.has(k))));
}
/** Documents that say so; what is inferred has as many as the weakest of its premises. @param {number} c */
function articles(c) {
  if (c >= G.stated) return Math.min(...premises(c).map(articles));
  const seen = new Set();
  for (let e = G.first[c]; e < G.first[c + 1]; e++) if (!F.doc || F.doc.has(G.evidence.doc[e])) seen.add(G.evidence.doc[e]);
  return seen.size;
}
/** Independent sources: copies of one article count once. @param {number} c */
function sources(c) {
  if (c >= G.stated) return Math.min(...premises(c).map(sources));
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
  if (c >= G.stated) return Math.min(...premises(c).map(confidence));
  let best = 0;
  for (let e = G.first[c]; e < G.first[c + 1]; e++) best = Math.max(best, G.evidence.conf[e]);
  return best / 100;
}
/** The sentence of a piece of evidence, word for word. @param {number} e */
function quote(e) {
  const own = G.evidence.q[e] - 1;
  if (own >= 0) return utf8.decode(G.quotes.bytes.subarray(G.quotes.start[own], G.quotes.start[own + 1]));
  const at = G.evidence.start[e];
  return textOf(G.evidence.doc[e]).slice(at, at + G.evidence.len[e]);
}
/** Who says so, for attributed claims. @param {number} c */
function speakers(c) {
  const out = new Set();
  for (let e = G.first[c]; e < G.first[c + 1]; e++) if (G.evidence.speaker[e]) out.add(text(G.evidence.speaker[e]));
  return [...out];
}
/** Claims by worth: asserted first, then by sources, time, words. */
const worth = by((c) => (statusOf(c) === 0 ? 0 : statusOf(c) === INFERRED ? 2 : 1), (c) => -sources(c), (c) => -confidence(c), (c) => G.times[c] || "9999", (c) => c);

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
