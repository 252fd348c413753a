// The page as a whole: header, views, tools; how it starts; what it tells about itself.

const VIEWS = [["graph", "Graph", "graph"], ["table", "Table", "table"], ["documents", "Documents", "documents"], ["sparql", "SPARQL", "search"]];
const views = () => VIEWS.filter(([v]) => v !== "sparql" || hasEngine() || G.ready.length);

function setView(view) {
  if (!views().some(([v]) => v === view) || V.view === view) return;
  V.view = view;
  update("push");
  say(`${VIEWS.find((v) => v[0] === view)[1]}. ${shownWords()}`);
}

/** Everything around the drawing and the card. */
function drawShell() {
  const railOpen = $("main").classList.contains("rail-open");
  fill($("views"), views().map(([v, words]) => h("button", { type: "button", "data-view": v, "aria-current": V.view === v ? "page" : null, text: words, onclick: () => setView(v) })));
  const n = activeFilters().length;
  fill($("bar"), views().filter(([v]) => v !== "sparql").map(([v, words, pic]) => h("button", { type: "button", "data-view": v, "aria-current": V.view === v && !railOpen ? "page" : null, onclick: () => { closeRail(); setView(v); } }, icon(pic), words)),
    h("button", { type: "button", "aria-current": railOpen ? "page" : null, onclick: () => (railOpen ? closeRail() : openRail()) }, icon("filter"), n ? `Filters (${n})` : "Filters"));
  $("stage").hidden = V.view !== "graph";
  $("sheetview").hidden = V.view === "graph";
  $("main").classList.toggle("wide", V.view !== "graph");
  fill($("chips"), V.view === "graph" ? filterChips() : []);
  drawShown();
  drawTools();
}
/** How much is in sight, and the way to the rest. */
function drawShown() {
  const part = visible.size < G.n, more = G.drawn.length - G.opens;
  const counts_ = [h("span", null, h("b", { text: number(visible.size) }), ` of ${plural(G.n, "thing")}`), h("span", null, h("b", { text: number(shownClaims.length) }), ` of ${plural(G.m, "claim")}`)];
  fill($("shown"), part ? h("button", { type: "button", class: "counts", "aria-haspopup": "menu", title: "Why not all of them?", onclick: (e) => openMenu(e.currentTarget, missing()) }, counts_, h("span", { class: "why", text: "Why?" })) : h("div", { class: "counts" }, counts_),
    more && !narrow.matches ? h("label", { class: "switch row" }, h("input", { type: "checkbox", id: "unnamed", checked: V.un || null, onchange: toggleUnnamed }), `Unnamed things too (${number(more)})`) : null);
}
function toggleUnnamed() {
  keep();
  V.un = !V.un;
  update("push");
  if (V.view === "graph" && !V.z) fit();
  say(`Unnamed things ${V.un ? "shown" : "hidden"}. ${shownWords()}`);
  if ($("unnamed")) $("unnamed").focus();
}
/** Why some things are not in the drawing, each with the way to them. */
function missing() {
  const early = new Set(opening()), all = new Set(G.drawn), n = { hidden: 0, filtered: 0, unnamed: 0, silent: 0, weak: 0 };
  for (let i = 0; i < G.n; i++) {
    if (visible.has(i)) continue;
    if (V.h.has(i)) n.hidden++;
    else if (early.has(i)) n.filtered++;
    else if (G.start[i + 1] === G.start[i]) n.silent++;
    else if (all.has(i)) n.unnamed++;
    else n.weak++;
  }
  const row = (k, one, many, act, run) => k ? h("button", { type: "button", role: "menuitem", onclick: () => { closeMenu(); run(); } }, h("span", { class: "what" }, h("b", { text: number(k) }), ` ${k === 1 ? one : many}`), h("span", { class: "link", text: act })) : null;
  const look = () => { openSearch(); say("Search finds every thing."); };
  return [h("p", { class: "meta", role: "none", text: `${number(G.n - visible.size)} of ${plural(G.n, "thing")} ${G.n - visible.size === 1 ? "is" : "are"} not in the drawing:` }),
    row(n.filtered, "has no claim that passes the filters", "have no claim that passes the filters", "Clear filters", () => { keep(); clearFilters(); filtered("Filters cleared."); }),
    row(n.hidden, "was hidden by you", "were hidden by you", "Show again", () => { keep(); V.h = new Set(); update("push"); say(`Nothing is hidden. ${shownWords()}`); }),
    row(n.unnamed, "has no name of its own (“a company”), or is tied to such only", "have no name of their own (“companies”), or are tied to such only", "Show them", () => { if (!V.un) toggleUnnamed(); }),
    row(n.weak, "has less support than those drawn; search, “+n” and paths reach it", "have less support than those drawn; search, “+n” and paths reach them", "Search", look),
    row(n.silent, "is mentioned, but no claim was read of it", "are mentioned, but no claim was read of them", "Search", look)];
}
function drawTools() {
  const tool = (name, words, run, set) => h("button", { type: "button", class: "icon", "aria-label": words, title: words, onclick: run, ...set }, icon(name));
  const dark = document.documentElement.dataset.theme === "dark", n = activeFilters().length;
  fill($("tools"),
    h("button", { type: "button", class: "icon only-narrow", "aria-label": "Search", onclick: openSearch }, icon("search")),
    h("button", { type: "button", class: "btn only-small wide-medium", "aria-label": n ? `Filters (${n})` : "Filters", onclick: () => ($("main").classList.contains("rail-open") ? closeRail() : openRail()) }, icon("filter", 16), n ? `(${n})` : null),
    tool("path", "Path between two things", startPath, { class: "icon wide-medium" }), tool("down", "Take away", (e) => openMenu(e.currentTarget, takeMenu()), { class: "icon wide-medium", "aria-haspopup": "menu" }),
    tool(dark ? "sun" : "moon", dark ? "Light theme" : "Dark theme", toggleTheme, { class: "icon wide-medium" }), tool("help", "Keys and legend", showHelp, { class: "icon wide-medium" }),
    h("button", { type: "button", class: "icon only-narrow", "aria-label": "More", "aria-haspopup": "menu", onclick: (e) => openMenu(e.currentTarget, moreMenu()) }, icon("more")));
  if (narrow.matches) for (const el of $("tools").querySelectorAll(".wide-medium")) el.hidden = true;
  const bar = (name, words, run, off) => h("button", { type: "button", class: "icon", "aria-label": words, title: words, disabled: off || null, onclick: run }, icon(name));
  fill($("toolbar"),
    h("div", { class: "wide-only" }, bar("undo", "Undo", () => undo(false), !past.length), bar("redo", "Redo", () => undo(true), !future.length)),
    h("div", { class: "wide-only" }, bar("minus", "Zoom out", () => zoomBy(1 / 1.3)), bar("plus", "Zoom in", () => zoomBy(1.3)), bar("fit", "All in view", () => { fit(); V.z = null; remember("replace"); })),
    h("div", null, narrow.matches ? bar("fit", "All in view", () => fit()) : h("button", { type: "button", class: "icon", "aria-label": "Communities", title: "Communities", "aria-pressed": String(V.groups), onclick: () => { V.groups = !V.groups; update("replace"); say(V.groups ? "Communities shown." : "Communities hidden."); } }, icon("groups")),
      narrow.matches ? null : h("button", { type: "button", class: "text", "aria-pressed": String(V.tl), onclick: () => { V.tl = !V.tl; update("replace"); say(V.tl ? "Timeline shown." : "Timeline hidden."); } }, icon("clock", 18), "Timeline")));
}
function moreMenu() {
  const row = (name, words, run) => h("button", { type: "button", role: "menuitem", onclick: () => { closeMenu(); run(); } }, icon(name, 18), words);
  const dark = document.documentElement.dataset.theme === "dark";
  return [row("path", "Path between two things", startPath), row("undo", "Undo", () => undo(false)), row("clock", "Timeline", () => { V.tl = !V.tl; V.view = "table"; update("push"); }), row(dark ? "sun" : "moon", dark ? "Light theme" : "Dark theme", toggleTheme), row("help", "Keys and legend", showHelp), ...(views().length > 3 ? [row("search", "SPARQL", () => setView("sparql"))] : []), ...takeMenu().slice(1)];
}
let menuFrom = null;
function openMenu(from, rows) {
  const menu = $("menu");
  if (!complete) { completing.then(() => openMenu(from, rows)); return; }
  if (!menu.hidden) { closeMenu(); return; }
  menuFrom = from;
  fill(menu, rows);
  menu.setAttribute("role", "menu");
  menu.hidden = false;
  const r = from.getBoundingClientRect();
  const below = r.top < innerHeight / 2, fromRight = r.left + r.right > innerWidth;
  menu.style.top = below ? `${r.bottom + 6}px` : "";
  menu.style.bottom = below ? "" : `${innerHeight - r.top + 6}px`;
  menu.style.right = narrow.matches ? "8px" : fromRight ? `${Math.max(8, innerWidth - r.right)}px` : "";
  menu.style.left = narrow.matches ? "8px" : fromRight ? "" : `${Math.max(8, r.left)}px`;
  const first = menu.querySelector("button");
  if (first) first.focus();
}
function closeMenu() { $("menu").hidden = true; if (menuFrom) menuFrom.focus(); menuFrom = null; }
function drawSheet() {
  if (V.view === "table") drawTable();
  else if (V.view === "documents") drawDocuments();
  else if (V.view === "sparql") drawSparql();
}

// ------------------------------------------------------------------ theme

const darkSystem = matchMedia("(prefers-color-scheme: dark)");
function applyTheme() {
  document.documentElement.dataset.theme = V.th || (darkSystem.matches ? "dark" : "light");
  readColours();
}
function toggleTheme() {
  V.th = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  applyTheme();
  drawTools();
  redraw();
  remember("replace");
  say(`${capital(V.th)} theme.`);
}

// ------------------------------------------------------------------ the sheet of narrow screens

const SHEET = ["low", "mid", "high"];
function openSheet() { if ($("panel").dataset.size === "low") $("panel").dataset.size = "mid"; }
function startSheet() {
  const panel = $("panel");
  panel.dataset.size = "low";
  $("grip").addEventListener("click", () => { panel.dataset.size = SHEET[(SHEET.indexOf(panel.dataset.size || "mid") + 1) % 3]; measureFurniture(); redraw(); });
  let y = null;
  $("grip").addEventListener("pointerdown", (e) => { y = e.clientY; });
  addEventListener("pointerup", (e) => {
    if (y === null) return;
    const d = e.clientY - y, k = SHEET.indexOf(panel.dataset.size || "mid");
    y = null;
    if (Math.abs(d) > 24) { panel.dataset.size = SHEET[clamp(k + (d < 0 ? 1 : -1), 0, 2)]; measureFurniture(); redraw(); }
  });
}

// ------------------------------------------------------------------ start

/** Show the state of the address. @param {boolean} first */
function show(first) {
  const lost = recall();
  if (first && opensAtFocus()) V.n = G.focus;
  if (first && (V.n >= 0 || V.e >= 0)) openSheet();
  $("q").value = V.q;
  applyTheme();
  update(first && V.n >= 0 ? "replace" : "");
  if (V.view === "graph" || first) {
    if (V.z) move({ x: V.z.x, y: V.z.y }, V.z.s, false);
    else if (first) fitFirst();
  }
  if (lost) notice("This link names something that is not in this graph.");
  return lost;
}
/** Whether the page opens with the card of the thing it was made around: unless the address says what to look at, be it nothing. */
const opensAtFocus = () => G.focus >= 0 && !location.href.includes("#");
function fitFirst() {
  if (pathNodes.length) fit(new Set(pathNodes), false);
  else if (V.e >= 0 && narrow.matches) fit(new Set([subject(V.e), object(V.e)].filter((i) => i >= 0)), false);
  else fit(undefined, false);
  // Too small to read on a phone: start at the strongest thing, the rest is a drag away.
  if (narrow.matches && zoom < 0.4 && !pathNodes.length) {
    const best = V.n >= 0 ? V.n : V.e >= 0 ? subject(V.e) : G.drawn[0], p = pos.get(best);
    if (p) show_({ x: p.x, y: p.y + $("panel").getBoundingClientRect().height / 2 / 0.55 }, 0.55, false); // in the middle of what the sheet leaves
  }
  fitted = { which: null, first: true };
}

function failed(words) {
  const box = $("card");
  fill(box, h("div", { class: "pad" }, h("h1", { text: "The graph in this file cannot be read" }), h("p", { class: "lede", text: `${words}. The file is ${decodeURIComponent(location.pathname.split("/").pop() || "this page")}; it may have been cut short when it was copied.` })));
}

async function start() {
  document.documentElement.dataset.theme = darkSystem.matches ? "dark" : "light";
  const slow = setTimeout(() => { fill($("shown"), "Reading the graph …"); }, 400);
  const broken = (error) => failed(error instanceof Error ? error.message : String(error));
  try {
    await readData();
    if (location.hash.length > 1 || opensAtFocus()) await readRest(); // the address may ask for what is in it, a card does
  } catch (error) {
    clearTimeout(slow);
    broken(error);
    return;
  }
  clearTimeout(slow);
  $("page-title").textContent = G.title;
  $("page-counts").textContent = `${plural(G.documents.length, "article")} · ${plural(G.n, "thing")} · ${plural(G.stated, "claim")}`;
  startDrawing();
  startSearch();
  startSheet();
  applyFilters();
  unit = sideUnit = sideUnitFirst();
  document.addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", (e) => { if (!$("menu").hidden && e.target instanceof Node && !$("menu").contains(e.target) && e.target !== menuFrom) $("menu").hidden = true; });
  addEventListener("popstate", () => show(false));
  addEventListener("hashchange", () => { if (location.hash !== hash() && (location.hash || "#") !== hash()) show(false); });
  darkSystem.addEventListener("change", () => { applyTheme(); redraw(); });
  for (const q of [narrow, medium]) q.addEventListener("change", () => { if (q === narrow && !V.pin.size) turn(); update(""); if (!V.z) fitFirst(); });
  $("home").addEventListener("click", () => { keep(); clearFilters(); Object.assign(V, { view: "graph", n: -1, e: -1, path: null, x: [], h: new Set(), d: 1, z: null }); update("push"); fit(); say("Start again."); });
  $("skip-graph").addEventListener("click", (e) => { e.preventDefault(); setView("graph"); const b = $("spots").querySelector('button[tabindex="0"]'); if (b) b.focus(); });
  $("skip-table").addEventListener("click", (e) => { e.preventDefault(); setView("table"); const b = $("sheetview").querySelector("h1"); if (b) b.focus(); });
  if (!show(true)) say(`${G.title}. ${plural(G.documents.length, "article")}, ${plural(G.n, "thing")}, ${plural(G.stated, "claim")}.`);
  performance.mark("kg-drawn");
  opened = true;
  await painted();
  performance.mark("kg-painted");
  if (!complete) { try { await readRest(); } catch (error) { broken(error); return; } }
  performance.mark("kg-ready");
}
/** Wait until what was drawn is seen (or cannot be, in a window that lies behind). */
const painted = () => new Promise((done) => { requestAnimationFrame(() => setTimeout(done, 0)); setTimeout(done, 300); });
/** Labels get their sides for the zoom at which all is in view. */
function sideUnitFirst() {
  const { w, h: height } = around_(G.drawn.slice(0, G.opens).map((_, k) => ({ x: G.points[2 * k], y: G.points[2 * k + 1], w: 160, h: 100 })));
  return 1 / clamp(Math.min(900 / w, 760 / height), 0.3, 1.25);
}

/** What is drawn, for tests: things and lines with their boxes in CSS px of the window. */
function describe() {
  const base = $("canvas").getBoundingClientRect();
  const px = (box) => { if (!box) return null; const p = network.canvasToDOM({ x: box.x - box.w / 2, y: box.y - box.h / 2 }); return { x: p.x + base.left, y: p.y + base.top, w: box.w * zoom, h: box.h * zoom }; };
  const state = (i) => (isEnd(i) ? "end" : i === V.n ? "selected" : pathNodes.includes(i) ? "path" : lit && !lit.has(i) ? "dimmed" : "plain");
  return {
    nodes: [...visible].sort((a, b) => a - b).map((i) => { const box = placed.nodes.get(i); return { id: idOf(i), label: label(i), family: G.families[G.family[i]], shape: G.family[i], x: pos.get(i).x, y: pos.get(i).y, side: sides.get(i), box: px(nodeBox(i)), labelBox: box && !box.covered ? px(box) : null, led: !!(box && box.lead), state: state(i), pinned: V.pin.has(i), more: hidingCount(i) }; }),
    edges: lines.map((l) => { const c = l.c, L = LINES[statusOf(c)], box = placed.lines.get(l), m = on(l, (l.t0 + l.t1) / 2); return { claim: claimId(c), subject: idOf(subject(c)), object: idOf(object(c)), relation: relation(c)[0], status: G.statuses[statusOf(c)], dash: L.dash.join(" "), head: symmetric(c) ? "none" : L.head, bar: L.bar, color: C[L.color], width: l.w, label: lineWords(l), labelBox: box && !box.covered ? px(box) : null, more: l.more, spoken: speakClaim(c), state: l.c === V.e ? "selected" : dimmedLine(l) ? "dimmed" : "plain", mid: px({ x: m.x, y: m.y, w: 0, h: 0 }) }; }).sort(by((x) => x.claim)),
    claims: shownClaims.map(claimId),
    things: visible.size,
    frames: framesDrawn,
    view: V.view,
  };
}
/** @type {any} */ (window).kgView = { describe, heard: () => heard.slice(), copied: () => lastCopied, find: (q) => { const r = find(q); return { things: r.things.length, relations: r.relations.length, sentences: r.sentences.length }; }, path: (a, b) => { const r = shortest(entityBy(a), entityBy(b)); return r && r.map(idOf); }, svg: svgText, turtle: () => turtle(shownClaims) };

start();
