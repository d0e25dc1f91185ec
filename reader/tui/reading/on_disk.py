"""Whether a file is on disk as it was when it was read."""

from __future__ import annotations

import contextlib
from pathlib import Path

_Stamp = tuple[int, int]


class OnDisk:
    """Remembers how the open file was on disk."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._read: _Stamp | None = None
        self._told: _Stamp | None = None

    def note(self, path: Path) -> None:
        """Take a file, which is about to be read, as it is now."""
        self._path = path
        self._read = self._told = _stamp(path)

    def is_as_read(self, path: Path) -> bool:
        """Whether what was read of a file is still what it holds."""
        return path == self._path and _stamp(path) == self._read

    def has_news(self) -> bool:
        """Whether the file was written since; once for each time it is.

        One that is gone is no news: programs that write a file anew remove it first.
        """
        now = _stamp(self._path) if self._path is not None else None
        if now is None or now == self._told:
            return False
        self._told = now
        return now != self._read


def _stamp(path: Path) -> _Stamp | None:
    with contextlib.suppress(OSError):
        status = path.stat()
        return status.st_mtime_ns, status.st_size
    return None
