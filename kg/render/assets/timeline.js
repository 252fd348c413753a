// Claims that have a date, along a line of time: a dot is a day, a bar a month or a year, as precise
// as the text is and no more. The line's style is the status.

const LANES = 14;
const MARKS = 300; // of more, the best supported

/** The timeline of some claims. @param {number[]} list */
function timeline(list) {
  let known = list.filter((c) => stretch(G.times[c]));
  const undated = list.length - known.length, all = known.length;
  if (all > MARKS) known = known.sort(worth).slice(0, MARKS);
  const dated = known.map((c) => ({ c, w: stretch(G.times[c]) })).sort(by((x) => x.w.from, (x) => x.w.to, (x) => x.c));
  const head = h("div", { class: "line" }, h("b", { text: "Timeline" }), h("span", { class: "meta", text: "dot = day, bar = month or year; drag to choose a range" }),
    h("span", { class: "right" }, `${number(all)} dated, `, undated ? h("button", { type: "button", class: "link", text: `${number(undated)} without a date`, onclick: () => { keep(); F.t = null; F.t0 = true; V.s = "when.desc"; filtered("Claims without a date first."); } }) : "0 without a date"));
  if (!dated.length) return h("div", { class: "timeline" }, head, h("p", { class: "meta", text: "No claim shown has a date." }));
  const width = Math.max(320, ($(V.view === "graph" ? "stage" : "sheetview").clientWidth || 1000) - 40);
  let low = Math.min(...dated.map((x) => x.w.from)), high = Math.max(...dated.map((x) => x.w.to));
  const air = Math.max(20, (high - low) * 0.03);
  low -= air; high += air * 2;
  const x = (day) => ((day - low) / (high - low)) * width, day = (px) => low + (px / width) * (high - low);
  const year = (d) => new Date(d * DAY).getUTCFullYear();
  const years = [];
  const each = Math.max(1, Math.ceil((year(high) - year(low)) / Math.max(1, Math.floor(width / 70))));
  for (let y = year(low); y <= year(high); y++) if ((y - year(low)) % each === 0) { const d = stretch(String(y).padStart(4, "0")).from; if (d >= low) years.push([d, y]); }
  const pitch = narrow.matches ? 44 : 24;
  const lanes = [], marks = [];
  let over = all - dated.length;
  for (const { c, w } of dated) {
    const a = x(w.from), b = Math.max(a + 9, x(w.to + 1)), words = cut(claimWords(c), 44), need = (Math.ceil(wide(words, 12, 400)) || 200) + 12;
    const left = b + 6 + need > width, from = left ? a - 6 - need : a, to = left ? b : b + 6 + need;
    let lane = lanes.findIndex((list_) => list_.every(([p, q]) => to < p || from > q));
    if (lane < 0) { if (lanes.length >= LANES) { over++; continue; } lane = lanes.length; lanes.push([]); }
    lanes[lane].push([from, to]);
    const y = 34 + lane * pitch, L = LINES[statusOf(c)], color = `var(--${L.color})`;
    const shapeOf = w.kind === "day" ? s("circle", { cx: a + 4.5, cy: y, r: 4.5, fill: statusOf(c) === 0 ? color : "var(--surface)", stroke: color, "stroke-width": 2, "stroke-dasharray": statusOf(c) === 2 ? "3 2" : statusOf(c) === 1 ? "1 2" : null })
      : s("path", { d: `M${a} ${y}H${b}`, stroke: color, "stroke-width": 5, "stroke-dasharray": L.dash.length ? (statusOf(c) === 1 ? "1 7" : L.dash.join(" ")) : null, "stroke-linecap": statusOf(c) === 1 ? "round" : "butt" });
    marks.push(s("g", { "data-claim": claimId(c), "data-kind": w.kind, "data-width": Math.round(b - a), tabindex: 0, role: "button", "aria-label": `${speakClaim(c)} ${dateWords(G.times[c])}`, onclick: (e) => { e.stopPropagation(); selectClaim(c, true); }, onkeydown: (e) => { if (e.key === "Enter") { e.stopPropagation(); selectClaim(c, true); } } },
      s("rect", { x: from, y: y - pitch / 2, width: to - from, height: pitch, fill: "transparent" }), shapeOf, L.bar ? s("path", { d: `M${(a + b) / 2} ${y - 7}V${y + 7}`, stroke: color, "stroke-width": 3 }) : null,
      s("text", { class: "name", x: left ? a - 6 : b + 6, y: y + 4, "text-anchor": left ? "end" : "start", text: words })));
  }
  const height = 34 + lanes.length * pitch;
  const choice = s("rect", { y: 18, height, fill: "var(--accent)", opacity: 0.15, width: 0, x: 0 });
  const svg = s("svg", { width, height: height + 4, role: "group", "aria-label": `Timeline of ${plural(dated.length, "claim")}` },
    years.map(([d, y]) => [s("path", { d: `M${x(d)} 18V${height}`, stroke: "var(--line)" }), s("text", { x: x(d) + 3, y: 12, text: String(y) })]), choice, marks);
  let start = null;
  const at = (e) => clamp(e.clientX - svg.getBoundingClientRect().left, 0, width);
  svg.addEventListener("pointerdown", (e) => { start = at(e); });
  svg.addEventListener("pointermove", (e) => { if (start === null || !e.buttons) return; const b = at(e); choice.setAttribute("x", Math.min(start, b)); choice.setAttribute("width", Math.abs(b - start)); });
  svg.addEventListener("pointerup", (e) => {
    if (start === null) return;
    const b = at(e), a = start;
    start = null;
    if (Math.abs(b - a) < 8) return;
    keep();
    F.t = [Math.floor(day(Math.min(a, b))), Math.ceil(day(Math.max(a, b)))];
    filtered(`From ${dateWords(isoDay(F.t[0]))} to ${dateWords(isoDay(F.t[1]))}.`);
  });
  return h("div", { class: "timeline" }, head, svg, over ? h("p", { class: "meta", text: `${number(over)} more dated claims have no room here; the table lists them.` }) : null);
}

/** The strip over the drawing. */
function drawStrip() {
  const strip = $("strip");
  const was = strip.hidden;
  strip.hidden = !V.tl;
  if (V.tl) fill(strip, timeline(shownClaims));
  else fill(strip);
  if (was !== strip.hidden) requestAnimationFrame(() => { network.redraw(); measureFurniture(); });
}
