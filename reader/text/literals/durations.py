"""Years and months of a term: "trois ans et six mois", بثلاث سنوات وستة أشهر.

A small model keeps one of the two, or makes a range of them. It reads one number of months.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.literals.literal import SLOT, Literal
from reader.text.literals.numerals import spelt
from reader.text.regex import regex

_FRENCH = {
    word: number
    for number, word in enumerate(
        "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
        "dix-sept dix-huit dix-neuf vingt".split(),
        1,
    )
} | {"une": 1, "vingt-cinq": 25, "trente": 30}
_FEW = "ثلاث أربع خمس ست سبع ثماني تسع".split()
_ARABIC = {
    **{f"{stem}{ending}": number for number, stem in enumerate(_FEW, 3) for ending in ("", "ة")},
    **{
        f"{stem}{ending} عشر{other}": number
        for number, stem in enumerate(_FEW, 13)
        for ending, other in (("", "ة"), ("ة", ""))
    },
    "ثمان": 8, "عشر": 10, "عشرة": 10, "أحد عشر": 11, "إحدى عشرة": 11, "عشرين": 20, "عشرون": 20,
    "خمس وعشرين": 25, "ثلاثين": 30, "ثلاثون": 30,
}  # fmt: skip
_ONE = {"سنة": 1, "عام": 1, "عاما": 1, "شهر": 1, "شهرا": 1, "يوم": 1, "يوما": 1}
_TWO = {f"{stem}{ending}": 2 for stem in ("سنت", "عام", "شهر", "يوم") for ending in ("ين", "ان")}


def _any_of(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True)).replace(" ", r"\s")


def _french() -> re.Pattern[str]:
    count = rf"(?:\d{{1,3}}|{_any_of(_FRENCH)})"
    joint, listed = r"(?:\s+et\s+|\s+)", r"(?:\s+et\s+|(?P<comma>,)\s+|\s+)"
    parts = [
        rf"(?P<{name}>{count})[ \u00a0](?:{unit})\b"
        for name, unit in (("years", "ans?|années?"), ("months", "mois"), ("days", "jours?"))
    ]
    years, months, days = parts
    return regex(
        rf"(?<![\w.,’'-])(?:{years}{listed}{months}(?:{joint}{days})?"
        rf"|{months.replace('months', 'months2')}{joint}{days.replace('days', 'days2')})"
        r"(?!\s+et\s+demie?)",
        re.IGNORECASE,
    )


def _arabic() -> re.Pattern[str]:
    count = rf"(?:\d{{1,3}}|{_any_of(_ARABIC)})\s"
    joint = r"\s+و\s?"
    units = {
        "years": ("سنوات|سنين|أعوام|سنة|عاما|عام", "سنتين|سنتان|عامين|عامان", "سنة|عام"),
        "months": ("أشهر|شهور|شهرا|شهر", "شهرين|شهران", "شهر"),
        "days": ("أيام|يوما|يوم", "يومين|يومان", "يوم"),
    }
    years, months, days = (
        rf"(?P<{name}>{count}(?:{many})|{two}|{one})(?!\w)"
        for name, (many, two, one) in units.items()
    )
    return regex(
        rf"(?<!\w)(?:[وبل]ـ?)?(?:{years}{joint}{months}(?:{joint}{days})?"
        rf"|{months.replace('months', 'months2')}{joint}{days.replace('days', 'days2')})"
    )


_PATTERN = {"fr": _french(), "ar": _arabic()}
_MODEL = {"fr": f"{SLOT} mois", "ar": f"{SLOT} شهرا"}
_MONTHS = {"fr": regex(r" mois\b"), "ar": regex("شهر|شهور")}
_GOES_BEFORE = regex(
    r"(?:\b[Ee]ntre|(?<!\w)بين|\w(?:ante|vingts?|cents?|mille)(?:\s+et)?"
    rf"|(?<!\w)[وبل]?(?:{'|'.join(_FEW)}|مائة|مئة|واحد|إحدى|اثن\w+)ة?)\s+$"
)
"""Before two ends of a range, or the rest of a larger number."""
_EACH = regex(r"respectiv|التوالي")
"""Of several people each has one of them."""


def durations(plain: str, language: str) -> Iterator[Literal]:
    """The terms of years and months, or of months and days, of a text, for English.

    Args:
        plain: a sentence, its digits as 0 to 9.
        language: its language, French or Arabic.
    """
    if not _MONTHS[language].search(plain) or _EACH.search(plain):
        return
    for match in _PATTERN[language].finditer(plain):
        if _GOES_BEFORE.search(plain[: match.start()]):
            continue
        groups = match.groupdict()
        if groups.pop("comma", None) and not groups["days"]:
            continue  # "dix ans, six mois de plus que prévu"
        counts = [
            (name, groups[name] or groups.get(f"{name}2")) for name in ("years", "months", "days")
        ]
        said = [_said(name, count) for name, count in counts if count]
        start = min(match.start(group) for group in groups if match[group])
        last = said.pop()
        forms = (f"{', '.join(said)} and {last}",)
        admitted = (f"{SLOT} months", f"{SLOT} month")
        yield Literal("number", start, match.end(), forms, _MODEL[language], admitted)


def _said(name: str, count: str) -> str:
    head = re.sub(r"\s", " ", count.casefold())
    if head[0].isdigit():
        digits = re.match(r"\d+", head)
        number = int(digits[0]) if digits else 0
        written = str(number)
    else:
        number = _count(head)
        written = spelt(number) or str(number)
    return f"{written} {name[:-1] if number == 1 else name}"


def _count(head: str) -> int:
    """The number that words of French or Arabic begin with; in Arabic the unit may say it."""
    if head in _FRENCH:
        return _FRENCH[head]
    if head in _TWO or head in _ONE:
        return (_TWO | _ONE)[head]
    return _ARABIC[head.rpartition(" ")[0]]
