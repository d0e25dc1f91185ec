"""What an archive is made of: files cut into slices, and the articles of a slice."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from reader.archive.plan import Plan
from reader.article import Article
from reader.errors import DragomanError, UnreadableFile
from reader.loading import in_language, load, stream
from reader.loading.formats import ending, readable

_RECORDS = (".jsonl", ".ndjson", ".jsonl.zst", ".ndjson.zst", ".jsonl.gz", ".ndjson.gz")
_SLICE = 64 << 20
"""Bytes of a file of records beyond which several workers read it, each its own share."""
_FILES = 200
"""Files of a folder that are one slice."""
_LONGEST = 2_000_000
"""Characters of an article; beyond it, something else went wrong."""
_SPAN = 100
"""Records in a row that belong to the same share."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the input that is read by one worker."""

    name: str
    paths: tuple[str, ...]
    share: int = 0
    shares: int = 1


@dataclass(frozen=True, slots=True)
class Record:
    """An article of the input, or why there is none."""

    id: str
    articles: tuple[Article, ...] = ()
    title: str = ""
    more: str = ""
    """Its other fields, as JSON."""
    reason: str = ""
    """Why it cannot be translated."""


def files_of(plan: Plan) -> list[Path]:
    """The input's files, in order.

    Raises:
        UnreadableFile: there are none.
    """
    source = Path(plan.source)
    if not source.exists():
        raise UnreadableFile(f"{source}: there is no such file or folder")
    files = [source]
    if source.is_dir():
        files = sorted(
            path
            for path in source.rglob("*")
            if path.is_file()
            and not path.is_relative_to(plan.output)
            and not any(part.startswith(".") for part in path.relative_to(source).parts)
            and (is_records(path) or readable(path.name))
        )
    if not files:
        raise UnreadableFile(f"{source}: there is nothing in it that can be read")
    return files


def is_records(path: Path) -> bool:
    """Whether a file holds a record a line, or a row."""
    return path.name.lower().endswith((*_RECORDS, ".parquet"))


def slices(paths: Sequence[Path]) -> list[Slice]:
    """The slices of files, in order."""
    parts: list[Slice] = []
    loose: list[str] = []

    def add(paths: Sequence[str], share: int = 0, shares: int = 1) -> None:
        parts.append(Slice(f"{len(parts):06}", tuple(paths), share, shares))

    for path in paths:
        if is_records(path):
            shares = -(-path.stat().st_size // _SLICE) or 1
            for share in range(shares):
                add([str(path)], share, shares)
        elif ending(path.name) in (".warc", ".warc.gz", ".mbox", ".mbx"):
            add([str(path)])
        else:
            loose.append(str(path))
            if len(loose) == _FILES:
                add(loose)
                loose = []
    if loose:
        add(loose)
    return parts


def records(plan: Plan, part: Slice, likely: Sequence[str]) -> Iterator[Record]:
    """The articles of a slice, in order, bad ones among them."""
    for name in part.paths:
        path = Path(name)
        if not is_records(path):
            yield from _documents(plan, path, likely)
            continue
        called = _whole(path.name)  # a name need not be UTF-8
        rows: Iterator[Any] = _rows(path) if path.suffix.lower() == ".parquet" else _lines(path)
        number = -1
        try:
            for number, row in enumerate(rows):
                if number // _SPAN % part.shares == part.share:
                    yield _record(plan, f"{called}:{number + 1}", _parsed(row), likely)
        except Exception as error:
            if part.share == 0:
                reason = f"the file is damaged: {why(error)}"
                yield Record(f"{called}:{number + 2}", reason=reason)


def why(error: Exception) -> str:
    """What went wrong with a record, on a line."""
    message = " ".join(str(error).split())[:500]
    if isinstance(error, (DragomanError, OSError, ValueError, ArithmeticError)):
        return message or type(error).__name__
    return f"a fault of Dragoman's: {type(error).__name__}: {message}"


def _documents(plan: Plan, path: Path, likely: Sequence[str]) -> Iterator[Record]:
    number, name = 0, _whole(path.name)
    try:
        for number, article in enumerate(stream(path, likely=likely), 1):
            if article.blocks:
                moved = _at_its_start(in_language(article, _language(plan)))
                yield Record(f"{name}:{number}", (moved,), article.title)
    except Exception as error:  # a collection has what no test had
        yield Record(f"{name}:{number + 1}", reason=why(error))


def _at_its_start(article: Article) -> Article:
    """The article with offsets in its own text."""
    by = article.start
    blocks = tuple(replace(block, start=block.start - by) for block in article.blocks)
    return replace(article, blocks=blocks, start=0)


def _language(plan: Plan) -> str | None:
    return None if plan.language == "auto" else plan.language


def _parsed(row: Any) -> Any:
    """A row of a table as it is, a line as what it is in JSON; bytes that are none stay."""
    if not isinstance(row, bytes):
        return row
    try:
        return json.loads(row)
    except (ValueError, RecursionError):
        return row


def _lines(path: Path) -> Iterator[bytes]:
    """The lines of a file of records; each share's worker parses those that are its own."""
    import pyarrow as pa

    kind = {".zst": "zstd", ".gz": "gzip"}.get(path.suffix.lower())
    raw = pa.OSFile(str(path), "rb")
    file = pa.CompressedInputStream(raw, kind) if kind else raw
    with io.BufferedReader(cast(io.RawIOBase, file), 1 << 20) as lines:
        yield from (line for line in lines if line.strip())


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(path).iter_batches(batch_size=256):
        yield from batch.to_pylist()


def _record(plan: Plan, place: str, row: Any, likely: Sequence[str]) -> Record:
    if not isinstance(row, dict):
        return Record(place, reason="it is not a JSON object")
    identity = row.get(plan.id_field)
    name = place if identity in (None, "") else _whole(str(identity))
    text = row.get(plan.text_field)
    if not isinstance(text, str) or not text.strip():
        return Record(name, reason=f"it has no text in the field {plan.text_field!r}")
    if len(text) > _LONGEST:
        return Record(name, reason=f"its text has {len(text):,} characters, more than {_LONGEST:,}")
    content = text.encode("utf-8", "replace")
    kind = "html" if plan.is_html else "text"
    try:
        articles = load(content, format=kind, encoding="utf-8", likely=likely)
    except Exception as error:
        return Record(name, reason=why(error))
    title = row.get("title")
    title = _whole(title) if isinstance(title, str) else articles[0].title if articles else ""
    more = {key: value for key, value in row.items() if key not in (plan.id_field, plan.text_field)}
    return Record(
        name,
        tuple(in_language(article, _language(plan)) for article in articles),
        title,
        _whole(json.dumps(more, ensure_ascii=False, default=str)) if more else "",
        "" if articles else "there is no text in it",
    )


def _whole(text: str) -> str:
    """A text without halves of surrogate pairs: JSON that cut a picture of a face off has them."""
    return text.encode("utf-8", "replace").decode("utf-8")
