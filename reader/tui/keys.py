"""The reader's keys, as Textual's bindings: the configuration names each by its action."""

from __future__ import annotations

from textual.binding import Binding

from reader.tui.config import ACTIONS


def binding(name: str, action: str, label: str = "", *, show: bool = True) -> Binding:
    """The binding of one of `config.ACTIONS` to a widget's or screen's action.

    Args:
        name: the action's name in the configuration.
        action: what Textual is to run.
        label: a word for the footer; what the action does, where it is left out.
        show: whether the footer shows it.
    """
    keys, description = ACTIONS[name]
    return Binding(keys, action, label or description, show=show, id=name, tooltip=description)
