"""What drawings of a Word document say outside its paragraphs: shapes (SmartArt) and charts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.loading.container import Container, local_name
from reader.text.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_SHOWN = regex(r"word/(?:diagrams/data|charts/chart)\d*\.xml")
"""The parts that say it; a drawing of shapes says it once more, as it was drawn last."""
_DRAWN = regex(r"word/diagrams/drawing\d*\.xml")


def parts(document: Container, *, drawn: bool = False) -> list[str]:
    """The parts of a document that drawings say something in.

    Args:
        document: the document.
        drawn: whether to name those that say once more what another does.
    """
    return [
        name
        for name in document.names
        if _SHOWN.fullmatch(name) or (drawn and _DRAWN.fullmatch(name))
    ]


def texts(tree: _Element) -> Iterator[list[_Element]]:
    """The elements of each text in a part: those of a paragraph, or of a chart's category."""
    for element in tree.iter("{*}p", "{*}strCache"):
        if local_name(element) == "p":
            own = [each for each in element.iter("{*}t") if each.text]
            if own:
                yield own
        else:
            yield from ([each] for each in element.iter("{*}v"))


def said(document: Container) -> Iterator[str]:
    """The texts of a document's drawings, each once."""
    seen: set[str] = set()
    for name in parts(document):
        for elements in texts(document.tree(name)):
            text = " ".join("".join(each.text or "" for each in elements).split())
            if any(map(str.isalpha, text)) and text not in seen:
                seen.add(text)
                yield text
