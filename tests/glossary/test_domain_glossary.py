"""The glossaries that ship: sound, unambiguous, and found by the matcher."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from reader.glossary.diagnosis import GRAVE, diagnose
from reader.glossary.formats.csv import write
from reader.glossary.glossaries import Glossaries, conflicts
from reader.glossary.matching.matcher import Matcher, contains
from reader.glossary.matching.normalisation import key
from reader.glossary.matching.styles import wanted
from reader.glossary.termbase import Termbase
from reader.locations import domain_glossaries

LANGUAGES = ("ar", "fr", "zh", "en")
SOURCES = ("ar", "fr", "zh")
CARRIERS = {
    "ar": ("{}", "ذكر البلاغ اليوم {} في فقرته الأولى", "ذكر البلاغ المغرب و{} في فقرته الأولى"),
    "fr": ("{}", "Le texte paru hier cite {} dans ses premières lignes."),
    "zh": ("{}", "该文章提到{}。"),
}

FIELD = {
    *("security", "justice", "government", "diplomacy", "religion", "defence"),
    *("migration", "finance", "cyber", "society", "sport", "places", "persons"),
    "nationalities",
}
WORDS = {
    *("words-health", "words-economy", "words-nature", "words-culture", "words-technology"),
    *("words-transport", "words-work", "words-home", "words-building", "words-school"),
}


@pytest.fixture(scope="module")
def shipped(compiled: Path) -> Iterator[Glossaries]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAGOMAN_CACHE", str(compiled.parent))
        yield Glossaries.active(["shipped"])


@pytest.fixture(scope="module")
def termbase(shipped: Glossaries) -> Termbase:
    """All of them as one."""
    return Termbase([concept for concept, _ in shipped.concepts])


@pytest.fixture(scope="module")
def matcher_of(termbase: Termbase) -> Callable[[str], Matcher]:
    """What finds the terms of a language: made once for all tests."""
    return cache(lambda language: Matcher((termbase,), language, "en"))


def rows() -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for path in domain_glossaries():
        with path.open(encoding="utf-8", newline="") as file:
            found += csv.DictReader(file)
    return found


def test_they_cover_the_field(shipped: Glossaries) -> None:
    assert {base.name for base in shipped} == FIELD | WORDS
    assert len(shipped.concepts) >= 1000
    assert all(base.languages == LANGUAGES for base in shipped)


def test_every_concept_leads_from_some_language_to_english(termbase: Termbase) -> None:
    lacking = [
        concept.id
        for concept in termbase
        if not concept.preferred("en") or not any(concept.terms.get(code) for code in SOURCES)
    ]
    assert not lacking


def test_nearly_every_concept_has_a_term_in_every_language(shipped: Glossaries) -> None:
    """A cell is left empty where no institution nor press is known to write it.

    In the files of words, also where the word of that language has a second sense.
    """
    concepts = [concept for base in shipped if base.name in FIELD for concept in base]
    whole = [c for c in concepts if all(c.preferred(code) for code in LANGUAGES)]
    assert len(whole) >= 0.9 * len(concepts)


def test_ids_are_kebab_case_and_stand_once_in_all_files() -> None:
    ids = [row["id"] for row in rows()]
    assert [one for one, times in Counter(ids).items() if times > 1] == []
    assert [one for one in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one)] == []


def test_no_variant_is_empty_or_listed_twice() -> None:
    for row in rows():
        for code in filter(row.get, LANGUAGES):
            variants = [part.removeprefix("!") for part in row[code].split("|")]
            assert all(part and part == part.strip() for part in variants), (row["id"], code)
            assert len(set(variants)) == len(variants), (row["id"], code)


def test_each_file_is_normalised_and_saves_back_to_itself(shipped: Glossaries) -> None:
    for base in shipped:
        assert base.path is not None
        content = base.path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", content)
        assert write(base.concepts, base.languages).decode() == content


def test_no_term_stands_for_two_concepts(shipped: Glossaries) -> None:
    assert not conflicts(tuple(shipped))


@pytest.mark.slow
def test_the_doctor_finds_nothing_to_mend(shipped: Glossaries) -> None:
    assert [one for one in diagnose(tuple(shipped)) if one.kind in GRAVE] == []


@pytest.mark.parametrize("language", SOURCES)
def test_every_term_is_found_as_its_own_concept(
    termbase: Termbase, matcher_of: Callable[[str], Matcher], language: str
) -> None:
    matcher = matcher_of(language)
    missed = []
    for concept in termbase:
        for term in concept.terms.get(language, ()):
            for carrier in CARRIERS[language]:
                found = matcher.occurrences(carrier.format(term.text))
                if concept.id not in {match.concept.id for match in found}:
                    missed.append((concept.id, carrier.format(term.text)))
    assert not missed


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_may_be_written_is_recognised_in_a_translation(
    termbase: Termbase, language: str
) -> None:
    missed = [
        (concept.id, term)
        for concept in termbase
        for term in concept.admitted(language)
        if not contains(term, term, language)
    ]
    assert not missed


def test_a_forbidden_rendering_is_part_of_no_admitted_one(termbase: Termbase) -> None:
    """Keeping it out of a sentence would keep the right term out too."""
    admitted = [term for concept in termbase for term in concept.admitted("en")]
    clashes = [
        (concept.id, bad, good)
        for concept in termbase
        for bad in concept.forbidden("en")
        for good in admitted
        if bad.casefold() in good.casefold() and contains(good, bad, "en")
    ]
    assert not clashes


def test_an_acronym_is_written_the_same_in_its_english_terms(termbase: Termbase) -> None:
    for concept in termbase:
        if concept.acronym:
            keys = {key(term, "en") for term in concept.admitted("en")}
            assert key(concept.acronym, "en") in keys, concept.id


def written(matcher: Matcher, text: str) -> dict[str, str]:
    """The concepts found in a text, with the English that is wanted for each."""
    return {one.concept: one.targets[0] for one in wanted(matcher.occurrences(text), "en")}


def test_no_full_name_of_a_person_is_held_by_another_first_name(termbase: Termbase) -> None:
    people = [
        concept
        for concept in termbase
        # A person in Chinese letters has a dot between the names.
        if "·" in concept.preferred("zh") and " " in concept.preferred("en")
    ]
    assert len(people) > 100
    for language, between in (("ar", " "), ("fr", " "), ("zh", "·")):
        matcher = Matcher([Termbase(people)], language, "en")
        for concept in people:
            surname = concept.preferred("en").split()[-1]
            for name in concept.admitted(language):
                held = wanted(matcher.occurrences(name), "en") if between in name else ()
                assert not any(surname in one.targets for one in held), concept.id


@pytest.mark.slow
def test_a_page_that_writes_one_institution_several_ways(
    matcher_of: Callable[[str], Matcher],
) -> None:
    for name in ("国家安全和领土监视局", "国家安全总局和领土监视总局", "国家安全和领土监视总署"):
        assert set(written(matcher_of("zh"), f"据{name}发布的公报,会谈于周二举行。")) == {
            "dgsn-dgst"
        }
    for name in ("Morchiidines", "Morchidins", "宗教导师"):
        assert written(matcher_of("zh"), f"学院培训{name}。") == {"morchidines": "Morchidines"}
    for name in ("بوشعيب أرميل", "بوشعيب ارميل"):
        assert set(written(matcher_of("ar"), f"ترأس السيد {name} الجلسة")) == {"bouchaib-armil"}
    for name in ("حموشي", "الحموشي"):
        assert set(written(matcher_of("ar"), f"ترأس {name} الجلسة")) == {"hammouchi"}


@pytest.mark.slow
def test_the_joint_pole_is_not_taken_for_its_two_halves(
    matcher_of: Callable[[str], Matcher],
) -> None:
    found = written(
        matcher_of("ar"),
        "أفاد بلاغ لقطب المديرية العامة للأمن الوطني والمديرية العامة لمراقبة التراب الوطني",
    )
    assert set(found) == {"dgsn-dgst"}
    found = written(matcher_of("ar"), "بين المديرية العامة للأمن الوطني والشرطة الإسبانية")
    assert set(found) == {"dgsn", "spanish-police"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text", "absent"),
    [
        ("ar", "وجده أخوه قرب فأس قديمة", {"oujda", "fez"}),
        ("ar", "تقرير مالي عن قاعدة بيانات الشركة", {"mali", "al-qaeda"}),
        ("ar", "صلاة المغاربة في الرياض الخضراء", {"morocco", "riyadh"}),
        ("ar", "أصيب بقطع في الرباط الصليبي", {"rabat"}),
        ("ar", "اتحاد المغرب العربي", {"morocco", "maghreb"}),
        ("fr", "UN HOMME A EU PEUR AU PORT", {"united-nations", "european-union", "african-union"}),
        ("fr", "un plat salé au safran", {"sale-city"}),
        ("zh", "他住在马里兰州", {"mali"}),
        ("zh", "赤道几内亚和几内亚比绍", {"guinea"}),
        ("zh", "美国环保局和美国国际集团", {"united-states"}),
        ("zh", "西德意志银行的一家子公司", {"deutsche-bank"}),
        ("zh", "能源部门和文化部门的合作", {"ministry-energy", "ministry-culture"}),
        ("ar", "حي الرياض بالرباط", {"riyadh"}),
        ("ar", "صلاتي المغرب والعشاء", {"morocco"}),
        (
            "fr",
            "un pistolet à impulsion électrique et un lieutenant-colonel",
            {"pistol", "colonel"},
        ),
    ],
)
def test_words_that_only_look_like_a_term_are_left_alone(
    matcher_of: Callable[[str], Matcher], language: str, text: str, absent: set[str]
) -> None:
    assert not absent & set(written(matcher_of(language), text))
