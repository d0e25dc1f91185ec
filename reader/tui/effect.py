"""What a changed glossary changes in an article, before anything is saved or translated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reader.article import Occurrence
from reader.glossary.concept import Concept
from reader.glossary.glossaries import Claims, Conflict
from reader.glossary.matching.matcher import Matcher
from reader.glossary.matching.styles import wanted
from reader.glossary.termbase import Termbase
from reader.tui.bidi import visual
from reader.tui.document import Document

_QUOTED = 2
"""Terms whose other concept is named."""
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


@dataclass(frozen=True, slots=True)
class Effect:
    """What a concept that is being written would do, in a line each."""

    conflicts: tuple[str, ...] = ()
    article: str = ""


class Effects:
    """What concepts would do. It takes a moment, and may be asked for in a thread.

    Args:
        document: the open article, if there is one.
        termbases: the glossaries in force, the reader's own first.
        target: the language of the translations.
    """

    def __init__(
        self, document: Document | None, termbases: Sequence[Termbase], target: str
    ) -> None:
        self._document = document
        self._termbases = tuple(termbases)
        self._target = target

    @cached_property
    def _claims(self) -> Claims:
        return Claims(self._termbases, self._target)

    def of(self, concept: Concept) -> Effect:
        """What a concept would do."""
        found = self._claims.conflicts_of(concept)
        lines = [self._line(conflict, concept) for conflict in found[:_QUOTED]]
        if len(found) > _QUOTED:
            lines.append(f"And {len(found) - _QUOTED} more of its terms stand for others.")
        if self._document is None:
            return Effect(tuple(lines))
        count = len(concerned(self._document, concept, self._target))
        return Effect(tuple(lines), in_words(count))

    def _line(self, conflict: Conflict, concept: Concept) -> str:
        """A term that stands for another concept too, and which of them wins."""
        wins = conflict.claims[0][0] is concept
        other, glossary = conflict.claims[1 if wins else 0]
        label = other.preferred(self._target) or other.label()
        stands = f"“{visual(conflict.term)}” stands for “{visual(label)}”"
        if wins:
            return f"{stands} in the glossary {visual(glossary)}: yours wins."
        return f"{stands} in your glossary already, and that wins: edit it instead."
