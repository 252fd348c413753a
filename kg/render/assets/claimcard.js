// The card of a claim: every sentence that supports it, word for word, with its three parts marked.

const COUNT = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const inWords = (n) => COUNT[n] || number(n);
const capital = (t) => t.charAt(0).toUpperCase() + t.slice(1);

/** What the status means for this claim, in a sentence. @param {number} c */
function plainWords(c) {
  if (c >= G.stated) return " no article states it; it follows from what is stated by a rule of the ontology.";
  const n = articles(c), k = sources(c), who = speakers(c);
  const those = n === 1 ? "one article" : `${inWords(n)} articles`;
  const verb = [n === 1 ? "states it" : "state it", n === 1 ? "reports it" : "report it", n === 1 ? "tells it as a plan or expectation" : "tell it as a plan or expectation", n === 1 ? "denies it" : "deny it", n === 1 ? "tells it as possible, not as so" : "tell it as possible, not as so"][statusOf(c)];
  let out = ` ${those} ${verb}`;
  if (statusOf(c) === 1) out += who.length ? `, as what ${who.slice(0, 3).join(" and ")} ${who.length > 1 ? "say" : "says"}` : ", as somebody's word (not named)";
  out += ".";
  if (k < n) out += ` Nearly the same text: ${k === 1 ? "they count as one source" : `they count as ${inWords(k)} sources`}.`;
  return `${out} Confidence ${confidence(c).toFixed(2)}.`;
}

function claimCard(c) {
  const a = subject(c), b = object(c), E = G.evidence;
  const twins = Array.from(claimsOf(a)).filter((x) => subject(x) === a && G.claims.r[x] === G.claims.r[c] && (b >= 0 ? object(x) === b : isValue(x) && String(value(x)) === String(value(c))) && (pass[x] || x === c));
  const back = V.n >= 0 ? V.n : a;
  const also = b >= 0 ? Array.from(claimsOf(a)).filter((x) => pass[x] && other(x, a) === b && !twins.includes(x)).sort(worth) : [];
  const list = evidenceOf(c);
  const pieces = (list.length ? list : Array.from({ length: G.first[c + 1] - G.first[c] }, (_, k) => G.first[c] + k)).map((e) => {
    const k = E.doc[e], speaker = text(E.speaker[e]), time = text(E.time[e]), place = text(E.place[e]);
    const fact = (name, ...what) => [h("dt", { text: name }), h("dd", null, what)];
    return h("div", { class: "evidence" },
      h("blockquote", { tabindex: 0 }, marked(c, e)),
      h("dl", { class: "about" },
        fact("Article", k >= 0 ? h("a", { href: `#v=documents&read=${enc(G.documents[k].id)}&e=${claimId(c)}`, text: docTitle(k), onclick: (ev) => { ev.preventDefault(); readDocument(k, c, e); } }) : "unknown document",
          k >= 0 && G.documents[k].copy !== undefined ? ` (repeats ${docTitle(G.documents[k].copy)})` : ""),
        k >= 0 && (G.documents[k].source || G.documents[k].published) ? fact("Published", [G.documents[k].source, G.documents[k].published && dateWords(G.documents[k].published)].filter(Boolean).join(", ")) : null,
        speaker || statusOf(c) === 1 ? fact("Said by", speaker ? (E.speakerId[e] >= 0 ? h("button", { type: "button", class: "link", text: speaker, onclick: () => select(E.speakerId[e], true) }) : h("b", { text: speaker })) : "not named") : null,
        place ? fact("Where", E.placeId[e] >= 0 ? h("button", { type: "button", class: "link", text: place, onclick: () => select(E.placeId[e], true) }) : place) : null,
        fact("When", time ? dateWords(time) : "no date in the article")),
      h("details", { class: "how" }, h("summary", { text: "How it was read" }), `Rule ${text(E.rule[e]) || "unknown"}; confidence ${(E.conf[e] / 100).toFixed(2)}${text(E.model[e]) ? `; parser ${text(E.model[e])}` : ""}.`));
  });
  if (c >= G.stated) {
    pieces.push(h("div", { class: "evidence" }, h("dl", { class: "about" }, h("dt", { text: "Rule" }), h("dd", { text: capital(ruleWords(c)) })),
      h("h2", { text: "Follows from" }), h("ul", null, premises(c).map((x) => h("li", null, claimRow(x, null), x < G.stated ? h("p", { class: "quoted" }, marked(x, evidenceOf(x)[0] ?? G.first[x])) : null)))));
  }
  return [
    closeButton(),
    h("section", { "aria-labelledby": "card-title" },
      h("div", { class: "kicker" }, h("button", { type: "button", class: "link", onclick: () => select(back, true) }, "‹ ", cut(label(back), 40))),
      h("h1", { id: "card-title", class: "claim", tabindex: -1, "aria-label": `${claimWords(c)}, ${G.statuses[statusOf(c)]}${speakers(c).length ? ` to ${speakers(c)[0]}` : ""}` },
        label(a), " ", h("span", { class: statusOf(c) === NEGATED ? "denied" : "rel", text: statusOf(c) === NEGATED ? `not: ${relation(c)[1]}` : relation(c)[1] }), " ", objectWords(c)),
      h("div", { class: "tabs", role: "group", "aria-label": "Status" }, twins.sort((x, y) => statusOf(x) - statusOf(y)).map((x) => h("button", { type: "button", class: "chip", "aria-pressed": String(x === c), onclick: () => selectClaim(x, true) }, lineIcon(statusOf(x)), capital(G.statuses[statusOf(x)]), h("span", { class: "n", text: String(articles(x)) })))),
      h("p", { class: "plain" }, h("b", { text: `${capital(G.statuses[statusOf(c)])}:` }), plainWords(c), relation(c)[3] & 2 ? " The relation is not in the vocabulary; it is named by the words of the text." : ""),
      pieces,
      also.length ? [h("h2", { text: `Also between ${label(a)} and ${label(b)}` }), h("ul", null, also.map((x) => h("li", null, claimRow(x, null))))] : null),
    h("div", { class: "foot" }, copyButton("Copy citation", () => citation(c), "Citation"), copyButton("Turtle", () => turtle([c])), c < G.stated ? copyButton("SPARQL", () => sparqlClaim(c)) : null, copyButton("Link", () => location.href)),
  ];
}
