// Small things that every other module uses. All text goes into the page as text: nothing here or
// elsewhere sets innerHTML, so no word of an article can become an element.

/** @type {(id: string) => any} */
const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element. Keys that begin with "on" are listeners, `text` is its text, the rest attributes.
 * @param {string} tag
 * @param {Record<string, any>} [set]
 * @param {...any} kids
 * @returns {any}
 */
function h(tag, set, ...kids) {
  const el = document.createElement(tag);
  for (const [key, value] of Object.entries(set || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) el.addEventListener(key.slice(2), value);
    else if (key === "text") el.textContent = value;
    else if (key === "class") el.className = value;
    else el.setAttribute(key, value === true ? "" : String(value));
  }
  for (const kid of kids.flat(3)) if (kid !== null && kid !== undefined && kid !== false) el.append(kid);
  return el;
}

/** Make an SVG element. @param {string} tag @param {Record<string, any>} [set] @param {...any} kids @returns {any} */
function s(tag, set, ...kids) {
  const el = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(set || {})) {
    if (key.startsWith("on")) el.addEventListener(key.slice(2), value);
    else if (key === "text") el.textContent = value;
    else if (value !== null && value !== undefined && value !== false) el.setAttribute(key, String(value));
  }
  for (const kid of kids.flat(3)) if (kid) el.append(kid);
  return el;
}

/** Put these children into an element instead of what is there. */
const fill = (el, ...kids) => el.replaceChildren(...kids.flat(3).filter((k) => k !== null && k !== undefined && k !== false));

const clamp = (x, low, high) => Math.max(low, Math.min(high, x));
const grouped = new Intl.NumberFormat("en"); // made once: it is slow to make
const number = (n) => grouped.format(n);
const plural = (n, one, many) => `${number(n)} ${n === 1 ? one : many || one + "s"}`;
const by = (...keys) => (a, b) => {
  for (const key of keys) {
    const x = key(a), y = key(b);
    if (x < y) return -1;
    if (x > y) return 1;
  }
  return 0;
};

/** Text without half a character, which no address and no file can hold. @param {string} t */
const whole = (t) => t.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");

/** Fold case and accents away, for search. @param {string} text */
const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

const still = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("(max-width: 719px)");
const medium = matchMedia("(max-width: 1199px)");

/** Let the reader keep a file. @param {string} name @param {string} type @param {BlobPart} content */
function download(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** Copy text; a page opened from a file may not use the clipboard, then the old way. @param {string} text */
async function copy(text, what) {
  lastCopied = text;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = h("textarea", { class: "spoken", "aria-hidden": "true" });
    area.value = text;
    const at = document.activeElement;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    if (at instanceof HTMLElement) at.focus();
  }
  notice(`${what} copied.`);
}
let lastCopied = "";

/** @type {any} */
let noticeTimer = 0;
/** Say something over the drawing for some seconds. @param {string} text @param {{label: string, run: () => void}} [act] */
function notice(text, act) {
  const box = $("notice");
  const close = () => { box.hidden = true; };
  fill(box, h("span", { text }), act ? h("button", { type: "button", text: act.label, onclick: () => { close(); act.run(); } }) : null);
  box.hidden = false;
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(close, act ? 8000 : 4000);
  say(text);
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A date as people write it: 2019-06-05 -> 5 Jun 2019. @param {string} iso */
function dateWords(iso) {
  if (iso.includes("/")) return iso.split("/").map(dateWords).join(" – ");
  const m = /^(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(iso);
  if (!m || (m[2] && !MONTHS[+m[2] - 1])) return iso.replace(/^(\d{4})-W(\d\d)$/, "week $2 of $1");
  return [m[3] && String(+m[3]), m[2] && MONTHS[+m[2] - 1], m[1]].filter(Boolean).join(" ");
}

const DAY = 86400000;
/** @typedef {{from: number, to: number, kind: string} | null} Stretch days since 1970, both ends in */
/** @type {Map<string, Stretch>} */
const stretches = new Map();
/** The stretch of days that a date of any precision means, or null. @param {string} iso @returns {Stretch} */
function stretch(iso) {
  let known = stretches.get(iso);
  if (known === undefined) stretches.set(iso, (known = stretchOf(iso)));
  return known;
}
/** @param {string} iso @returns {Stretch} */
function stretchOf(iso) {
  if (!iso) return null;
  if (iso.includes("/")) {
    const [a, b] = iso.split("/").map(stretch);
    return a && b && b.to >= a.from ? { from: a.from, to: b.to, kind: "span" } : a || b || null;
  }
  const week = /^(\d{4})-W(\d\d)$/.exec(iso);
  if (week) {
    const jan4 = Date.UTC(+week[1], 0, 4) / DAY;
    const from = jan4 - ((new Date(jan4 * DAY).getUTCDay() + 6) % 7) + (+week[2] - 1) * 7;
    return { from, to: from + 6, kind: "week" };
  }
  const m = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(iso);
  if (!m) return null;
  const year = +m[1], month = m[2] ? +m[2] - 1 : 0;
  const day = (y, mo, d) => { const t = new Date(0); t.setUTCFullYear(y, mo, d); return Math.round(t.getTime() / DAY); };
  if (m[3]) return { from: day(year, month, +m[3]), to: day(year, month, +m[3]), kind: "day" };
  if (m[2]) return { from: day(year, month, 1), to: day(year, month + 1, 0), kind: "month" };
  return { from: day(year, 0, 1), to: day(year, 11, 31), kind: "year" };
}
/** Days since 1970 as an ISO date. @param {number} day */
const isoDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);
