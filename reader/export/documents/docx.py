"""Word documents (.docx) written back: the words of their paragraphs, and their direction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from reader.export.documents.labels import Label
from reader.export.documents.office import OfficeDocument
from reader.export.documents.rebuilding import Path, Stretch, shared, without_signs
from reader.languages import is_right_to_left, locale
from reader.loading import docx, drawings
from reader.loading.container import local_name
from reader.loading.pictures import described
from reader.loading.tracing import Trace, traced
from reader.loading.wordruns import Field, Format, Inline, Piece, Sign, child, is_on, value
from reader.loading.xhtml import XML
from reader.text.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_CORE = "docProps/core.xml"
_SHEETS = ("word/styles.xml", "word/settings.xml", "word/numbering.xml")
_LABELS = frozenset(("title", "subject", "description"))
_BAR = {"val": "single", "sz": "12", "space": "8", "color": "B8A27A"}
"""The line at the side of a translation that stands under its source."""
_RIGHT = ("right", "end")
_LATE = frozenset(("eastAsianLayout", "specVanish", "oMath"))
"""Properties of a run that stand after its language."""
_NUMBERS = {
    "arabicAbjad": "lowerLetter",
    "arabicAlpha": "lowerLetter",
    "hindiNumbers": "decimal",
    "hindiVowels": "lowerLetter",
    "chineseCounting": "decimal",
    "chineseCountingThousand": "decimal",
    "chineseLegalSimplified": "decimal",
    "ideographDigital": "decimal",
    "japaneseCounting": "decimal",
    "ideographTraditional": "upperLetter",
    "taiwaneseCounting": "decimal",
}
"""What counts in letters or figures that English has not, and what does instead."""
_PREFIXES = (
    (regex(r"第\s*(%\d)\s*章"), r"Chapter \1"),
    (regex(r"第\s*(%\d)\s*节"), r"Section \1"),
    (regex(r"第\s*(%\d)\s*条"), r"Article \1"),
    (regex(r"第\s*(%\d)\s*部分"), r"Part \1"),
    (regex("、"), "."),
    (regex("（"), "("),
    (regex("）"), ")"),
)


class DocxDocument(OfficeDocument):
    """A Word document."""

    def _read(self) -> None:
        reading = docx.read(self._container)
        self._traces = list(reading.page.traces)
        self._trees = dict(reading.trees)
        self._repeats = [*reading.repeats, *_stand_ins(reading.trees)]
        for name in (*_SHEETS, _CORE):
            if name in self._container:
                self._trees[name] = self._container.tree(name)
        self._begins_at_end = _begins_at_end(self._trees.values())
        self._drawings = drawings.parts(self._container, drawn=True)
        for name in self._drawings:
            self._trees[name] = self._container.tree(name)

    def _labels(self) -> Iterator[Label]:
        for element in self._trees.get(_CORE, ()):
            if local_name(element) in _LABELS:
                yield Label(element)
        for name, tree in self._trees.items():
            for element in tree.iter("{*}docPr", "{*}cNvPr"):
                if described(element.get("descr")):
                    yield Label(element, attribute="descr")
            for elements in drawings.texts(tree) if name in self._drawings else ():
                label = Label(*elements)
                if any(map(str.isalpha, label.text)):
                    yield label

    def _replace(self, trace: Trace, parts: list[Stretch]) -> None:
        paragraph = trace.owner
        for element in list(paragraph):
            if local_name(element) != "pPr":
                paragraph.remove(element)
        self._fill(paragraph, parts, trace)
        self._turn(paragraph)

    def _add(self, trace: Trace, parts: list[Stretch]) -> None:
        source = trace.owner
        paragraph = source.makeelement(source.tag)
        properties = child(source, "pPr")
        if properties is not None:
            own = deepcopy(properties)
            for name in ("numPr", "sectPr", "pageBreakBefore", "pPrChange", "framePr"):
                if (element := child(own, name)) is not None:
                    own.remove(element)
            paragraph.append(own)
        source.addnext(paragraph)
        words = without_signs(parts, _says_something)
        self._fill(paragraph, words, trace, copies=True)
        self._turn(paragraph)
        _beside(source, paragraph)

    def _settle(self) -> None:
        if self._bilingual:
            return
        for tree in self._trees.values() if self._turns else ():
            for element in list(tree.iter("{*}bidiVisual", "{*}rtlGutter")):
                _remove(element)
            for section in tree.iter("{*}sectPr"):
                for element in [each for each in section if local_name(each) == "bidi"]:
                    section.remove(element)
        if is_right_to_left(self._target):
            for tree in self._trees.values():
                _mirror_tables(tree)
        for name in _SHEETS:
            if name in self._trees:
                self._settle_sheet(self._trees[name])
        core = self._trees.get(_CORE)
        for element in core if core is not None else ():
            if local_name(element) == "language":
                element.text = locale(self._target)

    def _settle_sheet(self, sheet: _Element) -> None:
        """Languages of the styles, directions, and how lists are numbered."""
        for element in list(sheet.iter("{*}lang", "{*}themeFontLang")):
            _set(element, "val", locale(self._target))
        if self._turns:
            if self._begins_at_end:
                for element in [each for each in sheet.iter("{*}jc") if value(each) in _RIGHT]:
                    _remove(element)
            for element in list(sheet.iter("{*}bidi", "{*}rtl")):
                _remove(element)
        if is_right_to_left(self._target):
            return
        for element in sheet.iter("{*}numFmt"):
            if value(element) in _NUMBERS:
                _set(element, "val", _NUMBERS[value(element)])
        for element in sheet.iter("{*}lvlText"):
            text = value(element)
            for pattern, english in _PREFIXES if self._target == "en" else ():
                text = pattern.sub(english, text)
            _set(element, "val", text)

    def _fill(
        self, paragraph: _Element, parts: list[Stretch], trace: Trace, *, copies: bool = False
    ) -> None:
        """The runs of a paragraph, in whatever is around them."""
        open_path: Path = ()
        holders: list[_Element] = [paragraph]
        for part in parts:
            depth = shared(open_path, part.path)
            self._close(open_path, holders, depth, copies)
            for thing in part.path[depth:]:
                _open(thing, holders, copies)
            open_path = part.path
            if part.sign is not None:
                _put(holders[-1], part.sign.sign.pieces, copies)
            else:
                holders[-1].append(self._run(paragraph, part, trace))
        self._close(open_path, holders, 0, copies)

    def _close(self, path: Path, holders: list[_Element], depth: int, copies: bool) -> None:
        for thing in reversed(path[depth:]):
            holder = holders.pop()
            if isinstance(thing, Field):
                _put(holder, thing.closing, copies)

    def _run(self, paragraph: _Element, part: Stretch, trace: Trace) -> _Element:
        name = paragraph.tag.rpartition("}")[0] + "}"
        run = paragraph.makeelement(name + "r")
        properties = _properties(part.path, trace)
        own = deepcopy(properties) if properties is not None else run.makeelement(name + "rPr")
        if is_right_to_left(self._target):
            own.append(own.makeelement(name + "rtl"))
        language = own.makeelement(name + "lang")
        right = is_right_to_left(self._target)
        language.set(name + ("bidi" if right else "val"), locale(self._target))
        later = [each for each in own if local_name(each) in _LATE]
        if later:
            later[0].addprevious(language)
        else:
            own.append(language)
        run.append(own)
        text = run.makeelement(name + "t")
        text.text = part.text
        text.set(XML + "space", "preserve")
        run.append(text)
        return run

    def _turn(self, paragraph: _Element) -> None:
        """Give a translated paragraph the direction of its language."""
        name = paragraph.tag.rpartition("}")[0] + "}"
        properties = child(paragraph, "pPr")
        right = is_right_to_left(self._target)
        was_right = is_on(child(properties, "bidi"))
        if not right and not was_right and not self._turns:
            return
        if properties is None:
            properties = paragraph.makeelement(name + "pPr")
            paragraph.insert(0, properties)
        if (old := child(properties, "bidi")) is not None:
            properties.remove(old)
        justified = child(properties, "jc")
        by_hand = not was_right or self._begins_at_end
        if justified is not None and not right and by_hand and value(justified) in _RIGHT:
            properties.remove(justified)  # set to the right by hand, for want of a direction
        direction = _property(properties, name + "bidi")
        if not right:
            direction.set(name + "val", "0")


def _begins_at_end(trees: Iterable[_Element]) -> bool:
    """Whether paragraphs from right to left are called aligned to their end where they begin.

    To Word, the end of such a paragraph is at the left; LibreOffice writes it for the right, and
    nobody aligns most of a text to its end.
    """
    turned = [each for tree in trees for each in tree.iter("{*}pPr") if is_on(child(each, "bidi"))]
    to_end = sum(value(child(each, "jc")) in _RIGHT for each in turned)
    return 2 * to_end > len(turned)


def _stand_ins(trees: dict[str, _Element]) -> Iterator[tuple[str, Trace]]:
    """Paragraphs that older programs show in the place of others, which say the same."""
    for tree in trees.values():
        for fallback in tree.iter("{*}Fallback"):
            for paragraph in fallback.iter("{*}p"):
                leaves = Inline(lambda kind, note: "").leaves(paragraph)
                text = " ".join("".join(leaf.text for leaf in leaves).split())
                if text:
                    yield text, traced(leaves, text, paragraph)


def _properties(path: Path, trace: Trace) -> _Element | None:
    """The properties of a run that stands in a path: its own, or what is usual there."""
    if path and isinstance(path[-1], Format):
        return path[-1].properties
    usual = [leaf for leaf in trace.leaves if leaf.format is not None]
    for leaf in usual:
        if leaf.path == path:
            return _format(leaf)
    for leaf in usual:
        if leaf.path[: len(path)] == path:
            return _format(leaf)
    return _format(usual[0]) if usual else None


def _format(leaf: Any) -> _Element | None:
    properties: _Element | None = leaf.format.properties
    return properties


def _open(thing: Any, holders: list[_Element], copies: bool) -> None:
    """Begin what is around the next runs: a link, a field."""
    holder = holders[-1]
    if isinstance(thing, Format):
        holders.append(holder)
    elif isinstance(thing, Field):
        _put(holder, thing.opening, copies)
        holders.append(holder)
    elif copies and local_name(thing) != "hyperlink":
        holders.append(holder)
    else:
        element = thing.makeelement(thing.tag, thing.attrib, thing.nsmap)
        holder.append(element)
        content = element
        for each in thing:
            if local_name(each) in ("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr"):
                element.append(deepcopy(each))
            elif local_name(each) == "sdtContent":
                content = each.makeelement(each.tag)
                element.append(content)
        holders.append(content)


def _says_something(sign: Sign) -> bool:
    """Whether a sign is read as words are: a formula, code, a letter of a font of signs."""
    return all(local_name(element) in ("oMath", "sym", "t") for _, element in sign.pieces)


def _put(holder: _Element, pieces: list[Piece], copies: bool) -> None:
    """Put elements into a paragraph, each in a run that looks as its own did."""
    for run, element in pieces:
        own = deepcopy(element) if copies else element
        if run is None:
            holder.append(own)
            continue
        around = run.makeelement(run.tag)
        properties = child(run, "rPr")
        if properties is not None:
            around.append(deepcopy(properties))
        around.append(own)
        holder.append(around)


def _beside(source: _Element, translation: _Element) -> None:
    """Keep a paragraph and its translation together, and tell them apart."""
    name = source.tag.rpartition("}")[0] + "}"
    numbering = child(source, "pPr", "numPr")
    level = value(child(numbering, "ilvl")) if numbering is not None else ""
    for paragraph in (source, translation):
        if child(paragraph, "pPr") is None:
            paragraph.insert(0, paragraph.makeelement(name + "pPr"))
    above, below = child(source, "pPr"), child(translation, "pPr")
    assert above is not None and below is not None
    _property(above, name + "keepNext")
    spacing = _property(above, name + "spacing")
    spacing.set(name + "after", "40")
    _drop(spacing, "afterAutospacing", "afterLines")
    spacing = _property(below, name + "spacing")
    spacing.set(name + "before", "0")
    _drop(spacing, "beforeAutospacing", "beforeLines")
    borders = _property(below, name + "pBdr")
    borders.clear()
    bar = borders.makeelement(name + "left")
    for attribute, setting in _BAR.items():
        bar.set(name + attribute, setting)
    borders.append(bar)
    indent = _property(below, name + "ind")
    if numbering is not None:
        indent.set(name + "left", str(720 * (1 + int(level or 0))))
    _drop(indent, "hanging", "firstLine")
    _property(below, name + "outlineLvl").set(name + "val", "9")


_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr "
    "sectPr pPrChange"
).split()
"""A paragraph's properties, in the order that Word asks for."""


def _mirror_tables(tree: _Element) -> None:
    """Have the columns of tables begin at the right, and so each cell that is copied as it is."""
    for properties in tree.iter("{*}tblPr"):
        name = properties.tag.rpartition("}")[0] + "}"
        if child(properties, "bidiVisual") is None:
            first = sum(local_name(each) in _BEFORE_MIRROR for each in properties)
            properties.insert(first, properties.makeelement(name + "bidiVisual"))
    for cell in tree.iter("{*}tc"):
        for paragraph in (each for each in cell if local_name(each) == "p"):
            name = paragraph.tag.rpartition("}")[0] + "}"
            own = child(paragraph, "pPr")
            if own is None:
                own = paragraph.makeelement(name + "pPr")
                paragraph.insert(0, own)
            if child(own, "bidi") is None:
                _property(own, name + "bidi")


_BEFORE_MIRROR = frozenset(("tblStyle", "tblpPr", "tblOverlap"))
"""What stands before it in a table's properties."""


def _property(properties: _Element, tag: str) -> _Element:
    """A paragraph's property, made at its place if it is not there."""
    name = tag.rpartition("}")[2]
    existing = child(properties, name)
    if existing is not None:
        return existing
    made = properties.makeelement(tag)
    later = set(_ORDER[_ORDER.index(name) + 1 :])
    following = next((each for each in properties if local_name(each) in later), None)
    if following is None:
        properties.append(made)
    else:
        following.addprevious(made)
    return made


def _drop(element: _Element, *names: str) -> None:
    """Take attributes of Word's away."""
    for attribute in list(element.attrib):
        if str(attribute).rpartition("}")[2] in names:
            del element.attrib[attribute]


def _set(element: _Element, name: str, setting: str) -> None:
    """Set an attribute of Word's that is there."""
    for attribute in element.attrib:
        if str(attribute).rpartition("}")[2] == name:
            element.set(attribute, setting)


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
