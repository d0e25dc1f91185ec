"""What a literal is: a span of the source whose rendering is known without a model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal as OneOf

from reader.text.spans import Span

Kind = OneOf["address", "code", "number", "date", "time", "name"]

SLOT = "\0"
"""Stands in `Literal.model` and `Literal.admitted` for what the model is given to copy."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A span of a source text, and what its translation may be."""

    kind: Kind
    start: int
    end: int
    renderings: tuple[str, ...]
    """Admitted texts in the target language, the preferred one first."""
    model: str | None = None
    """What the model reads in its place; None for the source's own text. A SLOT in it is filled
    with a word or number that models copy."""
    admitted: tuple[str, ...] = ()
    """What the model may make of `model`, the preferred first; empty for the renderings."""
    value: str = ""
    """What takes the SLOT's place in what the model made."""

    @property
    def span(self) -> Span:
        """Characters of the source."""
        return self.start, self.end

    @property
    def is_opaque(self) -> bool:
        """Whether none of its words is to be read: a glossary's term inside it is not a term."""
        return self.kind in ("address", "code")

    def moved(self, by: int) -> Literal:
        """The literal in a text that begins `by` characters earlier."""
        return replace(self, start=self.start + by, end=self.end + by)
