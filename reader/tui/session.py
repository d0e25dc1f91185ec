"""What the screens of one run share: settings, memory, the translator, how files are read."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.article import Article
from reader.tui import bidi
from reader.tui.config import Config
from reader.tui.document import Translating
from reader.tui.state import State

if TYPE_CHECKING:
    from reader.models.package import Package

_GLIMPSE = 12_000
"""Bytes of a long text that are read first."""
_LONG = 64_000
"""Bytes from which a text is long: it takes a while to be read whole."""
_PLAIN = frozenset({".txt", ".text", ".md", ".markdown"})


class Session:
    """What is known and used by every screen.

    Args:
        paths: folders and files of the library.
        translator: makes the translator; called once, when it is first needed.
        load: reads a file's articles; `reader.loading.load` by default.
        config: the user's settings.
        memory: what is remembered of earlier runs.
        drawing: who puts Arabic letters in order.
        patience: seconds before the rest of the library is looked into; None for never.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        translator: Callable[[], Translating],
        load: Callable[[Path], list[Article]] | None,
        config: Config,
        memory: State,
        drawing: bidi.Drawing,
        patience: float | None,
    ) -> None:
        self.paths = [Path(path) for path in paths]
        self.config = config
        self.memory = memory
        self.drawing: bidi.Drawing = drawing
        self.patience = patience
        self._make_translator = translator
        self._translator: Translating | None = None
        self._load = load
        self._lock = threading.Lock()

    def translator(self) -> Translating:
        """The translator.

        Raises:
            DragomanError: it cannot be made, for a fault in a glossary most likely.
        """
        with self._lock:
            if self._translator is None:
                self._translator = self._make_translator()
            return self._translator

    def route(self, language: str) -> tuple[Package, ...]:
        """The packages that translate from a language.

        Raises:
            ModelNotInstalled: there is none.
        """
        return self.translator().package(language)

    @property
    def ready(self) -> bool:
        """Whether the translator is made: until then its text is all there is of an article."""
        return self._translator is not None

    @property
    def target(self) -> str:
        """The language of the translations; asking for it waits for nothing."""
        return self._translator.target if self._translator is not None else self.config.target

    def load(self, path: Path) -> list[Article]:
        """The articles of a file.

        Raises:
            UnreadableFile: it cannot be read.
        """
        if self._load is not None:
            return self._load(path)
        from reader.loading import load

        # Whoever reads in another language than English reads English first: a title of two words.
        likely = None if self.target == "en" else [c for c in ("en", "fr") if c != self.target]
        return load(path, likely=likely)

    def glimpse(self, path: Path) -> list[Article]:
        """The beginning of a long text, to be shown until all of it is read; else nothing."""
        if self._load is not None or path.suffix.lower() not in _PLAIN:
            return []
        from reader.loading import load

        try:
            if os.stat(path).st_size < _LONG:
                return []
            with path.open("rb") as file:
                head = file.read(_GLIMPSE)
        except OSError:
            return []  # the whole of it cannot be read either, and then the reader is told
        cut = max(head.rfind(b"\n\n"), head.rfind(b"\n\r\n"))
        if cut < _GLIMPSE // 4:
            cut = head.rfind(b"\n")
        plain = path.suffix.lower() in (".txt", ".text")
        articles = load(head[: cut + 1], format="text" if plain else "markdown") if cut > 0 else []
        return [replace(article, source=str(path)) for article in articles[:1]]

    @property
    def language_names(self) -> dict[str, str]:
        """Languages' English names by their codes."""
        from reader.languages import names

        return dict(names())
