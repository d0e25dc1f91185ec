"""A translation that anybody can check: each sentence's words in capitals, the last one first.

Where each mark belongs is known for certain, and every mark has to move.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from reader.article import Article, Mark, Sentence, Translation
from reader.export.documents import Document, opened
from reader.loading import Original, original
from reader.translator.sentences import sentences


def turned(sentence: Sentence) -> Translation:
    """A sentence's words in capitals, the last one first, and its marks where they went."""
    text = list(sentence.text)
    breaks = [mark for mark in sentence.marks if mark.start == len(sentence.text)]
    signs = [mark for mark in sentence.marks if mark.is_sign and mark not in breaks]
    for mark in signs:
        text[mark.start : mark.end] = " " * (mark.end - mark.start)
    words: list[tuple[int, int]] = []
    at = 0
    for word in "".join(text).split():
        at = "".join(text).index(word, at)
        words.append((at, at + len(word)))
        at += len(word)
    target = ""
    places: dict[int, tuple[int, int]] = {}
    moved: list[Mark] = []

    def put(after: int) -> None:
        """The signs that follow a word."""
        nonlocal target
        for mark in signs:
            before = sum(end <= mark.start for _, end in words)
            if before == after:
                own = sentence.text[mark.start : mark.end]
                moved.append(mark._replace(start=len(target), end=len(target) + len(own)))
                target += own

    put(0)
    for number in range(len(words), 0, -1):
        start, end = words[number - 1]
        target += " " if target and number < len(words) else ""
        places[number - 1] = len(target), len(target) + end - start
        target += sentence.text[start:end].upper()
        put(number)
    moved += [mark._replace(start=len(target), end=len(target)) for mark in breaks]
    for mark in sentence.marks:
        if not mark.is_sign:
            own = [
                places[number]
                for number, (start, end) in enumerate(words)
                if start < mark.end and mark.start < end
            ]
            if own:
                span = min(start for start, _ in own), max(end for _, end in own)
                moved.append(mark._replace(start=span[0], end=span[1]))
    return Translation(sentence, target, "model", marks=tuple(moved))


def pseudo(article: Article) -> Iterator[Translation]:
    """An article's translation."""
    every = sentences(
        article,
        lambda block: block.language or "fr",
        lambda text, language: (),
        boilerplate=True,
        formatted=True,
    )
    return map(turned, every)


def written(data: bytes, name: str = "", *, bilingual: bool = False, target: str = "en") -> bytes:
    """A document with the words of each sentence turned."""
    source: Original = replace(original(data), name=name or "document")
    document: Document = opened(source, bilingual=bilingual)
    out = io.BytesIO()
    articles = list(document.articles())
    document.begin(out, target=target)
    for article in articles:
        document.article(article, pseudo(article))
    document.end()
    return out.getvalue()


def words_of(article_texts: list[str]) -> list[str]:
    """All words of a document, in folded case and in no order."""
    return sorted(word.casefold() for text in article_texts for word in text.split())
