"""Words of the text, and the selection that keys and mouse make of them."""

from __future__ import annotations

from typing import NamedTuple

from reader.text.regex import regex
from reader.tui.rows import Side, Text

_WORD = regex(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+(?:[-'’.·][^\W_]+)*")


class Selection(NamedTuple):
    """Some words of one side of a unit, in logical order."""

    side: Side
    unit: int
    start: int
    end: int


def word_at(text: Text, position: int) -> tuple[int, int] | None:
    """The word that a character of a text is in."""
    for match in _WORD.finditer(text.text):
        if match.start() <= position < match.end():
            return match.span()
    return None


def next_word(
    text: Text, sentence: int, here: tuple[int, int] | None, step: int, *, extend: bool = False
) -> tuple[int, int] | None:
    """The characters to select, from the selected ones, towards a side of the screen.

    Args:
        text: one side of a unit.
        sentence: the sentence in which words are selected.
        here: what is selected of it now, or None.
        step: 1 for the word to the right on the screen, -1 for the left.
        extend: whether what is selected stays so.
    """
    span = next((each for each in text.spans if each.sentence == sentence), None)
    words = (
        [match.span() for match in _WORD.finditer(text.text, span.start, span.end)] if span else []
    )
    if not words:
        return None
    if text.base == "rtl":
        step = -step
    if here is None:
        return words[0] if step > 0 else words[-1]
    start, end = here
    if extend and step > 0:
        return start, next((last for _, last in words if last > end), end)
    if extend:
        return next((first for first, _ in reversed(words) if first < start), start), end
    if step > 0:
        return next((word for word in words if word[0] >= end), words[-1])
    return next((word for word in reversed(words) if word[1] <= start), words[0])


def term_at(text: Text, start: int, end: int) -> str | None:
    """The concept of a glossary term among some characters of a text."""
    return next((t.concept for t in text.terms if t.start < end and start < t.end), None)
