"""A line to type in that leaves the rest of the screen alone."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class Field(Input):
    """A line to type in, as wide as its place has it.

    The text's own width never moves what is around it, so that no key lays out the whole screen
    anew: in the glossary's search that was a quarter of what a key cost.
    """

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is typed here; Textual does not know it of the slash."""
        return key == "slash" or super().check_consume_key(key, character)

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
