"""What a reader noted in an article, on its way into a file: notes, highlights, bookmarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Remark:
    """A note on a sentence, words of it that are highlighted, or, without either, a bookmark."""

    start: int
    """Offset of the sentence in the input, in characters."""
    text: str = ""
    """What the reader wrote; "" for a highlight or a bookmark."""
    side: Literal["source", "target"] = "source"
    span: tuple[int, int] | None = None
    """The characters of that side of the sentence that are highlighted."""

    @property
    def is_bookmark(self) -> bool:
        """Whether it only marks the sentence as one to come back to."""
        return not self.text and self.span is None


def highlighted(
    remarks: Sequence[Remark], start: int, side: Literal["source", "target"]
) -> list[tuple[int, int]]:
    """The highlighted characters of a sentence's side, in order and apart."""
    spans = sorted(
        remark.span
        for remark in remarks
        if remark.start == start and remark.side == side and remark.span is not None
    )
    apart: list[tuple[int, int]] = []
    for first, last in spans:
        if apart and first <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(last, apart[-1][1]))
        else:
            apart.append((first, last))
    return apart
