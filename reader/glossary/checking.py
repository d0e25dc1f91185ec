"""Whether a translation holds to the glossary: which occurrences lack their term."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reader.article import Occurrence, Translation
from reader.glossary.matching.matcher import Matcher, contains
from reader.glossary.matching.styles import wanted


@dataclass(frozen=True, slots=True)
class Miss:
    """An occurrence whose translation lacks the term, or uses a forbidden one."""

    concept: str
    """The concept's id."""
    line: int
    """Line of the source it stands on, from 1."""
    column: int
    """Character of that line, from 1."""
    source: str
    """The words of the source."""
    targets: tuple[str, ...]
    """What could stand in the translation, the preferred term first."""
    forbidden: str = ""
    """The forbidden term that stands there, or an empty string when the term is missing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found."""

    occurrences: int
    misses: tuple[Miss, ...]


def check(source: str, target: str, matcher: Matcher, target_language: str) -> Outcome:
    """Compare two texts, line by line where they have as many lines, else as wholes.

    Line by line, each occurrence needs its own term in the same line. In whole texts, whose
    sentences may be cut otherwise, a concept's term has to stand somewhere.
    """
    sources, targets = _lines(source), _lines(target)
    if len(sources) == len(targets):
        pairs = [
            (text, number, translation)
            for (number, text), (_, translation) in zip(sources, targets, strict=True)
        ]
        return _checked(pairs, matcher, target_language, once=False)
    return _checked([(source, 1, target)], matcher, target_language, once=True)


def check_translations(
    text: str,
    translations: Iterable[Translation],
    target_language: str,
    start: int = 0,
    line: int = 1,
) -> Outcome:
    """Check translations that carry their sentence's occurrences.

    Args:
        text: the article's text, to count lines in.
        translations: of its sentences.
        target_language: the language they are in.
        start: offset of `text` in the input, as `Article.start`.
        line: the line of the input that `text` begins on.
    """
    count = 0
    misses: list[Miss] = []
    lines = _Lines(text, line)
    for translation in translations:
        sentence = translation.source
        count += len(sentence.terms)
        misses += _misses(
            sentence.terms, translation.target, target_language, lines, sentence.start - start
        )
    return Outcome(count, tuple(misses))


def _lines(text: str) -> list[tuple[int, str]]:
    return [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _checked(
    pairs: Sequence[tuple[str, int, str]], matcher: Matcher, language: str, once: bool
) -> Outcome:
    count = 0
    misses: list[Miss] = []
    for text, line, translation in pairs:
        # A translator may well write the surname where the source has the full name.
        occurrences = wanted(matcher.occurrences(text), language, full_names=False)
        count += len(occurrences)
        misses += _misses(occurrences, translation, language, _Lines(text, line), 0, once)
    return Outcome(count, tuple(misses))


class _Lines:
    """Tells the line and column of an offset."""

    def __init__(self, text: str, first: int) -> None:
        self.text = text
        self._first = first
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset) - 1
        return self._first + line, offset - self._starts[line] + 1


def _misses(
    occurrences: Iterable[Occurrence],
    translation: str,
    language: str,
    lines: _Lines,
    offset: int,
    once: bool = False,
) -> Iterator[Miss]:
    """What one translation lacks; `offset` is where its source begins in the text."""
    mentions: dict[str, int] = {}
    known: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for occurrence in occurrences:
        start, end = occurrence.start + offset, occurrence.end + offset
        place = (*lines.place(start), lines.text[start:end])
        hits = known.get(occurrence.targets)
        if hits is None:
            hits = known[occurrence.targets] = _hits(translation, occurrence.targets, language)
        mention = mentions[occurrence.concept] = mentions.get(occurrence.concept, 0) + 1
        if len(hits) < (1 if once else mention):
            yield Miss(occurrence.concept, *place, occurrence.targets)
        elif mention == 1:
            for term in occurrence.forbidden:
                spans = contains(translation, term, language)
                if any(not _covered(span, hits) for span in spans):
                    yield Miss(occurrence.concept, *place, occurrence.targets, term)


def _hits(text: str, terms: Iterable[str], language: str) -> list[tuple[int, int]]:
    """Places where one of the terms stands, the leftmost and longest of those that overlap."""
    spans = {span for term in terms for span in contains(text, term, language)}
    taken: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not taken or start >= taken[-1][1]:
            taken.append((start, end))
    return taken


def _covered(span: tuple[int, int], hits: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(hits, span[0], key=lambda hit: hit[0]) - 1
    return place >= 0 and span[1] <= hits[place][1]
