"""What is remembered of an article when the reader leaves it."""

from __future__ import annotations

from pathlib import Path

from reader.tui import state
from reader.tui.document import Document
from reader.tui.state import Progress


def remember(
    memory: state.State,
    place: tuple[Path, int],
    document: Document,
    cursor: int,
    start: int,
    *,
    read: bool,
) -> None:
    """Keep how far an article is read, and what is known of it.

    Args:
        memory: what is remembered.
        place: the article's file, and its index there.
        document: the article.
        cursor: its current sentence.
        start: the offset in its file that the reader is at.
        read: whether the reader came to that sentence by reading, or stayed with it.
    """
    before = memory.progress.get(state.key(*place))
    sights = document.in_sight
    finished = read and bool(sights) and cursor >= sights[-1]
    title, translated_title = " ".join(document.article.title.split()), document.translated_title
    if not translated_title and before is not None and before.title == title:
        translated_title = before.translated_title  # while it is translated anew
    progress = Progress(
        start=start,
        sentences=len(sights),
        translated=document.translated,
        language=document.article.language,
        finished=finished or (before is not None and before.finished),
        place=document.place(cursor),
        title=title,
        translated_title=translated_title,
        package=document.package.name if document.package is not None else "",
        read_as=document.read_as,
    )
    state.remember(memory, *place, progress)
