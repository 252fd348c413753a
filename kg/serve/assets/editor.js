// The editor over this server's endpoint, and the ready questions as buttons.
"use strict";
(() => {
  const endpoint = new URL("/sparql", location.href).href;
  const ready = JSON.parse(document.getElementById("ready").textContent);
  const first = "SELECT ?who ?whom WHERE {\n  ?who rel:bans ?whom\n}\nLIMIT 100\n";
  const here = { endpoint, method: "POST", args: [], namedGraphs: [], defaultGraphs: [] };
  const yasgui = new window.Yasgui(document.getElementById("editor"), {
    requestConfig: here,
    copyEndpointOnNewTab: false,
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
    persistenceId: () => "kg-" + location.host,
    // An address may bring a query along, and no other endpoint.
    populateFromUrl: (config) => ({ ...config, requestConfig: { ...config.requestConfig, endpoint } }),
    yasqe: { autocompleters: ["variables"], value: ready.length ? ready[0].sparql : first },
  });
  for (const button of document.querySelectorAll("button[data-question]")) {
    button.addEventListener("click", () => {
      const question = ready[Number(button.dataset.question)];
      const tab = yasgui.addTab(true, { ...yasgui.Tab?.getDefaults?.(yasgui), name: question.name });
      tab.setQuery(question.sparql);
      tab.setEndpoint(endpoint);
      tab.query();
    });
  }
  window.editor = yasgui;
})();
