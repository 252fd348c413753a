// What the page has beside the scripts of this folder: vis-network, and what pyvis wrote.
declare const vis: any;
declare var pyvisNodes: any, pyvisEdges: any, pyvisOptions: any;
