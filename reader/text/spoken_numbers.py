"""Whether a text may say a number in words, whatever stands around them.

More generous than `number_words`, which has to be sure of what it finds: ordinals, fractions and
hours count too, and parts that stand apart. What a text cannot say so came from nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from reader.text.number_words import arabic_parts
from reader.text.regex import regex

_ROMAN = regex(r"(?<!\w)[IVXLC]{2,}(?:e|ème|er)?(?!\w)")
_FRACTIONS = {"half": (30, 50), "third": (20, 33, 67), "quarter": (15, 25, 45, 75)}
_AFTERNOON = 12

_FR_STEMS = {
    "un": 1, "premi": 1, "deux": 2, "second": 2, "trois": 3, "quatr": 4, "cinq": 5, "six": 6,
    "sept": 7, "huit": 8, "neuf": 9, "neuv": 9, "dix": 10, "diz": 10, "onz": 11, "douz": 12,
    "treiz": 13, "quatorz": 14, "quinz": 15, "seiz": 16, "vingt": 20, "trent": 30, "quarant": 40,
    "cinquant": 50, "soixant": 60, "septant": 70, "octant": 80, "huitant": 80, "nonant": 90,
    "cent": 100, "mill": 1000,
}  # fmt: skip
_FR_STEM = regex(
    rf"(?<![^\W_])(?P<stem>{'|'.join(sorted(_FR_STEMS, key=len, reverse=True))})"
    r"(?:e|s|es|ers?|[eè]res?|u?i[eè]mes?|aines?|ans?|enni?\w*|énaires?)?(?![^\W_])",
    re.IGNORECASE,
)
_FR_FRACTION = regex(
    r"(?<!\w)(?P<half>(?:de)?mi)|(?<!\w)(?P<third>tiers)|(?P<quarter>\bquart)", re.IGNORECASE
)
_FR_ROUND = regex(r"(?P<stem>huit|seiz)i[eè]mes? de finale", re.IGNORECASE)
"""The round of 16, and of 32."""
_AR_FRACTION = regex(r"(?P<half>نصف)|(?P<third>ثلث)|(?P<quarter>ربع|أرباع)")
_AR_DECADE = regex(r"(?<![\u0621-\u064a])(?:[وبلك]|ال|لل)*عقد(?:ين|ان)?(?![\u0621-\u064a])")
_ZH_RUN = regex("[零〇一二两三四五六七八九十廿卅百千万半成]+")
_ZH_DIGITS = {char: n for n, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ZH_UNITS = {"十": 10, "百": 100, "千": 1000}


def may_say(text: str, number: int, language: str) -> bool:
    """Whether a text may have a number under a thousand in words, or in Roman numerals.

    Args:
        text: a sentence.
        number: the number.
        language: fr, ar or zh; what another says is not known, so that it may.
    """
    if language not in ("fr", "ar", "zh") or _ROMAN.search(text):
        return True
    values = _values(text, language)
    return number in values or (_AFTERNOON < number <= 24 and number - _AFTERNOON in values)


@lru_cache(maxsize=256)
def _values(text: str, language: str) -> frozenset[int]:
    if language == "zh":
        return frozenset(_chinese(text))
    parts = set(_french(text) if language == "fr" else _arabic(text))
    parts |= {few * scale for few in parts if few < 10 for scale in (20, 100) if scale in parts}
    sums = {sum(some) for count in (1, 2, 3) for some in combinations(sorted(parts), count)}
    return frozenset(sums)


def _french(text: str) -> Iterator[int]:
    for match in _FR_STEM.finditer(text):
        yield _FR_STEMS[match["stem"].lower()]
    for match in _FR_FRACTION.finditer(text):
        yield from _FRACTIONS[str(match.lastgroup)]
    for match in _FR_ROUND.finditer(text):
        yield 2 * _FR_STEMS[match["stem"].lower()]


def _arabic(text: str) -> Iterator[int]:
    yield from arabic_parts(text)
    for match in _AR_FRACTION.finditer(text):
        yield from _FRACTIONS[str(match.lastgroup)]
    if _AR_DECADE.search(text):
        yield from (10, 20)


def _chinese(text: str) -> Iterator[int]:
    for match in _ZH_RUN.finditer(text):
        run = match[0]
        for start in range(len(run)):
            for end in range(start + 1, min(len(run), start + 8) + 1):
                yield from _chinese_value(run[start:end])


def _chinese_value(run: str) -> Iterator[int]:
    if "半" in run:
        yield from _FRACTIONS["half"]
    if run.endswith("成") and run[:-1] in _ZH_DIGITS:  # tenths
        yield 10 * _ZH_DIGITS[run[:-1]]
    run = run.replace("廿", "二十").replace("卅", "三十")
    if all(char in _ZH_DIGITS for char in run):  # 九一八
        yield int("".join(str(_ZH_DIGITS[char]) for char in run))
        return
    total, digit = 0, 0
    for place, char in enumerate(run):
        if char in _ZH_DIGITS:
            digit = _ZH_DIGITS[char]
        elif char in _ZH_UNITS:
            total += (digit or (place == 0)) * _ZH_UNITS[char]
            digit = 0
        else:
            return
    yield total + digit
