// The card when nothing is chosen: an answer, the best supported claims, questions, where to go on.

/** The things with the most claims that pass, and how many have one. @param {number} n */
function mostConnected(n) {
  const count = new Int32Array(G.n);
  const end = pass.subarray(0, G.stated).includes(1) ? G.stated : G.m; // what is inferred counts if nothing else passes
  for (let c = 0; c < end; c++) if (pass[c]) { count[subject(c)]++; if (object(c) >= 0 && object(c) !== subject(c)) count[object(c)]++; }
  const best = [];
  let things = 0;
  for (let i = 0; i < G.n; i++) {
    if (count[i]) things++;
    if (!count[i] || (best.length === n && count[i] <= best[n - 1][1])) continue;
    best.push([i, count[i]]);
    best.sort(by((x) => -x[1], (x) => (G.unnamed.has(x[0]) ? 1 : 0), (x) => x[0]));
    if (best.length > n) best.pop();
  }
  return { best, things };
}
/** The best supported claims that pass, in the order of best_claims in kg/render/choose.py, which the terminal prints. @param {number} n */
function bestSupported(n) {
  const best = [];
  for (let c = 0; c < G.m; c++) {
    if (!pass[c] || statusOf(c) !== 0) continue;
    const plain = !isValue(c) && !G.unnamed.has(subject(c)) && !G.unnamed.has(object(c)) && !(relation(c)[3] & 2), pieces = G.first[c + 1] - G.first[c];
    // One number in place of a comparison of four: each part has more room than it can need.
    const key = (plain ? 1e14 : 0) + sources(c) * 1e8 + Math.min(pieces === 1 ? 1 : evidenceOf(c).length, 1e5) * 1e3 + Math.round(confidence(c) * 100);
    if (best.length === n && key <= best[n - 1][1]) continue;
    best.push([c, key]);
    best.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    if (best.length > n) best.pop();
  }
  return best.map((x) => x[0]);
}

/** Questions with their answers' number; those without an answer are left out. */
function answers() {
  return G.questions.filter((q) => q[4]).map(([words, relations, statuses, differ, n]) => ({ words, n, ask: () => ask(words, new Set(relations), new Set(statuses), differ, n) }));
}
/** Answer a question: its claims as a table. */
function ask(words, rel, st, differ, n) {
  keep();
  clearFilters();
  if (rel.size) F.rel = rel;
  if (st.size) F.st = st;
  F.differ = !!differ;
  V.n = -1; V.e = -1; V.path = null;
  V.view = "table";
  tableAll = true;
  update("push");
  say(`${words} ${plural(n, "claim")}.`);
  const first = $("sheetview").querySelector("tbody button");
  if (first) first.focus();
}

function overviewCard() {
  if (!G.m) return emptyGraph();
  const { best: most, things } = mostConnected(6);
  let stated = 0, inferred = 0;
  for (let c = 0; c < G.m; c++) if (pass[c]) { if (statusOf(c) === 0) stated++; else if (statusOf(c) === INFERRED) inferred++; }
  const told = passed - inferred || passed;
  if (!passed) {
    return h("section", { "aria-labelledby": "card-title" }, h("h1", { id: "card-title", tabindex: -1, text: "No claim passes these filters" }), h("p", { class: "lede", text: `All ${number(G.m)} claims are filtered out${hardest() ? `, most by ${hardest()}` : ""}.` }),
      h("div", { class: "acts" }, h("button", { type: "button", class: "btn", text: "Clear filters", onclick: () => { keep(); clearFilters(); filtered("Filters cleared."); } })));
  }
  const [top, n] = most[0], names = most.map((x) => label(x[0]));
  const mostly = n * 3 >= told;
  const title = mostly ? `Mostly about ${names[0]}` : names.length > 2 ? `${names[0]}, ${names[1]} and ${names[2]}` : names.join(" and ");
  const rest = passed - inferred - stated;
  const asked = answers().slice(0, 6);
  return [
    h("section", { "aria-labelledby": "card-title" },
      h("div", { class: "kicker", text: "Start here" }),
      h("h1", { id: "card-title", tabindex: -1, text: title }),
      h("p", { class: "lede" }, mostly ? [h("b", { text: `${number(n)} of ${number(told)}` }), " claims name ", h("b", { text: names[0] }), names.length > 2 ? `; ${names.slice(1, 4).join(", ").replace(/, ([^,]*)$/, " and $1")} come next. ` : ". "]
        : [h("b", { text: plural(told, "claim") }), ` about ${plural(things, "thing")}. `],
        stated ? `${G.documents.length === 1 ? "The article states" : "The articles state"} ${number(stated)} as fact. ` : "", rest ? `${stated ? `The other ${number(rest)}` : rest === 1 ? "It" : "All"} ${rest === 1 ? "is" : "are"} reported, planned, possible or denied.` : "", inferred ? ` ${number(inferred)} more ${inferred === 1 ? "follows" : "follow"} from them.` : ""),
      stated ? [h("h2", { text: "Best supported" }), h("ul", { class: "list" }, bestSupported(3).map((c) => h("li", null, claimRow(c, null))))] : null,
      asked.length ? [h("h2", { text: "Questions" }), h("ul", { class: "list" }, asked.map((q) => h("li", null, h("button", { type: "button", class: "fact", onclick: q.ask }, h("span", { class: "what", text: q.words }), h("span", { class: "info", text: number(q.n) }), icon("next", 16)))))] : null,
      h("h2", { text: "Most connected" }), h("div", { class: "chips" }, most.map(([i, k]) => thingChip(i, k))),
      G.n > MOST() ? browse() : null),
    h("div", { class: "end" }, "Each claim leads to its sentence. ", h("kbd", { text: "?" }), " shows the keys."),
  ];
}
/** For graphs too large to draw: ways in. */
function browse() {
  return [h("h2", { text: "Browse by kind" }), h("div", { class: "chips" }, G.families.map((name, k) => [name, k]).filter(([, k]) => counts.k[k]).map(([name, k]) => h("button", { type: "button", class: "chip", onclick: () => { keep(); onlyRow("k", k); filtered(`Only ${name}.`); } }, familyIcon(k, 18), name, h("span", { class: "n", text: number(counts.k[k]) })))),
    h("h2", { text: "Communities in the drawing" }), h("div", { class: "chips" }, communities().slice(0, 12).map((g) => thingChip(g.best, g.size)))];
}
function communities() {
  const out = new Map();
  opening().forEach((i, k) => { const g = out.get(G.groups[k]) || { best: i, size: 0 }; g.size++; if (G.start[i + 1] - G.start[i] > G.start[g.best + 1] - G.start[g.best]) g.best = i; out.set(G.groups[k], g); });
  return [...out.values()].sort(by((g) => -g.size, (g) => g.best));
}
/** The filter that takes most away. */
function hardest() {
  let worst = "", most = -1;
  for (const f of activeFilters()) {
    const was = snapshot().F;
    f.lift();
    applyFilters();
    if (passed > most) { most = passed; worst = f.words; }
    Object.assign(F, was);
  }
  applyFilters();
  return most > 0 ? `“${worst}”` : "";
}
function emptyGraph() {
  return h("section", { "aria-labelledby": "card-title" }, h("h1", { id: "card-title", tabindex: -1, text: "No claims" }), h("p", { class: "lede", text: `No claims were read from ${plural(G.documents.length, "article")}.` }),
    G.documents.length ? h("button", { type: "button", class: "btn", text: "Read the articles", onclick: () => setView("documents") }) : null);
}
