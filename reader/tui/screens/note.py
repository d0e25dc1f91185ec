"""Writing a note on a sentence."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from reader.article import Sentence
from reader.tui.bidi import printable
from reader.tui.screens.dialog import links
from reader.tui.screens.writing import SentenceDialog


class NoteForm(SentenceDialog):
    """Its result is the note, "" to take it away, None for no change.

    Args:
        sentence: what the note is on.
        text: the note as it is.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", priority=True),
        Binding("ctrl+d", "remove", "Remove", priority=True),
        Binding("escape", "save", "Keep", priority=True),
    ]

    def __init__(self, sentence: Sentence, text: str = "") -> None:
        super().__init__(sentence)
        self._text = text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog correction") as box:
            box.border_title = "Your note"
            remove = [("Ctrl D removes it", "remove")] if self._text else []
            box.border_subtitle = links(("Esc keeps it", "save"), *remove)
            yield Static(id="original")
            yield TextArea(printable(self._text), soft_wrap=True, compact=True, id="text")

    def action_save(self) -> None:
        """Keep what was written."""
        self.dismiss(self.query_one(TextArea).text.strip())

    def action_remove(self) -> None:
        """Take the note away."""
        self.dismiss("")
