// The articles as they are, with their mentions and claims: from the text to the graph and back.

let textQuery = "";
/** @type {number} */
let readAt = -1;

/** Open an article at the sentence of a piece of evidence. @param {number} k @param {number} c @param {number} e */
function readDocument(k, c, e) {
  V.view = "documents";
  V.doc = k;
  V.e = c;
  readAt = e;
  update("push");
  say(`${docTitle(k)}, at the sentence.`);
}

/** Evidence of a document by the offset of its sentence. @type {Map<number, any[]>} */
let evidenceByDoc = null;
function evidenceIn(k) {
  if (!evidenceByDoc) {
    evidenceByDoc = new Map();
    for (let c = 0; c < G.m; c++) {
      for (let e = G.first[c]; e < G.first[c + 1]; e++) {
        const d = G.evidence.doc[e];
        if (!evidenceByDoc.has(d)) evidenceByDoc.set(d, []);
        evidenceByDoc.get(d).push({ c, e, from: G.evidence.start[e], to: G.evidence.start[e] + G.evidence.len[e] });
      }
    }
  }
  return (evidenceByDoc.get(k) || []).filter((x) => pass[x.c] || x.c === V.e);
}

function drawDocuments() {
  const sheet = $("sheetview");
  if (!G.documents.length) { fill(sheet, h("div", { class: "empty", text: "There are no articles." })); return; }
  const q = quick(textQuery.trim());
  const order = G.documents.map((_, k) => k).filter((k) => !q || quick(`${docTitle(k)} ${textOf(k)}`).includes(q));
  const list = order.slice(0, 300);
  if (V.doc < 0 || (q && !order.includes(V.doc))) V.doc = list.length ? list[0] : V.doc;
  const input = h("input", { type: "text", "aria-label": "Search the full text", placeholder: "Search the full text", value: textQuery, onchange: () => { textQuery = input.value; drawDocuments(); say(`${plural(order.length, "article")}.`); } });
  fill(sheet, h("div", { class: "docs" },
    h("nav", { "aria-label": "Articles" }, h("div", { class: "row" }, input), q ? h("p", { class: "meta", text: `${plural(order.length, "article")} with “${textQuery}”` }) : null,
      list.map((k) => h("button", { type: "button", "aria-current": k === V.doc ? "true" : null, onclick: () => { V.doc = k; V.e = -1; readAt = -1; update("push"); say(docTitle(k)); sheet.scrollTop = 0; } }, docTitle(k), h("span", { class: "meta", text: ` ${plural(counts.doc[k], "claim")}` })))),
    V.doc >= 0 ? articleOf(V.doc, q) : h("div", { class: "empty", text: "No article has this." })));
  const on_ = sheet.querySelector(".sent.on");
  if (on_) on_.scrollIntoView({ block: "center" });
}

function articleOf(k, q) {
  const doc = G.documents[k], known = evidenceIn(k);
  const about = [doc.source, doc.published && dateWords(doc.published), doc.path, plural(new Set(known.map((x) => x.c)).size, "claim")].filter(Boolean).join(" · ");
  const words = textOf(k), heads = headlines(doc.title, words);
  // Of several it is the one with claims that is shown, so that their way into the text is there.
  const shown = heads.find(([a, b]) => known.some((x) => x.from < b && x.to > a)) || heads.find(([a]) => !(G.dropped[k] || []).some((x) => x[0] <= a && x[1] > a)) || heads[0];
  const after = heads.length ? heads[heads.length - 1][1] : 0, begins = after + words.slice(after).search(/\S|$/);
  const inHead = known.filter((x) => !words && sameWords(quote(x.e), doc.title)), others = known.filter((x) => !inHead.includes(x));
  const head = shown ? bodyOf(k, known, q, shown[0], shown[1]) : inHead.length ? [h("span", { class: inHead.some((x) => x.c === V.e) ? "sent on" : "sent", text: doc.title }), h("span", { class: "ticks" }, inHead.map(tick))] : [doc.title];
  const body = words ? bodyOf(k, known, q, begins, words.length) : known.length ? [h("p", { class: "meta", text: "The graph holds only the sentences, not the whole article." }), ...sentencesOf(others)] : [h("p", { class: "meta", text: "The graph does not hold its text." })];
  return h("article", { "aria-labelledby": "doc-title" }, h("h1", { id: "doc-title", tabindex: -1 }, head), h("p", { class: "meta" }, about, doc.copy !== undefined ? ` · repeats ${docTitle(doc.copy)}` : ""),
    doc.url && /^https?:/.test(doc.url) ? h("p", { class: "meta" }, h("a", { href: doc.url, rel: "noreferrer noopener", target: "_blank", text: doc.url })) : null,
    h("div", { class: "body quote" }, body));
}
const bareWords = (t) => t.trim().replace(/\s+/g, " ").replace(/[.!?…]+$/, "").toLowerCase();
const sameWords = (a, b) => bareWords(a) === bareWords(b);
/** Where a text says its title before anything else: the heading has it already. @param {string} title @param {string} words @returns {[number, number][]} */
function headlines(title, words) {
  /** @type {[number, number][]} */
  const out = [];
  for (let at = 0; ;) {
    const from = at + words.slice(at).search(/\S|$/), line = words.slice(from).split("\n", 1)[0];
    // A line of its own, or the first sentence of a longer one.
    const end = sameWords(line, title) ? line.trimEnd().length : titleSentence(line, title);
    if (!end || !bareWords(title)) return out;
    out.push([from, from + end]);
    at = from + end;
  }
}
/** How much of a line is its first sentence, if that is the title; else 0. */
function titleSentence(line, title) {
  const t = title.trim(), stop = /^[.!?…]+(?=\s)/.exec(line.slice(t.length));
  if (!sameWords(line.slice(0, t.length), t)) return 0;
  return stop ? t.length + stop[0].length : /[.!?…]$/.test(t) && /^\s/.test(line.slice(t.length)) ? t.length : 0;
}
const tick = (x) => h("button", { type: "button", class: "tick", "data-claim": claimId(x.c), title: claimWords(x.c), "aria-label": speakClaim(x.c), onclick: () => { readAt = x.e; selectClaim(x.c, true); } }, lineIcon(statusOf(x.c)));
function sentencesOf(known) {
  const by_ = new Map();
  for (const x of known) { if (!by_.has(x.from)) by_.set(x.from, []); by_.get(x.from).push(x); }
  return [...by_.entries()].sort((a, b) => a[0] - b[0]).map(([, list]) => h("p", null, h("span", { class: list.some((x) => x.c === V.e) ? "sent on" : "sent", text: quote(list[0].e) }), h("span", { class: "ticks" }, list.map(tick))));
}

/** A part of the text in pieces: sentences with claims, mentions inside them, what was left out greyed. */
function bodyOf(k, known, q, begin, stop) {
  const words = textOf(k), out = [];
  const sentences = [...new Map(known.map((x) => [x.from, x])).values()].sort((a, b) => a.from - b.from);
  const { all: list, start } = G.mentions, mentions = [];
  for (let j = 3 * start[k]; j < 3 * start[k + 1]; j += 3) mentions.push({ from: list[j], to: list[j] + list[j + 1], i: list[j + 2] });
  mentions.sort((a, b) => a.from - b.from || b.to - a.to);
  const gone = G.dropped[k] || [];
  const cutsAt = new Set([begin, stop]);
  for (const x of sentences) { cutsAt.add(x.from); cutsAt.add(x.to); }
  for (const [a, b] of gone) { cutsAt.add(a); cutsAt.add(b); }
  const edges = [...cutsAt].filter((x) => x >= begin && x <= stop).sort((a, b) => a - b);
  let m = 0;
  const inner = (from, to) => {
    const bits = [];
    let at = from;
    while (m < mentions.length && mentions[m].from < from) m++;
    while (m < mentions.length && mentions[m].from < to) {
      const x = mentions[m++];
      if (x.from < at || x.to > to) continue;
      bits.push(...found(words.slice(at, x.from), q), h("button", { type: "button", class: `men s${G.family[x.i]}`, "data-thing": idOf(x.i), title: `${label(x.i)}, ${classLabel(x.i)}`, onclick: () => showInGraph(x.i), text: words.slice(x.from, x.to) }));
      at = x.to;
    }
    bits.push(...found(words.slice(at, to), q));
    return bits;
  };
  for (let j = 0; j + 1 < edges.length; j++) {
    const [a, b] = [edges[j], edges[j + 1]], mine = known.filter((x) => x.from <= a && x.to >= b), left = gone.find((x) => x[0] <= a && x[1] >= b);
    if (left) out.push(h("span", { class: "gone", title: `not read: ${left[2]}`, text: words.slice(a, b) }));
    else if (mine.length) {
      const here = mine.some((x) => x.c === V.e && (readAt < 0 || x.e === readAt));
      const end = mine.filter((x) => x.to === b || (b === stop && x.to > b));
      out.push(h("span", { class: here ? "sent on" : "sent" }, inner(a, b)), end.length ? h("span", { class: "ticks" }, end.map(tick)) : "");
    } else out.push(...inner(a, b));
  }
  return out;
}
function found(words, q) {
  if (!q) return [words];
  const out = [], flat = quick(words);
  if (flat.length !== words.length) return [words];
  let at = 0;
  for (let k = flat.indexOf(q); k >= 0; k = flat.indexOf(q, at)) { out.push(words.slice(at, k), h("mark", { class: "mk", text: words.slice(k, k + q.length) })); at = k + q.length; }
  out.push(words.slice(at));
  return out;
}
function showInGraph(i) {
  V.view = "graph";
  V.path = null;
  select(i, true);
}
