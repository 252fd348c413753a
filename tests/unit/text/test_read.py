"""Files of every kind come in as documents; what cannot be read is one problem, never an exception."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import sys
from pathlib import Path

import pytest

from kg.config import Config
from kg.model import Document
from kg.text.read.decode import decode, safe
from tests.unit.text.sources import PAGE, SMALL, TEXT, Put, docx, one, pdf, refused, take

# --------------------------------------------------------------------------- text and its encoding


def test_a_text_is_read_as_it_is(put: Put) -> None:
    document = one(put("rail.txt", TEXT))
    assert document.text == TEXT
    assert (document.id, document.title, document.published) == (
        "rail",
        "Norvia signs deal with Fenwick Rail",
        "2019-06-05",
    )


def test_line_ends_stay_so_that_offsets_are_those_of_the_file(put: Put) -> None:
    path = put("crlf.txt", TEXT.replace("\n", "\r\n"))
    with path.open(encoding="utf8", newline="") as file:
        assert one(path).text == file.read()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"])
def test_a_text_is_read_in_any_encoding(put: Put, encoding: str) -> None:
    text = TEXT.replace("—", "-") + "Zoë Müller of São Paulo paid £5 at the café.\n"
    assert one(put("odd.txt", text.encode(encoding))).text == text


def test_curly_quotes_of_windows_are_read() -> None:
    text = "“Norvia’s deal” – €5"
    assert decode(text.encode("cp1252")) == text


def test_a_text_cut_in_the_middle_of_a_character_is_utf8_still() -> None:
    assert decode("Norvia’s café".encode()[:-1]) == "Norvia’s caf\ufffd"


def test_control_characters_and_direction_marks_are_spaces_of_the_same_length() -> None:
    assert safe("a\x00b\x1b\u202ec\ud800d\te\r\n") == "a b  c\ufffdd\te\r\n"


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0\0"])
def test_a_file_without_text_is_a_problem(put: Put, data: bytes) -> None:
    assert refused(put("empty.txt", data)).code == "KG114"


@pytest.mark.parametrize("data", [bytes(range(256)) * 200, b"\x89PNG\r\n\x1a\n" + bytes(1000), os.urandom(5000)])
def test_binary_rubbish_is_a_problem(put: Put, data: bytes) -> None:
    assert refused(put("rubbish.txt", data)).code == "KG115"


# --------------------------------------------------------------------------- paths and ids


def test_a_missing_path_is_a_problem(tmp_path: Path) -> None:
    problem = refused(tmp_path / "none.txt")
    assert str(problem) == f"{tmp_path}/none.txt: there is no such file or folder, check the path [KG110]"


def test_a_pattern_that_nothing_fits_is_a_problem(tmp_path: Path) -> None:
    assert refused(tmp_path / "*.txt").code == "KG110"


def test_a_path_with_a_nul_character_is_a_problem() -> None:
    assert refused("a\0b.txt").code == "KG110"


def test_a_path_longer_than_the_system_takes_is_a_problem() -> None:
    assert refused("a" * 5000 + ".txt").code == "KG111"


def test_an_unknown_ending_is_a_problem_that_says_what_is_known(put: Put) -> None:
    problem = refused(put("a.xyz", "text"))
    assert problem.code == "KG113"
    assert ".docx" in problem.hint


def test_a_folder_is_read_with_all_below_it_but_not_hidden_files_and_readmes(put: Put, tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", "a/d/e.md", ".hidden.txt", "README.md", ".git/x.txt", "LICENSE"):
        put(name, TEXT)
    documents, problems = take(tmp_path)
    assert [d.id for d in documents] == ["c", "e", "b"]
    assert problems == []


def test_a_readme_that_is_named_is_read(put: Put) -> None:
    assert one(put("README.md", TEXT)).id == "README"


def test_a_pattern_names_files(put: Put, tmp_path: Path) -> None:
    put("a.txt", TEXT)
    put("b.md", TEXT)
    assert [d.id for d in take(tmp_path / "*.txt")[0]] == ["a"]


def test_a_file_named_twice_is_read_once(put: Put, tmp_path: Path) -> None:
    path = put("a.txt", TEXT)
    assert len(take(path, tmp_path, tmp_path / "*.txt", f"{tmp_path}/./a.txt")[0]) == 1


def test_ids_and_order_do_not_depend_on_the_order_of_paths(put: Put) -> None:
    paths = [put(n, TEXT + n) for n in ("x/news.txt", "y/news.txt", "other.txt", "x/news.html", "b c.txt", "b_c.txt")]
    forth, back = take(*paths)[0], take(*reversed(paths))[0]
    assert [(d.id, d.text) for d in forth] == [(d.id, d.text) for d in back]
    assert len({d.id for d in forth}) == len(paths)


def test_two_files_of_one_name_are_told_apart_by_their_folders(put: Put) -> None:
    documents, _ = take(put("x/news.txt", TEXT), put("y/news.txt", TEXT))
    assert [d.id for d in documents] == ["x-news", "y-news"]


def test_two_files_of_one_name_in_one_folder_are_told_apart_by_their_endings(put: Put) -> None:
    documents, _ = take(put("x/news.txt", TEXT), put("x/news.md", TEXT))
    assert [d.id for d in documents] == ["news-md", "news-txt"]


def test_a_longer_id_never_meets_the_name_of_another_file(put: Put) -> None:
    documents, _ = take(*[put(n, TEXT) for n in ("x/news.txt", "y/news.txt", "x-news.txt")])
    assert len({d.id for d in documents}) == 3


@pytest.mark.parametrize("name", ["..\\..\\evil<b>.txt", "a b\u202e\n.txt", "%2e%2e%2f.txt", "'\";--.txt", "…txt.txt"])
def test_an_id_holds_safe_characters_only(put: Put, name: str) -> None:
    document = one(put(name, TEXT))
    assert document.id
    assert all(c.isalnum() or c in "._-" for c in document.id)
    assert not document.id.startswith(".")
    assert document.path.isprintable()


def test_a_name_that_is_no_utf8_is_read(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(name, "wb") as file:  # noqa: PTH123 - a Path cannot be made of bytes
        file.write(TEXT.encode())
    document = take(tmp_path)[0][0]
    assert document.path.encode("utf8")


def test_a_very_long_id_is_cut(put: Put) -> None:
    assert len(one(put("a" * 240 + ".txt", TEXT)).id) < 140


def test_a_folder_that_links_to_itself_is_read_once(put: Put, tmp_path: Path) -> None:
    put("a/b.txt", TEXT)
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "again").symlink_to(tmp_path / "a")
    assert len(take(tmp_path)[0]) == 1


def test_a_link_to_itself_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert refused(tmp_path / "loop.txt").code == "KG111"
    assert refused(tmp_path).code == "KG111"


def test_a_link_to_nothing_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    assert refused(tmp_path).code == "KG111"


def test_a_pipe_is_a_problem_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert refused(tmp_path / "pipe.txt").code == "KG112"


def test_a_folder_with_an_ending_of_a_file_is_a_folder(put: Put, tmp_path: Path) -> None:
    put("news.txt/a.txt", TEXT)
    assert one(tmp_path / "news.txt").id == "a"


# --------------------------------------------------------------------------- standard input


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (TEXT.encode(), [TEXT]),
        (b'{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        (pdf("Norvia sued Fenwick."), ["Norvia sued Fenwick."]),
    ],
)
def test_standard_input_is_told_by_its_first_bytes(
    data: bytes, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [d.text for d in take("-")[0]] == texts


# --------------------------------------------------------------------------- records


RECORD = {
    "id": "r/1",
    "text": "Norvia sued Fenwick.",
    "title": "Norvia sues",
    "source": "Harbour Post",
    "published": "Wed, 05 Jun 2019 10:00:00 GMT",
    "url": "https://example.org/1",
}


def check_record(document: Document) -> None:
    assert (document.id, document.text, document.title) == ("r-1", "Norvia sued Fenwick.", "Norvia sues")
    assert (document.source, document.published, document.url) == (
        "Harbour Post",
        "2019-06-05",
        "https://example.org/1",
    )


def test_json_lines_hold_a_document_a_line(put: Put) -> None:
    check_record(one(put("a.jsonl", json.dumps(RECORD) + "\n\n")))


def test_json_holds_a_list_of_records(put: Put) -> None:
    check_record(one(put("a.json", json.dumps([RECORD]))))
    check_record(one(put("b.json", json.dumps({"articles": [RECORD]}))))


def test_json_of_one_record_has_the_id_of_the_file(put: Put) -> None:
    assert one(put("a.json", json.dumps(RECORD))).id == "a"


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_holds_a_document_a_row(put: Put, name: str, delimiter: str, encoding: str) -> None:
    out = io.StringIO()
    table = csv.DictWriter(out, list(RECORD), delimiter=delimiter)
    table.writeheader()
    table.writerow(RECORD)
    check_record(one(put(name, out.getvalue().encode(encoding))))


def test_records_without_an_id_are_named_by_their_line(put: Put) -> None:
    documents, _ = take(put("a.jsonl", '{"text": "One."}\n\n{"text": "Two."}\n'))
    assert [d.id for d in documents] == ["a-1", "a-3"]


def test_records_with_one_id_are_told_apart(put: Put) -> None:
    documents, _ = take(put("a.jsonl", '{"id": 7, "text": "One."}\n' * 3), put("7.txt", TEXT))
    assert len({d.id for d in documents}) == 4


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[1]",
        "7",
        "null",
        '{"text": 5}',
        '{"txt": "a"}',
        "9" * 5000,
        "[" * 100_000,
        '{"text": "  "}',
        '{"a":' * 9999,
        "\xff",
    ],
)
def test_a_broken_line_is_one_problem_and_the_others_are_read(put: Put, line: str) -> None:
    documents, problems = take(put("a.jsonl", f'{{"text": "One."}}\n{line}\n{{"text": "Two."}}\n'))
    assert [d.text for d in documents] == ["One.", "Two."]
    assert [p.line for p in problems] == [2]


def test_a_line_too_long_to_hold_is_one_problem(put: Put) -> None:
    line = '{"text": "' + "a" * 200_000 + '"}'
    path = put("a.jsonl", f'{{"text": "One."}}\n{line}\n{{"text": "Two."}}\n')
    documents, problems = take(path, config=Config(max_chars=1000))
    assert [d.text for d in documents] == ["One.", "Two."]
    assert [(p.line, p.code) for p in problems] == [(2, "KG117")]


def test_many_broken_lines_are_counted(put: Put) -> None:
    _, problems = take(put("a.jsonl", "{\n" * 1000))
    assert len(problems) == 101
    assert "900 more" in str(problems[-1])


def test_lone_surrogates_of_json_are_replaced(put: Put) -> None:
    document = one(put("a.jsonl", '{"text": "a\\ud800b", "title": "\\udfff"}'))
    assert document.text == "a\ufffdb"
    document.text.encode("utf8")
    assert document.title == "\ufffd"


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, "{", "", "nonsense", '{"text": 1}', "[" + "9" * 5000 + "]"]
)
def test_broken_json_is_a_problem(put: Put, text: str) -> None:
    assert refused(put("a.json", text)).code in {"KG114", "KG115", "KG118", "KG119"}


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", '"text\n' + "a,b\n" * 50_000])
def test_a_table_without_a_column_text_is_a_problem(put: Put, text: str) -> None:
    assert refused(put("a.csv", text)).code == "KG119"


def test_a_quote_that_never_ends_is_a_problem(put: Put) -> None:
    documents, problems = take(put("a.csv", 'text\nOne.\n"' + "a\n" * 200_000), config=Config(max_chars=1000))
    assert [d.text for d in documents] == ["One."]
    assert len(problems) == 1


# --------------------------------------------------------------------------- limits


def test_a_packed_file_is_unpacked(put: Put) -> None:
    document = one(put("a.txt.gz", gzip.compress(TEXT.encode())))
    assert (document.id, document.text) == ("a", TEXT)


def test_packed_json_lines_are_read(put: Put) -> None:
    check_record(one(put("a.jsonl.gz", gzip.compress(json.dumps(RECORD).encode()))))


@pytest.mark.parametrize(
    "name", ["a.txt.gz", "a.jsonl.gz", "a.csv.gz", "a.html.gz", "a.docx.gz", "a.pdf.gz", "a.json.gz", "a.md.gz"]
)
def test_a_bomb_is_one_problem(put: Put, name: str) -> None:
    path = put(name, gzip.compress(b"a" * 5_000_000))
    assert refused(path, Config(max_chars=10_000_000, max_file_size=1_000_000)).code in {"KG116", "KG119"}


@pytest.mark.parametrize("data", [b"", b"no gzip", gzip.compress(TEXT.encode() * 99)[:-40], gzip.compress(b"x")[:5]])
def test_a_broken_packed_file_is_a_problem(put: Put, data: bytes) -> None:
    assert refused(put("a.txt.gz", data)).code in {"KG114", "KG118"}


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv", "a.pdf", "a.docx"])
def test_a_file_over_the_limit_is_a_problem(put: Put, name: str) -> None:
    problem = refused(put(name, b"a" * 30_000), SMALL)
    assert problem.code == "KG116"
    assert "--max-file-size" in problem.hint


@pytest.mark.parametrize("length", [2001, 8200])
def test_a_text_over_the_limit_is_a_problem(put: Put, length: int) -> None:
    problem = refused(put("a.txt", "a" * length), SMALL)
    assert problem.code == "KG117"
    assert "--max-chars" in problem.hint


def test_nothing_is_asked_of_the_network(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def no(*_: object, **__: object) -> None:
        raise AssertionError("a reader opened a socket")

    monkeypatch.setattr(socket, "socket", no)
    monkeypatch.setattr(socket, "getaddrinfo", no)
    page = PAGE.replace(
        "<head>", '<head><base href="http://example.org/"><link rel="canonical" href="http://example.org/a">'
    )
    one(put("a.html", page + '<img src="http://example.org/x.png"><iframe src="http://example.org"></iframe>'))
    one(put("b.html", "http://example.org/page"))
    one(put("a.docx", docx("Norvia sued.")))
