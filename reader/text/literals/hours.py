"""Hours of the day in words: الثامنة والنصف مساء, cinq heures du matin.

A model takes the hour for an ordinal, or morning for evening; digits with their half of the day
it copies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.literals.clock import HALVES, of_day, time_of_day
from reader.text.literals.literal import SLOT, Literal
from reader.text.literals.numerals import spelt
from reader.text.regex import regex

_ARABIC = {
    "الواحدة": 1, "الثانية عشرة": 12, "الحادية عشرة": 11, "الثانية": 2, "الثالثة": 3,
    "الرابعة": 4, "الخامسة": 5, "السادسة": 6, "السابعة": 7, "الثامنة": 8, "التاسعة": 9,
    "العاشرة": 10, "الثانية عشر": 12, "الحادية عشر": 11,
}  # fmt: skip
ARABIC_HOURS = {
    hour: tuple(name for name, number in _ARABIC.items() if number == hour) for hour in range(1, 13)
}
"""What Arabic calls each hour."""
_ALWAYS = regex(
    r"(?<![\w.,/])(?P<number>24|7)(?: ?(?P<unit>h|j)|(?P<word> heures| jours) sur)(?(unit) ?/) ?"
    r"(?P=number)(?![\w/]|[.,]\d)",
    re.IGNORECASE,
)
"""24h/24, 7 jours sur 7."""
_FRENCH = {
    word: number
    for number, word in enumerate(
        "une deux trois quatre cinq six sept huit neuf dix onze douze".split(), 1
    )
}
_ARABIC_PARTS = {"والنصف": 30, "ونصف": 30, "والربع": 15, "وربع": 15, "والثلث": 20, "وثلث": 20}
_ARABIC_LESS = {"ربعا": 15, "ربع": 15, "الربع": 15, "ثلثا": 20, "الثلث": 20, "ثلث": 20}
_FRENCH_PARTS = {
    "et demie": 30,
    "et demi": 30,
    "et quart": 15,
    "moins le quart": -15,
    "un quart": 15,
}


def _any_of(words: dict[str, int]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)


def _halves(language: str) -> str:
    return "|".join(f"(?P<{half}>{words})" for half, words in HALVES[language].items())


_AT = (
    "في|على|عند|حوالي|حدود|حتى|منذ|من|إلى|الى|قبل|بعد|قرابة|نحو|بين|لغاية|غاية|تمام|قبيل|بعيد|"
    "الساعة|ساعة"
)
"""What an hour follows, and a second session, a fifth round do not."""
_PATTERN = {
    "ar": regex(
        rf"(?<!\w)(?:(?:{_AT})\s+|(?P<then>و))(?P<hour>[بل]?(?:{_any_of(_ARABIC)}))(?!\w)"
        rf"(?:\s+(?P<part>{_any_of(_ARABIC_PARTS)})(?!\w)"
        rf"|\s+إلا\s+(?P<less>{_any_of(_ARABIC_LESS)})(?!\w)"
        r"|\s+و\s?(?P<minutes>[1-5]?\d)\s+(?:دقيقة|دقائق))?(?:\s+تماما)?"
        rf"(?:\s+(?:{_halves('ar')})(?!\w))?"
    ),
    "fr": regex(
        rf"(?<![\w’'-])(?P<hour>{_any_of(_FRENCH)})\s+heures?"
        rf"(?:\s+(?P<part>{_any_of(_FRENCH_PARTS)})(?!\w))?\s+(?:{_halves('fr')})(?!\w)",
        re.IGNORECASE,
    ),
}


_NOON = regex(
    r"(?<![\w’'-])(?P<noon>midi|minuit)\s+(?P<part>et\s+demie?|et\s+quart|moins\s+le\s+quart)(?!\w)",
    re.IGNORECASE,
)


def hours(text: str, language: str) -> Iterator[Literal]:
    """The times of day that a text tells in words, for English.

    Args:
        text: a sentence, its digits as 0 to 9.
        language: its language; in any but Arabic and French none is known.
    """
    if language == "fr":
        if "/" in text or " sur " in text:
            yield from _always(text)
        for match in _NOON.finditer(text):
            hour, minute = _whole(12 * (match["noon"][-1] == "i"), _part(match))
            yield time_of_day(*match.span(), hour, minute, None)
    if not (language == "ar" and "ة" in text) and not (language == "fr" and "heure" in text):
        return
    seen = False
    for match in _PATTERN[language].finditer(text):
        literal = _arabic(match, seen) if language == "ar" else _french(match)
        if literal is not None:
            seen = True
            yield literal


def _always(text: str) -> Iterator[Literal]:
    for match in _ALWAYS.finditer(text):
        unit = (match["unit"] or match["word"].strip())[0].lower()
        if unit == {"24": "h", "7": "j"}[match["number"]]:
            said = "24 hours a day" if unit == "h" else "seven days a week"
            yield Literal("time", *match.span(), (said,), SLOT, (SLOT,), said)


def _half(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    return next((half for half in ("am", "pm", "noon", "night") if groups.get(half)), None)


def _arabic(match: re.Match[str], seen: bool) -> Literal | None:
    half = _half(match)
    is_clock = match[0].startswith("الساعة") or match[0].startswith("ساعة")
    if match["then"] and not (seen and half):
        return None  # a second thing in a list
    if half is None and not is_clock:
        return None
    word = re.sub(r"\s+", " ", match["hour"])
    hour = _ARABIC[word if word in _ARABIC else word[1:]]
    start = match.start("hour") + (word not in _ARABIC)
    minute = int(match["minutes"] or 0) + _ARABIC_PARTS.get(match["part"] or "", 0)
    if match["less"]:
        minute = -_ARABIC_LESS[match["less"]]
    hour, minute = _whole(of_day(hour, half) if half else hour, minute)
    if half is None:
        return _of_twelve(start, match.end(), hour or 12, minute)
    return time_of_day(start, match.end(), hour, minute, half)


def _french(match: re.Match[str]) -> Literal | None:
    half = _half(match)
    hour = _FRENCH[match["hour"].casefold()]
    hour, minute = _whole(of_day(hour, half or ""), _part(match))
    return time_of_day(*match.span(), hour, minute, half)


def _part(match: re.Match[str]) -> int:
    return _FRENCH_PARTS.get(re.sub(r"\s+", " ", (match["part"] or "").casefold()), 0)


def _whole(hour: int, minute: int) -> tuple[int, int]:
    """Hour and minute of a time that may be told as minutes before the hour."""
    return ((hour - 1) % 24, 60 + minute) if minute < 0 else (hour, minute)


def _of_twelve(start: int, end: int, hour: int, minute: int) -> Literal:
    """An hour of which nothing says whether it is before noon."""
    clock = f"{hour}:{minute:02}"
    forms = [] if minute else [f"{hour} o'clock", f"{spelt(hour)} o'clock"]
    forms += [clock, f"{hour + 12}:{minute:02}"]
    at = clock if minute else str(hour)
    forms += [f"{at} {half}" for half in ("a.m.", "p.m.", "am", "pm", "AM", "PM")]
    forms += [] if minute else [str(spelt(hour)), str(hour)]
    forms += [f"half past {spelt(hour)}"] if minute == 30 else []
    return Literal("time", start, end, tuple(forms), clock)
