"""The units that can be read of a damaged translation memory, carried over into a new file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import cast, get_args

from reader.files import locked, private_file
from reader.memory import salvage
from reader.memory.corrections import identity
from reader.memory.tables import by_key, by_text, insert, prepare
from reader.memory.unit import Source, Unit

_COLUMNS = 12


def mend(path: Path, damaged: tuple[int, int] | None) -> str:
    """Put a new file in a damaged one's place, with its units, and keep the damaged one.

    Args:
        path: the file; nothing has it open here.
        damaged: device and inode of the damaged file.

    Returns:
        What was done, in a line; empty where another process has mended it since.

    Raises:
        OSError: it cannot be read, or nothing can be written beside it.
        sqlite3.Error: the same.
    """
    with locked(path.parent):
        if identity(path) != damaged:
            return ""
        log = _log_of(path)  # first: another process may move what it has into the file
        units = list(_units(salvage.with_log(path.read_bytes(), log)))
        fresh = path.with_name(f".{path.name}.part")
        fresh.unlink(missing_ok=True)
        _write(fresh, units)
        aside = path.with_name(f"{path.name}.damaged-{datetime.now():%Y%m%d-%H%M%S-%f}")
        os.link(path, aside)
        for ending in ("-wal", "-shm"):  # or they would be played back into the new one
            with suppress(FileNotFoundError):
                os.replace(f"{path}{ending}", f"{aside}{ending}")
        os.replace(fresh, path)
    recovered = f"{len(units)} unit{'' if len(units) == 1 else 's'} recovered"
    return f"the translation memory was damaged: {recovered}; the damaged file is kept as {aside}"


def _log_of(path: Path) -> bytes:
    """What another process has written beside the file and not yet into it."""
    try:
        return Path(f"{path}-wal").read_bytes()
    except FileNotFoundError:
        return b""


def _write(path: Path, units: list[Unit]) -> None:
    private_file(path)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            prepare(database)
            database.execute("BEGIN")
            insert(database, units)
            database.execute("COMMIT")
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _units(content: bytes) -> Iterator[Unit]:
    """The units in a file's bytes, in the order of their numbers, each once."""
    found: dict[tuple[int, int], tuple[int, Unit]] = {}
    for number, values in salvage.rows(content):
        if len(values) != _COLUMNS:
            continue
        _, key_number, text_number, _, *texts = values
        own = [text for text in texts if isinstance(text, str)]
        if len(own) != len(texts):
            continue
        source_language, target_language, source, target, origin, created, file, key = own
        numbers = by_key(source_language, target_language, key), by_text(source, target)
        if numbers == (key_number, text_number) and origin in get_args(Source):
            whence = cast(Source, origin)
            unit = Unit(source, target, source_language, target_language, whence, created, file)
            found[numbers] = number, unit
    yield from (unit for _, unit in sorted(found.values(), key=lambda one: one[0]))
