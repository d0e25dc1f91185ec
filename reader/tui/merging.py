"""Keeping what two readers at work write to one file: what each changed, and what neither did."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)
K = TypeVar("K")


def merged_list(before: Sequence[H], ours: Sequence[H], theirs: Sequence[H]) -> list[H]:
    """A list that two have changed, each from the same one: without what either took away.

    Args:
        before: the list that both began with.
        ours: with the changes that win where they contradict.
        theirs: with the others' changes.
    """
    known, own = set(before), set(ours)
    kept = [one for one in theirs if one in own or one not in known]
    there = set(kept)
    return [*kept, *(one for one in ours if one not in there and one not in known)]


def merged_dict(before: dict[K, T], ours: dict[K, T], theirs: dict[K, T]) -> dict[K, T]:
    """As `merged_list`, by keys; what we changed last is last."""
    gone = before.keys() - ours.keys()
    changed = {key: one for key, one in ours.items() if before.get(key) != one}
    kept = {key: one for key, one in theirs.items() if key not in gone and key not in changed}
    return kept | changed
