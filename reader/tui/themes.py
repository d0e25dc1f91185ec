"""The reader's own colours: a dark and a light theme."""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

from reader.errors import ConfigError

THEMES = (
    Theme(
        name="dragoman",
        primary="#7aa2c4",
        secondary="#8fb0a9",
        accent="#d9a86c",
        warning="#d9a86c",
        error="#d98079",
        success="#93b58a",
        foreground="#d8d6cf",
        background="#16191d",
        surface="#1b1f24",
        panel="#242a31",
        dark=True,
        variables={
            "text-secondary": "#8fb0a9",
            "text-accent": "#d8a86c",
            "text-warning": "#d8a86c",
            "block-cursor-background": "#31475a",
            "block-cursor-foreground": "#f0ece2",
            "scrollbar": "#333c46",
            "scrollbar-hover": "#4a5763",
            "scrollbar-active": "#7aa2c4",
            "scrollbar-background": "#1b1f24",
            "scrollbar-background-hover": "#1b1f24",
            "scrollbar-background-active": "#1b1f24",
            "scrollbar-corner-color": "#1b1f24",
        },
    ),
    Theme(
        name="dragoman-paper",
        primary="#2f5f86",
        secondary="#3f7168",
        accent="#9a5b13",
        warning="#9a5b13",
        error="#a8352d",
        success="#3f6d33",
        foreground="#26241f",
        background="#faf7f0",
        surface="#f3efe5",
        panel="#e8e2d4",
        dark=False,
        variables={
            "text-secondary": "#3f7168",
            "text-accent": "#995b13",
            "text-warning": "#995b13",
            "block-cursor-background": "#c6d6e3",
            "block-cursor-foreground": "#1d1b17",
            "scrollbar": "#d3cbb9",
            "scrollbar-hover": "#b9af99",
            "scrollbar-active": "#2f5f86",
            "scrollbar-background": "#f3efe5",
            "scrollbar-background-hover": "#f3efe5",
            "scrollbar-background-active": "#f3efe5",
            "scrollbar-corner-color": "#f3efe5",
        },
    ),
)


def check(name: str) -> None:
    """See that there is a theme of a name.

    Raises:
        ConfigError: there is none.
    """
    known = sorted({theme.name for theme in THEMES} | BUILTIN_THEMES.keys())
    if name not in known:
        raise ConfigError(f"no theme is called “{name}”; there are {', '.join(known)}.")
