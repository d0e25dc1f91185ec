"""A concordance: a word in all that was translated or corrected, each time in its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.console import Group
from rich.text import Text
from textual.widgets.option_list import Option

from reader.tui.differences import rows
from reader.tui.screens.finding import Finding, count_of, spans_of

_LIT = "bold underline"


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence with its translation, and where it is from."""

    source: str
    target: str
    label: str
    """Whose translation it is, or of which article."""
    path: Path | None = None
    """The article's file; None for a unit of the memory."""
    article: int = 0
    start: int = 0


class Concordance(Finding[Place]):
    """A query and the sentences that have it; the result is the one that was chosen.

    Args:
        search: finds the sentences of a query.
        query: what to begin with.
    """

    TITLE_BEFORE: ClassVar[str] = "In all that was translated or corrected"
    PLACEHOLDER: ClassVar[str] = "Words in a row, in any language"
    ENTER: ClassVar[str] = "Enter goes there, or copies"
    NOTHING: ClassVar[str] = "Only articles that you opened are searched, and your corrections."

    def draw(self, places: Sequence[Place], query: str, width: int) -> list[Option]:
        return [_option(place, query, width) for place in places]

    def told(self, places: Sequence[Place]) -> str:
        return count_of(len(places), "sentence")


def _option(place: Place, query: str, width: int) -> Option:
    parts: list[Text] = []
    for text in (place.source, place.target):
        parts += rows(text, width, lit=spans_of(text, query), style=_LIT, most=4)
    parts += [Text(place.label, "dim italic", no_wrap=True), Text("")]
    return Option(Group(*parts))
