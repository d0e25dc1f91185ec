"""Terms that hold: every glossary term of the source is in the output.

Three steps, the cheapest first. What the model wrote right is left alone. Otherwise the
sentence is decoded again from a forced prefix: the hypothesis up to where the term belongs,
then the term itself; the model goes on from there, so that what follows fits. Where that
breaks the sentence, the term replaces the words that stood for it.

Forced prefixes after Hasler et al. 2018, "Neural Machine Translation Decoding with
Terminology Constraints"; terms placed from left to right keep it a plain prefix.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.article import How, TermUse
from reader.engine.engine import Engine, Work
from reader.engine.queue import Hypothesis
from reader.glossary.enforcing.constrained import constrain
from reader.glossary.enforcing.draft import Context, Draft, Source, State, fails, met
from reader.glossary.enforcing.leftovers import say_once
from reader.glossary.enforcing.needs import held, inner_span
from reader.glossary.enforcing.substitution import append_missing, substitute, tidy

__all__ = ["Enforced", "Source", "enforce", "held"]


@dataclass(frozen=True, slots=True)
class Enforced:
    """The text that holds its terms, and how each came to be there."""

    text: str
    terms: tuple[TermUse, ...]
    score: float
    decoded: State
    """What the model wrote, before terms took the place of words of it."""


def enforce(
    engine: Engine,
    sources: Sequence[Source],
    hypotheses: Sequence[Hypothesis],
    *,
    strict: bool,
    attention: bool = True,
) -> Work[list[Enforced]]:
    """The final text of each source, from its free hypothesis.

    A sentence's result depends on nothing but the sentence, its terms and its hypothesis.

    Args:
        engine: what decoded the hypotheses.
        sources: what was decoded.
        hypotheses: the free hypothesis of each source.
        strict: whether an admitted term gives way to the preferred one.
        attention: whether to consult the hypotheses' attention.
    """
    context = Context(engine, strict, attention)
    drafts = [
        Draft.of(context, source, hypothesis)
        for source, hypothesis in zip(sources, hypotheses, strict=True)
    ]
    if not any(draft.needs for draft in drafts):
        return [Enforced(draft.text, (), draft.state.score, draft.decoded) for draft in drafts]
    needy = sorted(
        (draft for draft in drafts if draft.needs),
        key=lambda draft: (len(draft.needs) == 1, -len(draft.source.tokens)),
    )
    failing = (draft for draft in needy if fails(context, draft))
    corrected = yield from constrain(context, failing)
    for draft in corrected:
        substitute(context, draft)
        say_once(context, draft)
    for draft in needy:
        tidy(context, draft)
        append_missing(context, draft)
    return [
        Enforced(draft.text, _uses(context, draft), draft.state.score, draft.decoded)
        for draft in drafts
    ]


def _uses(context: Context, draft: Draft) -> tuple[TermUse, ...]:
    uses = []
    spans = met(context, draft)
    for index, (need, span) in enumerate(zip(draft.needs, spans, strict=True)):
        if span is None or span[0] == span[1]:
            continue
        how: How = "constrained"
        if index in draft.substituted:
            how = "substituted"
        elif index in draft.by_model:
            how = "model"
        first, *others = need.occurrences
        uses.append(TermUse(first.concept, first.span, span, how))
        for other in others:
            inner = inner_span(draft.text, span, other, context.language)
            uses.append(TermUse(other.concept, other.span, inner, how))
    return tuple(uses)
