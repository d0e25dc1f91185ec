"""What a reader is told once: what the terminal and the model need for a better result."""

from __future__ import annotations

import os

from reader.languages import is_right_to_left
from reader.tui.reading.article import ArticleView


class Hints:
    """Hints on the open article.

    Args:
        view: the open article.
    """

    def __init__(self, view: ArticleView) -> None:
        self._view = view

    def say(self) -> None:
        """Say what has not been said and concerns the open article."""
        document = self._view.document
        language = document.article.language if document is not None else None
        shown = (language, self._view.session.target) if language else ()
        if any(map(is_right_to_left, shown)) and os.environ.get("KITTY_WINDOW_ID"):
            self._once(
                "kitty",
                "kitty turns Arabic words around. If they look wrong, put “force_ltr yes” "
                "into kitty.conf and start it again.",
            )
        if "starter" in self._view.model and language is not None:
            self._say_it_is_a_starter(language)

    def _say_it_is_a_starter(self, language: str) -> None:
        # None where a starter was chosen though a bigger package is installed.
        starters = (one for one in self._view.session.route(language) if one.is_starter)
        first = next(starters, None)
        if first is not None:
            self._once(
                "starter",
                "This is the starter model: small, and at times wrong. With a network, "
                f"“reader models install {first.source} {first.target}” gets a bigger one.",
            )

    def _once(self, name: str, message: str) -> None:
        hints = self._view.session.memory.hints
        if name not in hints and self._view.app.screen is self._view.screen:
            hints.append(name)
            self._view.notify(message, timeout=8, markup=False)
