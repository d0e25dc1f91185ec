"""Words that stand for each other: what is selected in one text is lit in the other."""

from __future__ import annotations

from collections.abc import Callable

from reader.article import Translation
from reader.errors import DragomanError
from reader.tui.background import Background
from reader.tui.reading.article import ArticleView
from reader.tui.rows import Side

_RESTED = 0.1
"""Seconds that a selection stays before the model is asked what stands for it."""
_KEPT = 200
"""Translations whose words are remembered."""

Places = tuple[int, int]
Pairs = list[tuple[Places, Places]]


class Counterparts:
    """Lights what stands for the selected words of the open article.

    Args:
        view: the open article.
    """

    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self._known: dict[Translation, Pairs] = {}
        self._work = Background()
        self._waiting = False

    @property
    def working(self) -> bool:
        """Whether what stands for the selected words is being looked for."""
        return self._waiting or self._work.working

    def look(self) -> None:
        """Show what stands for the words that are selected now."""
        selected = self._selected()
        if selected is None:
            self._view.panes.light({})
            return
        index, made, side, _ = selected
        if made in self._known:
            other: Side = "target" if side == "source" else "source"
            self._view.panes.light({(index, other): self.places()})
        elif not self._waiting:
            self._view.panes.light({})
            self._waiting = True
            self._view.set_timer(_RESTED, self._ask)

    def places(self) -> list[Places]:
        """What stands for the selected words in the other text, as far as it is known.

        Words that follow each other are one place.
        """
        selected = self._selected()
        if selected is None:
            return []
        _, made, side, (start, end) = selected
        text = made.target if side == "source" else made.source.text
        pairs = [(use.source_span, use.target_span) for use in made.terms]
        pairs += self._known.get(made, [])
        if side == "target":
            pairs = [(target, source) for source, target in pairs]
        spans = sorted(other for own, other in pairs if own[0] < end and start < own[1])
        joined: list[Places] = []
        for first, last in spans:
            if joined and not text[joined[-1][1] : first].strip():
                joined[-1] = joined[-1][0], max(last, joined[-1][1])
            else:
                joined.append((first, last))
        return joined

    def text(self) -> str:
        """The words of the other text, from the first to the last that stands for the selected."""
        selected, places = self._selected(), self.places()
        if selected is None or not places:
            return ""
        _, made, side, _ = selected
        text = made.target if side == "source" else made.source.text
        return text[min(start for start, _ in places) : max(end for _, end in places)]

    def _selected(self) -> tuple[int, Translation, Side, Places] | None:
        current = self._view.current()
        if current is None:
            return None
        index, _, made = current
        selected = self._view.panes.selected_in(index)
        return (index, made, *selected) if selected is not None and made is not None else None

    def _ask(self) -> None:
        self._waiting = False
        selected = self._selected()
        if selected is None or selected[1] in self._known:
            self.look()
            return
        made, document = selected[1], self._view.document
        package = document.package if document is not None else None

        def work(stopped: Callable[[], bool]) -> None:
            try:
                pairs = self._view.session.translator().counterparts(made, package)
            except DragomanError:
                pairs = []  # no model: the terms are known even so
            if not stopped():
                self._view.app.call_later(self._take, made, pairs)

        self._work.start(work)

    def _take(self, made: Translation, pairs: Pairs) -> None:
        if len(self._known) >= _KEPT:
            del self._known[next(iter(self._known))]
        self._known[made] = pairs
        self.look()
