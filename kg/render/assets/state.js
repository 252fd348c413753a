// What is looked at, and the address that says so: a link restores it, Back undoes it.

/** What is looked at. Entities and claims by number. */
const V = {
  view: "graph", n: -1, e: -1, d: 1,
  /** @type {number[]} */ x: [],
  /** @type {Set<number>} */ h: new Set(),
  /** @type {Map<number, {x: number, y: number}>} */ pin: new Map(),
  /** @type {[number, number] | null} */ path: null,
  q: "", s: "articles.desc", doc: -1,
  /** @type {{x: number, y: number, s: number} | null} */ z: null,
  th: "", tl: false, groups: false, un: false,
};
const idOf = (i) => G.entities.id[i];
const LONG = 2000; // characters; a longer address is cut by messengers and servers

/** A list facet as text: the rows that are on, or -x, all but x. @param {string} key @param {(i: number) => string} name */
function listText(key, name) {
  const on = F[key];
  if (!on) return "";
  const off = Array.from({ length: facetSize(key) }, (_, i) => i).filter((i) => !on.has(i));
  const minus = off.length < on.size;
  return (minus ? off : [...on].sort((a, b) => a - b)).map((i) => (minus ? "-" : "") + enc(name(i))).join(",") || "none";
}
const enc = (t) => encodeURIComponent(whole(t)).replace(/-/g, "%2D");
const rowName = {
  st: (i) => G.statuses[i], k: (i) => String(i), doc: (i) => G.documents[i].id, rel: (i) => G.relations[i][0],
};

/** The state as an address, in a fixed order, defaults left out. @param {boolean} [short] */
function hash(short) {
  const out = [];
  const put = (key, words) => { if (words !== "" && words !== null && words !== undefined) out.push(`${key}=${words}`); };
  const ids = (list) => list.map((i) => enc(idOf(i))).join(",");
  put("v", V.view === "graph" ? "" : V.view);
  if (V.e >= 0) put("e", claimId(V.e));
  if (V.n >= 0) put("n", enc(idOf(V.n)));
  put("d", V.d === 1 ? "" : V.d);
  if (!short) {
    if (V.un) put("un", "1");
    put("x", ids(V.x));
    put("h", ids([...V.h]));
    put("pin", [...V.pin].map(([i, p]) => `${enc(idOf(i))}:${Math.round(p.x)}:${Math.round(p.y)}`).join(","));
    if (V.path) put("p", V.path.map((i) => enc(idOf(i))).join("~"));
  }
  for (const key of ["st", "k", "doc", "rel"]) put(key, listText(key, rowName[key]));
  if (F.t) put("t", `${isoDay(F.t[0])}..${isoDay(F.t[1])}`);
  if (!F.t0) put("t0", "0");
  if (F.src > 1) put("src", F.src);
  if (F.c > 0) put("c", F.c);
  if (F.differ) put("differ", "1");
  if (V.doc >= 0 && V.view === "documents") put("read", enc(G.documents[V.doc].id));
  if (!short) {
    put("q", enc(V.q));
    put("s", V.s === "articles.desc" ? "" : V.s);
    if (V.tl) put("tl", "1");
    if (V.groups) put("g", "1");
    if (V.z) put("z", [Math.round(V.z.x), Math.round(V.z.y), V.z.s.toFixed(3)].join(","));
  }
  put("th", V.th);
  const all = "#" + out.join("&");
  return !short && all.length > LONG ? hash(true) : all;
}

/** Write the address: a new step of the history, or the same one. @param {"push" | "replace"} how */
function remember(how) {
  const now = hash();
  if (now === (location.hash || "#")) return;
  const address = now === "#" ? location.href.split("#")[0] + "#" : now;
  if (how === "push") history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

/** Read the address into the state. Returns whether it named something that is not here. */
function recall() {
  clearFilters();
  Object.assign(V, { view: "graph", n: -1, e: -1, d: 1, x: [], h: new Set(), pin: new Map(), path: null, q: "", s: "articles.desc", doc: -1, z: null, tl: false, groups: false, un: false, th: "" });
  let lost = false;
  const dec = (t) => { try { return decodeURIComponent(t); } catch { lost = true; return ""; } };
  const find = (t) => { const i = entityBy(dec(t)); if (i === undefined) lost = true; return i === undefined ? -1 : i; };
  const many = (t) => t.split(",").filter(Boolean).map(find).filter((i) => i >= 0);
  for (const part of location.hash.slice(1).split("&")) {
    const cut = part.indexOf("=");
    if (cut < 0) continue;
    const key = part.slice(0, cut), v = part.slice(cut + 1);
    if (key === "v") V.view = ["graph", "table", "documents", "sparql"].includes(v) ? v : "graph";
    else if (key === "n") V.n = find(v);
    else if (key === "e") { const c = claimBy(v); if (c === undefined) lost = true; else V.e = c; }
    else if (key === "d") V.d = clamp(Math.round(+v) || 1, 1, 3);
    else if (key === "un") V.un = v === "1";
    else if (key === "x") V.x = many(v);
    else if (key === "h") V.h = new Set(many(v));
    else if (key === "pin") {
      for (const one of v.split(",")) {
        const [id, x, y] = one.split(":"), i = find(id);
        if (i >= 0 && isFinite(+x) && isFinite(+y)) V.pin.set(i, { x: +x, y: +y });
      }
    } else if (key === "p") { const [a, b] = v.split("~").map(find); if (a >= 0 && b >= 0) V.path = [a, b]; }
    else if (["st", "k", "doc", "rel"].includes(key)) {
      const names = new Map(Array.from({ length: facetSize(key) }, (_, i) => [whole(rowName[key](i)), i]));
      const minus = v.startsWith("-"), rows = v === "none" ? [] : v.split(",").map((t) => names.get(dec(minus ? t.slice(1) : t)));
      if (rows.some((r) => r === undefined)) lost = true;
      const set = new Set(rows.filter((r) => r !== undefined));
      F[key] = minus ? new Set([...names.values()].filter((i) => !set.has(i))) : set;
      if (v !== "none" && !minus && !set.size) F[key] = null;
    } else if (key === "t") {
      const [a, b] = v.split("..").map(stretch);
      if (a && b) F.t = [a.from, b.to];
    } else if (key === "t0") F.t0 = v !== "0";
    else if (key === "src") F.src = clamp(Math.round(+v) || 1, 1, 99);
    else if (key === "c") F.c = clamp(+v || 0, 0, 1);
    else if (key === "differ") F.differ = v === "1";
    else if (key === "read") { const k = G.documents.findIndex((x) => whole(x.id) === dec(v)); if (k < 0) lost = true; V.doc = k; }
    else if (key === "q") V.q = dec(v);
    else if (key === "s") V.s = /^[a-z]+\.(asc|desc)$/.test(v) ? v : V.s;
    else if (key === "tl") V.tl = v === "1";
    else if (key === "g") V.groups = v === "1";
    else if (key === "z") { const [x, y, k] = v.split(",").map(Number); if (isFinite(x) && isFinite(y) && k > 0) V.z = { x, y, s: clamp(k, 0.05, 8) }; }
    else if (key === "th") V.th = v === "dark" || v === "light" ? v : "";
  }
  return lost;
}

// ------------------------------------------------------------------ undo

/** @type {any[]} */
const past = [];
/** @type {any[]} */
let future = [];
const copySet = (set) => (set ? new Set(set) : null);
const snapshot = () => ({
  un: V.un, x: [...V.x], h: new Set(V.h), pin: new Map(V.pin), path: V.path,
  F: { ...F, st: copySet(F.st), k: copySet(F.k), doc: copySet(F.doc), rel: copySet(F.rel) },
});
/** Keep what is, before it is changed. */
function keep() {
  past.push(snapshot());
  if (past.length > 100) past.shift();
  future = [];
}
/** Go back (or forth) one change. @param {boolean} forth */
function undo(forth) {
  const from = forth ? future : past, to = forth ? past : future;
  const then = from.pop();
  if (!then) { say(forth ? "Nothing to redo." : "Nothing to undo."); return; }
  to.push(snapshot());
  Object.assign(V, { un: then.un, x: then.x, h: then.h, pin: then.pin, path: then.path });
  Object.assign(F, then.F);
  update("push");
  say(`${forth ? "Redone" : "Undone"}. ${shownWords()}`);
}
