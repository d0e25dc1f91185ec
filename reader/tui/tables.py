"""The rows of tables: cells beside each other, in columns that are the same for all its rows."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from rich.cells import cell_len

from reader.tui import bidi
from reader.tui.document import Document

GAP = 3
"""Cells between two columns: room for the current sentence's bar and a mark."""
_NARROWEST, _WORD = 7, 10
"""Cells of a column at least, where there is no room for that a row's cells are stacked, and those
that it takes where there is room: a translation's words are longer than a number."""

Place = tuple[int, int]
"""Where a column begins, in cells from the text's edge, and how wide it is."""


def places(document: Document, block: int, width: int) -> list[Place] | None:
    """Where the columns of a table stand; None where they do not fit.

    Args:
        document: the article.
        block: one of the table's cells.
        width: cells that there are for all columns.
    """
    wanted: list[int] = []
    for row in document.table(block):
        for column, number in enumerate(row):
            size = cell_len(document.article.blocks[number].text)
            if column == len(wanted):
                wanted.append(0)
            wanted[column] = max(wanted[column], size, _WORD)
    room = width - GAP * (len(wanted) - 1)
    if room < _NARROWEST * len(wanted):
        return None
    widths = _fitted(wanted, room)
    lefts = accumulate((each + GAP for each in widths[:-1]), initial=0)
    return list(zip(lefts, widths, strict=True))


def _fitted(wanted: list[int], room: int) -> list[int]:
    """Widths that fill the room: each what it wants, and the widest give way or take the rest."""
    widths = list(wanted)
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda column: widths[column])
        widths[widest] -= 1
    # A translation may be longer than its source, but a column need not fill the pane.
    spare = min((room - sum(widths)) // len(widths), max(widths))
    return [each + spare for each in widths]


def cell_lines(
    text: str, start: int, end: int, width: int, base: bidi.Direction, drawing: bidi.Drawing
) -> list[bidi.Line]:
    """The lines of a cell, whose characters are those of a longer text."""
    return [
        replace(
            line,
            start=line.start + start,
            end=line.end + start,
            cells=tuple(
                cell._replace(start=cell.start + start, end=cell.end + start) for cell in line.cells
            ),
        )
        for line in bidi.lines(text[start:end], width, base=base, drawing=drawing)
    ]
