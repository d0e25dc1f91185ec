"""Bilingual text, Markdown and JSON Lines, and what all formats share."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader import export
from reader.article import Article, Block, Sentence, TermUse, Translation
from reader.errors import DragomanError
from reader.export.markdown import escaped
from tests.export.build import article, translated, written
from tests.export.samples import ARABIC, CHINESE, FRENCH


def test_every_format_writes_every_article():
    for format in export.FORMATS:
        text = written(format, ARABIC, FRENCH, CHINESE)
        for wanted in ("28–30 seconds", "On Wednesday the", "within twenty minutes"):
            assert any(wanted in piece for piece in (text, text.replace("</a>", ""))), format


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(DragomanError, match="choose one of text, bilingual, markdown, jsonl, html"):
        export.writer("docx")


@pytest.mark.parametrize("format", export.FORMATS)
def test_no_article_and_an_empty_one_are_no_trouble(format):
    written(format)
    written(format, (Article("", (), "-", ""), []), (Article("", (), "-", "\n\n"), []))


def test_bilingual_pairs_each_paragraph_with_its_translation():
    page = article(
        "Le port\n\nLa mer monte. Elle est\nforte.\n\nUn phare\n\nDGSN\n",
        ("Le port", "title", "fr"),
        ("La mer monte. Elle est\nforte.", "paragraph", "fr"),
        ("Un phare", "list-item", "fr"),
        ("DGSN", "paragraph", None),
    )
    translations = translated(
        page,
        {
            "Le port": "The port",
            "La mer monte.": "The sea rises.",
            "Elle est\nforte.": "It is strong.",
            "DGSN": "DGSN",
        },
    )
    assert written("bilingual", (page, translations)) == (
        "Le port\nThe port\n════════\n\n"
        "La mer monte. Elle est forte.\nThe sea rises. It is strong.\n\n"
        "- Un phare\n- [not translated yet]\n\n"
        "DGSN\n"
    )


def table() -> Article:
    """A list with numbers and a table, as Markdown has them."""
    return article(
        "2. Le port\n\n| Nom | Prix |\n| --- | ---: |\n| Riz | 8 |\n| 12 | 9 |\n\n"
        "La mer | le cap\n",
        ("Le port", "list-item", "fr"),
        *[(text, "paragraph", "fr") for text in ("Nom", "Prix", "Riz", "8", "12", "9")],
        ("La mer | le cap", "paragraph", "fr"),
        source="notes.md",
    )


def test_bilingual_has_a_line_for_a_tables_row_and_an_items_number():
    words = {"Le port": "The port", "Nom": "Name", "Prix": "Price", "Riz": "Rice"}
    words |= {each: each for each in ("8", "12", "9")}
    assert written("bilingual", (table(), translated(table(), words))) == (
        "2. Le port\n2. The port\n\n"
        "Nom | Prix\nName | Price\n\n"
        "Riz | 8\nRice | 8\n\n"
        "12 | 9\n\n"
        "La mer | le cap\n[not translated yet]\n"
    )


def test_an_item_of_a_document_keeps_its_number_in_markdown():
    page = article("1. Le port\n2. Le cap\n", ("Le port", "list-item", "fr"),
                   ("Le cap", "list-item", "fr"), source="report.docx")  # fmt: skip
    text = written("markdown", (page, translated(page, str.upper)))
    assert text.startswith("1. LE PORT\n2. LE CAP\n")


def test_preformatted_text_keeps_its_lines():
    verses = "  La mer\n    monte\n  ce soir."
    page = article(verses + "\n", (verses, "preformatted", "fr"))
    translations = translated(page, {"La mer\n    monte\n  ce soir.": "The sea rises tonight."})
    wanted = "  The sea\n    rises\n  tonight."
    assert written("bilingual", (page, translations)) == f"{verses}\n{wanted}\n"
    assert written("markdown", (page, translations)) == f"```\n{wanted}\n```\n"


def test_bilingual_articles_stand_apart():
    text = written("bilingual", FRENCH, CHINESE)
    assert text.count("\n\n\n") == 1
    assert "\n\n\n[also translated by zh→en" in text


def test_plain_text_becomes_markdown():
    page = article(
        "Le port\nUn\nDeux\nLa mer\n*monte*.\nFin\n",
        ("Le port", "title", "fr"),
        ("Un", "list-item", "fr"),
        ("Deux", "list-item", "fr"),
        ("La mer\n*monte*.", "paragraph", "fr"),
        ("Fin", "heading", "fr"),
    )
    assert written("markdown", (page, translated(page, str))) == (
        "# Le port\n\n- Un\n- Deux\n\nLa mer \\*monte\\*.\n\n## Fin\n"
    )


def test_the_cells_of_a_page_become_a_table():
    page = article(
        "Avant\n\nNom | Prix\nRiz | 8,50|kg\nTotal\n\nApres | Fin\n",
        *[(text, "paragraph", "fr") for text in ("Avant", "Nom", "Prix", "Riz", "8,50|kg")],
        *[(text, "paragraph", "fr") for text in ("Total", "Apres", "Fin")],
        source="page.html",
    )
    text = written("markdown", (page, translated(page, str.upper)))
    assert text == (
        "AVANT\n\n| NOM | PRIX |\n| --- | --- |\n| RIZ | 8,50\\|KG |\n| TOTAL |\n\n"
        "| APRES | FIN |\n| --- | --- |\n"
    )
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    cells = [token.content for token in tokens if token.type == "inline"]
    assert cells == ["AVANT", "NOM", "PRIX", "RIZ", "8,50|KG", "TOTAL", "", "APRES", "FIN"]


@pytest.mark.parametrize("name", ["notes.md", "-"])
def test_markdown_keeps_its_own_marks(name):
    text = "### Le port\n\n1. La *mer*.\n\n> Fin.\n\n[à propos]: https://example.org\n"
    page = article(
        text,
        ("Le port", "heading", "fr"),
        ("La *mer*.", "list-item", "fr"),
        ("Fin.", "quote", "fr"),
        source=name,
    )
    english = {"Le port": "The port", "La *mer*.": "The *sea*.", "Fin.": "End."}
    wanted = text
    for source, target in english.items():
        wanted = wanted.replace(source, target)
    assert written("markdown", (page, translated(page, english))) == wanted


MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@given(st.text("ab1 *_`~<>[]()#+-=.&;!|\\x:/é水", min_size=1).map(str.strip).filter(bool))
@settings(max_examples=400)
def test_escaped_text_reads_as_itself(text):
    paragraph, inline, _ = MARKDOWN.parse(escaped(text))
    assert paragraph.type == "paragraph_open"
    assert all(token.type in ("text", "text_special") for token in inline.children)
    assert "".join(token.content for token in inline.children) == text


def test_addresses_are_not_escaped():
    address = "https://example.org/a_b?c=d&amp_e"
    assert escaped(f"*{address}*") == f"\\*{address}\\*"


def test_json_lines_say_everything():
    page, translations = ARABIC
    records = [json.loads(line) for line in written("jsonl", ARABIC).splitlines()]
    assert len(records) == len(translations)
    for record, translation in zip(records, translations, strict=True):
        source = translation.source
        assert page.text[record["start"] : record["end"]] == record["source"] == source.text
        assert record["target"] == translation.target
        assert (record["block"], record["origin"]) == (source.block, translation.origin)
        assert (record["source_language"], record["target_language"]) == ("ar", "en")
        assert (record["package"], record["score"]) == ("ar→en 1.0", -0.2)
        assert record["kind"] == page.blocks[source.block].kind
        assert record["boilerplate"] == page.blocks[source.block].boilerplate
        for term, use in zip(record["terms"], translation.terms, strict=True):
            assert term == {
                "concept": use.concept,
                "source_span": list(use.source_span),
                "target_span": list(use.target_span),
                "how": use.how,
            }
    assert {record["title"] for record in records} == {page.title}
    assert {record["file"] for record in records} == {"harbour-ar.txt"}


def test_json_lines_number_the_articles_and_show_what_is_missing():
    records = [json.loads(line) for line in written("jsonl", ARABIC, FRENCH).splitlines()]
    assert [r["article"] for r in records] == sorted(r["article"] for r in records)
    (missing,) = [r for r in records if r["target"] is None]
    assert missing["source"] == "Le premier bilan est attendu en juin."
    assert missing["origin"] is None


def test_json_lines_can_leave_out_boilerplate():
    records = [
        json.loads(s) for s in written("jsonl", ARABIC, include_boilerplate=False).splitlines()
    ]
    assert records and not any(record["boilerplate"] for record in records)


@given(
    st.text(min_size=1).filter(str.strip),
    st.text(),
    st.floats(allow_nan=True) | st.none(),
    st.text(),
)
@settings(max_examples=150)
def test_json_lines_round_trip(source, target, score, concept):
    text = source.strip()
    page = Article("", (Block(text, "paragraph", "fr", 0),), "-", text)
    use = TermUse(concept, (0, 1), (0, 0), "model")
    translation = Translation(Sentence(text, 0, 0, "fr"), target, "model", (use,), score=score)
    (line,) = written("jsonl", (page, [translation])).splitlines()
    record = json.loads(line)
    assert (record["source"], record["target"]) == (text, target)
    assert record["terms"][0]["concept"] == concept
    assert record["score"] == (score if score is not None and math.isfinite(score) else None)


def test_titles_and_starts_of_a_later_article_are_offsets_in_the_input():
    page, translations = FRENCH
    moved = replace(
        page,
        start=1000,
        blocks=tuple(replace(block, start=block.start + 1000) for block in page.blocks),
    )
    later = [
        replace(t, source=replace(t.source, start=t.source.start + 1000)) for t in translations
    ]
    assert written("text", (moved, later)) == written("text", (page, translations))
    first = json.loads(written("jsonl", (moved, later)).splitlines()[0])
    assert first["start"] == 1000
