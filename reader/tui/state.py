"""What the reader remembers between two runs: positions, bookmarks, mode, theme, library.

One JSON file in the state directory, written in one step. It can always be deleted: nothing
in it is the user's work, and a damaged one is set aside and forgotten.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from reader import locations

_LIMIT = 2_000
"""Files whose facts are kept; the least recently opened are forgotten first."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A sentence to come back to."""

    path: str
    article: int
    """Index of the article in its file."""
    start: int
    """Offset of the sentence in its file, in characters."""
    excerpt: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reader has come in one article, and what is known of it."""

    start: int = 0
    """Offset of the current sentence in its file, in characters."""
    sentences: int = 0
    translated: int = 0
    language: str | None = None
    finished: bool = False
    """Whether the last sentence was reached."""


@dataclass(slots=True)
class State:
    """The reader's memory. `load` and `save` are its only way to the disk."""

    mode: str | None = None
    theme: str | None = None
    library: list[str] = field(default_factory=list)
    """Paths that were open last, for a start without arguments."""
    last: list[Any] = field(default_factory=list)
    """Path and index of the article that was open last."""
    welcomed: bool = False
    library_shown: bool = True
    hints: list[str] = field(default_factory=list)
    """What the reader was told once and need not hear again."""
    progress: dict[str, Progress] = field(default_factory=dict)
    """By `key` of path and article."""
    bookmarks: list[Bookmark] = field(default_factory=list)


def key(path: str | Path, article: int = 0) -> str:
    """How an article is named in `State.progress`."""
    return f"{path}#{article}"


def state_file() -> Path:
    """Where the state is kept."""
    return locations.state_directory() / "reader.json"


def load() -> State:
    """The state of the last run; a fresh one where there is none that can be read."""
    path = state_file()
    try:
        return _decode(json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return State()
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(".damaged.json"))
        return State()


def save(state: State) -> None:
    """Write the state in one step. A folder that cannot be written to is no reason to fail."""
    path = state_file()
    while len(state.progress) > _LIMIT:
        del state.progress[next(iter(state.progress))]
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".reader-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump(asdict(state), out, ensure_ascii=False)
            os.replace(temporary, path)
        except OSError:
            os.unlink(temporary)
            raise


def remember(state: State, path: str | Path, article: int, progress: Progress) -> None:
    """Keep the progress of an article, as the most recent one."""
    name = key(path, article)
    state.progress.pop(name, None)
    state.progress[name] = progress


def toggle_bookmark(state: State, bookmark: Bookmark) -> bool:
    """Set a bookmark, or take away the one at that place; whether it is set now."""
    place = (bookmark.path, bookmark.article, bookmark.start)
    kept = [b for b in state.bookmarks if (b.path, b.article, b.start) != place]
    removed = len(kept) < len(state.bookmarks)
    state.bookmarks = kept if removed else [*kept, bookmark]
    return not removed


def _decode(data: dict[str, Any]) -> State:
    state = State()
    for item in fields(State):
        if item.name in data and isinstance(
            data[item.name], (str, type(None)) if item.name in ("mode", "theme") else object
        ):
            setattr(state, item.name, data[item.name])
    state.library = [str(path) for path in data.get("library", ())]
    state.progress = {
        str(name): Progress(**item) for name, item in data.get("progress", {}).items()
    }
    state.bookmarks = [Bookmark(**item) for item in data.get("bookmarks", ())]
    return state
