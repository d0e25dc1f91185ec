"""Keys that are typed faster than the screen follows: each does what it would have done slowly."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from itertools import chain

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.widget import Widget
from textual.widgets import Input, TextArea

_TURNS = 100
"""How often everything may go on before the next key is given on all the same: a widget that
waits for something hears of nothing, and the reader has to be able to leave."""


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
        self._turning = False
        self._turns = _TURNS

    def hold(self, widget: Widget) -> None:
        """Keep what is typed until a screen or field that opens is there to take it."""
        self._opening.add(widget)
        # Also where the screen is closed before it is drawn.
        MessagePump.call_after_refresh(widget, self._app.call_later, self._opened, widget)

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
            if self._turns and not self._is_quiet():
                if not self._turning:
                    self._turning = app.call_later(self._turn)
                return
            self._turns = _TURNS
            await self._do(self._waiting.popleft())

    async def _turn(self) -> None:
        """Let everything that was told something hear of it, and see whether that was all."""
        await asyncio.sleep(0)
        self._turning = False
        self._turns -= 1
        await self._go_on()

    def _is_quiet(self) -> bool:
        """Whether all that was told is heard: what the last key set off is done.

        Whoever hears of a key may tell another thing to a third, and so on: Enter in the field
        above the library has the library choose, the screen open, and the focus move.
        """
        app = self._app
        nodes = chain.from_iterable(
            screen.walk_children(with_self=True) for screen in app.screen_stack
        )
        return all(node._message_queue.empty() for node in chain([app], nodes))

    async def _do(self, event: events.Key) -> None:
        app = self._app
        if not isinstance(app.focused, Input | TextArea):
            for first in (True, False):
                if await app._check_bindings(event.key, priority=first):
                    return
        await self._hand_on(event)


def _pressed(event: events.Key) -> list[events.Key]:
    """The keys behind an event: Escape and a letter that come at once look like Alt and it."""
    letter = event.character or ""
    if not event.key.startswith("alt+") or not letter.isalnum():
        return [event]
    return [events.Key("escape", "\x1b"), events.Key(letter, letter)]
