"""Several days of one month: les 10 et 11 juin, يومي الثلاثاء 10 والأربعاء 11 يونيو, 1月28日至30日.

A small model puts the month with one of them, and a weekday with another. It reads the first day
alone, and the whole takes the place of what it writes for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from reader.text.literals.calendars import ARABIC_DAYS, DAYS, FRENCH_DAYS, HAN_DAYS
from reader.text.literals.dates import date_forms, in_words, small, worded
from reader.text.literals.literal import Literal
from reader.text.regex import regex


class Day(NamedTuple):
    """A day of a list, or an end of a range."""

    day: int
    weekday: str
    """Its name in English, or nothing."""

    def __str__(self) -> str:
        return f"{self.weekday} {self.day}" if self.weekday else str(self.day)


_SIGHT = 90
"""Characters before a date in which the days before it are looked for, and what leads to them."""
_NAMES = {"fr": "|".join(FRENCH_DAYS), "ar": "|".join(ARABIC_DAYS)}
_NAMED = {
    "fr": rf"(?:le\s)?(?:(?:{_NAMES['fr']})s?,?\s)?(?:le\s)?",
    "ar": rf"(?:يوم(?:ي|ه)?\s)?(?:(?:{_NAMES['ar']})\s?[,،]?\s)?",
}
_DAY = {"fr": r"\d{1,2}(?:er)?", "ar": r"\d{1,2}"}
_AND = {"fr": r"\s(?:et|&)\s", "ar": r"(?:\s?[,،])?\s?و\s?"}
_COMMA = {"fr": r",\s", "ar": r"\s?[,،]\s"}
_TO = {"fr": r"\sau\s|\s?[-–]\s?", "ar": r"\s(?:إلى|الى|حتى|إلى\sغاية|الى\sغاية)\s|\s?[-–]\s?"}
_LEAD = {
    "fr": r"(?:(?<![\w’'])(?P<lead>les|des|du|de)\s)?",
    "ar": r"(?:(?<!\w)(?P<lead>(?:في\s)?يومي|(?:في\s)?[اأ]يام|من|ما\sبين|بين)\s)?",
}
_BEFORE = {
    language: regex(
        rf"{_LEAD[language]}(?<![\d.,/:-])(?<![\d.,/:-]\s)(?P<days>(?:{named}{_DAY[language]}"
        rf"(?:{_AND[language]}|{_COMMA[language]}))*{named}{_DAY[language]}{_AND[language]}"
        rf"|(?P<range>{named}{_DAY[language]}(?:{_TO[language]})))(?P<last>{named})\Z",
        re.IGNORECASE,
    )
    for language, named in _NAMED.items()
}
_PAIR = {
    language: regex(rf"\d(?:er)?(?:{_AND[language]}|{_TO[language]}){named}\d", re.IGNORECASE)
    for language, named in _NAMED.items()
}
_ITEM = {
    "fr": regex(rf"(?:(?P<name>{_NAMES['fr']})s?,?\s)?(?:le\s)?(?P<day>\d{{1,2}})", re.IGNORECASE),
    "ar": regex(rf"(?:(?P<name>{_NAMES['ar']})\s?[,،]?\s)?(?P<day>\d{{1,2}})"),
}
_NAME_BEFORE = {
    language: regex(rf"(?:{_NAMES[language]}){ending}\Z", re.IGNORECASE)
    for language, ending in (("fr", r"s?(?:,|\set|\sau)\s"), ("ar", r"\s?(?:[,،]\s?)?و?\s?"))
}
_BETWEEN = regex(r"(?<!\w)entre\s\Z", re.IGNORECASE)
_READ = {
    "fr": {"les": "le ", "des": "du ", "du": "le ", "de": "le "},
    "ar": {"من": "يوم ", "بين": "يوم ", "ما بين": "يوم "},
}
"""What the model reads for what leads to several days."""

_HAN_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_WEEKDAY = r"(?:星期|礼拜|周)[一二三四五六日天](?![一二三四五六日天])"
_WEEK = rf"(?:[（(]{_WEEKDAY}[)）]|{_WEEKDAY})?"
_HAN_AND, _HAN_TO = "(?:和|与|及|以及|、)", "(?:至|到|[-–—~～])"
_HAN = regex(
    rf"(?<![\d一二三四五六七八九十第/.-])(?:(?:(?P<y>\d{{4}})年)?(?P<m>{_HAN_DAY})月)?"
    rf"(?P<days>{_HAN_DAY}(?P<sign>[日号]?){_WEEK}"
    rf"(?:(?:{_HAN_AND}{_HAN_DAY}[日号]?{_WEEK}){{0,30}}{_HAN_AND}|(?P<range>{_HAN_TO}))"
    rf"{_HAN_DAY}[日号]{_WEEK})(?!线|楼|院|馆|机|门|店|车|文|令)"
)
_HAN_PAIR = regex(
    rf"[日号\d一二三四五六七八九十)）天](?:{_HAN_AND}|{_HAN_TO})[\d一二三四五六七八九十]"
)
_HAN_ITEM = regex(
    rf"(?P<day>{_HAN_DAY})[日号]?(?:[（(]?(?:星期|礼拜|周)(?P<name>[一二三四五六日天])[)）]?)?"
)


def days(plain: str, language: str, target: str) -> Iterator[Literal]:
    """The lists and ranges of days of one month in a text, for English.

    Args:
        plain: a sentence, its digits as 0 to 9.
        language: its language.
        target: language of the renderings; but for English there are none.
    """
    if target != "en":
        return
    if language == "zh" and _HAN_PAIR.search(plain):
        for match in _HAN.finditer(plain):
            literal = _in_han(match)
            if literal:
                yield literal
    elif language in _PAIR and _PAIR[language].search(plain):
        for match in worded(language).finditer(plain):
            before = match["d"] and _BEFORE[language].search(
                plain, max(0, match.start() - _SIGHT), match.start()
            )
            literal = _in_words(before, match, language) if before else None
            if literal:
                yield literal


def _in_words(before: re.Match[str], match: re.Match[str], language: str) -> Literal | None:
    found = [
        Day(int(item["day"]), _weekday(item["name"], language))
        for item in _ITEM[language].finditer(f"{before['days']}{before['last']}{match['d']}")
    ]
    lead, is_range = before["lead"] or "", bool(before["range"])
    if language == "ar" and lead.endswith("بين") and not is_range:
        return None
    start = before.start()
    sight = max(0, start - _SIGHT)
    if _NAME_BEFORE[language].search(match.string, sight, start + len(lead) + bool(lead)):
        return None  # samedi et dimanche 6 et 7 juin
    if language == "fr" and _BETWEEN.search(match.string, sight, start):
        return None
    if language == "fr" and lead.casefold() in ("du", "de") and not is_range:
        start, lead = before.start("days"), ""
    dated = in_words(match, language, "en", day=found[0].day)
    if dated is None or not _are_days(found):
        return None
    read = _READ[language].get(re.sub(r"\s+", " ", lead.casefold()), "")
    if language == "ar" and lead and not read:
        read = "يوم "
    if language == "fr" and not lead and not before["days"][:1].isdigit():
        read = "le "
    rest = dated.renderings[0].split(" ", 1)[1]
    said = f"{_said(found, is_range=is_range)} {rest}"
    return Literal(
        "date", start, match.end(), (said,), f"{read}{dated.model}", dated.renderings, said
    )


def _in_han(match: re.Match[str]) -> Literal | None:
    found = [
        Day(small(item["day"]) or 0, DAYS[HAN_DAYS[item["name"]]] if item["name"] else "")
        for item in _HAN_ITEM.finditer(match["days"])
    ]
    month = small(match["m"])
    if not _are_days(found) or not 1 <= (month or 1) <= 12:
        return None
    if month is None and match["sign"] != "日":
        return None
    year = int(match["y"]) if match["y"] else None
    admitted = date_forms(found[0].day, month, year, "en")
    is_range = bool(match["range"])
    model = f"{year}年" if year else ""
    model += f"{month}月" if month else ""
    model += f"{found[0].day}日"
    if month is None:
        ranks = [f"{day.weekday} {_rank(day)}".strip() for day in found]
        said = f"{_joined(ranks, is_range=is_range)}"
    else:
        said = f"{_said(found, is_range=is_range)} {admitted[0].split(' ', 1)[1]}"
    return Literal("date", *match.span(), (said,), model, admitted, said)


def _rank(day: Day) -> str:
    return date_forms(day.day, None, None, "en")[0]


def _weekday(name: str | None, language: str) -> str:
    if not name:
        return ""
    if language == "ar":
        return DAYS[ARABIC_DAYS[name]]
    return DAYS[FRENCH_DAYS.index(name.casefold())]


def _are_days(found: Sequence[Day]) -> bool:
    """Whether numbers may be days of one month, in their order."""
    return (
        len(found) > 1
        and found[-1].day <= 31
        and all(0 < one.day < then.day for one, then in pairwise(found))
    )


def _said(found: Sequence[Day], *, is_range: bool) -> str:
    return _joined([str(day) for day in found], is_range=is_range)


def _joined(said: Sequence[str], *, is_range: bool) -> str:
    if is_range:
        return " to ".join(said)
    return f"{', '.join(said[:-1])} and {said[-1]}"
