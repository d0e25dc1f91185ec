"""Work beside the screen, in threads that nobody waits for when the reader is left."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Background:
    """One kind of work: whoever begins it anew stops what was under way.

    The threads are daemons, so that leaving the reader takes no longer than a key. They touch
    no widget: what they find out they send as messages.
    """

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def working(self) -> bool:
        """Whether the work that was begun last goes on."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, work: Callable[[Callable[[], bool]], None]) -> None:
        """Begin some work, and tell the work before it to stop.

        Args:
            work: is given a function that says whether it is to stop.
        """
        self.stop()
        stop = self._stop = threading.Event()
        self._thread = threading.Thread(target=work, args=(stop.is_set,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Tell the work to stop; it does as soon as it asks."""
        self._stop.set()
