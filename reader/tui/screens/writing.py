"""What the dialogs share in which something is written on a sentence."""

from __future__ import annotations

from textual.widgets import Static, TextArea

from reader.article import Sentence
from reader.tui.screens.dialog import Dialog, paragraph


class SentenceDialog(Dialog[str]):
    """A sentence as `#original`, and a text area below it, the cursor at its end.

    Args:
        sentence: what is written on.
        draft: what was written before, and neither kept nor thrown away.
    """

    def __init__(self, sentence: Sentence, draft: str) -> None:
        super().__init__()
        self._sentence = sentence
        self.draft = draft
        """What is to be there when the dialog is opened again; "" for what is kept."""

    def written(self) -> str:
        """The text as it would be kept."""
        return self.query_one(TextArea).text.strip()

    @property
    def unchanged(self) -> str:
        """What `written` is when nothing was written."""
        return ""

    def action_dismiss_none(self) -> None:
        """Close the box; what was written in it is there again the next time."""
        text = self.written()
        self.draft = "" if text == self.unchanged else text
        super().action_dismiss_none()

    def on_mount(self) -> None:
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        original = self.query_one("#original", Static)
        width = max(10, original.content_size.width)
        original.update(paragraph(self._sentence.text, width, language=self._sentence.language))
