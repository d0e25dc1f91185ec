"""Which line of which text stands in which row: the geometry of the panes, without a widget.

Only what is near the screen is laid out; the rest of a long book has an estimated height
until it comes near. Whoever scrolls keeps one row still (`Layout.settle` says how far the
rows above it moved), so that neither estimates nor arriving translations move the text under
the reader.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from itertools import accumulate, zip_longest

from reader.tui import bidi
from reader.tui.config import Mode
from reader.tui.document import Document, Unit
from reader.tui.rows import Laid, Part, Row, Side, Span, Term, Text, columns
from reader.tui.tables import Place, cell_lines, places

WAITING = "⋯"
"""Stands where a translation is to come."""

_SPAN_ROWS = 6
"""Source rows after which a long paragraph's two texts are brought level again."""

_KEPT = 400
"""Units whose lines are kept."""


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
        self._tables: dict[int, list[Place] | None] = {}
        """Where the columns of tables stand, by their first blocks."""
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
        return document.sentences[sentence].block < last.block + last.cells

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
            if _shows(part, sentence)
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
        begin, last = sentences[0].start, sentences[-1]
        text = block.text[begin - block.start : last.start + len(last.text) - block.start]
        shifts: dict[int, int] = {}
        cells = []
        if unit.cells > 1:
            text = ""
            for number in range(unit.block, unit.block + unit.cells):
                cell = self.document.article.blocks[number]
                shifts[number] = len(text) - cell.start
                cells.append((len(text), len(text) + len(cell.text)))
                text += f"{cell.text}\n"
        spans, terms = [], []
        for index, sentence in enumerate(sentences, unit.first):
            start = sentence.start + shifts.get(sentence.block, -begin)
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
            cells=tuple(cells),
        )

    def target_text(self, unit: Unit) -> Text:
        """The target side of a unit, with a mark where a translation is to come."""
        joint = "" if self.target in ("zh", "ja") else " "
        breaks = self.document.article.blocks[unit.block].kind == "preformatted"
        text = ""
        spans, terms, waiting = [], [], []
        cells: dict[int, tuple[int, int]] = {}
        for index in range(unit.first, unit.last):
            number = self.document.sentences[index].block
            if text and unit.cells > 1 and number not in cells:
                text += "\n"
            elif text:
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
            if unit.cells > 1:
                cells[number] = (cells.get(number, (start,))[0], len(text))
        empty = (len(text), len(text))
        blocks = range(unit.block, unit.block + unit.cells) if unit.cells > 1 else ()
        return Text(
            text,
            tuple(spans),
            tuple(terms),
            tuple(waiting),
            bidi.direction(text, self.target),
            breaks,
            tuple(cells.get(number, empty) for number in blocks),
        )

    def _lay(self, unit: Unit) -> Laid:
        if unit.folded:
            blank = Text("", ())
            return Laid(blank, blank, ((), ()))
        source, target = self.source_text(unit), self.target_text(unit)
        left = self._parts("source", source, unit) if self.mode != "translation" else []
        right = self._parts("target", target, unit) if self.mode != "source" else []
        if self.columns.paired:
            rows = [(*one, *other) for one, other in zip_longest(left, right, fillvalue=())]
        else:
            rows = [*left, *right]
        if unit.closes or self.mode == "interleaved":
            rows.append(())
        return Laid(source, target, tuple(rows))

    def _parts(self, side: Side, text: Text, unit: Unit) -> list[Row]:
        if text.cells:
            return self._row_of_cells(side, text, unit)
        return [
            (Part(side, text, line),)
            for line in bidi.lines(
                text.text,
                self.columns.width,
                base=text.base,
                drawing=self.drawing,
                breaks=text.breaks,
            )
        ]

    def _row_of_cells(self, side: Side, text: Text, unit: Unit) -> list[Row]:
        """A table's row: its cells beside each other, or stacked where there is no room."""
        table, width = self.document.table(unit.block)[0][0], self.columns.width
        if table not in self._tables:
            self._tables[table] = places(self.document, unit.block, width)
        columns = self._tables[table]
        if columns is None:
            return [
                (Part(side, text, line, begins=line.start == start),)
                for start, end in text.cells
                for line in cell_lines(text.text, start, end, width, text.base, self.drawing)
            ]
        stacks = []
        for (start, end), (left, room) in zip(text.cells, columns, strict=False):
            lines = cell_lines(text.text, start, end, room, text.base, self.drawing)
            at = width - left - room if text.base == "rtl" else left
            stacks.append([Part(side, text, line, at, room) for line in lines])
        if text.base == "rtl":
            stacks.reverse()
        return [tuple(part for part in row if part) for row in zip_longest(*stacks)]

    def _estimate(self, unit: Unit) -> int:
        if unit.folded:
            return 2
        if unit.cells > 1:
            return 1 + unit.closes
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
