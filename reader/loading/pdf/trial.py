"""Which pages of a PDF take PDFium too long, tried in a process that can be ended.

A drawing in a PDF may draw another, or itself, twice; PDFium follows that forty deep, and nothing
ends its call but the process. One that dies of a damaged page is found in the same way.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress

from reader.errors import UnreadableFile
from reader.text.regex import regex

LONGEST = 1.0
"""Seconds of processor time for a page; those of newspapers take a tenth."""
_MOST = 2
"""Such pages that are left out of a file."""
_NESTED = regex(rb"/Form\b|/Type3\b|/\w*#[0-9A-Fa-f]{2}")
"""What a file has to have for one drawing to stand in another; "#" spells a name otherwise."""
_COMMAND = (sys.executable, "-P", "-m", "reader.loading.pdf.trial")


def endless(data: bytes, name: str) -> frozenset[int]:
    """The pages that cannot be read in time, counted from 0.

    Args:
        data: the PDF.
        name: what to call it in an error.

    Raises:
        UnreadableFile: there are more than a few.
    """
    pages: set[int] = set()
    if not (_NESTED.search(data) and hasattr(signal, "setitimer")):
        return frozenset()
    first = 0
    while len(pages) <= _MOST:
        try:
            tried = subprocess.run(
                [*_COMMAND, str(first), str(LONGEST)],
                input=data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                check=False,
            )
        except OSError:  # no process can be started: they are read as they are
            return frozenset()
        first += len(tried.stdout)
        if tried.returncode >= 0:
            return frozenset(pages)
        pages.add(first)
        first += 1
    raise no_end(name)


def no_end(name: str) -> UnreadableFile:
    """The error to raise of a PDF that has hardly any other pages."""
    return UnreadableFile(
        f"{name} has drawings that draw themselves without end: print it to a new PDF first"
    )


def main() -> None:
    """Try the pages of the PDF that standard input has, and write a byte for each."""
    import pypdfium2

    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    first, seconds = int(sys.argv[1]), float(sys.argv[2])
    for index in range(first, len(document)):
        signal.setitimer(signal.ITIMER_PROF, seconds)  # SIGPROF ends who has no use of it
        with suppress(pypdfium2.PdfiumError):
            document[index].close()
        os.write(1, b".")


if __name__ == "__main__":
    main()
