"""Substitution: a term takes the place of the words that stood for it, and nothing is decoded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.glossary.enforcing import gaps
from reader.glossary.enforcing.draft import (
    Context,
    Draft,
    State,
    improve,
    met,
    rewritten,
    sketch,
    violations,
)
from reader.glossary.enforcing.needs import blocked_by
from reader.glossary.enforcing.placement import FAINT, Slot
from reader.glossary.enforcing.wording import (
    OPENING,
    as_attribute,
    is_last,
    joined,
    lowered,
    superfluous,
    with_own_acronym,
    without_acronym,
    without_echo,
    without_extension,
    without_tail_again,
)
from reader.glossary.matching.matcher import contains
from reader.glossary.matching.patterns import is_acronym
from reader.text.lines import SPACELESS
from reader.text.nationalities import is_adjective
from reader.text.regex import regex

_SCORED = 4
"""Places scored for a term that nothing in the hypothesis stands for."""


def substitute(context: Context, draft: Draft) -> None:
    """Write what is missing into the text, and take out what is forbidden."""
    for _ in range(2 * len(draft.needs)):
        tidy(context, draft)
        spans = met(context, draft)
        if None not in spans:
            break
        need = spans.index(None)
        draft.substituted.add(need)
        blocked = blocked_by(draft.text, draft.needs, spans, draft.source.text)
        words = sketch(context, draft.state)
        slots = gaps.places(context, draft, need, words, blocked, 0)
        if slots[0].evidence >= FAINT or slots[0].lead:
            slot = words.widened(slots[0], draft.sought[need], blocked)
        else:
            slot = _likeliest(context, draft, slots, draft.needs[need].wanted)
        draft.state = replaced(context, draft.state, slot, draft.needs[need].wanted)
    for _ in range(8):
        forbidden = violations(context, draft, met(context, draft))
        if not forbidden:
            break
        start, end = forbidden[0]
        need = next(
            index
            for index, need in enumerate(draft.needs)
            if any(
                forbidden[0] in contains(draft.text, bad, context.language)
                for bad in need.forbidden
            )
        )
        draft.substituted.add(need)
        slot = Slot(start, end, 1.0, 1.0)
        draft.state = replaced(context, draft.state, slot, draft.needs[need].wanted)


def append_missing(context: Context, draft: Draft) -> None:
    """Add at the end what even substitution lost: better said oddly than not at all."""
    for _ in draft.needs:
        spans = met(context, draft)
        if None not in spans:
            return
        need = spans.index(None)
        draft.substituted.add(need)
        space = "" if context.language in SPACELESS or not draft.text else " "
        text = f"{draft.text}{space}({draft.needs[need].wanted})"
        draft.state = rewritten(context, draft.state, text)


def replaced(context: Context, state: State, slot: Slot, term: str) -> State:
    """A translation with a term in place of the words of a slot."""
    language = context.language
    if language == "en":
        term = _in_number(state.text[slot.start : slot.end], term)
    text = gaps.inserted(state.text[: slot.start], slot, term, language)
    rest = state.text[slot.end :]
    if not rest and slot.start < slot.end and state.text.endswith("."):
        rest = "."  # "in the U.S."
    if language not in SPACELESS:
        rest = rest[superfluous(rest, 0, term) :]
        if slot.start == slot.end and OPENING.match(state.text[: slot.start]):
            rest = lowered(rest)
        if rest[:1].isalnum():
            rest = " " + rest
    return rewritten(context, state, text + rest)


def _in_number(words: str, term: str) -> str:
    """A common noun in the plural, where it takes the place of one: two contact officers."""
    if term != term.lower() or _UNCOUNTED.search(term) or not _MANY.search(words):
        return term
    if term.endswith(("x", "ch", "sh")):
        return f"{term}es"
    return f"{term[:-1]}ies" if _CONSONANT_Y.search(term) else f"{term}s"


_MANY = regex(r"(?:[^\W\d_]{2,}[^\Wisu]s|people|men)$")
_CONSONANT_Y = regex(r"[^aeiou]y$")
_UNCOUNTED = regex(
    r"(?:[^\Wa-z]|age|ance|crime|ence|hood|ics|ing|ion|ism|ity|ment|ness|s|sh|ship|ure|men|people|"
    r"\b(?:aid|bread|concern|data|money|news|oil|personnel|police|poverty|research|staff|traffic|"
    r"travel|water|wealth|work))$| (?:of|for|in|on|to|against|from) "
)


def tidy(context: Context, draft: Draft) -> None:
    """Take out what a placed term made superfluous, unless a term would go with it."""
    text = draft.text
    concepts = [need.occurrences[0].concept for need in draft.needs]
    for index, need in enumerate(draft.needs):
        text = without_echo(text, need.admitted)
        for term in need.admitted:
            text = without_tail_again(without_extension(text, term), term)
            if text.count(term) > 1 and context.language not in SPACELESS:
                text = _without_again(text, term)
        first = need.occurrences[0]
        if first.plural == need.wanted and index not in draft.by_model:
            text = as_attribute(text, first.plural, first.targets[0])
        text = _with_acronyms_of_source(draft, index, text)
        if concepts.count(first.concept) == 1:
            text = _without_twin(text, need.admitted)
    improve(context, draft, text)
    if context.language == "en":
        _name_countries(context, draft)
        _capitalise(context, draft)
        _unify(context, draft)


def _name_countries(context: Context, draft: Draft) -> None:
    """Write a country for the adjective of its nation where none but the country will do.

    "The Supreme Court of Guatemalan", where the model had "of" something else.
    """
    text = draft.text
    spans = [] if context.strict else met(context, draft)
    for index, (need, span) in enumerate(zip(draft.needs, spans, strict=False)):
        first = need.occurrences[0]
        placed = span and index not in draft.by_model and is_adjective(need.wanted)
        if not placed or first.plural or draft.source.text[first.start].isupper():
            continue
        country = next((name for name in need.admitted if not is_adjective(name)), "")
        start, end = span or (0, 0)
        if country and _OF.search(text, 0, start) and is_last(text[end:]):
            draft.substituted.discard(index)  # which would hold to the adjective
            improve(context, draft, text[:start] + country + text[end:])
            return


_OF = regex(r" of $")


def _without_again(text: str, term: str) -> str:
    """The text without a term said twice in a row: "in Prague in Prague"."""
    once = rf"(?<![\w'’-])((?:(?:[Aa]t|[Ff]rom|[Ii]n|of|[Tt]he|to) )?{re.escape(term)})"
    return re.sub(rf"{once}(?: \1)+(?![\w'’-])", r"\1", text)


def _without_twin(text: str, admitted: Sequence[str]) -> str:
    """The text without an acronym and the name that it stands for as if they were two."""
    for acronym in filter(is_acronym, admitted):
        if f"{acronym} and " not in text:
            continue
        for name in admitted:
            if not is_acronym(name):
                twin = rf"(?<!\w){re.escape(acronym)} and (?:the )?(?={re.escape(name)}(?!\w))"
                text = re.sub(twin, "", text)
    return text


def _capitalise(context: Context, draft: Draft) -> None:
    """Give terms of the model's own all the capitals of their names, where they have one.

    "The interior minister" is as good as with capitals.
    """
    text = draft.text
    for need, span in zip(draft.needs, met(context, draft), strict=True):
        written = text[slice(*span)] if span else ""
        alike = [term for term in need.admitted if term.casefold() == written.casefold()]
        if span is None or not alike or any(term[1:] == written[1:] for term in alike):
            continue
        is_small = written[1 if OPENING.match(text[: span[0]]) else 0 :].islower()
        if not is_small and _capitals(written) < _capitals(alike[0]):
            text = text[: span[0]] + alike[0] + text[span[1] :]
    improve(context, draft, text)


def _unify(context: Context, draft: Draft) -> None:
    """Write names that differ in order and little words alone as the first of their kind.

    A reader takes "the General Directorate of National Security" and "the Directorate General for
    National Security" for two.
    """
    text = draft.text
    spans = zip(draft.needs, met(context, draft), strict=True)
    for need, span in sorted(spans, key=lambda each: each[1] or (0, 0), reverse=True):
        written = text[slice(*span)] if span else ""
        name = _name(written)
        if span and name[0] and written in need.admitted:
            first = next(term for term in need.admitted if _name(term) == name)
            text = text[: span[0]] + first + text[span[1] :]
    improve(context, draft, text)


def _name(term: str) -> tuple[list[str], list[str]]:
    """What a name of several words shares with those that stand as it does in a sentence.

    Its words in order, and the little ones, of which "of" is as good as "for"; nothing of another
    term. "The Interior Minister" is not put in place of "the Minister of the Interior": before a
    name, only one of them will do.
    """
    words = _WORD.findall(term)
    little = [word for word in words if word in _LITTLE]
    names = sorted(word for word in words if word not in _LITTLE)
    if len(names) < 2 or not all(word[0].isupper() for word in names):
        return [], []
    return names, ["of"] if _PREPOSITIONS.intersection(little) else little


_WORD = regex(r"[\w'’-]+")
_PREPOSITIONS = frozenset(("against", "for", "in", "of", "on", "to"))
_LITTLE = _PREPOSITIONS | {"a", "and", "the"}


def _capitals(text: str) -> int:
    return sum(char.isupper() for char in text)


def _with_acronyms_of_source(draft: Draft, index: int, text: str) -> str:
    """The text without acronyms in brackets that the model added of its own accord."""
    need, source = draft.needs[index], draft.source.text
    is_explained = _BRACKET.match(source, need.occurrences[-1].end)
    if is_acronym(need.wanted) or need.wanted.endswith(")"):
        if not is_explained:  # "the VSSE (DGSN)": the service of one, the acronym of another
            for term in need.admitted:
                if is_acronym(term) or term.endswith(")"):
                    text = without_acronym(text, term)
        return text
    if is_explained:
        if index in draft.by_model or not is_explained["acronym"]:
            return text
        return with_own_acronym(text, need.wanted, need.admitted, source)
    for term in need.admitted:
        if not is_acronym(term):
            text = without_acronym(text, term)
    return text


_BRACKET = regex(r"\s*[(（]\s*(?P<acronym>[A-Z]{2})?")


def _likeliest(context: Context, draft: Draft, slots: Sequence[Slot], term: str) -> Slot:
    """The place where the model finds an inserted term least surprising."""
    inserted = [slot for slot in slots if slot.start == slot.end][:_SCORED]
    if not inserted:
        return slots[0]
    texts = []
    for slot in inserted:
        text = joined(draft.text[: slot.start], term, context.language)
        rest = draft.text[slot.start :]
        texts.append(f"{text} {rest}" if rest[:1].isalnum() else text + rest)
    engine = context.engine
    scores = engine.score([draft.source.tokens] * len(texts), engine.tokenizer.encode_target(texts))
    return max(zip(scores, inserted, strict=True), key=lambda pair: pair[0])[1]
