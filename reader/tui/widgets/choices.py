"""A list to choose from, which the keys of the text go through too."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import OptionList

_SHARE = 0.9
"""What a box may take of the screen's height, as the style sheet has it."""
_MOST, _LEAST = 26, 3
"""Rows of a list, where there is room for them, and where there is none."""


class Choices(OptionList):
    """A list with j and k beside the arrows, as high as its box has room for.

    A box cuts off what is beyond its own height, and a list that is cut off does not know that
    what is chosen in it is out of sight.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    def on_mount(self) -> None:
        self.screen.screen_layout_refresh_signal.subscribe(self, self._fit)

    def _fit(self, screen: Screen[object]) -> None:
        box = self.parent
        if not self.is_attached or box is None:
            return
        around = sum(
            each.outer_size.height + each.styles.margin.height
            for each in box.children
            if each is not self and each.display
        )
        room = int(screen.size.height * _SHARE) - box.gutter.height - around  # type: ignore[attr-defined]
        most = max(_LEAST, min(_MOST, room))
        if self.styles.max_height is None or self.styles.max_height.value != most:
            self.styles.max_height = most
            self.call_after_refresh(self.scroll_to_highlight)
