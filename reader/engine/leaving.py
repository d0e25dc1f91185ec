"""The end of a program while threads of it are in the engine.

Python ends daemon threads where they next ask for its lock. One that comes back from C++ ends the
whole process there, with an abort. So nothing is begun any more once the program leaves, and the
program waits for what was begun.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Leaving:
    """Knows whether the program leaves, and what it has to wait for then. Safe for threads."""

    def __init__(self) -> None:
        self._forget()
        atexit.register(self.wait)
        if hasattr(os, "register_at_fork"):  # the other threads are not there after it
            os.register_at_fork(after_in_child=self._forget)

    def _forget(self) -> None:
        # Itself, and not the condition, is what is taken: no interrupt comes between that and what
        # is done under it.
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._inside: set[object] = set()
        self._is_leaving = False

    @property
    def is_leaving(self) -> bool:
        """Whether nothing is to be begun any more."""
        return self._is_leaving

    def wait(self) -> None:
        """Let nothing be begun any more, and wait for what was."""
        with self._lock:
            self._is_leaving = True
            self._changed.wait_for(lambda: not self._inside)

    def hold(self, one: object) -> None:
        """Keep the program from its end, which it is kept from already, until `release`."""
        self._inside.add(one)

    def release(self, one: object) -> None:
        """Undo a `hold`, if there was one."""
        self._inside.discard(one)
        with self._lock:
            self._changed.notify_all()

    @contextmanager
    def call(self) -> Iterator[None]:
        """Keep the program from its end for as long as a call takes.

        Raises:
            RuntimeError: this is the thread in which the program leaves. Others wait.
        """
        one = object()
        try:
            with self._lock:
                if not self._is_leaving:
                    self._inside.add(one)
            if one not in self._inside:
                self._stop()
            yield
        finally:
            self._inside.discard(one)  # at once: `release` may be interrupted as it begins
            self.release(one)

    @staticmethod
    def _stop() -> None:
        """Be a thread that asks for nothing any more: the program ends around it."""
        if not threading.current_thread().daemon:
            raise RuntimeError("the program is leaving: nothing is translated any more")
        threading.Event().wait()


LEAVING = Leaving()
