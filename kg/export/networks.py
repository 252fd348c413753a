"""The graph as a network: GraphML, GEXF, Cypher, and the objects of networkx and pandas.

A node is an entity, an edge one claim (parallel edges stay apart). Values that are objects of
claims are nodes of the class ``Value``. Lists are JSON texts in attributes: neither GraphML nor
networkx's GEXF reader knows lists.
"""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

from kg.export.flat import COLUMNS, triple_rows
from kg.export.tables import edge_rows, node_rows, value_id, values
from kg.model import KnowledgeGraph, Literal
from kg.ontology import Ontology

NODE = ("label", "class", "aliases", "same_as", "named", "datatype")
EDGE = (
    "relation", "status", "confidence", "open", "documents", "sentences", "starts", "ends", "times", "places",
    "speakers", "rules",
)  # fmt: skip
_TYPES = {"named": "boolean", "open": "boolean", "confidence": "double"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def nodes(graph: KnowledgeGraph) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (id, attributes) of entities, then of values."""
    for row in node_rows(graph):
        yield row["id"], {name: row[name] for name in NODE if name in row}
    for o in values(graph):
        yield value_id(o), {"label": o.value, "class": "Value", "datatype": o.datatype}


def edges(graph: KnowledgeGraph) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield (source, target, key, attributes) of claims; the key is the statement's IRI."""
    for row in edge_rows(graph):
        target = row["target"] or value_id(Literal(row["value"], row["datatype"]))
        yield row["source"], target, row["id"], {name: row[name] for name in EDGE}


def to_networkx(graph: KnowledgeGraph) -> Any:
    """Return a ``networkx.MultiDiGraph``: nodes by IRI, edges keyed by the statement's IRI, lists as lists."""
    import networkx as nx

    out = nx.MultiDiGraph(base=graph.base)
    out.add_nodes_from(nodes(graph))
    out.add_edges_from(edges(graph))
    return out


def to_pandas(graph: KnowledgeGraph) -> Any:
    """Return a ``pandas.DataFrame`` with a row per claim and evidence: the columns of triples.jsonl."""
    pd = importlib.import_module("pandas")  # no dependency of ours: whoever calls this has it
    return pd.DataFrame(triple_rows(graph), columns=list(COLUMNS))


# --------------------------------------------------------------------------- XML


def export_graphml(graph: KnowledgeGraph, ontology: Ontology, path: Path) -> None:
    """Write GraphML."""
    with path.open("w", encoding="utf8", newline="\n") as stream:
        stream.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
        )
        for end, names in (("node", NODE), ("edge", EDGE)):
            for name in names:
                type = _TYPES.get(name, "string")
                stream.write(f'  <key id="{end}-{name}" for="{end}" attr.name="{name}" attr.type="{type}"/>\n')
        stream.write('  <graph edgedefault="directed">\n')
        for id, data in nodes(graph):
            stream.write(f"    <node id={_attribute(id)}>\n")
            _data(stream, "node", data)
            stream.write("    </node>\n")
        for source, target, key, data in edges(graph):
            ends = f"source={_attribute(source)} target={_attribute(target)}"
            stream.write(f"    <edge id={_attribute(key)} {ends}>\n")
            _data(stream, "edge", data)
            stream.write("    </edge>\n")
        stream.write("  </graph>\n</graphml>\n")


def _data(stream: IO[str], end: str, data: dict[str, Any]) -> None:
    for name, value in data.items():
        stream.write(f'      <data key="{end}-{name}">{_text(value)}</data>\n')


def export_gexf(graph: KnowledgeGraph, ontology: Ontology, path: Path) -> None:
    """Write GEXF 1.3, for Gephi and its kin; no positions, no time stamp."""
    with path.open("w", encoding="utf8", newline="\n") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n')
        stream.write('  <graph defaultedgetype="directed" mode="static">\n')
        for end, names in (("node", NODE[1:]), ("edge", EDGE)):
            stream.write(f'    <attributes class="{end}" mode="static">\n')
            for name in names:
                stream.write(
                    f'      <attribute id="{end}-{name}" title="{name}" type="{_TYPES.get(name, "string")}"/>\n'
                )
            stream.write("    </attributes>\n")
        stream.write("    <nodes>\n")
        for id, data in nodes(graph):
            stream.write(f"      <node id={_attribute(id)} label={_attribute(data['label'])}>")
            _attvalues(stream, "node", {k: v for k, v in data.items() if k != "label"})
            stream.write("</node>\n")
        stream.write("    </nodes>\n    <edges>\n")
        for source, target, key, data in edges(graph):
            ends = f"source={_attribute(source)} target={_attribute(target)} label={_attribute(data['relation'])}"
            stream.write(f"      <edge id={_attribute(key)} {ends}>")
            _attvalues(stream, "edge", data)
            stream.write("</edge>\n")
        stream.write("    </edges>\n  </graph>\n</gexf>\n")


def _attvalues(stream: IO[str], end: str, data: dict[str, Any]) -> None:
    cells = (f'<attvalue for="{end}-{name}" value={quoteattr(_plain(value))}/>' for name, value in data.items())
    stream.write(f"<attvalues>{''.join(cells)}</attvalues>")


def _plain(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _NOT_XML.sub("\ufffd", text)


def _text(value: Any) -> str:
    return escape(_plain(value), {"\r": "&#13;"})


def _attribute(value: str) -> str:
    return quoteattr(_plain(value))


# --------------------------------------------------------------------------- Cypher


def export_cypher(graph: KnowledgeGraph, ontology: Ontology, path: Path) -> None:
    """Write openCypher statements, one a line, that make the graph in an empty database.

    A relation is a relationship type in upper case; lists are lists of strings.
    """
    with path.open("w", encoding="utf8", newline="\n") as stream:
        stream.write("CREATE INDEX entity_id IF NOT EXISTS FOR (n:Entity) ON (n.id);\n")
        for id, data in nodes(graph):
            labels = f"`Entity`:`{_backticks(data['class'])}`"
            stream.write(f"CREATE (:{labels} {_map({'id': id, **data})});\n")
        for source, target, key, data in edges(graph):
            type = _backticks(data["relation"].upper())
            ends = f"MATCH (a:Entity {{id: {_quoted(source)}}}), (b:Entity {{id: {_quoted(target)}}})"
            stream.write(f"{ends} CREATE (a)-[:`{type}` {_map({'id': key, **data})}]->(b);\n")


def _backticks(name: str) -> str:
    return name.replace("`", "``")


def _map(data: dict[str, Any]) -> str:
    return "{" + ", ".join(f"`{k}`: {_cypher(v)}" for k, v in data.items() if v is not None) + "}"


def _cypher(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):  # a list in Neo4j holds no null and one type only
        return "[" + ", ".join(_cypher("" if v is None else v) for v in value) + "]"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    out = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return (
        "'"
        + re.sub("[\x00-\x1f\x7f\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}" if m[0] < "\ud800" else "\ufffd", out)
        + "'"
    )
