"""Writing one's own translation of a sentence."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static, TextArea

from reader.article import Sentence, Translation
from reader.tui.bidi import printable
from reader.tui.screens.dialog import CLOSE, links
from reader.tui.screens.writing import SentenceDialog


class _Line(TextArea):
    """A text area in which Enter has done: a translation is one line."""

    class Done(Message):
        """The text is as the reader wants it."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Done())
            return
        await super()._on_key(event)


class Correction(SentenceDialog):
    """Its result is the translation the reader wrote, "" to withdraw it, None for no change.

    Args:
        sentence: what is translated.
        translation: how it is translated now.
        draft: what was written of it before, and neither kept nor thrown away.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save"),
        Binding("ctrl+l", "clear", "Clear", priority=True),
        Binding("ctrl+d", "withdraw", "Withdraw", priority=True),
    ]

    def __init__(
        self, sentence: Sentence, translation: Translation | None, draft: str = ""
    ) -> None:
        super().__init__(sentence, draft)
        self._translation = translation
        self._target = translation.target if translation else ""

    @property
    def unchanged(self) -> str:
        return " ".join(printable(self._target).split())

    @property
    def _corrected(self) -> bool:
        return self._translation is not None and self._translation.origin == "correction"

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog correction") as box:
            box.border_title = "Correct the translation"
            clear = ("Ctrl L clears", "clear")
            withdraw = [("Ctrl D takes yours back", "withdraw")] if self._corrected else []
            box.border_subtitle = links(("Enter keeps", "save"), clear, *withdraw, CLOSE)
            yield Static(id="original")
            text = printable(self.draft or self._target)
            yield _Line(text, soft_wrap=True, show_line_numbers=False, compact=True, id="text")

    def on__line_done(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Keep what was written."""
        text = self.written()
        self.draft = ""
        self.dismiss(None if text in ("", self.unchanged) else text)

    def written(self) -> str:
        return " ".join(super().written().split())

    def action_clear(self) -> None:
        """Begin with nothing."""
        self.query_one(_Line).clear()

    def action_withdraw(self) -> None:
        """Take the reader's own translation back."""
        self.draft = ""
        self.dismiss("" if self._corrected else None)
