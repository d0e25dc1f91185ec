"""Which of the reader's keys the reading screen has, and which of them the footer shows."""

from __future__ import annotations

from textual.binding import Binding

from reader.tui.config import ACTIONS
from reader.tui.keys import binding

_FOOTER = {
    # What helps and leads out comes first: a narrow footer loses its end.
    "help": "Help",
    "quit": "Quit",
    "mode": "View",
    "search": "Search",
    "correct": "Correct",
    "add_term": "Term",
    "glossary": "Glossary",
    "library": "Library",
}
_OF_PANES = frozenset(
    {
        "next_sentence",
        "previous_sentence",
        "next_screen",
        "previous_screen",
        "first_sentence",
        "last_sentence",
        "terms",
        "word_left",
        "word_right",
        "extend_left",
        "extend_right",
        "other_side",
    }
)
"""Actions whose keys the panes have."""
OF_AN_ARTICLE = frozenset(
    {
        "next_doubt",
        "previous_doubt",
        "why",
        "boilerplate",
        "bookmark",
        "highlight",
        "note",
        "correct",
        "corrections",
        "compare",
        "take_match",
        "add_term",
        "look_up",
        "copy",
        "export",
        "stop",
    }
)
"""Actions that do nothing where no article is open."""


def bindings() -> list[Binding]:
    """The keys of the reading screen: each does the action of its name."""
    others = [name for name in ACTIONS if name not in _FOOTER and name not in _OF_PANES]
    return [
        *(binding(name, f"act('{name}')", label) for name, label in _FOOTER.items()),
        *(binding(name, f"act('{name}')", show=False) for name in others),
    ]
