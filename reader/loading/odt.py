"""The blocks of an OpenDocument text (.odt): paragraphs, lists, tables, frames, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader.article import BlockKind
from reader.loading import pictures
from reader.loading.code import is_code, preformatted, without_much_code
from reader.loading.container import Container, local_name
from reader.loading.inline import collapsed, raised
from reader.loading.odfspans import OFFICE, STYLE, TEXT, Spans, looks
from reader.loading.page import Page, Part, Reading, composed, heading_that_leads
from reader.loading.runs import Run, first_said
from reader.loading.tracing import Trace, traced

if TYPE_CHECKING:
    from lxml.etree import _Element

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
    looks: dict[str, str]
    """How the spans of each style look."""
    notes: list[tuple[str, _Element]] = field(default_factory=list)
    comments: list[_Element] = field(default_factory=list)
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
    """The text of an OpenDocument text and its blocks: `read` without what it is read from."""
    return replace(read(document).page, traces=())


def read(document: Container) -> Reading:
    """The text of an OpenDocument text, its blocks, and the elements that they come from.

    Deletions that are tracked and hidden text are left out. Notes stand at the end, each behind
    its number; running heads and feet after them, and comments at last.

    Raises:
        UnreadableFile: it is damaged, protected, or unpacks to too much.
    """
    names = ["content.xml", *(["styles.xml"] if "styles.xml" in document else [])]
    trees = {name: document.tree(name) for name in names}
    content, *sheets = trees.values()
    all_sheets = (content, *sheets)
    state = _State(_styles(*all_sheets), _numbered(*all_sheets), looks(all_sheets))
    runs: list[Run] = []
    for body in content.iter(OFFICE + "text"):
        runs += _blocks(body, state, _Place())
    for number, note in state.notes:
        mark = f"{raised(number)} "
        for run in list(_blocks(note, state, _Place())):
            runs.append(replace(run, mark=mark, role=None, cell=None))
            mark = ""
    runs = without_much_code(runs)
    parts = [Part(kept=True)] * len(runs)
    seen: set[str] = set()
    repeats: list[tuple[str, Trace]] = []
    for sheet in sheets:
        for head in sheet.iter(STYLE + "header", STYLE + "footer"):
            said_here = list(first_said(_blocks(head, state, _Place()), seen, repeats))
            runs += said_here
            parts += [Part("metadata")] * len(said_here)
    for comment in state.comments:
        for run in list(_blocks(comment, state, _Place())):
            runs.append(run)
            parts.append(Part("comments"))
    page = composed(runs, parts, heading_that_leads(runs))
    return Reading(page, trees, tuple(repeats))


def _styles(*sheets: _Element) -> dict[str, str]:
    parents: dict[str, str] = {}
    for sheet in sheets:
        for style in sheet.iter(STYLE + "style"):
            parents[style.get(STYLE + "name") or ""] = style.get(STYLE + "parent-style-name") or ""
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
        str(style.get(STYLE + "name"))
        for sheet in sheets
        for style in sheet.iter(TEXT + "list-style")
        if next(style.iter(TEXT + "list-level-style-number"), None) is not None
        and next(style.iter(TEXT + "list-level-style-bullet"), None) is None
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
    style = element.get(TEXT + "style-name") or place.list_style
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
                inside = [replace(run, role=None, cell=None) for run in inside]
            yield from inside


def _paragraph(element: _Element, name: str, state: _State, place: _Place) -> Iterator[Run]:
    spans = Spans(state.looks, lambda note: _noted(note, state))
    leaves = spans.leaves(element)
    lines = [collapsed(line) for line in "".join(leaf.text for leaf in leaves).split("\n")]
    text = " ".join(line for line in lines if line)
    if text:
        style = state.styles.get(element.get(TEXT + "style-name") or "", "")
        names = set((style or element.get(TEXT + "style-name") or "").split())
        kind: BlockKind = "list-item" if place.listed else "paragraph"
        level = 0
        if "Title" in names:
            kind = "title"
        elif name == "h":
            kind = "heading"
            outline = element.get(TEXT + "outline-level") or "1"
            level = int(outline[:2]) if outline.isdecimal() else 1
        elif "Quotations" in names:
            kind = "quote"
        elif not place.cell and any(is_code(each.replace("_20_", " ")) for each in names):
            text, kind = preformatted("".join(leaf.text for leaf in leaves), text)
        yield Run(
            text,
            kind,
            place.mark,
            role="cell" if place.cell else None,
            level=level,
            cell=place.cell,
            trace=traced(leaves, text, element),
        )
    described = (each for frame in spans.frames for each in pictures.of_frame(frame))
    yield from pictures.runs_of(each.text or "" for each in described)
    state.comments += spans.comments
    for frame in spans.frames:
        yield from _blocks(frame, state, _Place(depth=place.depth + 1))


def _noted(note: _Element, state: _State) -> str:
    """The number of a note, as its mark shows it; nothing for one without a text."""
    body = next((child for child in note if local_name(child) == "note-body"), None)
    if body is None:
        return ""
    number = str(len(state.notes) + 1)
    state.notes.append((number, body))
    return raised(number)
