// What is drawn and what is chosen: expand, collapse, hide, pin, select, and the one place that
// brings the whole page up to date.

const MOST = () => Math.max(300, G.drawn.length);
/** What is drawn before anything is expanded: things with a name of their own, and if they are asked for the others. */
const opening = () => (V.un ? G.drawn : G.drawn.slice(0, G.opens));
const STEP = 25; // things that one expansion adds at most

/** Where things stand when nobody has moved them, without the unnamed ones and with them. @type {Map<number, {x: number, y: number}>[]} */
const homes = [new Map(), new Map()];
let home = homes[0];

/**
 * Work out what is drawn: the first choice, then each expansion in its order. The same steps give
 * the same drawing, whatever the filters and the pins, so a link can replay them.
 */
function rebuild() {
  drawn = new Set(opening());
  home = homes[V.un ? 1 : 0];
  for (const [i, p] of basePoints()) if (!home.has(i)) home.set(i, p);
  pos.clear();
  for (const i of drawn) pos.set(i, { ...home.get(i) });
  chooseSides();
  for (const i of V.x) { addAround(i); chooseSides(); }
  for (const i of [V.n, V.e >= 0 ? subject(V.e) : -1, V.e >= 0 ? object(V.e) : -1, ...pathNodes]) if (i >= 0) addOne(i);
  chooseSides();
  if (drawn.size > MOST()) trim();
  for (const i of V.h) drawn.delete(i);
  for (const [i, p] of V.pin) if (drawn.has(i)) pos.set(i, { ...p });
  for (const i of [...pos.keys()]) if (!drawn.has(i)) pos.delete(i);
}

/** Whether the drawing lies on its side. @type {boolean | null} */
let tall = null;
/** @returns {[number, {x: number, y: number}][]} */
function basePoints() {
  if (tall === null) {
    // Laid on its side if that fits the canvas better: a phone held upright, a narrow window.
    const { w, h: height } = around_(G.drawn.slice(0, G.opens).map((_, k) => ({ x: G.points[2 * k], y: G.points[2 * k + 1], w: 180, h: 70 })));
    const roomW = $("mynetwork").clientWidth, roomH = $("mynetwork").clientHeight - 100;
    tall = Math.min(roomW / height, roomH / w) > 1.05 * Math.min(roomW / w, roomH / height);
  }
  return G.drawn.map((i, k) => {
    const far_ = V.un && k < G.opens ? G.spread : 1, x = G.points[2 * k] * far_, y = G.points[2 * k + 1] * far_;
    return [i, tall ? { x: y, y: x } : { x, y }];
  });
}

/** Let the drawing lie as fits the canvas, which has become a phone's or is one no more. */
function turn() {
  tall = null;
  for (const places of homes) places.clear();
  sides.clear();
  ways.clear();
}

/** The neighbours of a thing, strongest first. @param {number} i @param {boolean} [all] whatever the filters say */
function neighbours(i, all) {
  const out = new Map();
  for (const c of claimsOf(i)) {
    const o = other(c, i);
    if ((!all && !pass[c]) || o < 0 || o === i) continue;
    out.set(o, (out.get(o) || 0) + (all ? G.first[c + 1] - G.first[c] : sources(c)));
  }
  return [...out.keys()].sort(by((o) => -out.get(o), (o) => G.start[o] - G.start[o + 1], (o) => o));
}
function addOne(i) {
  if (drawn.has(i)) return;
  drawn.add(i);
  const near = neighbours(i, true).find((o) => pos.has(o));
  place(i, near === undefined ? middle() : pos.get(near));
}
function addAround(i) {
  addOne(i);
  let added = 0;
  for (const o of neighbours(i, true)) {
    if (drawn.has(o)) continue;
    if (added++ >= STEP) break;
    drawn.add(o);
    place(o, pos.get(i));
  }
}
function place(i, near) {
  if (!home.has(i)) home.set(i, freePlace(near));
  pos.set(i, { ...home.get(i) });
}
function middle() {
  let x = 0, y = 0;
  for (const p of pos.values()) { x += p.x; y += p.y; }
  return { x: x / (pos.size || 1), y: y / (pos.size || 1) };
}
/** A place near a point where nothing stands yet. */
function freePlace(centre) {
  let best = centre, room = -1;
  for (let ring = 1; ring <= 9; ring++) {
    const n = 6 * ring;
    for (let k = 0; k < n; k++) {
      const a = (k / n) * 2 * Math.PI + ring * 0.5, p = { x: centre.x + Math.cos(a) * ring * 88 * 1.2, y: centre.y + Math.sin(a) * ring * 72 };
      let least = Infinity;
      for (const q of pos.values()) { const d = Math.hypot((q.x - p.x) / 1.3, q.y - p.y); if (d < least) least = d; }
      if (least >= 62) return { x: Math.round(p.x), y: Math.round(p.y) };
      if (least > room) { room = least; best = p; }
    }
  }
  return { x: Math.round(best.x), y: Math.round(best.y) };
}
/** The least supported leave when the drawing is full. */
function trim() {
  const held = new Set([...V.x, ...V.pin.keys(), ...pathNodes, V.n, V.e >= 0 ? subject(V.e) : -1, V.e >= 0 ? object(V.e) : -1]);
  const last = V.x.length ? new Set(neighbours(V.x[V.x.length - 1]).slice(0, 80)) : new Set();
  const leaving = [...drawn].filter((i) => !held.has(i)).sort(by((i) => (last.has(i) ? 1 : 0), (i) => G.start[i + 1] - G.start[i], (i) => -i));
  const n = drawn.size - MOST();
  for (const i of leaving.slice(0, n)) drawn.delete(i);
}

/** How many neighbours of a drawn thing are not drawn. @param {number} i */
function hidingCount(i) { return hiding.get(i) || 0; }
/** @type {Map<number, number>} */
const hiding = new Map();

/** What the filters let through of what is drawn. */
function see() {
  visible = new Set();
  for (const i of drawn) {
    if (F.k && !F.k.has(G.family[i]) && i !== V.n) continue;
    let shown = i === V.n || V.pin.has(i);
    if (!shown) for (const c of claimsOf(i)) if (pass[c]) { shown = true; break; }
    if (shown) visible.add(i);
  }
  hiding.clear();
  for (const i of visible) {
    const seen = new Set();
    for (const c of claimsOf(i)) { const o = other(c, i); if (o >= 0 && o !== i && pass[c] && !visible.has(o) && !V.h.has(o)) seen.add(o); }
    if (seen.size) hiding.set(i, seen.size);
  }
}

/** Tell vis-network what is there. */
function syncDots() {
  const gone = dots.getIds().filter((i) => !visible.has(i));
  if (gone.length) dots.remove(gone);
  const change = [];
  for (const i of visible) {
    const p = pos.get(i), was = dots.get(i);
    if (!was || was.x !== p.x || was.y !== p.y) change.push({ id: i, x: p.x, y: p.y, shape: "custom" });
  }
  if (change.length) dots.update(change);
}

/** Transparent buttons over the nodes: real focus for keys, names for screen readers. */
function makeSpots() {
  const layer = $("spots"), have = new Map([...layer.querySelectorAll("button[data-i]")].map((b) => [+b.dataset.i, b]));
  const order = [...visible].sort(by((i) => G.start[i] - G.start[i + 1], (i) => i));
  if (!visible.has(focused)) focused = -1;
  const stop = focused >= 0 ? focused : V.n >= 0 && visible.has(V.n) ? V.n : order[0];
  for (const [i, b] of have) if (!visible.has(i)) b.remove();
  let at = null;
  for (const i of order) {
    let b = have.get(i);
    if (!b) {
      b = h("button", { type: "button", "data-i": i, onfocus: () => { if (focused !== i) { focused = i; redraw(); } rove(i); }, onblur: () => { if (focused === i) { focused = -1; redraw(); } }, onclick: () => (marking ? markEnd(i) : select(i, true)) });
      b.setAttribute("aria-label", `${label(i)}, ${classLabel(i)}`);
    }
    if (at ? at.nextSibling !== b : layer.firstChild !== b) layer.insertBefore(b, at ? at.nextSibling : layer.firstChild);
    at = b;
    const p = pos.get(i), size = Math.max(radius(i) * 2.2, 32 * unit);
    b.style.left = `${p.x}px`; b.style.top = `${p.y}px`; b.style.width = b.style.height = `${size}px`;
    b.tabIndex = i === stop ? 0 : -1;
    b.setAttribute("aria-pressed", String(i === V.n));
  }
}
function rove(i) {
  for (const b of $("spots").querySelectorAll("button[data-i]")) b.tabIndex = +b.dataset.i === i ? 0 : -1;
}
const spot = (i) => $("spots").querySelector(`button[data-i="${i}"]`);

// ------------------------------------------------------------------ choosing

/** Choose a thing. @param {number} i @param {boolean} [byKey] move the focus to the card */
function select(i, byKey) {
  highlighted = null;
  const there = drawn.has(i) && !V.h.has(i);
  if (!there) { keep(); V.h.delete(i); if (!V.x.includes(i)) V.x.push(i); }
  V.n = i; V.e = -1;
  if (!there || !visible.has(i)) { V.path = null; }
  openSheet();
  update("push");
  if (V.view === "graph") there ? reveal(i) : fit(new Set([i, ...neighbours(i).filter((o) => visible.has(o)).slice(0, STEP)]));
  const list = passing(i), things = new Set(list.map((c) => other(c, i)).filter((o) => o >= 0));
  say(`${label(i)} selected. ${plural(list.length, "claim")} with ${plural(things.size, "thing")}. Card open.`);
  if (byKey) focusCard();
}
/** Choose a claim. @param {number} c @param {boolean} [byKey] */
function selectClaim(c, byKey) {
  if (V.n >= 0 && subject(c) !== V.n && object(c) !== V.n) V.n = -1;
  V.e = c;
  for (const i of [subject(c), object(c)]) if (i >= 0) V.h.delete(i);
  openSheet();
  update("push");
  if (V.view === "graph") { reveal(subject(c)); }
  say(speakClaim(c));
  if (byKey) focusCard();
}
function deselect() {
  const was = V.e >= 0 ? subject(V.e) : V.n;
  V.n = -1; V.e = -1; V.path = null; highlighted = null;
  endMarking();
  update("push");
  say(`Nothing selected. ${shownWords()}`);
  return was;
}
function focusCard() {
  openSheet();
  const head = $("card").querySelector("h1");
  if (head) head.focus();
}

function expand(i) {
  const before = visible.size;
  keep();
  V.x = [...V.x, i]; // once more adds the next ones
  update("push");
  const added = Math.max(0, visible.size - before), left = hidingCount(i);
  if (added && V.view === "graph") fit(new Set([i, ...neighbours(i).filter((o) => visible.has(o))]));
  if (added) notice(`${plural(added, "thing")} added around ${label(i)}${left ? `, ${number(left)} more not drawn` : ""}.`, { label: "Undo", run: () => undo(false) });
  else say(left ? `The drawing is full. ${number(left)} neighbours of ${label(i)} are not drawn.` : `All neighbours of ${label(i)} are drawn.`);
}
function collapse(i) {
  keep();
  V.x = V.x.filter((x) => x !== i);
  // Leaves that hang on this thing only go too; undo brings them back.
  let gone = 0;
  for (const o of neighbours(i)) {
    if (!visible.has(o) || V.pin.has(o) || G.drawn.includes(o) === false) continue;
    if (neighbours(o).length === 1) { V.h.add(o); gone++; }
  }
  update("push");
  say(gone ? `${plural(gone, "thing")} hidden around ${label(i)}.` : `${label(i)} collapsed.`);
}
function hide(i) {
  keep();
  V.h.add(i);
  V.x = V.x.filter((x) => x !== i);
  if (V.n === i) V.n = -1;
  if (V.e >= 0 && (subject(V.e) === i || object(V.e) === i)) V.e = -1;
  update("push");
  notice(`${label(i)} hidden. ${shownWords()}`, { label: "Undo", run: () => undo(false) });
}
function pin(i) {
  keep();
  if (V.pin.has(i)) V.pin.delete(i);
  else V.pin.set(i, { x: Math.round(pos.get(i).x), y: Math.round(pos.get(i).y) });
  update("push");
  say(V.pin.has(i) ? `${label(i)} pinned.` : `${label(i)} unpinned.`);
}
function deepen(by_) {
  if (V.n < 0) { say("Select a thing first."); return; }
  V.d = clamp(V.d + by_, 1, 3);
  update("push");
  say(`Neighbours to depth ${V.d}. ${plural(lit ? lit.size : 0, "thing")} lit.`);
}

// ------------------------------------------------------------------ the whole page

/** Claims in the drawing or table: "43 of 45 claims shown." */
const shownWords = () => `${number(shownClaims.length)} of ${number(G.m)} claims shown.`;

/** Whether the first drawing is made. */
let opened = false;
/** Bring everything up to date with the state; what needs sentences waits for them. @param {"push" | "replace" | ""} how */
function update(how) {
  if (!complete && opened) { completing.then(() => update(how)); return; }
  applyFilters();
  findPath();
  rebuild();
  see();
  atRest = null;
  makeLines();
  syncDots();
  makeSpots();
  drawShell();
  drawRail();
  drawCard();
  if (V.view === "graph") drawStrip();
  else drawSheet();
  measureFurniture();
  redraw();
  if (how) remember(how);
}

/** After a change of filters. @param {string} words what is said */
function filtered(words) {
  update("push");
  say(`${words} ${shownWords()}`);
}
