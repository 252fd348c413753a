// The shortest way between two things over the claims that pass, and what two things have in common.

/** @type {Set<number> | null} */
let pathClaims = null;
/** @type {number[]} */
let pathNodes = [];
/** Waiting for the other end of a path. */
let marking = false;
const isEnd = (i) => V.path !== null && (V.path[0] === i || V.path[1] === i);

/** Work out the path of the state. */
function findPath() {
  pathClaims = null;
  pathNodes = [];
  if (!V.path) return;
  const steps = shortest(V.path[0], V.path[1]);
  pathClaims = new Set();
  if (!steps) return;
  pathNodes = steps;
  for (let k = 0; k + 1 < steps.length; k++) for (const c of between(steps[k], steps[k + 1])) pathClaims.add(c);
}
/** Claims that pass between two things, the best first. */
const between = (a, b) => Array.from(claimsOf(a)).filter((c) => pass[c] && other(c, a) === b).sort(worth);

/**
 * The things on the shortest path, searched from both ends; asserted claims go before others.
 * @param {number} a @param {number} b @returns {number[] | null}
 */
function shortest(a, b) {
  if (a === b) return [a];
  for (const only of [true, false]) {
    const from = [new Map([[a, -1]]), new Map([[b, -1]])];
    let rings = [[a], [b]];
    while (rings[0].length && rings[1].length) {
      const side = rings[0].length <= rings[1].length ? 0 : 1, next = [];
      let met = -1;
      for (const i of rings[side]) {
        for (const c of claimsOf(i)) {
          const o = other(c, i);
          if (!pass[c] || o < 0 || statusOf(c) === NEGATED || (only && statusOf(c) !== 0) || from[side].has(o) || V.h.has(o)) continue;
          from[side].set(o, i);
          if (from[1 - side].has(o)) { met = o; break; }
          next.push(o);
        }
        if (met >= 0) break;
      }
      if (met >= 0) {
        const left = [], right = [];
        for (let i = met; i >= 0; i = from[0].get(i)) left.unshift(i);
        for (let i = from[1].get(met); i >= 0; i = from[1].get(i)) right.push(i);
        return [...left, ...right];
      }
      rings[side] = next;
    }
  }
  return null;
}

/** Things tied to both. */
function common(a, b) {
  const mine = new Set(neighbours(a));
  return neighbours(b).filter((i) => mine.has(i) && i !== a && i !== b);
}

/** Ask for the other end: the next thing chosen, in the drawing or by search. */
function startPath() {
  if (V.path) V.path = null;
  marking = true;
  askEnd();
}
function askEnd() {
  $("q").value = "";
  $("q").placeholder = V.n < 0 ? "Path from which thing?" : `Path from ${cut(label(V.n), 24)} to which thing?`;
  drawSearch();
  drawCard();
  openSearch();
  say(V.n < 0 ? "Path. Choose the first thing." : `Path from ${label(V.n)}. Choose the other thing.`);
}
/** Give up or end the choice of ends. */
function endMarking() {
  marking = false;
  $("q").placeholder = "Search names, relations, sentences";
}
function markEnd(i) {
  if (V.n < 0) { // the first of two
    select(i);
    marking = true;
    askEnd();
    return;
  }
  endMarking();
  const from = V.n >= 0 ? V.n : i;
  if (from === i) { select(i); return; }
  keep();
  V.path = [from, i];
  V.e = -1;
  V.h.delete(i); V.h.delete(from);
  update("push");
  if (V.view !== "graph") setView("graph");
  if (pathNodes.length) fit(new Set(pathNodes));
  say(pathSpeech());
  focusCard();
}
function pathSpeech() {
  if (!pathNodes.length) return "No path over what is shown. Try all relations.";
  const steps = [];
  for (let k = 0; k + 1 < pathNodes.length; k++) steps.push(speakClaim(between(pathNodes[k], pathNodes[k + 1])[0]));
  return `${plural(pathNodes.length - 1, "step")}: ${pathNodes.map(label).join(", ")}. ${steps.join(" ")}`;
}

/** The card of a path: each step with its sentence. */
function pathCard() {
  const [a, b] = V.path;
  const rows = [];
  for (let k = 0; k + 1 < pathNodes.length; k++) {
    const list = between(pathNodes[k], pathNodes[k + 1]), c = list[0], e = evidenceOf(c)[0];
    rows.push(h("li", null,
      claimRow(c, null), list.length > 1 ? h("p", { class: "meta", text: `${plural(list.length - 1, "more claim", "more claims")} between them` }) : null,
      h("p", { class: "quoted" }, marked(c, e)), h("p", { class: "meta", text: docTitle(G.evidence.doc[e]) })));
  }
  const both = common(a, b);
  return [
    closeButton(),
    h("section", { "aria-labelledby": "card-title" },
      h("div", { class: "kicker" }, icon("path", 16), pathNodes.length ? plural(pathNodes.length - 1, "step") : "No path"),
      h("h1", { id: "card-title", class: "claim", tabindex: -1 }, label(a), h("span", { class: "rel", text: " to " }), label(b)),
      pathNodes.length ? h("p", { class: "plain", text: pathNodes.map(label).join(" → ") })
        : h("p", { class: "lede" }, "No path over what is shown. ", filtering() ? h("button", { type: "button", class: "link", text: "Try all relations", onclick: () => { keep(); clearFilters(); filtered("Filters cleared."); } }) : "Denials do not count as ties."),
      h("ol", { class: "steps" }, rows),
      both.length ? [h("h2", null, "In common", h("span", { class: "n", text: String(both.length) })), h("div", { class: "chips" }, both.slice(0, 12).map((i) => thingChip(i)))] : null),
    h("div", { class: "foot" }, copyButton("Copy link", () => location.href, "Link"),
      h("button", { type: "button", class: "btn", text: "Other way round", onclick: () => { V.path = [b, a]; V.n = b; update("push"); say(pathSpeech()); } })),
  ];
}
