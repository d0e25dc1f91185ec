"""Elements whose text stands between their children: filled with a translation.

OpenDocument and XHTML have paragraphs of this sort; Word has runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from reader.export.documents.rebuilding import Path, Stretch, shared

if TYPE_CHECKING:
    from lxml.etree import _Element

_IDENTITIES = frozenset(("id", "name"))


def fill(
    holder: _Element,
    parts: Sequence[Stretch],
    *,
    before: int | None = None,
    copies: bool = False,
    opened: Callable[[_Element], None] | None = None,
) -> None:
    """Put a translation into an element.

    Args:
        holder: the element.
        parts: the translation.
        before: the child before which it is put; None for the end.
        copies: whether what it is made of stays where it is, and is copied.
        opened: called with each element around words, to change what it says of itself.
    """
    place = len(holder) if before is None else before
    row = _Row(holder, place)
    path: Path = ()
    rows = [row]
    used: set[int] = set()
    for part in parts:
        depth = shared(path, part.path)
        del rows[depth + 1 :]
        for thing in part.path[depth:]:
            element = empty(thing, anew=copies or id(thing) in used)
            used.add(id(thing))
            if opened is not None:
                opened(element)
            rows[-1].element(element)
            rows.append(_Row(element, 0))
        path = part.path
        if part.sign is not None:
            sign = deepcopy(part.sign.sign) if copies else part.sign.sign
            sign.tail = None
            rows[-1].element(sign)
        else:
            rows[-1].text(part.text)


class _Row:
    """Where the next text or element goes in an element."""

    def __init__(self, holder: _Element, place: int) -> None:
        self._holder, self._place = holder, place

    def text(self, text: str) -> None:
        if self._place:
            last = self._holder[self._place - 1]
            last.tail = (last.tail or "") + text
        else:
            self._holder.text = (self._holder.text or "") + text

    def element(self, element: _Element) -> None:
        tail = element.tail
        element.tail = None
        self._holder.insert(self._place, element)
        element.tail = tail
        self._place += 1


def empty(element: Any, *, anew: bool) -> _Element:
    """An element without what is in it; what names it alone is not said twice."""
    copy: _Element = element.makeelement(element.tag, dict(element.attrib), element.nsmap)
    if anew:
        for name in list(copy.attrib):
            if str(name).rpartition("}")[2] in _IDENTITIES and not str(name).startswith("{urn"):
                del copy.attrib[name]
    return copy


def emptied(element: _Element) -> None:
    """Take everything out of an element but its attributes."""
    element.text = None
    for child in list(element):
        child.tail = None
        element.remove(child)
