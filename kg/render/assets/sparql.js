// SPARQL over the graph in the page; the engine is in the file only if it was asked for, and sleeps
// until a query is run.

const hasEngine = () => !!$("kg-engine") || engineStore !== null;
/** @type {any} */
let engineStore = null;
let queryText = "";
/** Things that a query found, lit in the drawing until Escape. @type {Set<number> | null} */
let highlighted = null;
const ROWS = 1000;

async function wakeEngine() {
  if (engineStore) return;
  const { initSync, Store } = /** @type {any} */ (window).kgEngine;
  initSync({ module: await WebAssembly.compile(await unpack("kg-engine")) });
  const store = new Store();
  store.load(new TextDecoder().decode(await unpack("kg-turtle")), { format: "text/turtle" });
  engineStore = store;
}

function drawSparql() {
  const sheet = $("sheetview");
  if (sheet.querySelector(".sparql")) return; // keep what was typed and found
  const area = h("textarea", { "aria-label": "Query", spellcheck: "false" });
  area.value = queryText || (V.n >= 0 ? sparqlAbout(V.n) : G.ready.length ? G.ready[0][2] : FIRST_QUERY);
  const out = h("div", { "aria-live": "off" });
  const run = () => runQuery(area, out);
  area.addEventListener("input", () => { queryText = area.value; });
  area.addEventListener("keydown", (e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); run(); } });
  fill(sheet, h("div", { class: "sparql" },
    h("nav", { "aria-label": "Ready questions" }, G.ready.map(([name, title, query]) => h("button", { type: "button", "data-query": name, text: title, onclick: () => { area.value = queryText = query; if (hasEngine()) run(); } }))),
    h("div", { class: "pad" }, area,
      h("div", { class: "acts" }, hasEngine() ? h("button", { type: "button", class: "btn", onclick: run }, icon("next", 16), "Run") : null, copyButton("Copy query", () => area.value, "Query")),
      hasEngine() ? h("p", { class: "meta", text: "Ctrl+Enter runs it, here and without a network." }) : h("p", { class: "meta", text: "Run it with: kg query graph.ttl, or in any engine that has loaded graph.ttl." }), out)));
}
const FIRST_QUERY = `PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\nSELECT ?thing ?name WHERE { ?thing rdfs:label ?name } ORDER BY ?name LIMIT 50`;

async function runQuery(area, out) {
  fill(out, h("p", { class: "meta", text: engineStore ? "Asking …" : "Waking the engine …" }));
  await new Promise((done) => setTimeout(done, 20));
  let found;
  const start = performance.now();
  try {
    await wakeEngine();
    found = engineStore.query(area.value);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error), at = /(\d+):(\d+)/.exec(words);
    if (at) {
      const lines_ = area.value.split("\n"), place_ = lines_.slice(0, +at[1] - 1).reduce((n, l) => n + l.length + 1, 0) + +at[2] - 1;
      area.focus();
      area.setSelectionRange(place_, place_);
    }
    fill(out, h("p", { class: "denied", role: "alert", text: `The query cannot be read${at ? ` (line ${at[1]}, place ${at[2]})` : ""}: ${words}` }));
    say("The query cannot be read.");
    return;
  }
  const took = `${Math.max(1, Math.round(performance.now() - start))} ms`;
  if (typeof found === "boolean") { fill(out, h("p", { class: "lede", text: found ? "Yes." : "No." })); say(found ? "Yes." : "No."); return; }
  const rows = found.map((r) => (r instanceof Map ? r : new Map([["subject", r.subject], ["predicate", r.predicate], ["object", r.object]])));
  const names = rows.length ? [...new Set(rows.slice(0, ROWS).flatMap((r) => [...r.keys()]))] : [];
  const things = new Set();
  const cells = rows.slice(0, ROWS).map((r) => h("tr", null, names.map((n) => h("td", null, cellOf(r.get(n), things)))));
  fill(out, h("p", { class: "lede" }, `${plural(rows.length, "answer")}${rows.length > ROWS ? `; the first ${number(ROWS)} are shown` : ""} in ${took}. `,
    things.size ? h("button", { type: "button", class: "link", text: `Highlight ${plural(things.size, "thing")} in the graph`, onclick: () => showHighlight(things) }) : null),
  rows.length ? h("table", null, h("thead", null, h("tr", null, names.map((n) => h("th", { scope: "col", text: n })))), h("tbody", null, cells)) : null);
  say(`${plural(rows.length, "answer")}.`);
}
/** @type {Map<string, number> | null} */
let byLabel = null;
/** A term of an answer; a thing or claim of the graph is a way to it. */
function cellOf(term_, things) {
  if (!term_) return "";
  if (term_.termType === "Literal") { // the ready questions answer with names
    if (!byLabel) { byLabel = new Map(); for (let i = G.n - 1; i >= 0; i--) byLabel.set(label(i), i); }
    const i = byLabel.get(term_.value);
    if (i === undefined) return term_.value;
    things.add(i);
    return h("button", { type: "button", class: "link", text: term_.value, onclick: () => showInGraph(i) });
  }
  if (term_.termType !== "NamedNode") return term_.value;
  const decode = (t) => { try { return decodeURIComponent(t); } catch { return t; } };
  if (term_.value.startsWith(`${G.base}entity/`)) {
    const i = entityBy(decode(term_.value.slice(G.base.length + 7)));
    if (i !== undefined) { things.add(i); return h("button", { type: "button", class: "link", text: label(i), onclick: () => showInGraph(i) }); }
  }
  if (term_.value.startsWith(`${G.base}statement/`)) {
    const c = claimBy(term_.value.slice(G.base.length + 10));
    if (c !== undefined) { things.add(subject(c)); if (object(c) >= 0) things.add(object(c)); return h("button", { type: "button", class: "link", text: claimWords(c), onclick: () => selectClaim(c, true) }); }
  }
  return term_.value;
}
function showHighlight(things) {
  highlighted = things;
  V.view = "graph"; V.n = -1; V.e = -1; V.path = null;
  let added = 0;
  for (const i of things) if (!drawn.has(i) && added++ < 60) V.x.push(i);
  update("push");
  fit(new Set([...things].filter((i) => visible.has(i))));
  say(`${plural(things.size, "thing")} highlighted.`);
}
