"""Translation memory: pairs of sentences that a person wrote or brought along, and their retrieval.

One SQLite file. Candidates for a fuzzy match are the units that share a sentence's rarest words
(an FTS5 index, and a table of how rare each word is); they are then compared letter by
letter. That keeps a million units within milliseconds.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from reader.errors import StoreError, reason
from reader.files import private_file, private_folder
from reader.locations import data_directory
from reader.memory.corrections import identity, is_damage, warn_in_log
from reader.memory.tables import SELECT, by_key, by_shape, delete, insert, prepare, unit_of
from reader.memory.unit import Unit
from reader.memory.words import key_of, tokens_of, words_of

_WAIT = 20.0
"""Seconds to wait for another process that writes."""
_CANDIDATES = 1500
"""Units compared letter by letter for one sentence at most."""
_BATCH = 10_000
"""Units added at once: what an import that is cut short loses at most, and takes up again."""
_PAGES = 32 * 1024
"""Kilobytes of the file that may be held in memory."""

_Result = TypeVar("_Result")


def memory_file() -> Path:
    """Where the reader's translation memory is."""
    return data_directory() / "memory.db"


class Units:
    """The units of a memory, safe for several threads and processes.

    What can be read of a damaged file is carried over into a new one, and the damaged one kept.

    Args:
        path: the file, made when the first unit is added.
        warn: is called with each warning, one line; they are logged by default.

    Raises:
        StoreError: by every method, where the file cannot be used.
    """

    def __init__(self, path: Path, warn: Callable[[str], None] = warn_in_log) -> None:
        self.path = path
        self._warn = warn
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._opened: tuple[int, int] | None = None
        """Device and inode of the open file: another process may have mended it since."""

    def __len__(self) -> int:
        return int(self._rows("SELECT count(*) FROM unit", ())[0][0]) if self._exists() else 0

    def add(self, units: Iterable[Unit]) -> int:
        """Add units, each batch at once; those that are there already are passed over.

        Args:
            units: may be many: they are taken as they come.

        Returns:
            How many are new.
        """
        added = 0
        batch: list[Unit] = []
        try:
            for unit in units:
                batch.append(unit)
                if len(batch) == _BATCH:
                    whole, batch = batch, []
                    added += self._add(whole)
        finally:  # what came before a file broke off is kept
            added += self._add(batch)
        return added

    def put(self, unit: Unit) -> None:
        """Add a unit in place of others with the same source that were written by hand."""

        def put(database: sqlite3.Connection) -> None:
            _forget(database, unit.source, unit.source_language, unit.target_language)
            insert(database, [unit])

        self._change(put)

    def remove(self, numbers: Iterable[int]) -> int:
        """Remove units by their numbers; how many there were."""
        if not self._exists():
            return 0
        removed = list(numbers)
        return self._change(lambda database: delete(database, removed))

    def forget(self, source: str, source_language: str, target_language: str) -> None:
        """Remove what was written by hand for a sentence."""
        if self._exists():
            self._change(
                lambda database: _forget(database, source, source_language, target_language)
            )

    def all(self) -> Iterator[Unit]:
        """Every unit, in the order in which they were added."""
        last = 0
        while self._exists():
            rows = self._rows(f"{SELECT} WHERE id > ? ORDER BY id LIMIT 1000", (last,))
            yield from map(unit_of, rows)
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
            f"{SELECT} WHERE id IN (SELECT rowid FROM word WHERE word MATCH ?)"
            " ORDER BY id DESC LIMIT ?",
            (f"(source : ({wanted})) OR (target : ({wanted}))", limit),
        )
        return [unit_of(row) for row in rows]

    def exact(self, source: str, source_language: str, target_language: str) -> list[Unit]:
        """The units of a sentence, spelling differences ignored; by hand first, then the newest."""
        if not self._exists():
            return []
        key = key_of(source)
        rows = self._rows(
            f"{SELECT} WHERE by_key = ? AND key = ?"
            " ORDER BY origin = 'hand' DESC, id DESC LIMIT 20",
            (by_key(source_language, target_language, key), key),
        )
        return [unit_of(row) for row in rows]

    def alike(self, source: str, source_language: str, target_language: str) -> list[Unit]:
        """The units of a sentence's shape: with other numbers, dates, addresses or names."""
        if not self._exists():
            return []
        number = by_shape(source_language, target_language, key_of(source))
        if number is None:
            return []
        query = f"{SELECT} WHERE by_shape = ? AND origin = ? ORDER BY id DESC LIMIT 20"
        rows = self._rows(query, (number, "hand")) + self._rows(query, (number, "import"))
        return [unit_of(row) for row in rows]

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
        rows = self._rows(f"{SELECT} WHERE id = ?", (number,)) if self._exists() else []
        return unit_of(rows[0]) if rows else None

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
        return self._change(lambda database: insert(database, units))

    def _exists(self) -> bool:
        return self._connection is not None or os.path.isfile(self.path)

    def _rows(self, query: str, values: tuple[object, ...]) -> list[Any]:
        return self._asked(lambda: self._open().execute(query, values).fetchall())

    def _change(self, change: Callable[[sqlite3.Connection], _Result]) -> _Result:
        """All or nothing of a change."""

        def changed() -> _Result:
            with self._open() as database:
                database.execute("BEGIN IMMEDIATE")
                return change(database)

        return self._asked(changed)

    def _asked(self, ask: Callable[[], _Result]) -> _Result:
        """What the file answers, once it is mended where it is damaged."""
        with self._lock:
            try:
                try:
                    return ask()
                except sqlite3.Error as error:
                    if not is_damage(error):
                        raise
                    self._mend()
                    return ask()
            except (sqlite3.Error, OSError) as error:
                raise self._failure(error) from error

    def _mend(self) -> None:
        from reader.memory.recovery import mend

        damaged = self._opened
        self.close()
        if done := mend(self.path, damaged):
            self._warn(done)

    def _open(self) -> sqlite3.Connection:
        if self._connection is not None and identity(self.path) != self._opened:
            self.close()
        if self._connection is None:
            try:
                private_folder(self.path.parent)
                private_file(self.path)  # SQLite would make it for all to read
                self._opened = identity(self.path)
                connection = sqlite3.connect(
                    self.path, timeout=_WAIT, check_same_thread=False, isolation_level=None
                )
                try:
                    connection.execute("PRAGMA journal_mode = WAL")
                    connection.execute(f"PRAGMA cache_size = {-_PAGES}")
                    prepare(connection)
                except BaseException:
                    connection.close()
                    raise
                self._connection = connection
            except (OSError, StoreError) as error:
                raise self._failure(error) from error
        return self._connection

    def _failure(self, error: Exception) -> StoreError:
        what = f"the translation memory {self.path} cannot be used: {reason(error)}"
        hint = " (move it away, and the next import begins a new one)" if is_damage(error) else ""
        return StoreError(what + hint)


def _forget(
    database: sqlite3.Connection, source: str, source_language: str, target_language: str
) -> None:
    rows = database.execute(
        "SELECT id FROM unit WHERE by_key = ? AND source = ? AND origin = 'hand'",
        (by_key(source_language, target_language, key_of(source)), source),
    )
    delete(database, [row[0] for row in rows])
