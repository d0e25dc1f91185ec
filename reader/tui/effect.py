"""What a changed glossary changes in an article, before anything is saved or translated."""

from __future__ import annotations

from collections.abc import Sequence

from reader.article import Occurrence
from reader.glossary.matching.matcher import Matcher
from reader.glossary.matching.styles import wanted
from reader.glossary.termbase import Termbase
from reader.tui.document import Document


def concerned(document: Document, termbases: Sequence[Termbase], target: str) -> list[int]:
    """The sentences, in sight, whose glossary terms would be others with these termbases."""
    matchers: dict[str, Matcher] = {}
    found = []
    for index, sentence in enumerate(document.sentences):
        language = sentence.language
        if language is None or language == target or document.is_folded(index):
            continue
        if language not in matchers:
            matchers[language] = Matcher(termbases, language, target)
        matches = matchers[language].occurrences(sentence.text)
        terms: tuple[Occurrence, ...] = wanted(matches, target) if matches else ()
        if terms != sentence.terms:
            found.append(index)
    return found


def in_words(count: int) -> str:
    """The effect as a line for the eye."""
    if not count:
        return "Nothing changes in the open article."
    sentences = "1 sentence" if count == 1 else f"{count} sentences"
    return f"{sentences} of the open article will be translated again."
