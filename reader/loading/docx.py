"""The blocks of a Word document (.docx): paragraphs, lists, tables, text boxes, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.article import BlockKind
from reader.loading.container import Container, local_name
from reader.loading.inline import collapsed, raised
from reader.loading.page import Page, Part, composed, heading_that_leads
from reader.loading.runs import Role, Run

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_HEADING = re.compile(r"(?:heading|titre|überschrift|标题|العنوان|عنوان)\s*([1-9])", re.IGNORECASE)
_SKIPPED = frozenset(
    "del moveFrom instrText delText fldChar pPr rPr sectPr tblPr tblGrid trPr tcPr Fallback "
    "proofErr bookmarkStart bookmarkEnd commentReference annotationRef".split()
)
_BREAKS = frozenset(("tab", "ptab"))
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says of its paragraphs."""

    kind: BlockKind = "paragraph"
    level: int = 0
    listed: bool = False


@dataclass(slots=True)
class _State:
    """Where the reading of a document has come to."""

    styles: dict[str, _Style]
    bullets: dict[tuple[str, str], bool]
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kinds and ids of the notes, in the order of their marks."""
    rows: int = 0
    cells: int = 0


def extract(document: Container) -> Page:
    """The text of a Word document and its blocks.

    Tracked insertions are read and deletions are not; hidden text and comments are left out.
    Notes stand at the end, each behind its number; running heads and feet after them.

    Raises:
        UnreadableFile: it is damaged, or unpacks to too much.
    """
    state = _State(_styles(document), _bullets(document))
    body = document.tree("word/document.xml")
    runs = list(_blocks(body, state))
    for number, (kind, note) in enumerate(state.notes, 1):
        part = f"word/{kind}s.xml"
        if part in document:
            runs += _note(document.tree(part), kind, note, str(number), state)
    parts = [Part(kept=True)] * len(runs)
    seen: set[str] = set()
    for name in document.names:
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
            for run in _blocks(document.tree(name), state):
                if run.text not in seen:
                    seen.add(run.text)
                    runs.append(run)
                    parts.append(Part("metadata"))
    return composed(runs, parts, heading_that_leads(runs))


def _value(element: _Element | None, name: str = "val") -> str:
    if element is None:
        return ""
    return str(element.get(_W + name) or element.get(_STRICT + name) or "")


def _child(element: _Element | None, *path: str) -> _Element | None:
    """The element at the end of a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((child for child in element if local_name(child) == name), None)
    return element


def _styles(document: Container) -> dict[str, _Style]:
    """What each paragraph style is, by its id, with what it is based on."""
    if "word/styles.xml" not in document:
        return {}
    own: dict[str, tuple[_Style, str]] = {}
    for style in document.tree("word/styles.xml"):
        if local_name(style) != "style":
            continue
        identity, name = _value(style, "styleId"), _value(_child(style, "name"))
        outline = _value(_child(style, "pPr", "outlineLvl"))
        heading = _HEADING.match(name)
        kind: BlockKind = "paragraph"
        level = 0
        if name.casefold() in ("title", "titre"):
            kind = "title"
        elif heading or (outline.isdigit() and int(outline) < 9):
            kind, level = "heading", int(heading[1]) if heading else int(outline) + 1
        elif re.search("quote|citation|block text", name, re.IGNORECASE):
            kind = "quote"
        listed = _child(style, "pPr", "numPr") is not None
        own[identity] = (_Style(kind, level, listed), _value(_child(style, "basedOn")))
    return {identity: _inherited(own, identity) for identity in own}


def _inherited(own: dict[str, tuple[_Style, str]], identity: str) -> _Style:
    listed = False
    for _ in range(20):
        if identity not in own:
            break
        style, base = own[identity]
        listed = listed or style.listed
        if style.kind != "paragraph":
            return style
        identity = base
    return _Style(listed=listed)


def _bullets(document: Container) -> dict[tuple[str, str], bool]:
    """Whether a list has bullets rather than numbers, by its number and level."""
    if "word/numbering.xml" not in document:
        return {}
    root = document.tree("word/numbering.xml")
    abstract: dict[str, dict[str, bool]] = {}
    bulleted: dict[tuple[str, str], bool] = {}
    for element in root:
        if local_name(element) == "abstractNum":
            abstract[_value(element, "abstractNumId")] = {
                _value(level, "ilvl"): _value(_child(level, "numFmt")) in ("bullet", "none", "")
                for level in element
                if local_name(level) == "lvl"
            }
    for element in root:
        if local_name(element) == "num":
            levels = abstract.get(_value(_child(element, "abstractNumId")), {})
            bulleted |= {(_value(element, "numId"), lvl): is_one for lvl, is_one in levels.items()}
    return bulleted


def _blocks(
    root: _Element, state: _State, cell: tuple[int, int] | None = None, depth: int = 0
) -> Iterator[Run]:
    """The runs of what holds paragraphs and tables: a body, a cell, a note, a text box."""
    if depth > _DEEPEST:
        return
    for element in root:
        name = local_name(element)
        if name == "p":
            yield from _paragraph(element, state, cell, depth)
        elif name == "tbl":
            yield from _table(element, state, depth)
        elif name not in _SKIPPED:
            yield from _blocks(element, state, cell, depth + 1)


def _table(table: _Element, state: _State, depth: int) -> Iterator[Run]:
    for row in table.iter(_W + "tr", _STRICT + "tr"):
        if next(row.iterancestors(_W + "tbl", _STRICT + "tbl")) is not table:
            continue  # of a table within
        state.rows += 1
        number = state.rows
        for cell in row.iter(_W + "tc", _STRICT + "tc"):
            if next(cell.iterancestors(_W + "tr", _STRICT + "tr")) is not row:
                continue
            state.cells += 1
            inside = list(_blocks(cell, state, (number, state.cells), depth + 1))
            # A cell of several paragraphs is no cell of a line.
            yield from inside if len(inside) == 1 else map(_without_cell, inside)


def _without_cell(run: Run) -> Run:
    return Run(run.text, run.kind, run.mark, role=run.role, level=run.level)


def _paragraph(
    paragraph: _Element, state: _State, cell: tuple[int, int] | None, depth: int
) -> Iterator[Run]:
    parts: list[str] = []
    boxes: list[_Element] = []
    _gather(paragraph, state, parts, boxes)
    lines = [collapsed(line) for line in "".join(parts).split("\n")]
    text = " ".join(line for line in lines if line)
    if text:
        style = state.styles.get(_value(_child(paragraph, "pPr", "pStyle")), _Style())
        mark, kind = "", style.kind
        numbering = _child(paragraph, "pPr", "numPr")
        number = _value(_child(numbering, "numId"))
        if kind == "paragraph" and (style.listed or number) and number != "0":
            kind = "list-item"
            mark = _mark(state, number, _value(_child(numbering, "ilvl")) or "0")
        role: Role | None = "cell" if cell else None
        yield Run(text, kind, mark, role=role, level=style.level, cell=cell)
    for box in boxes:
        yield from _blocks(box, state, None, depth + 1)


def _mark(state: _State, number: str, level: str) -> str:
    """A bullet, or the next number of a list."""
    if state.bullets.get((number, level), True):
        return "- "
    count = state.counts.get((number, level), 0) + 1
    state.counts[number, level] = count
    for other in list(state.counts):
        if other[0] == number and other[1] > level:
            del state.counts[other]
    return f"{count}. "


def _gather(root: _Element, state: _State, parts: list[str], boxes: list[_Element]) -> None:
    """The words of a paragraph, and the text boxes that are anchored in it."""
    waiting = list(reversed(root))
    while waiting:
        element = waiting.pop()
        name = local_name(element)
        if name in _SKIPPED or _is_hidden(element, name):
            continue
        if name == "txbxContent":
            boxes.append(element)
        elif name == "t":
            parts.append(element.text or "")
        elif name in _BREAKS:
            parts.append(" ")
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name == "noBreakHyphen":
            parts.append("-")
        elif name in ("footnoteReference", "endnoteReference"):
            state.notes.append((name.removesuffix("Reference"), _value(element, "id")))
            parts.append(raised(str(len(state.notes))))
        else:
            waiting += reversed(element)


def _is_hidden(element: _Element, name: str) -> bool:
    vanish = _child(element, "rPr", "vanish") if name == "r" else None
    return vanish is not None and _value(vanish) not in ("0", "false", "off")


def _note(notes: _Element, kind: str, identity: str, number: str, state: _State) -> Iterator[Run]:
    for note in notes:
        if local_name(note) == kind and _value(note, "id") == identity:
            mark = raised(number) + " "
            for run in _blocks(note, state):
                yield Run(run.text, run.kind, mark, level=run.level)
                mark = ""
