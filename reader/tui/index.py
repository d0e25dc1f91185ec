"""The words of a library's articles, kept so that all of them can be searched at once.

A table of paragraphs in SQLite, folded as the glossary folds (case, accents, vowel signs make
no difference), so that a search is one pass over them: a thousand articles are some megabytes.
It lies in the cache, for its owner's eyes only, and can always be deleted.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from reader import locations
from reader.article import Article
from reader.files import private_folder
from reader.tui.document import Document
from reader.tui.shelf import Facts

T = TypeVar("T")

_WORDS = 20
"""Words of a query that are looked for: a text that was pasted is none."""
_FORM = 2
"""Raised when what is kept has another form than before."""
_TABLES = """
create table if not exists file (path text primary key, stamp text, facts blob);
create table if not exists paragraph (
    path text, article integer, start integer, source text, target text, folded text
);
create index if not exists paragraph_path on paragraph (path, article);
create table if not exists pair (
    path text, article integer, start integer, source text, target text, folded text
);
create index if not exists pair_path on pair (path, article);
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph, or a sentence, that has what was searched for."""

    path: Path
    article: int
    start: int
    """Its offset in its file, in characters."""
    source: str
    target: str


class Index:
    """The paragraphs of the articles that were looked into or opened.

    Any thread may use it. Where it cannot be kept it forgets: searching is then poorer, and
    nothing else is.

    Args:
        path: its file; `index.sqlite` in the cache directory by default.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or locations.cache_directory() / "index.sqlite"
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def facts(self, path: Path) -> list[Facts] | None:
        """What is known of a file's articles; None where it changed since, or is not known."""
        stamp = _stamp(path)

        def ask(connection: sqlite3.Connection) -> list[Facts] | None:
            query = "select facts from file where path = ? and stamp = ?"
            row = connection.execute(query, (str(path), stamp)).fetchone()
            return msgspec.json.decode(row[0], type=list[Facts]) if row else None

        return self._do(ask)

    def put(self, path: Path, articles: Sequence[Article], facts: Sequence[Facts]) -> None:
        """Keep a file's articles."""
        stamp = _stamp(path)
        rows = [
            (str(path), number, block.start, block.text, "", _fold(block.text))
            for number, article in enumerate(articles)
            for block in article.blocks
            if block.boilerplate is None
        ]

        def keep(connection: sqlite3.Connection) -> None:
            connection.execute("delete from paragraph where path = ?", (str(path),))
            _insert(connection, rows)
            connection.execute(
                "insert or replace into file values (?, ?, ?)",
                (str(path), stamp, msgspec.json.encode(list(facts))),
            )

        self._do(keep)

    def put_translations(self, path: Path, number: int, document: Document) -> None:
        """Keep an open article with the translations that it has."""
        targets: dict[int, list[str]] = {}
        pairs = []
        for sentence, translation in zip(
            list(document.sentences), list(document.translations), strict=False
        ):
            if translation is None:
                continue
            targets.setdefault(sentence.block, []).append(translation.target)
            if translation.origin != "copied":
                texts = (sentence.text, translation.target)
                folded = _fold("\n".join(texts))
                pairs.append((str(path), number, sentence.start, *texts, folded))
        rows = []
        for place, block in enumerate(document.article.blocks):
            if block.boilerplate is None:
                target = " ".join(targets.get(place, ()))
                folded = _fold(f"{block.text}\n{target}")
                rows.append((str(path), number, block.start, block.text, target, folded))

        def keep(connection: sqlite3.Connection) -> None:
            for table, kept in (("paragraph", rows), ("pair", pairs)):
                where = f"delete from {table} where path = ? and article = ?"
                connection.execute(where, (str(path), number))
                _insert(connection, kept, table)

        self._do(keep)

    def pairs(self, query: str, limit: int = 200) -> list[Hit]:
        """The translated sentences of all articles that have a text on one of their sides.

        Args:
            query: what to look for; letters that the glossary takes for the same are the same.
            limit: sentences that are given at most.
        """
        needle = _fold(" ".join(query.split()))
        if not needle:
            return []

        def ask(connection: sqlite3.Connection) -> list[tuple[str, int, int, str, str]]:
            return connection.execute(
                "select path, article, start, source, target from pair"
                " where instr(folded, ?) limit ?",
                (needle, limit),
            ).fetchall()

        return [Hit(Path(row[0]), *row[1:]) for row in self._do(ask) or []]

    def search(self, query: str, under: Sequence[Path], limit: int = 500) -> list[Hit]:
        """The paragraphs that have every word of a query, of the files under some folders.

        Those that have the words as they stand come first.

        Args:
            query: what to look for; letters that the glossary takes for the same are the same.
            under: files and folders.
            limit: paragraphs that are given at most.
        """
        needles = words_of(query)
        if not needles:
            return []
        has_all = " and ".join(["instr(folded, ?)"] * len(needles))

        def ask(connection: sqlite3.Connection) -> list[tuple[str, int, int, str, str]]:
            return connection.execute(
                "select path, article, start, source, target from paragraph"
                f" where {has_all} order by instr(folded, ?) = 0, path, article, start",
                (*needles, _fold(" ".join(query.split()))),
            ).fetchall()

        roots = [str(path) for path in under]
        hits = []
        for path, article, start, source, target in self._do(ask) or []:
            if any(path == root or path.startswith(root.rstrip(os.sep) + os.sep) for root in roots):
                hits.append(Hit(Path(path), article, start, source, target))
                if len(hits) == limit:
                    break
        return hits

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    def _do(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        with self._lock:
            for attempt in (1, 2):
                try:
                    if self._connection is None:
                        self._connection = self._open()
                    with self._connection:
                        return work(self._connection)
                except (sqlite3.OperationalError, OSError, UnicodeEncodeError):
                    return None  # another process writes, or the disk is full
                except (sqlite3.DatabaseError, msgspec.MsgspecError):
                    if self._connection is not None:
                        self._connection.close()
                    self._connection = None
                    if attempt == 1:  # it is damaged: everything in it can be found again
                        with contextlib.suppress(OSError):
                            self._path.unlink()
        return None

    def _open(self) -> sqlite3.Connection:
        private_folder(self._path.parent)
        if not self._path.exists():
            os.close(os.open(self._path, os.O_CREAT | os.O_WRONLY, 0o600))
        connection = sqlite3.connect(self._path, check_same_thread=False, timeout=2)
        if connection.execute("pragma user_version").fetchone()[0] != _FORM:
            connection.executescript(
                "drop table if exists file; drop table if exists paragraph;"
                "drop table if exists pair;"
                f"pragma user_version = {_FORM};"
            )
        connection.executescript("pragma synchronous = off;" + _TABLES)
        return connection


def words_of(query: str) -> list[str]:
    """The words of a query, folded; those between quotation marks are one."""
    parts = re.findall(r'["“«](.*?)["”»]|(\S+)', query)
    words = (_fold(quoted or single.strip('"“”«»')) for quoted, single in parts)
    return [word for word in words if word][:_WORDS]


def _insert(
    connection: sqlite3.Connection,
    rows: Sequence[tuple[str, int, int, str, str, str]],
    table: str = "paragraph",
) -> None:
    connection.executemany(f"insert into {table} values (?, ?, ?, ?, ?, ?)", rows)


def _stamp(path: Path) -> str:
    status = os.stat(path)
    return f"{status.st_mtime_ns} {status.st_size}"


def _fold(text: str) -> str:
    from reader.glossary.matching.normalisation import fold

    return " ".join(fold(text).text.split())
