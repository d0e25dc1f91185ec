"""Writing the open article, or what the reader noted in it, to a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from reader.errors import DragomanError, reason
from reader.files import from_home, replace_file
from reader.tui import messages
from reader.tui.background import Background
from reader.tui.document import Document
from reader.tui.notes import Note
from reader.tui.reading.article import ArticleView
from reader.tui.reading.marking import Marking, in_markdown
from reader.tui.state import Bookmark


class Exporting:
    """Exports the open article.

    Args:
        view: the open article.
        marks: what the reader noted in it.
    """

    def __init__(self, view: ArticleView, marks: Marking) -> None:
        self._view = view
        self._marks = marks

    def choose(self) -> None:
        """Write the open article and its translation to a file."""
        from reader.export import FORMATS
        from reader.tui.screens.lists import Export

        view = self._view
        document, path = view.document, view.path
        if document is None or path is None:
            return
        stem = path.stem if len(view.articles) < 2 else f"{path.stem}-{view.number + 1}"
        target = view.session.translator().target
        formats = dict(FORMATS)
        if self._marks.of_article():
            formats["notes"] = ".md"

        def chosen(result: tuple[str, Path] | None) -> None:
            if result is not None:
                self._start(document, *result)

        view.app.push_screen(Export(stem, target, formats, Path.cwd()), chosen)

    def _start(self, document: Document, format: str, file: Path) -> None:
        """Write a file in the background; what is not translated yet is translated first."""
        view = self._view
        marks = self._marks.of_article()

        def work(stopped: Callable[[], bool]) -> None:
            try:
                if format == "notes":
                    file.parent.mkdir(parents=True, exist_ok=True)
                    replace_file(file, in_markdown(document, marks).encode())
                else:
                    self._write(document, format, file, marks)
            except (DragomanError, OSError) as error:
                said = reason(error)
                if isinstance(error, OSError):
                    said = f"{from_home(file)}: {said}"
                view.post_message(messages.Failed(None, f"Not exported: {said}"))
                return
            view.post_message(messages.Exported(file))

        view.notify(f"Writing {file.name}…", timeout=2, markup=False)
        Background().start(work)

    def _write(
        self, document: Document, format: str, file: Path, marks: Sequence[Note | Bookmark]
    ) -> None:
        from reader.export import save
        from reader.export.remarks import Remark

        translator = self._view.session.translator()
        blocks = document.article.blocks
        sentences = [each for each in document.sentences if blocks[each.block].boilerplate is None]
        save(
            document.article,
            translator.translate(sentences, document.package),
            file,
            format,
            target=translator.target,
            include_boilerplate=False,
            termbases=translator.termbases,
            remarks=[
                Remark(mark.start, mark.text, mark.side, mark.span)
                if isinstance(mark, Note)
                else Remark(mark.start)
                for mark in marks
            ],
        )
