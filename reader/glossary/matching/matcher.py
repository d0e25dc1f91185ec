"""Where glossary terms occur in a text, and what their translation may be.

A trie (`compiled`) finds candidates in a folded copy (`normalisation`); each is then
judged where it stands: word boundaries, Arabic clitics and pronouns, French plurals, the
capitals of acronyms. Overlaps go to the longest, then the leftmost, then the termbase that
comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from reader.glossary.concept import Concept, Term
from reader.glossary.glossaries import merged, ships
from reader.glossary.kept import kept
from reader.glossary.matching.compiled import Compiled
from reader.glossary.matching.hiding import HIDING
from reader.glossary.matching.normalisation import Folded, fold, key
from reader.glossary.matching.patterns import Pattern, patterns, stands
from reader.glossary.termbase import Termbase
from reader.text.english_plurals import plural
from reader.text.spans import Span


@dataclass(frozen=True, slots=True)
class Match:
    """A term of a concept, found in a text."""

    concept: Concept
    start: int
    """Offset in the text of the term's first character, after any clitic."""
    end: int
    term: str
    """The term as the termbase lists it."""
    priority: int
    """Place of its termbase: 0 is consulted first."""
    within: str = field(repr=False, compare=False)
    """The text that was searched."""

    @property
    def concept_id(self) -> str:
        return self.concept.id

    @property
    def span(self) -> Span:
        """Characters of the text."""
        return self.start, self.end


class Matcher:
    """Finds every term that several termbases list for one language.

    Args:
        termbases: in order of priority; a concept id of an earlier one hides a later one's.
        source_language: the language of the texts to search.
        target_language: concepts that have no term in it are left out; None keeps all.
    """

    def __init__(
        self,
        termbases: Sequence[Termbase],
        source_language: str,
        target_language: str | None = None,
    ) -> None:
        self._language = source_language
        self._compiled = _compiled(termbases, source_language, target_language)

    def occurrences(self, text: str) -> list[Match]:
        """The terms in `text` in its order, none overlapping another; offsets in characters."""
        folded = fold(text, self._language)
        standing: list[tuple[int, int, int, int, str]] = []
        hidden: dict[int, int] = {}
        for start in self._compiled.starts(folded.text):
            for end, entries in self._compiled.starting_at(folded.text, start):
                if not entries:
                    hidden |= dict.fromkeys(range(start, end), end)
                for owner, pattern in entries:
                    if stands(folded, start, end, pattern, self._language):
                        priority = self._compiled.owner(owner)[0]
                        standing.append((start - end, start, priority, owner, pattern.term))
                        break
        taken = bytearray(len(folded.text))
        matches: list[Match] = []
        for minus_length, start, priority, owner, term in sorted(standing):
            end = start - minus_length
            # None that was taken is shorter: what overlaps covers one end or the other.
            if taken[start] or taken[end - 1] or hidden.get(start, 0) >= end:
                continue
            taken[start:end] = b"\1" * (end - start)
            first, last = folded.span(start, end)
            concept = self._compiled.owner(owner)[1]
            matches.append(Match(concept, first, last, term, priority, text))
        matches.sort(key=lambda match: match.start)
        return matches


_PATTERNS_VERSION = "5"
"""Raised when `patterns` makes others of the same terms than before, or `HIDING` changes."""


def _compiled(
    termbases: Sequence[Termbase], source_language: str, target_language: str | None
) -> Compiled:
    digests = [termbase.digest for termbase in termbases]
    version = _PATTERNS_VERSION + (".names.bare" if source_language == "en" else "")
    parts = [version, source_language, target_language or "", *filter(None, digests)]

    def build() -> bytes:
        return _build(termbases, source_language, target_language).to_bytes()

    content = kept(parts if all(digests) else None, build)
    return Compiled.from_bytes(content)


def _build(
    termbases: Sequence[Termbase], source_language: str, target_language: str | None
) -> Compiled:
    owners: list[tuple[int, Concept]] = []
    entries: dict[str, list[tuple[int, Pattern]]] = {}
    shipped = {
        priority for priority, base in enumerate(termbases) if base.path and ships(base.path)
    }
    for priority, concept in merged(termbases):
        if target_language and not (concept.admitted(target_language) or concept.acronym):
            continue
        listed = [term.text for term in concept.terms.get(source_language, ())]
        if source_language == "en" and priority in shipped:
            listed = _sure_in_english(concept, listed)
            if termbases[priority].name == "places":
                concept = _by_name_alone(concept)
        if concept.acronym and concept.acronym not in listed:
            listed.append(concept.acronym)
        # إرهاب may take an article, سورية (Syria) may not: السورية is "Syrian".
        name = concept.preferred(target_language or "en")[:1].isupper()
        common = concept.preferred("en")[:1].islower()
        keep = concept.case == "keep"
        for text in listed:
            for pattern in patterns(text, source_language, name=name, common=common, keep=keep):
                entries.setdefault(pattern.folded, []).append((len(owners), pattern))
        owners.append((priority, concept))
    for word in HIDING.get(source_language, ()):
        entries.setdefault(word, [])
    return Compiled.build(entries, owners)


def _sure_in_english(concept: Concept, listed: list[str]) -> list[str]:
    """Those terms of a concept that ships which mean it in any English text: names.

    The glossaries that ship are written into English. Read the other way round, what they admit
    is often the word for something else too (a car of a train, Moroccan for Morocco, the House),
    and a common noun's French or Arabic has to agree with what stands around it.
    """
    if concept.case != "keep":
        return []
    first = concept.preferred("en")
    return [
        text
        for text in listed
        if text in (first, concept.acronym) or (" " in text and text[0].isupper())
    ]


_CITY = "مدينة "


def _by_name_alone(concept: Concept) -> Concept:
    """A town as Arabic writes it where nothing is left to mistake: فاس before مدينة فاس.

    In an Arabic text فاس may be an axe, so the glossaries that ship look for the town with what it
    is called before it. What is translated into Arabic needs no such help.
    """
    terms = concept.terms.get("ar", ())
    names = [term.text.removeprefix(_CITY) for term in terms if term.text.startswith(_CITY)]
    if not names or concept.preferred("en").endswith("City"):
        return concept
    others = (
        replace(term, status="admitted") if term.status == "preferred" else term
        for term in terms
        if term.text not in names
    )
    bare = (Term(name, "admitted" if place else "preferred") for place, name in enumerate(names))
    return replace(concept, terms={**concept.terms, "ar": (*bare, *others)})


def contains(text: str, term: str, language: str) -> list[tuple[int, int]]:
    """Where `term` stands in `text`, in characters: the test of a translation.

    Capitals count in acronyms only; a plural, and another hyphen, space or apostrophe,
    are tolerated; a part of a longer word is not found.
    """
    folded = _folded(text, language)
    spans: list[tuple[int, int]] = []
    for pattern in _target_patterns(term, language):
        start = folded.text.find(pattern.folded)
        while start >= 0:
            end = start + len(pattern.folded)
            if stands(folded, start, end, pattern, language):
                spans.append(folded.span(start, end))
            start = folded.text.find(pattern.folded, start + 1)
    return sorted(set(spans))


@lru_cache(maxsize=4096)
def _target_patterns(term: str, language: str) -> tuple[Pattern, ...]:
    forms = [term]
    if language == "en":
        many = plural(term)
        if many and key(many, language) != key(term, language):  # women, school buses
            forms.append(many)
    return tuple(form for each in forms for form in patterns(each, language, target=True))


@lru_cache(maxsize=256)
def _folded(text: str, language: str) -> Folded:
    return fold(text, language)
