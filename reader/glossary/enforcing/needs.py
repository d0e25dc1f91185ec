"""What a translation has to hold, and where in a text it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reader.article import Occurrence
from reader.glossary.matching.matcher import contains
from reader.glossary.matching.patterns import in_number, is_acronym
from reader.text.regex import regex
from reader.text.spans import Span, overlap


@dataclass(frozen=True, slots=True)
class Need:
    """A term to hold: an occurrence, or a name with its acronym in brackets after it."""

    occurrences: tuple[Occurrence, ...]
    admitted: tuple[str, ...]
    wanted: str
    forbidden: tuple[str, ...]


def held(
    source: str, terms: Sequence[Occurrence], text: str, language: str, *, strict: bool = False
) -> list[Span | None]:
    """Where each occurrence stands in a translation, whoever made it; None where it does not.

    Two concepts never share characters; a name and the acronym that explains it in brackets
    may share a mention.

    Args:
        source: the source sentence.
        terms: its occurrences.
        text: its translation.
        language: the translation's language.
        strict: whether only the preferred term counts.
    """
    needs = needs_of(source, terms)
    placed = assigned([spans_of(text, need, language, strict) for need in needs])
    spans: dict[Span, Span | None] = {}
    for need, span in zip(needs, placed, strict=True):
        for term in need.occurrences:
            first = term is need.occurrences[0]
            spans[term.span] = (
                span if first or span is None else inner_span(text, span, term, language)
            )
    return [spans.get(term.span) for term in terms]


_BRACKET = regex(r"\s*[(（\[«“\"–—]\s*")


def needs_of(source: str, terms: Sequence[Occurrence]) -> list[Need]:
    """The terms of a source; a name and the acronym that explains it are one need."""
    groups: list[list[Occurrence]] = []
    for term in sorted(terms, key=lambda term: term.start):
        if not term.targets:
            continue
        before = groups[-1][-1] if groups else None
        if (
            before is not None
            and len(groups[-1]) == 1
            and before.concept == term.concept
            and _explains(source, before, term)
        ):
            groups[-1].append(term)
        else:
            groups.append([term])
    return [_joined_need(group) for group in groups]


def _explains(source: str, first: Occurrence, second: Occurrence) -> bool:
    """Whether one occurrence explains the other: "Full Name (ACRONYM)", or the reverse."""
    names = [source[term.start : term.end] for term in (first, second)]
    between = source[first.end : second.start]
    if names[0] == names[1]:
        return False
    return bool(_BRACKET.fullmatch(between)) or (
        between.isspace() and is_acronym(names[0]) != is_acronym(names[1])
    )


def _joined_need(group: list[Occurrence]) -> Need:
    admitted = tuple(dict.fromkeys(target for term in group for target in term.targets))
    wanted = group[0].plural or group[0].targets[0]
    if len(group) > 1:
        wanted = _with_acronym(wanted, group[1].targets[0])
    forbidden = tuple(dict.fromkeys(bad for term in group for bad in term.forbidden))
    return Need(tuple(group), admitted, wanted, forbidden)


def _with_acronym(first: str, second: str) -> str:
    """A name and its acronym as newspapers write them; one alone if it holds the other."""
    name, acronym = (second, first) if is_acronym(first) else (first, second)
    if not is_acronym(acronym) or is_acronym(name) or acronym in name:
        return max(first, second, key=len)
    return f"{name} ({acronym})"


def spans_of(text: str, need: Need, language: str, strict: bool) -> list[Span]:
    """Where a need could be met in a text, the best first; `strict` as for `held`."""
    targets: Iterable[str] = need.admitted
    if strict:
        targets = dict.fromkeys((need.wanted, need.occurrences[0].targets[0]))
        if len(need.occurrences) > 1:
            targets = (need.wanted,)
    spans = {span for target in targets for span in contains(text, target, language)}
    spans.update(_literally(text, need.wanted))
    if len(need.occurrences) > 1:
        spans = {span for span in spans if not _explains_another(text, span)}
    # An acronym of the source is its like, not the full name that stands for another term there.
    short = need.wanted if is_acronym(need.wanted) else ""
    return sorted(spans, key=lambda span: (text[slice(*span)] != short, span[0] - span[1], span[0]))


def _explains_another(text: str, span: Span) -> bool:
    """Whether an acronym stands in brackets, where its name is to stand before them.

    "The United States (UAE)" does not hold the Emirates.
    """
    start, end = span
    is_bracketed = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
    return is_bracketed and is_acronym(text[start:end])


def _literally(text: str, term: str) -> Iterator[Span]:
    start = text.find(term)
    while start >= 0:
        end = start + len(term)
        if (
            not (text[start - 1 : start].isalnum() and term[0].isascii())
            and not (text[end : end + 1].isalnum() and term[-1].isascii())
            and not in_number(text, start, end)
        ):
            yield start, end
        start = text.find(term, start + 1)


_SEARCHED = 2000
"""Assignments looked at before the best so far is taken."""


def assigned(options: list[list[Span]]) -> list[Span | None]:
    """A span for as many needs as possible, none overlapping: depth first, longest first."""
    best: list[Span | None] = [None] * len(options)
    reachable = sum(map(bool, options))
    if not reachable:
        return best
    most, searched = 0, 0
    chosen: list[Span | None] = [None] * len(options)

    def search(index: int, count: int) -> None:
        nonlocal best, most, searched
        searched += 1
        if count > most:
            best, most = chosen.copy(), count
        left = sum(map(bool, options[index:]))
        if most == reachable or searched > _SEARCHED or count + left <= most:
            return
        for span in options[index]:
            if not any(other and overlap(span, other) for other in chosen[:index]):
                chosen[index] = span
                search(index + 1, count + 1)
                chosen[index] = None
        search(index + 1, count)

    search(0, 0)
    return best


def inner_span(text: str, span: Span, occurrence: Occurrence, language: str) -> Span:
    """Where the second of a name and its acronym stands: in or right after the first's span."""
    start, end = span
    after = re.compile(r"\s*[(（]?").match(text, end)
    reach = after.end() if after else end
    for target in occurrence.targets:
        for one, other in contains(text, target, language):
            if (one, other) != span and start <= one and (other <= end or one == reach):
                return one, other
    return span


_ACRONYM = regex(r"\s*[(（]\s*([A-Z][A-Z0-9-]+)\s*[)）]")


def blocked_by(
    text: str, needs: Sequence[Need], spans: Sequence[Span | None], source: str
) -> list[Span]:
    """What no other term may replace: the terms that stand, with their acronyms in brackets.

    An acronym that is neither theirs nor the source's is what the model made of another term.
    """
    blocked = []
    for need, span in zip(needs, spans, strict=True):
        if span:
            acronym = _ACRONYM.match(text, span[1])
            own = acronym and (acronym[1] in need.admitted or acronym[1] in source)
            blocked.append((span[0], acronym.end() if acronym and own else span[1]))
    return blocked
