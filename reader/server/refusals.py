"""Why a request is refused, in the words and with the status that LibreTranslate has for it.

Programs that speak to LibreTranslate show these messages, and some go by them.
"""

from __future__ import annotations

from reader.languages import name, tag

_SHOWN = 40
"""Characters of what was sent that a message repeats."""


class Refused(Exception):
    """A request that is not answered.

    Args:
        status: of HTTP.
        message: one line for whoever sent it.
        retry: seconds after which it may be sent again; 0 where that changes nothing.
    """

    def __init__(self, status: int, message: str, *, retry: int = 0) -> None:
        super().__init__(message)
        self.status = status
        self.message = message.encode("utf-8", "replace").decode()  # JSON may have half characters
        self.retry = retry


class Left(Exception):
    """The client has gone: nobody waits for an answer."""


def missing(parameter: str) -> Refused:
    """A parameter that is not there, or is empty."""
    return Refused(400, f"Invalid request: missing {parameter} parameter")


def invalid(parameter: str, why: str) -> Refused:
    """A parameter that is not what it has to be."""
    return Refused(400, f"Invalid request: {parameter} parameter {why}")


def no_json() -> Refused:
    """A body that is called JSON, and is not an object of it."""
    return Refused(400, "Invalid JSON format")


def too_long(size: int, limit: int) -> Refused:
    """A text with too many characters, or too many texts: LibreTranslate has one message."""
    return Refused(400, f"Invalid request: request ({size}) exceeds text limit ({limit})")


def too_large(limit: int) -> Refused:
    """A body with too many bytes."""
    return Refused(413, f"Invalid request: body exceeds {limit} bytes")


def too_slow_a_body(seconds: int) -> Refused:
    """A body that does not arrive."""
    return Refused(408, f"Invalid request: it did not arrive in {seconds} seconds")


def no_such_language(code: str) -> Refused:
    """A code that is not a language, or none that any package here has to do with."""
    return Refused(400, f"{_cut(code)} is not supported")


def no_such_format(format: str) -> Refused:
    """Neither text nor HTML."""
    return Refused(400, f"{_cut(format)} format is not supported")


def no_such_pair(source: str, target: str) -> Refused:
    """Two languages without a way from one to the other."""
    return Refused(
        400,
        f"{name(target)} ({public(target)}) is not available as a target language from "
        f"{name(source)} ({public(source)})",
    )


def wrong_key() -> Refused:
    """A key that is none of ours."""
    return Refused(403, "Invalid API key")


def no_key() -> Refused:
    """No key, where one is needed."""
    return Refused(400, "Please contact the server operator to get an API key")


def no_suggestions() -> Refused:
    """A correction for a server that keeps none."""
    return Refused(403, "Suggestions are disabled on this server.")


def too_often(limit: int, wait: int) -> Refused:
    """More requests in a minute than a client may send."""
    return Refused(429, f"Slowdown: {limit} per 1 minute", retry=wait)


def busy() -> Refused:
    """More requests than can wait."""
    return Refused(503, "Slowdown: the server is busy, try again in a few seconds", retry=5)


def too_slow(seconds: float) -> Refused:
    """A request that takes longer than it may."""
    return Refused(503, f"Cannot translate text: it takes more than {seconds:g} seconds")


def stopping() -> Refused:
    """A request that the server's end came before."""
    return Refused(503, "Cannot translate text: the server is stopping", retry=5)


def public(code: str) -> str:
    """The code of a language as LibreTranslate tells it: "zh-Hans" for our "zh"."""
    return "zh-Hans" if code == "zh" else tag(code)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
