"""What the library knows of its articles, and how it puts and finds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from reader.tui import folders, state
from reader.tui.state import Progress, State

Order = Literal["name", "date", "language", "unread"]
ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an article that was looked into."""

    title: str
    language: str | None
    minutes: int
    """Minutes that a practised reader takes."""


class Shelf:
    """The articles of a library: their facts, and how far each is read.

    Args:
        memory: what is remembered of earlier runs.
        paths: folders and files of the library.
    """

    def __init__(self, memory: State, paths: Sequence[Path]) -> None:
        self.memory = memory
        self.paths = list(paths)
        self.roots = folders.roots(self.paths)
        self._known: dict[Path, list[Facts]] = {}
        self._folded: dict[tuple[Path, int], tuple[str, str]] = {}
        self._files: list[Path] | None = None
        self._twins: dict[Path, set[str]] = {}
        """The names without endings that several files of a folder share."""
        self._narrowed: tuple[str, list[tuple[Path, int]]] = ("", [])
        """The query that was looked for last, and what it left."""

    @property
    def known(self) -> int:
        """How many files were looked into."""
        return len(self._known)

    def describe(self, path: Path, articles: Sequence[Facts]) -> None:
        """Take in what is in a file."""
        self._known[path] = list(articles)
        self._narrowed = ("", [])

    def facts(self, path: Path) -> list[Facts]:
        """What is known of a file's articles; nothing where it was not looked into."""
        return self._known.get(path, [])

    def is_empty(self, path: Path) -> bool:
        """Whether a file was looked into and has nothing to read, or cannot be read."""
        return self._known.get(path) == []

    def progress(self, path: Path, article: int = 0) -> Progress | None:
        """How far an article is read; None where it never was opened."""
        return self.memory.progress.get(state.key(path, article))

    def language(self, path: Path, article: int = 0) -> str | None:
        """The language of an article, as far as it is known."""
        progress, known = self.progress(path, article), self.facts(path)
        if progress is not None and progress.language:
            return progress.language
        return known[article].language if article < len(known) else None

    def title(self, path: Path, article: int = 0) -> str:
        """What to call an article: its translated title, its title, or its file's name.

        The ending is added where another file of the folder differs in that alone.
        """
        progress, known = self.progress(path, article), self.facts(path)
        title = known[article].title if article < len(known) else ""
        if progress is not None:
            title = progress.translated_title or progress.title or title
        if self._has_twin(path):
            return f"{title} ({path.suffix[1:]})" if title else path.name
        return title or name_of(path)

    def _has_twin(self, path: Path) -> bool:
        """Whether another file of its folder differs in the ending alone."""
        if (twins := self._twins.get(path.parent)) is None:
            files = (entry.path for entry in folders.entries(path.parent) if not entry.folder)
            counts = Counter(map(name_of, files))
            twins = {name for name, count in counts.items() if count > 1}
            self._twins[path.parent] = twins
        return name_of(path) in twins

    def mark_read(self, path: Path, article: int) -> bool:
        """Mark an article as read, or as unread when it is; whether it is read now."""
        before = self.progress(path, article) or Progress(language=self.language(path, article))
        if before.finished:
            after = replace(before, finished=False, start=0, place=0)
        else:
            after = replace(before, finished=True)
        state.remember(self.memory, path, article, after)
        return after.finished

    def files(self) -> list[Path]:
        """Every file of the library, in the order of the names."""
        if self._files is None:
            self._files = list(_walk(self.roots))
        return self._files

    def walk(self, order: Order) -> list[Path]:
        """Every file of the library, in an order."""
        if order == "name":
            return self.files()
        files: list[Path] = []
        waiting = list(reversed(self.sorted(self.roots, order)))
        while waiting:
            entry = waiting.pop()
            if entry.folder:
                waiting += reversed(self.sorted(folders.entries(entry.path), order))
            else:
                files.append(entry.path)
        return files

    def changed(self) -> bool:
        """Whether files came or went since they were last looked for."""
        before, self._files = self._files, None
        self._narrowed = ("", [])
        self._twins.clear()
        self.roots = folders.roots(self.paths)
        return before is not None and before != self.files()

    def sorted(self, entries: Iterable[folders.Entry], order: Order) -> list[folders.Entry]:
        """The entries of a folder, folders first, in an order."""
        entries = list(entries)
        if order == "name":
            return entries
        return sorted(entries, key=lambda entry: (not entry.folder, *self._place(entry, order)))

    def _place(self, entry: folders.Entry, order: Order) -> tuple[float | str, ...]:
        if entry.folder:
            return (0,)
        if order == "date":
            try:
                return (-entry.path.stat().st_mtime,)
            except OSError:
                return (0,)
        if order == "language":
            return (self.language(entry.path) or "zz",)
        progress = self.progress(entry.path)
        return (0 if progress is None else 2 if progress.finished else 1,)

    def find(self, query: str) -> list[tuple[Path, int]]:
        """The articles whose name, titles or language have all words of a query.

        A query that goes on from the one before is looked for in what that one left.
        """
        folded = _fold(query)
        words = folded.split()
        before, left = self._narrowed
        if not before or not folded.startswith(before):
            left = [
                (path, article)
                for path in self.files()
                for article in range(max(1, len(self.facts(path))))
            ]
        hits = []
        for path, article in left:
            text = self._searched(path, article)
            if all(word in text for word in words):
                hits.append((path, article))
        self._narrowed = folded, hits
        return hits

    def _searched(self, path: Path, article: int) -> str:
        progress, known = self.progress(path, article), self.facts(path)
        parts = [path.stem, self.language(path, article) or ""]
        if article < len(known):
            parts.append(known[article].title)
        if progress is not None:
            parts += [progress.title, progress.translated_title]
        text = "\n".join(parts)
        kept = self._folded.get((path, article))
        if kept is None or kept[0] != text:
            kept = self._folded[path, article] = text, _fold(text)
        return kept[1]


def name_of(path: Path) -> str:
    """A file's name, without an ending that says nothing."""
    from reader.loading.formats import ENDINGS, ending

    return path.stem if ending(path.name) in ENDINGS else path.name


def _walk(roots: Sequence[folders.Entry]) -> Iterator[Path]:
    waiting = list(reversed(roots))
    while waiting:
        entry = waiting.pop()
        if entry.folder:
            waiting += reversed(folders.entries(entry.path))
        else:
            yield entry.path


def _fold(text: str) -> str:
    from reader.glossary.matching.normalisation import fold

    return fold(text).text
