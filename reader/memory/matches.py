"""Matches of a translation memory: exact, repaired, fuzzy.

A repaired match differs from the sentence in numbers, dates, addresses or Latin names alone:
these are exchanged in its translation, which then is the sentence's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from reader.memory.repair import repair
from reader.memory.unit import Unit
from reader.memory.units import Units
from reader.memory.words import key_of

Kind = Literal["exact", "repaired", "fuzzy"]

LEAST = 75
"""Likeness in percent below which a unit is not a match."""


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
