"""The blocks of a Word document (.docx): paragraphs, lists, tables, text boxes, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader.article import BlockKind
from reader.loading import drawings, pictures
from reader.loading.code import is_code, preformatted, without_much_code
from reader.loading.container import Container, local_name
from reader.loading.inline import collapsed, raised
from reader.loading.page import Page, Part, Reading, composed, heading_that_leads
from reader.loading.runs import Role, Run, first_said
from reader.loading.tracing import Trace, traced
from reader.loading.wordruns import STRICT, Inline, W, child, value
from reader.text.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = regex(r"(?:heading|titre|überschrift|标题|العنوان|عنوان)\s*([1-9])", re.IGNORECASE)
_SKIPPED = frozenset(
    "del moveFrom pPr rPr sectPr tblPr tblGrid trPr tcPr Fallback proofErr bookmarkStart "
    "bookmarkEnd".split()
)
_COMMENTS = "word/comments.xml"
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
    """The text of a Word document and its blocks: `read` without what it is read from."""
    return replace(read(document).page, traces=())


def read(document: Container) -> Reading:
    """The text of a Word document, its blocks, and the elements that they come from.

    Tracked insertions are read and deletions are not; hidden text is left out. Notes stand at
    the end, each behind its number; after them running heads and feet, what drawings say, and
    comments.

    Raises:
        UnreadableFile: it is damaged, or unpacks to too much.
    """
    state = _State(_styles(document), _bullets(document))
    trees = {"word/document.xml": document.tree("word/document.xml")}
    runs = list(_blocks(trees["word/document.xml"], state))
    notes: dict[tuple[str, str], _Element] = {}
    for number, (kind, note) in enumerate(state.notes, 1):
        part = f"word/{kind}s.xml"
        if part in document and part not in trees:
            trees[part] = document.tree(part)
            notes |= _notes(trees[part], kind)
        element = notes.pop((kind, note), None)  # it is read once: it may have a mark of itself
        if element is not None:
            runs += _note(element, str(number), state)
    runs = without_much_code(runs)
    parts = [Part(kept=True)] * len(runs)
    seen: set[str] = set()
    repeats: list[tuple[str, Trace]] = []
    for name in document.names:
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
            trees[name] = document.tree(name)
            said_here = list(first_said(_blocks(trees[name], state), seen, repeats))
            runs += said_here
            parts += [Part("metadata")] * len(said_here)
    said = [Run(text, "image", pictures.MARK) for text in drawings.said(document)]
    runs, parts = [*runs, *said], [*parts, *[Part(kept=True)] * len(said)]
    if _COMMENTS in document:
        trees[_COMMENTS] = document.tree(_COMMENTS)
        comments = list(_blocks(trees[_COMMENTS], state))
        runs, parts = [*runs, *comments], [*parts, *[Part("comments")] * len(comments)]
    page = composed(runs, parts, heading_that_leads(runs))
    return Reading(page, trees, tuple(repeats))


def _styles(document: Container) -> dict[str, _Style]:
    """What each paragraph style is, by its id, with what it is based on."""
    if "word/styles.xml" not in document:
        return {}
    own: dict[str, tuple[_Style, str]] = {}
    for style in document.tree("word/styles.xml"):
        if local_name(style) != "style":
            continue
        identity, name = value(style, "styleId"), value(child(style, "name"))
        outline = value(child(style, "pPr", "outlineLvl"))
        heading = _HEADING.match(name)
        kind: BlockKind = "paragraph"
        level = 0
        if name.casefold() in ("title", "titre"):
            kind = "title"
        elif heading or (outline.isdigit() and int(outline) < 9):
            kind, level = "heading", int(heading[1]) if heading else int(outline) + 1
        elif re.search("quote|citation|block text", name, re.IGNORECASE):
            kind = "quote"
        elif is_code(name):
            kind = "preformatted"
        listed = child(style, "pPr", "numPr") is not None
        own[identity] = (_Style(kind, level, listed), value(child(style, "basedOn")))
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
            abstract[value(element, "abstractNumId")] = {
                value(level, "ilvl"): value(child(level, "numFmt")) in ("bullet", "none", "")
                for level in element
                if local_name(level) == "lvl"
            }
    for element in root:
        if local_name(element) == "num":
            levels = abstract.get(value(child(element, "abstractNumId")), {})
            bulleted |= {(value(element, "numId"), lvl): is_one for lvl, is_one in levels.items()}
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
            if len(element):
                yield from _paragraph(element, state, cell, depth)
        elif name == "tbl":
            yield from _table(element, state, depth)
        elif name not in _SKIPPED:
            yield from _blocks(element, state, cell, depth + 1)


def _table(table: _Element, state: _State, depth: int) -> Iterator[Run]:
    for row in table.iter(W + "tr", STRICT + "tr"):
        if next(row.iterancestors(W + "tbl", STRICT + "tbl")) is not table:
            continue  # of a table within
        state.rows += 1
        number = state.rows
        for cell in row.iter(W + "tc", STRICT + "tc"):
            if next(cell.iterancestors(W + "tr", STRICT + "tr")) is not row:
                continue
            state.cells += 1
            inside = list(_blocks(cell, state, (number, state.cells), depth + 1))
            # A cell of several paragraphs is not a cell of a line.
            yield from inside if len(inside) == 1 else (replace(run, cell=None) for run in inside)


def _paragraph(
    paragraph: _Element, state: _State, cell: tuple[int, int] | None, depth: int
) -> Iterator[Run]:
    inline = Inline(
        lambda kind, note: _noted(state, kind, note),
        lambda style: state.styles.get(style, _Style()).kind == "preformatted",
    )
    leaves = inline.leaves(paragraph)
    lines = [collapsed(line) for line in "".join(leaf.text for leaf in leaves).split("\n")]
    text = " ".join(line for line in lines if line)
    if text:
        style = state.styles.get(value(child(paragraph, "pPr", "pStyle")), _Style())
        mark, kind = "", style.kind
        if kind == "preformatted" and not cell:
            text, kind = preformatted("".join(leaf.text for leaf in leaves), text)
        numbering = child(paragraph, "pPr", "numPr")
        number = value(child(numbering, "numId"))
        if kind == "paragraph" and (style.listed or number) and number != "0":
            kind = "list-item"
            mark = _mark(state, number, value(child(numbering, "ilvl")) or "0")
        role: Role | None = "cell" if cell else None
        trace = traced(leaves, text, paragraph)
        yield Run(text, kind, mark, role=role, level=style.level, cell=cell, trace=trace)
    yield from pictures.runs_of(each.get("descr") or "" for each in inline.pictures)
    for box in inline.boxes:
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


def _noted(state: _State, kind: str, note: str) -> str:
    """The number of a note, as its mark shows it."""
    state.notes.append((kind, note))
    return raised(str(len(state.notes)))


def _notes(root: _Element, kind: str) -> dict[tuple[str, str], _Element]:
    """The notes of a part, by their kind and id."""
    return {(kind, value(note, "id")): note for note in root if local_name(note) == kind}


def _note(note: _Element, number: str, state: _State) -> Iterator[Run]:
    mark = raised(number) + " "
    for run in _blocks(note, state):
        yield replace(run, mark=mark, role=None, cell=None)
        mark = ""
