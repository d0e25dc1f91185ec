"""What translates the open article."""

from __future__ import annotations

from reader.errors import DragomanError
from reader.tui.document import Document
from reader.tui.session import Session
from reader.tui.widgets.bars import route_name


def model_of(document: Document | None, session: Session, missing: dict[str, str]) -> str:
    """What translates an article, in words; empty where nothing does.

    Args:
        document: the article.
        session: knows the packages.
        missing: takes why its language cannot be translated.
    """
    if document is None or (language := document.article.language) is None:
        return ""
    try:
        chosen = document.package
        return route_name((chosen,) if chosen else session.route(language))
    except DragomanError as error:
        missing[language] = str(error)
        return ""
