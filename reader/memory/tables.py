"""The tables of a translation memory's file: what is in a row, and how rows come and go.

A unit is found by numbers made of its texts, of 64 bits each: an index of them is a fifth of one
of the texts, and stays in memory while a million units are added.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from typing import Any

from reader.errors import StoreError
from reader.memory.unit import Unit
from reader.memory.words import key_of, searched, shape_of, tokens_of, words_of

VERSION = 3
"""Of the file: the first kept other shapes, the second found units by their texts."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS unit(
    id INTEGER PRIMARY KEY,
    by_key INTEGER NOT NULL, by_text INTEGER NOT NULL, by_shape INTEGER,
    source_language TEXT NOT NULL, target_language TEXT NOT NULL,
    source TEXT NOT NULL, target TEXT NOT NULL,
    origin TEXT NOT NULL, created TEXT NOT NULL, file TEXT NOT NULL,
    key TEXT NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS unit_by_key ON unit(by_key, by_text);
CREATE INDEX IF NOT EXISTS unit_by_shape ON unit(by_shape, origin) WHERE by_shape IS NOT NULL;
CREATE VIRTUAL TABLE IF NOT EXISTS word USING fts5(source, target, content='', detail=column);
CREATE TABLE IF NOT EXISTS frequency(token TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
"""
_OLDER = f"""
ALTER TABLE unit RENAME TO older;
DROP INDEX by_key;
DROP INDEX by_shape;
{_SCHEMA}
INSERT OR IGNORE INTO unit SELECT
    id, by_key(source_language, target_language, key), by_text(source, target),
    by_shape(source_language, target_language, key),
    source_language, target_language, source, target, origin, created, file, key
FROM older;
DROP TABLE older;
"""
SELECT = (
    "SELECT id, source, target, source_language, target_language, origin, created, file FROM unit"
)
"""The columns of `unit_of`."""


def prepare(database: sqlite3.Connection) -> None:
    """Make the tables, or bring those of an older version up to date.

    Raises:
        StoreError: a newer version made them.
        sqlite3.Error: they cannot be made.
    """
    if _version(database) < VERSION:
        database.create_function("by_key", 3, by_key, deterministic=True)
        database.create_function("by_text", 2, by_text, deterministic=True)
        database.create_function("by_shape", 3, by_shape, deterministic=True)
        with database:
            database.execute("BEGIN IMMEDIATE")
            version = _version(database)  # another process may have been here first
            if version < VERSION:
                for statement in (_OLDER if version else _SCHEMA).split(";"):
                    database.execute(statement)
                database.execute(f"PRAGMA user_version = {VERSION}")
    if _version(database) > VERSION:
        raise StoreError("a newer Dragoman wrote it: install that one")


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def by_key(source_language: str, target_language: str, key: str) -> int:
    """What a unit is found by under the key of its source."""
    return _number(source_language, target_language, key)


def by_text(source: str, target: str) -> int:
    """What tells a unit from others with the same key."""
    return _number(source, target)


def by_shape(
    source_language: str, target_language: str, key: str, words: list[str] | None = None
) -> int | None:
    """What a unit is found by under the shape of its key; None where it has none."""
    shape = shape_of(key, words)
    return _number(source_language, target_language, shape) if shape else None


def _number(*texts: str) -> int:
    data = "\0".join(texts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)


def unit_of(row: Any) -> Unit:
    """The unit of a row of `SELECT`."""
    number, source, target, source_language, target_language, origin, created, file = row
    return Unit(source, target, source_language, target_language, origin, created, file, number)


def insert(database: sqlite3.Connection, units: Iterable[Unit]) -> int:
    """Add units but for those that are there; how many are new."""
    today = date.today().isoformat()
    keys: dict[tuple[int, int], tuple[str, list[str]]] = {}
    rows = []
    for unit in units:
        key = key_of(unit.source)
        languages = unit.source_language, unit.target_language
        numbers = by_key(*languages, key), by_text(unit.source, unit.target)
        if numbers in keys:
            continue
        words = words_of(key)
        keys[numbers] = unit.target, words
        rows.append(
            (
                *numbers,
                by_shape(*languages, key, words),
                *languages,
                unit.source,
                unit.target,
                unit.origin,
                unit.created or today,
                unit.file,
                key,
            )
        )
    (last,) = database.execute("SELECT coalesce(max(id), 0) FROM unit").fetchone()
    database.executemany(
        "INSERT OR IGNORE INTO unit(by_key, by_text, by_shape, source_language, target_language,"
        " source, target, origin, created, file, key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    added = database.execute(
        "SELECT id, by_key, by_text FROM unit WHERE id > ?", (last,)
    ).fetchall()
    frequency = Counter[str]()

    def texts() -> Iterator[tuple[int, str, str]]:
        for number, *numbers in added:
            target, words = keys[numbers[0], numbers[1]]
            frequency.update(set(words))
            yield number, " ".join(words), searched(target)

    database.executemany("INSERT INTO word(rowid, source, target) VALUES (?, ?, ?)", texts())
    _count(database, frequency)
    return len(added)


def delete(database: sqlite3.Connection, numbers: Iterable[int]) -> int:
    """Remove units by their numbers; how many there were."""
    removed, frequency = 0, Counter[str]()
    for number in numbers:
        row = database.execute("SELECT source, target FROM unit WHERE id = ?", (number,)).fetchone()
        if row is None:
            continue
        tokens = tokens_of(row[0])
        frequency.subtract(set(tokens))
        database.execute(
            "INSERT INTO word(word, rowid, source, target) VALUES ('delete', ?, ?, ?)",
            (number, " ".join(tokens), searched(row[1])),
        )
        database.execute("DELETE FROM unit WHERE id = ?", (number,))
        removed += 1
    _count(database, frequency)
    return removed


def _count(database: sqlite3.Connection, frequency: Counter[str]) -> None:
    database.executemany(
        "INSERT INTO frequency VALUES (?, ?)"
        " ON CONFLICT(token) DO UPDATE SET count = count + excluded.count",
        frequency.items(),
    )
