"""The application: which address is answered by what."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import nullcontext
from functools import partial
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from reader import languages
from reader.errors import DragomanError
from reader.export import FORMATS, Writer
from reader.export.documents import SAME
from reader.loading import in_language
from reader.loading.formats import ENDINGS
from reader.server import asked as asking
from reader.server import openapi, reading, refusals, reports
from reader.server.documents import (
    OTHERWISE,
    Document,
    Downloads,
    check_routes,
    exported,
    translated,
)
from reader.server.guard import Guard, log, refusal
from reader.server.keys import Keys
from reader.server.limits import Rate, Slots
from reader.server.metrics import TYPE, Metrics
from reader.server.service import Service
from reader.server.settings import Settings
from reader.server.work import Ticket, Workers

_PATIENCE = 60
"""Seconds in which a request has to arrive as a whole."""

_MOST_STRANGERS = 16
"""Bodies that are taken in at a time without a key before them: it may stand at their end."""

Handler = Callable[[Request], Awaitable[Response]]


class Server:
    """What answers requests.

    Args:
        service: translates.
        settings: what is allowed.
        keys: who may ask, where a key is needed.
    """

    def __init__(self, service: Service, settings: Settings, keys: Keys) -> None:
        limits = settings.limits
        self._service = service
        self._settings = settings
        self._limits = limits
        self._keys = keys
        self._rate = Rate(limits.requests)
        self._slots = Slots(max(1, limits.at_once), limits.waiting)
        self._strangers = asyncio.Semaphore(_MOST_STRANGERS)
        self._downloads = Downloads()
        self._metrics = Metrics()
        self._metrics.waiting.set_function(lambda: self._slots.waiting)
        self.workers = Workers(max(1, limits.at_once) + 4)
        routes: list[tuple[str, str, Handler]] = [
            ("GET", "/", self.front),
            ("POST", "/read", self.read),
            ("GET", "/static/{name}", self.static),
            ("POST", "/translate", self.translate),
            ("POST", "/translate_file", self.translate_file),
            ("GET", "/download_file/{name}", self.download_file),
            ("POST", "/detect", self.detect),
            ("POST", "/suggest", self.suggest),
            ("GET", "/languages", self.languages),
            ("GET", "/frontend/settings", self.frontend_settings),
            ("GET", "/health", self.health),
            ("GET", "/metrics", self.metrics),
            ("GET", "/docs", self.docs),
            ("GET", "/spec", self.spec),
            ("GET", "/openapi.json", self.spec),
        ]
        self.app = Starlette(
            routes=[Route(path, handler, methods=[method]) for method, path, handler in routes],
            middleware=[Middleware(Guard, settings=settings, metrics=self._metrics)],
            exception_handlers={
                refusals.Refused: _refused,
                DragomanError: _failed,
                HTTPException: _http,
            },
        )

    def close(self) -> None:
        """Remove what was kept for a while."""
        self.workers.stop()
        self._downloads.close()

    # --- LibreTranslate's addresses ---

    async def translate(self, request: Request) -> Response:
        """Texts, translated."""
        fields = await self._admitted(request)
        wanted = asking.asked(fields, self._limits)
        ticket = self._ticket()
        work = partial(self._service.translate, wanted, ticket)
        async with self._slots.taken():
            results = await self.workers.run(request, work, ticket)
        all_translations = [each for result in results for each in result.translations]
        doubtful = sum(each.is_doubtful for each in all_translations)
        self._metrics.translated(
            sum(map(len, wanted.texts)), [each.origin for each in all_translations], doubtful
        )
        answer = reports.answer(wanted, results)
        return JSONResponse(answer, headers={"X-Doubts": str(doubtful)})

    async def translate_file(self, request: Request) -> Response:
        """A file, translated; where it can be fetched."""
        fields = await self._admitted(request)
        file = asking.upload(fields, "file")
        if file is None:
            raise refusals.missing("file")
        manner = asking.manner(fields)
        format_ = asking.export_format(fields, "format")
        service, ticket = self._service, self._ticket()
        async with self._slots.taken():
            document = Document.of(file.filename or "", await file.read())
            same = not format_ and document.format in SAME
            format_ = format_ or OTHERWISE
            likely = service.likely_for(manner.target)
            async with document.held(request, self.workers, ticket, likely, writes=same) as held:
                work = partial(translated, held.articles, manner, service, ticket, formatted=same)
                translations = await self.workers.run(request, work, ticket)
                if same:
                    content = await held.written(manner.target, translations)
                else:
                    write = partial(exported, held.articles, translations, manner, format_, service)
                    content = await self.workers.run(request, write, ticket)
        ending = document.ending if same else FORMATS[format_]
        name = f"{document.stem}_{refusals.public(manner.target)}{ending}"
        place = self._downloads.put(name, content)
        return JSONResponse(
            {"translatedFileUrl": str(request.url_for("download_file", name=quote(place)))}
        )

    async def download_file(self, request: Request) -> Response:
        """A file that was translated."""
        download = self._downloads.get(request.path_params["name"])
        if download is None:
            raise refusals.Refused(404, "Invalid filename")
        name, content = download
        return Response(content, headers=_as_file(name), media_type="application/octet-stream")

    async def detect(self, request: Request) -> Response:
        """The languages of a text."""
        fields = await self._admitted(request)
        q = fields.get("q")
        texts = tuple(q) if isinstance(q, list) else (asking.text(fields, "q", self._limits),)
        if not texts:
            raise refusals.missing("q")
        if not all(isinstance(text, str) for text in texts):
            raise refusals.invalid("q", "is not a text or a list of texts")
        asking.check_length(texts, self._limits)
        ticket = self._ticket()
        work = partial(self._service.detect, texts, ticket)
        async with self._slots.taken():
            languages = await self.workers.run(request, work, ticket)
        return JSONResponse(
            [
                {"confidence": confidence, "language": refusals.public(code)}
                for code, confidence in languages or [("en", 0.0)]
            ]
        )

    async def suggest(self, request: Request) -> Response:
        """A reader's own translation, which wins from now on."""
        if not self._settings.suggestions:
            raise refusals.no_suggestions()
        fields = await self._admitted(request)
        source = asking.text(fields, "q", self._limits)
        target = asking.text(fields, "s", self._limits)
        work = partial(self._service.correct, source, target, asking.manner(fields))
        async with self._slots.taken():
            await self.workers.run(request, work, self._ticket())
        return JSONResponse({"success": True})

    async def languages(self, request: Request) -> Response:
        """The languages, and what each is translated into."""
        return JSONResponse(self._service.languages())

    async def frontend_settings(self, request: Request) -> Response:
        """What a page has to know."""
        target = self._settings.target
        return JSONResponse(
            {
                "apiKeys": self._settings.needs_key,
                "charLimit": self._limits.characters or -1,
                "filesTranslation": True,
                "frontendTimeout": 500,
                "keyRequired": self._settings.needs_key,
                "language": {
                    "source": {"code": "auto", "name": "Auto Detect"},
                    "target": {"code": refusals.public(target), "name": languages.name(target)},
                },
                "suggestions": self._settings.suggestions,
                "supportedFilesFormat": list(ENDINGS),
            }
        )

    async def health(self, request: Request) -> Response:
        """Whether the server is there."""
        return JSONResponse({"status": "ok"})

    # --- Our own ---

    async def metrics(self, request: Request) -> Response:
        """Figures for Prometheus."""
        if self._settings.needs_key:
            await self._admitted(request)
        return Response(self._metrics.text(), headers={"Content-Type": TYPE})

    async def docs(self, request: Request) -> Response:
        """What each address takes and answers, for a person."""
        return _page(openapi.page(openapi.description(self._settings, self._service.glossaries)))

    async def spec(self, request: Request) -> Response:
        """The same, for a program."""
        return JSONResponse(openapi.description(self._settings, self._service.glossaries))

    async def front(self, request: Request) -> Response:
        """The page to paste or open a text."""
        return _page(reading.front(self._service, self._settings))

    async def static(self, request: Request) -> Response:
        """What the pages are made with."""
        name = request.path_params["name"]
        if name not in reading.STATIC:
            raise HTTPException(404)
        content, kind = reading.static(name)
        return Response(content, media_type=kind, headers={"Cache-Control": "no-cache"})

    async def read(self, request: Request) -> Response:
        """A text beside its translation, as it is translated, or as a file of some format."""
        try:
            return await self._reading(request)
        except (refusals.Refused, DragomanError) as error:
            status = error.status if isinstance(error, refusals.Refused) else 500
            return _page(reading.failure(str(error)), status)

    async def _reading(self, request: Request) -> Response:
        fields = await self._admitted(request)
        manner = asking.manner(fields)
        format_ = asking.export_format(fields, "as")
        file = asking.upload(fields, "file")
        ticket = self._ticket()
        self._slots.check()
        if file is not None and file.filename:
            document = Document.of(file.filename, await file.read())
        else:
            text = asking.text(fields, "q", self._limits)
            document = Document("text.txt", "text", text.encode("utf-8", "replace"), is_pasted=True)
        likely = self._service.likely_for(manner.target)
        async with (
            self._slots.taken(),
            document.held(request, self.workers, ticket, likely) as held,
        ):
            articles = [in_language(article, manner.source) for article in held.articles]

        def prepared() -> Writer:
            if not articles:
                raise document.refused(f"{document.name}: there is no text in it to translate")
            check_routes(articles, manner, self._service)
            return reading.page_writer(format_, self._service, manner, self._settings)

        writer = await self.workers.thread(prepared, ticket)
        pieces = reading.written(articles, manner, writer, self._service, self.workers, ticket)

        async def in_turn() -> AsyncIterator[bytes]:
            async with self._slots.taken():
                async for piece in pieces:
                    yield piece

        if format_:
            name = f"{document.stem}_{refusals.public(manner.target)}"
            headers = _as_file(name + FORMATS[format_])
            return StreamingResponse(in_turn(), headers=headers, media_type="text/plain")
        return StreamingResponse(in_turn(), headers=_PAGE, media_type="text/html")

    async def _admitted(self, request: Request) -> dict[str, Any]:
        """The parameters of a request that may be made.

        Raises:
            Refused: the key is missing or wrong, or it is one request too many.
        """
        client = request.client.host if request.client else ""

        def owner(key: str) -> str:
            name = self._keys.whose(key)
            if name is None:
                self._rate.count(client)  # who guesses is slowed down
                raise refusals.wrong_key()
            return f"key {name}"

        # A key that stands before the body is looked at before it.
        key = _bearer(request) or request.query_params.get("api_key", "")
        is_guarded = self._settings.needs_key
        known = owner(key) if is_guarded and key else ""
        try:
            async with asyncio.timeout(_PATIENCE):
                async with nullcontext() if known or not is_guarded else self._strangers:
                    check = None if known or not is_guarded else owner
                    fields = await asking.parameters(request, self._limits, check)
        except TimeoutError:
            raise refusals.too_slow_a_body(_PATIENCE) from None
        if is_guarded and not known:
            if not fields.get("api_key"):
                raise refusals.no_key()
            known = owner(str(fields["api_key"]))
        self._rate.count(known or client)
        return fields

    def _ticket(self) -> Ticket:
        return Ticket(self._limits.seconds)


_PAGE = {"Content-Security-Policy": reading.POLICY, "Cache-Control": "no-store"}


def _page(text: str, status: int = 200) -> Response:
    return HTMLResponse(text, status, headers=_PAGE)


def _as_file(name: str) -> dict[str, str]:
    """Headers that make a browser save an answer."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    }


def _bearer(request: Request) -> str:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, refusals.Refused)
    return refusal(error)


async def _failed(request: Request, error: Exception) -> Response:
    log.error("%s", type(error).__name__)
    return JSONResponse({"error": f"Cannot translate text: {error}"}, 500)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": error.detail}, error.status_code, headers=error.headers)
