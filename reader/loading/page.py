"""A page put together from its runs: the text, and the blocks in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.article import Block, BlockKind, Boilerplate

if TYPE_CHECKING:
    from lxml.etree import _Element

    from reader.loading.runs import Run
    from reader.loading.tracing import Trace


@dataclass(frozen=True, slots=True)
class Part:
    """What a run of a page is for."""

    reason: Boilerplate | None = None
    """Why it is the site's."""
    kept: bool = False
    """Whether it is the author's, whatever its words look like."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says."""

    text: str
    """Its blocks, a blank line between them, with a list's bullets and a table's bars."""
    blocks: tuple[Block, ...]
    """In the order of the page; `start` is an offset in `text`."""
    kept: frozenset[int] = frozenset()
    """Indexes of the blocks that are the author's for where they stand: his name, the date,
    captions, tables, whatever their words look like."""
    single: bool = False
    """Whether it is one article, whatever looks like another's title in it."""
    name: str = ""
    """What a single article is called where it shows no title."""
    authored: bool = False
    """Whether nothing of it is a site's."""
    traces: tuple[Trace | None, ...] = ()
    """Of a document, by its blocks: where the words of each come from."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it was read."""

    page: Page
    trees: dict[str, _Element]
    """The roots of its parts that hold text, by their names."""
    repeats: tuple[tuple[str, Trace], ...]
    """Running heads and feet that say what another said before: the text, and where it is."""


class Assembly:
    """A page put together from lines, and from pages within it: a message, an entry of a feed."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._blocks: list[Block] = []
        self._kept: set[int] = set()
        self._offset = 0

    def add(self, text: str, kind: BlockKind = "paragraph") -> None:
        """Add a block of the author's; one without text is left out."""
        text = text.strip()
        if text:
            self._kept.add(len(self._blocks))
            self._blocks.append(Block(text, kind, None, self._offset))
            self._write(text)

    def join(self, page: Page, *, is_whole: bool = False) -> None:
        """Add the blocks of a page.

        Args:
            page: the page.
            is_whole: whether its title is that of the whole; else it is a heading here.
        """
        self._kept |= {len(self._blocks) + index for index in page.kept}
        for block in page.blocks:
            kind = "heading" if block.kind == "title" and not is_whole else block.kind
            start = block.start + self._offset
            self._blocks.append(replace(block, kind=kind, start=start))
        if page.blocks:
            self._write(page.text.rstrip())

    def page(self, name: str = "") -> Page:
        """The page, which is one article.

        Args:
            name: its title where it shows none.
        """
        text = "".join(self._text)[:-1]
        return Page(text, tuple(self._blocks), frozenset(self._kept), single=True, name=name)

    def _write(self, text: str) -> None:
        self._text.append(text + "\n\n")
        self._offset += len(text) + 2


def composed(
    runs: Sequence[Run], parts: Sequence[Part], title: int | None = None, name: str = ""
) -> Page:
    """The page that runs make.

    Args:
        runs: in the order of the page.
        parts: what each of them is for.
        title: index of the run that is the title; None where none is.
        name: the title of a page that does not show it, written before its first run.
    """
    if not runs:
        return Page("", ())
    blocks: list[Block] = []
    traces: list[Trace | None] = []
    kept: set[int] = set()
    text: list[str] = []
    offset = 0
    if title is None and name:
        blocks.append(Block(name, "title", None, 0))
        traces.append(None)
        kept.add(0)
        text.append(name)
        offset = len(name)
    for index, (run, part) in enumerate(zip(runs, parts, strict=True)):
        gap = (_gap(runs[index - 1], run) if index else "\n\n" if text else "") + run.mark
        text += gap, run.text
        offset += len(gap)
        if part.kept or index == title:
            kept.add(len(blocks))
        kind = "title" if index == title else run.kind
        reason = None if index == title else part.reason
        marks = tuple(run.trace.marks) if run.trace else ()
        blocks.append(Block(run.text, kind, None, offset, reason, marks))
        traces.append(run.trace)
        offset += len(run.text)
    shown = "".join(text) + "\n"
    return Page(shown, tuple(blocks), frozenset(kept), traces=tuple(traces))


def heading_that_leads(runs: Sequence[Run]) -> int | None:
    """Index of a document's title, or of its first heading of the highest level, or None."""
    titles = [index for index, run in enumerate(runs) if run.kind == "title"]
    if titles:
        return titles[0]
    headings = [index for index, run in enumerate(runs) if run.kind == "heading"]
    return min(headings, key=lambda index: (runs[index].level, index)) if headings else None


def _gap(before: Run, run: Run) -> str:
    """What stands between two blocks."""
    if before.cell and run.cell and before.cell[0] == run.cell[0]:
        return " | "
    if before.kind == run.kind == "list-item" or (before.cell and run.cell):
        return "\n"
    return "\n\n"
