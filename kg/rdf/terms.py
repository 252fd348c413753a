"""IRIs, prefixes and escapes: every name that the RDF of a graph is written in.

Two families of names. *Terms* (classes, properties, relations) are the program's and do not
depend on the base: ``kg:`` and ``rel:`` are the same in every graph, so a query written once
works on all of them. *Things* (entities, statements, evidence, documents) are the user's and
lie under the graph's base.

====================================  ===========================================================
``<base>entity/<id>``                 entity; the id comes from the canonical name
``<base>statement/<16 hex>``          claim; SHA-256 of subject, relation, object, status
``<base>evidence/<16 hex>``           evidence; SHA-256 of the claim's id and all that the evidence says
``<base>document/<id>``               document; the id is the file's name without its ending
====================================  ===========================================================
"""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import quote, unquote

from kg.config import BASE
from kg.model import Claim, Evidence

KG = BASE + "ontology#"
REL = BASE + "relation/"
RDF_NS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
