"""Feeds written back: what is said is translated, and nothing else changes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from reader.article import Article, Sentence, Translation
from reader.cli.translate import command
from reader.export.documents import opened
from reader.loading import load, original
from reader.text.segmentation import spans
from tests.loading.test_feeds import ATOM, OPML, RDF, RSS


def translations(article: Article, put: Callable[[str], str]) -> Iterator[Translation]:
    for index, block in enumerate(article.blocks):
        if block.kind == "preformatted":
            continue
        for start, end in spans(block.text, "fr"):
            text = block.text[start:end]
            marks = tuple(
                mark._replace(start=max(mark.start, start) - start, end=min(mark.end, end) - start)
                for mark in block.marks
                if mark.start < end and start <= mark.end
            )
            sentence = Sentence(text, block.start + start, index, "fr", marks=marks)
            yield Translation(sentence, put(text), "model", marks=marks)


def written(text: str, put: Callable[[str], str] = str.upper, *, bilingual: bool = False) -> str:
    out = io.BytesIO()
    document = opened(original(text.encode()), bilingual=bilingual, likely=("fr",))
    articles = list(document.articles())
    document.begin(out, target="en")
    for article in articles:
        document.article(article, translations(article, put))
    document.end()
    return out.getvalue().decode()


def skeleton(text: str) -> list[tuple[str, dict[str, str]]]:
    """The elements of a feed and their attributes."""
    root = etree.fromstring(text.encode())
    return [(str(e.tag), dict(e.attrib)) for e in root.iter() if isinstance(e.tag, str)]


@pytest.mark.parametrize("text", [RSS.format(encoding="utf-8"), ATOM, RDF])
def test_elements_addresses_dates_and_authors_stay(text: str) -> None:
    result = written(text)
    assert skeleton(result) == skeleton(text)
    for kept in ("https://example.org/1", "Anne Martin", "Tue, 05 Mar 2024 10:00:00 GMT"):
        assert (kept in result) == (kept in text)


def test_titles_and_texts_are_translated_with_their_marks() -> None:
    result = written(RSS.format(encoding="utf-8"))
    assert "<title>LA GAZETTE</title>" in result
    assert "<description>LES NOUVELLES DU PORT</description>" in result
    assert "LE PORT ROUVRE &amp; RECRUTE" in result
    assert "LE <b>MAIRE</b> SERA" in result
    assert '<li>UN QUAI</li></ul><img src="https://example.org/x.png">]]>' in result
    assert "Une grue" in result, "what says something of a picture alone stays"
    entries = load(result.encode())
    assert [entry.title for entry in entries] == ["LE PORT ROUVRE & RECRUTE", "LA GRÈVE"]
    assert entries[1].blocks[1].text == "ELLE EST ÉVITÉE."


def test_xhtml_within_atom_stays_xhtml() -> None:
    result = written(ATOM)
    root = etree.fromstring(result.encode())
    (emphasised,) = root.iter("{http://www.w3.org/1999/xhtml}em")
    assert emphasised.text == "PONT"
    assert "LE PONT EST &amp; RESTE OUVERT." in result


def test_two_languages() -> None:
    result = written(RSS.format(encoding="utf-8"), bilingual=True)
    assert "<title>La grève — LA GRÈVE</title>" in result
    assert "Elle est" in result and "ELLE EST" in result
    assert 'text="Politique — POLITIQUE"' in written(OPML, bilingual=True)


def test_a_list_of_feeds() -> None:
    result = written(OPML)
    assert skeleton(result) == [
        (tag, {name: text.upper() if name == "text" else text for name, text in own.items()})
        for tag, own in skeleton(OPML)
    ]
    assert "<title>MES LECTURES</title>" in result


def test_what_has_no_translation_stays_as_it_was() -> None:
    text = RSS.format(encoding="utf-8").replace("&nbsp;", "\N{NO-BREAK SPACE}")
    canonical = etree.canonicalize(text, strip_text=True)
    assert etree.canonicalize(written(text, lambda same: same), strip_text=True) == canonical


@pytest.mark.slow
def test_the_command(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(RSS.format(encoding="utf-8"))
    place = tmp_path / "b.rss"
    outcome = CliRunner().invoke(command, ["-o", str(place), str(tmp_path / "a.rss")])
    assert outcome.exit_code == 0, outcome.output
    assert skeleton(place.read_text()) == skeleton(RSS.format(encoding="utf-8"))
