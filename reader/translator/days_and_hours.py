"""Days and hours as a model out of English joins them, set right.

"à 1 h du 1er mai" for "at 1 a.m. on 1 May", "20 h 30 du matin", "vendredi, 21 juin", "depuis 3
mai", صباحا 1 مايو.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.memory.store import Stored
from reader.text.literals.calendars import FRENCH_DAYS
from reader.text.literals.dates import names_of_month
from reader.text.regex import regex
from reader.text.spans import Edit
from reader.translator.brackets import touched_up

_GAP = r"[ \u00a0\u202f]"


def _date(target: str) -> str:
    names = (name for month in range(1, 13) for name in names_of_month(target, month))
    return rf"\d{{1,2}}(?:er)?{_GAP}(?:{'|'.join(names)})(?!\w)"


_ENGLISH_HOUR = regex(r"\d\s?[ap]\.?m\b|\d:\d\d|\b(?:noon|midnight)\b", re.IGNORECASE)
_FRENCH_HOUR = regex(
    rf"(?:(?<![\d,.])(?P<hour>\d{{1,2}}){_GAP}?h(?:eures?)?(?:{_GAP}?[0-5]\d)?|\b(?:midi|minuit))"
    rf"(?!\w)(?P<half>{_GAP}(?:du{_GAP}(?:matin|soir)|de{_GAP}l[’']après-midi|de{_GAP}la{_GAP}nuit)"
    rf"(?!\w))?(?P<of>(?:{_GAP}du)?(?={_GAP}{_date('fr')}))?"
)
_FRENCH_DAY = regex(
    rf"(?<![\w’'-])(?:(?P<bare>depuis|avant|après|dès|vers)|(?P<of>de)(?:{_GAP}\d{{1,2}}(?:er)?{_GAP}"
    rf"(?P<range>à))?|(?P<to>jusqu[’']à)|(?P<on>en|dans))(?={_GAP}{_date('fr')})",
    re.IGNORECASE,
)
_FRENCH_COMMA = regex(rf"\b(?:{'|'.join(FRENCH_DAYS)})(?P<mark>,)(?={_GAP}{_date('fr')})")
_ARABIC_HOUR = regex(
    r"(?<!\w)(?P<half>صباحا|صباحًا|فجرا|مساء|مساءً|زوالا|ظهرا|عصرا|ليلا|بعد الظهر|بعد الزوال)(?!\w)"
    rf"(?P<again>{_GAP}(?P=half)(?!\w))?(?P<dated>(?={_GAP}{_date('ar')}))?"
)


def dated(source: str, made: Stored, language: str) -> Stored:
    """A translation out of English with its hours and days joined as its language joins them.

    Args:
        source: the English sentence.
        made: its translation.
        language: that of the translation.
    """
    edits = list(_days_in_french(made.target)) if language == "fr" else []
    if _ENGLISH_HOUR.search(source):
        edits += {"fr": _in_french, "ar": _in_arabic}[language](made.target)
    return touched_up(made, edits) if edits else made


def _in_arabic(target: str) -> Iterator[Edit]:
    for match in _ARABIC_HOUR.finditer(target):
        if match["again"]:
            yield *match.span("again"), ""
        if match["dated"] is not None:
            yield match.end(), match.end(), " يوم"


def _in_french(target: str) -> Iterator[Edit]:
    for match in _FRENCH_HOUR.finditer(target):
        if match["half"] and not 0 < int(match["hour"] or 0) < 12:
            yield *match.span("half"), ""  # of 24 hours, or noon
        if match["of"] is not None:
            yield *match.span("of"), " le"


def _days_in_french(target: str) -> Iterator[Edit]:
    """Days with the article that they take, and no comma after that of the week."""
    for match in _FRENCH_DAY.finditer(target):
        if match["bare"]:
            yield match.end(), match.end(), " le"
        elif match["of"]:
            yield match.start() + 1, match.end("of"), "u"
            if match["range"]:
                yield *match.span("range"), "au"
        elif match["to"]:
            yield match.end() - 1, match.end(), "au"
        else:
            yield *match.span("on"), ("Le" if match["on"][0].isupper() else "le")
    for match in _FRENCH_COMMA.finditer(target):
        yield *match.span("mark"), ""
