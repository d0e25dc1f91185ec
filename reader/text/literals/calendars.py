"""Days of the week, months without a day, and dates that no Gregorian calendar has.

A Monday that became a Wednesday reads as well as the right one. An Islamic or a Chinese lunar
date is not a date of the Gregorian months, and a year before our era no year of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reader.text.english_dates import MONTHS
from reader.text.literals.eras import ERA, era
from reader.text.literals.literal import SLOT, Literal
from reader.text.literals.numerals import han, ordinal
from reader.text.regex import regex

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
FRENCH_DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
ARABIC_DAYS = {
    "الاثنين": 0, "الإثنين": 0, "الثلاثاء": 1, "الأربعاء": 2, "الاربعاء": 2, "الخميس": 3,
    "الجمعة": 4, "السبت": 5, "الأحد": 6, "الاحد": 6,
}  # fmt: skip
_AT_DAYS = "يوم يومي أيام صباح مساء ليلة أمس امس اليوم غد غدا عشية ظهر فجر".split()
_ANY_DAY = "|".join(ARABIC_DAYS)
HAN_DAYS = {day: number for number, day in enumerate("一二三四五六日")} | {"天": 6}
_DAY = {
    "fr": regex(
        rf"(?<![\w’'-])(?P<day>{'|'.join(FRENCH_DAYS)})s?(?![\w’'-])"
        r"(?!\s+(?:gras|saint|des?\s+Cendres))",
        re.IGNORECASE,
    ),
    "ar": regex(
        rf"(?:{'|'.join(f'(?<={word} )' for word in _AT_DAYS)}"
        rf"|{'|'.join(f'(?<={day} و)' for day in ARABIC_DAYS)})(?P<day>{_ANY_DAY})(?!\w)"
        r"|(?<!\w)و?(?P<dated>الاثنين|الإثنين|الأحد|الاحد)(?=\s*[,،]?\s*\d{1,2}\s)"
        r"|(?<!\w)(?<!سوق )(?<!حد )(?<!سيدي )و?(?P<sure>الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة"
        r"|السبت)(?!\w)"
    ),
    "zh": regex(
        r"(?<![每一两二三四五六七八九十几数\d])(?:星期|礼拜|周)(?P<day>[一二三四五六日天])"
        r"(?![一二三四五六七八九十百千万次个名小时年月场遍期届只起轮班所岁围边均])"
    ),
}

FRENCH_MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
).split()
ARABIC_MONTHS = {
    name.replace("_", " "): number
    for number, names in enumerate(
        "يناير جانفي كانون_الثاني|فبراير فيفري|مارس آذار|أبريل ابريل إبريل أفريل|مايو ماي أيار|"
        "يونيو يونيه حزيران|يوليو يوليوز يوليه جويلية|أغسطس اغسطس غشت|"
        "سبتمبر شتنبر أيلول|أكتوبر اكتوبر تشرين_الأول|نوفمبر نونبر تشرين_الثاني|"
        "ديسمبر دجنبر كانون_الأول".split("|")
    )
    for name in names.split()
}
_ALSO_WORDS = {"شباط": 1, "نيسان": 3, "تموز": 6, "آب": 7, "أوت": 7}
"""Names of the East that are other words as often, where nothing says that they are months."""
_NUMBERS = {
    "fr": {name: number for number, name in enumerate(FRENCH_MONTHS)},
    "ar": ARABIC_MONTHS | _ALSO_WORDS,
}
"""The months' numbers from 0, by every name that they have."""
_AMBIGUOUS = frozenset("مارس ماي آذار أيار مايو".split())
"""Words that are months only after "month" or "in"."""
_AT_MONTHS = "شهر شهري في خلال منذ نهاية أواخر أوائل مطلع بداية منتصف".split()
_DOUBTFUL = "|".join((*sorted(_AMBIGUOUS), *_ALSO_WORDS))
_JOINT = r"(?:\s+و|،\s*و?)"
_AFTER_A_MONTH = "|".join(rf"(?<=\b{name})|(?<=\bو{name})" for name in _NUMBERS["ar"])
"""Beside another month in a row, a name is a month whatever else it may be."""
_SURE = {
    "fr": "|".join(name for name in FRENCH_MONTHS if name != "mars"),
    "ar": "|".join(name for name in ARABIC_MONTHS if name not in _AMBIGUOUS),
}
_MONTH = {
    "fr": regex(
        rf"(?<![\w-])(?:(?<=d[’'])|(?<=mi-)|(?<![’'-]))(?P<month>{_SURE['fr']})(?![\w’'-])"
        r"|(?:(?<=\b[eE]n )|(?<=\bde )|(?<=\b[dD]ébut )|(?<=\b[fF]in )|(?<=\b[mM]i-)"
        r"|(?<=\b[dD]epuis )|(?<=\b[dD]ès ))(?P<march>mars)(?![\w’'-])"
    ),
    "ar": regex(
        rf"(?<!\w)(?:{'|'.join(f'(?<={word} )' for word in _AT_MONTHS)})"
        rf"(?P<sure>{'|'.join(_NUMBERS['ar'])})(?!\w)"
        rf"|(?<!\w)[وفبل]?(?P<near>{'|'.join(_NUMBERS['ar'])})"
        r"(?=\s+(?:الماضي|المقبل|الجاري|المنصرم|القادم|الفائت|الحالي)(?!\w))"
        rf"|(?<!\w)[وفبل]?(?P<month>{_SURE['ar']})(?!\w)"
        rf"|(?=[\s،])(?:{_AFTER_A_MONTH}){_JOINT}(?P<after>{_DOUBTFUL})(?!\w)"
        rf"|(?<!\w)[وفبل]?(?P<before>{_DOUBTFUL})(?={_JOINT}(?:{'|'.join(_NUMBERS['ar'])})(?!\w))"
    ),
}
_DAY_NAMES = {"fr": FRENCH_DAYS, "ar": tuple(ARABIC_DAYS), "zh": ("星期", "礼拜", "周")}

_ISLAMIC = (
    "Muharram|Safar|Rabi al-Awwal|Rabi al-Thani|Jumada al-Ula|Jumada al-Akhira|Rajab|Shaban|"
    "Ramadan|Shawwal|Dhu al-Qadah|Dhu al-Hijjah"
).split("|")
_ARABIC_ISLAMIC = (
    r"محرم|صفر|ربيع\s+الأول|ربيع\s+(?:الثاني|الآخر)|جمادى\s+(?:الأولى|الأول)|"
    r"جمادى\s+(?:الآخرة|الثانية|الاخرة)|رجب|شعبان|رمضان|شوال|ذ[يو]\s+القعدة|ذ[يو]\s+الحجة"
)
_FRENCH_ISLAMIC = (
    r"m[ou]u?harram|safar|rabi[ae]?[ -](?:al[ -]|el[ -])?aw+al|rabi[ae]?[ -](?:al[ -])?t?h?ani|"
    r"j[ou]u?mada[ -](?:al[ -])?(?:oula|ula|aw+al)|j[ou]u?mada[ -](?:al[ -])?(?:t?h?ania?|akhira)|"
    r"rajab|ch[aâ]+bane?|ramadan|chaou?w?[ae]l|dh?ou?[ -](?:al[ -])?q[iaâ]+da|"
    r"dh?ou?[ -](?:al[ -])?hij+a"
)
_ERA = {
    "ar": r"(?:\s*(?:هـ|ه(?!\w)|هجري(?:ة|ا)?(?!\w)|للهجرة))",
    "fr": r"(?:\s+(?:de\s+l[’']Hégire|H\b|AH\b))",
}


def _numbered(pattern: str) -> str:
    """Alternatives as groups that tell which of them it was."""
    alternatives, depth, one = [], 0, ""
    for char in pattern:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(char, 0)
        if char == "|" and depth == 0:
            alternatives.append(one)
            one = ""
        else:
            one += char
    alternatives.append(one)
    return "|".join(f"(?P<n{number}>{one})" for number, one in enumerate(alternatives))


_HIJRI = {
    "ar": regex(
        rf"(?<![\d.,/])(?P<d>\d{{1,2}})\s+(?:من\s+)?(?:شهر\s+)?(?:{_numbered(_ARABIC_ISLAMIC)})(?!\w)"
        rf"(?:\s+(?:(?:من\s+)?(?:عام|سنة)\s+)?(?P<y>1[34]\d\d)(?!\d){_ERA['ar']}?)?"
    ),
    "fr": regex(
        rf"(?<![\d.,/])(?P<d>\d{{1,2}})(?:er)?\s+(?:{_numbered(_FRENCH_ISLAMIC)})(?!\w)"
        rf"(?:\s+(?P<y>1[34]\d\d)(?!\d){_ERA['fr']}?)?",
        re.IGNORECASE,
    ),
}
_HIJRI_YEAR = {
    "ar": regex(rf"(?<![\d.,/])(?P<y>\d{{3,4}}){_ERA['ar']}"),
    "fr": regex(r"(?<![\d.,/])(?P<y>\d{3,4})\s+de\s+l[’']Hégire"),
}
_BOTH_YEARS = {
    "ar": regex(rf"(?<![\d.,/])(?P<our>\d{{3,4}})\s?م?\s?/\s?(?P<y>\d{{3,4}}){_ERA['ar']}"),
    "fr": regex(r"(?<![\d.,/])(?P<our>\d{3,4})\s?/\s?(?P<y>\d{3,4})\s+de\s+l[’']Hégire"),
}
"""A year of both calendars: 1957/1376 هـ."""
_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_HAN_HIJRI = regex(
    rf"(?:伊斯兰教?历|伊历|回历|希吉来历|希吉拉历)(?P<y>\d{{3,4}})年"
    rf"(?:(?P<m>{_NUMERAL})月(?:(?P<d>{_NUMERAL})[日号])?)?"
)
_LUNAR = regex(
    rf"(?:农历|阴历|夏历|旧历)(?:(?P<y>\d{{4}})年)?(?P<m>正|腊|冬|{_NUMERAL})月"
    rf"(?:(?:初(?P<first>[一二三四五六七八九十])|(?P<d>廿[一二三四五六七八九]?|{_NUMERAL}))[日号]?)?"
    r"|(?:(?<!严|隆|寒|初)(?P<m2>[正腊])月(?!亮)|(?P<m3>[一二三四五六七八九十]{1,2}月)(?=[初廿]))"
    r"(?:(?:初(?P<first2>[一二三四五六七八九十])|(?P<d2>廿[一二三四五六七八九]?"
    r"|[一二三四五六七八九十]{1,3}))(?![名个人位家辆架支艘点度天月])[日号]?)"
)
_NEW_YEAR = regex(
    r"(?:大年|(?:农历)?新年)(?:初(?P<day>[一二三四五六七八九十])(?![名个人位家])|(?P<eve>三十|除夕))"
)
_HINTS = ("历", "正月", "腊月", "月初", "月廿", "大年", "新年")
_BEFORE = {
    "ar": regex(r"(?<![\d.,/])(?P<y>\d{1,5})\s+(?:قبل\s+الميلاد|ق\.?\s?م\.?(?!\w))"),
    "fr": regex(
        rf"(?<![\d.,/])(?P<y>\d{{1,5}})(?:\s+ans(?=\s+av))?\s+{ERA}",
        re.IGNORECASE,
    ),
    "zh": regex(r"(?:公元|西元)前(?P<y>\d{1,5}|[一二三四五六七八九十百〇零]{1,5})年"),
}
_OUR_ERA = regex(r"(?<![\d.,/])(?P<y>\d{3,4})\s?م(?=[\s.,،؛:)(]|$)")
"""A year with the letter that tells it from a year of the Hijra."""


def calendar(plain: str, language: str, target: str, *, has_digit: bool) -> Iterator[Literal]:
    """Days of the week, and dates of other calendars in a text.

    Args:
        plain: a sentence, its digits as 0 to 9.
        language: its language.
        target: language of the renderings; but for English there are none.
        has_digit: whether it has any.
    """
    if target != "en" or language not in _BEFORE:
        return
    if has_digit or "元前" in plain:
        for match in _BEFORE[language].finditer(plain):
            digits = match["y"]
            year = digits if digits.isdigit() else str(han(digits))
            names = era(match) if language == "fr" else ("BC", "BCE", "B.C.")
            yield _stands_in(match, *(f"{year} {name}" for name in names), f"{names[0]} {year}")
    if language == "zh":
        if any(word in plain for word in _HINTS):
            yield from _of_china(plain)
    elif has_digit:
        yield from _of_the_hijra(plain, language)
    if _may_name(plain.casefold() if language == "fr" else plain, _DAY_NAMES[language]):
        for match in _DAY[language].finditer(plain):
            yield _day(match, language)


def months(plain: str, language: str, target: str) -> Iterator[Literal]:
    """The months of a text that stand without day and year: what no date has taken."""
    if target != "en" or language not in _MONTH or not _may_name(plain, _NUMBERS[language]):
        return
    names = _NUMBERS[language]
    for match in _MONTH[language].finditer(plain):
        group = str(match.lastgroup)
        name = MONTHS[names[match[group]]]
        usual = None
        if language == "ar":
            usual = next(one for one, number in names.items() if number == names[match[group]])
        yield Literal("time", *match.span(group), (name,), usual)


def _may_name(text: str, names: Iterable[str]) -> bool:
    """Whether a text has one of some names, be it within a word: a tenth of the pattern's time."""
    return any(name in text for name in names)


def _day(match: re.Match[str], language: str) -> Literal:
    group = str(match.lastgroup)
    word = match[group]
    if language == "fr":
        number = FRENCH_DAYS.index(word.casefold())
    else:
        number = (ARABIC_DAYS if language == "ar" else HAN_DAYS)[word]
    start, end = match.span() if language == "zh" else match.span(group)
    return Literal("time", start, end, (DAYS[number], f"{DAYS[number]}s"))


def _stands_in(match: re.Match[str], *forms: str) -> Literal:
    return Literal("date", *match.span(), forms, SLOT, (SLOT,), forms[0])


def _of_the_hijra(plain: str, language: str) -> Iterator[Literal]:
    for match in _HIJRI[language].finditer(plain):
        month = next(
            name for number, name in enumerate(_ISLAMIC) if match[f"n{number}"] is not None
        )
        day = int(match["d"])
        if not 1 <= day <= 30:
            continue
        date = f"{day} {month}"
        year = match["y"]
        yield _stands_in(match, *((f"{date} {year} AH", f"{date} {year}") if year else (date,)))
    for match in _BOTH_YEARS[language].finditer(plain):
        yield _stands_in(match, f"{match['our']}/{match['y']} AH", f"{match['our']}/{match['y']}")
    for match in _HIJRI_YEAR[language].finditer(plain):
        yield _stands_in(match, f"{match['y']} AH", match["y"])
    if language == "ar":
        for match in _OUR_ERA.finditer(plain):
            yield Literal("date", *match.span(), (match["y"],), match["y"])


def _of_china(plain: str) -> Iterator[Literal]:
    for match in _HAN_HIJRI.finditer(plain):
        month, day = _number(match["m"]), _number(match["d"])
        date = f"{_ISLAMIC[month - 1]} " if 0 < month <= 12 else ""
        date = f"{day} {date}" if day else date
        yield _stands_in(match, f"{date}{match['y']} AH", f"{date}{match['y']}")
    for match in _LUNAR.finditer(plain):
        named = {"正": 1, "冬": 11, "腊": 12}
        numeral = match["m"] or match["m2"] or match["m3"].removesuffix("月")
        month = named.get(numeral) or _number(numeral)
        day = _number(match["first"] or match["first2"])
        day = day or _number((match["d"] or match["d2"] or "").replace("廿", "二十"))
        if not 1 <= month <= 12 or day > 30:
            continue
        said = f"the {ordinal(month)[-1]} lunar month"
        if day:
            said = f"the {ordinal(day)[0]} day of {said}"
        if match["y"]:
            said = f"{said} of {match['y']}"
        yield _stands_in(match, said)
    for match in _NEW_YEAR.finditer(plain):
        if match["eve"]:
            yield _stands_in(match, "Lunar New Year's Eve")
        else:
            rank = ordinal(_number(match["day"]))[-1]
            yield _stands_in(match, f"the {rank} day of the Lunar New Year")


def _number(numeral: str | None) -> int:
    if not numeral:
        return 0
    return int(numeral) if numeral.isdigit() else int(han(numeral) or 0)
