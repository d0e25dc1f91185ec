"""How a term that was found is to be written: its variants, its acronym's style, its capitals."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from reader.article import Occurrence
from reader.glossary.concept import Concept
from reader.glossary.matching import surnames
from reader.glossary.matching.matcher import Match
from reader.glossary.matching.number import is_plural, people
from reader.glossary.matching.patterns import is_acronym
from reader.text.english_plurals import plural
from reader.text.nationalities import is_nationality, noun, nouns
from reader.text.regex import regex

Acronyms = Literal["asis", "first", "always", "never"]


def wanted(
    matches: Iterable[Match],
    target_language: str,
    acronyms: Acronyms = "asis",
    seen: set[str] | None = None,
    source_language: str = "",
    full_names: bool = True,
) -> tuple[Occurrence, ...]:
    """What each match of one sentence is to be written as.

    Args:
        matches: of one sentence, in its order.
        target_language: a concept without a term in it gives no occurrence.
        acronyms: "asis" admits full names and acronyms alike; "first" asks for "Full Name
            (ACRONYM)" at the first mention and the acronym after; "always" asks for the
            former each time; "never" for the full name alone.
        seen: ids of the concepts this article has named already; "first" adds to it.
        source_language: of the sentence, for its plurals; without it none is written.
        full_names: whether a person's full name asks for the full name, see `surnames`.
    """
    seen = set() if seen is None else seen
    occurrences: list[Occurrence] = []
    groups = [[match] for match in matches] if acronyms == "asis" else _pairs(matches)
    for group in groups:
        first, last = group[0], group[-1]
        again = acronyms == "first" and first.concept.id in seen
        targets = _targets(first, target_language, acronyms, seen, full_names)
        if targets:
            start, end = first.start, last.end if last is first else _after_bracket(last)
            forbidden = _forbidden(first.concept, target_language)
            if again and all(is_acronym(target) for target in targets):
                names = first.concept.admitted(target_language)
                forbidden += tuple(name for name in names if not is_acronym(name))
            many = _plural(first, targets[0], source_language, target_language)
            occurrences.append(Occurrence(first.concept.id, start, end, targets, forbidden, many))
    return tuple(occurrences)


def _targets(
    match: Match, language: str, acronyms: Acronyms, seen: set[str], full_names: bool
) -> tuple[str, ...]:
    admitted, full, short = _parted(match.concept, language, match.term, full_names)
    if not full and not short:
        return ()
    return _capitals(match, _styled(match, admitted, full, short, acronyms, seen))


def _plural(match: Match, target: str, source_language: str, language: str) -> str:
    """The wanted term in the plural, or "" where it stays as it is listed."""
    if language != "en" or source_language not in ("ar", "fr", "zh"):
        return ""
    place = match.within, match.start, match.end
    if match.concept.case == "match" and is_nationality(target):
        called = people(*place, match.term, source_language)
        wanted = {"one": noun, "many": nouns}[called](target) if called else ""
        return wanted if wanted != target else ""
    many = plural(target)
    return many if many and is_plural(*place, match.term, match.concept, source_language) else ""


@lru_cache(maxsize=4096)
def _parted(
    concept: Concept, language: str, term: str, full_names: bool
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What may stand for a term, and of that the full names and the acronyms."""
    admitted, acronym = concept.admitted(language), concept.acronym
    if full_names:
        admitted = surnames.admitted(concept, language, term)
    if not admitted and not (acronym and is_acronym(term)):
        return (), (), ()
    full = tuple(name for name in admitted if name != acronym and not is_acronym(name))
    short = tuple(dict.fromkeys([acronym, *(name for name in admitted if name not in full)]))
    short = tuple(name for name in short if name)
    if is_acronym(term) and term in short:
        short = (term, *(name for name in short if name != term))
    return admitted, full, short


@lru_cache(maxsize=4096)
def _forbidden(concept: Concept, language: str) -> tuple[str, ...]:
    return concept.forbidden(language)


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
    if acronyms in ("asis", "never") or not full or known or _is_joined(match) or _is_apart(match):
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


_OPENING = regex(r"\s*[(（\[«“\"]\s*")
_CLOSING = regex(r"\s*[)）\]»”\"]")


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


def _is_apart(match: Match) -> bool:
    """Whether an acronym stands alone in brackets: it explains what is before it."""
    if not is_acronym(match.term):
        return False
    before = match.within[: match.start].rstrip()
    return before.endswith(("(", "（")) and bool(_CLOSING.match(match.within, match.end))
