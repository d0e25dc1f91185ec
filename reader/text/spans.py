"""Spans of a text: from the offset of the first character to that behind the last."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]
Edit = tuple[int, int, str]
"""A span, and what takes the place of its characters."""


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def overlaps_any(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span shares a character with any of some others."""
    return any(overlap(span, other) for other in others)
