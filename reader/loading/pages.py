"""The formats of which each page is an article: messages, entries of a feed, subtitles."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from reader.errors import UnreadableFile
from reader.loading.page import Page

_LARGEST = 100 << 20
"""Bytes of an input that is read whole."""


def pages(
    kind: str, head: bytes, rest: BinaryIO, name: str, encoding: str | None
) -> Iterator[Page]:
    """The pages of an input, one after the other.

    A mailbox or a web archive of any size takes the memory of its largest message or page.

    Args:
        kind: one of `formats.PAGED`.
        head: the input's first bytes.
        rest: where the others are to be read.
        name: what to call the input in an error.
        encoding: the encoding that was asked for; None to tell it from the bytes.

    Raises:
        UnreadableFile: it is not of that kind, damaged, encrypted or too large, or has no text.
    """
    if not head:
        raise UnreadableFile(f"{name} is empty")
    if kind in ("mbox", "warc"):
        file = io.BufferedReader(_Again(head, rest))
        if kind == "mbox":
            from reader.loading import mail

            read = mail.mailbox(file, name)
        else:
            from reader.loading import warc

            read = warc.extract(file, name)
    else:
        data = head + rest.read(_LARGEST - len(head) + 1)
        if len(data) > _LARGEST:
            raise UnreadableFile(f"{name} is larger than {_LARGEST >> 20} MB: it is not read")
        read = _whole(kind, data, name, encoding)
    has_text = False
    for page in read:
        has_text = has_text or bool(page.blocks)
        yield page if kind in ("srt", "vtt") else replace(page, text=page.text + "\n")
    if not has_text:
        raise UnreadableFile(f"{name} has no text in it")


def _whole(kind: str, data: bytes, name: str, encoding: str | None) -> Iterator[Page]:
    if kind == "pdf":
        from reader.loading import pdf

        yield pdf.extract(data, name)
        return
    if kind == "eml":
        from reader.loading import mail

        yield from mail.message(data, name)
        return
    from reader.loading import decoding

    content = decoding.decode(data, encoding, name)
    if kind in ("srt", "vtt"):
        from reader.loading import subtitles

        yield subtitles.extract(content, kind, name)
    elif kind == "opml":
        from reader.loading import feeds

        yield feeds.outlines(content, name)
    else:
        from reader.loading import feeds

        yield from feeds.extract(content, name)


class _Again(io.RawIOBase):
    """A file whose beginning was read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._head:
            count = min(len(buffer), len(self._head))
            buffer[:count] = self._head[:count]
            self._head = self._head[count:]
            return count
        data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
