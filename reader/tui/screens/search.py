"""Searching every article of the library at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.console import Group
from rich.text import Text
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reader.tui.bidi import visual
from reader.tui.differences import rows
from reader.tui.index import Hit, words_of
from reader.tui.screens.finding import Finding, count_of, spans_of

_LOOK_AGAIN = 1.0
"""Seconds between two looks into files that are being read."""
_BEFORE = 30
"""Characters of a paragraph that are shown before what was searched for."""


class SearchAll(Finding[Hit]):
    """A query and the paragraphs that have its words; the result is the one to go to.

    Args:
        search: finds the paragraphs of a query.
        title_of: what to call the article of a paragraph.
        query: what to begin with.
        reading: whether files are still being looked into, in which more may be found.
    """

    TITLE_BEFORE: ClassVar[str] = "Search every article"
    PLACEHOLDER: ClassVar[str] = "Words in either language, or “words as they stand”"
    ENTER: ClassVar[str] = "Enter opens it"
    NOTHING: ClassVar[str] = "Articles that you have not opened are searched in their own language."

    def __init__(
        self,
        search: Callable[[str], list[Hit]],
        title_of: Callable[[Hit], str],
        query: str = "",
        reading: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(search, query)
        self._title_of = title_of
        self._reading = reading

    def on_mount(self) -> None:
        if self._reading():
            self._watching = self.set_interval(_LOOK_AGAIN, self._look_again)

    def _look_again(self) -> None:
        """Look in the files that were read meanwhile, unless the reader has gone down the list."""
        if not self.query_one(OptionList).highlighted:
            self._look()
        if not self._reading():
            self._watching.stop()

    def draw(self, places: Sequence[Hit], query: str, width: int) -> list[Option]:
        first = {(hit.path, hit.article): hit for hit in places}
        titles = {place: visual(self._title_of(hit), width) for place, hit in first.items()}
        return [Option(_shown(hit, query, titles[hit.path, hit.article], width)) for hit in places]

    def nothing(self) -> str:
        return "Nothing yet: articles are being read" if self._reading() else super().nothing()

    def told(self, places: Sequence[Hit]) -> str:
        articles = len({(hit.path, hit.article) for hit in places})
        more = ", more are being read" if self._reading() else ""
        return f"{count_of(len(places), 'paragraph')} of {count_of(articles, 'article')}{more}"


def _shown(hit: Hit, query: str, title: str, width: int) -> Group:
    """A paragraph around what was searched for, and where it is."""
    text, lit = " ".join(hit.source.split()), []
    for side in (hit.source, hit.target):
        flat = " ".join(side.split())
        spans = spans_of(flat, query) or sorted(
            span for word in words_of(query) for span in spans_of(flat, word)
        )
        if spans:
            cut = max(0, spans[0][0] - _BEFORE)
            begin = "…" if cut else ""
            text = begin + flat[cut:]
            lit = [(start - cut + len(begin), end - cut + len(begin)) for start, end in spans]
            break
    return Group(
        *rows(text, width, lit=lit, style="bold underline", most=1),
        Text(title, "dim", no_wrap=True),
    )
