// The lines between things, drawn on vis-network's canvas by our own hand: it has no bar for a denial,
// no open head and no fixed distance between parallel lines, and each of these means something here.

/** Claims shown: they pass the filters and their ends are drawn. @type {number[]} */
let shownClaims = [];
/** @type {any[]} */
let lines = [];
let bundled = false;

/** The words on a line. */
const lineWords = (line) => {
  const c = line.c, L = LINES[statusOf(c)];
  let words = L.before + cut(relation(c)[1], 40) + L.after;
  if (V.e === c && statusOf(c) === 1 && speakers(c).length) words += ` ${cut(speakers(c)[0], 24)}`;
  return line.more ? `${words} +${line.more}` : words;
};
/** Thickness is support. @param {number} c */
const thickness = (c) => {
  const L = LINES[statusOf(c)];
  return statusOf(c) === 0 ? Math.min(3.1, L.width + 0.9 * (Math.max(1, sources(c)) - 1)) : L.width;
};

/** Gather what is shown into lines. */
function makeLines() {
  shownClaims = [];
  const pairs = new Map();
  for (const i of visible) {
    for (const c of claimsOf(i)) {
      if (!pass[c] || subject(c) !== i) continue;
      const o = object(c);
      if (o >= 0 && !visible.has(o)) continue;
      shownClaims.push(c);
      if (o < 0) continue;
      const key = i < o ? i * G.n + o : o * G.n + i;
      const list = pairs.get(key);
      if (list) list.push(c);
      else pairs.set(key, [c]);
    }
  }
  shownClaims.sort((a, b) => a - b);
  lines = [];
  bundled = bundling();
  for (const list of pairs.values()) {
    list.sort(worth);
    const chosen = list.some((c) => c === V.e) || (V.n >= 0 && V.path === null && list.some((c) => subject(c) === V.n || object(c) === V.n) && list.length < 6);
    const all = !bundled || list.includes(V.e) ? list : [list[0]];
    const gap = (list.includes(V.e) ? 44 : 28) * (list.length > 7 ? 7 / list.length : 1);
    all.forEach((c, k) => {
      // The strongest lies in the middle, the next to its sides.
      const step = all.length === 1 ? 0 : (k % 2 ? 1 : -1) * Math.ceil(k / 2) - (all.length % 2 ? 0 : -0.5);
      const line = { c, a: subject(c), b: object(c), bend: step * gap * unitOfBend(), more: all.length < list.length ? list.length - 1 : 0, w: thickness(c), bar: statusOf(c) === NEGATED, lit: false, label: true };
      // Unselected bundles of three or more have one label.
      if (all.length > 2 && !chosen) { line.more = k === 0 ? all.length - 1 : 0; line.label = k === 0; }
      lines.push(lay(line, line.bend));
    });
  }
  const worthOf = new Map(lines.map((l) => [l, l.w]));
  lines.sort(by((l) => -worthOf.get(l), (l) => l.c));
  lightUp();
  lines = lines.filter((l) => l.label).concat(lines.filter((l) => !l.label));
}
const unitOfBend = () => 1;

/** Lay again the lines of nodes that moved. @param {Set<number>} moved */
function relay(moved) {
  for (const line of lines) if (moved.has(line.a) || moved.has(line.b)) lay(line, line.bend);
}

/** Nodes in the light of the selection; null: all. @type {Set<number> | null} */
let lit = null;
/** Mark what belongs to the selection; everything else is dimmed. */
function lightUp() {
  lit = null;
  if (pathClaims) {
    lit = new Set(pathNodes);
    for (const l of lines) l.lit = pathClaims.has(l.c);
    return;
  }
  if (highlighted && V.e < 0 && V.n < 0) {
    lit = new Set(highlighted);
    for (const l of lines) l.lit = highlighted.has(l.a) && highlighted.has(l.b);
    return;
  }
  if (V.e >= 0) {
    lit = new Set([subject(V.e), object(V.e)]);
    const a = subject(V.e), b = object(V.e);
    for (const l of lines) l.lit = (l.a === a && l.b === b) || (l.a === b && l.b === a);
    return;
  }
  if (V.n >= 0) {
    lit = new Set([V.n]);
    let ring = [V.n];
    for (let d = 0; d < V.d; d++) {
      const next = [];
      for (const l of lines) {
        if (ring.includes(l.a) && !lit.has(l.b)) { next.push(l.b); }
        if (ring.includes(l.b) && !lit.has(l.a)) { next.push(l.a); }
      }
      next.forEach((i) => lit.add(i));
      ring = next;
    }
    for (const l of lines) l.lit = V.d > 1 ? lit.has(l.a) && lit.has(l.b) : l.a === V.n || l.b === V.n;
  }
}
const dimmedLine = (l) => lit !== null && !l.lit;

/** Draw the lines in a part of the drawing. @param {CanvasRenderingContext2D} ctx @param {Box} view */
function drawLines(ctx, view) {
  const seen = lines.filter((l) => overlap(reach(l), view));
  ctx.save();
  for (const line of seen) if (dimmedLine(line)) drawLine(ctx, line, true);
  for (const line of seen) if (!dimmedLine(line)) drawLine(ctx, line, false);
  ctx.restore();
}
/** A box around a line and its head. */
function reach(l) {
  const x0 = Math.min(l.x0, l.x1, l.cx), x1 = Math.max(l.x0, l.x1, l.cx), y0 = Math.min(l.y0, l.y1, l.cy), y1 = Math.max(l.y0, l.y1, l.cy);
  return { x: (x0 + x1) / 2, y: (y0 + y1) / 2, w: x1 - x0 + 30 * unit, h: y1 - y0 + 30 * unit };
}

/** The strokes of a line, for the canvas and for SVG: path, colour, width, dash. */
function strokes(line) {
  const L = LINES[statusOf(line.c)], u = unit, chosen = line.c === V.e, onPath = pathClaims && pathClaims.has(line.c);
  const color = chosen ? C.accent : line.bar ? C.negated : statusOf(line.c) === 4 ? C.hypothetical : C.edge;
  const width = (chosen ? Math.max(2.2, line.w) : line.w) * u;
  const out = [];
  const curve = (a, b) => { const p = part(line, a, b); return `M${r2(p.x0)} ${r2(p.y0)}Q${r2(p.cx)} ${r2(p.cy)} ${r2(p.x1)} ${r2(p.y1)}`; };
  const size = (7 + line.w * 1.6) * u, tip = on(line, line.t1), d = along(line, line.t1);
  const length = Math.hypot(tip.x - on(line, line.t0).x, tip.y - on(line, line.t0).y) || 1;
  const head = !symmetric(line.c), end = head ? Math.max(line.t0, line.t1 - (size * 0.8 * (line.t1 - line.t0)) / length) : line.t1;
  if (chosen || onPath) out.push({ d: curve(line.t0, line.t1), stroke: C.accentTint, width: 12 * u, dash: [], cap: "round" });
  if (L.double) out.push({ d: curve(line.t0, end), stroke: color, width: width + 3.2 * u, dash: [], cap: "butt" }, { d: curve(line.t0, end), stroke: C.paper, width: 2.2 * u, dash: [], cap: "butt" });
  else out.push({ d: curve(line.t0, end), stroke: color, width, dash: L.dash.map((x) => x * u), cap: L.cap || "butt" });
  if (head) {
    const bx = tip.x - d.x * size, by2 = tip.y - d.y * size, nx = -d.y * size * 0.42, ny = d.x * size * 0.42;
    const triangle = `M${r2(tip.x)} ${r2(tip.y)}L${r2(bx + nx)} ${r2(by2 + ny)}L${r2(bx - nx)} ${r2(by2 - ny)}Z`;
    out.push(L.head === "filled" ? { d: triangle, fill: color } : { d: triangle, fill: C.paper, stroke: color, width: 1.3 * u, dash: [], cap: "butt" });
  }
  if (line.bar) {
    const m = on(line, (line.t0 + line.t1) / 2), dir = along(line, (line.t0 + line.t1) / 2);
    out.push({ d: `M${r2(m.x - dir.y * 8 * u)} ${r2(m.y + dir.x * 8 * u)}L${r2(m.x + dir.y * 8 * u)} ${r2(m.y - dir.x * 8 * u)}`, stroke: color, width: 3.5 * u, dash: [], cap: "butt" });
  }
  return out;
}
const r2 = (x) => Math.round(x * 100) / 100;

function drawLine(ctx, line, dim) {
  const key = `${unit} ${line.c === V.e} ${pathClaims !== null && pathClaims.has(line.c)} ${C.paper}`;
  if (line.key !== key) { line.key = key; line.paint = strokes(line).map((k) => ({ ...k, path: new Path2D(k.d) })); }
  ctx.globalAlpha = dim ? 0.2 : 1;
  for (const k of line.paint) {
    const path = k.path;
    if (k.fill) { ctx.fillStyle = k.fill; ctx.fill(path); }
    if (k.stroke) {
      ctx.setLineDash(k.dash);
      ctx.lineCap = k.cap;
      ctx.strokeStyle = k.stroke;
      ctx.lineWidth = k.width;
      ctx.stroke(path);
    }
  }
}
