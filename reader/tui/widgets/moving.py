"""Moving through an article: by sentence, by screen, to its edges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from textual.binding import BindingType
from textual.message import Message

from reader.tui.keys import binding
from reader.tui.widgets.rows import Rows

Reached = Literal["reading", "jump", "unread"]
"""How a sentence was come to: by reading on; at once, which may be to look at it; or it stays where
the reader is, who takes the article for unread."""

_MARGIN = 2
"""Rows kept between the current sentence and the edge of the screen."""


class Moving(Rows):
    """Rows with a current sentence that keys move, and that stays in view."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("next_sentence", "move(1)", show=False),
        binding("previous_sentence", "move(-1)", show=False),
        binding("next_screen", "screen(1)", show=False),
        binding("previous_screen", "screen(-1)", show=False),
        binding("first_sentence", "edge(-1)", show=False),
        binding("last_sentence", "edge(1)", show=False),
    ]

    @dataclass
    class Moved(Message):
        """Another sentence is the current one, or another part of the text is in view."""

        sentence: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.reached: Reached = "jump"
        """How the reader came to the current sentence."""
        self._ahead = 0
        """Sentences that the reader went on while the next article was still being read in."""
        self.follows_end = False
        """Whether the reader went to the end, and is to be there when more of the article comes."""

    def _scrolled(self) -> None:
        self.post_message(self.Moved(self.cursor))

    def clear_selection(self) -> None:
        """Select nothing: the reader moves on."""

    def go_to(self, sentence: int, *, centre: bool = False, reached: Reached = "jump") -> None:
        """Make a sentence the current one and bring it into view."""
        document, layout = self.document, self._layout
        if document is None or not document.sentences:
            return
        before, scrolled = self.cursor, self.scroll_y
        self.cursor = self._in_sight(sentence)
        self.follows_end = self.follows_end and self.cursor == before
        if reached == "reading" or self.cursor != before:
            self.reached = reached
        if layout is not None and self._height:
            first, last = layout.rows_of(self.cursor)
            top, height = int(self.scroll_y), self._height
            margin = min(_MARGIN, height // 4)
            if centre and not (top <= first and last <= top + height):
                self._place(self.cursor, height // 3)
            elif first < top + margin or last - first > height:
                self._scroll(first - margin)
            elif last > top + height - margin:
                self._scroll(min(first - margin, last - height + margin))
            if self.scroll_y == scrolled and before < len(document.sentences):
                for first, last in {layout.rows_of(before), layout.rows_of(self.cursor)}:
                    self.refresh_lines(first, last - first)
        self.post_message(self.Moved(self.cursor))

    def action_move(self, step: int) -> None:
        """Go to the next or the previous sentence."""
        if self.document is None:
            self._ahead += step
            self.follows_end = False
            return
        following = self._step(self.cursor, step)
        self.clear_selection()
        if following is not None:
            self.go_to(following, reached="reading")
            return
        self._scroll(int(self.scroll_y) + step * 3)
        self.reached = "reading"
        self.post_message(self.Moved(self.cursor))

    def action_screen(self, step: int) -> None:
        """Go a screen further or back."""
        layout = self._layout
        if layout is None or not layout.units:
            return
        self.clear_selection()
        top = int(self.scroll_y)
        wanted = top + step * max(1, self._height - 2)
        self._scroll(wanted)
        if wanted >= self._limit:
            self._go_to_edge(1, "reading") if step > 0 else None
            return
        if wanted <= 0 and step < 0:
            self._go_to_edge(-1, "reading")
            return
        number, _ = layout.locate(int(self.scroll_y) + min(_MARGIN, self._height // 4))
        unit = layout.units[number]
        candidates = [
            index
            for index in range(unit.first, unit.last)
            if layout.rows_of(index)[0] >= int(self.scroll_y)
        ]
        following = layout.units[min(number + 1, len(layout.units) - 1)].first
        sentence = candidates[0] if candidates and not unit.folded else following
        self.go_to(sentence, reached="reading")

    def action_edge(self, side: int) -> None:
        """Go to the first or the last sentence; to the end also of what is still to come."""
        self._go_to_edge(side, "jump")
        self.follows_end = side > 0

    def _go_to_edge(self, side: int, reached: Reached) -> None:
        if self.document is None or not self.document.sentences:
            return
        self.clear_selection()
        last = len(self.document.sentences) - 1
        edge = 0 if side < 0 else last
        if self.document.is_folded(edge):
            edge = self._step(edge, -side) or 0
        self.go_to(edge, reached=reached)
        if side < 0:
            self._scroll(0)
        else:
            self._scroll_to_end()
