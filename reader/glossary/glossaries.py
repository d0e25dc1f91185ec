"""The glossaries in force: which they are, what they hold together, and where changes go.

The reader's own comes first, then those that ship with Dragoman. What ships is never written
to: an edit of one of its concepts is kept in the reader's own glossary, where it wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

from reader.errors import GlossaryError
from reader.glossary.concept import Concept
from reader.glossary.matching.normalisation import key
from reader.glossary.termbase import Termbase
from reader.locations import domain_glossaries, user_glossary


class Glossaries(Sequence[Termbase]):
    """Termbases that are consulted together; a concept's id in an earlier one hides a later one.

    Args:
        termbases: in order of priority.
    """

    def __init__(self, termbases: Iterable[Termbase] = ()) -> None:
        self._termbases = tuple(termbases)

    @classmethod
    def active(cls, names: Iterable[Path | str] = ()) -> Glossaries:
        """Those named; without a name, the user's own if there is one, then those that ship.

        Args:
            names: files; "own", "shipped", or the name of one that ships ("security"). Several
                may stand in one, with commas between them.

        Raises:
            GlossaryError: one of them cannot be used.
        """
        names = list(names)
        if "" in map(str, names):
            raise GlossaryError("One of the glossaries' names is empty.")
        split = [part for name in names for part in _names(str(name))] or ["own", "shipped"]
        files = dict.fromkeys(path for name in split for path in _files(name))
        return cls(Termbase.load(path) for path in files)

    @overload
    def __getitem__(self, place: int) -> Termbase: ...
    @overload
    def __getitem__(self, place: slice) -> Glossaries: ...
    def __getitem__(self, place: int | slice) -> Termbase | Glossaries:
        if isinstance(place, slice):
            return Glossaries(self._termbases[place])
        return self._termbases[place]

    def __len__(self) -> int:
        return len(self._termbases)

    @property
    def concepts(self) -> list[tuple[Concept, Termbase]]:
        """Each concept in force with the termbase that it is in."""
        return [(concept, self[priority]) for priority, concept in merged(self)]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of all columns, in their order."""
        return tuple(dict.fromkeys(code for base in self for code in base.languages))

    def get(self, identifier: str) -> Concept | None:
        """The concept of an id that is in force."""
        concepts = (base.get(identifier) for base in self)
        return next((concept for concept in concepts if concept is not None), None)

    def find(self, identifier: str) -> Concept:
        """As `get`; raises GlossaryError, with what may have been meant, where there is none."""
        concept = self.get(identifier)
        if concept is None:
            near = (
                [one.id for base in self for one in base.lookup(identifier)] if identifier else []
            )
            hint = f" Did you mean {', '.join(near[:3])}?" if near else ""
            raise GlossaryError(f"No glossary has a concept “{identifier}”.{hint}")
        return concept

    def lookup(
        self, query: str, languages: Iterable[str] | None = None, *, whole: bool = False
    ) -> list[tuple[Concept, Termbase]]:
        """The concepts in force that have a term containing `query`; see `Termbase.lookup`."""
        languages = tuple(languages) if languages is not None else None
        shown = {id(concept) for concept, _ in self.concepts}
        return [
            (concept, base)
            for base in self
            for concept in base.lookup(query, languages, whole=whole)
            if id(concept) in shown
        ]

    def equivalent(self, concept: Concept) -> Concept | None:
        """A concept that has all terms of this one, and the same preferred English term."""
        wanted, english = _folded_terms(concept), concept.preferred("en")
        for known, _ in self.concepts:
            same = wanted and english in ("", known.preferred("en"))
            if same and wanted <= _folded_terms(known):
                return known
        return None

    def alike(self, concept: Concept) -> Concept | None:
        """A concept with the same preferred English term that shares a term of another language."""
        wanted = {term for term in _folded_terms(concept) if term[0] != "en"}
        english = key(concept.preferred("en"), "en")
        for known, _ in self.concepts:
            same = english and english == key(known.preferred("en"), "en")
            if same and wanted & _folded_terms(known):
                return known
        return None

    def editable(self) -> tuple[Termbase, Glossaries]:
        """The termbase that changes go to, and those that are only consulted.

        That is the first one, unless it ships with Dragoman: then the user's own is begun.
        It is read from its file again, so that changes that are not saved stay with the caller.

        Raises:
            GlossaryError: it cannot be read.
        """
        path = self[0].path if self else None
        if path is not None and not ships(path):
            return Termbase.open(path), self[1:]
        return Termbase.open(user_glossary()), self


def _names(name: str) -> list[str]:
    if Path(name).exists():
        return [name]
    return [part.strip() for part in name.split(",") if part.strip()]


def ships(path: Path) -> bool:
    """Whether a glossary's file is one of those that ship."""
    return path.resolve() in {shipped.resolve() for shipped in domain_glossaries()}


def _files(name: str) -> list[Path]:
    """The files that a name stands for: a file, "own", "shipped", or one that ships."""
    shipped = {path.stem: path for path in domain_glossaries()}
    # A folder that is called as one of ours is no glossary.
    if Path(name).suffix or (Path(name).exists() and not Path(name).is_dir()):
        return [Path(name)]
    if name == "own":
        return [path for path in (user_glossary(),) if path.is_file()]
    if name == "shipped":
        return list(shipped.values())
    if name not in shipped:
        known = ", ".join(["own", "shipped", *shipped])
        raise GlossaryError(f"There is no glossary “{name}”: name a file, or one of {known}.")
    return [shipped[name]]


def merged(termbases: Sequence[Termbase]) -> tuple[tuple[int, Concept], ...]:
    """Each concept with its termbase's priority (0 first); a repeated id hides the later one."""
    seen: dict[str, tuple[int, Concept]] = {}
    for priority, termbase in enumerate(termbases):
        for concept in termbase.concepts:
            seen.setdefault(concept.id, (priority, concept))
    return tuple(seen.values())


@dataclass(frozen=True, slots=True)
class Conflict:
    """A term that several concepts list: only the first of them will be found by it."""

    language: str
    term: str
    claims: tuple[tuple[Concept, str], ...]
    """The concepts, each with its glossary's name, the one that wins first."""


class Claims:
    """Which concepts list each source term, spelling differences ignored.

    In the target language several concepts may well share a term.

    Args:
        termbases: in order of priority.
        target_language: the language whose terms are left out.
    """

    def __init__(self, termbases: Sequence[Termbase], target_language: str = "en") -> None:
        self._names = [termbase.name for termbase in termbases]
        self._target = target_language
        self._order: dict[str, int] = {}
        """Place of each concept in force; the first termbase's come first."""
        self._first = len(termbases[0].concepts) if termbases else 0
        """Place after the first termbase's, where a new concept comes."""
        self._claims: dict[tuple[str, str], list[tuple[Concept, str]]] = {}
        self._shown: dict[tuple[str, str], str] = {}
        for place, (priority, concept) in enumerate(merged(termbases)):
            self._order[concept.id] = place
            for term, text in self._terms(concept).items():
                self._claims.setdefault(term, []).append((concept, self._names[priority]))
                self._shown.setdefault(term, text)

    def conflicts(self) -> tuple[Conflict, ...]:
        """The terms that stand for several concepts."""
        return tuple(
            Conflict(term[0], self._shown[term], tuple(claimants))
            for term, claimants in self._claims.items()
            if len(claimants) > 1
        )

    def conflicts_of(self, concept: Concept) -> tuple[Conflict, ...]:
        """Those that a concept will be in, once it is kept in the first termbase."""
        place = min(self._order.get(concept.id, self._first), self._first)
        found = []
        for term, text in self._terms(concept).items():
            others = [claim for claim in self._claims.get(term, ()) if claim[0].id != concept.id]
            if not others:
                continue
            before = [claim for claim in others if self._order[claim[0].id] < place]
            own = (concept, self._names[0])
            found.append(Conflict(term[0], text, (*before, own, *others[len(before) :])))
        return tuple(found)

    def _terms(self, concept: Concept) -> dict[tuple[str, str], str]:
        """A concept's source terms as they are compared, each as it is written."""
        return {
            (code, key(term.text, code)): term.text
            for code, terms in concept.terms.items()
            if code != self._target
            for term in terms
        }


def conflicts(termbases: Sequence[Termbase], target_language: str = "en") -> tuple[Conflict, ...]:
    """The source terms that stand for several concepts, spelling differences ignored."""
    return Claims(termbases, target_language).conflicts()


def _folded_terms(concept: Concept) -> set[tuple[str, str, bool]]:
    """Each term's language, its folded text, and whether it is forbidden."""
    return {
        (code, key(term.text, code), term.status == "forbidden")
        for code, terms in concept.terms.items()
        for term in terms
    }
