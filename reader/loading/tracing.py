"""Where the words of a block come from: the elements of its document, leaf by leaf.

A paragraph of a document is a row of leaves: texts, each within the elements that set it apart
(a link, bold), and signs that stand between the words (a picture, a note's number, a line's
end). What its elements say goes into the block as marks; the trace itself is what a translated
document is built from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reader.article import Mark, MarkKind


@dataclass(slots=True, eq=False)
class Leaf:
    """A stretch of a paragraph that comes from one place."""

    text: str
    path: tuple[Any, ...] = ()
    """What is around it, the outermost first; two leaves are in the same where it is one object."""
    sign: Any = None
    """What stands there, if that is not text."""
    breaks: bool = False
    """Whether no sentence goes over it."""
    spaced: bool = False
    """Whether it takes the place of white space, as a line's end does."""
    apart: bool = False
    """Whether white space is before and after it."""
    format: Any = None
    """How it looks, where its format knows that apart from what is around it."""
    start: int = 0
    """Where it begins in the block's text."""
    end: int = 0

    @property
    def kind(self) -> MarkKind:
        """What it is as a mark."""
        return "break" if self.breaks else "sign"


@dataclass(slots=True, eq=False)
class Trace:
    """The leaves of a block, and the marks that they make in its text."""

    leaves: list[Leaf]
    marks: list[Mark] = field(default_factory=list)
    things: list[Any] = field(default_factory=list)
    """By a mark's number: the object that is around words, or the leaf that is a sign."""
    paths: list[tuple[Any, ...]] = field(default_factory=list)
    """By a mark's number: what is around it."""
    owner: Any = None
    """The element that the block is, or whatever else its format knows it by."""


def traced(leaves: Sequence[Leaf], text: str, owner: Any = None) -> Trace:
    """The trace of a block.

    Args:
        leaves: what its paragraph consists of.
        text: the block's text: the leaves' texts with less white space.
        owner: the element that it is.
    """
    _place(leaves, text)
    trace = Trace(list(leaves), owner=owner)
    opened: dict[int, int] = {}
    """By a wrapper's identity: its number."""
    for leaf in trace.leaves:
        for depth, thing in enumerate(leaf.path):
            number = opened.get(id(thing))
            if number is None:
                opened[id(thing)] = len(trace.marks)
                _add(trace, Mark(leaf.start, leaf.end), thing, leaf.path[:depth])
            elif leaf.end > leaf.start:
                mark = trace.marks[number]
                start = mark.start if mark.end > mark.start else leaf.start
                trace.marks[number] = mark._replace(start=start, end=leaf.end)
        if leaf.sign is not None:
            _add(trace, Mark(leaf.start, leaf.end, leaf.kind), leaf, leaf.path)
    return trace


def _add(trace: Trace, mark: Mark, thing: Any, path: tuple[Any, ...]) -> None:
    trace.marks.append(mark._replace(number=len(trace.marks)))
    trace.things.append(thing)
    trace.paths.append(path)


def _place(leaves: Sequence[Leaf], text: str) -> None:
    """Say of each leaf where it stands in a text that has the same letters."""
    cursor = 0
    after_space = True
    for index, leaf in enumerate(leaves):
        if leaf.sign is not None and after_space:
            following = "".join(each.text for each in leaves[index + 1 : index + 3])
            leaf.apart = following[:1].isspace() and not leaf.spaced
        first = -1
        for char in leaf.text:
            if char.isspace():
                after_space = True
                continue
            at = cursor
            while at < len(text) and text[at].isspace():
                at += 1
            if at < len(text) and text[at] == char:
                first = at if first < 0 else first
                cursor = at + 1
                after_space = False
        if first >= 0:
            leaf.start, leaf.end = first, cursor
            continue
        leaf.start = cursor
        if after_space and not leaf.spaced:
            while leaf.start < len(text) and text[leaf.start].isspace():
                leaf.start += 1
        leaf.end = leaf.start
