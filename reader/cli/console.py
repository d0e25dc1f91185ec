"""What the commands share: how they start, what they say, and how they end."""

from __future__ import annotations

import errno
import gc
import os
import sys
from contextlib import suppress
from itertools import takewhile
from typing import NoReturn

import click

from reader.cli.signals import heed_signals, signal_behind
from reader.errors import DragomanError, GlossaryError, UnknownLanguage
from reader.terminal import on_one_line

_GARBAGE = 100_000
"""Objects more than before for which Python looks for garbage; 700 unless it is told."""
_UNREAD = 128 + 13
"""What a shell says of a program that SIGPIPE ended."""


def run(command: click.Command, name: str) -> NoReturn:
    """Run a command as a program: errors as one line on stderr, exit status as Unix has it.

    0 success, 1 failure, 2 wrong usage, 128 and the signal's number where one ended it,
    141 where whoever reads our output has seen enough.
    `DRAGOMAN_DEBUG=1` shows the traceback of an unexpected error.
    """
    # Hardly anything that is made while modules are loaded is garbage: look for it less often.
    gc.set_threshold(_GARBAGE)
    _open_streams()
    heed_signals()
    stdout = sys.stdout
    try:
        result = command.main(prog_name=name, standalone_mode=False)
        status = result if isinstance(result, int) else 0
        if not status:  # else what cannot be written any more changes nothing: see `leave`
            sys.stdout.flush()
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 1
        if sys.stdout is not stdout:  # click makes 1 of a closed pipe, and mutes the streams
            status = _UNREAD
    except click.exceptions.Exit as error:
        status = error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        with suppress(OSError):
            click.echo(error.format_message(), err=True)
        status = 2
    except click.UsageError as error:
        where = error.ctx
        while where is not None and where.command.hidden:  # what a command does without a word
            where = where.parent
        path = where.command_path if where else name
        complain(name, f"{error.format_message()} (see '{path} --help'){_mistaken_file()}")
        status = 2
    except click.ClickException as error:
        complain(name, error.format_message())
        status = 1
    except (KeyboardInterrupt, click.Abort):
        status = 130
        complain(name, "interrupted")
    except UnknownLanguage as error:
        complain(name, f"{describe(error)} (see '{name} --help'){_mistaken_file()}")
        status = 2
    except GlossaryError as error:
        complain(name, str(error))
        for problem in error.problems:
            write_line(f"  {problem}")
        status = 1
    except BrokenPipeError:
        status = _UNREAD
    except Exception as error:
        status = _failed(name, error)
    leave(status)


def _mistaken_file() -> str:
    """A hint where a file's name was taken for options, as a shell's `*.txt` may give it."""
    options = takewhile(lambda word: word != "--", sys.argv[1:])
    for word in options:
        if word.startswith("-") and word != "-" and os.path.isfile(word):
            return f"; the file {word} is written ./{word}, or after --"
    return ""


def _failed(name: str, error: Exception) -> int:
    """Say what went wrong, unless a signal did; the exit status."""
    signalled = signal_behind(error)
    if isinstance(signalled, SystemExit):
        return int(signalled.code or 0)
    if signalled is not None:
        complain(name, "interrupted")
        return 130
    if isinstance(error, DragomanError | OSError):
        complain(name, describe(error))
        return 1
    if os.environ.get("DRAGOMAN_DEBUG"):
        raise error
    complain(
        name,
        f"internal error: {type(error).__name__}: {error} "
        "(DRAGOMAN_DEBUG=1 shows where; please report it)",
    )
    return 1


def leave(status: int) -> NoReturn:
    """End the process at once, whatever its threads do.

    ctranslate2 would first decode all that it was given, and a closed pipe would make Python
    complain while it flushes.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            status = status or 1
    os._exit(status)


def _open_streams() -> None:
    """Stand-ins for standard streams that our caller closed.

    The next file opened would take a closed one's number, and the store would be written
    over with our output. Reading or writing the stand-ins fails as it would have.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            flags = {0: os.O_WRONLY, 1: os.O_RDONLY, 2: os.O_RDWR}[number]
            os.open(os.devnull, flags)  # takes the lowest number that is free: this one
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))
    for stream in (sys.stdout, sys.stderr):
        if (stream.encoding or "").lower().replace("-", "") != "utf8":
            # A language's own letters in our messages are better marked than fatal.
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def complain(name: str, message: str) -> None:
    """Write a message about the work to stderr, as `name: message`."""
    write_line(f"{name}: {message}")


def write_line(line: str) -> None:
    """Write a line to stderr, without what a file's name may do to a terminal."""
    with suppress(OSError, ValueError):
        print(on_one_line(line), file=sys.stderr, flush=True)


def describe(error: Exception) -> str:
    """An error as one line."""
    if isinstance(error, OSError) and error.strerror:
        if error.errno == errno.EBADF and not error.filename:
            return "standard output is closed"
        where = f"{error.filename}: " if error.filename else ""
        hint = " (free some space and run again)" if error.errno == errno.ENOSPC else ""
        return f"{where}{error.strerror}{hint}"
    message = " ".join(str(error).split())
    return f"standard input{message[1:]}" if message.startswith(("- ", "-: ")) else message
