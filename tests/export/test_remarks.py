"""Notes and highlights of a reader in the files that are written."""

from __future__ import annotations

from pathlib import Path

from reader import load
from reader.article import Article, Sentence, TermUse, Translation
from reader.export import save
from reader.export.remarks import Remark, highlighted

TEXT = "Le titre\n\nLe port de Tanger. Une *autre* phrase.\n"


def article() -> tuple[Article, list[Translation]]:
    (found,) = load(TEXT.encode(), format="text", likely=["fr"])
    made = []
    for text, target in (
        ("Le titre", "The title"),
        ("Le port de Tanger.", "The port of Tangier."),
        ("Une *autre* phrase.", "Another sentence."),
    ):
        start = TEXT.index(text)
        block = 0 if start == 0 else 1
        uses = (TermUse("port", (3, 7), (4, 8), "model"),) if "port" in text else ()
        made.append(Translation(Sentence(text, start, block, "fr"), target, "model", uses))
    return found, made


def written(tmp_path: Path, name: str, *remarks: Remark) -> str:
    found, made = article()
    return save(found, made, tmp_path / name, remarks=remarks).read_text("utf-8")


def test_highlights_overlap_and_stand_apart() -> None:
    remarks = [
        Remark(5, span=(0, 4)),
        Remark(5, span=(2, 6)),
        Remark(5, span=(8, 9)),
        Remark(5, side="target", span=(1, 2)),
        Remark(5, "a note"),
    ]
    assert highlighted(remarks, 5, "source") == [(0, 6), (8, 9)]
    assert highlighted(remarks, 5, "target") == [(1, 2)]
    assert highlighted(remarks, 6, "source") == []


def test_a_page_shows_them(tmp_path: Path) -> None:
    start = TEXT.index("Le port")
    page = written(
        tmp_path,
        "a.html",
        Remark(start, span=(0, 10)),
        Remark(start, side="target", span=(9, 19)),
        Remark(start, "Ask <Rabat> & wait"),
    )
    term = 'data-how="model"><mark>port</mark></a><mark> de</mark> Tanger.'
    assert "<mark>Le </mark><a" in page and term in page
    assert "</a> <mark>of Tangier</mark>." in page
    assert '<aside class="remark" dir="auto">Ask &lt;Rabat&gt; &amp; wait</aside>' in page


def test_markdown_has_them_as_footnotes(tmp_path: Path) -> None:
    start, other = TEXT.index("Le port"), TEXT.index("Une")
    text = written(
        tmp_path,
        "a.md",
        Remark(start, "Ask\nRabat"),
        Remark(start, span=(3, 7)),
        Remark(other, side="target", span=(0, 7)),
    )
    assert "The port of Tangier.[^remark-1][^remark-2] Another sentence.[^remark-3]" in text
    assert "[^remark-1]: Ask Rabat\n" in text
    assert "[^remark-2]: Highlighted: port\n" in text
    assert "[^remark-3]: Highlighted: Another\n" in text


def test_a_bookmark_is_shown_on_its_sentence(tmp_path: Path) -> None:
    start = TEXT.index("Une")
    page = written(tmp_path, "a.html", Remark(start))
    assert page.count('class="s bookmarked" title="Bookmark"') == 1
    assert "[^remark-1]: Bookmark\n" in written(tmp_path, "a.md", Remark(start))


def test_without_any_nothing_changes(tmp_path: Path) -> None:
    assert "<mark>" not in written(tmp_path, "a.html")
    assert "remark" not in written(tmp_path, "a.md")
