"""What stands before every request: who calls, from which page, with how much."""

from __future__ import annotations

import logging
import time
import traceback
from urllib.parse import urlsplit

from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reader.server import refusals
from reader.server.body import Body
from reader.server.metrics import Metrics
from reader.server.settings import LOOPBACK, Settings

log = logging.getLogger("dragoman.server")
log.addHandler(logging.NullHandler())

_EXTENSIONS = frozenset(
    ("moz-extension", "chrome-extension", "safari-web-extension", "ms-browser-extension")
)
_CORS = {
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Expose-Headers": "X-Doubts",
    "Access-Control-Max-Age": "86400",
    "Vary": "Origin",
}
_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}


class Guard:
    """Lets requests through to an application, and their answers back.

    A page of another site may neither read from the server nor write to it, unless it was
    allowed to; what is not a page (a program, an extension, a page of this machine) may. Bodies
    end where the limit does. Of a fault, its kind and place are logged: its message could
    hold a part of a text.

    Args:
        app: the application.
        settings: who may do what.
        metrics: count what passes.
    """

    def __init__(self, app: ASGIApp, *, settings: Settings, metrics: Metrics) -> None:
        self._app = app
        self._settings = settings
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        origin = headers.get("origin", "")
        added = dict(_SECURITY)
        if origin and self._may(origin, headers.get("host", "")):
            added |= {**_CORS, "Access-Control-Allow-Origin": origin}
        began, status = time.monotonic(), 0
        body = Body(receive, headers, self._settings.limits.body)

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                if not body.is_whole:  # what comes next on this line is the rest of it
                    added["Connection"] = "close"
                message["headers"] = [
                    *message.get("headers", ()),
                    *((name.lower().encode(), value.encode()) for name, value in added.items()),
                ]
            elif not body.is_whole and not message.get("more_body", False):
                await send({**message, "more_body": True})
                await body.let_pass()
                message = {"type": "http.response.body"}
            await send(message)

        self._metrics.at_work.inc()
        try:
            refused = self._refused(scope, headers, origin)
            if refused is not None:
                await refused(scope, receive, sending)
            elif scope["method"] == "OPTIONS":
                await Response(status_code=204)(scope, receive, sending)
            else:
                await self._app(scope, body.receive, sending)
        except refusals.Left:
            status = 499
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("%s at %s:%s", type(error).__name__, place.filename, place.lineno)
            if not status:
                answer = JSONResponse({"error": "Internal Server Error"}, 500)
                await answer(scope, receive, sending)
        finally:
            self._metrics.at_work.dec()
            seconds = time.monotonic() - began
            route = getattr(scope.get("route"), "path", "other")
            self._metrics.answered(route, status, seconds)
            log.info("%s %s %s %.3f s", scope["method"], route, status, seconds)

    def _refused(self, scope: Scope, headers: dict[str, str], origin: str) -> Response | None:
        hosts = self._settings.hosts
        name = _host_of(f"//{headers.get('host', '')}")
        if hosts and name not in hosts:
            return JSONResponse({"error": "Invalid host header"}, 400)
        writes = scope["method"] not in ("GET", "HEAD")
        if origin and writes and not self._may(origin, headers.get("host", "")):
            return JSONResponse({"error": "This page may not use the server"}, 403)
        size = headers.get("content-length", "0")
        if size.isdecimal() and int(size) > self._settings.limits.body:
            return refusal(refusals.too_large(self._settings.limits.body))
        return None

    def _may(self, origin: str, host: str) -> bool:
        """Whether a page of an origin may use the server."""
        if "*" in self._settings.origins or origin in self._settings.origins:
            return True
        scheme, _, address = origin.partition("://")
        is_own = bool(address) and address == host
        return is_own or scheme in _EXTENSIONS or _host_of(origin) in LOOPBACK


def _host_of(address: str) -> str:
    """The name of the host in an address; empty where there is none, or no sense in it."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def refusal(error: refusals.Refused) -> JSONResponse:
    """The answer to a request that is refused."""
    headers = {"Retry-After": str(error.retry)} if error.retry else None
    return JSONResponse({"error": error.message}, error.status, headers=headers)
