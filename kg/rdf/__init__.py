"""The rdf room: the graph as RDF. Only this room knows rdflib, pyoxigraph and pySHACL."""
