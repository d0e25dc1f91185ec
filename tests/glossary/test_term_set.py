"""The sentences that the enforcement benchmark measures terms on: complete, aligned, honest."""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from reader.glossary import Glossaries, Matcher, Termbase, contains, wanted

TERM_SET = Path(__file__).parents[2] / "benchmarks" / "data" / "terms.tsv"
LANGUAGES = ("ar", "fr", "zh")
ROWS = 300
WITH_TERMS = 280
HELD = 0.9
CONCEPTS = 200


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    with TERM_SET.open(encoding="utf-8", newline="") as file:
        header, *found = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    assert header == ["language", "source", "reference"]
    return found


@pytest.fixture(scope="module")
def pairs(rows: list[list[str]]) -> dict[str, list[tuple[str, str]]]:
    """(source, reference) of each language, in the file's order."""
    by_language: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for language, source, reference in rows:
        by_language[language].append((source, reference))
    return by_language


@pytest.fixture(scope="module")
def termbase(compiled: Path) -> Termbase:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAGOMAN_CACHE", str(compiled.parent))
        return Termbase(concept for concept, _ in Glossaries.active(["shipped"]).concepts)


def test_every_row_has_three_filled_cells(rows: list[list[str]]) -> None:
    assert [row for row in rows if len(row) != 3 or not all(row)] == []
    assert [row for row in rows if any(cell != cell.strip() for cell in row)] == []


def test_it_reads_the_same_with_and_without_quoting(rows: list[list[str]]) -> None:
    """A spreadsheet takes a double quote at a cell's start for more than it is."""
    with TERM_SET.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file, delimiter="\t"))[1:] == rows


def test_its_characters_are_composed(rows: list[list[str]]) -> None:
    assert [row for row in rows if not unicodedata.is_normalized("NFC", "".join(row))] == []


def test_languages_come_one_after_another(rows: list[list[str]]) -> None:
    assert tuple(dict.fromkeys(row[0] for row in rows)) == LANGUAGES
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_enough_sentences_and_none_twice(
    pairs: dict[str, list[tuple[str, str]]], language: str
) -> None:
    assert len(pairs[language]) >= ROWS
    for column in zip(*pairs[language], strict=True):
        assert len(set(column)) == len(column)


def test_references_are_aligned_between_languages(
    pairs: dict[str, list[tuple[str, str]]],
) -> None:
    references = {tuple(reference for _, reference in pairs[code]) for code in LANGUAGES}
    assert len(references) == 1


def test_references_are_sentences_of_many_lengths(
    pairs: dict[str, list[tuple[str, str]]],
) -> None:
    lengths = [len(reference.split()) for _, reference in pairs["ar"]]
    assert min(lengths) >= 8
    assert 30 <= max(lengths) <= 40
    assert len(set(lengths)) >= 20


def test_no_opening_is_worn_out(pairs: dict[str, list[tuple[str, str]]]) -> None:
    """Sentences filled into one mould would measure the mould."""
    openings = {" ".join(reference.split()[:4]) for _, reference in pairs["ar"]}
    assert len(openings) >= 0.85 * len(pairs["ar"])


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_its_terms_are_in_the_glossary_and_in_the_references(
    pairs: dict[str, list[tuple[str, str]]], termbase: Termbase, language: str
) -> None:
    matcher = Matcher((termbase,), language, "en")
    with_terms, occurrences = 0, 0
    concepts: set[str] = set()
    misses = []
    for source, reference in pairs[language]:
        found = wanted(matcher.occurrences(source), "en")
        with_terms += bool(found)
        for occurrence in found:
            occurrences += 1
            concepts.add(occurrence.concept)
            if not any(contains(reference, target, "en") for target in occurrence.targets):
                term = source[occurrence.start : occurrence.end]
                misses.append(f"{occurrence.concept}: {term} not in: {reference}")
    assert with_terms >= WITH_TERMS
    assert len(concepts) >= CONCEPTS
    assert len(misses) <= (1 - HELD) * occurrences, "\n".join(misses)
