// The keyboard: every way of the mouse is a way of the keys too.

let letters = true;
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** The line that n and N have reached at the focused thing. */
let edgeAt = -1;
let edgeOf = -1;

/** The nearest thing in a direction, of some. @param {number} i @param {number[]} dir @param {Iterable<number>} among */
function toward(i, dir, among) {
  const p = pos.get(i);
  let best = -1, least = Infinity;
  for (const o of among) {
    if (o === i || !visible.has(o)) continue;
    const q = pos.get(o), dx = q.x - p.x, dy = q.y - p.y, d = Math.hypot(dx, dy) || 1, turn = (dx * dir[0] + dy * dir[1]) / d;
    if (turn < 0.3) continue;
    const cost = d * (2.2 - turn);
    if (cost < least) { least = cost; best = o; }
  }
  return best;
}

function onKey(e) {
  const target = e.target, typing = target instanceof HTMLInputElement && target.type !== "checkbox" || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
  if (e.key === "Escape") { e.preventDefault(); escape_(); return; }
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (typing) return;
  const inGraph = target instanceof HTMLElement && target.closest("#spots");
  if (inGraph && DIRECTIONS[e.key]) {
    e.preventDefault();
    const i = target.dataset.i !== undefined ? +target.dataset.i : edgeOf;
    const near = e.shiftKey ? visible : shownClaims.filter((c) => (subject(c) === i || object(c) === i) && object(c) >= 0).map((c) => other(c, i));
    const to = toward(i, DIRECTIONS[e.key], near);
    if (to < 0) { say(`Nothing that way from ${label(i)}.`); return; }
    edgeAt = -1;
    focusNode(to);
    say(speakNode(to, i));
    return;
  }
  if (inGraph && e.key === "Enter") {
    e.preventDefault();
    if (target.dataset.claim !== undefined) { const c = claimBy(target.dataset.claim); if (c !== undefined) selectClaim(c, true); }
    else if (marking) markEnd(+target.dataset.i);
    else select(+target.dataset.i, true);
    return;
  }
  if (inGraph && e.key === " ") {
    e.preventDefault();
    const i = target.dataset.i !== undefined ? +target.dataset.i : edgeOf;
    if (V.n >= 0 && V.n !== i) markEnd(i);
    else { V.n = i; V.e = -1; V.path = null; marking = true; update("replace"); say(`${label(i)} marked. Mark another for the path between them.`); const b = spot(i); if (b) b.focus(); }
    return;
  }
  if (!letters && e.key.length === 1) return;
  const at = inGraph && target.dataset.i !== undefined ? +target.dataset.i : V.n;
  const on_ = (run) => { e.preventDefault(); if (at < 0) { say("Select a thing first."); return; } run(at); };
  switch (e.key) {
    case "/": e.preventDefault(); openSearch(); $("q").select(); break;
    case "?": e.preventDefault(); showHelp(); break;
    case "1": setView("graph"); break;
    case "2": setView("table"); break;
    case "3": setView("documents"); break;
    case "4": setView("sparql"); break;
    case "e": on_(expand); break;
    case "E": on_(collapse); break;
    case "h": on_(hide); break;
    case "p": on_(pin); break;
    case "x": on_((i) => { V.n = i; startPath(); }); e.preventDefault(); break;
    case "[": deepen(-1); break;
    case "]": deepen(1); break;
    case "z": undo(false); break;
    case "Z": undo(true); break;
    case "n": case "N": on_((i) => walkEdges(edgeOf >= 0 && inGraph && target.dataset.claim !== undefined ? edgeOf : i, e.key === "n" ? 1 : -1)); break;
    case "+": case "=": zoomBy(1.3); break;
    case "-": zoomBy(1 / 1.3); break;
    case "0": fit(); V.z = null; remember("replace"); say("All in view."); break;
    case "f": e.preventDefault(); medium.matches ? openRail() : $("rail").querySelector("input").focus(); break;
    case "y": V.tl = !V.tl; update("replace"); say(V.tl ? "Timeline shown." : "Timeline hidden."); break;
    case "l": copy(location.href, "Link"); break;
    default:
  }
}
function focusNode(i) {
  for (const b of $("spots").querySelectorAll("button[data-claim]")) b.remove();
  reveal(i);
  const b = spot(i);
  if (b) b.focus({ preventScroll: true });
}
/** Go to the next line of a thing: a button in the layer over the drawing, where the line is. */
function walkEdges(i, step) {
  if (V.view !== "graph") setView("graph");
  const list = shownClaims.filter((c) => (subject(c) === i || object(c) === i) && object(c) >= 0).sort(worth);
  if (!list.length) { say(`${label(i)} has no claims shown.`); return; }
  if (edgeOf !== i) edgeAt = -1;
  edgeOf = i;
  edgeAt = (edgeAt + step + list.length + (edgeAt < 0 && step < 0 ? 1 : 0)) % list.length;
  const c = list[edgeAt], line = lines.find((l) => l.c === c) || lines.find((l) => (l.a === subject(c) && l.b === object(c)) || (l.b === subject(c) && l.a === object(c)));
  for (const b of $("spots").querySelectorAll("button[data-claim]")) b.remove();
  const p = line ? on(line, (line.t0 + line.t1) / 2) : pos.get(i);
  const button = h("button", { type: "button", "data-claim": claimId(c), "aria-label": speakClaim(c), onclick: () => selectClaim(c, true), onblur: () => setTimeout(() => { walked = -1; redraw(); }, 0) });
  button.style.left = `${p.x}px`; button.style.top = `${p.y}px`; button.style.width = button.style.height = `${28 * unit}px`;
  $("spots").append(button);
  walked = c;
  button.focus({ preventScroll: true });
  redraw();
  say(speakClaim(c));
}
let walked = -1;

/** Close the top layer; with none open, let go of what is selected. */
function escape_() {
  if ($("help").open) { $("help").close(); return; }
  if (!$("menu").hidden) { closeMenu(); return; }
  if (marking) { endMarking(); closeSearch(); drawCard(); say("Path given up."); return; }
  if (closeSearch()) { $("q").blur(); return; }
  if (closeRail()) return;
  if (highlighted) { highlighted = null; update(""); say("Highlight off."); return; }
  if (V.path) { V.path = null; update("push"); say("Path closed."); return; }
  if (V.e >= 0) {
    const c = V.e, back = V.n;
    V.e = -1;
    update("push");
    const row = document.querySelector(`[data-claim="${claimId(c)}"]`) || spot(back >= 0 ? back : subject(c));
    if (row instanceof HTMLElement) row.focus();
    say(back >= 0 ? `${label(back)}.` : `Claim closed. ${shownWords()}`);
    return;
  }
  if (V.n >= 0) { const i = deselect(); const b = V.view === "graph" ? spot(i) : null; if (b) b.focus(); return; }
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
function zoomBy(k) {
  const p = network.getViewPosition();
  move({ x: p.x, y: p.y }, clamp(network.getScale() * k, 0.05, 6), true);
  setTimeout(() => { rezoom(); soon(); redraw(); }, still.matches ? 0 : 240);
}

const KEYS = [["/", "search"], ["?", "this help"], ["Esc", "close, then deselect"], ["arrows", "to a neighbour, along a line"], ["Shift arrows", "to the nearest thing"], ["Enter", "open the card"], ["Space", "mark for a path"], ["n N", "next, previous claim of this thing"], ["e E", "expand, collapse"], ["[ ]", "depth 1 to 3"], ["h p x", "hide, pin, path from here"], ["z Z", "undo, redo"], ["+ - 0", "zoom, all in view"], ["f y l", "filters, timeline, copy link"]];
function showHelp() {
  const box = $("help");
  fill(box, h("h1", { id: "help-title", text: "Keys" }), h("dl", null, [[views().map((_, k) => k + 1).join(" "), views().map((v) => v[1]).join(", ")], ...KEYS].map(([k, words]) => [h("dt", null, h("kbd", { text: k })), h("dd", { text: words })])),
    h("div", { class: "row" }, h("input", { type: "checkbox", id: "letters", checked: letters || null, onchange: (e) => { letters = e.target.checked; } }), h("label", { for: "letters", text: "Single-letter keys" })),
    h("h2", { text: "How to read the drawing" }),
    h("ul", null, LINES.slice(0, G.statuses.length).map((L, k) => h("li", { class: "row" }, lineIcon(k), h("span", { text: `${capital(G.statuses[k])}: ${MEANING[k]}` })))),
    h("p", { class: "plain", text: "Thicker lines have more independent sources. Shape and colour tell the kind of thing; larger things have more claims." }),
    h("div", { class: "acts" }, h("button", { type: "button", class: "btn", text: "Close", onclick: () => box.close() })));
  box.showModal();
}
