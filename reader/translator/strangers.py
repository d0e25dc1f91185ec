"""What a translation has that its source has not: places, days, acronyms, words left untranslated.

A country put for another reads as well as the right one, and only the source tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.article import Doubt, Occurrence, TermUse
from reader.text.english_names import ADDRESSES, HEADS
from reader.text.french_words import FRENCH_ONLY
from reader.text.literals import Literal
from reader.text.regex import regex
from reader.text.sounds import sounds_near
from reader.text.spans import Span, overlaps_any
from reader.text.toponyms import invented, is_place
from reader.translator.strange_dates import strange_days, strange_months

_ACRONYM = regex(r"(?<![\w.-])[A-Z]{2,7}(?![\w.-])")
_USUAL = frozenset(
    "UN US USA UK EU UAE TV GMT USD EUR GBP MAD RMB CNY BC AD AH AM PM CEO AI IT NGO NGOs OK DNA "
    "VAT GDP HIV AIDS GPS NATO UNESCO UNICEF INTERPOL MP MPs".split()
)
"""Acronyms that English writes where other languages have words."""
_ROMAN = regex(r"[IVXLCM]+")
_WORD = regex(r"(?<![\w’'-])[A-Za-zÀ-ÖØ-öø-ÿœ]{3,}(?![\w-])")
_QUOTED = regex('["“«][^"”»]*["”»]')
_OWN_LETTERS = {
    "ar": regex("[\u0621-\u064a]"),
    "zh": regex("[\u3400-\u9fff]"),
    "ru": regex("[\u0400-\u04ff]"),
}
_CAPITALISED = regex(r"(?<![\w’'-])([A-ZÀ-Þ][^\W\d_]+(?:[-’'][^\W\d_]+)*) $")
_BEFORE_NAMES = frozenset(
    "the a an of in on at to by for from with and or but so if as when while where after before "
    "since until because although though that this these those his her its their our my your it he "
    "she they we you who what which how why then there here now today yesterday tomorrow tonight "
    "meanwhile however finally first second third last next later earlier recently also both only "
    "even near like unlike despite during between among against under over without within "
    "about around towards through via said says told asked monday tuesday wednesday thursday "
    "friday saturday sunday january february march april june july august september october "
    "november december north south east west northern southern eastern western central greater "
    "upper lower old new great little saint st fort mount lake port cape el al ben ibn bin abu ait "
    "moroccan not no is was has had does did can could will would should may might must let".split()
)
"""What may stand before a name, with a capital where it begins a sentence or a headline."""
_FEW = 3
"""Words of a text that may be a cell of a table: capitals say nothing there."""


def strangers(
    source: str,
    target: str,
    language: str,
    *,
    terms: Sequence[Occurrence] = (),
    uses: Sequence[TermUse] = (),
    literals: Sequence[tuple[Literal, Span]] = (),
) -> Iterator[Doubt]:
    """What an English translation has of its own, or has left as its source has it.

    Args:
        source: the sentence.
        target: its translation.
        language: the sentence's language.
        terms: the glossary's terms in the source.
        uses: where they stand in the target.
        literals: literals of the source, each with its span there.
    """
    folded = source.casefold()
    held = [use.target_span for use in uses]
    for match in invented(source, target, language):
        if match[0].casefold() not in folded and not overlaps_any(match.span(), held):
            yield Doubt("name", f"{match[0]} is not in the source", None, match.span())
    days = strange_days(source, target, language)
    for match in (*days, *strange_months(source, target, language)):
        if not overlaps_any(match.span(), held):
            yield Doubt("number", f"{match[0]} is not in the source", None, match.span())
    admitted = "\n".join(target for term in terms for target in term.targets)
    admitted += "\n" + "\n".join(form for each, _ in literals for form in each.renderings)
    if not target.isupper():
        for match in _ACRONYM.finditer(target):
            word = match[0]
            if word in _USUAL or _ROMAN.fullmatch(word) or word.casefold() in folded:
                continue
            if overlaps_any(match.span(), held):
                continue
            if not re.search(rf"(?<!\w){word}(?!\w)", admitted):
                yield Doubt("name", f"{word} is not in the source", None, match.span())
    yield from _before_surnames(source, target, language, uses, admitted)
    yield from _left(source, target, language, admitted)


def _before_surnames(
    source: str, target: str, language: str, uses: Sequence[TermUse], admitted: str
) -> Iterator[Doubt]:
    """First names that a translation puts before a surname of its own accord: Frakimill Putin."""
    known = f"{source}\n{admitted}".casefold()
    names = frozenset(admitted.split("\n"))
    held = [use.target_span for use in uses]
    for use in uses:
        start, end = use.target_span
        name = target[start:end]
        match = _CAPITALISED.search(target, 0, start)
        # Only a name has its capital in the glossary: no bridge, no forum.
        if match is None or not name.istitle() or name not in names or name.casefold() in HEADS:
            continue
        word = match[1].casefold()
        is_usual = (
            word.endswith(("'s", "’s", "ing"))
            or word in ADDRESSES
            or word in HEADS
            or word in _BEFORE_NAMES
        )
        if is_usual or word in known or is_place(match[1]) or is_place(name):
            continue
        is_near = sounds_near(match[1], source, use.source_span, language)
        if not is_near and not overlaps_any(match.span(1), held):
            yield Doubt("name", f"{match[1]} is not in the source", None, match.span(1))


def _left(source: str, target: str, language: str, admitted: str) -> Iterator[Doubt]:
    """Words of the source that the translation has as they were."""
    own = _OWN_LETTERS.get(language)
    is_foreign = own is not None and not own.search(source)
    is_same = is_foreign and source.casefold().strip() == target.casefold().strip()
    if is_same and len(re.findall(r"[^\W\d_]+", source)) > _FEW:
        yield Doubt("untranslated", "it is left untranslated")
    if language != "fr":
        return
    words = _WORD.findall(source)
    if len(words) <= _FEW:
        words = [word.casefold() for word in words]
    left = FRENCH_ONLY.intersection(words)
    quoted = [match.span() for match in _QUOTED.finditer(target)] if left else []
    kept = [
        match
        for match in (_WORD.finditer(target) if left else ())
        if (match[0].casefold() if len(words) <= _FEW else match[0]) in left
        and match[0] not in admitted
        and not overlaps_any(match.span(), quoted)
    ]
    if kept:
        said = " ".join(match[0] for match in kept)
        verb = "is" if len(kept) == 1 else "are"
        span = kept[0].start(), kept[-1].end()
        yield Doubt("untranslated", f"{said} {verb} left untranslated", None, span)
