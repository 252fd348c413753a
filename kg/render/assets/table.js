// The table: exactly the claims that are shown, for those who would rather read, sort and take away.

/** Of a graph that is too large to draw: all that pass the filters, not only what is drawn. */
let tableAll = false;
let tableRoom = 300;

/** Key, heading, what is sorted by. @type {any[]} */
const COLUMNS = [
  ["subject", "Subject", (c) => fold(label(subject(c)))], ["relation", "Relation", (c) => relation(c)[1]], ["object", "Object", (c) => fold(objectWords(c))],
  ["status", "Status", (c) => statusOf(c)], ["when", "When", (c) => G.times[c] || "9999"], ["articles", "Articles", (c) => articles(c)], ["sentence", "Sentence", (c) => fold(sentenceOf(c))],
];

/** The claims of the table in its order. */
function tableClaims() {
  let list = [];
  if (tableAll) { for (let c = 0; c < G.m; c++) if (pass[c]) list.push(c); }
  else list = shownClaims.slice();
  const [name, way] = V.s.split("."), column = COLUMNS.find((x) => x[0] === name) || COLUMNS[5], sign = way === "desc" ? -1 : 1;
  const keys = new Map(list.map((c) => [c, column[2](c)]));
  return list.sort((a, b) => { const x = keys.get(a), y = keys.get(b); return x < y ? -sign : x > y ? sign : worth(a, b); });
}

function drawTable() {
  const list = tableClaims(), sheet = $("sheetview");
  const [name, way] = V.s.split(".");
  const head = COLUMNS.map(([key, words]) => h("th", { scope: "col", "aria-sort": key === name ? (way === "desc" ? "descending" : "ascending") : "none" },
    h("button", { type: "button", onclick: () => { V.s = `${key}.${key === name ? (way === "desc" ? "asc" : "desc") : key === "articles" ? "desc" : "asc"}`; update("push"); say(`Sorted by ${words}.`); sheet.querySelector(`th:nth-child(${COLUMNS.findIndex((x) => x[0] === key) + 1}) button`).focus(); } }, words, key === name ? (way === "desc" ? " ↓" : " ↑") : "")));
  const rows = list.slice(0, tableRoom).map((c) => {
    const o = object(c), said = sentenceOf(c), who = statusOf(c) === 1 ? speakers(c)[0] || "" : "";
    return h("tr", { "data-claim": claimId(c), class: c === V.e ? "on" : "", onclick: (ev) => { if (!(ev.target instanceof HTMLButtonElement)) selectClaim(c, true); } },
      h("td", null, h("div", { class: "flex" }, familyIcon(G.family[subject(c)]), h("button", { type: "button", class: "cell", "aria-label": speakClaim(c), onclick: () => selectClaim(c, true), text: label(subject(c)) }))),
      h("td", { class: statusOf(c) === NEGATED ? "denied" : "" }, relationWords(c)),
      h("td", null, h("div", { class: "flex" }, o >= 0 ? familyIcon(G.family[o]) : null, h("span", { class: "cut", title: objectWords(c), text: objectWords(c) }))),
      h("td", null, h("div", { class: "flex" }, lineIcon(statusOf(c)), h("span", { class: "cut" }, capital(G.statuses[statusOf(c)]), who ? h("span", { class: "meta", text: ` ${who}` }) : null))),
      h("td", { text: G.times[c] ? dateWords(G.times[c]) : "no date", class: G.times[c] ? "" : "meta" }),
      h("td", { text: String(articles(c)) }),
      h("td", null, h("div", { class: c < G.stated ? "cut quote" : "cut", title: said, text: said.replace(/\s+/g, " ") })));
  });
  const act = (name_, words, run) => h("button", { type: "button", class: "btn", onclick: run }, icon(name_, 16), words);
  const all = passed !== shownClaims.length;
  fill(sheet,
    h("div", { class: "top" }, h("h1", { tabindex: -1, text: `${number(list.length)} of ${number(G.m)} claims` }),
      all ? h("div", { class: "chips", role: "group", "aria-label": "Which claims" }, h("button", { type: "button", class: "chip", "aria-pressed": String(!tableAll), text: `In the drawing ${number(shownClaims.length)}`, onclick: () => { tableAll = false; update(""); say(`Claims in the drawing. ${shownWords()}`); } }), h("button", { type: "button", class: "chip", "aria-pressed": String(tableAll), text: `All that pass ${number(passed)}`, onclick: () => { tableAll = true; update(""); say(`All claims that pass. ${number(passed)}.`); } })) : null,
      h("div", { class: "chips" }, filterChips()),
      h("div", { class: "right" }, h("button", { type: "button", class: "btn", "aria-pressed": String(V.tl), onclick: () => { V.tl = !V.tl; update("replace"); say(V.tl ? "Timeline shown." : "Timeline hidden."); } }, icon("clock", 16), "Timeline"),
        act("copy", "Copy", () => copy(csv(list, "\t"), plural(list.length, "row"))), act("down", "CSV", () => download("claims.csv", "text/csv", "\ufeff" + csv(list, ","))), act("down", "JSON", () => download("claims.json", "application/json", JSON.stringify(list.map(claimJson), null, 1))))),
    V.tl ? timeline(list) : null,
    list.length ? h("table", { class: "claims" }, h("caption", { class: "spoken", text: "Claims shown" }), h("colgroup", null, ["15%", "14%", "15%", "14%", "10%", "8%", "24%"].map((w) => s("col", null) && h("col", { width: w }))), h("thead", null, h("tr", null, head)), h("tbody", null, rows))
      : h("div", { class: "empty" }, "No claim passes these filters. ", h("div", null, h("button", { type: "button", class: "btn", text: "Clear filters", onclick: () => { keep(); clearFilters(); filtered("Filters cleared."); } }))),
    list.length > tableRoom ? h("div", { class: "more" }, h("button", { type: "button", class: "btn", text: `Show ${number(Math.min(1000, list.length - tableRoom))} more of ${number(list.length - tableRoom)}`, onclick: () => { tableRoom += 1000; drawTable(); } })) : null);
}
