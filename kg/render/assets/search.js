// Search over all things, relations and sentences, whether drawn or not, from the first letter.

/** @type {any} */
let book = null;
const plainAscii = /^[\x00-\x7f]*$/;
const quick = (t) => (plainAscii.test(t) ? t.toLowerCase() : fold(t));

/** Fold everything once; takes some tenths of a second for a hundred thousand sentences. */
function makeBook() {
  if (book) return;
  const names = new Array(G.n);
  for (let i = 0; i < G.n; i++) names[i] = [quick(label(i)), ...aliases(i).map(quick)];
  const seen = new Map(), sentences = [], of = [];
  for (let c = 0; c < G.m; c++) {
    for (let e = G.first[c]; e < G.first[c + 1]; e++) {
      const key = `${G.evidence.doc[e]}:${G.evidence.start[e]}`;
      if (seen.has(key)) continue;
      seen.set(key, true);
      sentences.push(quick(quote(e)));
      of.push([c, e]);
    }
  }
  const called = new Map(); // by its exact name; of several the one with most claims
  for (let i = 0; i < G.n; i++) for (const name of names[i]) { const was = called.get(name); if (was === undefined || G.size[was] < G.size[i]) called.set(name, i); }
  book = { names, called, sentences, of, relations: G.relations.map((r) => quick(`${r[1]} ${r[2]}`)) };
}

/** What a query finds, best first. @param {string} query */
function find(query) {
  makeBook();
  const q = quick(query.trim());
  const things = [], relations = [], sentences = [];
  if (!q) return { things, relations, sentences, claims: [], terms: [], path: null, q };
  const count = (i) => G.start[i + 1] - G.start[i];
  for (let i = 0; i < G.n; i++) {
    let best = 9, why = -1;
    const list = book.names[i];
    for (let k = 0; k < list.length; k++) {
      const at = list[k].indexOf(q);
      if (at < 0) continue;
      const rank = (list[k] === q ? 0 : at === 0 ? 1 : /[\s\-/("“]/.test(list[k][at - 1]) ? 2 : 3) + (k ? 0.2 : 0);
      if (rank < best) { best = rank; why = k; }
    }
    if (why >= 0) things.push([i, best, why]);
  }
  things.sort((a, b) => a[1] - b[1] || count(b[0]) - count(a[0]) || a[0] - b[0]);
  book.relations.forEach((r, k) => { if (r.includes(q)) relations.push(k); });
  relations.sort((a, b) => counts.rel[b] - counts.rel[a]);
  for (let k = 0; k < book.sentences.length; k++) if (book.sentences[k].includes(q)) sentences.push(k);
  // Several words are a question: "who banned acme". Its answers are claims that have each of them somewhere.
  const terms = q.split(/[^\p{L}\p{N}]+/u).filter((t) => t && !ASKING.has(t));
  const claims = q.includes(" ") && terms.length ? claimsWith(terms) : [];
  if (!sentences.length && terms.length && (terms.length > 1 || terms[0] !== q)) for (let k = 0; k < book.sentences.length; k++) if (terms.every((t) => book.sentences[k].includes(t))) sentences.push(k);
  return { things, relations, sentences, claims, terms, path: twoThings(q), q };
}
/** Two things named one after the other, or with a word between: "acme to bolt", "how is acme tied to bolt". @param {string} q @returns {[number, number] | null} */
function twoThings(q) {
  const words = q.replace(/[?,;]/g, " ").trim().split(/\s+/).filter((w) => !TYING.has(w));
  for (let k = 1; k < words.length; k++) {
    const a = book.called.get(words.slice(0, k).join(" ")), b = book.called.get(words.slice(k).join(" "));
    if (a !== undefined && b !== undefined && a !== b) return [a, b];
  }
  return null;
}
const TYING = new Set("and are between connected do does from how is linked path related tied to what with".split(" "));
const ASKING = new Set("a an and are at by did do does for from has have how in is it of on or the their to was were what when where which who whom whose why with".split(" "));

/** Claims that have each term in the name of one of their ends or in their relation, the best first. @param {string[]} terms */
function claimsWith(terms) {
  const marks = terms.map((t) => {
    const ends = new Uint8Array(G.n);
    let some = false;
    for (let i = 0; i < G.n; i++) if (book.names[i].some((name) => name.includes(t))) { ends[i] = 1; some = true; }
    // "banned" is in "banned by", and "ban" in "bans": a verb is looked for without its ending.
    const stem = t.length > 4 ? t.replace(/(?:ed|es|ing|s)$/, "") : t, words = book.relations.map((r) => (r.includes(t) || r.includes(stem) ? 1 : 0));
    return { ends, words, some: some || words.includes(1) };
  });
  if (!marks.every((m) => m.some)) return [];
  const out = [];
  for (let c = 0; c < G.m; c++) {
    const s_ = subject(c), o = object(c), r = G.claims.r[c];
    let byWord = false;
    if (!marks.every((m) => { if (m.words[r]) byWord = true; return m.words[r] || m.ends[s_] || (o >= 0 && m.ends[o]); })) continue;
    if (byWord || marks.length > 1) out.push(c);
  }
  return out.sort(worth);
}

/** Names nearly like the query, by shared pairs of letters. */
function nearNames(q) {
  const pairs = (t) => { const out = new Set(); for (let k = 0; k + 1 < t.length; k++) out.add(t.slice(k, k + 2)); return out; };
  const mine = pairs(q), best = [];
  for (let i = 0; i < G.n; i++) {
    const theirs = pairs(book.names[i][0]);
    let same = 0;
    for (const p of mine) if (theirs.has(p)) same++;
    const score = (2 * same) / (mine.size + theirs.size || 1);
    if (score > 0.3) best.push([i, score]);
  }
  return best.sort((a, b) => b[1] - a[1]).slice(0, 3).map((x) => x[0]);
}

/** Words with what matched marked. @param {string} words @param {string} q */
function markHit(words, q) {
  const flat = quick(words), at = flat.length === words.length ? flat.indexOf(q) : -1;
  if (at < 0) return [words];
  return [words.slice(0, at), h("mark", { class: "mk", text: words.slice(at, at + q.length) }), words.slice(at + q.length)];
}
/** A sentence cut around the hit. */
function snippet(words, q) {
  const flat = quick(words), at = flat.length === words.length ? Math.max(0, flat.indexOf(q)) : 0;
  const from = at > 50 ? words.lastIndexOf(" ", at - 30) + 1 : 0;
  return markHit((from ? "… " : "") + words.slice(from, from + 160).replace(/\s/g, " "), q);
}

let scope = "all";
let chosenHit = -1;
/** @type {any[]} */
let hits = [];
let allSentences = false;

function openSearch() {
  $("search").classList.add("open");
  $("q").focus();
}
function closeSearch() {
  const open = !$("found").hidden;
  $("found").hidden = true;
  $("q").setAttribute("aria-expanded", "false");
  $("q").removeAttribute("aria-activedescendant");
  $("search").classList.remove("open");
  return open;
}

function drawSearch() {
  if (!complete) { completing.then(drawSearch); return; }
  const query = $("q").value, found = $("found");
  V.q = query;
  $("q-clear").hidden = !query;
  $("q-key").hidden = !!query;
  remember("replace");
  if (!query.trim()) { hits = []; found.hidden = true; $("q").setAttribute("aria-expanded", "false"); return; }
  const r = find(query), n = { things: r.things.length, claims: r.claims.length, relations: r.relations.length, sentences: r.sentences.length }, total = n.things + n.claims + n.relations + n.sentences + (r.path ? 1 : 0);
  hits = [];
  chosenHit = -1;
  const scopeChip = (key, words, k) => h("button", { type: "button", class: `chip ${k ? "" : "zero"}`, "aria-pressed": String(scope === key), onclick: () => { scope = key; drawSearch(); $("q").focus(); } }, words, " ", h("span", { class: "n", text: number(k) }));
  const add = (el, go) => { const k = hits.length; el.id = `hit-${k}`; el.setAttribute("role", "option"); el.setAttribute("aria-selected", "false"); el.addEventListener("click", (e) => go(e.shiftKey)); el.addEventListener("pointermove", () => { if (chosenHit !== k) choose(k, false); }); hits.push({ el, go }); return el; };
  const groups = [];
  if (r.things.length && (scope === "all" || scope === "things")) {
    const most = scope === "things" ? 60 : 6;
    groups.push(h("div", { role: "group", "aria-label": "Things" }, h("h3", { role: "presentation", text: "Things" }), r.things.slice(0, most).map(([i, , why]) => {
      const matched = why > 0 ? aliases(i).filter((a) => quick(a).includes(r.q)).slice(0, 2) : [];
      const off = !visibleBy(i);
      return add(h("div", { class: "hit", "data-thing": idOf(i) }, familyIcon(G.family[i], 24),
        h("div", { class: "what" }, h("div", null, h("b", null, why === 0 ? markHit(label(i), r.q) : label(i)), " ", h("span", { class: "meta", text: classLabel(i) })),
          matched.length ? h("div", { class: "meta" }, "also ", matched.flatMap((a, k) => [k ? ", " : "", "“", ...markHit(a, r.q), "”"])) : null,
          off ? h("div", { class: "meta", text: "hidden by filters" }) : null),
        h("span", { class: "info", text: plural(G.start[i + 1] - G.start[i], "claim") })), (keepOpen) => goThing(i, off, keepOpen));
    })));
  }
  if (r.path && scope === "all" && !marking) {
    const [a, b] = r.path;
    groups.push(h("div", { role: "group", "aria-label": "Path" }, h("h3", { role: "presentation", text: "Path" }), add(h("div", { class: "hit" }, icon("path", 24), h("div", { class: "what" }, h("div", null, "How ", h("b", { text: label(a) }), " is tied to ", h("b", { text: label(b) })))), () => { leave_(false); V.n = a; if (V.view !== "graph") V.view = "graph"; markEnd(b); })));
  }
  if (r.claims.length && (scope === "all" || scope === "claims")) {
    groups.push(h("div", { role: "group", "aria-label": "Claims" }, h("h3", { role: "presentation", text: "Claims" }), r.claims.slice(0, scope === "claims" ? 60 : 5).map((c) => add(h("div", { class: "hit" }, lineIcon(statusOf(c)), h("div", { class: "what" }, h("div", null, h("b", { text: label(subject(c)) }), " ", h("span", { class: statusOf(c) === NEGATED ? "denied" : "", text: relationWords(c) }), " ", h("b", { text: objectWords(c) })), h("div", { class: "meta", text: `${pass[c] ? "" : "hidden by filters · "}${plural(articles(c), "article")}` }))), (keepOpen) => goClaim(c, keepOpen)))));
  }
  if (r.relations.length && (scope === "all" || scope === "relations")) {
    groups.push(h("div", { role: "group", "aria-label": "Relations" }, h("h3", { role: "presentation", text: "Relations" }), r.relations.slice(0, scope === "relations" ? 60 : 3).map((k) => add(h("div", { class: "hit" }, icon("path", 24), h("div", { class: "what" }, h("div", null, ...markHit(G.relations[k][1], r.q))), h("span", { class: "info", text: plural(counts.rel[k], "claim") })), (keepOpen) => goRelation(k, keepOpen)))));
  }
  if (r.sentences.length && (scope === "all" || scope === "sentences")) {
    const most = scope === "sentences" || allSentences ? 100 : 3;
    groups.push(h("div", { role: "group", "aria-label": "Sentences" }, h("h3", { role: "presentation" }, "Sentences ", h("span", { class: "meta", text: r.sentences.length > most ? `${most} of ${number(r.sentences.length)}` : "" })), r.sentences.slice(0, most).map((k) => {
      const [c, e] = book.of[k];
      return add(h("div", { class: "hit" }, icon("sentence", 24), h("div", { class: "what" }, h("div", { class: "quote" }, ...snippet(quote(e), quick(quote(e)).includes(r.q) ? r.q : r.terms[0])), h("div", { class: "meta", text: `${claimWords(c)} · ${docTitle(G.evidence.doc[e])}` }))), (keepOpen) => goClaim(c, keepOpen));
    })));
  }
  const near = total ? [] : nearNames(r.q);
  const inText = total ? 0 : G.documents.reduce((sum, _, k) => sum + (quick(textOf(k)).includes(r.q) ? 1 : 0), 0);
  const none = total ? null : h("div", { class: "none" }, h("p", { text: `Nothing for “${query}”.` }),
    near.length ? [h("p", { class: "meta", text: "Near names" }), near.map((i) => add(h("div", { class: "hit", "data-thing": idOf(i) }, familyIcon(G.family[i], 24), h("div", { class: "what" }, label(i))), (keepOpen) => goThing(i, false, keepOpen)))] : null,
    inText ? add(h("div", { class: "hit" }, icon("documents", 24), h("div", { class: "what", text: `In the full text of ${plural(inText, "article")}` })), () => { leave_(false); textQuery = query; setView("documents"); }) : h("p", { class: "meta", text: `Not in the full text of ${plural(G.documents.length, "article")} either.` }));
  fill(found, h("div", { class: "scopes", role: "group", "aria-label": "Where" }, scopeChip("all", "All", total), scopeChip("things", "Things", n.things), n.claims ? scopeChip("claims", "Claims", n.claims) : null, scopeChip("relations", "Relations", n.relations), scopeChip("sentences", "Sentences", n.sentences)),
    h("div", { role: "listbox", id: "hits", "aria-label": "Results" }, groups, none && near.length + inText ? null : null), none,
    r.sentences.length > 3 && scope === "all" && !allSentences ? h("div", { class: "none" }, h("button", { type: "button", class: "link", text: `Show all ${number(r.sentences.length)} sentences`, onclick: () => { allSentences = true; drawSearch(); $("q").focus(); } })) : null,
    h("div", { class: "foot" }, h("span", null, h("kbd", { text: "↑" }), h("kbd", { text: "↓" }), " move"), h("span", null, h("kbd", { text: "Enter" }), " show in the graph"), h("span", null, h("kbd", { text: "Esc" }), " close")));
  found.hidden = false;
  $("q").setAttribute("aria-expanded", "true");
  if (hits.length) choose(0, false);
  const parts = [["Things", n.things], ["Claims", n.claims], ["Relations", n.relations], ["Sentences", n.sentences]].filter((x) => x[1]).map((x) => `${x[0]} ${number(x[1])}`);
  say(total ? `${plural(total, "result")}. ${parts.join(", ")}.` : `Nothing for ${query}.`);
}
const visibleBy = (i) => !claimsOf(i).length || claimsOf(i).some((c) => pass[c]);
function choose(k, spoken) {
  if (hits[chosenHit]) hits[chosenHit].el.setAttribute("aria-selected", "false");
  chosenHit = k;
  const hit = hits[k];
  if (!hit) return;
  hit.el.setAttribute("aria-selected", "true");
  $("q").setAttribute("aria-activedescendant", hit.el.id);
  if (spoken) { hit.el.scrollIntoView({ block: "nearest" }); say(`${hit.el.textContent}, ${k + 1} of ${hits.length}`); }
}
function leave_(keepOpen) {
  if (keepOpen) return;
  closeSearch();
}
function goThing(i, off, keepOpen) {
  leave_(keepOpen);
  if (off) { keep(); clearFilters(); }
  if (marking) { markEnd(i); return; }
  if (V.view !== "graph") V.view = "graph";
  V.path = null;
  select(i, !keepOpen);
  if (zoom < 0.8) fit(new Set([i, ...neighbours(i).filter((o) => visible.has(o))]));
}
function goClaim(c, keepOpen) {
  leave_(keepOpen);
  if (V.view === "sparql") V.view = "graph";
  V.path = null;
  selectClaim(c, !keepOpen);
  if (V.view === "graph" && zoom < 1) fit(new Set([subject(c), object(c)].filter((i) => visible.has(i))));
}
function goRelation(k, keepOpen) {
  leave_(keepOpen);
  keep();
  F.rel = new Set([k]);
  V.n = -1; V.e = -1; V.path = null;
  filtered(`Only ${G.relations[k][1]}.`);
}

function startSearch() {
  const q = $("q");
  $("search").insertBefore(icon("search"), q);
  q.addEventListener("input", () => { allSentences = false; scope = "all"; drawSearch(); });
  q.addEventListener("focus", () => { setTimeout(makeBook, 0); if (q.value && $("found").hidden) drawSearch(); });
  q.addEventListener("keydown", (e) => {
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      if ($("found").hidden) drawSearch();
      else if (hits.length) choose((chosenHit + (e.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length, true);
    } else if (e.key === "Enter" && hits[chosenHit]) { e.preventDefault(); hits[chosenHit].go(e.shiftKey); }
  });
  document.addEventListener("pointerdown", (e) => { if (e.target instanceof Node && !$("search").contains(e.target)) closeSearch(); });
  fill($("q-clear"), icon("close", 18));
  $("q-clear").addEventListener("click", () => { q.value = ""; drawSearch(); narrow.matches ? closeSearch() : q.focus(); });
}
