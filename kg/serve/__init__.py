"""Serve a build over HTTP: the page, a SPARQL endpoint, the claims as JSON. Read-only."""
