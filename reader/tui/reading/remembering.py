"""What is remembered of an article when the reader leaves it."""

from __future__ import annotations

from reader.tui.document import Document
from reader.tui.state import Progress


def progress_of(document: Document, cursor: int, start: int, before: Progress | None) -> Progress:
    """How far an article is read, and what is known of it.

    Args:
        document: the article.
        cursor: its current sentence.
        start: the offset in its file that the reader is at.
        before: what was remembered of it until now.
    """
    sights = document.in_sight
    finished = bool(sights) and cursor >= sights[-1]
    title, translated_title = " ".join(document.article.title.split()), document.translated_title
    if not translated_title and before is not None and before.title == title:
        translated_title = before.translated_title  # while it is translated anew
    return Progress(
        start=start,
        sentences=len(sights),
        translated=document.translated,
        language=document.article.language,
        finished=finished or (before is not None and before.finished),
        place=document.place(cursor),
        title=title,
        translated_title=translated_title,
        package=document.package.name if document.package is not None else "",
    )
