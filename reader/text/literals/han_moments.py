"""Chinese dates with weekday and hour, months from one to another: 3月5日上午9时30分, 1至9月.

A small model writes the date on both sides of the hour, or takes the first month for a number. It
reads the date alone, and the whole takes the place of what it writes for that.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.text.english_dates import MONTHS
from reader.text.literals.calendars import DAYS, HAN_DAYS
from reader.text.literals.clock import times
from reader.text.literals.dates import date_forms, small
from reader.text.literals.literal import Literal
from reader.text.regex import regex

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_NO_RANGE = r"(?<![\d一二三四五六七八九十到和与及、~～—–/.第年月-])(?<!(?<!截)至)"
_DATED = regex(
    rf"{_NO_RANGE}(?:(?P<y>\d{{4}})年)?(?:(?P<m>{_NUMBER})月)?(?P<d>{_NUMBER})[日号]"
    r"(?:[（(]?(?:星期|礼拜|周)(?P<week>[一二三四五六日天])[)）]?)?[，,]?"
)
_WEEKDAY = regex(
    r"(?<![每一两二三四五六七八九十几数\d号日（(])(?:星期|礼拜|周)(?P<week>[一二三四五六日天])(?=[上中下早晚凌清傍深夜\d])"
)
_HOUR = regex(r"(?<=[日号，,）)])(?P<hour>(?P<h>1?\d|2[0-4])[时時])(?![间代期候]|\d{1,2}分)")
_CLOCK = regex(r"[点點时時分:：半][至到~～—–-]")
_ABOUT = regex(r"左右|许(?![多可])|前后")
_MORE = regex(r"(?:和|与|及|以及|、|至|到|[-–—~～])[\d一二三四五六七八九十]")
_TO = regex(r"\s?(?:至|到|直到|[~～—–-])\s?")
MONTHS_TO = regex(
    rf"(?<![\d一二三四五六七八九十第.,/~～—–-])(?:(?P<y>\d{{4}})年)?(?P<first>{_NUMBER})月?份?"
    rf"(?:至|到|[-–—~～])(?P<last>{_NUMBER})月份?(?![\d一二三四五六七八九十])"
)
"""Months from one to another: 1至9月."""


def moments(plain: str) -> Iterator[Literal]:
    """The dates of a Chinese text that an hour belongs to, and its ranges of months, for English.

    Args:
        plain: a sentence, its digits as 0 to 9.
    """
    if "月" in plain:
        for match in MONTHS_TO.finditer(plain):
            first, last = small(match["first"]) or 0, small(match["last"]) or 0
            if 1 <= first <= 12 and 1 <= last <= 12 and first != last:
                year = int(match["y"]) if match["y"] else None
                yield _range(match.span(), first, last, year)
    dated = [*_DATED.finditer(plain)] if "日" in plain or "号" in plain else []
    weekdays = [*_WEEKDAY.finditer(plain)]
    if not (dated or weekdays or _CLOCK.search(plain)):
        return
    hours = {literal.start: literal for literal in times(plain, "zh", "en")}
    hours |= {literal.start: literal for literal in _full_hours(plain)}
    for match in dated:
        hour = hours.get(match.end())
        if hour is None and (not match["week"] or _MORE.match(plain, match.end())):
            continue
        day, month = small(match["d"]) or 0, small(match["m"]) if match["m"] else None
        if not 1 <= day <= 31 or not 1 <= (month or 1) <= 12 or (match["y"] and not month):
            continue
        read = match[0].rstrip("，,")
        forms = date_forms(day, month, int(match["y"]) if match["y"] else None, "en")
        said, end = forms[0], match.start() + len(read)
        if match["week"]:
            read = plain[match.start() : match.start("week")].rstrip("星期礼拜周（(")
            said = f"{DAYS[HAN_DAYS[match['week']]]} {said if month else said.removeprefix('the ')}"
        if hour:
            at, end = _at(hour, hours, plain)
            said += at
        yield Literal("date", match.start(), end, (said,), read, forms, said)
    for match in weekdays:
        hour = hours.get(match.end())
        if hour:
            day_name = DAYS[HAN_DAYS[match["week"]]]
            at, end = _at(hour, hours, plain)
            said, days = f"{day_name}{at}", (f"{day_name}s", day_name)
            yield Literal("time", match.start(), end, (said,), match[0], days, said)

    for hour in hours.values():
        until = _until(hour, hours, plain)
        if until:
            said = _from_to(hour, until)
            one = (*hour.renderings, hour.model or hour.renderings[0])
            yield Literal("time", hour.start, until.end, (said,), hour.model, one, said)


def _at(hour: Literal, hours: dict[int, Literal], plain: str) -> tuple[str, int]:
    """An hour with its preposition, or two with theirs, and where they end in the text."""
    until = _until(hour, hours, plain)
    if until:
        return f" from {_from_to(hour, until)}", until.end
    about = _ABOUT.match(plain, hour.end)
    said = f" at {'about ' if about else ''}{hour.renderings[0]}"
    return said, about.end() if about else hour.end


def _until(hour: Literal, hours: dict[int, Literal], plain: str) -> Literal | None:
    """The hour that another leads to: 早上8点至晚上8点."""
    to = _TO.match(plain, hour.end)
    return hours.get(to.end()) if to else None


_WITH_HALF = regex(r"(?P<h>\d+)(?::(?P<m>\d\d))? (?P<half>[ap]\.m\.)")
_BARE = regex(r"(?P<h>[1-9]|1[01]):(?P<m>\d\d)")


def _from_to(hour: Literal, until: Literal) -> str:
    """Two hours, of which the first may name the half of the day for both: 下午2点至4点."""
    first, last = hour.renderings[0], until.renderings[0]
    one, then = _WITH_HALF.fullmatch(first), _BARE.fullmatch(last)
    if one and then and int(one["h"]) % 12 < int(then["h"]):
        minutes = "" if then["m"] == "00" else f":{then['m']}"
        last = f"{then['h']}{minutes} {one['half']}"
    return f"{first} to {last}"


def _full_hours(plain: str) -> Iterator[Literal]:
    """Hours without minutes, which 时 alone may not say but after a date."""
    for match in _HOUR.finditer(plain):
        yield Literal("time", *match.span("hour"), (f"{int(match['h'])}:00",))


def _range(span: tuple[int, int], first: int, last: int, year: int | None) -> Literal:
    of_year = f" {year}" if year else ""
    ends = MONTHS[first - 1], f"{MONTHS[last - 1]}{of_year}"
    forms = tuple(joint.join(ends) for joint in (" to ", "–", "-", " through ", " and "))
    model = f"{f'{year}年' if year else ''}{last}月"
    return Literal("date", *span, forms, model, date_forms(None, last, year, "en"), forms[0])
