"""Files that are sent, translated, and kept for a while to be fetched."""

from __future__ import annotations

import io
import secrets
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory

from starlette.requests import Request

from reader.article import Article, Translation
from reader.export import writer
from reader.loading import in_language
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

OTHERWISE = "markdown"
"""What comes back as the translation of a file that cannot be written back."""


Ask = Callable[[bytes], Awaitable[bytes | None]]
"""Has a message of `parsing` answered; None where that took too long or failed."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was sent."""

    name: str
    format: str
    content: bytes
    is_pasted: bool = False
    """Whether it was no file: limits on texts hold for it."""

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

    @asynccontextmanager
    async def held(
        self,
        request: Request,
        workers: Workers,
        ticket: Ticket,
        likely: Sequence[str],
        *,
        writes: bool = False,
    ) -> AsyncIterator[Held]:
        """It, read: what was pasted and a short text here, else in a process of its own.

        Args:
            request: whose it is.
            workers: have threads and processes.
            ticket: for as long as it lasts.
            likely: languages that a word or two alone are taken for.
            writes: whether it is to be written back as what it is.

        Raises:
            Refused: it cannot be read, or not in time.
            Left: nobody waits any more.
        """
        is_short = self.format in ("text", "markdown") and len(self.content) <= _SHORT
        if is_short or self.is_pasted:
            sitting = parsing.Sitting()

            async def here(asked: bytes) -> bytes:
                return await workers.thread(partial(sitting.answer, asked), ticket)

            yield await Held(self, here).read(likely, writes=writes)
            return
        async with workers.process(parsing.COMMAND) as process:

            async def apart(asked: bytes) -> bytes | None:
                return await workers.answer(request, process, asked, ticket, parsing.LONGEST)

            yield await Held(self, apart).read(likely, writes=writes)

    def refused(self, message: str) -> refusals.Refused:
        """Why it cannot be read, as an answer."""
        if message.startswith("- "):  # the name that bytes without one have
            message = self.name + message[1:]
        return refusals.Refused(400, f"Invalid request: {message}")


class Held:
    """A document that is open somewhere.

    Args:
        document: it.
        ask: has messages answered there.
    """

    def __init__(self, document: Document, ask: Ask) -> None:
        self._document = document
        self._ask = ask
        self.articles: list[Article] = []

    async def read(self, likely: Sequence[str], *, writes: bool) -> Held:
        """Read the articles; see `Document.held`."""
        sent = self._document
        original = Original(sent.name, sent.format, sent.content)
        told = await self._told(parsing.Opening(original, list(likely), writes), "read")
        self.articles = told.articles
        return self

    async def written(self, target: str, translated: list[list[Translation]]) -> bytes:
        """The document with the translations of its articles.

        Raises:
            Refused: it cannot be written, or not in time.
        """
        return (await self._told(parsing.Closing(target, translated), "written")).written

    async def _told(self, message: parsing.Opening | parsing.Closing, done: str) -> parsing.Told:
        answer = await self._ask(parsing.pack(message))
        if answer is None:
            why = f"cannot be {done}, or not in {parsing.LONGEST:g} seconds"
            raise self._document.refused(f"{self._document.name} {why}")
        told = parsing.told(answer)
        if told.fault:
            raise self._document.refused(told.fault)
        return told


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
            kept = self._kept.get(token)
            return (kept[0], self._path(token).read_bytes()) if kept else None

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
    articles: Sequence[Article],
    manner: Manner,
    service: Service,
    ticket: Ticket,
    *,
    formatted: bool,
) -> list[list[Translation]]:
    """The translations of a document's articles.

    Args:
        articles: they.
        manner: how to translate them.
        service: translates.
        ticket: for as long as it lasts.
        formatted: whether the marks of what is set apart are to be placed.

    Raises:
        Refused: they cannot be translated.
    """
    translator = service.check(manner)

    def translations(article: Article) -> Iterator[Translation]:
        article = in_language(article, manner.source)
        check_routes([article], manner, service)
        return ticket.watched(translator.translate_article(article, formatted=formatted))

    return [list(translations(article)) for article in articles]


def exported(
    articles: Sequence[Article],
    translations: Sequence[Sequence[Translation]],
    manner: Manner,
    format_: str,
    service: Service,
) -> bytes:
    """A document's translation as a file of one of `FORMATS`."""
    out = io.StringIO()
    target = writer(format_, termbases=service.translator(manner).termbases)
    target.begin(out, target=manner.target)
    for article, translated in zip(articles, translations, strict=True):
        target.article(in_language(article, manner.source), translated)
    target.end()
    return out.getvalue().encode("utf-8", "replace")


def check_routes(articles: list[Article], manner: Manner, service: Service) -> None:
    """Refuse what is in a language that nothing leads from.

    Raises:
        Refused: there is no such way.
    """
    for code in dict.fromkeys(article.language for article in articles if article.language):
        service.check(Manner(code, manner.target, manner.glossary, manner.acronyms))
