"""Searching an article in both languages, as people write and not as files do."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reader.tui.document import Document
from reader.tui.rows import Side

if TYPE_CHECKING:
    from reader.glossary.matching.normalisation import Folded


def find(document: Document, query: str) -> dict[tuple[int, Side], list[tuple[int, int]]]:
    """Where a query occurs: ranges of characters, by sentence and side.

    Case, accents, vowel signs, the seats of hamza and traditional characters make no
    difference, as in the glossary. An empty query occurs nowhere.
    """
    ranges: dict[tuple[int, Side], list[tuple[int, int]]] = {}
    needle = _folded(" ".join(query.split())).text
    if not needle:
        return ranges
    sides: list[tuple[int, Side, str]] = []
    for index, sentence in enumerate(document.sentences):
        if document.is_folded(index):
            continue
        sides.append((index, "source", sentence.text))
        translation = document.translations[index]
        if translation is not None:
            sides.append((index, "target", translation.target))
    for index, side, text in sides:
        folded = _folded(text)
        at = folded.text.find(needle)
        while at >= 0:
            ranges.setdefault((index, side), []).append(folded.span(at, at + len(needle)))
            at = folded.text.find(needle, at + len(needle))
    return ranges


@lru_cache(maxsize=1 << 16)
def _folded(text: str) -> Folded:
    """A text folded once for all the letters of a query that are typed one by one."""
    from reader.glossary.matching.normalisation import fold

    return fold(text)
