"""Days of the week and months that a translation has and its source has not.

A Monday that became a Wednesday reads as well as the right one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reader.text.english_dates import MONTH, MONTHS
from reader.text.literals.calendars import (
    ARABIC_DAYS,
    ARABIC_MONTHS,
    DAYS,
    FRENCH_DAYS,
    FRENCH_MONTHS,
    HAN_DAYS,
)
from reader.text.literals.dates import small
from reader.text.literals.han_moments import MONTHS_TO
from reader.text.regex import regex

_DAY = regex(rf"\b(?:{'|'.join(DAYS)})(?=s?\b)")
_MONTH = regex(
    rf"\b(?:{MONTH})\b(?<!March)(?<!May)|(?<=\d )(?:March|May)\b|\b(?:(?<!Long )March|May)(?= \d)"
)
_IN_DIGITS = regex(r"\d{1,2}[/.-]\d{1,2}")
_LANGUAGES = frozenset(("ar", "fr", "zh"))
"""Languages whose days and months are known."""
_HAN_WEEK = ("星期", "礼拜", "周", "週", "主日", "主麻")
_HAN_MONTHS = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()
_ARABIC_STEMS = {day.removeprefix("ال"): number for day, number in ARABIC_DAYS.items()}
_MORE_MONTHS = {
    1: "شباط", 3: "نيسان أفريل", 5: "جوان", 6: "تموز", 7: "آب أوت", 9: "تشرين", 10: "تشرين",
    11: "كانون", 0: "كانون",
}  # fmt: skip
"""Arabic names that are other words as well, by their place among `MONTHS`."""


def strange_days(source: str, target: str, language: str) -> Iterator[re.Match[str]]:
    """Days of the week in an English text whose name its source has nowhere.

    Args:
        source: the sentence; a word that only looks like a day's excuses it.
        target: its translation.
        language: the sentence's language; nothing is strange in one whose days are not known.
    """
    if "day" not in target:  # asked twice of each sentence, and most name none
        return iter(())
    return _strange(_DAY, _names_day, source, target, language)


def strange_months(source: str, target: str, language: str) -> Iterator[re.Match[str]]:
    """Months in an English text that its source names nowhere, in words or in a date's digits.

    Args:
        source: the sentence; a word that only looks like a month's excuses it.
        target: its translation.
        language: the sentence's language; nothing is strange in one whose months are not known.
    """
    return _strange(_MONTH, _names_month, source, target, language)


def _strange(
    named: re.Pattern[str],
    is_said: Callable[[str, str, str], bool],
    source: str,
    target: str,
    language: str,
) -> Iterator[re.Match[str]]:
    """What is named in a target and not in its source, there in its own language or in English."""
    if language not in _LANGUAGES:
        return
    folded = source.casefold()
    for match in named.finditer(target):
        if match[0].casefold() not in folded and not is_said(folded, match[0], language):
            yield match


def _names_day(folded: str, day: str, language: str) -> bool:
    number = DAYS.index(day)
    if language == "zh":
        names = {day for day, value in HAN_DAYS.items() if value == number}
        names |= {4: {"麻"}, 5: {"末"}, 6: {"末"}}.get(number, set())
        return not names.isdisjoint(folded) and any(word in folded for word in _HAN_WEEK)
    if language == "ar":
        return any(stem in folded for stem, value in _ARABIC_STEMS.items() if value == number)
    return FRENCH_DAYS[number] in folded


def _names_month(folded: str, month: str, language: str) -> bool:
    number = MONTHS.index(month)
    if language == "zh":
        han = _HAN_MONTHS[number]
        names = [f"{number + 1}月", f"{han}月", *(["元月"] if not number else [])]
        if any(number + 1 == small(each["first"]) for each in MONTHS_TO.finditer(folded)):
            return True
        names += [han + day for day in "一二三四五六七八九十"]  # 九一八: 18 September
    elif language == "ar":
        names = [name for name, value in ARABIC_MONTHS.items() if value == number]
        names += _MORE_MONTHS.get(number, "").split()
    else:
        stem = FRENCH_MONTHS[number][:4]
        names = [stem, stem.replace("é", "e").replace("û", "u")]  # EN FEVRIER
    spaceless = folded.replace(" ", "")
    is_named = any(name.replace(" ", "") in spaceless for name in names)
    return is_named or _IN_DIGITS.search(folded) is not None
