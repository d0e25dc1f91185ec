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
from reader.tui.screens.dialog import LEAVE, Dialog, links, paragraph


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


class Correction(Dialog[str]):
    """Its result is the translation the reader wrote, "" to withdraw it, None for no change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save"),
        Binding("ctrl+d", "withdraw", "Withdraw", priority=True),
    ]

    def __init__(self, sentence: Sentence, translation: Translation | None) -> None:
        super().__init__()
        self._sentence = sentence
        self._translation = translation

    @property
    def _corrected(self) -> bool:
        return self._translation is not None and self._translation.origin == "correction"

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog correction") as box:
            box.border_title = "Correct the translation"
            withdraw = [("Ctrl D takes yours back", "withdraw")] if self._corrected else []
            box.border_subtitle = links(("Enter keeps", "save"), *withdraw, LEAVE)
            yield Static(id="original")
            target = self._translation.target if self._translation else ""
            yield _Line(target, soft_wrap=True, show_line_numbers=False, compact=True, id="text")

    def on_mount(self) -> None:
        area = self.query_one(_Line)
        area.move_cursor(area.document.end)
        area.focus()
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        original = self.query_one("#original", Static)
        width = max(10, original.content_size.width)
        original.update(paragraph(self._sentence.text, width, language=self._sentence.language))

    def on__line_done(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Keep what was written."""
        text = " ".join(self.query_one(_Line).text.split())
        unchanged = self._translation is not None and text == self._translation.target
        self.dismiss(None if unchanged or not text else text)

    def action_withdraw(self) -> None:
        """Take the reader's own translation back."""
        self.dismiss("" if self._corrected else None)
