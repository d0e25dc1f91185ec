"""Answers of /translate: what LibreTranslate tells, and a report where one is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reader.article import Translation
from reader.server import refusals
from reader.server.asked import Asked
from reader.server.service import Translated


def answer(asked: Asked, results: Sequence[Translated]) -> dict[str, Any]:
    """The answer to a request; a batch has lists where a single text has values."""
    columns: dict[str, list[Any]] = {"translatedText": [result.text for result in results]}
    if asked.manner.source is None:
        columns["detectedLanguage"] = [
            {"confidence": result.confidence, "language": refusals.public(result.language or "en")}
            for result in results
        ]
    if asked.alternatives:
        columns["alternatives"] = [list(result.alternatives) for result in results]
    if asked.report:
        columns["report"] = [_report(result.translations) for result in results]
    if asked.is_batch:
        return dict(columns)
    return {name: values[0] for name, values in columns.items()}


def _report(translations: Sequence[Translation]) -> list[dict[str, Any]]:
    """What is known of each sentence that holds a term or is doubtful, and where all come from."""
    return [
        {
            "source": each.source.text,
            "target": each.target,
            "origin": each.origin,
            "package": each.package,
            "terms": [
                {
                    "concept": use.concept,
                    "source": each.source.text[slice(*use.source_span)],
                    "target": each.target[slice(*use.target_span)],
                    "how": use.how,
                }
                for use in each.terms
            ],
            "doubts": [{"kind": doubt.kind, "message": doubt.message} for doubt in each.doubts],
        }
        for each in translations
    ]
