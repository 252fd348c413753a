"""kg build --gazetteer: names that the parser would not see, with class, label and id."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.builds import Ran

Kg = Callable[..., Ran]

TEXT = (
    "MoSy teamed up with Acme Motors. Holm leads MoSy. Lena Holm visited Estonia and Maarjamaa. "
    "The board of lux-cloud met Acme Motors.\n"
)
ROWS = (
    "name\tclass\taliases\tid\nMobile Systems\tCompany\tMoSy|lux-cloud\thttps://corp.example/7\n"
    "Lena Holm\tPerson\t\tlena-h\nEstonia\tCountry\tMaarjamaa\tQ191\n"
)


def test_own_names_are_found_classed_joined_and_linked(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf8")
    (tmp_path / "mine.tsv").write_text(ROWS, encoding="utf8")
    ran = kg("build", tmp_path / "news.txt", "--gazetteer", tmp_path / "mine.tsv", "-o", tmp_path / "out")
    assert ran.code == 0, ran.err
    turtle = (tmp_path / "out" / "graph.ttl").read_text(encoding="utf8")
    for said in (
        'ent:mobile-systems a kg:Company ;\n    rdfs:label "Mobile Systems" ;\n    skos:altLabel "MoSy", "lux-cloud" ;\n'
        "    owl:sameAs <https://corp.example/7> ;",
        'ent:lena-h a kg:Person ;\n    rdfs:label "Lena Holm" ;\n    skos:altLabel "Holm" ;',
        'ent:estonia a kg:Country ;\n    rdfs:label "Estonia" ;\n    skos:altLabel "Maarjamaa" ;\n    owl:sameAs wd:Q191 ;',
    ):
        assert said in turtle
    assert kg("explain", tmp_path / "out", "Acme Motors", "partners_with", "MoSy").code == 0
    assert kg("verify", tmp_path / "out").code == 0


def test_a_bad_row_of_the_gazetteer_is_one_line_with_file_and_line(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf8")
    mine = tmp_path / "mine.tsv"
    mine.write_text("# mine\nLynx\tProdukt\n", encoding="utf8")
    ran = kg("build", tmp_path / "news.txt", "--gazetteer", mine, "-o", tmp_path / "out")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert f"{mine}:2: " in ran.err and "did you mean Product?" in ran.err
    assert not (tmp_path / "out").exists()


def test_an_unknown_linker_names_those_there_are(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf8")
    ran = kg("build", tmp_path / "news.txt", "--linker", "no-such", "-o", tmp_path / "out")
    assert ran.code == 2
    assert "gazetteer" in ran.err
