"""Documents on the command line: one of the same kind comes out, or nothing is touched."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from reader.loading import load
from tests.export.documents.test_books import epub
from tests.export.documents.word import docx, footnote, link, paragraph, run

from .test_translate import one_line, translate

pytestmark = pytest.mark.slow

REPORT = docx(
    paragraph("Le président est arrivé à ", run("Tunis", "<w:b/>"), footnote(1), "."),
    paragraph("La réunion de ", link("Paris"), " a duré 3 heures."),
    title="La réunion",
    notes=("Le 12 mars 2024.",),
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.docx"
    path.write_bytes(REPORT)
    return path


def document_of(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


def test_a_document_comes_back_as_one(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    result = translate("-o", out, report)
    assert (result.returncode, result.stderr) == (0, b"")
    words = " ".join(block.text for article in load(out) for block in article.blocks)
    assert "Tunis" in words and "Paris" in words and "3 " in words and "président" not in words
    content = document_of(out)
    bold = content[content.index("<w:b/>") :]
    assert bold[bold.index("<w:t") :].partition(">")[2].startswith("Tunis")
    linked = content[content.index("<w:hyperlink") : content.index("</w:hyperlink>")]
    assert "Paris" in linked


def test_the_second_run_is_the_same_and_from_the_store(report: Path, tmp_path: Path) -> None:
    outputs = []
    for name in ("one.docx", "two.docx"):
        assert translate("-o", tmp_path / name, report).returncode == 0
        outputs.append((tmp_path / name).read_bytes())
    assert outputs[0] == outputs[1]


def test_what_a_document_had_translated_is_known_as_text(tmp_path: Path) -> None:
    path = tmp_path / "bold.docx"
    path.write_bytes(docx(paragraph("Le président est arrivé à ", run("Tunis", "<w:b/>"), ".")))
    assert translate("-o", tmp_path / "out.docx", path).returncode == 0
    records = map(json.loads, translate("-f", "jsonl", path).stdout.splitlines())
    assert {record["origin"] for record in records} == {"memory"}


def test_pipes_and_folders(report: Path, tmp_path: Path) -> None:
    piped = translate("-f", "same", "-", stdin=REPORT)
    assert piped.returncode == 0 and piped.stdout.startswith(b"PK")
    book = tmp_path / "book.epub"
    book.write_bytes(epub({"un": "<p>Le président est arrivé à Tunis.</p>"}))
    result = translate("-f", "same", "--output-dir", tmp_path / "out", report, book)
    assert result.returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "book.epub",
        "report.docx",
    ]
    assert (tmp_path / "out" / "report.docx").read_bytes() == piped.stdout


def test_two_languages(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "both.docx"
    assert translate("--bilingual", "-o", out, report).returncode == 0
    texts = [block.text for article in load(out) for block in article.blocks]
    assert texts[0].startswith("Le président") and "Tunis" in texts[1]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.docx", b"", "is empty"),
        ("cut.docx", REPORT[: len(REPORT) // 2], "damaged"),
        ("no.docx", b"Un texte tout simple.", "but is not one"),
        ("old.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("wordless.docx", docx(paragraph()), "no text"),
    ],
    ids=("empty", "cut", "no document", "locked", "wordless"),
)
def test_bad_input_touches_nothing(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path, out = tmp_path / name, tmp_path / "out.docx"
    path.write_bytes(content)
    out.write_bytes(b"what was there")
    result = translate("-o", out, path)
    assert result.returncode == 1
    assert says in one_line(result) and name in one_line(result)
    assert out.read_bytes() == b"what was there"
    assert {each.name for each in tmp_path.iterdir()} == {name, "out.docx"}


@pytest.mark.parametrize("ending", [".pdf", ".eml", ".mbox", ".warc.gz"])
def test_what_is_only_read_is_not_written(report: Path, tmp_path: Path, ending: str) -> None:
    """A text in a file that is called a PDF opens nowhere."""
    out = tmp_path / f"out{ending}"
    result = translate("-o", out, report)
    assert result.returncode == 2 and f"reads {ending} and does not write it" in one_line(result)
    assert not out.exists()
    assert translate("-f", "text", "-o", out, report).returncode == 0, "who asks for it gets it"


def test_a_document_that_is_not_written_is_not_faked(report: Path, tmp_path: Path) -> None:
    result = translate("-o", tmp_path / "out.rtf", report)
    assert result.returncode == 2 and "does not write .rtf" in one_line(result)
    assert not (tmp_path / "out.rtf").exists()


@pytest.mark.parametrize("ending", [".json", ".csv", ".xml", ".XLIFF"])
def test_text_is_not_written_under_the_name_of_records(
    report: Path, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"out{ending}"
    result = translate("-o", out, report)
    assert result.returncode == 2 and f"does not write {ending.lower()}" in one_line(result)
    assert ".jsonl" in one_line(result) and not out.exists()


def test_a_table_in_text_comes_out_as_it_came_in(tmp_path: Path) -> None:
    """Line N translates line N, so that what the input is the output is, too."""
    table, out = tmp_path / "animaux.csv", tmp_path / "animals.csv"
    table.write_text("1,Le chat dort.\n2,Le chien mange.\n")
    result = translate("-s", "fr", "-o", out, table)
    assert result.returncode == 0 and len(out.read_text().splitlines()) == 2


def test_markdown_in_two_languages_is_refused_and_text_is_bilingual(report: Path) -> None:
    refused = translate("--bilingual", "-f", "markdown", report)
    assert refused.returncode == 2 and "holds the translation alone" in one_line(refused)
    both = translate("--bilingual", "-f", "text", report)
    assert both.stdout == translate("-f", "bilingual", report).stdout != ""


def test_a_document_is_not_written_as_another_kind(report: Path, tmp_path: Path) -> None:
    result = translate("-o", tmp_path / "out.odt", report)
    assert result.returncode == 1 and "odt is only written from odt" in one_line(result)
    result = translate("-f", "same", "-o", tmp_path / "out.odt", report, report)
    assert result.returncode == 2 and "--output-dir" in one_line(result)
    assert not (tmp_path / "out.odt").exists()


TEXT = "Une réunion à Tunis\n\nLe président est arrivé à Tunis hier.\n\n- un port\n- un pont\n"


@pytest.mark.parametrize("kind", ["docx", "epub"])
def test_a_document_is_made_of_articles(tmp_path: Path, kind: str) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.html"
    one.write_text(TEXT, "utf-8")
    two.write_text("<h1>الرئيس في تونس</h1><p>وصل الرئيس إلى تونس يوم الاثنين.</p>", "utf-8")
    out, both = tmp_path / f"out.{kind}", tmp_path / f"both.{kind}"
    assert translate("-o", out, one, two).returncode == 0
    texts = [block.text for article in load(out) for block in article.blocks]
    assert sum("Tunis" in text for text in texts) >= 3 and "président" not in " ".join(texts)
    assert translate("--bilingual", "-f", kind, "-o", both, one, two).returncode == 0
    kinds = {block.kind for article in load(both) for block in article.blocks}
    assert {"title", "paragraph", "list-item"} <= kinds
    shown = " ".join(block.text for article in load(both) for block in article.blocks)
    for text in ("Le président est arrivé à Tunis hier.", "un port", "وصل الرئيس إلى تونس"):
        assert shown.count(text) == 1


def test_terms_and_checks_work_as_for_text(report: Path, tmp_path: Path) -> None:
    result = translate("--report", "--check", "-o", tmp_path / "out.docx", report)
    assert "Paris" in result.stderr.decode() and "all" in result.stderr.decode()
