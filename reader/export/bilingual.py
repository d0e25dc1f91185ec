"""Bilingual text: each paragraph, and under it its translation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.cells import cell_len

from reader.article import Article, Translation
from reader.export.pairing import Pair, one_line, pairs, translated_text
from reader.export.provenance import Provenance, reasons
from reader.export.text import translation_in_lines

_MARKS = {"list-item": "- ", "quote": "> "}
_RULES = {"title": "═", "heading": "─"}
_LONGEST_RULE = 80
_MISSING = "[not translated yet]"
_DOUBT = "[?]"
_QUOTED_WORDS = 5
"""Words by which a doubtful sentence of a paragraph is told."""


class BilingualWriter:
    """Writes source and translation one under the other, a blank line between the pairs.

    A paragraph is one line, whatever its length: `less`, editors and mail programs wrap
    it to their width, and each finds its direction (Arabic's is right to left) from its
    own first letter, which hard line ends would break. Under it stands what is doubtful,
    and at the end where the translations come from.
    """

    def __init__(self, *, include_boilerplate: bool = True) -> None:
        self._include_boilerplate = include_boilerplate
        self._articles = 0

    def begin(self, out: TextIO, *, target: str) -> None:
        self._out, self._target = out, target
        self._provenance = Provenance()

    def article(self, article: Article, translations: Iterable[Translation]) -> None:
        opening = "\n\n" if self._articles else ""
        for pair in pairs(article, self._provenance.watch(translations)):
            if not pair.pieces or (pair.block.boilerplate and not self._include_boilerplate):
                continue
            self._out.write(opening + "\n".join(_lines(pair, self._target)) + "\n")
            self._out.flush()
            opening = "\n"
        self._articles += 1

    def end(self) -> None:
        statement = self._provenance.statement()
        if statement:
            self._out.write(f"\n{_RULES['heading'] * 3}\n{statement}\n")
        self._out.flush()


def _lines(pair: Pair, target: str) -> list[str]:
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
        texts = [source]
    else:
        texts = [source, translation]
    mark = _MARKS.get(kind, "")
    lines = [mark + text for text in texts]
    if kind in _RULES:
        longest = max(map(cell_len, texts))
        lines.append(_RULES[kind] * min(longest, _LONGEST_RULE))
    return lines + _doubts(pair)


def _doubts(pair: Pair) -> list[str]:
    """A line for each doubtful sentence: its beginning, and why."""
    found = (piece.translation for piece in pair.pieces)
    doubtful = [each for each in found if each and each.doubts]
    several = len(pair.pieces) > 1
    lines = []
    for each in doubtful:
        words = one_line(each.target, None).split(" ")
        beginning = " ".join(words[:_QUOTED_WORDS]) + ("…" if len(words) > _QUOTED_WORDS else "")
        where = f" “{beginning}”:" if several else ""
        lines.append(f"{_DOUBT}{where} {reasons(each.doubts)}")
    return lines
