"""Matching finds what the table says, in the original's own offsets."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.glossary import Concept, Glossaries, Matcher, Term, Termbase, contains, wanted
from reader.glossary.matching.normalisation import fold
from tests.glossary.matching_cases import CASES, TRANSLATIONS, Case


def termbase(*terms: str, language: str = "ar", **more: str) -> Termbase:
    return Termbase(
        Concept(f"c{number}", {language: (Term(term),), "en": (Term(f"term {number}"),)}, **more)
        for number, term in enumerate(terms)
    )


def found(matches_in: str, *terms: str, language: str = "ar") -> list[str]:
    matches = Matcher([termbase(*terms, language=language)], language, "en").occurrences(matches_in)
    return [matches_in[match.start : match.end] for match in matches]


@pytest.mark.parametrize(
    ("language", "case"),
    [
        pytest.param(code, case, id=f"{code}-{n}")
        for code in CASES
        for n, case in enumerate(CASES[code])
    ],
)
def test_the_table(language: str, case: Case) -> None:
    terms, text, expected = case
    assert "|".join(found(text, *terms.split("|"), language=language)) == expected


@pytest.mark.parametrize("case", TRANSLATIONS)
def test_the_table_of_translations(case: Case) -> None:
    term, text, expected = case
    assert "|".join(text[start:end] for start, end in contains(text, term, "en")) == expected


def test_the_table_is_large_and_has_both_kinds() -> None:
    for code, least in (("ar", 100), ("fr", 70), ("zh", 45)):
        cases = CASES[code]
        assert len(cases) >= least
        assert sum(not case[2] for case in cases) >= len(cases) // 8


def test_a_match_says_its_concept_term_and_priority() -> None:
    own = Termbase([Concept("sahel", {"fr": (Term("Sahel"),), "en": (Term("the Sahel"),)})])
    other = termbase("Maroc", "Sahel", language="fr")
    first, second = Matcher([own, other], "fr", "en").occurrences("Du Sahel au Maroc")
    assert (first.concept_id, first.term, first.priority) == ("sahel", "Sahel", 0)
    assert (second.concept_id, second.term, second.priority) == ("c0", "Maroc", 1)


def test_a_longer_term_wins_over_an_earlier_termbase() -> None:
    own = termbase("sûreté", language="fr")
    other = Termbase([Concept("x", {"fr": (Term("sûreté nationale"),), "en": (Term("x"),)})])
    (match,) = Matcher([own, other], "fr", "en").occurrences("la sûreté nationale")
    assert match.concept_id == "x"


def test_an_id_in_an_earlier_termbase_hides_the_same_id_in_a_later_one() -> None:
    own = Termbase([Concept("un", {"fr": (Term("Nations unies"),), "en": (Term("U.N."),)})])
    shipped = Termbase([Concept("un", {"fr": (Term("ONU"),), "en": (Term("United Nations"),)})])
    matcher = Matcher([own, shipped], "fr", "en")
    assert not matcher.occurrences("l’ONU")
    assert matcher.occurrences("les Nations unies")[0].concept.preferred("en") == "U.N."


def test_a_concept_without_a_target_term_hides_nothing() -> None:
    own = Termbase([Concept("a", {"fr": (Term("police judiciaire"),), "es": (Term("policía"),)})])
    other = termbase("police", language="fr")
    (match,) = Matcher([own, other], "fr", "en").occurrences("la police judiciaire")
    assert match.concept_id == "c0"


def test_a_name_without_article_does_not_take_one() -> None:
    terms = {"ar": (Term("سورية"),), "en": (Term("Syria"),)}
    matcher = Matcher([Termbase([Concept("syria", terms)])], "ar", "en")
    assert not matcher.occurrences("القيادة السورية")
    assert matcher.occurrences("إلى سورية وبسورية")


@pytest.mark.parametrize(
    ("term", "english", "text", "expected"),
    [
        ("روسي", "Russian", "روسيا", ""),
        ("روسي", "Russian", "في روسيا", ""),
        ("روسي", "Russian", "سفيرا روسيًا", "روسيًا"),
        ("روسي", "Russian", "سفيرا روسياً جديدا", "روسياً"),
        ("ليبي", "Libyan", "إلى ليبيا", ""),
        ("سوري", "Syrian", "في سوريا", ""),
        ("كندي", "Canadian", "في كندا", ""),
        ("فرنس", "France", "فرنسا", ""),
        ("بصر", "Basr", "بصرا", ""),
        ("روسيا", "Russia", "سفير روسي", ""),
        ("حقوقي", "human rights activist", "حقوقيا", "حقوقيا"),
        ("مالي", "Mali", "دعما ماليا", ""),
        ("مالي", "financial", "دعما ماليا", "ماليا"),
        ("وفد روسي", "Russian delegation", "استقبل وفدًا روسيًا", "وفدًا روسيًا"),
        ("وفد روسي", "Russian delegation", "اجتمع وفدا روسيا وليبيا", ""),
        ("وفد روسي", "Russian delegation", "وفد روسيا", ""),
        ("روسي", "", "روسيا", ""),
        ("جدة", "Jeddah", "نقلا عن جدته", ""),
        ("جدة", "grandmother", "نقلا عن جدته", "جدت"),
        ("أمني", "", "أمنيا", ""),
        ("تعاون", "", "تعاونا", "تعاونا"),
    ],
)
def test_an_accusative_is_told_from_a_country(
    term: str, english: str, text: str, expected: str
) -> None:
    terms = {"ar": (Term(term),), "fr": (Term("mot"),)}
    if english:
        terms["en"] = (Term(english),)
    matches = Matcher([Termbase([Concept("x", terms)])], "ar", None).occurrences(text)
    assert "|".join(text[one.start : one.end] for one in matches) == expected


@pytest.mark.parametrize("case", ["keep", "match", "lower"])
def test_only_a_concept_that_keeps_its_capitals_asks_for_them(case: str) -> None:
    terms = {"fr": (Term("Chef du Gouvernement"),), "en": (Term("head of government"),)}
    base = Termbase([Concept("x", terms, case=case)])  # type: ignore[arg-type]
    matcher = Matcher([base], "fr", "en")
    assert bool(matcher.occurrences("Hier, le chef du gouvernement")) == (case != "keep")
    assert matcher.occurrences("Hier, le Chef du gouvernement")


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize(
    ("text", "absent", "present"),
    [
        ("联合国在北约旦的营地", "nato", "northern-jordan"),
        ("约旦河西岸", "jordan", ""),
        ("凯利比亚的渔民", "libya", "kelibia"),
        ("球员阿姆拉巴特", "rabat", "sofyan-amrabat"),
        ("孟菲斯", "fez", ""),
        ("北约和约旦", "", "nato"),
    ],
)
def test_the_domain_glossary_knows_what_hides_its_short_terms(
    text: str, absent: str, present: str
) -> None:
    matcher = Matcher(Glossaries.active(["shipped"]), "zh", "en")
    found_ids = {match.concept_id for match in matcher.occurrences(text)}
    assert absent not in found_ids
    assert not present or present in found_ids


def test_an_empty_matcher_finds_nothing() -> None:
    assert Matcher([], "ar", "en").occurrences("المغرب") == []
    assert Matcher([termbase("المغرب")], "ar", "en").occurrences("") == []


def test_a_forbidden_source_term_still_names_its_concept() -> None:
    spelling = Concept(
        "x",
        {"fr": (Term("Moussalaha"), Term("Mousalaha", "forbidden")), "en": (Term("Moussalaha"),)},
    )
    assert Matcher([Termbase([spelling])], "fr", "en").occurrences("le programme Mousalaha")


ALPHABET = "اأإآٱلوفبكسهةىيتنمكرجد ـًٌَُِّْ\u200f\u00a0\nABcéÉsx’'-ﻻﷲœ國国家 ·1١()."
TEXTS = st.text(st.sampled_from(ALPHABET), max_size=60)


@settings(max_examples=150)
@given(TEXTS, st.sampled_from(["ar", "fr", "zh", "en", None]))
def test_every_folded_character_maps_back_inside_the_original(
    text: str, language: str | None
) -> None:
    folded = fold(text, language)
    last = (0, 0)
    for position in range(len(folded.text)):
        start, end = folded.span(position, position + 1)
        assert 0 <= start < end <= len(text)
        assert start >= last[0]
        last = (start, end)
    if folded.text:
        start, end = folded.span(0, len(folded.text))
        again = fold(text[start:end], language).text
        assert again.strip() == folded.text.strip()


@settings(max_examples=150)
@given(
    st.lists(TEXTS.filter(str.strip), min_size=1, max_size=4),
    TEXTS,
    st.sampled_from(["ar", "fr", "zh"]),
)
def test_matches_are_ordered_and_disjoint(terms: list[str], text: str, language: str) -> None:
    base = termbase(*terms, language=language)
    done = 0
    for match in Matcher([base], language, "en").occurrences(text):
        assert done <= match.start < match.end <= len(text)
        done = match.end


@settings(max_examples=100)
@given(
    st.lists(st.text("ابتثجحخدذرزسشصضطظعغقمنلهو", min_size=3, max_size=8), min_size=1, max_size=4),
    st.sampled_from(["", "و", "ف", "ب", "ك", "ل", "وب", "فل", "وك"]),
    st.sampled_from([" ", "\u00a0", "\n", "  "]),
)
def test_any_arabic_term_is_found_behind_any_proclitic(
    words: list[str], proclitic: str, space: str
) -> None:
    term = " ".join(words)
    text = f"قال {proclitic}{space.join(words)} أمس"
    pieces = found(text, term)
    assert any(space.join(words) in piece or piece in space.join(words) for piece in pieces)


@settings(max_examples=100)
@given(st.text("abcdeéilmnorstu", min_size=3, max_size=8), st.sampled_from(["", "l’", "d'", "qu’"]))
def test_any_french_word_is_found_behind_any_elision(word: str, elision: str) -> None:
    assert found(f"de {elision}{word}, donc", word, language="fr") == [word]


DGSN = Concept(
    "dgsn",
    {
        "fr": (Term("Direction générale de la sûreté nationale"), Term("DGSN", "admitted")),
        "ar": (Term("المديرية العامة للأمن الوطني"),),
        "en": (
            Term("General Directorate for National Security"),
            Term("National Security Directorate", "admitted"),
            Term("DGSN", "admitted"),
            Term("General Security Directorate", "forbidden"),
        ),
    },
    "DGSN",
)
FULL = "General Directorate for National Security"
ALSO = "National Security Directorate"


def targets(
    text: str, acronyms: str, language: str = "fr", seen: set[str] | None = None
) -> list[tuple[str, ...]]:
    matches = Matcher([Termbase([DGSN])], language, "en").occurrences(text)
    return [one.targets for one in wanted(matches, "en", acronyms, seen)]  # type: ignore[arg-type]


def test_as_it_is_a_name_may_become_any_admitted_term_and_an_acronym_stays() -> None:
    assert targets("la Direction générale de la sûreté nationale", "asis") == [(FULL, ALSO, "DGSN")]
    assert targets("la DGSN", "asis") == [("DGSN", FULL, ALSO)]


def test_newspaper_style_explains_the_first_mention_of_an_article() -> None:
    explained = (f"{FULL} (DGSN)", f"{ALSO} (DGSN)")
    seen: set[str] = set()
    assert targets("La DGSN a dit. La DGSN a redit.", "first", seen=seen) == [explained, ("DGSN",)]
    assert targets("la Direction générale de la sûreté nationale", "first", seen=seen) == [
        ("DGSN",)
    ]
    assert targets("La DGSN", "always", seen=seen) == [explained]
    assert targets("La DGSN", "never") == [(FULL, ALSO)]


@pytest.mark.parametrize("style", ["first", "always", "never"])
def test_a_name_and_its_acronym_in_brackets_are_one_mention(style: str) -> None:
    text = "la Direction générale de la sûreté nationale (DGSN) dit"
    matches = Matcher([Termbase([DGSN])], "fr", "en").occurrences(text)
    (one,) = wanted(matches, "en", style)  # type: ignore[arg-type]
    assert text[one.start : one.end] == "Direction générale de la sûreté nationale (DGSN)"
    assert one.targets[0] == (FULL if style == "never" else f"{FULL} (DGSN)")


@pytest.mark.parametrize(
    ("acronym", "terms", "expected"),
    [
        ("NATO", ["NATO", "Atlantic Alliance"], ("NATO", "Atlantic Alliance")),
        ("INTERPOL", ["Interpol", "Police Body"], ("Interpol", "Police Body", "INTERPOL")),
        ("", ["United States", "US"], ("United States", "US")),
    ],
)
def test_what_needs_no_explanation_gets_none(
    acronym: str, terms: list[str], expected: tuple[str, ...]
) -> None:
    english = tuple(Term(text, "admitted" if n else "preferred") for n, text in enumerate(terms))
    base = Termbase([Concept("x", {"fr": (Term("chose"),), "en": english}, acronym)])
    matches = Matcher([base], "fr", "en").occurrences("la chose")
    assert wanted(matches, "en", "first")[0].targets == expected
    assert wanted(matches, "en", "never")[0].targets == tuple(
        term for term in terms if not term.isupper()
    )


def test_hyphenated_acronyms_are_not_spelt_out() -> None:
    assert targets("le pôle DGSN-DGST", "first") == [("DGSN", FULL, ALSO)]


def test_forbidden_target_terms_travel_with_the_occurrence() -> None:
    matches = Matcher([Termbase([DGSN])], "fr", "en").occurrences("la DGSN")
    assert wanted(matches, "en")[0].forbidden == ("General Security Directorate",)


MACRON = Concept(
    "macron",
    {
        "ar": (Term("إيمانويل ماكرون"), Term("ماكرون", "admitted")),
        "fr": (Term("Emmanuel Macron"), Term("Macron", "admitted")),
        "zh": (Term("埃马纽埃尔·马克龙"), Term("马克龙", "admitted")),
        "en": (Term("Emmanuel Macron"), Term("Macron", "admitted")),
    },
)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "وصل إيمانويل ماكرون", ("Emmanuel Macron",)),
        ("fr", "le président Emmanuel Macron", ("Emmanuel Macron",)),
        ("zh", "埃马纽埃尔·马克龙抵达", ("Emmanuel Macron",)),
        ("ar", "وصل ماكرون", ("Macron", "Emmanuel Macron")),
        ("fr", "le président Macron", ("Macron", "Emmanuel Macron")),
        ("zh", "马克龙抵达", ("Macron", "Emmanuel Macron")),
    ],
)
def test_a_full_name_asks_for_the_full_name_and_a_surname_for_the_surname(
    language: str, text: str, expected: tuple[str, ...]
) -> None:
    (match,) = Matcher([Termbase([MACRON])], language, "en").occurrences(text)
    assert wanted([match], "en")[0].targets == expected
    anyhow = wanted([match], "en", full_names=False)
    assert anyhow[0].targets == ("Emmanuel Macron", "Macron")


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Sénat américain", ("US Senate", "Senate")),
        ("bande de Gaza", ("Gaza Strip", "Gaza")),
        ("Assemblée nationale française", ("French National Assembly", "National Assembly")),
        ("princesse Lalla Meryem", ("Princess Lalla Meryem", "Lalla Meryem")),
        ("Saint Coran", ("Holy Quran", "Quran")),
        ("Al Arish", ("Al Arish", "Arish")),
    ],
)
def test_a_short_name_that_is_no_surname_is_right_as_ever(
    french: str, english: tuple[str, str]
) -> None:
    long, short = english
    concept = Concept("x", {"fr": (Term(french),), "en": (Term(long), Term(short, "admitted"))})
    (match,) = Matcher([Termbase([concept])], "fr", "en").occurrences(french)
    assert wanted([match], "en")[0].targets == english


def test_a_concept_without_a_target_term_gives_no_occurrence() -> None:
    matches = Matcher([Termbase([DGSN])], "fr").occurrences(
        "la Direction générale de la sûreté nationale"
    )
    assert matches
    assert wanted(matches, "es") == ()


@pytest.mark.parametrize(
    ("case", "text", "expected"),
    [
        ("keep", "terrorisme partout", ("Terrorism",)),
        ("lower", "terrorisme partout", ("terrorism",)),
        ("match", "le terrorisme", ("Terrorism",)),
    ],
)
def test_the_case_rule_on_a_capitalised_term(
    case: str, text: str, expected: tuple[str, ...]
) -> None:
    base = Termbase(
        [Concept("t", {"fr": (Term("terrorisme"),), "en": (Term("Terrorism"),)}, case=case)]  # type: ignore[arg-type]
    )
    (one,) = wanted(Matcher([base], "fr", "en").occurrences(text), "en")
    assert one.targets == expected


def test_a_term_that_opens_its_sentence_may_take_a_capital_when_its_rule_is_match() -> None:
    base = Termbase([Concept("t", {"fr": (Term("lutte"),), "en": (Term("fight"),)}, case="match")])
    matcher = Matcher([base], "fr", "en")
    assert wanted(matcher.occurrences("« Lutte »"), "en")[0].targets == ("fight", "Fight")
    assert wanted(matcher.occurrences("La lutte"), "en")[0].targets == ("fight",)


def test_a_damaged_compiled_glossary_is_made_again(tmp_path: Path, places: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("id,fr,en\nquay,quai,quay\n", "utf-8")

    def found() -> list[str]:
        matcher = Matcher([Termbase.load(path)], "fr", "en")
        return [match.concept.preferred("en") for match in matcher.occurrences("Le quai.")]

    assert found() == ["quay"]
    kept = sorted((places / "cache" / "glossaries").iterdir())
    assert len(kept) == 2
    for file in kept:
        content = file.read_bytes()
        for damaged in (content[:-3], content.replace(b"quay", b"quax"), b"", b"\x00" * 99):
            file.write_bytes(damaged)
            assert found() == ["quay"]
            assert file.read_bytes() == content
    path.write_text("id,fr,en\nquay,quai,wharf\n", "utf-8")
    assert found() == ["wharf"]
