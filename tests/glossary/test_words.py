"""What the glossaries know of some words of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.glossary.concept import Concept, Term
from reader.glossary.glossaries import Glossaries
from reader.glossary.termbase import Termbase
from reader.glossary.words import concepts_of, has_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Le port de Tanger", "port"),
        ("La Sûreté nationale", "surete"),
        ("وزارة الأمن", "أمن"),
        ("مجلس أمن", "للأمن"),
        ("والشرطة", "الشرطة"),
        ("国家安全局", "安全"),
        ("the rule of law", "Rule  of"),
    ],
)
def test_words_are_found_however_they_are_written(text: str, words: str) -> None:
    assert has_words(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("support", "port"),
        ("transports", "port"),
        ("الغرامة اليومية", "اليوم"),
        ("المأمن", "أمن"),
        ("port", ""),
        ("rule by law", "rule law"),
    ],
)
def test_a_part_of_a_word_is_not_the_word(text: str, words: str) -> None:
    assert not has_words(text, words)


@given(st.lists(st.text("abcdeé", min_size=1, max_size=4), min_size=1, max_size=6), st.data())
def test_every_run_of_a_texts_words_is_found(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    assert has_words(" ".join(words), " ".join(words[first:last]))


def concept(name: str, *terms: str) -> Concept:
    return Concept(name, {"fr": tuple(Term(term) for term in terms), "en": (Term(name),)})


def test_what_is_called_so_comes_first_then_the_shortest() -> None:
    base = Termbase(
        [
            concept("long", "port autonome de la ville"),
            concept("short", "grand port"),
            concept("exact", "havre", "port"),
            concept("other", "support"),
        ]
    )
    found = [one.id for one, _ in concepts_of("port", Glossaries([base]))]
    assert found == ["exact", "short", "long"]
    assert len(concepts_of("port", Glossaries([base]), limit=2)) == 2


def test_a_small_word_is_no_key_to_half_the_glossary() -> None:
    base = Termbase([concept("rule of law", "état de droit"), concept("of", "de")])
    assert [one.id for one, _ in concepts_of("de", Glossaries([base]))] == ["of"]
