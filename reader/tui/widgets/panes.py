"""The two texts of an article, row by row.

One widget on Textual's line API: a row is drawn with both its columns, so that they cannot
drift apart and only what is on the screen costs anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.article import Translation
from reader.tui import bidi
from reader.tui.config import Mode
from reader.tui.document import Document, Unit
from reader.tui.keys import binding
from reader.tui.layout import Laid, Layout, Part, Row, Side, Text

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+(?:[-'’.·][^\W_]+)*")
_MARGIN = 2
"""Rows kept between the current sentence and the edge of the screen."""


_DRAWN = 2000
"""Drawn rows that are kept."""
_ATTEMPTS = 5
"""How often a place is looked for again, as the rows around it take their exact heights."""


class Selection(NamedTuple):
    """Some words of one side of a unit, in logical order."""

    side: Side
    unit: int
    start: int
    end: int


class Panes(ScrollView, can_focus=True):
    """An article and its translation."""

    ALLOW_SELECT = False  # its own selection knows which characters stand where

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("next_sentence", "move(1)", show=False),
        binding("previous_sentence", "move(-1)", show=False),
        binding("next_screen", "screen(1)", show=False),
        binding("previous_screen", "screen(-1)", show=False),
        binding("first_sentence", "edge(-1)", show=False),
        binding("last_sentence", "edge(1)", show=False),
        binding("terms", "terms", "Terms", show=False),
        binding("word_left", "word(-1)", show=False),
        binding("word_right", "word(1)", show=False),
        binding("extend_left", "word(-1, True)", show=False),
        binding("extend_right", "word(1, True)", show=False),
        binding("other_side", "other_side", show=False),
        Binding("escape", "clear_selection", "Clear the selection", show=False),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "panes--source",
        "panes--target",
        "panes--below",
        "panes--title",
        "panes--heading",
        "panes--quote",
        "panes--site",
        "panes--fold",
        "panes--waiting",
        "panes--current",
        "panes--term",
        "panes--match",
        "panes--selection",
        "panes--rule",
        "panes--bar",
        "panes--mark",
    }

    @dataclass
    class Moved(Message):
        """Another sentence is the current one, or another part of the text is in view."""

        sentence: int

    @dataclass
    class Entered(Message):
        """The current sentence was entered, or one of its terms clicked."""

        sentence: int
        concept: str | None

    @dataclass
    class Unfolded(Message):
        """A fold was opened or closed, so other sentences are in view."""

    def __init__(self, *, drawing: bidi.Drawing = "app", id: str | None = None) -> None:
        super().__init__(id=id)
        self.drawing: bidi.Drawing = drawing
        self.document: Document | None = None
        self.cursor = 0
        """Index of the current sentence."""
        self.selection: Selection | None = None
        self.side: Side = "source"
        """The side that the word keys select in."""
        self.bookmarks: frozenset[int] = frozenset()
        """Sentences with a bookmark."""
        self.matches: dict[tuple[int, Side], list[tuple[int, int]]] = {}
        """What a search found: ranges in a sentence's source or translation."""
        self._mode: Mode = "side"
        self._target = "en"
        self._layout: Layout | None = None
        self._revealed: set[int] = set()
        self._painted: dict[str, Style] = {}
        self._drawn: dict[tuple[object, ...], Strip] = {}
        """Rows as they were drawn, by all that may change in them while the layout stays."""
        self._pressed: Selection | None = None
        self._settling = False

    # --- what is shown ---------------------------------------------------------------------

    def show(self, document: Document | None, *, target: str = "en", cursor: int = 0) -> None:
        """Show an article, with a sentence of it as the current one."""
        self.document = document
        self._target = target
        self.cursor = cursor
        self.selection = None
        self.matches = {}
        self._revealed = set()
        self._layout = None
        self._relayout(anchor=False)

    @property
    def mode(self) -> Mode:
        """How the texts are shown."""
        return self._mode

    @mode.setter
    def mode(self, mode: Mode) -> None:
        if mode != self._mode:
            self._mode = mode
            self.selection = None
            self._relayout()

    @property
    def hidden(self) -> bool:
        """Whether Enter would show the current sentence's translation."""
        return self.mode == "demand" and self.cursor not in self._revealed

    def mark(self, bookmarks: Iterable[int]) -> None:
        """Show which sentences have a bookmark."""
        self.bookmarks = frozenset(bookmarks)
        self._redraw()

    def highlight(self, matches: dict[tuple[int, Side], list[tuple[int, int]]]) -> None:
        """Show what a search found: ranges of characters by sentence and side."""
        self.matches = matches
        self._redraw()

    def _redraw(self) -> None:
        """Draw everything again: something beside the cursor and the selection changed."""
        self._drawn.clear()
        self.refresh()

    def extend(self) -> None:
        """The document has more sentences than before."""
        if self._layout is not None:
            self._layout.extend()
            self._sized()
        self._redraw()

    def put(self, arrived: Iterable[tuple[int, Translation | None]]) -> None:
        """Show translations that arrived; what is being read does not move."""
        document, layout = self.document, self._layout
        if document is None:
            return
        arrived = list(arrived)

        def change() -> None:
            for index, translation in arrived:
                document.put(index, translation)
                if layout is not None:
                    layout.changed(index)

        if layout is None:
            change()
            return
        top, height = int(self.scroll_y), self._height
        near = range(layout.locate(top - height)[0], layout.locate(top + 2 * height)[0] + 1)
        units = {layout.unit_of(index) for index, _ in arrived}
        if any(number in near for number in units):
            self._steadily(change)
            return
        change()  # far from the screen: nothing to draw until the reader comes near
        self._drawn = {key: strip for key, strip in self._drawn.items() if key[0] not in units}

    def toggle_site(self, unit: Unit | None = None) -> None:
        """Open or fold the site's own blocks: those of one fold, or all."""
        document, layout = self.document, self._layout
        if document is None or layout is None:
            return
        site = {i for i, block in enumerate(document.article.blocks) if block.boilerplate}
        if unit is not None:
            here = range(unit.block, unit.block + unit.folded)
            document.unfold(document.opened | (site & set(here)))
        else:
            document.unfold(() if document.opened else site)
        while document.is_folded(self.cursor) and (after := self._step(self.cursor, 1)) is not None:
            self.cursor = after
        self._steadily(layout.refold)
        self.post_message(self.Unfolded())

    def in_view(self) -> range:
        """The sentences on the screen."""
        layout = self._layout
        if layout is None or not layout.units:
            return range(0)
        first = layout.units[layout.locate(int(self.scroll_y))[0]].first
        last = layout.units[layout.locate(int(self.scroll_y) + self._height - 1)[0]].last
        return range(first, last)

    def go_to(self, sentence: int, *, centre: bool = False) -> None:
        """Make a sentence the current one and bring it into view."""
        document, layout = self.document, self._layout
        if document is None or not document.sentences:
            return
        before, scrolled = self.cursor, self.scroll_y
        self.cursor = max(0, min(sentence, len(document.sentences) - 1))
        if document.is_folded(self.cursor):
            following = self._step(self.cursor, 1)
            self.cursor = self._step(self.cursor, -1) or 0 if following is None else following
        if layout is not None and self._height:
            first, last = layout.rows_of(self.cursor)
            top, height = int(self.scroll_y), self._height
            margin = min(_MARGIN, height // 4)
            if centre and not (top <= first and last <= top + height):
                self._place(self.cursor, height // 3)
            elif first < top + margin or last - first > height:
                self._scroll(first - margin)
            elif last > top + height - margin:
                self._scroll(min(first - margin, last - height + margin))
            if self.scroll_y == scrolled and before < len(document.sentences):
                for first, last in {layout.rows_of(before), layout.rows_of(self.cursor)}:
                    self.refresh_lines(first, last - first)
        self.post_message(self.Moved(self.cursor))

    def selected_text(self) -> str:
        """The selected words in logical order, or an empty string."""
        if self.selection is None or self._layout is None:
            return ""
        text = self._text(self.selection.side, self.selection.unit)
        return text.text[self.selection.start : self.selection.end]

    # --- keys ------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        """Go to the next or the previous sentence."""
        following = self._step(self.cursor, step)
        self._clear()
        if following is None:
            self._scroll(int(self.scroll_y) + step * 3)
        else:
            self.go_to(following)

    def action_screen(self, step: int) -> None:
        """Go a screen further or back."""
        layout = self._layout
        if layout is None or not layout.units:
            return
        self._clear()
        top = int(self.scroll_y)
        wanted = top + step * max(1, self._height - 2)
        self._scroll(wanted)
        if wanted >= self._limit:
            self.action_edge(1) if step > 0 else None
            return
        if wanted <= 0 and step < 0:
            self.action_edge(-1)
            return
        number, _ = layout.locate(int(self.scroll_y) + min(_MARGIN, self._height // 4))
        unit = layout.units[number]
        candidates = [
            index
            for index in range(unit.first, unit.last)
            if layout.rows_of(index)[0] >= int(self.scroll_y)
        ]
        following = layout.units[min(number + 1, len(layout.units) - 1)].first
        self.go_to(candidates[0] if candidates and not unit.folded else following)

    def action_edge(self, side: int) -> None:
        """Go to the first or the last sentence."""
        if self.document is None or not self.document.sentences:
            return
        self._clear()
        last = len(self.document.sentences) - 1
        edge = 0 if side < 0 else last
        if self.document.is_folded(edge):
            edge = self._step(edge, -side) or 0
        self.go_to(edge)
        self._scroll(0 if side < 0 else self._limit)

    def action_terms(self) -> None:
        """Enter the current sentence: reveal its translation, or show its terms."""
        if self.document is None or not self.document.sentences:
            return
        if self.hidden:
            self._reveal(self.cursor)
            return
        concept = None
        if self.selection is not None:
            text = self._text(self.selection.side, self.selection.unit)
            concept = next(
                (
                    term.concept
                    for term in text.terms
                    if term.start < self.selection.end and self.selection.start < term.end
                ),
                None,
            )
        self.post_message(self.Entered(self.cursor, concept))

    def action_word(self, step: int, extend: bool = False) -> None:
        """Select the word to the left (-1) or right, as the words stand on the screen."""
        layout, document = self._layout, self.document
        if layout is None or document is None or not document.sentences:
            return
        side: Side = self.side if self.mode != "translation" else "target"
        side = "source" if self.mode == "source" else side
        number = layout.unit_of(self.cursor)
        text = self._text(side, number)
        if text.base == "rtl":
            step = -step
        span = next((s for s in text.spans if s.sentence == self.cursor), None)
        if span is None:
            return
        words = [match.span() for match in _WORD.finditer(text.text, span.start, span.end)]
        if not words:
            return
        old = self.selection
        if old is None or old.side != side or old.unit != number:
            start, end = words[0] if step > 0 else words[-1]
        elif extend:
            start, end = old.start, old.end
            if step > 0:
                end = next((b for _, b in words if b > end), end)
            else:
                start = next((a for a, _ in reversed(words) if a < start), start)
        elif step > 0:
            start, end = next((word for word in words if word[0] >= old.end), words[-1])
        else:
            start, end = next((w for w in reversed(words) if w[1] <= old.start), words[0])
        self.selection = Selection(side, number, start, end)
        self.refresh()

    def action_other_side(self) -> None:
        """Select words in the other text."""
        self.side = "target" if self.side == "source" else "source"
        self._clear()
        self.action_word(1)

    def action_clear_selection(self) -> None:
        """Forget the selection."""
        self._clear()

    # --- mouse -----------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button != 1:
            return
        place = self._at(event)
        self._pressed = place
        self._clear()
        if place is not None:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        pressed = self._pressed
        if pressed is None or not event.button:
            return
        place = self._at(event)
        if place is None or (place.side, place.unit) != (pressed.side, pressed.unit):
            return
        if place != pressed:
            start, end = min(place.start, pressed.start), max(place.end, pressed.end)
            self.selection = Selection(pressed.side, pressed.unit, start, end)
            self.side = pressed.side
            self.refresh()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self.release_mouse()
        pressed, self._pressed = self._pressed, None
        if self._layout is None or event.button != 1:
            return
        if self.selection is not None:
            text = self._text(self.selection.side, self.selection.unit)
            sentence = text.sentence(self.selection.start)
            if sentence is not None and sentence != self.cursor:
                self.cursor = sentence
                self.post_message(self.Moved(sentence))
            return
        offset = event.get_content_offset(self)
        if offset is not None:
            number, row = self._layout.locate(int(self.scroll_y) + offset.y)
            unit = self._layout.units[number] if self._layout.units else None
            if unit is not None and unit.folded:
                if row == 0:
                    self.toggle_site(unit)
                return
        if pressed is None:
            return
        text = self._text(pressed.side, pressed.unit)
        sentence = text.sentence(pressed.start)
        if sentence is None:
            return
        self.side = pressed.side
        concept = next((t.concept for t in text.terms if t.start <= pressed.start < t.end), None)
        self.go_to(sentence)
        if self.mode == "demand" and pressed.side == "target":
            self._reveal(sentence)
        elif concept is not None:
            self.post_message(self.Entered(sentence, concept))

    def on_click(self, event: events.Click) -> None:
        """A second click selects the word."""
        if event.chain != 2 or (place := self._at(event)) is None:
            return
        text = self._text(place.side, place.unit)
        for match in _WORD.finditer(text.text):
            if match.start() <= place.start < match.end():
                self.selection = Selection(place.side, place.unit, *match.span())
                self.refresh()

    # --- geometry --------------------------------------------------------------------------

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height

    @property
    def _limit(self) -> int:
        return max(0, self.virtual_size.height - self._height)

    def on_resize(self) -> None:
        self._relayout()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self._settling or self._layout is None or not self._height:
            return
        moved = self._layout.settle(int(new_value), self._height)
        if moved or self._layout.height + 1 != self.virtual_size.height:
            self._sized()
            if moved:
                self._scroll(int(new_value) + moved)
        self.post_message(self.Moved(self.cursor))

    def notify_style_update(self) -> None:
        self._painted.clear()
        self._drawn.clear()
        super().notify_style_update()

    def _relayout(self, *, anchor: bool = True) -> None:
        """Lay out again for another width, mode or document."""
        document = self.document
        width = self.scrollable_content_region.width
        if document is None or width < 4:
            self._layout = None
            self.virtual_size = Size(width, 0)
            self.refresh()
            return
        mode: Mode = self._mode

        def change() -> None:
            self._layout = Layout(document, width, mode, self.drawing, self._target)
            self._layout.revealed = self._revealed

        if anchor and self._layout is not None:
            self._steadily(change)
            return
        change()
        self._drawn.clear()
        self._sized()
        self._scroll(0)
        self.go_to(self.cursor, centre=True)

    def _steadily(self, change: Callable[[], None]) -> None:
        """Make a change that moves rows, and scroll so that the row being read does not move."""
        layout = self._layout
        sentence, place = self.cursor, 0
        top, height = int(self.scroll_y), self._height
        if layout is not None and layout.units:
            place = layout.rows_of(sentence)[0] - top
            if not 0 <= place < height:
                visible = self.in_view()
                sentence = visible.start if visible else sentence
                place = layout.rows_of(sentence)[0] - top
        change()
        assert self._layout is not None
        if self._layout.units:
            self._place(sentence, max(min(place, height - 1), 1 - height))
        else:
            self._sized()
        self._redraw()

    def _place(self, sentence: int, place: int) -> None:
        """Scroll so that a sentence begins `place` rows below the top of the screen."""
        layout = self._layout
        assert layout is not None
        self._settling = True
        try:
            wanted = layout.rows_of(sentence)[0] - place
            for _ in range(_ATTEMPTS):
                layout.settle(max(0, wanted), self._height)
                wanted, before = layout.rows_of(sentence)[0] - place, wanted
                if wanted == before:
                    break
            self._sized()
            self._scroll(wanted)
        finally:
            self._settling = False

    def _sized(self) -> None:
        layout = self._layout
        width = self.scrollable_content_region.width
        self.virtual_size = Size(width, layout.height + 1 if layout and layout.units else 0)

    def _scroll(self, row: int) -> None:
        self.scroll_to(y=max(0, min(row, self._limit)), animate=False, force=True)

    def _step(self, sentence: int, step: int) -> int | None:
        """The next sentence in sight in a direction, or None."""
        document = self.document
        if document is None:
            return None
        sentence += step
        while 0 <= sentence < len(document.sentences):
            if not document.is_folded(sentence):
                return sentence
            sentence += step
        return None

    def _reveal(self, sentence: int) -> None:
        layout = self._layout
        self._revealed.add(sentence)
        if layout is not None:
            self._steadily(lambda: layout.changed(sentence))
        self.post_message(self.Moved(sentence))

    def _clear(self) -> None:
        if self.selection is not None:
            self.selection = None
            self.refresh()

    def _text(self, side: Side, number: int) -> Text:
        assert self._layout is not None
        laid = self._layout.lay(number)
        return laid.source if side == "source" else laid.target

    def _part_left(self, part: Part) -> int:
        """The cell at which a part's line begins."""
        assert self._layout is not None
        columns = self._layout.columns
        left = columns.source if part.side == "source" else columns.target
        return left + (columns.width - part.line.width if part.line.base == "rtl" else 0)

    def _at(self, event: events.MouseEvent) -> Selection | None:
        """The character under the mouse, as a selection of just it."""
        layout = self._layout
        offset = event.get_content_offset(self)
        if layout is None or offset is None:
            return None
        row = int(self.scroll_y) + offset.y
        found = layout.row(row)
        if found is None:
            return None
        number, _ = layout.locate(row)
        for part in found[2]:
            if part is None:
                continue
            left = self._part_left(part)
            for cell in part.line.cells:
                if left <= offset.x < left + cell.width:
                    return Selection(part.side, number, cell.start, cell.end)
                left += cell.width
        return None

    # --- drawing ---------------------------------------------------------------------------

    def _style(self, name: str) -> Style:
        """A component's style, its transparent colours mixed with the background."""
        style = self._painted.get(name)
        if style is None and name == "base":
            style = self._painted[name] = self.rich_style
        if style is None:
            styles = self.get_component_styles(f"panes--{name}")
            behind = self.background_colors[1]
            color = behind + styles.color if styles.has_rule("color") else None
            back = behind + styles.background if styles.has_rule("background") else None
            style = styles.text_style + Style(
                color=color.rich_color if color else None,
                bgcolor=back.rich_color if back else None,
            )
            self._painted[name] = style
        return style

    def render_line(self, y: int) -> Strip:
        """One row of the screen, both columns of it."""
        width = self.scrollable_content_region.width
        layout = self._layout
        base = self._style("base")
        row = int(self.scroll_y) + y
        found = layout.row(row) if layout is not None else None
        if layout is None or found is None:
            return Strip.blank(width, base)
        number, place = layout.locate(row)
        unit = found[0]
        current = self.cursor if unit.first <= self.cursor < unit.last else None
        selection = self.selection if self.selection and self.selection.unit == number else None
        key = (number, place, width, current, selection)
        strip = self._drawn.get(key)
        if strip is None:
            if unit.folded:
                first = place == 0
                strip = self._fold_line(unit, width, base) if first else Strip.blank(width, base)
            else:
                strip = self._line(*found, width, base)
            if len(self._drawn) > _DRAWN:
                self._drawn.clear()
            self._drawn[key] = strip
        return strip

    def _line(self, unit: Unit, laid: Laid, row: Row, width: int, base: Style) -> Strip:
        layout = self._layout
        assert layout is not None
        columns = layout.columns
        segments: list[Segment] = []
        x = 0

        def to(cell: int, style: Style = base) -> None:
            nonlocal x
            if cell > x:
                segments.append(Segment(" " * (cell - x), style))
                x = cell

        rule = base + self._style("rule")
        target = row[1]
        for part in row:
            if part is None:
                continue
            rtl = part.line.base == "rtl"
            if part.side == "target" and columns.paired:
                self._draw_rule(to, segments, columns.target, rule)
                x = max(x, columns.target - 2)
            bar, mark = self._gutter(part, base)
            if not rtl:
                to((columns.source if part.side == "source" else columns.target) - 2)
                segments += (bar, mark)
                x += 2
            to(self._part_left(part))
            segments += self._cells(part, laid, unit, base)
            x += part.line.width
            if rtl:
                segments += (mark, bar)
                x += 2
        if columns.paired and target is None:
            self._draw_rule(to, segments, columns.target, rule)
            x = max(x, columns.target - 2)
        to(width)
        return Strip(segments, width).adjust_cell_length(width, base)

    @staticmethod
    def _draw_rule(
        to: Callable[[int], None], segments: list[Segment], target: int, rule: Style
    ) -> None:
        to(target - 3)
        segments.append(Segment("│", rule))

    def _fold_line(self, unit: Unit, width: int, base: Style) -> Strip:
        assert self._layout is not None and self.document is not None
        kinds: dict[str, None] = {}
        for block in self.document.article.blocks[unit.block : unit.block + unit.folded]:
            if block.boilerplate:
                kinds.setdefault(block.boilerplate)
        count = f"{unit.folded} blocks" if unit.folded > 1 else "1 block"
        label = f"▸ {count} of the site: {', '.join(kinds)}"
        left = self._layout.columns.source
        style = base + self._style("fold")
        strip = Strip([Segment(" " * left, base), Segment(label, style)])
        return strip.adjust_cell_length(width, base)

    def _gutter(self, part: Part, base: Style) -> tuple[Segment, Segment]:
        """The two cells at a line's beginning: the current sentence's bar and a mark."""
        starting = [s.sentence for s in part.text.spans if self._starts_in(part, s.start)]
        current = any(
            span.sentence == self.cursor
            and span.start < max(part.line.end, 1)
            and part.line.start < span.end
            for span in part.text.spans
        )
        bar = Segment("▌", base + self._style("bar")) if current else Segment(" ", base)
        mark = " "
        leads = part.side == "source" or self.mode == "translation"
        if leads and any(sentence in self.bookmarks for sentence in starting):
            mark = "◆"
        if part.side == "target" and self.document is not None:
            for sentence in starting:
                translation = self.document.translations[sentence]
                if translation is not None and translation.origin == "correction":
                    mark = "✓"
        return bar, Segment(mark, base + self._style("mark"))

    @staticmethod
    def _starts_in(part: Part, start: int) -> bool:
        return part.line.start <= start < max(part.line.end, part.line.start + 1)

    def _cells(self, part: Part, laid: Laid, unit: Unit, base: Style) -> list[Segment]:
        """A line's cells, each in the style of the characters it shows."""
        assert self.document is not None
        line, text = part.line, part.text
        block = self.document.article.blocks[unit.block]
        below = part.side == "target" and self.mode == "interleaved"
        style = base + self._style("below" if below else part.side)
        if block.boilerplate:
            style += self._style("site")
        elif block.kind in ("title", "heading", "quote"):
            style += self._style(block.kind)
        size = line.end - line.start
        styles = [style] * size

        def paint(start: int, end: int, over: Style) -> None:
            for place in range(max(0, start - line.start), min(size, end - line.start)):
                styles[place] += over

        for start, end in text.waiting:
            paint(start, end, self._style("waiting"))
        for span in text.spans:
            if span.sentence == self.cursor:
                paint(span.start, span.end, self._style("current"))
            for start, end in self.matches.get((span.sentence, part.side), ()):
                paint(span.start + start, span.start + end, self._style("match"))
        for term in text.terms:
            paint(term.start, term.end, self._style("term"))
        selection = self.selection
        if (
            selection is not None
            and selection.side == part.side
            and self._layout is not None
            and self._layout.unit_of(unit.first) == selection.unit
        ):
            paint(selection.start, selection.end, self._style("selection"))
        segments: list[Segment] = []
        run, run_style = "", style
        for cell in line.cells:
            own = styles[cell.start - line.start]
            if own is not run_style and run:
                segments.append(Segment(run, run_style))
                run = ""
            run, run_style = run + cell.text, own
        if run:
            segments.append(Segment(run, run_style))
        return segments
