"""Every key, in groups a reader would look under."""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.keys import format_key
from textual.widgets import Static

from reader.tui.config import ACTIONS
from reader.tui.screens.dialog import CLOSE, Dialog, links

_GROUPS: dict[str, tuple[str, ...]] = {
    "Reading": (
        "next_sentence",
        "previous_sentence",
        "next_screen",
        "previous_screen",
        "first_sentence",
        "last_sentence",
        "next_article",
        "previous_article",
        "next_doubt",
        "previous_doubt",
    ),
    "View": ("mode", "boilerplate", "stop"),
    "Library": (
        "library",
        "filter",
        "sort",
        "narrower",
        "wider",
        "mark_read",
        "open_path",
        "reload",
    ),
    "Searching": ("search", "search_all", "concordance"),
    "Words and terms": (
        "terms",
        "why",
        "word_left",
        "word_right",
        "extend_left",
        "extend_right",
        "other_side",
        "look_up",
        "copy",
    ),
    "Your own": (
        "bookmark",
        "highlight",
        "note",
        "bookmarks",
        "correct",
        "corrections",
        "compare",
        "take_match",
        "add_term",
        "glossary",
        "export",
    ),
    "The rest": ("help", "suspend", "quit"),
}
_FIXED: dict[str, tuple[tuple[str, str], ...]] = {
    "In the library": (
        ("Tab", "Go to the library, or back to the text"),
        ("↓  ↑", "Choose an article or a folder"),
        ("Enter", "Open it"),
        ("Esc", "Back to the text"),
    ),
    "Opening": (
        ("paste", "A text that is pasted is opened, and kept"),
        ("drop a file", "It is opened, as one whose path is pasted"),
    ),
    "In the glossary": (
        ("/", "Search terms in any language"),
        ("a  e  d", "Add, edit or delete a concept"),
        ("u  Ctrl Y", "Take a change back, or make it again"),
        ("s", "Sort by the next column, as a click on its heading does"),
        ("w", "Save; Esc goes back, and asks before it forgets changes"),
    ),
    "Mouse": (
        ("click", "Choose a sentence; on an underlined term, show it"),
        ("drag, double click", "Select words"),
        ("click on ▸", "Open the site's own blocks"),
        ("drag the line", "Make the library wider or narrower"),
        ("wheel", "Scroll"),
    ),
    "Outside": (
        ("reader --samples", "The articles that came with the reader"),
        ("reader models", "What translates here; a starter gives the gist only"),
        ("a bigger model", "reader models install ar en"),
    ),
}
"""What is the same whatever keys are configured."""

_NARROW = 64
"""Columns of the screen below which keys and what they do do not stand in columns."""


def shown_keys(action: str, changed: dict[str, str]) -> str:
    """The keys of an action, as they are written on a keyboard."""
    names = []
    for key in changed.get(action, ACTIONS[action][0]).split(","):
        key = key.strip()
        names.append({"left": "←", "right": "→"}.get(key) or _shown(key))
    return "  ".join(names)


def _shown(key: str) -> str:
    plain = {
        "pagedown": "PgDn",
        "pageup": "PgUp",
        "space": "Space",
        "home": "Home",
        "end": "End",
        "enter": "Enter",
        "shift+left": "Shift ←",
        "shift+right": "Shift →",
        "slash": "/",
        "apostrophe": "'",
        "question_mark": "?",
        "ctrl+c": "Ctrl C",
        "ctrl+z": "Ctrl Z",
        "less_than_sign": "<",
        "greater_than_sign": ">",
    }
    return plain.get(key) or format_key(key)


class Help(Dialog[None]):
    """Every key.

    Args:
        changed: the keys of actions that the user has set.
        first: the group that is to stand first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,q", "dismiss_none", show=False)]

    def __init__(self, changed: dict[str, str], first: str | None = None) -> None:
        super().__init__()
        self._changed = changed
        self._first = first

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog tall") as box:
            box.border_title = "Keys"
            box.border_subtitle = links(CLOSE)
            yield Static()

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def on_resize(self) -> None:
        self.query_one(Static).update(self._lines() if self.size.width < _NARROW else self._table())

    def _lines(self) -> Text:
        """Each key before what it does, where there is no room for columns."""
        lines = []
        for name, rows in self._groups().items():
            lines += [Text(""), Text(name, style="bold underline")]
            lines += [Text.assemble((keys, "bold"), "  ", effect) for keys, effect in rows]
        return Text("\n").join(lines[1:])

    def _table(self) -> Table:
        table = Table.grid(padding=(0, 3, 0, 0))
        table.add_column(justify="right", no_wrap=True)
        table.add_column()
        for number, (name, rows) in enumerate(self._groups().items()):
            if number:
                table.add_row("", "")
            table.add_row("", Text(name, style="bold"))
            for keys, effect in rows:
                table.add_row(Text(keys, style="bold"), effect)
        return table

    def _groups(self) -> dict[str, list[tuple[str, str]]]:
        """The keys of each group with what they do, in the order they are shown in."""
        groups = {
            name: [(shown_keys(each, self._changed), ACTIONS[each][1]) for each in actions]
            for name, actions in _GROUPS.items()
        }
        groups["The rest"].append(
            ("Ctrl K, Ctrl P", "Every command by name; the article's language, too")
        )
        groups |= {name: list(rows) for name, rows in _FIXED.items()}
        return {name: groups[name] for name in sorted(groups, key=lambda name: name != self._first)}
