"""Each sentence once: what is the same is gathered, translated, and sent back to its places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pyarrow as pa

from reader.archive import tables
from reader.archive.plan import Plan, translator_of
from reader.archive.splitting import SENTENCES, unpacked
from reader.article import Sentence, Translation

_ASKED = pa.schema([SENTENCES.field(name) for name in ("key", "text", "language", "terms")])
_ANSWERS = [
    ("target", pa.string()),
    ("origin", pa.string()),
    ("package", pa.string()),
    ("score", pa.float64()),
    ("uses", pa.string()),
    ("doubts", pa.string()),
]
TRANSLATED = pa.schema([("key", pa.string()), *_ANSWERS])
PLACED = pa.schema(
    [
        ("part", pa.string()),
        ("article", pa.int32()),
        ("start", pa.int32()),
        ("text", pa.string()),
        ("language", pa.string()),
        *_ANSWERS,
    ]
)


class Unit(NamedTuple):
    """Sentences of a bucket that are translated together."""

    bucket: int
    group: int

    @property
    def name(self) -> str:
        return f"{self.bucket:04}-{self.group:05}"


def asked_file(plan: Plan, bucket: int) -> Path:
    """The sentences of a bucket, each once."""
    return plan.folder("asked") / f"{bucket:04}.parquet"


def translated_file(plan: Plan, unit: Unit) -> Path:
    """The translations of a unit."""
    return plan.folder("translated") / f"{unit.name}.parquet"


def placed_file(plan: Plan, bucket: int) -> Path:
    """The translations of a bucket at all their places."""
    return plan.folder("placed") / f"{bucket:04}.parquet"


def units_of(plan: Plan, bucket: int) -> list[Unit]:
    """The units of a bucket that was gathered."""
    count = tables.groups(asked_file(plan, bucket))
    return [Unit(bucket, group) for group in range(count)]


def _parts(plan: Plan) -> list[Path]:
    return sorted(plan.folder("sentences").glob("*.parquet"))


class Gatherer:
    """Gathers the sentences of buckets, each sentence once."""

    def __init__(self, plan: Plan, cores: int) -> None:
        self._plan = plan

    def __call__(self, bucket: int, /) -> dict[str, int]:
        """Gather a bucket. Returns how many sentences there are, and how many different ones."""
        different: dict[str, dict[str, Any]] = {}
        count = 0
        for row in tables.where(_parts(self._plan), "bucket", bucket):
            count += 1
            different.setdefault(row["key"], row)
        rows = [different[key] for key in sorted(different)]
        # Long sentences beside long ones: the engine pads its batches less.
        rows.sort(key=lambda row: (row["language"] or "", len(row["text"]), row["key"]))
        tables.write(asked_file(self._plan, bucket), rows, _ASKED, group=self._plan.unit)
        return {"occurrences": count, "different": len(rows)}


class Translating:
    """Translates units, one after the other, with models that are loaded once."""

    def __init__(self, plan: Plan, cores: int) -> None:
        self._plan = plan
        self._translator = translator_of(plan, cores)

    def __call__(self, unit: Unit, /) -> dict[str, int]:
        """Translate a unit. Returns how many sentences it has, and how many are doubtful."""
        rows = tables.group(asked_file(self._plan, unit.bucket), unit.group)
        translations = list(self._translator.translate(map(_sentence, rows)))
        answers = [
            {"key": row["key"], **_answer(each)}
            for row, each in zip(rows, translations, strict=True)
        ]
        tables.write(translated_file(self._plan, unit), answers, TRANSLATED)
        return {
            "translated": len(translations),
            "doubtful": sum(each.is_doubtful for each in translations),
        }


def _sentence(row: dict[str, Any]) -> Sentence:
    return Sentence(row["text"], 0, 0, row["language"], unpacked(row["terms"]))


def _answer(translation: Translation) -> dict[str, Any]:
    return {
        "target": translation.target,
        "origin": translation.origin,
        "package": translation.package,
        "score": translation.score,
        "uses": msgspec.json.encode(translation.terms).decode() if translation.terms else "",
        "doubts": msgspec.json.encode(translation.doubts).decode() if translation.doubts else "",
    }


class Placer:
    """Sends the translations of buckets back to all places of their sentences."""

    def __init__(self, plan: Plan, cores: int) -> None:
        self._plan = plan

    def __call__(self, bucket: int, /) -> dict[str, int]:
        """Place a bucket. Returns how many places there are."""
        plan = self._plan
        answers: dict[str, dict[str, Any]] = {}
        for unit in units_of(plan, bucket):
            for row in tables.read(translated_file(plan, unit)):
                answers[row.pop("key")] = row
        rows = [
            {
                "part": path.stem,
                **{name: row[name] for name in ("article", "start", "text", "language")},
                **answers[row["key"]],
            }
            for path in _parts(plan)
            for row in tables.where([path], "bucket", bucket)
        ]
        tables.write(placed_file(plan, bucket), rows, PLACED, group=5_000)
        return {"places": len(rows)}


def placed(plan: Plan, part: str) -> Iterator[dict[str, Any]]:
    """The translations of a part, in no order."""
    paths = [placed_file(plan, bucket) for bucket in range(plan.buckets)]
    yield from tables.where(paths, "part", part)
