"""Literals: what a translation has to say exactly as the source does.

Addresses, codes, telephones and Latin names are copied character for character; numbers, dates
and times keep their value and are written as the target language writes them. A small model
gets these wrong more often than words, and a wrong one is the one mistake that a reader cannot
see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from reader.text.literals.addresses import addresses, codes, powers
from reader.text.literals.calendars import calendar, months
from reader.text.literals.centuries import centuries
from reader.text.literals.comparisons import compared
from reader.text.literals.dates import dates, has_day_in_words
from reader.text.literals.days import days
from reader.text.literals.decades import decades
from reader.text.literals.durations import durations
from reader.text.literals.english import dates_and_hours, figures
from reader.text.literals.estimates import estimates
from reader.text.literals.fractions import fractions, rates
from reader.text.literals.han_durations import durations as han_durations
from reader.text.literals.han_moments import moments
from reader.text.literals.han_names import named
from reader.text.literals.han_rates import each
from reader.text.literals.hours import hours
from reader.text.literals.literal import SLOT, Kind, Literal
from reader.text.literals.magnitudes import magnitudes
from reader.text.literals.manner import TARGETS
from reader.text.literals.names import names
from reader.text.literals.numerals import western
from reader.text.literals.ordinals import ordinals
from reader.text.literals.places import coordinates
from reader.text.literals.provisions import provisions
from reader.text.literals.quantities import quantities, quantities_in_words
from reader.text.literals.ranges import ranges
from reader.text.literals.references import postal_codes, references
from reader.text.literals.scores import rows, scores
from reader.text.literals.shorthand import ratings, shorthand
from reader.text.literals.temperatures import temperatures
from reader.text.regex import regex

__all__ = ["SLOT", "Kind", "Literal", "literals", "may_hold_words"]

_MARK = regex(r"[@#`/\\_^=]")
_GLUED = regex(r"\w\.\w")
_HAN_NUMERAL = regex("[一二三四五六七八九十百千万亿兆〇零]")
_VULGAR = regex("[¼-¾⅓-⅞]")
_DIGIT = regex(r"\d")
_ORDINAL = regex(r"\d+(?:st|nd|rd|th)|the \d+(?:st|nd|rd|th)")
_NUMBERS = ("uméro", "umero", "n°", "N°", "nº", "Nº", "№", "رقم", "umber ", "umber-", "No.")
_LONG_NUMBER = regex(r"(?<!\d)0\d{3}|\d{10}")
"""Digits that are a code even where a unit follows, which is then a part of it."""


@lru_cache(maxsize=4096)
def may_hold_words(text: str) -> bool:
    """Whether an address or a code with letters in it may stand in a text.

    It says so of all that have one, without a look for dates and quantities, whose expressions
    take longer to compile than a stored page takes to read."""
    if _has_mark(text) and next(addresses(text), None) is not None:
        return True
    if next(powers(text, "en"), None) is not None:
        return True
    if not _DIGIT.search(text):
        return False
    plain = western(text)
    if _LONG_NUMBER.search(plain) or "GMT" in plain or "UTC" in plain or _may_number(plain):
        return True
    return next(codes(text), None) is not None


def _has_mark(text: str) -> bool:
    # A point that ends the text, as that of most sentences, glues nothing.
    is_marked = _MARK.search(text) or text.count(":") > 4 or "::" in text
    return bool(is_marked or (text.find(".", 0, -1) >= 0 and _GLUED.search(text)))


def _may_number(text: str) -> bool:
    return any(word in text for word in _NUMBERS)


def _is_written_out(name: str) -> bool:
    """Whether a name is one of Latin words, and not initials, a model or a brand's own spelling."""
    return name[0] < "Ͱ" and all(
        re.fullmatch(r"[^\W\d_]\.?|[^\W\d_][^\W\dA-Z_]+", word) for word in name.split()
    )


def _free(name: Literal, text: str, taken: bytearray) -> Literal:
    """A name without the figures at its end that begin a date: "euromagreb27 نوفمبر"."""
    cut = taken.find(1, name.start, name.end)
    part = text[name.start : max(cut, name.start)]
    kept = part.rstrip()
    if name.renderings != (text[name.start : name.end],) or sum(map(str.isalpha, kept)) < 2:
        return name
    if not text[cut].isdecimal():
        return name
    model = SLOT if len(kept) < len(part) else f"{SLOT} "
    end = name.start + len(kept)
    return replace(name, end=end, renderings=(kept,), model=model, value=kept)


@lru_cache(maxsize=4096)
def literals(text: str, language: str, target: str) -> tuple[Literal, ...]:
    """The literals of a text in its order, none overlapping another.

    Args:
        text: a sentence, as the model is to read it.
        language: its language, ISO 639-1.
        target: language of the renderings. English is known in full, from English so are French
            and Arabic; else digits keep their value, in the target's manner, and dates are copied.
    """
    kept: list[Literal] = []
    taken = bytearray(len(text))

    def take(found: Iterable[Literal]) -> None:
        for literal in found:
            if target != "en" and _ORDINAL.fullmatch(literal.renderings[0]):
                continue  # 3rd and third are English's alone
            if not any(taken[literal.start : literal.end]):
                taken[literal.start : literal.end] = b"\1" * (literal.end - literal.start)
                kept.append(literal)

    # Most sentences have no digit and no address: what needs one is not looked for in them.
    has_digit = bool(_DIGIT.search(text))
    plain = western(text) if has_digit else text
    if _has_mark(text):
        take(addresses(text))
    take(powers(text, target))
    if language == "zh" and target == "en":
        take(named(plain))
        take(moments(plain))
        if has_digit:
            take(rows(plain))
            if "每" in plain:
                take(each(plain))
        take(han_durations(plain))
        if "分之" in plain:
            take(rates(plain))
    take(days(plain, language, target))
    take(calendar(plain, language, target, has_digit=has_digit))
    if has_digit:
        take(coordinates(plain, language, target))
    if target == "en":
        if has_digit:
            take(shorthand(plain, language))
        take(ratings(text))
        if language == "fr" and has_digit:
            take(postal_codes(plain))
        if language in ("ar", "fr"):
            take(durations(plain, language))
            take(provisions(plain, language))
        take(hours(plain, language))
        take(decades(plain, language))
        take(centuries(plain, language))
        take(ordinals(plain, language))
        take(temperatures(text, language))
        if language == "zh":
            take(estimates(text))
        if language in ("ar", "fr"):
            take(ranges(text, language))
            if " but" in text or "هدف" in text or "أهداف" in text:
                take(scores(plain, language))
        take(magnitudes(text, language))
    worded = (language == "zh" and _HAN_NUMERAL.search(text)) or "siècle" in text
    worded = worded or (language == "ar" and has_day_in_words(text))
    if _may_number(plain):
        take(references(plain, language, target))
    if language == "en" and target in TARGETS and has_digit:
        take(dates_and_hours(text, target))
    if has_digit or worded:
        take(dates(plain, language, target, has_digit=has_digit))
    take(months(plain, language, target))
    # Arabic writes French names in its own letters, but copies DGSN and WhatsApp.
    take(
        _free(literal, text, taken)
        for literal in names(text, language)
        if target != "ar" or not _is_written_out(literal.renderings[0])
    )
    if has_digit:
        take(codes(text))
    if language == "en" and target in TARGETS:
        if has_digit:
            take(figures(text, target))
        return tuple(compared(sorted(kept, key=lambda literal: literal.start), text))
    if "分之" in text or _VULGAR.search(text):
        take(fractions(text, language, target))
    if has_digit or language == "zh":
        take(quantities(text, plain, language, target, has_digit=has_digit))
    if language in ("fr", "ar") and target == "en":
        # "3 millions cinq cent mille" is one number, of which a literal has the first part
        take(
            literal
            for literal in quantities_in_words(text, language)
            if not any(taken[max(0, literal.start - 2) : literal.end + 2])
        )
    return tuple(compared(sorted(kept, key=lambda literal: literal.start), text))
