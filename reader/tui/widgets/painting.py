"""Drawing one row of the two texts: its columns, its marks, whose characters are lit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.tui.document import Document, Unit
from reader.tui.layout import Layout
from reader.tui.rows import Columns, Part, Row, Side, Span
from reader.tui.widgets.words import Selection

Ranges = dict[tuple[int, Side], list[tuple[int, int]]]
"""Ranges of characters in sentences' sources and translations."""

_BOOKMARK, _NOTE, _CORRECTED, _DOUBTFUL, _ALIKE = "◆", "✎", "✓", "?", "≈"
_BULLET, _IMAGE, _CELL = "•", "▫", "▏"


@dataclass(slots=True)
class Marks:
    """What is shown of a text beside its words."""

    matches: Ranges = field(default_factory=dict)
    """What a search found."""
    counterparts: Ranges = field(default_factory=dict)
    """What stands for the selected words in the other text."""
    highlights: Ranges = field(default_factory=dict)
    """What the reader highlighted."""
    bookmarks: frozenset[int] = frozenset()
    """Sentences with a bookmark."""
    notes: frozenset[int] = frozenset()
    """Sentences with a note."""
    alike: frozenset[int] = frozenset()
    """Sentences like one that was corrected."""


@dataclass(frozen=True, slots=True)
class Painter:
    """Draws the rows of one document.

    Args:
        document: the article.
        layout: where its lines are.
        marks: what is shown beside its words.
        style: gives a component's style by its name.
    """

    document: Document
    layout: Layout
    marks: Marks
    style: Callable[[str], Style]

    def draw(self, row: int, width: int, cursor: int, selection: Selection | None) -> Strip:
        """One row, `width` cells of it, with a sentence lit and some words selected."""
        base = self.style("base")
        drawn = self.layout.row(row)
        if drawn is None:
            return Strip.blank(width, base)
        unit, _, parts = drawn
        if unit.folded:
            first = self.layout.locate(row)[1] == 0
            return self._fold(unit, width) if first else Strip.blank(width, base)
        return self._row(unit, parts, width, cursor, selection)

    def left_of(self, part: Part) -> int:
        """The cell at which a part's line begins."""
        columns = self.layout.columns
        left = self._edge_of(part)
        width = part.width or columns.width
        return left + (width - part.line.width if part.line.base == "rtl" else 0)

    def _edge_of(self, part: Part) -> int:
        """The cell at which a part's place begins."""
        columns = self.layout.columns
        return (columns.source if part.side == "source" else columns.target) + part.left

    def _row(
        self, unit: Unit, row: Row, width: int, cursor: int, selection: Selection | None
    ) -> Strip:
        columns, base = self.layout.columns, self.style("base")
        line = _Line(base)
        ruled = not columns.paired
        for part in row:
            if part.side == "target" and not ruled:
                self._rule(line, columns)
                ruled = True
            bar, mark = self._gutter(part, unit, cursor)
            if part.line.base == "rtl":
                line.to(self.left_of(part))
                line.add(part.line.width, *self._cells(part, unit, cursor, selection))
                line.add(2, mark, bar)
            else:
                line.to(self._edge_of(part) - 2)
                line.add(2, bar, mark)
                line.to(self.left_of(part))
                line.add(part.line.width, *self._cells(part, unit, cursor, selection))
        if not ruled:
            self._rule(line, columns)
        line.to(width)
        return Strip(line.segments, width).adjust_cell_length(width, base)

    def _rule(self, line: _Line, columns: Columns) -> None:
        line.to(columns.target - 3)
        line.add(1, Segment("│", line.base + self.style("rule")))

    def _fold(self, unit: Unit, width: int) -> Strip:
        kinds: dict[str, None] = {}
        for block in self.document.article.blocks[unit.block : unit.block + unit.folded]:
            if block.boilerplate:
                kinds.setdefault(block.boilerplate)
        count = f"{unit.folded} blocks" if unit.folded > 1 else "1 block"
        label = f"▸ {count} of the site: {', '.join(kinds)}"
        base = self.style("base")
        segments = [
            Segment(" " * self.layout.columns.source, base),
            Segment(label, base + self.style("fold")),
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def _gutter(self, part: Part, unit: Unit, cursor: int) -> tuple[Segment, Segment]:
        """The two cells at a line's beginning: the current sentence's bar and a mark."""
        base = self.style("base")
        line = part.line
        current = any(
            span.sentence == cursor and span.start < max(line.end, 1) and line.start < span.end
            for span in part.text.spans
        )
        bar = Segment("▌", base + self.style("bar")) if current else Segment(" ", base)
        mark, name = self._mark(part, unit)
        return bar, Segment(mark, base + self.style(name))

    def _mark(self, part: Part, unit: Unit) -> tuple[str, str]:
        """What stands before a line, and the name of its style."""
        line = part.line
        starting = [
            span.sentence
            for span in part.text.spans
            if line.start <= span.start < max(line.end, line.start + 1)
        ]
        leads = part.side == "source" or self.layout.mode == "translation"
        if leads and any(sentence in self.marks.notes for sentence in starting):
            return _NOTE, "mark"
        if leads and any(sentence in self.marks.bookmarks for sentence in starting):
            return _BOOKMARK, "mark"
        if part.side == "target":
            made = [t for each in starting if (t := self.document.translations[each]) is not None]
            if any(translation.origin == "correction" for translation in made):
                return _CORRECTED, "mark"
            if any(self.document.is_marked(sentence) for sentence in starting):
                grave = any(translation.is_doubtful for translation in made)
                return _DOUBTFUL, "doubtful" if grave else "unsure"
            if any(sentence in self.marks.alike for sentence in starting):
                return _ALIKE, "mark"
        if part.begins:
            return _CELL, "bullet"
        sign = self.document.begins_with(unit) if line.start == 0 else ""
        return {"list-item": _BULLET, "image": _IMAGE}.get(sign, " "), "bullet"

    def _cells(
        self, part: Part, unit: Unit, cursor: int, selection: Selection | None
    ) -> list[Segment]:
        """A line's cells, each in the style of the characters it shows."""
        line = part.line
        base = self.style("base") + self._of_block(part, unit)
        size = line.end - line.start
        styles = [base] * size

        def paint(start: int, end: int, name: str) -> None:
            over = self.style(name)
            for place in range(max(0, start - line.start), min(size, end - line.start)):
                styles[place] += over

        for start, end, name in self._painted(part, cursor):
            paint(start, end, name)
        if selection is not None and selection.side == part.side:
            paint(selection.start, selection.end, "selection")
        segments: list[Segment] = []
        run, run_style = "", base
        for cell in line.cells:
            own = styles[cell.start - line.start]
            if own is not run_style and run:
                segments.append(Segment(run, run_style))
                run = ""
            run, run_style = run + cell.text, own
        if run:
            segments.append(Segment(run, run_style))
        return segments

    def _of_block(self, part: Part, unit: Unit) -> Style:
        """How the text of a block looks."""
        block = self.document.article.blocks[unit.block]
        style = self.style("below" if self._is_below(part) else part.side)
        if block.boilerplate:
            return style + self.style("site")
        if block.kind in ("title", "heading", "quote", "image"):
            return style + self.style(block.kind)
        return style

    def _is_below(self, part: Part) -> bool:
        """Whether a line is of a translation that stands below its source."""
        return part.side == "target" and self.layout.mode == "interleaved"

    def _painted(self, part: Part, cursor: int) -> list[tuple[int, int, str]]:
        """The ranges of a side's text that look otherwise, and the names of their styles."""
        text, side = part.text, part.side
        styled = [(start, end, "waiting") for start, end in text.waiting]
        other = "term-below" if self._is_below(part) else "term"
        styled += [
            (term.start, term.end, "term-current" if term.sentence == cursor else other)
            for term in text.terms
        ]
        for span in text.spans:
            if span.sentence == cursor:
                styled.append((span.start, span.end, "current"))
                styled += [(a, b, "doubtful") for a, b in self._doubtful(span, side)]
            for ranges, name in (
                (self.marks.highlights, "highlight"),
                (self.marks.matches, "match"),
                (self.marks.counterparts, "counterpart"),
            ):
                for start, end in ranges.get((span.sentence, side), ()):
                    styled.append((span.start + start, span.start + end, name))
        return styled

    def _doubtful(self, span: Span, side: Side) -> list[tuple[int, int]]:
        """The characters of a sentence's side that its doubts are about."""
        translation = self.document.translations[span.sentence]
        places = [
            doubt.source_span if side == "source" else doubt.target_span
            for doubt in (translation.doubts if translation is not None else ())
        ]
        return [(span.start + place[0], span.start + place[1]) for place in places if place]


class _Line:
    """Segments that are put one after the other."""

    def __init__(self, base: Style) -> None:
        self.base = base
        self.segments: list[Segment] = []
        self._width = 0

    def to(self, cell: int) -> None:
        """Leave cells empty up to one."""
        if cell > self._width:
            self.add(cell - self._width, Segment(" " * (cell - self._width), self.base))

    def add(self, width: int, *segments: Segment) -> None:
        """Put segments that take `width` cells."""
        self.segments += segments
        self._width += width
