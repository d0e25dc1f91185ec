"""Labels of a document that stand in none of its text: titles, entries of a contents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.article import Article, Block

if TYPE_CHECKING:
    from lxml.etree import _Element


class Label:
    """A label where it stands: in elements, which share its text, or in an attribute of one.

    Args:
        elements: the elements.
        attribute: the attribute's name; empty for the text.
    """

    def __init__(self, *elements: _Element, attribute: str = "") -> None:
        self._elements, self._attribute = elements, attribute

    @property
    def text(self) -> str:
        """What it says, in one line."""
        if self._attribute:
            text = self._elements[0].get(self._attribute) or ""
        else:
            text = "".join(each.text or "" for each in self._elements)
        return " ".join(text.split())

    @text.setter
    def text(self, text: str) -> None:
        first, *others = self._elements
        if self._attribute:
            first.set(self._attribute, text)
            return
        first.text = text
        for each in others:
            each.text = ""


def labels_of(labels: Sequence[str], language: str | None, name: str, start: int) -> Article:
    """An article of labels, a line each.

    Args:
        labels: the labels; there is one at least.
        language: the document's.
        name: what the document is called.
        start: where in it they are said to begin.
    """
    blocks = []
    at = start
    for label in labels:
        blocks.append(Block(label, "title", language, at))
        at += len(label) + 1
    return Article(labels[0], tuple(blocks), name, "\n".join([*labels, ""]), start)
