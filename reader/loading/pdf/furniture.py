"""What stands on every page: running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reader.loading.pdf.lines import Line
from reader.text.regex import regex

_MARGIN = 0.13
"""Share of a page's height, above and below, in which they stand."""
_ROWS = 2
"""Rows from the top and from the bottom that may be one."""
_NUMBER = regex(
    r"[\s|·•–—-]*(?:(?:page|p\.|pg\.?|صفحة|الصفحة|ص|第)\s*)?"
    r"(?:[0-9٠-٩۰-۹]{1,4}|[ivxlcdm]{1,7})"
    r"(?:\s*(?:/|of|sur|de|من|-|共)\s*[0-9٠-٩]{1,4})?\s*页?[\s|·•–—-]*",
    re.IGNORECASE,
)
_DIGITS = regex(r"[0-9٠-٩۰-۹]+|\b[ivxlc]{1,6}\b", re.IGNORECASE)


def take_out(sheets: Sequence[list[Line]], heights: Sequence[float]) -> list[str]:
    """Take running heads and page numbers off the pages.

    Args:
        sheets: the lines of each page; changed.
        heights: of the pages, in points.

    Returns:
        Each running head once, in the order of the pages; page numbers are gone.
    """
    margins = [
        list(_in_margin(sheet, height)) for sheet, height in zip(sheets, heights, strict=True)
    ]
    counts: Counter[tuple[str, bool, int]] = Counter()
    for margin in margins:
        counts.update({_key(line, is_top, shift) for line, is_top in margin for shift in (0, 1)})
    heads: dict[str, None] = {}
    for sheet, margin in zip(sheets, margins, strict=True):
        for line, is_top in margin:
            recurs = max(counts[_key(line, is_top, shift)] for shift in (0, 1)) > 1
            is_number = bool(_NUMBER.fullmatch(line.text))
            if is_number and (recurs or _stands_apart(line, sheet)):
                sheet.remove(line)
            elif recurs and any(map(str.isalpha, line.text)):
                sheet.remove(line)
                heads.setdefault(_DIGITS.sub("", line.text).strip(" -–—|·•/") or line.text)
    return list(heads)


def _in_margin(sheet: Sequence[Line], height: float) -> list[tuple[Line, bool]]:
    """The lines that may be one, and whether each is at the top."""
    rows = sorted({line.row for line in sheet})
    tops, bottoms = set(rows[:_ROWS]), set(rows[-_ROWS:])
    candidates = []
    for line in sheet:
        if line.row in tops and line.y > (1 - _MARGIN) * height:
            candidates.append((line, True))
        elif line.row in bottoms and line.y < _MARGIN * height:
            candidates.append((line, False))
    return candidates


def _key(line: Line, is_top: bool, shift: int) -> tuple[str, bool, int]:
    """What two pages' lines have in common; places are compared to some points."""
    said = _DIGITS.sub("#", line.text.casefold())
    return "".join(said.split()), is_top, int((line.y + 4 * shift) // 8)


def _stands_apart(number: Line, sheet: Sequence[Line]) -> bool:
    """Whether a number is alone in its row, well away from the text."""
    others = [line for line in sheet if line is not number]
    if any(line.row == number.row for line in others):
        return False
    return all(abs(line.y - number.y) > 1.8 * number.size for line in others)
