"""The sentences of an article: cut out of its blocks, with the terms and the marks in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reader.article import Article, Block, Mark, Occurrence, Sentence
from reader.translator.pieces import sentence_spans


def sentences(
    article: Article,
    language_of: Callable[[Block], str | None],
    terms_in: Callable[[str, str], tuple[Occurrence, ...]],
    *,
    boilerplate: bool,
    formatted: bool,
) -> Iterator[Sentence]:
    """The sentences of an article, in reading order.

    Args:
        article: the article.
        language_of: the language to translate a block from, or None for one that stays.
        terms_in: the glossary terms in a sentence of a language.
        boilerplate: whether the site's own blocks are included.
        formatted: whether the sentences have the marks of their blocks.
    """
    for index, block in enumerate(article.blocks):
        if block.boilerplate and not boilerplate:
            continue
        language = language_of(block)
        for start, end in sentence_spans(block.text, language):
            text = block.text[start:end]
            terms = terms_in(text, language) if language else ()
            marks = _within(block.marks, start, end) if formatted and block.marks else ()
            yield Sentence(text, block.start + start, index, language, terms, marks)


def _within(marks: Sequence[Mark], start: int, end: int) -> tuple[Mark, ...]:
    """The marks of a block as those of one of its sentences; empty ones where it has no part."""
    size = end - start
    return tuple(
        mark._replace(
            start=min(max(mark.start - start, 0), size), end=min(max(mark.end - start, 0), size)
        )
        for mark in marks
    )
