"""Bookmarks, notes and highlights of the open article."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reader.errors import DragomanError
from reader.tui import notes, state
from reader.tui.document import Document
from reader.tui.notes import Note
from reader.tui.reading.article import ArticleView
from reader.tui.reading.naming import name_in
from reader.tui.rows import Side
from reader.tui.state import Bookmark

_EXCERPT = 80
"""Characters of a sentence that a bookmark shows."""


class Marking:
    """Sets marks in the open article, shows them, and leads to them.

    Args:
        view: the open article.
    """

    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self._notes: list[Note] | None = None
        self._kept: list[Note] = []
        """The notes as they are on disk, as far as is known."""
        self._drafts: dict[Note, str] = {}
        """Notes that were begun, and neither kept nor removed."""

    @property
    def notes(self) -> list[Note]:
        """Every note and highlight, of all articles."""
        if self._notes is None:
            self._notes = notes.load()
            self._kept = list(self._notes)
        return self._notes

    def of_article(self) -> list[Note | Bookmark]:
        """The open article's marks, in its order."""
        marks: list[Note | Bookmark] = [*self.notes, *self._view.session.memory.bookmarks]
        return sorted((mark for mark in marks if self._is_here(mark)), key=lambda mark: mark.start)

    def show(self) -> None:
        """Show the marks in the text."""
        document, panes = self._view.document, self._view.panes
        if document is None:
            return
        places = {sentence.start: i for i, sentence in enumerate(document.sentences)}
        shown = panes.marks
        here = [note for note in self.notes if self._is_here(note)]
        shown.notes = frozenset(places[n.start] for n in here if n.text and n.start in places)
        shown.highlights = {}
        for note in here:
            if note.span is not None and note.start in places:
                at = (places[note.start], note.side)
                shown.highlights.setdefault(at, []).append(note.span)
        shown.bookmarks = frozenset(
            places[mark.start]
            for mark in self._view.session.memory.bookmarks
            if self._is_here(mark) and mark.start in places
        )
        panes.redraw()

    def bookmark(self) -> None:
        """Set a bookmark at the current sentence, or take it away."""
        view, current = self._view, self._view.current()
        if current is None:
            return
        sentence = current[1]
        excerpt = " ".join(sentence.text.split())[:_EXCERPT]
        mark = Bookmark(str(view.path), view.number, sentence.start, excerpt)
        is_set = state.toggle_bookmark(view.session.memory, mark)
        view.notify("Bookmark set" if is_set else "Bookmark removed", timeout=1.5)
        self.show()

    def note(self) -> None:
        """Write a note on the current sentence, change it, or take it away."""
        from reader.tui.screens.note import NoteForm

        view, current = self._view, self._view.current()
        if current is None:
            return
        sentence = current[1]
        before = next(
            (n for n in self.notes if n.text and self._is_here(n) and n.start == sentence.start),
            None,
        )
        here = Note(str(view.path), view.number, sentence.start, sentence.text)
        dialog = NoteForm(sentence, before.text if before else "", self._drafts.pop(here, ""))

        def written(text: str | None) -> None:
            if dialog.draft:
                self._drafts[here] = dialog.draft
                view.notify("Not kept: a takes up what you wrote.")
            if text is None or text == (before.text if before else ""):
                return
            if before is not None:
                self.notes.remove(before)
            if text:
                self.notes.append(replace(here, text=text))
            self._keep("Note kept" if text else "Note removed")

        view.app.push_screen(dialog, written)

    def highlight(self) -> None:
        """Highlight the selected words, or the sentence; what is highlighted there is not then."""
        view, current = self._view, self._view.current()
        if current is None:
            return
        index, sentence, translation = current
        selected = view.panes.selected_in(index)
        side: Side = "source"
        span = (0, len(sentence.text))
        if selected is not None:
            side, span = selected
        text = sentence.text if side == "source" else translation.target if translation else ""
        under = [
            note
            for note in self.notes
            if self._is_here(note)
            and (note.start, note.side) == (sentence.start, side)
            and note.span is not None
            and note.span[0] < span[1]
            and span[0] < note.span[1]
        ]
        for note in under:
            self.notes.remove(note)
        if not under:
            words = " ".join(text[slice(*span)].split())
            where = (str(view.path), view.number, sentence.start)
            self.notes.append(Note(*where, words, side=side, span=span))
        view.panes.clear_selection()
        self._keep("Highlighted" if not under else "Highlight removed")

    def list(self) -> None:
        """Go to a bookmark, a note or a highlight."""
        from reader.tui.screens.lists import Marks

        view = self._view
        marks: list[Note | Bookmark] = [*view.session.memory.bookmarks, *self.notes]
        if not marks:
            view.notify("Nothing yet: m sets a bookmark, a writes a note, h highlights.")
            return
        dialog = Marks(marks, lambda mark: name_in(view, Path(mark.path), mark.article))

        def chosen(mark: Note | Bookmark | None) -> None:
            if dialog.deleted:
                memory = view.session.memory
                memory.bookmarks = [b for b in memory.bookmarks if b not in dialog.deleted]
                self._notes = [note for note in self.notes if note not in dialog.deleted]
                self._keep("")
            if mark is not None:
                view.go_to(Path(mark.path), mark.article, mark.start)

        view.app.push_screen(dialog, chosen)

    def _is_here(self, mark: Note | Bookmark) -> bool:
        return (mark.path, mark.article) == (str(self._view.path), self._view.number)

    def _keep(self, message: str) -> None:
        try:
            self._notes = notes.save(self.notes, self._kept)
            self._kept = list(self._notes)
        except DragomanError as error:
            self._view.notify(str(error), severity="error", markup=False)
            return
        if message:
            self._view.notify(message, timeout=1.5)
        self.show()


def in_markdown(document: Document, marks: list[Note | Bookmark]) -> str:
    """An article's marks as Markdown: each with its sentence and its translation."""
    title = " ".join(document.article.title.split()) or Path(document.article.source).name
    parts = [f"# {title}"]
    for mark in marks:
        index = document.at(mark.start)
        sentence, translation = document.sentences[index], document.translations[index]
        words = mark.excerpt if isinstance(mark, Note) and mark.span else sentence.text
        kind = "Bookmark" if isinstance(mark, Bookmark) else "Note" if mark.text else "Highlight"
        parts.append(f"## {kind}\n\n> {' '.join(words.split())}")
        if translation is not None and not (isinstance(mark, Note) and mark.side == "target"):
            parts.append(f"> {' '.join(translation.target.split())}")
        if isinstance(mark, Note) and mark.text:
            parts.append(mark.text)
    return "\n\n".join(parts) + "\n"
