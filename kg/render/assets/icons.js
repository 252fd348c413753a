// Icons are strokes in a box of 24; the shapes of families are paths around (0, 0). The same strings
// draw on the canvas, in the page and in an exported SVG.

/** @type {Record<string, string>} */
const ICONS = {
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l4.5 4.5",
  close: "M6 6l12 12M18 6L6 18",
  back: "M14 6l-6 6 6 6",
  next: "M10 6l6 6-6 6",
  expand: "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM12 3v4M12 17v4M3 12h4M17 12h4",
  path: "M5.5 16a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM18.5 3a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM8 18.5c9 0 1-13 8-13",
  pin: "M9 4h6l-1 7 3 3H7l3-3zM12 14v7",
  hide: "M4 4l16 16M9.5 5.5A10 10 0 0 1 12 5.200c5 0 8.500 4.300 9.500 6.800a12 12 0 0 1-2.700 3.800M6.500 7.500A13 13 0 0 0 2.500 12c1 2.500 4.500 6.800 9.500 6.800 1.500 0 2.900-.4 4.100-1M10 10a3 3 0 0 0 4 4",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  down: "M12 4v11M7 11l5 5 5-5M5 20h14",
  moon: "M20 14.500A8.500 8.500 0 1 1 9.500 4 7 7 0 0 0 20 14.500z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.500 1.500M17.500 17.500L19 19M19 5l-1.500 1.500M6.500 17.500L5 19",
  help: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.500 9.500a2.500 2.500 0 1 1 3.600 2.200c-.8.400-1.100.9-1.100 1.800M12 16.500v.1",
  undo: "M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10h-3",
  redo: "M16 5l4 4-4 4M20 9H10a5 5 0 0 0 0 10h3",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 2",
  filter: "M4 6h16M7 12h10M10 18h4",
  graph: "M12 3.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5zM5.500 15a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5zM18.500 15a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5zM10.800 8.200l-4 7M13.200 8.200l4 7M8 17.500h8",
  table: "M4 5h16v14H4zM4 10h16M4 14.500h16M10 5v14",
  documents: "M7 3h7l5 5v13H7zM14 3v5h5M10 12h6M10 16h6",
  more: "M5 12h.1M12 12h.1M19 12h.1",
  groups: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM17 12a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5zM3 14a6 6 0 0 1 9 0",
  sentence: "M7 3h10v18H7zM10 8h4M10 12h4M10 16h4",
  // families
  f0: "M12 5a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM5 20c.5-4 3-6 7-6s6.500 2 7 6",
  f1: "M4 20V6h8v14M12 20V10h7v10M2 20h20M6.500 9h3M6.500 12.500h3M15 13.500h2",
  f2: "M12 21c-4.500-5-6.500-8-6.500-11a6.500 6.500 0 0 1 13 0c0 3-2 6-6.500 11zM12 7.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z",
  f3: "M8 3h8v18H8zM11 18h2",
  f4: "M4 6h16v14H4zM4 10h16M8 3.500V6M16 3.500V6",
  f5: "M7 8h10M7 12h10M7 16h6",
  f6: "M8.500 6.500a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3 19c.4-3 2.300-4.500 5.500-4.500S13.600 16 14 19M16 8a2.500 2.500 0 1 1 0 5M17 15c2.400.2 3.700 1.600 4 4",
};

/** The outline of a family's shape of radius r around (0, 0). @param {number} family @param {number} r */
function outline(family, r) {
  const corner = (n, turn, k = 1) => {
    let d = "";
    for (let i = 0; i < n; i++) {
      const a = turn + (i * 2 * Math.PI) / n;
      d += `${i ? "L" : "M"}${(Math.cos(a) * r * k).toFixed(2)} ${(Math.sin(a) * r * k).toFixed(2)}`;
    }
    return d + "Z";
  };
  const box = (w, height, c) => `M${-w + c} ${-height}H${w - c}A${c} ${c} 0 0 1 ${w} ${-height + c}V${height - c}A${c} ${c} 0 0 1 ${w - c} ${height}H${-w + c}A${c} ${c} 0 0 1 ${-w} ${height - c}V${-height + c}A${c} ${c} 0 0 1 ${-w + c} ${-height}Z`;
  switch (family) {
    case 0: return `M${r} 0A${r} ${r} 0 1 1 ${-r} 0A${r} ${r} 0 1 1 ${r} 0Z`;
    case 1: return box(r * 0.94, r * 0.94, r * 0.28);
    case 2: return corner(6, Math.PI / 6, 1.08);
    case 3: return corner(4, 0, 1.16);
    case 4: return corner(5, -Math.PI / 2, 1.1);
    case 5: { const w = r * 0.8, t = r * 0.98, f = r * 0.5; return `M${-w} ${-t}H${w - f}L${w} ${-t + f}V${t}H${-w}ZM${w - f} ${-t}V${-t + f}H${w}`; }
    default: return box(r * 1.22, r * 0.8, r * 0.8);
  }
}

/** An icon as an element. @param {string} name @param {number} [size] */
const icon = (name, size = 20) =>
  s("svg", { width: size, height: size, viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": name === "more" ? 3 : 1.7, "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" }, s("path", { d: ICONS[name] }));

/** The mark of a family as an element. @param {number} family @param {number} [size] */
const familyIcon = (family, size = 20) =>
  s("svg", { width: size, height: size, viewBox: "-12 -12 24 24", fill: "none", "stroke-linejoin": "round", "aria-hidden": "true" },
    s("path", { d: outline(family, 9), fill: `var(--t${family})`, stroke: `var(--f${family})`, "stroke-width": 1.7 }),
    s("path", { d: ICONS[`f${family}`], transform: "scale(.42) translate(-12 -12)", stroke: `var(--f${family})`, "stroke-width": 3, "stroke-linecap": "round" }));

// How each status is drawn: dash pattern and width in CSS px, head, bar, colour token.
// Every row differs from every other without its colour.
const LINES = [
  { dash: [], width: 1.3, head: "filled", bar: false, color: "edge", before: "", after: "", say: "asserted" },
  { dash: [0.1, 6], width: 2.6, head: "open", bar: false, color: "edge", before: "“", after: "”", say: "attributed", cap: "round" },
  { dash: [9, 5], width: 1.3, head: "open", bar: false, color: "edge", before: "planned: ", after: "", say: "planned" },
  { dash: [], width: 1.6, head: "filled", bar: true, color: "negated", before: "not: ", after: "", say: "Denied" },
  { dash: [10, 4, 1.5, 4], width: 1.1, head: "open", bar: false, color: "hypothetical", before: "maybe: ", after: "", say: "hypothetical" },
  { dash: [], width: 1, head: "open", bar: false, color: "edge", before: "∴ ", after: "", say: "inferred", double: true },
];
const NEGATED = 3, INFERRED = 5;

/** A sample of a status's line, as in the legend. @param {number} status */
const lineIcon = (status) => {
  const L = LINES[status];
  return s("svg", { width: 28, height: 16, viewBox: "0 0 28 16", fill: "none", stroke: `var(--${L.color})`, "aria-hidden": "true" },
    s("path", { d: L.double ? "M2 6H26M2 10H26" : "M2 8H26", "stroke-width": L.width + 0.4, "stroke-dasharray": L.dash.map((x) => (status === 4 ? x * 0.75 : x)).join(" ") || null, "stroke-linecap": L.cap || "butt" }),
    L.bar ? s("path", { d: "M14 2V14", "stroke-width": 2.6 }) : null);
};
