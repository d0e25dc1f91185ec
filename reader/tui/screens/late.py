"""What all screens share: events that come late, for what is gone by then, do no harm."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from textual.await_complete import AwaitComplete
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

T = TypeVar("T")


class Late(Screen[T]):
    """A screen for a busy machine, where events wait while what they are meant for goes away."""

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close the screen. Once it is closed, or under another one, nothing happens.

        The second click of a double click beside a dialog comes after the first has closed it;
        Textual would close whatever screen is on top then, and fail where that is the last one.
        """
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **named: Any) -> bool:
        """Do something once the screen is drawn, unless it was closed meanwhile."""

        def unless_closed() -> Any:
            is_there = self.app.is_running and self in self.app.screen_stack
            return callback(*args, **named) if is_there else None

        return super().call_after_refresh(unless_closed)

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """What is at a place of the screen, unless it was removed since it was drawn.

        A notice that goes as it is clicked has no parent any more, which Textual counts on.
        """
        widget, offset = super().get_widget_and_offset_at(x, y)
        return (widget, offset) if widget is None or widget.is_attached else (None, None)
