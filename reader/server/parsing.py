"""A document that was sent, open in a process of its own: what has no end there is ended.

Threads cannot be stopped. The process reads the document and tells its articles; it is given
their translations and writes the document back. What goes between is MessagePack, each message
after its length.
"""

from __future__ import annotations

import io
import signal
import sys
from typing import BinaryIO

import msgspec

from reader.article import Article, Translation
from reader.errors import UnreadableFile
from reader.loading.original import Original

LONGEST = 120.0
"""Seconds in which a document has to be read, and again to be written; a wait for others counts."""
COMMAND = (sys.executable, "-P", "-m", "reader.server.parsing")
"""The process; it reads its standard input until there is no more."""
LENGTH = 8
"""Bytes that tell the length of a message, the highest first."""


class Opening(msgspec.Struct, tag=True):
    """A document to be read."""

    original: Original
    likely: list[str]
    """Languages that a word or two alone are taken for."""
    writes: bool
    """Whether it is to be written back as what it is."""


class Closing(msgspec.Struct, tag=True):
    """The translations of its articles, to be written."""

    target: str
    translated: list[list[Translation]]


class Told(msgspec.Struct, omit_defaults=True):
    """What became of either."""

    fault: str = ""
    """Why it cannot be read."""
    articles: list[Article] = []
    written: bytes = b""


def pack(message: Opening | Closing | Told) -> bytes:
    """A message's bytes, without their length."""
    return msgspec.msgpack.encode(message)


def told(answer: bytes) -> Told:
    """The answer that bytes are."""
    return msgspec.msgpack.decode(answer, type=Told)


class Sitting:
    """A document from its opening to its closing."""

    def answer(self, asked: bytes) -> bytes:
        """What the answer to a message is."""
        message = msgspec.msgpack.decode(asked, type=Opening | Closing)
        try:
            if isinstance(message, Opening):
                return pack(Told(articles=self._open(message)))
            return pack(Told(written=self._close(message)))
        except UnreadableFile as error:
            return pack(Told(fault=str(error).encode("utf-8", "replace").decode()))

    def _open(self, asked: Opening) -> list[Article]:
        from reader.export.documents import opened
        from reader.loading import stream

        if not asked.writes:
            return list(stream(asked.original, likely=asked.likely))
        self._document = opened(asked.original, likely=asked.likely)
        self._articles = list(self._document.articles())
        return self._articles

    def _close(self, asked: Closing) -> bytes:
        written = io.BytesIO()
        self._document.begin(written, target=asked.target)
        for article, translations in zip(self._articles, asked.translated, strict=True):
            self._document.article(article, translations)
        self._document.end()
        return written.getvalue()


def main() -> None:
    """Answer what comes."""
    sitting = Sitting()
    while asked := _received(sys.stdin.buffer):
        # Should there be nobody any more to end this process.
        if hasattr(signal, "alarm"):
            signal.alarm(int(2 * LONGEST))
        answer = sitting.answer(asked)
        sys.stdout.buffer.write(len(answer).to_bytes(LENGTH) + answer)
        sys.stdout.buffer.flush()
        if hasattr(signal, "alarm"):
            signal.alarm(0)


def _received(stream: BinaryIO) -> bytes:
    return stream.read(int.from_bytes(stream.read(LENGTH)))


if __name__ == "__main__":
    main()
