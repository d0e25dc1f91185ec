"""Keys that are typed faster than the screen follows: each does what it would have done slowly."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.widget import Widget
from textual.widgets import Input, TextArea


class TypingAhead:
    """Gives the keys on one by one, and keeps them while what they are meant for opens.

    Textual hands a key to whatever has the focus when it arrives, and acts on it later. On a busy
    machine, or where a whole word comes at once, “/police” would be a search that opens and six
    commands.

    Args:
        app: whose keys they are.
        hand_on: gives a key to what has the focus.
    """

    def __init__(self, app: App[int], hand_on: Callable[[events.Key], Awaitable[None]]) -> None:
        self._app = app
        self._hand_on = hand_on
        self._waiting: deque[events.Key] = deque()
        self._opening: set[Widget] = set()

    def hold(self, widget: Widget) -> None:
        """Keep what is typed until a screen or field that opens is there to take it."""
        self._opening.add(widget)
        # Also where the screen is closed before it is drawn.
        MessagePump.call_after_refresh(widget, self._app.call_later, self._opened, widget)

    def _hold_until_done(self, widget: Widget) -> None:
        """Keep what is typed until all that a key does in a field is done.

        The key goes up to the application, which acts on it: the field may close, or tell that
        it is done with. That goes up as well, whoever hears it may tell another thing, and only
        then the focus is elsewhere.
        """
        self._opening.add(widget)
        up = [*widget.ancestors_with_self]
        way = [*up, *(node for node in up for _ in range(2))]

        def climb() -> None:
            while way:
                if way.pop(0).call_later(climb):  # not where it is closed already
                    return
            self._app.call_later(self._opened, widget)

        climb()

    async def _opened(self, widget: Widget) -> None:
        self._opening.discard(widget)
        await self._go_on()

    async def take(self, event: events.Key) -> None:
        """Do what a key stands for, now or as soon as what opens is there."""
        self._waiting += _pressed(event)
        self._opening = {widget for widget in self._opening if widget.is_attached}
        await self._go_on()

    async def _go_on(self) -> None:
        app = self._app
        while self._waiting and not self._opening and app.is_running and not app._exit:
            await self._do(self._waiting.popleft())

    async def _do(self, event: events.Key) -> None:
        app = self._app
        field = app.focused if isinstance(app.focused, Input | TextArea) else None
        if field is None:
            for first in (True, False):
                if await app._check_bindings(event.key, priority=first):
                    return
        await self._hand_on(event)
        if field is not None and not event.is_printable:
            self._hold_until_done(field)


def _pressed(event: events.Key) -> list[events.Key]:
    """The keys behind an event: Escape and a letter that come at once look like Alt and it."""
    letter = event.character or ""
    if not event.key.startswith("alt+") or not letter.isalnum():
        return [event]
    return [events.Key("escape", "\x1b"), events.Key(letter, letter)]
