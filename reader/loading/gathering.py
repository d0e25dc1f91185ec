"""Gathers the runs of a web page from the events of its tags.

Nothing here recurs: a page may be nested as deeply as it likes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from reader.article import BlockKind
from reader.loading import pictures
from reader.loading import text as plain
from reader.loading.inline import pieces, raised, unescaped
from reader.loading.runs import Markup, Role, Run
from reader.loading.zones import is_byline, zone_of
from reader.text.regex import regex

_UNSEEN = frozenset(
    "script style template noscript iframe audio video canvas datalist title meta link base "
    "annotation annotation-xml metadata desc noembed noframes area param rt rp rtc".split()
)
"""Elements whose text no browser shows, or above a word alone, as its reading."""
VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr basefont frame".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main "
    "menu nav ol optgroup option p plaintext pre search section select summary table caption tbody "
    "td tfoot th thead tr ul xmp textarea button marquee noframes frameset".split()
)
_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "option"), "list-item"),
    **dict.fromkeys(
        ("td", "th", "dd", "dt", "figcaption", "caption", "nav", "aside", "summary"), "paragraph"
    ),
    "blockquote": "quote",
}
_PREFORMATTED = frozenset(("pre", "listing", "xmp", "plaintext"))
_CODE = frozenset(("code", "kbd", "samp", "tt", "var", "pre", "listing", "xmp", "plaintext"))
HELD = frozenset(("code", "kbd", "samp"))
"""Inline elements whose text is to stay as it is."""
_NOTE_SIGNS = frozenset(("sdfootnotesym", "sdendnotesym"))
"""What LibreOffice calls the number that a note begins with."""
_CODE_CLASS = regex(r"\b(?:code|highlight\w*|prettyprint|language-\w+|brush|src)\b")
_LINKS = frozenset(("a", "button", "option", "label"))
_APART = (_LINKS, frozenset(("del", "ins", "s", "strike")), frozenset(("text",)))
"""Elements that do not run into one of their own kind: what is struck out and what stands for it,
two texts of a drawing."""
_ROLES: dict[str, Role] = {
    "figcaption": "caption",
    "caption": "caption",
    "td": "cell",
    "th": "cell",
    "address": "byline",
    "time": "byline",
}
_CONTAINERS = frozenset(("article", "main"))
_QUOTES = {"fr": ("«\u00a0", "\u00a0»"), "ar": ("«", "»")}

_SPACES = regex(r"[ \t\n\r\f]+")
_HIDING = regex(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SHOWN_AS_BLOCK = regex(
    r"(?:^|;)\s*display\s*:\s*(?:block|flex|grid|table|list-item)", re.IGNORECASE
)
_LONGEST_CODE = 200
"""Characters of code within a sentence; what is longer is a text in letters of one width."""
_MOST_ZONES = 8
"""Zones one inside another that are remembered: more is not a page but an attack."""


@dataclass(slots=True)
class Open:
    """An element whose end has not come yet, with what holds inside it."""

    tag: str
    kind: BlockKind = "paragraph"
    hidden: bool = False
    block: bool = False
    preformatted: bool = False
    code: bool = False
    link: bool = False
    role: Role | None = None
    level: int = 0
    container: int = 0
    zones: tuple[int, ...] = ()
    row: int = 0
    cell: int = 0
    items: int | None = None
    """The number of a numbered list's next item."""
    begins: int = 0
    """Where its text begins among the parts, for what is raised."""
    note: bool = False
    """Whether it leads to a note."""


class Gatherer:
    """Takes the events of a page and gathers its runs."""

    def __init__(self) -> None:
        self._page = Markup()
        self._stack: list[Open] = [Open("")]
        self._counts: dict[str, int] = {}
        self._parts: list[str] = []
        self._linked = 0
        self._rows = self._cells = 0
        self._layout: set[int] = set()
        """Cells that hold blocks: those of a table that lays the page out."""
        self._mark = ""
        self._pictures: list[Run] = []
        """The descriptions of pictures that stand in the run that is open."""
        self._role: Role | None = None
        self._code_seen = False
        self._ended: Open | None = None
        """The element that has just ended, where nothing has come since."""
        self._title: list[str] = []
        self._shared_title = ""
        self._quotes = ("“", "”")

    # --- Events ---

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """The start of an element; one that cannot have text is over at once."""
        tag = tag.lower()
        parent = self._stack[-1]
        if tag in VOID:
            self._void(tag, attributes, parent)
            return
        if parent.hidden:
            self._push(Open(tag, hidden=True))
            return
        style = attributes.get("style") or ""
        if is_hidden(tag, attributes, style):
            self._push(Open(tag, hidden=True))
            return
        block = is_block(tag, style)
        if block:
            self._flush()
            if parent.cell:
                self._layout.add(parent.cell)
        opened = self._opened(tag, attributes, parent, block)
        if tag == "q":
            self._append(self._quotes[0])
        elif self._stands_apart(tag, opened, parent) and not block:
            self._append(" ")
        opened.begins = len(self._parts)
        self._push(opened)

    def end(self, tag: str) -> None:
        """The end of an element, and of what was left open inside it."""
        tag = tag.lower()
        if tag == "br" or tag == "p":
            if not self._counts.get(tag):
                self._append("\n")
                return
        elif not self._counts.get(tag):
            return
        while len(self._stack) > 1:
            opened = self._stack[-1]
            if opened.block:
                self._flush()
            if opened.tag == "q" and not opened.hidden:
                self._append(self._quotes[1])
            elif (opened.tag == "sup" or opened.note) and not opened.hidden:
                if self._raise(opened.begins) and opened.note and not opened.begins:
                    self._append(" ")  # the number of a note at its own beginning
            elif opened.tag in HELD and not (opened.preformatted or opened.hidden):
                self._hold(opened.begins)
            elif opened.tag == "li":
                self._mark = ""
            self._stack.pop()
            self._counts[opened.tag] -= 1
            self._ended = opened
            if opened.tag == tag:
                return

    def data(self, data: str) -> None:
        """Some text."""
        opened = self._stack[-1]
        if opened.hidden:
            if opened.tag == "title" and not self._counts.get("svg"):
                self._title.append(data)
            return
        if not opened.preformatted:
            data = _SPACES.sub(" ", data)
            if not opened.code:
                data = unescaped(data)
        if not data:
            return
        self._append(data)
        self._ended = None
        if opened.link:
            self._linked += len(data) - data.count(" ")
        if opened.role and not data.isspace():
            self._role = self._role or opened.role

    def finish(self) -> Markup:
        """The page, once all its events have come."""
        while len(self._stack) > 1:
            self.end(self._stack[-1].tag)
        self._flush()
        self._page.title = self._shared_title or " ".join("".join(self._title).split())
        seen: dict[int, int] = {}
        for run in self._page.runs:
            if run.cell:
                seen[run.cell[1]] = seen.get(run.cell[1], 0) + 1
        layout = self._layout | {cell for cell, count in seen.items() if count > 1}
        self._page.runs = [
            _without_cell(run) if run.cell and run.cell[1] in layout else run
            for run in pictures.without_repeats(self._page.runs)
        ]
        return self._page

    # --- What they mean ---

    def _void(self, tag: str, attributes: Mapping[str, str], parent: Open) -> None:
        if tag == "meta" and attributes.get("property") == "og:title":
            self._shared_title = " ".join((attributes.get("content") or "").split())
        if parent.hidden:
            return
        if tag == "br":
            self._append("\n")
        elif tag == "hr":
            self._flush()
        elif tag == "input":
            self._append(" ")
        elif tag == "img" and not parent.cell and (text := pictures.of_page(attributes)):
            share = 1.0 if parent.link else 0.0
            self._pictures.append(
                Run(
                    text,
                    "image",
                    pictures.MARK,
                    share,
                    container=parent.container,
                    zones=parent.zones,
                )
            )

    def _append(self, text: str) -> None:
        """Add to the run that is open."""
        self._parts.append(text)

    def _push(self, opened: Open) -> None:
        self._stack.append(opened)
        self._counts[opened.tag] = self._counts.get(opened.tag, 0) + 1

    def _opened(self, tag: str, attributes: Mapping[str, str], parent: Open, block: bool) -> Open:
        opened = Open(
            tag,
            kind=_KINDS.get(tag, parent.kind),
            block=block,
            preformatted=parent.preformatted or tag in _PREFORMATTED,
            code=parent.code or tag in _CODE,
            link=parent.link or tag in _LINKS,
            note="noteref" in (attributes.get("role") or attributes.get("epub:type") or "")
            or (attributes.get("class") or "") in _NOTE_SIGNS,
            role=_ROLES.get(tag, parent.role),
            level=parent.level,
            container=parent.container,
            zones=parent.zones,
            row=parent.row,
            cell=parent.cell,
        )
        if tag == "html":
            self._quotes = _QUOTES.get((attributes.get("lang") or "")[:2].lower(), self._quotes)
        elif tag in _KINDS:
            self._open_block(tag, attributes, opened)
        elif tag in ("ol", "ul", "menu", "dir"):
            opened.items = _first_item(attributes) if tag == "ol" else None
        elif tag == "tr":
            self._rows += 1
            opened.row, opened.cell = self._rows, 0
        elif tag in _CONTAINERS:
            self._page.containers += 1
            opened.container = self._page.containers
        elif tag in _PREFORMATTED or (tag == "code" and parent.preformatted):
            self._code_seen = (
                self._code_seen
                or tag == "code"
                or bool(_CODE_CLASS.search(attributes.get("class") or ""))
            )
        zone = zone_of(tag, attributes, inside=bool(parent.container))
        if zone is not None and len(opened.zones) < _MOST_ZONES:
            self._page.zones.append(zone)
            opened.zones = (*opened.zones, len(self._page.zones) - 1)
        if opened.role is None and is_byline(attributes):
            opened.role = "byline"
        return opened

    def _open_block(self, tag: str, attributes: Mapping[str, str], opened: Open) -> None:
        if opened.kind == "heading":
            opened.level = int(tag[1])
        elif tag in ("td", "th"):
            self._cells += 1
            opened.cell = self._cells
            self._layout.discard(self._cells)
        elif tag == "li":
            holder = next((o for o in self._stack[:-4:-1] if o.tag in ("ol", "ul", "menu")), None)
            self._mark = "- "
            if holder is not None and holder.items is not None:
                number = attributes.get("value") or ""
                holder.items = int(number[:9]) if number.isdecimal() else holder.items
                self._mark = f"{holder.items}. "
                holder.items += 1

    def _stands_apart(self, tag: str, opened: Open, parent: Open) -> bool:
        """Whether a style sheet will part an element from the one that ends where it begins."""
        if self._ended is None:
            return False
        own_role = opened.role is not None and opened.role != parent.role
        pair = {tag, self._ended.tag}
        return any(pair <= kind for kind in _APART) or own_role or tag == "time"

    def _raise(self, begins: int) -> bool:
        """Write the number of a note, or a power, with raised digits: it is no part of a year."""
        text = "".join(self._parts[begins:])
        if text.isascii() and text.strip().isdigit() and len(text) <= 4:
            self._parts[begins:] = [raised(text.strip())]
            return True
        return False

    def _hold(self, begins: int) -> None:
        """Write code between ticks, as plain text has it, for a translation to copy."""
        text = "".join(self._parts[begins:])
        code = text.strip()
        if code and "`" not in code and "\n" not in code and len(code) <= _LONGEST_CODE:
            self._parts[begins:] = [text.replace(code, f"`{code}`")]

    def _flush(self) -> None:
        """Close the run that is open; the pictures in it are described after it."""
        self._close()
        self._page.runs += self._pictures
        self._pictures.clear()

    def _close(self) -> None:
        if not self._parts:
            return
        opened, text = self._stack[-1], "".join(self._parts)
        linked, role, is_code = self._linked, self._role, self._code_seen
        self._parts.clear()
        self._linked, self._role, self._code_seen, self._ended = 0, None, False, None
        letters = len(text) - sum(map(text.count, " \n\u00a0"))
        if not letters or not text.strip(plain.BLANK):
            return
        kind: BlockKind = "preformatted" if opened.preformatted else opened.kind
        if kind == "preformatted":  # the first line's own indentation
            self._mark += text[: len(text) - len(text.lstrip())].rpartition("\n")[2]
        cell = (opened.row, opened.cell) if opened.row and opened.cell else None
        for piece, piece_kind in pieces(text, kind, is_code):
            self._page.runs.append(
                Run(
                    piece,
                    piece_kind,
                    mark=self._mark,
                    linked=min(1.0, linked / letters),
                    role=role,
                    level=opened.level,
                    container=opened.container,
                    zones=opened.zones,
                    cell=cell,
                )
            )
            self._mark = ""


def _without_cell(run: Run) -> Run:
    return replace(run, cell=None, role=None if run.role == "cell" else run.role)


def is_block(tag: str, style: str) -> bool:
    """Whether an element stands on lines of its own."""
    return tag in _BLOCKS or (bool(style) and bool(_SHOWN_AS_BLOCK.search(style)))


def is_hidden(tag: str, attributes: Mapping[str, str], style: str) -> bool:
    """Whether no browser shows an element."""
    if tag in _UNSEEN:
        return not (tag == "template" and "shadowrootmode" in attributes)
    if tag == "dialog" and "open" not in attributes:
        return True
    return "hidden" in attributes or (bool(style) and bool(_HIDING.search(style)))


def _first_item(attributes: Mapping[str, str]) -> int:
    start = attributes.get("start") or ""
    return int(start[:9]) if start.isdecimal() else 1
