"""A file from the network: resumed where it stopped, never spliced from two versions."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedRandom
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from reader.errors import DownloadFailed

Progress = Callable[[int, int | None], None]
"""Called with the bytes that are here and the bytes of the whole, None where not known."""

_CHUNK = 1 << 16
_ATTEMPTS = 4
_FROM_FILE = "install from a file: `reader models install FILE.argosmodel`"
_HINT = f"try again later, or {_FROM_FILE}"
_SLOWEST = 500
"""Bytes a second below which a server is not waited for."""
_PATIENCE = 3
"""Timeouts over which its bytes are counted."""


class _Interrupted(Exception):
    """The connection failed in a way that another attempt may mend."""


class _TooSlow(TimeoutError):
    """The server sends, but so little that nobody would wait for it."""


def read(url: str, *, limit: int, timeout: float = 20.0) -> bytes:
    """The bytes at `url`, in one go, for what is small.

    Args:
        limit: bytes that the answer may have at most.
        timeout: seconds to wait for the server at each step.

    Raises:
        DownloadFailed: it cannot be reached or has no such file, or more than `limit`.
    """
    try:
        with _open(url, {}, timeout) as response:
            data = bytearray()
            for chunk in _chunks(response, timeout):
                data += chunk
                if len(data) > limit:
                    raise DownloadFailed(f"{plain(url)} is larger than it should be; {_HINT}")
            length = response.headers.get("Content-Length", "")
    except (OSError, http.client.HTTPException) as error:
        raise _failed(url, error) from None
    if length.isdecimal() and len(data) < int(length):
        raise _failed(url, ConnectionError("the connection was cut"))
    return bytes(data)


def plain(url: str) -> str:
    """An address as it may be shown: without a password, or what else may be a secret."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        query = "..." if parts.query else ""
        return parts._replace(netloc=host, query=query, fragment="").geturl()
    except ValueError:
        return "the address"


def is_web(url: str) -> bool:
    """Whether an address can be fetched: http or https, with a server."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def fetch(
    url: str,
    destination: Path,
    *,
    limit: int,
    sha256: str = "",
    progress: Progress | None = None,
    timeout: float = 20.0,
    pause: float = 1.0,
) -> None:
    """Download `url` to `destination`, which appears only when it is whole.

    What has come stays in `destination` + ".part" when the connection breaks or the user
    interrupts, and the next call goes on from there, if the server says (ETag, or
    Last-Modified; RFC 9110, 13.1.5) that it is still the same file.

    Args:
        limit: bytes that the file may have at most.
        sha256: hexadecimal digest that the file must have; empty where none is published.
        timeout: seconds to wait for the server at each step.
        pause: seconds before the second attempt; they double with each further one.

    Raises:
        DownloadFailed: it cannot be reached, is not there, or is not what was published; or
            the disk is full. The message says what to do.
    """
    part = destination.with_name(destination.name + ".part")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open("a+b") as file, _alone(file, url):
            try:
                _Fetching(url, file, part, limit, progress, timeout).all(pause)
                if sha256:
                    _check_digest(url, file, sha256)
            finally:
                if file.seek(0, os.SEEK_END) == 0:
                    with suppress(PermissionError):  # Windows, where the file is open
                        part.unlink()
                    _state(part).unlink(missing_ok=True)
        os.replace(part, destination)
        _state(part).unlink(missing_ok=True)
    except OSError as error:
        raise DownloadFailed(f"cannot write to {part.parent}: {error.strerror}") from None


def _check_digest(url: str, file: BufferedRandom, sha256: str) -> None:
    file.seek(0)
    if hashlib.file_digest(file, "sha256").hexdigest() != sha256.lower():
        file.truncate(0)
        raise DownloadFailed(
            f"{plain(url)} is not what was published (its SHA-256 differs); {_HINT}"
        )


@dataclass(slots=True)
class _Fetching:
    """A file on its way; arguments as for `fetch`."""

    url: str
    file: BufferedRandom
    """What has come of it."""
    part: Path
    """Where that lies."""
    limit: int
    progress: Progress | None
    timeout: float

    def all(self, pause: float) -> None:
        """Attempt after attempt, until all is there or `_ATTEMPTS` in a row have gained nothing."""
        most = failures = 0
        while True:
            try:
                return self._attempt()
            except _Interrupted as error:
                have = self.file.seek(0, os.SEEK_END)
                # More than ever before: a server that cuts and cannot resume is not asked forever.
                gained = have > most and not isinstance(error.__cause__, _TooSlow)
                failures = 0 if gained else failures + 1
                most = max(most, have)
                if failures == _ATTEMPTS - 1:
                    raise _failed(self.url, error.__cause__ or error) from None
                time.sleep(pause * 2**failures)

    def _attempt(self) -> None:
        """One attempt: what is still missing, or everything where it cannot be continued.

        Errors of the network leave as `_Interrupted` or `DownloadFailed`, so that an OSError out
        of here is the disk's.
        """
        have = self.file.seek(0, os.SEEK_END)
        validator = _validator(self.part, self.url) if have else ""
        response = self._answer(have, validator)
        if response is None:
            return
        with response:
            if response.status == 206:
                # Some servers know Range and not If-Range: what continues must be the same file.
                if not _begins_at(response, have) or validator not in _validators(response):
                    self.file.truncate(0)
                    raise _Interrupted from ConnectionError("the file changed on the server")
            else:
                have = 0
                self.file.truncate(0)
            total = _total(response, have)
            if total is not None and total > self.limit:
                raise DownloadFailed(
                    f"{plain(self.url)} has {total:,} bytes, more than it should have"
                )
            if have == 0:
                _remember(self.part, self.url, response)
            have = self._take_in(response, have, total)
        # http.client takes the end of a connection for the end of the file.
        if total is not None and have != total:
            raise _Interrupted from ConnectionError("the connection was cut")

    def _answer(self, have: int, validator: str) -> Any:
        """The server's answer to what is asked for; None where all of it is here already."""
        headers = {"Range": f"bytes={have}-", "If-Range": validator} if validator else {}
        try:
            return _open(self.url, headers, self.timeout)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == 416:
                # Nothing beyond what is here: either all of it, or the remains of something else.
                if error.headers.get("Content-Range") == f"bytes */{have}":
                    return None
                self.file.truncate(0)
                raise _Interrupted from error
            if error.code >= 500 or error.code == 429:
                raise _Interrupted from error
            raise _failed(self.url, error) from None
        except (OSError, http.client.HTTPException) as error:
            raise _Interrupted from error

    def _take_in(self, response: Any, have: int, total: int | None) -> int:
        """Write what comes; how many bytes are here then."""
        if self.progress:
            self.progress(have, total)
        chunks = _chunks(response, self.timeout)
        while True:
            try:
                chunk = next(chunks, b"")
            except (OSError, http.client.HTTPException) as error:
                raise _Interrupted from error
            if not chunk:
                break
            self.file.write(chunk)
            have += len(chunk)
            if self.progress:
                self.progress(have, total)
            if have > self.limit:
                raise DownloadFailed(
                    f"{plain(self.url)} has more than {self.limit:,} bytes, "
                    "more than it should have"
                )
        self.file.flush()
        return have


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to the web alone; urllib's own follows one to ftp as well."""

    def redirect_request(
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        if not is_web(newurl):
            raise DownloadFailed(f"{plain(req.full_url)} leads to what is not http or https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _open(url: str, headers: dict[str, str], timeout: float) -> Any:
    if not is_web(url):
        raise DownloadFailed(f"{plain(url)}: only http and https addresses are fetched")
    parts = urlsplit(url)
    address = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    request = urllib.request.Request(
        address, headers={"User-Agent": "dragoman", "Accept-Encoding": "identity", **headers}
    )
    if parts.username:
        known = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        token = base64.b64encode(known.encode()).decode()
        # Not for whatever server it is that a redirect leads to.
        request.add_unredirected_header("Authorization", f"Basic {token}")
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
        _Redirects(),
    ):
        opener.add_handler(handler)
    return opener.open(request, timeout=timeout)


def _chunks(response: Any, timeout: float) -> Iterator[bytes]:
    """The bytes of an answer as they come.

    Raises:
        _TooSlow: they come a few at a time, as if to keep the connection.
    """
    since, came = time.monotonic(), 0
    while chunk := response.read1(_CHUNK):
        yield chunk
        came += len(chunk)
        passed = time.monotonic() - since
        if passed > _PATIENCE * timeout:
            if came < _SLOWEST * passed:
                raise _TooSlow("the server sends next to nothing")
            since, came = time.monotonic(), 0


def _begins_at(response: Any, have: int) -> bool:
    return str(response.headers.get("Content-Range", "")).startswith(f"bytes {have}-")


def _validators(response: Any) -> list[str]:
    """What identifies the version of the file that is answered. A weak ETag does not."""
    tag = response.headers.get("ETag", "")
    modified = response.headers.get("Last-Modified", "")
    return [value for value in (tag if tag.startswith('"') else "", modified) if value]


def _total(response: Any, have: int) -> int | None:
    length = response.headers.get("Content-Length", "")
    return have + int(length) if length.isdecimal() else None


def _state(part: Path) -> Path:
    return part.with_name(part.name + ".json")


def _remember(part: Path, url: str, response: Any) -> None:
    """Keep what identifies the version that is being fetched."""
    validator = next(iter(_validators(response)), "")
    _state(part).write_text(json.dumps({"url": url, "validator": validator}), encoding="utf-8")


def _validator(part: Path, url: str) -> str:
    try:
        state: Any = json.loads(_state(part).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    if not isinstance(state, dict) or state.get("url") != url:
        return ""
    validator = state.get("validator")
    return validator if isinstance(validator, str) else ""


@contextmanager
def _alone(file: BufferedRandom, url: str) -> Iterator[None]:
    """Hold the file against another process that fetches it at the same time."""
    try:
        import fcntl
    except ImportError:  # Windows does not let an open file be replaced, which does as well.
        yield
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise DownloadFailed(
            f"{plain(url)} is being fetched by another process; wait for it"
        ) from None
    yield


def _failed(url: str, error: BaseException) -> DownloadFailed:
    if isinstance(error, urllib.error.HTTPError) and error.code // 100 == 3:  # urllib's own no
        return DownloadFailed(f"{plain(url)} leads to what is not http or https")
    if isinstance(error, urllib.error.HTTPError):
        return DownloadFailed(
            f"{plain(url)}: the server answered {error.code} {error.reason}; {_HINT}"
        )
    reason = getattr(error, "reason", None) or error
    said = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return DownloadFailed(f"cannot fetch {plain(url)}: {said}; without a network, {_FROM_FILE}")
