"""The numbers of a sentence, held in its translation as the glossary's terms are.

A small model gets digits wrong more often than words, and a wrong number is the one mistake
that a reader cannot see.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from reader.article import Occurrence, TermUse

_MARK = "#"
"""Begins the concept of a number; no concept of a glossary begins so."""
_GROUPS = "[,.\u066c\u00a0\u202f ]"
_NUMBER = re.compile(
    r"(?<![\dA-Za-z.,:/_@#\u066b\u066c-])"
    rf"(?:\d{{1,3}}(?:{_GROUPS}\d{{3}})+|\d{{2,}})(?:[.,\u066b]\d{{1,2}})?"
    r"(?![\dA-Za-z:/_@%-]|[.,\u066b\u066c]\d)"
)
_SCALE = re.compile(
    r"\s*(?:أل[فا]|آلاف|الف|ملي|ملاي|مئة|مائة|mille|million|milliard|[百千万萬亿億十])"
)
_MOST = 6
"""Numbers beyond which a text is a table, and holding each would cost more than it is worth."""
_SPELT = dict(enumerate(["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"], 10))
_SPELT |= dict(enumerate(["sixteen", "seventeen", "eighteen", "nineteen", "twenty"], 16))
_SPELT |= {30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty"}


def with_numbers(text: str, terms: Sequence[Occurrence], target: str) -> tuple[Occurrence, ...]:
    """The terms of a text, and its numbers of two digits and more.

    Numbers with a scale after them ("3 million", 3万), dates with strokes, times and
    percentages are left to the model, and so are tables.

    Args:
        text: a sentence or a part of one.
        terms: its terms; numbers inside one are left out.
        target: language of the translation.
    """
    found: list[Occurrence] = []
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if _SCALE.match(text, end) or any(t.start < end and start < t.end for t in terms):
            continue
        forms = _forms(match[0], target)
        if forms:
            found.append(Occurrence(f"{_MARK}{start}", start, end, forms))
    if len(found) > _MOST:
        found = []
    return tuple(sorted((*terms, *found), key=lambda term: term.start))


def without_numbers(terms: Sequence[TermUse]) -> tuple[TermUse, ...]:
    """The uses of the glossary's terms alone."""
    return tuple(use for use in terms if not use.concept.startswith(_MARK))


def _forms(number: str, target: str) -> tuple[str, ...]:
    """How a number may be written, the best first."""
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in number)
    whole = re.sub(rf"{_GROUPS}(?=\d{{3}}(?!\d))", "", digits)
    if not whole.isdecimal():
        return ()  # with decimals: the point and the comma differ too much between languages
    if len(whole) > 3 and whole.startswith("0"):
        return (digits,)
    value = int(whole)
    grouped = f"{value:,}"
    is_year = len(digits) == 4 and 1000 <= value < 2100
    forms = [whole, grouped] if is_year or target != "en" else [grouped, whole]
    forms += [grouped.replace(",", separator) for separator in (" ", "\u00a0", ".")]
    if target == "en" and value in _SPELT:
        forms.append(_SPELT[value])
    return tuple(dict.fromkeys(forms))
