"""The lines of a page in the order in which they are read: column after column."""

from __future__ import annotations

import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from reader.loading.pdf.lines import Line
from reader.text.regex import regex

_FEWEST_LINES = 3
"""Lines on either side of a gutter."""
_MOST_LOOKS = 1_000_000
"""Places where a gutter is looked for, times lines: on most pages, wherever a line ends."""
_STRETCH = regex(rb"\0{%d,}" % _FEWEST_LINES)
"""Rows that nothing crosses."""
_LEAST_FILLED = 0.55
"""Share of a column's width that half of its lines fill; cells of a table do not."""
_FEWEST_LETTERS = 12
"""Letters of half of a column's lines, at least."""
_CELL_GAP = 2.0
"""Heights of a letter from which a gap parts two cells, and not two words."""


@dataclass(frozen=True, slots=True)
class Column:
    """Lines below each other."""

    number: int
    """On its page, in the order of reading."""
    left: float
    right: float
    is_flush: bool
    """Whether most lines begin below each other."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A line, and the column that it stands in."""

    text: str
    left: float
    right: float
    y: float
    size: float
    is_bold: bool
    is_right: bool
    column: Column
    cells: tuple[str, ...] = ()
    """What stands in each cell, of a table's row."""


def in_order(lines: Sequence[Line]) -> list[Placed]:
    """The lines of a page as they are read."""
    from_right = sum(line.is_right for line in lines) > len(lines) / 2
    placed: list[Placed] = []
    for number, column in enumerate(_columns(list(lines), from_right)):
        placed += _joined(column, number, from_right)
    return placed


def _columns(lines: list[Line], from_right: bool) -> Iterator[list[Line]]:
    order = _by_row(lines)
    gutter = _gutter(order)
    if gutter is None:
        yield lines
        return
    first, last, x = gutter
    if first:
        yield from _columns([line for row in order[:first] for line in row], from_right)
    inside = [line for row in order[first:last] for line in row]
    sides = (
        [line for line in inside if line.right <= x],
        [line for line in inside if line.left >= x],
    )
    for side in reversed(sides) if from_right else sides:
        yield from _columns(side, from_right)
    if last < len(order):
        yield from _columns([line for row in order[last:] for line in row], from_right)


def _by_row(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines by their row, from the top."""
    rows: dict[int, list[Line]] = {}
    for line in lines:
        rows.setdefault(line.row, []).append(line)
    return [rows[number] for number in sorted(rows)]


def _gutter(rows: Sequence[Sequence[Line]]) -> tuple[int, int, float] | None:
    """The rows that stand in two columns, and where the gutter between them is."""
    if len(rows) < _FEWEST_LINES:
        return None
    size = statistics.median([line.size for row in rows for line in row] or [10.0])
    places = [line.left - 0.4 * size for row in rows for line in row]
    places += [line.right + 0.4 * size for row in rows for line in row]
    step = max(1.0, (max(places) - min(places)) * len(places) / 2 / _MOST_LOOKS)
    edges = {round(round(place / step) * step) for place in places}
    letters = {line: _letters(line) for row in rows for line in row}
    wordy = list(accumulate((_wordy(row, letters) for row in rows), initial=0))
    best: tuple[int, int, float] | None = None
    best_score = _FEWEST_LINES - 1
    for x, start, index in _uncrossed(rows, sorted(edges)):
        # None has a better score than it has rows, nor one at all without words on either side.
        if index - start <= best_score or wordy[index] - wordy[start] < _FEWEST_LINES // 2 + 1:
            continue
        score = _score(rows[start:index], x, letters)
        if score > best_score:
            best, best_score = (start, index, float(x)), score
    return best


def _uncrossed(
    rows: Sequence[Sequence[Line]], edges: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """The stretches of rows that no line crosses an edge in: the edge, their first, after them."""
    lines = [(line, number) for number, row in enumerate(rows) for line in row]
    lines = [(line, number) for line, number in lines if line.left < line.right]
    begins = sorted(((line.left, number) for line, number in lines), reverse=True)
    ends = sorted(((line.right, number) for line, number in lines), reverse=True)
    counts = [0] * len(rows)
    crossed = bytearray(len(rows))
    for x in edges:
        while begins and begins[-1][0] < x:
            number = begins.pop()[1]
            counts[number] += 1
            crossed[number] = 1
        while ends and ends[-1][0] <= x:
            number = ends.pop()[1]
            counts[number] -= 1
            crossed[number] = counts[number] > 0
        for stretch in _STRETCH.finditer(crossed):
            yield x, stretch.start(), stretch.end()


def _letters(line: Line) -> int:
    """How many letters a line has; those of wide scripts count twice."""
    return len(line.text) + sum(letter > "\u2e80" for letter in line.text)


def _wordy(row: Sequence[Line], letters: Mapping[Line, int]) -> bool:
    return sum(letters[line] for line in row) >= _FEWEST_LETTERS


def _score(run: Sequence[Sequence[Line]], x: float, letters: Mapping[Line, int]) -> int:
    """How many lines stand side by side; 0 where that is a table, or nothing at all."""
    left = [line for row in run for line in row if line.right <= x]
    right = [line for row in run for line in row if line.left >= x]
    if min(len(left), len(right)) < _FEWEST_LINES:
        return 0
    top = min(max(line.y for line in side) for side in (left, right))
    bottom = max(min(line.y for line in side) for side in (left, right))
    beside = [[line for line in side if bottom - 1 <= line.y <= top + 1] for side in (left, right)]
    fewest = min(len(_by_row(side)) for side in beside)
    if fewest < _FEWEST_LINES or not all(
        _is_prose(side, letters) and _is_flush(side) for side in beside
    ):
        return 0
    return fewest


def _is_prose(lines: Sequence[Line], letters: Mapping[Line, int]) -> bool:
    """Whether lines fill their column, as those of a paragraph do."""
    rows = _by_row(lines)
    if statistics.median(sum(map(letters.__getitem__, row)) for row in rows) < _FEWEST_LETTERS:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    filled = [
        (max(line.right for line in row) - min(line.left for line in row)) / max(width, 1.0)
        for row in rows
    ]
    return statistics.median(filled) >= _LEAST_FILLED


def _is_flush(lines: Sequence[Line]) -> bool:
    """Whether most lines begin, or end, below each other: gaps between words do so by chance."""
    rows = _by_row(lines)
    size = statistics.median(line.size for line in lines)
    for edges in (
        [min(line.left for line in row) for row in rows],
        [max(line.right for line in row) for row in rows],
    ):
        usual = statistics.median(edges)
        if sum(abs(edge - usual) < 0.7 * size for edge in edges) >= 0.6 * len(edges):
            return True
    return False


def _joined(lines: Sequence[Line], number: int, from_right: bool) -> Iterator[Placed]:
    """The lines of a column, those of one row as one; or as the cells of a table."""
    rows = _by_row(lines)
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    starts = [right - max(line.right for line in row) for row in rows]
    if not from_right:
        starts = [min(line.left for line in row) - left for row in rows]
    step = 0.7 * lines[0].size
    inner = sorted(starts)
    beside = (bisect_left(inner, a + step) - bisect_right(inner, a - step) for a in set(starts))
    flush = max(beside) >= 0.4 * len(starts)
    column = Column(number, left, right, flush)
    ordered = [sorted(row, key=lambda line: line.left) for row in rows]
    tabular = [_has_cells(row) for row in ordered]
    for index, row in enumerate(ordered):
        near = tabular[max(0, index - 1) : index + 2]
        is_right = sum(line.is_right for line in row) * 2 > len(row) or (
            from_right and any(line.is_right for line in row)
        )
        texts = [line.text for line in (reversed(row) if is_right or from_right else row)]
        size = statistics.median(line.size for line in row)
        yield Placed(
            " ".join(texts),
            row[0].left,
            max(line.right for line in row),
            statistics.median(line.y for line in row),
            size,
            all(line.is_bold for line in row),
            is_right,
            column,
            tuple(texts) if tabular[index] and sum(near) > 1 else (),
        )


def _has_cells(row: Sequence[Line]) -> bool:
    gaps = [after.left - before.right for before, after in pairwise(row)]
    return any(gap > _CELL_GAP * row[0].size for gap in gaps)
