"""What is piped into the reader, whose keys come from the terminal then."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import click

_NO_TERMINAL = "the reader needs a terminal; in a pipe, use translate (see 'translate --help')"
_NOTHING = "nothing was piped in: cat FILE | reader"


def in_place_of_pipe(paths: tuple[str, ...], now: datetime) -> tuple[str, ...]:
    """The paths to open, "-" replaced by a file with what is piped in; without any, that file.

    Raises:
        click.ClickException: there is no terminal, or nothing in the pipe.
    """
    if sys.stdin is None or not sys.stdout.isatty():
        raise click.ClickException(_NO_TERMINAL)
    if sys.stdin.isatty():
        if "-" in paths:
            raise click.ClickException(_NOTHING)
        return paths
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        raise click.ClickException(_NO_TERMINAL) from None
    if not paths or "-" in paths:
        piped = str(_kept(sys.stdin.buffer.read(), now))
        paths = tuple(piped if path == "-" else path for path in paths) or (piped,)
    os.dup2(terminal, sys.stdin.fileno())  # Textual reads the keys from there
    os.close(terminal)
    return paths


def _kept(data: bytes, now: datetime) -> Path:
    from reader.tui.reading.incoming import save_piped

    if not data.strip():
        raise click.ClickException(_NOTHING)
    return save_piped(data, now)
