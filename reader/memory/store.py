"""The store of translations: what was translated before, and what the reader corrected.

Two stores, both diskcache over SQLite. `translations` holds what models wrote: it has a
size limit and can be cleared. `corrections` holds what the reader wrote by hand: nothing
ever evicts it.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal, TypeVar

from diskcache import Cache, Disk, Timeout

from reader import locations
from reader.article import Doubt, TermUse
from reader.errors import StoreError

SIZE_LIMIT = 512 * 1024 * 1024
"""Bytes that the translations may take before the oldest are evicted."""

_RAW = 1
"""diskcache's mode for a value that SQLite holds as it is."""

_Name = Literal["translations", "corrections"]
_Result = TypeVar("_Result")

_FAILURES = (sqlite3.Error, OSError, Timeout, StoreError)


@dataclass(frozen=True, slots=True)
class Stored:
    """A translation as the store keeps it."""

    target: str
    terms: tuple[TermUse, ...] = ()
    score: float | None = None
    package: str = ""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What `reader cache info` tells."""

    path: Path
    translations: int
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


def digest(*parts: object) -> str:
    """Key of a translation: a digest of everything that decides what its text will be."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Memory:
    """Both stores, safe for several processes at once.

    A damaged store is set aside under another name with one warning, and the work goes on
    with an empty one; a store that cannot be written (read-only, disk full) is given up with
    one warning, and the work goes on without.

    Args:
        path: folder of the translations; `locations.cache_directory()` by default.
        data: folder of the corrections; `locations.data_directory()` by default.
        limit: bytes that the translations may take.
        warn: is called with each warning, one line.
    """

    def __init__(
        self,
        path: Path | None = None,
        data: Path | None = None,
        *,
        limit: int = SIZE_LIMIT,
        warn: Callable[[str], None] = lambda message: None,
    ) -> None:
        self._limit = limit
        self._warn = warn
        self._paths = {
            "translations": (path or locations.cache_directory()) / "translations",
            "corrections": (data or locations.data_directory()) / "corrections",
        }
        self._caches: dict[str, Cache | None] = {}
        self._lock = threading.RLock()

    @property
    def path(self) -> Path:
        """Folder of the translations."""
        return self._paths["translations"]

    def read(self, key: str) -> Stored | None:
        """The translation stored under a key, or None."""
        return self._read("translations", key)

    def write(self, entries: Iterable[tuple[str, Stored]]) -> None:
        """Store translations, all or none of them."""

        def write(cache: Cache) -> None:
            with cache.transact():
                for key, stored in entries:
                    cache.set(key, _encode(stored))

        self._attempt("translations", write)

    def correction(self, key: str) -> Stored | None:
        """The reader's own translation under a key, or None."""
        return self._read("corrections", key)

    def correct(self, key: str, correction: Stored | None) -> None:
        """Keep the reader's own translation; None withdraws it.

        Raises:
            StoreError: it could not be kept.
        """
        cache = self._cache("corrections")
        try:
            if cache is None:
                raise StoreError("the store is closed")
            if correction is None:
                cache.delete(key)
            else:
                cache.set(key, _encode(correction))
        except _FAILURES as error:
            if _is_damage(error):
                self._fail("corrections", cache, error)  # so that the next one can be kept
            raise StoreError(
                f"the correction could not be kept in {self._paths['corrections']}: {error}"
            ) from error

    def clear(self) -> int:
        """Forget every translation, not the corrections. Returns how many there were."""
        return int(self._attempt("translations", lambda cache: cache.clear()) or 0)

    def info(self) -> StoreInfo:
        """Where the stores are and how much they hold."""
        names: tuple[_Name, _Name] = ("translations", "corrections")
        found = [
            self._attempt(name, lambda cache: (len(cache), int(cache.volume()))) or (0, 0)
            for name in names
        ]
        (translations, size), (corrections, more) = found
        return StoreInfo(self.path, translations, corrections, size + more, self._limit)

    def close(self) -> None:
        """Close the stores' files."""
        for cache in self._caches.values():
            if cache is not None:
                cache.close()
        self._caches.clear()

    def _cache(self, name: _Name) -> Cache | None:
        with self._lock:
            if name not in self._caches:
                try:
                    self._caches[name] = self._open(name)
                except _FAILURES as error:
                    self._fail(name, None, error)
            return self._caches[name]

    def _open(self, name: str) -> Cache:
        evict = name == "translations"
        return Cache(
            str(self._paths[name]),
            timeout=30,
            disk=_PlainDisk,
            size_limit=self._limit if evict else 2**62,
            eviction_policy="least-recently-stored" if evict else "none",
            statistics=0,
        )

    def _fail(self, name: _Name, cache: Cache | None, error: Exception) -> None:
        """Deal with an error of a store: damage sets it aside, all else gives it up."""
        with self._lock:
            if self._caches.get(name) is not cache:
                return  # another thread was here first
            if _is_damage(error):
                self._set_aside(name, cache)
            else:
                self._give_up(name, error)

    def _set_aside(self, name: _Name, cache: Cache | None) -> None:
        path = self._paths[name]
        self._caches.pop(name, None)
        if cache is not None:
            with suppress(*_FAILURES):
                cache.close()
        aside = path.with_name(f"{path.name}.damaged-{datetime.now():%Y%m%d-%H%M%S-%f}")
        try:
            path.rename(aside)
            self._caches[name] = self._open(name)
        except _FAILURES as error:
            self._give_up(name, error)
            return
        self._warn(f"the store of {name} was damaged: set aside as {aside}, starting a new one")

    def _give_up(self, name: str, error: Exception) -> None:
        self._caches[name] = None
        # diskcache's own text of an OSError repeats the path and hides the reason.
        errno = error.errno if isinstance(error, OSError) else None
        reason = os.strerror(errno) if errno else str(error)
        self._warn(f"going on without the store of {name} in {self._paths[name]}: {reason}")

    def _attempt(self, name: _Name, action: Callable[[Cache], _Result]) -> _Result | None:
        """What an action on a store gives; None where the store fails it."""
        cache = self._cache(name)
        if cache is None:
            return None
        try:
            return action(cache)
        except StoreError:
            return None  # an entry we did not write is no entry
        except _FAILURES as error:
            self._fail(name, cache, error)
            return None

    def _read(self, name: _Name, key: str) -> Stored | None:
        value = self._attempt(name, lambda cache: cache.get(key))
        return _decode(value) if value is not None else None


def _is_damage(error: Exception) -> bool:
    # SQLite's "malformed" and "not a database"; its other errors have classes of their own.
    return type(error) is sqlite3.DatabaseError


def _encode(stored: Stored) -> bytes:
    return json.dumps(asdict(stored), ensure_ascii=False).encode("utf-8", "surrogatepass")


def _decode(value: bytes) -> Stored | None:
    try:
        fields = json.loads(value.decode("utf-8", "surrogatepass"))
        terms = tuple(
            TermUse(
                term["concept"],
                (term["source_span"][0], term["source_span"][1]),
                (term["target_span"][0], term["target_span"][1]),
                term["how"],
            )
            for term in fields["terms"]
        )
        doubts = tuple(
            Doubt(
                doubt["kind"],
                str(doubt["message"]),
                _span(doubt["source_span"]),
                _span(doubt["target_span"]),
            )
            for doubt in fields.get("doubts", ())
        )
        return Stored(str(fields["target"]), terms, fields["score"], str(fields["package"]), doubts)
    except (ValueError, TypeError, KeyError, IndexError):
        return None  # damaged entry: it will be written again


def _span(value: list[int] | None) -> tuple[int, int] | None:
    return None if value is None else (value[0], value[1])
