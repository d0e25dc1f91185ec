"""The reader's own translations: written, kept, carried over to like sentences, listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.article import Sentence, Translation
from reader.errors import DragomanError
from reader.tui.background import Background
from reader.tui.document import Document
from reader.tui.reading.article import ArticleView
from reader.tui.similar import similar


class Correcting:
    """Corrects the open article.

    Args:
        view: the open article.
        changed: is told when a correction was kept or taken back.
    """

    def __init__(self, view: ArticleView, changed: Callable[[], None] = lambda: None) -> None:
        self._view = view
        self.changed = changed
        self.drafts: dict[Sentence, str] = {}
        """Corrections that were begun, and neither kept nor withdrawn."""

    def write(self, draft: str = "") -> None:
        """Write one's own translation of the current sentence.

        Args:
            draft: what to begin with; "" for what was written before, or the translation.
        """
        from reader.tui.screens.correction import Correction

        view, document = self._view, self._view.document
        current = view.current()
        if current is None or document is None:
            return
        index, sentence, translation = current
        dialog = Correction(sentence, translation, draft or self.drafts.pop(sentence, ""))

        def corrected(text: str | None) -> None:
            if dialog.draft:
                self.drafts[sentence] = dialog.draft
                view.notify("Not kept yet: e takes up what you wrote.")
            if text is not None and view.document is document:
                self.keep(document, index, text)

        view.app.push_screen(dialog, corrected)

    def keep(self, document: Document, index: int, text: str) -> None:
        """Keep a translation of a sentence, and show at once what that means for others.

        Args:
            document: the article.
            index: of the sentence.
            text: its translation; "" takes the reader's own back.
        """
        view, sentence = self._view, document.sentences[index]
        try:
            result = view.session.translator().correct(sentence, text)
        except DragomanError as error:
            view.notify(str(error), severity="error", markup=False)
            if text:
                self.drafts[sentence] = text
                view.notify("e takes up what you wrote.")
            return
        view.put(index, result)
        self.changed()

        def spread(stopped: Callable[[], bool]) -> None:
            renewed, alike = self._effect(document, index)
            view.app.call_later(self._show_effect, document, index, text, renewed, alike)

        Background().start(spread)

    def _effect(
        self, document: Document, index: int
    ) -> tuple[list[tuple[int, Translation | None]], list[int]]:
        """The sentences that are translated otherwise now, and those that are merely like it."""
        translator = self._view.session.translator()
        renewed: list[tuple[int, Translation | None]] = []
        alike: list[int] = []
        for place in similar(document, index):
            before, sentence = document.translations[place], document.sentences[place]
            now = translator.stored(sentence, document.package)
            if (now.target if now else None) != (before.target if before else None):
                renewed.append((place, now))
            elif now is None or now.package:
                alike.append(place)
        return renewed, alike

    def _show_effect(
        self,
        document: Document,
        index: int,
        text: str,
        renewed: Sequence[tuple[int, Translation | None]],
        alike: Sequence[int],
    ) -> None:
        view = self._view
        if view.document is not document:
            return
        marks = view.panes.marks
        gone = {index, *(place for place, _ in renewed)}
        marks.alike = (marks.alike | frozenset(alike) if text else marks.alike - set(alike)) - gone
        view.panes.put(renewed)
        view.panes.redraw()
        view.post_message(view.Changed())
        if any(translation is None for _, translation in renewed):
            view.translate_rest()
        view.notify(_told(text, len(renewed), len(alike)))

    def list(self) -> None:
        """List the reader's own translations in the open article."""
        from reader.tui.screens.lists import Corrections

        view, document = self._view, self._view.document
        if document is None:
            return
        kept = [
            (index, translation)
            for index, translation in enumerate(document.translations)
            if translation is not None and translation.origin == "correction"
        ]
        if not kept:
            view.notify("No correction in this article yet: e writes one.")
            return

        def chosen(index: int | None) -> None:
            if index is not None and view.document is document:
                view.panes.go_to(index, centre=True)

        view.app.push_screen(Corrections(kept), chosen)


def _told(text: str, renewed: int, alike: int) -> str:
    """What a correction means, in words."""
    if not text:
        also = f", here and in {_sentences(renewed)} more" if renewed else ""
        return f"Taken back{also}"
    told = "Kept: your translation wins from now on."
    if renewed:
        told += f" {_sentences(renewed).capitalize()} more {'has' if renewed == 1 else 'have'} it."
    if alike:
        told += f" {_sentences(alike).capitalize()} {'is' if alike == 1 else 'are'} like it: ≈."
    return told


def _sentences(count: int) -> str:
    return "1 sentence" if count == 1 else f"{count} sentences"
