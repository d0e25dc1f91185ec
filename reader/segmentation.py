"""The sentences of a block."""

from __future__ import annotations


def spans(text: str, language: str | None) -> list[tuple[int, int]]:
    """Spans of the sentences of `text`; what lies between them is white space."""
    from sentencex import get_sentence_boundaries

    found = []
    for boundary in get_sentence_boundaries(language or "en", text):
        start, end = boundary["start_index"], boundary["end_index"]
        piece = text[start:end]
        if piece.strip():
            start += len(piece) - len(piece.lstrip())
            end -= len(piece) - len(piece.rstrip())
            found.append((start, end))
    return found
