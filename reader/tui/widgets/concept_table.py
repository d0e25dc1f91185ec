"""A table of concepts of any length: only the rows on the screen are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.glossary.concept import Concept

_GAP = 2
"""Cells between two columns."""
_DRAWN = 1000
"""Drawn rows that are kept."""


class Column(NamedTuple):
    """A column of the table."""

    key: str
    label: str
    width: int


class Row(NamedTuple):
    """A concept, and whether it is of the reader's own glossary."""

    concept: Concept
    own: bool


class ConceptTable(ScrollView, can_focus=True):
    """Concepts as rows under a line of headings, one of them current.

    Args:
        cell: makes what stands in a row's column.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--head", "table--cursor", "table--odd"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown,space", "screen(1)", show=False),
        Binding("pageup", "screen(-1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """The current concept was entered."""

        row: int

    @dataclass
    class HeadChosen(Message):
        """A column's heading was clicked."""

        key: str

    def __init__(self, cell: Callable[[Row, Column], Text], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._cell = cell
        self._columns: list[Column] = []
        self._rows: Sequence[Row] = ()
        self._drawn: dict[tuple[int, bool, str, int], Strip] = {}
        """Rows as they were drawn, by concept, style and width."""
        self.cursor_row = 0

    @property
    def row_count(self) -> int:
        """How many concepts there are."""
        return len(self._rows)

    @property
    def current(self) -> Concept | None:
        """The concept under the cursor."""
        return self._rows[self.cursor_row].concept if self._rows else None

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns."""
        self._columns = list(columns)
        self._drawn.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        self._drawn.clear()
        super().notify_style_update()

    def set_rows(self, rows: Sequence[Row], cursor: int = 0) -> None:
        """Show other concepts, with one of them as the current one."""
        self._rows = rows
        self._set_height(len(rows) + 1)
        self.cursor_row = max(0, min(cursor, len(rows) - 1))
        self._show_cursor()
        self.refresh()

    def _set_height(self, rows: int) -> None:
        """Take so many rows; where there is more than fits before and after, nothing moves.

        The layout of a whole screen is then left alone: it is a third of what a key costs.
        """
        size = Size(self.scrollable_content_region.width, rows)
        if self.virtual_size.width == size.width and self._height + 1 < min(
            rows, self.virtual_size.height
        ):
            self.set_reactive(ConceptTable.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = rows
        else:
            self.virtual_size = size

    def on_resize(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows) + 1)
        self._show_cursor()

    def action_move(self, step: int) -> None:
        """Go to the next or previous concept."""
        self._go_to(self.cursor_row + step)

    def action_screen(self, step: int) -> None:
        """Go a screen further or back."""
        self._go_to(self.cursor_row + step * max(1, self._height - 1))

    def action_edge(self, side: int) -> None:
        """Go to the first or the last concept."""
        self._go_to(0 if side < 0 else len(self._rows) - 1)

    def action_choose(self) -> None:
        """Enter the current concept."""
        if self._rows:
            self.post_message(self.Chosen(self.cursor_row))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if offset.y == 0:
            left = 1
            for column in self._columns:
                if left <= offset.x < left + column.width + _GAP:
                    self.post_message(self.HeadChosen(column.key))
                left += column.width + _GAP
            return
        row = int(self.scroll_y) + offset.y - 1
        if row < len(self._rows):
            again = row == self.cursor_row
            self._go_to(row)
            if again:
                self.action_choose()

    def render_line(self, y: int) -> Strip:
        """The headings, and below them the concepts that are in view."""
        width = self.scrollable_content_region.width
        if y == 0:
            labels = [Text(column.label) for column in self._columns]
            return self._line(labels, width, "table--head")
        number = int(self.scroll_y) + y - 1
        if number >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        row = self._rows[number]
        name = "table--odd" if number % 2 else ""
        if number == self.cursor_row:
            name = "table--cursor"
        key = (id(row.concept), row.own, name, width)
        strip = self._drawn.get(key)
        if strip is None:
            if len(self._drawn) > _DRAWN:
                self._drawn.clear()
            cells = [self._cell(row, column) for column in self._columns]
            strip = self._drawn[key] = self._line(cells, width, name)
        return strip

    def _line(self, cells: Sequence[Text], width: int, name: str) -> Strip:
        style = self.rich_style
        if name:
            style += self.get_component_rich_style(name, partial=True)
        segments = [Segment(" ", style)]
        for column, cell in zip(self._columns, cells, strict=True):
            shown = cell.copy()
            shown.truncate(column.width, overflow="ellipsis")
            segments += [
                Segment(segment.text, style + segment.style if segment.style else style)
                for segment in shown.render(self.app.console)
                if segment.text
            ]
            gap = column.width + _GAP - cell_len(shown.plain)
            segments.append(Segment(" " * gap, style))
        return Strip(segments).adjust_cell_length(width, style)

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height - 1

    def _go_to(self, row: int) -> None:
        self.cursor_row = max(0, min(row, len(self._rows) - 1))
        self._show_cursor()
        self.refresh()

    def _show_cursor(self) -> None:
        # The headings hide the first row in view: the row above the cursor's is shown as well.
        region = Region(0, self.cursor_row, 1, 2)
        self.scroll_to_region(region, animate=False, force=True)
