"""The sentences of an article: cut out of its blocks, with the terms and the marks in each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from reader.article import Article, Block, Mark, Occurrence, Sentence
from reader.memory.phrases import lead_in_end
from reader.text.regex import regex
from reader.text.spans import Span
from reader.translator.pieces import sentence_spans

_QUOTED = regex(r"(?<=[\r\n])(?:>[ \t]*)+(?=\S)")
"""What Markdown begins each line of a quotation with."""


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
        breaks = [mark.start for mark in block.marks if mark.kind == "break"]
        if language and (introduced := lead_in_end(block.text, language)):
            breaks = sorted({introduced, *breaks})
        given: set[int] = set()
        for start, end in _parted(sentence_spans(block.text, language), block.text, breaks):
            if block.kind == "quote" and (quoted := _QUOTED.match(block.text, start, end)):
                start = quoted.end()
            text = block.text[start:end]
            terms = terms_in(text, language) if language else ()
            marks = tuple(_within(block.marks, start, end, given)) if formatted else ()
            yield Sentence(text, block.start + start, index, language, terms, marks)


def _parted(spans: Iterable[Span], text: str, breaks: Sequence[int]) -> Iterator[Span]:
    """The spans, cut at breaks; white space at the cuts is in none of them."""
    for start, end in spans:
        at = start
        for stop in (*(place for place in breaks if start < place < end), end):
            part = text[at:stop]
            first = at + len(part) - len(part.lstrip())
            last = first + len(part.strip())
            if first < last:
                yield first, last
            at = stop


def _within(marks: Sequence[Mark], start: int, end: int, given: set[int]) -> Iterator[Mark]:
    """The marks of a block that a sentence of it has a part of, at their places in that.

    Args:
        marks: the block's.
        start: where the sentence begins.
        end: where it ends.
        given: numbers of the marks without words that a sentence has; each is one sentence's.
    """
    for mark in marks:
        if mark.start == mark.end:
            if start <= mark.start <= end and mark.number not in given:
                given.add(mark.number)
                yield mark._replace(start=mark.start - start, end=mark.start - start)
            continue
        first, last = max(mark.start, start), min(mark.end, end)
        if first < last:
            yield mark._replace(start=first - start, end=last - start)
