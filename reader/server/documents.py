"""Files that are sent, translated, and kept for a while to be fetched."""

from __future__ import annotations

import io
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory

from starlette.requests import Request

from reader.article import Article, Translation
from reader.errors import UnreadableFile
from reader.export import FORMATS, writer
from reader.export.documents import SAME, opened
from reader.loading import in_language, load
from reader.loading.formats import ENDINGS, ending
from reader.loading.original import Original
from reader.server import parsing, refusals
from reader.server.asked import Manner
from reader.server.service import Service
from reader.server.work import Ticket, Workers

_KEPT = 30 * 60.0
"""Seconds that a translated file waits to be fetched, as LibreTranslate's do."""
_MOST_KEPT = 200

_SHORT = 100_000
"""Bytes of a plain text up to which it is read at once, as one that is pasted is."""

_OTHERWISE = "markdown"
"""What comes back as the translation of a file that cannot be written back."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was sent."""

    name: str
    format: str
    content: bytes

    @classmethod
    def of(cls, name: str, content: bytes) -> Document:
        """A file of that name.

        Raises:
            Refused: it has none, or its ending is none that can be read.
        """
        # Browsers once sent the whole path, and of either kind.
        name = PurePosixPath(PureWindowsPath(name).name).name
        name = "".join(char if char.isprintable() else "_" for char in name)
        if not name:
            raise refusals.Refused(400, "Invalid request: empty file")
        format_ = ENDINGS.get(ending(name))
        if format_ is None:
            raise refusals.Refused(400, "Invalid request: file format not supported")
        return cls(name, format_, content)

    @property
    def ending(self) -> str:
        """The ending of its name."""
        return ending(self.name)

    @property
    def stem(self) -> str:
        """Its name without the ending."""
        return self.name[: len(self.name) - len(self.ending)] or "text"

    @property
    def original(self) -> Original:
        """It, as what is to be written back."""
        return Original(self.name, self.format, self.content)

    def articles(self, source: str | None, likely: list[str]) -> list[Article]:
        """What is in it.

        Raises:
            Refused: it cannot be read.
        """
        try:
            found = load(self.content, format=self.format, likely=likely)
        except UnreadableFile as error:
            raise self.refused(str(error)) from None
        return [in_language(article, source) for article in found]

    async def check(
        self,
        request: Request,
        workers: Workers,
        ticket: Ticket,
        likely: list[str],
        *,
        writes: bool,
    ) -> None:
        """Read it, in a process of its own.

        Args:
            request: whose it is.
            workers: have processes.
            ticket: for as long as it lasts.
            likely: languages that a word or two alone are taken for.
            writes: whether it is to be written back as what it is.

        Raises:
            Refused: it cannot be read, or not in time.
            Left: nobody waits any more.
        """
        if self.format in ("text", "markdown") and len(self.content) <= _SHORT:
            return
        given = parsing.packed(self.original, likely, writes=writes)
        fault = await workers.apart(request, parsing.COMMAND, given, ticket, parsing.LONGEST)
        if fault is None:
            raise self.refused(f"{self.name} cannot be read, or not in {parsing.LONGEST:g} seconds")
        if fault:
            raise self.refused(fault.decode("utf-8", "replace"))

    def refused(self, message: str) -> refusals.Refused:
        """Why it cannot be read, as an answer."""
        if message.startswith("- "):  # the name that bytes without one have
            message = self.name + message[1:]
        return refusals.Refused(400, f"Invalid request: {message}")


class Downloads:
    """Translated files, each under a name that nobody can guess. Safe for several threads."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="dragoman-")
        self._kept: dict[str, tuple[str, float]] = {}
        self._lock = threading.Lock()

    def put(self, name: str, content: bytes) -> str:
        """Keep a file, and return what it is asked for by."""
        token = secrets.token_urlsafe(24)
        self._path(token).write_bytes(content)
        with self._lock:
            self._kept[token] = name, time.monotonic()
            self._forget()
        return f"{token}.{name}"

    def get(self, asked: str) -> tuple[str, bytes] | None:
        """A file's name and content, or None where there is none any more."""
        token = asked.partition(".")[0]
        with self._lock:
            self._forget()
            found = self._kept.get(token)
            return (found[0], self._path(token).read_bytes()) if found else None

    def close(self) -> None:
        """Remove them all."""
        self._folder.cleanup()

    def _path(self, token: str) -> Path:
        return Path(self._folder.name) / token

    def _forget(self) -> None:
        oldest = time.monotonic() - _KEPT
        while self._kept:
            token, (_, since) = next(iter(self._kept.items()))
            if since > oldest and len(self._kept) <= _MOST_KEPT:
                return
            del self._kept[token]
            self._path(token).unlink(missing_ok=True)


def translated(
    document: Document, manner: Manner, format_: str, service: Service, ticket: Ticket
) -> tuple[str, bytes]:
    """The translation of a file, and the name of a file for it.

    Args:
        document: the file.
        manner: how to translate it.
        format_: one of `FORMATS`; empty for what the file's own format comes back as.
        service: translates.
        ticket: for as long as it lasts.

    Raises:
        Refused: it cannot be read or translated.
    """
    if format_ and format_ not in FORMATS:
        raise refusals.no_such_format(format_)
    translator = service.check(manner)
    stem = f"{document.stem}_{refusals.public(manner.target)}"

    def translations(article: Article) -> Iterator[Translation]:
        check_routes([article], manner, service)
        return ticket.watched(translator.translate_article(article, formatted=not format_))

    if not format_ and document.format in SAME:
        binary = io.BytesIO()
        try:
            same = opened(document.original, likely=service.likely)
            articles = list(same.articles())
            same.begin(binary, target=manner.target)
            for article in articles:
                same.article(article, translations(in_language(article, manner.source)))
            same.end()
        except UnreadableFile as error:
            raise document.refused(str(error)) from None
        return stem + document.ending, binary.getvalue()
    format_ = format_ or _OTHERWISE
    articles = document.articles(manner.source, service.likely)
    out = io.StringIO()
    target = writer(format_, termbases=translator.termbases)
    target.begin(out, target=manner.target)
    for article in articles:
        target.article(article, translations(article))
    target.end()
    return stem + FORMATS[format_], out.getvalue().encode("utf-8", "replace")


def check_routes(articles: list[Article], manner: Manner, service: Service) -> None:
    """Refuse what is in a language that nothing leads from.

    Raises:
        Refused: there is no such way.
    """
    for code in dict.fromkeys(article.language for article in articles if article.language):
        service.check(Manner(code, manner.target, manner.glossary, manner.acronyms))
