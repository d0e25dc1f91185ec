"""Sentences of an article that are like one of them: those that a correction concerns too."""

from __future__ import annotations

from reader.tui.document import Document


def similar(document: Document, index: int) -> list[int]:
    """The sentences in sight that a translation memory would offer a sentence for.

    Args:
        document: the article.
        index: the sentence; it is not among them.
    """
    from rapidfuzz import fuzz, process

    from reader.memory.matches import LEAST
    from reader.memory.words import key_of, shape_of

    sentence = document.sentences[index]
    key = key_of(sentence.text)
    shape = shape_of(key)
    keys = {
        place: key_of(document.sentences[place].text)
        for place in document.in_sight
        if place != index and document.sentences[place].language == sentence.language
    }
    alike = {place for place, one in keys.items() if shape and shape_of(one) == shape}
    near = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=LEAST, limit=None)
    return sorted(alike | {place for _, _, place in near})
