"""The store of translations: what was translated before, and what the reader corrected.

Two stores. `translations` holds what models wrote, in diskcache: it has a size limit and can
be cleared. `corrections` holds what the reader wrote by hand: see `reader.memory.corrections`.
Both are for their owner's eyes only.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from diskcache import Cache, Disk, Timeout

from reader import locations
from reader.errors import StoreError, reason
from reader.files import locked, private_file, private_folder
from reader.memory.corrections import (
    ANY_VERSION,
    Corrections,
    corrections_folder,
    identity,
    is_damage,
    warn_in_log,
)
from reader.memory.matches import Match, certain_match, in_order, matches
from reader.memory.records import Stored, decode, digest, encode
from reader.memory.unit import Unit
from reader.memory.units import Units, memory_file

__all__ = ["SIZE_LIMIT", "Memory", "StoreInfo", "Stored", "digest"]

SIZE_LIMIT = 512 * 1024 * 1024
"""Bytes that the translations may take before the oldest are evicted."""

VERSION = 0
"""Of the translations' file, in SQLite's `user_version`; one with a higher is left alone."""

_RAW = 1
"""diskcache's mode for a value that SQLite holds as it is."""

_TIMEOUT = 10.0
"""Seconds to wait for another process that writes."""

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What `reader cache info` tells."""

    path: Path
    translations: int | None
    """None where they cannot be counted now."""
    corrections: int
    size: int
    """Bytes on disk, both stores."""
    limit: int
    """Bytes that the translations may take."""


class _PlainDisk(Disk):  # type: ignore[misc]
    """Strings for keys, bytes for values, in SQLite's own columns.

    diskcache's default disk unpickles what it finds, so that whoever can write to the folder
    can run code in ours (CVE-2025-69872); it also opens any file that a row names. This one
    refuses both.
    """

    def put(self, key: str) -> tuple[str, bool]:
        return key, True

    def get(self, key: Any, raw: bool) -> str:
        if not raw or not isinstance(key, str):
            raise StoreError("a key of the store is not a string")
        return key

    def store(self, value: bytes, read: bool, key: Any = None) -> tuple[int, int, None, Any]:
        return 0, _RAW, None, sqlite3.Binary(value)

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> bytes:
        if mode != _RAW or filename is not None or not isinstance(value, bytes):
            raise StoreError("a value of the store is not plain bytes")
        return value


class Memory:
    """Both stores, safe for several threads and processes at once.

    A damaged store of translations is set aside under another name with one warning, and the
    work goes on with an empty one; damaged corrections are recovered as far as they can be. A
    store that cannot be used (disk full, locked) is given up with one warning, and the work
    goes on without.

    Args:
        path: folder of the translations; `locations.cache_directory()` by default.
        data: folder of the corrections; `locations.data_directory()` by default.
        limit: bytes that the translations may take.
        warn: is called with each warning, one line; they are logged by default.
    """

    def __init__(
        self,
        path: Path | None = None,
        data: Path | None = None,
        *,
        limit: int = SIZE_LIMIT,
        warn: Callable[[str], None] = warn_in_log,
    ) -> None:
        self._limit = limit
        self._warn = warn
        self._folder = (path or locations.cache_directory()) / "translations"
        self._file = self._folder / "cache.db"
        data = data or locations.data_directory()
        self._corrections = Corrections(corrections_folder(data), warn)
        self.units = Units(data / memory_file().name, warn)
        self._consulted = [self.units]
        self._cache: Cache | None = None
        self._opened: tuple[int, int] | None = None
        """Device and inode of the file, as it was opened: another process may set it aside."""
        self._is_given_up = False
        self._is_full = False
        """Whether it was given up because the disk is full."""
        self._lock = threading.RLock()

    @property
    def path(self) -> Path:
        """Folder of the translations."""
        return self._folder

    def read(self, key: str) -> Stored | None:
        """The translation stored under a key, or None."""
        value = self._attempt(lambda cache: cache.get(key))
        return decode(value, key) if isinstance(value, bytes) else None

    def write(self, entries: Iterable[tuple[str, Stored]]) -> None:
        """Store translations, all or none of them."""
        values: dict[str, bytes] = {}
        for key, stored in entries:
            with suppress(ValueError):  # half a surrogate pair is not text
                values[key] = encode(stored, key)

        def write(cache: Cache) -> None:
            with cache.transact():
                for key, value in values.items():
                    cache.set(key, value)
                lost = any(cache.get(key) != value for key, value in values.items())
                if lost and cache.volume() < self._limit:  # else the oldest make room
                    raise sqlite3.DatabaseError("malformed: what is written cannot be found")

        self._attempt(write)

    def has_corrections(self) -> bool:
        """Whether the reader has corrected anything: mostly not, and then no key is needed."""
        return self._corrections.any()

    def correction(self, key: str) -> Stored | None:
        """The reader's own translation under a key, or None."""
        return self._corrections.get(key)

    def correct(self, key: str, correction: Stored | None) -> None:
        """Keep the reader's own translation; None withdraws it. It is on the disk then.

        Raises:
            StoreError: it could not be kept.
        """
        self._corrections.put(key, correction)

    def consult(self, units: Units) -> None:
        """Look for matches in another translation memory too, before those there are."""
        self._consulted.insert(0, units)

    def match(self, text: str, language: str, target: str) -> str | None:
        """What the translation memory has for a sentence as it stands, or None.

        Args:
            text: the sentence.
            language: its language.
            target: language of the translation.
        """
        answers = self._answers(lambda units: certain_match(units, text, language, target))
        return next((match.target for match in answers if match is not None), None)

    def matches(self, text: str, language: str, target: str) -> list[Match]:
        """What the translation memories have for a sentence or one like it, the best first.

        Args:
            text: the sentence.
            language: its language.
            target: language of the translation.
        """
        answers = self._answers(lambda units: matches(units, text, language, target))
        return in_order(chain.from_iterable(answers))

    def _answers(self, ask: Callable[[Units], _Result]) -> Iterator[_Result]:
        """What each translation memory answers; one that fails is not asked again."""
        for units in self._consulted:
            try:
                yield ask(units)
            except StoreError as error:
                with self._lock:  # several threads may find out at once
                    if units not in self._consulted:
                        continue
                    self._consulted = [each for each in self._consulted if each is not units]
                self._warn(f"{error}; the work goes on without it")

    def learn(self, text: str, translation: str, language: str, target: str) -> None:
        """Keep a pair that the reader wrote in the translation memory; "" forgets it.

        Raises:
            StoreError: it could not be kept.
        """
        if translation:
            self.units.put(Unit(text, translation, language, target, "hand"))
        else:
            self.units.forget(text, language, target)

    def clear(self) -> int | None:
        """Forget every translation, and stores of them that were set aside; no correction.

        Where the disk is full, and SQLite has no room to clear it in, the store is removed.

        Returns:
            How many translations there were: 0 where they could not be counted any more. None
            where the store cannot be had, and nothing was forgotten.
        """
        count = self._attempt(lambda cache: int(cache.clear()))
        if count is None and self._is_full:
            count = self._remove()
        for aside in self._folder.parent.glob(f"{self._folder.name}.damaged-*"):
            shutil.rmtree(aside, ignore_errors=True)
        return count

    def _remove(self) -> int | None:
        with self._lock:
            aside = self._folder.with_name(f"{self._folder.name}.damaged-{os.urandom(8).hex()}")
            try:
                self._folder.rename(aside)  # in one step, for others that have it open
                shutil.rmtree(aside)
            except OSError:
                return None
            self._is_given_up = self._is_full = False
            return 0

    def info(self) -> StoreInfo:
        """Where the stores are and how much they hold."""
        counted = self._attempt(lambda cache: (len(cache), int(cache.volume())))
        count, size = counted or (None, self._bytes())
        kept = self._corrections.count()
        return StoreInfo(self.path, count, kept, size + self._corrections.size(), self._limit)

    def _bytes(self) -> int:
        """What the translations' files take, of a store that cannot be opened."""
        size = 0
        for file in self._folder.glob("*"):
            with suppress(OSError):
                size += file.stat().st_size
        return size

    def close(self) -> None:
        """Close the stores' files."""
        self._corrections.close()
        for units in (self.units, *self._consulted):
            units.close()
        with self._lock:
            self._leave()
            self._is_given_up = self._is_full = False

    def _leave(self) -> None:
        """Close the translations; what comes next opens them anew."""
        cache, self._cache = self._cache, None
        if cache is not None:
            with suppress(Exception):
                cache.close()

    def _attempt(self, action: Callable[[Cache], _Result]) -> _Result | None:
        """What an action on the translations gives; None where the store fails it."""
        for _ in range(2):
            cache: Cache | None = None
            try:
                with self._lock:
                    if self._is_given_up:
                        return None
                    if identity(self._file) != self._opened:
                        self._leave()
                    if self._cache is None:
                        self._cache = self._open()
                    cache = self._cache
                return action(cache)
            except StoreError as error:
                if cache is not None:
                    return None  # an entry we did not write is not an entry
                self._fail(cache, error)
            except Exception as error:  # damage takes any shape on its way through diskcache
                self._fail(cache, error)
        return None

    def _open(self) -> Cache:
        private_folder(self._folder)
        for path, mode in ((self._folder, 0o700), (self._file, 0o600)):
            with suppress(OSError):
                path.chmod(mode)
        private_file(self._file)  # SQLite would make it for all to read
        self._opened = identity(self._file)
        if (
            VERSION < _version(self._file) <= ANY_VERSION
        ):  # diskcache would alter it, or call it damaged
            raise StoreError("it was written by a newer Dragoman: update this one")
        with closing(sqlite3.connect(self._file, timeout=_TIMEOUT, isolation_level=None)) as first:
            first.execute("BEGIN IMMEDIATE")  # diskcache would wait for a minute
            first.execute("ROLLBACK")
            return self._cache_there()

    def _cache_there(self) -> Cache:
        return Cache(
            str(self._folder),
            timeout=_TIMEOUT,
            disk=_PlainDisk,
            size_limit=self._limit,
            eviction_policy="least-recently-stored",
            statistics=0,
        )

    def _fail(self, cache: Cache | None, error: Exception) -> None:
        """Deal with an error: damage sets the store aside, all else gives it up."""
        with self._lock:
            if self._cache is not cache or self._is_given_up:
                return  # another thread was here first
            self._leave()
            if isinstance(error, Timeout) or not is_damage(error):
                self._give_up(error)
                return
            try:
                self._set_aside()
            except OSError as another:
                self._give_up(another)

    def _set_aside(self) -> None:
        with locked(self._folder.parent):
            if identity(self._file) != self._opened:
                return  # another process was here first: what is there now is its new one
            aside = self._folder.with_name(
                f"{self._folder.name}.damaged-{datetime.now():%Y%m%d-%H%M%S-%f}"
            )
            self._folder.rename(aside)
        self._warn(
            f"the store of translations was damaged: set aside as {aside}, starting a new one"
        )

    def _give_up(self, error: Exception) -> None:
        self._is_given_up = True
        number = error.errno if isinstance(error, OSError) else None
        self._is_full = number == errno.ENOSPC or "full" in str(error)
        why = "it is locked" if isinstance(error, Timeout) else reason(error)
        self._warn(f"going on without the store of translations in {self._folder}: {why}")


def _version(file: Path) -> int:
    """The version in a SQLite file's header; 0 where it has none."""
    with file.open("rb") as opened:
        head = opened.read(64)
    return int.from_bytes(head[60:], "big") if head.startswith(b"SQLite format 3") else 0
