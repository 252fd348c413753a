// The rail: filters that are the legend too, each row with the number of claims it would give.

/** @type {Record<string, any[]>} */
const railRows = {};
let railMade = false;

function makeRail() {
  railMade = true;
  const rail = $("rail");
  const facet = (key, title, unitWord, size, pictureOf, order, inDetails) => {
    railRows[key] = [];
    const rows = (order || Array.from({ length: size }, (_, i) => i)).map((i) => {
      const name = facetNames[key](i), words = key === "st" ? name[0].toUpperCase() + name.slice(1) : name;
      const box = h("input", { type: "checkbox", "aria-label": words, onchange: () => { keep(); toggleRow(key, i); filtered(`${words} ${box.checked ? "on" : "off"}.`); } });
      const count = h("span", { class: "n" });
      const row = h("div", { class: "row", "data-row": `${key}:${i}` }, box, pictureOf(i),
        h("button", { type: "button", title: key === "st" ? MEANING[i] : words, text: words, "aria-label": `Only ${words}`, onclick: () => { keep(); onlyRow(key, i); filtered(F[key] ? `Only ${words}.` : `All ${title.toLowerCase()}.`); } }), count);
      railRows[key][i] = { row, box, count };
      return row;
    });
    const head = h("span", { class: inDetails ? "meta" : "", text: unitWord });
    const el = inDetails ? h("details", { "data-facet": key }, h("summary", null, h("span", { text: title }), head), rows)
      : h("fieldset", { "data-facet": key }, h("legend", null, title, head), rows);
    railRows[`${key}.head`] = [head];
    return el;
  };
  const families = G.families.map((_, i) => i).filter((i) => counts.k[i] > 0);
  const relations = G.relations.map((_, i) => i).sort(by((i) => -counts.rel[i], (i) => G.relations[i][1]));
  fill(rail,
    h("div", { class: "only-small shut" }, h("button", { type: "button", class: "btn", onclick: closeRail }, icon("close", 16), "Close filters")),
    facet("st", "Status", "claims", G.statuses.length, lineIcon, null, false),
    facet("k", "Kind of thing", "things", G.families.length, (i) => familyIcon(i), families, false),
    G.documents.length ? facet("doc", "Articles", "claims", G.documents.length, () => null, G.documents.map((_, i) => i).slice(0, 200), G.documents.length > 12) : null,
    whenFilter(),
    facet("rel", "Relation", String(G.relations.length), G.relations.length, () => null, relations.slice(0, 400), true),
    sourcesFilter());
}
const MEANING = ["the text states it", "somebody says so", "intended or expected", "the text denies it", "could, if, a question", "follows from what is stated, by a rule of the ontology"];

function drawRail() {
  if (!railMade) makeRail();
  for (const key of ["st", "k", "doc", "rel"]) {
    (railRows[key] || []).forEach((r, i) => {
      if (!r) return;
      const on = !F[key] || F[key].has(i);
      r.box.checked = on;
      r.row.classList.toggle("off", !on);
      r.count.textContent = number(counts[key][i]);
    });
  }
  drawWhen();
  drawSources();
}

// ------------------------------------------------------------------ when

/** @type {any} */
let when = null;
function whenFilter() {
  const spans = [...new Set(G.times)].map(stretch).filter(Boolean);
  if (!spans.length) return null;
  let low = Infinity, high = -Infinity;
  for (const w of spans) { low = Math.min(low, w.from); high = Math.max(high, w.to); }
  const year = (d) => new Date(d * DAY).getUTCFullYear();
  const y0 = year(low), y1 = year(high), months = y1 - y0 < 4, cells = months ? (y1 - y0 + 1) * 12 : Math.min(120, y1 - y0 + 1);
  const days = (k, end) => months ? stretch(`${String(y0 + Math.floor(k / 12)).padStart(4, "0")}-${String((k % 12) + 1).padStart(2, "0")}`)[end ? "to" : "from"]
    : stretch(String(y0 + Math.round((k * (y1 - y0)) / Math.max(1, cells - 1))).padStart(4, "0"))[end ? "to" : "from"];
  const bars = h("div", { class: "bars", "aria-hidden": "true" });
  const set = (which, k) => {
    const [a, b] = [+when.a.value, +when.b.value];
    if (which === "a" && a > b) when.b.value = String(a);
    if (which === "b" && b < a) when.a.value = String(b);
    const from = +when.a.value, to = +when.b.value;
    F.t = from === 0 && to === cells - 1 ? null : [days(from, false), days(to, true)];
  };
  const slider = (which, words) => h("input", { type: "range", min: 0, max: cells - 1, step: 1, value: which === "a" ? 0 : cells - 1, "aria-label": words,
    oninput: () => { set(which); update("replace"); }, onchange: () => { filtered(F.t ? `From ${dateWords(isoDay(F.t[0]))} to ${dateWords(isoDay(F.t[1]))}.` : "All dates."); } });
  const typed = (which, words) => h("input", { type: "text", "aria-label": words, placeholder: which === "a" ? String(y0) : String(y1), onchange: (e) => {
    const w = stretch(e.target.value.trim());
    if (!w && e.target.value.trim()) { e.target.value = ""; say("Not a date. Write 2019, 2019-06 or 2019-06-05."); return; }
    keep();
    const now = F.t || [days(0, false), days(cells - 1, true)];
    F.t = which === "a" ? [w ? w.from : days(0, false), now[1]] : [now[0], w ? w.to : days(cells - 1, true)];
    filtered("Dates changed.");
  } });
  when = { a: slider("a", "From"), b: slider("b", "To"), ta: typed("a", "From, as a date"), tb: typed("b", "To, as a date"), bars, cells, days, head: h("span"),
    undated: h("input", { type: "checkbox", "aria-label": "Include undated", onchange: () => { keep(); F.t0 = when.undated.checked; filtered(`Undated ${F.t0 ? "on" : "off"}.`); } }), count: h("span", { class: "n" }) };
  return h("fieldset", { "data-facet": "t" }, h("legend", null, "When", when.head), bars, h("div", { class: "range" }, when.a, when.b), h("div", { class: "ends" }, when.ta, when.tb),
    h("div", { class: "row" }, when.undated, h("button", { type: "button", text: "Include undated", onclick: () => when.undated.click() }), when.count));
}
function drawWhen() {
  if (!when) return;
  when.head.textContent = `${number(counts.dated)} of ${number(counts.dated + counts.undated)} dated`;
  when.undated.checked = F.t0;
  when.count.textContent = number(counts.undated);
  const from = F.t ? F.t[0] : -Infinity, to = F.t ? F.t[1] : Infinity;
  let a = 0, b = when.cells - 1;
  while (a < b && when.days(a, true) < from) a++;
  while (b > a && when.days(b, false) > to) b--;
  when.a.value = String(a); when.b.value = String(b);
  when.a.setAttribute("aria-valuetext", dateWords(isoDay(F.t ? F.t[0] : when.days(0, false))));
  when.b.setAttribute("aria-valuetext", dateWords(isoDay(F.t ? F.t[1] : when.days(when.cells - 1, true))));
  if (document.activeElement !== when.ta) when.ta.value = F.t ? isoDay(F.t[0]) : "";
  if (document.activeElement !== when.tb) when.tb.value = F.t ? isoDay(F.t[1]) : "";
  // A date that is wider than a bar ("2019" among months) is one hollow bar as wide as it, not many full ones.
  const heights = new Map();
  for (const [time, n] of counts.days) {
    const w = stretch(time);
    let first = 0, last = when.cells - 1;
    while (first < last && when.days(first, true) < w.from) first++;
    while (last > first && when.days(last, false) > w.to) last--;
    const key = `${first} ${last}`, was = heights.get(key) || { first, last, n: 0, words: [] };
    was.n += n;
    was.words.push(dateWords(time));
    heights.set(key, was);
  }
  const most = Math.max(1, ...[...heights.values()].map((x) => x.n));
  fill(when.bars, [...heights.values()].sort(by((x) => x.first - x.last, (x) => x.first)).map((x) => {
    const bar = h("i", { class: x.last > x.first ? "wide" : "", "data-cells": x.last - x.first + 1, title: `${plural(x.n, "claim")}, ${x.words.length > 3 ? `${x.words[0]} and more` : x.words.join(", ")}` });
    bar.style.left = `${(x.first / when.cells) * 100}%`;
    bar.style.width = `calc(${((x.last - x.first + 1) / when.cells) * 100}% - 1px)`;
    bar.style.height = `${Math.max(4, (x.n / most) * 32)}px`;
    return bar;
  }));
}

// ------------------------------------------------------------------ sources and confidence

/** @type {any} */
let support = null;
function sourcesFilter() {
  let most = 1;
  for (let c = 0; c < G.m; c++) most = Math.max(most, Math.min(20, G.first[c + 1] - G.first[c]));
  const line = (words, set) => { const out = h("span", { class: "n" }); const input = h("input", { type: "range", "aria-label": words, ...set }); return { input, out, el: h("div", null, h("div", { class: "row" }, h("span", { text: words }), h("span", { class: "n", style: null }), out), h("div", { class: "range single" }, input)) }; };
  const src = line("Independent sources, at least", { min: 1, max: Math.max(2, most), step: 1, value: 1, onchange: () => { keep(); F.src = +src.input.value; filtered(`${F.src} sources or more.`); } });
  const conf = line("Confidence, at least", { min: 0, max: 1, step: 0.05, value: 0, onchange: () => { keep(); F.c = +conf.input.value; filtered(`Confidence ${F.c.toFixed(2)} or more.`); } });
  support = { src, conf, head: h("span", { class: "meta" }) };
  return h("details", { "data-facet": "support" }, h("summary", null, h("span", { text: "Sources and confidence" }), support.head), src.el, conf.el);
}
function drawSources() {
  support.src.input.value = String(F.src);
  support.conf.input.value = String(F.c);
  support.src.out.textContent = String(F.src);
  support.conf.out.textContent = F.c.toFixed(2);
  support.head.textContent = F.src > 1 || F.c > 0 ? `${F.src > 1 ? `${F.src}+` : ""} ${F.c ? `≥ ${F.c.toFixed(2)}` : ""}`.trim() : "any";
}
function openRail() { $("main").classList.add("rail-open"); const first = $("rail").querySelector("input"); if (first) first.focus(); drawShell(); }
function closeRail() { const was = $("main").classList.contains("rail-open"); $("main").classList.remove("rail-open"); drawShell(); return was; }

/** The filters at work as chips that can be taken off. */
function filterChips() {
  const active = activeFilters();
  if (!active.length) return [];
  return [
    ...active.map((f) => h("button", { type: "button", class: "chip on", "aria-label": `Remove filter ${f.words}`, onclick: () => { keep(); f.lift(); filtered(`Filter removed.`); } }, f.words, icon("close", 14))),
    h("button", { type: "button", class: "chip", text: "Clear filters", onclick: () => { keep(); clearFilters(); filtered("Filters cleared."); } }),
  ];
}
