"""The blocks of an OpenDocument text (.odt): paragraphs, lists, tables, frames, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.article import BlockKind
from reader.loading.container import Container, local_name
from reader.loading.inline import collapsed, raised
from reader.loading.page import Page, Part, composed, heading_that_leads
from reader.loading.runs import Run

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SKIPPED = frozenset(
    "tracked-changes annotation annotation-end hidden-paragraph hidden-text sequence-decls forms "
    "table-columns title desc variable-decls user-field-decls page-number".split()
)
_DEEPEST = 200


@dataclass(slots=True)
class _State:
    """Where the reading of a document has come to."""

    styles: dict[str, str]
    """The names of a style and of all that it comes from."""
    numbered: frozenset[str]
    """List styles that have numbers."""
    notes: list[tuple[str, _Element]] = field(default_factory=list)
    rows: int = 0
    cells: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph stands."""

    cell: tuple[int, int] | None = None
    mark: str = ""
    listed: bool = False
    list_style: str = ""
    depth: int = 0


def extract(document: Container) -> Page:
    """The text of an OpenDocument text and its blocks.

    Deletions that are tracked, hidden text and comments are left out. Notes stand at the end,
    each behind its number; running heads and feet after them.

    Raises:
        UnreadableFile: it is damaged, protected, or unpacks to too much.
    """
    content = document.tree("content.xml")
    sheets = [document.tree("styles.xml")] if "styles.xml" in document else []
    state = _State(_styles(content, *sheets), _numbered(content, *sheets))
    runs: list[Run] = []
    for body in content.iter(_OFFICE + "text"):
        runs += _blocks(body, state, _Place())
    for number, note in state.notes:
        mark = f"{raised(number)} "
        for run in list(_blocks(note, state, _Place())):
            runs.append(Run(run.text, run.kind, mark, level=run.level))
            mark = ""
    parts = [Part(kept=True)] * len(runs)
    seen: set[str] = set()
    for sheet in sheets:
        for head in sheet.iter(_STYLE + "header", _STYLE + "footer"):
            for run in _blocks(head, state, _Place()):
                if run.text not in seen:
                    seen.add(run.text)
                    runs.append(run)
                    parts.append(Part("metadata"))
    return composed(runs, parts, heading_that_leads(runs))


def _styles(*sheets: _Element) -> dict[str, str]:
    parents: dict[str, str] = {}
    for sheet in sheets:
        for style in sheet.iter(_STYLE + "style"):
            parents[style.get(_STYLE + "name") or ""] = (
                style.get(_STYLE + "parent-style-name") or ""
            )
    lineages: dict[str, str] = {}
    for name in parents:
        line, at = [name], name
        for _ in range(20):
            at = parents.get(at, "")
            if not at:
                break
            line.append(at)
        lineages[name] = " ".join(line)
    return lineages


def _numbered(*sheets: _Element) -> frozenset[str]:
    return frozenset(
        str(style.get(_STYLE + "name"))
        for sheet in sheets
        for style in sheet.iter(_TEXT + "list-style")
        if next(style.iter(_TEXT + "list-level-style-number"), None) is not None
        and next(style.iter(_TEXT + "list-level-style-bullet"), None) is None
    )


def _blocks(root: _Element, state: _State, place: _Place) -> Iterator[Run]:
    if place.depth > _DEEPEST:
        return
    inner = _Place(place.cell, place.mark, place.listed, place.list_style, place.depth + 1)
    for element in root:
        name = local_name(element)
        if name in ("p", "h"):
            for run in _paragraph(element, name, state, inner):
                yield run
                inner = _Place(place.cell, "", place.listed, place.list_style, place.depth + 1)
        elif name == "list":
            yield from _list(element, state, place)
        elif name == "table":
            yield from _table(element, state, place)
        elif name not in _SKIPPED:
            yield from _blocks(element, state, inner)


def _list(element: _Element, state: _State, place: _Place) -> Iterator[Run]:
    style = element.get(_TEXT + "style-name") or place.list_style
    number = 0
    for item in element:
        if local_name(item) in ("list-item", "list-header"):
            number += 1
            mark = f"{number}. " if style in state.numbered else "- "
            yield from _blocks(item, state, _Place(None, mark, True, style, place.depth + 1))


def _table(table: _Element, state: _State, place: _Place) -> Iterator[Run]:
    waiting = list(reversed(table))
    while waiting:
        element = waiting.pop()
        name = local_name(element)
        if name != "table-row":
            if name in ("table-header-rows", "table-rows", "table-row-group"):
                waiting += reversed(element)
            continue
        state.rows += 1
        number = state.rows
        for cell in element:
            if local_name(cell) != "table-cell":
                continue
            state.cells += 1
            where = _Place((number, state.cells), depth=place.depth + 1)
            inside = list(_blocks(cell, state, where))
            if len(inside) > 1:
                inside = [Run(run.text, run.kind, run.mark, level=run.level) for run in inside]
            yield from inside


def _paragraph(element: _Element, name: str, state: _State, place: _Place) -> Iterator[Run]:
    parts: list[str] = []
    frames: list[_Element] = []
    _gather(element, state, parts, frames)
    lines = [collapsed(line) for line in "".join(parts).split("\n")]
    text = " ".join(line for line in lines if line)
    if text:
        style = state.styles.get(element.get(_TEXT + "style-name") or "", "")
        names = set((style or element.get(_TEXT + "style-name") or "").split())
        kind: BlockKind = "list-item" if place.listed else "paragraph"
        level = 0
        if "Title" in names:
            kind = "title"
        elif name == "h":
            kind = "heading"
            outline = element.get(_TEXT + "outline-level") or "1"
            level = int(outline[:2]) if outline.isdecimal() else 1
        elif "Quotations" in names:
            kind = "quote"
        yield Run(
            text,
            kind,
            place.mark,
            role="cell" if place.cell else None,
            level=level,
            cell=place.cell,
        )
    for frame in frames:
        yield from _blocks(frame, state, _Place(depth=place.depth + 1))


def _gather(root: _Element, state: _State, parts: list[str], frames: list[_Element]) -> None:
    """The words of a paragraph, and the frames that are anchored in it."""
    parts.append(root.text or "")
    waiting: list[tuple[_Element | None, str]] = []

    def push(parent: _Element) -> None:
        waiting.extend((child, child.tail or "") for child in reversed(parent))

    push(root)
    while waiting:
        element, tail = waiting.pop()
        if element is not None:
            name = local_name(element)
            if name == "s" or name == "tab":
                parts.append(" ")
            elif name == "line-break":
                parts.append("\n")
            elif name == "note":
                _add_note(element, state, parts)
            elif name in ("text-box", "object-ole"):
                frames.append(element)
            elif name not in _SKIPPED:
                waiting.append((None, tail))
                parts.append(element.text or "")
                push(element)
                continue
        parts.append(tail)


def _add_note(note: _Element, state: _State, parts: list[str]) -> None:
    body = next((child for child in note if local_name(child) == "note-body"), None)
    if body is not None:
        number = str(len(state.notes) + 1)
        state.notes.append((number, body))
        parts.append(raised(number))
