"""What a web page shows, in pieces: the text between two block elements is a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from reader.article import BlockKind
from reader.loading.tracing import Trace
from reader.loading.zones import Zone

Role = Literal["byline", "caption", "cell"]


@dataclass(frozen=True, slots=True)
class Run:
    """The text between two block elements."""

    text: str
    kind: BlockKind
    mark: str = ""
    """What stands before a list's item: "- ", "3. "."""
    linked: float = 0.0
    """Share of its characters that are links."""
    role: Role | None = None
    level: int = 0
    """1 to 6 in a heading."""
    container: int = 0
    """Number of the `article` or `main` around it; 0 outside them."""
    zones: tuple[int, ...] = ()
    """Indexes in the page's zones, the outermost first."""
    cell: tuple[int, int] | None = None
    """Numbers of its table's row and of its cell."""
    trace: Trace | None = None
    """Where its words come from, in a document."""


def first_said(
    runs: Iterable[Run], seen: set[str], repeats: list[tuple[str, Trace]]
) -> Iterator[Run]:
    """Those of a document's headers and footers that say what none has said, as each page may.

    Args:
        runs: the runs of one.
        seen: what was said before; it grows.
        repeats: texts that come again, and where; it grows.
    """
    for run in runs:
        if run.text not in seen:
            seen.add(run.text)
            yield run
        elif run.trace is not None:
            repeats.append((run.text, run.trace))


@dataclass(slots=True)
class Markup:
    """What the tags of a page say."""

    runs: list[Run] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    title: str = ""
    """What the page's head calls it."""
    containers: int = 0

    def furniture(self) -> list[Zone | None]:
        """The zone of each run, the outermost one; None outside of any.

        A zone that holds most of the page's text is the page itself, whatever it is called.
        """
        sizes = [0] * len(self.zones)
        for run in self.runs:
            for zone in run.zones:
                sizes[zone] += len(run.text)
        most = sum(len(run.text) for run in self.runs) / 2
        outer = (next((z for z in run.zones if sizes[z] <= most), None) for run in self.runs)
        return [None if zone is None else self.zones[zone] for zone in outer]
