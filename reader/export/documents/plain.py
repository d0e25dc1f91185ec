"""Plain text and Markdown: every mark where it was."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from reader.article import Article, Translation
from reader.export.documents.document import Document, Task
from reader.export.text import TextWriter
from reader.loading import stream


class PlainDocument(Document):
    """A text whose lines are translated."""

    def __init__(self, task: Task) -> None:
        super().__init__(task)
        self._writer = TextWriter(include_boilerplate=task.include_boilerplate)

    def articles(self) -> Iterator[Article]:
        yield from stream(self._original, likely=self._likely)

    def begin(self, out: BinaryIO, *, target: str) -> None:
        super().begin(out, target=target)
        self._lines = io.TextIOWrapper(out, "utf-8", "replace", newline="", write_through=True)
        self._writer.begin(self._lines, target=target)

    def article(self, article: Article, translations: Iterable[Translation]) -> None:
        self._writer.article(article, translations)

    def end(self) -> None:
        self._writer.end()
        self._lines.detach()
