"""The blocks of Markdown, without its marks.

CommonMark's block structure, line by line: headings, paragraphs, quotes, lists, tables,
fenced and indented code, front matter. A paragraph may run over several lines. Marks inside
a paragraph (emphasis, links in the middle of a sentence) stay in the block's text, since
that is a span of the input.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from reader.article import Block, BlockKind
from reader.loading import text as plain

_LINE = re.compile(r"([^\n\r]*)(\r\n|\n|\r|$)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_CLOSING_HASHES = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CELL = re.compile(r"(?:\\.|`[^`]*`|[^|\\])+")
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:[ \t]*\S+")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]]+\]:[ \t]*")
_TAGS = re.compile(r"[ \t]*(?:</?[A-Za-z][^<>]*>[ \t]*)+$|[ \t]*<!--.*-->[ \t]*$")
_CODE = re.compile(r"(?: {4}|\t)")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_STRESS = re.compile(r"(\*\*\*|\*\*|__|\*|_|~~|`)(?=\S)(.+?)(?<=\S)\1")


def blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, in order; each one's `text` stands at its `start`."""
    return list(_Scanner(text).blocks())


class _Scanner:
    """Goes through the lines of a text once; holds the paragraph that is being read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [match.span(1) for match in _LINE.finditer(text)]
        self._open: tuple[int, int, BlockKind] | None = None

    def blocks(self) -> Iterator[Block]:
        number = self._front_matter()
        while number < len(self._lines):
            start, end = self._lines[number]
            line = self._text[start:end]
            fence = _FENCE.match(line)
            if fence:
                yield from self._close()
                number = yield from self._fenced(number, fence[1])
                continue
            if self._is_table(number):
                yield from self._close()
                number = yield from self._table(number)
                continue
            yield from self._line(start, end, line)
            number += 1
        yield from self._close()

    def _line(self, start: int, end: int, line: str) -> Iterator[Block]:
        if not line.strip() or (_DEFINITION.match(line) and not _FOOTNOTE.match(line)):
            yield from self._close()
            return
        underline = _UNDERLINE.match(line)
        if underline and self._open and self._open[2] == "paragraph":
            first, last, _ = self._open
            self._open = (first, last, "title" if underline[1][0] == "=" else "heading")
            yield from self._close()
            return
        if _RULE.match(line) or _TAGS.match(line):
            yield from self._close()
            return
        heading = _HEADING.match(line)
        if heading:
            yield from self._close()
            closing = _CLOSING_HASHES.search(line, heading.end())
            last = start + (closing.start() if closing else len(line))
            kind: BlockKind = "title" if len(heading[1]) == 1 else "heading"
            yield from self._block(start + heading.end(), last, kind)
            return
        if self._open is None and _CODE.match(line) and not _ITEM.match(line):
            yield from self._block(start, end, "preformatted")
            return
        quote = _QUOTE.match(line)
        if quote:
            # A quote's lines are blocks of their own: its marks stand between them.
            yield from self._close()
            while quote:
                start += quote.end()
                line = self._text[start:end]
                quote = _QUOTE.match(line)
            item = _ITEM.match(line)
            yield from self._block(start + (item.end() if item else 0), end, "quote")
            return
        for mark in (_ITEM, _FOOTNOTE):
            found = mark.match(line)
            if found:
                yield from self._close()
                self._open = (
                    start + found.end(),
                    end,
                    "list-item" if mark is _ITEM else "paragraph",
                )
                return
        if self._open:
            self._open = (self._open[0], end, self._open[2])
        else:
            self._open = (start, end, "paragraph")

    def _close(self) -> Iterator[Block]:
        if self._open:
            start, end, kind = self._open
            self._open = None
            yield from self._block(start, end, kind)

    def _block(self, start: int, end: int, kind: BlockKind) -> Iterator[Block]:
        start, end = plain.trimmed(self._text, start, end)
        if kind != "preformatted":
            start, end = self._unmarked(start, end)
        if start < end:
            yield Block(self._text[start:end], kind, None, start)

    def _unmarked(self, start: int, end: int) -> tuple[int, int]:
        """The span without a link, an image or an emphasis that is all of it."""
        while start < end:
            link = _LINK.fullmatch(self._text, start, end)
            stress = None if link else _STRESS.fullmatch(self._text, start, end)
            if link:
                start, end = link.span(1)
            elif stress and stress[1] not in stress[2]:
                start, end = stress.span(2)
            else:
                break
        return start, end

    def _fenced(self, number: int, fence: str) -> Generator[Block, None, int]:
        closing = re.compile(rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$")
        last = number + 1
        while last < len(self._lines):
            start, end = self._lines[last]
            if closing.match(self._text[start:end]):
                break
            last += 1
        if last > number + 1:
            start, end = self._lines[number + 1][0], self._lines[last - 1][1]
            if self._text[start:end].strip():
                yield from self._block(start, end, "preformatted")
        return last + 1

    def _is_table(self, number: int) -> bool:
        if number + 1 >= len(self._lines):
            return False
        header, rule = (self._text[slice(*self._lines[at])] for at in (number, number + 1))
        return "|" in header and "|" in rule and bool(_TABLE_RULE.match(rule))

    def _table(self, number: int) -> Generator[Block, None, int]:
        rule = number + 1
        while number < len(self._lines):
            start, end = self._lines[number]
            if "|" not in self._text[start:end]:
                break
            if number != rule:
                for cell in _CELL.finditer(self._text, start, end):
                    yield from self._block(cell.start(), cell.end(), "paragraph")
            number += 1
        return number

    def _front_matter(self) -> int:
        """The number of the first line after a YAML or TOML preamble."""
        if not self._lines:
            return 0
        first = self._text[slice(*self._lines[0])].rstrip()
        if first in ("---", "+++"):
            for number, span in enumerate(self._lines[1:], 1):
                if self._text[slice(*span)].rstrip() in (first, "..."):
                    return number + 1
        return 0
