"""What is said in place of a file that cannot be shown."""

from __future__ import annotations

from reader.tui import messages


def refusal(event: messages.Failed, keys: dict[str, str]) -> str:
    """Why a file is not shown, and what can be done instead.

    Args:
        event: says why.
        keys: the keys of actions that the user has set.
    """
    from reader.tui.screens.help import shown_keys

    if event.path is None:
        return event.reason
    following, other = shown_keys("next_article", keys), shown_keys("open_path", keys)
    return (
        f"{event.path.name} cannot be opened.\n\n{event.reason}\n\n"
        f"{following} opens the next article, {other} another file or folder."
    )
