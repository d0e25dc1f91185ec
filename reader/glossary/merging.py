"""Taking the concepts of one glossary into another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reader.errors import GlossaryChanged
from reader.glossary.concept import Concept, format_terms, parse_terms
from reader.glossary.termbase import Termbase


@dataclass(frozen=True, slots=True)
class Merge:
    """What became of the concepts that were taken in."""

    added: int
    completed: int
    """Concepts that gained languages they had no term in."""
    replaced: int
    unchanged: int
    kept: tuple[str, ...]
    """Ids whose terms differ, and were left as they are."""

    @property
    def changed(self) -> bool:
        return bool(self.added or self.completed or self.replaced)


def save(termbase: Termbase, read: Mapping[str, Concept]) -> Termbase:
    """Write a termbase; what another program wrote since it was read stays, and so do its changes.

    Where both changed the same concept, the termbase's is kept.

    Args:
        termbase: of a file.
        read: its concepts as they were read, by their ids.

    Returns:
        The termbase as it is on disk, which has no changes to undo where another had written it.

    Raises:
        GlossaryError: it cannot be read or written.
    """
    try:
        termbase.save()
        return termbase
    except GlossaryChanged:
        assert termbase.path is not None
    with Termbase.editing(termbase.path) as theirs:
        for concept in read.values():
            if concept.id not in termbase and concept.id in theirs:
                theirs.remove(concept.id)
        for concept in termbase:
            if read.get(concept.id) != concept and theirs.get(concept.id) != concept:
                is_new = concept.id not in read and concept.id in theirs
                theirs.put(replace(concept, id="") if is_new else concept)
    return theirs


def merge(
    termbase: Termbase,
    concepts: Iterable[Concept],
    replacing: bool = False,
    beneath: Sequence[Termbase] = (),
) -> Merge:
    """Take concepts into a termbase, which is not saved.

    Args:
        termbase: where they go.
        concepts: what to take; one whose id is known only fills what is missing there.
        replacing: whether its terms win where the two differ.
        beneath: glossaries that `termbase` comes before. A concept of theirs is completed
            too, in a copy: alone, the new one would hide what they know of it. Where terms
            differ, the new ones come first in the copy.
    """
    added = completed = replaced = unchanged = 0
    kept: list[str] = []
    for concept in concepts:
        known = _find(concept.id, (termbase, *beneath))
        if known is None:
            termbase.add(concept)
            added += 1
            continue
        own = known.id in termbase
        joined = _joined(known, concept, replacing)
        differs = any(known.terms[code] != concept.terms[code] for code in _shared(known, concept))
        if differs and not replacing and not own:
            joined = extended(known, concept)
        elif differs and not replacing:
            kept.append(concept.id)
        if joined == known:
            unchanged += not own or not differs
            continue
        if own:
            termbase.edit(joined)
        else:
            termbase.add(joined)
        replaced += differs and replacing
        completed += not (differs and replacing)
    return Merge(added, completed, replaced, unchanged, tuple(kept))


def extended(known: Concept, concept: Concept) -> Concept:
    """A concept with the terms of another, which come before its own."""
    terms = dict(known.terms)
    for code, listed in concept.terms.items():
        new = {term.text for term in listed}
        older = (term for term in known.terms.get(code, ()) if term.text not in new)
        cell = format_terms((*listed, *older))
        terms[code] = parse_terms(cell)
    return replace(
        known,
        terms=terms,
        acronym=concept.acronym or known.acronym,
        note=concept.note or known.note,
    )


def _find(identifier: str, termbases: Sequence[Termbase]) -> Concept | None:
    concepts = (termbase.get(identifier) for termbase in termbases)
    return next((concept for concept in concepts if concept is not None), None)


def _shared(one: Concept, other: Concept) -> set[str]:
    return set(one.terms) & set(other.terms)


def _joined(known: Concept, concept: Concept, replacing: bool) -> Concept:
    first, second = (concept, known) if replacing else (known, concept)
    terms = dict(known.terms) | {
        code: first.terms.get(code) or second.terms[code] for code in concept.terms
    }
    return replace(
        known,
        terms=terms,
        acronym=first.acronym or second.acronym,
        note=first.note or second.note,
        case=concept.case if replacing else known.case,
    )
