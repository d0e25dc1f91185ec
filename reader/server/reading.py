"""The pages for a person: one to paste or open a text, one to read it beside its translation.

Both are plain pages that work where scripts are off. What is read is written as it is
translated: a browser shows the first paragraphs while the rest is at work.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from functools import partial
from html import escape
from importlib.resources import files
from string import Template
from typing import TextIO, cast

from reader.article import Article
from reader.errors import DragomanError
from reader.export import FORMATS, Writer, writer
from reader.export.html import HtmlWriter
from reader.export.markup import shown
from reader.loading.formats import ENDINGS
from reader.server import refusals
from reader.server.asked import Manner
from reader.server.service import Service
from reader.server.settings import Settings
from reader.server.work import Ticket, Workers

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What the pages may load and do: nothing but what is the server's own."""

STATIC = {
    "page.css": ("reader.export", "text/css"),
    "page.js": ("reader.export", "text/javascript"),
    "serve.css": ("reader.server", "text/css"),
    "serve.js": ("reader.server", "text/javascript"),
    "reading.js": ("reader.server", "text/javascript"),
    "icon.svg": ("reader.server", "image/svg+xml"),
}


def static(name: str) -> tuple[str, str]:
    """A file of the pages, and its type."""
    package, kind = STATIC[name]
    return files(package).joinpath(name).read_text("utf-8"), kind


def _template(name: str, **values: str) -> str:
    text = files("reader.server").joinpath(name).read_text("utf-8")
    return Template(text).substitute(values)


def front(service: Service, settings: Settings) -> str:
    """The page to paste or open a text."""
    known = service.languages()
    sources = [("auto", "Any language")] + [
        (one["code"], one["name"]) for one in known if len(one["targets"]) > 1
    ]
    reached = {target for one in known for target in one["targets"] if target != one["code"]}
    targets = [(one["code"], one["name"]) for one in known if one["code"] in reached]
    glossaries = [
        ("", "The usual glossaries"),
        *((name, _glossary_name(name)) for name in service.glossaries),
        ("none", "No glossary"),
    ]
    return _template(
        "serve.html",
        sources=_options(sources, "auto"),
        targets=_options(targets, refusals.public(settings.target)),
        glossaries=_options(glossaries, ""),
        formats=_options([(name, _FORMAT_NAMES[name]) for name in FORMATS], "html"),
        accept=escape(",".join(ENDINGS)),
        limit=str(settings.limits.characters or ""),
        key=_KEY if settings.needs_key else "",
    )


_KEY = (
    '<p class="key"><label>API key '
    '<input name="api_key" autocomplete="off" spellcheck="false" required></label></p>\n'
)
_FORMAT_NAMES = {
    "text": "Text",
    "bilingual": "Text, paragraph by paragraph",
    "markdown": "Markdown",
    "jsonl": "JSON Lines",
    "html": "Web page, side by side",
}


def _glossary_name(name: str) -> str:
    known = {"own": "Your own glossary", "shipped": "The glossaries that ship"}
    return known.get(name, name.replace("-", " ").capitalize())


def _options(choices: Iterable[tuple[str, str]], chosen: str) -> str:
    return "".join(
        f'<option value="{escape(value)}"{" selected" * (value == chosen)}>{escape(text)}</option>'
        for value, text in choices
    )


def failure(message: str) -> str:
    """The page that says why there is nothing to read."""
    message = message.removeprefix("Invalid request: ")
    if message.partition(" ")[0].isalpha():  # and not a file's name
        message = message[:1].upper() + message[1:]
    return _template("failure.html", message=escape(message))


class _Reading(HtmlWriter):
    """Writes the page to read, with what a page of the server's can do besides."""

    corrects: bool = False

    def head(self, title: str) -> str:
        return _template("reading.html", title=shown(title), corrects="yes" * self.corrects)


def page_writer(format_: str, service: Service, manner: Manner, settings: Settings) -> Writer:
    """What writes a text that is read; an empty format is the page."""
    termbases = service.translator(manner).termbases
    if format_:
        return writer(format_, termbases=termbases)
    page = _Reading(termbases=termbases)
    page.corrects = settings.suggestions
    return page


class _Sent:
    """A file to a writer, which runs on a thread; what is written comes out on the loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._chunks: asyncio.Queue[str | None] = asyncio.Queue()

    def write(self, text: str) -> int:
        self._loop.call_soon_threadsafe(self._chunks.put_nowait, text)
        return len(text)

    def flush(self) -> None:
        """All is on its way as soon as it is written."""

    def end(self) -> None:
        """Nothing more comes."""
        self._loop.call_soon_threadsafe(self._chunks.put_nowait, None)

    async def chunks(self) -> AsyncIterator[str]:
        while (text := await self._chunks.get()) is not None:
            yield text


async def written(
    articles: list[Article],
    manner: Manner,
    target: Writer,
    service: Service,
    workers: Workers,
    ticket: Ticket,
) -> AsyncIterator[bytes]:
    """Articles beside their translation, as they are translated.

    Args:
        articles: what to read.
        manner: how to translate it.
        target: writes it.
        service: translates.
        workers: have the threads.
        ticket: for as long as it lasts; it is withdrawn where nobody reads on.
    """
    sent = _Sent()
    work = partial(_write, articles, manner, target, service, ticket, sent)
    working = asyncio.create_task(workers.thread(work, ticket))
    try:
        async for text in sent.chunks():
            yield text.encode("utf-8", "replace")
        await working
    finally:
        ticket.withdraw(refusals.Left())


def _write(
    articles: list[Article],
    manner: Manner,
    target: Writer,
    service: Service,
    ticket: Ticket,
    sent: _Sent,
) -> None:
    try:
        target.begin(cast(TextIO, sent), target=manner.target)
        translator = service.translator(manner)
        for article in articles:
            target.article(article, ticket.watched(translator.translate_article(article)))
        target.end()
    except refusals.Left:
        pass
    except (refusals.Refused, DragomanError) as error:
        # The answer has begun. Whoever reads it is told where it ends; a file to save is broken
        # off, so that the browser does not take it for complete.
        if not isinstance(target, _Reading):
            raise
        sent.write(f'\n<p class="failure">{escape(str(error))}</p>\n')
    finally:
        sent.end()
