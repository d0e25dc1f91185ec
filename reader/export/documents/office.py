"""What Word documents and OpenDocument texts share: parts that are trees, with traced blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from reader.article import Article, Translation
from reader.export.documents.document import Document, Task
from reader.export.documents.labels import Label, labels_of
from reader.export.documents.package import Package, serialised
from reader.export.documents.rebuilding import Stretch, stretches, translated
from reader.export.pairing import Pair, pairs, translated_text
from reader.languages import is_right_to_left
from reader.loading import stream
from reader.loading.container import Container
from reader.loading.tracing import Trace
from reader.text.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element


_FROM_RIGHT = regex("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""A letter of a script that is written from right to left."""


class OfficeDocument(Document):
    """A document whose paragraphs are translated where they stand.

    A kind of document says how it is read (`_read`), where its labels are (`_labels`), and how
    a paragraph is written (`_replace`, `_add`).
    """

    def __init__(self, task: Task) -> None:
        super().__init__(task)
        self._container = Container(task.original.data, task.original.name)
        self._traces: list[Trace | None] = []
        self._trees: dict[str, _Element] = {}
        self._repeats: list[tuple[str, Trace]] = []
        self._known: dict[str, Pair] = {}
        """By their texts: blocks that may be repeated."""
        self._block = 0
        self._label_article: Article | None = None
        self._places_of_labels: list[Label] = []
        self._language: str | None = None

    # --- What each kind of document says ---

    def _read(self) -> None:
        """Read the document: its trees, traces and repeats."""
        raise NotImplementedError

    def _labels(self) -> Iterator[Label]:
        """The labels in the trees, such as the document's title."""
        raise NotImplementedError

    def _replace(self, trace: Trace, parts: list[Stretch]) -> None:
        """Put a translation in the place of a block."""
        raise NotImplementedError

    def _add(self, trace: Trace, parts: list[Stretch]) -> None:
        """Put a translation under a block."""
        raise NotImplementedError

    def _settle(self) -> None:
        """Set what the whole document says of its language and direction."""
        raise NotImplementedError

    # --- A document ---

    def articles(self) -> Iterator[Article]:
        end = 0
        languages = Counter[str]()
        for article in stream(self._original, likely=self._likely):
            end = article.start + len(article.text)
            if article.language:
                languages[article.language] += len(article.text)
            yield article
        self._language = max(languages, key=languages.__getitem__, default=None)
        self._read()
        self._places_of_labels = [each for each in self._labels() if each.text]
        if self._places_of_labels:
            texts = [each.text for each in self._places_of_labels]
            self._label_article = labels_of(texts, self._language, self._original.name, end)
            yield self._label_article

    def begin(self, out: BinaryIO, *, target: str) -> None:
        super().begin(out, target=target)
        self._turns = is_right_to_left(self._language or "") and not is_right_to_left(target)

    def article(self, article: Article, translations: Iterable[Translation]) -> None:
        for pair in pairs(article, translations):
            if article is self._label_article:
                self._label(pair)
                continue
            trace = self._traces[self._block]
            self._block += 1
            self._known.setdefault(pair.block.text, pair)
            if trace is not None:
                self._write(pair, trace)

    def end(self) -> None:
        for text, trace in self._repeats:
            if text in self._known:
                self._write(self._known[text], trace)
        self._settle()
        package = Package(Container(self._original.data, self._original.name), self._out)
        package.finish({name: serialised(root) for name, root in self._trees.items()})

    def _write(self, pair: Pair, trace: Trace) -> None:
        if pair.block.boilerplate and not self._include_boilerplate:
            return
        if translated(pair):
            parts = stretches(pair, trace, self._target)
            (self._add if self._bilingual else self._replace)(trace, parts)
        elif self._turns and not self._bilingual and not _FROM_RIGHT.search(pair.block.text):
            self._replace(trace, stretches(pair, trace, self._target))  # a number in a cell

    def _label(self, pair: Pair) -> None:
        label = self._places_of_labels[pair.index]
        if translated(pair):
            text = translated_text(pair, self._target)
            label.text = f"{label.text} — {text}" if self._bilingual else text
