"""The user's own names: read by line, and what they make of things of several documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.config import Config
from kg.errors import InputError
from kg.gazetteer import Entry, entries, read_gazetteer, with_gazetteer
from kg.graph.decisions import decisions, read_rows
from kg.graph.link import Gazetteer, Link
from kg.graph.resolve import resolve
from kg.model import Thing
from tests.unit.graph.readings import ontology, reading, thing

ONTOLOGY = ontology()
ROWS = (
    Entry("Blue River Holding", "Company", ("BRH", "Blue River"), "https://corp.example/7"),
    Entry("Lena Holm", "Person", (), "lena-h"),
    Entry("Lynx", "Product", (), "Q77"),
)


def write(folder: Path, text: str) -> str:
    path = folder / "mine.tsv"
    path.write_text(text, encoding="utf8")
    return str(path)


def test_a_table_is_read_with_or_without_a_first_row_of_columns(tmp_path: Path) -> None:
    row = "Blue River Holding\tCompany\tBRH | Blue River\thttps://corp.example/7\n"
    plain = read_gazetteer(write(tmp_path, f"# mine\n\n{row}"), ONTOLOGY)
    assert plain == ROWS[:1]
    assert read_gazetteer(write(tmp_path, f"name\tclass\taliases\tid\n{row}"), ONTOLOGY) == plain


def test_the_rows_travel_with_the_ontology(tmp_path: Path) -> None:
    path = write(tmp_path, "Lynx\tProduct\t\tQ77\nLena Holm\tPerson\n")
    assert entries(with_gazetteer(ONTOLOGY, path)) == (Entry("Lena Holm", "Person"), ROWS[2])
    assert entries(ONTOLOGY) == ()


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Lynx Product", "KG842"),
        ("\tProduct", "KG842"),
        ("Lynx\tProduct\ta\tb\tc", "KG842"),
        ("Lynx\tProdukt", "KG843"),
        ("Lynx\tProduct\t\ttwo words", "KG844"),
        ("Lynx\tProduct\t\thttp://a b", "KG844"),
        ("Bolt\tProduct", "KG845"),
        ("Lynx\tProduct\tBolt", "KG845"),
        ("Lynx\tProduct\t\tb", "KG845"),
    ],
)
def test_a_bad_row_is_an_error_with_file_and_line(tmp_path: Path, row: str, code: str) -> None:
    path = write(tmp_path, f"# mine\nBolt\tCompany\t\tb\n{row}\n")
    with pytest.raises(InputError) as error:
        read_gazetteer(path, ONTOLOGY)
    assert str(error.value).startswith(f"{path}:3: ")
    assert error.value.code == code


def test_a_missing_table_is_an_error_by_name() -> None:
    with pytest.raises(InputError, match=r"no-such\.tsv.*KG841"):
        read_gazetteer("no-such.tsv", ONTOLOGY)


def test_things_of_one_row_are_one_entity_with_its_label_class_and_id() -> None:
    readings = (
        reading("a", "BRH here.", [thing("BRH", class_="Thing"), thing("Holm", "Lena Holm", class_="Person")]),
        reading("b", "Blue River there.", [thing("Blue River", class_="Place"), thing("Lynx", class_="Person")]),
    )
    linker = Gazetteer(ROWS, ONTOLOGY)
    found = resolve(readings, ONTOLOGY, Config(), linkers=(linker,))
    by_id = found.by_id
    assert set(by_id) == {"blue-river-holding", "lena-h", "lynx"}
    river = by_id["blue-river-holding"]
    assert (river.label, river.class_, river.aliases) == ("Blue River Holding", "Company", ("BRH", "Blue River"))
    assert river.same_as == ("https://corp.example/7",)
    assert by_id["lynx"].same_as == ("http://www.wikidata.org/entity/Q77",)
    assert found == resolve(readings[::-1], ONTOLOGY, Config(), linkers=(linker,))


def test_without_a_linker_the_names_stay_apart() -> None:
    readings = (reading("a", "BRH.", [thing("BRH")]), reading("b", "Blue River.", [thing("Blue River")]))
    assert len(resolve(readings, ONTOLOGY, Config()).entities) == 2


def test_the_first_linker_that_knows_a_thing_counts() -> None:
    class Firms:
        def link(self, thing: Thing) -> Link | None:
            return Link("firm", "Some Firm") if thing.classes[0][0] == "Company" else None

    readings = (reading("a", "BRH and Nut.", [thing("BRH"), thing("Nut")]),)
    found = resolve(readings, ONTOLOGY, Config(), linkers=(Gazetteer(ROWS, ONTOLOGY), Firms()))
    assert {e.label for e in found.entities} == {"Blue River Holding", "Some Firm"}


def test_a_decision_is_stronger_than_the_gazetteer() -> None:
    readings = (reading("a", "BRH.", [thing("BRH")]), reading("b", "Blue River.", [thing("Blue River")]))
    decided = decisions(read_rows("different\tBRH\tBlue River", "f")[0])
    found = resolve(readings, ONTOLOGY, Config(), decided, (Gazetteer(ROWS, ONTOLOGY),))
    assert found.entity_of("a", 0) != found.entity_of("b", 0)
