"""Writing a note on a sentence."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static, TextArea

from reader.article import Sentence
from reader.tui.bidi import printable
from reader.tui.screens.dialog import links
from reader.tui.screens.writing import SentenceDialog


class _Lines(TextArea):
    """A text area in which Enter has done, and `Ctrl J` begins a line."""

    class Done(Message):
        """The text is as the reader wants it."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key not in ("enter", "ctrl+j", "shift+enter"):
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        if event.key == "enter":
            self.post_message(self.Done())
        else:
            self.insert("\n")


class NoteForm(SentenceDialog):
    """Its result is the note, "" to take it away, None for no change.

    Args:
        sentence: what the note is on.
        text: the note as it is.
        draft: what was written before, and not kept.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", priority=True),
        Binding("ctrl+d", "remove", "Remove", priority=True),
        Binding("escape", "dismiss_none", "Leave", priority=True),
    ]

    def __init__(self, sentence: Sentence, text: str = "", draft: str = "") -> None:
        super().__init__(sentence, draft)
        self._text = text

    @property
    def unchanged(self) -> str:
        return printable(self._text).strip()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog correction note") as box:
            box.border_title = "Your note"
            remove = [("Ctrl D removes", "remove")] if self._text else []
            keep, leave = ("Enter keeps", "save"), ("Esc changes nothing", "dismiss_none")
            box.border_subtitle = links(keep, "Ctrl J new line", *remove, leave)
            yield Static(id="original")
            text = printable(self.draft or self._text)
            yield _Lines(text, soft_wrap=True, compact=True, id="text")

    def on__lines_done(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Keep what was written."""
        self.draft = ""
        self.dismiss(self.written())

    def action_remove(self) -> None:
        """Take the note away."""
        self.draft = ""
        self.dismiss("")
