"""What stands in a row of the panes: which line of which text, and whose characters it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from reader.tui import bidi
from reader.tui.config import Mode

Side = Literal["source", "target"]

_WIDEST = 84
"""Cells of the longest line: longer ones are hard to read."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the texts stand in a row, in cells from the pane's left edge."""

    source: int
    target: int
    width: int
    """Cells of a column."""
    paired: bool
    """Whether the two texts stand in one row."""


class Span(NamedTuple):
    """The characters of a side's text that belong to one sentence."""

    start: int
    end: int
    sentence: int


class Term(NamedTuple):
    """The characters of a side's text that are a glossary term."""

    start: int
    end: int
    sentence: int
    concept: str


@dataclass(frozen=True, slots=True)
class Text:
    """One side of a unit: its text in logical order, and whose characters are whose."""

    text: str
    spans: tuple[Span, ...]
    terms: tuple[Term, ...] = ()
    waiting: tuple[tuple[int, int], ...] = ()
    """Ranges that only hold the place of a translation."""
    base: bidi.Direction = "ltr"
    breaks: bool = False
    cells: tuple[tuple[int, int], ...] = ()
    """The characters of each cell, where it is a table's row."""

    def sentence(self, position: int) -> int | None:
        """The sentence that a character belongs to; the space after one is its own."""
        sentence = None
        for span in self.spans:
            if span.start <= position:
                sentence = span.sentence
        return sentence


class Part(NamedTuple):
    """A line of one side, in a row."""

    side: Side
    text: Text
    line: bidi.Line
    left: int = 0
    """Where its place begins, in cells from its side's edge."""
    width: int = 0
    """Cells of its place; 0 for the whole of its side."""
    begins: bool = False
    """Whether a cell that stands by itself begins with it."""


Row = tuple[Part, ...]
"""What stands in a row, from left to right."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A unit's rows, the blank one after it included."""

    source: Text
    target: Text
    rows: tuple[Row, ...]


def columns(width: int, mode: Mode) -> Columns:
    """The columns that fit a pane of `width` cells: two beside each other, or one."""
    if mode in ("side", "demand"):
        column = min(_WIDEST, max(2, (width - 8) // 2))
        left = max(2, (width - (2 * column + 5)) // 2)
        return Columns(left, left + column + 5, column, True)
    column = min(_WIDEST, max(2, width - 5))
    left = max(2, (width - column) // 2)
    return Columns(left, left, column, False)
