"""Centuries: le vingt-et-unième siècle, which is not the 19th, and IIe siècle av. J.-C."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.literals.eras import ERA, era
from reader.text.literals.literal import SLOT, Literal
from reader.text.literals.numerals import of_roman, ordinal
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
    rf"(?<![\w-])(?:(?P<rank>{'|'.join(sorted(_FRENCH, key=len, reverse=True))})"
    r"|(?P<roman>(?-i:X{0,2}(?:IX|IV|V?I{0,3})(?<=[IVX])))(?:er?|ème|ère))"
    rf"(?=\s+(?:siècle|(?P<long>millénaire)))(?:\s+(?:siècle|millénaire)\s+{ERA})?",
    re.IGNORECASE,
)


def centuries(text: str, language: str) -> Iterator[Literal]:
    """The ordinals of a text's centuries, for English.

    Args:
        text: a sentence.
        language: its language; in any but Arabic and French none is looked for.
    """
    if language == "fr" and ("siècle" in text or "millénaire" in text):
        yield from map(_french, _FRENCH_CENTURY.finditer(text))
    if language != "ar" or "القرن" not in text:
        return
    for match in _CENTURY.finditer(text):
        for group in ("rank", "next"):
            if match[group]:
                number = _RANKS[" ".join(match[group].split())]
                # "the 17th century was 18th periods": the second is told as the first is
                again = group == "next" and not match[0].startswith("القرنين")
                model = f"القرن {match[group]}" if again else None
                yield Literal("number", *match.span(group), ordinal(number), model)


def _french(match: re.Match[str]) -> Literal:
    number = _FRENCH[match["rank"].lower()] if match["rank"] else of_roman(match["roman"])
    ranks, count = ordinal(number), "millennium" if match["long"] else "century"
    if not match["J"]:
        return Literal("number", *match.span(), ranks, f"{number}e")
    full = tuple(f"{rank} {count} {letters}" for rank in ranks for letters in era(match))
    if match["long"]:
        return Literal("date", *match.span(), full, SLOT, (SLOT,), full[0])
    read = tuple(f"{rank} century" for rank in ranks)
    return Literal("date", *match.span(), full, f"{number}e siècle", (*full, *read))
