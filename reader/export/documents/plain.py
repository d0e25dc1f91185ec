"""Plain text and Markdown: every mark where it was."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from reader.article import Article, Translation
from reader.export.text import TextWriter
from reader.loading import stream
from reader.loading.original import Original


class PlainDocument:
    """A text whose lines are translated."""

    def __init__(
        self, original: Original, *, include_boilerplate: bool, likely: Sequence[str] | None
    ) -> None:
        self._original, self._likely = original, likely
        self._writer = TextWriter(include_boilerplate=include_boilerplate)

    def articles(self) -> Iterator[Article]:
        yield from stream(self._original, likely=self._likely)

    def begin(self, out: BinaryIO, *, target: str) -> None:
        self._out = io.TextIOWrapper(out, "utf-8", "replace", newline="", write_through=True)
        self._writer.begin(self._out, target=target)

    def article(self, article: Article, translations: Iterable[Translation]) -> None:
        self._writer.article(article, translations)

    def end(self) -> None:
        self._writer.end()
        self._out.detach()
