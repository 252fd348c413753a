// What a reader takes away: the claims shown as CSV, JSON or Turtle, the view as PNG or SVG, a citation.

/** A claim as flat values, in the words of triples.jsonl. @param {number} c */
function claimJson(c) {
  const e = evidenceOf(c)[0] ?? G.first[c], o = object(c), k = c < G.stated ? G.evidence.doc[e] : -1;
  return {
    subject: label(subject(c)), relation: relation(c)[0], object: isValue(c) ? value(c)[0] : label(o), status: G.statuses[statusOf(c)],
    subject_id: entityIri(subject(c)), object_id: isValue(c) ? null : entityIri(o), object_datatype: isValue(c) ? value(c)[1] : null,
    time: G.times[c] || null, speaker: speakers(c)[0] || null, sources: sources(c), articles: articles(c), confidence: confidence(c),
    doc: k >= 0 ? G.documents[k].id : null, sentence: sentenceOf(c), claim: claimId(c),
  };
}
const CSV = ["subject", "relation", "object", "status", "time", "speaker", "sources", "articles", "confidence", "doc", "sentence", "claim"];
/** Rows of claims, in order. A cell that a spreadsheet would run as a formula is quoted apart. */
function csv(list, sep) {
  const cell = (v) => {
    let t = v === null || v === undefined ? "" : String(v);
    if (/^[=+\-@\t\r]/.test(t)) t = `'${t}`;
    if (sep === "\t") return t.replace(/[\t\r\n]+/g, " ");
    return /[",\r\n]/.test(t) ? `"${t.replace(/"/g, '""')}"` : t;
  };
  return [CSV.join(sep), ...list.map((c) => { const row = claimJson(c); return CSV.map((k) => cell(row[k])).join(sep); })].join("\r\n") + "\r\n";
}

// ------------------------------------------------------------------ RDF

const TERMS = "https://example.org/kg/";
/** The last part of an IRI, as kg writes it. @param {string} id */
const segment = (id) => (/^\.+$/.test(id) ? "%2E".repeat(id.length) : Array.from(id).map((ch) => (/[\p{L}\p{N}\-._~]/u.test(ch) ? ch : ch >= "\ud800" && ch <= "\udfff" ? "%EF%BF%BD" : encodeURIComponent(ch).replace(/[!'()*]/g, (x) => `%${x.charCodeAt(0).toString(16).toUpperCase()}`))).join(""));
const entityIri = (i) => `${G.base}entity/${segment(idOf(i))}`;
const iri = (t) => `<${t.replace(/[\x00-\x20<>"{}|\\^`]/g, (ch) => encodeURIComponent(ch))}>`;
const quoted = (t) => `"${t.replace(/[\x00-\x1f"\\\x7f]/g, (ch) => ({ "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" })[ch] || `\\u${ch.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`)}"`;
const XSD = "http://www.w3.org/2001/XMLSchema#";
const typedLit = ([v, type]) => (type === "xsd:string" || !/^[a-z][a-z0-9+.-]*:/i.test(type) ? quoted(v) : `${quoted(v)}^^${iri(type.startsWith("xsd:") ? XSD + type.slice(4) : type)}`);
const term = (c) => (isValue(c) ? typedLit(value(c)) : iri(entityIri(object(c))));
const relationIri = (c) => iri(`${TERMS}relation/${segment(relation(c)[0])}`);

const claimIri = (c) => `${G.base}${c < G.stated ? "statement" : "inferred"}/${claimId(c)}`;

/** Claims as Turtle: things, plain triples of what is asserted, statements with their sentences. */
function turtle(list) {
  const out = [`@prefix kg: <${TERMS}ontology#> .`, `@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .`, `@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .`, `@prefix prov: <http://www.w3.org/ns/prov#> .`, `@prefix oa: <http://www.w3.org/ns/oa#> .`, ""];
  const things = new Set(list.flatMap((c) => (isValue(c) ? [subject(c)] : [subject(c), object(c)])));
  for (const i of things) out.push(`${iri(entityIri(i))} a ${iri(`${TERMS}ontology#${segment(G.classes[G.entities.class[i]][0])}`)} ; rdfs:label ${quoted(label(i))} .`);
  out.push("");
  for (const c of list) if (statusOf(c) === 0) out.push(`${iri(entityIri(subject(c)))} ${relationIri(c)} ${term(c)} .`);
  out.push("");
  for (const c of list) {
    const st = claimIri(c);
    if (c >= G.stated) {
      out.push(`${iri(st)} a rdf:Statement, kg:Inferred ; rdf:subject ${iri(entityIri(subject(c)))} ; rdf:predicate ${relationIri(c)} ; rdf:object ${term(c)} ;`,
        `  kg:rule ${quoted(G.rules[c - G.stated])} ; kg:premise ${premises(c).map((x) => iri(claimIri(x))).join(", ")} .`);
      continue;
    }
    const pieces = evidenceOf(c);
    out.push(`${iri(st)} a rdf:Statement ; rdf:subject ${iri(entityIri(subject(c)))} ; rdf:predicate ${relationIri(c)} ; rdf:object ${term(c)} ;`,
      `  kg:status kg:${G.statuses[statusOf(c)]} ; kg:confidence ${confidence(c).toFixed(2)}${pieces.length ? ` ;\n  kg:evidence ${pieces.map((_, k) => iri(`${st}/evidence/${k + 1}`)).join(", ")}` : ""} .`);
    pieces.forEach((e, k) => {
      const d = G.evidence.doc[e];
      out.push(`${iri(`${st}/evidence/${k + 1}`)} a kg:Evidence ; oa:exact ${quoted(quote(e))}${d >= 0 ? ` ; prov:wasDerivedFrom ${iri(`${G.base}document/${segment(G.documents[d].id)}`)}` : ""} .`);
    });
  }
  return out.join("\n") + "\n";
}
const sparqlAbout = (i) => `# All that is claimed of ${label(i).replace(/\s+/g, " ")}, with its sentences
PREFIX kg: <${TERMS}ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?subject ?relation ?object ?status ?sentence WHERE {
  ?claim a rdf:Statement ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ; kg:status ?status ; kg:evidence/oa:exact ?sentence .
  FILTER (?subject = ${iri(entityIri(i))} || ?object = ${iri(entityIri(i))})
}`;
const sparqlClaim = (c) => `# ${claimWords(c).replace(/\s+/g, " ")}
PREFIX kg: <${TERMS}ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?status ?sentence ?document WHERE {
  ${iri(`${G.base}statement/${claimId(c)}`)} kg:status ?status ; kg:evidence ?evidence .
  ?evidence oa:exact ?sentence ; prov:wasDerivedFrom ?document .
}`;
/** A claim as one would cite it. @param {number} c */
function citation(c) {
  if (c >= G.stated) return `${claimWords(c)}. ${sentenceOf(c)}.`;
  const e = evidenceOf(c)[0] ?? G.first[c], k = G.evidence.doc[e], doc = k >= 0 ? G.documents[k] : null;
  const who = statusOf(c) === 0 ? "" : ` (${G.statuses[statusOf(c)]}${speakers(c).length ? ` to ${speakers(c)[0]}` : ""})`;
  return `${claimWords(c)}${who}: “${quote(e)}” ${doc ? [doc.title, doc.source, doc.published, doc.url || doc.path].filter(Boolean).join(", ") : ""}`.trim();
}

// ------------------------------------------------------------------ pictures

/** The view as SVG, drawn with the same strokes as on the canvas. */
function svgText() {
  const w = $("mynetwork").clientWidth, height = $("mynetwork").clientHeight, v = network.getViewPosition(), out = [];
  const x = (t) => t.replace(/[&<>"]/g, (ch) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[ch]).replace(/[^\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
  const words = (box, t, size, weight, fillWith) => `<rect x="${r2(box.x - box.w / 2)}" y="${r2(box.y - box.h / 2)}" width="${r2(box.w)}" height="${r2(box.h)}" fill="${C.paper}" fill-opacity=".85"/><text x="${r2(box.x)}" y="${r2(box.y + size * 0.35)}" font-size="${r2(size)}" font-weight="${weight}" fill="${fillWith}" text-anchor="middle">${x(t)}</text>`;
  for (const dim of [true, false]) {
    for (const l of lines) {
      if (dimmedLine(l) !== dim) continue;
      for (const k of strokes(l)) out.push(`<path d="${k.d}" fill="${k.fill || "none"}"${k.stroke ? ` stroke="${k.stroke}" stroke-width="${r2(k.width)}" stroke-linecap="${k.cap}"${k.dash.length ? ` stroke-dasharray="${k.dash.map(r2).join(" ")}"` : ""}` : ""}${dim ? ' opacity=".2"' : ""}/>`);
    }
  }
  for (const i of visible) {
    const p = pos.get(i), r = radius(i), k = G.family[i], dim = lit_(i);
    out.push(`<g transform="translate(${r2(p.x)} ${r2(p.y)})"${dim ? ' opacity=".34"' : ""}><title>${x(label(i))}</title><path d="${outline(k, r)}" fill="${i === V.n ? C[`f${k}`] : C[`t${k}`]}" stroke="${C[`f${k}`]}" stroke-width="1.8"/><path d="${ICONS[`f${k}`]}" transform="scale(${r2(r / 22)}) translate(-12 -12)" fill="none" stroke="${i === V.n ? C.paper : C[`f${k}`]}" stroke-width="2" stroke-linecap="round"/></g>`);
  }
  for (const [l, box] of placed.lines) out.push(words(box, lineWords(l), 12 * unit, l.bar ? 680 : 500, dimmedLine(l) ? C.dim : l.c === V.e ? C.accent : l.bar ? C.negated : C.ink2));
  for (const [i, box] of placed.nodes) { const f = labelStyle(i); if (box.lead) out.push(`<path d="M${box.lead.slice(0, 2).map(r2).join(" ")}L${box.lead.slice(2).map(r2).join(" ")}" stroke="${C.dim}" stroke-width="${r2(unit)}"/>`); out.push(words(box, labelText(i), f.size * unit, f.weight, lit_(i) ? C.dim : C.ink)); }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${height}" viewBox="${r2(v.x - w / 2 / zoom)} ${r2(v.y - height / 2 / zoom)} ${r2(w / zoom)} ${r2(height / zoom)}" font-family="${x(family).replace(/&quot;/g, "'")}"><rect x="-99999" y="-99999" width="199998" height="199998" fill="${C.paper}"/>${out.join("\n")}</svg>\n`;
}
const lit_ = (i) => lit !== null && !lit.has(i);
/** The view as a PNG of twice the screen's points. */
function savePng() {
  const canvas = $("mynetwork").querySelector("canvas"), out = document.createElement("canvas"), ctx = out.getContext("2d");
  out.width = canvas.width; out.height = canvas.height;
  ctx.fillStyle = C.paper;
  ctx.fillRect(0, 0, out.width, out.height);
  ctx.drawImage(canvas, 0, 0);
  out.toBlob((blob) => { if (blob) download("graph.png", "image/png", blob); });
}

function takeMenu() {
  const list = tableAll && V.view === "table" ? tableClaims() : shownClaims;
  const row = (name, words, run) => h("button", { type: "button", role: "menuitem", onclick: () => { closeMenu(); run(); } }, icon(name, 18), words);
  return [
    h("p", { class: "meta none", style: null, text: "" }),
    row("down", "Picture as PNG", savePng), row("down", "Picture as SVG", () => download("graph.svg", "image/svg+xml", svgText())),
    row("down", `${plural(list.length, "claim")} as Turtle`, () => download("claims.ttl", "text/turtle", turtle(list))), row("down", `${plural(list.length, "claim")} as CSV`, () => download("claims.csv", "text/csv", "\ufeff" + csv(list, ","))),
    row("down", `${plural(list.length, "claim")} as JSON`, () => download("claims.json", "application/json", JSON.stringify(list.map(claimJson), null, 1))), row("copy", "Copy link to this view", () => copy(location.href, location.href.length > LONG ? "Shortened link" : "Link")), row("documents", "Print", () => window.print()),
  ];
}
