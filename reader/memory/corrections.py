"""What the reader wrote by hand. Nothing ever evicts it, and no damage takes all of it.

A SQLite file of its own with one table. What is kept is on the disk when `put` returns; where
the file cannot be written it is still read; where it is damaged, what can be read of it is
carried over into a new one.
"""

from __future__ import annotations

import os
import re
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from reader.errors import StoreError, reason
from reader.files import locked, private_folder
from reader.memory import salvage
from reader.memory.records import Stored, decode, encode
from reader.text.regex import regex

VERSION = 1
"""Of the file; one with a higher version is read and not written."""

ANY_VERSION = 1000
"""A version beyond this is damage."""

_TIMEOUT = 10.0
"""Seconds to wait for another process that writes."""
_LOOKED_AGAIN = 0.2
"""Seconds after which a look tells whether another process has made or mended the file."""
_RETRY = 30.0
"""Seconds that a file which could not be read is left alone."""

_KEY = regex("[0-9a-f]{32}")
_TABLE = "CREATE TABLE corrections (key TEXT NOT NULL UNIQUE, value BLOB NOT NULL)"
_Result = TypeVar("_Result")


def corrections_folder(data: Path) -> Path:
    """Where the corrections are among what a user made."""
    return data / "corrections"


def corrections_file(data: Path) -> Path:
    """The corrections themselves: the file changes where one of them does."""
    return corrections_folder(data) / "corrections.db"


class Corrections:
    """The corrections in a folder, safe for several threads and processes.

    Args:
        folder: where they are kept; made when the first is.
        warn: is called with each warning, one line.
    """

    def __init__(self, folder: Path, warn: Callable[[str], None]) -> None:
        self.folder = folder
        self._path = folder / "corrections.db"
        self._old = folder / "cache.db"
        self._warn = warn
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._opened: tuple[int, int] | None = None
        """Device and inode of the open file: another process may have mended it since."""
        self._rows: dict[str, Stored] | None = None
        """What was read of a file that cannot be opened."""
        self._is_newer = False
        self._left_until = 0.0
        self._looked = -_LOOKED_AGAIN

    def get(self, key: str) -> Stored | None:
        """The correction under a key, or None."""
        return self._read(lambda connection: _get(connection, key), lambda rows: rows.get(key))

    def any(self) -> bool:
        """Whether there are some."""
        return bool(self._read(_any, bool))

    def count(self) -> int:
        """How many there are."""
        return self._read(_count, len) or 0

    def size(self) -> int:
        """Bytes that they take."""
        try:
            return self._path.stat().st_size
        except OSError:
            return 0

    def put(self, key: str, correction: Stored | None) -> None:
        """Keep a correction; None withdraws it.

        Raises:
            StoreError: it could not be kept.
        """
        with self._lock:
            self._left_until = 0.0
            for attempt in (1, 2):
                try:
                    self._put(key, correction)
                    return
                except Exception as error:
                    if attempt == 1 and is_damage(error) and not self._is_newer:
                        self._mend()
                        continue
                    raise StoreError(
                        f"Cannot keep the correction in {self.folder}: {reason(error)}"
                    ) from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                with suppress(sqlite3.Error):
                    self._connection.close()
            self._connection = self._rows = None
            self._looked = -_LOOKED_AGAIN

    def _put(self, key: str, correction: Stored | None) -> None:
        connection = self._open(create=True)
        if connection is None or self._is_newer:
            raise StoreError("it was written by a newer Dragoman: update this one")
        with connection:
            if correction is None:
                connection.execute("DELETE FROM corrections WHERE key = ?", (key,))
            else:
                connection.execute(
                    "INSERT OR REPLACE INTO corrections VALUES (?, ?)", (key, encode(correction))
                )

    def _read(
        self,
        ask: Callable[[sqlite3.Connection], _Result],
        recall: Callable[[dict[str, Stored]], _Result],
    ) -> _Result | None:
        with self._lock:
            if time.monotonic() < self._left_until:
                return None
            for attempt in (1, 2):
                try:
                    connection = self._open(create=False)
                    if self._rows is not None:
                        return recall(self._rows)
                    return ask(connection) if connection is not None else None
                except Exception as error:
                    if attempt == 1 and is_damage(error) and not self._is_newer:
                        self._mend()
                        continue
                    self.close()
                    self._left_until = time.monotonic() + _RETRY
                    self._warn(
                        f"going on without the corrections in {self.folder}: {reason(error)}"
                    )
                    return None
            return None

    def _open(self, *, create: bool) -> sqlite3.Connection | None:
        """The open file; None where there is none, or where its rows are in `_rows`."""
        now = time.monotonic()
        if not create and now < self._looked + _LOOKED_AGAIN and self._rows is None:
            return self._connection
        there = identity(self._path)
        if self._connection is not None and there == self._opened:
            self._looked = now
            return self._connection
        if self._rows is not None and not create:
            return None
        self.close()
        self._looked = now
        if there is None:
            if not create and not self._old.exists():
                return None
            self._begin()
            there = identity(self._path)
            if there is None:
                return None
        self._opened = there
        self._connection = _connect(self._path)
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        self._is_newer = VERSION < version <= ANY_VERSION
        (verdict,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
        return self._connection

    def _begin(self) -> None:
        """Make the file, with what an earlier version kept in another."""
        rows: dict[str, Stored] = {}
        if self._old.exists():
            rows = _salvaged(self._old.read_bytes())
        try:
            private_folder(self.folder)
            with locked(self.folder):
                if not self._path.exists():
                    os.replace(self._written(rows), self._path)
        except (OSError, sqlite3.Error):
            if not rows:
                raise
            self._rows = rows  # they can be read, if not kept here

    def _written(self, rows: dict[str, Stored]) -> Path:
        """A new file that holds rows, to be given its name; whoever asks has the lock."""
        part = self._path.with_name(f".{self._path.name}.part")
        part.unlink(missing_ok=True)
        _write(part, rows)
        return part

    def _mend(self) -> None:
        """Carry over what can be read of a damaged file into a new one, and keep the old."""
        damaged = self._opened
        self.close()
        rows: dict[str, Stored] = {}
        try:
            with locked(self.folder):
                if identity(self._path) != damaged:
                    return  # another process was here first
                rows = _salvaged(self._path.read_bytes())
                aside = self._path.with_name(
                    f"{self._path.name}.damaged-{datetime.now():%Y%m%d-%H%M%S-%f}"
                )
                fresh = self._written(rows)
                os.link(self._path, aside)
                with suppress(FileNotFoundError):  # or it would be played back into the new one
                    os.replace(f"{self._path}-journal", f"{aside}-journal")
                os.replace(fresh, self._path)
        except (OSError, sqlite3.Error) as error:
            self._rows = rows
            self._warn(
                f"the corrections in {self.folder} are damaged and cannot be repaired "
                f"({reason(error)}): {len(rows)} can be read"
            )
            return
        self._warn(
            f"the corrections were damaged: {len(rows)} recovered; "
            f"the damaged file is kept as {aside}"
        )


def _connect(path: Path) -> sqlite3.Connection:
    uri = path.absolute().as_uri()
    connection = sqlite3.connect(
        f"{uri}?mode=rw", uri=True, timeout=_TIMEOUT, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA secure_delete = ON")  # so that what is withdrawn stays so
    except BaseException:
        connection.close()
        raise
    return connection


def _write(path: Path, rows: dict[str, Stored]) -> None:
    """Make a file that holds rows, for its owner's eyes only."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with closing(_connect(path)) as connection, connection:
            connection.execute(_TABLE)
            connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.executemany(
                "INSERT INTO corrections VALUES (?, ?)",
                [(key, encode(stored)) for key, stored in rows.items()],
            )
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _any(connection: sqlite3.Connection) -> bool:
    (there,) = connection.execute("SELECT EXISTS (SELECT 1 FROM corrections)").fetchone()
    return bool(there)


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM corrections").fetchone()[0])


def _get(connection: sqlite3.Connection, key: str) -> Stored | None:
    row = connection.execute("SELECT value FROM corrections WHERE key = ?", (key,)).fetchone()
    if row is None:
        return None
    stored = decode(row[0]) if isinstance(row[0], bytes) else None
    if stored is None:
        raise sqlite3.DatabaseError("a correction is damaged")
    return stored


def _salvaged(data: bytes) -> dict[str, Stored]:
    """The corrections that can be read in a file's bytes, the newest under each key."""
    newest: dict[str, tuple[int, Stored]] = {}
    for number, values in salvage.rows(data):
        key = next((v for v in values if isinstance(v, str) and _KEY.fullmatch(v)), None)
        blobs = (decode(value) for value in values if isinstance(value, bytes))
        stored = next((stored for stored in blobs if stored is not None), None)
        if key and stored and (key not in newest or newest[key][0] < number):
            newest[key] = number, stored
    return {key: stored for key, (_, stored) in newest.items()}


def identity(path: Path) -> tuple[int, int] | None:
    """Device and inode of a file; None where there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


_PASSING = regex("locked|busy|full|read-?only|unable to open|disk i/o|interrupted|memory", re.I)
"""In what SQLite says of a file that cannot be had now."""


def is_damage(error: Exception) -> bool:
    """Whether an error tells of a damaged file, rather than of one that cannot be had now."""
    if isinstance(error, OSError | MemoryError | StoreError):
        return False
    if isinstance(error, sqlite3.OperationalError):
        return not _PASSING.search(str(error))
    # A closed connection, or one of another thread, is a mistake of ours.
    return not isinstance(error, sqlite3.ProgrammingError)


def warn_in_log(message: str) -> None:
    """Warn in the log, which is silent unless the program around us shows it."""
    import logging  # which a program that is never warned need not wait for

    log = logging.getLogger("dragoman")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    log.getChild("memory").warning(message)
