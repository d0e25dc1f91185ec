"""A match repaired: its translation with another sentence's numbers, dates, addresses and names.

A repaired translation is used as it stands, so that a wrong one is worse than none: whatever
leaves a doubt about which words stand for a literal, or about the grammar around them, is
refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from reader.memory.unit import Unit
from reader.memory.words import key_of
from reader.text.english_articles import takes_an
from reader.text.english_dates import MONTH
from reader.text.literals import Literal, literals
from reader.text.regex import regex
from reader.text.spans import Edit, Span, overlaps_any

_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen"
)
_SCALES = "hundred|thousand|million|billion|trillion|dozen"
_NUMERAL = rf"(?:{_ONES}|{_TENS}|{_SCALES}|half|quarter|third|thirds|quarters)"
_NUMERAL_BEFORE = regex(rf"\b{_NUMERAL}(?:\s+and)?[\s-]+$", re.I)
_NUMERAL_AFTER = regex(rf"[\s-]+(?:and\s+)?(?:a\s+)?{_NUMERAL}\b", re.I)
_SCALE_AFTER = regex(rf"[\s-]+(?:{_SCALES})\b", re.I)
_ORDINAL_WORD = regex(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|\w+teenth|\w+tieth|(?:\w+ty)-(?:first|second|third|\w+th))\b",
    re.I,
)
_ORDINAL = regex(r"(?<=\d)(?:st|nd|rd|th)\b")
_WEEKDAY = regex(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?=s?\b)")
_NUMBER_WORD = regex(rf"\b{_NUMERAL}\b", re.I)
_DIGITS = regex(r"\d+(?:[.,]\d+)*")
_MONTH = regex(rf"\b{MONTH}\b")
_HALF_DAY = regex(r"\b(?:[ap]\.?m\b\.?|AM|PM)")
_DAY_WORDS = regex(r"\b(?:morning|afternoon|evening|night|noon|midday|midnight|dawn)\b|o'clock")
_JOINT = regex(r"(?<=\d|[a-z]) (?:to|and) (?=\d|[A-Z]|the )")
"""Between the days of a range or a list."""
_ONE = regex("1|one", re.I)
_ARTICLE = regex(r"\b(an?)(\s+[$€£]?)$", re.I)
_PERSONAL = regex(r"\b(?:he|she|his|hers?|him|himself|herself)\b", re.I)
_GENDERED = regex("[他她]")


def repair(sentence: str, unit: Unit) -> str | None:
    """The unit's translation with the sentence's literals for its own; None where that fails.

    Every literal that differs has to stand in the translation, once, in a way that is known.
    """
    languages = unit.source_language, unit.target_language
    old, new = literals(unit.source, *languages), literals(sentence, *languages)
    if len(old) != len(new) or _between(unit.source, old) != _between(sentence, new):
        return None
    changed = {
        index
        for index, (one, other) in enumerate(zip(old, new, strict=True))
        if unit.source[one.start : one.end] != sentence[other.start : other.end]
    }
    if any(old[index].kind != new[index].kind for index in changed):
        return None
    placed: list[Edit] = []
    by_length = sorted(range(len(old)), key=lambda index: -max(map(len, old[index].renderings)))
    for index in by_length:
        places = list(_places(unit.target, old[index], placed))
        if index not in changed:
            placed += [(start, end, unit.target[start:end]) for start, end in places]
            continue
        if len(places) != 1 or _is_shared(old, index):
            return None
        start, end = places[0]
        written = _written(unit.target[start:end], old[index], new[index])
        if not _stays_right(unit, old[index], start, end, written):
            return None
        placed.append((start, end, written))
    return _exchanged(unit.target, placed) if changed else None


def _between(text: str, spans: tuple[Literal, ...]) -> list[str]:
    """What stands around the literals of a text, as `key_of` folds it."""
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    return [key_of(text[start:end]) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _is_shared(spans: tuple[Literal, ...], index: int) -> bool:
    """Whether another literal may be written as this one: which is which cannot be told."""
    own = {rendering.casefold() for rendering in spans[index].renderings}
    return any(
        rendering.casefold() in own
        for other, span in enumerate(spans)
        if other != index
        for rendering in span.renderings
    )


def _places(text: str, span: Literal, placed: Iterable[Edit]) -> Iterator[Span]:
    """Where a literal's renderings stand, but for what is placed and parts of longer numbers."""
    taken = [(start, end) for start, end, _ in placed]
    flags = re.IGNORECASE if span.kind == "number" else 0
    for rendering in sorted(span.renderings, key=len, reverse=True):
        for match in re.finditer(re.escape(rendering), text, flags):
            start, end = match.span()
            if overlaps_any((start, end), taken):
                continue
            if not _is_part(text, start, end, span.kind):
                taken.append((start, end))
                yield start, end


def _is_part(text: str, start: int, end: int, kind: str) -> bool:
    """Whether a stretch is a part of a longer word or number."""
    if _continues(text, start, start - 1, -1) or _continues(text, end - 1, end, 1):
        return True
    if kind != "number":
        return False
    if text[start].isdigit():
        return bool(_SCALE_AFTER.match(text, end))
    is_word = _NUMBER_WORD.match(text, start)
    return bool(
        is_word and (_NUMERAL_AFTER.match(text, end) or _NUMERAL_BEFORE.search(text[:start]))
    )


def _continues(text: str, edge: int, neighbour: int, step: int) -> bool:
    if not 0 <= neighbour < len(text):
        return False
    further = neighbour + step
    if text[edge].isdigit() and text[neighbour] in ".,:/-–\u2011":
        return 0 <= further < len(text) and text[further].isdigit()
    return text[edge].isalnum() and text[neighbour].isalnum()


def _written(replaced: str, old: Literal, new: Literal) -> str:
    """The rendering of a new literal that is written as the old one's is."""
    style = _style(replaced)
    written = max(new.renderings, key=lambda rendering: _likeness(_style(rendering), style))
    written = _in_number(written, replaced, new)
    if replaced[:1].isupper() and not any(replaced == each for each in old.renderings):
        return written[:1].upper() + written[1:]  # at the beginning of a sentence
    return written


def _in_number(written: str, replaced: str, new: Literal) -> str:
    """A unit of measure in the singular after one, in the plural after others."""
    one = bool(re.match(r"(?:1|one)[ -](?!.*(?:illion|thousand|hundred))", written, re.I))
    other = written.removesuffix("s") if one else f"{written}s"
    is_single = bool(re.match(r"(?:1|one) ", replaced, re.I))
    return other if other in new.renderings and (one or is_single) else written


def _style(rendering: str) -> str:
    """A rendering with a sign for each number, name of a month and half of the day."""
    style = _HALF_DAY.sub(lambda match: re.sub("[ap]", "x", match.group(), flags=re.I), rendering)
    style = _WEEKDAY.sub("D", _MONTH.sub("M", style))
    style = _ORDINAL_WORD.sub("o", _ORDINAL.sub("th", style))
    style = re.sub(r"(?<![\d,.])\d{4,}(?![\d,.]\d)", "=", style)  # a comma is a matter of style
    return _NUMBER_WORD.sub("n", _DIGITS.sub("#", style))


def _likeness(one: str, other: str) -> tuple[bool, int]:
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return one == other, sum(1 for _ in alike)


def _stays_right(unit: Unit, old: Literal, start: int, end: int, written: str) -> bool:
    """Whether the words around a literal suit another that takes its place."""
    text = unit.target
    replaced = text[start:end]
    if old.kind == "date" and _JOINT.findall(replaced)[-1:] != _JOINT.findall(written)[-1:]:
        return False  # "on 3 May", "from 3 to 5 May"
    if old.kind == "number":
        # 40 quays, 1 quay; but article 1, and 1.5 million.
        single = _ONE.fullmatch(replaced) or _ONE.fullmatch(written)
        if single and re.match(r"[ -]+[^\W\d_]", text[end:]):
            return False
    if old.kind == "time":
        near = text[max(0, start - 25) : start] + " " + text[end : end + 30]
        if _DAY_WORDS.search(near) and any(c.isdigit() for c in replaced):
            return False
        hour, twelve = _DIGITS.match(old.renderings[0]), _DIGITS.match(replaced)
        if hour and twelve and not _HALF_DAY.search(replaced) and hour.group() != twelve.group():
            return False  # "6:30" for 18:30: the half of the day is elsewhere
    if old.kind == "name" and unit.source_language == "zh":
        return not _PERSONAL.search(text) or bool(_GENDERED.search(unit.source))
    return True


def _exchanged(text: str, placed: list[Edit]) -> str:
    """A text with the placed renderings, and the articles that they ask for."""
    for start, end, written in sorted(placed, reverse=True):
        before = text[:start]
        article = _ARTICLE.search(before)
        if article and written != text[start:end]:
            word = "an" if takes_an(written) else "a"
            word = word.capitalize() if article.group(1)[0].isupper() else word
            before = before[: article.start()] + word + article.group(2)
        text = before + written + text[end:]
    return text
