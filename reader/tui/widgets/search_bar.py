"""The bar in which the open article is searched: it owns its keys, and says what is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from reader.tui.widgets.field import Field


class SearchBar(Field):
    """A field that shows while something is searched for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,enter", "step(1)", "Next", show=False, priority=True),
        Binding("up,shift+enter", "step(-1)", "Previous", show=False, priority=True),
        Binding("ctrl+s", "everywhere", "In every article", show=False, priority=True),
        Binding("escape", "close", "Close", show=False, priority=True),
    ]

    @dataclass
    class Stepped(Message):
        """The next or previous place is wanted."""

        step: int

    @dataclass
    class Widened(Message):
        """What is searched for is wanted in every article."""

        query: str

    @dataclass
    class Closed(Message):
        """The search is over."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, placeholder="Search both texts", select_on_focus=False)
        self._last = ""
        """What was searched for before."""

    def on_mount(self) -> None:
        self.border_subtitle = "Enter next · ↑ ↓ · Ctrl S every article · Esc closes"

    def open(self) -> None:
        """Show the bar, with what was searched for last."""
        self.display = True
        if not self.value:
            self.value = self._last
        self.action_select_all()
        self.screen.set_focus(self)

    def show_count(self, place: int, count: int) -> None:
        """Say how many sentences have what is searched for, and which one is current.

        Args:
            place: of the current one among them, from 1; 0 when it is none of them.
            count: how many there are.
        """
        sentences = "1 sentence" if count == 1 else f"{count} sentences"
        position = f"{place} of {sentences}" if place else sentences
        self.border_title = f"{position} in this article" if self.value else ""

    def action_step(self, step: int) -> None:
        """Go to the next or previous place."""
        self.post_message(self.Stepped(step))

    def action_everywhere(self) -> None:
        """Search every article."""
        query = self.value
        self.action_close()
        self.post_message(self.Widened(query))

    def action_close(self) -> None:
        """Hide the bar."""
        self._last, self.value = self.value, ""
        self.display = False
        self.post_message(self.Closed())
