"""What numbers an item of a list, before the words that it begins with: 1. a) （一） 三、 –

A small model takes it for a part of the sentence: "1- اجتماع" became "1-1-1 meeting".
"""

from __future__ import annotations

from dataclasses import dataclass

from reader.text.literals.numerals import han, western
from reader.text.regex import regex

_LEAD = regex(
    r"\s*(?:(?P<number>[\d٠-٩]{1,2}|[IVX]{2,4})(?P<mark>[.)]|\s?[-–](?=\s|[^\W\d]))"
    r"|\((?P<inner>[\d٠-٩]{1,2}|[a-h]|[ivx]{1,4})\)|(?P<letter>[a-h])\)"
    r"|(?P<bullet>[•▪●◦‣*·–—-]))\s+(?=\S)"
    r"|\s*(?P<tight>[\d٠-٩]{1,2})(?P<dash>[-–])(?=[\u0621-\u064a])"
)
_LEAD_OF_CHINESE = regex(
    r"\s*(?:(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})、"
    r"|[（(](?P<inner>[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|(?P<point>\d{1,2})[.．](?!\d))\s*(?=\S)"
)
_DIGITS = frozenset("0123456789٠١٢٣٤٥٦٧٨٩")
_ANY = frozenset("0123456789٠١٢٣٤٥٦٧٨٩IVX(（•▪●◦‣*·–—-abcdefgh一二三四五六七八九十 \u00a0\t")


@dataclass(frozen=True, slots=True)
class Lead:
    """The number, letter or mark of a list's item."""

    end: int
    """Where the item's words begin, in characters."""
    target: str
    """How English writes it, with the space that follows."""


def lead(text: str, language: str) -> Lead | None:
    """What numbers a text as an item of a list; None for most texts."""
    if text[:1] not in _ANY:
        return None
    if language == "zh":
        match = _LEAD_OF_CHINESE.match(text)
        if match is None:
            return None
        number = match["number"] or match["inner"] or match["point"]
        value = number if number[0].isdigit() else str(han(number))
        return Lead(match.end(), f"({value}) " if match["inner"] else f"{value}. ")
    match = _LEAD.match(text)
    if match is None or not any(char.isalpha() for char in text[match.end() :]):
        return None
    if match["number"]:
        number, mark = western(match["number"]), match["mark"].strip()
        if mark[0] in ".)":
            return Lead(match.end(), f"{number}{mark} ")
        return Lead(match.end(), f"{number}. ") if text[match.end()].isalpha() else None
    if match["tight"]:
        return Lead(match.end(), f"{western(match['tight'])}. ")
    if match["inner"]:
        return Lead(match.end(), f"({western(match['inner'])}) ")
    if match["letter"]:
        return Lead(match.end(), f"{match['letter']}) ")
    return Lead(match.end(), f"{match['bullet']} ") if text[match.end()] not in _DIGITS else None
