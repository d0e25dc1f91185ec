"""Selecting words of the text, by keys and by mouse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from reader.tui.config import Mode
from reader.tui.keys import binding
from reader.tui.rows import Side, Text
from reader.tui.widgets.moving import Moving
from reader.tui.widgets.painting import Painter
from reader.tui.widgets.words import Selection, next_word, word_at


class Selecting(Moving):
    """Rows in which words can be selected."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("word_left", "word(-1)", show=False),
        binding("word_right", "word(1)", show=False),
        binding("extend_left", "word(-1, True)", show=False),
        binding("extend_right", "word(1, True)", show=False),
        binding("other_side", "other_side", show=False),
        Binding("escape", "clear_selection", "Clear the selection", show=False),
    ]

    @dataclass
    class Selected(Message):
        """Other words are selected, or none."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._selection: Selection | None = None
        self.side: Side = "source"
        """The side that the word keys select in."""
        self._mode: Mode = "side"
        self._painter: Painter | None = None
        self._pressed: Selection | None = None
        """What was under the mouse when its button went down."""

    @property
    def selection(self) -> Selection | None:
        """The selected words."""
        return self._selection

    @selection.setter
    def selection(self, selection: Selection | None) -> None:
        if selection != self._selection:
            self._selection = selection
            self.post_message(self.Selected())

    def selected_text(self) -> str:
        """The selected words in logical order, or an empty string."""
        if self.selection is None or self._layout is None:
            return ""
        text = self._text(self.selection.side, self.selection.unit)
        return text.text[self.selection.start : self.selection.end]

    def selected_in(self, sentence: int) -> tuple[Side, tuple[int, int]] | None:
        """The selected characters of a sentence, with their side; None where none are."""
        selection = self.selection
        if selection is None or self._layout is None:
            return None
        text = self._text(selection.side, selection.unit)
        span = next((each for each in text.spans if each.sentence == sentence), None)
        if span is None or selection.end <= span.start or span.end <= selection.start:
            return None
        start, end = max(selection.start, span.start), min(selection.end, span.end)
        return selection.side, (start - span.start, end - span.start)

    def action_word(self, step: int, extend: bool = False) -> None:
        """Select the word to the left (-1) or right, as the words stand on the screen."""
        layout, document = self._layout, self.document
        if layout is None or document is None or not document.sentences:
            return
        side: Side = self.side if self._mode != "translation" else "target"
        side = "source" if self._mode == "source" else side
        number = layout.unit_of(self.cursor)
        old = self.selection
        here = (old.start, old.end) if old and (old.side, old.unit) == (side, number) else None
        word = next_word(self._text(side, number), self.cursor, here, step, extend=extend)
        if word is not None:
            self.selection = Selection(side, number, *word)
            self.refresh()

    def action_other_side(self) -> None:
        """Select words in the other text."""
        self.side = "target" if self.side == "source" else "source"
        self.clear_selection()
        self.action_word(1)

    def action_clear_selection(self) -> None:
        """Forget the selection."""
        self.clear_selection()

    @property
    def _is_at_end(self) -> bool:
        """Whether the reader went to the end, and has not gone elsewhere nor scrolled since."""
        stays = self._layout is None or self.scroll_y >= self._limit
        return self.follows_end and self.selection is None and stays

    def clear_selection(self) -> None:
        """Select nothing."""
        if self.selection is not None:
            self.selection = None
            self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button != 1:
            return
        place = self._at(event)
        self._pressed = place
        self.clear_selection()
        if place is not None:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        pressed = self._pressed
        if pressed is None or not event.button:
            return
        place = self._at(event)
        if place is None or (place.side, place.unit) != (pressed.side, pressed.unit):
            return
        if place != pressed:
            start, end = min(place.start, pressed.start), max(place.end, pressed.end)
            self.selection = Selection(pressed.side, pressed.unit, start, end)
            self.side = pressed.side
            self.refresh()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self.release_mouse()
        pressed, self._pressed = self._pressed, None
        if self._layout is None or event.button != 1:
            return
        if self.selection is not None:
            text = self._text(self.selection.side, self.selection.unit)
            sentence = text.sentence(self.selection.start)
            if sentence is not None and sentence != self.cursor:
                self.cursor, self.reached = sentence, "jump"
                self.post_message(self.Moved(sentence))
            return
        self._clicked(event, pressed)

    def on_click(self, event: events.Click) -> None:
        """A second click selects the word."""
        if event.chain != 2 or (place := self._at(event)) is None:
            return
        word = word_at(self._text(place.side, place.unit), place.start)
        if word is not None:
            self.selection = Selection(place.side, place.unit, *word)
            self.refresh()

    def _clicked(self, event: events.MouseEvent, pressed: Selection | None) -> None:
        """A button was pressed and let go on a character, or on none."""

    def _text(self, side: Side, number: int) -> Text:
        assert self._layout is not None
        laid = self._layout.lay(number)
        return laid.source if side == "source" else laid.target

    def _at(self, event: events.MouseEvent) -> Selection | None:
        """The character under the mouse, as a selection of just it."""
        layout, painter = self._layout, self._painter
        offset = event.get_content_offset(self)
        if layout is None or painter is None or offset is None:
            return None
        row = int(self.scroll_y) + offset.y
        drawn = layout.row(row)
        if drawn is None:
            return None
        number, _ = layout.locate(row)
        for part in drawn[2]:
            left = painter.left_of(part)
            for cell in part.line.cells:
                if left <= offset.x < left + cell.width:
                    return Selection(part.side, number, cell.start, cell.end)
                left += cell.width
        return None
