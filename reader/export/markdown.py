"""The translation as Markdown: titles, headings, lists, tables and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TextIO

from reader.article import Article, Translation
from reader.export.arrangement import number_of
from reader.export.pairing import Pair, pairs, translated_text
from reader.export.provenance import Provenance, reasons
from reader.export.remarks import Remark
from reader.export.text import TextWriter, translation_in_lines
from reader.text.regex import regex

_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx"})
_HEADING = regex(r"(?:^|[\r\n]) {0,3}#{1,6}[ \t]+$")
_MARKS = {"title": "# ", "heading": "## ", "list-item": "- ", "quote": "> ", "image": "[image] "}

_BAR = " | "
"""Stands between two cells of a row, in the text of a page or a document."""
_ROW = "row"
"""The kind of what was written last, where that is a row of a table."""
_INSIDE = regex(r"(?<!\\)\|")

_ADDRESS = r"https?://[^\s<>*`\[\]\\]+"
_OURS = r"\[\^(?:doubt|remark)-\d+\](?=\s|$|\[\^)"
_INLINE = regex(rf"({_ADDRESS}|{_OURS})|([\\`*_\[<~]|&(?=#?\w+;))")
_DOUBT, _REMARK = "doubt-", "remark-"
"""Begin the names of our footnotes, so that they are none of the text's own."""
_BLOCK_START = regex(r"([#+>=-]|\d{1,9}(?=[.)](?:\s|$)))")


class MarkdownWriter:
    """Writes the translation alone.

    An input that is Markdown keeps its own marks, each where it was. Anything else gets
    the marks of its blocks' kinds, a paragraph a line, and its text is escaped so that it
    stays text. Footnotes say what is doubtful; the last line, where the translations come from.
    """

    def __init__(self, *, include_boilerplate: bool = True, remarks: Sequence[Remark] = ()) -> None:
        self._remarks = remarks
        self._include_boilerplate = include_boilerplate
        self._marked = TextWriter(include_boilerplate=include_boilerplate)
        self._last_kind: str | None = None
        self._notes: list[tuple[str, str]] = []
        self._columns, self._is_head = 0, False
        self._provenance = Provenance()

    def begin(self, out: TextIO, *, target: str) -> None:
        self._out, self._target = out, target
        self._marked.begin(out, target=target)

    def article(self, article: Article, translations: Iterable[Translation]) -> None:
        translations = map(self._noted, self._provenance.watch(translations))
        if is_markdown(article):
            self._marked.article(article, translations)
            return
        for pair in pairs(article, translations):
            if not pair.pieces or (pair.block.boilerplate and not self._include_boilerplate):
                continue
            if self._cell(article, pair):
                continue
            kind = pair.block.kind
            if self._last_kind and not kind == self._last_kind == "list-item":
                self._out.write("\n")
            number = number_of(article, pair.block)
            self._out.write(_marked_up(pair, self._target, number and f"{number} ") + "\n")
            self._out.flush()
            self._last_kind = kind

    def _cell(self, article: Article, pair: Pair) -> bool:
        """Write a cell of a table, as a page's text has them: a line a row, bars between."""
        start = pair.block.start - article.start
        end = start + len(pair.block.text)
        begins = not self._columns or not article.text.endswith(_BAR, 0, start)
        ends = not article.text.startswith(_BAR, end)
        if begins:
            self._end_row()
            goes_on = self._last_kind == _ROW and article.text.endswith("\n", 0, start)
            goes_on = goes_on and not article.text.endswith("\n\n", 0, start)
            if ends and not (goes_on and pair.block.kind == "paragraph"):
                return False
            if not goes_on and self._last_kind:
                self._out.write("\n")
            self._is_head = not goes_on
        self._columns += 1
        text = _INSIDE.sub(r"\|", escaped(translated_text(pair, self._target)))
        self._out.write(f"| {text} ")
        self._last_kind = _ROW
        if ends:
            self._end_row()
        return True

    def _end_row(self) -> None:
        """End a row of a table, also where its last cells are left out."""
        if self._columns:
            self._out.write("|\n" + f"|{' --- |' * self._columns}\n" * self._is_head)
            self._out.flush()
        self._columns = 0

    def end(self) -> None:
        self._end_row()
        self._marked.end()
        for number, (name, note) in enumerate(self._notes):
            gap = "" if number else "\n"
            self._out.write(f"{gap}[^{name}]: {escaped(' '.join(note.split()))}\n")
        statement = self._provenance.statement()
        if statement:
            self._out.write(f"\n*{escaped(statement)}*\n")
        self._out.flush()

    def _noted(self, translation: Translation) -> Translation:
        """A translation with the marks of footnotes: on its doubts, and on what was noted."""
        told = []
        if translation.doubts:
            told.append((_DOUBT, f"Doubtful: {reasons(translation.doubts)}."))
        texts = {"source": translation.source.text, "target": translation.target}
        for remark in self._remarks:
            if remark.start != translation.source.start:
                continue
            if remark.text:
                told.append((_REMARK, remark.text))
            elif remark.span is not None:
                told.append((_REMARK, f"Highlighted: {texts[remark.side][slice(*remark.span)]}"))
            else:
                told.append((_REMARK, "Bookmark"))
        marks = ""
        for kind, text in told:
            number = 1 + sum(name.startswith(kind) for name, _ in self._notes)
            self._notes.append((f"{kind}{number}", text))
            marks += f"[^{kind}{number}]"
        if not marks:
            return translation
        return replace(translation, target=translation.target.rstrip() + marks)


def is_markdown(article: Article) -> bool:
    if PurePath(article.source).suffix.lower() in _SUFFIXES:
        return True
    # Standard input has no suffix; there, a heading's own mark gives it away.
    for block in article.blocks:
        if block.kind in ("title", "heading"):
            start = block.start - article.start
            if _HEADING.search(article.text[max(0, start - 12) : start]):
                return True
    return False


def _marked_up(pair: Pair, target: str, mark: str) -> str:
    if pair.block.kind == "preformatted":
        text = translation_in_lines(pair, target).strip("\r\n")
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        return f"{fence}\n{text}\n{fence}"
    return (mark or _MARKS.get(pair.block.kind, "")) + escaped(translated_text(pair, target))


def escaped(text: str) -> str:
    """`text`, a single line, as Markdown that reads as exactly that text."""
    inline = _INLINE.sub(lambda match: match[1] or "\\" + match[2], text)
    start = _BLOCK_START.match(inline)
    if not start:
        return inline
    mark = start.end() if start.group().isdigit() else 0
    return f"{inline[:mark]}\\{inline[mark:]}"
