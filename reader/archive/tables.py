"""Tables on disk: written whole or not at all, read in the parts that are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from reader.files import whole_document

Row = dict[str, Any]

_GROUP = 10_000
"""Rows that are read together."""


def write(
    path: Path, rows: Sequence[Mapping[str, Any]], schema: pa.Schema, *, group: int = _GROUP
) -> None:
    """Write a table in one step.

    Args:
        path: the file; its folder is made.
        rows: the rows.
        schema: their columns.
        group: rows that are read together.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    table = pa.Table.from_pylist(list(rows), schema=schema)
    with whole_document(path) as out:
        pq.write_table(table, out, compression="zstd", row_group_size=max(1, group))


def read(path: Path, columns: Sequence[str] | None = None) -> list[Row]:
    """All rows of a table."""
    rows: list[Row] = pq.read_table(path, columns=columns).to_pylist()
    return rows


def groups(path: Path) -> int:
    """How many groups of rows a table has."""
    return int(pq.read_metadata(path).num_row_groups)


def group(path: Path, number: int) -> list[Row]:
    """The rows of one group."""
    rows: list[Row] = pq.ParquetFile(path).read_row_group(number).to_pylist()
    return rows


def where(paths: Iterable[Path], column: str, value: Any) -> Iterable[Row]:
    """The rows of tables in which a column has a value. Tables are sorted by that column.

    Only the groups that may hold it are read.
    """
    for path in paths:
        file = pq.ParquetFile(path)
        index = file.schema_arrow.get_field_index(column)
        for number in range(file.num_row_groups):
            limits = file.metadata.row_group(number).column(index).statistics
            told = limits is not None and limits.has_min_max
            if not told or limits.min <= value <= limits.max:
                rows = file.read_row_group(number)
                yield from rows.filter(pc.equal(rows[column], value)).to_pylist()
