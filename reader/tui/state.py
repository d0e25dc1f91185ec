"""What the reader remembers between two runs: positions, bookmarks, mode, theme, library.

One JSON file in the state directory, written in one step. It can always be deleted: nothing
in it is the user's work, and a damaged one is set aside and forgotten.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from reader import locations
from reader.errors import StoreError, reason
from reader.files import private_folder, replace_file
from reader.tui.merging import merged_dict, merged_list

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
    """Whether it is read: its last sentence was come to or stayed at, or the reader said so."""
    place: int = 0
    """Sentences up to the current one, which counts."""
    title: str = ""
    translated_title: str = ""
    package: str = ""
    """Name of the package that was chosen to translate it; "" for what usually does."""
    read_as: str = ""
    """Language that the reader takes the article for; "" as it was detected."""


@dataclass(slots=True)
class State:
    """The reader's memory. `load` and `save` are its only way to the disk."""

    mode: str | None = None
    theme: str | None = None
    library: list[str] = field(default_factory=list)
    """Paths that were open last, for a start without arguments."""
    last: list[str | int] = field(default_factory=list)
    """Path and index of the article that was open last."""
    welcomed: bool = False
    library_shown: bool = True
    library_width: int = 0
    """Columns of the library; 0 for what suits the terminal."""
    library_order: str = "name"
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
    return _read() or State()


def _read() -> State | None:
    path = state_file()
    try:
        return msgspec.json.decode(path.read_bytes(), type=State)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(".damaged.json"))
        return None


def save(state: State, before: State | None = None) -> None:
    """Write the state in one step.

    Args:
        state: takes in what another reader wrote meanwhile.
        before: the state as it was on disk when it was read or written last; without one, what
            is on disk is replaced.

    Raises:
        StoreError: it cannot be written, which is no reason to stop reading.
    """
    theirs = _read() if before is not None else None
    if before is not None and theirs is not None and theirs != before:
        state.progress = merged_dict(before.progress, state.progress, theirs.progress)
        state.bookmarks = merged_list(before.bookmarks, state.bookmarks, theirs.bookmarks)
        state.hints = merged_list(before.hints, state.hints, theirs.hints)
    while len(state.progress) > _LIMIT:
        del state.progress[next(iter(state.progress))]
    # A file's name that is not valid UTF-8 cannot be written as JSON.
    path = state_file()
    with contextlib.suppress(UnicodeEncodeError):
        try:
            private_folder(path.parent)
            replace_file(path, msgspec.json.encode(state), private=True)
        except OSError as error:
            raise StoreError(
                f"Your place and bookmarks cannot be kept in {path}: {reason(error)}"
            ) from error


class Kept:
    """The state of a run, which other readers may change on disk meanwhile."""

    def __init__(self) -> None:
        self.state = load()
        self._before = _copy(self.state)

    def save(self, state: State) -> None:
        """Write what changed in this run."""
        save(state, self._before)
        self._before = _copy(state)


def _copy(state: State) -> State:
    return replace(
        state,
        progress=dict(state.progress),
        bookmarks=list(state.bookmarks),
        hints=list(state.hints),
        library=list(state.library),
        last=list(state.last),
    )


def remember(state: State, path: str | Path, article: int, progress: Progress) -> None:
    """Keep the progress of an article, as the most recent one."""
    name = key(path, article)
    state.progress.pop(name, None)
    state.progress[name] = progress


def recent(state: State) -> Iterator[tuple[Path, int]]:
    """The articles that were opened, the most recent one first."""
    for name, progress in reversed(state.progress.items()):
        path, _, article = name.rpartition("#")
        if progress.sentences and article.isdecimal():
            yield Path(path), int(article)


def moved(progress: Progress, start: int) -> Progress:
    """The progress of a reader who goes to an offset in the file."""
    return replace(progress, start=start)


def toggle_bookmark(state: State, bookmark: Bookmark) -> bool:
    """Set a bookmark, or take away the one at that place; whether it is set now."""
    place = (bookmark.path, bookmark.article, bookmark.start)
    kept = [b for b in state.bookmarks if (b.path, b.article, b.start) != place]
    removed = len(kept) < len(state.bookmarks)
    state.bookmarks = kept if removed else [*kept, bookmark]
    return not removed
