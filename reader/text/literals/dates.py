"""Dates and times of day: in digits, in words, in Chinese; the months of East and Maghreb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader.text.english_dates import MONTHS
from reader.text.literals.calendars import ARABIC_DAYS
from reader.text.literals.clock import times
from reader.text.literals.literal import Literal
from reader.text.literals.numerals import HAN_DIGITS, han, ordinal
from reader.text.regex import regex

_MONTHS = {
    "fr": (
        "janvier janv|février fevrier févr|mars|avril avr|mai|juin|juillet juil|août aout|"
        "septembre sept|octobre oct|novembre nov|décembre decembre déc"
    ),
    "ar": (
        "يناير جانفي كانون_الثاني|فبراير فيفري شباط|مارس آذار اذار|أبريل ابريل إبريل أفريل افريل "
        "نيسان|مايو ماي أيار ايار|يونيو يونيه جوان حزيران|يوليو يوليوز يوليه جويلية تموز|"
        "أغسطس اغسطس غشت أوت آب|سبتمبر شتنبر أيلول ايلول|أكتوبر اكتوبر تشرين_الأول تشرين_الاول|"
        "نوفمبر نونبر تشرين_الثاني|ديسمبر دجنبر كانون_الأول كانون_الاول"
    ),
}
_SHORT = "janv févr avr juil sept oct nov déc".split()
"""The French names that a full stop belongs to; after another, it ends the sentence."""
_NUMBERS: dict[str, dict[str, int]] = {
    language: {
        name.replace("_", " "): number
        for number, names in enumerate(months.split("|"), 1)
        for name in names.split()
    }
    for language, months in _MONTHS.items()
}
_USUAL = {
    language: [names.split()[0] for names in months.split("|")]
    for language, months in _MONTHS.items()
}
"""The name of each month that every model has read."""

_UNITS = "أول ثاني ثالث رابع خامس سادس سابع ثامن تاسع".split()
_IN_WORDS = {
    **{f"ال{unit}": number for number, unit in enumerate(_UNITS, 1)},
    **{f"ال{unit} عشر": number for number, unit in enumerate(_UNITS[1:], 12)},
    **{f"ال{unit} والعشرين": number for number, unit in enumerate(_UNITS[1:], 22)},
    "العاشر": 10, "الحادي عشر": 11, "العشرين": 20, "الحادي والعشرين": 21, "الثلاثين": 30,
    "الحادي والثلاثين": 31,
}  # fmt: skip
"""What Arabic calls the days of a month."""
_FIRST = "فاتح"
"""What the Maghreb calls the first."""
_OF = tuple(f"{word.split()[-1]} من" for word in _IN_WORDS)
_AT = ("في", "يوم", "منذ", "حتى", "إلى", "بتاريخ", "قبل", "بعد", *ARABIC_DAYS)
"""What a day in words follows, and the first half or the second week of a month does not."""
_NO_DIGIT = r"(?<![\d/.:-])(?<![A-Za-z])"
_STROKE = "[/.-]| - | / "
_STROKES = regex(
    rf"{_NO_DIGIT}(?:(?P<d>\d{{1,2}})(?P<mark>{_STROKE})(?P<m>\d{{1,2}})(?P=mark)(?P<y>\d{{4}})"
    r"|(?P<y2>\d{4})(?P<mark2>[/.-])(?P<m2>\d{1,2})(?P=mark2)(?P<d2>\d{1,2}))(?![\d/-]|[.:]\d)"
)
_HAN_YEAR = "[〇零○一二三四五六七八九]{4}"
_HAN_DAY = "[一二三四五六七八九十]{1,3}"
_HAN_DATE = regex(
    rf"(?:(?P<y>(?<!\d)\d{{4}}|{_HAN_YEAR})年(?:(?P<m>\d{{1,2}}|{_HAN_DAY})月"
    rf"(?:(?P<d>\d{{1,2}}|{_HAN_DAY})[日号號])?)?)"
    rf"|(?<!\d)(?<!\d年)(?P<m2>\d{{1,2}}|{_HAN_DAY})月"
    rf"(?:(?P<d2>\d{{1,2}}|{_HAN_DAY})(?:日|[号號](?![楼馆线])))"
    r"|(?<!\d)(?<!\d年)(?P<m5>\d{1,2})月"
    r"(?=\d+(?:\.\d+)?(?:[号號][楼馆线]|[^\d日号號月/:：.,、，至到和~～—–-]))"
    r"|(?<![\d一二三四五六七八九十])(?<!\d年)(?P<m4>\d{1,2}|十[一二]?|[一二三四五六七八九])月"
    r"(?![\d一二三四五六七八九十饼亮球])"
    rf"|(?<![\dA-Za-z/月日号號第.-])(?P<d3>\d{{1,2}})[日号號](?!线|楼|院|馆|机|门|店|车|文|令)"
)


def month_names() -> frozenset[str]:
    """Every name of a month, in any of the languages whose dates are known in words."""
    return frozenset(name for names in _NUMBERS.values() for name in names)


def names_of_month(language: str, month: int) -> tuple[str, ...]:
    """What French or Arabic calls a month, the name that every reader knows first."""
    return tuple(name for name, number in _NUMBERS[language].items() if number == month)


@cache
def worded(language: str) -> re.Pattern[str]:
    """What finds a date in words, of French or Arabic: its day `d`, month `n` and year `y`."""
    names = sorted(_NUMBERS[language], key=len, reverse=True)
    month = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    after = r"(?![^\W_])"
    if language == "fr":
        after = rf"(?:(?:{'|'.join(f'(?<={name})' for name in _SHORT)})\.)?{after}"
    between = r"\s+(?:من\s+)?(?:شهر\s+)?" if language == "ar" else r"(?:\s+|-)"
    words = "(?:er)?"
    if language == "ar":
        at = "|".join(f"(?<={word} )" for word in _AT)
        ranks = "|".join(sorted(_IN_WORDS, key=len, reverse=True)).replace(" ", r"\s")
        words = rf"|(?:(?<!\w)|(?<=\sو)){_FIRST}|(?:{at})(?P<rank>{ranks})(?=\sمن\s)"
    day = rf"(?:(?<![\d:/-])(?<!\d[.,])(?P<d>\d{{1,2}}){words})"
    second = rf"(?:\s*[/(]\s*(?:{month})\)?)?" if language == "ar" else ""
    year = r"(?:,?\s+(?:(?:من\s+)?(?:عام|سنة)\s+)?(?P<y>\d{4})(?![\d.,]?\d))?"
    alone = rf"|(?<![^\W_])(?P<n2>{month}){after}{second}\s+(?P<y2>(?:19|20)\d\d)(?!\d)"
    return re.compile(rf"{day}{between}(?P<n>{month}){after}{second}{year}{alone}", re.IGNORECASE)


def has_day_in_words(text: str) -> bool:
    """Whether an Arabic text may name a day of a month in words."""
    return _FIRST in text or any(word in text for word in _OF)


def dates(plain: str, language: str, target: str, *, has_digit: bool) -> Iterator[Literal]:
    """The dates and times of a text.

    Args:
        plain: a sentence, its digits as 0 to 9.
        language: its language.
        target: language of the renderings.
        has_digit: whether it has any.
    """
    if has_digit:
        for match in _STROKES.finditer(plain):
            literal = _stroked(match, language, target)
            if literal:
                yield literal
    if language in _MONTHS and (has_digit or has_day_in_words(plain)):
        for match in worded(language).finditer(plain):
            literal = in_words(match, language, target)
            if literal:
                yield literal
    if language == "zh" and any(sign in plain for sign in "年月日号號"):
        for match in _HAN_DATE.finditer(plain):
            literal = _in_han(match, target)
            if literal:
                yield literal
    if has_digit or language == "zh":
        yield from times(plain, language, target)


def _stroked(match: re.Match[str], language: str, target: str) -> Literal | None:
    """A date in digits: copied as it is, whatever the model writes it out as."""
    year = int(match["y"] or match["y2"])
    first, second = int(match["d"] or match["d2"]), int(match["m"] or match["m2"])
    day, month = (first, second) if second <= 12 else (second, first)
    if match["mark"] == "." and match["d"] and len(match["d"] + match["m"]) < 4:
        return None  # 1.2.2024 is a version as well
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year < 2200):
        return None
    start, end = match.span()
    digits = match[0]
    forms = date_forms(day, month, year, target)
    if language in _USUAL:
        model = f"{day} {_USUAL[language][month - 1]} {year}"
    elif language == "zh":
        model = f"{year}年{month}月{day}日"
    else:
        model = digits
    renderings = (digits,) if target != "en" else (digits, *forms)
    return Literal("date", start, end, renderings, model, (*forms, digits), digits)


def in_words(
    match: re.Match[str], language: str, target: str, *, day: int | None = None
) -> Literal | None:
    """The date that `worded` found, on another day if one is named."""
    name = re.sub(r"\s+", " ", (match["n"] or match["n2"]).casefold())
    month = _NUMBERS[language].get(name)
    if month is None or target != "en":
        return None
    usual = _USUAL[language][month - 1]
    year = match["y"] or match["y2"]
    if match["n2"]:
        forms = date_forms(None, month, int(year), target)
        return Literal("date", *match.span(), forms, f"{usual} {year}")
    rank = match["rank"] if language == "ar" else None
    day = day or int(match["d"] or _IN_WORDS.get(re.sub(r"\s", " ", rank or ""), 1))
    if not 1 <= day <= 31:
        return None
    written = "1er" if language == "fr" and day == 1 else str(day)
    model = f"{written} {usual}" + (f" {year}" if year else "")
    forms = date_forms(day, month, int(year) if year else None, target)
    return Literal("date", *match.span(), forms, model)


def _in_han(match: re.Match[str], target: str) -> Literal | None:
    parts = match.groupdict()
    years, months, days = (
        parts["y"],
        parts["m"] or parts["m2"] or parts["m4"] or parts["m5"],
        parts["d"] or parts["d2"],
    )
    if years and not years.isdigit():
        years = None if "十" in years else years
    year = int("".join(str(HAN_DIGITS.get(c, c)) for c in years)) if years else None
    month, day = small(months), small(days or parts["d3"])
    if target != "en" or (month is not None and not 1 <= month <= 12):
        return None
    if day is not None and not 1 <= day <= 31:
        return None
    start, end = match.span()
    if month is None and day is None:
        assert year is not None
        number_end = start + len(parts["y"] or "")
        if match.string[end : end + 1] in ("代", "来", "多", "间", "级"):
            return None
        if re.search(r"\d[-–—]$", match.string[:start]):
            return None  # the end of a range: 2024—2027年
        said = str(year)
        both = (said, f"{year:,}")  # 1600年前 is 1,600 years ago
        is_sure = 1900 <= year < 2100 and year != 2000
        forms, admitted = ((said,), both) if is_sure else (both, ())
        return Literal("date", start, number_end, forms, said, admitted)
    model = f"{year}年" if year else ""
    model += f"{month}月" if month else ""
    model += f"{day}日" if day else ""
    if match.string[end : end + 1].isdigit():
        model += "，"  # 3月15名士兵 has no 15 March
    return Literal("date", start, end, date_forms(day, month, year, target), model)


def small(numeral: str | None) -> int | None:
    """The value of a day or a month, in digits or in Chinese."""
    if not numeral:
        return None
    number = int(numeral) if numeral.isdigit() else han(numeral)
    return None if number is None else int(number)


def date_forms(
    day: int | None, month: int | None, year: int | None, target: str
) -> tuple[str, ...]:
    """How English writes a date, the preferred first; nothing for another language."""
    if target != "en":
        return ()
    if month is None:
        assert day is not None
        return (f"the {ordinal(day)[0]}", *ordinal(day), f"day {day}", str(day))
    name = MONTHS[month - 1]
    short = name[:3]
    if day is None and year is None:
        return (name, short)
    if day is None:
        return (f"{name} {year}", f"{name} of {year}", f"{name}, {year}", f"{short} {year}")
    rank = ordinal(day)[0]
    days = [
        f"{day} {name}", f"{name} {day}", f"{rank} {name}", f"{name} {rank}", f"{rank} of {name}",
        f"{day} of {name}", f"{day} {short}", f"{short} {day}", f"{name} the {rank}",
    ]  # fmt: skip
    if year is None:
        return tuple(days)
    return tuple(f"{form}{mark}{year}" for form in days for mark in (" ", ", ", " of ", " in "))
