"""Every command by name, and the themes: Textual's palette, which bears what comes late."""

from __future__ import annotations

from contextlib import suppress

from textual.command import CommandPalette

from reader.tui.screens.late import Late


class Palette(CommandPalette, Late[None]):
    """A list of commands. A second Escape, for a palette that is closed already, does no harm."""

    def _action_command_list(self, action: str) -> None:
        # Textual looks for the rows of a list that it has counted none of, having no room for it.
        with suppress(LookupError):
            super()._action_command_list(action)
