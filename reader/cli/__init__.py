"""The commands: each parses, calls the library, prints. What they share is here."""

from __future__ import annotations

import errno
import os
import sys
from typing import NoReturn

import click

from reader.errors import DragomanError, GlossaryError, UnknownLanguage


def run(command: click.Command, name: str) -> NoReturn:
    """Run a command as a program: errors as one line on stderr, exit status as Unix has it.

    0 success, 1 failure, 2 wrong usage, 130 interrupted. `DRAGOMAN_DEBUG=1` shows the traceback of an unexpected error.
    """
    try:
        result = command.main(prog_name=name, standalone_mode=False)
        sys.stdout.flush()
        status = result if isinstance(result, int) else 0
    except click.exceptions.Exit as error:
        status = error.exit_code
    except click.UsageError as error:
        complain(name, f"{error.format_message()} (see '{name} --help')")
        status = 2
    except click.ClickException as error:
        complain(name, error.format_message())
        status = 1
    except (KeyboardInterrupt, click.Abort):
        status = 130
        complain(name, "interrupted")
    except UnknownLanguage as error:
        complain(name, f"{describe(error)} (see '{name} --help')")
        status = 2
    except GlossaryError as error:
        complain(name, str(error))
        for problem in error.problems:
            print(f"  {problem}", file=sys.stderr)
        status = 1
    except (DragomanError, OSError) as error:
        complain(name, describe(error))
        status = 1
    except Exception as error:
        if os.environ.get("DRAGOMAN_DEBUG"):
            raise
        complain(
            name,
            f"internal error: {type(error).__name__}: {error} "
            "(DRAGOMAN_DEBUG=1 shows where; please report it)",
        )
        status = 1
    # Leave at once: ctranslate2 would first decode all that is queued, and a closed pipe
    # would make Python complain while it flushes.
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        status = status or 1
    os._exit(status)


def complain(name: str, message: str) -> None:
    """Write a message about the work to stderr, as `name: message`."""
    print(f"{name}: {message}", file=sys.stderr)


def describe(error: Exception) -> str:
    """An error as one line."""
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        hint = " (free some space and run again)" if error.errno == errno.ENOSPC else ""
        return f"{where}{error.strerror}{hint}"
    return " ".join(str(error).split())
