"""Letters put into lines: those on one base line, without a wide gap between them."""

from __future__ import annotations

import statistics
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import not_

from reader.loading.inline import raised
from reader.loading.pdf import initials
from reader.loading.pdf.glyphs import Glyph, Sheet
from reader.text.lines import is_wide

_SAME_ROW = 0.35
"""Heights of a letter within which two stand on one base line."""
_NEAR_ROW = 0.5
"""Heights of a letter up to which a mark stands above or below its row."""
_GAP = 0.9
"""Heights of a letter from which a gap may be one between two columns."""
_SPACE = 0.2
"""Heights of a letter from which a gap parts two words, whether there is a space or not."""
_HINTED_SPACE = 0.06
_BESIDE = 8
"""Letters to either side of a mark that it may belong to."""
_SMALL = 0.88
"""Size, of its neighbours', up to which a letter may be a note's number."""


@dataclass(slots=True, eq=False)
class Line:
    """A stretch of a row without a wide gap in it."""

    units: list[str]
    """What is shown, from left to right: a letter and its marks each, and the spaces."""
    left: float
    right: float
    y: float
    size: float
    is_bold: bool
    row: int
    """Number of its row on the page, from the top."""
    text: str = ""
    """What it says, in the order of writing."""
    is_right: bool = False
    """Whether it is written from right to left."""
    height: float = field(default=0.0)
    """Of its tallest letter, in points."""


def of_page(sheet: Sheet) -> list[Line]:
    """The lines of a page, from the top, those of one row from the left."""
    letters = [glyph for glyph in sheet.glyphs if not glyph.is_space and glyph.size > 0.5]
    spaces = [glyph for glyph in sheet.glyphs if glyph.is_space]
    rows = _with_raised(_rows(initials.lowered(letters, spaces)))
    lines: list[Line] = []
    spaces.sort(key=lambda space: space.y)
    levels = [space.y for space in spaces]
    for number, row in enumerate(rows):
        size = statistics.median(glyph.size for glyph in row)
        level = statistics.median(glyph.y for glyph in row)
        first, last = bisect_right(levels, level - size), bisect_left(levels, level + size)
        hints = sorted(space.x for space in spaces[first:last])
        for piece in _pieces(sorted(row, key=lambda glyph: glyph.x), size):
            lines.append(_line(piece, hints, number))
    return [line for line in lines if "".join(line.units).strip()]


def _rows(letters: Sequence[Glyph]) -> list[list[Glyph]]:
    """Letters by their base line, the highest first.

    A letter with a vowel mark may have the place of the mark: it goes to the row beside it.
    """
    marked = {_place(glyph) for glyph in letters if unicodedata.combining(glyph.text[0])}
    if not marked:
        return _on_one_level(letters)
    rows = _on_one_level([glyph for glyph in letters if _place(glyph) not in marked])
    levels = [statistics.median(glyph.y for glyph in row) for row in rows]
    stray: list[Glyph] = []
    depths = [-level for level in levels]
    for glyph in letters:
        if _place(glyph) not in marked:
            continue
        at = bisect_left(depths, -glyph.y)
        beside = range(max(0, at - 1), min(len(rows), at + 1))
        nearest = min(beside, key=lambda i: abs(levels[i] - glyph.y), default=None)
        if nearest is not None and abs(levels[nearest] - glyph.y) < _NEAR_ROW * glyph.size:
            rows[nearest].append(glyph)
        else:
            stray.append(glyph)
    if stray:
        rows += _on_one_level(stray)
        rows.sort(key=lambda row: -statistics.median(glyph.y for glyph in row))
    return rows


def _place(glyph: Glyph) -> tuple[float, float]:
    return round(glyph.x, 1), round(glyph.y, 1)


def _on_one_level(letters: Sequence[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    level = 0.0
    for glyph in sorted(letters, key=lambda glyph: -glyph.y):
        if rows and level - glyph.y <= _SAME_ROW * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            level = glyph.y
    return rows


def _with_raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """The rows, with raised and lowered letters in the row that they belong to."""
    sizes = [statistics.median(glyph.size for glyph in row) for row in rows]
    levels = [statistics.median(glyph.y for glyph in row) for row in rows]
    for index, row in enumerate(rows):
        for other in (index + 1, index - 1):
            if not (0 <= other < len(rows) and rows[other] and row):
                continue
            rise = levels[index] - levels[other]
            if sizes[index] > _SMALL * sizes[other] or not -0.3 < rise / sizes[other] < 0.7:
                continue
            size = sizes[other]
            starts = sorted(big.left for big in rows[other])
            ends = sorted(big.right for big in rows[other])
            near = [
                _has_between(ends, glyph.left - 0.4 * size, glyph.left + 0.5 * size)
                or _has_between(starts, glyph.right - 0.5 * size, glyph.right + 0.4 * size)
                for glyph in row
            ]
            if sum(near) <= 4 or all(near):
                rows[other] += [_raised(glyph, rise) for glyph in compress(row, near)]
                row[:] = compress(row, map(not_, near))
    return [row for row in rows if row]


def _has_between(places: Sequence[float], first: float, last: float) -> bool:
    """Whether one of some places, which are in order, is between two others."""
    at = bisect_right(places, first)
    return at < len(places) and places[at] < last


def _raised(glyph: Glyph, rise: float) -> Glyph:
    text = raised(glyph.text) if rise > 0 and glyph.text.isascii() else glyph.text
    return Glyph(text, glyph.x, glyph.y, glyph.left, glyph.right, glyph.size, glyph.is_bold)


def _pieces(row: Sequence[Glyph], size: float) -> Iterator[list[Glyph]]:
    """The stretches of a row between wide gaps."""
    piece: list[Glyph] = []
    end = 0.0
    for glyph in row:
        if piece and glyph.left - end > _GAP * max(size, glyph.size):
            yield piece
            piece = []
        end = max(end, glyph.right) if piece else glyph.right
        piece.append(glyph)
    if piece:
        yield piece


def _line(piece: Sequence[Glyph], hints: Sequence[float], row: int) -> Line:
    size = statistics.median(glyph.size for glyph in piece)
    units: list[str] = []
    end = 0.0
    before_is_marked = False
    for cluster in _clusters(piece, size):
        left, right = _edges(cluster)
        unit = "".join(glyph.text for glyph in cluster) if len(cluster) > 1 else cluster[0].text
        is_marked = not unit.isascii() and any(map(unicodedata.combining, unit))
        if units:
            gap = left - end
            margin = 0.12 * size
            at = bisect_left(hints, end - margin)
            is_hinted = at < len(hints) and hints[at] <= left + margin
            is_wide_gap = gap > _SPACE * size and not (
                is_wide(units[-1][-1]) and is_wide(cluster[0].text)
            )
            least = _HINTED_SPACE
            if before_is_marked or is_marked:
                # It has the place of its vowel mark, which is narrower.
                least, is_wide_gap = 0.14, gap > 0.3 * size
            if is_wide_gap or (is_hinted and gap > least * size):
                units.append(" ")
        units.append(unit)
        before_is_marked = is_marked
        end = max(end, right) if len(units) > 1 else right
    return Line(
        units,
        min(glyph.left for glyph in piece),
        max(glyph.right for glyph in piece),
        statistics.median(glyph.y for glyph in piece),
        size,
        sum(glyph.is_bold for glyph in piece) > len(piece) / 2,
        row,
        height=max(glyph.size for glyph in piece),
    )


def _edges(cluster: Sequence[Glyph]) -> tuple[float, float]:
    if len(cluster) == 1:
        return cluster[0].left, cluster[0].right
    return min(glyph.left for glyph in cluster), max(glyph.right for glyph in cluster)


def _clusters(piece: Sequence[Glyph], size: float) -> list[list[Glyph]]:
    """Letters from the left, each with its marks; a ligature's letters in the order of writing."""
    bases = [glyph for glyph in piece if not unicodedata.combining(glyph.text[0])]
    marks = [glyph for glyph in piece if unicodedata.combining(glyph.text[0])]
    clusters: list[list[Glyph]] = []
    for glyph in bases:
        if clusters and abs(clusters[-1][0].x - glyph.x) < 0.02 * size:
            clusters[-1].append(glyph)
        else:
            clusters.append([glyph])
    places = [cluster[0].x for cluster in clusters]
    clusters = [_in_writing_order(cluster) for cluster in clusters]
    edges = list(map(_edges, clusters)) if marks else []
    for mark in marks:
        middle = (mark.left + mark.right) / 2
        at = bisect_left(places, mark.x)
        beside = range(max(0, at - _BESIDE), min(len(clusters), at + _BESIDE))
        own = [i for i in beside if abs(clusters[i][0].x - mark.x) < 0.02 * size]
        nearest = min(own or beside, key=lambda i: _distance(*edges[i], middle), default=None)
        if nearest is not None:
            clusters[nearest].append(mark)
            left, right = edges[nearest]
            edges[nearest] = min(left, mark.left), max(right, mark.right)
    return clusters


def _in_writing_order(cluster: list[Glyph]) -> list[Glyph]:
    """Letters set at one place: of an Arabic ligature the right one is written first."""
    if len(cluster) == 1 or not all(is_right(glyph.text) for glyph in cluster):
        return cluster
    return sorted(cluster, key=lambda g: (-round(g.left + g.right, 2), g.text[0] != "ل"))


def _distance(left: float, right: float, middle: float) -> float:
    return max(left - middle, middle - right, 0.0) + 0.01 * abs((left + right) / 2 - middle)


def is_right(text: str) -> bool:
    """Whether a letter is one that is written from right to left."""
    return unicodedata.bidirectional(text[0]) in ("R", "AL")
