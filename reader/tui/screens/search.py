"""Searching every article of the library at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.console import Group
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from reader.tui.bidi import visual
from reader.tui.index import Hit
from reader.tui.screens.dialog import CLOSE, Dialog, links

_SHOWN = 100
"""Paragraphs that are listed."""
_WIDTH = 88


class SearchAll(Dialog[Hit]):
    """A query and the paragraphs that have it; the result is the one to go to.

    Args:
        search: finds the paragraphs of a query.
        title_of: what to call the article of a paragraph.
        query: what to begin with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(
        self, search: Callable[[str], list[Hit]], title_of: Callable[[Hit], str], query: str = ""
    ) -> None:
        super().__init__()
        self._search = search
        self._title_of = title_of
        self._query = query
        self._hits: list[Hit] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog list wide") as box:
            box.border_title = "Search every article"
            box.border_subtitle = links("Enter opens it", "↑ ↓", CLOSE)
            yield Input(self._query, id="everywhere", placeholder="In both languages", compact=True)
            yield OptionList(id="hits")

    def on_mount(self) -> None:
        self.query_one("#hits").can_focus = False
        self.query_one(Input).focus()
        self._update_hits()

    @on(Input.Changed)
    def _update_hits(self) -> None:
        query = self.query_one(Input).value
        self._hits = self._search(query) if query.strip() else []
        options = self.query_one(OptionList)
        options.clear_options()
        names = {(hit.path, hit.article): hit for hit in self._hits[:_SHOWN]}
        titles = {place: self._title_of(hit) for place, hit in names.items()}
        options.add_options(
            Option(_shown(hit, query, titles[hit.path, hit.article])) for hit in self._hits[:_SHOWN]
        )
        if self._hits:
            options.highlighted = 0
        self._count(query)

    def _count(self, query: str) -> None:
        box = self.query_one(".dialog")
        articles = len({(hit.path, hit.article) for hit in self._hits})
        count = len(self._hits)
        title = (
            f"{count} paragraph{'s' * (count != 1)} of {articles} article{'s' * (articles != 1)}"
        )
        more = f", the first {_SHOWN} are shown" if count > _SHOWN else ""
        title = f"{title}{more}" if count else "Nothing found"
        box.border_title = title if query.strip() else "Search every article"

    def action_move(self, step: int) -> None:
        """Go to the next or previous paragraph."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if step > 0 else options.action_cursor_up()

    @on(Input.Submitted)
    def _chosen(self) -> None:
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self._hits):
            self.dismiss(self._hits[place])

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._hits[event.option_index])


def _shown(hit: Hit, query: str, title: str) -> Group:
    """A paragraph around what was searched for, and where it is."""
    from reader.glossary.matching.normalisation import fold

    needle = " ".join(fold(" ".join(query.split())).text.split())
    text = hit.source
    for side in (hit.source, hit.target):
        folded = fold(" ".join(side.split()))
        at = folded.text.find(needle)
        if at >= 0:
            start = max(0, folded.span(at, at + len(needle))[0] - 30)
            text = ("…" if start else "") + " ".join(side.split())[start:]
            break
    return Group(
        Text(visual(text, _WIDTH), no_wrap=True),
        Text(visual(title, _WIDTH), style="dim", no_wrap=True),
    )
