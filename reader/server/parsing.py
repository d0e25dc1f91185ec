"""A document that was sent, read in a process of its own first: what has no end is ended there.

Threads cannot be stopped. What a process could read in time, the server reads again itself.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Sequence

from reader.errors import UnreadableFile
from reader.loading.original import Original

LONGEST = 120.0
"""Seconds in which a document has to be read, its wait for others included."""
COMMAND = (sys.executable, "-P", "-m", "reader.server.parsing")
"""What reads the document that its standard input has, and writes why it cannot be read."""


def packed(document: Original, likely: Sequence[str], *, writes: bool) -> bytes:
    """What to send to the process.

    Args:
        document: what is to be read.
        likely: languages that a word or two alone are taken for.
        writes: whether it is to be written back as what it is.
    """
    about = [document.name, document.kind, list(likely), writes]
    return json.dumps(about).encode() + b"\n" + document.data


def main() -> None:
    """Read a document."""
    if hasattr(signal, "alarm"):  # should there be nobody any more to end this process
        signal.alarm(int(2 * LONGEST))
    name, kind, likely, writes = json.loads(sys.stdin.buffer.readline())
    document = Original(name, kind, sys.stdin.buffer.read())
    try:
        if writes:
            from reader.export.documents import opened

            list(opened(document, likely=likely).articles())
        else:
            from reader.loading import stream

            list(stream(document, likely=likely))
    except UnreadableFile as error:
        sys.stdout.buffer.write(str(error).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
