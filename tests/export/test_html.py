"""The page as markup: what a parser reads back from it."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from reader.article import Article, Block, Sentence, TermUse, Translation
from reader.export.markup import visible
from reader.glossary.concept import Concept, Term
from reader.glossary.termbase import Termbase
from tests.export.build import article, sentences, translated, written
from tests.export.samples import ARABIC, CHINESE, FRENCH, TERMBASE


def parsed(*articles, **options) -> html.HtmlElement:
    page = written("html", *articles, **options)
    return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))


def texts(page: html.HtmlElement, side: str) -> list[str]:
    return [cell.text_content() for cell in page.find_class(side)]


anything = st.text(st.characters(exclude_categories=()), max_size=40)


@given(st.lists(st.tuples(anything, anything), min_size=1, max_size=4), anything, anything)
@settings(max_examples=150)
def test_any_text_parses_back_to_itself(pairs, title, concept):
    text, blocks, translations = "", [], []
    for own, target in pairs:
        blocks.append(Block(own, "paragraph", "ar", len(text)))
        if own.strip():
            found = own.strip()
            sentence = Sentence(found, len(text) + own.index(found), len(blocks) - 1, "ar")
            use = TermUse(concept, (-3, len(found) // 2), (len(target) // 2, 99), "model")
            translations.append(Translation(sentence, target, "model", (use, use), package=concept))
        text += own + "\n"
    page = parsed((Article(title, tuple(blocks), title, text), translations))
    written_blocks = [block for block in blocks if block.text.strip()]
    assert texts(page, "source") == [visible(block.text) for block in written_blocks]
    assert texts(page, "target") == [visible(translation.target) for translation in translations]
    assert len(page.findall(".//script")) == len(page.findall(".//style")) == 1


@given(st.lists(st.tuples(st.integers(-9, 40), st.integers(-9, 40)), max_size=6))
@settings(max_examples=150)
def test_terms_that_overlap_or_leave_their_sentence_lose_no_text(spans):
    (page,) = [article("Le phare du cap.", ("Le phare du cap.", "paragraph", "fr"))]
    (sentence,) = sentences(page)
    uses = tuple(TermUse(f"c{n}", span, span, "model") for n, span in enumerate(spans))
    result = parsed((page, [Translation(sentence, "The lighthouse of the cape.", "model", uses)]))
    assert texts(result, "source") == ["Le phare du cap."]
    assert texts(result, "target") == ["The lighthouse of the cape."]
    for link in result.find_class("term"):
        assert result.get_element_by_id(link.get("href")[1:]) is not None


def test_languages_and_directions():
    page = parsed(ARABIC, FRENCH, CHINESE)
    sources = {(cell.get("lang"), cell.get("dir")) for cell in page.find_class("source")}
    assert sources == {("ar", "rtl"), ("fr", "ltr"), ("zh", "ltr")}
    targets = {(cell.get("lang"), cell.get("dir")) for cell in page.find_class("target")}
    assert targets == {("en", "ltr")}
    into_arabic = parsed((FRENCH[0], []), target="ar")
    assert {cell.get("dir") for cell in into_arabic.find_class("target")} == {"rtl"}
    unknown = parsed((article("…", ("…", "paragraph", None)), []))
    assert unknown.find_class("source")[0].get("dir") == "auto"
    traditional = parsed((article("港", ("港", "paragraph", "zt")), []), target="pb")
    assert traditional.find_class("source")[0].get("lang") == "zh-Hant"
    assert traditional.find_class("target")[0].get("lang") == "pt-BR"


def test_a_sentence_and_its_translation_have_the_same_number():
    page = parsed(ARABIC)
    by_text = {translation.source.text: translation.target for translation in ARABIC[1]}
    found = {}
    for sentence in page.xpath("//*[contains(@class, 'source')]//*[contains(@class, 's')]"):
        if sentence.get("id"):
            other = page.get_element_by_id("t" + sentence.get("id")[1:])
            found[sentence.text_content()] = other.text_content()
    assert found == by_text


def test_what_is_missing_is_shown_as_missing():
    page = parsed(FRENCH)
    (missing,) = page.find_class("missing")
    assert missing.text_content() == "…"
    source = page.get_element_by_id("s" + missing.get("id")[1:])
    assert source.text_content() == "Le premier bilan est attendu en juin."
    assert "1 not translated yet" in page.findall(".//footer")[-1].text_content()


def test_terms_lead_to_their_concept_in_every_language():
    page = parsed(ARABIC, termbases=(TERMBASE,))
    link = page.find_class("term")[0]
    entry = page.get_element_by_id(link.get("href")[1:]).text_content()
    for name in ("coast guard", "coastguard", "خفر السواحل", "garde-côtes", "海岸警卫队"):
        assert name in entry
    assert "patrols the bay" in entry


def test_a_term_without_its_termbase_still_names_its_concept():
    page = parsed(ARABIC)
    assert "harbour-authority" in page.find_class("terms")[0].text_content()


def test_forbidden_terms_are_not_offered():
    terms = {"en": (Term("the capital"), Term("the town", "forbidden"))}
    use = TermUse("capital", (0, 4), (0, 3), "model")
    page = article("Rabat", ("Rabat", "paragraph", "fr"))
    (sentence,) = sentences(page)
    translations = [Translation(sentence, "Rabat", "model", (use,))]
    text = written("html", (page, translations), termbases=(Termbase([Concept("capital", terms)]),))
    assert "the capital" in text and "the town" not in text


def test_origins_are_marked_and_counted():
    page = parsed(ARABIC)
    origins = [translation.origin for translation in ARABIC[1]]
    for origin in ("memory", "correction"):
        assert len(page.xpath(f"//*[@data-origin='{origin}']")) == origins.count(origin) > 0
    footer = page.find(".//footer").text_content()
    assert f"{origins.count('model')} translated" in footer
    assert "Machine translation by ar→en 1.0" in footer
    assert f"{origins.count('memory')} from an earlier run" in footer


def test_boilerplate_is_folded_and_can_be_left_out():
    page = parsed(ARABIC)
    folded = page.find_class("site")
    assert [len(each.find_class("row")) for each in folded] == [1, 2]
    assert "Site menu" in folded[0].find("summary").text_content()
    mixed = article(
        "A\nB\nC",
        ("A", "paragraph", "fr", "menu"),
        ("B", "paragraph", "fr", "share"),
        ("C", "paragraph", "fr", "menu"),
    )
    (one,) = parsed((mixed, [])).find_class("site")
    assert one.find("summary").text_content() == "Site menu, share bar · A"
    assert len(one.find_class("row")) == 3
    assert all(each.get("open") is None for each in folded)
    assert not parsed(ARABIC, include_boilerplate=False).find_class("site")


def test_the_page_names_its_file_but_not_the_folders():
    page = written(
        "html", (article("Un.", ("Un.", "paragraph", "fr"), source="/home/me/un.txt"), [])
    )
    assert "un.txt" in page and "/home/me" not in page


def test_several_articles_have_contents_and_one_has_none():
    page = parsed(ARABIC, FRENCH, CHINESE)
    links = page.get_element_by_id("contents").findall(".//a")
    assert [link.text_content() for link in links] == [
        "Coast guard tries out its new early warning system",
        "The coast guard moves to early warning",
        "Coast guard puts a new early warning system into service",
    ]
    for link in links:
        assert page.get_element_by_id(link.get("href")[1:]).tag == "article"
    assert not parsed(ARABIC).xpath("//nav")
    assert page.findtext(".//title") == "Coast guard tries out its new early warning system"


def test_nothing_in_the_page_points_outside_it():
    page = written("html", ARABIC, FRENCH, CHINESE, termbases=(TERMBASE,))
    assert not re.search(r"https?:|//[a-z]|url\(|@import|<link|<img", page)
    assert "default-src 'none'" in page
    assert "unsafe-inline" not in page
    assert ' style="' not in page
    assert not re.search(r"\son\w+=", page)


def test_the_page_is_small():
    assert len(written("html", FRENCH).encode()) < 32_000


def test_wrapped_lines_and_white_space_stay_in_the_source():
    text = "La mer\n  monte.  Il vente."
    page = article(text, (text, "preformatted", "fr"))
    result = parsed((page, translated(page, str)))
    assert texts(result, "source") == [text]


def test_a_tables_cells_stand_in_a_row_and_items_have_their_numbers():
    page = article(
        "7. Le port\n\nNom | Prix\nRiz | 8\n",
        ("Le port", "list-item", "fr"),
        *[(text, "paragraph", "fr") for text in ("Nom", "Prix", "Riz", "8")],
        source="page.html",
    )
    result = parsed((page, translated(page, str.upper)))
    rows = [[span.text_content() for span in row.findall("*/span")] for row in
            result.find_class("cells")]  # fmt: skip
    assert rows == [["Nom", "Prix", "NOM", "PRIX"], ["Riz", "8", "RIZ", "8"]]
    (item,) = result.find_class("list-item")
    assert [side.get("data-mark") for side in item] == ["7.", "7."]


def test_the_marks_of_markdown_are_hidden_and_those_of_a_text_are_not():
    words = "Le **port** de [Tanger](https://example.org/a_b_c) a `deux` quais, 3 * 4 et 2 * 2."
    marks_of = ["**", "**", "[", "](https://example.org/a_b_c)", "`", "`"]
    for source, hidden in (("notes.md", marks_of), ("notes.txt", [])):
        page = article(words, (words, "paragraph", "fr"), source=source)
        result = parsed((page, [Translation(next(sentences(page, ".+")), words, "model")]))
        marks = [each.text_content() for each in result.find_class("mark-up")]
        assert sorted(marks) == sorted(2 * hidden)
        assert texts(result, "source") == texts(result, "target") == [words]
