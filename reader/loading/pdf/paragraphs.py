"""The lines of a PDF put together into paragraphs, headings, lists, notes and tables."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reader.article import BlockKind
from reader.loading.pdf.columns import Column, Placed
from reader.loading.runs import Run
from reader.text.lines import joined
from reader.text.regex import regex

_ENDED = regex(r"[.!?؟。！？…:：][\s»”\"’」』)\]）\u00b9\u00b2\u00b3\u2070-\u2079]*$")
_OPEN = regex(r"[=+×÷<>≤≥≈−]\s*$")
"""An operator, after which a formula goes on; its letters may make the lines stand apart."""
_BULLET = regex(r"[•●▪◾■◦‣∙\uf0b7\uf0a7]\s*(?=\S)|[·–—*-]\s+(?=\S)")
_NUMBERED = regex(r"(?:\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|[ivx]{1,4}[.)])\s+(?=\S)")
_NOTE = regex(r"[\u00b9\u00b2\u00b3\u2070-\u2079*†]|\(?\d{1,3}[.)]?\s")
_LEADERS = regex(r"\s*(?:[.…·]\s?){4,}")
"""The dots between an entry of a table of contents and its page."""
_LARGE = 1.15
"""Size, of the body's, from which a line is a heading."""
_SMALL = 0.93
"""Size, of the body's, up to which the foot of a page may be notes."""
_LOOSE = 1.28
"""Distance of two lines, of the usual one, from which a paragraph begins."""
_INDENT = 0.8
"""Heights of a letter by which a first line is set in."""
_LONGEST_HEADING = 200
"""Letters."""
_TALLEST_TITLE = 12
"""Lines before another that are looked at to tell whether it is centred as they are."""


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: list[Placed] = field(default_factory=list)
    is_foot: bool = False
    """Whether it is a note at the foot of a page."""
    remark: str = ""
    """What Dragoman has to say in its place."""

    @property
    def last(self) -> Placed:
        return self.lines[-1]

    @property
    def text(self) -> str:
        return _LEADERS.sub(" … ", joined(_soft(line.text) for line in self.lines)).strip()


def note(remark: str) -> Paragraph:
    """A paragraph of Dragoman's own: what could not be read."""
    return Paragraph(remark=remark)


def add(flow: list[Paragraph], page: Sequence[Placed], body: float) -> None:
    """Put the lines of a page after those of the pages before it.

    Args:
        flow: the paragraphs so far; the last of the text may go on.
        page: the lines of the page, in the order in which they are read.
        body: the size of most of the text.
    """
    text, feet = _parted(page, body)
    leading = _leading(text)
    last = next((one for one in reversed(flow) if not one.is_foot), None)
    if last is not None and last.remark:
        last = None
    started: list[Paragraph] = []
    for line in text:
        if last is not None and _goes_on(last, line, leading):
            last.lines.append(line)
        else:
            last = Paragraph([line])
            started.append(last)
    flow += started
    note_: Paragraph | None = None
    for line in feet:
        if note_ is not None and not _NOTE.match(line.text):
            note_.lines.append(line)
        else:
            note_ = Paragraph([line], is_foot=True)
            flow.append(note_)


def runs(flow: Sequence[Paragraph], body: float) -> list[Run]:
    """The runs of a page that paragraphs make."""
    sizes = sorted({round(one.lines[0].size) for one in flow if _is_large(one, body)}, reverse=True)
    made: list[Run] = []
    row = 0
    for paragraph in flow:
        if paragraph.remark:
            made.append(Run(paragraph.remark, "preformatted"))
            continue
        if paragraph.lines[0].cells:
            for line in paragraph.lines:
                row += 1
                for number, cell in enumerate(line.cells or (line.text,), 1):
                    made.append(Run(cell, "paragraph", cell=(row, number)))
            continue
        text = paragraph.text
        if not text:
            continue
        kind: BlockKind = "paragraph"
        mark, level = "", 0
        bullet = _BULLET.match(text)
        if _is_large(paragraph, body):
            kind, level = "heading", min(6, 1 + sizes.index(round(paragraph.lines[0].size)))
        elif _is_bold_heading(paragraph):
            kind, level = "heading", min(6, 2 + len(sizes))
        elif bullet:
            kind, mark, text = "list-item", "- ", text[bullet.end() :]
        made.append(Run(text, kind, mark=mark, level=level))
    return made


def _parted(page: Sequence[Placed], body: float) -> tuple[list[Placed], list[Placed]]:
    """The text of a page, and the notes at its foot."""
    feet: list[Placed] = []
    columns: dict[Column, list[Placed]] = {}
    for line in page:
        columns.setdefault(line.column, []).append(line)
    for lines in columns.values():
        first = len(lines)
        while first and lines[first - 1].size <= _SMALL * body:
            first -= 1
        while first < len(lines) and not _NOTE.match(lines[first].text):
            first += 1
        own = lines[first:]
        if 0 < first < len(lines) or (own and len(own) < len(page)):
            feet += own
    at_foot = set(map(id, feet))
    return [line for line in page if id(line) not in at_foot], feet


def _leading(lines: Sequence[Placed]) -> float:
    """The usual distance of two lines, in sizes of a letter."""
    steps = [
        (before.y - after.y) / max(before.size, 1.0)
        for before, after in pairwise(lines)
        if before.column == after.column
        and 0.8 < (before.y - after.y) / max(before.size, 1.0) < 2.6
        and abs(before.size - after.size) < 0.6
    ]
    return statistics.median_low(steps) if steps else 1.3


def _goes_on(paragraph: Paragraph, line: Placed, leading: float) -> bool:
    """Whether a line belongs to a paragraph that stands before it."""
    last = paragraph.last
    if last.cells or line.cells:
        return bool(last.cells and line.cells and len(last.cells) == len(line.cells))
    if _LEADERS.search(last.text) or _LEADERS.search(line.text):
        return False
    if abs(last.size - line.size) > 0.12 * max(last.size, line.size):
        return False
    if last.is_bold != line.is_bold and (_all_bold(paragraph) or line.is_bold):
        return False
    if _BULLET.match(line.text) or (_NUMBERED.match(line.text) and _may_end(last)):
        return False
    is_below = last.column == line.column and last.y - line.y > 0
    if not is_below:
        return _runs_over(paragraph, line)
    if last.is_right != line.is_right and _may_end(last):
        return False  # a text in two languages, of which each paragraph follows the other's
    if _OPEN.search(last.text) and last.y - line.y < 2.5 * last.size:
        return True
    if last.y - line.y > max(_LOOSE * leading, 1.2) * max(last.size, line.size):
        return False
    if _is_centred(paragraph, line):
        return not _may_end(last)
    return not (_is_set_in(paragraph, line) or _has_room(paragraph, line))


def _runs_over(paragraph: Paragraph, line: Placed) -> bool:
    """Whether a paragraph goes on in the next column, or on the next page."""
    last = paragraph.last
    text = last.text.rstrip()
    if text.endswith(("-", "\u00ad", "\u2010")):
        return True
    if _ENDED.search(text) or abs(last.size - line.size) > 0.5:
        return False
    first = next((letter for letter in line.text if letter.isalpha()), "")
    if not first:
        return False
    has_case = first.lower() != first.upper()
    return first.islower() if has_case else not _has_room(paragraph, line)


def _is_set_in(paragraph: Paragraph, line: Placed) -> bool:
    """Whether a line begins a paragraph by being set in, or a hanging one by standing out."""
    last = paragraph.last
    if line.is_right != last.is_right or not line.column.is_flush:
        return False
    shift = last.right - line.right if line.is_right else line.left - last.left
    if shift > _INDENT * line.size:
        return len(paragraph.lines) > 1 or not _starts_list(paragraph)
    return False


def _starts_list(paragraph: Paragraph) -> bool:
    text = paragraph.lines[0].text
    return bool(_BULLET.match(text) or _NUMBERED.match(text))


def _has_room(paragraph: Paragraph, line: Placed) -> bool:
    """Whether the next line's first word would have fitted on the last one, had it gone on."""
    last = paragraph.last
    column = last.column
    words = line.text.split(maxsplit=1)
    if not words or last.text.endswith(("-", "\u00ad")):
        return False
    letters = max(1, len(line.text))
    width = (line.right - line.left) / letters
    first = words[0]
    needed = width * (1 if _is_wide(first) else len(first) + 1)
    room = last.left - column.left if last.is_right else column.right - last.right
    if not column.is_flush:
        room = column.right - column.left - (last.right - last.left)
    slack = 1.6 if _may_end(last) else 4.0
    return room > needed + slack * last.size


def _is_centred(paragraph: Paragraph, line: Placed) -> bool:
    """Whether lines stand in the middle of their column, as those of a title do."""
    left, right = line.column.left, line.column.right
    middle = (left + right) / 2
    lines = [*paragraph.lines[-_TALLEST_TITLE:], line]
    is_in = any(one.left > left + one.size for one in lines)
    return is_in and all(abs((one.left + one.right) / 2 - middle) < one.size for one in lines)


def _is_wide(word: str) -> bool:
    return word[0] > "\u2e80"


def _may_end(line: Placed) -> bool:
    return bool(_ENDED.search(line.text))


def _all_bold(paragraph: Paragraph) -> bool:
    return all(line.is_bold for line in paragraph.lines)


def _is_large(paragraph: Paragraph, body: float) -> bool:
    lines = paragraph.lines
    if not lines or lines[0].cells or len(paragraph.text) > _LONGEST_HEADING:
        return False
    if _LEADERS.search(lines[0].text):
        return False
    return lines[0].size >= _LARGE * body and any(map(str.isalpha, lines[0].text))


def _is_bold_heading(paragraph: Paragraph) -> bool:
    if not _all_bold(paragraph) or len(paragraph.lines) > 3:
        return False
    text = paragraph.text
    return len(text) < 120 and not re.search(r"[.,;،؛。，]$", text) and not _BULLET.match(text)


def _soft(text: str) -> str:
    """A line whose hyphens, called for by its end alone, are soft ones at its end only."""
    return text[:-1].replace("\u00ad", "") + text[-1:]
