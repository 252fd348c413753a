// Which labels are drawn and where: none lies on another, on a node or under the buttons.

const measure = document.createElement("canvas").getContext("2d");
let measured = "";
/** @type {Map<string, number>} */
const widths = new Map();
/** The width in CSS px of words at a size. @param {string} words @param {number} size @param {number} weight */
function wide(words, size, weight) {
  const key = `${size}|${weight}|${words}`;
  let w = widths.get(key);
  if (w === undefined) {
    const wanted = font(size, weight);
    if (wanted !== measured) measure.font = measured = wanted; // setting it costs more than measuring
    w = measure.measureText(words).width;
    if (widths.size > 20000) widths.clear();
    widths.set(key, w);
  }
  return w;
}
let family = "sans-serif";
const font = (size, weight) => `${weight} ${size}px ${family}`;
const cut = (words, n) => { const w = words.replace(/\s+/g, " "); return w.length > n ? w.slice(0, n - 1).trimEnd() + "…" : w; };

const SIDES = ["below", "right", "left", "above"];
/** The side of each node's label: chosen once, kept in every state. @type {Map<number, string>} */
const sides = new Map();
/** All sides of each, the one that crosses the fewest lines first. @type {Map<number, string[]>} */
const ways = new Map();
/** Units for a CSS px when sides were chosen. */
let sideUnit = 1;

const labelStyle = (i) => (hub(i) ? { size: 15, weight: 680 } : { size: 13, weight: radius(i) >= 14 ? 600 : 500 });
const labelText = (i) => cut(label(i), hub(i) ? 32 : 26) || "(no name)";

/** The box of a node's label on a side. @param {number} i @param {string} side @param {number} u @param {number} [gap] farther off @param {boolean} [bare] as if nothing hung on the node */
function labelBox(i, side, u, gap = 0, bare = false) {
  const p = pos.get(i), r = radius(i), f = labelStyle(i);
  const w = (wide(labelText(i), f.size, f.weight) + 6) * u, height = (f.size + 5) * u;
  const rx = (G.family[i] === 6 ? r * 1.22 : r * 1.1) + 4 + gap, ry = r * 1.08 + 3 + gap;
  if (side === "left") return { x: p.x - rx - w / 2, y: p.y, w, h: height };
  if (side === "above") return { x: p.x, y: p.y - ry - height / 2, w, h: height };
  const badge = bare ? null : badgeBox(i, u); // where it hangs, the name begins after it
  if (side === "right") return { x: Math.max(p.x + rx, badge ? badge.x + badge.w / 2 : -Infinity) + w / 2, y: p.y, w, h: height };
  return { x: p.x, y: Math.max(p.y + ry, badge ? badge.y + badge.h / 2 : -Infinity) + height / 2, w, h: height };
}
/** The box of "+12", how many neighbours of a node are not drawn; null if there is none or no room for it. @param {number} i @param {number} u */
function badgeBox(i, u) {
  const more = hidingCount(i), r = radius(i), p = pos.get(i);
  if (!more || (r < 10 * u && i !== V.n)) return null;
  const w = wide(`+${more}`, 11, 600) + 8;
  return { x: p.x + r * 0.5 + (w / 2) * u, y: p.y + r * 0.5 + 8 * u, w: w * u, h: 16 * u };
}

const FAR = [16, 32, 52, 76, 104, 136];
const TURN = { below: 0.25, right: 0, left: 0.5, above: 0.75 };
/** Places for a label farther off, nearest first, each with the line that leads to it. @param {number} i @param {string} side @param {number[]} rings */
function farBoxes(i, side, rings) {
  const p = pos.get(i), r = radius(i) * 1.1, { w, h: height } = labelBox(i, "below", unit), out = [];
  for (const off of rings) {
    for (let k = 0; k < 16; k++) {
      const a = (TURN[side] + ((k % 2 ? 1 : -1) * Math.ceil(k / 2)) / 16) * 2 * Math.PI, dx = Math.cos(a), dy = Math.sin(a), far_ = r + off * unit;
      const box = { x: p.x + dx * (far_ + w / 2), y: p.y + dy * (far_ + height / 2), w, h: height, lead: null };
      box.lead = [p.x + dx * r, p.y + dy * r, clamp(p.x + dx * far_, box.x - w / 2, box.x + w / 2), clamp(p.y + dy * far_, box.y - height / 2, box.y + height / 2)];
      out.push(box);
    }
  }
  return out;
}

/** Choose sides for nodes that have none: the one that crosses the fewest lines. */
function chooseSides() {
  const missing = [...pos.keys()].filter((i) => !sides.has(i)).sort(by((i) => G.start[i] - G.start[i + 1], (i) => i));
  if (!missing.length) return;
  const segments = [];
  for (const i of pos.keys()) {
    for (const c of claimsOf(i)) {
      const o = object(c);
      if (o >= 0 && subject(c) === i && o !== i && pos.has(o)) segments.push([pos.get(i), pos.get(o)]);
    }
  }
  const nodes = [...pos.keys()].map((i) => ({ i, ...nodeBox(i) }));
  const taken = [...pos.keys()].filter((i) => sides.has(i)).map((i) => labelBox(i, sides.get(i), sideUnit, 0, true));
  for (const i of missing) {
    let best = "below", least = Infinity;
    const crossed = SIDES.map((side, rank) => {
      const box = labelBox(i, side, sideUnit, 0, true); // what hangs on it comes and goes with the filters
      let lines_ = rank * 0.3, cost = 0;
      for (const n of nodes) if (n.i !== i && overlap(box, n)) cost += 20;
      for (const t of taken) if (overlap(box, t)) cost += 12;
      for (const [a, b] of segments) if (cuts(a.x, a.y, b.x, b.y, box)) lines_ += 1;
      if (cost + lines_ < least) { least = cost + lines_; best = side; }
      return { side, lines_ };
    });
    sides.set(i, best);
    ways.set(i, [best, ...crossed.filter((x) => x.side !== best).sort(by((x) => x.lines_)).map((x) => x.side)]);
    taken.push(labelBox(i, best, sideUnit, 0, true));
  }
}

/** Labels as placed now, in units. @type {{nodes: Map<number, any>, lines: Map<any, any>}} */
let placed = { nodes: new Map(), lines: new Map() };

/** Things by importance: what has most claims is named first, of equals what has a name of its own. */
const byImportance = by((i) => -G.size[i], (i) => (G.unnamed.has(i) ? 1 : 0), (i) => G.start[i] - G.start[i + 1], (i) => i);
/** Whether a thing is not to be without a name: then a place a little off is better than none. */
const important = (i) => G.size[i] >= G.steps[1];

/** Where labels are when nothing is chosen, and for which zoom and frame that is; null: to be worked out again. @type {{unit: number, frame: any, nodes: Map<number, any>} | null} */
let atRest = null;
/** The edges of the window and its buttons, in units, where the page itself has put the camera; null after the reader has moved it. @type {{unit: number, view: Box, boxes: Box[]} | null} */
let frame = null;
const framed = () => frame !== null && Math.abs(frame.unit / unit - 1) < 1e-6;
/** Whether a label of what is in sight is so too. @param {number} i @param {Box} box */
function inFrame(i, box) {
  if (!framed() || !overlap({ ...pos.get(i), w: 0, h: 0 }, frame.view)) return true;
  const v = frame.view;
  return Math.abs(box.x - v.x) * 2 + box.w <= v.w && Math.abs(box.y - v.y) * 2 + box.h <= v.h;
}
/** The obstacles in the drawing: shapes and what hangs on them, the window's edges and buttons. */
function obstacles() {
  const out = [];
  for (const i of visible) { out.push(nodeBox(i)); const badge = badgeBox(i, unit); if (badge) out.push(badge); }
  if (framed()) out.push(...frame.boxes);
  return out;
}
/** A free place for a label: its own side, another one, a little off; if it matters also far off, with a line that leads there. @param {number} i @param {(box: Box) => boolean} free @param {boolean} off */
function freeBox(i, free, off) {
  const order = ways.get(i) || SIDES, own = order[0], larger = radius(i) > RADII[0];
  for (const gap of off || larger ? [0, 8] : [0]) { // farther off, it would seem to be another's
    for (const side of order) { const box = labelBox(i, side, unit, gap * unit); if (inFrame(i, box) && free(box)) return { ...box, side }; }
  }
  if (off || larger) for (const box of farBoxes(i, own, off ? FAR : FAR.slice(0, 2))) if (inFrame(i, box) && free(box)) return { ...box, side: own };
  return null;
}
/** Give labels to what is drawn, the most important first, as if nothing were chosen: they keep these places when something is. @param {Box[]} boxes */
function restPlaces(boxes) {
  if (!atRest || atRest.unit !== unit || atRest.frame !== frame) atRest = { unit, frame, nodes: namesOf([...visible].sort(byImportance), boxes) };
  return atRest.nodes;
}
/** Places for the labels of some things, the first one first. @param {number[]} order @param {Box[]} boxes @returns {Map<number, any>} */
function namesOf(order, boxes) {
  const nodes = new Map(), taken = [], free = (box) => !blocked(boxes, box) && !blocked(taken, box);
  for (const i of order) {
    const box = freeBox(i, free, important(i));
    if (box) { nodes.set(i, box); taken.push(box); }
  }
  return nodes;
}
function blocked(boxes, box) {
  for (const b of boxes) if (overlap(b, box)) return true;
  return false;
}

/** Place all labels. Those that the reader asks about come first. */
function placeLabels() {
  const boxes = obstacles(), rest = restPlaces(boxes), taken = [], nodes = new Map(), onLines = new Map();
  const rank = (i) => (i === V.n || i === focused || i === hovered || isEnd(i) ? 0 : lit && lit.has(i) ? 1 : 2);
  const free = (box) => !blocked(boxes, box) && !blocked(taken, box), put = (i, box) => { nodes.set(i, box); taken.push(box); };
  const order = [...visible].sort(by(rank)), asked = order.filter((i) => rank(i) < 2).sort(byImportance);
  // What is asked for stays where it is; what of it has no name yet gets one beside the others, if need be instead of one.
  const missing = asked.filter((i) => !rest.has(i) || !free(rest.get(i)) || (put(i, rest.get(i)), false)), others = [...rest.values()];
  for (const i of missing.sort(by(rank))) {
    const box = freeBox(i, (b) => free(b) && !blocked(others, b), false) || freeBox(i, free, rank(i) === 0 || important(i));
    if (box) put(i, box);
  }
  if (lit) lines.filter((l) => l.lit).sort(by((l) => (l.c === V.e ? 0 : 1), (l) => (l.bar ? 0 : 1))).forEach((l) => tryLine(l, taken, boxes, onLines));
  for (const i of order.filter((j) => rank(j) === 2).sort(byImportance)) {
    const box = rest.get(i);
    if (box && free(box)) put(i, box);
    else if (box && !lit && important(i)) { const near = freeBox(i, free, true); if (near) put(i, near); }
  }
  if (!lit) {
    // At rest: what is not plainly stated, then the best supported.
    lines.filter((l) => statusOf(l.c) !== 0).sort(by((l) => (statusOf(l.c) === INFERRED ? 1 : 0))).forEach((l) => tryLine(l, taken, boxes, onLines));
    const near = zoom > fitZoom * 1.3 && zoom > 0.8 && lines.length < 400; // who comes closer sees more
    if (visible.size <= 40 || near) {
      let left = near ? 200 : 14;
      for (const l of lines) if (left > 0 && statusOf(l.c) === 0 && !onLines.has(l) && tryLine(l, taken, boxes, onLines)) left--;
    }
  }
  placed = { nodes, lines: onLines };
}

const PLACES = [0.5, 0.58, 0.42, 0.66, 0.34, 0.74, 0.26];
/** Place the label of a line where it covers the fewest others. */
function tryLine(line, taken, boxes, out) {
  const words = lineWords(line), w = (wide(words, 12, line.bar ? 680 : 500) + 8) * unit, height = 17 * unit;
  const a = on(line, line.t0), b = on(line, line.t1), length = Math.hypot(b.x - a.x, b.y - a.y);
  let best = null, least = Infinity;
  for (let k = 0; k < PLACES.length; k++) {
    const p = on(line, line.t0 + (line.t1 - line.t0) * PLACES[k]), d = along(line, PLACES[k]);
    const across = Math.abs(d.x) * w + Math.abs(d.y) * height > 0.6 * length;
    const sideways = [[0, 0]];
    if (across) { sideways.length = 0; const off = (Math.abs(d.y) * w + Math.abs(d.x) * height) / 2 + (line.bar ? 10 : 4) * unit; sideways.push([-d.y * off, d.x * off], [d.y * off, -d.x * off]); }
    for (const [ox, oy] of sideways) {
      const box = { x: p.x + ox, y: p.y + oy, w, h: height, beside: across };
      if (line.bar && !across && Math.abs(PLACES[k] - 0.5) * length < Math.abs(d.x) * w / 2 + Math.abs(d.y) * height / 2 + 4 * unit) continue; // keep the bar in sight
      if (taken.some((t) => overlap(t, box)) || boxes.some((n) => overlap(n, box))) continue;
      let cost = k * 0.4;
      for (const other of lines) if (other !== line && crossesBox(other, box)) cost += 1;
      if (cost < least) { least = cost; best = box; }
    }
    if (best && least < 0.5 + k * 0.4) break;
  }
  if (!best && line.lit) best = besideLine(line, w, height, taken, boxes);
  if (!best) return false;
  out.set(line, best);
  taken.push(best);
  return true;
}
/** A place beside the line for a label that the reader asked for and that has no room on it. */
function besideLine(line, w, height, taken, boxes) {
  for (let far_ = 1; far_ <= (line.c === V.e ? 5 : 2); far_++) {
    for (const t of PLACES) {
      const p = on(line, line.t0 + (line.t1 - line.t0) * t), d = along(line, t);
      const off = (Math.abs(d.y) * w + Math.abs(d.x) * height) / 2 + far_ * 7 * unit;
      for (const way of [-1, 1]) {
        const box = { x: p.x - way * d.y * off, y: p.y + way * d.x * off, w, h: height, beside: true };
        if (!taken.some((b) => overlap(b, box)) && !boxes.some((n) => overlap(n, box))) return box;
      }
    }
  }
  return null;
}
function crossesBox(line, box) {
  const m = on(line, 0.5);
  return cuts(line.x0, line.y0, m.x, m.y, box) || cuts(m.x, m.y, line.x1, line.y1, box);
}
