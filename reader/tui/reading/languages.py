"""The language an article is read in, where another than its own was detected."""

from __future__ import annotations

from dataclasses import replace

from reader.tui import state
from reader.tui.reading.article import ArticleView


def others(view: ArticleView) -> list[str]:
    """The languages that the open article could be read in: those that packages here translate."""
    from reader.models import catalogue

    document, target = view.document, view.session.target
    if document is None:
        return []
    own = document.article.language
    reachable = catalogue.reachable()
    return [code for code, targets in reachable.items() if target in targets and code != own]


def read_as(view: ArticleView, language: str) -> None:
    """Read the open article in a language, and the next time too; with "", as it was detected."""
    path, number = view.path, view.number
    if view.document is None or path is None:
        return
    view.leave()
    # A package and a language that were known are those of the language that it was read in.
    progress = replace(view.progress(path, number), read_as=language, package="", language=None)
    state.remember(view.session.memory, path, number, progress)
    view.read(path, number)
