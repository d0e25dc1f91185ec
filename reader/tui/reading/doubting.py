"""Going from one doubtful sentence to another."""

from __future__ import annotations

from reader.tui.reading.article import ArticleView


def step(view: ArticleView, by: int) -> None:
    """Go to the next or the previous doubtful sentence of the open article.

    Args:
        view: the open article.
        by: 1 for the next one, -1 for the previous one.
    """
    document, panes = view.document, view.panes
    places = document.doubtful if document is not None else []
    later = [place for place in places if (place - panes.cursor) * by > 0]
    if later:
        panes.go_to(later[0] if by > 0 else later[-1])
    elif places:
        view.notify("No doubtful sentence further on." if by > 0 else "None before.")
    else:
        view.notify("No sentence of this article is doubtful, as far as it is translated.")
