"""The pages of a book: trees of XHTML, and where the words of their blocks come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reader.loading.container import local_name
from reader.loading.gathering import HELD, VOID, Gatherer, Open, is_block, is_hidden
from reader.loading.inline import without_named_entities
from reader.loading.runs import Markup
from reader.loading.tracing import Leaf, traced
from reader.text.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

XHTML = "{http://www.w3.org/1999/xhtml}"
XML = "{http://www.w3.org/XML/1998/namespace}"
OPS = "{http://www.idpf.org/2007/ops}"
_LABELS = ("alt", "title", "placeholder", "aria-label", "aria-description", "label")
"""Attributes that say something to a reader."""
_BUTTONS = frozenset(("submit", "button", "reset"))
_SAYING = frozenset("title desc text tspan textPath".split())
"""Elements outside of blocks whose own text says something: a page's name, words in a drawing."""
_WHOLE = frozenset(("math", "svg"))
"""Elements that stand in a sentence as one thing."""
_BARE = frozenset(("q", "wbr"))
"""Elements that are not put around a translation: quotation marks have become words."""
_NOTE_MARK = regex(r"\s*[\[(]?(?:\d{1,4}|[*†‡]{1,3})[\])]?\s*")


def parsed(page: str) -> _Element | None:
    """The root of a page; None for one that no parser makes sense of.

    A page that is not well-formed is read as a browser reads it.
    """
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    from reader.loading.shallow import shallow

    clean = without_named_entities(page.lstrip("\ufeff"))
    clean = re.sub(r"^\s*<\?xml[^>]*\?>", "", clean)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False
    )
    try:
        if "<!ENTITY" not in clean:
            return etree.fromstring(clean.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        pass
    for made in (str, shallow):
        soups = HTMLParser(encoding="utf-8", huge_tree=True)
        try:
            soup = document_fromstring(made(page).encode("utf-8", "replace"), parser=soups)
            if not any("depth" in (error.message or "").lower() for error in soups.error_log):
                return etree.fromstring(_as_xml(soup), parser)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
            pass
    return None


def _as_xml(soup: _Element) -> bytes:
    """A page that a browser would make sense of, as XHTML."""
    from lxml import etree

    for element in soup.iter():
        if isinstance(element.tag, str):
            for name in list(element.attrib):
                if not re.fullmatch(r"(?:xml:lang|[A-Za-z_][\w.-]*)", str(name)) or name == "xmlns":
                    del element.attrib[name]
    text = etree.tostring(soup, method="xml", encoding="unicode")
    return re.sub(
        "<html(?=[ >/])", '<html xmlns="http://www.w3.org/1999/xhtml"', text, count=1
    ).encode("utf-8")


def read(root: _Element) -> Markup:
    """The runs of a page, each with its trace."""
    walker = _Tracer(blocks_in(root))
    from lxml import etree

    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if element.tail:
                walker.data(element.tail)
            continue
        name = element.tag.rpartition("}")[2].lower()
        if event == "start":
            walker.element = element
            walker.start(name, attributes_of(element))
            if element.text:
                walker.data(element.text)
        else:
            if name not in VOID:
                walker.end(name)
            if element.tail:
                walker.data(element.tail)
    return walker.finish()


def labels(root: _Element | None) -> Iterator[str]:
    """What a page says in no block: its name, descriptions of pictures, words in drawings."""
    for element in root.iter() if root is not None else ():
        if isinstance(element.tag, str):
            texts = [
                element.text if says_by_itself(element) else "",
                *map(element.get, named(element)),
            ]
            yield from (label for text in texts if (label := " ".join((text or "").split())))


def named(element: _Element) -> tuple[str, ...]:
    """The attributes of an element that say something to a reader."""
    if (element.get("type") or "").lower() in _BUTTONS and local_name(element) == "input":
        return (*_LABELS, "value")
    return _LABELS


def says_by_itself(element: _Element) -> bool:
    """Whether an element's text stands in no block, and is to be read all the same."""
    return local_name(element) in _SAYING


def attributes_of(element: _Element) -> Mapping[str, str]:
    """An element's attributes as a page in HTML has them."""
    return {
        str(name).replace(OPS, "epub:").rpartition("}")[2]: str(setting)
        for name, setting in element.attrib.items()
    }


def blocks_in(root: _Element) -> set[_Element]:
    """The elements that stand on lines of their own, and those around them."""
    blocks: set[_Element] = {root}
    hidden: set[_Element] = set()
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        parent = element.getparent()
        name = element.tag.rpartition("}")[2].lower()
        attributes = attributes_of(element)
        style = attributes.get("style") or ""
        if parent in hidden or (name not in VOID and is_hidden(name, attributes, style)):
            hidden.add(element)
        elif is_block(name, style) or name == "body":
            around: _Element | None = element
            while around is not None and around not in blocks:
                blocks.add(around)
                around = around.getparent()
    return blocks


@dataclass(frozen=True, slots=True)
class Region:
    """What stands in an element between two of its blocks."""

    holder: _Element
    before: _Element | None
    """The block that ends where it begins; None at the holder's own beginning."""


@dataclass(slots=True, eq=False)
class _Frame:
    """An element that is open, and what its text is within."""

    element: _Element | None
    path: tuple[Any, ...]
    holder: _Frame | None
    begins: int
    hidden: bool = False
    last: _Element | None = None
    """The last block in it, where it is a holder."""

    @property
    def region(self) -> Region:
        around = self.holder or self
        assert around.element is not None
        return Region(around.element, around.last)


class _Tracer(Gatherer):
    """Gathers runs, and the leaves of each."""

    def __init__(self, blocks: set[_Element]) -> None:
        super().__init__()
        self._blocks = blocks
        self.element: _Element | None = None
        """The element that begins."""
        self._leaves: list[Leaf] = []
        self._regions: list[Region] = []
        """Of each leaf."""
        self._frames: list[_Frame] = [_Frame(None, (), None, 0)]
        self._sign: _Element | None = None

    def end(self, tag: str) -> None:
        frame = self._frames[-1]
        super().end(tag)
        if len(self._frames) < 2 or frame.element is None:
            return
        self._frames.pop()
        if frame.hidden:
            return
        if frame.element in self._blocks:
            (self._frames[-1].holder or self._frames[-1]).last = frame.element
            return
        inside = self._leaves[frame.begins :]
        text = "".join(leaf.text for leaf in inside)
        words = any(leaf.sign is None and leaf.text.strip() for leaf in inside)
        is_note = tag == "a" and (
            _NOTE_MARK.fullmatch(text[:12]) or not any(map(str.isalnum, text))
        )
        is_code = tag in HELD and not self._stack[-1].preformatted
        if not words or is_note or is_code or tag in _WHOLE:
            self._as_one(frame, text)

    def _hold(self, begins: int) -> None:
        """Code is a sign, which needs no ticks."""

    def _as_one(self, frame: _Frame, text: str) -> None:
        """An element without words is a sign as a whole."""
        del self._leaves[frame.begins :], self._regions[frame.begins :]
        del self._parts[frame.begins :]
        self._sign = frame.element
        self._append(text)

    def _append(self, text: str) -> None:
        super()._append(text)
        frame = self._frames[-1]
        if frame.element is None:
            self._parts.pop()
            return
        self._leaves.append(Leaf(text, frame.path, self._sign, spaced=text == "\n"))
        self._regions.append(frame.region)
        self._sign = None

    def _void(self, tag: str, attributes: Mapping[str, str], parent: Open) -> None:
        if tag == "hr":
            super()._void(tag, attributes, parent)
            frame = self._frames[-1]
            (frame.holder or frame).last = self.element
            return
        if parent.hidden or tag in ("wbr", "meta", "link", "base"):
            super()._void(tag, attributes, parent)
            return
        before = len(self._leaves)
        self._sign = self.element
        super()._void(tag, attributes, parent)
        if len(self._leaves) == before:
            self._append("")

    def _push(self, opened: Open) -> None:
        element, parent = self.element, self._frames[-1]
        if opened.hidden:
            if not parent.hidden and parent.element is not None:
                self._sign = element
                self._append("")
            frame = _Frame(element, parent.path, parent.holder, 0, hidden=True)
        elif element in self._blocks:
            frame = _Frame(element, (), None, len(self._leaves))
        else:
            path = parent.path if opened.tag in _BARE else (*parent.path, element)
            holder = parent.holder or parent
            frame = _Frame(element, path, holder, len(self._leaves))
        super()._push(opened)
        self._frames.append(frame)

    def _raise(self, begins: int) -> bool:
        if not super()._raise(begins):
            return False
        raised = self._parts[begins]
        del self._leaves[begins:], self._regions[begins:], self._parts[begins:]
        self._append(raised)
        self._leaves[-1].sign = self._frames[-1].element
        self._leaves[-1].path = self._frames[-1].path[:-1]
        return True

    def _close(self) -> None:
        leaves, regions = self._leaves, self._regions
        first = len(self._page.runs)
        self._leaves, self._regions = [], []
        super()._close()
        runs = self._page.runs[first:]
        owners = tuple(dict.fromkeys(regions))
        for number, own in enumerate(_divided(leaves, [run.text for run in runs])):
            run = runs[number]
            self._page.runs[first + number] = replace(run, trace=traced(own, run.text, owners))


def _divided(leaves: Sequence[Leaf], texts: Sequence[str]) -> Iterator[list[Leaf]]:
    """The leaves of each of the blocks that a run has become."""
    waiting = list(reversed(leaves))
    for number, text in enumerate(texts):
        if number == len(texts) - 1:
            yield waiting[::-1]
            return
        letters = iter([char for char in text if not char.isspace()])
        wanted = next(letters, "")
        own: list[Leaf] = []
        while waiting and wanted:
            leaf = waiting.pop()
            for place, char in enumerate(leaf.text):
                if char != wanted:
                    continue
                wanted = next(letters, "")
                if not wanted:
                    rest = leaf.text[place + 1 :]
                    if rest and leaf.sign is None:
                        waiting.append(Leaf(rest, leaf.path))
                        leaf.text = leaf.text[: place + 1]
                    break
            own.append(leaf)
        while waiting and waiting[-1].sign is not None and not waiting[-1].text.strip():
            own.append(waiting.pop())
        yield own
