"""Two numbers of which the second alone has the scale: "entre 20 et 30 mille", بين 20 و30 ألف.

English says it of millions as well ("3 to 4 million"); of thousands in digits, and of hundreds, the
first number would be a thousand times too small: "between 20 and 30,000".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from reader.text.literals import numerals
from reader.text.literals.estimates import Joint, estimate
from reader.text.literals.literal import Literal
from reader.text.literals.quantities import DIGITS
from reader.text.literals.units import any_of
from reader.text.number_words import number_words
from reader.text.regex import regex

_NUMBER = {
    language: regex(
        r"(?:(?<![\w.,:/٫٬'’-])|(?<=\sو))(?<!\d[ \u00a0\u202f])"
        rf"(?P<number>{DIGITS})"
        rf"(?:[ \u00a0\u202f]*(?P<scale>{any_of(numerals.SCALES[language])})(?![^\W\d_]))?"
        r"(?![\w%٪]|[.,:/٫٬-]\d)"
    )
    for language in ("ar", "fr")
}
_TWO = {"fr": regex(r"(?<![\w-])deux(?![\w-])"), "ar": regex(r"(?<!\w)اثنين(?!\w)")}
_BETWEEN = {
    "ar": regex(r"(?<!\w)(?:ما )?بين $"),
    "fr": regex(r"(?<![\w’'-])[Ee]ntre $"),
}
_AND = {"ar": regex(r" و ?"), "fr": regex(r" et ")}
_TO = {"ar": regex(r" (?P<to>إلى|الى|أو) "), "fr": regex(r" (?P<to>à|ou) ")}
_OR = ("ou", "أو")
_OF = regex(r" de(?= )")
_MONEY = regex(r"[ \u00a0\u202f]?(?P<sign>[€$£])(?!\w)")
_DIGITS = regex(r"(?<![\w,.])\d[\d,.]*")
_SCALES = (10**9, 10**6, 10**5, 1000, 100)
_WIDEST = 10
"""Times that the second number may be the first: "5 à 100 mille" may begin at 5."""
_SIGHT = 10
"""Characters before a number in which "between" is looked for."""
_WORD = 1000
"""A first number from here on has a scale of its own."""


class Number(NamedTuple):
    """A number of a text."""

    start: int
    end: int
    value: Decimal
    in_words: bool


def numbers(text: str, language: str) -> list[Number]:
    """The numbers of a French or Arabic text, in digits or in words."""
    found: list[Number] = []
    for match in _NUMBER[language].finditer(numerals.western(text)):
        value = numerals.value(match["number"], language)
        if value is not None:
            value *= numerals.SCALES[language][match["scale"]] if match["scale"] else 1
            found.append(Number(match.start("number"), match.end(), value, False))
    for each in number_words(text, language):
        found.append(Number(each.start, each.end, Decimal(each.value), True))
    found += [Number(*match.span(), Decimal(2), True) for match in _TWO[language].finditer(text)]
    return sorted(found)


def ranges(text: str, language: str) -> Iterator[Literal]:
    """The pairs of numbers of a text that share the second one's scale, for English."""
    if not any(joint.search(text) for joint in (_AND[language], _TO[language])):
        return
    for first, second in pairwise(numbers(text, language)):
        between = _BETWEEN[language].search(text, max(0, first.start - _SIGHT), first.start)
        joined = _AND if between else _TO
        joint = joined[language].fullmatch(text, first.end, second.start)
        scale = _scale(first, second)
        if joint is None or scale is None:
            continue
        of = _OF.match(text, second.end) if language == "fr" and scale >= 10**6 else None
        money = _MONEY.match(text, second.end)
        after = of or money
        start = between.start() if between else first.start
        span = start, after.end() if after else second.end
        said: Joint = "between" if between else "or" if joint["to"] in _OR else "to"
        literal = estimate(span, first.value * scale, second.value, joint=said)
        yield _of_money(literal, money["sign"]) if money else literal


def _scale(first: Number, second: Number) -> int | None:
    """What the first of two numbers has to be multiplied by, if anything."""
    if not 1 < first.value < _WORD:
        return None
    for scale in _SCALES:
        if not second.in_words and scale in (100, 10**5):
            continue  # from 19 to 2000
        count = second.value / scale
        if second.value % scale == 0 and first.value < count <= _WIDEST * first.value:
            return scale
    return None


def _of_money(literal: Literal, sign: str) -> Literal:
    def signed(form: str) -> str:
        return _DIGITS.sub(lambda match: f"{sign}{match[0]}", form)

    forms = tuple(signed(form) for form in literal.renderings if _DIGITS.search(form))
    return replace(literal, renderings=forms, value=signed(literal.value))
