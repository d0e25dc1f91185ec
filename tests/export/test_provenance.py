"""What every export says of itself: who made it, when, and what is doubtful in it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from reader.article import Article, Doubt, Translation
from tests.export.build import UNSURE, WORSE, article, difficult, translated, written

TODAY = f"{date.today().day} {date.today():%B %Y}"
TEXT = "Le quai compte 40 places. La grue attend.\n"
DOUBT = Doubt("number", "40 of the source is missing")


def doubtful(package: str = "fr→en starter 9.9") -> tuple[Article, list[Translation]]:
    page = article(TEXT, (TEXT.strip(), "paragraph", "fr"))
    first, second = translated(page, lambda text: f"({text})")
    return page, [
        replace(first, package=package, doubts=(DOUBT,)),
        replace(second, package=package),
    ]


@pytest.mark.parametrize("format", ["bilingual", "markdown", "html"])
def test_the_package_the_day_and_the_doubts_are_told(format: str) -> None:
    text = written(format, doubtful()).replace("\\", "")
    assert "Machine translation by fr→en starter 9.9 (small: it gives the gist" in text
    assert TODAY in text
    assert text.count("40 of the source is missing") >= 1


def test_an_installed_package_is_not_called_small() -> None:
    assert "Machine translation by fr→en 1.9, with Dragoman" in written(
        "bilingual", doubtful("fr→en 1.9")
    )


@pytest.mark.parametrize("format", ["bilingual", "markdown", "html"])
def test_nothing_is_said_of_what_no_machine_translated(format: str) -> None:
    page, translations = doubtful("")
    corrected = [replace(each, origin="correction", doubts=()) for each in translations]
    assert "Machine translation" not in written(format, (page, corrected))


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_doubtful_sentences_are_counted(format: str) -> None:
    assert "1 sentence is marked as doubtful" in written(format, doubtful())


def test_bilingual_keeps_to_its_pairs_of_lines() -> None:
    head, gap, source, target = written("bilingual", doubtful()).splitlines()
    assert head.startswith("[Machine translation by fr→en starter 9.9 ") and gap == ""
    assert source == TEXT.strip()
    assert target == (
        "(Le quai compte 40 places.) [? 40 of the source is missing] (La grue attend.)"
    )


def test_bilingual_names_each_package_once_where_it_begins() -> None:
    text = written("bilingual", doubtful(), doubtful(), doubtful("ar→en 1.0"))
    assert text.count("Machine translation by fr→en starter 9.9") == 1
    assert text.index("[also translated by ar→en 1.0]") > text.index("La grue attend")


def test_a_text_is_the_translation_alone() -> None:
    assert written("text", doubtful()) == "(Le quai compte 40 places.) (La grue attend.)\n"


def test_markdown_has_footnotes_of_its_own() -> None:
    lines = written("markdown", doubtful()).splitlines()
    assert lines[0] == "(Le quai compte 40 places.)[^doubt-1] (La grue attend.)"
    assert "[^doubt-1]: Doubtful: 40 of the source is missing." in lines
    page, translations = doubtful()
    own = written("markdown", (replace(page, source="x.md"), translations))
    assert own.startswith("(Le quai compte 40 places.)[^doubt-1] ")


def test_json_lines_have_them_as_data() -> None:
    first, second = map(json.loads, written("jsonl", doubtful()).splitlines())
    assert first["doubts"] == [
        {
            "kind": "number",
            "message": "40 of the source is missing",
            "source_span": None,
            "target_span": None,
        }
    ]
    assert second["doubts"] == []
    assert first["exported_on"] == date.today().isoformat()


def test_html_marks_the_sentence_and_says_why() -> None:
    page = written("html", doubtful())
    assert page.count('class="s model doubtful"') == 1
    assert page.count('title="40 of the source is missing"') == 1


MOSTLY = difficult((), (), (UNSURE,), (UNSURE,), (UNSURE,), (UNSURE,), (WORSE,), (UNSURE,))


@pytest.mark.parametrize("format", ["bilingual", "markdown", "html"])
def test_where_most_is_unsure_the_whole_is_said_to_be_and_only_the_worst_is_marked(
    format: str,
) -> None:
    text = written(format, MOSTLY)
    assert "the model was unsure of 6 of 8 sentences" in text.replace("The model", "the model")
    # As it is written while it comes, the first ones are marked until there are too many.
    marked = {
        "html": 'title="the model was unsure of',
        "markdown": "Doubtful: the model was unsure",
    }
    assert text.count(marked.get(format, "[? the model was unsure")) == 2
    assert text.count("the model was very unsure of this sentence") == (
        2 if format == "html" else 1
    )


@pytest.mark.parametrize("format", ["bilingual", "markdown", "html"])
def test_where_little_is_unsure_each_such_sentence_is_marked(format: str) -> None:
    text = written(format, difficult((), (), (UNSURE,), (), (), (UNSURE,)))
    assert "sentences: read it for the gist" not in text and "unsure of 2 of" not in text
    assert text.count("the model was unsure of this sentence") == (4 if format == "html" else 2)


def test_html_tells_unsure_from_very_unsure() -> None:
    page = written("html", difficult((), (UNSURE,), (), (WORSE,)))
    assert page.count('class="s model doubtful unsure"') == 1
    assert page.count('class="s model doubtful"') == 1


def test_json_lines_have_every_doubt_of_a_difficult_text() -> None:
    rows = [json.loads(line) for line in written("jsonl", MOSTLY).splitlines()]
    assert [row["doubts"][0]["kind"] for row in rows if row["doubts"]] == [
        *["unsure"] * 4, "score", "unsure"
    ]  # fmt: skip
