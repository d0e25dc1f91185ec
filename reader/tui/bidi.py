"""Arabic on a terminal that draws left to right only: what stands in which cell.

A terminal row is a row of cells, and most terminals put the first character in the leftmost
one, unjoined. So the order is made here, in the steps of the Unicode bidirectional algorithm
(UAX #9): the text is broken into lines in logical order, by the width of its cells; its
letters take the forms that their neighbours ask for; each line is then put in visual order.
Every cell keeps the range of characters it shows, so that a highlight, an underline or a
selection lands on the cells of exactly those characters, wherever they were moved.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from rich.cells import cell_len, set_cell_size, split_graphemes

from reader.languages import is_right_to_left
from reader.text.regex import regex
from reader.tui.wrapping import without_stray_joiners, wrap

Direction = Literal["ltr", "rtl"]
Drawing = Literal["app", "marked", "terminal"]
"""Who puts the letters in order: this module; this module, with a mark after each letter that
keeps the terminal from doing it once more (`marked`); or the terminal by itself."""

EXPLICIT_MODE = "\x1b[8l"
"""ECMA-48 BDSM reset: the terminal is to leave the order of the cells alone."""
IMPLICIT_MODE = "\x1b[8h"
"""The terminal's own bidirectional drawing, as it was before."""

_RTL = regex(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_CONTROLS = {code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0))}
_CONTROLS.update({code: " " for code in (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029)})
_INVISIBLE = {
    code: None
    for code in (
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x206A),
        0x00AD,
        0x061C,
        0xFEFF,
        *range(0xE0000, 0xE0080),
    )
}
_TURNING = {code: None for code in (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_ZWJ = "\u200d"
_TATWEEL = "\u0640"
_LAM_FORMS = "\ufedd\ufede\ufedf\ufee0"
_LAM = "\u0644"


class Cell(NamedTuple):
    """One character as it is drawn, marks and all: one cell, or two for a wide one."""

    text: str
    width: int
    """Cells it takes: 1 or 2."""
    start: int
    """Range of characters in the text that it shows."""
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, in visual order: the first cell is the leftmost."""

    cells: tuple[Cell, ...]
    start: int
    """Range of characters in the text; the white space it was broken at is left out."""
    end: int
    base: Direction

    @property
    def text(self) -> str:
        """What to write to the terminal."""
        return "".join(cell.text for cell in self.cells)

    @property
    def width(self) -> int:
        """Cells the line takes."""
        return sum(cell.width for cell in self.cells)


def direction(text: str, language: str | None = None) -> Direction:
    """The base direction of a paragraph.

    The language decides where it is known: an Arabic sentence that begins with "DGSN" is
    Arabic all the same. Without one, the first strong character does (UAX #9, P2 and P3).
    """
    if language:
        return "rtl" if is_right_to_left(language) else "ltr"
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def lines(
    text: str,
    width: int,
    *,
    base: Direction | None = None,
    drawing: Drawing = "app",
    breaks: bool = False,
) -> list[Line]:
    """Break `text` into lines of at most `width` cells and put each in visual order.

    With `drawing="terminal"` lines are broken but neither shaped nor reordered. With
    `breaks`, line ends in the text are kept (preformatted text).
    """
    base = base or direction(text)
    spans = wrap(text, width, breaks=breaks)
    if drawing != "terminal" and (base == "rtl" or _RTL.search(text)):
        return _reordered(text, spans, base)
    shown = _clean(text)
    return [Line(tuple(_clusters(shown, *span)), *span, base) for span in spans]


@lru_cache(maxsize=1 << 12)
def visual(text: str, width: int | None = None, *, base: Direction | None = None) -> str:
    """One line of text as it is to be written to the terminal: for labels and titles.

    What is longer than `width` cells is cut at its logical end, where an ellipsis shows it.
    """
    if width is not None and cell_len(text) > width:
        base = base or direction(text)
        text = set_cell_size(text, max(1, width - 1)).rstrip() + "…"
    if not _RTL.search(text):
        return _clean(text)
    line = _reordered(text, [(0, len(text))], base or direction(text))[0]
    return line.text


def visual_lines(text: str) -> str:
    """Several lines as they are to be written to the terminal, each in its own direction.

    That is the one of most of its letters: an English note may begin with the Arabic word that
    it is about.
    """
    return "\n".join(visual(line, base=prevailing(line)) for line in text.splitlines())


def prevailing(text: str) -> Direction:
    """The direction that most letters of a text have, where nothing says what language it is in."""
    kinds = [unicodedata.bidirectional(character) for character in text]
    from_right = sum(kind in ("R", "AL") for kind in kinds)
    return "rtl" if from_right > kinds.count("L") else "ltr"


def printable(text: str) -> str:
    """A text for a field or a notice: line ends stay, and nothing in it acts on the terminal.

    Escapes are shown as what they are not; marks that turn the order of what follows go.
    """
    if text.isascii() and text.isprintable():
        return text
    lines = text.translate(_TURNING).split("\n")
    return "\n".join(line.translate(_CONTROLS) for line in lines)


def _clean(text: str) -> str:
    """The text with nothing in it that acts on the terminal; as many characters as before."""
    if text.isascii() and text.isprintable():
        return text
    return without_stray_joiners(text.translate(_CONTROLS))


def _clusters(shown: str, start: int, end: int) -> Iterator[Cell]:
    part = shown[start:end]
    if part.isascii():
        for index, character in enumerate(part, start):
            yield Cell(character, 1, index, index + 1)
        return
    for first, last, cells in split_graphemes(part)[0]:
        if cells:
            cluster = part[first:last]
            if len(cluster) > 1 and _ZWJ not in cluster:
                cluster = cluster.translate(_INVISIBLE)
            yield Cell(cluster, cells, start + first, start + last)


def _reordered(text: str, spans: list[tuple[int, int]], base: Direction) -> list[Line]:
    shown = _clean(text)
    rank, mirrored = _order(shown, base)
    letters = _shaped(text.translate(_CONTROLS))
    mirror = _mirror_table()
    result: list[Line] = []
    for start, end in spans:
        cells: list[Cell] = []
        for cell in _clusters(shown, start, end):
            head, marks = letters[cell.start], cell.text[1:]
            if not head and cells:
                # The alef of a lam-alef: it is drawn by the cell of its lam.
                lam = cells[-1]
                cells[-1] = Cell(lam.text + marks, lam.width, lam.start, cell.end)
                continue
            if mirrored[cell.start]:
                head = mirror.get(head, head)
            cells.append(Cell((head or cell.text[0]) + marks, cell.width, cell.start, cell.end))
        # Two characters' visual order depends only on the levels between them, so a line's
        # order is the paragraph's, restricted to the line. Rule L1 (trailing white space)
        # has nothing to do: a line has none.
        cells.sort(key=lambda cell: rank[cell.start])
        result.append(Line(tuple(cells), start, end, base))
    return result


_TAG_BASE, _TAG_DIGITS = 0xE0020, 32


def _order(text: str, base: Direction) -> tuple[list[int], list[bool]]:
    """The visual rank of each character of a paragraph, and whether it runs right to left.

    python-bidi gives back a reordered string and not where each character went. So each
    character is followed by its index, written in three digits of tag characters: of the
    class BN, which the algorithm neither looks at nor moves away from the character before
    (UAX #9, 5.2). Reading the digits of the result gives the order; the digits of a
    character that runs right to left come out backwards.
    """
    from bidi import get_display

    rank = [len(text)] * len(text)
    backwards = [False] * len(text)
    # A strong character of the base direction at the end changes no level, and keeps the last
    # tag from being taken for white space at a line's end, which rule L1 moves away.
    sentinel, side = ("\u05d0", "R") if base == "rtl" else ("a", "L")
    text = text.rstrip()
    limit = _TAG_DIGITS**3
    placed = 0
    for offset in range(0, len(text), limit):
        tagged: list[str] = []
        for index, character in enumerate(text[offset : offset + limit]):
            if unicodedata.combining(character) or 0xE0000 <= ord(character) < 0xE0080:
                continue
            tagged.append(character)
            tagged.append(_tag(index))
        shown = get_display("".join(tagged) + sentinel, base_dir=side)
        assert isinstance(shown, str)
        digits = [ord(character) - _TAG_BASE for character in shown]
        digits = [digit for digit in digits if 0 <= digit < 3 * _TAG_DIGITS]
        for at in range(0, len(digits) - 2, 3):
            three = digits[at : at + 3]
            reverse = three[0] >= 2 * _TAG_DIGITS
            high, middle, low = reversed(three) if reverse else three
            index = (high * _TAG_DIGITS + middle - _TAG_DIGITS) * _TAG_DIGITS
            index += low - 2 * _TAG_DIGITS + offset
            rank[index] = placed
            backwards[index] = reverse
            placed += 1
    return rank, backwards


@cache
def _tag(index: int) -> str:
    high, rest = divmod(index, _TAG_DIGITS**2)
    middle, low = divmod(rest, _TAG_DIGITS)
    return (
        chr(_TAG_BASE + high)
        + chr(_TAG_BASE + _TAG_DIGITS + middle)
        + chr(_TAG_BASE + 2 * _TAG_DIGITS + low)
    )


def _shaped(text: str) -> list[str]:
    """For each character the letter form to draw; "" where the one before draws it too.

    Marks are set aside first, so that a letter joins its neighbour across them, and the
    joined letters stay one to one with the text's; lam-alef, which every Arabic reader
    expects as one letter, is put together afterwards.
    """
    shown = list(text)
    bare = [index for index, character in enumerate(text) if not unicodedata.combining(character)]
    joined = _reshaper()("".join(_TATWEEL if text[i] == _ZWJ else text[i] for i in bare))
    if len(joined) != len(bare):  # a character that the reshaper drops: leave the text unjoined
        return shown
    ligatures = _lam_alef()
    previous = -1
    for index, form in zip(bare, joined, strict=True):
        if previous >= 0 and (ligature := ligatures.get(shown[previous] + form)):
            shown[previous], shown[index] = ligature, ""
            previous = -1
            continue
        shown[index] = form
        previous = index if form in _LAM_FORMS else -1
    return shown


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    return ArabicReshaper(
        configuration={
            "delete_harakat": False,
            "delete_tatweel": False,
            "support_zwj": False,
            "support_ligatures": False,
        }
    ).reshape


@cache
def _lam_alef() -> dict[str, str]:
    """Joined lam and alef forms to the one letter they make, from Unicode's own data."""
    ligatures: dict[str, str] = {}
    for code in range(0xFEF5, 0xFEFD):
        form, lam, alef = unicodedata.decomposition(chr(code)).split()
        lam_form = "\ufedf" if form == "<isolated>" else "\ufee0"
        for alef_form in range(0xFE81, 0xFE8F):
            parts = unicodedata.decomposition(chr(alef_form)).split()
            if parts == ["<final>", alef] and chr(int(lam, 16)) == _LAM:
                ligatures[lam_form + chr(alef_form)] = chr(code)
    return ligatures


@cache
def _mirror_table() -> dict[str, str]:
    from bidi.mirror import MIRRORED

    return dict(MIRRORED)


_RTL_CELL = regex(
    "([\u05d0-\u05ea\u0620-\u06ff\ufb1d-\ufdff\ufe70-\ufefc][\u0610-\u061a\u064b-\u065f]*)"
)


def marked(text: str) -> str:
    """Text in visual order with a left-to-right mark after each right-to-left letter.

    Konsole cannot be told to leave the order alone, but it runs Unicode's algorithm, in which
    two right-to-left letters with that mark between them keep their places.
    """
    return _RTL_CELL.sub("\\1\u200e", text)


def preferred(environment: Mapping[str, str] | None = None) -> Drawing:
    """Who had better order the letters in the terminal that the environment tells of.

    We do, wherever the terminal draws what it is sent or can be asked to (`EXPLICIT_MODE`);
    Konsole needs marks for it. Apple's Terminal reorders by itself and cannot be asked.
    """
    environment = os.environ if environment is None else environment
    if environment.get("TERM_PROGRAM") == "Apple_Terminal":
        return "terminal"
    return "marked" if environment.get("KONSOLE_VERSION") else "app"
