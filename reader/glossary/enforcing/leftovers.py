"""What a model wrote of a term beside the term itself: its other half, or all of it again.

"The Ministry of Digital Transition of the Spanish administration" is one ministry: "administration"
came of the same source words as the term before it, which the attention tells. Words that are the
term's alone go; what stands among them of a nation is said before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reader.glossary.enforcing.draft import Context, Draft, improve, met, sketch
from reader.glossary.enforcing.needs import blocked_by
from reader.glossary.enforcing.placement import ITS_OWN, Sketch
from reader.glossary.enforcing.wording import begun, is_nation, joined
from reader.text.spans import Span, overlaps_any


def say_once(context: Context, draft: Draft) -> None:
    """Take out what stands for a term beside it, where the term was not the model's own."""
    if context.language != "en":
        return
    for need in range(len(draft.needs)):
        if need not in draft.by_model | draft.waived:
            improve(context, draft, _once(context, draft, need))


def _once(context: Context, draft: Draft, need: int) -> str:
    """A draft's text without what a need's term says again."""
    text, spans = draft.text, met(context, draft)
    span, words = spans[need], sketch(context, draft.state)
    shares = words.shares(draft.sought[need].columns)
    if span is None or not shares:
        return text
    terms = blocked_by(text, draft.needs, spans, draft.source.text)
    term = text[slice(*span)]
    start = begun(text[: span[0]], term)
    if start < span[0] and not overlaps_any((start, span[0]), terms):
        return joined(text[:start], term, context.language) + text[span[1] :]
    first = sum(end <= span[0] for _, end in words.words)
    last = sum(start < span[1] for start, _ in words.words) - 1
    before = _again(words, range(first, -1, -1), shares, terms)
    after = _again(words, range(last, len(words.words)), shares, terms)
    if not before and not after:
        return text
    left = text[: words.words[before[-1]][0] if before else span[0]]
    for word in (*before[:-1], *after[:-1]):
        nation = text[slice(*words.words[word])]
        left += "" if nation in term else f"{nation} "
    right = text[words.words[after[-1]][1] if after else span[1] :]
    return joined(left, term, context.language) + right


def _again(
    words: Sketch, order: range, shares: Sequence[float], terms: Sequence[Span]
) -> list[int]:
    """Words from a term's own on that say it again: that of a nation among them, and the last."""
    again: list[int] = []
    nation: list[int] = []
    for one, word in pairwise(order):
        start, end = sorted((words.words[one], words.words[word]))
        if words.text[start[1] : end[0]] != " ":
            break
        if overlaps_any(words.words[word], terms):
            break
        if order.step < 0 and words.forms[word] == "and":
            break  # what stands before it is another thing
        if words.light[word]:
            continue
        if shares[word] >= ITS_OWN[0]:
            again = [*nation, word]
        elif not nation and is_nation(words.text[slice(*words.words[word])]):
            nation = [word]
        else:
            break
    return again
