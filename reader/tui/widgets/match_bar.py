"""What the translation memory has for a sentence like the current one, below the two texts."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget

from reader.article import Sentence
from reader.tui.bidi import visual
from reader.tui.differences import different, rows
from reader.tui.rows import Columns

if TYPE_CHECKING:
    from reader.memory.matches import Match

_MOST = 3
"""Rows of each text that are shown."""
_KEYS = "M begins with it · A compares"


class MatchBar(Widget):
    """A match, its sentence under the source's column and its translation under the other.

    The words of its sentence that are not in the current one are lit: where they stand its
    translation says something else.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"match--different", "match--head"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.match: Match | None = None
        """What is shown."""
        self._sentence: Sentence | None = None
        self._columns: Columns | None = None

    def show(self, sentence: Sentence, match: Match, columns: Columns) -> None:
        """Show a match of a sentence.

        Args:
            sentence: the current sentence.
            match: what the memory has.
            columns: where the texts above stand.
        """
        self._sentence, self.match, self._columns = sentence, match, columns
        self.display = True
        self.refresh(layout=True)

    def hide(self) -> None:
        """Show nothing."""
        if self.match is not None:
            self.match = None
            self.display = False

    def render(self) -> Text:
        sentence, match, columns = self._sentence, self.match, self._columns
        if sentence is None or match is None or columns is None:
            return Text("")
        lit = self.get_component_rich_style("match--different", partial=True)
        dim = self.get_component_rich_style("match--head", partial=True)
        width = self.size.width
        unit = match.unit
        source = rows(
            unit.source,
            columns.width,
            language=unit.source_language,
            lit=different(unit.source, sentence.text),
            style=lit,
            most=_MOST if columns.paired else 2,
        )
        target = rows(
            unit.target,
            columns.width,
            language=unit.target_language,
            most=_MOST if columns.paired else 2,
        )
        head = Text(" " * columns.source, no_wrap=True, end="")
        head.append(described(match), dim)
        gap = width - cell_len(head.plain) - len(_KEYS) - 2
        if gap > 0:
            head.append(" " * gap + _KEYS, dim)
        lines = [head]
        if columns.paired:
            blank = Text(" " * columns.width)
            between = columns.target - columns.source - columns.width
            for left, right in zip_longest(source, target, fillvalue=blank):
                lines.append(Text.assemble(" " * columns.source, left, " " * between, right))
        else:
            lines += [Text.assemble(" " * columns.source, row) for row in (*source, *target)]
        return Text("\n", no_wrap=True, end="").join(lines)


def described(match: Match) -> str:
    """How like a sentence a match is, and whose it is."""
    unit = match.unit
    whose = "one that you translated" if unit.origin == "hand" else "one of your memory"
    if unit.file:
        whose = f"one of {visual(unit.file, 40)}"
    like = "the same as" if match.kind == "exact" else f"≈ {match.likeness}% like"
    return f"{like} {whose}"
