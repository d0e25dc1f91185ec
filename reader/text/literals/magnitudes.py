"""Numbers that say how many roughly: 几十万, مئات الآلاف, des dizaines de millions; 三成 is 30%.

Small models take one magnitude for another: 几百万 became thousands, "des millions" as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reader.text.literals import numerals
from reader.text.literals.literal import SLOT, Literal
from reader.text.regex import regex

_HAN = numerals.HAN
_NAMES = {
    "十": ("dozens", "scores", "tens", "several dozen"), "百": ("hundreds", "several hundred"),
    "千": ("thousands", "several thousand"), "万": ("tens of thousands",),
    "十万": ("hundreds of thousands",), "百万": ("millions", "several million"),
    "千万": ("tens of millions",), "亿": ("hundreds of millions",),
    "十亿": ("billions", "several billion"), "百亿": ("tens of billions",),
    "千亿": ("hundreds of billions",), "万亿": ("trillions", "several trillion"),
}  # fmt: skip
_SCALE = "|".join(sorted(_NAMES, key=len, reverse=True))
_SOME = regex(
    rf"(?:好?(?<![第{_HAN}])几|(?<![人半多少次岁总点倍基参常函系分票字个无整奇偶指对级件变读])数)"
    rf"(?P<scale>{_SCALE})(?![{_HAN}分年岁载])"
)
_OVER = regex(
    r"(?<![以之晚早海路街网地桌身马手会线场船车天千])上(?P<scale>百万|千万|百|千|万|亿)"
    r"(?=[名人位个家辆次只座条架艘件种间户吨美元公])"
)
_MORE = regex(
    rf"(?<![{_HAN}第\d.,])(?<!\d )(?P<number>\d+(?:\.\d+)?[十百千万亿]*|[{_HAN}]+)"
    r"(?:[多余]|(?<=十)几)"
    r"(?P<tail>[万亿]?)(?=[名人位个家辆次座架艘件种间户枚张条吨亩公美欧元])"
)
_SAID = regex("(?:超过|超|逾|近|约|大约)$")
_TENTHS = regex(
    rf"(?<![{_HAN}\d.周期第之唯统单专初合划同])(?P<first>[一二两三四五六七八九1-9])(?P<last>[二三四五六七八九])?成"
    r"(?P<rest>半|[一二三四五六七八九](?![名人位个十百千万]))?"
    r"(?![为立功长员果本都交绩熟就品型群双套败千百因语形事行不])"
)
_OFF = regex(
    rf"(?<![{_HAN}\d.波转曲骨第打])打?(?P<first>\d(?:\.\d|\d)?|[一二三四五六七八九]{{1,2}}|对)"
    rf"(?:(?:至|到|[-–—~～])(?P<last>\d(?:\.\d|\d)?|[一二三四五六七八九]{{1,2}}))?折"
    r"(?:的?(?:优惠|折扣))?(?![叠旧合返射断扣戟腾磨服中页扇纸冲桥线屏])"
)
_EASY = 1000
"""Below it models copy whole numbers as they are."""
_READ = "数百"
"""A magnitude that the starters get right."""


_FRENCH = {
    "dizaines": "十", "centaines": "百", "milliers": "千", "millions": "百万", "milliards": "十亿",
    "dizaines de milliers": "万", "centaines de milliers": "十万", "dizaines de millions": "千万",
    "centaines de millions": "亿", "dizaines de milliards": "百亿",
    "centaines de milliards": "千亿", "milliers de milliards": "万亿",
}  # fmt: skip
_FR_TWO = "|".join(each for each in _FRENCH if " " in each)
_FR_ONE = "|".join(each for each in _FRENCH if " " not in each)
_FR_SOME = regex(
    r"(?<!\w)(?:[Dd]es|[Pp]lusieurs|[Ll]es|[Cc]es|[Aa]ux|(?<!aine )(?<!aines )[Dd]e"
    rf"|[Qq]uelques(?=\s(?:{_FR_TWO})))\s+(?P<many>(?:{_FR_TWO})(?!\w)"
    rf"|(?:{_FR_ONE})(?=\s+d(?:e\s(?!m\w+(?:ers|ons|ards)\b)|['’](?!années))))"
)
_ARABIC = {"عشرات": "十", "مئات": "百", "آلاف": "千", "ملايين": "百万", "مليارات": "十亿"}
_AR_TWO = {
    ("عشرات", "آلاف"): "万", ("مئات", "آلاف"): "十万", ("عشرات", "ملايين"): "千万",
    ("مئات", "ملايين"): "亿", ("عشرات", "مليارات"): "百亿", ("مئات", "مليارات"): "千亿",
}  # fmt: skip
_AR_SOME = regex(
    rf"(?<!\w)(?P<clitic>[وبفل]?)(?P<first>{'|'.join(_ARABIC)})"
    r"(?:\s+(?:ال)?(?P<second>آلاف|ملايين|مليارات))?(?=\s+(?:من\s+)?(?!السن|الأعوام)[\u0621-\u064a])"
)
_AR_COUNTED = regex(
    r"(?:\d|[٠-٩]|بضعة?|ثلاثة?|أربعة?|اربعة?|خمسة?|ستة?|سبعة?|ثماني(?:ة)?|ثمان|تسعة?|عشرة?|مئة|مائة"
    r"|(?:عشر|ثلاث|أربع|اربع|خمس|ست|سبع|ثمان|تسع)(?:ون|ين)|م(?:ئ|ائ)ت(?:ا|ي)ن?|ألف)\s*$"
)


_AR_FEW = {
    stem: number
    for number, stem in enumerate("ثلاث أربع خمس ست سبع ثماني تسع عشر".split(), start=3)
}
_AR_HALF = regex(
    rf"(?<!\w)[وبفل]?(?P<number>(?:(?P<few>{'|'.join(_AR_FEW)})(?:ة|ت)?\s+)?"
    r"(?P<one>ملي(?:ون|ار))?(?P<dual>(?<=ون|ار)[اي]ن)?(?P<many>ملايين|مليارات)?\s+ونصف"
    r"(?:\s+(?:ال)?ملي(?:ون|ار))?)(?!\w)"
)


def magnitudes(text: str, language: str) -> Iterator[Literal]:
    """The rough numbers of a text, for English."""
    if language == "zh":
        yield from _chinese(text)
    elif language == "fr":
        for match in _FR_SOME.finditer(text):
            forms = _NAMES[_FRENCH[match["many"]]]
            also = forms[1:] if forms[0] == "thousands" else ()
            yield Literal("number", *match.span("many"), forms, "milliers", ("thousands", *also))
    elif language == "ar":
        yield from _and_a_half(text)
        for match in _AR_SOME.finditer(text):
            first, second = match["first"], match["second"]
            scale = _AR_TWO.get((first, second)) if second else _ARABIC[first]
            if scale is None or _AR_COUNTED.search(text[: match.start()]):
                continue
            forms = _NAMES[scale]
            also = forms[1:] if forms[0] == "thousands" else ()
            start = match.end("clitic")
            end = match.end("second" if second else "first")
            yield Literal("number", start, end, forms, "آلاف", ("thousands", *also))


def _and_a_half(text: str) -> Iterator[Literal]:
    """Arabic millions with a half: مليون ونصف المليون is 1.5 million."""
    for match in _AR_HALF.finditer(text):
        if bool(match["few"]) != bool(match["many"]) or not (match["one"] or match["many"]):
            continue
        if _AR_COUNTED.search(text[: match.start()]):
            continue
        whole = _AR_FEW[match["few"]] if match["few"] else 2 if match["dual"] else 1
        name = "million" if "مليون" in match[0] or "ملايين" in match[0] else "billion"
        count = numerals.spelt(whole)
        form = f"{whole}.5 {name}"
        forms = (form, f"{count} and a half {name}", f"{count} {name} and a half")
        yield Literal("number", *match.span("number"), forms, SLOT, (SLOT,), form)


def _chinese(text: str) -> Iterator[Literal]:
    for match in _SOME.finditer(text):
        forms = _NAMES[match["scale"]]
        also = forms[1:] if forms[0] == "hundreds" else ()
        yield Literal("number", *match.span(), forms, _READ, ("hundreds", *also))
    for match in _OVER.finditer(text):
        yield from _more(match, numerals.han(f"一{match['scale']}"))
    for match in _MORE.finditer(text):
        yield from _more(match, numerals.han(match["number"] + match["tail"]))
    for match in _TENTHS.finditer(text):
        yield from _tenths(match)
    for match in _OFF.finditer(text) if "折" in text else ():
        yield from _off(match)


def _more(match: re.Match[str], number: Decimal | None) -> Iterator[Literal]:
    """A number that there are somewhat more of, which the model is told in plainer words."""
    if number is None or number < 10 or number % 1:
        return
    number = Decimal(int(number))
    over = "" if _SAID.search(match.string[: match.start()]) else "超过"
    scaled, words = numerals.scaled(number), numerals.in_words(int(number))
    forms = (scaled, numerals.grouped(number), numerals.plain(number), words)
    few = ("dozen", "a few", "several") if number == 10 else ()
    shown = tuple(dict.fromkeys(form for form in (*forms, *few) if form))
    if number < _EASY:
        yield Literal("number", *match.span(), shown, f"{over}{number}")
    else:
        yield Literal("number", *match.span(), shown, f"{over}{SLOT}", (SLOT,), shown[0])


def _tenths(match: re.Match[str]) -> Iterator[Literal]:
    first, last, rest = (match[name] for name in ("first", "last", "rest"))
    low = 10 * _digit(first)
    if rest:
        low += 5 if rest == "半" else _digit(rest)
    if last and (rest or _digit(last) != _digit(first) + 1):
        return
    numbers = [str(low)]
    if last:
        numbers = [f"{low} to {low + 10}", f"{low}-{low + 10}", f"{low}–{low + 10}"]
    elif words := numerals.spelt(low):
        numbers.append(words)
    forms = tuple(
        f"{number}{sign}"
        for number in numbers
        for sign in ("%", " percent", " per cent")
        if number[0].isdigit() or sign != "%"
    )
    if last:
        admitted = (f"{SLOT}%", f"{SLOT} percent", f"{SLOT} per cent")
        yield Literal("number", *match.span(), forms, f"{SLOT}%", admitted, numbers[0])
    else:
        yield Literal("number", *match.span(), forms, f"{low}%")


def _off(match: re.Match[str]) -> Iterator[Literal]:
    """What is taken off a price, of which Chinese says what is left: 七折 is 30% off."""
    taken = [str(_left_off(match[name])) for name in ("last", "first") if match[name]]
    if any(not 0 < int(each) < 100 for each in taken):
        return
    number = " to ".join(taken)
    wanted = _WANTING.search(match.string, 0, match.start())
    model, off = f"降价{SLOT}%", ""
    if wanted:
        model, off = f"{SLOT}%的{'价格' if wanted['at'] else '折扣'}", " off"
    signs = ("%", " percent", " per cent")
    forms = tuple(f"{number}{sign}{off}" for sign in signs)
    yield Literal("number", *match.span(), forms, model, tuple(f"{SLOT}{sign}" for sign in signs))


_WANTING = regex("(?:享受?|有|提供|给予|推出|获得?|(?P<at>以|按))(?:了|到)?$")


def _left_off(numeral: str) -> int:
    """The share of a hundred that a discount takes: 8.5, 85 and 八五 leave 85."""
    if numeral == "对":
        return 50
    digits = numeral.replace(".", "")
    digits = "".join(each if each.isdigit() else str(_digit(each)) for each in digits)
    return 100 - int(digits.ljust(2, "0"))


def _digit(character: str) -> int:
    return int(numerals.han(character) or 0)
