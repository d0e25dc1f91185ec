"""Which line of which text stands in which row: the geometry of the panes, without a widget.

Only what is near the screen is laid out; the rest of a long book has an estimated height
until it comes near. Whoever scrolls keeps one row still (`Layout.settle` says how far the
rows above it moved), so that neither estimates nor arriving translations move the text under
the reader.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, NamedTuple

from reader.tui import bidi
from reader.tui.config import Mode
from reader.tui.document import Document, Unit

Side = Literal["source", "target"]

WAITING = "⋯"
"""Stands where a translation is to come."""

_SPAN_ROWS = 6
"""Source rows after which a long paragraph's two texts are brought level again."""

_KEPT = 400
"""Units whose lines are kept."""

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


Row = tuple[Part | None, Part | None]
"""What stands in a row: in paired columns source and target; otherwise one part and None."""


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


class Layout:
    """The rows of a document at a width and in a mode."""

    def __init__(
        self, document: Document, width: int, mode: Mode, drawing: bidi.Drawing, target: str
    ) -> None:
        self.document = document
        self.mode: Mode = mode
        self.drawing: bidi.Drawing = drawing
        self.width = width
        self.columns = columns(width, mode)
        self.target = target
        self.revealed: set[int] = set()
        """Sentences whose translation was asked for, in the mode that hides them."""
        self.units: list[Unit] = []
        self._heights: list[int] = []
        self._exact: list[bool] = []
        self._offsets: list[int] | None = None
        self._laid: OrderedDict[int, Laid] = OrderedDict()
        self._firsts: list[int] = []
        self._counted = 0
        self.extend()

    def extend(self) -> None:
        """Take in the sentences that were added to the document."""
        begin = self._counted
        while self.units and 0 < begin < len(self.document.sentences) and self._goes_on(begin):
            begin = self._pop().first
        self._counted = len(self.document.sentences)
        if begin >= self._counted:
            return
        for unit in self.document.units(_SPAN_ROWS * self.columns.width, begin):
            self.units.append(unit)
            self._firsts.append(unit.first)
            self._heights.append(self._estimate(unit))
            self._exact.append(False)
        self._offsets = None

    def _goes_on(self, sentence: int) -> bool:
        """Whether the last unit's block, or fold, goes on with a sentence."""
        last, document = self.units[-1], self.document
        if last.folded:
            return document.is_folded(sentence)
        return last.block == document.sentences[sentence].block

    def refold(self) -> None:
        """Make the units again, after the document's folds changed."""
        self.units.clear()
        self._firsts.clear()
        self._heights.clear()
        self._exact.clear()
        self._laid.clear()
        self._counted = 0
        self.extend()

    def changed(self, sentence: int) -> None:
        """A sentence has another translation, or is revealed."""
        number = self.unit_of(sentence)
        self._laid.pop(number, None)
        self._exact[number] = False

    @property
    def height(self) -> int:
        """Rows in all, as far as is known."""
        return self._starts()[-1]

    def unit_of(self, sentence: int) -> int:
        """The unit that shows a sentence."""
        return max(0, bisect_right(self._firsts, sentence) - 1)

    def locate(self, row: int) -> tuple[int, int]:
        """The unit that has a row, and the row's place in it."""
        starts = self._starts()
        number = min(max(0, bisect_right(starts, row) - 1), max(0, len(self.units) - 1))
        return number, max(0, row - starts[number])

    def top(self, number: int) -> int:
        """The first row of a unit."""
        return self._starts()[number]

    def row(self, row: int) -> tuple[Unit, Laid, Row] | None:
        """What stands in a row; None below the end."""
        if not self.units or row >= self.height:
            return None
        number, place = self.locate(row)
        laid = self.lay(number)
        return (self.units[number], laid, laid.rows[place]) if place < len(laid.rows) else None

    def rows_of(self, sentence: int) -> tuple[int, int]:
        """The first row of a sentence, and the row after its last one, on either side."""
        number = self.unit_of(sentence)
        places = [
            place
            for place, row in enumerate(self.lay(number).rows)
            for part in row
            if part is not None and _shows(part, sentence)
        ]
        top = self.top(number)
        return (top + min(places), top + max(places) + 1) if places else (top, top + 1)

    def settle(self, row: int, height: int) -> int:
        """Lay out a screen of rows and one more above and below; how far `row` moved."""
        if not self.units:
            return 0
        number, _ = self.locate(row)
        before = self.top(number)
        covered, index = before - row, number
        while index < len(self.units) and covered < 2 * height:
            covered += len(self.lay(index).rows)
            index += 1
        covered, index = 0, number - 1
        while index >= 0 and covered < height:
            covered += len(self.lay(index).rows)
            index -= 1
        return self.top(number) - before

    def lay(self, number: int) -> Laid:
        """The rows of a unit."""
        laid = self._laid.get(number)
        if laid is None:
            laid = self._laid[number] = self._lay(self.units[number])
            if len(self._laid) > _KEPT:
                self._laid.popitem(last=False)
        else:
            self._laid.move_to_end(number)
        if not self._exact[number]:
            self._exact[number] = True
            if self._heights[number] != len(laid.rows):
                self._heights[number] = len(laid.rows)
                self._offsets = None
        return laid

    def source_text(self, unit: Unit) -> Text:
        """The source side of a unit."""
        sentences = self.document.sentences[unit.first : unit.last]
        block = self.document.article.blocks[unit.block]
        begin = sentences[0].start
        last = sentences[-1]
        text = block.text[begin - block.start : last.start + len(last.text) - block.start]
        spans, terms = [], []
        for index, sentence in enumerate(sentences, unit.first):
            start = sentence.start - begin
            spans.append(Span(start, start + len(sentence.text), index))
            terms += [
                Term(start + term.start, start + term.end, index, term.concept)
                for term in sentence.terms
            ]
        return Text(
            text,
            tuple(spans),
            tuple(terms),
            base=bidi.direction(text, block.language),
            breaks=block.kind == "preformatted",
        )

    def target_text(self, unit: Unit) -> Text:
        """The target side of a unit, with a mark where a translation is to come."""
        joint = "" if self.target in ("zh", "ja") else " "
        breaks = self.document.article.blocks[unit.block].kind == "preformatted"
        text = ""
        spans, terms, waiting = [], [], []
        for index in range(unit.first, unit.last):
            if text:
                text += "\n" if breaks else joint
            start = len(text)
            translation = self.document.translations[index]
            if translation is None or (self.mode == "demand" and index not in self.revealed):
                text += WAITING
                waiting.append((start, len(text)))
            else:
                text += translation.target
                terms += [
                    Term(start + use.target_span[0], start + use.target_span[1], index, use.concept)
                    for use in translation.terms
                ]
            spans.append(Span(start, len(text), index))
        return Text(
            text,
            tuple(spans),
            tuple(terms),
            tuple(waiting),
            bidi.direction(text, self.target),
            breaks,
        )

    def _lay(self, unit: Unit) -> Laid:
        if unit.folded:
            blank = Text("", ())
            return Laid(blank, blank, ((None, None), (None, None)))
        source, target = self.source_text(unit), self.target_text(unit)
        left = self._parts("source", source) if self.mode != "translation" else []
        right = self._parts("target", target) if self.mode != "source" else []
        rows: list[Row]
        if self.columns.paired:
            height = max(len(left), len(right))
            rows = [
                (left[i] if i < len(left) else None, right[i] if i < len(right) else None)
                for i in range(height)
            ]
        else:
            rows = [(part, None) for part in left + right]
        if unit.closes or self.mode == "interleaved":
            rows.append((None, None))
        return Laid(source, target, tuple(rows))

    def _parts(self, side: Side, text: Text) -> list[Part]:
        return [
            Part(side, text, line)
            for line in bidi.lines(
                text.text,
                self.columns.width,
                base=text.base,
                drawing=self.drawing,
                breaks=text.breaks,
            )
        ]

    def _estimate(self, unit: Unit) -> int:
        if unit.folded:
            return 2
        sentences = self.document.sentences
        wide = 2 if sentences[unit.first].language in ("zh", "ja", "ko") else 1
        length = sum(len(sentences[i].text) + 1 for i in range(unit.first, unit.last)) * wide
        rows = 1 + length // self.columns.width
        both = 2 if self.mode == "interleaved" else 1
        return rows * both + (unit.closes or self.mode == "interleaved")

    def _pop(self) -> Unit:
        number = len(self.units) - 1
        self._laid.pop(number, None)
        self._heights.pop()
        self._exact.pop()
        self._firsts.pop()
        self._offsets = None
        return self.units.pop()

    def _starts(self) -> list[int]:
        if self._offsets is None:
            self._offsets = list(accumulate(self._heights, initial=0))
        return self._offsets


def _shows(part: Part, sentence: int) -> bool:
    line = part.line
    return any(
        span.sentence == sentence and span.start < max(line.end, 1) and line.start < span.end
        for span in part.text.spans
    )
