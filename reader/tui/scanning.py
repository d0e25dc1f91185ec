"""Looking into the files of a library: their titles, languages, lengths and words."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from reader.article import Article
from reader.errors import DragomanError
from reader.tui.index import Index
from reader.tui.messages import Scanned
from reader.tui.shelf import Facts
from reader.tui.streaming import Cancelled, Send

_SCANNED = 2_000
"""Files of a library that are looked into."""
_LARGEST = 400_000
"""Bytes of a file beyond which it is not looked into before it is opened."""


def scan(
    paths: Iterable[Path],
    *,
    load: Callable[[Path], list[Article]],
    index: Index,
    send: Send,
    cancelled: Cancelled,
) -> None:
    """Look into the files of a library, for their titles, languages, lengths and words.

    It takes its time: reading and translating come first. What was looked into before and has
    not changed is known.
    """
    for path in islice(paths, _SCANNED):
        if cancelled():
            return
        try:
            known = index.facts(path)
            if known is None and path.stat().st_size <= _LARGEST:
                articles = load(path)
                known = [facts(article) for article in articles]
                index.put(path, articles, known)
                time.sleep(0.03)
            if known is not None:
                send(Scanned(path, known))
        except (DragomanError, OSError):  # whoever opens it is told why it cannot be
            send(Scanned(path, []))


def facts(article: Article) -> Facts:
    """What the library tells of an article."""
    minutes = 0.0
    for block in article.blocks:
        if not block.boilerplate:
            wide = block.language in ("zh", "ja")
            minutes += len(block.text) / 400 if wide else len(block.text.split()) / 200
    return Facts(" ".join(article.title.split()), article.language, max(1, round(minutes)))
