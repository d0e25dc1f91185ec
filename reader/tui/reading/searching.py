"""Searching the open article, and every article of the library."""

from __future__ import annotations

from reader.tui.index import Hit
from reader.tui.reading.article import ArticleView
from reader.tui.search import find
from reader.tui.widgets.search_bar import SearchBar


class Searching:
    """What is found for the query in the search bar.

    Args:
        view: the open article.
        bar: where the query is typed.
    """

    def __init__(self, view: ArticleView, bar: SearchBar) -> None:
        self._view = view
        self._bar = bar

    def begin(self) -> None:
        """Search both texts."""
        self._bar.open()

    def look_for(self, query: str) -> None:
        """Show where the article has a text, and go to the next such place."""
        document, panes = self._view.document, self._view.panes
        if document is None:
            return
        panes.highlight(find(document, query))
        places = self._places()
        if places:
            panes.go_to(next((place for place in places if place >= panes.cursor), places[0]))
        self._count()

    def step(self, step: int) -> None:
        """Go to the next or previous place; from the last one to the first."""
        places, panes = self._places(), self._view.panes
        if not places:
            return
        later = [place for place in places if (place - panes.cursor) * step > 0]
        if step > 0:
            panes.go_to(later[0] if later else places[0])
        else:
            panes.go_to(later[-1] if later else places[-1])
        self._count()

    def end(self) -> None:
        """Show the article as it was."""
        self._view.panes.highlight({})
        self._view.panes.focus()

    def everywhere(self, query: str = "") -> None:
        """Search every article of the library."""
        from reader.tui.screens.search import SearchAll

        view = self._view
        paths = view.session.paths
        view.keep_words()

        def search(text: str) -> list[Hit]:
            return view.index.search(text, paths)

        def chosen(hit: Hit | None) -> None:
            if hit is not None:
                view.go_to(hit.path, hit.article, hit.start)

        view.app.push_screen(SearchAll(search, query or self._selected()), chosen)

    def _selected(self) -> str:
        return " ".join(self._view.panes.selected_text().split())

    def _places(self) -> list[int]:
        return sorted({sentence for sentence, _ in self._view.panes.matches})

    def _count(self) -> None:
        places, cursor = self._places(), self._view.panes.cursor
        place = places.index(cursor) + 1 if cursor in places else 0
        self._bar.show_count(place, len(places))
