"""Chinese measures that a number is counted by: 每克580元, 每平方米2.5万元.

A small model takes a gram for a kilogram and loses the metre of a square one. It reads kilograms,
which it knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.text.literals.literal import Literal
from reader.text.regex import regex

_UNITS = {
    "平方米": "square metre", "平方公里": "square kilometre", "平方千米": "square kilometre",
    "立方米": "cubic metre", "克": "gram", "毫克": "milligram", "毫升": "millilitre", "亩": "mu",
    "公顷": "hectare", "千瓦时": "kilowatt-hour", "度电": "kilowatt-hour", "加仑": "gallon",
    "公担": "quintal",
}  # fmt: skip
_EACH = regex(
    rf"每(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})(?=[约近超仅达为]?\s?\d)"
)
_READ = "每公斤"


def each(plain: str) -> Iterator[Literal]:
    """The measures of a Chinese text that a number is counted by, for English.

    Args:
        plain: a sentence, its digits as 0 to 9.
    """
    found = [*_EACH.finditer(plain)]
    if len({match["unit"] for match in found}) != 1 or "公斤" in plain or "千克" in plain:
        return  # two of them the model may turn round
    for match in found:
        unit = _UNITS[match["unit"]]
        forms = (f"per {unit}", f"a {unit}", f"every {unit}", f"each {unit}", f"one {unit}")
        said = [
            f"{word} {name}"
            for word in ("per", "a", "every", "each", "one")
            for name in ("kilogramme", "kilogram", "kilo", "kg")
        ]
        yield Literal("number", *match.span(), forms, _READ, tuple(said))
