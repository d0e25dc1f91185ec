"""The line of keys at the bottom of a screen."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.screen import Screen
from textual.widget import Widget


@dataclass(frozen=True)
class _Key:
    """A key that is shown."""

    key: str
    shown: str
    label: str
    tooltip: str

    @property
    def width(self) -> int:
        """Cells of the key and its label, with the blanks around them."""
        return cell_len(self.shown) + cell_len(self.label) + 3


class KeyBar(Widget):
    """The keys of a screen that matter most. A click on one presses it.

    Textual's `Footer` has a widget for each key, and makes them all anew whenever the focus goes
    elsewhere: they were nine of ten widgets that the reader made.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"bar--key"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: list[_Key] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if screen.app.app_focus:
            self.call_after_refresh(self._look)

    def _look(self) -> None:
        """See which keys there are by now."""
        if not self.is_attached:
            return
        keys: dict[str, _Key] = {}
        for _, binding, _, tooltip in self.screen.active_bindings.values():
            if binding.show and binding.action not in keys:
                keys[binding.action] = _Key(
                    binding.key,
                    self.app.get_key_display(binding),
                    binding.description,
                    tooltip,
                )
        if (now := list(keys.values())) != self._keys:
            self._keys = now
            self.refresh()

    def render(self) -> Text:
        style = self.get_component_rich_style("bar--key", partial=True)
        text = Text(no_wrap=True, overflow="crop", end="")
        for key in self._fitting():
            text.append(f" {key.shown} ", style)
            text.append(f"{key.label} ")
        return text

    def _fitting(self) -> list[_Key]:
        """The keys that there is room for, the first ones."""
        ends = accumulate(key.width for key in self._keys)
        room = self.size.width + 1  # the blank after the last one may be missing
        return [key for key, end in zip(self._keys, ends, strict=True) if end <= room]

    def _at(self, column: int) -> _Key | None:
        for key in self._fitting():
            if 0 <= column < key.width:
                return key
            column -= key.width
        return None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        key = self._at(event.x)
        if (tooltip := key.tooltip if key else None) != self.tooltip:
            self.tooltip = tooltip

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if key := self._at(event.x):
            self.app.simulate_key(key.key)
