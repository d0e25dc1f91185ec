from __future__ import annotations

from reader.text.literals import Literal
from reader.translator.stand_ins import echoes, without_articles

NAME = Literal("name", 0, 4, ("Riina",), "\0", ("\0",), "Riina")
NUMBER = Literal("number", 0, 4, ("4,140",), "\0", ("\0",), "4,140")
HELD = {"#0": (NAME, "JKL"), "#1": (NUMBER, "345")}


def without_echoes(target: str, source: str = "x", place: tuple[int, int] = (0, 0)) -> str:
    edits = sorted(echoes(HELD, source, target, (place,), {"#0": place}), reverse=True)
    for start, end, new in edits:
        target = target[:start] + new + target[end:]
    return target


def test_what_is_left_of_stand_ins_goes_or_is_the_literal() -> None:
    assert without_echoes("He saw JKL and 345 men.") == "He saw Riina and 4,140 men."
    assert without_echoes("a house (JLLL) there") == "a house there"
    assert without_echoes("the house of JKKL is") == "the house of Riina is"
    assert without_echoes("a fine (in 3455 dirhams)") == "a fine (in dirhams)"


def test_what_stands_beside_its_literal_goes() -> None:
    for target, wanted in (
        ("Mr Kwl's JKL began it.", "Mr JKL began it."),
        ("the JKL, JKL of", "the JKL of"),
        ("JKL saw JKKL.", "JKL saw Riina."),
    ):
        at = target.index("JKL")
        assert without_echoes(target, place=(at, at + 3)) == wanted


def test_what_is_none_of_ours_stays() -> None:
    for text in ("We'll go.", "The DGSN said 34 men.", "In 3458 words", "at 1.345 or 345,6"):
        assert without_echoes(text, "3458") == text
    assert without_echoes("The JKKL said.", "JKKL a dit") == "The JKKL said."


def said(source: str, target: str) -> str:
    """A translation with the name Riina in place of JKL, and without an article before it."""
    at, start = source.index("Riina"), target.index("JKL")
    edits = without_articles(
        {"#0": (NAME, "JKL")}, source, {"#0": (at, at + 5)}, target, [(start, start + 3, "Riina")]
    )
    ((start, end, new),) = edits
    return target[:start] + new + target[end:]


def test_a_name_has_an_article_where_its_source_has_one() -> None:
    assert said("La guerre de Riina est finie", "The war of the JKL, over") == (
        "The war of Riina, over"
    )
    assert said("Il a vu le Riina hier", "He saw the JKL yesterday.") == (
        "He saw the Riina yesterday."
    )
    assert said("Un match contre Riina", "The JKL match was") == "The Riina match was"
    assert said("里纳（Riina）说", "the JKL said") == "the Riina said"
