"""The `glossary` command given odd things, and commands that nobody reads on."""

from __future__ import annotations

import csv
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.programs import called_in_text

PROGRAMS = Path(sys.executable).parent
Glossary = Callable[[str], tuple[int, str, str]]


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        "glossary list",
        "glossary list --format json",
        "glossary lookup police --all",
        "glossary export -",
        "glossary doctor",
        "glossary add --fr quai --en quay",
        "glossary suggest --help",
        "glossary --help",
        "reader models list",
        "reader cache path",
        "reader --version",
        "translate --completion bash",
    ],
)
def test_nobody_reads_on(line: str) -> None:
    program, *arguments = line.split()
    nobody, pipe = os.pipe()
    os.close(nobody)
    done = subprocess.run([PROGRAMS / program, *arguments], stdout=pipe, stderr=subprocess.PIPE)
    os.close(pipe)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.slow
def test_what_was_asked_for_is_done_all_the_same(places: Path) -> None:
    test_nobody_reads_on("glossary add --fr quai --en quay")
    assert "quay" in (places / "data" / "glossary.csv").read_text("utf-8")


@pytest.fixture
def glossary(tmp_path: Path) -> Glossary:
    """Runs `glossary` in a folder with `terms.csv` and two texts."""

    def call(line: str) -> tuple[int, str, str]:
        done = called_in_text("glossary", *shlex.split(line), cwd=tmp_path)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    (tmp_path / "terms.csv").write_text("id,fr,en\nquay,quai,quay\nport,port,\n", "utf-8")
    (tmp_path / "source.txt").write_text("Le navire est au quai du port.\n", "utf-8")
    (tmp_path / "target.txt").write_text("The ship is at the quay.\n", "utf-8")
    return call


@pytest.mark.parametrize(
    ("line", "status", "message"),
    [
        ("lookup ''", 2, "nothing to look up"),
        ("lookup '  '", 2, "nothing to look up"),
        ("lookup -g terms.csv -l zh quai", 2, "no terms in “zh”: the languages here are fr, en"),
        ("add -g terms.csv --fr ''", 2, "--fr is empty"),
        ("add -g terms.csv --acronym XY", 2, "a concept needs a term"),
        ("import -g terms.csv two.tsv --source fr --target French", 2, "the same language"),
        ("import -g terms.csv sheet.xlsx", 1, "save it as CSV first"),
        ("edit -g terms.csv port --fr ''", 2, "'glossary remove -g terms.csv port'"),
        ("edit rabat --ar '' --fr '' --zh '' --en ''", 2, "no term would be left (see"),
        ("remove -g terms.csv -g other.csv pier", 1, "“pier” is not in terms.csv"),
        ("edit -g terms.csv '' --fr x", 1, "No glossary has a concept “”."),
        ("check -g terms.csv source.txt target.txt --source klingon", 2, "is not a language"),
        ("check -g terms.csv source.txt target.txt --target fr", 2, "source.txt is in “fr”"),
        ("export -g terms.csv nowhere/x.csv", 1, "Cannot write nowhere/x.csv: No such file"),
        ("export -g terms.csv x.docx", 2, "ends in .csv, "),
        ("export -g terms.csv x.fr-zh.tsv", 1, "No concept has terms in both fr and zh"),
        ("add -g x.xlsx --fr quai --en quay", 2, "ends in .csv, "),
        ("suggest source.txt --csv --format json", 2, "exclude each other"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(
    glossary: Glossary, tmp_path: Path, line: str, status: int, message: str
) -> None:
    (tmp_path / "two.tsv").write_text("dermaga\tpier\n", "utf-8")
    (tmp_path / "sheet.xlsx").write_bytes(b"PK\x03\x04\xff")
    (tmp_path / "other.csv").write_text("id,fr,en\npier,jetée,pier\n", "utf-8")
    files = sorted(tmp_path.iterdir())
    before = (tmp_path / "terms.csv").read_bytes()
    code, out, error = glossary(line)
    assert (code, out, len(error.splitlines())) == (status, "", 1)
    assert error.startswith("glossary: ") and message in error
    assert (tmp_path / "terms.csv").read_bytes() == before
    assert sorted(tmp_path.iterdir()) == files


def test_without_a_command_the_help_is_shown(glossary: Glossary) -> None:
    code, out, error = glossary("")
    assert (code, out) == (2, "")
    assert error.startswith("Usage: glossary ") and "\n  lookup " in error


def test_a_language_may_be_named_in_any_way(glossary: Glossary, tmp_path: Path) -> None:
    assert glossary("lookup -g terms.csv -l French quai")[0] == 0
    assert glossary("lookup -g terms.csv -l FR quai")[0] == 0
    assert glossary("check -g terms.csv source.txt target.txt -s fra -t English")[0] == 0
    assert glossary("edit -g terms.csv quay --term ZH 码头 --term zh-Hant 碼頭")[0] == 0
    header, row, *_ = (tmp_path / "terms.csv").read_text("utf-8").splitlines()
    assert (header, row) == (
        "id,fr,en,zh,zh-Hant,acronym,case,note",
        "quay,quai,quay,码头,碼頭,,keep,",
    )


def test_what_is_said_twice_is_removed_once(glossary: Glossary) -> None:
    assert glossary("remove -g terms.csv quay quay")[1].startswith("removed quay from")


def test_a_pair_holds_what_it_can_and_the_rest_is_told(glossary: Glossary, tmp_path: Path) -> None:
    assert glossary("export -g terms.csv x.fr-en.tsv")[1] == "wrote 1 concept to x.fr-en.tsv\n"
    given = "--fr digue --en 'dyke|levee|!dam' --zh 堤 --note n"
    code, _, error = glossary(f"add -g x.fr-en.tsv {given}")
    assert code == 0
    assert "x.fr-en.tsv cannot hold “堤”, “dam”, “levee”, “n”" in error
    assert glossary("add -g x.fr-en.tsv --fr phare --en lighthouse")[2] == ""
    lines = (tmp_path / "x.fr-en.tsv").read_text("utf-8").splitlines()
    assert lines == ["quai\tquay", "digue\tdyke", "phare\tlighthouse"]


def test_a_pipe_is_written_to_and_not_replaced(glossary: Glossary, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    code, out, _ = glossary("export -g terms.csv pipe")
    content = os.read(reader, 10_000)
    os.close(reader)
    assert (code, out) == (0, "wrote 2 concepts to pipe\n")
    assert b"quay,quai,quay" in content
    assert pipe.is_fifo()


def test_a_text_without_terms_is_said_to_have_none(glossary: Glossary, tmp_path: Path) -> None:
    (tmp_path / "source.txt").write_text("Le navire est arrivé hier matin.\n", "utf-8")
    code, out, _ = glossary("check -g terms.csv source.txt target.txt")
    assert (code, out) == (0, "no term of the glossary stands in source.txt\n")
    assert "nothing to suggest" in glossary("suggest -g terms.csv source.txt")[2]


@pytest.mark.slow
def test_of_changes_at_once_none_is_lost_without_a_word(glossary: Glossary, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        added = list(
            pool.map(
                lambda number: glossary(f"add -g terms.csv --fr m{number} --en w{number}"), range(8)
            )
        )
    kept = (tmp_path / "terms.csv").read_text("utf-8")
    for number, (status, _, error) in enumerate(added):
        assert (status == 0) == (f",w{number}," in kept)
        assert (status == 0) == (error == "")


def test_no_escape_of_a_glossary_or_an_article_reaches_the_terminal(
    glossary: Glossary, tmp_path: Path
) -> None:
    (tmp_path / "odd.csv").write_text("id,fr,en,note\nquay\x9b31m,quai\u202e,quay,a\n", "utf-8")
    (tmp_path / "a\x1b]0;x\x07.txt").write_text("Le quai.\n", "utf-8")
    for line in (
        "list -g odd.csv",
        "lookup -g odd.csv quai",
        "doctor -g odd.csv",
        "check -g odd.csv 'a\x1b]0;x\x07.txt' target.txt -s fr",
    ):
        _, out, error = glossary(line)
        assert out + error
        assert not set(out + error) & set("\x1b\x07\x9b\u202e"), line


def test_suggestions_hold_no_formula(glossary: Glossary, tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://x.example")'
    text = f"Le {formula} Haut Conseil (HCX) et la HCX, dit la HCX. «{formula}»\n"
    (tmp_path / "odd.txt").write_text(text * 3, "utf-8")
    code, out, _ = glossary("suggest odd.txt --csv")
    assert code == 0 and "HCX" in out
    cells = [cell for row in csv.reader(out.splitlines()) for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]
