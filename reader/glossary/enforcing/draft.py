"""A sentence on its way to holding its terms, and what is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from itertools import accumulate

from reader.article import Occurrence
from reader.engine.engine import Engine
from reader.engine.queue import Hypothesis
from reader.glossary.enforcing.needs import Need, assigned, needs_of, spans_of
from reader.glossary.enforcing.placement import Sketch, Sought
from reader.glossary.matching.matcher import contains
from reader.text.spans import Span


@dataclass(frozen=True, slots=True)
class Context:
    """What enforcement works with, the same for all sentences of a call."""

    engine: Engine
    """What decoded the free hypotheses."""
    strict: bool
    """Whether only the preferred term counts."""
    attention: bool
    """Whether to consult the hypotheses' attention."""
    repeats: Engine = field(init=False)
    """What decodes again: the engine with half the beam.

    Forced tokens cost CTranslate2 as much as free ones, so that every round is a whole decode; with
    a good part of the sentence given, the width matters less.
    """

    def __post_init__(self) -> None:
        quicker = copy(self.engine)
        quicker.beam_size = max(1, self.engine.beam_size // 2)
        object.__setattr__(self, "repeats", quicker)

    @property
    def language(self) -> str:
        """The language of the translations."""
        return self.engine.package.target


@dataclass(frozen=True, slots=True)
class Source:
    """What was decoded, and the terms that its output has to hold."""

    text: str
    tokens: list[str]
    terms: tuple[Occurrence, ...]
    attention: bool = False
    """Whether its output is to keep the attention, for what is done with it afterwards."""


@dataclass(frozen=True, slots=True)
class State:
    """A translation, as far as it has come."""

    text: str
    tokens: list[str]
    attention: list[list[float]]
    score: float
    fixed: int = 0
    """Characters of `text` that later rounds leave alone."""
    ends: tuple[int, ...] = ()
    """Where each row of the attention ends in a text that is no longer its tokens'."""


@dataclass(slots=True)
class Draft:
    """A sentence on its way."""

    source: Source
    needs: list[Need]
    free: Hypothesis
    state: State
    decoded: State
    """The last one that the model wrote as it is."""
    by_model: set[int] = field(default_factory=set)
    """Needs that the free hypothesis met."""
    substituted: set[int] = field(default_factory=set)
    tried: set[tuple[int, int]] = field(default_factory=set)
    """Needs, and places in the text where they were put in vain."""
    given_up: set[int] = field(default_factory=set)
    """Needs that constrained decoding could not meet."""
    waived: set[int] = field(default_factory=set)
    """Needs that go without a place: they count as met where the text begins, by nothing."""
    suppress_forbidden: bool = False
    """Whether forbidden terms have to be suppressed."""
    forbid_repeats: bool = False
    """Whether repetitions have to be kept out."""
    one_at_a_time: bool = False
    """Whether its terms are placed singly, several at once having failed."""
    rounds: int = 0
    """Times that it was decoded again."""
    known: tuple[tuple[str, int], list[Span | None]] | None = None
    """Where each need is met, and the text that this was found for."""
    sought: list[Sought] = field(default_factory=list)
    """What to look for in the text, for each need."""

    @classmethod
    def of(cls, context: Context, source: Source, hypothesis: Hypothesis) -> Draft:
        """The draft that a free hypothesis is."""
        state = State(
            context.engine.tokenizer.decode(hypothesis.tokens),
            hypothesis.tokens,
            hypothesis.attention if context.attention else [],
            hypothesis.score,
        )
        return cls(source, needs_of(source.text, source.terms), hypothesis, state, state)

    @property
    def text(self) -> str:
        return self.state.text


def met(context: Context, draft: Draft, text: str | None = None) -> list[Span | None]:
    """Where each need is met in a draft's text, or in `text`: spans that do not overlap."""
    if text is not None and text != draft.text:
        return _spans(context, draft, text)
    key = (draft.text, len(draft.substituted))
    if draft.known is None or draft.known[0] != key:
        draft.known = key, _spans(context, draft, draft.text)
    return draft.known[1]


def _spans(context: Context, draft: Draft, text: str) -> list[Span | None]:
    options = [
        spans_of(text, need, context.language, context.strict or index in draft.substituted)
        for index, need in enumerate(draft.needs)
    ]
    spans = assigned(options)
    if None in spans and text == draft.text and draft.sought and draft.state.attention:
        taken = _taken(context, draft, spans)
        if taken:
            draft.by_model.difference_update(taken)
            spans = assigned(
                [
                    [span for span in each if span != spans[need] or need not in taken]
                    for need, each in enumerate(options)
                ]
            )
    if draft.waived:
        return [
            (0, 0) if span is None and need in draft.waived else span
            for need, span in enumerate(spans)
        ]
    return spans


_ANOTHERS = 0.5
"""Attention that the words of one term pay to another, which they stand for then."""


def _taken(context: Context, draft: Draft, spans: Sequence[Span | None]) -> set[int]:
    """Needs met by words that stand for another term, which is not met.

    Where a source has both "lutte contre le terrorisme" and "lutte contre l'extrémisme", and the
    model wrote "counter-terrorism" for the second.
    """
    words = sketch(context, draft.state)
    shares = [words.shares(sought.columns) for sought in draft.sought]
    taken = set()
    for need, span in enumerate(spans):
        if span is None or need in draft.substituted:
            continue
        inside = [i for i, one in enumerate(words.words) if span[0] <= one[0] < span[1]]
        own = sum(shares[need][i] for i in inside)
        for other, found in enumerate(spans):
            is_another = draft.needs[other].wanted != draft.needs[need].wanted
            if found is None and is_another and inside:
                paid = sum(shares[other][i] for i in inside)
                if paid > max(2 * own, _ANOTHERS * len(inside)):
                    taken.add(need)
    return taken


def violations(
    context: Context, draft: Draft, spans: Sequence[Span | None], text: str | None = None
) -> list[Span]:
    """Where forbidden terms stand, but for those inside an admitted one.

    Args:
        context: as ever.
        draft: the draft.
        spans: where its needs are met in the text.
        text: the text; None for the draft's own.
    """
    text = draft.text if text is None else text
    language = context.language
    faulty: list[Span] = []
    for need in draft.needs:
        bad = [span for term in need.forbidden for span in contains(text, term, language)]
        if bad:
            good = [span for span in spans if span]
            good += [s for term in need.admitted for s in contains(text, term, language)]
            faulty += [
                (start, end)
                for start, end in bad
                if not any(a <= start and end <= b for a, b in good)
            ]
    return sorted(set(faulty))


def fails(context: Context, draft: Draft) -> bool:
    """Whether the free hypothesis lacks a term or has a forbidden one."""
    spans = met(context, draft)
    draft.by_model = {need for need, span in enumerate(spans) if span}
    return None in spans or bool(violations(context, draft, spans))


def locate_sources(context: Context, drafts: Sequence[Draft]) -> None:
    """Find the source tokens of each need: as many as the text before it takes."""
    texts = [
        draft.source.text[:edge]
        for draft in drafts
        for need in draft.needs
        for edge in (need.occurrences[0].start, need.occurrences[-1].end)
    ]
    lengths = iter([len(tokens) for tokens in context.engine.tokenizer.encode(texts)])
    for draft in drafts:
        for need in draft.needs:
            start, end = next(lengths), next(lengths)
            columns = range(min(start, max(end - 1, 0)), end)
            variants = tuple(dict.fromkeys((need.wanted, *need.admitted, *need.forbidden)))
            place = need.occurrences[0].start / max(1, len(draft.source.text))
            draft.sought.append(Sought(variants, columns, place))
    for draft in drafts:
        draft.known = None


def sketch(context: Context, state: State) -> Sketch:
    """The words of a translation, with what its attention says of them."""
    return Sketch(state.text, _ends(context, state), state.attention)


def rewritten(context: Context, state: State, text: str) -> State:
    """A translation in other words; those that it keeps keep their attention, too."""
    ends = _ends(context, state)
    if text == state.text or not ends:
        return replace(state, text=text)
    same, longer = _alike(text, state.text), len(text) - len(state.text)
    tail = _alike(text[same:][::-1], state.text[same:][::-1])
    rows = list(zip(ends, state.attention, strict=False))
    kept = [(end, row) for end, row in rows if end <= same]
    kept.append((len(text) - tail, []))
    kept += [(end + longer, row) for end, row in rows if end > len(state.text) - tail]
    moved, attention = zip(*kept, strict=True)
    return replace(state, text=text, ends=moved, attention=list(attention))


def improve(context: Context, draft: Draft, text: str) -> None:
    """Write a draft in other words, unless a term would go with the old ones."""
    if text == draft.text:
        return
    before = sum(map(bool, met(context, draft)))
    if sum(map(bool, met(context, draft, text))) >= before:
        draft.state = rewritten(context, draft.state, text)


def _alike(one: str, other: str) -> int:
    """Characters that two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((count for count, (a, b) in pairs if a != b), min(len(one), len(other)))


def _ends(context: Context, state: State) -> Sequence[int]:
    if not state.attention:
        return ()
    return state.ends or token_ends(context, state.tokens, state.text)


def token_ends(context: Context, tokens: Sequence[str], text: str) -> list[int]:
    """Where each token ends in the text."""
    plain = [token.replace("▁", " ") for token in tokens]
    offset = 1 if plain and plain[0].startswith(" ") else 0
    if "".join(plain)[offset:] == text:
        return [int(end) - offset for end in accumulate(map(len, plain))]
    decode = context.engine.tokenizer.decode
    return [len(decode(tokens[: count + 1])) for count in range(len(tokens))]
