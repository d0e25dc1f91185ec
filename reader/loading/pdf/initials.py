"""Drop caps: the large letter that a text begins with, put before the word that it belongs to."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from reader.loading.pdf.glyphs import Glyph

_LARGE = 1.7
"""Size, of the usual one, from which a letter may stand for several lines."""
_MOST = 3
"""Letters and marks that are so large together: a heading has more."""
_MOST_ON_PAGE = 60
"""Large letters that stand apart on a page: with more of them it is a poster, or a table."""
_REACH = 1.6
"""Heights of a usual letter up to which the lines beside it begin."""
_ALONE = frozenset("AÀYÔIOÓE")
"""Letters that are a word of themselves before one with a capital."""


def lowered(letters: Sequence[Glyph], spaces: Sequence[Glyph]) -> list[Glyph]:
    """The letters of a page, each drop cap as the first of its line.

    Args:
        letters: the letters.
        spaces: the spaces, where the PDF has them.
    """
    if not letters:
        return []
    usual = statistics.median(glyph.size for glyph in letters)
    large = [glyph for glyph in letters if glyph.size >= _LARGE * usual]
    groups = list(_groups(large))
    if len(groups) > _MOST_ON_PAGE:
        return list(letters)
    caps: list[Glyph] = []
    taken: set[int] = set()
    for group in groups:
        first = _beside(group, letters, usual)
        if first is None:
            continue
        text = "".join(_with_gaps(group))
        end = max(glyph.right for glyph in group)
        is_apart = any(
            end - 0.1 * usual <= each.x <= first.left + 0.1 * usual
            and abs(each.y - group[0].y) < 0.2 * usual
            for each in spaces
        )
        alone = text[-1] in _ALONE and first.text[0].isupper()
        gap = 0.3 * first.size if is_apart or alone else 0.0
        right = first.left - gap
        left = right - 0.35 * first.size  # little enough that the lines below are not set in
        caps.append(first._replace(text=text, x=left, left=left, right=right))
        taken |= set(map(id, group))
    return [*(glyph for glyph in letters if id(glyph) not in taken), *caps]


def _groups(large: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Large letters that stand together, but for the words of headings."""
    row: list[Glyph] = []
    for glyph in sorted(large, key=lambda each: (-round(each.y), each.left)):
        if row and (abs(row[-1].y - glyph.y) > 1 or glyph.left - row[-1].right > row[-1].size):
            yield from _small(row)
            row = []
        row.append(glyph)
    yield from _small(row)


def _small(row: list[Glyph]) -> Iterator[list[Glyph]]:
    if 0 < len(row) <= _MOST and row[-1].text[-1].isupper():
        yield row


def _with_gaps(group: Sequence[Glyph]) -> Iterator[str]:
    end = group[0].right
    for glyph in group:
        if glyph.left - end > 0.15 * glyph.size:
            yield " "
        yield glyph.text
        end = glyph.right


def _beside(group: Sequence[Glyph], letters: Sequence[Glyph], usual: float) -> Glyph | None:
    """The letter that a drop cap stands before; None where it is none: no two lines beside it."""
    cap = group[-1]
    near = [
        glyph
        for glyph in letters
        if glyph.size < cap.size / _LARGE
        and -0.2 * usual < glyph.left - cap.right < _REACH * usual
        and cap.y - 0.3 * usual < glyph.y < cap.y + cap.size
    ]
    if not near:
        return None
    top = max(glyph.y for glyph in near)
    if top - min(glyph.y for glyph in near) < 0.8 * usual:
        return None
    return min((glyph for glyph in near if top - glyph.y < 0.3 * usual), key=lambda g: g.left)
