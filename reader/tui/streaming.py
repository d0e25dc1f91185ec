"""The thread that opens an article and translates it: what is in view first, then onwards.

It never touches a widget. What it finds out goes to a `send` function as messages, and what
it needs to know (where the reader is, whether to stop) it asks of functions.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from textual.message import Message

from reader.article import Article, Sentence, Translation
from reader.errors import DragomanError, ModelNotInstalled, in_full
from reader.tui.document import Document, Translating
from reader.tui.index import Index
from reader.tui.messages import (
    Arrived,
    Extended,
    Failed,
    Finished,
    Missing,
    Opened,
    Rematched,
    Scanned,
    Stopped,
)
from reader.tui.shelf import Facts

_FIRST_BLOCKS, _MORE_BLOCKS = 24, 400
"""Blocks that are made ready before an article is shown, and at a time after that."""

_BATCH = 16
"""Sentences given to the translator at once: a second or so, so that the reader who goes
elsewhere is followed soon."""


Send = Callable[[Message], object]
Cancelled = Callable[[], bool]


def open_article(
    path: Path,
    number: int,
    *,
    load: Callable[[Path], list[Article]],
    translator: Callable[[], Translating],
    near: Callable[[], int],
    send: Send,
    cancelled: Cancelled,
    paused: Cancelled = lambda: False,
    articles: list[Article] | None = None,
    glimpse: Callable[[Path], list[Article]] = lambda path: [],
    package: str = "",
    ready: bool = True,
) -> None:
    """Read a file, show one of its articles as soon as its beginning is ready, translate it.

    Args:
        path: the file.
        number: index of the article in it; the last one when there are fewer.
        load: reads a file.
        translator: gives the translator, which is made when it is first needed.
        near: index of the first sentence in view.
        send: takes a message to the reader.
        cancelled: whether to stop.
        paused: whether to translate nothing.
        articles: the file's articles, where they are known already.
        glimpse: reads the beginning of a long file, to be shown while all of it is read.
        package: name of the package that is to translate; "" for what usually does.
        ready: whether the translator is made; the text is shown before it is.
    """
    try:
        if articles is None and number == 0 and (beginning := glimpse(path)):
            if not ready:
                _show_source(path, beginning, 0, send)
                ready = True
            _show_beginning(path, beginning[0], translator(), package, send)
        if cancelled():
            return
        if articles is None:
            articles = load(path)
        if cancelled():
            return
        if not articles:
            send(Scanned(path, []))
            send(Failed(path, f"There is no text in {path.name}."))
            return
        number = max(0, min(number, len(articles) - 1))
        article = articles[number]
        if not ready:
            _show_source(path, articles, number, send)
        try:
            engine = translator()
        except DragomanError as error:  # of a glossary, most likely; the article is not at fault
            send(Failed(None, in_full(error)))
            return
        first = next(_parts(engine, article), [])
        document = _document(engine, article, first, package)
        send(Opened(path, articles, number, document))
    except DragomanError as error:
        send(Scanned(path, []))
        send(Failed(path, str(error)))
        return
    except Exception as error:  # a defect: the reader loses this article, not the program
        send(Failed(path, _defect(error)))
        return
    complete(
        document,
        translator=translator,
        near=near,
        send=send,
        cancelled=cancelled,
        paused=paused,
    )


def complete(
    document: Document,
    *,
    translator: Callable[[], Translating],
    near: Callable[[], int],
    send: Send,
    cancelled: Cancelled,
    paused: Cancelled = lambda: False,
) -> None:
    """Find the rest of an article's sentences, then translate what has no translation.

    It may be stopped and begun again: it goes on after the sentences that the document has.
    """
    count = len(document.sentences)
    begin = document.sentences[-1].block + 1 if count else 0
    try:
        engine = translator()
        for part in _parts(engine, document.article, begin):
            if cancelled():
                return
            if part:
                send(Extended(document, part, _stored(engine, document, part, count)))
            count += len(part)
        translate(
            document,
            count,
            translator=engine,
            near=near,
            send=send,
            cancelled=lambda: cancelled() or paused(),
        )
    except DragomanError as error:
        send(Stopped(document, str(error)))
    except Exception as error:  # a defect: the reader has what there is, and is told
        send(Stopped(document, _defect(error)))


def _show_source(path: Path, articles: list[Article], number: int, send: Send) -> None:
    """Show the beginning of an article without its terms and translations."""
    from reader.text.segmentation import spans

    article = articles[number]
    sentences = [
        Sentence(block.text[start:end], block.start + start, index, block.language)
        for index, block in enumerate(article.blocks[: _beginning(article)])
        for start, end in spans(block.text, block.language)
    ]
    if sentences:
        send(Opened(path, articles, number, Document(article, sentences), partial=True))


def _show_beginning(
    path: Path, article: Article, engine: Translating, package: str, send: Send
) -> None:
    sentences = next(_parts(engine, article), [])
    if sentences:
        document = _document(engine, article, sentences, package)
        send(Opened(path, [article], 0, document, partial=True))


def _document(
    engine: Translating, article: Article, sentences: list[Sentence], package: str
) -> Document:
    """An article's beginning, with what is stored of its translation."""
    choices = engine.choices(article.language) if package and article.language else []
    chosen = next((each for each in choices if each.name == package), None)
    document = Document(article, sentences, chosen)
    for index, translation in _stored(engine, document, sentences, 0):
        document.put(index, translation)
    return document


def rematch(
    document: Document, *, translator: Translating, send: Send, cancelled: Cancelled
) -> None:
    """Find the terms of the glossaries in an article again, after they changed."""
    try:
        sentences = translator.sentences(document.article)
        changed = [
            (index, stored)
            for index, (old, new) in enumerate(zip(document.sentences, sentences, strict=False))
            if old != new and (stored := translator.stored(new, document.package)) is not None
        ]
    except DragomanError as error:
        send(Failed(None, str(error)))
        return
    if not cancelled():
        send(Rematched(document, sentences, changed))


def translate(
    document: Document,
    count: int,
    *,
    translator: Translating,
    near: Callable[[], int],
    send: Send,
    cancelled: Cancelled,
) -> None:
    """Translate what has no translation yet, from what is in view onwards.

    Sentences in folds are left until they are opened: that is most of a page's words.

    Args:
        document: the article.
        count: how many sentences it has, or will have once it has taken its messages.

    Raises:
        DragomanError: nothing can be translated, as by a package that was removed meanwhile.
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
        here = near()
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
        results = translator.translate(sentences, document.package)
        try:
            for index, sentence, translation in zip(batch, sentences, results, strict=True):
                sent[index] = sentence
                send(Arrived(document, [(index, translation)]))
                if cancelled():
                    return
        except ModelNotInstalled as error:
            language = next(
                (s.language for s in sentences if s.language and not _has_route(translator, s)),
                None,
            )
            if language is None:  # the article's own package is gone
                raise
            missing.add(language)
            send(Missing(document, language, str(error)))
        except DragomanError:
            raise
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


def _has_route(translator: Translating, sentence: Sentence) -> bool:
    if sentence.language is None or sentence.language == translator.target:
        return True
    try:
        translator.package(sentence.language)
    except DragomanError:
        return False
    return True


def _parts(translator: Translating, article: Article, begin: int = 0) -> Iterator[list[Sentence]]:
    """The article's sentences from a block on: a long book is shown before it is read."""
    blocks = article.blocks
    end = begin + _MORE_BLOCKS if begin else _beginning(article)
    while begin < len(blocks):
        part = replace(article, blocks=blocks[begin:end])
        yield [
            replace(sentence, block=sentence.block + begin) if begin else sentence
            for sentence in translator.sentences(part)
        ]
        begin, end = end, end + _MORE_BLOCKS


def _beginning(article: Article) -> int:
    """The block before which an article's first screens end; the site's own take a row or none."""
    count = 0
    for number, block in enumerate(article.blocks):
        count += block.boilerplate is None
        if count == _FIRST_BLOCKS:
            return number + 1
    return max(1, len(article.blocks))


def _stored(
    translator: Translating, document: Document, sentences: list[Sentence], first: int
) -> list[tuple[int, Translation]]:
    return [
        (index, translation)
        for index, sentence in enumerate(sentences, first)
        if (translation := translator.stored(sentence, document.package)) is not None
    ]
