"""Signals that end a program. None is lost, whenever it comes.

Python calls a handler between two of its own steps. A signal between the last of them and a system
call that waits, for a pipe say, would wait as long as that; so would one that the system gives to
another thread. What a handler raises inside a finaliser or a callback is dropped there. So a thread
is told of each signal as it comes, and sends it again until the handler has begun; and one that was
dropped is sent again.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from types import FrameType

_PATIENCE = 0.25
"""Seconds after which a signal is sent again."""


def heed_signals() -> None:
    """Leave tidily when asked to, at once when asked three times."""
    signals = _Signals()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # A shell's background job ignores SIGINT, and what `nohup` starts ignores SIGHUP.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signals.handle)


def signal_behind(error: BaseException) -> KeyboardInterrupt | SystemExit | None:
    """The signal that caused an error; None where none did.

    A signal that comes while a library is being loaded is reported as a damaged library.
    """
    while not isinstance(error, KeyboardInterrupt | SystemExit):
        cause = error.__cause__ or error.__context__
        if cause is None:
            return None
        error = cause
    return error


class _Signals:
    """Handles signals, and knows which of them have been heard."""

    def __init__(self) -> None:
        self._presses = 0
        self._heard: set[int] = set()
        self._last = 0
        """The signal that was heard last."""
        if hasattr(signal, "pthread_kill"):  # on Windows, Ctrl-C ends whatever waits
            bell, self._rope = os.pipe()
            os.set_blocking(self._rope, False)
            signal.set_wakeup_fd(self._rope, warn_on_full_buffer=False)
            threading.Thread(
                target=self._watch, args=(bell,), name="dragoman-signals", daemon=True
            ).start()
            sys.unraisablehook = self._dropped

    def handle(self, number: int, _: FrameType | None) -> None:
        """Be told of a signal."""
        self._heard.add(number)
        self._last = number
        if number != signal.SIGINT:
            raise SystemExit(128 + number)
        self._presses += 1
        if self._presses == 1:
            raise KeyboardInterrupt
        if self._presses == 3:
            os._exit(130)

    def _watch(self, bell: int) -> None:
        while True:
            for number in os.read(bell, 64):
                while self._is_unheard(number):
                    time.sleep(_PATIENCE)
                    if self._is_unheard(number):
                        signal.pthread_kill(threading.main_thread().ident or 0, number)

    def _is_unheard(self, number: int) -> bool:
        # Somebody else may handle it by now: the reader, a server.
        return number not in self._heard and signal.getsignal(number) == self.handle

    def _dropped(self, raised: sys.UnraisableHookArgs) -> None:
        """Take what was raised where nothing can be."""
        if not (self._last and issubclass(raised.exc_type, KeyboardInterrupt | SystemExit)):
            sys.__unraisablehook__(raised)
            return
        self._presses = 0
        self._heard.discard(self._last)
        os.write(self._rope, bytes((self._last,)))
