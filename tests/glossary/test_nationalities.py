"""Countries, what is of them, and their people."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from reader.engine.engine import Engine, completed
from reader.engine.queue import Hypothesis
from reader.glossary.enforcing.enforcement import enforce
from reader.glossary.glossaries import Glossaries
from reader.glossary.matching.matcher import Matcher
from reader.glossary.matching.styles import wanted
from reader.glossary.termbase import Termbase
from reader.models.catalogue import starters
from reader.text.nationalities import is_adjective, is_nationality
from tests.glossary.test_enforcement import source


@cache
def shipped() -> Termbase:
    return Termbase(
        [concept for concept, _ in Glossaries.active(["places", "nationalities"]).concepts]
    )


@cache
def matcher(language: str) -> Matcher:
    return Matcher((shipped(),), language, "en")


@pytest.fixture(autouse=True)
def _kept(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_CACHE", str(compiled.parent))


def written(language: str, text: str) -> list[str]:
    """What is to be written for the terms of a text."""
    found = wanted(matcher(language).occurrences(text), "en", source_language=language)
    return [one.plural or one.targets[0] for one in found]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "L'Estonie et la Lettonie avec la Slovénie.", ["Estonia", "Latvia", "Slovenia"]),
        ("fr", "Un camion estonien et des autocars lettons.", ["Estonian", "Latvian"]),
        ("fr", "Un Camerounais et une Mozambicaine.", ["Cameroonian", "Mozambican"]),
        ("fr", "Les Ivoiriens et deux Boliviens.", ["Ivorians", "Bolivians"]),
        ("fr", "Les Sénégalais et un Suédois.", ["Senegalese", "Swede"]),
        ("fr", "Une Espagnole et des Néo-Zélandais.", ["Spaniard", "New Zealanders"]),
        ("fr", "La frontière nigérienne, la nigériane.", ["Nigerien", "Nigerian"]),
        ("fr", "Le film passe à Cannes.", ["Cannes"]),
        ("ar", "عن الشاحنات الزامبية والهندوراسية", ["Zambian", "Honduran"]),
        ("ar", "هذا للإستونيين وللاتفيين", ["Estonians", "Latvian"]),
        ("ar", "زار الزامبيون الكهف", ["Zambians"]),
        ("ar", "غادر السياح الزامبيون", ["Zambian"]),
        ("ar", "اليد اليمنى على الصفحة", []),
        ("ar", "تقرير مالي قصير", []),
        ("ar", "ثلاثون دولار أمريكي", []),
        ("ar", "على متنها 3000 أمريكي", ["Americans"]),
        ("zh", "三名爱沙尼亚人在戛纳。", ["Estonians", "Cannes"]),
        ("zh", "一名瑞典人", ["Swede"]),
        ("zh", "上海地铁很长", []),
        ("zh", "海地很热", ["Haiti"]),
        ("zh", "在梅纳卡地区", ["Ménaka"]),
    ],
)
def test_nations_are_told(language: str, text: str, expected: list[str]) -> None:
    assert written(language, text) == expected


@pytest.mark.parametrize(
    ("text", "got", "expected"),
    [
        ("The city of Gatemali has a port.", "Gatemali", "The city of Guatemala has a port."),
        ("A Gatemali ship has sunk.", "Gatemali", "A Guatemalan ship has sunk."),
        # Nothing stands for it, neither for what it belongs to.
        ("He resigned after three hours.", "", "He resigned after three hours."),
    ],
)
def test_adjective_has_a_noun(text: str, got: str, expected: str) -> None:
    package = next(p for p in starters() if (p.source, p.target) == ("fr", "en"))
    engine = Engine(package, beam_size=1)
    one = source(
        engine, "Le port guatémaltèque est ouvert.", ("guatémaltèque", ["Guatemalan", "Guatemala"])
    )
    tokens = engine.tokenizer.encode_target([text])[0]
    start = len(engine.tokenizer.encode(["Le port"])[0])
    end = len(engine.tokenizer.encode(["Le port guatémaltèque"])[0])
    rows = [[0.0] * len(one.tokens) for _ in tokens]
    for index in range(len(tokens)):
        reached = len(engine.tokenizer.decode(tokens[: index + 1]))
        if got and text.index(got) < reached <= text.index(got) + len(got):
            for column in range(start, end):
                rows[index][column] = 1 / (end - start)
    (result,) = completed(
        enforce(engine, [one], [Hypothesis(tokens, -0.5, rows, True)], strict=False)
    )
    assert result.text == expected


def test_every_nationality_is_known_as_one() -> None:
    base = next(base for base in Glossaries.active(["nationalities"]))
    strange = [
        concept.id
        for concept in base
        if concept.case != "match"
        or not is_nationality(concept.preferred("en"))
        or all(map(is_adjective, concept.admitted("en")))
    ]
    assert strange == []


def test_what_else_ships_is_no_adjective_that_may_be_left_out() -> None:
    assert [
        concept.id
        for base in Glossaries.active()
        for concept in base
        if base.name != "nationalities"
        and is_adjective(concept.preferred("en"))
        and not all(map(is_adjective, concept.admitted("en")))
    ] == []
