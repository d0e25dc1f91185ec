"""What a paragraph of Word consists of: its runs, the elements around them, its signs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from reader.loading import pictures
from reader.loading.code import LONGEST, is_of_one_width
from reader.loading.container import local_name, outermost
from reader.loading.tracing import Leaf

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_AROUND = frozenset("hyperlink ins moveTo smartTag customXml fldSimple sdt".split())
"""Elements around runs that stay around their translation."""
_OPEN = frozenset(("sdtContent", "bdo", "dir"))
"""Elements around runs of which nothing is left but the runs."""
_PROPERTIES = frozenset("pPr sdtPr sdtEndPr smartTagPr customXmlPr rPr".split())
_DROPPED = frozenset(("proofErr", "lastRenderedPageBreak", "softHyphen"))
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_UNSEEN_DIFFERENCES = frozenset("lang noProof rtl cs webHidden".split())
_COMPLEX = {"bCs": "b", "iCs": "i", "szCs": "sz"}
"""Properties of a run from right to left, and those of one from left to right."""
_DEEPEST = 100


Piece: TypeAlias = "tuple[_Element | None, _Element]"
"""A run and a child of it; or None and a child of the paragraph."""


@dataclass(slots=True, eq=False)
class Field:
    """A field around its result: what opens it, and what closes it."""

    opening: list[Piece]
    end: _Element
    closing: list[Piece] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Format:
    """The properties of runs, as they are from left to right."""

    properties: _Element | None
    key: bytes


@dataclass(slots=True, eq=False)
class Sign:
    """What stands between words."""

    pieces: list[Piece]


def value(element: _Element | None, name: str = "val") -> str:
    """An attribute of Word's; empty where there is none."""
    if element is None:
        return ""
    return str(element.get(W + name) or element.get(STRICT + name) or "")


def child(element: _Element | None, *path: str) -> _Element | None:
    """The element at the end of a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local_name(each) == name), None)
    return element


def is_on(element: _Element | None) -> bool:
    """Whether a property that is on or off is there and on."""
    return element is not None and value(element) not in ("0", "false", "off")


class Inline:
    """Gathers the leaves of one paragraph.

    Args:
        note: the text of a note's mark, given the kind of note and its id.
        is_code: whether the style of an id is for code.
    """

    def __init__(
        self,
        note: Callable[[str, str], str],
        is_code: Callable[[str], bool] = lambda style: False,
    ) -> None:
        self._note = note
        self._is_code = is_code
        self._held: set[_Element] = set()
        """Runs of code between words."""
        self._leaves: list[Leaf] = []
        self._formats: list[Format | None] = []
        self._path: list[Any] = []
        self._fields: dict[_Element, tuple[_Element | None, _Element]] = {}
        """By its beginning: where a field's result begins, if it has one, and where it ends."""
        self._code: tuple[_Element | None, _Element, list[Piece]] | None = None
        """The same of the field whose code is being read, and what was read of it."""
        self.boxes: list[_Element] = []
        """Text boxes that are anchored in the paragraph."""
        self.pictures: list[_Element] = []
        """What describes the pictures in it."""

    def leaves(self, paragraph: _Element) -> list[Leaf]:
        """The leaves of a paragraph, in order."""
        self._fields = _fields(paragraph)
        self._held = self._code_between_words(paragraph)
        self._walk(paragraph, 0)
        _set_formats(self._leaves, self._formats)
        return self._leaves

    def _walk(self, parent: _Element, depth: int) -> None:
        for element in parent:
            name = local_name(element)
            if name == "r":
                self._run(element)
            elif not name or name in _PROPERTIES or name in _DROPPED or depth > _DEEPEST:
                continue
            elif name in _OPEN:
                self._walk(element, depth + 1)
            elif name in _AROUND:
                self._path.append(element)
                before = len(self._leaves)
                self._walk(element, depth + 1)
                self._path.pop()
                if not any(leaf.sign is None for leaf in self._leaves[before:]):
                    self._as_sign(element, before)
            else:
                self._sign([(None, element)], "".join(_words(element)))

    def _as_sign(self, element: _Element, first: int) -> None:
        """An element without words is a sign as a whole."""
        text = "".join(leaf.text for leaf in self._leaves[first:])
        del self._leaves[first:], self._formats[first:]
        self._sign([(None, element)], text)

    def _run(self, run: _Element) -> None:
        properties = child(run, "rPr")
        if is_on(child(properties, "vanish")):
            self._sign([(None, run)], "")
            return
        for element in run:
            name = local_name(element)
            if name in _PROPERTIES or name in _DROPPED:
                continue
            if name == "fldChar" or self._code is not None:
                self._field(run, element)
            elif name == "t" and run in self._held:
                self._sign([(run, element)], element.text or "")
            elif name == "t":
                self._text(element.text or "", properties)
            elif name == "noBreakHyphen":
                self._text("-", properties)
            elif name == "ruby":
                words = child(element, "rubyBase")
                self._text("".join(_words(words)) if words is not None else "", properties)
            elif name in ("tab", "ptab"):
                self._sign([(run, element)], " ", breaks=True, spaced=True)
            elif name in ("br", "cr"):
                self._sign([(run, element)], "\n", spaced=True)
            elif name in _NOTES:
                self._sign([(run, element)], self._note(_NOTES[name], value(element, "id")))
            else:
                self.boxes += _boxes(element)
                self.pictures += pictures.of_word(element)
                self._sign([(run, element)], "")

    def _code_between_words(self, paragraph: _Element) -> set[_Element]:
        """The runs of a paragraph whose text is to stay as it is.

        A font alone tells code only where most of the paragraph is in another.
        """
        styled: set[_Element] = set()
        narrow: set[_Element] = set()
        letters = {True: 0, False: 0}
        for run in paragraph.iter(W + "r", STRICT + "r"):
            text = "".join(_words(run)).strip()
            properties = child(run, "rPr")
            is_styled = self._is_code(value(child(properties, "rStyle")))
            is_narrow = is_of_one_width(value(child(properties, "rFonts"), "ascii"))
            letters[is_styled or is_narrow] += len(text)
            if len(text) <= LONGEST and (is_styled or is_narrow):
                (styled if is_styled else narrow).add(run)
        if not letters[False]:
            return set()
        return styled | narrow if letters[True] < letters[False] else styled

    def _text(self, text: str, properties: _Element | None) -> None:
        self._leaves.append(Leaf(text, tuple(self._path)))
        self._formats.append(left_to_right(properties))

    def _sign(
        self, pieces: list[Piece], text: str, *, breaks: bool = False, spaced: bool = False
    ) -> None:
        path = tuple(self._path)
        self._leaves.append(Leaf(text, path, Sign(pieces), breaks=breaks, spaced=spaced))
        self._formats.append(None)

    def _field(self, run: _Element, element: _Element) -> None:
        """A part of a field: its beginning, its code, what parts it from its result, its end."""
        if self._code is not None:
            separator, end, pieces = self._code
            pieces.append((run, element))
            if element is separator:
                self._code = None
                self._path.append(Field(pieces, end))
            elif element is end:
                self._code = None
                self._sign(pieces, "")
        elif element in self._fields:
            self._code = (*self._fields[element], [(run, element)])
        elif self._path and isinstance(self._path[-1], Field) and self._path[-1].end is element:
            self._path.pop().closing.append((run, element))
        else:
            self._sign([(run, element)], "")


def _fields(paragraph: _Element) -> dict[_Element, tuple[_Element | None, _Element]]:
    """The fields that begin and end in a paragraph, within one element."""
    whole: dict[_Element, tuple[_Element | None, _Element]] = {}
    open_ones: list[list[_Element]] = []
    for mark in paragraph.iter(W + "fldChar", STRICT + "fldChar"):
        kind = value(mark, "fldCharType")
        if kind == "begin":
            open_ones.append([mark])
        elif kind == "separate" and open_ones:
            open_ones[-1].append(mark)
        elif kind == "end" and open_ones:
            begin, *separators = open_ones.pop()
            if len({_around(each) for each in (begin, *separators, mark)}) == 1:
                whole[begin] = (separators[0] if separators else None, mark)
    return whole


def _around(mark: _Element) -> _Element | None:
    """What holds the run that a field's mark stands in."""
    run = mark.getparent()
    return run.getparent() if run is not None else None


def _words(element: _Element) -> Iterator[str]:
    """The texts within an element, as an equation has them."""
    if local_name(element) in ("bookmarkStart", "del", "moveFrom"):
        return
    for text in element.iter("{*}t"):
        yield text.text or ""


def _boxes(element: _Element) -> Iterator[_Element]:
    """The text boxes of a drawing, but for those that stand in another or only stand in for one."""
    return outermost(element, "txbxContent", "Fallback")


def left_to_right(properties: _Element | None) -> Format:
    """The properties of a run as one that is written from left to right has them."""
    if properties is None:
        return Format(None, b"")
    from lxml import etree

    copy = deepcopy(properties)
    from_right = is_on(child(copy, "rtl")) or is_on(child(copy, "cs"))
    for element in list(copy):
        name = local_name(element)
        if name in _UNSEEN_DIFFERENCES:
            copy.remove(element)
        elif name in _COMPLEX and from_right:
            plain = child(copy, _COMPLEX[name])
            if plain is None:
                plain = element.makeelement(element.tag[: -len(name)] + _COMPLEX[name])
                element.addprevious(plain)
            plain.attrib.clear()
            plain.attrib.update(element.attrib)
        elif name == "rFonts":
            for attribute in [each for each in element.attrib if str(each).endswith("}hint")]:
                del element.attrib[attribute]
            if not element.attrib:
                copy.remove(element)
    if not len(copy):
        return Format(None, b"")
    return Format(copy, etree.tostring(copy, method="c14n", exclusive=True))


def _set_formats(leaves: list[Leaf], formats: list[Format | None]) -> None:
    """Put around each leaf the format that it does not share with most of what is around it.

    What most have is noted as the `usual` format of the elements around.
    """
    letters: dict[tuple[Any, ...], dict[bytes, int]] = {}
    for leaf, own in zip(leaves, formats, strict=True):
        if own is not None:
            counts = letters.setdefault(leaf.path, {})
            counts[own.key] = counts.get(own.key, 0) + len(leaf.text.strip())
    usual = {path: max(counts, key=lambda key: counts[key]) for path, counts in letters.items()}
    last: tuple[tuple[Any, ...], Format] | None = None
    for leaf, own in zip(leaves, formats, strict=True):
        if own is None:
            continue
        if (
            last is not None
            and last[0] == leaf.path
            and (last[1].key == own.key or not leaf.text.strip())
        ):
            own = last[1]
        last = leaf.path, own
        if own.key != usual[leaf.path]:
            leaf.path = (*leaf.path, own)
        leaf.format = own
