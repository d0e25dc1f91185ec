"""Expressions that recur in an article, and are whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reader.glossary.matching.normalisation import key
from reader.glossary.suggesting.stopwords import stopwords
from reader.glossary.suggesting.tokens import (
    BREAK,
    clitic_length,
    tokens_of,
)


@dataclass(slots=True)
class _Gram:
    shown: str
    count: int = 0
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)


def expressions(blocks: Sequence[str], language: str, least: int) -> Iterator[tuple[str, int]]:
    """Recurrent n-grams that begin and end as terms do, with their counts.

    One that always has the same neighbour is a part of something longer, and left out, as
    is one that a longer one contains as often.
    """
    pieces = [piece for block in blocks for piece in BREAK.split(block)]
    tokens = [tokens_of(piece, language) for piece in pieces]
    vocabulary = frozenset(token.folded for piece in tokens for token in piece)
    sizes = range(3, 11) if language == "zh" else range(2, 8)
    grams: dict[tuple[str, ...], _Gram] = {}
    for piece, words in zip(pieces, tokens, strict=True):
        for start in range(len(words)):
            clitic = 0
            if language == "ar":
                clitic = clitic_length(piece[words[start].start : words[start].end], vocabulary)
            first = piece[words[start].start + clitic : words[start].end]
            if clitic and first.startswith("ل"):
                first = "ا" + first
            for size in sizes:
                end = start + size
                if end > len(words):
                    break
                rest = piece[words[start].end : words[end - 1].end]
                head = key(first, language) if clitic else words[start].folded
                gram = (head, *(token.folded for token in words[start + 1 : end]))
                if not _may_be_term(gram, language):
                    continue
                entry = grams.setdefault(gram, _Gram(first + rest))
                entry.count += 1
                entry.before[words[start - 1].folded if start else f"^{entry.count}"] += 1
                entry.after[words[end].folded if end < len(words) else f"${entry.count}"] += 1
    least += language == "zh"
    frequent = {gram: entry for gram, entry in grams.items() if entry.count >= least}
    for gram, entry in sorted(frequent.items(), key=lambda item: (-item[1].count, -len(item[0]))):
        if _is_whole(entry, language) and not any(
            len(other) > len(gram) and known.count >= entry.count and _within(gram, other)
            for other, known in frequent.items()
        ):
            yield " ".join(entry.shown.split()), entry.count


def _is_whole(gram: _Gram, language: str) -> bool:
    share = 0.6 if language == "zh" else 1
    for side in (gram.before, gram.after):
        neighbour, count = side.most_common(1)[0]
        if count >= share * gram.count and neighbour not in stopwords(language):
            return False
    return True


def _may_be_term(gram: tuple[str, ...], language: str) -> bool:
    stop = stopwords(language)
    ends = (gram[0], gram[-1])
    if any(word in stop or word.isdigit() for word in ends):
        return False
    if language == "zh":
        return not any(word in stop for word in gram)
    if language == "ar":
        inner = gram[1:]
        return all(len(word) > 2 for word in ends) and not any(
            word in stop or word.startswith(("وال", "ولل", "فال")) for word in inner
        )
    return all(len(word) > 2 for word in ends)


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    size = len(short)
    return any(long[start : start + size] == short for start in range(len(long) - size + 1))
