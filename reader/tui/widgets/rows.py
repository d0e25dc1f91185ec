"""Rows that stay where they are: scrolling over a text whose rows are laid out as they come near.

Rows far from the screen have an estimated height, and translations change how many rows their
paragraph takes. Whatever changes, the row being read keeps its place on the screen.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Size
from textual.scroll_view import ScrollView

from reader.tui.document import Document
from reader.tui.layout import Layout

_ATTEMPTS = 5
"""How often a place is looked for again, as the rows around it take their exact heights."""


class Rows(ScrollView):
    """A document's rows, with one sentence as the current one."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.document: Document | None = None
        self.cursor = 0
        """Index of the current sentence."""
        self.first_in_view = 0
        """The first sentence on the screen: what other threads may ask for, who must not lay
        anything out."""
        self._layout: Layout | None = None
        self._settling = False

    def in_view(self) -> range:
        """The sentences on the screen."""
        layout = self._layout
        if layout is None or not layout.units:
            return range(0)
        first = layout.units[layout.locate(int(self.scroll_y))[0]].first
        last = layout.units[layout.locate(int(self.scroll_y) + self._height - 1)[0]].last
        return range(first, last)

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height

    @property
    def _limit(self) -> int:
        return max(0, self.virtual_size.height - self._height)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.first_in_view = self.in_view().start
        if self._settling or self._layout is None or not self._height:
            return
        moved = self._layout.settle(int(new_value), self._height)
        if moved or self._layout.height + 1 != self.virtual_size.height:
            self._sized()
            if moved:
                self._scroll(int(new_value) + moved)
        self._scrolled()

    def _scrolled(self) -> None:
        """Other rows are in view."""

    def _step(self, sentence: int, step: int) -> int | None:
        """The next sentence in sight in a direction, or None."""
        document = self.document
        if document is None:
            return None
        sentence += step
        while 0 <= sentence < len(document.sentences):
            if not document.is_folded(sentence):
                return sentence
            sentence += step
        return None

    def _in_sight(self, sentence: int) -> int:
        """A sentence, or the nearest one that is not in a fold."""
        document = self.document
        if document is None or not document.sentences:
            return 0
        sentence = max(0, min(sentence, len(document.sentences) - 1))
        if not document.is_folded(sentence):
            return sentence
        for step in (1, -1):
            other = self._step(sentence, step)
            if other is not None:
                return other
        return sentence

    def _steadily(self, change: Callable[[], None]) -> None:
        """Make a change that moves rows, and scroll so that the row being read does not move."""
        layout = self._layout
        sentence, place = self.cursor, 0
        top, height = int(self.scroll_y), self._height
        if layout is not None and layout.units:
            place = layout.rows_of(sentence)[0] - top
            if not 0 <= place < height:
                visible = self.in_view()
                sentence = visible.start if visible else sentence
                place = layout.rows_of(sentence)[0] - top
        change()
        if self._layout is not None and self._layout.units:
            self._place(sentence, max(min(place, height - 1), 1 - height))
        else:
            self._sized()

    def _place(self, sentence: int, place: int) -> None:
        """Scroll so that a sentence begins `place` rows below the top of the screen."""
        layout = self._layout
        assert layout is not None
        self._settling = True
        try:
            wanted = layout.rows_of(sentence)[0] - place
            for _ in range(_ATTEMPTS):
                layout.settle(max(0, wanted), self._height)
                wanted, before = layout.rows_of(sentence)[0] - place, wanted
                if wanted == before:
                    break
            self._sized()
            self._scroll(wanted)
        finally:
            self._settling = False

    def _sized(self) -> None:
        layout = self._layout
        width = self.scrollable_content_region.width
        self.virtual_size = Size(width, layout.height + 1 if layout and layout.units else 0)
        self.first_in_view = self.in_view().start

    def _scroll(self, row: int) -> None:
        self.scroll_to(y=max(0, min(row, self._limit)), animate=False, force=True)

    def _scroll_to_end(self) -> None:
        for _ in range(_ATTEMPTS):  # the last rows take their exact heights as they come near
            self._scroll(self._limit)
            if self.scroll_y >= self._limit:
                break
