"""What a paragraph of an OpenDocument text consists of: its texts, the elements around, signs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from reader.loading.code import LONGEST, is_code
from reader.loading.container import local_name
from reader.loading.tracing import Leaf

if TYPE_CHECKING:
    from lxml.etree import _Element

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAWING = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_UNSEEN = frozenset(
    "tracked-changes annotation annotation-end hidden-paragraph hidden-text page-number "
    "sequence-decls forms desc title ruby-text".split()
)
"""Elements whose text is no part of what a paragraph says."""
_DEEPEST = 100
_DROPPED = frozenset(("soft-page-break", "s"))
_LANGUAGES = frozenset(
    "rsid paragraph-rsid language country script rfc-language-tag language-asian country-asian "
    "script-asian rfc-language-tag-asian language-complex country-complex script-complex "
    "rfc-language-tag-complex".split()
)


def looks(sheets: Iterable[_Element]) -> dict[str, str]:
    """How a span of each automatic style looks: the same for two that cannot be told apart."""
    known: dict[str, str] = {}
    for sheet in sheets:
        for style in sheet.iter(STYLE + "style"):
            if style.get(STYLE + "family") != "text":
                continue
            seen = [style.get(STYLE + "parent-style-name") or ""]
            for properties in style:
                seen += sorted(
                    f"{name!s}={setting!s}"
                    for name, setting in properties.attrib.items()
                    if str(name).rpartition("}")[2] not in _LANGUAGES
                )
                seen += [child.tag for child in properties if isinstance(child.tag, str)]
            known[style.get(STYLE + "name") or ""] = " ".join(filter(None, seen))
    return known


class Spans:
    """Gathers the leaves of one paragraph.

    Args:
        looks: how the spans of each style look.
        note: the text of a note's mark, given the note.
    """

    def __init__(self, looks: dict[str, str], note: Callable[[_Element], str]) -> None:
        self._looks, self._note = looks, note
        self._leaves: list[Leaf] = []
        self._size = 0
        """Characters of the paragraph."""
        self.frames: list[_Element] = []
        """What is drawn beside the text, and may have a text of its own."""
        self.comments: list[_Element] = []

    def leaves(self, paragraph: _Element) -> list[Leaf]:
        """The leaves of a paragraph, in order."""
        self._size = len("".join(map(str, paragraph.itertext())).strip())
        self._walk(paragraph, (), 0)
        return self._leaves

    def _walk(self, parent: _Element, path: tuple[Any, ...], depth: int) -> None:
        self._text(parent.text, path)
        for element in parent:
            self._element(element, path, depth + 1)
            self._text(element.tail, path)

    def _element(self, element: _Element, path: tuple[Any, ...], depth: int) -> None:
        name = local_name(element)
        if name in _DROPPED:
            self._text(" " if name == "s" else "", path)
        elif name == "tab":
            self._leaves.append(Leaf(" ", path, element, breaks=True, spaced=True))
        elif name == "line-break":
            self._leaves.append(Leaf("\n", path, element, spaced=True))
        elif name == "note":
            self._leaves.append(Leaf(self._note(element), path, element))
        elif str(element.tag).startswith(_DRAWING):
            self.frames.append(element)
            self._leaves.append(Leaf("", path, element))
        elif not name or name in _UNSEEN or depth > _DEEPEST:
            if name == "annotation":
                self.comments.append(element)
            self._leaves.append(Leaf("", path, element))
        elif name in ("ruby", "ruby-base"):
            self._walk(element, path, depth)
        else:
            self._around(element, name, path, depth)

    def _around(self, element: _Element, name: str, path: tuple[Any, ...], depth: int) -> None:
        """An element around words: a span that looks like no other, a link, a field."""
        before = len(self._leaves)
        look = self._looks.get(element.get(TEXT + "style-name") or "") if name == "span" else None
        last = self._leaves[-1].path if self._leaves else ()
        if look and f"{TEXT}display=none" in look.split():
            self._leaves.append(Leaf("", path, element))  # hidden, and kept as it is
            return
        if name == "span" and self._is_held(element, look or ""):
            self._leaves.append(Leaf(element.text or "", path, element))
            return
        if look == "":
            self._walk(element, path, depth)
            return
        thing = element
        if look is not None and len(last) > len(path) and last[: len(path)] == path:
            neighbour = last[len(path)]
            if local_name(neighbour) == "span" and look == self._looks.get(
                neighbour.get(TEXT + "style-name") or ""
            ):
                thing = neighbour
        self._walk(element, (*path, thing), depth)
        words = any(leaf.sign is None and leaf.text.strip() for leaf in self._leaves[before:])
        if thing is element and not words:
            inside = self._leaves[before:]
            if any(leaf.sign is not None for leaf in inside) or not inside:
                text = "".join(leaf.text for leaf in inside)
                del self._leaves[before:]
                self._leaves.append(Leaf(text, path, element))

    def _is_held(self, span: _Element, look: str) -> bool:
        """Whether a span is code between words, which stays as it is."""
        names = (span.get(TEXT + "style-name") or "", look.partition(" ")[0])
        if len(span) or not any(
            is_code(name.replace("_20_", " ").replace("_", " ")) for name in names
        ):
            return False
        return len((span.text or "").strip()) < min(self._size, LONGEST)

    def _text(self, text: str | None, path: tuple[Any, ...]) -> None:
        if text:
            self._leaves.append(Leaf(text, path))
