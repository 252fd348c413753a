"""The terms that statements, evidence, documents and the graph itself are written with.

They are the program's, not the vocabulary of news: ``ontology/kg.ttl`` holds that.
"""

from __future__ import annotations

CLASSES = {
    "Graph": "All that was found in the documents read.",
    "Document": "A text that was read.",
    "Evidence": "A place in a document that supports a statement: the sentence and where its parts stand.",
    "Status": "How the text stands behind a statement.",
    "Join": "Two name forms of one entity, and the rule that joined them.",
    "OpenRelation": "A relation that the ontology lacks; its name is the verb as the text has it.",
}

SUPER = {
    "Document": ("prov:Entity",),
    "Evidence": ("oa:TextPositionSelector", "oa:TextQuoteSelector"),  # it says oa:start, oa:end and oa:exact
    "OpenRelation": ("rdf:Property",),
}
"""Super-classes in standard vocabularies, where they fit exactly."""

STATUSES = {
    "asserted": "The text states it. Only such statements are plain triples too.",
    "attributed": "Somebody says so: see kg:speaker of the evidence.",
    "planned": "Intended, expected or future.",
    "negated": "The text denies it.",
    "hypothetical": "It could be, would be if, or is asked.",
}

PROPERTIES = {
    "status": ("status", "How the text stands behind the statement."),
    "confidence": ("confidence", "From 0 to 1; of a statement, that of its best evidence."),
    "sources": ("sources", "Number of independent documents, where more than one: copies of one article count once."),
    "evidence": ("evidence", "A place in a document that supports the statement."),
    "subjectStart": ("subject start", "First code point of the subject in the document's text, counted from 0."),
    "subjectEnd": ("subject end", "First code point after the subject."),
    "relationStart": ("relation start", "First code point of the relation phrase."),
    "relationEnd": ("relation end", "First code point after the relation phrase."),
    "objectStart": ("object start", "First code point of the object."),
    "objectEnd": ("object end", "First code point after the object."),
    "relationPhrase": ("relation phrase", "The words of the text that were read as the relation."),
    "rule": ("rule", "The rule that fired."),
    "model": ("model", "Name and version of the parser's model."),
    "time": ("time", "When, as the text says."),
    "place": ("place", "Where, as the text says."),
    "placeName": ("place name", "Where, in words."),
    "speaker": ("speaker", "Who says so."),
    "speakerName": ("speaker name", "Who says so, in words."),
    "path": ("path", "The file that the document was read from."),
    "copyOf": ("copy of", "The document that this one repeats (syndicated or nearly the same)."),
    "degree": ("degree", "Number of asserted claims with the entity as subject or object."),
    "named": ("named", "false: the entity has no proper name, only a noun phrase."),
    "joined": ("joined", "Two name forms of this entity and the rule that joined them."),
    "name": ("name", "One name form of a join."),
    "otherName": ("other name", "The other name form of a join."),
    "ontologyVersion": ("ontology version", "The version of the ontology that the graph was made with."),
    "ontologyDigest": ("ontology digest", "SHA-256 over the files of that ontology."),
    "documents": ("documents", "Number of documents read."),
    "entities": ("entities", "Number of entities."),
    "claims": ("claims", "Number of statements."),
    "pieces": ("pieces of evidence", "Number of pieces of evidence."),
}
