"""Whether an English text has a number that its source writes in words.

Generous: digits or words, ordinals, dozens, decades and what else English makes of a number.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reader.text.number_words import NumberWords
from reader.text.regex import regex

_TIME = regex(r"\s*(?:de\s+)?(?:heures?|jours?|mois|minutes?|ساع|يوم|أيام|شهر|أشهر|دقيقة|دقائق)")
_ALSO = {
    3: r"\b(?:tri|thrice)", 4: r"\b(?:quad|quarter)", 5: r"\b(?:quint|pent)",
    15: r"fortnight|(?:two|2)[ -]weeks?|quarter", 20: r"\bscores?\b|(?:two|2)[ -]dozen",
    30: r"(?:three|3)[ -]dozen", 40: r"quarantin|arba|(?:four|4)[ -]dozen",
    50: r"(?:four|4)[ -]dozen", 100: r"\bcentur", 1000: r"millenni|author|\bwr[io]t|compos",
}  # fmt: skip
_ALSO_TIME = {
    3: "quarter", 6: "half", 7: "week", 8: "week", 12: r"\byear|noon|midnight", 24: r"\bday|clock",
    18: "half", 14: "week", 30: "month|half", 36: "day|year", 45: "quarter", 48: "day", 60: "hour",
    72: "day", 90: "month|half", 10: "week",
}  # fmt: skip


_BIG = (("hundred", 100), ("thousand", 10**3), ("million", 10**6), ("billion", 10**9))
_EN = dict(zip(
    "a one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen an first second third fourth fifth sixth seventh eighth "
    "ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
    "nineteenth".split(),
    (1, *range(1, 20), 1, *range(1, 20)),
    strict=True,
))  # fmt: skip
_EN_TENS = {
    "twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80,
    "ninet": 90,
}  # fmt: skip
_EN_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_EN_GROUPS = {"dozen": 12, "score": 20, "decade": 10, "centurie": 100, "century": 100}
_EN_TOKEN = regex(r"\d[\d,]*(?:\.\d+)?|[a-z]+", re.IGNORECASE)
_EN_GAP = regex(r"[\s\u00a0-]*(?:and[\s-]+)?")
_SPACED = regex(r"\d{1,3}(?:[ .\u00a0\u202f]\d{3})+(?!\d)")


@lru_cache(maxsize=64)
def _values(text: str) -> frozenset[float]:
    """The values that an English text has, in digits or words, ordinals included."""
    said: set[float] = {int(re.sub(r"\D", "", match[0])) for match in _SPACED.finditer(text)}
    if re.search(r"\bhalf[ -](?:an? )?dozen", text, re.IGNORECASE):
        said.add(6)
    total: float = 0
    current: float = 0
    end = -1
    for match in _EN_TOKEN.finditer(text):
        word = match[0].casefold()
        if word == "and":
            continue
        if end < 0 or not _EN_GAP.fullmatch(text, end, match.start()):
            said.add(total + current)
            total = current = 0
        end = match.end()
        stem = word.removesuffix("th").removesuffix("s")
        tens = _EN_TENS.get(re.sub(r"(?:y|ie)$", "", stem)) if stem.endswith(("y", "ie")) else None
        value = float(word.replace(",", "")) if word[0].isdigit() else tens or _EN.get(word)
        if value is not None:
            rest = current % 100
            fits = (rest == 0 and value < 100) or (rest >= 20 and rest % 10 == 0 and value < 10)
            if not fits or word[0].isdigit():
                said.add(total + current)
                total = current = 0
            current += value
        elif stem == "hundred":
            current = (current or 1) * 100
        elif stem in _EN_SCALES:
            scale = _EN_SCALES[stem]
            if total and total < scale:
                current, total = total + current, 0
            total += (current or 1) * scale
            current = 0
        elif stem in _EN_GROUPS:
            said |= {total + current, (total + current or 1) * _EN_GROUPS[stem]}
            total = current = 0
        else:
            said.add(total + current)
            total = current = 0
    said.add(total + current)
    return frozenset(round(value, 3) for value in said)


def says(target: str, number: NumberWords, source: str) -> bool:
    """Whether an English translation has the value of a number of its source.

    Args:
        target: the English.
        number: a number of the source.
        source: the sentence it stands in, for the hours and months that English counts otherwise.
    """
    value, said = number.value, _values(target)
    if value in said or (value, "dozen" in target) == (10, True):
        return True
    if any(re.search(rf"\b{name}", target, re.I) and value / scale in said for name, scale in _BIG):
        return True
    also = _ALSO.get(value)
    if also and re.search(also, target, re.IGNORECASE):
        return True
    if _TIME.match(source, number.end):
        also = _ALSO_TIME.get(value)
        return not said.isdisjoint((value + 12, value - 12)) or bool(
            also and re.search(also, target, re.I)
        )
    return False
