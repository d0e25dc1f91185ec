"""What every kind of document that is written back is: an input read, then written in its kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reader.article import Article, Translation
from reader.loading.original import Original


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be written back, and how."""

    original: Original
    bilingual: bool
    """Whether each paragraph keeps its place above its translation."""
    include_boilerplate: bool
    """Whether what is the site's is translated; else it stays as it is."""
    likely: Sequence[str] | None
    """Languages that a word or two alone are taken for, the likeliest first; None for the usual
    ones."""


class Document(ABC):
    """An input, and the file of its own kind that its translation becomes."""

    def __init__(self, task: Task) -> None:
        self._original, self._likely = task.original, task.likely
        self._bilingual, self._include_boilerplate = task.bilingual, task.include_boilerplate

    @abstractmethod
    def articles(self) -> Iterator[Article]:
        """What there is to translate, in order, labels that stand in no text among it.

        All of it is asked for before the output is begun.

        Raises:
            UnreadableFile: it is damaged, protected, or unpacks to too much.
        """

    def begin(self, out: BinaryIO, *, target: str) -> None:
        """Start the output on `out` in the language `target`."""
        self._out, self._target = out, target

    @abstractmethod
    def article(self, article: Article, translations: Iterable[Translation]) -> None:
        """Take the translations of the next article, in reading order; they may be incomplete."""

    @abstractmethod
    def end(self) -> None:
        """Finish the output; `out` stays open."""
