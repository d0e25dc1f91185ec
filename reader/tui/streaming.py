"""The thread that opens an article and translates it: what is in view first, then onwards.

It never touches a widget. What it finds out goes to a `send` function as messages, and what
it needs to know (where the reader is, whether to stop) it asks of functions.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from textual.message import Message

from reader.article import Article, Sentence, Translation
from reader.errors import DragomanError, ModelNotInstalled
from reader.tui.document import Document, Translating

_FIRST_BLOCKS, _MORE_BLOCKS = 24, 400
"""Blocks that are made ready before an article is shown, and at a time after that."""

_BATCH = 16
"""Sentences given to the translator at once: a second or so, so that the reader who goes
elsewhere is followed soon."""


@dataclass
class Opened(Message):
    """An article is ready to be shown, with what the store knows of its beginning."""

    path: Path
    articles: list[Article]
    number: int
    document: Document


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
class Finished(Message):
    """There is nothing left to translate."""

    document: Document


@dataclass(frozen=True, slots=True)
class Facts:
    """What the library tells of an article that was not opened yet."""

    title: str
    language: str | None
    minutes: int
    """Minutes that a practised reader takes."""


@dataclass
class Scanned(Message):
    """What is in a file of the library."""

    path: Path
    articles: list[Facts]


@dataclass
class Exported(Message):
    """An article was written to a file."""

    path: Path


Send = Callable[[Message], object]
Cancelled = Callable[[], bool]


def open_article(
    path: Path,
    number: int,
    *,
    load: Callable[[Path], list[Article]],
    translator: Callable[[], Translating],
    near: Callable[[], range],
    send: Send,
    cancelled: Cancelled,
    articles: list[Article] | None = None,
) -> None:
    """Read a file, show one of its articles as soon as its beginning is ready, translate it.

    Args:
        path: the file.
        number: index of the article in it; the last one when there are fewer.
        load: reads a file.
        translator: gives the translator, which is made when it is first needed.
        near: the sentences in view, as indexes.
        send: takes a message to the reader.
        cancelled: whether to stop.
        articles: the file's articles, where they are known already.
    """
    try:
        found = load(path) if articles is None else articles
        if cancelled():
            return
        if not found:
            send(Failed(path, f"There is no text in {path.name}."))
            return
        number = max(0, min(number, len(found) - 1))
        article = found[number]
        try:
            engine = translator()
        except DragomanError as error:  # of a glossary, most likely; the article is not at fault
            send(Failed(None, str(error)))
            return
        parts = _parts(engine, article)
        first = next(parts, [])
        document = Document(article, first)
        for index, translation in _stored(engine, first, 0):
            document.put(index, translation)
        send(Opened(path, found, number, document))
        count = len(first)
        for part in parts:
            if cancelled():
                return
            send(Extended(document, part, list(_stored(engine, part, count))))
            count += len(part)
    except DragomanError as error:
        send(Failed(path, str(error)))
        return
    except Exception as error:  # a defect: the reader loses this article, not the program
        send(Failed(path, _defect(error)))
        return
    translate(document, count, translator=engine, near=near, send=send, cancelled=cancelled)


def translate(
    document: Document,
    count: int,
    *,
    translator: Translating,
    near: Callable[[], range],
    send: Send,
    cancelled: Cancelled,
) -> None:
    """Translate what has no translation yet, from what is in view onwards.

    Sentences in folds are left until they are opened: that is most of a page's words.

    Args:
        document: the article.
        count: how many sentences it has, or will have once it has taken its messages.
    """
    missing: set[str] = set()
    sent: dict[int, Sentence] = {}
    size = _BATCH

    def waits(index: int) -> bool:
        sentence = document.sentences[index]
        return (
            document.translations[index] is None
            and sent.get(index) is not sentence
            and sentence.language not in missing
            and not document.is_folded(index)
        )

    while not cancelled():
        known = min(count, len(document.sentences))
        here = near().start
        batch: list[int] = []
        for index in (*range(here, known), *range(min(here, known))):
            if waits(index):
                batch.append(index)
                if len(batch) == size:
                    break
        if not batch:
            if known < count:  # the rest is on its way to the document
                time.sleep(0.01)
                continue
            send(Finished(document))
            return
        sentences = [document.sentences[index] for index in batch]
        results = translator.translate(sentences)
        try:
            for index, sentence, translation in zip(batch, sentences, results, strict=True):
                sent[index] = sentence
                send(Arrived(document, [(index, translation)]))
                if cancelled():
                    return
        except ModelNotInstalled as error:
            language = next(
                s.language for s in sentences if s.language and not _has_route(translator, s)
            )
            missing.add(language)
            send(Missing(document, language, str(error)))
        except DragomanError as error:
            send(Failed(None, str(error)))
            return
        except Exception as error:  # a defect: only the sentence it is in goes without
            if len(batch) == 1:
                sent[batch[0]] = sentences[0]
                send(Failed(None, _defect(error)))
            size = 1 if len(batch) > 1 else _BATCH
        finally:
            close = getattr(results, "close", None)
            if close is not None:
                close()


def _defect(error: Exception) -> str:
    return f"Internal error, please report it: {type(error).__name__}: {error}"


_SCANNED = 400
"""Files of a library that are looked into."""
_LARGEST = 400_000
"""Bytes of a file beyond which it is not looked into before it is opened."""


def scan(
    paths: Iterable[Path],
    *,
    load: Callable[[Path], list[Article]],
    send: Send,
    cancelled: Cancelled,
) -> None:
    """Look into the files of a library, for their languages, lengths and articles.

    It takes its time: reading and translating come first.
    """
    for path in islice(paths, _SCANNED):
        if cancelled():
            return
        try:
            if path.stat().st_size <= _LARGEST:
                send(Scanned(path, [facts(article) for article in load(path)]))
        except (DragomanError, OSError):
            continue  # whoever opens it is told why it cannot be
        time.sleep(0.03)


def facts(article: Article) -> Facts:
    """What the library tells of an article."""
    minutes = 0.0
    for block in article.blocks:
        if not block.boilerplate:
            wide = block.language in ("zh", "ja")
            minutes += len(block.text) / 400 if wide else len(block.text.split()) / 200
    return Facts(" ".join(article.title.split()), article.language, max(1, round(minutes)))


def _has_route(translator: Translating, sentence: Sentence) -> bool:
    if sentence.language is None or sentence.language == translator.target:
        return True
    try:
        translator.package(sentence.language)
    except DragomanError:
        return False
    return True


def _parts(translator: Translating, article: Article) -> Iterator[list[Sentence]]:
    """The article's sentences, the beginning first: a long book is shown before it is read."""
    blocks = article.blocks
    begin, size = 0, _FIRST_BLOCKS
    while begin < len(blocks):
        part = replace(article, blocks=blocks[begin : begin + size])
        yield [
            replace(sentence, block=sentence.block + begin) if begin else sentence
            for sentence in translator.sentences(part)
        ]
        begin, size = begin + size, _MORE_BLOCKS


def _stored(
    translator: Translating, sentences: list[Sentence], first: int
) -> Iterator[tuple[int, Translation]]:
    for index, sentence in enumerate(sentences, first):
        translation = translator.stored(sentence)
        if translation is not None:
            yield index, translation
