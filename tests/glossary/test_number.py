"""A term that is written in is in the plural where the source plainly is."""

import pytest

from reader.glossary.concept import Concept, parse_terms
from reader.glossary.enforcing.wording import as_attribute
from reader.glossary.matching.matcher import Matcher, contains
from reader.glossary.matching.styles import wanted
from reader.glossary.termbase import Termbase
from reader.text.english_plurals import plural


@pytest.mark.parametrize(
    ("language", "listed", "text", "expected"),
    [
        ("fr", "ouvrier agricole", "Des ouvriers agricoles manifestent.", "hotels"),
        ("fr", "ouvrier agricole", "Un ouvrier agricole manifeste.", ""),
        ("fr", "repas", "Elle a servi 12 repas.", "hotels"),
        ("fr", "repas", "Elle a servi le repas.", ""),
        ("fr", "terroriste", "Des groupes terroristes menacent.", ""),
        ("fr", "sage-femme", "Les sages-femmes arrivent.", "hotels"),
        ("fr", "porte-avions", "Trois porte-avions arrivent.", "hotels"),
        ("fr", "porte-avions", "Le porte-avions arrive.", ""),
        ("ar", "فندق|فنادق", "أغلقت فنادق كثيرة", "hotels"),
        ("ar", "كلب|كلاب", "كلب جاري ينبح", ""),
        ("ar", "كلب|كلاب", "عادت كلاب القرية", "hotels"),
        ("ar", "ميناء|موانئ", "أكبر ميناء في العالم", ""),
        ("ar", "كتاب|كتب", "وصلت كتب كثيرة", "hotels"),
        ("ar", "فندق|فنادق", "أغلق فندق كبير", ""),
        ("ar", "فندق|فنادق", "خسر 12 فندق زبائنه", "hotels"),
        ("ar", "فندق|فنادق", "في سنة 2023 فندق جديد", ""),
        ("zh", "护士", "五名护士到了", "hotels"),
        ("zh", "护士", "护士们到了", "hotels"),
        ("zh", "护士", "第三名护士到了", ""),
        ("zh", "护士", "一名护士到了", ""),
        ("zh", "护士", "第四十七名护士到了", ""),
        ("zh", "护士", "十一名护士到了", "hotels"),
        ("zh", "护士", "1万名护士到了", "hotels"),
        ("ar", "!فنادق", "أغلقت فنادق كثيرة", ""),
    ],
)
def test_number_of_source_decides(language: str, listed: str, text: str, expected: str) -> None:
    concept = Concept("thing", {language: parse_terms(listed), "en": parse_terms("hotel")})
    found = Matcher([Termbase([concept])], language, "en").occurrences(text)
    [occurrence] = wanted(found, "en", source_language=language)
    assert occurrence.plural == expected
    assert occurrence.targets[0] == "hotel"


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("farm worker", "farm workers"),
        ("head of state", "heads of state"),
        ("consul general", "consuls general"),
        ("fisherman", "fishermen"),
        ("school bus", "school buses"),
        ("editor-in-chief", "editors-in-chief"),
        ("passer-by", "passers-by"),
        ("runner-up", "runners-up"),
        ("hanger-on", "hangers-on"),
        ("close-up", "close-ups"),
        ("cover-up", "cover-ups"),
        ("quiz", "quizzes"),
        ("sports quiz", "sports quizzes"),
        ("diagnosis", "diagnoses"),
        ("stomach", "stomachs"),
        *((word, "") for word in ("palliative care", "bacteria", "hepatitis", "brucellosis")),
        *((word, "") for word in ("police", "information", "armed", "NATO", "to train", "news")),
        *((word, "") for word in ("in absentia", "search and rescue", "public transport")),
    ],
)
def test_plural(term: str, expected: str) -> None:
    assert plural(term) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The tomatoes exporters left.", "The tomato exporters left."),
        ("The tomatoes rot.", "The tomatoes rot."),
        ("The tomatoes always rot.", "The tomatoes always rot."),
    ],
)
def test_a_plural_before_another_is_an_attribute(text: str, expected: str) -> None:
    assert as_attribute(text, "tomatoes", "tomato") == expected


@pytest.mark.parametrize("text", ["Two women came.", "A woman came."])
def test_either_number_holds(text: str) -> None:
    assert contains(text, "woman", "en")
