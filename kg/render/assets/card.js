// The card of a thing: its facts as sentences from its name down, grouped by relation.

const closeButton = () => h("button", { type: "button", class: "icon close", "aria-label": "Close card", onclick: () => { const was = deselect(); const b = spot(was); if (b) b.focus(); } }, icon("close"));
/** A button that copies what a function makes. */
const copyButton = (words, make, what) => h("button", { type: "button", class: "btn", onclick: () => copy(make(), what || words) }, /^Copy/.test(words) ? icon("copy", 16) : null, words);
const thingChip = (i, n) => h("button", { type: "button", class: "chip", "data-thing": i, onclick: () => select(i, true) }, familyIcon(G.family[i], 18), cut(label(i), 40), n === undefined ? null : h("span", { class: "n", text: number(n) }));

/** Draw the card that the state asks for. */
function drawCard() {
  const card = $("card");
  let made;
  if (V.path) made = pathCard();
  else if (V.e >= 0) made = claimCard(V.e);
  else if (V.n >= 0) made = entityCard(V.n);
  else made = overviewCard();
  const kind = V.path ? `p${V.path}` : `${V.e}/${V.n}`;
  const scrolled = card.dataset.kind === kind && card.querySelector("section") ? card.querySelector("section").scrollTop : 0;
  const had = card.contains(document.activeElement);
  fill(card, made);
  card.dataset.kind = kind;
  const section = card.querySelector("section");
  if (section && scrolled) section.scrollTop = scrolled;
  if (had) { const head = card.querySelector("h1"); if (head) head.focus({ preventScroll: true }); }
  $("main").classList.toggle("card-open", V.path !== null || V.e >= 0 || V.n >= 0);
}

/** Size, date and status of a claim, for the right end of its row. */
function claimInfo(c) {
  const bits = [];
  if (statusOf(c) !== 0) {
    const who = statusOf(c) === 1 ? speakers(c) : [];
    bits.push(h("b", { text: statusOf(c) === 1 && who.length ? `attributed to ${cut(who[0], 34)}` : G.statuses[statusOf(c)] }));
  }
  if (G.times[c]) bits.push(dateWords(G.times[c]));
  bits.push(plural(articles(c), "article"));
  return h("span", { class: "info" }, bits.flatMap((b, k) => (k ? [" · ", b] : [b])));
}
/** A claim as a row: with `from`, only the other end is named. @param {number} c @param {number | null} from */
function claimRow(c, from) {
  const end = from === null ? subject(c) : other(c, from);
  const words = from === null ? [label(subject(c)), " ", h("span", { class: statusOf(c) === NEGATED ? "denied" : "rel", text: relationWords(c) }), " ", objectWords(c)]
    : [end >= 0 ? label(end) : objectWords(c)];
  return h("button", { type: "button", class: "fact", "data-claim": claimId(c), "aria-current": c === V.e ? "true" : null, "aria-label": speakClaim(c), onclick: () => selectClaim(c, true) },
    lineIcon(statusOf(c)), end >= 0 ? familyIcon(G.family[end]) : null, h("span", { class: "what" }, words), claimInfo(c));
}

/** Facts of a thing in groups: heading, rows. A denial has a heading of its own. @param {number} i */
function factGroups(i) {
  const groups = new Map();
  for (const c of passing(i)) {
    if (isValue(c)) continue;
    const incoming = subject(c) !== i, denied = statusOf(c) === NEGATED;
    const key = `${denied ? "not " : ""}${incoming && !symmetric(c) ? relation(c)[2] : relation(c)[1]}`;
    if (!groups.has(key)) groups.set(key, { key, denied, rows: [] });
    groups.get(key).rows.push(c);
  }
  const list = [...groups.values()];
  for (const g of list) { g.rows.sort(worth); g.best = Math.max(...g.rows.map((c) => sources(c) + (statusOf(c) === 0 ? 0.5 : 0))); }
  return list.sort(by((g) => (g.denied ? 1 : 0), (g) => -g.best, (g) => -g.rows.length, (g) => g.key));
}
const openGroups = new Set();
const FEW = 8;

function entityCard(i) {
  const list = passing(i), docs = new Set();
  for (const c of list) for (const e of evidenceOf(c)) docs.add(G.evidence.doc[e]);
  const also = aliases(i), joins = G.entities.joins[i] || [], same = G.entities.same[i] || [];
  const groups = factGroups(i).map((g) => {
    const key = `${i}|${g.key}`, all = openGroups.has(key) || g.rows.length <= FEW + 1;
    return [
      h("h2", { class: g.denied ? "denied" : "" }, g.key, g.rows.length > 1 ? h("span", { class: "n", text: String(g.rows.length) }) : null),
      h("ul", { "aria-label": g.key }, (all ? g.rows : g.rows.slice(0, FEW)).map((c) => h("li", null, claimRow(c, i)))),
      all ? null : h("button", { type: "button", class: "link", text: `${g.rows.length - FEW} more`, onclick: () => { openGroups.add(key); drawCard(); } }),
    ];
  });
  const values = list.filter(isValue);
  const act = (name, words, run, pressed) => h("button", { type: "button", class: "btn", "aria-pressed": pressed === undefined ? null : String(pressed), onclick: run }, icon(name, 16), words);
  return [
    closeButton(),
    h("section", { "aria-labelledby": "card-title" },
      h("div", { class: "kicker" }, familyIcon(G.family[i]), `${capital(classLabel(i))} · ${plural(list.length, "claim")} · ${number(docs.size)} of ${plural(G.documents.length, "article")}`),
      h("h1", { id: "card-title", tabindex: -1, text: label(i) }),
      also.length ? h("p", { class: "plain" }, "Also ", also.slice(0, 8).map((a) => `“${a}”`).join(", "), also.length > 8 ? ` and ${also.length - 8} more.` : ".") : null,
      also.length || joins.length ? h("details", { class: "how" }, h("summary", { text: "Why these were joined" }), joinList(i, joins)) : null,
      h("div", { class: "acts" },
        act("expand", hidingCount(i) ? `Expand ${number(hidingCount(i))}` : "Expand", () => expand(i)),
        act("path", marking ? "Choose the other end" : "Path", startPath, marking),
        act("pin", V.pin.has(i) ? "Unpin" : "Pin", () => pin(i), V.pin.has(i)), act("hide", "Hide", () => hide(i))),
      groups.length ? groups : h("p", { class: "lede", text: isolatedWords(i) }),
      groups.length ? null : mentionList(i),
      values.length ? [h("h2", { text: "Values" }), h("ul", null, values.map((c) => h("li", null, h("button", { type: "button", class: "fact", "data-claim": claimId(c), onclick: () => selectClaim(c, true) }, lineIcon(statusOf(c)), h("span", { class: "what" }, h("span", { class: "rel", text: relationWords(c) }), " ", objectWords(c)), claimInfo(c)))))] : null,
      same.length ? [h("h2", { text: "Elsewhere" }), h("ul", null, same.map((iri) => h("li", { class: "plain" }, /^https?:/.test(iri) ? h("a", { href: iri, rel: "noreferrer noopener", target: "_blank", text: iri.includes("wikidata") ? `Wikidata ${iri.split("/").pop()}` : iri }) : iri)))] : null),
    h("div", { class: "foot" }, copyButton("Copy as Turtle", () => turtle(list), "Turtle"), copyButton("SPARQL", () => sparqlAbout(i), "SPARQL"), copyButton("Link", () => location.href)),
  ];
}
function isolatedWords(i) {
  if (filtering() && claimsOf(i).length) return "No claim about it passes the filters.";
  const n = mentionsOf(i).length;
  return n ? `No claims; mentioned in ${plural(n, "sentence")}.` : "No claims.";
}
function joinList(i, joins) {
  if (!joins.length) return h("ul", { class: "joins" }, aliases(i).slice(0, 30).map((a) => h("li", null, `“${a}” is a form of the same name.`)));
  return h("ul", { class: "joins" }, joins.slice(0, 40).map(([name, other_, rule]) => h("li", null, `“${name}” and “${other_}”: ${rule}`, seenIn(other_) ? h("div", { class: "quote", text: seenIn(other_) }) : null)));
}
/** A sentence that holds a name, to show a join by. @param {string} name */
function seenIn(name) {
  for (let k = 0; k < G.documents.length; k++) {
    const at = textOf(k).indexOf(name);
    if (at >= 0) return around(textOf(k), at, name.length, 70);
  }
  return "";
}
function around(words, at, n, room) {
  const from = Math.max(0, at - room), to = Math.min(words.length, at + n + room);
  return (from ? "… " : "") + words.slice(from, to).replace(/\s+/g, " ").trim() + (to < words.length ? " …" : "");
}
/** Where a thing is mentioned: document, offset, length. @param {number} i */
function mentionsOf(i) {
  const out = [];
  const { all, start } = G.mentions;
  for (let k = 0; k < G.documents.length; k++) for (let j = 3 * start[k]; j < 3 * start[k + 1]; j += 3) if (all[j + 2] === i) out.push([k, all[j], all[j + 1]]);
  return out;
}
const mentionList = (i) => h("ul", null, mentionsOf(i).slice(0, 10).map(([k, at, n]) => h("li", { class: "evidence" }, h("blockquote", { text: around(textOf(k), at, n, 120) }), h("p", { class: "meta", text: docTitle(k) }))));
