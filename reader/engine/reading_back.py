"""The hypothesis from which the source can be read back best.

A small model drops a clause more readily than it invents one, and to the model itself the shorter
sentence seems the likelier one. What a model of the other direction makes of a hypothesis tells:
from one that lacks a clause, the source is improbable (Yee et al. 2019, "Simple and effective noisy
channel modeling").
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from reader.engine.engine import POSITIONS, Engine
from reader.engine.leaving import LEAVING
from reader.engine.queue import Decoding, Hypothesis

COUNT = 8
"""Hypotheses that are compared."""

_WEIGHT = 0.7
"""What the mean log-probability of a token of the source weighs beside that of the target's."""


def reading(
    engine: Engine, back: Engine, texts: Sequence[str], hypotheses: Sequence[Hypothesis]
) -> Decoding:
    """Start to look for what `readable` gives, beside what is decoded meanwhile."""
    decoding = Decoding(len(hypotheses))

    def read() -> None:
        if decoding.cancelled or LEAVING.is_leaving:
            return  # nobody waits for it
        outcomes: Sequence[Hypothesis | Exception]
        try:
            outcomes = readable(engine, back, texts, hypotheses)
        except Exception as error:  # for whoever waits
            outcomes = [error] * len(hypotheses)
        for index, outcome in enumerate(outcomes):
            decoding.put(index, outcome)

    try:
        back.beside.submit(read)
    except RuntimeError:  # the program leaves: threads get nothing new, and this one has its turn
        read()
    return decoding


def readable(
    engine: Engine, back: Engine, texts: Sequence[str], hypotheses: Sequence[Hypothesis]
) -> list[Hypothesis]:
    """The best of each hypothesis and its `others`. Waits for the other model.

    Args:
        engine: what made the hypotheses.
        back: translates from the hypotheses' language into that of the texts.
        texts: what was translated.
        hypotheses: one for each text.
    """
    groups = [(one, *one.others) for one in hypotheses]
    each = list(chain.from_iterable(groups))
    sources = back.tokenizer.encode([engine.tokenizer.decode(one.tokens) for one in each])
    targets = [target[:POSITIONS] for target in back.tokenizer.encode_target(texts)]
    wanted = [target for target, group in zip(targets, groups, strict=True) for _ in group]
    scores = back.score([source[:POSITIONS] for source in sources], wanted)
    read_back = iter(scores)
    weighed = [[(one.score + _WEIGHT * next(read_back), one) for one in group] for group in groups]
    return [max(group, key=lambda each: each[0])[1] for group in weighed]
