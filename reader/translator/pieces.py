"""What is decoded at once: sentences and parts of sentences, and their translations put together.

Everything here is pure: tokens are counted by a function that is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reader.article import Occurrence, Sentence, TermUse, Translation
from reader.glossary.enforcing.wording import lowered
from reader.memory.store import Stored
from reader.text.segmentation import spans, split_long
from reader.text.spans import Span, overlap, overlaps_any

_LONGEST_PIECE = 128
"""Source tokens beyond which a sentence is split at clause marks. The models are trained on
sentences, and grow forgetful well before their positions end."""

_LONGEST_SENTENCE = 2000
"""Characters beyond which what the segmentation found is not a sentence, and is cut in several."""


Hops = tuple[tuple[Occurrence, ...], ...]
"""For each package of a route, what its translation of a text has to hold."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What the engine decodes at once: a sentence, or a part of an over-long one."""

    text: str
    offset: int
    """Where it begins in the sentence, in characters."""
    hops: Hops
    """What its translation by each package of the route has to hold, at its place in `text`."""
    tokens: list[str]


def sentence_spans(text: str, language: str | None) -> Iterator[Span]:
    """The sentences of a block; what never ends is cut, so that it is stored as it goes."""
    for start, end in spans(text, language):
        if language and end - start > _LONGEST_SENTENCE:
            sentence = text[start:end]
            for piece_start, piece_end in split_long(sentence, _LONGEST_SENTENCE, len):
                yield start + piece_start, start + piece_end
        else:
            yield start, end


def cut(
    sentences: Sequence[tuple[Sentence, Hops]],
    encode: Callable[[Sequence[str]], list[list[str]]],
    hops: Callable[[str, tuple[Occurrence, ...]], Hops],
) -> list[list[Piece]]:
    """The pieces of each sentence: one, unless the sentence is over-long.

    Args:
        sentences: sentences in one language, and what their translations have to hold.
        encode: the tokens of each text.
        hops: what the translations of a part have to hold, given its text and terms.
    """
    pieces = []
    tokens = encode([sentence.text for sentence, _ in sentences])
    for (sentence, whole), sentence_tokens in zip(sentences, tokens, strict=True):
        if len(sentence_tokens) <= _LONGEST_PIECE:
            pieces.append([Piece(sentence.text, 0, whole, sentence_tokens)])
            continue
        places = split_long(sentence.text, _LONGEST_PIECE, lambda text: len(encode([text])[0]))
        parts = []
        for start, end in _around_terms(places, sentence.terms):
            terms = tuple(
                replace(term, start=term.start - start, end=term.end - start)
                for term in sentence.terms
                if start <= term.start and term.end <= end
            )
            text = sentence.text[start:end]
            parts.append(Piece(text, start, hops(text, terms), encode([text])[0]))
        pieces.append(parts)
    return pieces


def _around_terms(places: list[Span], terms: tuple[Occurrence, ...]) -> list[Span]:
    """Move each cut that falls inside a term to the term's start."""
    moved: list[Span] = []
    start = places[0][0]
    for (_, end), (following, _) in pairwise(places):
        for term in terms:
            if term.start < following and end < term.end and term.start < end:
                end = following = term.start
        if end > start:
            moved.append((start, end))
            start = following
    moved.append((start, places[-1][1]))
    return moved


def join(parts: list[Piece], results: list[Stored], language: str, package: str) -> Stored:
    """The translations of a sentence's pieces as one.

    Args:
        parts: the pieces.
        results: the translation of each.
        language: the translations' language.
        package: name of what translated.
    """
    joint = "" if language in ("zh", "ja") else " "
    target = ""
    terms: list[TermUse] = []
    for part, result in zip(parts, results, strict=True):
        said = result.target
        if target and said:
            target += joint
            if language == "en" and target.endswith(", "):
                said = lowered(said)
        shift = len(target)
        target += said
        for use in result.terms:
            (source_start, source_end), (start, end) = use.source_span, use.target_span
            terms.append(
                replace(
                    use,
                    source_span=(source_start + part.offset, source_end + part.offset),
                    target_span=(start + shift, end + shift),
                )
            )
    scores = [result.score for result in results if result.score is not None]
    score = sum(scores) / len(scores) if scores else None
    # Rather the original than a hole: marks alone may leave the tokenizer with nothing.
    text = target or joint.join(part.text for part in parts)
    doubts = tuple(dict.fromkeys(doubt for result in results for doubt in result.doubts))
    return Stored(text, tuple(terms), score, package, doubts)


def in_place(text: str, translations: Iterable[Translation]) -> str:
    """A text with each of its sentences translated, and all between them as it was.

    Args:
        text: the text that the sentences' offsets are in.
        translations: one for each sentence, in order.
    """
    parts: list[str] = []
    end = 0
    for translation in translations:
        start = translation.source.start
        between = text[end:start]
        if parts and not between and not parts[-1].endswith(" "):
            between = " "  # after a sentence of a script that writes no spaces
        parts += [between, translation.target]
        end = start + len(translation.source.text)
    return "".join([*parts, text[end:]])


def in_bridge(uses: Sequence[TermUse], wanted: Sequence[Occurrence]) -> tuple[Occurrence, ...]:
    """The wanted terms at the places in the bridge language's text where they were put."""
    placed = []
    for term in wanted:
        spans = [use.target_span for use in uses if _is_of(use, term)]
        if spans:
            start, end = min(start for start, _ in spans), max(end for _, end in spans)
            placed.append(replace(term, start=start, end=end))
    return tuple(placed)


def through_bridge(
    wanted: Sequence[Occurrence], before: Sequence[TermUse], after: Sequence[TermUse]
) -> tuple[TermUse, ...]:
    """Uses from the source language to the target, by way of the bridge language."""
    uses = []
    for use in after:
        for term in wanted:
            spans = [first.target_span for first in before if _is_of(first, term)]
            if term.concept == use.concept and overlaps_any(use.source_span, spans):
                uses.append(replace(use, source_span=term.span))
                break
    return tuple(uses)


def _is_of(use: TermUse, term: Occurrence) -> bool:
    return use.concept == term.concept and overlap(use.source_span, term.span)
