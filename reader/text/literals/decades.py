"""Decades: les années 60, الثمانينيات, 九十年代. English adds the century: the 1960s."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.literals.literal import Literal
from reader.text.literals.numerals import han
from reader.text.regex import regex

_FRENCH = {
    "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "soixante-dix": 70, "quatre-vingt": 80, "quatre-vingts": 80, "quatre-vingt-dix": 90,
}  # fmt: skip
_ARABIC = {
    stem: 10 * number
    for number, stems in enumerate("عشر ثلاث أربع|اربع خمس ست سبع ثمان تسع".split(), 2)
    for stem in stems.split("|")
}
_ENGLISH = "twenties thirties forties fifties sixties seventies eighties nineties".split()
_FR_DECADE = (
    rf"(?:(?:1[89]|20)\d0|[2-9]0|{'|'.join(sorted(_FRENCH, key=len, reverse=True))})"
    r"(?![\w-]|[.,]\d)"
)
_YEARS = regex(
    rf"(?<![\w-])(?<!\d )années\s+(?P<first>{_FR_DECADE})"
    r"(?!\s*(?:[/,àa-]|et|ou)\s*\d*[1-9](?!\d))"  # the years 2020 and 2021
    rf"(?P<others>(?:\s*,\s*{_FR_DECADE})*\s+(?:et|ou|puis|à)\s+{_FR_DECADE}(?!\s*(?:%|ans\b)))?"
)
_WORD = regex(
    rf"(?<!\w)[وبلف]?(?P<name>(?P<the>ال)?(?:{'|'.join(_ARABIC)})(?:يني|ين)ات)"
    r"(?P<century>\s+(?:من\s+)?القرن\s+(?:الماضي|العشرين)(?!\w))?"
    r"(?!\w|\s+من\s+(?:عمر|العمر)|\s+عمر)"
)
_FOLLOWS = regex(
    rf"\s+و(?:{'|'.join(_ARABIC)})(?:يني|ين)ات\s+(?:من\s+)?القرن\s+(?:الماضي|العشرين)(?!\w)"
)
_ZH_DIGIT = "一二三四五六七八九"
_ZH_DECADE = (
    rf"(?:\d{{3}}0|[1-9]0|[一二][{_ZH_DIGIT}〇零]{{2}}[〇零]"
    rf"|[{_ZH_DIGIT}](?:、?[{_ZH_DIGIT}]){{0,2}}十)"
)
_ZH_SEVERAL = regex(
    r"(?<![\d.,第])(?P<century>(?:(?P<number>\d\d|二?十[一八九]|二十)|(?P<last>上个?)|本)世纪)?"
    rf"(?P<decades>(?<![{_ZH_DIGIT}十百千万]){_ZH_DECADE}(?:\s?[、，,和与及至到~～–—-]\s?{_ZH_DECADE})*)"
    r"年代(?![表价理码谢替言])"
)
_ZH_ONE = regex(rf"\d{{4}}|\d\d|[一二][{_ZH_DIGIT}〇零]{{3}}|[{_ZH_DIGIT}]+十|[{_ZH_DIGIT}]")
_ZH_FROM = regex("[至到~～–—-]")


def decades(text: str, language: str) -> Iterator[Literal]:
    """The decades that a text names, for English; one of a life is none.

    Args:
        text: a sentence, its digits as 0 to 9.
        language: its language; in any but Arabic, Chinese and French none is known.
    """
    if language == "fr" and "années" in text:
        for match in _YEARS.finditer(text):
            yield from _french(match)
    elif language == "ar" and "ات" in text:
        for match in _WORD.finditer(text):
            if match["the"] or match["century"] or _FOLLOWS.match(text, match.end()):
                stem = next(stem for stem in _ARABIC if stem in match["name"])
                yield _decade(match.start("name"), match.end(), _ARABIC[stem])
    elif language in ("zh", "ja") and "年代" in text:
        for match in _ZH_SEVERAL.finditer(text):
            yield from _chinese(match)


def _french(match: re.Match[str]) -> Iterator[Literal]:
    """One decade, or those of a row: les années 1980, 1990 et 2000."""
    last = 0
    for each in re.finditer(_FR_DECADE, match[0]):
        decade = int(each[0]) if each[0].isdigit() else _FRENCH[each[0]]
        if last >= 100 and decade < 100:
            decade += last // 100 * 100
        if decade <= last:
            return  # "dans les années 60 et 30 villages": the next one counts something
        at = match.start()
        yield _decade(at + each.start(), at + each.end(), decade)
        last = decade if decade >= 100 else 1900 + decade


def _chinese(match: re.Match[str]) -> Iterator[Literal]:
    """The decades of a row, each with its own century: 上世纪八九十年代 is two of them."""
    number = match["number"] or ("20" if match["last"] else "21")
    century = int(number if number.isdigit() else han(number) or 0) if match["century"] else 20
    row, at = match["decades"], match.start("decades")
    fused = re.fullmatch(rf"[{_ZH_DIGIT}](?:、?[{_ZH_DIGIT}]){{1,2}}十", row)
    found = [each.span() for each in re.finditer(f"[{_ZH_DIGIT}]", row)] if fused else []
    spans = found or [each.span() for each in _ZH_ONE.finditer(row)]
    start = match.start()
    for place, (first, last) in enumerate(spans):
        end = at + spans[place + 1][0] if place + 1 < len(spans) else match.end()
        between = row[last : spans[place + 1][0]] if place + 1 < len(spans) else ""
        joint = "" if end == match.end() else "至" if _ZH_FROM.search(between) else "和"
        decade = _zh_value(row[first:last])
        if decade < 100:
            decade += 100 * (century - 1)
        yield _decade(start, end, decade, f"{decade}年代{joint}")
        start = end


def _zh_value(written: str) -> int:
    if written.isdigit() and written.isascii():
        return int(written)
    value = int(han(written) or 0)
    return value * 10 if len(written) == 1 else value


def _decade(start: int, end: int, decade: int, model: str | None = None) -> Literal:
    if decade < 100:
        decade += 1900
    full, short = f"{decade}s", f"{decade % 100:02}s"
    forms = [full]
    if decade < 2000 and decade % 100 >= 20:
        word = _ENGLISH[decade % 100 // 10 - 2]
        forms += [word, short, f"’{short}", f"'{short}", word.title()]
    forms += [f"{decade}’s", f"{decade}'s"]
    return Literal("number", start, end, tuple(forms), model)
