"""The translation as Markdown: titles, headings, lists and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TextIO

from reader.article import Article, Translation
from reader.export.pairing import Pair, pairs, translated_text
from reader.export.provenance import Provenance, reasons
from reader.export.remarks import Remark
from reader.export.text import TextWriter, translation_in_lines

_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx"})
_HEADING = re.compile(r"(?:^|[\r\n]) {0,3}#{1,6}[ \t]+$")
_MARKS = {"title": "# ", "heading": "## ", "list-item": "- ", "quote": "> "}

_ADDRESS = r"https?://[^\s<>*`\[\]\\]+"
_OURS = r"\[\^(?:doubt|remark)-\d+\](?=\s|$|\[\^)"
_INLINE = re.compile(rf"({_ADDRESS}|{_OURS})|([\\`*_\[<~]|&(?=#?\w+;))")
_DOUBT, _REMARK = "doubt-", "remark-"
"""Begin the names of our footnotes, so that they are none of the text's own."""
_BLOCK_START = re.compile(r"([#+>=-]|\d{1,9}(?=[.)]))")


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
        self._provenance = Provenance()

    def begin(self, out: TextIO, *, target: str) -> None:
        self._out, self._target = out, target
        self._marked.begin(out, target=target)

    def article(self, article: Article, translations: Iterable[Translation]) -> None:
        translations = map(self._noted, self._provenance.watch(translations))
        if _is_markdown(article):
            self._marked.article(article, translations)
            return
        for pair in pairs(article, translations):
            if not pair.pieces or (pair.block.boilerplate and not self._include_boilerplate):
                continue
            kind = pair.block.kind
            if self._last_kind and not kind == self._last_kind == "list-item":
                self._out.write("\n")
            self._out.write(_marked_up(pair, self._target) + "\n")
            self._out.flush()
            self._last_kind = kind

    def end(self) -> None:
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
        marks = ""
        for kind, text in told:
            number = 1 + sum(name.startswith(kind) for name, _ in self._notes)
            self._notes.append((f"{kind}{number}", text))
            marks += f"[^{kind}{number}]"
        if not marks:
            return translation
        return replace(translation, target=translation.target.rstrip() + marks)


def _is_markdown(article: Article) -> bool:
    if PurePath(article.source).suffix.lower() in _SUFFIXES:
        return True
    # Standard input has no suffix; there, a heading's own mark gives it away.
    for block in article.blocks:
        if block.kind in ("title", "heading"):
            start = block.start - article.start
            if _HEADING.search(article.text[max(0, start - 12) : start]):
                return True
    return False


def _marked_up(pair: Pair, target: str) -> str:
    if pair.block.kind == "preformatted":
        text = translation_in_lines(pair, target).strip("\r\n")
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        return f"{fence}\n{text}\n{fence}"
    return _MARKS.get(pair.block.kind, "") + escaped(translated_text(pair, target))


def escaped(text: str) -> str:
    """`text`, a single line, as Markdown that reads as exactly that text."""
    inline = _INLINE.sub(lambda match: match[1] or "\\" + match[2], text)
    start = _BLOCK_START.match(inline)
    if not start:
        return inline
    mark = start.end() if start.group().isdigit() else 0
    return f"{inline[:mark]}\\{inline[mark:]}"
