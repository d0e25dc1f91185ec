"""Waiting for what happens, however slow the machine: no test counts on how long a thing takes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

LIMIT = 120.0
"""Seconds after which a thing that should happen is taken never to happen."""


def until(happened: Callable[[], T], *, limit: float = LIMIT) -> T:
    """Ask again and again until there is a true answer, and return it.

    The longer it takes, the longer the pauses: who asks may start a process each time.
    """
    began = time.monotonic()
    while not (answer := happened()):
        waited = time.monotonic() - began
        assert waited < limit, f"not within {limit:.0f} seconds"
        time.sleep(min(max(0.02, waited / 20), 0.2))
    return answer


def shown_on(terminal: int) -> str:
    """All that programs write to a terminal, whose other end this is, until the last ends.

    It has to be read while they run: a terminal that is full holds its writers up.
    """
    shown = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux's way to say that nobody writes any more
            piece = b""
        if not piece:
            os.close(terminal)
            return shown.decode()
        shown += piece
