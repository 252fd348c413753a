// The drawing: vis-network holds the camera, the drag and the canvas, we say what is on it.

/** @type {any} */
let network = null;
/** @type {any} */
let dots = null;
/** Drawn, whatever the filters say. @type {Set<number>} */
let drawn = new Set();
/** Drawn and let through by the filters. @type {Set<number>} */
let visible = new Set();
let focused = -1;
let hovered = -1;
let stale = true;
/** Colours of the theme, read from the style sheet. @type {Record<string, string>} */
let C = {};
/** @type {Map<string, Path2D>} */
const shapes = new Map();
/** @type {any[]} */
let furniture = [];
let framesDrawn = 0;
let dragging = false;
/** The zoom at which all is in view. */
let fitZoom = 1;

function readColours() {
  const css = getComputedStyle(document.documentElement), get = (n) => css.getPropertyValue(`--${n}`).trim();
  C = { paper: get("paper"), surface: get("surface"), ink: get("ink"), ink2: get("ink2"), dim: get("dim"), accent: get("accent"), accentTint: get("accent-tint"), edge: get("edge"), negated: get("negated"), hypothetical: get("hypothetical") };
  for (let k = 0; k < 7; k++) { C[`f${k}`] = get(`f${k}`); C[`t${k}`] = get(`t${k}`); }
  if (matchMedia("(forced-colors: active)").matches) {
    for (const key of Object.keys(C)) C[key] = /^t|paper|surface|Tint/.test(key) ? "Canvas" : "CanvasText";
    C.accent = "Highlight";
  }
  family = get("ui");
}
const shape = (k, r) => {
  const key = `${k} ${r}`;
  let path = shapes.get(key);
  if (!path) shapes.set(key, (path = new Path2D(outline(k, r))));
  return path;
};

/** Make the network of the nodes that pyvis wrote into the page. */
function startDrawing() {
  readColours();
  const at = new Map(basePoints()), first = new Set(opening());
  dots = new vis.DataSet(pyvisNodes.filter((node) => first.has(node.id)).map((node) => ({ ...node, ...at.get(node.id) })));
  const options = { ...pyvisOptions, autoResize: true, nodes: { shape: "custom", chosen: false, ctxRenderer: paint } };
  options.interaction = { ...pyvisOptions.interaction, hover: false, multiselect: false, zoomSpeed: 0.6 };
  network = new vis.Network($("mynetwork"), { nodes: dots, edges: new vis.DataSet(pyvisEdges) }, options);
  network.on("beforeDrawing", (ctx) => { before(ctx); });
  network.on("afterDrawing", (ctx) => { after(ctx); });
  network.on("zoom", () => { rezoom(); soon(); });
  network.on("dragEnd", (e) => { dragging = false; if (e.nodes.length) dropped(e.nodes); else { redraw(); soon(); } });
  network.on("dragStart", (e) => { dragging = true; hideTip(); if (e.nodes.length) keep(); });
  network.on("dragging", (e) => { if (e.nodes.length) follow(e.nodes); });
  network.on("resize", () => requestAnimationFrame(refit)); // vis-network puts its own camera back after this event
  network.on("click", (e) => clicked(e));
  network.on("doubleClick", (e) => { const i = nodeAt(e.pointer.canvas); if (i >= 0) expand(i); });
  const canvas = $("mynetwork").querySelector("canvas");
  canvas.setAttribute("aria-hidden", "true");
  canvas.tabIndex = -1;
  canvas.addEventListener("pointermove", (e) => hover(e));
  canvas.addEventListener("pointerleave", () => { hovered = -1; hideTip(); redraw(); });
}

/** A thing is being dragged: its label goes with it, those of its lines wait; all are placed anew when it is let go. */
function follow(ids) {
  const moved = new Set(ids);
  for (const i of ids) {
    const p = network.getPosition(i), was = pos.get(i), box = placed.nodes.get(i);
    if (box) placed.nodes.set(i, { ...box, x: box.x + p.x - was.x, y: box.y + p.y - was.y });
    pos.set(i, { x: p.x, y: p.y });
  }
  atRest = null;
  relay(moved);
  for (const line of placed.lines.keys()) if (moved.has(line.a) || moved.has(line.b)) placed.lines.delete(line);
}
/** A thing that was dragged stays where it was put. */
function dropped(ids) {
  follow(ids);
  stale = true;
  for (const i of ids) V.pin.set(i, { x: Math.round(pos.get(i).x), y: Math.round(pos.get(i).y) });
  network.unselectAll();
  redraw();
  remember("replace");
  drawTools();
}

let later = 0;
/** Write the camera into the address when it has come to rest. */
function soon() {
  fitted = frame = null;
  clearTimeout(later);
  later = setTimeout(() => { const p = network.getViewPosition(); V.z = { x: p.x, y: p.y, s: network.getScale() }; remember("replace"); }, 300);
}
/** Units for a CSS px at a zoom. */
const unitAt = (k) => 1 / clamp(k, 0.3, 2);
const bundling = () => narrow.matches || zoom < 0.6;
function rezoom() {
  zoom = network.getScale();
  const u = unitAt(zoom);
  if (u !== unit) { unit = u; stale = true; }
  if (bundling() !== bundled) makeLines();
}
const redraw = () => { stale = true; network.redraw(); };

// ------------------------------------------------------------------ painting

/** Paint one node; vis-network asks for each in its turn. */
function paint({ ctx, id, x, y }) {
  const r = radius(id), k = G.family[id];
  return {
    nodeDimensions: { width: r * 2.2, height: r * 2.2 },
    drawNode() {
      if (!visible.has(id)) return;
      const dim = lit !== null && !lit.has(id), chosen = id === V.n || isEnd(id), px = r * zoom;
      ctx.save();
      ctx.translate(x, y);
      ctx.lineJoin = "round";
      ctx.fillStyle = C.paper;
      ctx.fill(shape(k, r));
      ctx.globalAlpha = dim ? 0.34 : 1;
      if (pathNodes.includes(id)) { ctx.strokeStyle = C.accentTint; ctx.lineWidth = 14 * unit; ctx.stroke(shape(k, r)); }
      ctx.fillStyle = (chosen && id === V.n) || px < 3.5 ? C[`f${k}`] : C[`t${k}`]; // of a dot, only colour can be seen
      ctx.fill(shape(k, r));
      ctx.strokeStyle = C[`f${k}`];
      ctx.lineWidth = (hovered === id ? 2.6 : 1.8) * Math.max(1, Math.min(1.6, unit));
      if (px >= 3.5) ctx.stroke(shape(k, r));
      if (px >= 9) {
        const z = r / 22;
        ctx.save();
        ctx.scale(z, z);
        ctx.translate(-12, -12);
        ctx.strokeStyle = chosen && id === V.n ? C.paper : C[`f${k}`];
        ctx.lineWidth = 1.5 / Math.min(1, z * 1.1);
        ctx.lineCap = "round";
        ctx.stroke(iconPath(`f${k}`));
        ctx.restore();
      }
      ctx.globalAlpha = 1;
      if (chosen || id === focused) {
        ctx.strokeStyle = C.accent;
        ctx.lineWidth = 2 * unit;
        ctx.stroke(shape(k, r + (id === focused ? 5 : 3) * unit));
      }
      ctx.restore();
    },
  };
}
const iconPath = (name) => {
  let path = shapes.get(name);
  if (!path) shapes.set(name, (path = new Path2D(ICONS[name])));
  return path;
};

function before(ctx) {
  rezoom();
  if (stale) { placeLabels(); stale = false; }
  framesDrawn++;
  if (V.groups) drawGroups(ctx);
  drawLines(ctx, inSight());
}
/** The part of the drawing that is in sight, as a box. */
function inSight() {
  const p = network.getViewPosition();
  return { x: p.x, y: p.y, w: $("mynetwork").clientWidth / zoom, h: $("mynetwork").clientHeight / zoom };
}

function after(ctx) {
  const view = network.getViewPosition(), size = { w: $("mynetwork").clientWidth, h: $("mynetwork").clientHeight };
  // To move hundreds of buttons costs half of the frames of a drag; they follow when it is let go.
  if (!dragging) $("spots").style.transform = `translate(${size.w / 2 - view.x * zoom}px, ${size.h / 2 - view.y * zoom}px) scale(${zoom})`;
  const covered = (box) => {
    const x = (box.x - view.x) * zoom + size.w / 2, y = (box.y - view.y) * zoom + size.h / 2;
    return furniture.some((f) => overlap(f, { x, y, w: box.w * zoom, h: box.h * zoom }));
  };
  const sight = inSight();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (const [line, box] of placed.lines) {
    box.covered = covered(box);
    if (box.covered || !overlap(box, sight)) continue;
    const chosen = line.c === V.e;
    ctx.globalAlpha = dimmedLine(line) ? 0.35 : 1;
    ctx.fillStyle = C.paper;
    ctx.fillRect(box.x - box.w / 2, box.y - box.h / 2, box.w, box.h);
    ctx.globalAlpha = 1;
    ctx.fillStyle = dimmedLine(line) ? C.dim : chosen ? C.accent : line.bar ? C.negated : C.ink2;
    ctx.font = font(12 * unit, line.bar || chosen ? 680 : 500);
    ctx.fillText(lineWords(line), box.x, box.y);
  }
  for (const [i, box] of placed.nodes) {
    box.covered = covered(box);
    if (box.covered || !overlap(box, sight)) continue;
    const dim = lit !== null && !lit.has(i), f = labelStyle(i);
    if (box.lead) {
      ctx.strokeStyle = dim ? C.dim : C.ink2;
      ctx.lineWidth = unit;
      ctx.beginPath();
      ctx.moveTo(box.lead[0], box.lead[1]);
      ctx.lineTo(box.lead[2], box.lead[3]);
      ctx.stroke();
    }
    ctx.globalAlpha = 0.82;
    ctx.fillStyle = C.paper;
    ctx.fillRect(box.x - box.w / 2 + 2 * unit, box.y - box.h / 2 + unit, box.w - 4 * unit, box.h - 2 * unit);
    ctx.globalAlpha = 1;
    ctx.fillStyle = dim ? C.dim : C.ink;
    ctx.font = font(f.size * unit, dim ? 400 : f.weight);
    ctx.fillText(labelText(i), box.x, box.y);
  }
  for (const i of visible) drawBadges(ctx, i);
}

/** "+12" for what is not drawn yet, a pin, the number of a step on the path. */
function drawBadges(ctx, i) {
  const p = pos.get(i), r = radius(i), more = hidingCount(i), step = pathNodes.indexOf(i);
  const badge = (x, y, words, fillWith, ink) => {
    const w = wide(words, 11, 600) + 8;
    ctx.fillStyle = fillWith;
    ctx.strokeStyle = C.edge;
    ctx.lineWidth = unit;
    ctx.beginPath();
    ctx.roundRect(x - (w / 2) * unit, y - 8 * unit, w * unit, 16 * unit, 8 * unit);
    ctx.fill();
    ctx.stroke();
    ctx.fillStyle = ink;
    ctx.font = font(11 * unit, 600);
    ctx.fillText(words, x, y);
  };
  const room = badgeBox(i, unit);
  if (step >= 0) badge(p.x - r, p.y - r, String(step + 1), C.accent, C.paper);
  else if (room) badge(room.x, room.y, `+${more}`, C.surface, C.ink2);
  if (V.pin.has(i)) {
    ctx.save();
    ctx.translate(p.x + r * 0.8, p.y - r * 1.3);
    ctx.scale(0.6 * unit, 0.6 * unit);
    ctx.strokeStyle = C.ink2;
    ctx.lineWidth = 2;
    ctx.stroke(iconPath("pin"));
    ctx.restore();
  }
}

/** Pale areas around the communities, named after their strongest member. */
function drawGroups(ctx) {
  const members = new Map();
  G.drawn.forEach((i, k) => { if (visible.has(i)) { const g = G.groups[k]; if (!members.has(g)) members.set(g, []); members.get(g).push(i); } });
  let index = 0;
  for (const list of members.values()) {
    if (list.length < 3) continue;
    const path = new Path2D();
    for (const i of list) { const p = pos.get(i); path.moveTo(p.x, p.y); path.arc(p.x, p.y, 46, 0, 7); }
    for (const l of lines) if (list.includes(l.a) && list.includes(l.b)) { path.moveTo(l.x0, l.y0); path.lineTo(l.x1, l.y1); }
    const k = index++ % 7;
    ctx.save();
    ctx.lineJoin = ctx.lineCap = "round";
    ctx.strokeStyle = ctx.fillStyle = C[`t${k}`];
    ctx.lineWidth = 60;
    ctx.stroke(path);
    ctx.fill(path);
    ctx.restore();
  }
}

// ------------------------------------------------------------------ the camera

function measureFurniture() {
  const base = $("canvas").getBoundingClientRect();
  furniture = [];
  const boxes = [$("shown"), ...$("toolbar").children, ...(narrow.matches && V.view === "graph" ? [$("panel")] : []), ...$("chips").children];
  for (const el of boxes) {
    const r = el.getBoundingClientRect();
    if (r.width && r.height) furniture.push({ x: r.left + r.width / 2 - base.left, y: r.top + r.height / 2 - base.top, w: r.width + 8, h: r.height + 8 });
  }
}

/** What was last brought into view, until the camera is moved by hand: a window of another size shows the same. @type {{which: number[] | null, first: boolean} | null} */
let fitted = null;
/** Bring things into view, with their labels, beside the buttons and not under them. @param {Iterable<number>} [which] @param {boolean} [animated] */
function fit(which, animated = true) {
  const list = [...(which || visible)].filter((i) => pos.has(i));
  const w = $("mynetwork").clientWidth, height = $("mynetwork").clientHeight;
  if (!list.length || !w || !height) return;
  measureFurniture();
  const sheet = narrow.matches ? $("panel").getBoundingClientRect().height : 0, edge = narrow.matches ? 12 : 24;
  const room = { w: Math.max(80, w - 2 * edge), h: Math.max(80, height - sheet - 2 * edge) };
  // In the middle of what the buttons leave free, if there is a choice.
  const ideal = { x: w / 2, y: (narrow.matches ? 64 + height - sheet - 16 : 24 + height - 76) / 2 };
  const things = around_(list.map(nodeBox));
  // The names of what matters have to be in view; the others find a side that is. On a phone few matter so much: a name
  // beside the drawing takes a third of its width.
  const named = mattering(list, (i) => (narrow.matches ? hub(i) : important(i)) || i === V.n || isEnd(i) || pathNodes.includes(i));
  /** Where the middle of it all may stand in the window at a zoom; null: there is no room for it. */
  const attempt = (k) => {
    zoom = k;
    unit = unitAt(k);
    frame = null;
    // Labels keep their size on screen, so what has to fit depends on the zoom.
    const names = namesOf(named, obstacles()), items = [...names.values()];
    for (const i of list) { items.push(nodeBox(i)); const badge = badgeBox(i, unit); if (badge) items.push(badge); }
    const box = around_(items), spare = { x: room.w - box.w * k, y: room.h - box.h * k };
    if (spare.x < 0 || spare.y < 0) return null;
    const tries = [];
    for (let a = -1; a <= 4; a++) for (let b = -1; b <= 6; b++) tries.push({ x: clamp(a < 0 ? ideal.x : edge + box.w * k / 2 + spare.x * a / 4, edge + box.w * k / 2, w - edge - box.w * k / 2), y: clamp(b < 0 ? ideal.y : edge + box.h * k / 2 + spare.y * b / 6, edge + box.h * k / 2, height - sheet - edge - box.h * k / 2) });
    tries.sort(by((p) => Math.hypot(p.x - ideal.x, p.y - ideal.y)));
    const at = tries.find((p) => !furniture.some((f) => blocked(items, { x: box.x + (f.x - p.x) / k, y: box.y + (f.y - p.y) / k, w: f.w / k, h: f.h / k })));
    return at ? { k, x: box.x - (at.x - w / 2) / k, y: box.y - (at.y - height / 2) / k } : null;
  };
  let high = Math.min(1.25, room.w / things.w, room.h / things.h), low = Math.max(0.05, high * 0.3);
  let best = attempt(high);
  for (let turn = 0; turn < 7 && !(best && best.k === high); turn++) {
    const k = Math.sqrt(low * high), found = attempt(k);
    if (found) { best = found; low = k; }
    else high = k;
  }
  best = best || attempt(low) || { k: low, x: things.x, y: things.y };
  if (!which) fitZoom = best.k;
  rezoom();
  show_({ x: best.x, y: best.y }, best.k, animated);
  fitted = { which: which ? list : null, first: false };
}
const mattering = (list, test) => list.filter((i) => visible.has(i) && test(i)).sort(byImportance);
/** Put the camera somewhere by the page's own choice: there, labels keep clear of the edges and the buttons. */
function show_(position, k, animated) {
  const w = $("mynetwork").clientWidth, height = $("mynetwork").clientHeight, line = 2 / k;
  const edges = [[-1, 0], [1, 0], [0, -1], [0, 1]].map(([x, y]) => ({ x: position.x + x * w / 2 / k, y: position.y + y * height / 2 / k, w: x ? line : w / k, h: y ? line : height / k }));
  move(position, k, animated, { unit: unitAt(k), view: { ...position, w: w / k, h: height / k }, boxes: [...edges, ...furniture.map((f) => ({ x: position.x + (f.x - w / 2) / k, y: position.y + (f.y - height / 2) / k, w: f.w / k, h: f.h / k }))] });
}
/** Fit again after the window has got another size. */
function refit() {
  measureFurniture();
  if (!fitted || V.view !== "graph") return;
  if (fitted.first) fitFirst();
  else fit(fitted.which ? fitted.which.filter((i) => visible.has(i)) : undefined, false);
}
/** The box around some boxes. @param {Box[]} boxes @returns {Box} */
function around_(boxes) {
  let x0 = Infinity, x1 = -Infinity, y0 = Infinity, y1 = -Infinity;
  for (const b of boxes) { x0 = Math.min(x0, b.x - b.w / 2); x1 = Math.max(x1, b.x + b.w / 2); y0 = Math.min(y0, b.y - b.h / 2); y1 = Math.max(y1, b.y + b.h / 2); }
  return { x: (x0 + x1) / 2, y: (y0 + y1) / 2, w: x1 - x0, h: y1 - y0 };
}
function move(position, scale, animated, clear = null) {
  fitted = null;
  frame = clear;
  stale = true;
  const animation = animated && !still.matches ? { duration: 220, easingFunction: "easeOutQuad" } : false;
  network.moveTo({ position, scale, animation });
  if (!animation) rezoom();
  redraw();
}
/** Bring one thing into view without changing the zoom, if it is not in view. @param {number} i */
function reveal(i) {
  const p = pos.get(i);
  if (!p) return;
  const dom = network.canvasToDOM(p), w = $("mynetwork").clientWidth, height = $("mynetwork").clientHeight - (narrow.matches ? $("panel").getBoundingClientRect().height : 80);
  if (dom.x > 60 && dom.y > 40 && dom.x < w - 60 && dom.y < height - 20) return;
  const scale = network.getScale();
  move({ x: p.x, y: p.y + (narrow.matches ? $("panel").getBoundingClientRect().height / 2 / scale : 0) }, scale, true);
  soon();
}

// ------------------------------------------------------------------ the pointer

/** The thing at a point of the drawing, or -1; its target is never under 32 px. */
function nodeAt(p) {
  let best = -1, least = Infinity;
  for (const i of visible) {
    const q = pos.get(i), d = Math.hypot(q.x - p.x, q.y - p.y);
    if (d < Math.max(radius(i) * 1.15, 16 / zoom) && d < least) { best = i; least = d; }
  }
  if (best < 0) {
    for (const [i, box] of placed.nodes) if (!box.covered && Math.abs(p.x - box.x) * 2 < box.w && Math.abs(p.y - box.y) * 2 < box.h) return i;
  }
  return best;
}
/** The line at a point, or null; a corridor of 16 px, 24 for fingers. */
function lineAt(p, touch) {
  for (const [line, box] of placed.lines) if (!box.covered && Math.abs(p.x - box.x) * 2 < box.w && Math.abs(p.y - box.y) * 2 < box.h) return line;
  let best = null, least = (touch ? 12 : 8) / zoom;
  for (const line of lines) {
    const low = Math.min(line.x0, line.x1, line.cx) - 12 / zoom, high = Math.max(line.x0, line.x1, line.cx) + 12 / zoom;
    if (p.x < low || p.x > high) continue;
    const d = far(line, p.x, p.y);
    if (d < least) { best = line; least = d; }
  }
  return best;
}
function clicked(e) {
  network.unselectAll();
  const p = e.pointer.canvas, i = nodeAt(p), inside = (box) => box && Math.abs(p.x - box.x) * 2 < box.w && Math.abs(p.y - box.y) * 2 < box.h;
  for (const more of marking ? [] : visible) if (inside(badgeBox(more, unit))) { expand(more); return; }
  if (i >= 0) {
    if (marking) { markEnd(i); return; }
    select(i);
    return;
  }
  const touch = e.event && e.event.pointerType === "touch";
  const line = lineAt(p, touch);
  if (line) { selectClaim(line.c); return; }
  if (V.n >= 0 || V.e >= 0 || V.path || highlighted) deselect();
}
let tip = null;
function hover(e) {
  if (e.buttons) return;
  const rect = e.target.getBoundingClientRect(), p = network.DOMtoCanvas({ x: e.clientX - rect.left, y: e.clientY - rect.top });
  const i = nodeAt(p), line = i < 0 ? lineAt(p, false) : null;
  e.target.style.cursor = i >= 0 || line ? "pointer" : "";
  if (i !== hovered) { hovered = i; redraw(); }
  if (i >= 0 && !placed.nodes.has(i)) showTip(e, label(i));
  else if (line) showTip(e, `${claimWords(line.c)} · ${plural(articles(line.c), "article")}`);
  else hideTip();
}
function showTip(e, words) {
  if (!tip) { tip = h("div", { class: "tip", "aria-hidden": "true" }); document.body.append(tip); }
  tip.textContent = words;
  tip.style.left = `${Math.min(e.clientX + 14, innerWidth - 330)}px`;
  tip.style.top = `${e.clientY + 16}px`;
}
function hideTip() { if (tip) { tip.remove(); tip = null; } }
