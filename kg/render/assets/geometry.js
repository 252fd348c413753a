// Where nodes and lines run, in the units of the drawing (1 unit is 1 CSS px at zoom 1).

/** Positions of what is drawn. @type {Map<number, {x: number, y: number}>} */
const pos = new Map();
/** Units for one CSS px of lines and labels: they keep their size on screen between zoom 0.3 and 2. */
let unit = 1;
let zoom = 1;

/** A box by its middle. @typedef {{x: number, y: number, w: number, h: number}} Box */

/** The radius of a thing by its number of claims: four steps, no continuum. @param {number} i */
function radius(i) {
  const n = G.size[i];
  let step = 0;
  while (step < 4 && n >= G.steps[step]) step++;
  return RADII[step];
}
const RADII = [11, 14, 18, 24, 27];
const hub = (i) => G.size[i] >= G.steps[2];

/**
 * Lay a line between two nodes: a quadratic curve, cut where it meets the shapes.
 * @param {any} line @param {number} bend units to the side, seen from the smaller number
 */
function lay(line, bend) {
  line.key = ""; // what was painted of it is out of date
  const A = pos.get(line.a), B = pos.get(line.b), low = line.a < line.b ? A : B, high = line.a < line.b ? B : A;
  const dx = high.x - low.x, dy = high.y - low.y, length = Math.hypot(dx, dy) || 1;
  if (line.a === line.b) { // a loop above the node
    const r = radius(line.a);
    Object.assign(line, { x0: A.x - r * 0.7, y0: A.y - r * 0.8, x1: A.x + r * 0.7, y1: A.y - r * 0.8, cx: A.x, cy: A.y - r * 4.2, t0: 0.02, t1: 0.98 });
    return line;
  }
  line.cx = (A.x + B.x) / 2 - (dy / length) * bend * 2;
  line.cy = (A.y + B.y) / 2 + (dx / length) * bend * 2;
  line.x0 = A.x; line.y0 = A.y; line.x1 = B.x; line.y1 = B.y;
  line.t0 = leave(line, A, radius(line.a) * 1.08 + 4, 0, 1);
  line.t1 = leave(line, B, radius(line.b) * 1.08 + 5, 1, -1);
  if (line.t1 < line.t0 + 0.02) { line.t0 = 0.4; line.t1 = 0.6; }
  return line;
}

/** The point of a curve at t. */
function on(line, t) {
  const u = 1 - t;
  return { x: u * u * line.x0 + 2 * u * t * line.cx + t * t * line.x1, y: u * u * line.y0 + 2 * u * t * line.cy + t * t * line.y1 };
}
/** Its direction there, of length 1. */
function along(line, t) {
  const x = 2 * (1 - t) * (line.cx - line.x0) + 2 * t * (line.x1 - line.cx), y = 2 * (1 - t) * (line.cy - line.y0) + 2 * t * (line.y1 - line.cy);
  const l = Math.hypot(x, y) || 1;
  return { x: x / l, y: y / l };
}
/** Where a curve leaves a circle around its end. */
function leave(line, centre, r, from, way) {
  let low = 0, high = 0.49;
  for (let k = 0; k < 12; k++) {
    const t = (low + high) / 2, p = on(line, from + way * t);
    if (Math.hypot(p.x - centre.x, p.y - centre.y) < r) low = t;
    else high = t;
  }
  return from + way * high;
}
/** The part of a curve between two values of t, as start, control, end. */
function part(line, a, b) {
  const p = on(line, a), q = on(line, b);
  const u = 1 - a;
  const cx = u * (1 - b) * line.x0 + (u * b + a * (1 - b)) * line.cx + a * b * line.x1;
  const cy = u * (1 - b) * line.y0 + (u * b + a * (1 - b)) * line.cy + a * b * line.y1;
  return { x0: p.x, y0: p.y, cx, cy, x1: q.x, y1: q.y };
}
/** How far a point is from a curve. */
function far(line, x, y) {
  let best = Infinity, before = on(line, line.t0);
  for (let k = 1; k <= 12; k++) {
    const p = on(line, line.t0 + ((line.t1 - line.t0) * k) / 12);
    const dx = p.x - before.x, dy = p.y - before.y, l = dx * dx + dy * dy || 1;
    const t = clamp(((x - before.x) * dx + (y - before.y) * dy) / l, 0, 1);
    best = Math.min(best, Math.hypot(before.x + t * dx - x, before.y + t * dy - y));
    before = p;
  }
  return best;
}
/** Whether a segment meets a box given by its middle. */
function cuts(ax, ay, bx, by2, box) {
  let t0 = 0, t1 = 1;
  const dx = bx - ax, dy = by2 - ay;
  for (const [p, q] of [[-dx, ax - (box.x - box.w / 2)], [dx, box.x + box.w / 2 - ax], [-dy, ay - (box.y - box.h / 2)], [dy, box.y + box.h / 2 - ay]]) {
    if (p === 0) { if (q < 0) return false; continue; }
    const r = q / p;
    if (p < 0) t0 = Math.max(t0, r); else t1 = Math.min(t1, r);
    if (t0 > t1) return false;
  }
  return true;
}
const overlap = (a, b) => Math.abs(a.x - b.x) * 2 < a.w + b.w && Math.abs(a.y - b.y) * 2 < a.h + b.h;
/** The box of a node's shape. @param {number} i */
function nodeBox(i) {
  const p = pos.get(i), r = radius(i), k = G.family[i] === 6 ? 1.22 : 1.1;
  return { x: p.x, y: p.y, w: r * 2 * k + 4, h: r * 2.1 + 4 };
}
