"""What the dialogs that search share: a query, and what is found for it to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from reader.errors import DragomanError
from reader.text.spans import Span
from reader.tui.screens.dialog import CLOSE, Dialog, links
from reader.tui.widgets.choices import Choices
from reader.tui.widgets.field import Field

T = TypeVar("T")

SHOWN = 100
"""Places that are listed."""


class Finding(Dialog[T]):
    """A query and the places that have it; the result is the one that was chosen.

    Args:
        search: finds the places of a query, which is not empty; may raise DragomanError.
        query: what to begin with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]
    TITLE_BEFORE: ClassVar[str]
    """The box's title until something is typed."""
    PLACEHOLDER: ClassVar[str]
    ENTER: ClassVar[str]
    """What Enter does with a place."""
    NOTHING: ClassVar[str]
    """What may help where nothing is found."""

    def __init__(self, search: Callable[[str], Sequence[T]], query: str = "") -> None:
        super().__init__()
        self._search = search
        self._query = query
        self._places: Sequence[T] = ()

    def draw(self, places: Sequence[T], query: str, width: int) -> list[Option]:
        """The lines of places, each at most so many cells wide."""
        raise NotImplementedError

    def told(self, places: Sequence[T]) -> str:
        """How much was found, where something was."""
        raise NotImplementedError

    def nothing(self) -> str:
        """What to say where nothing was found."""
        return "Nothing found"

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog list wide finding") as box:
            box.border_subtitle = links(self.ENTER, "↑ ↓", CLOSE)
            yield Field(self._query, placeholder=self.PLACEHOLDER, compact=True)
            yield Choices()

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self.query_one(Input).focus()
        self.call_after_refresh(self._look)

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    @property
    def places(self) -> Sequence[T]:
        """The places of the query as it is now."""
        return self._places

    @on(Input.Changed)
    def _look(self) -> None:
        query = self._typed
        try:
            self._places = self._search(query) if query else ()
        except DragomanError as error:
            self._places = ()
            self.notify(str(error), severity="error", markup=False)
        self._draw()

    @property
    def _typed(self) -> str:
        return " ".join(self.query_one(Input).value.split())

    def _draw(self) -> None:
        query, options = self._typed, self.query_one(OptionList)
        before = options.highlighted
        options.clear_options()
        width = max(10, options.scrollable_content_region.width - 4)
        if self._places:
            options.add_options(self.draw(self._places[:SHOWN], query, width))
            options.highlighted = min(before or 0, options.option_count - 1)
        elif query:
            options.add_option(Option(Text(self.NOTHING, "dim"), disabled=True))
        told = self.told(self._places) if self._places else self.nothing()
        if len(self._places) > SHOWN:
            told = f"{told}, the first {SHOWN} are shown"
        self.query_one(".dialog").border_title = told if query else self.TITLE_BEFORE

    def action_move(self, step: int) -> None:
        """Go to the next or previous place."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if step > 0 else options.action_cursor_up()

    @on(Input.Submitted)
    def _chosen(self) -> None:
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self._places):
            self.dismiss(self._places[place])

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._places[event.option_index])


def spans_of(text: str, query: str) -> list[Span]:
    """Where a text has a query, as the glossary folds it."""
    from reader.glossary.matching.normalisation import fold

    needle, folded = fold(query).text, fold(text)
    spans, at = [], folded.text.find(needle)
    while at >= 0 and needle:
        spans.append(folded.span(at, at + len(needle)))
        at = folded.text.find(needle, at + len(needle))
    return spans


def count_of(number: int, name: str) -> str:
    """A number of things, as "1 sentence" or "2 sentences"."""
    return f"{number} {name}{'s' * (number != 1)}"
