"""The programs, as a shell starts them.

Until a command heeds signals itself, Ctrl-C ends it at once: Python would show where in the
loading of modules it was, and on a slow disk that takes seconds.
"""

from __future__ import annotations

import signal
from typing import NoReturn


def translate() -> NoReturn:
    """The program `translate`."""
    _end_at_once()
    from reader.cli.translate import main

    main()


def glossary() -> NoReturn:
    """The program `glossary`."""
    _end_at_once()
    from reader.cli.glossary import main

    main()


def reader() -> NoReturn:
    """The program `reader`."""
    _end_at_once()
    from reader.cli.reader import main

    main()


def _end_at_once() -> None:
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # a shell's background job
        signal.signal(signal.SIGINT, signal.SIG_DFL)
