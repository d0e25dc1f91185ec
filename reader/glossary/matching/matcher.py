"""Where glossary terms occur in a text, and what their translation may be.

A trie (`compiled`) finds candidates in a folded copy (`normalisation`); each is then
judged where it stands: word boundaries, Arabic clitics and pronouns, French plurals, the
capitals of acronyms. Overlaps go to the leftmost, then the longest, then the termbase that
comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from reader.article import Occurrence
from reader.glossary.concept import Concept
from reader.glossary.glossaries import merged
from reader.glossary.kept import kept
from reader.glossary.matching.compiled import Compiled
from reader.glossary.matching.normalisation import Folded, fold
from reader.glossary.matching.patterns import HIDING, Pattern, is_acronym, patterns, stands
from reader.glossary.termbase import Termbase

__all__ = ["Acronyms", "Match", "Matcher", "contains", "is_acronym", "wanted"]

Acronyms = Literal["asis", "first", "always", "never"]


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
        found: list[tuple[int, int, int, int, str]] = []
        hidden: dict[int, int] = {}
        for candidate in _STARTS.finditer(folded.text):
            start = candidate.start()
            for end, entries in self._compiled.starting_at(folded.text, start):
                if not entries:
                    hidden |= dict.fromkeys(range(start, end), end)
                for owner, pattern in entries:
                    if stands(folded, start, end, pattern, self._language):
                        priority = self._compiled.owner(owner)[0]
                        found.append((start, -end, priority, owner, pattern.term))
                        break
        matches: list[Match] = []
        done = 0
        for start, minus_end, priority, owner, term in sorted(found):
            if start >= done and hidden.get(start, 0) < -minus_end:
                done = -minus_end
                first, last = folded.span(start, done)
                concept = self._compiled.owner(owner)[1]
                matches.append(Match(concept, first, last, term, priority, text))
        return matches


_STARTS = re.compile(r"(?<![a-z0-9])[a-z0-9]|[^a-z0-9\s]")
"""Where a term may begin in a folded text: anywhere but within a Latin word."""

_PATTERNS_VERSION = "1"
"""Raised when `patterns` makes others of the same terms than before."""


def _compiled(
    termbases: Sequence[Termbase], source_language: str, target_language: str | None
) -> Compiled:
    digests = [termbase.digest for termbase in termbases]
    parts = [_PATTERNS_VERSION, source_language, target_language or "", *filter(None, digests)]

    def build() -> bytes:
        return _build(termbases, source_language, target_language).to_bytes()

    content = kept(parts if all(digests) else None, build)
    return Compiled.from_bytes(content)


def _build(
    termbases: Sequence[Termbase], source_language: str, target_language: str | None
) -> Compiled:
    owners: list[tuple[int, Concept]] = []
    entries: dict[str, list[tuple[int, Pattern]]] = {}
    for priority, concept in merged(termbases):
        if target_language and not (concept.admitted(target_language) or concept.acronym):
            continue
        listed = [term.text for term in concept.terms.get(source_language, ())]
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
    return tuple(patterns(term, language, target=True))


@lru_cache(maxsize=256)
def _folded(text: str, language: str) -> Folded:
    return fold(text, language)


def wanted(
    matches: Iterable[Match],
    target_language: str,
    acronyms: Acronyms = "asis",
    seen: set[str] | None = None,
) -> tuple[Occurrence, ...]:
    """What each match of one sentence is to be written as.

    Args:
        matches: of one sentence, in its order.
        target_language: a concept without a term in it gives no occurrence.
        acronyms: "asis" admits full names and acronyms alike; "first" asks for "Full Name
            (ACRONYM)" at the first mention and the acronym after; "always" asks for the
            former each time; "never" for the full name alone.
        seen: ids of the concepts this article has named already; "first" adds to it.
    """
    seen = set() if seen is None else seen
    found: list[Occurrence] = []
    groups = [[match] for match in matches] if acronyms == "asis" else _pairs(matches)
    for group in groups:
        first, last = group[0], group[-1]
        targets = _targets(first, target_language, acronyms, seen)
        if targets:
            start, end = first.start, last.end if last is first else _after_bracket(last)
            forbidden = first.concept.forbidden(target_language)
            found.append(Occurrence(first.concept.id, start, end, targets, forbidden))
    return tuple(found)


def _targets(match: Match, language: str, acronyms: Acronyms, seen: set[str]) -> tuple[str, ...]:
    concept = match.concept
    admitted = concept.admitted(language)
    acronym = concept.acronym
    if not admitted and not (acronym and is_acronym(match.term)):
        return ()
    full = tuple(term for term in admitted if term != acronym and not is_acronym(term))
    short = tuple(dict.fromkeys([acronym, *(t for t in admitted if t not in full)]))
    short = tuple(term for term in short if term)
    if is_acronym(match.term) and match.term in short:
        short = (match.term, *(term for term in short if term != match.term))
    return _capitals(match, _styled(match, admitted, full, short, acronyms, seen))


def _styled(
    match: Match,
    admitted: tuple[str, ...],
    full: tuple[str, ...],
    short: tuple[str, ...],
    acronyms: Acronyms,
    seen: set[str],
) -> tuple[str, ...]:
    acronym = match.concept.acronym
    if acronyms == "never" and full:
        return full
    # A name that is better known by its acronym (NATO, Interpol) needs no explanation, nor
    # does one whose acronym is only admitted (US).
    known = not acronym or (admitted and admitted[0].lower() == acronym.lower())
    if acronyms in ("asis", "never") or not full or known or _is_joined(match):
        if is_acronym(match.term) and short:
            return (*short, *full)
        return tuple(dict.fromkeys((*admitted, *short)))
    if acronyms == "first" and match.concept.id in seen:
        return short
    seen.add(match.concept.id)
    return tuple(f"{name} ({acronym})" for name in full)


def _capitals(match: Match, targets: tuple[str, ...]) -> tuple[str, ...]:
    case = match.concept.case
    if case == "lower":
        return tuple(t if is_acronym(t.split()[0]) else t[0].lower() + t[1:] for t in targets)
    opens = not any(character.isalnum() for character in match.within[: match.start])
    if case == "match" and opens:
        return tuple(dict.fromkeys((*targets, *(t[0].upper() + t[1:] for t in targets))))
    return targets


_OPENING = re.compile(r"\s*[(（\[«“\"]\s*")
_CLOSING = re.compile(r"\s*[)）\]»”\"]")


def _pairs(matches: Iterable[Match]) -> list[list[Match]]:
    """Join "Full Name" and the "(ACRONYM)" after it, which one target stands for."""
    groups: list[list[Match]] = []
    for match in matches:
        if groups and len(groups[-1]) == 1:
            before = groups[-1][0]
            between = match.within[before.end : match.start]
            if (
                before.concept.id == match.concept.id
                and is_acronym(match.term) != is_acronym(before.term)
                and _OPENING.fullmatch(between)
                and _CLOSING.match(match.within, match.end)
            ):
                groups[-1].append(match)
                continue
        groups.append([match])
    return groups


def _after_bracket(match: Match) -> int:
    closing = _CLOSING.match(match.within, match.end)
    return closing.end() if closing else match.end


def _is_joined(match: Match) -> bool:
    """Whether a hyphen or slash ties an acronym to another word: DGSN-DGST."""
    if not is_acronym(match.term):
        return False
    sides = match.within[max(match.start - 1, 0) : match.start] + match.within[match.end :][:1]
    return any(side in "-‐‑–/" for side in sides)
