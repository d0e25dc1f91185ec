"""Every command by name, and the themes: Textual's palette, which bears what comes late."""

from __future__ import annotations

from textual.command import CommandPalette

from reader.tui.screens.late import Late


class Palette(CommandPalette, Late[None]):
    """A list of commands. A second Escape, for a palette that is closed already, does no harm."""
