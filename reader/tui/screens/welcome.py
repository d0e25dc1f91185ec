"""The first thing a new reader sees: the few keys that matter."""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from reader.tui.screens.dialog import Dialog, links

_KEYS = (
    ("j  k", "next and previous sentence, lit in both texts"),
    ("n  p", "next and previous article"),
    ("v", "side by side, interleaved, one text alone, on demand"),
    ("Enter", "what the glossary says of the underlined terms"),
    ("e", "correct a translation; yours is kept and wins"),
    ("?", "everything else"),
)


class Welcome(Dialog[None]):
    """Six keys. Any key closes it, and does what it does without it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "dismiss_none", show=False, priority=True)
    ]

    async def on_key(self, event: events.Key) -> None:
        """Close, and let the key be pressed on what is below."""
        if event.key in ("enter", "space", "escape"):
            return
        event.stop()
        self.dismiss(None)
        self.app.call_later(self.app.post_message, events.Key(event.key, event.character))

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog welcome") as box:
            box.border_subtitle = links(("Any key begins", "dismiss_none"))
            yield Static(Text("Dragoman", style="bold"), classes="headline")
            yield Static(
                "The article on one side, its translation on the other, made on this machine. "
                "Nothing you read leaves it.",
                classes="lead",
            )
            table = Table.grid(padding=(0, 3, 0, 0))
            table.add_column(justify="right", no_wrap=True)
            table.add_column()
            for keys, effect in _KEYS:
                table.add_row(Text(keys, style="bold"), effect)
            yield Static(table)
