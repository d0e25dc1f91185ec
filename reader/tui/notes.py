"""Notes and highlights: what a reader wrote or marked in articles, kept for good.

One JSON file in the data directory, for its owner's eyes only, written in one step. Unlike the
state it is the user's work: a damaged one is set aside, and never overwritten.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from reader import locations
from reader.errors import StoreError, reason
from reader.files import private_folder, replace_file
from reader.tui.merging import merged_list


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a sentence, or words of it that are highlighted."""

    path: str
    article: int
    """Index of the article in its file."""
    start: int
    """Offset of the sentence in its file, in characters."""
    excerpt: str
    """The sentence, or the words that are highlighted."""
    text: str = ""
    """What the reader wrote; "" for a highlight."""
    side: Literal["source", "target"] = "source"
    span: tuple[int, int] | None = None
    """The characters of that side that are highlighted; None for a note on the sentence."""


def notes_file() -> Path:
    """Where notes are kept."""
    return locations.data_directory() / "notes.json"


def load() -> list[Note]:
    """Every note, in the order they were made; none where the file cannot be read."""
    return _read() or []


def _read() -> list[Note] | None:
    path = notes_file()
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Note])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(f".damaged-{datetime.now():%Y%m%d-%H%M%S}.json"))
        return None
    except OSError:
        return None


def save(notes: list[Note], before: list[Note] | None = None) -> list[Note]:
    """Keep the notes; those that are kept then.

    Args:
        notes: every note.
        before: those that were on disk when it was read or written last: what another reader
            changed since stays. Without them, what is on disk is replaced.

    Raises:
        StoreError: the file cannot be written.
    """
    path = notes_file()
    theirs = _read() if before is not None else None
    if before is not None and theirs is not None:
        notes = merged_list(before, notes, theirs)
    try:
        private_folder(path.parent)
        replace_file(path, msgspec.json.encode(notes), private=True)
    except (OSError, UnicodeEncodeError) as error:
        raise StoreError(f"Cannot keep the notes in {path}: {reason(error)}") from error
    return notes
