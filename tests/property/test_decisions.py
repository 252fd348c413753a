"""Laws of decisions: any order of rows and documents, any bytes in the file, every row answered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.config import Config
from kg.errors import InputError
from kg.graph.decisions import amend, decision, decisions, read_rows
from kg.model import Reading
from kg.pipeline import merged
from tests.unit.graph.readings import ontology, reading, thing

ONTOLOGY = ontology()
NAMES = ("Acme", "Acme Works", "Bolt", "Bolt Works", "Holm", "Lena Holm", "Nobody", "ent:acme", "bolt")
CLASSES = ("Person", "Company", "Product", "Place")


@st.composite
def texts(draw: st.DrawFn) -> tuple[Reading, ...]:
    """Some documents, each with things of one to three names, and claims between them."""
    out = []
    for i in range(draw(st.integers(1, 4))):
        forms = draw(st.lists(st.sampled_from(NAMES[:6]), min_size=2, max_size=5, unique=True))
        cut = draw(st.integers(1, len(forms) - 1))
        groups = [forms[:cut], forms[cut:]]
        text = "".join(f"{a} buy {b}. " for a, b in zip(groups[0], groups[1], strict=False)) + " ".join(forms) + "."
        said = [(a, "buy", b) for a, b in zip(groups[0], groups[1], strict=False)]
        things = [thing(*g, class_=draw(st.sampled_from(CLASSES))) for g in groups]
        out.append(reading(f"d{i}", text, things, said))
    return tuple(out)


NAME = st.sampled_from(NAMES)
ROWS = st.lists(
    st.one_of(
        st.tuples(st.just("same"), NAME, NAME).filter(lambda r: r[1].lower() != r[2].lower()),
        st.tuples(st.just("different"), NAME, NAME).filter(lambda r: r[1].lower() != r[2].lower()),
        st.tuples(st.just("rename"), NAME, st.sampled_from(("Nut", "Screw", "Bolt"))),
        st.tuples(st.just("retype"), NAME, st.sampled_from(CLASSES)),
        st.tuples(st.just("reject"), NAME, st.sampled_from(("buys", "*")), NAME),
    ).map("\t".join),
    max_size=6,
    unique=True,
)


@given(texts(), ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_documents_changes_nothing(
    readings: tuple[Reading, ...], rows: list[str], random: object
) -> None:
    read, errors = read_rows("\n".join(rows), "f", ONTOLOGY)
    assert not errors
    first = merged(readings, ONTOLOGY, Config(), decisions(read))
    mixed, others = list(read), list(readings)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    random.shuffle(others)  # type: ignore[attr-defined]
    again = merged(others, ONTOLOGY, Config(), decisions(mixed))
    assert again[0] == first[0]
    assert [c.evidence for c in again[0].claims] == [c.evidence for c in first[0].claims]
    assert again[1].effects == first[1].effects


@given(texts(), ROWS)
def test_every_decision_says_what_it_did_and_no_name_is_in_two_things_that_are_different(
    readings: tuple[Reading, ...], rows: list[str]
) -> None:
    decided = decisions(read_rows("\n".join(rows), "f", ONTOLOGY)[0])
    graph, rejected = merged(readings, ONTOLOGY, Config(), decided)
    assert {e.decision for e in rejected.effects} == set(decided.rows)
    plain = {d.args for d in decided.of("different") if not any(a.startswith("ent:") for a in d.args)}
    renamed = {d.args[1] for d in decided.of("rename")}
    for entity in graph.entities:
        forms = {entity.label, *entity.aliases} - renamed
        for a, b in plain:
            assert not {a, b} <= forms, (entity, a, b)


@given(texts(), ROWS)
def test_every_claim_quotes_its_document_whatever_is_decided(readings: tuple[Reading, ...], rows: list[str]) -> None:
    graph, _ = merged(readings, ONTOLOGY, Config(), decisions(read_rows("\n".join(rows), "f", ONTOLOGY)[0]))
    for claim in graph.claims:
        assert {claim.subject, claim.object} <= set(graph.entity)
        for e in claim.evidence:
            assert graph.document[e.doc].text[slice(*e.sentence)] == e.quote
    assert all(m.entity is None or m.entity in graph.entity for m in graph.mentions)


@given(st.text())
def test_any_text_is_rows_and_errors_by_line(text: str) -> None:
    rows, errors = read_rows(text, "f", ONTOLOGY)
    assert read_rows("\n".join(d.row for d in rows), "f", ONTOLOGY) == (rows, ())
    assert all(isinstance(e, InputError) and e.line is not None and "\n" not in str(e) for e in errors)


@given(ROWS, st.text(alphabet="abc \t#\n"))
def test_writing_a_decision_twice_is_writing_it_once_and_taking_it_back_leaves_the_rest(
    rows: list[str], rest: str
) -> None:
    text = rest
    # a thing renamed twice is one row from its first name, so the second row is another when it is said again
    rows = [r for r in rows if not (r.startswith("rename") and r.endswith("\tBolt"))]
    for row in rows:
        text = amend(text, decision(row.split("\t")))
        assert amend(text, decision(row.split("\t"))) == text
    if rows:
        new = decision(rows[-1].split("\t"))
        assert new.row not in amend(text, new, undo=True).splitlines()
