"""Bilingual text: each paragraph, and under it its translation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TextIO

from rich.cells import cell_len

from reader.article import Article, Translation
from reader.export.arrangement import number_of, rows_of
from reader.export.pairing import Pair, one_line, pairs, translated_text
from reader.export.provenance import Provenance, introduction, reasons
from reader.export.text import translation_in_lines

_MARKS = {"list-item": "- ", "quote": "> ", "image": "[image] "}
_BAR = " | "
_RULES = {"title": "═", "heading": "─"}
_LONGEST_RULE = 80
_MISSING = "[not translated yet]"
_MADE = ("model", "memory")
"""Origins of what a machine made."""


class BilingualWriter:
    """Writes source and translation one under the other, a blank line between the pairs.

    A paragraph is one line, whatever its length: `less`, editors and mail programs wrap
    it to their width, and each finds its direction (Arabic's is right to left) from its
    own first letter, which hard line ends would break. A table's row is a line too. After a
    sentence stands why it is doubtful; before the first one that a package translated, which
    package it is; after an article, that the model was unsure of most of it.
    """

    def __init__(self, *, include_boilerplate: bool = True) -> None:
        self._include_boilerplate = include_boilerplate
        self._articles = 0

    def begin(self, out: TextIO, *, target: str) -> None:
        self._out, self._target = out, target
        self._introduced: set[str] = set()
        self._is_begun = False

    def article(self, article: Article, translations: Iterable[Translation]) -> None:
        opening = "\n\n" if self._articles else ""
        provenance = Provenance()
        marked = map(_marked, provenance.watch(translations))
        for row in rows_of(article, pairs(article, marked)):
            row = [pair for pair in row if pair.pieces and self._is_included(pair)]
            if not row:
                continue
            for package in self._new_packages(row):
                notice = introduction(package, date.today(), also=self._is_begun)
                self._is_begun = True
                self._out.write(f"{opening}[{notice}]\n")
                opening = "\n"
            self._out.write(opening + "\n".join(_lines(article, row, self._target)) + "\n")
            self._out.flush()
            opening = "\n"
        if caution := provenance.caution():
            self._out.write(f"\n[{caution}]\n")
        self._articles += 1

    def _is_included(self, pair: Pair) -> bool:
        return self._include_boilerplate or not pair.block.boilerplate

    def _new_packages(self, row: Sequence[Pair]) -> list[str]:
        """The packages whose first translations a row has."""
        translations = (piece.translation for pair in row for piece in pair.pieces)
        packages = dict.fromkeys(
            each.package for each in translations if each and each.origin in _MADE
        )
        new = [package for package in packages if package and package not in self._introduced]
        self._introduced.update(new)
        return new

    def end(self) -> None:
        self._out.flush()


def _lines(article: Article, row: Sequence[Pair], target: str) -> list[str]:
    columns = [_texts(pair, target) for pair in row]
    source = _BAR.join(texts[0] for texts in columns)
    translation = _BAR.join(texts[-1] for texts in columns)
    texts = [source] if translation == source else [source, translation]
    block = row[0].block
    number = number_of(article, block)
    mark = f"{number} " if number else _MARKS.get(block.kind, "")
    lines = [mark + text for text in texts]
    if block.kind in _RULES and len(row) == 1:
        longest = max(map(cell_len, texts))
        lines.append(_RULES[block.kind] * min(longest, _LONGEST_RULE))
    return lines


def _texts(pair: Pair, target: str) -> list[str]:
    """A block's text and its translation, or the text alone where there is nothing else to show."""
    kind = pair.block.kind
    translation = _MISSING
    if kind == "preformatted":
        source = pair.block.text.strip("\r\n")
        if pair.translated:
            translation = translation_in_lines(pair, target).strip("\r\n")
    else:
        source = one_line(pair.block.text, pair.block.language)
        if pair.translated:
            translation = translated_text(pair, target, _MISSING)
    if translation == source or (not pair.translated and pair.block.language == target):
        return [source]
    return [source, translation]


def _marked(translation: Translation) -> Translation:
    """A translation with what is doubtful after it."""
    if not translation.doubts:
        return translation
    return replace(translation, target=f"{translation.target} [? {reasons(translation.doubts)}]")
