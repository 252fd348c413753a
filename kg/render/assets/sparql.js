// SPARQL over the graph in the page; the engine is in the file only if it was asked for, and sleeps until opened.

const hasEngine = () => !!$("kg-engine");

function drawSparql() {
  const sheet = $("sheetview");
  const area = h("textarea", { "aria-label": "Query", spellcheck: "false" });
  area.value = V.n >= 0 ? sparqlAbout(V.n) : G.ready.length ? G.ready[0][2] : "";
  fill(sheet, h("div", { class: "sparql" },
    h("nav", { "aria-label": "Ready questions" }, G.ready.map(([, title, query]) => h("button", { type: "button", text: title, onclick: () => { area.value = query; } }))),
    h("div", { class: "pad" }, area, h("div", { class: "acts" }, copyButton("Copy query", () => area.value, "Query")), h("p", { class: "meta", text: "Run it with: kg query graph.ttl, or in any SPARQL engine that has loaded graph.ttl." }))));
}
