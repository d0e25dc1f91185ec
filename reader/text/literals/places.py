"""Places on the globe: 33° 35′ N, 7° 37′ O; 北纬33度; 33 درجة شمالا.

The O of a French west is a zero or an east to a model that guesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.literals.literal import SLOT, Literal
from reader.text.regex import regex

_NUMBER = r"\d{1,3}(?:[.,٫]\d+)?"
_MINUTES = rf"(?:\s?(?P<m>{_NUMBER})\s?['′’])?(?:\s?(?P<s>{_NUMBER})\s?(?:[\"″”]|''))?"
_LETTERS = regex(
    rf"(?<![\w.,])(?P<d>{_NUMBER})\s?[°º]{_MINUTES}"
    r"\s?(?:de\s+(?:latitude|longitude)\s+)?(?P<side>[NSEOW]|nord|sud|est|ouest)(?![\w’'-])"
)
_ARABIC = regex(
    rf"(?<![\d.,٫])(?P<d>{_NUMBER})\s*(?:درجة|درجات|°)\s+(?P<side>شمال|جنوب|شرق|غرب)ا?(?!\w)"
)
_CHINESE = regex(
    rf"(?P<side>北纬|南纬|东经|西经)(?P<d>{_NUMBER})[度°](?!线)(?:(?P<m>{_NUMBER})[分′'])?"
    rf"(?:(?P<s>{_NUMBER})[秒″\"])?"
)
_SIGNS = {"fr": ("°", "º"), "ar": ("درج", "°"), "zh": ("纬", "经")}
"""One of these is in whatever the patterns find."""
_SIDES = {
    "N": "N", "S": "S", "E": "E", "O": "W", "W": "W", "nord": "north", "sud": "south",
    "est": "east", "ouest": "west", "شمال": "north", "جنوب": "south", "شرق": "east",
    "غرب": "west", "北纬": "N", "南纬": "S", "东经": "E", "西经": "W",
}  # fmt: skip


def coordinates(plain: str, language: str, target: str) -> Iterator[Literal]:
    """The coordinates in a text, with their side of the globe.

    Args:
        plain: a sentence, its digits as 0 to 9.
        language: its language.
        target: language of the renderings; but for English there are none.
    """
    if target != "en" or not any(sign in plain for sign in _SIGNS.get(language, ())):
        return
    pattern = {"fr": _LETTERS, "ar": _ARABIC, "zh": _CHINESE}[language]
    for match in pattern.finditer(plain):
        groups = match.groupdict()
        degrees = re.sub("[,٫]", ".", groups["d"])
        minutes, seconds = groups.get("m"), groups.get("s")
        said = f"{degrees}°"
        said += f" {minutes.replace(',', '.')}′" if minutes else ""
        said += f" {seconds.replace(',', '.')}″" if seconds else ""
        form = f"{said} {_SIDES[match['side']]}"
        yield Literal("number", *match.span(), (form,), SLOT, (SLOT,), form)
