"""Matches of a translation memory: exact, repaired, fuzzy.

A repaired match differs from the sentence in numbers, dates, addresses or Latin names alone:
these are exchanged in its translation, which then is the sentence's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from reader.memory.units import Unit, Units
from reader.memory.words import key_of
from reader.text.literals import Literal as Span
from reader.text.literals import literals

Kind = Literal["exact", "repaired", "fuzzy"]

LEAST = 75
"""Likeness in percent below which a unit is no match."""


@dataclass(frozen=True, slots=True)
class Match:
    """A unit that may help with a sentence."""

    kind: Kind
    likeness: int
    """Of the two sources, in percent."""
    target: str
    """The translation it offers: the unit's, repaired where that is its kind."""
    unit: Unit


def matches(
    units: Units,
    sentence: str,
    source_language: str,
    target_language: str,
    *,
    least: int = LEAST,
    limit: int = 5,
) -> list[Match]:
    """What a memory offers for a sentence, the best first.

    Args:
        units: the memory.
        sentence: the source.
        source_language: its language.
        target_language: of the translations.
        least: likeness in percent asked of a fuzzy match.
        limit: how many at most.

    Raises:
        StoreError: the memory cannot be read.
    """
    certain = certain_match(units, sentence, source_language, target_language)
    offers = {certain.unit.id: certain} if certain else {}
    from rapidfuzz import fuzz, process

    near = units.near(sentence, source_language, target_language)
    ranked = process.extract(
        key_of(sentence), dict(near), scorer=fuzz.ratio, score_cutoff=least, limit=limit
    )
    for _, score, number in ranked:
        unit = units.get(number)
        if unit is None or number in offers:
            continue
        repaired = repair(sentence, unit)
        if repaired is not None:
            offers[unit.id] = Match("repaired", round(score), repaired, unit)
        else:
            offers[unit.id] = Match("fuzzy", min(round(score), 99), unit.target, unit)
    return in_order(offers.values())[:limit]


def in_order(offers: Iterable[Match]) -> list[Match]:
    """Matches with the best first: exact, repaired, then the likest."""
    order = {"exact": 0, "repaired": 1, "fuzzy": 2}
    return sorted(offers, key=lambda one: (order[one.kind], -one.likeness))


def certain_match(
    units: Units, sentence: str, source_language: str, target_language: str
) -> Match | None:
    """The match that is a translation of the sentence as it stands: exact, else repaired."""
    for unit in units.exact(sentence, source_language, target_language):
        return Match("exact", 100, unit.target, unit)
    for unit in units.alike(sentence, source_language, target_language):
        repaired = repair(sentence, unit)
        if repaired is not None:
            return Match("repaired", 99, repaired, unit)
    return None


def repair(sentence: str, unit: Unit) -> str | None:
    """The unit's translation with the sentence's literals for its own; None where that fails.

    Every literal that differs has to stand once in the translation, in a way that is known.
    """
    languages = unit.source_language, unit.target_language
    old, new = literals(unit.source, *languages), literals(sentence, *languages)
    if len(old) != len(new) or _between(unit.source, old) != _between(sentence, new):
        return None
    target, taken = unit.target, []
    for one, other in zip(old, new, strict=True):
        before, after = unit.source[one.start : one.end], sentence[other.start : other.end]
        if before == after:
            continue
        if one.kind != other.kind:
            return None
        place = _place(target, one.renderings)
        if place is None:
            return None
        start, rendering = place
        style = one.renderings.index(rendering)
        written = other.renderings[style if len(one.renderings) == len(other.renderings) else 0]
        taken.append((start, start + len(rendering), written))
    taken.sort()
    if any(one[1] > other[0] for one, other in pairwise(taken)):
        return None
    for start, end, written in reversed(taken):
        target = target[:start] + written + target[end:]
    return target if taken else None


def _between(text: str, spans: tuple[Span, ...]) -> list[str]:
    """What stands around the literals of a text, as `key_of` folds it."""
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    return [key_of(text[start:end]) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _place(text: str, renderings: tuple[str, ...]) -> tuple[int, str] | None:
    """Where one of the renderings stands, if it stands there alone: not within a longer number."""
    for rendering in sorted(renderings, key=len, reverse=True):
        places = []
        start = text.find(rendering)
        while start >= 0:
            end = start + len(rendering)
            if not _continues(text, start - 1, rendering[0]) and not _continues(
                text, end, rendering[-1]
            ):
                places.append(start)
            start = text.find(rendering, start + 1)
        if len(places) == 1:
            return places[0], rendering
        if places:
            return None
    return None


def _continues(text: str, place: int, edge: str) -> bool:
    if not 0 <= place < len(text):
        return False
    neighbour = text[place]
    if edge.isdigit() and neighbour in ".,":
        further = place + 1 if place and text[place - 1].isdigit() else place - 1
        return 0 <= further < len(text) and text[further].isdigit()
    return neighbour.isalnum() and edge.isalnum()
