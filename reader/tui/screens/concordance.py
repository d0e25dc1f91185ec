"""A concordance: a word in all that was translated or corrected, each time in its sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.console import Group
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from reader.errors import DragomanError
from reader.tui.differences import Span, rows
from reader.tui.screens.dialog import CLOSE, Dialog, links

_SHOWN = 80
"""Sentences that are listed."""


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence with its translation, and where it is from."""

    source: str
    target: str
    label: str
    """Whose translation it is, or of which article."""
    path: Path | None = None
    """The article's file; None for a unit of the memory."""
    article: int = 0
    start: int = 0


class Concordance(Dialog[Place]):
    """A query and the sentences that have it; the result is the one that was chosen.

    Args:
        search: finds the sentences of a query.
        query: what to begin with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, search: Callable[[str], list[Place]], query: str = "") -> None:
        super().__init__()
        self._search = search
        self._query = query
        self._places: Sequence[Place] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog list wide renderings") as box:
            box.border_subtitle = links("Enter goes there, or copies", "↑ ↓", CLOSE)
            yield Input(
                self._query,
                placeholder="Words in a row, in any language",
                compact=True,
            )
            yield OptionList()

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self.query_one(Input).focus()
        self.call_after_refresh(self._look)

    @on(Input.Changed)
    def _look(self) -> None:
        query = " ".join(self.query_one(Input).value.split())
        try:
            self._places = self._search(query) if query else ()
        except DragomanError as error:
            self._places = ()
            self.notify(str(error), severity="error", markup=False)
        options = self.query_one(OptionList)
        options.clear_options()
        width = max(10, options.scrollable_content_region.width - 4)
        options.add_options(_option(place, query, width) for place in self._places[:_SHOWN])
        if self._places:
            options.highlighted = 0
        self._count(query)

    def _count(self, query: str) -> None:
        count = len(self._places)
        told = "1 sentence" if count == 1 else f"{count} sentences" if count else "Nothing found"
        if count > _SHOWN:
            told = f"{told}, the first {_SHOWN} are shown"
        title = told if query else "In all that was translated or corrected"
        self.query_one(".dialog").border_title = title

    def action_move(self, step: int) -> None:
        """Go to the next or previous sentence."""
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


def _option(place: Place, query: str, width: int) -> Option:
    source = rows(place.source, width, lit=_hits(place.source, query), style=_LIT, most=4)
    target = rows(place.target, width, lit=_hits(place.target, query), style=_LIT, most=4)
    label = Text(place.label, "dim italic", no_wrap=True)
    return Option(Group(*source, *target, label, Text("")))


_LIT = "bold underline"


def _hits(text: str, query: str) -> list[Span]:
    """Where a text has the query, as the glossary folds it."""
    from reader.glossary.matching.normalisation import fold

    needle, folded = fold(query).text, fold(text)
    spans, at = [], folded.text.find(needle)
    while at >= 0 and needle:
        spans.append(folded.span(at, at + len(needle)))
        at = folded.text.find(needle, at + len(needle))
    return spans
