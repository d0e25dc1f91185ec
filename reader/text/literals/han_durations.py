"""Chinese spans of two units, or with a half: 三年六个月, 两年半, 两个半小时, 十八岁零三个月.

A small model keeps one of the two, or makes "six months for three years" of them. It reads one
number of the smaller unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reader.text.literals.literal import SLOT, Literal
from reader.text.literals.numerals import han, ordinal, spelt
from reader.text.regex import regex

_COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十百]{1,4})"
_ALONE = r"(?<![第\d.,:/一二两三四五六七八九十百千几数零〇])"
_PARTS = regex(
    rf"{_ALONE}(?:(?P<year>{_COUNT})年[零又]?(?:(?P<month>{_COUNT})个月(?:[零又]?(?P<day>{_COUNT})天)?"
    rf"|(?<=[零又])(?P<day2>{_COUNT})天)"
    rf"|(?P<month2>{_COUNT})个月[零又]?(?P<day3>{_COUNT})天)(?!半)"
)
_HALF = regex(
    rf"{_ALONE}(?P<count>{_COUNT})(?:(?P<unit>年|天|小时|分钟)半(?![载途路工价径数导成生自夜])"
    r"|个半(?P<other>月|小时|钟头|星期)|个(?P<old>月|小时|钟头|星期)半(?![夜价]))"
)
_AGE = regex(
    rf"{_ALONE}(?P<year>{_COUNT})岁(?:(?P<half>半)(?![百千])|[零又]?(?P<month>{_COUNT})个月)"
)
_ANNIVERSARY = regex(rf"(?<![满每]){_ALONE}(?P<count>\d{{1,4}}|{_COUNT})周年")
_HEIGHT = regex(
    rf"{_ALONE}(?P<metres>[一两二三])米(?P<rest>[零一二三四五六七八九]{{1,2}})(?![十百千万点年月日个米])"
)
_DECADE = regex(
    r"(?<![第\d.,一二三四五六七八九十百千万])(?:(?P<digit>[2-9])0[多余]岁|(?P<tens>[二三四五六七八九])十[多余几]岁"
    r"|(?P<old>[六七八九])旬(?=的?(?:老|夫妇|夫妻|高龄|母|父|男|女|大爷|大妈|阿婆|奶奶|爷爷)))"
)
_UNITS = {
    "年": "year", "天": "day", "小时": "hour", "分钟": "minute", "月": "month", "钟头": "hour",
    "星期": "week",
}  # fmt: skip
_READ = {
    "year": ("个月", "month"), "month": ("个月", "month"), "day": ("天", "day"),
    "hour": ("小时", "hour"), "minute": ("分钟", "minute"), "week": ("个星期", "week"),
}  # fmt: skip
"""What the model reads for each unit: 652年 would be a date."""


def durations(plain: str) -> Iterator[Literal]:
    """The spans of a Chinese text that have two parts, for English.

    Args:
        plain: a sentence, its digits as 0 to 9.
    """
    for match in _PARTS.finditer(plain):
        groups = match.groupdict()
        parts = [
            (_number(count), unit)
            for unit in ("year", "month", "day")
            for name in (unit, f"{unit}2", f"{unit}3")
            if (count := groups.get(name))
        ]
        if _is_span(parts):
            yield _of_parts(match.span(), parts)
    for match in _HALF.finditer(plain):
        count = _number(match["count"])
        if count:
            unit = _UNITS[match["unit"] or match["other"] or match["old"]]
            yield _read(match.span(), _and_a_half(count, unit), unit)
    for match in _AGE.finditer(plain):
        count, months = _number(match["year"]), _number(match["month"])
        if count and (months or match["half"]):
            yield _of_age(match.span(), count, months)
    for match in _HEIGHT.finditer(plain) if "米" in plain else ():
        metres = "".join(str(_number(each)) for each in match["rest"])
        height = f"{_number(match['metres'])}.{metres}"
        forms = tuple(f"{height} {unit}" for unit in ("m", "metres", "meters", "metre"))
        read = tuple(f"{SLOT} {unit}" for unit in ("metres", "meters", "m", "metre"))
        yield Literal("number", *match.span(), forms, f"{SLOT}米", read)
    for match in _DECADE.finditer(plain):
        decade = 10 * _number(match["digit"] or match["tens"] or match["old"])
        said = tuple(each.format(decade) for each in ("{}-something", "more than {}", "over {}"))
        yield Literal("number", *match.span(), said, f"{decade}岁", _aged(decade))
    for match in _ANNIVERSARY.finditer(plain) if "周年" in plain else ():
        count = _number(match["count"])
        ranks = ordinal(count)
        forms = (*(f"{rank} anniversary" for rank in ranks), f"{count} years", *ranks)
        read = (f"{count}th anniversary", f"{count} anniversary", f"{count} anniversaries")
        admitted = tuple(dict.fromkeys((f"{count} anniversary", str(count), *forms, *read)))
        yield Literal("number", *match.span(), forms, f"{count}周年", admitted)


_WHOLE = {("year", "month"): 12, ("month", "day"): 30}
"""So many of the smaller unit are all of the larger: 一年12个月 says each month of the year."""


def _is_span(parts: list[tuple[int, str]]) -> bool:
    return all(count for count, _ in parts) and not any(
        count >= _WHOLE.get((larger, unit), count + 1)
        for (_, larger), (count, unit) in pairwise(parts)
    )


def _number(numeral: str | None) -> int:
    return int(han(numeral) or 0) if numeral else 0


def _counted(count: int, unit: str, *, small: bool) -> str:
    number = (spelt(count) if small else None) or str(count)
    return f"{number} {unit}{'s' * (count != 1)}"


def _of_parts(span: tuple[int, int], parts: list[tuple[int, str]]) -> Literal:
    forms = []
    for small in (all(count <= 10 for count, _ in parts), True, False):
        *first, last = (_counted(count, unit, small=small) for count, unit in parts)
        forms += [f"{', '.join(first)}{joint}{last}" for joint in (" and ", " ", ", ")]
    return _read(span, tuple(dict.fromkeys(forms)), parts[-1][1])


def _and_a_half(count: int, unit: str) -> tuple[str, ...]:
    number = (spelt(count) if count <= 12 else None) or str(count)
    forms = [f"{number} and a half {unit}s", f"{count}.5 {unit}s", f"{number}-and-a-half-{unit}"]
    article = "an" if unit == "hour" else "a"
    if count == 1:
        return (f"{article} {unit} and a half", *forms, f"one {unit} and a half")
    return (*forms, f"{number} {unit}s and a half")


def _read(span: tuple[int, int], forms: tuple[str, ...], unit: str) -> Literal:
    word, read = _READ[unit]
    admitted = (f"{SLOT} {read}s", f"{SLOT}-{read}", f"{SLOT} {read}")
    return Literal("number", *span, forms, f"{SLOT}{word}", admitted)


def _of_age(span: tuple[int, int], years: int, months: int) -> Literal:
    forms: tuple[str, ...]
    if months:
        (whole, *_) = _of_parts(span, [(years, "year"), (months, "month")]).renderings
        forms = (f"{whole} old", whole)
    else:
        whole = re.sub(
            r"^a year and a half$", "one and a half years", _and_a_half(years, "year")[0]
        )
        forms = (f"{whole} old", f"{years}.5 years old", f"{years} and a half years old", whole)
    return Literal("number", *span, forms, f"{years}岁", _aged(years))


def _aged(years: int) -> tuple[str, ...]:
    """What models make of an age."""
    said = [each for each in (str(years), spelt(years)) if each]
    forms = (
        "{} years old",
        "{} year old",
        "{}-year-old",
        "the age of {}",
        "age {}",
        "aged {}",
        "{} years",
        "{}",
    )
    return tuple(form.format(number) for form in forms for number in said)
