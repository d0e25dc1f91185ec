"""Brackets of a translation: the acronym that explains a name, and none left open.

A small model garbles what stands in brackets: "the Emirates (UAUA)", "with DGSN)". An acronym is
known from the source; a bracket that has no other half says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reader.article import Occurrence, Sentence, TermUse
from reader.memory.store import Stored
from reader.text.literals import Literal
from reader.text.regex import regex
from reader.text.spans import Edit, Span

_ACRONYM = r"(?P<acronym>[A-Z][A-Z0-9]+(?:[.-][A-Z0-9]+)*)"
_IN_BRACKETS = regex(rf"[(（]\s*{_ACRONYM}\s*[)）]")
_WITH_MORE = regex(rf"\({_ACRONYM} of (?:the )?(?P<term>[A-Z][^()]*)\)")
_GARBLED = regex(r"\s*\(\s*[A-Z][\w.-]*(?:\s*\))?")


PLACE = "#place"
"""Stands for a document's mark among terms."""


def mended(sentence: Sentence, made: Stored) -> Stored:
    """A translation with its brackets set right; its terms and marks move as they have to.

    Args:
        sentence: the source, with its terms.
        made: its translation.
    """
    target, uses = explained(sentence, made.target, placed(made))
    target, uses = balanced(sentence.text, target, uses)
    target, uses = freed(sentence.text, target, uses)
    return made if target == made.target else rewritten(made, target, uses)


def explained(
    sentence: Sentence, target: str, uses: Sequence[TermUse]
) -> tuple[str, tuple[TermUse, ...]]:
    """A translation with each acronym that the source gives a term in brackets.

    Args:
        sentence: the source, with its terms.
        target: its translation.
        uses: where the terms stand in it.

    Returns:
        The translation, and where the terms stand in that.
    """
    for match in _IN_BRACKETS.finditer(sentence.text):
        term = _term_at(sentence.terms, match.span("acronym"))
        if term is None or not term.targets:
            continue
        acronym = term.targets[0]
        if not re.fullmatch(r"[A-Z][A-Z0-9.-]+", acronym) or _stands(target, acronym):
            continue
        name = next(
            (
                use
                for use in uses
                if use.concept == term.concept
                and use.source_span[1] <= match.start()
                and not sentence.text[use.source_span[1] : match.start()].strip()
            ),
            None,
        )
        if name is None:
            continue
        end = name.target_span[1]
        garbled = _GARBLED.match(target, end)
        edit = (end, garbled.end() if garbled else end, f" ({acronym})")
        target, uses = edited(target, uses, edit)
        at = end + 2
        uses = tuple(
            replace(use, target_span=(at, at + len(acronym)))
            if use.source_span == term.span
            else use
            for use in uses
        )
    return target, tuple(uses)


def balanced(source: str, target: str, uses: Sequence[TermUse]) -> tuple[str, tuple[TermUse, ...]]:
    """A translation without a bracket that has no other half, where its source has none.

    Args:
        source: the sentence.
        target: its translation.
        uses: where terms stand in it.
    """
    uses = tuple(uses)
    if ("(" not in target and ")" not in target) or _odd(source, "(（", ")）"):
        return target, uses
    for place in reversed(_odd(target, "(", ")")):
        start, end = place, place + 1
        around = target[start - 1 : start] + target[end : end + 1]
        end += target[place] == "(" and around == "  "
        target, uses = edited(target, uses, (start, end, ""))
    return target, uses


def freed(source: str, target: str, uses: Sequence[TermUse]) -> tuple[str, tuple[TermUse, ...]]:
    """A translation without a term in the brackets of an acronym: "(DGSN of Morocco)".

    Args:
        source: the sentence.
        target: its translation.
        uses: where terms stand in it.
    """
    uses = tuple(uses)
    for match in _WITH_MORE.finditer(target) if " of " in target else ():
        within = f"({match['acronym']})" in source or f"（{match['acronym']}）" in source
        if within and any(use.target_span == match.span("term") for use in uses):
            edits = ((match.end() - 1, match.end(), ""), (*2 * (match.end("acronym"),), ")"))
            for edit in edits:
                target, uses = edited(target, uses, edit)
    return target, uses


def without_spellings(
    terms: Sequence[Occurrence], literals: Sequence[Literal], text: str
) -> tuple[list[Occurrence], list[Edit]]:
    """The terms that their Latin spelling follows in brackets, which says the same.

    Args:
        terms: people's names, and others.
        literals: the literals of the sentence.
        text: the sentence.

    Returns:
        The terms, to be written as the brackets have them, at their places in the text without
        those brackets; the edits that take them out.
    """
    written: list[Occurrence] = []
    cuts: list[Edit] = []
    for term in terms:
        end = 0
        for each in literals:
            start = each.start if each.start <= term.start and term.end < each.end else term.start
            bracket = _SPELT.match(text, term.end)
            if bracket and each.end in (bracket.end("latin"), bracket.end()) and _says(each, term):
                term = replace(term, start=start, targets=(each.renderings[0],))
                end = bracket.end()
        if end:
            cuts.append((term.end, end, ""))
        written.append(term)

    def moved(place: int) -> int:
        return place - sum(end - start for start, end, _ in cuts if end <= place)

    cuts = sorted(dict.fromkeys(cuts))
    return [replace(one, start=moved(one.start), end=moved(one.end)) for one in written], cuts


_SPELT = regex(r"\s*[(（]\s*(?P<latin>[^()（）]*[^()（）\s])\s*[)）]")


def _says(literal: Literal, term: Occurrence) -> bool:
    """Whether a name in Latin letters is what a term is to be, or ends with that."""
    name = literal.renderings[0]
    folded = name.casefold()
    return (
        literal.kind == "name"
        and not name.isupper()
        and any(f" {folded}".endswith(f" {one.casefold()}") for one in term.targets)
    )


def spelling(literal: Literal, text: str) -> Literal:
    """Of a name with its Latin spelling in brackets, the spelling alone."""
    name = literal.renderings[0]
    start = text.rfind(name, literal.start, literal.end)
    if literal.kind != "name" or start <= literal.start:
        return literal
    return replace(literal, start=start, end=start + len(name))


def _odd(text: str, opening: str, closing: str) -> list[int]:
    """Places of the brackets that have no other half."""
    opened: list[int] = []
    odd: list[int] = []
    for place, char in enumerate(text):
        if char in opening:
            opened.append(place)
        elif char in closing:
            if opened:
                opened.pop()
            else:
                odd.append(place)
    return sorted(odd + opened)


def _term_at(terms: Sequence[Occurrence], span: Span) -> Occurrence | None:
    return next((term for term in terms if term.span == span), None)


def _stands(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def edited(target: str, uses: Sequence[TermUse], edit: Edit) -> tuple[str, tuple[TermUse, ...]]:
    """A translation with a span of it replaced, and where terms stand in that."""
    start, end, new = edit
    by = len(new) - (end - start)

    def move(span: Span) -> Span:
        first, last = (
            at if at < start or at == start < end else at + by if at >= end else start
            for at in span
        )
        # what is put in right after a term is no part of it
        return first, span[1] if start == end == span[1] and span[0] < start else last

    moved = tuple(replace(use, target_span=move(use.target_span)) for use in uses)
    return target[:start] + new + target[end:], moved


def touched_up(made: Stored, edits: Iterable[Edit]) -> Stored:
    """A translation with edits made that do not overlap; its terms and marks move as they must."""
    target, uses = made.target, placed(made)
    for edit in sorted(edits, reverse=True):
        target, uses = edited(target, uses, edit)
    return rewritten(made, target, uses)


def placed(made: Stored) -> tuple[TermUse, ...]:
    """The terms of a translation, and a document's marks among them, which move as they do."""
    return (*made.terms, *(TermUse(PLACE, (0, 0), span, "model") for span in made.marks))


def rewritten(made: Stored, target: str, uses: Sequence[TermUse]) -> Stored:
    """A translation in other words, with what was `placed` where it stands in those."""
    terms = tuple(use for use in uses if use.concept != PLACE)
    marks = tuple(use.target_span for use in uses if use.concept == PLACE)
    return replace(made, target=target, terms=terms, marks=marks)
