"""Centuries in words: القرن الحادي والعشرين, le vingt-et-unième siècle; not the 19th."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.literals.literal import Literal
from reader.text.literals.numerals import ordinal
from reader.text.regex import regex

_UNITS = "الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع".split()
_RANKS = {
    "الأول": 1, "الاول": 1, "العاشر": 10, "الحادي عشر": 11, "العشرين": 20, "العشرون": 20,
    "الحادي والعشرين": 21, "الحادي والعشرون": 21,
    **{unit: number for number, unit in enumerate(_UNITS, 2)},
    **{f"{unit} عشر": number for number, unit in enumerate(_UNITS, 12)},
}  # fmt: skip
_ANY = "|".join(sorted(_RANKS, key=len, reverse=True)).replace(" ", r"\s+")
_CENTURY = regex(
    rf"القرن(?:ين)?\s+(?P<rank>{_ANY})(?!\w)(?:(?:\s+الميلاديين?)?\s+و\s?(?P<next>{_ANY})(?!\w))?"
)
_STEMS = (
    "deux trois quatr cinqu six sept huit neuv dix onz douz treiz quatorz quinz seiz dix-sept "
    "dix-huit dix-neuv vingt"
).split()
_FRENCH = {
    "premier": 1, "vingt-et-unième": 21, "vingt et unième": 21,
    **{f"{stem}ième": number for number, stem in enumerate(_STEMS, 2)},
}  # fmt: skip
_FRENCH_CENTURY = regex(
    rf"(?<![\w-])(?P<rank>{'|'.join(sorted(_FRENCH, key=len, reverse=True))})(?=\s+siècle)",
    re.IGNORECASE,
)


def centuries(text: str, language: str) -> Iterator[Literal]:
    """The ordinals of a text's centuries, for English.

    Args:
        text: a sentence.
        language: its language; in any but Arabic and French none is looked for.
    """
    if language == "fr" and "siècle" in text:
        for match in _FRENCH_CENTURY.finditer(text):
            number = _FRENCH[match["rank"].lower()]
            yield Literal("number", *match.span(), ordinal(number), f"{number}e")
    if language != "ar" or "القرن" not in text:
        return
    for match in _CENTURY.finditer(text):
        for group in ("rank", "next"):
            if match[group]:
                number = _RANKS[" ".join(match[group].split())]
                yield Literal("number", *match.span(group), ordinal(number))
