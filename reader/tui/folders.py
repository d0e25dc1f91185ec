"""The files that can be read under a path, without opening any of them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

_SKIPPED = frozenset({"__pycache__", "node_modules"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A folder or a file of the library."""

    path: Path
    folder: bool

    @property
    def name(self) -> str:
        """What the library calls it."""
        return self.path.name or str(self.path)


def entries(folder: Path) -> list[Entry]:
    """What a folder holds, folders first, in the order a person would put them.

    Hidden names are left out, and files that are not articles by their ending. A folder that
    cannot be listed is empty.
    """
    listed: list[Entry] = []
    try:
        with os.scandir(folder) as listing:
            for item in listing:
                if item.name.startswith(".") or item.name in _SKIPPED:
                    continue
                try:
                    is_folder = item.is_dir()
                except OSError:
                    continue
                if is_folder or _is_article(item.path):
                    listed.append(Entry(Path(item.path), is_folder))
    except OSError:
        return []
    return sorted(listed, key=lambda entry: (not entry.folder, natural(entry.name)))


def _is_article(path: str) -> bool:
    from reader.loading.formats import of_file

    return of_file(path) is not None


def roots(paths: list[Path]) -> list[Entry]:
    """The library's first level: what the one folder holds, or the paths that were given."""
    if len(paths) == 1 and paths[0].is_dir():
        return entries(paths[0])
    return [Entry(path, path.is_dir()) for path in paths]


def first_file(listed: list[Entry]) -> Path | None:
    """The first file of some entries, of those in their folders where they have none."""
    for entry in sorted(listed, key=lambda entry: entry.folder):
        path = first_file(entries(entry.path)) if entry.folder else entry.path
        if path is not None:
            return path
    return None


def natural(name: str) -> list[tuple[int, int | str]]:
    """A key that sorts names as people do: article 9 before article 10."""
    return [
        (0, int(part)) if part.isdigit() else (1, part)
        for part in re.split(r"(\d+)", name.casefold())
        if part
    ]
