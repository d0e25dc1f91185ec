"""Translation memory: pairs of sentences that a person wrote or brought along, and their retrieval.

One SQLite file. Candidates for a fuzzy match are the units that share a sentence's rarest words
(an FTS5 index, and a table of how rare each word is); they are then compared letter by
letter. That keeps a million units within milliseconds.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

from reader.errors import StoreError
from reader.files import private_folder
from reader.locations import data_directory
from reader.memory.corrections import reason
from reader.memory.words import key_of, shape_of, tokens_of, words_of

Source = Literal["hand", "import"]
"""Where a unit comes from: written by the reader, or brought along."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS unit(
    id INTEGER PRIMARY KEY,
    source_language TEXT NOT NULL, target_language TEXT NOT NULL,
    source TEXT NOT NULL, target TEXT NOT NULL,
    origin TEXT NOT NULL, created TEXT NOT NULL, file TEXT NOT NULL,
    key TEXT NOT NULL, shape TEXT NOT NULL, digest BLOB NOT NULL UNIQUE);
CREATE INDEX IF NOT EXISTS by_key ON unit(key, source_language, target_language);
CREATE INDEX IF NOT EXISTS by_shape ON unit(shape, source_language, target_language);
CREATE VIRTUAL TABLE IF NOT EXISTS word USING fts5(source, target, content='', detail=column);
CREATE TABLE IF NOT EXISTS frequency(token TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
"""
_VERSION = 2
"""Of the file: the first kept other shapes."""
_WAIT = 20.0
"""Seconds to wait for another process that writes."""
_CANDIDATES = 1500
"""Units compared letter by letter for one sentence at most."""
_BATCH = 2000
"""Units added between two looks at the file."""


def memory_file() -> Path:
    """Where the reader's translation memory is."""
    return data_directory() / "memory.db"


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence and its translation."""

    source: str
    target: str
    source_language: str
    target_language: str
    origin: Source = "import"
    created: str = ""
    """ISO date; empty for today."""
    file: str = ""
    """Name of the file it came with, or that it was written for."""
    id: int = 0
    """Its number in the memory, 0 before it is in one."""


class Units:
    """The units of a memory, safe for several threads and processes.

    Args:
        path: the file, made when the first unit is added.

    Raises:
        StoreError: by every method, where the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None

    def __len__(self) -> int:
        return int(self._one("SELECT count(*) FROM unit")) if self._exists() else 0

    def add(self, units: Iterable[Unit]) -> int:
        """Add units, each batch at once; those that are there already are passed over.

        Args:
            units: may be many: they are taken as they come.

        Returns:
            How many are new.
        """
        added = 0
        batch: list[Unit] = []
        for unit in units:
            batch.append(unit)
            if len(batch) == _BATCH:
                added += self._add(batch)
                batch.clear()
        return added + self._add(batch)

    def put(self, unit: Unit) -> None:
        """Add a unit in place of others with the same source that were written by hand."""
        with self._transaction() as database:
            same = (
                "SELECT id FROM unit WHERE source = ? AND source_language = ?"
                " AND target_language = ? AND origin = 'hand'"
            )
            rows = database.execute(same, (unit.source, unit.source_language, unit.target_language))
            _delete(database, [row[0] for row in rows])
            _insert(database, [unit])

    def remove(self, numbers: Iterable[int]) -> int:
        """Remove units by their numbers; how many there were."""
        if not self._exists():
            return 0
        with self._transaction() as database:
            return _delete(database, list(numbers))

    def forget(self, source: str, source_language: str, target_language: str) -> None:
        """Remove what was written by hand for a sentence."""
        if self._exists():
            rows = self._rows(
                "SELECT id FROM unit WHERE source = ? AND source_language = ?"
                " AND target_language = ? AND origin = 'hand'",
                (source, source_language, target_language),
            )
            self.remove([row[0] for row in rows])

    def all(self) -> Iterator[Unit]:
        """Every unit, in the order in which they were added."""
        last = 0
        while self._exists():
            rows = self._rows(f"{_SELECT} WHERE id > ? ORDER BY id LIMIT 1000", (last,))
            yield from map(_unit, rows)
            if not rows:
                return
            last = rows[-1][0]

    def search(self, words: str, limit: int = 50) -> list[Unit]:
        """The units that have all of `words` in one of their texts, newest first."""
        tokens = tokens_of(words)
        if not tokens or not self._exists():
            return []
        wanted = " AND ".join(f'"{token}"' for token in tokens)
        rows = self._rows(
            f"{_SELECT} WHERE id IN (SELECT rowid FROM word WHERE word MATCH ?)"
            " ORDER BY id DESC LIMIT ?",
            (f"(source : ({wanted})) OR (target : ({wanted}))", limit),
        )
        return [_unit(row) for row in rows]

    def exact(self, source: str, source_language: str, target_language: str) -> list[Unit]:
        """The units of a sentence, spelling differences ignored; by hand first, then the newest."""
        return self._by("key", key_of(source), source_language, target_language)

    def alike(self, source: str, source_language: str, target_language: str) -> list[Unit]:
        """The units of a sentence's shape: with other numbers, dates, addresses or names."""
        shape = shape_of(key_of(source))
        return self._by("shape", shape, source_language, target_language) if shape else []

    def near(
        self, source: str, source_language: str, target_language: str
    ) -> list[tuple[int, str]]:
        """Numbers and keys of the units that share a sentence's rarest words, of a like length."""
        if not self._exists():
            return []
        key = key_of(source)
        tokens = list(dict.fromkeys(words_of(key)))
        rarity = self._rarity(tokens)
        # Of a match of three quarters, a quarter of the words differ: one more is shared.
        asked = sorted(rarity, key=lambda token: rarity[token])[: max(2, len(tokens) // 4 + 2)]
        while len(asked) > 1 and sum(rarity[token] for token in asked) > _CANDIDATES:
            asked.pop()
        if not asked:
            return []
        return self._rows(
            "SELECT id, key FROM (SELECT rowid AS number FROM word WHERE word MATCH ? LIMIT ?)"
            " CROSS JOIN unit ON id = number"  # in this order: the planner would read them all
            " WHERE source_language = ? AND target_language = ? AND length(key) BETWEEN ? AND ?",
            (
                " OR ".join(f'source : "{token}"' for token in asked),
                _CANDIDATES,
                source_language,
                target_language,
                len(key) * 3 // 5,
                len(key) * 5 // 3 + 1,
            ),
        )

    def get(self, number: int) -> Unit | None:
        """The unit of a number."""
        rows = self._rows(f"{_SELECT} WHERE id = ?", (number,)) if self._exists() else []
        return _unit(rows[0]) if rows else None

    def languages(self) -> list[tuple[str, str, int]]:
        """Each pair of languages, and how many units it has."""
        if not self._exists():
            return []
        return self._rows(
            "SELECT source_language, target_language, count(*) FROM unit"
            " GROUP BY 1, 2 ORDER BY 3 DESC",
            (),
        )

    def close(self) -> None:
        """Close the file; it is opened again when it is needed."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _by(self, column: str, value: str, source: str, target: str) -> list[Unit]:
        if not self._exists():
            return []
        rows = self._rows(
            f"{_SELECT} INDEXED BY by_{column}"
            f" WHERE {column} = ? AND source_language = ? AND target_language = ?"
            " ORDER BY origin = 'hand' DESC, id DESC LIMIT 20",
            (value, source, target),
        )
        return [_unit(row) for row in rows]

    def _rarity(self, tokens: list[str]) -> dict[str, int]:
        """In how many sources each word stands; those in none are absent."""
        if not tokens:
            return {}
        marks = ", ".join("?" * len(tokens))
        query = f"SELECT token, count FROM frequency WHERE count > 0 AND token IN ({marks})"
        return dict(self._rows(query, tuple(tokens)))

    def _add(self, units: list[Unit]) -> int:
        if not units:
            return 0
        with self._transaction() as database:
            return _insert(database, units)

    def _exists(self) -> bool:
        return self._connection is not None or self.path.is_file()

    def _one(self, query: str) -> Any:
        return self._rows(query, ())[0][0]

    def _rows(self, query: str, values: tuple[object, ...]) -> list[Any]:
        with self._lock:
            try:
                return self._open().execute(query, values).fetchall()
            except sqlite3.Error as error:
                raise self._failure(error) from error

    def _transaction(self) -> _Transaction:
        return _Transaction(self)

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            try:
                private_folder(self.path.parent)
                new = not self.path.exists()
                connection = sqlite3.connect(
                    self.path, timeout=_WAIT, check_same_thread=False, isolation_level=None
                )
                if new:
                    self.path.chmod(0o600)
                connection.execute("PRAGMA journal_mode = WAL")
                version = connection.execute("PRAGMA user_version").fetchone()[0]
                if version > _VERSION:
                    connection.close()
                    raise StoreError(
                        f"{self.path} was written by a newer Dragoman: install that one"
                    )
                if version < _VERSION:
                    connection.create_function("shape_of", 1, shape_of, deterministic=True)
                    connection.executescript(
                        f"BEGIN;{_SCHEMA}UPDATE unit SET shape = shape_of(key);"
                        f"PRAGMA user_version = {_VERSION};COMMIT"
                    )
                self._connection = connection
            except (sqlite3.Error, OSError) as error:
                raise self._failure(error) from error
        return self._connection

    def _failure(self, error: Exception) -> StoreError:
        return StoreError(f"the translation memory {self.path} cannot be used: {reason(error)}")


class _Transaction:
    """All or nothing of what is done within."""

    def __init__(self, units: Units) -> None:
        self._units = units

    def __enter__(self) -> sqlite3.Connection:
        self._units._lock.acquire()
        try:
            self._database = self._units._open()
            self._database.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            self._units._lock.release()
            raise self._units._failure(error) from error
        except BaseException:
            self._units._lock.release()
            raise
        return self._database

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        try:
            self._database.execute("COMMIT" if error is None else "ROLLBACK")
        except sqlite3.Error as failure:
            raise self._units._failure(failure) from failure
        finally:
            self._units._lock.release()
        if isinstance(error, sqlite3.Error):
            raise self._units._failure(error) from error


_SELECT = (
    "SELECT id, source, target, source_language, target_language, origin, created, file FROM unit"
)


def _unit(row: Any) -> Unit:
    number, source, target, source_language, target_language, origin, created, file = row
    return Unit(source, target, source_language, target_language, origin, created, file, number)


def _insert(database: sqlite3.Connection, units: Iterable[Unit]) -> int:
    today, frequency, added = date.today().isoformat(), Counter[str](), 0
    for unit in units:
        key = key_of(unit.source)
        cursor = database.execute(
            "INSERT OR IGNORE INTO unit(source_language, target_language, source, target, origin,"
            " created, file, key, shape, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                unit.source_language,
                unit.target_language,
                unit.source,
                unit.target,
                unit.origin,
                unit.created or today,
                unit.file,
                key,
                shape_of(key),
                _digest(unit),
            ),
        )
        if cursor.rowcount:
            tokens = words_of(key)
            frequency.update(set(tokens))
            database.execute(
                "INSERT INTO word(rowid, source, target) VALUES (?, ?, ?)",
                (cursor.lastrowid, " ".join(tokens), " ".join(tokens_of(unit.target))),
            )
            added += 1
    _count(database, frequency)
    return added


def _digest(unit: Unit) -> bytes:
    """Tells a unit from others: its languages and its texts."""
    parts = (unit.source_language, unit.target_language, unit.source, unit.target)
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _delete(database: sqlite3.Connection, numbers: list[int]) -> int:
    removed, frequency = 0, Counter[str]()
    for number in numbers:
        row = database.execute("SELECT source, target FROM unit WHERE id = ?", (number,)).fetchone()
        if row is None:
            continue
        tokens = tokens_of(row[0])
        frequency.subtract(set(tokens))
        database.execute(
            "INSERT INTO word(word, rowid, source, target) VALUES ('delete', ?, ?, ?)",
            (number, " ".join(tokens), " ".join(tokens_of(row[1]))),
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
