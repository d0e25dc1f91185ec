"""A check finds the terms that a translation lacks, and only those."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.article import Occurrence, Sentence, Translation
from reader.glossary import Concept, Matcher, Term, Termbase
from reader.glossary.checking import check, check_translations
from reader.glossary.diagnosis import diagnose
from reader.glossary.glossaries import Glossaries
from reader.models.catalogue import starters

BASE = Termbase(
    [
        Concept(
            "dgsn",
            {
                "fr": (Term("Sûreté nationale"), Term("DGSN", "admitted")),
                "en": (Term("National Security"), Term("Security", "forbidden")),
            },
            "DGSN",
        ),
        Concept("sahel", {"fr": (Term("Sahel"),), "en": (Term("Sahel"),)}),
    ]
)
MATCHER = Matcher([BASE], "fr", "en")


@pytest.mark.parametrize(
    ("source", "target", "occurrences", "missed"),
    [
        ("La DGSN au Sahel", "The DGSN in the Sahel", 2, []),
        ("La DGSN au Sahel", "National Security in the Sahel", 2, []),
        ("La DGSN au Sahel", "The police in the Sahel", 2, ["DGSN"]),
        ("La DGSN au Sahel", "", 2, ["DGSN", "Sahel"]),
        ("DGSN, DGSN", "DGSN and it", 2, ["DGSN"]),
        ("DGSN, DGSN", "DGSN, DGSN", 2, []),
        ("Rien", "Nothing", 0, []),
        ("DGSN\nSahel", "Sahel\nDGSN", 2, ["DGSN", "Sahel"]),
        ("DGSN\nSahel", "Sahel and DGSN", 2, []),
        ("DGSN\nDGSN", "it is all about the DGSN", 2, []),
        ("DGSN\nSahel", "the Sahel, that is all", 2, ["DGSN"]),
    ],
)
def test_check(source: str, target: str, occurrences: int, missed: list[str]) -> None:
    outcome = check(source, target, MATCHER, "en")
    assert outcome.occurrences == occurrences
    assert [miss.source for miss in outcome.misses] == missed


def test_a_miss_names_its_place() -> None:
    (miss,) = check("Un\n\nau Sahel", "One\n\nthere", MATCHER, "en").misses
    assert (miss.concept, miss.line, miss.column, miss.targets) == ("sahel", 3, 4, ("Sahel",))


def test_a_forbidden_term_is_reported_but_not_within_an_admitted_one() -> None:
    assert not check("DGSN", "National Security", MATCHER, "en").misses
    (miss,) = check("DGSN", "National Security, the Security", MATCHER, "en").misses
    assert miss.forbidden == "Security"


def test_translations_are_checked_against_their_own_occurrences() -> None:
    text = "Titre\nAu Sahel. Au Sahel."
    sahel = (Occurrence("sahel", 3, 8, ("Sahel",)),)
    translations = [
        Translation(Sentence("Au Sahel.", 106, 0, "fr", sahel), "In the Sahel.", "model"),
        Translation(Sentence("Au Sahel.", 116, 0, "fr", sahel), "There.", "model"),
    ]
    outcome = check_translations(text, translations, "en", start=100, line=5)
    (miss,) = outcome.misses
    assert (outcome.occurrences, miss.line, miss.column, miss.source) == (2, 6, 14, "Sahel")


def test_the_doctor_finds_each_kind_of_fault() -> None:
    base = Termbase(
        [
            Concept("a", {"fr": (Term("Sûreté"),), "en": (Term("Security"),)}),
            Concept("b", {"fr": (Term("surete"),), "en": (Term("Safety"),)}),
            Concept("c", {"fr": (Term("Sûreté"),), "en": (Term("Security"),)}),
            Concept("d", {"fr": (Term("y"),), "en": (Term("There"), Term("Safety", "forbidden"))}),
            Concept("e", {"ar": (Term("إرهاب"),)}),
            Concept("f", {"fr": (Term("sinogramme"),), "en": (Term("\u9f98"),)}),
        ],
        languages=("fr", "en"),
    )
    found = {(one.kind, one.concept) for one in diagnose([base], starters())}
    assert found >= {
        ("conflict", "b"),
        ("duplicate", "c"),
        ("one-letter", "d"),
        ("forbidden-elsewhere", "b"),
        ("untranslated", "e"),
        ("unwritable", "f"),
    }
    assert ("unwritable", "a") not in found
    assert not any(concept == "a" for kind, concept in found if kind != "untranslated")


def test_a_folder_called_like_our_glossaries_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = len(Glossaries.active(["shipped"]))
    (tmp_path / "shipped").mkdir()
    (tmp_path / "security").mkdir()
    monkeypatch.chdir(tmp_path)
    assert len(Glossaries.active(["shipped"])) == expected
    assert len(Glossaries.active(["security"])) == 1
