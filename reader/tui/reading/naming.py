"""What an article is called that is not open."""

from __future__ import annotations

from pathlib import Path

from reader.tui import state
from reader.tui.reading.article import ArticleView
from reader.tui.shelf import name_of


def name_in(view: ArticleView, path: Path, article: int) -> str:
    """An article's translated title, its own, or its file's name.

    Args:
        view: the open article, with what is known of others.
        path: the article's file.
        article: its index in the file.
    """
    progress = view.session.memory.progress.get(state.key(path, article))
    if progress is not None and (title := progress.translated_title or progress.title):
        return title
    known = view.index.facts(path) if path.exists() else None
    title = known[article].title if known and article < len(known) else ""
    return title or name_of(path)
