"""JSON Lines: one object a sentence, with everything that is known about it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from datetime import date
from typing import Any, TextIO

from reader.article import Article, Translation
from reader.export.pairing import Pair, Piece, pairs

_LINE_ENDS = str.maketrans({code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)})
"""Line ends to many tools, though not to JSON."""


class JsonLinesWriter:
    """Writes one JSON object a sentence.

    Offsets (`start`, `end`) are characters in the input; spans are characters in the
    sentence and in its translation. A sentence without a translation has null for
    `target` and `origin`.
    """

    def __init__(self, *, include_boilerplate: bool = True) -> None:
        self._include_boilerplate = include_boilerplate
        self._articles = 0

    def begin(self, out: TextIO, *, target: str) -> None:
        self._out, self._target = out, target
        self._day = date.today().isoformat()

    def article(self, article: Article, translations: Iterable[Translation]) -> None:
        for pair in pairs(article, translations):
            if pair.block.boilerplate and not self._include_boilerplate:
                continue
            for piece in pair.pieces:
                record = {
                    "file": article.source,
                    "article": self._articles,
                    "title": article.title,
                    **_record(pair, piece, self._target),
                    "exported_on": self._day,
                }
                line = json.dumps(record, ensure_ascii=False, allow_nan=False)
                self._out.write(line.translate(_LINE_ENDS) + "\n")
            self._out.flush()
        self._articles += 1

    def end(self) -> None:
        self._out.flush()


def _record(pair: Pair, piece: Piece, target: str) -> dict[str, Any]:
    translation = piece.translation
    start = pair.block.start + piece.start
    return {
        "block": pair.index,
        "kind": pair.block.kind,
        "boilerplate": pair.block.boilerplate,
        "start": start,
        "end": start + len(piece.text),
        "source_language": translation.source.language if translation else pair.block.language,
        "target_language": target,
        "source": piece.text,
        "target": translation.target if translation else None,
        "origin": translation.origin if translation else None,
        "package": translation.package if translation else "",
        "score": _finite(translation.score) if translation else None,
        "terms": [
            {
                "concept": use.concept,
                "source_span": use.source_span,
                "target_span": use.target_span,
                "how": use.how,
            }
            for use in (translation.terms if translation else ())
        ],
        "doubts": [
            {
                "kind": doubt.kind,
                "message": doubt.message,
                "source_span": doubt.source_span,
                "target_span": doubt.target_span,
            }
            for doubt in (translation.doubts if translation else ())
        ],
    }


def _finite(score: float | None) -> float | None:
    return score if score is not None and math.isfinite(score) else None
