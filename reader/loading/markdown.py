"""The blocks of Markdown, without its marks.

markdown-it-py finds the block structure (CommonMark, with tables, footnotes and definition
lists); each block is the span of the input that its lines are. Marks inside a block
(emphasis, links in the middle of a sentence, the `>` of a quotation's further lines) stay in
its text, since that is a span of the input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from reader.article import Block, BlockKind
from reader.loading import text as plain
from reader.text.marks import unwrapped
from reader.text.regex import regex

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LINE = regex(r"([^\n\r]*)(\r\n|\n|\r|$)")
_CLOSING_HASHES = regex(r"(?:(?<=[ \t])|^)#+[ \t]*$")
_TASK = regex(r"\[[ xX]\][ \t]+(?=\S)")
_CELL = regex(r"(?:\\[^|]|[^|\\])+")
_DEFINITION = regex(r"[ \t>]*\[[^\]^][^\]]{0,998}\]:[ \t]*(?:\S+(?:[ \t]+\S.*)?)?$")
_MARKS_ONLY = regex(r"[\s>*+\-_=#|:.\d)]*")
_MOST_WRAPPINGS = 8
"""Marks around a whole block, one in another, that are no part of it."""
_PREAMBLE_LINE = regex(r"\s*(?:#|-\s|[\w\"'.-][^:=\n]{0,80}\s*[:=](?:\s|$)|[\]\[{}]|\s)|\s*$")
_KEY_LINE = regex(r"[\w\"'][^:=\n]{0,80}[:=](?:\s|$)")

_UNSHOWN = regex(
    r"<!--.*?(?:-->|\Z)|<(script|style|pre|textarea)\b.*?(?:</\1\s*>|\Z)|<[?!][^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK_TAG = regex(
    r"</?(?:address|article|aside|blockquote|body|br|caption|center|col|colgroup|dd|details|div|dl|"
    r"dt|fieldset|figcaption|figure|footer|form|frame|h[1-6]|head|header|hr|html|iframe|img|legend|"
    r"li|link|main|menu|meta|nav|ol|option|p|picture|section|source|summary|table|tbody|td|tfoot|"
    r"th|thead|title|tr|ul|video|audio)\b[^<>]*>|\n[ \t\r]*\n",
    re.IGNORECASE,
)
_TAG = regex(r"</?[A-Za-z][^<>]*>")

_DEEPEST = 12
"""Quotations and lists one in another that are followed; what is deeper is plain text."""


def blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, in order; each one's `text` stands at its `start`.

    Front matter, definitions of links, comments and tags are in no block.
    """
    return list(_Reader(text).blocks())


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    parser.use(footnote_plugin).use(deflist_plugin)
    # Inline marks are not looked at, and footnotes stay where they are.
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


class _Reader:
    """Goes through the tokens of a text once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [match.span(1) for match in _LINE.finditer(text)]
        self._first = self._preamble()
        self._covered = self._first
        """The first line that is in no block yet."""
        self._end = 0
        """The end of the last block."""

    def blocks(self) -> Iterator[Block]:
        offset = self._lines[self._first][0] if self._first < len(self._lines) else len(self._text)
        if not self._text[offset:].strip():
            return
        kinds: list[BlockKind] = ["paragraph"]
        row_end = 0
        for token in _parser().parse(self._text[offset:]):
            if token.nesting == 1:
                kinds.append(_kind(token, kinds[-1]))
            elif token.nesting == -1:
                kinds.pop()
            if token.map is None or token.nesting == -1:
                continue
            first, last = (line + self._first for line in token.map)
            if token.type == "tr_open":
                yield from self._uncovered(first)
                yield from self._row(first)
                row_end = last
            elif token.type in ("fence", "code_block", "html_block"):
                yield from self._uncovered(first)
                yield from self._raw(token.type, first, last)
            elif token.type == "inline" and first >= row_end:
                yield from self._uncovered(first)
                yield from self._inline(token, first, last, kinds[-1])
            else:
                continue
            self._covered = max(self._covered, last)
        yield from self._uncovered(len(self._lines))

    def _preamble(self) -> int:
        """The number of the first line after a YAML or TOML preamble."""
        if not self._lines:
            return 0
        mark = self._line(0).rstrip()
        if mark not in ("---", "+++"):
            return 0
        has_key = False
        for number in range(1, len(self._lines)):
            line = self._line(number).rstrip()
            if line in (mark, "..."):
                return number + 1 if has_key else 0
            if not _PREAMBLE_LINE.match(line):
                return 0  # two rules with text between
            has_key = has_key or _KEY_LINE.match(line) is not None
        return 0

    def _line(self, number: int) -> str:
        return self._text[slice(*self._lines[number])]

    def _uncovered(self, before: int) -> Iterator[Block]:
        """What stands in lines that the parser has passed over: too deeply nested for it."""
        for number in range(self._covered, min(before, len(self._lines))):
            line = self._line(number)
            if not _MARKS_ONLY.fullmatch(line) and not _DEFINITION.match(line):
                start, end = self._lines[number]
                marks = re.match(r"[ \t>*+-]*", line)
                assert marks is not None
                yield from self._block(start + marks.end(), end, "paragraph")
        self._covered = max(self._covered, before)

    def _inline(self, token: Token, first: int, last: int, kind: BlockKind) -> Iterator[Block]:
        """A paragraph or a heading, from its first word to the end of its last line."""
        content = token.content.split("\n")
        while first < last - 1 and plain.is_blank(self._line(first)):
            first += 1
        last = max(first + 1, min(last, first + len(content), len(self._lines)))
        while last - 1 > first and _DEFINITION.match(self._line(last - 1)):
            last -= 1  # of a link, written under a note without a blank line between
        start, end = self._begin(first, content[0], kind), self._lines[last - 1][1]
        if kind in ("title", "heading"):
            line = self._text[start:end]
            closing = _CLOSING_HASHES.search(line)
            if closing and not content[-1].endswith(closing[0].rstrip()):
                end = start + closing.start()
        task = _TASK.match(self._text, start, end) if kind == "list-item" else None
        yield from self._block(task.end() if task else start, end, kind)

    def _begin(self, number: int, content: str, kind: BlockKind) -> int:
        """Where the words of a block begin, behind the marks of its line."""
        start, _ = self._lines[number]
        line = self._line(number).rstrip()
        if kind in ("title", "heading") and not line.endswith(content.rstrip()):
            line = _CLOSING_HASHES.sub("", line).rstrip()
        if line.endswith(content.rstrip()):
            return start + len(line) - len(content.rstrip())
        return start + max(0, line.rfind(content[:20]))

    def _row(self, number: int) -> Iterator[Block]:
        start, end = self._lines[number]
        for cell in _CELL.finditer(self._text, start, end):
            yield from self._block(*cell.span(), "paragraph")

    def _raw(self, kind: str, first: int, last: int) -> Iterator[Block]:
        start, end = self._lines[first][0], self._lines[min(last, len(self._lines)) - 1][1]
        if kind == "html_block":
            yield from self._html(start, end)
            return
        if kind == "fence":
            fence = re.match(r"[ \t>]*(?:[-*+]|\d+[.)])?[ \t>]*([`~]{3})", self._line(first))
            closed = last - 1 > first and self._line(last - 1).strip(" \t>")[:3] in ("```", "~~~")
            if fence is None or last - closed <= first + 1:
                return
            start, end = self._lines[first + 1][0], self._lines[last - 1 - closed][1]
        yield from self._block(start, end, "preformatted")

    def _html(self, start: int, end: int) -> Iterator[Block]:
        """What a browser would show of the HTML between two paragraphs."""
        at = start
        for unshown in (*_UNSHOWN.finditer(self._text, start, end), None):
            stop = unshown.start() if unshown else end
            for tag in (*_BLOCK_TAG.finditer(self._text, at, stop), None):
                piece_end = tag.start() if tag else stop
                if not plain.is_blank(_TAG.sub("", self._text[at:piece_end])):
                    yield from self._block(at, piece_end, "paragraph")
                at = tag.end() if tag else stop
            at = unshown.end() if unshown else end

    def _block(self, start: int, end: int, kind: BlockKind) -> Iterator[Block]:
        start, end = plain.trimmed(self._text, max(start, self._end), end)
        if kind != "preformatted":
            for _ in range(_MOST_WRAPPINGS):
                inner = unwrapped(self._text, start, end)
                if inner is None:
                    break
                start, end = plain.trimmed(self._text, *inner)
        if start < end:
            self._end = end
            yield Block(self._text[start:end], kind, None, start)


def _kind(token: Token, outer: BlockKind) -> BlockKind:
    """The kind of the blocks inside an element."""
    if token.type == "heading_open":
        return "title" if token.tag == "h1" else "heading"
    if token.type == "blockquote_open":
        return "quote"
    if token.type == "list_item_open":
        return "list-item"
    if token.type in ("table_open", "footnote_reference_open", "dd_open", "dt_open"):
        return "paragraph"
    return outer
