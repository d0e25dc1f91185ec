"""Articles put together again, and written with what is known of every sentence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from reader import __version__
from reader.archive import tables
from reader.archive.plan import Plan
from reader.archive.translating import placed
from reader.article import Sentence, Translation, is_grave
from reader.files import whole_document
from reader.translator.pieces import in_place

_SPAN = pa.list_(pa.int32(), 2)
_TERM = pa.struct(
    [
        ("concept", pa.string()),
        ("source_span", _SPAN),
        ("target_span", _SPAN),
        ("how", pa.string()),
    ]
)
_DOUBT = pa.struct(
    [
        ("kind", pa.string()),
        ("message", pa.string()),
        ("source_span", _SPAN),
        ("target_span", _SPAN),
    ]
)
_SENTENCE = pa.struct(
    [
        ("start", pa.int32()),
        ("source", pa.string()),
        ("target", pa.string()),
        ("language", pa.string()),
        ("origin", pa.string()),
        ("package", pa.string()),
        ("score", pa.float64()),
        ("terms", pa.list_(_TERM)),
        ("doubts", pa.list_(_DOUBT)),
    ]
)
OUTPUT = pa.schema(
    [
        ("id", pa.string()),
        ("title", pa.string()),
        ("source_language", pa.string()),
        ("target_language", pa.string()),
        ("text", pa.string()),
        ("sentences", pa.list_(_SENTENCE)),
        ("doubtful", pa.int32()),
        ("packages", pa.list_(pa.string())),
        ("dragoman", pa.string()),
        ("translated_on", pa.string()),
        ("more", pa.string()),
    ]
)
ENDINGS = {"parquet": ".parquet", "jsonl": ".jsonl.zst"}
"""What each format's files are called."""


def output_file(plan: Plan, part: str) -> Path:
    """The file of the output that a part becomes."""
    return plan.output / f"part-{part}{ENDINGS[plan.format]}"


class Writing:
    """Writes parts of the output."""

    def __init__(self, plan: Plan, cores: int) -> None:
        self._plan = plan

    def __call__(self, part: str, /) -> dict[str, int]:
        """Write a part. Returns how many articles it has."""
        plan = self._plan
        by_article: dict[int, list[dict[str, Any]]] = {}
        for row in placed(plan, part):
            by_article.setdefault(row["article"], []).append(row)
        rows = []
        for article in tables.read(plan.folder("articles") / f"{part}.parquet"):
            sentences = sorted(by_article.get(article["number"], []), key=lambda row: row["start"])
            rows.append(_article(plan, article, sentences))
        path = output_file(plan, part)
        if plan.format == "parquet":
            tables.write(path, rows, OUTPUT, group=500)
        else:
            with whole_document(path) as out, pa.CompressedOutputStream(out, "zstd") as packed:
                for row in rows:
                    packed.write((json.dumps(row, ensure_ascii=False) + "\n").encode())
        return {"written": len(rows)}


def _article(
    plan: Plan, article: dict[str, Any], sentences: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    translations = [
        Translation(Sentence(row["text"], row["start"], 0, None), row["target"], row["origin"])
        for row in sentences
    ]
    packages = dict.fromkeys(row["package"] for row in sentences if row["package"])
    return {
        "id": article["id"],
        "title": article["title"],
        "source_language": article["language"],
        "target_language": plan.target,
        "text": in_place(article["text"], translations),
        "sentences": [_sentence(row) for row in sentences],
        "doubtful": sum(
            any(is_grave(doubt["kind"]) for doubt in json.loads(row["doubts"] or "[]"))
            for row in sentences
        ),
        "packages": list(packages),
        "dragoman": __version__,
        "translated_on": date.today().isoformat(),
        "more": article["more"],
    }


def _sentence(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "start": row["start"],
        "source": row["text"],
        "target": row["target"],
        "language": row["language"],
        "origin": row["origin"],
        "package": row["package"],
        "score": row["score"],
        "terms": json.loads(row["uses"] or "[]"),
        "doubts": json.loads(row["doubts"] or "[]"),
    }
