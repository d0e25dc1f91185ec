"""Figures that signs join: a runner's 1'43"21, a box of 30 x 20 x 10 cm, a rating of BBB-.

A small model takes primes for quotation marks, the cross for a letter, and a sign at the end for a
dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.literals.literal import SLOT, Literal
from reader.text.regex import regex

_MINUTE, _SECOND = r"(?:['’′])", r"(?:[\"″”]|''|’’|′′)"
_PRIMES = regex(
    r"(?<![\w.,:/'’\"°])(?:"
    rf"(?:\d{{1,3}} ?° ?|\d{{1,2}} ?h ?)?\d{{1,3}} ?{_MINUTE} ?"
    rf"\d{{1,2}}(?:(?:[.,]\d{{1,3}})? ?{_SECOND}(?:\d{{1,3}})?|[.,]\d{{1,3}})?"
    rf"|\d{{1,2}} ?h ?\d{{1,2}} ?{_MINUTE}"
    rf"|\d{{1,3}}{_SECOND}\d{{1,3}}"
    r")(?![\w'’\"])"
)
_HAS_PRIME = regex(r"\d ?['’′\"″”]")
_HAS_CROSS = regex(r"\d[ \u00a0]?[x×X*]")
_HAS_GRADE = regex(r"[ABC][+−–-]")
_SIDES = {
    "cm": ("centimetres", "centimeters"),
    "mm": ("millimetres", "millimeters"),
    "m": ("metres", "meters"),
    "km": ("kilometres", "kilometers"),
    "px": ("pixels",),
}
_OWN_SIDES = {
    "سم": "cm", "ملم": "mm", "مم": "mm", "متر": "m", "مترا": "m", "أمتار": "m", "كم": "km",
}  # fmt: skip
_SIDE = r"\d{1,4}(?:[.,]\d{1,2})?"
_CROSS = r"[ \u00a0]?[x×X*][ \u00a0]?"
_DIMENSIONS = regex(
    rf"(?<![\w.,/×-])(?<!\d[ \u00a0])(?P<sides>{_SIDE}(?:{_CROSS}{_SIDE}){{1,2}})[ \u00a0]?"
    rf"(?P<unit>{'|'.join((*_SIDES, *_OWN_SIDES))})(?![\w²³/×])"
)
_RATING = regex(
    r"(?<![\w./+-])(?:(?:AAA|AA|BBB|BB|CCC|CC)(?:[+−–-]|-(?=[.,;:)»]))|(?<=[(«“\"])[ABC][+−–-]"
    r"|[ABC](?:\+|[−–-](?=[,;:).»]|$)))(?![\w+-]|[ \u00a0]?\d)"
)


def shorthand(plain: str, language: str) -> Iterator[Literal]:
    """The times with primes, the dimensions and the ratings of a text, for English.

    Args:
        plain: a sentence, its digits as 0 to 9.
        language: its language.
    """
    for match in _PRIMES.finditer(plain) if _HAS_PRIME.search(plain) else ():
        yield Literal("code", *match.span(), (match[0],), SLOT, (SLOT,), match[0])
    for match in _DIMENSIONS.finditer(plain) if _HAS_CROSS.search(plain) else ():
        yield _dimensions(match, language)


def ratings(text: str) -> Iterator[Literal]:
    """The marks of creditworthiness of a text: AA+, BBB-."""
    for match in _RATING.finditer(text) if _HAS_GRADE.search(text) else ():
        yield Literal("code", *match.span(), (match[0],), SLOT, (SLOT,), match[0])


def _dimensions(match: re.Match[str], language: str) -> Literal:
    sides, unit = match["sides"], _OWN_SIDES.get(match["unit"], match["unit"])
    if language == "fr":
        sides = sides.replace(",", ".")
    names = (unit, *_SIDES[unit])
    forms = tuple(f"{sides} {name}" for name in names)
    admitted = tuple(f"{SLOT} {name}" for name in (*names, f"{unit}s"))
    return Literal("number", *match.span(), forms, f"{SLOT} {match['unit']}", admitted)
