"""Documents made of articles that were none."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from reader.article import Article
from reader.export.documents.making import made
from reader.loading import load
from tests.export.build import article


def page() -> Article:
    return article(
        "1. Le port\n2. Le cap\n- La mer\n1. Fin\n\nNom | Prix\nRiz | 8\nBlé\n",
        *[(text, "list-item", "fr") for text in ("Le port", "Le cap", "La mer", "Fin")],
        *[(text, "paragraph", "fr") for text in ("Nom", "Prix", "Riz", "8", "Blé")],
        source="page.html",
    )


def part(document: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read(name).decode()


def test_a_word_document_has_the_tables_and_numbers_of_its_source() -> None:
    document = made("docx", [page()])
    body = part(document, "word/document.xml")
    assert body.count("<w:tbl>") == 1 and body.count("<w:tr>") == 2
    assert re.findall(r'<w:numId w:val="(\d)"/>', body) == ["2", "2", "1", "3"]
    starts = re.findall(r'startOverride w:val="(\d)"', part(document, "word/numbering.xml"))
    assert starts == ["1", "1"]
    (read,) = load(document)
    assert "1. Le port\n2. Le cap\n- La mer\n1. Fin" in read.text
    assert "Nom | Prix\nRiz | 8\n" in read.text


def test_a_book_has_the_tables_and_numbers_of_its_source() -> None:
    body = part(made("epub", [page()]), "a1.xhtml").replace("\n", "")
    assert '<ol start="1"><li>Le port</li><li>Le cap</li></ol><ul><li>La mer</li></ul>' in body
    assert (
        "<table><tr><td>Nom</td><td>Prix</td></tr><tr><td>Riz</td><td>8</td></tr></table>" in body
    )


@pytest.mark.parametrize("kind", ["docx", "epub"])
def test_every_text_is_in_once_and_in_order(kind: str) -> None:
    (read,) = load(made(kind, [page()]))
    named = 1 if kind == "epub" else 0  # a book's title comes before its first page
    assert [block.text for block in read.blocks[named:]] == [block.text for block in page().blocks]


def test_what_is_emphasised_in_markdown_is_so_in_documents() -> None:
    text = "Le **port** de [Tanger](https://example.org/) a *deux* quais : `A&B`."
    page = article(text, (text, "paragraph", "fr"), source="notes.md")
    book = part(made("epub", [page]), "a1.xhtml")
    assert "<p>Le <strong>port</strong> de Tanger a <em>deux</em> quais : A&amp;B.</p>" in book
    body = part(made("docx", [page]), "word/document.xml")
    assert '<w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">port</w:t>' in body
    assert [block.text for (read,) in [load(made("docx", [page]))] for block in read.blocks] == [
        "Le port de Tanger a deux quais : A&B."
    ]
