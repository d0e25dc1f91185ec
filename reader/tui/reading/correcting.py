"""The reader's own translations: written, kept, listed."""

from __future__ import annotations

from reader.article import Sentence
from reader.errors import DragomanError
from reader.tui.reading.article import ArticleView


class Correcting:
    """Corrects the open article.

    Args:
        view: the open article.
    """

    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self.drafts: dict[Sentence, str] = {}
        """Corrections that were begun, and neither kept nor withdrawn."""

    def write(self) -> None:
        """Write one's own translation of the current sentence."""
        from reader.tui.screens.correction import Correction

        view, document = self._view, self._view.document
        current = view.current()
        if current is None:
            return
        index, sentence, translation = current
        dialog = Correction(sentence, translation, self.drafts.pop(sentence, ""))

        def corrected(text: str | None) -> None:
            if dialog.draft:
                self.drafts[sentence] = dialog.draft
                view.notify("Not kept yet: e goes on with what you wrote.")
            if text is None or view.document is not document:
                return
            try:
                result = view.session.translator().correct(sentence, text)
            except DragomanError as error:
                view.notify(str(error), severity="error", markup=False)
                return
            view.put(index, result)
            view.notify("Kept: your translation wins from now on" if text else "Taken back")

        view.app.push_screen(dialog, corrected)

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
