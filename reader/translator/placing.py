"""The marks of a document's sentences, and where they are in the translations.

A mark that stands around all of a sentence stands around all of its translation. Of the others
the model's attention says where they went (`aligning`); where it was not asked, as for a
correction, the words that source and translation share say it, and their order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reader.article import Mark, Sentence, Translation
from reader.text.regex import regex
from reader.text.spans import Span

_SHORT = 3
"""Letters up to which what is set apart in a word is a part of it, and no word of its own."""
_LATIN = regex(r"[A-Za-z0-9À-ɏ]+$")

_WORD = regex(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+(?:[-.,:'’/&@_][^\W_]+)*")


def partial(sentence: Sentence) -> tuple[Mark, ...]:
    """The marks of a sentence whose places in its translation have to be found."""
    text = sentence.text
    return tuple(
        mark
        for mark in sentence.marks
        if _plainly(mark, text, 0) is None and not _is_in_word(mark, text)
    )


def complete(sentence: Sentence, target: str, spans: Sequence[Span]) -> tuple[Mark, ...]:
    """All marks of a sentence at their places in its translation.

    Args:
        sentence: the sentence.
        target: its translation.
        spans: the places of `partial` marks; empty where nobody has looked for them.
    """
    sought = partial(sentence)
    if len(spans) != len(sought):
        spans = [guessed(mark, sentence.text, target) for mark in sought]
    places = dict(zip(sought, spans, strict=True))
    moved = []
    for mark in sentence.marks:
        if _is_in_word(mark, sentence.text):
            if (span := _in_same_word(mark, sentence.text, target)) is not None:
                moved.append(mark._replace(start=span[0], end=span[1]))
            continue
        span = places.get(mark) or _plainly(mark, sentence.text, len(target)) or (0, 0)
        moved.append(mark._replace(start=span[0], end=span[1]))
    return tuple(moved)


def marked(translation: Translation, spans: Sequence[Span] = ()) -> Translation:
    """A translation with all marks of its sentence.

    Args:
        translation: the translation.
        spans: see `complete`.
    """
    sentence = translation.source
    if not sentence.marks:
        return translation
    return replace(translation, marks=complete(sentence, translation.target, spans))


def _is_in_word(mark: Mark, text: str) -> bool:
    """Whether a mark is around a letter or two of a word: the e of a French XXe, the 2 of H2O."""
    own = text[mark.start : mark.end]
    return (
        not mark.is_sign
        and 0 < len(own) <= _SHORT
        and own.isalnum()
        and bool(_LATIN.fullmatch(own))
        and bool(_LATIN.match(text, mark.end, mark.end + 1) or _LATIN.search(text, 0, mark.start))
    )


def _in_same_word(mark: Mark, text: str, target: str) -> Span | None:
    """Where a part of a word is in a translation that has the word as it is; None in any other."""
    before = _LATIN.search(text, 0, mark.start)
    after = re.compile("[A-Za-z0-9À-ɏ]+").match(text, mark.end)
    start = before.start() if before else mark.start
    word = text[start : after.end() if after else mark.end]
    match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", target)
    if match is None:
        return None
    first = match.start() + mark.start - start
    return first, first + mark.end - mark.start


def _plainly(mark: Mark, text: str, size: int) -> Span | None:
    """Where a mark goes in a translation of a size, if that needs no search."""
    if mark.is_sign:
        if mark.start != mark.end:
            return None
        return (0, 0) if mark.end == 0 else (size, size) if mark.start == len(text) else None
    around = text[: mark.start] + text[mark.end :]
    return None if any(char.isalnum() for char in around) else (0, size)


def guessed(mark: Mark, text: str, target: str) -> Span:
    """Where a mark may be in a translation that no model was asked about."""
    if text == target:
        return mark.start, mark.end
    own = text[mark.start : mark.end]
    at = target.find(own) if own.strip() else -1
    if at >= 0 and text.count(own) == 1:
        return at, at + len(own)
    words = [match.span() for match in _WORD.finditer(target)]
    if not words:
        return 0, len(target)
    scale = len(target) / max(1, len(text))
    if mark.is_sign:
        end = min(words, key=lambda word: abs(word[1] - mark.start * scale))[1]
        return end, end
    first, last = mark.start * scale, mark.end * scale
    inside = [word for word in words if first <= (word[0] + word[1]) / 2 <= last]
    inside = inside or [min(words, key=lambda word: abs(word[0] - first))]
    return inside[0][0], inside[-1][1]
