from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Occurrence, Sentence, TermUse
from reader.memory.store import Stored
from reader.text.literals import literals
from reader.translator.brackets import balanced, explained, freed
from reader.translator.fidelity import make_ready
from reader.translator.slips import without_slips

SOURCE = "世卫组织 (WHO) 说"
TERMS = (Occurrence("who", 0, 4, ("World Health Organization",)), Occurrence("who", 6, 9, ("WHO",)))


def said(target: str) -> tuple[str, list[str]]:
    end = target.index(" (") if " (" in target else target.index(" said")
    uses = tuple(TermUse("who", (t.start, t.end), (4, end), "model") for t in TERMS)
    text, moved = explained(Sentence(SOURCE, 0, 0, "zh", TERMS), target, uses)
    return text, [text[slice(*use.target_span)] for use in moved]


def test_an_acronym_in_brackets_stands_behind_its_name() -> None:
    whole = "The World Health Organization (WHO) said"
    for target in (
        "The World Health Organization (WHOWH) said",
        "The World Health Organization (Wao said",
        "The World Health Organization said",
    ):
        assert said(target) == (whole, ["World Health Organization", "WHO"])


def test_an_acronym_that_stands_already_is_left_alone() -> None:
    assert said("The WHO (WHO) said")[0] == "The WHO (WHO) said"


def test_a_bracket_without_its_other_half_is_dropped() -> None:
    use = TermUse("dgsn", (0, 4), (5, 9), "model")
    text, (moved,) = balanced("国安局(DGSN)", "with DGSN) today", [use])
    assert (text, text[slice(*moved.target_span)]) == ("with DGSN today", "DGSN")
    assert balanced("x (y", "x (y", [])[0] == "x (y"


def test_a_term_is_not_in_the_brackets_of_an_acronym() -> None:
    target = "The Ports Office (OPT-DG of Chad), he said"
    use = TermUse("chad", (20, 25), (28, 32), "constrained")
    text, (moved,) = freed("L'Office des ports du Tchad (OPT-DG)", target, [use])
    assert text == "The Ports Office (OPT-DG) of Chad, he said"
    assert text[slice(*moved.target_span)] == "Chad"
    assert freed("L'Office (OPT-DG du Tchad)", target, [use])[0] == target


@given(st.text(alphabet="ab ()", max_size=30))
def test_brackets_are_balanced_and_nothing_else_changes(target: str) -> None:
    text, _ = balanced("no bracket", target, [])
    assert text.count("(") == text.count(")")
    assert (
        text.replace("(", "").replace(")", "").split()
        == target.replace("(", "").replace(")", "").split()
    )
    assert balanced("no bracket", text, [])[0] == text


def test_a_person_in_two_scripts_is_one_name() -> None:
    text = "国务卿安东尼·克莱因 (Antony Klein)说"
    (literal,) = literals(text, "zh", "en")
    assert (text[literal.start : literal.end], literal.renderings) == (
        "安东尼·克莱因 (Antony Klein)",
        ("Antony Klein",),
    )


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ar", "صرح ماركو أندريني (Marco Andreini) للصحافة", "ماركو أندريني (Marco Andreini)"),
        ("ar", "رسالة لماركو أندريني (Marco Andreini) اليوم", "ماركو أندريني (Marco Andreini)"),
        ("ar", "المديرة كريستين فان دن بيرغ (Christine van den Berg) هنا",
         "كريستين فان دن بيرغ (Christine van den Berg)"),
        ("ar", "الشركة المصنعة (Boeing) تعلن", "Boeing"),
        ("ar", "أعلنت الوكالة (ANP) ذلك", "ANP"),
    ],
)  # fmt: skip
def test_an_arabic_name_and_its_latin_spelling_are_one(language: str, text: str, name: str) -> None:
    (literal,) = literals(text, language, "en")
    assert text[literal.start : literal.end] == name
    assert literal.renderings[0] in name


@pytest.mark.parametrize(
    ("language", "text", "term", "read"),
    [
        ("ar", "التقى ماركو أندريني (Marco Andreini) أمس", "ماركو أندريني", "Marco Andreini"),
        ("zh", "安德烈尼（Marco Andreini）说", "安德烈尼", "Marco Andreini"),
        ("zh", "抵达克莱因（Klein）后", "克莱因", "Klein"),
    ],
)
def test_a_term_takes_the_spelling_that_follows_it(
    language: str, text: str, term: str, read: str
) -> None:
    start = text.index(term)
    surname = read.split()[-1]
    occurrence = Occurrence("person", start, start + len(term), (surname,))
    ready = make_ready(Sentence(text, 0, 0, language, (occurrence,)), "en")
    (held,) = ready.sentence.terms
    assert (held.targets, ready.sentence.text[held.start : held.end]) == ((read,), term)
    assert ready.prepared.back(held.start, held.end) == (start, start + len(term))
    assert "(" not in ready.sentence.text and "（" not in ready.sentence.text


def test_a_spelling_that_the_term_does_not_have_stays_beside_it() -> None:
    text = "会见了克莱因（Karl Grosz）后"
    term = Occurrence("person", 4, 7, ("Klein",))
    ready = make_ready(Sentence(text, 0, 0, "zh", (term,)), "en")
    assert [literal.renderings for literal, _ in ready.literals.values()] == [("Karl Grosz",)]
    assert "（" in ready.sentence.text


def test_brackets_that_repeat_the_name_before_them_go() -> None:
    sentence = Sentence("谷歌（Google）宣布", 0, 0, "zh")
    for target, wanted in (
        ("Google (Google) announced it.", "Google announced it."),
        ("Jeune Afrique (Jeune Afrique) wrote.", "Jeune Afrique wrote."),
        ("Google (Alphabet) announced it.", "Google (Alphabet) announced it."),
    ):
        assert without_slips(sentence, Stored(target, (), None)).target == wanted


def test_the_end_of_a_term_is_not_said_again_after_it() -> None:
    sentence = Sentence("访问了非斯学院、Hirfiates......", 0, 0, "zh")
    name = "Institute of Crafts and Hirfiates"
    use = TermUse("institute", (3, 17), (15, 15 + len(name)), "constrained")
    for after, wanted in ((", Hirfiates......", "......"), (", Hirfiates and poets.", None)):
        target = f"They visited to {name}"[:15] + name + after
        made = without_slips(sentence, Stored(target, (use,), None)).target
        assert made == (target[: 15 + len(name)] + wanted if wanted else target)
