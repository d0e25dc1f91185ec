"""What the dialogs share: a box over the dimmed text, that Escape closes."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from reader.tui import bidi
from reader.tui.screens.late import Late

T = TypeVar("T")


class Dialog(Late[T | None], ModalScreen[T | None]):
    """A box over the text. Escape, or a click beside it, closes it without a result."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss_none", "Close")]

    def action_dismiss_none(self) -> None:
        """Close the box."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.action_dismiss_none()


def links(*parts: str | tuple[str, str]) -> str:
    """The line at a box's foot: what the keys do, each a link that does it by mouse.

    Args:
        parts: a text, or a text and the action of the screen it stands for.
    """
    drawn = [
        part if isinstance(part, str) else f"[@click='screen.{part[1]}']{part[0]}[/]"
        for part in parts
    ]
    return " · ".join(drawn)


CLOSE = ("Esc closes", "dismiss_none")
LEAVE = ("Esc leaves it", "dismiss_none")


def paragraph(text: str, width: int, *, language: str | None = None) -> Text:
    """A text broken into lines of `width` cells, in visual order, on its language's side."""
    base = bidi.direction(text, language)
    drawn = []
    for line in bidi.lines(text, width, base=base):
        shown = line.text
        drawn.append(" " * (width - cell_len(shown)) + shown if base == "rtl" else shown)
    return Text("\n".join(drawn), no_wrap=True, end="")
