"""The thread that opens an article and translates it: what is in view first, then onwards.

It never touches a widget. What it finds out goes to a `send` function as messages, and what
it needs to know (where the reader is, whether to stop) it asks of functions.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from textual.message import Message

from reader.article import Article, Sentence, Translation
from reader.errors import DragomanError, ModelNotInstalled, in_full
from reader.tui.document import Document, Translating
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
from reader.tui.state import Progress

_FIRST_BLOCKS, _MORE_BLOCKS = 24, 400
"""Blocks that are made ready before an article is shown, and at a time after that."""

_BATCH = 16
"""Sentences given to the translator at once: a second or so, so that the reader who goes
elsewhere is followed soon."""


Send = Callable[[Message], object]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Job:
    """What a thread that reads or translates an article asks and tells."""

    translator: Callable[[], Translating]
    """Gives the translator, which is made when it is first needed."""
    near: Callable[[], int]
    """Index of the first sentence in view."""
    send: Send
    """Takes a message to the reader."""
    cancelled: Cancelled
    """Whether to stop."""
    paused: Cancelled = lambda: False
    """Whether to translate nothing."""


def open_article(
    path: Path,
    number: int,
    job: Job,
    *,
    load: Callable[[Path], list[Article]],
    progress: Callable[[int], Progress],
    articles: list[Article] | None = None,
    glimpse: Callable[[Path], list[Article]] = lambda path: [],
    ready: bool = True,
) -> None:
    """Read a file, show one of its articles as soon as its beginning is ready, translate it.

    Args:
        path: the file.
        number: index of the article in it; the last one when there are fewer.
        job: what is asked and told meanwhile.
        load: reads a file.
        progress: what is remembered of the article of an index.
        articles: the file's articles, where they are known already.
        glimpse: reads the beginning of a long file, to be shown while all of it is read.
        ready: whether the translator is made; the text is shown before it is.
    """
    send = job.send
    try:
        if articles is None and number == 0 and (beginning := glimpse(path)):
            if not ready:
                _show_source(path, beginning, 0, progress(0), send)
                ready = True
            _show_beginning(path, beginning[0], job.translator(), progress(0), send)
        if job.cancelled():
            return
        if articles is None:
            articles = load(path)
        if job.cancelled():
            return
        if not articles:
            send(Scanned(path, []))
            send(Failed(path, f"There is no text in {path.name}."))
            return
        number = max(0, min(number, len(articles) - 1))
        known = progress(number)
        if not ready:
            _show_source(path, articles, number, known, send)
        try:
            engine = job.translator()
        except DragomanError as error:  # of a glossary, most likely; the article is not at fault
            send(Failed(None, in_full(error)))
            return
        document = _document(engine, articles[number], known)
        send(Opened(path, articles, number, document))
    except DragomanError as error:
        send(Scanned(path, []))
        send(Failed(path, str(error)))
        return
    except Exception as error:  # a defect: the reader loses this article, not the program
        send(Failed(path, _defect(error)))
        return
    complete(document, job)


def complete(document: Document, job: Job) -> None:
    """Find the rest of an article's sentences, then translate what has no translation.

    It may be stopped and begun again: it goes on after the sentences that the document has.
    """
    count = len(document.sentences)
    begin = document.sentences[-1].block + 1 if count else 0
    try:
        engine = job.translator()
        for part in _parts(engine, document.article, begin):
            if job.cancelled():
                return
            if part:
                job.send(Extended(document, part, _stored(engine, document, part, count)))
            count += len(part)
        translate(document, count, engine, job)
    except DragomanError as error:
        job.send(Stopped(document, str(error)))
    except Exception as error:  # a defect: the reader has what there is, and is told
        job.send(Stopped(document, _defect(error)))


def _show_source(
    path: Path, articles: list[Article], number: int, known: Progress, send: Send
) -> None:
    """Show the beginning of an article without its terms and translations."""
    from reader.text.segmentation import spans

    article = _as_read(articles[number], known)
    sentences = [
        Sentence(block.text[start:end], block.start + start, index, block.language)
        for index, block in enumerate(article.blocks[: _beginning(article)])
        for start, end in spans(block.text, block.language)
    ]
    if sentences:
        document = Document(article, sentences, read_as=known.read_as)
        send(Opened(path, articles, number, document, partial=True))


def _show_beginning(
    path: Path, article: Article, engine: Translating, known: Progress, send: Send
) -> None:
    document = _document(engine, article, known)
    if document.sentences:
        send(Opened(path, [article], 0, document, partial=True))


def _document(engine: Translating, article: Article, known: Progress) -> Document:
    """An article's beginning, as the reader chose to read it, with what is stored of it."""
    article = _as_read(article, known)
    language = article.language
    choices = engine.choices(language) if known.package and language else []
    chosen = next((each for each in choices if each.name == known.package), None)
    sentences = next(_parts(engine, article), [])
    document = Document(article, sentences, chosen, known.read_as)
    for index, translation in _stored(engine, document, sentences, 0):
        document.put(index, translation)
    return document


def _as_read(article: Article, known: Progress) -> Article:
    """An article in the language that the reader takes it for."""
    from reader.loading import in_language

    return in_language(article, known.read_as or None)


def rematch(document: Document, job: Job) -> None:
    """Find the terms of the glossaries in an article again, after they changed."""
    try:
        translator = job.translator()
        sentences = translator.sentences(document.article)
        changed = [
            (index, stored)
            for index, (old, new) in enumerate(zip(document.sentences, sentences, strict=False))
            if old != new and (stored := translator.stored(new, document.package)) is not None
        ]
    except DragomanError as error:
        job.send(Failed(None, str(error)))
        return
    if not job.cancelled():
        job.send(Rematched(document, sentences, changed))


def translate(document: Document, count: int, translator: Translating, job: Job) -> None:
    """Translate what has no translation yet, from what is in view onwards.

    Sentences in folds are left until they are opened: that is most of a page's words.

    Args:
        document: the article.
        count: how many sentences it has, or will have once it has taken its messages.
        translator: makes the translations.
        job: what is asked and told meanwhile.

    Raises:
        DragomanError: nothing can be translated, as by a package that was removed meanwhile.
    """
    send = job.send
    missing: set[str] = set()
    sent: dict[int, Sentence] = {}
    size = _BATCH

    def stops() -> bool:
        return job.cancelled() or job.paused()

    def waits(index: int) -> bool:
        sentence = document.sentences[index]
        return (
            document.translations[index] is None
            and sent.get(index) is not sentence
            and sentence.language not in missing
            and not document.is_folded(index)
        )

    while not stops():
        known = min(count, len(document.sentences))
        here = job.near()
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
                if stops():
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
