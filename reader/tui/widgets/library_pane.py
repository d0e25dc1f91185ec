"""The library with what is round it: its filter, its order, and the line that makes it wider."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.tui.shelf import ORDERS, Order, Shelf
from reader.tui.widgets.field import Field
from reader.tui.widgets.library import Library

_NARROWEST, _WIDEST = 18, 90
"""Columns that the library may take."""


class Filter(Field):
    """The field above the library: what is typed leaves the articles that have it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", priority=True),
        Binding("down,tab", "leave", "Articles", key_display="↓", priority=True),
        Binding("escape", "close", "All articles"),
    ]

    @dataclass
    class Opened(Message):
        """The reader wants the first article, or what has the words if no title has."""

    @dataclass
    class Left(Message):
        """The reader goes to the articles that are left."""

    @dataclass
    class Closed(Message):
        """The reader wants every article again."""

    def action_open(self) -> None:
        """Open the first article that is left."""
        self.post_message(self.Opened())

    def action_leave(self) -> None:
        """Go to the articles that are left."""
        self.post_message(self.Left())

    def action_close(self) -> None:
        """Show every article again."""
        self.value = ""
        self.post_message(self.Closed())


class LibraryPane(Vertical):
    """The library with its filter, its order and its width."""

    @dataclass
    class Sought(Message):
        """No title has what was typed; the texts of the articles may."""

        query: str

    def __init__(self, shelf: Shelf, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shelf = shelf
        kept = shelf.memory.library_order
        self._order: Order = kept if kept in ORDERS else "name"

    def compose(self) -> ComposeResult:
        yield Static(id="library-head", markup=False)
        yield Filter(placeholder="Filter", id="filter-library", compact=True)
        yield Library(self._shelf, self._order, id="articles")

    @property
    def articles(self) -> Library:
        """The tree, or what the filter leaves of it."""
        return self.query_one(Library)

    def on_mount(self) -> None:
        self._fit()
        self._update_head()

    def start_filter(self) -> None:
        """Type what the articles have to have."""
        self.add_class("-filtering")
        self.screen.set_focus(self.query_one(Filter))

    def sort_next(self) -> Order:
        """Put the articles in the next order, and return it."""
        self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        self._shelf.memory.library_order = self._order
        self.articles.put_in_order(self._order)
        self._update_head()
        return self._order

    def widen(self, columns: int) -> None:
        """Take so many columns more, or less."""
        width = max(_NARROWEST, min(_WIDEST, self.outer_size.width + columns))
        self._shelf.memory.library_width = min(width, max(_NARROWEST, self.screen.size.width // 2))
        self._fit()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        if self.screen.has_class("-narrow"):
            self.styles.width = "1fr"
            return
        kept, room = self._shelf.memory.library_width, self.screen.size.width
        width = kept or max(32, min(56, room // 4))
        self.styles.width = min(width, max(_NARROWEST, room // 2))

    def refill(self) -> None:
        """Show the files anew: some came, or went."""
        self.articles.refill()
        self._update_head()

    @on(Input.Changed, "#filter-library")
    def _filtered(self, event: Input.Changed) -> None:
        event.stop()
        self.articles.narrow(event.value)
        self._update_head()

    @on(Filter.Opened)
    def _open(self) -> None:
        query = self.articles.query_text.strip()
        if query and not self.articles.count:
            self.post_message(self.Sought(query))
        elif query:
            self.articles.action_select_cursor()
        else:
            self._to_tree()

    @on(Filter.Left)
    def _to_tree(self) -> None:
        self.articles.focus()
        if self.articles.cursor_line < 0:
            self.articles.cursor_line = 0

    @on(Filter.Closed)
    def _show_all(self) -> None:
        self.remove_class("-filtering")
        self.articles.narrow("")

    def _update_head(self) -> None:
        head = self.query_one("#library-head", Static)
        order = "" if self._order == "name" else f"by {self._order}"
        if self.articles.query_text.strip():
            count, shown = self.articles.count, len(self.articles.root.children)
            order = "1 article" if count == 1 else f"{count} articles"
            order += f", {shown} shown" if shown < count else ""
            order = order if count else "No title has that: Enter searches the texts"
        head.display = bool(order)
        head.update(order)


class Grip(Widget):
    """The line between library and text: dragged, it makes the library wider or narrower."""

    ALLOW_SELECT = False

    @dataclass
    class Dragged(Message):
        """The line was dragged by so many columns."""

        columns: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._held: int | None = None

    def render(self) -> Text:
        return Text("\n".join("│" * max(1, self.size.height)), "dim", end="")

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._held = event.screen_x
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._held is not None and event.screen_x != self._held:
            self.post_message(self.Dragged(event.screen_x - self._held))
            self._held = event.screen_x

    def on_mouse_up(self) -> None:
        self._held = None
        self.release_mouse()
