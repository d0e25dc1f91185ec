"""A document in a process of its own: read once, written back, and ended where it has no end."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from reader import load
from reader.article import Article, Sentence, Translation
from reader.server import parsing, refusals
from reader.server.documents import Document
from reader.server.work import Ticket, Workers
from tests.waiting import LIMIT

PAGE = "<html><body><h1>Le port</h1><p>Le <b>ministre</b> a visité le port.</p>".encode()

HANGS = """
import os, pathlib, sys, time
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
from reader.server import parsing
class Hanging(parsing.Sitting):
    def _close(self, asked):
        time.sleep(3600)
parsing.Sitting = Hanging
parsing.main()
"""


class Staying:
    """A request whose client does not leave."""

    async def receive(self) -> dict[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError


def shouted(one: Article) -> list[Translation]:
    return [
        Translation(Sentence(block.text, block.start, index, "fr"), block.text.upper(), "model")
        for index, block in enumerate(one.blocks)
    ]


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content"),
    [("p.html", PAGE), ("n.md", "# Le port\n\nÀ quai.\n".encode()), ("s.srt", b"")],
)
async def test_a_document_is_read_once_and_written_back(name: str, content: bytes) -> None:
    if name == "s.srt":
        content = b"1\n00:00:01,000 --> 00:00:02,000\nBonjour\n"
    document = Document.of(name, content)
    async with document.held(Staying(), Workers(2), Ticket(), ["fr"], writes=True) as held:
        back = await held.written("en", [shouted(one) for one in held.articles])
    blocks = [block for one in load(back, format=document.format) for block in one.blocks]
    assert blocks and all(block.text.isupper() for block in blocks)


async def test_what_cannot_be_read_is_told_as_the_command_tells_it() -> None:
    document = Document.of("s.epub", b"PK\x03\x04")
    with pytest.raises(refusals.Refused, match=r"Invalid request: s\.epub"):
        async with document.held(Staying(), Workers(2), Ticket(), ["fr"]):
            raise AssertionError


async def test_a_document_that_is_never_written_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = tmp_path / "pid"
    monkeypatch.setattr(parsing, "COMMAND", (sys.executable, "-c", HANGS, str(hanging)))
    document = Document.of("p.html", PAGE)
    workers = Workers(2)
    async with document.held(Staying(), workers, Ticket(), ["fr"], writes=True) as held:
        monkeypatch.setattr(parsing, "LONGEST", 0.1)
        with pytest.raises(refusals.Refused, match=r"p\.html cannot be written, or not in 0\.1"):
            await held.written("en", [shouted(one) for one in held.articles])
    async with asyncio.timeout(LIMIT):
        while is_alive(int(hanging.read_text())):
            await asyncio.sleep(0.01)
