"""Searching the open article, and every article of the library."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.tui.index import Hit
from reader.tui.reading.article import ArticleView
from reader.tui.reading.naming import name_in
from reader.tui.search import find
from reader.tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from reader.memory.units import Units
    from reader.tui.screens.concordance import Place


class Searching:
    """What is found for the query in the search bar.

    Args:
        view: the open article.
        bar: where the query is typed.
        being_read: whether files of the library are still being looked into.
    """

    def __init__(
        self, view: ArticleView, bar: SearchBar, being_read: Callable[[], bool] = lambda: False
    ) -> None:
        self._view = view
        self._bar = bar
        self._being_read = being_read
        self._units: Units | None = None
        self._origin = 0
        """The sentence that the search looks on from."""

    def begin(self) -> None:
        """Search both texts."""
        self._origin = self._view.panes.cursor
        self._bar.open()

    def look_for(self, query: str) -> None:
        """Show where the article has a text, and go to the next such place."""
        document, panes = self._view.document, self._view.panes
        if document is None:
            return
        ranges = find(document, query)
        panes.highlight({key: spans for key, spans in ranges.items() if panes.shows(*key)})
        places = self._places()
        if not query.strip():
            self._count()
            return
        # Each letter looks on from where the search began, and back there when nothing is left.
        origin = min(self._origin, max(0, len(document.sentences) - 1))
        wanted = next((place for place in places if place >= origin), None)
        panes.go_to(wanted if wanted is not None else places[0] if places else origin)
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
        self._origin = panes.cursor
        self._count()

    def end(self) -> None:
        """Show the article without what was found; the reader stays where the search led."""
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

        query = query or self._selected()
        view.app.push_screen(SearchAll(search, self._name, query, self._being_read), chosen)

    def concordance(self) -> None:
        """Search all that was translated or corrected, sentence by sentence."""
        from reader.tui.screens.concordance import Concordance

        view = self._view

        def chosen(place: Place | None) -> None:
            if place is None:
                return
            if place.path is not None:
                view.go_to(place.path, place.article, place.start)
            else:
                view.app.copy_to_clipboard(place.target)
                view.notify("Translation copied", timeout=1.5)

        view.app.push_screen(Concordance(self._translated, self._selected()), chosen)

    def _translated(self, query: str) -> list[Place]:
        """The open article's sentences, the memory's units and other articles' sentences."""
        from reader.memory.units import Units, memory_file
        from reader.tui.bidi import visual
        from reader.tui.screens.concordance import Place

        view, places = self._view, []
        document = view.document
        title = visual(" ".join(document.article.title.split()), 60) if document else ""
        for index in dict.fromkeys(index for index, _ in find(document, query)) if document else ():
            made = document.translations[index] if document else None
            if made is not None and made.origin != "copied":
                own = "your correction here" if made.origin == "correction" else "here"
                start = made.source.start
                where = (view.path, view.number, start)
                places.append(Place(made.source.text, made.target, f"{own}: {title}", *where))
        if self._units is None:
            self._units = Units(memory_file())
        for unit in self._units.search(query):
            whose = "your translation" if unit.origin == "hand" else visual(unit.file or "memory")
            places.append(Place(unit.source, unit.target, whose))
        for hit in view.index.pairs(query):
            if (hit.path, hit.article) != (view.path, view.number):
                where = (hit.path, hit.article, hit.start)
                places.append(Place(hit.source, hit.target, visual(self._name(hit), 70), *where))
        return places

    def _name(self, hit: Hit) -> str:
        return name_in(self._view, hit.path, hit.article)

    def _selected(self) -> str:
        return " ".join(self._view.panes.selected_text().split())

    def _places(self) -> list[int]:
        return sorted({sentence for sentence, _ in self._view.panes.matches})

    def _count(self) -> None:
        places, cursor = self._places(), self._view.panes.cursor
        place = places.index(cursor) + 1 if cursor in places else 0
        self._bar.show_count(place, len(places))
