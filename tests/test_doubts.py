from __future__ import annotations

import pytest

from reader.article import Occurrence, TermUse
from reader.engine.loops import cut_loops
from reader.engine.queue import Hypothesis
from reader.text.literals import literals
from reader.translator.doubts import doubts


def kinds(language: str, source: str, target: str, **more: object) -> list[str]:
    held = [(each, (each.start, each.end)) for each in literals(source, language, "en")]
    return [each.kind for each in doubts(source, target, language, "en", literals=held, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "source", "target", "wanted"),
    [
        ("fr", "Le maire n'a pas signé.", "The mayor signed.", ["negation"]),
        ("fr", "Le maire n'a pas signé.", "The mayor did not sign.", []),
        ("fr", "Le maire a signé l'accord.", "The mayor did not sign the deal.", ["negation"]),
        ("ar", "لم يصل الوفد إلى المدينة", "The delegation arrived in the city", ["negation"]),
        ("zh", "代表团没有抵达首都。", "The delegation arrived in the capital.", ["negation"]),
        ("zh", "代表团不断壮大。", "The delegation keeps growing.", []),
        ("fr", "Il a perdu 4 500 voix.", "He lost many votes.", ["literal"]),
        ("fr", "Il a perdu des voix hier.", "He lost 4,500 votes in it.", ["number"]),
        ("fr", "Le roi a reçu Chérkaoui hier.", "The king received him on Monday.", ["name"]),
        ("fr", "Le roi a reçu Chérkaoui hier.", "The king received Cherkaoui yesterday.", []),
        ("ar", "وصل الوفد إلى المدينة", "The الوفد arrived in the city", ["untranslated"]),
        ("fr", "Il est avec les enfants.", "He est avec les children.", ["untranslated"]),
        ("fr", "Le conseil a longuement débattu de la loi sur la pêche côtière mardi.",
         "The council.", ["length"]),
    ],
)  # fmt: skip
def test_what_is_doubtful(language: str, source: str, target: str, wanted: list[str]) -> None:
    assert kinds(language, source, target) == wanted


def test_a_term_without_a_use_is_doubtful() -> None:
    term = Occurrence("mayor", 3, 8, ("mayor",))
    source, target = "Le maire a signé.", "The man signed."
    assert kinds("fr", source, target, terms=(term,)) == ["term"]
    use = TermUse("mayor", (3, 8), (4, 7), "model")
    assert kinds("fr", source, target, terms=(term,), uses=(use,)) == []


def test_a_low_score_is_doubtful() -> None:
    assert kinds("fr", "Il signe.", "He signs.", score=-2.0, low_score=-1.0) == ["score"]
    assert kinds("fr", "Il signe.", "He signs.", score=-0.5, low_score=-1.0) == []


def test_doubts_say_where() -> None:
    (doubt,) = doubts("Il n'a pas dormi.", "He slept.", "fr", "en")
    assert doubt.source_span == (3, 10)
    assert "n'a pas" in doubt.message


def test_what_repeats_itself_is_doubtful() -> None:
    target = "The council of the council of the council of the council of the council met."
    assert kinds("fr", "Le conseil de la ville du nord du pays s'est réuni.", target) == ["loop"]


def test_a_loop_that_was_cut_is_doubtful() -> None:
    tokens = ["▁he", "▁said", "▁said", "▁said", "▁said", "▁said", "▁so"]
    hypothesis = cut_loops(Hypothesis(tokens, -1.0, [], False))
    assert len(hypothesis.tokens) < len(tokens)
    assert hypothesis.was_cut
