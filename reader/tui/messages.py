"""What the threads that read, translate and write tell the screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual.message import Message

from reader.article import Article, Sentence, Translation
from reader.tui.document import Document
from reader.tui.shelf import Facts


@dataclass
class Opened(Message):
    """An article is ready to be shown, with what the store knows of its beginning."""

    path: Path
    articles: list[Article]
    number: int
    document: Document
    partial: bool = False
    """Whether it is the beginning of a text that is still being read: it comes once more."""


@dataclass
class Rematched(Message):
    """The sentences of an article with the terms that the glossaries now have."""

    document: Document
    sentences: list[Sentence]
    translations: list[tuple[int, Translation]]


@dataclass
class Extended(Message):
    """More of the article's sentences."""

    document: Document
    sentences: list[Sentence]
    translations: list[tuple[int, Translation]]


@dataclass
class Arrived(Message):
    """Translations of sentences."""

    document: Document
    translations: list[tuple[int, Translation]]


@dataclass
class Missing(Message):
    """A language that no package translates."""

    document: Document
    language: str
    reason: str


@dataclass
class Failed(Message):
    """Something went wrong; the reader is told in one line."""

    path: Path | None
    reason: str


@dataclass
class Stopped(Message):
    """The article is not translated any further, until it is tried again."""

    document: Document
    reason: str


@dataclass
class Finished(Message):
    """There is nothing left to translate."""

    document: Document


@dataclass
class Scanned(Message):
    """What is in a file of the library."""

    path: Path
    articles: list[Facts]


@dataclass
class Exported(Message):
    """An article was written to a file."""

    path: Path
