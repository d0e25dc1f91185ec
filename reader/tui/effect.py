"""What a changed glossary changes in an article, before anything is saved or translated."""

from __future__ import annotations

from dataclasses import replace

from reader.article import Occurrence
from reader.glossary.concept import Concept
from reader.glossary.matching.matcher import Matcher
from reader.glossary.matching.styles import wanted
from reader.glossary.termbase import Termbase
from reader.tui.document import Document

_NEW = "\0new"
"""Id of a concept that has none yet."""


def concerned(document: Document, concept: Concept, target: str, *, gone: bool = False) -> set[int]:
    """The sentences, in sight, that a concept would have other terms in.

    Only the concept itself is matched, however large the glossaries are: a term of it that
    stands inside a longer one of another concept changes nothing.

    Args:
        document: the article.
        concept: as it would be, or as it was when it is `gone`.
        target: the language of the translation.
        gone: whether it would be deleted.
    """
    concept = concept if concept.id else replace(concept, id=_NEW)
    matchers: dict[str, Matcher] = {}
    changed = set()
    for index, sentence in enumerate(document.sentences):
        language = sentence.language
        if language is None or language == target or document.is_folded(index):
            continue
        before = [term for term in sentence.terms if term.concept == concept.id]
        after: list[Occurrence] = []
        if not gone:
            if language not in matchers:
                matchers[language] = Matcher([Termbase([concept])], language, target)
            matches = matchers[language].occurrences(sentence.text)
            others = [term for term in sentence.terms if term.concept != concept.id]
            after = [
                term
                for term in (wanted(matches, target) if matches else ())
                if not any(_covers(other, term) for other in others)
            ]
        if before != after:
            changed.add(index)
    return changed


def _covers(other: Occurrence, term: Occurrence) -> bool:
    longer = other.end - other.start > term.end - term.start
    return longer and other.start <= term.start and term.end <= other.end


def in_words(count: int) -> str:
    """The effect as a line for the eye."""
    if not count:
        return "Nothing changes in the open article."
    sentences = "1 sentence" if count == 1 else f"{count} sentences"
    return f"{sentences} of the open article will be translated again."
