from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.article import Occurrence, Sentence, TermUse
from reader.text.literals import literals
from reader.translator.brackets import balanced, explained

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
